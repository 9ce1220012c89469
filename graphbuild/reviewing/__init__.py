"""Reviewing: what a person decides about links, claims and joins, kept and replayed."""

from graphbuild.reviewing.decisions import Decision, as_yaml, read_decisions
from graphbuild.reviewing.replaying import Replay, replay

__all__ = ["Decision", "Replay", "as_yaml", "read_decisions", "replay"]
