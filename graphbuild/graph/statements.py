"""What an essay says, as merging looks at it: a few rows, kept in a file beside its graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from graphbuild.graph.namespaces import PREFIXES

__all__ = [
    "ASSERTED",
    "NEGATED",
    "Claimed",
    "Happened",
    "Kind",
    "Said",
    "Statements",
    "Unknown",
    "terms",
]

ASSERTED, NEGATED = PREFIXES["gb"] + "Asserted", PREFIXES["gb"] + "Negated"

_CLAIMS = """SELECT ?claim ?s ?p ?o ?essay ?hash ?status ?film WHERE { GRAPH ?essay {
  ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gb:status ?status .
  ?essay gb:sha256 ?hash OPTIONAL { ?claim gb:inFilm ?film } } }"""
_LOCALS = """SELECT ?entity ?type ?label ?essay WHERE { GRAPH ?essay {
  ?entity rdfs:label ?label FILTER(CONTAINS(STR(?entity), "/nil/"))
  ?entity a ?type FILTER(?type != gb:Group) } }"""
_FILMS = "SELECT ?essay ?film WHERE { GRAPH ?essay { ?essay gb:discusses ?film } }"
_KINDS = """SELECT DISTINCT ?entity ?class ?essay WHERE { GRAPH ?essay {
  ?essay gb:sha256 ?hash . ?entity rdfs:label ?label ; a ?class } }"""
_HAPPENED = """SELECT ?claim ?date ?thing ?role WHERE { GRAPH ?essay {
  VALUES ?role { gb:participant gb:recipient gb:forFilm }
  ?happened gb:reportedBy ?claim ; gb:takesPlaceOn ?date ; ?role ?thing } }"""

Claimed = tuple[str, str, str, str, str, str, str, str]
"""Claim, subject, predicate, object, essay, hash of its text, status, film in which it holds
(empty where none is named)."""

Unknown = tuple[str, str, str, str]
"""Entity, type, label, essay."""

Kind = tuple[str, str, str]
"""Entity, class, essay."""

Happened = tuple[str, str, str, str]
"""Claim that something happened, its date, and a thing with the property that ties it to that."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What merging looks at, of one essay or of many: claims (with subject, predicate and object
    as N-Triples has them), unknown entities, films that essays discuss, which class an essay
    takes each thing for, and who took part in what is said to have happened at a time."""

    claims: tuple[Claimed, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    films: tuple[tuple[str, str], ...] = ()
    kinds: tuple[Kind, ...] = ()
    happened: tuple[Happened, ...] = ()

    @classmethod
    def of(cls, store: Store) -> Statements:
        """Of all named graphs of a store."""
        claims = (
            (r[0].value, *map(str, r[1:4]), *(t.value if t else "" for t in r[4:8]))
            for r in _ask(store, _CLAIMS)
        )
        plain = (_values(store, query) for query in (_LOCALS, _FILMS, _KINDS, _HAPPENED))
        return cls(tuple(sorted(claims)), *plain)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Statements:
        """From the fields as lists."""
        return cls(*(tuple(map(tuple, data[name])) for name in cls.__slots__))


Said = Callable[[], Iterable[Statements]]
"""Gives what each essay says, as often as it is asked."""


def _ask(store: Store, query: str) -> Iterator[Any]:
    solutions: Any = store.query(query, prefixes=PREFIXES)
    return (tuple(solution) for solution in solutions)


def _values(store: Store, query: str) -> tuple[Any, ...]:
    return tuple(sorted(tuple(t.value for t in row) for row in _ask(store, query)))


def terms(subject: str, predicate: str, object_: str) -> tuple[NamedNode | Literal, ...]:
    """The terms of a triple of N-Triples."""
    text = f"{subject} {predicate} {object_} .".encode()
    (quad,) = parse(text, format=RdfFormat.N_TRIPLES)
    return quad.subject, quad.predicate, quad.object
