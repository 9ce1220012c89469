"""The pages of names: gathered in runs of any number, sorted part by part, written in order.

The page of a name is the first bits of its CRC-32. In a page the meanings of a name lie side by
side, the strongest first: those that a number tells in an array of such numbers, others as lines.
One bit for each range of hashes says whether a name has one of them: most words of a text that are
looked up mean nothing, and their page need not be read.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from graphbuild.knowledge.columns import Texts, hash_of
from graphbuild.knowledge.pages import MOST
from graphbuild.knowledge.shortening import code_of, place_of
from graphbuild.knowledge.workers import Work, here

__all__ = ["Codes", "Meanings", "Names", "Part", "Run", "Saved", "Written", "merged", "write_names"]

_NUMBER = 9  # hexadecimal digits of a number in a line
_PAGE = 1000  # bytes of one, about
_LINE = 45  # bytes of one, about
_PART = 500_000  # meanings that are sorted at once
_MARKS = 16  # bits for each meaning, or up to twice as many, that say which hashes there are

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]


class Meanings(NamedTuple):
    """Lines of names: the hash of each name, where it stands among its namesakes, and the line."""

    hashes: Hashes
    places: Numbers
    lines: Texts

    @classmethod
    def chain(cls, parts: Iterable[Meanings]) -> Meanings:
        """The lines of all of them."""
        hashes, places, lines = zip(*parts, strict=True)
        return cls(np.concatenate(hashes), np.concatenate(places), Texts.chain(lines))

    def at(self, which: Numbers | Marks) -> Meanings:
        """Some of them."""
        return Meanings(self.hashes[which], self.places[which], self.lines[which])

    def kept(self) -> Meanings:
        """What is written of them, in order: each once, of a name the strongest."""
        held = self.at(np.lexsort((self.places, self.hashes)))
        held = held.at(_once(held))
        return held.at(_strongest(held.hashes))


class Codes(NamedTuple):
    """Meanings that are told by a number: the hash of each name, and the number."""

    hashes: Hashes
    codes: Hashes

    @classmethod
    def chain(cls, parts: Iterable[Codes]) -> Codes:
        """All of them."""
        hashes, codes = zip(*parts, strict=True)
        return cls(np.concatenate(hashes), np.concatenate(codes))

    def at(self, which: Numbers | Marks) -> Codes:
        """Some of them."""
        return Codes(self.hashes[which], self.codes[which])

    def ordered(self) -> Codes:
        """In order of the hashes, those of one in order of the codes."""
        held = self.at(np.argsort(self.hashes, kind="stable"))
        same = np.diff(held.hashes) == 0
        tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
        few = held.at(tied)
        few = few.at(np.lexsort((few.codes, few.hashes)))
        held.codes[tied] = few.codes
        return held

    def kept(self) -> Codes:
        """What is written of them, in order: each once, of a name the strongest."""
        held = self.ordered()
        new = (np.diff(held.hashes) != 0) | (np.diff(held.codes) != 0)
        held = held.at(np.append(np.ones(min(len(held.hashes), 1), dtype=bool), new))
        return held.at(_strongest(held.hashes))

    def grouped(self, groups: Numbers) -> list[tuple[int, bytes]]:
        """Those that stand together and are of the same group, as bytes, with its number."""
        data = np.stack([self.hashes, self.codes], axis=1).astype("<u8").tobytes()
        firsts = np.flatnonzero(np.diff(groups, prepend=-1))
        edges = [*(16 * firsts).tolist(), len(data)]
        whole = (data[a:b] for a, b in itertools.pairwise(edges))
        return list(zip(groups[firsts].tolist(), whole, strict=True))


class Names(NamedTuple):
    """What names mean, told by numbers and in lines."""

    codes: Codes
    lines: Meanings


def _starts(hashes: Hashes) -> Numbers:
    """Where in sorted hashes another name begins."""
    return np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]) != 0)


def _strongest(hashes: Hashes) -> Marks:
    """The first meanings of each name; hashes are sorted."""
    starts = _starts(hashes)
    nth = np.arange(len(hashes)) - np.repeat(starts, np.diff(starts, append=len(hashes)))
    found: Marks = nth < MOST
    return found


class Part(Protocol):
    """What names mean, of which that of a range of hashes can be had."""

    def within(self, low: int, high: int) -> Names:
        """What names mean whose CRC-32 is from ``low`` to below ``high``."""

    @property
    def sizes(self) -> tuple[int, int]:
        """How many codes and lines there are."""


class Run:
    """What names mean, in memory."""

    def __init__(self) -> None:
        self._parts: list[Codes] = []
        self._codes: list[tuple[int, int]] = []
        self._lines: list[tuple[int, int, str]] = []

    @property
    def sizes(self) -> tuple[int, int]:
        """How many codes and lines there are."""
        return sum(len(p.codes) for p in self._parts) + len(self._codes), len(self._lines)

    def add(self, form: str, rank: int, number: int, rest: str) -> None:
        """Add a meaning of a name: its rank, the number of what is meant, and what else is said."""
        if code := code_of(rank, number, rest):
            self.add_code(form, code)
        else:
            hashed = hash_of(form.encode(errors="replace"))
            line = f"\n{form}\t{rank:04d}\t{number:0{_NUMBER}x}\t{rest}"
            self._lines.append((hashed, place_of(rank, number), line))

    def add_code(self, form: str, code: int) -> None:
        """Add a meaning of a name that a number tells."""
        self._codes.append((hash_of(form.encode(errors="replace")), code))

    def extend(self, hashes: Hashes, codes: Numbers) -> None:
        """Add many that are told by numbers."""
        self._parts.append(Codes(hashes, codes.astype(np.uint64)))

    def names(self) -> Names:
        """All of them, in order of the hashes."""
        single = np.array(self._codes, dtype=np.uint64).reshape(-1, 2)
        codes = Codes.chain([*self._parts, Codes(single[:, 0], single[:, 1])])
        hashes, places, lines = zip(*self._lines, strict=True) if self._lines else ((), (), ())
        held = Meanings(np.array(hashes, np.uint64), np.array(places, np.int64), Texts.of(lines))
        return Names(codes.ordered(), held.at(np.argsort(held.hashes, kind="stable")))

    def within(self, low: int, high: int) -> Names:
        """Those of a range of hashes."""
        found = (held.at(_within(held.hashes, low, high)) for held in self.names())
        return Names(*found)  # type: ignore[arg-type]

    def save(self, path: Path) -> None:
        """Write them to a file, in order of the hashes."""
        codes, lines = self.names()
        ends = np.cumsum(lines.lines.sizes)
        with path.open("wb") as file:
            file.write(b"".join(size.to_bytes(8, "little") for size in self.sizes))
            for column in (*codes, lines.hashes, lines.places, ends):
                file.write(column.astype(column.dtype.newbyteorder("<")).tobytes())
            file.write(lines.lines.whole())


def _within(hashes: Hashes, low: int, high: int) -> Numbers:
    """Places of sorted hashes whose CRC-32 is in a range."""
    edges = np.array([low << 32, (high << 32) - 1], dtype=np.uint64)
    first = np.searchsorted(hashes, edges[0], "left")
    return np.arange(first, np.searchsorted(hashes, edges[1], "right"))


class Saved:
    """What names mean, in a file that :meth:`Run.save` wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            codes, lines = (int.from_bytes(file.read(8), "little") for _ in range(2))
        self.sizes = codes, lines

    def within(self, low: int, high: int) -> Names:
        """Those of a range of hashes, read from the file."""
        codes, lines = self.sizes
        count = 2 * codes + 3 * lines
        held = np.memmap(self._path, "<u8", "r", 16, (count,)) if count else np.zeros(0, "<u8")
        edges = np.cumsum([codes, codes, lines, lines])
        hashes, told, named, places, ends = np.split(held, edges)
        at, of = _within(hashes, low, high), _within(named, low, high)
        found = Codes(np.array(hashes[at], np.uint64), np.array(told[at], np.uint64))
        before = int(ends[of[0] - 1]) if len(of) and of[0] else 0
        sizes = np.diff(ends[of], prepend=np.uint64(before)).astype(np.int64)
        with self._path.open("rb") as file:
            file.seek(16 + 8 * count + before)
            data = np.frombuffer(file.read(int(sizes.sum())), dtype=np.uint8)
        texts = Texts.after(data, sizes)
        return Names(
            found,
            Meanings(np.array(named[of], np.uint64), places[of].astype(np.int64), texts),
        )


