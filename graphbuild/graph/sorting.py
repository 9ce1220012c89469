"""Sorting more than memory should hold: sorted runs in temporary files, merged as they are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from tempfile import TemporaryFile
from typing import IO, Any

__all__ = ["sorted_apart"]

Row = tuple[Any, ...]


def sorted_apart(rows: Iterable[Row], held: int) -> Iterator[Row]:
    """Rows of strings and numbers in order, of which no more than ``held`` characters are in
    memory at a time (Knuth, The Art of Computer Programming 3, 5.4: external sorting)."""
    with ExitStack() as files:
        runs: list[IO[str]] = []
        waiting: list[Row] = []
        size = 0
        for row in rows:
            waiting.append(row)
            size += sum(len(x) if isinstance(x, str) else 8 for x in row)
            if size > held:
                runs.append(files.enter_context(TemporaryFile("w+", encoding="utf-8")))
                _write(sorted(waiting), runs[-1])
                waiting, size = [], 0
        yield from merge(sorted(waiting), *map(_read, runs))


def _write(rows: Iterable[Row], file: IO[str]) -> None:
    file.writelines(json.dumps(row) + "\n" for row in rows)
    file.seek(0)


def _read(file: IO[str]) -> Iterator[Row]:
    return (tuple(json.loads(line)) for line in file)
