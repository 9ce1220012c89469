"""RDF formats."""

from __future__ import annotations

import json

from pyoxigraph import Quad, RdfFormat, Store, serialize

from graphbuild.exporting.registry import Exporter, quads_of
from graphbuild.graph import sorted_nquads, to_trig, to_turtle

__all__ = ["EXPORTERS", "jsonld", "nquads", "ntriples", "trig", "turtle"]


def turtle(store: Store, base: str) -> dict[str, bytes]:
    """Turtle: all graphs as one, to read and to publish."""
    return {"graph.ttl": to_turtle(quads_of(store), base)}


def trig(store: Store, base: str) -> dict[str, bytes]:
    """TriG: one named graph an essay, to read and to publish."""
    return {"graph.trig": to_trig(quads_of(store), base)}


def nquads(store: Store, base: str) -> dict[str, bytes]:
    """N-Quads: a quad a line, sorted, to compare and to load in bulk."""
    return {"graph.nq": sorted_nquads(quads_of(store))}


def ntriples(store: Store, base: str) -> dict[str, bytes]:
    """N-Triples: a triple a line, sorted, all graphs as one."""
    union = [Quad(q.subject, q.predicate, q.object) for q in quads_of(store)]
    return {"graph.nt": sorted_nquads(union)}


def jsonld(store: Store, base: str) -> dict[str, bytes]:
    """JSON-LD: one named graph an essay, expanded form, for web programs."""
    ordered = sorted(quads_of(store), key=lambda q: tuple(map(str, q)))
    data = json.loads(serialize(ordered, format=RdfFormat.JSON_LD) or b"[]")
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    return {"graph.jsonld": text.encode() + b"\n"}


EXPORTERS: dict[str, Exporter] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "ntriples": ntriples,
    "jsonld": jsonld,
}
