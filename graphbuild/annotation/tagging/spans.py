"""The names that a tagger's words make up, and how likely a span is a name of each type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graphbuild.annotation.tagging.tagger import TAGS, TYPES, Chances

__all__ = ["TaggedSpan", "tagged_as", "tagged_spans"]

_NEVER = -1e9
_FLOOR = 1e-9
"""The least chance: its logarithm is finite."""
_CERTAIN = 0.999
"""From what chance on a word is certainly no part of a name."""
_PLACES = "BILU"
_BEGINS, _INSIDE, _ENDS, _ONLY = (
    slice(TAGS.index(place + TYPES[0]), None, len(_PLACES)) for place in _PLACES
)
"""The columns of each place in a name, in the order of the types."""
_FREE = np.array([tag[:1] in {"", "L", "U"} for tag in TAGS])
"""Tags behind which no name goes on."""
_FRESH = np.array([tag[:1] in {"", "B", "U"} for tag in TAGS])
"""Tags with which none goes on."""
_GOES_ON = np.array([[a[1:] == b[1:] for b in TAGS] for a in TAGS])
_STEPS = np.where(
    np.where(_FREE[:, None], _FRESH[None, :], ~_FRESH[None, :] & _GOES_ON), 0.0, _NEVER
)
"""What may follow each tag."""
_FITTING = frozenset((a, b) for a, line in enumerate(_STEPS) for b, n in enumerate(line) if n == 0)


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Words ``start`` … ``end`` (exclusive) that are tagged as a name of ``type``, and how likely
    they are a name from the first to the last, of whatever type."""

    start: int
    end: int
    type: str
    chance: float


def tagged_spans(chances: Chances) -> Iterator[TaggedSpan]:
    """The names of the likeliest tags that make up whole ones (Viterbi 1967)."""
    for first, last in _doubtful(chances):
        start = first
        for i, tag in enumerate(_path(chances[first:last]), first):
            if TAGS[tag][:1] in {"B", "U"}:
                start = i
            if TAGS[tag][:1] in {"L", "U"}:
                chance = float(tagged_as(chances, start, i + 1).sum())
                yield TaggedSpan(start, i + 1, TAGS[tag][1:], chance)


def _doubtful(chances: Chances) -> Iterator[tuple[int, int]]:
    """The runs of words of which it is not certain that they are no name."""
    doubted = np.concatenate(([False], chances[:, 0] < _CERTAIN, [False]))
    edges = np.flatnonzero(doubted[1:] != doubted[:-1]).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)


def tagged_as(chances: Chances, start: int, end: int) -> NDArray[np.float32]:
    """How likely the words ``start`` … ``end`` (exclusive) are a name of each of the ``TYPES`` from
    the first to the last: the product of what is said of each word."""
    if end - start == 1:
        return np.asarray(chances[start, _ONLY])
    inside = chances[start + 1 : end - 1, _INSIDE].prod(axis=0)
    return np.asarray(chances[start, _BEGINS] * inside * chances[end - 1, _ENDS])


def _path(chances: Chances) -> list[int]:
    """The likeliest tags in turn of which each may follow the one before."""
    plain: list[int] = chances.argmax(axis=1).tolist()
    if all(step in _FITTING for step in pairwise((0, *plain, 0))):
        return plain  # nearly always what is likeliest fits
    logs = np.log(chances + _FLOOR)
    total = np.where(_FRESH, logs[0], _NEVER)
    behind: list[NDArray[np.int64]] = []
    for line in logs[1:]:
        ways = total[:, None] + _STEPS
        behind.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + line
    tag = int(np.where(_FREE, total, _NEVER).argmax())
    path = [tag]
    for step in reversed(behind):
        tag = int(step[tag])
        path.append(tag)
    return path[::-1]
