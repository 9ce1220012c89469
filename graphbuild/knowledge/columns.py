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

__all__ = ["LOWER", "Texts", "by_value", "decimals", "hash_of", "hexadecimals", "joined", "running"]

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]

_ROWS = 512  # joined at once: their indices stay in the processor's cache
_LARGEST = 65521  # of Adler-32


def _mapping(changed: dict[str, str]) -> Bytes:
    table = np.arange(256, dtype=np.uint8)
    for old, new in changed.items():
        table[ord(old)] = ord(new)
    return table


def _crc_table() -> NDArray[np.uint32]:
    """The table of CRC-32, a row for each value of a byte."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = (table >> np.uint32(1)) ^ np.where(table & 1, np.uint32(0xEDB88320), np.uint32(0))
    return table


LOWER = _mapping({chr(c): chr(c).lower() for c in range(65, 91)})
"""For :meth:`Texts.mapped`: ASCII letters in lower case."""
_CRC = _crc_table()


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

    def mapped(self, table: Bytes) -> Texts:
        """The texts with each byte changed."""
        return Texts(table[self.data], self.starts, self.sizes)

    def count(self, before: NDArray[np.int32]) -> Numbers:
        """How many of each text's bytes are marked, by the :func:`running` number of marks."""
        counted: Numbers = before[self.starts + self.sizes].astype(np.int64)
        return counted - before[self.starts]

    def byte(self, place: int) -> Bytes:
        """The bytes at a place in the texts, zero where one is shorter."""
        at = np.minimum(self.starts + place, max(len(self.data) - 1, 0))
        return np.where(self.sizes > place, self.data[at] if len(self.data) else 0, 0)

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

    def one_of(self, texts: Iterable[bytes]) -> Marks:
        """Which of them are one of these texts."""
        found = np.zeros(len(self), dtype=bool)
        for text in texts:
            found |= self.equals(text)
        return found

    def decimals(self, most: int) -> tuple[Numbers, Marks]:
        """The numbers they are, and which of them are decimal numbers of at most so many digits."""
        numbers, good = np.zeros(len(self), dtype=np.int64), (self.sizes > 0) & (self.sizes <= most)
        for i in range(most):
            digits, there = self.byte(i) - np.uint8(48), self.sizes > i
            good &= ~there | (digits < 10)
            numbers = np.where(there, 10 * numbers + digits, numbers)
        return np.where(good, numbers, 0), good

    def hashes(self) -> NDArray[np.uint64]:
        """:func:`hash_of` each."""
        order = np.argsort(-self.sizes, kind="stable")  # those that go on are always in front
        starts, sizes = self.starts[order], self.sizes[order]
        lasting = np.searchsorted(-sizes, -np.arange(int(sizes.max(initial=0))), "left")
        crc = np.full(len(self), 0xFFFFFFFF, dtype=np.uint32)
        low, high = np.ones(len(self), dtype=np.uint64), np.zeros(len(self), dtype=np.uint64)
        for i, n in enumerate(lasting.tolist()):
            value = self.data[starts[:n] + i]
            crc[:n] = _CRC[(crc[:n] ^ value) & np.uint32(255)] ^ (crc[:n] >> np.uint32(8))
            low[:n] += value
            high[:n] += low[:n]
        adler = (high % np.uint64(_LARGEST)) << np.uint64(16) | low % np.uint64(_LARGEST)
        found = np.empty(len(self), dtype=np.uint64)
        found[order] = (~crc).astype(np.uint64) << np.uint64(32) | adler
        return found

    def pieces(self) -> list[bytes]:
        """The texts one by one, as UTF-8."""
        data, ends = self.data.tobytes(), self.starts + self.sizes
        return [data[a:b] for a, b in zip(self.starts.tolist(), ends.tolist(), strict=True)]

    def tolist(self) -> list[str]:
        """The texts one by one."""
        return [text.decode() for text in self.pieces()]

    def grouped(self, groups: Numbers) -> list[tuple[int, str]]:
        """The texts that stand together and are of the same group, as one with its number."""
        texts, firsts = self.pieces(), np.flatnonzero(np.diff(groups, prepend=-1))
        edges = pairwise([*firsts.tolist(), len(texts)])
        whole = [b"".join(texts[a:b]).decode() for a, b in edges]
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
    sizes = np.stack([column.sizes for column in columns], axis=1)
    starts = np.stack([column.starts + bases[id(column.data)] for column in columns], axis=1)
    whole = sizes.sum(axis=1)
    data, done = np.empty(int(whole.sum()), dtype=np.uint8), 0
    for row in range(0, count, _ROWS):
        some = sizes[row : row + _ROWS].ravel()
        shifts = starts[row : row + _ROWS].ravel() - (np.cumsum(some) - some)
        places = np.repeat(shifts, some)
        places += np.arange(len(places))
        np.take(source, places, out=data[done : done + len(places)], mode="clip")
        done += len(places)
    return Texts.after(data, whole)


def _same(text: bytes, count: int) -> Texts:
    sizes = np.full(count, len(text), dtype=np.int64)
    return Texts(np.frombuffer(text, dtype=np.uint8), np.zeros(count, dtype=np.int64), sizes)


def decimals(numbers: Numbers, least: int = 1) -> Texts:
    """Natural numbers below 10^12 as texts, of at least so many digits."""
    powers = 10 ** np.arange(11, -1, -1, dtype=np.int64)
    digits = (numbers[:, None] // powers % 10 + 48).astype(np.uint8)
    sizes = np.maximum(np.searchsorted(powers[::-1], numbers, "right"), least).astype(np.int64)
    starts = 12 * np.arange(1, len(numbers) + 1, dtype=np.int64) - sizes
    return Texts(digits.ravel(), starts, sizes)


def hexadecimals(numbers: Numbers, width: int) -> Texts:
    """Natural numbers as hexadecimal texts of one width."""
    shifts = 4 * np.arange(width - 1, -1, -1, dtype=np.int64)
    digits = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)[numbers[:, None] >> shifts & 15]
    return Texts.after(digits.ravel(), np.full(len(numbers), width, dtype=np.int64))


def by_value(values: NDArray[Any], text: Callable[[int], str]) -> Texts:
    """The text of each of some numbers, of which there are few different ones."""
    different, places = np.unique(values, return_inverse=True)
    return Texts.of([text(value) for value in different.tolist()])[places]
