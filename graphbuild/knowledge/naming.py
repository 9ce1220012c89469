"""The pages of names: gathered in runs of any number, sorted part by part, written in order.

The page of a name is the first bits of its CRC-32; in a page the meanings of a name lie side by
side, the strongest first.
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
from graphbuild.knowledge.pages import MOST, insert
from graphbuild.knowledge.workers import Work, here

__all__ = ["NUMBER", "Meanings", "Part", "Run", "Saved", "merged", "place_of", "write_names"]

NUMBER = 9
"""Hexadecimal digits of a number in a line."""
_LINES = 16  # of a page
_PART = 300_000  # lines that are sorted at once
_RANK = 40  # bits of a number below its rank


class Meanings(NamedTuple):
    """Lines of names: the hash of each name, where it stands among its namesakes, and the line."""

    hashes: NDArray[np.uint64]
    places: NDArray[np.int64]
    lines: Texts

    @classmethod
    def chain(cls, parts: Iterable[Meanings]) -> Meanings:
        """The lines of all of them."""
        hashes, places, lines = zip(*parts, strict=True)
        return cls(np.concatenate(hashes), np.concatenate(places), Texts.chain(lines))

    def at(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> Meanings:
        """Some of them."""
        return Meanings(self.hashes[which], self.places[which], self.lines[which])


def place_of(rank: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where meanings stand among those of their name."""
    return number | rank << _RANK


class Part(Protocol):
    """Lines of names, of which those of a range of hashes can be had."""

    def within(self, low: int, high: int) -> Meanings:
        """Those whose CRC-32 is from ``low`` to below ``high``."""

    def __len__(self) -> int: ...


class Run:
    """Lines of names in memory."""

    def __init__(self) -> None:
        self._parts: list[Meanings] = []
        self._hashes: list[int] = []
        self._places: list[int] = []
        self._lines: list[str] = []

    def __len__(self) -> int:
        return len(self._lines) + sum(len(part.hashes) for part in self._parts)

    def add(self, form: str, rank: int, number: int, rest: str) -> None:
        """Add a meaning of a name: its rank, the number of what is meant, and what else is said."""
        self._hashes.append(hash_of(form.encode(errors="replace")))
        self._places.append(rank << _RANK | number)
        self._lines.append(f"\n{form}\t{rank:04d}\t{number:0{NUMBER}x}\t{rest}")

    def extend(self, part: Meanings) -> None:
        """Add many, in order of their hashes."""
        self._parts.append(part)

    def parts(self) -> list[Meanings]:
        """All of them, each part in order of the hashes."""
        single = Meanings(
            np.array(self._hashes, dtype=np.uint64),
            np.array(self._places, dtype=np.int64),
            Texts.of(self._lines),
        )
        return [*self._parts, single.at(np.argsort(single.hashes, kind="stable"))]

    def within(self, low: int, high: int) -> Meanings:
        """Those of a range of hashes."""
        held = Meanings.chain(self.parts())
        if low == 0 and high >= 1 << 32:
            return held
        crcs = held.hashes >> np.uint64(32)
        return held.at((crcs >= low) & (crcs < high))

    def save(self, path: Path) -> list[Path]:
        """Write them to files beside each other, each in order of the hashes.

        They replace those of an earlier run of the same path.
        """
        paths: list[Path] = []
        for old in path.parent.glob(f"{path.stem}-[0-9]{path.suffix}"):
            old.unlink()
        for i, part in enumerate(self.parts()):
            if len(part.hashes):
                paths.append(path.with_name(f"{path.stem}-{i}{path.suffix}"))
                _save(part, paths[-1])
        return paths


def _save(part: Meanings, path: Path) -> None:
    with path.open("wb") as file:
        file.write(len(part.lines).to_bytes(8, "little"))
        for column in (part.hashes, part.places, np.cumsum(part.lines.sizes)):
            file.write(column.astype("<i8").tobytes())
        file.write(part.lines.whole())


_NOTHING = Meanings.chain(Run().parts())


class Saved:
    """Lines of names in a file that :meth:`Run.save` wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            self._count = int.from_bytes(file.read(8), "little")

    def __len__(self) -> int:
        return self._count

    def within(self, low: int, high: int) -> Meanings:
        """Those of a range of hashes, read from the file."""
        hashes, places, ends = (self._column(i) for i in range(3))
        edges = np.array([low << 32, (high << 32) - 1], dtype=np.uint64)
        first = int(np.searchsorted(hashes.view("<u8"), edges[0], "left"))
        last = int(np.searchsorted(hashes.view("<u8"), edges[1], "right"))
        if first == last:
            return _NOTHING
        before = int(ends[first - 1]) if first else 0
        sizes = np.diff(ends[first:last], prepend=before)
        with self._path.open("rb") as file:
            file.seek(8 + 24 * self._count + before)
            data = np.frombuffer(file.read(int(sizes.sum())), dtype=np.uint8)
        found = np.array(hashes[first:last]).view(np.uint64), np.array(places[first:last])
        return Meanings(*found, Texts.after(data, sizes))

    def _column(self, place: int) -> NDArray[np.int64]:
        at = 8 + 8 * self._count * place
        return np.memmap(self._path, "<i8", "r", at, (self._count,))


def merged(
    hashes: tuple[int, int], parts: Sequence[Part], bits: int
) -> tuple[list[tuple[int, str]], int]:
    """The pages of the hashes from the first to below the second, and how many names they hold."""
    held = Meanings.chain([part.within(*hashes) for part in parts])
    held = held.at(np.lexsort((held.places, held.hashes)))
    held = held.at(_once(held))
    new = np.diff(held.hashes, prepend=~held.hashes[:1]) != 0
    starts = np.flatnonzero(new)
    nth = np.arange(len(new)) - np.repeat(starts, np.diff(starts, append=len(new)))
    held = held.at(nth < MOST)
    numbers = (held.hashes >> np.uint64(64 - bits)).astype(np.int64)
    return held.lines.grouped(numbers), len(starts)


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
    total = sum(map(len, parts))
    bits, count = _bits_for(total), 0
    base.execute("INSERT INTO meta VALUES ('name_bits', ?)", (str(bits),))
    split = min((total // _PART).bit_length(), bits)
    ranges = [(i << (32 - split), (i + 1) << (32 - split)) for i in range(1 << split)]
    for pages, names in work(merged, ranges, parts, bits) if total else ():
        insert(base, "name", pages)
        count += names
    return count


def _bits_for(lines: int) -> int:
    """How many bits of the hash number the pages of so many lines."""
    return max(lines // _LINES, 1).bit_length()
