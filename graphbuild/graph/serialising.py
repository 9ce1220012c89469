"""Turtle and TriG that people can read and machines can compare byte for byte.

Quads are ordered (films first, evidence last; a thing's type and label before the rest) and
written by pyoxigraph's serializer, which groups what stands together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from graphbuild.graph.namespaces import OA, OWL, PREFIXES, RDF, RDFS, SKOS
from graphbuild.iris import GB, PROV, SCHEMA

__all__ = [
    "OWN",
    "Key",
    "body",
    "canonical",
    "graph_key",
    "head",
    "ordered",
    "sorted_nquads",
    "subject_key",
    "subject_keys",
    "to_trig",
    "to_turtle",
    "trig_section",
    "turtle_body",
]

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
    "win",
    "nomination",
    "wedding",
    "separation",
    "proposal",
    "encounter",
    "killing",
    "attack",
    "dataset",
    "essay",
    "run",
    "fact",
    "join",
    "conflict",
)
_PARTS = ("nil", "performance", "quotation", "claim", "span")
OWN = tuple(_PARTS.index(part) + 1 for part in ("nil", "performance", "claim"))
"""Parts of an essay that hold its own entities, performances and claims, as keys have them."""

_FIRST = (
    RDF + "type",
    RDFS + "label",
    SCHEMA + "alternateName",
    SKOS + "altLabel",
    GB + "year",
    SCHEMA + "sameAs",
    OWL + "sameAs",
    RDF + "subject",
    RDF + "predicate",
    RDF + "object",
    GB + "status",
    GB + "level",
    GB + "inFilm",
    GB + "attributedTo",
    GB + "cue",
    GB + "confidence",
    GB + "rule",
    OA + "prefix",
    OA + "exact",
    OA + "suffix",
    OA + "start",
    SCHEMA + "director",
)
_LAST = (GB + "mentionedAs", SCHEMA + "mentions")
_RANKS = {iri: n - len(_FIRST) for n, iri in enumerate(_FIRST)}
_RANKS |= {iri: n for n, iri in enumerate(_LAST, 1)}
_DERIVED = NamedNode(PROV + "wasDerivedFrom")
_OBJECT = NamedNode(RDF + "object")

Key = tuple[int, int, str]


def _natural(text: str) -> str:
    """Numbers in a key sort by their value ("span/9-12" before "span/100-104"); those of one
    value by their zeros, so that two paths never have one key."""
    return re.sub(r"\d+", _padded, text)


def _padded(number: re.Match[str]) -> str:
    digits = number[0]
    return digits.zfill(9) + (f"!{len(digits)}" if digits[0] == "0" and digits != "0" else "")


@lru_cache(maxsize=10_000)
def subject_key(iri: str, base: str) -> Key:
    """Where a subject that is no claim stands in a file."""
    if not iri.startswith(base):
        return len(_ORDER), 0, iri
    path = iri.removeprefix(base)
    kind = path.partition("/")[0]
    rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    part = max(
        (i for i, p in enumerate(_PARTS, 1) if kind == "essay" and f"/{p}/" in path), default=0
    )
    return rank, part, _natural(path)


def _object_key(term: NamedNode | Literal) -> tuple[int, str, str]:
    if isinstance(term, Literal):
        return 1, term.value, f"{term.datatype.value}@{term.language or ''}"
    return 0, _natural(term.value) if "/span/" in term.value else term.value, ""


def canonical(quads: Iterable[Quad]) -> set[Triple]:
    """The triples of some quads, with numbers, dates and durations in the form that a store
    gives them (``0.80`` is ``0.8``)."""
    store = Store()
    store.extend(quads)
    return {q.triple for q in store}


def ordered(triples: Iterable[Triple], base: str) -> list[Triple]:
    """Triples in the order in which people read them, each once."""
    unique = set(triples)
    keys = subject_keys(unique, base)
    return sorted(
        unique,
        key=lambda t: (
            keys[t.subject.value],  # type: ignore[union-attr]  # there are no blank nodes
            (_RANKS.get(t.predicate.value, 0), t.predicate.value),
            _object_key(t.object),  # type: ignore[arg-type]
        ),
    )


def subject_keys(triples: Collection[Triple], base: str) -> dict[str, Key]:
    """Where each subject stands in a file: kind of thing, part of an essay, path; claims and
    quotations in the order of the essay's text."""
    places = _places(triples)
    subjects = {t.subject.value for t in triples}  # type: ignore[union-attr]
    return {s: subject_key(places.get(s, s), base) for s in subjects}


