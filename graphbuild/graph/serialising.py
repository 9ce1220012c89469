"""Turtle and TriG that people can read and machines can compare byte for byte.

Quads are ordered (films first, evidence last; a thing's type and label before the rest) and
written by pyoxigraph's serializer, which groups what stands together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graphbuild.graph.namespaces import PREFIXES, RDF, RDFS
from graphbuild.iris import GB, SCHEMA

__all__ = ["sorted_nquads", "to_trig", "to_turtle"]

_ORDER = (
    "film",
    "series",
    "person",
    "character",
    "performance",
    "organization",
    "place",
    "work",
    "award",
    "event",
    "essay",
    "run",
    "fact",
    "join",
    "conflict",
)
_PARTS = ("nil", "performance", "quotation", "claim", "span")
_FIRST = {RDF + "type": 0, RDFS + "label": 1, RDF + "subject": 2, RDF + "predicate": 3}
_FIRST |= {RDF + "object": 4, GB + "status": 5, GB + "level": 6, SCHEMA + "director": 2}
_LAST = {SCHEMA + "mentions": 9, GB + "mentionedAs": 8}


def _natural(text: str) -> str:
    """Numbers in a key sort by their value ("span/9-12" before "span/100-104")."""
    return re.sub(r"\d+", lambda m: m[0].zfill(9) if len(m[0]) < 9 else m[0], text)


@lru_cache(maxsize=100_000)
def _subject_key(iri: str, base: str) -> tuple[int, int, str]:
    if not iri.startswith(base):
        return len(_ORDER), 0, iri
    path = iri.removeprefix(base)
    kind = path.partition("/")[0]
    rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    part = max(
        (i for i, p in enumerate(_PARTS, 1) if kind == "essay" and f"/{p}/" in path), default=0
    )
    return rank, part, _natural(path)


@lru_cache(maxsize=4096)
def _predicate_key(iri: str) -> tuple[int, str]:
    return _LAST.get(iri, _FIRST.get(iri, 7)), iri


def _object_key(term: NamedNode | Literal) -> tuple[int, str, str]:
    if isinstance(term, Literal):
        return 1, term.value, f"{term.datatype.value}@{term.language or ''}"
    return 0, term.value, ""


def _triples(quads: Iterable[Quad], base: str) -> list[Triple]:
    unique = {Triple(q.subject, q.predicate, q.object) for q in quads}
    return sorted(unique, key=lambda t: _key(t, base))


def _key(triple: Triple, base: str) -> tuple[object, ...]:
    subject, object_ = triple.subject, triple.object
    assert isinstance(subject, NamedNode), "the graph has no blank nodes"
    assert isinstance(object_, NamedNode | Literal), "the graph has no blank nodes"
    predicate = _predicate_key(triple.predicate.value)
    return _subject_key(subject.value, base), predicate, _object_key(object_)


def _head(base: str) -> bytes:
    lines = [f"@base <{base}> .", *(f"@prefix {p}: <{iri}> ." for p, iri in PREFIXES.items())]
    return ("\n".join(lines) + "\n\n").encode()


_SCHEMELESS = re.compile(rb'"(?:[^"\\]|\\.)*"|<(?=//)')


def _body(data: bytes, base: str) -> bytes:
    """Without the serializer's own head, whose prefixes are relative to the base; an IRI that
    shares no more than the scheme with the base (``<//other.example/>``) is written whole."""
    scheme = base.partition("//")[0].encode()
    data = _SCHEMELESS.sub(lambda m: m[0] + scheme if m[0] == b"<" else m[0], data)
    lines = data.split(b"\n")
    first = next((i for i, x in enumerate(lines) if not x.startswith((b"@base", b"@prefix"))), 0)
    return b"\n".join(lines[first:]).replace(b" .\n", b" .\n\n").rstrip(b"\n") + b"\n"


def to_turtle(quads: Iterable[Quad], base: str) -> bytes:
    """The union of all graphs as Turtle."""
    data = serialize(
        _triples(quads, base), format=RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=base
    )
    return _head(base) + _body(data or b"", base)


def to_trig(quads: Iterable[Quad], base: str) -> bytes:
    """All graphs as TriG, each under its plain label; essays first."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad)
    parts = [_head(base)]
    for name in sorted(graphs, key=lambda n: ("/essay/" not in n, n)):
        label = NamedNode(name) if name else DefaultGraph()
        ordered = [
            Quad(t.subject, t.predicate, t.object, label) for t in _triples(graphs[name], base)
        ]
        data = serialize(ordered, format=RdfFormat.TRIG, prefixes=PREFIXES, base_iri=base)
        parts.append(_body(data or b"", base))
    return b"".join(parts)


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """One quad a line, sorted; equal graphs give equal bytes."""
    lines = {serialize([q], format=RdfFormat.N_QUADS) or b"" for q in quads}
    return b"".join(sorted(lines))
