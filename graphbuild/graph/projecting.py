"""The graph of entities as networkx knows graphs: for measures, paths and other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graphbuild.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["project"]

_CLAIMS = """SELECT DISTINCT ?s ?p ?o ?status ?hash ?id WHERE { GRAPH ?essay {
  ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gb:status ?status .
  ?essay gb:sha256 ?hash ; schema:identifier ?id } FILTER(isIRI(?o)) }"""
_THINGS = """SELECT DISTINCT ?thing ?label ?type WHERE { GRAPH ?graph {
  ?thing rdfs:label ?label ; a ?type FILTER(?type != gb:Group) } }"""
_SAME = "SELECT DISTINCT ?a ?b WHERE { GRAPH ?graph { ?a owl:sameAs ?b } }"


def _rows(store: ox.Store, query: str) -> list[tuple[Any, ...]]:
    found: Any = store.query(query, prefixes=PREFIXES)
    return sorted((tuple(t.value for t in row) for row in found), key=str)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _canonical(store: ox.Store) -> dict[str, str]:
    """Joined entities to the one with the least IRI."""
    import networkx as nx

    groups = nx.connected_components(nx.Graph(_rows(store, _SAME)))
    return {iri: min(group) for group in groups for iri in group}


def project(store: ox.Store, statuses: Collection[str] = ("asserted",)) -> nx.MultiDiGraph:
    """Entities as nodes, claimed relations between them as edges.

    A node is an IRI with ``label``, ``type`` and ``nil``; an edge has the property as its key
    and ``property``, ``weight`` (number of different texts that say so) and ``essays`` (their
    identifiers). Unknown entities that were joined are one node.
    """
    import networkx as nx

    same = _canonical(store)
    texts: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for s, p, o, status, text, essay in _rows(store, _CLAIMS):
        if _local(status).lower() in statuses:
            texts[same.get(s, s), same.get(o, o), _local(p)].setdefault(text, essay)
    things = {t: (label, _local(type_)) for t, label, type_ in _rows(store, _THINGS)}
    graph = nx.MultiDiGraph()
    ends = {end for s, o, _ in texts for end in (s, o)} & things.keys()
    for iri in sorted(ends):
        label, type_ = things[iri]
        graph.add_node(iri, label=label, type=type_, nil="/nil/" in iri)
    for (s, o, name), of in sorted(texts.items()):
        if s in ends and o in ends:
            essays = ", ".join(sorted(of.values()))
            graph.add_edge(s, o, key=name, property=name, weight=len(of), essays=essays)
    return graph