def _places(triples: Collection[Triple]) -> dict[str, str]:
    """For each claim, and the quotation that is its object, a path with the place in the text
    that it was first read from."""
    starts: dict[str, int] = {}
    for triple in triples:
        if triple.predicate == _DERIVED:
            claim, (_, _, span) = triple.subject.value, triple.object.value.rpartition("/span/")  # type: ignore[union-attr]
            start = int(span.partition("-")[0] or 0)
            starts[claim] = min(start, starts.get(claim, start))
    quotations = {
        t.object.value: starts[t.subject.value]  # type: ignore[union-attr]
        for t in triples
        if t.predicate == _OBJECT
        and "/quotation/" in t.object.value  # type: ignore[union-attr]
        and t.subject.value in starts  # type: ignore[union-attr]
    }
    return {iri: _placed(iri, start) for iri, start in (starts | quotations).items()}


def _placed(iri: str, start: int) -> str:
    parent, _, name = iri.rpartition("/")
    return f"{parent}/{start}/{name}"


def head(base: str) -> bytes:
    """The base and the prefixes, as every file of ours begins."""
    lines = [f"@base <{base}> .", *(f"@prefix {p}: <{iri}> ." for p, iri in PREFIXES.items())]
    return ("\n".join(lines) + "\n\n").encode()


_SCHEMELESS = re.compile(rb'"(?:[^"\\]|\\.)*"|<(?=//)')
_BETWEEN = re.compile(rb'"(?:[^"\\]|\\.)*"| , ')
_WIDTH = 110
"""Lines longer than this that list several objects are broken between them."""


def body(data: bytes, base: str) -> bytes:
    """Without the serializer's own head, whose prefixes are relative to the base; an IRI that
    shares no more than the scheme with the base (``<//other.example/>``) is written whole."""
    scheme = base.partition("//")[0].encode()
    data = _SCHEMELESS.sub(lambda m: m[0] + scheme if m[0] == b"<" else m[0], data)
    lines = data.split(b"\n")
    first = next((i for i, x in enumerate(lines) if not x.startswith((b"@base", b"@prefix"))), 0)
    text = b"\n".join(_broken(x) if len(x) > _WIDTH else x for x in lines[first:])
    return text.replace(b" .\n", b" .\n\n").rstrip(b"\n") + b"\n"


def _broken(line: bytes) -> bytes:
    """A line with an object a line."""
    return _BETWEEN.sub(lambda m: b" ,\n\t\t" if m[0] == b" , " else m[0], line)


def turtle_body(triples: Iterable[Triple], base: str) -> bytes:
    """Ordered triples as Turtle below a head: a block for each subject, blank lines between."""
    data = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=base)
    return body(data or b"", base)


def trig_section(name: str, body: bytes, base: str) -> bytes:
    """The Turtle of one graph as a section of TriG, under its plain label."""
    label = f"<{name.removeprefix(base)}> ".encode() if name else b""
    indented = b"\n".join(b"\t" + line if line else line for line in body.split(b"\n"))
    return label + b"{\n" + indented + b"}\n"


def to_turtle(quads: Iterable[Quad], base: str) -> bytes:
    """The union of all graphs as Turtle."""
    return head(base) + turtle_body(ordered((q.triple for q in quads), base), base)


def to_trig(quads: Iterable[Quad], base: str) -> bytes:
    """All graphs as TriG, each under its plain label; essays first."""
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad.triple)
    sections = (
        trig_section(name, turtle_body(ordered(graphs[name], base), base), base)
        for name in sorted(graphs, key=graph_key)
    )
    return head(base) + b"\n".join(sections)


def graph_key(name: str) -> tuple[bool, str]:
    """Where a named graph stands in a file: essays first, then by name."""
    return "/essay/" not in name, name


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """One quad a line, sorted; equal graphs give equal bytes."""
    lines = {serialize([q], format=RdfFormat.N_QUADS) or b"" for q in quads}
    return b"".join(sorted(lines))
