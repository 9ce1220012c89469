"""What a cue does to the statements in its scope, and the look-up of its word in ``cues.tsv``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.model import Status

__all__ = [
    "Cue",
    "Effect",
    "lookup",
    "of_phrase",
]

Effect = Status | Literal["denied", "groundless"]


class Cue(NamedTuple):
    effect: Effect
    first: Token
    last: Token
    source: Token | None = None


def of_phrase(class_: str, token: Token) -> Status | None:
    """The effect of a word with what stands behind it (*turn down*), or else of its own."""
    lemma, table = token.lemma_.lower(), cues(class_)
    behind = (c for c in token.children if c.dep_ == "prt" or c.i == token.i + 1)
    effects = (table.get(f"{lemma} {c.lower_}") for c in behind)
    return next((e for e in effects if e), None) or table.get(lemma)


def lookup(class_: str, token: Token) -> Iterator[Cue]:
    effect = of_phrase(class_, token)
    if effect and effect != "asserted":
        yield Cue(effect, token, token)
