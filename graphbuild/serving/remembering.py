"""Answers that are kept: the store never changes, so the same GET has the same answer.

They are found by the request as it came in, which is not read again.
"""

from __future__ import annotations

import re
from collections import OrderedDict

from graphbuild.serving.workers import Answer

__all__ = ["Remembered", "changes"]

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b|\\u", re.IGNORECASE)
_SHARE = 16
_AROUND = 1000
"""Bytes that are around an answer."""


def changes(sparql: str) -> bool:
    """Whether a query can have another answer when it is asked again (chance, time)."""
    return _CHANGING.search(sparql) is not None


Key = tuple[bytes, str | None]
"""What makes one GET of the endpoint differ from another: query string and accepted types."""


class Remembered:
    """The answers used last, up to ``most`` bytes; none larger than a sixteenth of that."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        """The answer to a request, if it is kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer; those not used for longest make room."""
        size = _bytes(key, answer)
        if size > self._most // _SHARE or key in self._answers:
            return
        self._answers[key] = answer
        self._size += size
        while self._size > self._most:
            self._size -= _bytes(*self._answers.popitem(last=False))


def _bytes(key: Key, answer: Answer) -> int:
    return len(answer.body) + len(key[0]) + len(key[1] or "") + _AROUND
