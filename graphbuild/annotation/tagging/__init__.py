"""Tagging: how likely each word begins, goes on with, ends or is a name, and of which type."""

from graphbuild.annotation.tagging.spans import TaggedSpan, tagged_as, tagged_spans
from graphbuild.annotation.tagging.tagger import TYPES, Tagger, chances, read, tagging_by
from graphbuild.annotation.tagging.words import (
    LIKELY,
    SOMEBODY,
    is_tagged_somebody,
    tagged_kind,
    tagged_names,
    tagged_type,
)

__all__ = [
    "LIKELY",
    "SOMEBODY",
    "TYPES",
    "TaggedSpan",
    "Tagger",
    "chances",
    "is_tagged_somebody",
    "read",
    "tagged_as",
    "tagged_kind",
    "tagged_names",
    "tagged_spans",
    "tagged_type",
    "tagging_by",
]
