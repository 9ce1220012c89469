"""Looking things up in a compiled knowledge base."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.compiling import (
    ALIAS_KINDS,
    SCHEMA_VERSION,
    compile_tables,
    content_version,
)
from graphbuild.knowledge.normalising import normalise, sound_key
from graphbuild.knowledge.records import AliasHit, Credit, Entity, Performance
from graphbuild.resources import data_dir

__all__ = ["KnowledgeBase", "SearchHit"]

_HITS = """SELECT a.name, e.key, e.type, e.label, a.kind, e.prior, e.year
FROM alias a JOIN entity e ON e.id = a.id WHERE a.name IN ({})
ORDER BY a.kind = 3, e.prior DESC, e.id"""
_CAST = """SELECT f.key, p.key, c.key, billing FROM performance x JOIN entity f ON f.id = x.film
JOIN entity p ON p.id = x.performer LEFT JOIN entity c ON c.id = x.character
WHERE x.{} = (SELECT id FROM entity WHERE key = ?) ORDER BY x.film, x.billing, x.performer"""
_CREDITS = """SELECT f.key, role, a.key FROM credit x JOIN entity f ON f.id = x.film
JOIN entity a ON a.id = x.agent WHERE x.{} = (SELECT id FROM entity WHERE key = ?)
ORDER BY x.rowid"""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A ranked result of a search, with the reason for its place; score in [0, 1]."""

    entity: Entity
    score: float
    reason: str


def _cache_folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME")
    if os.name == "nt":
        named = named or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else Path.home() / ".cache") / "graphbuild"


def _compiled_core(folder: Path) -> Path:
    """The compiled form of the tables, made once for each version of them."""
    name = f"knowledge-{content_version(folder)}.sqlite"
    places = (_cache_folder(), Path(tempfile.gettempdir()) / f"graphbuild-{os.getuid()}")
    for place in places:
        if (place / name).exists():
            return place / name
    for place in places:
        try:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.access(place, os.W_OK):
                break
        except OSError:
            continue
    compile_tables(folder, place / name)
    return place / name


