"""Checks of the knowledge tables that need no reference: types, years, references, duplicates."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from knowledge_references import fold
from knowledge_tables import Row, Tables, read_tables, split

from graphbuild.ontology import Ontology

__all__ = ["Problem", "consistency"]

Problem = tuple[str, str]
"""Where (``films.tsv:12``) and what."""

_KEY = re.compile(r"[a-z]+/[^\s|/]+")
_PRONOUNS = {"", "he", "she", "they"}
_SOURCES = {"oscars", "wikipedia-films", "editorial"}
_PREFIX = {"films": ("film", "series"), "people": ("person",), "characters": ("character",)}
_PREFIX |= {"organizations": ("organization",), "places": ("place",), "works": ("work",)}
_PREFIX |= {"awards": ("award",), "events": ("event",), "series": ("series",)}
_POINTS = {
    "directors": "people", "screenwriters": "people", "composers": "people",
    "cinematographers": "people", "producers": "people", "companies": "organizations",
    "based_on": "works", "series": "series", "creator": "people", "organization": "organizations",
}  # fmt: skip
_COUNTRIES_GONE = {"SU", "YU", "CS", "DD"}


def consistency(folder: Path) -> list[Problem]:
    """Every inconsistency inside the tables of ``folder``."""
    tables = read_tables(folder)
    problems: list[Problem] = []
    for name, rows in tables.items():
        for line, row in enumerate(rows, 2):
            where = f"{name}.tsv:{line}"
            problems += [(where, what) for what in _row_problems(name, row, tables)]
    problems += _duplicates(tables)
    problems += _performances(tables)
    return problems


def _row_problems(name: str, row: Row, tables: Tables) -> Iterator[str]:
    if not set(row["source"].split("|")) <= _SOURCES:
        yield f"unknown source {row['source']!r}"
    if "key" not in row:
        return
    if not _KEY.fullmatch(row["key"]) or row["key"].partition("/")[0] not in _PREFIX[name]:
        yield f"malformed key {row['key']!r}"
    if not (row.get("name") or row.get("title")):
        yield "no name"
    if any(sign in row.get("name", "") for sign in "@~="):
        yield f"a sign of the notation stands in the name {row['name']!r}"
    if row.get("pronoun", "") not in _PRONOUNS:
        yield f"unknown pronoun {row['pronoun']!r}"
    for column, (low, high) in {"year": (-800, 2026), "birth_year": (1500, 2020)}.items():
        if (year := row.get(column, "")) and not (_is_year(year) and low <= int(year) <= high):
            yield f"{column} {year!r} is not a year from {low} to {high}"
    yield from _dangling(row, tables)
    if name == "films":
        yield from _film_problems(row)


def _is_year(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,4}", text) is not None


def _dangling(row: Row, tables: Tables) -> Iterator[str]:
    for column, table in _POINTS.items():
        for key in split(row.get(column, "")):
            if key not in _keys(tables, table):
                yield f"{column} names {key}, which {table}.tsv lacks"


_CACHE: dict[tuple[int, str], set[str]] = {}


def _keys(tables: Tables, name: str) -> set[str]:
    found = _CACHE.get((id(tables), name))
    if found is None:
        found = _CACHE[id(tables), name] = {row["key"] for row in tables[name]}
    return found


def _film_problems(row: Row) -> Iterator[str]:
    for column in ("year", "countries", "genres"):
        if not row[column]:
            yield f"{row['key']} has no {column}"
    if not row["directors"] and row["type"] == "film":
        yield f"{row['key']} has no directors"
    genres, countries = vocabulary()
    for genre in set(split(row["genres"])) - genres:
        yield f"genre {genre!r} is not in the genre scheme"
    for country in set(split(row["countries"])) - countries - _COUNTRIES_GONE:
        yield f"country {country!r} is not a country code"


def vocabulary() -> tuple[set[str], set[str]]:
    if not _VOCABULARY:
        ontology = Ontology.load()
        genres = {c.iri.rpartition("#")[2] for c in ontology.scheme("genre").values()}
        countries = {c.notation or "" for c in ontology.scheme("country").values()}
        _VOCABULARY.append((genres, countries))
    return _VOCABULARY[0]


_VOCABULARY: list[tuple[set[str], set[str]]] = []


def _duplicates(tables: Tables) -> Iterator[Problem]:
    for name, rows in tables.items():
        if name == "performances":
            continue
        for key, count in Counter(row["key"] for row in rows).items():
            if count > 1:
                yield f"{name}.tsv", f"{key} stands {count} times"
    titled = Counter((fold(row["title"]), row["year"]) for row in tables["films"])
    for (title, year), count in titled.items():
        if count > 1:
            yield "films.tsv", f"{count} films called {title} of {year}"
    for name in ("films", "people"):
        for imdb, count in Counter(row["imdb"] for row in tables[name]).items():
            if imdb and count > 1:
                yield f"{name}.tsv", f"{imdb} stands {count} times: one record under two names?"
    yield from _same_people(tables["people"])


def _same_people(people: list[Row]) -> Iterator[Problem]:
    """Two people of one name must be told apart by year of birth or id."""
    named: dict[str, list[Row]] = defaultdict(list)
    for row in people:
        named[fold(row["name"])].append(row)
    for rows in named.values():
        if len(rows) > 1 and any(not (row["birth_year"] or row["imdb"]) for row in rows):
            yield "people.tsv", f"not told apart: {', '.join(row['key'] for row in rows)}"


def _performances(tables: Tables) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    films, people = _keys(tables, "films"), _keys(tables, "people")
    played_as = _keys(tables, "characters") | people | {""}
    for line, row in enumerate(tables["performances"], 2):
        where, triple = (
            f"performances.tsv:{line}",
            (row["film"], row["performer"], row["character"]),
        )
        if row["film"] not in films or row["performer"] not in people:
            yield where, f"{row['film']} or {row['performer']} is not in the tables"
        if row["character"] not in played_as:
            yield where, f"{row['character']} is not in the tables"
        if triple in seen:
            yield where, "the same performance twice"
        seen.add(triple)
    played = {row["film"] for row in tables["performances"]}
    for line, film in enumerate(tables["films"], 2):
        if film["key"] not in played and not _may_lack_cast(film):
            yield f"films.tsv:{line}", f"{film['key']} has no performance"


def _may_lack_cast(film: Row) -> bool:
    return bool({"documentary", "experimental", "animation"} & set(split(film["genres"])))