Page = tuple[int, bytes, str]


class Written(NamedTuple):
    """The pages of a range of hashes, the marks of those that there are, and how many names."""

    pages: list[Page]
    marks: bytes
    names: int


def merged(hashes: tuple[int, int], parts: Sequence[Part], bits: int, marks: int) -> Written:
    """What is written of the hashes from the first to below the second: pages by the first
    ``bits`` of a hash, and whether there is a name for each first ``marks`` of one."""
    found = [part.within(*hashes) for part in parts]
    codes = Codes.chain(names.codes for names in found).kept()
    lines = Meanings.chain(names.lines for names in found).kept()
    of = np.uint64(64 - bits)
    told = dict(codes.grouped((codes.hashes >> of).astype(np.int64)))
    said = dict(lines.lines.grouped((lines.hashes >> of).astype(np.int64)))
    pages = [(n, told.get(n, b""), said.get(n, "")) for n in sorted(told.keys() | said.keys())]
    both = np.sort(np.concatenate([codes.hashes, lines.hashes]), kind="stable")
    low, high = (edge >> (32 - marks) for edge in hashes)
    held = np.zeros(high - low, dtype=bool)
    held[(both >> np.uint64(64 - marks)).astype(np.int64) - low] = True
    return Written(pages, np.packbits(held, bitorder="little").tobytes(), len(_starts(both)))


