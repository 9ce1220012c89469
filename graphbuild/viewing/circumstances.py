"""Where, when and for which film something happened, in the words that a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphbuild.viewing.view import ViewCircumstance

__all__ = ["circumstances"]

_MARKERS = {"film": "for", "place": "in", "date": "in"}
"""What leads each circumstance in, in the order in which English gives them."""
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DATE = re.compile(r"(?P<year>-?\d{4,})(?:-(?P<month>0[1-9]|1[0-2]))?(?:-(?P<day>\d\d))?")


def circumstances(told: Iterable[tuple[str, str, int | None]]) -> tuple[ViewCircumstance, ...]:
    """What was told as (``film``, ``place`` or ``date``, its words, its node), as it is shown."""
    order = list(_MARKERS)
    known = (t for t in told if t[0] in _MARKERS)
    return tuple(_shown(*t) for t in sorted(known, key=lambda t: (order.index(t[0]), t[1])))


def _shown(name: str, text: str, node: int | None) -> ViewCircumstance:
    if name != "date":
        return ViewCircumstance(_MARKERS[name], text, node)
    found = _DATE.fullmatch(text)
    if found is None or found["month"] is None:
        return ViewCircumstance("in", text)
    month = f"{_MONTHS[int(found['month']) - 1]} {found['year']}"
    if found["day"] is None:
        return ViewCircumstance("in", month)
    return ViewCircumstance("on", f"{int(found['day'])} {month}")
