"""The graph in other formats: one exporter a format, in a registry open to other packages."""

from graphbuild.exporting.registry import Exporter, exporter, exporters, quads_of

__all__ = ["Exporter", "exporter", "exporters", "quads_of"]
