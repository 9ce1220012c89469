"""Most rows of IMDb's files, a column at a time: names of plain words, fields as they should be.

What a row gives here is what ``_imdb_rows`` gives for it; rows that need a closer look are left to
it.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphbuild.knowledge.columns import Texts, running
from graphbuild.knowledge.importing._imdb_files import LONGEST, Piece, width_of

__all__ = ["Lines", "Table", "Words", "counted", "identified", "table_of", "usual"]

Marks = NDArray[np.bool_]

_UPPER = np.isin(np.arange(256), np.arange(65, 91))
_LOWER = np.isin(np.arange(256), np.arange(97, 123))
_LETTER = _UPPER | _LOWER | np.isin(np.arange(256), np.arange(48, 58))
_DIGITS = 8  # of an identifier
_USUAL = 9  # characters of one


class Lines(NamedTuple):
    """Lines, each with the row of the piece that gave it and the number of its page."""

    rows: NDArray[np.int64]
    pages: NDArray[np.int64]
    texts: Texts

    @classmethod
    def of(cls, lines: list[tuple[int, int, str]]) -> Lines:
        """Lines one by one."""
        numbers = np.array([line[:2] for line in lines], dtype=np.int64).reshape(-1, 2)
        return cls(numbers[:, 0], numbers[:, 1], Texts.of([line for *_, line in lines]))

    def with_more(self, other: Lines) -> Lines:
        """Both, in the order of the rows."""
        if not len(other.rows) or not len(self.rows):
            return self if len(self.rows) else other
        rows = np.concatenate([self.rows, other.rows])
        order = np.argsort(rows, kind="stable")
        pages = np.concatenate([self.pages, other.pages])
        return Lines(rows[order], pages[order], (self.texts + other.texts)[order])

    def together(self) -> list[tuple[int, str]]:
        """Pages with the lines that stand together in them."""
        return self.texts.grouped(self.pages)


NO_LINES = Lines.of([])


@dataclass(frozen=True)
class Table:
    """The lines of a piece, each with all of its fields."""

    text: bytes
    lines: Texts
    columns: list[Texts]

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, place: int) -> list[str]:
        """The fields of a row."""
        return self.lines.at(place).decode().split("\t")


class Words:
    """Which of some texts that stand apart are ASCII words of two letters and more between single
    spaces; how many spaces they have; and which are in lower case but for first letters.
    """

    def __init__(self, texts: Texts) -> None:
        here, space, upper = _LETTER[texts.data], texts.data == 32, _UPPER[texts.data]
        before, behind = _before(here), np.append(here[1:], False)
        alone = here & ~before & ~behind
        odd = running(alone | ~here & ~(space & before & behind))
        cased = upper | _LOWER[texts.data]
        self.plain = (texts.count(odd) == 0) & (texts.sizes > 0)
        self.spaces = texts.count(running(space))
        self.capitalised = texts.count(running(cased & (upper == _before(cased)))) == 0


def _before(marks: Marks) -> Marks:
    return np.concatenate([[False], marks[:-1]])


def table_of(piece: Piece) -> Table | None:
    """The rows of a piece, None where one of them may have to be rejected."""
    text, width = piece.text, width_of(piece.name)
    if any(byte in text for byte in (b"\r", b"<", b"\0")):
        return None
    try:
        text.isascii() or text.decode()
    except UnicodeDecodeError:
        return None
    text = text if text.endswith(b"\n") else text + b"\n"
    data = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(data == 10)
    starts = np.concatenate([[0], ends[:-1] + 1])
    tabs = np.flatnonzero(data == 9)
    if len(tabs) != len(ends) * (width - 1) or int((ends - starts).max()) > LONGEST:
        return None
    borders = np.concatenate(
        [starts[:, None] - 1, tabs.reshape(len(ends), width - 1), ends[:, None]], axis=1
    )
    if (np.diff(borders, axis=1) <= 0).any():
        return None
    columns = [
        Texts(data, borders[:, i] + 1, borders[:, i + 1] - borders[:, i] - 1) for i in range(width)
    ]
    return Table(text, Texts(data, starts, ends - starts), columns)


def identified(column: Texts, prefix: bytes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The numbers of identifiers, and which of them are some."""
    numbers, good = column.within(2, 0).decimals(_DIGITS)
    good &= (column.byte(0) == prefix[0]) & (column.byte(1) == prefix[1]) & (column.sizes > 2)
    return numbers, good


def usual(column: Texts, numbers: NDArray[np.int64]) -> Marks:
    """Which identifiers have the usual digits: seven, or more without a zero in front."""
    found: Marks = (column.sizes == _USUAL) | (numbers >= 10 ** (_USUAL - 2))
    return found


def counted(of: array[int] | None, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often numbers were counted."""
    if not of:
        return np.zeros(len(numbers), dtype=np.int64)
    held = np.frombuffer(of, dtype=of.typecode)
    found = held[np.minimum(numbers, len(held) - 1)].astype(np.int64)
    return np.where(numbers < len(held), found, 0)
