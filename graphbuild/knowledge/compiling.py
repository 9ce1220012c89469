"""From tables to one read-only SQLite file: the same input gives the same bytes.

Schema (``docs/knowledge-base.md``): ``entity`` by number, ``alias`` by the number of the normalised
name, ``performance`` and ``credit`` by film and by person.
"""

from __future__ import annotations

import gc
import hashlib
import json
import math
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import OutputError
from graphbuild.knowledge.normalising import name_variants, normalise, sound_form, title_variants
from graphbuild.knowledge.numbering import Named, named
from graphbuild.knowledge.records import AliasKind, Entity
from graphbuild.knowledge.tables import Tables, read_tables

if TYPE_CHECKING:
    from graphbuild.knowledge.layer import Layer

__all__ = [
    "INDEXES",
    "SCHEMA",
    "SCHEMA_VERSION",
    "WIDE_COUNTS",
    "aliases_of",
    "aside",
    "compile_tables",
    "content_version",
    "more_of",
    "names_of",
    "without_collection",
    "write_tables",
]

SCHEMA_VERSION = 6
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entity (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL,
  year INTEGER, pronoun TEXT, prior REAL NOT NULL, more TEXT);
CREATE TABLE alias (
  number INTEGER, rank INTEGER, entity INTEGER, kind TEXT, name TEXT,
  key TEXT, type TEXT, label TEXT, prior REAL, year INTEGER,
  PRIMARY KEY (number, rank, entity, kind)) WITHOUT ROWID;
CREATE TABLE performance (film INTEGER, billing INTEGER, performer INTEGER, character INTEGER);
CREATE TABLE credit (film INTEGER, role TEXT, agent INTEGER);
"""
_UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
"""A file that is written aside needs no journal: it counts when it is whole, or not at all."""

WIDE_COUNTS = {
    "film": "wide_films",
    "person": "wide_people",
    "performance": "wide_performances",
    "credit": "wide_credits",
}
"""Names of what the wide tier holds among the facts of a file (``meta``), by kind of row."""

INDEXES = (
    "CREATE UNIQUE INDEX entity_key ON entity (key)",
    "CREATE INDEX performance_film ON performance (film, billing)",
    "CREATE INDEX performance_performer ON performance (performer)",
    "CREATE INDEX performance_character ON performance (character)",
    "CREATE INDEX credit_film ON credit (film)",
    "CREATE INDEX credit_agent ON credit (agent)",
)


def content_version(folder: Path, *, places: bool = True, over: str = "") -> str:
    """Hash of all that a compiled file depends on: tables, gazetteer, schema, layer below."""
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION} {over}".encode())
    if places:
        from graphbuild.knowledge.gazetteer import gazetteer_version

        digest.update(gazetteer_version().encode())
    tables = (p for part in (folder, folder / "wide") if part.is_dir() for p in part.iterdir())
    for path in sorted(p for p in tables if p.suffix in (".tsv", ".ttl")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def compile_tables(
    folder: Path, target: Path, *, places: bool = True, over: Layer | None = None
) -> None:
    """Compile the tables of a folder into one SQLite file, written aside and renamed.

    ``over`` is the layer that the file will lie on: records may refer to what it holds.

    Raises:
        KnowledgeError: a table is not as it must be.
        OutputError: the target cannot be written.
    """
    with without_collection():
        tables = read_tables(folder, over.entity if over else None)
    version = content_version(folder, places=places, over=over.version if over else "")
    write_tables(tables, target, version, _gazetteer(tables) if places else ())


@contextmanager
def without_collection() -> Iterator[None]:
    """Without the garbage collector: rows make no cycles, and looking for them costs a sixth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def write_tables(tables: Tables, target: Path, version: str, places: Iterable[Entity] = ()) -> None:
    """Write tables and places into one SQLite file, aside and renamed.

    Raises:
        OutputError: the target cannot be written.
    """
    with without_collection(), aside(target) as path:
        _write(path, [*_ranked(tables), *places], tables, version)


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A new file beside the target, renamed to it at the end and removed on an error.

    Raises:
        OutputError: the target cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
        os.close(handle)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(target), fix="choose another place"
        ) from error
    try:
        yield Path(made)
        Path(made).chmod(0o644)  # mkstemp makes it private, a published file is not
        Path(made).replace(target)
    finally:
        Path(made).unlink(missing_ok=True)


def _gazetteer(tables: Tables) -> Iterator[Entity]:
    from graphbuild.knowledge.gazetteer import gazetteer

    named = (tables.entities[k].label for k, kind in tables.places.items() if kind != "fictional")
    yield from (
        e for e in gazetteer(frozenset(map(normalise, named))) if e.key not in tables.entities
    )


_LARGER = 0.8
_LARGE = frozenset(
    {"region", "country", "former country", "continent", "sea", "ocean", "mountains", "desert"}
)
"""Kinds of place that are meant before a town of the same name."""


