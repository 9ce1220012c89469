"""The curated tables: tab-separated files, one record a line, checked as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.records import Credit, Entity, Performance
from graphbuild.model import EntityType

__all__ = ["CREDIT_ROLES", "Row", "Tables", "read_rows", "read_tables", "year_of"]

Row = dict[str, str]

CREDIT_ROLES = {
    "directors": "director",
    "screenwriters": "screenwriter",
    "composers": "musicBy",
    "cinematographers": "cinematographer",
    "producers": "producer",
    "companies": "productionCompany",
    "based_on": "basedOn",
    "series": "isPartOf",
}
"""Columns of ``films.tsv`` that name agents, and the property each stands for."""

_FILES: dict[str, EntityType] = {
    "films": "film",
    "people": "person",
    "characters": "character",
    "organizations": "organization",
    "places": "place",
    "works": "work",
    "awards": "award",
    "events": "event",
    "series": "series",
}


@dataclass(slots=True)
class Tables:
    """All records of a folder. ``where`` tells for each key the file and line it stands at;
    ``wide`` are the keys of the wide tier."""

    entities: dict[str, Entity] = field(default_factory=dict)
    performances: list[Performance] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    references: list[tuple[str, str, str]] = field(default_factory=list)
    wide: set[str] = field(default_factory=set)

    def add(self, entity: Entity, where: str) -> None:
        """Add a record.

        Raises:
            KnowledgeError: its key is there already.
        """
        if entity.key in self.entities:
            raise KnowledgeError(
                f"the key {entity.key} stands at {self.where[entity.key]} already",
                where=where,
                fix="give one of the records another key",
            )
        self.entities[entity.key] = entity
        self.where[entity.key] = where


def read_tables(folder: Path, below: Callable[[str], Entity | None] | None = None) -> Tables:
    """Read and check ``*.tsv`` (and ``*.ttl`` with schema.org terms) of a folder, and the wide
    tier in its folder ``wide``.

    ``below`` finds records of the layer that these lie on: what they refer to there is copied.

    Raises:
        KnowledgeError: a table, line or Turtle file is not as it must be.
    """
    tables = Tables()
    for name, type_ in _FILES.items():
        for row, where in read_rows(folder / f"{name}.tsv"):
            tables.add(_entity(row, type_, where), where)
            if name == "films":
                _credits(row, where, tables)
            elif name == "places":
                tables.places[row["key"]] = row.get("kind", "")
    for row, where in read_rows(folder / "performances.tsv"):
        _performance(row, where, tables)
    if (folder / "wide").is_dir():
        from graphbuild.knowledge._wide import read_wide

        read_wide(folder / "wide", tables)
    if any(folder.glob("*.ttl")):
        from graphbuild.knowledge._turtle import read_turtle

        for path in sorted(folder.glob("*.ttl")):
            read_turtle(path, tables)
    for key, column, where in tables.references:
        if key not in tables.entities and below and (found := below(key)):
            tables.add(found, "the layer below")
        if key not in tables.entities:
            raise KnowledgeError(
                f"{column} names {key}, which no table holds", where=where, fix="add its record"
            )
    return tables


def read_rows(path: Path) -> Iterator[tuple[Row, str]]:
    """The lines of a table, each with its file and number; none where there is no file.

    Raises:
        KnowledgeError: the file is not UTF-8, or header or line are not as they must be.
    """
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise KnowledgeError("is not UTF-8", where=str(path), fix="save it as UTF-8") from error
    header = lines[0].rstrip("\r").split("\t")
    if "key" not in header and "film" not in header:
        raise KnowledgeError(
            "has no header line", where=f"{path}:1", fix="see docs/knowledge-base.md"
        )
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        cells = line.split("\t")
        where = f"{path}:{number}"
        if len(cells) != len(header):
            raise KnowledgeError(
                f"has {len(cells)} fields where the header has {len(header)}",
                where=where,
                fix="separate fields by one tab",
            )
        yield dict(zip(header, map(str.strip, cells), strict=True)), where


def _list(row: Row, column: str) -> tuple[str, ...]:
    return tuple(v.strip() for v in row.get(column, "").split("|") if v.strip())


def year_of(row: Row, column: str, where: str) -> int | None:
    """The year in a cell, None for an empty one.

    Raises:
        KnowledgeError: something else stands there.
    """
    value = row.get(column, "")
    if not value:
        return None
    if not value.isdigit() or not 1000 <= int(value) <= 2100:
        raise KnowledgeError(f"{column} is {value!r}, not a year", where=where, fix="write 1999")
    return int(value)


def _entity(row: Row, type_: EntityType, where: str) -> Entity:
    key, label = row.get("key", ""), row.get("title") or row.get("name") or ""
    if not key or not label or "/" not in key or key != key.strip("/"):
        raise KnowledgeError("has no key or no name", where=where, fix="write type/slug and a name")
    original = _list(row, "original_title")
    names = tuple(dict.fromkeys(n for n in (*original, *_list(row, "aliases")) if n != label))
    found: EntityType = "series" if row.get("type") == "series" else type_
    return Entity(
        key,
        found,
        label,
        year_of(row, "birth_year" if type_ == "person" else "year", where),
        row.get("pronoun") or None,
        names,
        _list(row, "nicknames"),
        0.0,
        row.get("imdb") or None,
        row.get("wikidata") or None,
        _list(row, "countries") or _list(row, "country"),
        _list(row, "genres"),
        _list(row, "roles"),
        row.get("source", ""),
    )


def _credits(row: Row, where: str, tables: Tables) -> None:
    for column, role in CREDIT_ROLES.items():
        for agent in _list(row, column):
            tables.credits.append(Credit(row["key"], role, agent))
            tables.references.append((agent, column, where))


def _performance(row: Row, where: str, tables: Tables) -> None:
    billing = row.get("billing", "") or "99"
    if not billing.isdigit():
        raise KnowledgeError(f"billing is {billing!r}", where=where, fix="write a number")
    named = [c for c in ("film", "performer", "character") if row.get(c) or c != "character"]
    tables.references += [(row.get(c, ""), c, where) for c in named]
    tables.performances.append(
        Performance(row["film"], row["performer"], row.get("character") or None, int(billing))
    )
