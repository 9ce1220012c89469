"""Columns of texts: the bytes of many in one array, and what is done with all of them at once.

Reading millions of rows one by one costs microseconds for each of their fields. What most rows
need (lower case, a hash, a number, a line made of fields) is done here for a column at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zlib import adler32, crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOWER", "Texts", "by_value", "decimals", "hash_of", "joined", "mapped", "running"]

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]

_LINE = b"\n"
_BREAK = _LINE[0]
_ZERO = np.uint8(48)
_ROWS = 1024  # joined at once: their indices stay in the processor's cache


LOWER = bytes(range(256)).lower()
"""For :func:`mapped`: ASCII letters in lower case."""


def mapped(data: Bytes, table: bytes) -> Bytes:
    """Bytes, each changed to what stands at its place in a table."""
    return np.frombuffer(data.tobytes().translate(table.ljust(256)), dtype=np.uint8)


def hash_of(text: bytes) -> int:
    """64 bits that tell texts apart: CRC-32 above Adler-32."""
    return crc32(text) << 32 | adler32(text)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as UTF-8: where in ``data`` each starts, and how many bytes it has."""

    data: Bytes
    starts: Numbers
    sizes: Numbers

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """A column of texts."""
        held = [text.encode(errors="replace") for text in texts]
        sizes = np.fromiter(map(len, held), dtype=np.int64, count=len(held))
        return cls.after(np.frombuffer(b"".join(held), dtype=np.uint8), sizes)

    @classmethod
    def after(cls, data: Bytes, sizes: Numbers) -> Texts:
        """Texts that stand one after the other."""
        return cls(data, np.cumsum(sizes) - sizes, sizes)

    @classmethod
    def between(cls, data: Bytes, starts: Numbers, ends: Numbers) -> Texts:
        """Texts of data, by where they start and end."""
        return cls(data, starts, ends - starts)

    @classmethod
    def lines(cls, data: bytes) -> Texts:
        """The lines of a text, which ends with a line break where it has any."""
        held = np.frombuffer(data, dtype=np.uint8)
        ends = np.flatnonzero(held == _BREAK)
        starts = np.concatenate([[0], ends + 1])[:-1]
        return cls(held, starts, ends - starts)

    @classmethod
    def chain(cls, columns: Iterable[Texts]) -> Texts:
        """The texts of several columns in one."""
        held = [cls(np.zeros(0, np.uint8), np.zeros(0, np.int64), np.zeros(0, np.int64)), *columns]
        bases = np.cumsum([0, *(len(c.data) for c in held)])
        return cls(
            np.concatenate([c.data for c in held]),
            np.concatenate([c.starts + base for c, base in zip(held, bases[:-1], strict=True)]),
            np.concatenate([c.sizes for c in held]),
        )

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, which: NDArray[Any]) -> Texts:
        """Those that are marked, or at places in the column."""
        return Texts(self.data, self.starts[which], self.sizes[which])

    def __add__(self, other: Texts) -> Texts:
        return Texts.chain([self, other])

    def at(self, place: int) -> bytes:
        """One of the texts."""
        start = int(self.starts[place])
        return self.data[start : start + int(self.sizes[place])].tobytes()

    def within(self, before: int | Numbers, behind: int) -> Texts:
        """The texts without so many bytes at either end; too short ones are empty."""
        starts = self.starts + np.minimum(before, self.sizes)
        return Texts(self.data, starts, np.maximum(self.sizes - before - behind, 0))

    def until(self, other: Texts, marks: Marks | None = None) -> Texts:
        """What stands from the texts to the end of those of another column of the data; where not
        marked, to their beginning."""
        sizes = other.sizes if marks is None else np.where(marks, other.sizes, 0)
        return Texts.between(self.data, self.starts, other.starts + sizes)

    def mapped(self, table: bytes) -> Texts:
        """The texts with each byte changed."""
        return Texts(mapped(self.data, table), self.starts, self.sizes)

    def apart(self) -> Texts:
        """Copies of the texts in data of their own, with a line break before and behind each."""
        copies = joined(len(self), _LINE, self)
        return Texts(np.append(copies.data, np.uint8(_BREAK)), copies.starts + 1, self.sizes)

    def where(self, marks: Marks) -> Texts:
        """The texts that are marked, the others empty."""
        return Texts(self.data, self.starts, np.where(marks, self.sizes, 0))

    def holding(self, text: bytes) -> Marks:
        """In which of them this text is found."""
        places = np.flatnonzero(self.data[: len(self.data) + 1 - len(text)] == text[0])
        for i, value in enumerate(text[1:], 1):
            places = places[self.data[places + i] == value]
        marks = np.zeros(len(self.data), dtype=bool)
        marks[places] = True
        return self.within(0, len(text) - 1).count(running(marks)) > 0

    def count(self, before: NDArray[np.int32]) -> Numbers:
        """How many of each text's bytes are marked, by the :func:`running` number of marks."""
        counted: Numbers = before[self.starts + self.sizes].astype(np.int64)
        return counted - before[self.starts]

    def of_places(self, places: Numbers) -> Marks:
        """Which of the texts hold one of some places of the data; texts stand in its order."""
        found = np.zeros(len(self), dtype=bool)
        places = places[places >= self.starts[0]] if len(self) else places[:0]
        at = np.searchsorted(self.starts, places, "right") - 1
        found[at[places < (self.starts + self.sizes)[at]]] = True
        return found

    def byte(self, place: int) -> Bytes:
        """The bytes at a place in the texts, zero where one is shorter."""
        if not len(self.data):
            return np.zeros(len(self), dtype=np.uint8)
        found = np.take(self.data, self.starts + place, mode="clip")
        found[self.sizes <= place] = 0
        return found

    def begins(self, text: bytes) -> Marks:
        """Which of them begin with this text."""
        places = np.flatnonzero(self.sizes >= len(text))
        for i, value in enumerate(text):
            places = places[self.data[self.starts[places] + i] == value]
        found = np.zeros(len(self), dtype=bool)
        found[places] = True
        return found

    def ends(self, text: bytes) -> Marks:
        """Which of them end with this text."""
        return self.within(np.maximum(self.sizes - len(text), 0), 0).equals(text)

    def equals(self, text: bytes) -> Marks:
        """Which of them are this text."""
        same: Marks = self.sizes == len(text)
        return same & self.begins(text)

    def same(self, other: Texts) -> Marks:
        """Which of them are the text at the same place in the other column."""
        found: Marks = self.sizes == other.sizes
        places = np.flatnonzero(found)
        ours, theirs = (joined(len(places), column[places]) for column in (self, other))
        found[places] = ours.count(running(ours.data != theirs.data)) == 0
        return found

    def one_of(self, texts: Iterable[bytes]) -> Marks:
        """Which of them are one of these texts."""
        found = np.zeros(len(self), dtype=bool)
        for text in texts:
            found |= self.equals(text)
        return found

    def decimals(self, most: int) -> tuple[Numbers, Marks]:
        """The numbers they are, and which of them are decimal numbers of at most so many digits."""
        numbers, good = np.zeros(len(self), dtype=np.int64), (self.sizes > 0) & (self.sizes <= most)
        for i in range(min(most, int(self.sizes.max(initial=0)))):
            digits, short = self.byte(i) - _ZERO, self.sizes <= i
            digits[short] = 0
            good &= digits < 10
            numbers *= np.where(short, 1, 10)
            numbers += digits
        return np.where(good, numbers, 0), good

    def hashes(self) -> NDArray[np.uint64]:
        """:func:`hash_of` each."""
        texts = self.pieces()
        high = np.fromiter(map(crc32, texts), dtype=np.uint64, count=len(texts))
        low = np.fromiter(map(adler32, texts), dtype=np.uint64, count=len(texts))
        return high << np.uint64(32) | low

    def pieces(self) -> list[bytes]:
        """The texts one by one, as UTF-8."""
        ends = self.starts + self.sizes
        if len(self) and (self.starts[1:] == ends[:-1] + 1).all():
            lines = self.data[self.starts[0] : ends[-1]].tobytes()
            if (self.data[ends[:-1]] == _BREAK).all() and lines.count(_LINE) == len(self) - 1:
                return lines.split(_LINE)
        data = self.data.tobytes()
        return [data[a:b] for a, b in zip(self.starts.tolist(), ends.tolist(), strict=True)]

    @property
    def _joint(self) -> bool:
        """Whether they stand one after the other."""
        return bool((self.starts[1:] == self.starts[:-1] + self.sizes[:-1]).all())

    def whole(self) -> bytes:
        """The texts in one."""
        if not self._joint:
            return b"".join(self.pieces())
        return self.data[self.starts[:1].sum() :][: self.sizes.sum()].tobytes()

    def tolist(self) -> list[str]:
        """The texts one by one."""
        return [text.decode() for text in self.pieces()]

    def grouped(self, groups: Numbers) -> list[tuple[int, str]]:
        """The texts that stand together and are of the same group, as one with its number."""
        firsts = np.flatnonzero(np.diff(groups, prepend=-1))
        if self._joint:
            data, ends = self.data.tobytes(), self.starts + self.sizes
            edges = [*self.starts[firsts].tolist(), *ends[-1:].tolist()]
            whole = [data[a:b].decode() for a, b in pairwise(edges)]
        else:
            texts, places = self.pieces(), [*firsts.tolist(), len(self)]
            whole = [b"".join(texts[a:b]).decode() for a, b in pairwise(places)]
        return list(zip(groups[firsts].tolist(), whole, strict=True))


