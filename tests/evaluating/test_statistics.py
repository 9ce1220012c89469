"""Intervals and calibration."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.evaluating import Tally, expected_error, interval, paired_interval, reliability

counts = st.integers(0, 30)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    right = draw(counts)
    return Tally(right, right + draw(counts), right + draw(counts))


@given(st.lists(tallies(), min_size=1, max_size=12))
def test_interval_is_a_range_of_f1(rows: list[Tally]) -> None:
    """Bounds are ordered and lie between the worst and the best essay."""
    low, high = interval(rows)
    each = [t.f1 for t in rows]
    assert min(each) - 1e-9 <= low <= high <= max(each) + 1e-9


def test_interval_narrows_with_more_essays() -> None:
    """Twenty essays say more than two of the same kind."""
    few = interval([Tally(9, 10, 10), Tally(5, 10, 10)])
    many = interval([Tally(9, 10, 10), Tally(5, 10, 10)] * 10)
    assert many.high - many.low < few.high - few.low


def test_no_change_has_an_interval_of_nothing() -> None:
    """The same answers twice differ by nothing, in every resample."""
    rows = [Tally(9, 10, 10), Tally(5, 10, 10)]
    assert paired_interval(rows, rows) == (0.0, 0.0)


def test_change_for_the_worse_in_every_essay_is_below_nothing() -> None:
    """What costs every essay something is told from chance."""
    rows = [Tally(9, 10, 10), Tally(5, 10, 10)]
    worse = [Tally(7, 10, 10), Tally(2, 10, 10)]
    assert paired_interval(rows, worse).high < 0


def test_reliability_compares_scores_with_what_is_right() -> None:
    """Answers are binned by score; empty bins are left out; a score of 1 is in the last."""
    bins = reliability([(0.92, True), (0.94, False), (1.0, True)])
    assert [(b.low, b.answers, b.right) for b in bins] == [(0.9, 2, 0.5), (0.99, 1, 1.0)]
    assert abs(expected_error(bins) - 2 * 0.43 / 3) < 1e-9


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_answer_is_in_one_bin(judged: list[tuple[float, bool]]) -> None:
    """No answer is lost or counted twice."""
    assert sum(b.answers for b in reliability(judged)) == len(judged)
