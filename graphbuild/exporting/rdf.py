"""RDF formats."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from graphbuild.exporting.registry import Exporter, quads_of
from graphbuild.graph import PREFIXES, head, sorted_nquads, to_trig, to_turtle
from graphbuild.graph.namespaces import gb, prov, rdf
from graphbuild.graph.serialising import body

__all__ = ["EXPORTERS", "jsonld", "nquads", "ntriples", "rdf12", "trig", "turtle"]

_REIFIES = rdf("reifies")
_ABOUT = ("status", "level", "confidence")
_CLAIMS = """SELECT DISTINCT ?essay ?claim ?s ?p ?o ?status ?level ?confidence WHERE {
  GRAPH ?essay { ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
    gb:status ?status ; gb:level ?level OPTIONAL { ?claim gb:confidence ?confidence } } }"""


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
