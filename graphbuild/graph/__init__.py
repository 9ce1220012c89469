"""The graph: quads with their evidence, merged, ordered, written and published."""

from graphbuild.graph.dataset import dataset_quads
from graphbuild.graph.files import (
    GraphFile,
    join_trig,
    join_turtle,
    write_graph,
    write_large_graph,
)
from graphbuild.graph.knowledge import knowledge_quads
from graphbuild.graph.merging import merged_quads
from graphbuild.graph.namespaces import PREFIXES
from graphbuild.graph.quads import Run, essay_quads
from graphbuild.graph.serialising import head, sorted_nquads, to_trig, to_turtle
from graphbuild.graph.statements import Statements
from graphbuild.graph.store import Graph, copy_store

__all__ = [
    "PREFIXES",
    "Graph",
    "GraphFile",
    "Run",
    "Statements",
    "copy_store",
    "dataset_quads",
    "essay_quads",
    "head",
    "join_trig",
    "join_turtle",
    "knowledge_quads",
    "merged_quads",
    "sorted_nquads",
    "to_trig",
    "to_turtle",
    "write_graph",
    "write_large_graph",
]
