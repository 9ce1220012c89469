"""How far a claim can be trusted: what readers found of claims read the same way.

``confidence.tsv`` counts, for each rule, property and band of strength, how many claims readers
judged and how many were right (``scripts/calibrate_claims.py`` counts them). ``strength`` is what
the reading itself gives: its construction's weight times the score of its weakest argument.

Shares of few claims are shrunk towards wider ones, ``(right + m p) / (judged + m)`` with
``m = 4`` and ``p`` the share one level up (an empirical-Bayes estimate; Robbins, 1956): rule with
property and band, property with band, band, all. So one unlucky claim does not condemn a rule,
and a rule that nobody judged has the confidence of its property. The strength of what is learnt of
pairs is a probability already, and stands in the place of all wider shares.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["BANDS", "Calibration", "Judged", "band", "calibration"]

BANDS = (0.55, 0.7, 0.8, 0.86)
"""Where one band of strength ends and the next begins."""
_PRIOR_WEIGHT = 4.0
_PRIOR = 0.9
_LEARNT = "learnt:"
_HIGHEST = 0.995
"""No claim is certain, however often its like was right."""


class Judged(NamedTuple):
    """Claims of one rule, property (its local name) and band: how many judged, how many right."""

    rule: str
    property: str
    band: int
    right: int
    judged: int


def band(strength: float) -> int:
    """The band of a strength in [0, 1], from 0."""
    return bisect_right(BANDS, strength)


_Cell = tuple[str | int, ...]


class Calibration:
    """Confidence of a claim by its rule, property and strength; with no counts, the strength."""

    def __init__(self, counts: Iterable[Judged] = ()) -> None:
        self._right: Counter[_Cell] = Counter()
        self._judged: Counter[_Cell] = Counter()
        for row in counts:
            for cell in _cells(row.rule, row.property, row.band):
                self._right[cell] += row.right
                self._judged[cell] += row.judged

    def confidence(self, rule: str, property_: str, strength: float) -> float:
        """The share of right claims to expect, in [0, 1]."""
        if not self._judged:
            return strength
        every = tuple(_cells(rule, property_, band(strength)))
        share, cells = (strength, every[-1:]) if rule.startswith(_LEARNT) else (_PRIOR, every)
        for cell in cells:
            right, judged = self._right[cell], self._judged[cell]
            share = (right + _PRIOR_WEIGHT * share) / (judged + _PRIOR_WEIGHT)
        return min(share, _HIGHEST)


def _cells(rule: str, property_: str, band_: int) -> Iterator[_Cell]:
    """From the widest to the narrowest."""
    yield ()
    yield (band_,)
    yield (property_, band_)
    yield (rule, property_, band_)


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The shipped counts."""
    text = (files(__package__) / "confidence.tsv").read_text(encoding="utf-8")
    rows = csv.reader((r for r in text.splitlines() if not r.startswith("#")), delimiter="\t")
    return Calibration(Judged(r[0], r[1], int(r[2]), int(r[3]), int(r[4])) for r in rows)
