"""Writing a knowledge file as rows stream in: resumable, and never half-built under its name.

What is read goes into the folder ``.NAME.importing`` beside the target, with a staging file for
what is not published; each batch is committed with the line it reached. An import of the same
files that was broken off goes on from there. The finished file is renamed.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from graphbuild.errors import KnowledgeError, OutputError
from graphbuild.knowledge.compiling import without_collection
from graphbuild.knowledge.pages import SCHEMA, SCHEMA_VERSION, write_meta
from graphbuild.writing import write_aside

__all__ = ["Imported", "KnowledgeWriter", "Progress", "Rejects", "fingerprint", "write_rejects"]

T = TypeVar("T")
Progress = Callable[[str, int], None]
"""Called with the name of a stage and the rows it has read."""

_BATCH = 50_000
_TOGETHER = 50  # rows in one statement: half the time of one each
_ENDS = 1 << 16
_STAGING = """
CREATE TABLE staging.done (stage TEXT PRIMARY KEY, line INTEGER);
CREATE TABLE staging.reject (file TEXT, line INTEGER, reason TEXT, UNIQUE (file, line));
CREATE TABLE staging.inputs (fingerprint TEXT);
"""


@dataclass(slots=True)
class Imported:
    """What an import did: rows read and rejected, the file, and the list of rejected rows."""

    target: Path
    rows: int = 0
    rejected: int = 0
    rejects: Path | None = None
    counts: dict[str, int] = field(default_factory=dict)


def fingerprint(paths: Sequence[Path], *more: str) -> str:
    """Identity of input files: names, sizes, first and last 64 KiB of each."""
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION} {' '.join(more)}".encode())
    for path in paths:
        size = path.stat().st_size
        with path.open("rb") as file:
            digest.update(f"{path.name} {size}".encode() + file.read(_ENDS))
            file.seek(max(0, size - _ENDS))
            digest.update(file.read(_ENDS))
    return digest.hexdigest()[:16]


class Rejects:
    """The rows that were left out, each with file, line and reason."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int, str]] = []

    def add(self, path: Path, line: int, reason: str) -> None:
        """Note a row."""
        self.rows.append((path.name, line, reason))


def write_rejects(target: Path, rows: Iterable[tuple[str, int, str]]) -> tuple[int, Path | None]:
    """Write ``TARGET.rejected.tsv``; returns how many there are, and None for no file when none.

    Raises:
        OutputError: it cannot be written.
    """
    path, count = target.with_name(target.name + ".rejected.tsv"), 0
    with write_aside(path) as file:
        for row in rows:
            file.write(("\t".join(map(str, row)) + "\n").encode("utf-8", "replace"))
            count += 1
    if count:
        return count, path
    path.unlink()
    return 0, None


