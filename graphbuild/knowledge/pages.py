"""The compiled file: pages of lines in SQLite, each found by a number or by the hash of a name.

A page holds some two thousand characters, so that a look-up is one row and a short search in it,
and a million names are sixty thousand rows: what takes the time of a plain table, a row and an
index entry for each fact, falls away. ``docs/knowledge-base.md`` describes the tables and lines.
"""

from __future__ import annotations

import json
import re
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphbuild.knowledge.records import AliasKind
from graphbuild.knowledge.shortening import (
    PEOPLE,
    rank_of,
    short_agent,
    short_key,
    short_kind,
    short_label,
)

__all__ = [
    "MADE",
    "MOST",
    "PART_PRIOR",
    "SCHEMA",
    "SCHEMA_VERSION",
    "THINGS",
    "Thing",
    "credit_line",
    "films_of",
    "insert",
    "name_lines",
    "number_in",
    "performance_line",
    "thing_line",
    "write_films",
    "write_keys",
    "write_made",
    "write_meta",
    "write_things",
]

SCHEMA_VERSION = 12
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE thing (page INTEGER PRIMARY KEY, lines TEXT);
CREATE TABLE film (number INTEGER PRIMARY KEY, lines TEXT);
CREATE TABLE made (page INTEGER PRIMARY KEY, pairs BLOB);
CREATE TABLE name (page INTEGER PRIMARY KEY, codes BLOB, lines TEXT);
CREATE TABLE held (number INTEGER PRIMARY KEY, marks BLOB);
CREATE TABLE key (key TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
"""
THINGS, MADE = 4, 6
"""Bits of a number that tell things, and those who made films, of one page apart."""
_PLACE = (1 << MADE) - 1
_FILM = 56  # bits of a film's number
PART_PRIOR = 0.1
"""Prominence of a character that only the cast of one film names."""
MOST = 50
"""Homonyms of one name that are kept: the cost of a look-up must not grow with its frequency."""

_NUMBERED = re.compile(r"-(tt|nm|q)(\d{1,9})(?:-\d+)*$", re.ASCII)
_TABLES = {"thing": "page", "film": "number", "made": "page"}


class Thing(NamedTuple):
    """What stands in a line of ``thing``."""

    number: int
    key: str
    type: str
    label: str
    year: int | None
    pronoun: str | None
    prior: float
    more: str | None


def number_in(key: str) -> int:
    """The number that a key ends with (of a part, its film's), 0 when it has none."""
    found = _NUMBERED.search(key)
    return int(found[2]) + PEOPLE * (found[1] == "nm") if found else 0


def _plain(text: str) -> str:
    return text if text.isprintable() else " ".join(text.split())


def thing_line(thing: Thing) -> str:
    """The line of a thing."""
    number, key, type_, label, year, pronoun, prior, more = thing
    label = _plain(label)
    key, type_ = short_key(number, key, type_, label, year)
    return (
        f"\n{number}\t{key}\t{type_}\t{label}\t{year or ''}\t{pronoun or ''}\t{prior}\t{more or ''}"
    )


def name_lines(thing: Thing, names: Mapping[str, AliasKind]) -> Iterator[tuple[str, int, int, str]]:
    """The normalised names of a thing, each with its rank, the number and what its line says."""
    number, key, type_, label, year, _, prior, _ = thing
    first, last = rank_of("label", prior), rank_of("variant", prior)
    label = _plain(label)
    about = "\t".join(short_key(number, key, type_, label, year))
    for form, kind in names.items():
        rank = last if kind == "variant" else first
        said = f"{about}\t{short_label(form, label)}\t{year or ''}"
        yield form, rank, number, f"{short_kind(kind)}\t{said}"


def performance_line(billing: int, performer: int, character: int | None) -> str:
    """The line of a performance whose character is a thing of its own, or unknown."""
    return f"\np\t{billing}\t{short_agent(performer)}\t{character or ''}"


def credit_line(role: str, agent: int) -> str:
    """The line of a credit."""
    return f"\nc\t{role}\t{short_agent(agent)}"


def insert(base: sqlite3.Connection, table: str, rows: Iterable[tuple[int, Any]]) -> None:
    """Insert pages; the lines of one that is there already are added to it."""
    column = "pairs" if table == "made" else "lines"
    base.executemany(
        f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT ({_TABLES[table]}) "
        f"DO UPDATE SET {column} = {column} || excluded.{column}",
        rows,
    )


def write_things(base: sqlite3.Connection, things: Iterable[Thing]) -> None:
    """Write things; those of a page may come in parts."""
    pages = groupby(((t.number >> THINGS, thing_line(t)) for t in things), itemgetter(0))
    insert(base, "thing", ((page, "".join(line for _, line in of)) for page, of in pages))


def write_films(base: sqlite3.Connection, lines: Iterable[tuple[int, str]]) -> None:
    """Write casts and credits by the number of their film."""
    films = groupby(lines, itemgetter(0))
    insert(base, "film", ((film, "".join(line for _, line in of)) for film, of in films))


def write_keys(base: sqlite3.Connection, keys: Iterable[tuple[str, int]]) -> None:
    """Write the keys that do not tell their number themselves."""
    held = sorted((key, number) for key, number in keys if number_in(key) != number)
    base.executemany("INSERT INTO key VALUES (?, ?)", held)


def write_made(
    base: sqlite3.Connection, agents: NDArray[np.int64], films: NDArray[np.int64]
) -> None:
    """Write which films each of the agents is found in; given in order, each pair once."""
    pages = agents >> MADE
    packed = ((agents & _PLACE) << _FILM | films).astype("<i8")
    starts = np.flatnonzero(np.diff(pages, prepend=-1))
    edges = pairwise([*starts.tolist(), len(pages)])
    rows = zip(pages[starts].tolist(), edges, strict=True)
    insert(base, "made", ((page, packed[a:b].tobytes()) for page, (a, b) in rows))


def films_of(pairs: bytes, agent: int) -> list[int]:
    """The films of an agent among the pairs of its page."""
    first = (agent & _PLACE) << _FILM
    last = first | ((1 << _FILM) - 1)
    values = struct.unpack(f"<{len(pairs) // 8}q", pairs)
    return [value - first for value in values if first <= value <= last]


def write_meta(
    base: sqlite3.Connection, facts: Mapping[str, str], counts: Mapping[str, int]
) -> None:
    """Write what the file says of itself."""
    held = {k: n for k, n in sorted(counts.items()) if n}
    values = {**facts, "schema": str(SCHEMA_VERSION), "counts": json.dumps(held)}
    base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(values.items()))
    base.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
