"""Viewing: the graph page, the reading view of each essay, the index over all."""

from graphbuild.viewing.collecting import Rows, collect, essay_rows, overall_rows
from graphbuild.viewing.framing import frame, table_html
from graphbuild.viewing.graph_page import graph_page, render_graph_page
from graphbuild.viewing.index_page import IndexEntry, render_index_page
from graphbuild.viewing.reading_page import render_reading_page
from graphbuild.viewing.view import (
    GraphView,
    ViewCircumstance,
    ViewClaim,
    ViewConflict,
    ViewEdge,
    ViewEssay,
    ViewEvidence,
    ViewHappening,
    ViewNode,
)

__all__ = [
    "GraphView",
    "IndexEntry",
    "Rows",
    "ViewCircumstance",
    "ViewClaim",
    "ViewConflict",
    "ViewEdge",
    "ViewEssay",
    "ViewEvidence",
    "ViewHappening",
    "ViewNode",
    "collect",
    "essay_rows",
    "frame",
    "graph_page",
    "overall_rows",
    "render_graph_page",
    "render_index_page",
    "render_reading_page",
    "table_html",
]
