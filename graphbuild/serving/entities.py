"""Entity pages: what the graph says of one thing, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph as ox

from graphbuild.graph import PREFIXES
from graphbuild.graph.namespaces import RDFS, rdf
from graphbuild.querying.shrinking import Shrinker

__all__ = ["Fact", "Quote", "Thing", "describe", "exists", "triples_of"]

_MOST = 400
_DEFAULT = ox.DefaultGraph()
_HIDDEN = {rdf("type"), ox.NamedNode(RDFS + "label")}
_QUOTES = """SELECT DISTINCT ?claim ?s ?p ?o ?status ?title ?prefix ?exact ?suffix ?id WHERE {
  { BIND(?thing AS ?s) ?claim rdf:subject ?thing ; rdf:object ?o }
  UNION { BIND(?thing AS ?o) ?claim rdf:object ?thing ; rdf:subject ?s }
  ?claim a gb:Claim ; rdf:predicate ?p ; gb:status ?status ; prov:wasDerivedFrom ?span .
  ?span oa:hasSource ?essay ; oa:hasSelector ?quote . ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
  ?essay rdfs:label ?title ; schema:identifier ?id } ORDER BY ?p ?claim ?exact LIMIT 300"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with the thing at one end: property, other end (label, IRI or None)."""

    property: str
    label: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim about the thing with the words it was read from."""

    claim: str
    status: str
    prefix: str
    exact: str
    suffix: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entity page shows."""

    iri: str
    label: str
    types: tuple[str, ...]
    facts: tuple[Fact, ...]
    inverse: tuple[Fact, ...]
    quotes: tuple[Quote, ...]


def exists(store: ox.Store, iri: str) -> bool:
    """Whether the graph says anything of an IRI."""
    node = ox.NamedNode(iri)
    found = store.quads_for_pattern(node, None, None, _DEFAULT)
    return next(iter(found), None) is not None


def triples_of(store: ox.Store, iri: str) -> list[ox.Triple]:
    """What the graph says of a thing, its own triples first, then those that point to it."""
    node = ox.NamedNode(iri)
    own = store.quads_for_pattern(node, None, None, _DEFAULT)
    to = store.quads_for_pattern(None, None, node, _DEFAULT)
    both = [q.triple for q in (*islice(own, _MOST), *islice(to, _MOST))]
    return sorted(set(both), key=str)


def describe(store: ox.Store, iri: str, shrinker: Shrinker) -> Thing:
    """The page of a thing."""
    node = ox.NamedNode(iri)
    own = list(islice(store.quads_for_pattern(node, None, None, _DEFAULT), _MOST))
    types = sorted(shrinker.label(q.object) for q in own if q.predicate == rdf("type"))
    facts = (_fact(q.predicate, q.object, shrinker) for q in own if q.predicate not in _HIDDEN)
    inverse = (
        _fact(q.predicate, q.subject, shrinker)
        for q in islice(store.quads_for_pattern(None, None, node, _DEFAULT), 20 * _MOST)
        if isinstance(q.subject, ox.NamedNode) and not _technical(q.subject.value)
    )
    return Thing(
        iri,
        shrinker.label(node),
        tuple(types),
        _ordered(facts),
        _ordered(islice(inverse, _MOST)),
        tuple(_quotes(store, node, shrinker)),
    )


def _technical(iri: str) -> bool:
    """Claims, spans, facts and joins are shown as quotes, not as things."""
    parts = ("/claim/", "/span/", "/fact/", "/join/", "/conflict/", "/mention/")
    return any(part in iri for part in parts)


def _fact(predicate: ox.NamedNode, other: Any, shrinker: Shrinker) -> Fact:
    iri = other.value if isinstance(other, ox.NamedNode) else None
    return Fact(shrinker.label(predicate), shrinker.label(other), iri)


def _ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(set(facts), key=lambda f: (f.property, f.label, f.iri or "")))


def _quotes(store: ox.Store, node: ox.NamedNode, shrinker: Shrinker) -> Iterator[Quote]:
    rows: Any = store.query(_QUOTES.replace("?thing", str(node)), prefixes=PREFIXES)
    for row in rows:
        said = " ".join(shrinker.label(row[v]) for v in ("s", "p", "o"))
        claim = row["claim"].value.rpartition("/")[2]
        yield Quote(
            said,
            row["status"].value.rpartition("#")[2].lower(),
            _value(row["prefix"]),
            _value(row["exact"]),
            _value(row["suffix"]),
            row["title"].value,
            f"reading/{row['id'].value}.html#claim-{claim}",
        )


def _value(term: Any) -> str:
    return "" if term is None else str(term.value)
