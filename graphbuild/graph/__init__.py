"""The graph: quads with their evidence, merged, ordered, written and published."""

from graphbuild.graph.merging import merged_quads
from graphbuild.graph.namespaces import PREFIXES
from graphbuild.graph.quads import Run, essay_quads
from graphbuild.graph.serialising import sorted_nquads, to_trig, to_turtle
from graphbuild.graph.store import Graph

__all__ = [
    "PREFIXES",
    "Graph",
    "Run",
    "essay_quads",
    "merged_quads",
    "sorted_nquads",
    "to_trig",
    "to_turtle",
]