def _ranked(tables: Tables) -> Iterator[Entity]:
    """The records in order of their keys, each with its prominence."""
    parts = (p for p in tables.performances if p.film not in tables.wide)
    known = Counter(k for p in parts for k in (p.film, p.performer, p.character) if k)
    made = (c for c in tables.credits if c.film not in tables.wide)
    known.update(k for c in made for k in (c.film, c.agent))
    base = {"film": 0.5, "series": 0.5, "organization": 0.5, "award": 0.5, "work": 0.35}
    for key in sorted(tables.entities):
        entity = tables.entities[key]
        if key in tables.wide:
            yield entity
            continue
        large = tables.places.get(key, "") in _LARGE
        prior = (_LARGER if large else base.get(entity.type, 0.4)) + 0.07 * math.log2(
            1 + known[key]
        )
        yield replace(entity, prior=round(min(max(prior, entity.prior), 0.99), 3))


def aliases_of(entity: Entity) -> dict[str, AliasKind]:
    """Normalised names of an entity with the strongest kind of each."""
    found: dict[str, AliasKind] = {}

    def add(names: Iterable[str], kind: AliasKind) -> None:
        for name in names:
            if name:
                found.setdefault(name, kind)

    add([normalise(entity.label)], "label")
    add(map(normalise, entity.aliases), "alias")
    add(map(normalise, entity.nicknames), "nickname")
    named = (entity.label, *entity.aliases)
    if entity.type in ("film", "series", "work"):
        add((v for n in named for v in title_variants(n)), "variant")
    elif entity.type in ("person", "character"):
        add((v for n in named for v in name_variants(n)), "variant")
        surname = normalise(entity.label).split()[-1]
        nicks = [normalise(n) for n in entity.nicknames]
        add((f"{n} {surname}" for n in nicks if " " not in n and n != surname), "alias")
        if " " in entity.label.strip():
            add((sound_form(n) for n in named if " " in n.strip()), "variant")
    elif entity.type == "place" and entity.label.startswith("The "):
        add([normalise(entity.label[4:])], "variant")
    return found


def names_of(id_: int, entity: Entity) -> list[Named]:
    """The names of an entity of that number."""
    return [named(n, kind, id_, entity.prior) for n, kind in aliases_of(entity).items()]


_RARER = ("aliases", "nicknames", "countries", "genres", "roles", "imdb", "wikidata", "source")
_rarer = attrgetter(*_RARER)


def more_of(entity: Entity) -> str | None:
    """The rarer fields of a record as JSON, None when all are empty."""
    return _encoded(_rarer(entity))


@lru_cache(maxsize=4096)
def _encoded(values: tuple[object, ...]) -> str | None:
    held = {field: value for field, value in zip(_RARER, values, strict=True) if value}
    return _ENCODE(held) if held else None


def _write(path: Path, entities: list[Entity], tables: Tables, version: str) -> None:
    number = {entity.key: i for i, entity in enumerate(entities, 1)}
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.executescript(_UNSAFE + SCHEMA)
        base.execute("BEGIN")
        base.executemany(
            "INSERT INTO entity VALUES (?,?,?,?,?,?,?,?)",
            (
                (i, e.key, e.type, e.label, e.year, e.pronoun, e.prior, more_of(e))
                for i, e in enumerate(entities, 1)
            ),
        )
        base.executemany("INSERT INTO alias VALUES (?,?,?,?,?,?,?,?,?,?)", _alias_rows(entities))
        base.executemany("INSERT INTO performance VALUES (?,?,?,?)", _cast_rows(tables, number))
        base.executemany(
            "INSERT INTO credit VALUES (?,?,?)",
            [(number[c.film], c.role, number[c.agent]) for c in tables.credits],
        )
        meta = {"version": version, "schema": str(SCHEMA_VERSION)} | _wide_counts(tables)
        base.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
        for statement in (*INDEXES, f"PRAGMA user_version = {SCHEMA_VERSION}"):
            base.execute(statement)
        base.execute("COMMIT")
        base.execute("ANALYZE")
    finally:
        base.close()


def _wide_counts(tables: Tables) -> dict[str, str]:
    if not tables.wide:
        return {}
    counted = Counter(tables.entities[key].type for key in tables.wide)
    found: dict[str, int] = {
        "film": counted["film"],
        "person": counted["person"],
        "performance": sum(p.film in tables.wide for p in tables.performances),
        "credit": sum(c.film in tables.wide for c in tables.credits),
    }
    return {WIDE_COUNTS[kind]: str(count) for kind, count in found.items()}


def _alias_rows(entities: list[Entity]) -> Iterator[tuple[object, ...]]:
    """The rows of ``alias`` in their order, so that each is appended."""
    rows = [
        (number, rank, id_, kind, name)
        for id_, entity in enumerate(entities, 1)
        for name, number, rank, _, kind in names_of(id_, entity)
    ]
    rows.sort()
    for number, rank, id_, kind, name in rows:
        e = entities[id_ - 1]
        yield number, rank, id_, kind, name, e.key, e.type, e.label, e.prior, e.year


def _cast_rows(tables: Tables, number: dict[str, int]) -> list[tuple[int, int, int, int | None]]:
    rows = [
        (number[p.film], p.billing, number[p.performer], number.get(p.character or ""))
        for p in tables.performances
    ]
    return sorted(rows, key=lambda r: (r[0], r[1], r[2], r[3] or 0))
