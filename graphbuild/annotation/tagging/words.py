"""What the words of a document are tagged as: the names that the likeliest tags make up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuild.annotation.remembering import remembered
from graphbuild.annotation.tagging.spans import TaggedSpan, tagged_spans
from graphbuild.annotation.tagging.tagger import chances

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token

__all__ = [
    "LIKELY",
    "SOMEBODY",
    "is_tagged_somebody",
    "tagged_kind",
    "tagged_names",
    "tagged_type",
]

LIKELY = 0.2
"""How likely tagged words are at least a name where rules ask for its type."""
SOMEBODY = frozenset({"person", "character"})
"""The types of names of people, real or not."""
_KINDS = dict.fromkeys(SOMEBODY, "somebody") | dict.fromkeys(("film", "series", "work"), "title")


@remembered
def tagged_names(doc: Doc) -> tuple[TaggedSpan, ...]:
    """The names of a document, in reading order, however likely."""
    return tuple(tagged_spans(chances(doc)))


def tagged_type(token: Token) -> str:
    """The type of the likely name that a word is tagged as a part of; empty where it is none."""
    return _types(token.doc).get(token.i, "")


def tagged_kind(token: Token) -> str:
    """The same, where people and characters are told alike, and titles of all types."""
    type_ = tagged_type(token)
    return _KINDS.get(type_, type_)


def is_tagged_somebody(token: Token) -> bool:
    """Whether a word is tagged as a part of a person's or character's name."""
    return tagged_type(token) in SOMEBODY


@remembered
def _types(doc: Doc) -> dict[int, str]:
    names = (n for n in tagged_names(doc) if n.chance >= LIKELY)
    return {i: name.type for name in names for i in range(name.start, name.end)}
