"""The graph: quads with their evidence, merged, ordered, written and published."""

from graphbuild.graph.generations import NAMES, current, publish
from graphbuild.graph.merging import merged_quads
from graphbuild.graph.namespaces import PREFIXES
from graphbuild.graph.quads import Run, essay_quads
from graphbuild.graph.serialising import sorted_nquads, to_trig, to_turtle
from graphbuild.graph.store import Graph

__all__ = [
    "NAMES",
    "PREFIXES",
    "Graph",
    "Run",
    "current",
    "essay_quads",
    "merged_quads",
    "publish",
    "sorted_nquads",
    "to_trig",
    "to_turtle",
]
