"""From the store to what a graph page shows.

What each essay says is read several times and let go; entities and lines stay, and claims where
the caller keeps them.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pyoxigraph import Literal, Store

from graphbuild.graph import PREFIXES
from graphbuild.iris import GB, SCHEMA
from graphbuild.model import Level, Status
from graphbuild.ontology import Ontology
from graphbuild.viewing.circumstances import circumstances
from graphbuild.viewing.view import (
    GraphView,
    ViewClaim,
    ViewConflict,
    ViewEdge,
    ViewEssay,
    ViewEvidence,
    ViewHappening,
    ViewNode,
)

__all__ = ["Keep", "ReadRows", "Rows", "collect", "essay_rows", "overall_rows"]

_ESSAYS = """SELECT ?essay ?title ?id (SAMPLE(?name) AS ?author) WHERE { GRAPH ?essay {
  ?essay a gb:Essay ; rdfs:label ?title ; schema:identifier ?id .
  OPTIONAL { ?essay schema:author/rdfs:label ?name } } } GROUP BY ?essay ?title ?id ORDER BY ?id"""
_ENTITIES = """SELECT ?essay ?entity ?type ?label WHERE { GRAPH ?essay {
  ?entity a ?type ; rdfs:label ?label FILTER(?type != gb:Group) } }"""
_FORMS = "SELECT ?entity ?form WHERE { GRAPH ?essay { ?entity gb:mentionedAs ?form } }"
_CLAIMS = """SELECT ?essay ?claim ?s ?p ?o ?status ?level ?confidence ?rule ?who ?cue ?words
WHERE { GRAPH ?essay {
  ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gb:status ?status ;
    gb:level ?level ; gb:confidence ?confidence ; gb:rule ?rule .
  OPTIONAL { ?claim gb:attributedTo/rdfs:label ?who }
  OPTIONAL { ?claim gb:cue/oa:hasSelector/oa:exact ?cue }
  OPTIONAL { ?o a gb:Quotation ; rdf:value ?words } } }"""
_EVIDENCE = """SELECT ?claim ?start ?exact ?prefix ?suffix WHERE { GRAPH ?essay {
  ?claim a gb:Claim ; prov:wasDerivedFrom ?span . ?span oa:hasSelector ?place, ?quote .
  ?place oa:start ?start . ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix } } }"""
_HAPPENED = """SELECT ?claim ?place ?date ?film ?label WHERE { GRAPH ?essay {
  ?happened gb:reportedBy ?claim .
  { ?happened gb:takesPlaceIn ?place . OPTIONAL { ?place rdfs:label ?label } }
  UNION { ?happened gb:takesPlaceOn ?date }
  UNION { ?happened gb:forFilm ?film . OPTIONAL { ?film rdfs:label ?label } } } }"""
_JOINS = "SELECT ?one ?other WHERE { GRAPH ?merged { ?one owl:sameAs ?other } }"
_CONFLICTS = """SELECT ?conflict ?kind ?claim WHERE { GRAPH ?merged {
  ?conflict a gb:Conflict ; gb:conflictKind ?kind ; gb:conflictingClaim ?claim } }"""
_PERFORMANCES = """SELECT DISTINCT ?essay ?node ?film ?performer ?character WHERE { GRAPH ?essay {
  ?node a gb:Performance ; gb:film ?film ; gb:performer ?performer ; gb:character ?character } }"""

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Answers by the name of the question: values, and of claims whether the object is a literal."""

ReadRows = Callable[..., Iterable[Rows]]
"""Gives the answers to the named questions essay by essay, in the order of their identifiers."""

Keep = Callable[[Iterable[ViewClaim]], Sequence[ViewClaim]]
"""Keeps claims, in memory or elsewhere."""

