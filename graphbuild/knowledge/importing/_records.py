"""Records that an importer keeps as tables until all are there, and how they become pages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from graphbuild.knowledge.compiling import aliases_of, more_of
from graphbuild.knowledge.naming import Run, Saved, write_names
from graphbuild.knowledge.pages import (
    Thing,
    credit_line,
    name_lines,
    performance_line,
    write_films,
    write_keys,
    write_made,
    write_things,
)
from graphbuild.knowledge.records import Entity

__all__ = ["RECORDS", "insert_entity", "write_records"]

RECORDS = """
CREATE TABLE staging.entity (
  id INTEGER PRIMARY KEY, key TEXT, type TEXT, label TEXT, year INTEGER, pronoun TEXT, prior REAL,
  more TEXT);
CREATE TABLE staging.named (name TEXT, kind TEXT, entity INTEGER);
CREATE TABLE staging.performance (
  film INTEGER, billing INTEGER, performer INTEGER, character INTEGER);
CREATE TABLE staging.credit (film INTEGER, role TEXT, agent INTEGER);
"""
_DANGLING = [
    f"DELETE FROM {table} WHERE {end} NOT IN (SELECT id FROM entity)"
    for table, end in (
        ("performance", "film"),
        ("performance", "performer"),
        ("credit", "film"),
        ("credit", "agent"),
    )
]
_TOGETHER = 200_000  # names of one run
_THINGS = "SELECT id, key, type, label, year, pronoun, prior, more FROM entity ORDER BY id"
_NAMES = """SELECT name, kind, id, key, type, label, year, pronoun, prior, more
FROM named JOIN entity ON id = entity"""
_PARTS = """SELECT film, billing, performer, character FROM performance
ORDER BY film, billing, performer, character"""
_CREDITS = "SELECT film, role, agent FROM credit ORDER BY film, rowid"


def insert_entity(base: sqlite3.Connection, id_: int, e: Entity) -> None:
    """Keep an entity and its names."""
    row = (id_, e.key, e.type, e.label, e.year, e.pronoun, e.prior, more_of(id_, e))
    base.execute("INSERT INTO entity VALUES (?,?,?,?,?,?,?,?)", row)
    names = ((name, kind, id_) for name, kind in aliases_of(e).items())
    base.executemany("INSERT INTO named VALUES (?,?,?)", names)


def write_records(base: sqlite3.Connection, folder: Path) -> dict[str, int]:
    """Make pages of the records; what refers to nothing is left out. Returns the counts.

    ``folder`` takes names as long as they are sorted.
    """
    for statement in _DANGLING:
        base.execute(statement)
    write_things(base, (Thing(*row) for row in base.execute(_THINGS)))
    write_keys(base, base.execute("SELECT key, id FROM entity").fetchall())
    counts = Counter(dict(base.execute("SELECT type, count(*) FROM entity GROUP BY type")))
    counts["alias"] = write_names(base, list(_names(base, folder)))
    for table in ("performance", "credit"):
        (counts[table],) = base.execute(f"SELECT count(*) FROM {table}").fetchone()
    write_films(base, _lines(base))
    ends = "SELECT performer, film FROM performance UNION SELECT agent, film FROM credit UNION "
    ends += "SELECT character, film FROM performance WHERE character IS NOT NULL ORDER BY 1, 2"
    write_made(base, *np.array(base.execute(ends).fetchall(), dtype=np.int64).reshape(-1, 2).T)
    return dict(counts)


def _names(base: sqlite3.Connection, folder: Path) -> Iterator[Saved]:
    rows, number = base.execute(_NAMES), 0
    while held := rows.fetchmany(_TOGETHER):
        run, path, number = Run(), folder / f"names-{number}", number + 1
        for name, kind, *thing in held:
            for line in name_lines(Thing(*thing), {name: kind}):
                run.add(*line)
        run.save(path)
        yield Saved(path)


def _lines(base: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for film, *part in base.execute(_PARTS):
        yield film, performance_line(*part)
    for film, role, agent in base.execute(_CREDITS):
        yield film, credit_line(role, agent)
