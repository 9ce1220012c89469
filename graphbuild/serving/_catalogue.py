"""What reconciliation looks up: entities of the knowledge base, and those of the essays alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from graphbuild.graph import PREFIXES
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.normalising import normalise

__all__ = ["PROPERTIES", "TYPES", "Catalogue", "Known"]

TYPES = {
    "film": "Film",
    "series": "Series",
    "person": "Person",
    "character": "Character",
    "organization": "Organisation",
    "place": "Place",
    "work": "Work",
    "award": "Award",
    "event": "Event",
}
_CREDITS = {
    "director": "director",
    "screenwriter": "screenwriter",
    "producer": "producer",
    "cinematographer": "cinematographer",
    "musicBy": "composer",
}
"""Properties that are credits of a film, with what people call them."""

PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "film": {
        "year": "year",
        **_CREDITS,
        "actor": "actor",
        "character": "character",
        "genre": "genre",
        "country": "country",
        "imdb": "IMDb id",
        "wikidata": "Wikidata id",
    },
    "person": {
        "year": "year of birth",
        "directed": "directed",
        "actedIn": "acted in",
        "plays": "plays",
        "role": "role",
        "imdb": "IMDb id",
        "wikidata": "Wikidata id",
    },
    "character": {"appearsIn": "appears in", "playedBy": "played by"},
}
_LOCALS = """SELECT DISTINCT ?thing ?label ?type WHERE { GRAPH ?essay {
  ?thing rdfs:label ?label ; a ?type FILTER(CONTAINS(STR(?thing), "/nil/")) } } ORDER BY ?thing"""


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as reconciliation sees it."""

    key: str
    label: str
    type: str
    names: tuple[str, ...]
    description: str
    prior: float = 0.0


class Catalogue:
    """Entities with their names and values; those of the essays alone have no values."""

    def __init__(self, store: ox.Store, base: str, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._locals = list(_local_entities(store, base))

    def values(self, key: str, pid: str) -> list[dict[str, Any]]:
        """The values of a property, as data extension gives them."""
        entity = self.kb.entity(key)
        if entity is None:
            return []
        if pid in ("imdb", "wikidata"):
            return _strings([getattr(entity, pid)])
        if pid == "year":
            return [{"int": entity.year, "str": str(entity.year)}] if entity.year else []
        if pid == "genre":
            return _strings(entity.genres)
        if pid == "country":
            return _strings(entity.countries)
        if pid == "role":
            return _strings(entity.roles)
        return [v for k in dict.fromkeys(self._linked(key, pid)) if (v := self._named(k))]

    def _linked(self, key: str, pid: str) -> Iterator[str]:
        if pid in _CREDITS:
            yield from (c.agent for c in self.kb.credits(key) if c.role == pid)
        elif pid == "directed":
            yield from (c.film for c in self.kb.credits_of(key) if c.role == "director")
        elif pid in ("actor", "character"):
            for part in self.kb.cast(key):
                other = part.performer if pid == "actor" else part.character
                if other:
                    yield other
        elif pid in ("actedIn", "plays"):
            for part in self.kb.performances_of(key):
                other = part.film if pid == "actedIn" else part.character
                if other:
                    yield other
        elif pid in ("appearsIn", "playedBy"):
            for part in self.kb.performances_as(key):
                yield part.film if pid == "appearsIn" else part.performer

    def _named(self, key: str) -> dict[str, Any] | None:
        entity = self.kb.entity(key)
        return {"id": key, "name": entity.label} if entity else None

    def candidates(self, name: str, types: Sequence[str], limit: int) -> Iterator[Known]:
        """Entities that a name may mean, those of the knowledge base first."""
        seen: set[str] = set()
        for hit in self.kb.search(name, max(25, 5 * limit)):
            known = self.known(hit.entity.key)
            if known and (not types or known.type in types):
                seen.add(known.key)
                yield known
        wanted = normalise(name)
        for known in self._locals:
            if known.key not in seen and (not types or known.type in types):
                if any(wanted in normalise(n) or normalise(n) in wanted for n in known.names):
                    yield known

    def starting(self, prefix: str) -> list[Known]:
        """Up to 20 entities with a name that begins so."""
        wanted = normalise(prefix)
        if not wanted:
            return []
        hits = (self.known(h.entity.key) for h in self.kb.search(prefix, 20))
        own = (k for k in self._locals if any(normalise(n).startswith(wanted) for n in k.names))
        return [k for k in (*hits, *own) if k][:20]

    def known(self, key: str) -> Known | None:
        """The entity of the knowledge base that has an identifier."""
        entity = self.kb.entity(key)
        if entity is None:
            return None
        names = (entity.label, *entity.aliases, *entity.nicknames)
        about = ", ".join(self._about(key, entity.type, entity.year))
        return Known(key, entity.label, entity.type, names, about, entity.prior)

    def known_or_local(self, key: str) -> Known | None:
        """The entity of an identifier, wherever it is known from."""
        return self.known(key) or next((k for k in self._locals if k.key == key), None)

    def _about(self, key: str, kind: str, year: int | None) -> Iterator[str]:
        """What tells namesakes apart."""
        if kind == "film":
            yield from ([str(year)] if year else [])
            directors = [v["name"] for v in self.values(key, "director")]
            yield from (["directed by " + " and ".join(directors)] if directors else [])
        elif kind == "character":
            films = [v["name"] for v in self.values(key, "appearsIn")][:2]
            yield from (["in " + ", ".join(films)] if films else [])
        elif kind == "person":
            yield from ([f"born {year}"] if year else [])
            films = [v["name"] for pid in ("directed", "actedIn") for v in self.values(key, pid)]
            yield from (["of " + ", ".join(films[:2])] if films else [])


def _local_entities(store: ox.Store, base: str) -> Iterator[Known]:
    rows: Any = store.query(_LOCALS, prefixes=PREFIXES)
    found: dict[str, Known] = {}
    for thing, label, _ in rows:
        key = thing.value.removeprefix(base)
        kind = key.partition("/nil/")[2].partition("/")[0]
        if kind in TYPES:
            about = "known from the essays alone"
            held = found.setdefault(key, Known(key, label.value, kind, (), about))
            found[key] = replace(held, names=(*held.names, label.value))
    yield from found.values()


def _strings(values: Iterable[str | None]) -> list[dict[str, Any]]:
    return [{"str": v} for v in values if v]