_OF_ESSAYS = {
    "essays": _ESSAYS,
    "entities": _ENTITIES,
    "forms": _FORMS,
    "claims": _CLAIMS,
    "evidence": _EVIDENCE,
    "happened": _HAPPENED,
    "performances": _PERFORMANCES,
}
_OVERALL = {"joins": _JOINS, "conflicts": _CONFLICTS}


def essay_rows(store: Store) -> Rows:
    """What the graphs of essays say that a page shows; of several, the rows of all."""
    return {name: _rows(store, query) for name, query in _OF_ESSAYS.items()}


def overall_rows(store: Store) -> Rows:
    """What only all essays together say."""
    return {name: _rows(store, query) for name, query in _OVERALL.items()}


def _rows(store: Store, query: str) -> list[Row]:
    solutions: Any = store.query(query, prefixes=PREFIXES)
    names = [v.value for v in solutions.variables]
    return [_row(dict(zip(names, solution, strict=True))) for solution in solutions]


def _row(terms: dict[str, Any]) -> Row:
    row: Row = {n: term.value for n, term in terms.items() if term is not None}
    return row | {"literal": True} if isinstance(terms.get("o"), Literal) else row


@dataclass(slots=True)
class _Entity:
    """``named`` is where its label and type are from: entity, essay, type, label of a row."""

    named: tuple[str, str, str, str]
    forms: set[str] = field(default_factory=set)
    essays: set[int] = field(default_factory=set)
    same: list[str] = field(default_factory=list)


def collect(
    read: ReadRows,
    overall: Rows,
    ontology: Ontology,
    *,
    reading: bool = True,
    keep: Keep = tuple,
) -> GraphView:
    """Nodes, lines, claims and essays of all graphs, in a fixed order."""
    essays = sorted((r for rows in read("essays") for r in rows["essays"]), key=lambda r: r["id"])
    number = {r["essay"]: i for i, r in enumerate(essays)}
    joined = _joined(overall)
    types = _types(ontology)
    entities = _entities(read, number, types, joined)
    index = {iri: i for i, iri in enumerate(sorted(entities))}
    lines = _Lines()
    claims = keep(lines.noting(_claims(read, index, joined, number, ontology)))
    edges = lines.edges(_performances(read, index, joined, number))
    return GraphView(
        tuple(_node(iri, entities[iri], types) for iri in index),
        edges,
        claims,
        tuple(
            ViewEssay(
                r["essay"], r["id"], r["title"], r.get("author"),
                f"reading/{r['id']}.html" if reading else None,
            )
            for r in essays
        ),
        _properties(sorted(lines.properties), ontology),
        _conflicts(overall, lines.names),
    )  # fmt: skip


def _joined(rows: Rows) -> dict[str, str]:
    """Unknown entities that essays share, each with the one of them that is drawn for all."""
    first: dict[str, str] = {}

    def root(iri: str) -> str:
        while first.get(iri, iri) != iri:
            iri = first[iri]
        return iri

    pairs: list[tuple[str, str]] = sorted((r["one"], r["other"]) for r in rows["joins"])
    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return {iri: root(iri) for iri in first if root(iri) != iri}


def _conflicts(rows: Rows, claims: Iterable[str]) -> tuple[ViewConflict, ...]:
    """Conflicts between claims, whose identifiers are given in order."""
    in_conflict = {row["claim"].rpartition("/")[2] for row in rows["conflicts"]}
    index = {claim: i for i, claim in enumerate(claims) if claim in in_conflict}
    members: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows["conflicts"]:
        claim = row["claim"].rpartition("/")[2]
        if claim in index:
            members[row["conflict"], row["kind"].rpartition("#")[2]].add(index[claim])
    found = (ViewConflict(kind, tuple(sorted(of))) for (_, kind), of in sorted(members.items()))
    return tuple(c for c in found if len(c.claims) > 1)


