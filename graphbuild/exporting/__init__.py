"""The graph in other formats: one exporter a format, in a registry open to other packages."""

from graphbuild.exporting.registry import (
    Content,
    Exporter,
    exporter,
    exporters,
    quads_of,
    whole,
)

__all__ = ["Content", "Exporter", "exporter", "exporters", "quads_of", "whole"]
