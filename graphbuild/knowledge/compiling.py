"""From tables to one read-only SQLite file: the same input gives the same bytes."""

from __future__ import annotations

import gc
import hashlib
import math
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graphbuild.errors import OutputError
from graphbuild.knowledge.naming import Run, write_names
from graphbuild.knowledge.normalising import name_variants, normalise, sound_form, title_variants
from graphbuild.knowledge.pages import (
    SCHEMA,
    SCHEMA_VERSION,
    Thing,
    credit_line,
    name_lines,
    performance_line,
    write_films,
    write_keys,
    write_made,
    write_meta,
    write_things,
)
from graphbuild.knowledge.records import AliasKind, Entity
from graphbuild.knowledge.shortening import short_more
from graphbuild.knowledge.tables import Tables, read_tables

if TYPE_CHECKING:
    from graphbuild.knowledge.layer import Layer

__all__ = [
    "UNSAFE",
    "WIDE_COUNTS",
    "aliases_of",
    "aside",
    "compile_tables",
    "content_version",
    "more_of",
    "thing_of",
    "without_collection",
    "write_tables",
]

UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
"""A file that is written aside needs no journal: it counts when it is whole, or not at all."""

WIDE_COUNTS = {
    "film": "wide_films",
    "person": "wide_people",
    "performance": "wide_performances",
    "credit": "wide_credits",
}
"""Names of what the wide tier holds among the facts of a file (``meta``), by kind of row."""


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
    named = (entity.label, *entity.aliases)
    forms = [normalise(name) for name in named]
    found: dict[str, AliasKind] = {forms[0]: "label"}
    for form in forms[1:]:
        found.setdefault(form, "alias")
    nicks = [normalise(name) for name in entity.nicknames]
    for nick in nicks:
        found.setdefault(nick, "nickname")
    variants: Iterable[str] = ()
    if entity.type in ("film", "series", "work"):
        variants = (v for name in named for v in title_variants(name))
    elif entity.type in ("person", "character"):
        variants = chain(
            (v for form in forms if " " in form for v in name_variants(form)),
            (sound_form(n) for n in named if " " in n.strip() and " " in entity.label.strip()),
        )
    elif entity.type == "place" and entity.label.startswith("The "):
        variants = (normalise(entity.label[4:]),)
    for variant in variants:
        found.setdefault(variant, "variant")
    if nicks and entity.type in ("person", "character"):
        surname = forms[0].split()[-1]
        for nick in nicks:
            if " " not in nick and nick != surname:
                found.setdefault(f"{nick} {surname}", "alias")
    found.pop("", None)
    return found


_RARER = ("aliases", "countries", "genres", "imdb", "nicknames", "roles", "source", "wikidata")
_rarer = attrgetter(*_RARER)


def more_of(number: int, entity: Entity) -> str | None:
    """The rarer fields of a record as they are written, None when all are empty."""
    values: tuple[tuple[str, ...] | str | None, ...] = _rarer(entity)
    held = {field: value for field, value in zip(_RARER, values, strict=True) if value}
    if not held:
        return None
    listed = (f'"{field}": {_json(value)}' for field, value in held.items())
    return short_more(number, entity.type, held) or f"{{{', '.join(listed)}}}"


def _json(value: tuple[str, ...] | str) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return f"[{', '.join(map(encode_basestring, value))}]"


def _write(path: Path, entities: list[Entity], tables: Tables, version: str) -> None:
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.executescript(UNSAFE + SCHEMA)
        base.execute("BEGIN")
        things = [thing_of(i, entity) for i, entity in enumerate(entities, 1)]
        counts = Counter(t.type for t in things)
        write_things(base, things)
        write_keys(base, ((t.key, t.number) for t in things))
        counts["alias"] = write_names(base, [_names(entities, things)])
        counts["performance"], counts["credit"] = _write_casts(base, tables, things)
        write_meta(base, {"version": version} | _wide_counts(tables), counts)
        base.execute("COMMIT")
    finally:
        base.close()


def thing_of(number: int, e: Entity) -> Thing:
    """An entity with its number."""
    return Thing(number, e.key, e.type, e.label, e.year, e.pronoun, e.prior, more_of(number, e))


def _names(entities: Iterable[Entity], things: Iterable[Thing]) -> Run:
    run = Run()
    for entity, thing in zip(entities, things, strict=True):
        for line in name_lines(thing, aliases_of(entity)):
            run.add(*line)
    return run


def _write_casts(
    base: sqlite3.Connection, tables: Tables, things: Iterable[Thing]
) -> tuple[int, int]:
    """Write performances and credits; returns how many there are."""
    number = {thing.key: thing.number for thing in things}
    parts = sorted(
        (number[p.film], p.billing, number[p.performer], number.get(p.character or "", 0))
        for p in tables.performances
    )
    made = [(number[c.film], c.role, number[c.agent]) for c in tables.credits]
    lines = [(film, performance_line(*part)) for film, *part in parts]
    lines += [(film, credit_line(role, agent)) for film, role, agent in made]
    write_films(base, sorted(lines, key=itemgetter(0)))
    ends = [(end, film) for film, _, *who in parts for end in who if end]
    ends += [(agent, film) for film, _, agent in made]
    write_made(base, *np.array(sorted(set(ends)), dtype=np.int64).reshape(-1, 2).T)
    return len(parts), len(made)


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