def _entities(
    read: ReadRows, number: dict[str, int], types: dict[str, str], joined: dict[str, str]
) -> dict[str, _Entity]:
    """Entities with something to say about them."""
    ends = _ends(read, joined)
    found: dict[str, _Entity] = {}
    for rows in read("entities", "forms"):
        for row in rows["entities"]:
            iri = _drawn_as(row["entity"], joined)
            if iri in ends and row["type"] in types and row["essay"] in number:
                named = row["entity"], row["essay"], row["type"], row["label"]
                entity = found.setdefault(iri, _Entity(named))
                entity.named = min(entity.named, named)
                entity.essays.add(number[row["essay"]])
        for row in rows["forms"]:
            iri = _drawn_as(row["entity"], joined)
            if iri in found:
                found[iri].forms.add(row["form"])
    for other, iri in sorted(joined.items()):
        if iri in found:
            found[iri].same.append(other)
    return found


def _types(ontology: Ontology) -> dict[str, str]:
    """What the page calls each class."""
    types = {c.iri: c.type for c in ontology.classes.values()}
    return types | {GB + "Performance": "performance", GB + "Essay": "essay"}


def _ends(read: ReadRows, joined: dict[str, str]) -> set[str]:
    """What claims and performances are about."""
    ends: set[str] = set()
    for rows in read("claims", "performances"):
        for r in rows["claims"]:
            ends.update(r[c] for c in ("s", "o") if c == "s" or not r.get("literal"))
        for r in rows["performances"]:
            ends.update(r[c] for c in _PARTS)
    return {_drawn_as(iri, joined) for iri in ends}


def _drawn_as(iri: str, joined: dict[str, str]) -> str:
    return joined.get(iri, iri)


def _node(iri: str, entity: _Entity, types: dict[str, str]) -> ViewNode:
    *_, class_, label = entity.named
    return ViewNode(
        iri,
        label,
        types[class_],
        tuple(sorted(entity.forms)),
        "/nil/" in iri,
        tuple(sorted(entity.essays)),
        tuple(entity.same),
    )


def _evidence(rows: Rows) -> dict[str, tuple[ViewEvidence, ...]]:
    """Evidence of each claim; the fullest quote first, a bare default subject last."""
    found: dict[str, list[tuple[int, ViewEvidence]]] = defaultdict(list)
    for r in rows["evidence"]:
        shown = ViewEvidence(r.get("prefix", ""), r["exact"], r.get("suffix", ""))
        found[r["claim"]].append((int(r["start"]), shown))
    return {
        claim: tuple(v for _, v in sorted(parts, key=lambda p: (-len(p[1].exact), p[0])))
        for claim, parts in found.items()
    }


def _happened(
    rows: Rows, index: dict[str, int], joined: dict[str, str]
) -> dict[str, list[tuple[str, str, int | None]]]:
    """Of each claim what else its essay says of what happened: kind, words, node if drawn."""
    told: dict[str, set[tuple[str, str, int | None]]] = defaultdict(set)
    for r in rows["happened"]:
        for name in ("place", "date", "film"):
            if name in r:
                words = r.get("label") or r[name].rpartition("/")[2]
                told[r["claim"]].add((name, words, index.get(_drawn_as(r[name], joined))))
    return {claim: list(of) for claim, of in told.items()}


def _claims(
    read: ReadRows,
    index: dict[str, int],
    joined: dict[str, str],
    number: dict[str, int],
    ontology: Ontology,
) -> Iterator[ViewClaim]:
    """The claims about what is drawn, essay by essay, each once."""
    for rows in read("claims", "evidence", "happened"):
        evidence, said = _evidence(rows), _happened(rows, index, joined)
        listed = sorted(rows["claims"], key=lambda r: (number[r["essay"]], r["claim"]))
        for (_, claim), (r, *_) in groupby(listed, key=lambda r: (number[r["essay"]], r["claim"])):
            subject = index.get(_drawn_as(r["s"], joined))
            object_ = index.get(_drawn_as(r["o"], joined))
            if subject is None:
                continue
            status: Status = r["status"].rpartition("#")[2].lower()
            level: Level = r["level"].rpartition("#")[2].lower()
            yield ViewClaim(
                claim.rpartition("/")[2],
                subject,
                _name(r["p"], ontology),
                object_,
                None if object_ is not None else r.get("words") or r["o"],
                status,
                level,
                float(r["confidence"]),
                r["rule"],
                number[r["essay"]],
                r.get("who"),
                r.get("cue"),
                evidence.get(claim, ()),
                _happening(r["p"], said.get(claim, []), ontology),
            )


