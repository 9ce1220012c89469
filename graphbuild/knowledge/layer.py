"""One compiled file of the knowledge base, read-only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from heapq import nlargest
from pathlib import Path
from typing import Any

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.compiling import SCHEMA_VERSION, WIDE_COUNTS
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.numbering import name_number
from graphbuild.knowledge.records import AliasHit, Credit, Entity, Performance

__all__ = ["Layer"]

_SCANNED = 100_000  # names compared at once: memory does not grow with the file
_ALIKE = 70
_HOLDING = 0.8
_ENTITY = "SELECT key, type, label, year, pronoun, prior, more FROM entity WHERE {} = ?"
_MOST = 50  # homonyms of one name: the cost of a look-up must not grow with its frequency
_HITS = f"""SELECT key, type, label, kind, prior, year FROM alias
WHERE number = ? ORDER BY rank, entity LIMIT {_MOST}"""
_ROWS = {"performance": "*", "credit": "*", "alias": "DISTINCT number"}
_CAST = """SELECT f.key, p.key, c.key, billing FROM performance x JOIN entity f ON f.id = x.film
JOIN entity p ON p.id = x.performer LEFT JOIN entity c ON c.id = x.character
WHERE x.{} = (SELECT id FROM entity WHERE key = ?) ORDER BY x.film, x.billing, x.performer"""
_CREDITS = """SELECT f.key, role, a.key FROM credit x JOIN entity f ON f.id = x.film
JOIN entity a ON a.id = x.agent WHERE x.{} = (SELECT id FROM entity WHERE key = ?)
ORDER BY x.rowid"""


class Layer:
    """A compiled file: SQLite, opened immutable and memory-mapped.

    Raises:
        KnowledgeError: the file is no knowledge base, or of another schema.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            found = self._base.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"is not a knowledge base: {error}",
                where=str(path),
                fix="make one with graphbuild kb build or graphbuild kb import",
            ) from error
        if found != SCHEMA_VERSION:
            raise KnowledgeError(
                f"has schema {found}, this program reads {SCHEMA_VERSION}",
                where=str(path),
                fix="build it anew with graphbuild kb build or graphbuild kb import",
            )
        self._base.execute("PRAGMA mmap_size = 2147418112")
        self._ask = self._base.execute
        self.meta: dict[str, str] = dict(self._base.execute("SELECT name, value FROM meta"))
        self.version = self.meta["version"]
        self.entity: Callable[[str], Entity | None] = lru_cache(maxsize=4096)(self._entity)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _entity(self, key: str) -> Entity | None:
        row = self._base.execute(_ENTITY.format("key"), (key,)).fetchone()
        return _as_entity(row) if row else None

    def lookup(self, form: str) -> tuple[AliasHit, ...]:
        """What a normalised name means here, strongest first, at most 50 things."""
        hits = tuple(map(_as_hit, self._ask(_HITS, (name_number(form),))))
        if len(hits) < 2:
            return hits
        first: dict[str, AliasHit] = {}
        for hit in hits:  # other titles may repeat a name
            first.setdefault(hit.key, hit)
        return tuple(first.values())

    def performances(self, column: str, key: str) -> list[Performance]:
        """Performances whose ``film``, ``performer`` or ``character`` has the key."""
        return [Performance(*row) for row in self._base.execute(_CAST.format(column), (key,))]

    def credits(self, column: str, key: str) -> list[Credit]:
        """Credits whose ``film`` or ``agent`` has the key."""
        return [Credit(*row) for row in self._base.execute(_CREDITS.format(column), (key,))]

    def counts(self) -> dict[str, int]:
        """How many records there are: by entity type, then performances, credits, aliases.

        The wide tier is counted apart, under the names of ``WIDE_COUNTS``; aliases are of both.
        """
        counted: dict[str, int] = dict(
            self._base.execute("SELECT type, count(*) FROM entity GROUP BY type")
        )
        for kind, rows in _ROWS.items():
            counted[kind] = self._base.execute(f"SELECT count({rows}) FROM {kind}").fetchone()[0]
        for kind, name in WIDE_COUNTS.items():
            counted[name] = int(self.meta.get(name, 0))
            counted[kind] = counted.get(kind, 0) - counted[name]
        return counted

    def entities(self) -> Iterator[Entity]:
        """All records, in order of their numbers."""
        query = _ENTITY.removesuffix(" WHERE {} = ?") + " ORDER BY id"
        yield from (_as_entity(row) for row in self._base.execute(query))

    def alike(self, name: str, limit: int) -> list[tuple[Entity, str, float]]:
        """Entities with a name like this one: entity, that name, likeness in [0, 1].

        Names that hold all its words count as 0.8. Every name of the file is compared: about a
        second for a million.
        """
        form = normalise(name)
        found: list[tuple[float, str]] = []
        for names in self._names(len(form)):
            found = nlargest(limit, {*found, *_near(form, names, limit)})
        known = [(hit.key, n, near) for near, n in found for hit in self.lookup(n)]
        return [(e, n, near) for key, n, near in known if (e := self.entity(key))]

    def _names(self, size: int) -> Iterator[list[str]]:
        """Names in parts, without those that are far too short."""
        query = "SELECT name FROM alias WHERE length(name) >= ? AND name NOT LIKE '~%'"
        rows = self._base.execute(query, (size // 2,))
        while part := rows.fetchmany(_SCANNED):
            yield list({name: None for (name,) in part})


def _near(form: str, names: list[str], limit: int) -> Iterator[tuple[float, str]]:
    from rapidfuzz import fuzz, process

    near = process.extract(form, names, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    words = set(form.split())
    holding = [n for n in names if form in n and words <= set(n.split())][: 10 * limit]
    scores = dict.fromkeys(holding, _HOLDING) | {n: s / 100 for n, s, _ in near if s >= 80}
    scores = {n: s / 100 for n, s, _ in near} | scores
    yield from ((score, n) for n, score in scores.items())


_as_hit = AliasHit._make


def _as_entity(row: tuple[Any, ...]) -> Entity:
    key, type_, label, year, pronoun, prior, more = row
    held: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(more or "{}").items()
    }
    return Entity(key, type_, label, year, pronoun, prior=prior, **held)
