"""Import of films from a CSV table or a Turtle file with schema.org terms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge._turtle import read_turtle
from graphbuild.knowledge.additions import Additions, read_csv_films
from graphbuild.knowledge.base import KnowledgeBase
from graphbuild.knowledge.compiling import write_tables
from graphbuild.knowledge.importing.known import Known
from graphbuild.knowledge.importing.writer import Imported, Progress, Rejects, fingerprint
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.tables import Tables

__all__ = ["import_csv", "import_turtle"]


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
    known = Known(over)
    rejected: list[tuple[int, str]] = []
    count = 0
    for count, (row, line) in enumerate(read_csv_films(path), 1):
        try:
            additions.add(row, f"{path}:{line}", _same(row, known))
        except KnowledgeError as error:
            rejected.append((line, str(error.what)))
        additions.end_film()
        if progress and count % 1000 == 0:
            progress("films", count)
    rejects = Rejects(target, resumed=False)
    for line, reason in rejected:
        rejects.add(path, line, reason)
    return _publish(additions.tables, path, target, over, rejects, count)


def _same(row: Mapping[str, str], known: Known) -> str | None:
    """The key of the film of the core that a row describes, None when there is none."""
    names = [row.get("title", ""), *row.get("original_title", "").split("|")]
    year, type_ = row.get("year", ""), "series" if row.get("type") == "series" else "film"
    identifiers = [row.get("imdb", ""), row.get("wikidata", "")]
    film = known.film(
        identifiers, filter(None, names), int(year) if year.isdigit() else None, type_
    )
    return film.key if film else None


def import_turtle(
    path: Path, target: Path, *, over: Layer | None = None, progress: Progress | None = None
) -> Imported:
    """Films, people and credits of a Turtle file with schema.org terms.

    Raises:
        KnowledgeError: the file is not Turtle, or something in it has no name.
        OutputError: the target cannot be written.
    """
    tables = Tables()
    read_turtle(path, tables)
    if progress:
        progress("things", len(tables.entities))
    rejects = Rejects(target, resumed=False)
    return _publish(tables, path, target, over, rejects, len(tables.entities))


def _publish(
    tables: Tables, path: Path, target: Path, over: Layer | None, rejects: Rejects, rows: int
) -> Imported:
    version = fingerprint([path], path.suffix, over.version if over else "")
    write_tables(tables, target, version)
    layer = Layer(target)
    counts = layer.counts()
    layer.close()
    return Imported(target, rows, rejects.count, rejects.close(), counts)
