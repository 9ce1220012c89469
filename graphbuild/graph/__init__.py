"""The graph: quads with their evidence, merged, ordered, written and published."""

from graphbuild.graph.files import GraphFile, join_trig, join_turtle, write_graph
from graphbuild.graph.merging import Statements, merged_quads
from graphbuild.graph.namespaces import PREFIXES
from graphbuild.graph.quads import Run, essay_quads
from graphbuild.graph.serialising import head, sorted_nquads, to_trig, to_turtle
from graphbuild.graph.store import Graph, copy_store

__all__ = [
    "PREFIXES",
    "Graph",
    "GraphFile",
    "Run",
    "Statements",
    "copy_store",
    "essay_quads",
    "head",
    "join_trig",
    "join_turtle",
    "merged_quads",
    "sorted_nquads",
    "to_trig",
    "to_turtle",
    "write_graph",
]
