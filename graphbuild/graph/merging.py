"""What only all essays together say: support, conflicts, joins of unknown entities.

All of it is a pure function of the essays' quads, so that adding or removing an essay gives
what a clean build gives. It stands in the graph ``graph/merged``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad, Store

from graphbuild.graph.namespaces import OWL, PREFIXES, XSD, gb, rdf
from graphbuild.iris import Iris
from graphbuild.knowledge.normalising import normalise
from graphbuild.ontology import Ontology

__all__ = ["is_named", "merged_quads"]

_A = rdf("type")
_SAME = NamedNode(OWL + "sameAs")
_DECIDED = "decided by a person"
_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "nonNegativeInteger")
_CLAIMS = """SELECT ?claim ?s ?p ?o ?essay ?hash ?status WHERE { GRAPH ?essay {
  ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gb:status ?status .
  ?essay gb:sha256 ?hash } }"""
_LOCALS = """SELECT ?entity ?type ?label ?essay WHERE { GRAPH ?essay {
  ?entity rdfs:label ?label FILTER(CONTAINS(STR(?entity), "/nil/"))
  ?entity a ?type FILTER(?type != gb:Group) } }"""
_FILMS = "SELECT ?essay ?film WHERE { GRAPH ?essay { ?essay gb:discusses ?film } }"


def merged_quads(
    store: Store,
    iris: Iris,
    ontology: Ontology,
    joined: Collection[frozenset[str]] = (),
    parted: Collection[frozenset[str]] = (),
) -> Iterator[Quad]:
    """Quads of the graph ``graph/merged``, from the essays' graphs in the store.

    ``joined`` and ``parted`` are pairs of entities that a person has decided to be one, or two.
    """
    graph = NamedNode(iris.base + "graph/merged")
    claims = _claims(store)
    for subject, predicate, object_ in (
        *_support(claims, iris),
        *_conflicts(claims, iris, ontology),
        *_joins(store, iris, joined, parted),
    ):
        yield Quad(NamedNode(subject), predicate, object_, graph)


Triple = tuple[str, NamedNode, NamedNode | Literal]
Row = tuple[str, NamedNode, NamedNode, NamedNode | Literal, str, str, str]


def _claims(store: Store) -> list[Row]:
    rows = store.query(_CLAIMS, prefixes=PREFIXES)
    found = [
        (r[0].value, r[1], r[2], r[3], r[4].value, r[5].value, r[6].value.rpartition("#")[2])
        for r in rows  # type: ignore[union-attr]
    ]
    return sorted(found, key=lambda r: (r[0], r[4]))


def _name(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _support(claims: list[Row], iris: Iris) -> Iterator[Triple]:
    """A node for each fact that texts of two different contents or more assert."""
    witnesses: dict[tuple[NamedNode, NamedNode, NamedNode | Literal], dict[str, str]] = defaultdict(
        dict
    )
    for _, s, p, o, essay, text, status in claims:
        if status == "Asserted":
            witnesses[s, p, o].setdefault(text, essay)
    for (s, p, o), texts in sorted(witnesses.items(), key=lambda w: tuple(map(str, w[0]))):
        if len(texts) > 1:
            node = f"{iris.base}fact/{_name(s, p, o)}"
            yield node, _A, gb("Fact")
            yield node, rdf("subject"), s
            yield node, rdf("predicate"), p
            yield node, rdf("object"), o
            yield node, gb("support"), Literal(str(len(texts)), datatype=_INTEGER)
            for essay in sorted(texts.values()):
                yield node, gb("statedIn"), NamedNode(essay)


def _conflicts(claims: list[Row], iris: Iris, ontology: Ontology) -> Iterator[Triple]:
    """Asserted here and negated there; two values of a property that can have one."""
    by_fact: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    by_slot: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in claims:
        _, s, p, o, *_ = row
        by_fact[str(s), str(p), str(o)].append(row)
        known = ontology.properties.get(p.value)
        if known and known.functional and row[6] == "Asserted":
            by_slot[str(s), str(p)].append(row)
    for rows in by_fact.values():
        if {"Asserted", "Negated"} <= {r[6] for r in rows}:
            opposed = [r for r in rows if r[6] in ("Asserted", "Negated")]
            yield from _conflict(opposed, "AssertedAndNegated", iris)
    for rows in by_slot.values():
        if len({_year(r[3]) for r in rows}) > 1:
            yield from _conflict(rows, "TwoValues", iris)


def _year(value: NamedNode | Literal) -> str:
    """Dates that agree as far as both go are no conflict: a year is compared by itself."""
    return (
        value.value[:4] if isinstance(value, Literal) and value.value[:4].isdigit() else value.value
    )


def _conflict(rows: list[Row], kind: str, iris: Iris) -> Iterator[Triple]:
    claims = sorted(r[0] for r in rows)
    node = f"{iris.base}conflict/{_name(kind, *claims)}"
    yield node, _A, gb("Conflict")
    yield node, gb("conflictKind"), gb(kind)
    for claim in claims:
        yield node, gb("conflictingClaim"), NamedNode(claim)


def _joins(
    store: Store,
    iris: Iris,
    joined: Collection[frozenset[str]],
    parted: Collection[frozenset[str]],
) -> Iterator[Triple]:
    """Unknown entities of two essays that carry one name, are of one type and share a film.

    A name alone never joins: two essays on one film that name an unknown *Marta* in its story
    mean one character; people also need a name of two words.
    """
    films: dict[str, list[str]] = defaultdict(list)
    for essay, film in store.query(_FILMS, prefixes=PREFIXES):  # type: ignore[union-attr]
        films[essay.value].append(film.value)
    groups: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for entity, type_, label, essay in store.query(_LOCALS, prefixes=PREFIXES):  # type: ignore[union-attr]
        name = normalise(label.value)
        if "/nil/character/" in entity.value or " " in name:
            for film in films.get(essay.value, ()):
                groups[type_.value, name, film].add((essay.value, entity.value))
    pairs: dict[tuple[str, str], str] = {}
    for (_, name, film), members in sorted(groups.items()):
        for (first, a), (second, b) in combinations(sorted(members), 2):
            if first != second:
                pairs.setdefault((a, b), f"both essays discuss <{film}> and name {name!r}")
    for pair in joined:
        if all(is_named(store, entity) for entity in pair):
            a, b = sorted(pair)
            pairs[a, b] = _DECIDED
    for (a, b), reason in sorted(pairs.items()):
        if frozenset({a, b}) in parted:
            continue
        node = f"{iris.base}join/{_name(a, b)}"
        score = "0.90" if "/nil/character/" in a else "0.80"
        score = "1.00" if reason == _DECIDED else score
        yield a, _SAME, NamedNode(b)
        yield node, _A, gb("Join")
        yield node, gb("joined"), NamedNode(a)
        yield node, gb("joined"), NamedNode(b)
        yield node, gb("confidence"), Literal(score, datatype=_DECIMAL)
        yield node, gb("reason"), Literal(reason)


def is_named(store: Store, entity: str) -> bool:
    """Whether an essay of the store names an entity."""
    return any(True for _ in store.quads_for_pattern(NamedNode(entity), _A, None))
