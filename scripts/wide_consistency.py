"""Checks of the wide tables: types, years, references, duplicates, and that nothing is curated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge_consistency import Problem, vocabulary
from knowledge_references import fold, fold_title
from knowledge_tables import Row, Tables, read_tables, split
from wide_tables import read_wide

__all__ = ["wide_consistency"]

_LARGEST = 2_000_000
_FIRST, _LAST = 1888, 2026
_SOURCES = {"wikipedia-films", "oscars|wikipedia-films"}
_PREFIX = {"films": "film/", "people": "person/"}


def wide_consistency(folder: Path) -> list[Problem]:
    """Every inconsistency inside the wide tables of ``folder``, and with the curated ones."""
    curated, wide = read_tables(folder), read_wide(folder)
    problems: list[Problem] = []
    for name, rows in wide.items():
        for row in rows:
            where = f"wide/{name} {row['key']}"
            problems += [(where, what) for what in _row_problems(name, row)]
    problems += _references(curated, wide)
    problems += _duplicates(curated, wide)
    large = (p for p in (folder / "wide").glob("*.tsv") if p.stat().st_size > _LARGEST)
    return problems + [(p.name, f"is larger than {_LARGEST:,} bytes") for p in large]


def _row_problems(name: str, row: Row) -> Iterator[str]:
    if not row["key"].startswith(_PREFIX[name]):
        yield "malformed key"
    if not (row.get("title") or row.get("name")):
        yield "no name"
    if row["source"] not in _SOURCES:
        yield f"unknown source {row['source']!r}"
    if name == "films":
        yield from _film_problems(row)


def _film_problems(row: Row) -> Iterator[str]:
    if not row["year"].isdigit() or not _FIRST <= int(row["year"]) <= _LAST:
        yield f"year {row['year']!r} is not one from {_FIRST} to {_LAST}"
    if not (row["directors"] or row["cast"]):
        yield "nobody is known of it"
    for column in ("directors", "cast"):
        people = split(row[column])
        if len(people) > len(set(people)):
            yield f"{column} has somebody twice"
    for genre in set(split(row["genres"])) - vocabulary()[0]:
        yield f"genre {genre!r} is not in the genre scheme"


def _references(curated: Tables, wide: Tables) -> Iterator[Problem]:
    """Keys that nobody has, and people without a film."""
    known = {row["key"] for tables in (curated, wide) for row in tables["people"]}
    named: set[str] = set()
    for row in wide["films"]:
        people = {*split(row["directors"]), *split(row["cast"])}
        named |= people
        for key in sorted(people - known):
            yield f"wide/films {row['key']}", f"names {key}, which no table holds"
    for row in wide["people"]:
        if row["key"] not in named:
            yield f"wide/people {row['key']}", "has no film"


def _duplicates(curated: Tables, wide: Tables) -> Iterator[Problem]:
    """Keys that stand twice, and films that are one by title, year and somebody in both."""
    for name in ("films", "people"):
        keys = Counter(row["key"] for tables in (curated, wide) for row in tables[name])
        for key in (k for k, count in keys.items() if count > 1):
            yield f"wide/{name} {key}", "stands twice, here or among the curated"
    imdb = Counter(r["imdb"] for t in (curated, wide) for r in t["films"] if r["imdb"])
    for key in (k for k, count in imdb.items() if count > 1):
        yield "wide/films", f"{key} stands twice: one film under two titles?"
    names = {row["key"]: fold(row["name"]) for t in (curated, wide) for row in t["people"]}
    made: set[tuple[str, str, str]] = set()
    for row in wide["films"]:
        people = {names.get(k, k) for k in (*split(row["directors"]), *split(row["cast"]))}
        mine = {(fold_title(row["title"]), row["year"], name) for name in people}
        if mine & made:
            yield f"wide/films {row['key']}", "is there already, with somebody of its people"
        made |= mine
