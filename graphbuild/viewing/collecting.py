"""From the store to what a graph page shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
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

__all__ = ["Rows", "collect", "essay_rows", "overall_rows"]

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

_ENDS = frozenset({"s", "o", "film", "performer", "character"})
"""Columns of a row that hold entities."""

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Answers by the name of the question: values, and of claims whether the object is a literal."""

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
    label: str
    type: str
    forms: set[str] = field(default_factory=set)
    essays: set[int] = field(default_factory=set)
    same: list[str] = field(default_factory=list)


def collect(rows: Rows, ontology: Ontology, *, reading: bool = True) -> GraphView:
    """Nodes, lines, claims and essays of all graphs, in a fixed order."""
    essays = sorted(rows["essays"], key=lambda r: r["id"])
    number = {r["essay"]: i for i, r in enumerate(essays)}
    joined = _joined(rows)
    entities = _entities(rows, number, ontology, joined)
    claims = sorted(rows["claims"], key=lambda r: (number[r["essay"]], r["claim"]))
    performances = sorted(rows["performances"], key=lambda r: (r["node"], r["essay"]))
    for row in (*claims, *performances):
        row.update({k: joined[v] for k, v in row.items() if k in _ENDS and v in joined})
    drawn = _drawn(claims, performances, entities)
    index = {iri: i for i, iri in enumerate(drawn)}
    said = _happened(rows, index, joined)
    views = tuple(_claim_views(claims, _evidence(rows), said, index, number, ontology))
    edges = _edges(views, performances, index, number)
    return GraphView(
        tuple(_node(iri, entities[iri]) for iri in drawn),
        edges,
        views,
        tuple(
            ViewEssay(
                r["essay"], r["id"], r["title"], r.get("author"),
                f"reading/{r['id']}.html" if reading else None,
            )
            for r in essays
        ),
        _properties(views, ontology),
        _conflicts(rows, views),
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


def _conflicts(rows: Rows, claims: tuple[ViewClaim, ...]) -> tuple[ViewConflict, ...]:
    index = {claim.id: i for i, claim in enumerate(claims)}
    members: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows["conflicts"]:
        claim = row["claim"].rpartition("/")[2]
        if claim in index:
            members[row["conflict"], row["kind"].rpartition("#")[2]].add(index[claim])
    found = (ViewConflict(kind, tuple(sorted(of))) for (_, kind), of in sorted(members.items()))
    return tuple(c for c in found if len(c.claims) > 1)


def _entities(
    rows: Rows, number: dict[str, int], ontology: Ontology, joined: dict[str, str]
) -> dict[str, _Entity]:
    types = {c.iri: c.type for c in ontology.classes.values()}
    types |= {GB + "Performance": "performance", GB + "Essay": "essay"}
    found: dict[str, _Entity] = {}
    order = itemgetter("entity", "essay", "type", "label")
    for row in sorted(rows["entities"], key=order):
        if row["type"] in types and row["essay"] in number:
            iri = _drawn_as(row["entity"], joined)
            entity = found.setdefault(iri, _Entity(row["label"], types[row["type"]]))
            entity.essays.add(number[row["essay"]])
    for row in rows["forms"]:
        iri = _drawn_as(row["entity"], joined)
        if iri in found:
            found[iri].forms.add(row["form"])
    for other, iri in sorted(joined.items()):
        if iri in found:
            found[iri].same.append(other)
    return found


def _drawn_as(iri: str, joined: dict[str, str]) -> str:
    return joined.get(iri, iri)


def _drawn(rows: list[Row], performances: list[Row], entities: dict[str, _Entity]) -> list[str]:
    """Entities with something to say about them, ordered by IRI."""
    ends = {r[c] for r in rows for c in ("s", "o") if c == "s" or not r.get("literal")}
    ends |= {r[c] for r in performances for c in ("node", "film", "performer", "character")}
    return sorted(ends & entities.keys())


def _node(iri: str, entity: _Entity) -> ViewNode:
    return ViewNode(
        iri,
        entity.label,
        entity.type,
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


def _claim_views(
    rows: list[Row],
    evidence: dict[str, tuple[ViewEvidence, ...]],
    said: dict[str, list[tuple[str, str, int | None]]],
    index: dict[str, int],
    number: dict[str, int],
    ontology: Ontology,
) -> list[ViewClaim]:
    seen: set[str] = set()
    views = []
    for r in rows:
        if r["claim"] in seen or r["s"] not in index:
            continue
        seen.add(r["claim"])
        status: Status = r["status"].rpartition("#")[2].lower()
        level: Level = r["level"].rpartition("#")[2].lower()
        value = None if r["o"] in index else r.get("words") or r["o"]
        views.append(
            ViewClaim(
                r["claim"].rpartition("/")[2],
                index[r["s"]],
                _name(r["p"], ontology),
                index.get(r["o"]),
                value,
                status,
                level,
                float(r["confidence"]),
                r["rule"],
                number[r["essay"]],
                r.get("who"),
                r.get("cue"),
                evidence.get(r["claim"], ()),
                _happening(r["p"], said.get(r["claim"], []), ontology),
            )
        )
    return views


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


def _edges(
    claims: tuple[ViewClaim, ...],
    performances: list[Row],
    index: dict[str, int],
    number: dict[str, int],
) -> tuple[ViewEdge, ...]:
    between: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        if claim.object is not None:
            between[claim.subject, claim.object, claim.property].append(i)
    parts, covered = _performance_edges(performances, index, number, between)
    lines = [
        ViewEdge(s, o, p, tuple(of), _essays(claims, of), (s, o, p) in covered)
        for (s, o, p), of in sorted(between.items())
    ]
    return (*parts, *lines)


def _essays(claims: tuple[ViewClaim, ...], of: list[int]) -> tuple[int, ...]:
    return tuple(sorted({claims[i].essay for i in of}))


def _performance_edges(
    performances: list[Row],
    index: dict[str, int],
    number: dict[str, int],
    between: dict[tuple[int, int, str], list[int]],
) -> tuple[list[ViewEdge], set[tuple[int, int, str]]]:
    """The three lines of each performance, and the shortcuts that they stand for."""
    essays: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for r in performances:
        part = tuple(
            index[r[c]] for c in ("node", "film", "performer", "character") if r[c] in index
        )
        if len(part) == 4:
            essays[part].add(number[r["essay"]])
    edges: list[ViewEdge] = []
    covered: set[tuple[int, int, str]] = set()
    for ends, said in sorted(essays.items()):
        node, film, performer, character = ends
        shortcuts = [
            (performer, character, "playsCharacter"),
            (film, performer, "actor"),
            (film, character, "character"),
        ]
        covered |= set(shortcuts)
        claims = tuple(sorted({i for key in shortcuts for i in between.get(key, ())}))
        edges += [
            ViewEdge(source, target, "performance", claims, tuple(sorted(said)))
            for source, target in ((performer, node), (node, film), (node, character))
        ]
    return edges, covered


def _properties(
    claims: tuple[ViewClaim, ...], ontology: Ontology
) -> dict[str, tuple[str, str, bool]]:
    out = {"performance": (GB + "Performance", "performance", True)}
    for name in sorted({c.property for c in claims}):
        known = ontology.names.get(name)
        out[name] = (
            (known.iri, known.label, known.symmetric) if known else (SCHEMA + name, name, False)
        )
    return out
