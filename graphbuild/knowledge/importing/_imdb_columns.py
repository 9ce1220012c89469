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

from graphbuild.knowledge.columns import Texts, mapped, running
from graphbuild.knowledge.importing._imdb_files import LONGEST, Piece, width_of

__all__ = ["Lines", "Table", "Words", "counted", "identified", "table_of", "usual"]

Marks = NDArray[np.bool_]

_BREAK, _SPACE, _DIGIT, _LOWER, _UPPER = range(1, 6)
_FIRST, _LAST, _ODD, _MISCAPITAL, _GAP = 1, 2, 4, 8, 16


def _kind_of(byte: int) -> int:
    """What a byte is, 0 for what stands in no plain word."""
    if not (char := chr(byte)).isascii() or not char.isalnum():
        return {"\n": _BREAK, " ": _SPACE}.get(char, 0)
    return _DIGIT if char.isdigit() else _LOWER if char.islower() else _UPPER


def _seen_in(before: int, here: int) -> int:
    """What a byte of a kind is behind another: the first of a word, the first behind a word's last,
    odd, a letter in the wrong case, behind a space that is odd."""
    inside, ahead = here >= _DIGIT, before >= _DIGIT
    cased = here >= _LOWER and (here == _UPPER) != (before < _LOWER)
    marks = {_FIRST: inside > ahead, _LAST: ahead > inside, _MISCAPITAL: cased}
    marks |= {_ODD: not here or (here == _SPACE and not ahead)}
    marks |= {_GAP: before == _SPACE and not inside}
    return sum(mark for mark, found in marks.items() if found)


_KIND = bytes(_kind_of(byte) for byte in range(256))
_PAIR = bytes(_seen_in(pair >> 3, pair & 7) for pair in range(64))
_TAB, _LINE = b"\t\n"
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
        kinds = mapped(texts.data, _KIND)
        seen = np.zeros(len(kinds) + 1, dtype=np.uint8)
        pairs = (kinds[:-1] << np.uint8(3)) | kinds[1:]
        seen[1:-1] = mapped(pairs.astype(np.uint8, copy=False), _PAIR)
        here, behind = seen[:-1], seen[1:]
        odd = here & _ODD | here & _FIRST & behind >> 1 | behind & _GAP
        self.plain = ~texts.of_places(np.flatnonzero(odd)) & (texts.sizes > 0)
        self.capitalised = ~texts.of_places(np.flatnonzero(seen & _MISCAPITAL))
        self.spaces = texts.count(running(kinds == _SPACE))


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
    found = np.flatnonzero((data == _TAB) | (data == _LINE))
    count, odd = divmod(len(found), width)
    borders = found[: count * width].reshape(count, width)
    ends = data[borders] == _LINE
    if odd or not ends[:, -1].all() or ends[:, :-1].any():
        return None
    starts = np.append(0, borders[:-1, -1] + 1)
    if int((borders[:, -1] - starts).max()) > LONGEST:
        return None
    columns = [Texts.between(data, starts, borders[:, 0])]
    columns += [Texts.between(data, borders[:, i - 1] + 1, borders[:, i]) for i in range(1, width)]
    return Table(text, Texts.between(data, starts, borders[:, -1]), columns)


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
