"""The wide tier: films known by year, cast and director alone, far more than anybody curates.

They are tables of their own (``wide/films-*.tsv``, ``wide/people-*.tsv``) and less prominent than
anything curated: linking takes them where a text gives more than their name.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.records import Credit, Entity, Performance
from graphbuild.knowledge.tables import Row, Tables, read_rows, year_of

__all__ = ["read_wide"]

_FILM, _PERSON, _MORE, _MOST = 0.25, 0.15, 0.03, 0.15
"""Prominence of a film and a person of whom little is known, and what grows with their number of
people and films: it stays below that of anything curated."""


def read_wide(folder: Path, tables: Tables) -> None:
    """Add the wide tables of a folder; what the curated ones hold already is left to them.

    Raises:
        KnowledgeError: a table is not as it must be.
    """
    made: Counter[str] = Counter()
    for path in sorted(folder.glob("films-*.tsv")):
        for row, where in read_rows(path):
            if row["key"] not in tables.entities:
                made.update(_film(row, where, tables))
    for path in sorted(folder.glob("people-*.tsv")):
        for row, where in read_rows(path):
            if row["key"] not in tables.entities:
                _person(row, where, made[row["key"]], tables)


def _film(row: Row, where: str, tables: Tables) -> list[str]:
    """Add a film with its cast and directors; returns the keys of these."""
    key, directors, cast = row["key"], _list(row["directors"]), _list(row["cast"])
    people = [*directors, *cast]
    film = Entity(
        key,
        "film",
        row["title"],
        year_of(row, "year", where),
        prior=_prominence(_FILM, len(people)),
        imdb=row["imdb"] or None,
        genres=tuple(_list(row["genres"])),
        source=row["source"],
    )
    _add(film, where, tables)
    tables.credits += [Credit(key, "director", person) for person in directors]
    tables.performances += [Performance(key, p, None, n) for n, p in enumerate(cast, 1)]
    tables.references += [(person, "cast or directors", where) for person in people]
    return people


def _person(row: Row, where: str, films: int, tables: Tables) -> None:
    _add(
        Entity(
            row["key"],
            "person",
            row["name"],
            aliases=tuple(_list(row["aliases"])),
            prior=_prominence(_PERSON, films),
            source=row["source"],
        ),
        where,
        tables,
    )


def _add(entity: Entity, where: str, tables: Tables) -> None:
    if not entity.label or not entity.key.startswith(f"{entity.type}/"):
        raise KnowledgeError("has no key or no name", where=where, fix="write type/slug and a name")
    tables.add(entity, where)
    tables.wide.add(entity.key)


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _prominence(least: float, known: int) -> float:
    return round(least + min(_MORE * math.log2(1 + known), _MOST), 3)
