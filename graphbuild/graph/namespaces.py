"""The vocabularies that the graph uses, and the prefixes that people read."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graphbuild.iris import GB, PROV, SCHEMA

__all__ = [
    "LABELS",
    "OA",
    "OWL",
    "PREFIXES",
    "RDF",
    "RDFS",
    "SKOS",
    "XSD",
    "gb",
    "oa",
    "prov",
    "rdf",
    "schema",
]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"

LABELS = tuple(map(NamedNode, (f"{RDFS}label", f"{SKOS}prefLabel", f"{SCHEMA}name")))
"""Properties that give a thing its name, ours first; graphs built elsewhere use the others."""

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "gb": GB,
    "genre": "https://w3id.org/graphbuild/genre#",
    "oa": OA,
    "occupation": "https://w3id.org/graphbuild/occupation#",
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "subject": "https://w3id.org/graphbuild/subject#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}


def gb(name: str) -> NamedNode:
    """A term of our own ontology."""
    return NamedNode(GB + name)


def schema(name: str) -> NamedNode:
    """A term of schema.org."""
    return NamedNode(SCHEMA + name)


def rdf(name: str) -> NamedNode:
    """A term of RDF."""
    return NamedNode(RDF + name)


def oa(name: str) -> NamedNode:
    """A term of the Web Annotation vocabulary."""
    return NamedNode(OA + name)


def prov(name: str) -> NamedNode:
    """A term of PROV-O."""
    return NamedNode(PROV + name)