def _once(held: Meanings) -> NDArray[np.int64]:
    """Places of the lines without those that stand twice; lines of one place in their order."""
    order = np.arange(len(held.hashes))
    same = (np.diff(held.hashes) == 0) & (np.diff(held.places) == 0)
    if not same.any():
        return order
    edges = np.flatnonzero(np.diff(same, prepend=False, append=False))
    left_out: list[int] = []
    for first, last in edges.reshape(-1, 2).tolist():
        ranked = sorted((held.lines.at(i), i) for i in range(first, last + 1))
        order[first : last + 1] = [i for _, i in ranked]
        pairs = itertools.pairwise(ranked)
        left_out += [first + n for n, (a, b) in enumerate(pairs) if a[0] == b[0]]
    return np.delete(order, left_out)


def write_names(base: sqlite3.Connection, parts: Sequence[Part], work: Work = here) -> int:
    """Write all pages of names; returns how many names there are."""
    codes, lines = np.sum([(0, 0), *(part.sizes for part in parts)], axis=0).tolist()
    bits = max((16 * codes + _LINE * lines) // _PAGE, 1).bit_length()
    base.execute("INSERT INTO meta VALUES ('name_bits', ?)", (str(bits),))
    split = min(((codes + lines) // _PART).bit_length(), bits)
    marks = max(min((_MARKS * (codes + lines)).bit_length(), 32), split + 3)
    ranges = [(i << (32 - split), (i + 1) << (32 - split)) for i in range(1 << split)]
    held, count = [], 0
    for written in work(merged, ranges, parts, bits, marks) if codes + lines else ():
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", written.pages)
        held.append(written.marks)
        count += written.names
    base.execute("INSERT INTO held VALUES (1, ?)", (b"".join(held) or bytes(1),))
    return count