def running(marks: Marks) -> NDArray[np.int32]:
    """How many marks stand before each byte, and in all."""
    found = np.zeros(len(marks) + 1, dtype=np.int32)
    np.cumsum(marks, out=found[1:])
    return found


def joined(count: int, *parts: Texts | bytes) -> Texts:
    """``count`` texts, each made of a text of every column, and of what stands in all of them."""
    columns = [_same(part, count) if isinstance(part, bytes) else part for part in parts]
    buffers = {id(column.data): column.data for column in columns}
    bases = dict(zip(buffers, np.cumsum([0, *map(len, buffers.values())]).tolist(), strict=False))
    source = np.concatenate(list(buffers.values()))
    whole: Numbers = np.sum([column.sizes for column in columns], axis=0, dtype=np.int64)
    data, done = np.empty(int(whole.sum()), dtype=np.uint8), 0
    for row in range(0, count, _ROWS):
        some = np.stack([c.sizes[row : row + _ROWS] for c in columns], axis=1).ravel()
        starts = [c.starts[row : row + _ROWS] + bases[id(c.data)] for c in columns]
        shifts = np.stack(starts, axis=1).ravel() - (np.cumsum(some) - some)
        places = np.repeat(shifts, some)
        places += np.arange(len(places))
        np.take(source, places, out=data[done : done + len(places)], mode="clip")
        done += len(places)
    return Texts.after(data, whole)


def _same(text: bytes, count: int) -> Texts:
    held = np.frombuffer(text, dtype=np.uint8)
    zero, size = np.int64(0), np.int64(len(text))
    return Texts(held, np.broadcast_to(zero, count), np.broadcast_to(size, count))


def decimals(numbers: Numbers, least: int = 1) -> Texts:
    """Natural numbers below 10^12 as texts, of at least so many digits."""
    thirds = np.stack([numbers // 10**8, numbers // 10**4 % 10**4, numbers % 10**4], axis=1)
    sizes = np.maximum(np.searchsorted(_POWERS, numbers, "right"), least).astype(np.int64)
    starts = 12 * np.arange(1, len(numbers) + 1, dtype=np.int64) - sizes
    return Texts(_FOUR[thirds].ravel(), starts, sizes)


_POWERS = 10 ** np.arange(12, dtype=np.int64)
_FOUR = np.frombuffer(b"".join(b"%04d" % n for n in range(10**4)), dtype=np.uint8).reshape(-1, 4)


def by_value(values: NDArray[Any], text: Callable[[int], str]) -> Texts:
    """The text of each of some numbers, of which there are few different ones."""
    different, places = np.unique(values, return_inverse=True)
    return Texts.of([text(value) for value in different.tolist()])[places]
