"""Import of IMDb's public tab-separated files.

Layout: https://developer.imdb.com/non-commercial-datasets/ (``title.basics``, ``title.principals``,
``name.basics``, optional ``title.akas`` and ``title.ratings``). Their use is limited to personal
and non-commercial purposes: the notice travels with the file.

The files are read in pieces, where they are large by two to four processes. What a piece gives is
written with the note that it was read, so that an import that was broken off goes on with the next
one.
"""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphbuild.knowledge.importing import _imdb_rows as rows
from graphbuild.knowledge.importing._imdb_files import Piece, find_files, pieces, year_of
from graphbuild.knowledge.importing._imdb_rows import FILM_BITS, Found, Shared
from graphbuild.knowledge.importing.known import Known
from graphbuild.knowledge.importing.writer import Imported, KnowledgeWriter, Progress, fingerprint
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.naming import Run, Saved, write_names
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.pages import THINGS, insert, write_keys, write_made
from graphbuild.knowledge.records import Entity
from graphbuild.knowledge.shortening import PEOPLE
from graphbuild.knowledge.workers import Work, here, workers

__all__ = ["NOTICE", "import_imdb"]

NOTICE = "Contains information of IMDb (imdb.com), for personal and non-commercial use only."
_LARGE = 1 << 25  # bytes from which more processors pay
_PROCESSES = max(2, min(os.cpu_count() or 2, 4))
_FILM = (1 << FILM_BITS) - 1
_TOGETHER = 1 << 20  # pairs that are written at once
_MADE = {"acted": "performance", "made": "credit"}
_STAGING = """
CREATE TABLE staging.piece (stage TEXT, number INTEGER, lines INTEGER, counts TEXT,
  PRIMARY KEY (stage, number));
CREATE TABLE staging.same (number INTEGER PRIMARY KEY, key TEXT);
"""
_Resolve = Callable[[list[str], Run], tuple[int, str, str]]


