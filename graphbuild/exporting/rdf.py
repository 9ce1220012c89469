"""RDF formats.

N-Quads and N-Triples are sorted in temporary files, TriG and Turtle are written graph by graph;
JSON-LD and RDF 1.2 are made in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from graphbuild.exporting.registry import Content, Exporter, quads_of
from graphbuild.graph import (
    PREFIXES,
    GraphFile,
    head,
    join_trig,
    join_turtle,
    write_graph,
    write_large_graph,
)
from graphbuild.graph.namespaces import gb, prov, rdf
from graphbuild.graph.serialising import body, to_trig, to_turtle
from graphbuild.graph.sorting import sorted_apart

__all__ = ["EXPORTERS", "jsonld", "nquads", "ntriples", "rdf12", "trig", "turtle"]

_REIFIES = rdf("reifies")
_ABOUT = ("status", "level", "confidence")
_CLAIMS = """SELECT DISTINCT ?essay ?claim ?s ?p ?o ?status ?level ?confidence WHERE {
  GRAPH ?essay { ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
    gb:status ?status ; gb:level ?level OPTIONAL { ?claim gb:confidence ?confidence } } }"""


_HELD, _READ = 8_000_000, 1_000_000
"""Characters that are sorted in memory, bytes that are read at a time."""


def turtle(store: Store, base: str) -> dict[str, Content]:
    """Turtle: all graphs as one, to read and to publish."""
    if not _named(store):
        return {"graph.ttl": to_turtle(quads_of(store), base)}
    return {"graph.ttl": _joined(store, base, join_turtle)}


def trig(store: Store, base: str) -> dict[str, Content]:
    """TriG: one named graph an essay, to read and to publish."""
    if not _named(store):
        return {"graph.trig": to_trig(quads_of(store), base)}
    return {"graph.trig": _joined(store, base, join_trig)}


def _named(store: Store) -> bool:
    return any(True for _ in store.named_graphs())


Join = Callable[[Iterable[GraphFile], str, BinaryIO], None]


def _joined(store: Store, base: str, join: Join) -> Iterator[bytes]:
    """The graphs of a store, each written to a temporary file, as one file."""
    with TemporaryDirectory() as folder, TemporaryFile() as out:
        join(list(_files(store, base, Path(folder))), base, out)
        out.seek(0)
        while data := out.read(_READ):
            yield data


def _files(store: Store, base: str, folder: Path) -> Iterator[GraphFile]:
    for number, graph in enumerate(store.named_graphs()):
        quads = store.quads_for_pattern(None, None, None, graph)
        write = write_graph if "/essay/" in graph.value else write_large_graph
        yield write(folder / f"{number}.ttl", graph.value, quads, base)


def nquads(store: Store, base: str) -> dict[str, Content]:
    """N-Quads: a quad a line, sorted, to compare and to load in bulk."""
    return {"graph.nq": _sorted_lines(quads_of(store))}


def ntriples(store: Store, base: str) -> dict[str, Content]:
    """N-Triples: a triple a line, sorted, all graphs as one."""
    union = (Quad(q.subject, q.predicate, q.object) for q in quads_of(store))
    return {"graph.nt": _sorted_lines(union)}


def _sorted_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """One quad a line, in order and once."""
    lines = ((serialize([q], format=RdfFormat.N_QUADS) or b"").decode() for q in quads)
    for (line,), _ in groupby(sorted_apart(((line,) for line in lines), _HELD)):
        yield line.encode()


def jsonld(store: Store, base: str) -> dict[str, bytes]:
    """JSON-LD: one named graph an essay, expanded form, for web programs."""
    ordered = sorted(quads_of(store), key=lambda q: tuple(map(str, q)))
    data = json.loads(serialize(ordered, format=RdfFormat.JSON_LD) or b"[]")
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    return {"graph.jsonld": text.encode() + b"\n"}


def rdf12(store: Store, base: str) -> dict[str, bytes]:
    """RDF 1.2 Turtle: each claim as the reifier of its triple, with status and confidence."""
    rows: Any = store.query(_CLAIMS, prefixes=PREFIXES)
    triples = set()
    for row in rows:
        claim = row["claim"]
        triples.add(Triple(claim, _REIFIES, Triple(row["s"], row["p"], row["o"])))
        triples |= {Triple(claim, gb(k), row[k]) for k in _ABOUT if row[k] is not None}
        triples.add(Triple(claim, prov("wasDerivedFrom"), row["essay"]))
    ordered = sorted(triples, key=str)
    data = serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=base)
    return {"graph.rdf12.ttl": head(base) + body(data or b"", base)}


EXPORTERS: dict[str, Exporter] = {
    "rdf12": rdf12,
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "ntriples": ntriples,
    "jsonld": jsonld,
}