class KnowledgeBase:
    """A compiled knowledge base, opened read-only; one object serves one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            found = self._base.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"is not a knowledge base: {error}", where=str(path), fix="graphbuild kb build"
            ) from error
        if found != SCHEMA_VERSION:
            raise KnowledgeError(
                f"has schema {found}, this program reads {SCHEMA_VERSION}",
                where=str(path),
                fix="build it anew with graphbuild kb build",
            )
        self._base.execute("PRAGMA mmap_size = 1073741824")
        self.version: str = self._base.execute(
            "SELECT value FROM meta WHERE name = 'version'"
        ).fetchone()[0]
        self.entity = lru_cache(maxsize=4096)(self._entity)
        self.cast = lru_cache(maxsize=512)(self._cast)
        self.credits = lru_cache(maxsize=512)(self._credits)
        self.performances_of = lru_cache(maxsize=512)(self._performances_of)
        self.performances_as = lru_cache(maxsize=512)(self._performances_as)
        self.credits_of = lru_cache(maxsize=512)(self._credits_of)

    @classmethod
    def open(cls, path: Path | None = None) -> KnowledgeBase:
        """Open a compiled file, or the shipped tables (compiled into the user's cache once).

        Raises:
            KnowledgeError: the file is no knowledge base, or the tables are not as they must be.
        """
        return cls(path or _compiled_core(data_dir() / "knowledge"))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _entity(self, key: str) -> Entity | None:
        """The record of a key, None when there is none."""
        row = self._base.execute(
            "SELECT key, type, label, year, pronoun, prior, more FROM entity WHERE key = ?", (key,)
        ).fetchone()
        return _as_entity(row) if row else None

    def lookup(self, name: str) -> tuple[AliasHit, ...]:
        """What a name can mean, by its normalised form; strongest first."""
        return self.lookup_many([name]).get(name, ())

    def lookup_many(self, names: Iterable[str]) -> dict[str, tuple[AliasHit, ...]]:
        """What many names can mean; names that mean nothing here are left out.

        A name of several words that is found by no form is tried by its sound, for
        transliterations.
        """
        wanted = {name: normalise(name) for name in names}
        hits = self._hits(sorted({form for form in wanted.values() if form}))
        missed = {
            name: "~" + sound_key(name)
            for name, form in wanted.items()
            if form not in hits and " " in form and name[:1].isupper()
        }
        sounds = self._hits(sorted(set(missed.values()))) if missed else {}
        found = {
            name: hits.get(form) or sounds.get(missed.get(name, ""))
            for name, form in wanted.items()
        }
        return {name: tuple(h) for name, h in found.items() if h}

    def _hits(self, forms: Sequence[str]) -> dict[str, list[AliasHit]]:
        found: dict[str, list[AliasHit]] = {}
        for at in range(0, len(forms), _BATCH):
            batch = forms[at : at + _BATCH]
            for name, key, type_, label, kind, prior, year in self._base.execute(
                _HITS.format(",".join("?" * len(batch))), batch
            ):
                hit = AliasHit(key, type_, label, ALIAS_KINDS[kind], prior, year)
                found.setdefault(name, []).append(hit)
        return found

    def _performances(self, column: str, key: str) -> tuple[Performance, ...]:
        return tuple(Performance(*r) for r in self._base.execute(_CAST.format(column), (key,)))

    def _cast(self, film: str) -> tuple[Performance, ...]:
        """Who plays in a film, in order of billing."""
        return self._performances("film", film)

    def _performances_of(self, person: str) -> tuple[Performance, ...]:
        """All parts of a performer."""
        return self._performances("performer", person)

    def _performances_as(self, character: str) -> tuple[Performance, ...]:
        """All performances of a character."""
        return self._performances("character", character)

    def _credits(self, film: str) -> tuple[Credit, ...]:
        """Who did what for a film."""
        return tuple(Credit(*r) for r in self._base.execute(_CREDITS.format("film"), (film,)))

    def _credits_of(self, agent: str) -> tuple[Credit, ...]:
        """What a person, company or work is credited for."""
        return tuple(Credit(*r) for r in self._base.execute(_CREDITS.format("agent"), (agent,)))

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        rows = self._base.execute("SELECT type, count(*) FROM entity GROUP BY type")
        by_type = dict(rows.fetchall())
        named = {"film": "films", "person": "people", "character": "characters", "place": "places"}
        named |= {"organization": "organizations", "work": "works", "award": "awards"}
        out = {plural: by_type.get(t, 0) for t, plural in named.items()}
        out["series"] = by_type.get("series", 0)
        for table in ("performance", "credit", "alias"):
            count = self._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            out[table + ("es" if table == "alias" else "s")] = count
        return out

    def search(self, name: str, limit: int = 10) -> tuple[SearchHit, ...]:
        """Entities whose names are like ``name``, best first, each with the reason."""
        from rapidfuzz import fuzz, process

        found: dict[str, SearchHit] = {}
        for hit in self.lookup(name):
            entity = self.entity(hit.key)
            if entity:
                score = round(0.8 + 0.2 * hit.prior, 3)
                found[hit.key] = SearchHit(entity, score, f"{hit.kind} is {name!r}")
        form = normalise(name)
        rows = self._base.execute(
            "SELECT name, id FROM alias WHERE name GLOB ? OR name GLOB ? LIMIT 20000",
            (f"{form[:1]}*", f"* {form[:2]}*"),
        ).fetchall()
        near = process.extract(
            form, [r[0] for r in rows], scorer=fuzz.WRatio, limit=4 * limit, score_cutoff=75
        )
        for alias, score, at in near:
            row = self._base.execute(
                "SELECT key, type, label, year, pronoun, prior, more FROM entity WHERE id = ?",
                (rows[at][1],),
            ).fetchone()
            entity = _as_entity(row)
            reason = f"{alias!r} is like it ({score:.0f} %)"
            found.setdefault(entity.key, SearchHit(entity, round(score / 125, 3), reason))
        ranked = sorted(found.values(), key=lambda h: (-h.score, -h.entity.prior, h.entity.key))
        return tuple(ranked[:limit])


def _as_entity(row: tuple[Any, ...]) -> Entity:
    key, type_, label, year, pronoun, prior, more = row
    held = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(more or "{}").items()}
    return Entity(key, type_, label, year, pronoun, prior=prior, **held)
