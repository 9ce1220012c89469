"""Serving a build on this machine: SPARQL, query editor, entity pages, reconciliation."""

from graphbuild.serving.app import make_app
from graphbuild.serving.server import serve
from graphbuild.serving.site import Options, Site

__all__ = ["Options", "Site", "make_app", "serve"]
