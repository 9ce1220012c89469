"""The service description (SPARQL 1.1 Service Description): what the endpoint can do."""

from __future__ import annotations

import pyoxigraph as ox

from graphbuild.graph.namespaces import PREFIXES, rdf
from graphbuild.serving.worker import serialise

__all__ = ["service_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def service_description(endpoint: str, store: ox.Store, form: str) -> bytes:
    """The description of an endpoint on a store, in one of the formats of triples."""
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(endpoint + "#dataset")
    default = ox.NamedNode(endpoint + "#default")
    triples = [
        ox.Triple(service, rdf("type"), _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, rdf("type"), _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, rdf("type"), _sd("Graph")),
    ]
    for name in _FORMATS:
        node = ox.NamedNode(f"http://www.w3.org/ns/formats/{name}")
        triples.append(ox.Triple(service, _sd("resultFormat"), node))
    for i, graph in enumerate(sorted(g.value for g in store.named_graphs())):
        node = ox.NamedNode(f"{endpoint}#graph-{i}")
        triples += [
            ox.Triple(dataset, _sd("namedGraph"), node),
            ox.Triple(node, rdf("type"), _sd("NamedGraph")),
            ox.Triple(node, _sd("name"), ox.NamedNode(graph)),
        ]
    return serialise(triples, form, {"sd": _SD, "rdf": PREFIXES["rdf"]})
