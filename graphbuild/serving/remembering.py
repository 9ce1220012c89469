"""Answers that are kept: the store never changes, so the same request has the same answer."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.serving.workers import Answer

__all__ = ["Remembered", "changes"]

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b|\\u", re.IGNORECASE)
_SHARE = 16
_WIDEST = 4
"""Bytes that a character of a request may take."""
_AROUND = 1000
"""Bytes that are around an answer."""


def changes(sparql: str) -> bool:
    """Whether a query can have another answer when it is asked again (chance, time)."""
    return _CHANGING.search(sparql) is not None


class Remembered:
    """The answers used last, up to ``most`` bytes; none larger than a sixteenth of that."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """The answer to a request, if it is kept."""
        found = self._answers.get(key)
        if found is None:
            return None
        self._answers.move_to_end(key)
        return found[0]

    def keep(self, key: Hashable, answer: Answer, request: int) -> None:
        """Keep an answer to a request of so many characters; those not used for longest make
        room."""
        size = len(answer.body) + _WIDEST * request + _AROUND
        if size > self._most // _SHARE or key in self._answers:
            return
        self._answers[key] = answer, size
        self._size += size
        while self._size > self._most:
            self._size -= self._answers.popitem(last=False)[1][1]
