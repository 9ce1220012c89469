"""Reconciliation: which records of two sources describe the same film or person."""

from graphbuild.knowledge.reconciling.matching import Match, reconcile, write_matches
from graphbuild.knowledge.reconciling.sources import Source, read_source

__all__ = ["Match", "Source", "read_source", "reconcile", "write_matches"]
