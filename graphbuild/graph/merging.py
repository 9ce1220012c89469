"""What only all essays together say: support, conflicts, joins of unknown entities.

All of it is a pure function of the essays' quads, so that adding or removing an essay gives
what a clean build gives. It stands in the graph ``graph/merged``.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graphbuild.graph.namespaces import OWL, PREFIXES, XSD, gb, rdf
from graphbuild.iris import SCHEMA, Iris
from graphbuild.knowledge.normalising import normalise
from graphbuild.ontology import Ontology

__all__ = ["Said", "Statements", "is_named", "merged_quads"]

_A = rdf("type")
_ASSERTED, _NEGATED = gb("Asserted").value, gb("Negated").value
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


Row = tuple[str, str, str, str, str, str, str]
"""Claim, subject, predicate, object, essay, hash of its text, status."""

Unknown = tuple[str, str, str, str]
"""Entity, type, label, essay."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What merging looks at, of one essay or of many: claims (with subject, predicate and object
    as N-Triples has them), unknown entities, and films that essays discuss."""

    claims: tuple[Row, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    films: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, store: Store) -> Statements:
        """Of all named graphs of a store."""
        claims = (
            (r[0].value, str(r[1]), str(r[2]), str(r[3]), *(t.value for t in r[4:7]))
            for r in _ask(store, _CLAIMS)
        )
        unknown = (tuple(t.value for t in r) for r in _ask(store, _LOCALS))
        films = (tuple(t.value for t in r) for r in _ask(store, _FILMS))
        return cls(tuple(sorted(claims)), tuple(sorted(unknown)), tuple(sorted(films)))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Statements:
        """From the fields as lists."""
        return cls(*(tuple(map(tuple, data[name])) for name in ("claims", "unknown", "films")))


Said = Callable[[], Iterable[Statements]]
"""Gives what each essay says, as often as it is asked."""


def _ask(store: Store, query: str) -> Iterator[Any]:
    solutions: Any = store.query(query, prefixes=PREFIXES)
    return (tuple(solution) for solution in solutions)


def merged_quads(
    read: Said,
    named: Callable[[str], bool],
    iris: Iris,
    ontology: Ontology,
    joined: Collection[frozenset[str]] = (),
    parted: Collection[frozenset[str]] = (),
) -> Iterator[Quad]:
    """Quads of the graph ``graph/merged``, from what the essays' graphs say, which is read twice;
    ``named`` tells whether an essay names an entity.

    ``joined`` and ``parted`` are pairs of entities that a person has decided to be one, or two.
    """
    graph = NamedNode(iris.base + "graph/merged")
    said = _shared(read, ontology)
    claims = sorted(said.claims, key=lambda r: (r[0], r[4]))
    for subject, predicate, object_ in (
        *_support(claims, iris),
        *_conflicts(claims, iris, ontology),
        *_joins(said, named, iris, joined, parted),
    ):
        yield Quad(NamedNode(subject), predicate, object_, graph)


Triple = tuple[str, NamedNode, NamedNode | Literal]


def _shared(read: Said, ontology: Ontology) -> Statements:
    """The statements that may be about what others are about too. A claim that stands alone has
    no support and no conflict, an unknown entity whose name is alone is joined to none: those
    are most, and are not kept."""
    counts = bytearray(_COUNTERS)
    for said in read():
        for topic in _topics(said, ontology):
            counts[topic] = min(counts[topic] + 1, 2)
    claims, unknown, films = list[Row](), list[Unknown](), list[tuple[str, str]]()
    for said in read():
        discussed = _films(said)
        claims += (
            tuple(map(sys.intern, row))  # type: ignore[misc]
            for row in said.claims
            if any(counts[topic] > 1 for topic in _facts(row, ontology))
        )
        mine = [u for u in said.unknown if any(counts[t] > 1 for t in _namings(u, discussed))]
        unknown += mine
        films += said.films if mine else ()
    return Statements(tuple(claims), tuple(unknown), tuple(films))


_LIFE = f"<{SCHEMA}birthDate>", f"<{SCHEMA}deathDate>"

_COUNTERS = 1 << 23
"""Topics are counted by their hashes: two that share a counter make more be kept, never less."""


def _topics(said: Statements, ontology: Ontology) -> Iterator[int]:
    for row in said.claims:
        yield from _facts(row, ontology)
    films = _films(said)
    for entity in said.unknown:
        yield from _namings(entity, films)


def _facts(row: Row, ontology: Ontology) -> Iterator[int]:
    """The counters of a claim: of its triple, of what can have one value, of a life."""
    _, s, p, o, *_ = row
    yield hash((s, p, o)) % _COUNTERS
    if p in _LIFE:
        yield hash((s, _LIFE)) % _COUNTERS
    known = ontology.properties.get(p.strip("<>"))
    if known and known.functional:
        yield hash((s, p)) % _COUNTERS


def _namings(unknown: Unknown, films: Mapping[str, list[str]]) -> Iterator[int]:
    return (hash(group) % _COUNTERS for group in _groups(unknown, films))


def _films(said: Statements) -> Mapping[str, list[str]]:
    films: dict[str, list[str]] = defaultdict(list)
    for essay, film in said.films:
        films[essay].append(film)
    return films


def _groups(unknown: Unknown, films: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Type, name and film that unknown entities of two essays must share to be one."""
    entity, type_, label, essay = unknown
    name = normalise(label)
    if "/nil/character/" in entity or " " in name:
        for film in films.get(essay, ()):
            yield type_, name, film


