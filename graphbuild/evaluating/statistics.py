"""Precision, recall, F1 and their confidence intervals over essays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Interval", "Tally", "interval", "paired_interval"]

_SAMPLES = 2000
_LOW, _HIGH = 2.5, 97.5


class Tally(NamedTuple):
    """Counts of one measure: right answers, answers given, answers wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers given that are right; 0 when none is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the answers wanted that are given; 0 when none is wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _f1(self.right, self.given, self.wanted)

    def plus(self, other: Tally) -> Tally:
        """The counts of both."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


class Interval(NamedTuple):
    """A 95 % confidence interval."""

    low: float
    high: float


def _f1(right: float, given: float, wanted: float) -> float:
    return 2 * right / (given + wanted) if given + wanted else 0.0


def _resampled(rows: NDArray[np.float64], picks: NDArray[np.int64]) -> NDArray[np.float64]:
    """F1 of each resample; ``rows`` is (essays, 3), ``picks`` (samples, essays)."""
    right, given, wanted = (rows[picks][:, :, i].sum(axis=1) for i in range(3))
    given_wanted = given + wanted
    f1: NDArray[np.float64] = np.zeros_like(right)
    np.divide(2 * right, given_wanted, out=f1, where=given_wanted > 0)
    return f1


def _picks(essays: int, seed: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(0, essays, size=(_SAMPLES, essays))


def interval(tallies: Sequence[Tally], seed: int = 0) -> Interval:
    """The interval of the F1 over all essays, by bootstrap: whole essays are drawn again, since
    the mentions of one essay are right or wrong together (Efron, 1979)."""
    if not tallies:
        return Interval(0.0, 0.0)
    sampled = _resampled(np.asarray(tallies, dtype=float), _picks(len(tallies), seed))
    return Interval(*(float(v) for v in np.percentile(sampled, (_LOW, _HIGH))))


def paired_interval(one: Sequence[Tally], two: Sequence[Tally], seed: int = 0) -> Interval:
    """The interval of the difference in F1, ``two`` minus ``one``, over the same essays."""
    if not one:
        return Interval(0.0, 0.0)
    picks = _picks(len(one), seed)
    change = _resampled(np.asarray(two, dtype=float), picks) - _resampled(
        np.asarray(one, dtype=float), picks
    )
    return Interval(*(float(v) for v in np.percentile(change, (_LOW, _HIGH))))
