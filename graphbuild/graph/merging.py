"""What only all essays together say: support, conflicts, joins of unknown entities.

All of it is a pure function of the essays' quads, so that adding or removing an essay gives
what a clean build gives. It stands in the graph ``graph/merged``.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import reduce
from operator import or_

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.graph.conflicts import conflicts, is_functional
from graphbuild.graph.joins import films_of, groups_of, joins, unions
from graphbuild.graph.namespaces import XSD, gb, rdf
from graphbuild.graph.statements import (
    ASSERTED,
    Claimed,
    Happened,
    Kind,
    Said,
    Statements,
    Unknown,
    terms,
)
from graphbuild.graph.times import Chronology, Known
from graphbuild.iris import Iris, short_digest
from graphbuild.ontology import Ontology

__all__ = ["merged_quads"]

_INTEGER = NamedNode(XSD + "nonNegativeInteger")

Triple = tuple[str, NamedNode, NamedNode | Literal]
Pairs = Collection[frozenset[str]]


def merged_quads(
    read: Said,
    named: Callable[[str], bool],
    known: Known,
    iris: Iris,
    ontology: Ontology,
    joined: Pairs = (),
    parted: Pairs = (),
) -> Iterator[Quad]:
    """Quads of the graph ``graph/merged``, from what the essays' graphs say, which is read three
    times; ``named`` tells whether an essay names an entity, ``known`` when it begins.

    ``joined`` and ``parted`` are pairs of entities that a person has decided to be one, or two.
    """
    graph = NamedNode(iris.base + "graph/merged")
    together = unions(joined)
    mixed, times = _Mixed(ontology, together), Chronology(ontology, known)
    for one in read():
        mixed.add(one)
        times.date(one)
    said = _shared(read, ontology, mixed, times)
    for subject, predicate, object_ in (
        *_support(said.claims, iris),
        *conflicts(said, together, iris, ontology, known),
        *joins(said, named, iris, joined, parted),
    ):
        yield Quad(NamedNode(subject), predicate, object_, graph)


_COUNTERS = 1 << 23
"""Topics are counted by their hashes: two that share a counter make more be kept, never less."""


class _Mixed:
    """Which things are taken for two classes that share no members, by their hashes."""

    def __init__(self, ontology: Ontology, together: Mapping[str, str]) -> None:
        self._together = together
        classes = sorted({c for pair in ontology.disjoint for c in pair})
        self._bits = {class_: 1 << n % 64 for n, class_ in enumerate(classes)}
        self._pairs = [reduce(or_, map(self._bits.__getitem__, p)) for p in ontology.disjoint]
        self._masks = array("Q", [0]) * max(1, _COUNTERS // 16)

    def add(self, said: Statements) -> None:
        """Take in what an essay takes things for."""
        for entity, class_, _ in said.kinds:
            self._masks[self._place(entity)] |= self._bits.get(class_, 0)

    def _place(self, entity: str) -> int:
        return hash(self._together.get(entity, entity)) % len(self._masks)

    def __contains__(self, entity: str) -> bool:
        mask = self._masks[self._place(entity)]
        return any(mask & pair == pair for pair in self._pairs)


def _shared(read: Said, ontology: Ontology, mixed: _Mixed, times: Chronology) -> Statements:
    """The statements that may be about what others are about too, the claims in order. A claim
    that stands alone has no support and no conflict, an unknown entity whose name is alone is
    joined to none, a thing that all take for one class is in no conflict: those are most, and are
    not kept."""
    counts = bytearray(_COUNTERS)
    for said in read():
        times.tie(said)
        for topic in _topics(said, ontology):
            counts[topic] = min(counts[topic] + 1, 2)
    claims, unknown = list[Claimed](), list[Unknown]()
    films, kinds, happened = list[tuple[str, str]](), list[Kind](), list[Happened]()
    for said in read():
        discussed = films_of(said)
        taken = [kind for kind in said.kinds if kind[0] in mixed]
        things = {f"<{entity}>" for entity, *_ in taken}
        suspects = {row[0] for row in times.suspects(said)}
        claims += (
            tuple(map(sys.intern, row))  # type: ignore[misc]
            for row in said.claims
            if row[0] in suspects
            or any(counts[topic] > 1 for topic in _facts(row, ontology))
            or not things.isdisjoint((row[1], row[3]))
        )
        happened += (row for row in said.happened if row[0] in suspects)
        mine = [u for u in said.unknown if any(counts[t] > 1 for t in _namings(u, discussed))]
        unknown += mine
        films += said.films if mine else ()
        kinds += taken
    claims.sort(key=lambda r: (r[0], r[4]))
    return Statements(tuple(claims), tuple(unknown), tuple(films), tuple(kinds), tuple(happened))


def _topics(said: Statements, ontology: Ontology) -> Iterator[int]:
    for row in said.claims:
        yield from _facts(row, ontology)
    films = films_of(said)
    for entity in said.unknown:
        yield from _namings(entity, films)


def _facts(row: Claimed, ontology: Ontology) -> Iterator[int]:
    """The counters of a claim: of its triple, of what can have one value."""
    _, s, p, o, *_ = row
    yield hash((s, p, o)) % _COUNTERS
    if is_functional(row, ontology):
        yield hash((s, p)) % _COUNTERS


def _namings(unknown: Unknown, films: Mapping[str, list[str]]) -> Iterator[int]:
    return (hash(group) % _COUNTERS for group in groups_of(unknown, films))


def _support(claims: Iterable[Claimed], iris: Iris) -> Iterator[Triple]:
    """A node for each fact that texts of two different contents or more assert."""
    witnesses: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for _, s, p, o, essay, text, status, _ in claims:
        if status == ASSERTED:
            witnesses[s, p, o].setdefault(text, essay)
    for (s, p, o), texts in sorted(witnesses.items()):
        if len(texts) > 1:
            node = f"{iris.base}fact/{short_digest(s, p, o)}"
            yield node, rdf("type"), gb("Fact")
            for name, term in zip(("subject", "predicate", "object"), terms(s, p, o), strict=True):
                yield node, rdf(name), term
            yield node, gb("support"), Literal(str(len(texts)), datatype=_INTEGER)
            for essay in sorted(texts.values()):
                yield node, gb("statedIn"), NamedNode(essay)