def _name(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _support(claims: list[Row], iris: Iris) -> Iterator[Triple]:
    """A node for each fact that texts of two different contents or more assert."""
    witnesses: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for _, s, p, o, essay, text, status in claims:
        if status == _ASSERTED:
            witnesses[s, p, o].setdefault(text, essay)
    for (s, p, o), texts in sorted(witnesses.items()):
        if len(texts) > 1:
            node = f"{iris.base}fact/{_name(s, p, o)}"
            yield node, _A, gb("Fact")
            for name, term in zip(("subject", "predicate", "object"), _terms(s, p, o), strict=True):
                yield node, rdf(name), term
            yield node, gb("support"), Literal(str(len(texts)), datatype=_INTEGER)
            for essay in sorted(texts.values()):
                yield node, gb("statedIn"), NamedNode(essay)


def _terms(subject: str, predicate: str, object_: str) -> tuple[NamedNode | Literal, ...]:
    """The terms of a triple of N-Triples."""
    text = f"{subject} {predicate} {object_} .".encode()
    (quad,) = parse(text, format=RdfFormat.N_TRIPLES)
    return quad.subject, quad.predicate, quad.object


def _conflicts(claims: list[Row], iris: Iris, ontology: Ontology) -> Iterator[Triple]:
    """Asserted here and negated there; two values of a property that can have one; a death
    before a birth."""
    by_fact: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    by_slot: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    lives: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in claims:
        _, s, p, o, *_ = row
        by_fact[s, p, o].append(row)
        if p in _LIFE and row[6] == _ASSERTED:
            lives[s][_LIFE.index(p)].append(row)
        known = ontology.properties.get(p.strip("<>"))
        if known and known.functional and row[6] == _ASSERTED:
            by_slot[s, p].append(row)
    for rows in by_fact.values():
        if {_ASSERTED, _NEGATED} <= {r[6] for r in rows}:
            opposed = [r for r in rows if r[6] in (_ASSERTED, _NEGATED)]
            yield from _conflict(opposed, "AssertedAndNegated", iris)
    for rows in by_slot.values():
        if len({_year(*r[1:4]) for r in rows}) > 1:
            yield from _conflict(rows, "TwoValues", iris)
    for births, deaths in lives.values():
        for birth, death in product(births, deaths):
            if _year(*death[1:4]) < _year(*birth[1:4]):
                yield from _conflict([birth, death], "ImpossibleDates", iris)


def _year(*triple: str) -> str:
    """Dates that agree as far as both go are no conflict: a year is compared by itself."""
    value = _terms(*triple)[2]
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
    said: Statements,
    named: Callable[[str], bool],
    iris: Iris,
    joined: Collection[frozenset[str]],
    parted: Collection[frozenset[str]],
) -> Iterator[Triple]:
    """Unknown entities of two essays that carry one name, are of one type and share a film.

    A name alone never joins: two essays on one film that name an unknown *Marta* in its story
    mean one character; people also need a name of two words.
    """
    films = _films(said)
    groups: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for unknown in said.unknown:
        for group in _groups(unknown, films):
            groups[group].add((unknown[3], unknown[0]))
    pairs: dict[tuple[str, str], str] = {}
    for (_, name, film), members in sorted(groups.items()):
        for (first, a), (second, b) in combinations(sorted(members), 2):
            if first != second:
                pairs.setdefault((a, b), f"both essays discuss <{film}> and name {name!r}")
    for pair in joined:
        if all(map(named, pair)):
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
