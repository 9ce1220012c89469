"""Writing tables: the user's own layer, in the format of the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graphbuild.knowledge.records import Entity
from graphbuild.knowledge.tables import CREDIT_ROLES, Tables
from graphbuild.writing import write_text

__all__ = ["append_tables"]

_HEADERS = {
    "films": (
        *("key", "type", "title", "year", "aliases", *CREDIT_ROLES),
        *("countries", "genres", "imdb", "wikidata", "source"),
    ),
    "people": ("key", "name", "aliases", "nicknames", "pronoun", "birth_year", "roles", "source"),
    "characters": ("key", "name", "aliases", "nicknames", "pronoun", "source"),
    "organizations": ("key", "name", "aliases", "source"),
    "works": ("key", "title", "aliases", "source"),
    "series": ("key", "name", "aliases", "source"),
    "performances": ("film", "performer", "character", "billing", "source"),
}
_FILES = {
    "film": "films",
    "person": "people",
    "character": "characters",
    "organization": "organizations",
    "work": "works",
    "series": "series",
}


def append_tables(tables: Tables, folder: Path) -> list[Path]:
    """Add new records to the tables of a folder; returns the files that were written.

    Only records that ``tables.where`` places are new; the others stand in a layer below.

    Raises:
        OutputError: the folder cannot be written.
    """
    lines: dict[str, list[list[str]]] = {}
    for key in sorted(tables.where):
        entity = tables.entities[key]
        name = "films" if key in _with_credits(tables) else _FILES[entity.type]
        lines.setdefault(name, []).append(_entity_cells(entity, name, tables))
    for p in tables.performances:
        cells = [p.film, p.performer, p.character or "", str(p.billing), "editorial"]
        lines.setdefault("performances", []).append(cells)
    return [_append(folder / f"{name}.tsv", name, rows) for name, rows in sorted(lines.items())]


def _with_credits(tables: Tables) -> set[str]:
    return {c.film for c in tables.credits} | {p.film for p in tables.performances}


def _entity_cells(entity: Entity, file: str, tables: Tables) -> list[str]:
    credited = {
        column: [c.agent for c in tables.credits if c.film == entity.key and c.role == role]
        for column, role in CREDIT_ROLES.items()
    }
    values: dict[str, str] = {
        "key": entity.key,
        "type": entity.type,
        "title": entity.label,
        "name": entity.label,
        "year": str(entity.year or ""),
        "birth_year": str(entity.year or ""),
        "pronoun": entity.pronoun or "",
        "imdb": entity.imdb or "",
        "wikidata": entity.wikidata or "",
        "source": entity.source,
        "aliases": "|".join(entity.aliases),
        "nicknames": "|".join(entity.nicknames),
        "countries": "|".join(entity.countries),
        "genres": "|".join(entity.genres),
        "roles": "|".join(entity.roles),
    }
    values |= {column: "|".join(agents) for column, agents in credited.items()}
    return [_clean(values[column]) for column in _HEADERS[file]]


def _clean(value: str) -> str:
    return " ".join(value.split())


def _append(path: Path, name: str, rows: Iterable[list[str]]) -> Path:
    if path.exists():
        text = path.read_text(encoding="utf-8")
        header = text.split("\n", 1)[0].split("\t")
    else:
        header, text = list(_HEADERS[name]), "\t".join(_HEADERS[name]) + "\n"
    at = {column: i for i, column in enumerate(_HEADERS[name])}
    if text and not text.endswith("\n"):
        text += "\n"
    for row in rows:
        text += "\t".join(row[at[c]] if c in at else "" for c in header) + "\n"
    write_text(path, text)
    return path
