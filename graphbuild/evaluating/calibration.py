"""Calibration: whether what is given with a score of .9 is right nine times in ten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Bin", "expected_error", "reliability"]

_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


class Bin(NamedTuple):
    """The answers whose score lies in [low, high): how many, their mean score, the share right."""

    low: float
    high: float
    answers: int
    score: float
    right: float


def reliability(
    judged: Iterable[tuple[float, bool]], edges: Sequence[float] = _EDGES
) -> tuple[Bin, ...]:
    """The reliability table of (score, right) pairs; empty bins are left out."""
    rows = sorted(judged)
    bins = []
    for low, high in pairwise(edges):
        last = high == edges[-1]
        mine = [(s, r) for s, r in rows if low <= s < high or (last and s == high)]
        if mine:
            count = len(mine)
            score, right = sum(s for s, _ in mine) / count, sum(r for _, r in mine) / count
            bins.append(Bin(low, high, count, score, right))
    return tuple(bins)


def expected_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error: the mean distance of score and share right, by count (Naeini,
    Cooper and Hauskrecht, 2015)."""
    bins = tuple(bins)
    count = sum(b.answers for b in bins)
    return sum(b.answers * abs(b.score - b.right) for b in bins) / count if count else 0.0
