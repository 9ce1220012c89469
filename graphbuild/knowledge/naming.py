"""The pages of names: gathered in runs of any number, sorted part by part, written in order.

The page of a name is the first bits of its CRC-32; in a page the lines are sorted, so that the
meanings of a name lie side by side, the strongest first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graphbuild.knowledge.pages import MOST, insert
from graphbuild.knowledge.workers import Work, here

__all__ = ["Part", "Run", "Saved", "merged", "write_names"]

_LINES = 16  # of a page
_PART = 300_000  # lines that are sorted at once


def _bits_for(lines: int) -> int:
    """How many bits of the hash number the pages of so many lines."""
    return max(lines // _LINES, 1).bit_length()


class Part(Protocol):
    """Lines with their hashes, of which a range can be had."""

    def within(self, low: int, high: int) -> tuple[NDArray[np.uint32], list[str]]:
        """Hashes from ``low`` to below ``high``, and their lines."""

    def __len__(self) -> int: ...


class Run:
    """Lines of names in memory."""

    def __init__(self) -> None:
        self.hashes: list[int] = []
        self.lines: list[str] = []

    def __len__(self) -> int:
        return len(self.lines)

    def add(self, form: str, line: str) -> None:
        """Add a meaning of a name."""
        self.hashes.append(crc32(form.encode(errors="replace")))
        self.lines.append(line)

    def within(self, low: int, high: int) -> tuple[NDArray[np.uint32], list[str]]:
        """Those whose hash lies between."""
        hashes = np.array(self.hashes, dtype=np.uint32)
        if low == 0 and high >= 1 << 32:
            return hashes, self.lines
        held = np.flatnonzero((hashes >= low) & (hashes < high))
        return hashes[held], [self.lines[i] for i in held.tolist()]

    def save(self, path: Path) -> None:
        """Write them to a file, in order of their hashes."""
        hashes = np.array(self.hashes, dtype="<u4")
        order = np.argsort(hashes, kind="stable")
        lines = [self.lines[i] for i in order.tolist()]
        text = "\n".join(lines)
        sizes = map(len, lines) if text.isascii() else (len(_encoded(line)) for line in lines)
        ends = np.cumsum(np.fromiter(sizes, dtype="<i8", count=len(lines)) + 1)
        with path.open("wb") as file:
            file.write(len(lines).to_bytes(8, "little"))
            file.write(hashes[order].tobytes())
            file.write(ends.tobytes())
            file.write(_encoded(text) + b"\n")


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")


class Saved:
    """Lines of names in a file that :meth:`Run.save` wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            self._count = int.from_bytes(file.read(8), "little")

    def __len__(self) -> int:
        return self._count

    def within(self, low: int, high: int) -> tuple[NDArray[np.uint32], list[str]]:
        """Those whose hash lies between, read from the file."""
        if not self._count:
            return np.zeros(0, dtype=np.uint32), []
        hashes = np.memmap(self._path, "<u4", "r", 8, (self._count,))
        ends = np.memmap(self._path, "<i8", "r", 8 + 4 * self._count, (self._count,))
        first = int(np.searchsorted(hashes, np.uint32(low), "left"))
        last = int(np.searchsorted(hashes, np.uint32(high - 1), "right"))
        if first == last:
            return np.zeros(0, dtype=np.uint32), []
        start, end = int(ends[first - 1]) if first else 0, int(ends[last - 1])
        with self._path.open("rb") as file:
            file.seek(8 + 12 * self._count + start)
            text = file.read(end - start).decode()
        return np.array(hashes[first:last]), text[:-1].split("\n")


def merged(
    hashes: tuple[int, int], parts: Sequence[Part], bits: int
) -> tuple[list[tuple[int, str]], int]:
    """The pages of the hashes from the first to below the second, and how many names they hold."""
    held = [part.within(*hashes) for part in parts]
    found = np.concatenate([h for h, _ in held])
    lines = [line for _, of in held for line in of]
    order = np.argsort(found, kind="stable")
    numbers = found[order] >> np.uint32(32 - bits)
    starts = np.flatnonzero(np.diff(numbers.astype(np.int64), prepend=-1))
    ends = [*starts[1:].tolist(), len(order)]
    places, pages, count = order.tolist(), [], 0
    for start, end in zip(starts.tolist(), ends, strict=True):
        rows = sorted({lines[i] for i in places[start:end]})
        forms = [row[: row.index("\t")] for row in rows]
        names = len(set(forms))
        if len(rows) - names >= MOST:
            rows = list(_strongest(forms, rows))
        pages.append((int(numbers[start]), "\n" + "\n".join(rows)))
        count += names
    return pages, count


def _strongest(forms: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    before, held = "", 0
    for form, row in zip(forms, rows, strict=True):
        held = held + 1 if form == before else 1
        before = form
        if held <= MOST:
            yield row


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
