"""Import of films from a CSV table or a Turtle file with schema.org terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge._turtle import read_turtle
from graphbuild.knowledge.additions import Additions, read_csv_films
from graphbuild.knowledge.base import KnowledgeBase
from graphbuild.knowledge.compiling import write_tables
from graphbuild.knowledge.importing.known import Known
from graphbuild.knowledge.importing.likely import Described, likely_films
from graphbuild.knowledge.importing.writer import (
    Imported,
    Progress,
    Rejects,
    fingerprint,
    write_rejects,
)
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.tables import CREDIT_ROLES, Tables

__all__ = ["import_csv", "import_turtle"]

_PERFORMER = re.compile(r"\s+as\s.*", re.S)


def import_csv(
    path: Path, target: Path, *, over: Layer | None = None, progress: Progress | None = None
) -> Imported:
    """Films of a table with the columns of :mod:`graphbuild.knowledge.additions`.

    Rows that cannot be used are listed in ``TARGET.rejected.tsv``. A film that ``over`` holds keeps
    its key there, so that layers agree.

    Raises:
        KnowledgeError: the file cannot be read or its header names no title and year.
        OutputError: the target cannot be written.
    """
    additions = Additions(KnowledgeBase(over) if over else None, source="csv")
    rows = list(read_csv_films(path))
    same = _same_films((_described(row) for row, _ in rows), (row for row, _ in rows), over)
    rejects = Rejects()
    for number, (row, line) in enumerate(rows):
        try:
            additions.add(row, f"{path}:{line}", same.get(number))
        except KnowledgeError as error:
            rejects.add(path, line, str(error.what))
        additions.end_film()
        if progress and number % 1000 == 0:
            progress("films", number)
    return _publish(additions.tables, path, target, over, rejects, len(rows))


def _described(row: Mapping[str, str]) -> Described:
    titles = [row.get("title", ""), *row.get("original_title", "").split("|")]
    listed = [row.get(column, "") for column in CREDIT_ROLES]
    names = [name for cell in listed for name in cell.split("|")]
    names += [_PERFORMER.sub("", part) for part in row.get("cast", "").split("|")]
    year = row.get("year", "")
    return Described(_filled(titles), int(year) if year.isdecimal() else None, _filled(names))


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.strip() for t in texts if t.strip()))


def _same_films(
    described: Iterable[Described], rows: Iterable[Mapping[str, str]], over: Layer | None
) -> dict[int, str]:
    """Keys of the core's films by place: of the same identifier or title, then the likely ones."""
    if over is None:
        return {}
    known, same, others = Known(over), {}, {}
    for number, (film, row) in enumerate(zip(described, rows, strict=True)):
        identifiers = [row.get("imdb", ""), row.get("wikidata", "")]
        type_ = "series" if row.get("type") == "series" else "film"
        found = known.film(identifiers, film.titles, film.year, type_)
        if found:
            same[number] = found.key
        else:
            others[number] = film
    likely = likely_films(list(others.values()), over)
    for place, number in enumerate(others):
        if likely.get(place) and likely[place] not in same.values():
            same[number] = likely[place]
    return same


def import_turtle(
    path: Path, target: Path, *, over: Layer | None = None, progress: Progress | None = None
) -> Imported:
    """Films, people and credits of a Turtle file with schema.org terms.

    Films and people that ``over`` holds keep its keys.

    Raises:
        KnowledgeError: the file is not Turtle, or something in it has no name.
        OutputError: the target cannot be written.
    """
    tables = Tables()
    made = read_turtle(path, tables)
    if over is not None:
        tables = _renamed(tables, _same_things(tables, made, over))
    if progress:
        progress("things", len(tables.entities))
    return _publish(tables, path, target, over, Rejects(), len(tables.entities))


def _same_things(tables: Tables, made: set[str], over: Layer) -> dict[str, str]:
    """Other keys for what was named by the importer: the core's, or one that it does not hold."""
    people: dict[str, list[str]] = defaultdict(list)
    films_of: dict[str, list[str]] = defaultdict(list)
    for film, person in [(c.film, c.agent) for c in tables.credits] + [
        (p.film, p.performer) for p in tables.performances
    ]:
        people[film].append(tables.entities[person].label)
        films_of[person].append(film)
    films = [tables.entities[k] for k in made if k.startswith(("film/", "series/"))]
    described = [Described((e.label, *e.aliases), e.year, tuple(people[e.key])) for e in films]
    same = _same_films(described, ({"type": e.type} for e in films), over)
    keys = {films[number].key: key for number, key in same.items()}
    known = Known(over)
    for key in sorted(made - keys.keys()):
        e = tables.entities[key]
        shared = {keys[f] for f in films_of[key] if f in keys}
        found = known.person([], e.label, e.year, shared) if e.type == "person" else None
        keys[key] = found.key if found else _free(key, tables, over)
    return keys


def _free(key: str, tables: Tables, over: Layer) -> str:
    found, number = key, 2
    while over.entity(found) or (found != key and found in tables.entities):
        found, number = f"{key}-{number}", number + 1
    return found


def _renamed(tables: Tables, keys: Mapping[str, str]) -> Tables:
    renamed = Tables(places=tables.places)
    for key, entity in tables.entities.items():
        renamed.add(replace(entity, key=keys.get(key, key)), tables.where[key])
    renamed.performances = [
        p._replace(film=keys.get(p.film, p.film), performer=keys.get(p.performer, p.performer))
        for p in tables.performances
    ]
    renamed.credits = [
        c._replace(film=keys.get(c.film, c.film), agent=keys.get(c.agent, c.agent))
        for c in tables.credits
    ]
    return renamed


def _publish(
    tables: Tables, path: Path, target: Path, over: Layer | None, rejects: Rejects, rows: int
) -> Imported:
    version = fingerprint([path], path.suffix, over.version if over else "")
    write_tables(tables, target, version)
    layer = Layer(target)
    counts = layer.counts()
    layer.close()
    rejected, listed = write_rejects(target, rejects.rows)
    return Imported(target, rows, rejected, listed, counts)