def import_imdb(
    paths: Sequence[Path],
    target: Path,
    *,
    over: Layer | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Stream IMDb files (or the folder of them) into a knowledge file.

    Films and people that ``over`` holds keep its keys, so that both are one when layered.

    Raises:
        KnowledgeError: a file is missing, damaged, or has other columns. What was read until then
            is kept aside, and the same import goes on from there.
        OutputError: the target cannot be written.
    """
    files = find_files(paths)
    known = Known(over)
    inputs = fingerprint([files[n] for n in sorted(files)], "imdb", known.version)
    writer = KnowledgeWriter(target, inputs, _STAGING)
    large = sum(path.stat().st_size for path in files.values()) > _LARGE
    try:
        with workers(_PROCESSES) if large else nullcontext(here) as work:
            run = _Import(files, writer, known, work, progress)
            last = run.films()
            last += run.casts()
            last += run.people()
            return writer.finish({"kind": "imdb", "notice": NOTICE}, run.fill, last, progress)
    except BaseException:
        writer.abandon()
        raise


@dataclass(slots=True)
class _Import:
    """One import: what the pieces read so far have in common."""

    files: dict[str, Path]
    writer: KnowledgeWriter
    known: Known
    work: Work
    progress: Progress | None
    core_films: dict[int, str] = field(default_factory=dict)
    shared: Shared = field(init=False)

    def __post_init__(self) -> None:
        self.shared = Shared(self.writer.folder, ids=frozenset(self.known.by_id))
        for number, key in self.writer.base.execute("SELECT number, key FROM same"):
            self.known.take(key)
            if number < PEOPLE:
                self.core_films[number] = key

    def films(self) -> int:
        """Films and series, with their other titles where that file is given; lines read."""
        self.shared = self.shared._replace(forms=self.known.titles(), votes=self._votes())
        last = self._read("title.basics", rows.titles, self._film)
        kept = _marked(self._numbers("title.basics", "ids"))
        self.shared = self.shared._replace(kept=array("B", kept.tobytes()))
        if "title.akas" in self.files:
            last += self._read("title.akas", rows.other_titles)
        return last

    def casts(self) -> int:
        """Performances with their characters, and credits; lines read."""
        self.shared = self.shared._replace(forms=frozenset(), ids=frozenset(), votes=None)
        return self._read("title.principals", rows.parts)

    def people(self) -> int:
        """People; lines read."""
        stage = "title.principals"
        who = [(of >> FILM_BITS).astype(np.uint32) for of in self._parts(stage, *_MADE)]
        counts = np.bincount(np.concatenate([np.zeros(0, np.uint32), *who])).astype(np.uint32)
        self.shared = Shared(
            self.writer.folder,
            self.known.people(),
            frozenset(self.known.by_id),
            credited=array("I", counts.tobytes()),
            women=array("B", _marked(self._numbers(stage, "women")).tobytes()),
        )
        del who, counts
        films: dict[int, set[str]] = defaultdict(set)
        for pairs in self._parts(stage, *_MADE) if self.core_films else ():
            for pair in pairs[np.isin(pairs & _FILM, list(self.core_films))].tolist():
                films[pair >> FILM_BITS].add(self.core_films[pair & _FILM])
        return self._read("name.basics", rows.people, partial(self._person, films=films))

    def fill(self, base: sqlite3.Connection) -> dict[str, int]:
        """Write names, keys and who made what; returns how many records there are."""
        counts: Counter[str] = Counter()
        for (counted,) in base.execute("SELECT counts FROM piece"):
            counts.update(json.loads(counted))
        people = _marked(self._numbers("name.basics", "ids"))
        held: list[NDArray[np.int64]] = []
        for name, kind in _MADE.items():
            for of in self._parts("title.principals", name):
                held.append(of[_in(people, of >> FILM_BITS)])
                counts[kind] += len(held[-1])
        made = np.concatenate([np.zeros(0, dtype=np.int64), *held])
        del held
        made.sort()
        for at in range(0, len(made), _TOGETHER):
            some = made[at : at + _TOGETHER]
            some = some[np.diff(some, prepend=made[at - 1] if at else -1) != 0]
            write_made(base, PEOPLE + (some >> FILM_BITS), some & _FILM)
        del made
        write_keys(base, base.execute("SELECT key, number FROM same").fetchall())
        runs = [Saved(path) for path in sorted(self.writer.folder.glob("*.names"))]
        counts["alias"] = write_names(base, runs, self.work)
        return dict(counts)

    def _votes(self) -> array[int] | None:
        if "title.ratings" not in self.files:
            return None
        read = pieces(self.files["title.ratings"], "title.ratings")
        found = [rows.ratings(piece) for piece in read]
        numbers, votes = np.concatenate([np.zeros((2, 1), dtype=np.int64), *found], axis=1)
        counted = np.zeros(int(numbers.max()) + 1, dtype=np.uint32)
        counted[numbers] = votes
        return array("I", counted.tobytes())

    def _read(self, stage: str, read: Callable[..., Found], resolve: _Resolve | None = None) -> int:
        """Read what is left of a file, piece after piece; returns how many lines it has."""
        base, path = self.writer.base, self.files[stage]
        asked = "SELECT count(*), coalesce(sum(lines), 0) + 1 FROM piece WHERE stage = ?"
        done, last = base.execute(asked, (stage,)).fetchone()  # the header is a line
        shared = self.shared.save(self.writer.folder / f"{stage}.shared")
        waiting: dict[int, Piece] = {}
        seen = _Seen(self._numbers(stage, "ids"))
        for number, found in enumerate(
            self.work(read, _noted(pieces(path, stage), done, waiting), shared), done
        ):
            piece = waiting.pop(number)
            if twice := seen.among(found.numbers.get("ids")):
                found = read(piece, shared, twice)
            self._write(stage, number, found, last, resolve)
            seen.add(found.numbers.get("ids"))
            last += found.lines
            if self.progress:
                self.progress(stage, last)
        return int(last)

    def _write(
        self, stage: str, number: int, found: Found, last: int, resolve: _Resolve | None
    ) -> None:
        base, run = self.writer.base, Run()
        base.execute("BEGIN")
        insert(base, "thing", found.things)
        insert(base, "film", found.films)
        resolved = [resolve(row, run) for _, row in found.maybe] if resolve else []
        insert(base, "thing", [(at >> THINGS, line) for at, _, line in resolved])
        found.counts.update(type_ for _, type_, _ in resolved)
        run.save(self.writer.folder / f"{stage}-{number:05d}-core.names")
        for name, numbers in found.numbers.items():
            np.save(self.writer.folder / f"{stage}-{number:05d}.{name}.npy", numbers)
        for line, reason in sorted(found.rejects):
            self.writer.rejects.add(self.files[stage], last + line, reason)
        self.writer.keep_rejects()
        read = (stage, number, found.lines, json.dumps(found.counts))
        base.execute("INSERT INTO piece VALUES (?,?,?,?)", read)
        base.execute("COMMIT")

    def _numbers(self, stage: str, name: str) -> NDArray[np.int64]:
        """What the pieces of a file gave under a name."""
        return np.concatenate([np.zeros(0, dtype=np.int64), *self._parts(stage, name)])

    def _parts(self, stage: str, *names: str) -> Iterator[NDArray[np.int64]]:
        """What each piece of a file gave under some names."""
        for name in names:
            yield from map(np.load, sorted(self.writer.folder.glob(f"{stage}-*.{name}.npy")))

    def _film(self, row: list[str], run: Run) -> tuple[int, str, str]:
        number = int(row[0][2:])
        found = rows.title(row, rows.counted(self.shared.votes, number))
        names = (found.label, *found.aliases)
        same = self.known.film([row[0]], names, found.year, found.type)
        if same:
            self.core_films[number] = same.key
            self._same(number, same.key)
        return number, found.type, rows.add(same or found, number, run)

    def _person(self, row: list[str], run: Run, films: dict[int, set[str]]) -> tuple[int, str, str]:
        id_ = int(row[0][2:])
        made = films.get(id_, set())
        same: Entity | None = self.known.person([row[0]], row[1], year_of(row[2]), made)
        if same:
            self._same(PEOPLE + id_, same.key)
            return PEOPLE + id_, "person", rows.add(same, PEOPLE + id_, run)
        line = rows.person(row, id_, normalise(row[1]), self.shared, run)
        return PEOPLE + id_, "person", line

    def _same(self, number: int, key: str) -> None:
        self.writer.base.execute("INSERT OR REPLACE INTO same VALUES (?,?)", (number, key))


class _Seen:
    """Which numbers earlier pieces gave."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self._marks = _marked(numbers)

    def among(self, numbers: NDArray[np.int64] | None) -> frozenset[int]:
        """Those that were given before."""
        if numbers is None:
            return frozenset()
        return frozenset(numbers[_in(self._marks, numbers)].tolist())

    def add(self, numbers: NDArray[np.int64] | None) -> None:
        """Note more of them."""
        if numbers is not None and len(numbers):
            short = int(numbers.max()) + 1 - len(self._marks)
            if short > 0:
                more = np.zeros(short + len(self._marks) // 2, dtype=np.uint8)
                self._marks = np.concatenate([self._marks, more])
            self._marks[numbers] = 1


def _noted(found: Iterator[Piece], start: int, waiting: dict[int, Piece]) -> Iterator[Piece]:
    """Pieces from a number on, which are kept until they were taken."""
    for piece in found:
        if piece.number >= start:
            waiting[piece.number] = piece
            yield piece


def _marked(numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
    """1 at each of the numbers."""
    marks = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.uint8)
    marks[numbers] = 1
    return marks


def _in(marks: NDArray[np.uint8], numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    found = np.zeros(len(numbers), dtype=bool)
    near = numbers < len(marks)
    found[near] = marks[numbers[near]] == 1
    return found