def _happening(
    predicate: str, told: list[tuple[str, str, int | None]], ontology: Ontology
) -> ViewHappening | None:
    known = ontology.properties.get(predicate)
    if not told or known is None or known.occurrence is None:
        return None
    return ViewHappening(known.occurrence.label, circumstances(told))


def _name(iri: str, ontology: Ontology) -> str:
    known = ontology.properties.get(iri)
    return known.name if known else iri.rpartition("#")[2].rpartition("/")[2]


_PARTS = ("node", "film", "performer", "character")

_Ends = tuple[int, int, str]


class _Lines:
    """What lines are made of, noted while claims pass by: which claims join two nodes by a
    property; names and essays of all claims, properties."""

    def __init__(self) -> None:
        self.between: dict[_Ends, array[int]] = defaultdict(lambda: array("I"))
        self.properties: set[str] = set()
        self._names, self._essays = bytearray(), array("I")

    def noting(self, claims: Iterable[ViewClaim]) -> Iterator[ViewClaim]:
        """The claims as they come."""
        for i, claim in enumerate(claims):
            self.properties.add(claim.property)
            self._names += claim.id.encode() + b"\n"
            self._essays.append(claim.essay)
            if claim.object is not None:
                self.between[claim.subject, claim.object, claim.property].append(i)
            yield claim

    @property
    def names(self) -> Iterator[str]:
        """The identifiers of the claims, in order."""
        return (line.decode() for line in self._names.splitlines())

    def edges(self, performances: dict[tuple[int, ...], set[int]]) -> tuple[ViewEdge, ...]:
        """The three lines of each performance, and the lines of claims, of which those that a
        performance stands for are covered."""
        parts: list[ViewEdge] = []
        covered: set[_Ends] = set()
        for (node, film, performer, character), essays in sorted(performances.items()):
            shortcuts = (
                (performer, character, "playsCharacter"),
                (film, performer, "actor"),
                (film, character, "character"),
            )
            covered.update(shortcuts)
            claims = tuple(sorted({i for ends in shortcuts for i in self.between.get(ends, ())}))
            parts += [
                ViewEdge(source, target, "performance", claims, tuple(sorted(essays)))
                for source, target in ((performer, node), (node, film), (node, character))
            ]
        lines = (
            ViewEdge(*ends, tuple(of), self._told_in(of), ends in covered)
            for ends, of in sorted(self.between.items())
        )
        return (*parts, *lines)

    def _told_in(self, claims: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted({self._essays[i] for i in claims}))


def _performances(
    read: ReadRows, index: dict[str, int], joined: dict[str, str], number: dict[str, int]
) -> dict[tuple[int, ...], set[int]]:
    """The essays that tell of each performance, by its node, film, performer and character."""
    told: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for r in (r for rows in read("performances") for r in rows["performances"]):
        part = tuple(index.get(_drawn_as(r[c], joined), -1) for c in _PARTS)
        if -1 not in part:
            told[part].add(number[r["essay"]])
    return told


def _properties(names: Iterable[str], ontology: Ontology) -> dict[str, tuple[str, str, bool]]:
    out = {"performance": (GB + "Performance", "performance", True)}
    for name in names:
        known = ontology.names.get(name)
        out[name] = (
            (known.iri, known.label, known.symmetric) if known else (SCHEMA + name, name, False)
        )
    return out
