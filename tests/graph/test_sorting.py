"""What does not fit into memory is sorted in parts, as if it fitted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.graph.sorting import sorted_apart

ROWS = st.lists(st.tuples(st.integers(0, 3), st.text(max_size=6)), max_size=40)


@settings(deadline=None)
@given(rows=ROWS, held=st.integers(0, 100))
def test_parts_give_what_sorting_at_once_gives(rows: list[tuple[int, str]], held: int) -> None:
    """Whatever is held at a time, with doubles and with every kind of character."""
    assert list(sorted_apart(rows, held)) == sorted(rows)
