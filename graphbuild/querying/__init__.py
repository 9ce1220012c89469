"""Asking the graph: SPARQL within limits, and named questions."""

from graphbuild.querying.results import Result
from graphbuild.querying.running import Limits, base_of, open_store, prefixes_of, run

__all__ = ["Limits", "Result", "base_of", "open_store", "prefixes_of", "run"]
