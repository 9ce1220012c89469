"""Answers that are kept: the store never changes, so the same request has the same answer."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.serving.workers import Answer

__all__ = ["Remembered", "changes"]

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\\u", re.IGNORECASE)
_SHARE = 16


def changes(sparql: str) -> bool:
    """Whether a query can have another answer when it is asked again (chance, time)."""
    return _CHANGING.search(sparql) is not None


class Remembered:
    """The answers used last, up to ``most`` bytes; none larger than a sixteenth of that."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """The answer to a request, if it is kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer; those not used for longest make room."""
        size = _bytes(answer)
        if size > self._most // _SHARE or key in self._answers:
            return
        self._answers[key] = answer
        self._size += size
        while self._size > self._most:
            self._size -= _bytes(self._answers.popitem(last=False)[1])


def _bytes(answer: Answer) -> int:
    """What an answer weighs, with a kilobyte for its request and what is around it."""
    return len(answer.body) + 1000
