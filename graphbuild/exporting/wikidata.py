"""QuickStatements: what the essays assert, for Wikidata."""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from graphbuild.exporting.registry import Exporter
from graphbuild.graph import PREFIXES
from graphbuild.graph.namespaces import OWL
from graphbuild.iris import DEFAULT_BASE
from graphbuild.resources import ontology_dir

__all__ = ["EXPORTERS", "quickstatements"]

_PROPERTY = "http://www.wikidata.org/prop/direct/"
_CLAIMS = """SELECT DISTINCT ?subject ?p ?object ?essay ?exact WHERE { GRAPH ?essay {
  ?claim a gb:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
    gb:status gb:Asserted ; gb:level gb:Production ; prov:wasDerivedFrom ?span .
  ?span oa:hasSelector ?quote . ?quote oa:exact ?exact }
  GRAPH ?g { ?s schema:sameAs ?subject } GRAPH ?h { ?o schema:sameAs ?object }
  FILTER(CONTAINS(STR(?subject), "wikidata.org/entity/Q"))
  FILTER(CONTAINS(STR(?object), "wikidata.org/entity/Q")) }"""
_MOST = 400
"""Characters that Wikidata's quotation (P1683) takes."""


def quickstatements(store: Store, base: str) -> dict[str, bytes]:
    """QuickStatements: asserted facts between things with Wikidata ids, with the quotes."""
    properties = _aligned()
    rows: Any = store.query(_CLAIMS, prefixes=PREFIXES)
    lines: dict[tuple[str, str, str, str], str] = {}
    for row in rows:
        name = properties.get(row["p"].value)
        if name is not None:
            key = (_id(row["subject"]), name, _id(row["object"]), row["essay"].value)
            quoted = _quoted(row["exact"].value)
            lines[key] = max(lines.get(key, ""), quoted, key=lambda q: (len(q), q))
    text = "".join(_line(key, quoted, base) for key, quoted in sorted(lines.items()))
    return {"quickstatements.tsv": text.encode()}


def _aligned() -> dict[str, str]:
    """Our properties that are equivalent to one of Wikidata, with its id."""
    text = (ontology_dir() / "alignments.ttl").read_bytes()
    found = {}
    for quad in parse(text, format=RdfFormat.TURTLE):
        same = quad.predicate == NamedNode(OWL + "equivalentProperty")
        if same and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            if quad.object.value.startswith(_PROPERTY):
                found[quad.subject.value] = quad.object.value.removeprefix(_PROPERTY)
    return found


def _id(node: NamedNode) -> str:
    return node.value.rpartition("/")[2]


def _quoted(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace('"', "'"))[:_MOST]


def _line(key: tuple[str, str, str, str], quoted: str, base: str) -> str:
    """One statement with its reference: the essay's address (S854), where it has one, and the
    words (S1683)."""
    subject, name, value, essay = key
    cells = [subject, name, value]
    if base != DEFAULT_BASE:
        cells += ["S854", f'"{essay}"']
    return "\t".join([*cells, "S1683", f'en:"{quoted}"']) + "\n"


EXPORTERS: dict[str, Exporter] = {"quickstatements": quickstatements}
