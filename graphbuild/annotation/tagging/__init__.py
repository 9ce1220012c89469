"""Tagging: how likely each word begins, goes on with, ends or is a name, and of which type."""

from graphbuild.annotation.tagging.spans import TaggedSpan, tagged_as, tagged_spans
from graphbuild.annotation.tagging.tagger import TYPES, Tagger, chances, read, tagging_by

__all__ = [
    "TYPES",
    "TaggedSpan",
    "Tagger",
    "chances",
    "read",
    "tagged_as",
    "tagged_spans",
    "tagging_by",
]
