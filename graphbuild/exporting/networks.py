"""The graph of entities for network programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from pyoxigraph import Store

from graphbuild.exporting.registry import Exporter
from graphbuild.graph.projecting import project

__all__ = ["EXPORTERS", "csv_tables", "gexf", "graphml"]


def graphml(store: Store, base: str) -> dict[str, bytes]:
    """GraphML: entities and asserted relations, for Gephi, yEd, igraph, Cytoscape."""
    import networkx as nx

    lines = nx.generate_graphml(project(store), named_key_ids=True, edge_id_from_attribute=None)
    return {"graph.graphml": _lines(['<?xml version="1.0" encoding="UTF-8"?>', *lines])}


def gexf(store: Store, base: str) -> dict[str, bytes]:
    """GEXF: entities and asserted relations, for Gephi."""
    import networkx as nx

    lines = [re.sub(r' lastmodifieddate="[^"]*"', "", x) for x in nx.generate_gexf(project(store))]
    return {"graph.gexf": _lines(['<?xml version="1.0" encoding="UTF-8"?>', *lines])}


def csv_tables(store: Store, base: str) -> dict[str, bytes]:
    """CSV: a table of nodes and one of edges, for spreadsheets and Neo4j."""
    graph = project(store)
    nodes = [(n, d["label"], d["type"], str(d["nil"]).lower()) for n, d in graph.nodes(data=True)]
    edges = [(s, d["property"], o, d["weight"], d["essays"]) for s, o, d in graph.edges(data=True)]
    return {
        "nodes.csv": _table(("iri", "label", "type", "unknown"), nodes),
        "edges.csv": _table(("source", "property", "target", "support", "essays"), edges),
    }


def _lines(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


EXPORTERS: dict[str, Exporter] = {"graphml": graphml, "gexf": gexf, "csv": csv_tables}