class KnowledgeWriter:
    """A knowledge file in the making.

    ``tables`` makes what else the importer keeps in the staging file; its other files go into
    ``folder``.

    Raises:
        OutputError: the target cannot be written.
    """

    def __init__(self, target: Path, inputs: str, tables: str) -> None:
        self.target, self.inputs, self.tables = target, inputs, tables
        self.folder = target.with_name(f".{target.name}.importing")
        self.work, self.staging = self.folder / "pages.sqlite", self.folder / "staging.sqlite"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._open()
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"cannot be written: {error}", where=str(target), fix="choose another place"
            ) from error
        self.rejects = Rejects()

    def _open(self) -> None:
        if self.work.exists() and self.staging.exists():
            self._connect()
            try:
                if self.base.execute("SELECT * FROM staging.inputs").fetchone() == (self.inputs,):
                    return
            except sqlite3.Error:
                pass
            self.base.close()
        self._discard()
        self.folder.mkdir()
        self._connect()
        self.base.executescript(SCHEMA + _STAGING + self.tables)
        self.base.execute("INSERT INTO staging.inputs VALUES (?)", (self.inputs,))

    def _connect(self) -> None:
        self.base = sqlite3.connect(self.work, isolation_level=None)
        self.base.execute("ATTACH ? AS staging", (str(self.staging),))
        self.base.executescript(
            "PRAGMA synchronous=OFF; PRAGMA cache_size=-100000; PRAGMA temp_store=FILE;"
        )

    def _discard(self) -> None:
        shutil.rmtree(self.folder)

    def line(self, stage: str) -> int:
        """The last line of a stage that was committed, 0 before the first."""
        found = self.base.execute("SELECT line FROM staging.done WHERE stage = ?", (stage,))
        row = found.fetchone()
        return int(row[0]) if row else 0

    def run(
        self,
        stage: str,
        rows: Iterable[tuple[int, T]],
        write: Callable[[list[T]], None],
        progress: Progress | None,
        together: int | None = None,
    ) -> int:
        """Write numbered rows in batches, each committed with its last line; returns that line.

        ``together`` is the size of a batch.
        """
        last = self.line(stage)
        with without_collection():
            for batch in _batches(rows, together or _BATCH):
                last = batch[-1][0]
                self.base.execute("BEGIN")
                write([row for _, row in batch])
                self.keep_rejects()
                self.base.execute("INSERT OR REPLACE INTO staging.done VALUES (?,?)", (stage, last))
                self.base.execute("COMMIT")
                if progress:
                    progress(stage, last)
        self.keep_rejects()
        return last

    def keep_rejects(self) -> None:
        """Those after the last row of a stage are met again when it is resumed: once is enough."""
        self.insert("staging.reject", self.rejects.rows)
        self.rejects.rows.clear()

    def once(self, stage: str, *statements: str) -> None:
        """Execute statements of a stage together, unless an earlier run has."""
        if self.line(stage):
            return
        self.base.execute("BEGIN")
        for statement in statements:
            self.base.execute(statement)
        self.base.execute("INSERT OR REPLACE INTO staging.done VALUES (?, 1)", (stage,))
        self.base.execute("COMMIT")

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows into a table; a row whose key is there already is left out."""
        if not rows:
            return
        row = f"({','.join('?' * len(rows[0]))})"
        query = f"INSERT OR IGNORE INTO {table} VALUES "
        together, rest = query + ",".join([row] * _TOGETHER), len(rows) % _TOGETHER
        for at in range(0, len(rows) - rest, _TOGETHER):
            values = list(chain.from_iterable(rows[at : at + _TOGETHER]))
            self.base.execute(together, values)
        self.base.executemany(query + row, rows[len(rows) - rest :])

    def finish(
        self,
        meta: dict[str, str],
        fill: Callable[[sqlite3.Connection], dict[str, int]],
        rows: int,
        progress: Progress | None,
    ) -> Imported:
        """Publish the file, made of so many rows; broken off, all of it is done again.

        ``fill`` writes what is left to write and returns how many records there are of each kind.

        Raises:
            KnowledgeError: there is none.
        """
        if progress:
            progress("indexing", rows)
        self.base.execute("BEGIN")
        with without_collection():
            counts = fill(self.base)
        if not any(counts.values()):
            self._nothing()
        write_meta(self.base, meta | {"version": self.inputs}, counts)
        self.base.execute("COMMIT")
        listed = self.base.execute("SELECT file, line, reason FROM staging.reject ORDER BY rowid")
        rejected, rejects = write_rejects(self.target, listed)
        self.base.close()
        self.work.replace(self.target)
        self._discard()
        return Imported(self.target, rows, rejected, rejects, counts)

    def _nothing(self) -> None:
        """Leave nothing behind, and say so.

        Raises:
            KnowledgeError: always.
        """
        row = self.base.execute("SELECT file, line, reason FROM staging.reject ORDER BY rowid")
        file, line, reason = row.fetchone() or ("the files", 1, "there is no row")
        self.base.close()
        self._discard()
        raise KnowledgeError(
            f"holds no film, person or character: {reason}",
            where=f"{file}:{line}",
            fix="check that it is the right file",
        )

    def abandon(self) -> None:
        """Close without publishing; the next import of the same files goes on from here."""
        self.base.close()


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
