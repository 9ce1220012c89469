"""Checks of tables that reading them does not make: what is doubtful though it can be compiled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.records import Entity
from graphbuild.knowledge.tables import Tables

__all__ = ["Finding", "check"]

_AGENTS = {
    "productionCompany": {"organization"},
    "basedOn": {"work", "film", "person", "event", "series"},
    "isPartOf": {"series", "film", "work"},
}
_FIRST_FILM = 1888


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong or doubtful: where it stands and what it is."""

    where: str
    what: str


def check(tables: Tables) -> list[Finding]:
    """Everything found, in order of the tables."""
    found = [
        *_types(tables),
        *_years(tables),
        *_same_names(tables),
        *_incomplete(tables),
        *_cycles(tables),
    ]
    return sorted(set(found), key=lambda f: (f.where, f.what))


def _finding(tables: Tables, key: str, what: str) -> Finding:
    return Finding(tables.where.get(key, key), what)


def _types(tables: Tables) -> Iterator[Finding]:
    for credit in tables.credits:
        agent = tables.entities[credit.agent]
        allowed = _AGENTS.get(credit.role, {"person", "organization"})
        if agent.type not in allowed:
            yield _finding(
                tables, credit.film, f"{credit.role} names {agent.key}, which is a {agent.type}"
            )
    for p in tables.performances:
        performer, part = tables.entities[p.performer], tables.entities.get(p.character or "")
        if performer.type != "person":
            yield _finding(tables, p.film, f"the performer {p.performer} is a {performer.type}")
        if part and part.type not in ("character", "person"):
            yield _finding(tables, p.film, f"the character {part.key} is a {part.type}")


def _years(tables: Tables) -> Iterator[Finding]:
    for entity in tables.entities.values():
        if entity.type == "film" and entity.year is None:
            yield _finding(tables, entity.key, f"{entity.label} has no year")
        if entity.type == "film" and entity.year is not None and entity.year < _FIRST_FILM:
            yield _finding(tables, entity.key, f"{entity.label} is of {entity.year}, before film")
    for p in tables.performances:
        film, performer = tables.entities[p.film], tables.entities[p.performer]
        if film.year and performer.year and performer.year > film.year:
            yield _finding(
                tables,
                performer.key,
                f"{performer.label}, born {performer.year}, plays in {film.label} ({film.year})",
            )


def _curated(tables: Tables) -> Iterator[Entity]:
    """The records of which more is asked than of the wide tier."""
    return (e for key, e in tables.entities.items() if key not in tables.wide)


def _same_names(tables: Tables) -> Iterator[Finding]:
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in _curated(tables):
        named[entity.type, normalise(entity.label)].append(entity)
    for (type_, _), same in sorted(named.items()):
        years = {e.year for e in same}
        if type_ in ("film", "person") and len(same) > 1 and len(years - {None}) < len(same):
            keys = ", ".join(e.key for e in same)
            yield _finding(tables, same[0].key, f"one name, years do not tell apart: {keys}")


def _incomplete(tables: Tables) -> Iterator[Finding]:
    directed = {c.film for c in tables.credits if c.role == "director"}
    played = {p.film for p in tables.performances}
    for entity in _curated(tables):
        if entity.type == "film" and entity.key not in directed:
            yield _finding(tables, entity.key, f"{entity.label} has no director")
        if entity.type == "film" and entity.key not in played:
            yield _finding(tables, entity.key, f"{entity.label} has no cast")


def _cycles(tables: Tables) -> Iterator[Finding]:
    """Franchises that contain themselves."""
    above = {c.film: c.agent for c in tables.credits if c.role == "isPartOf"}
    for start in sorted(above):
        seen, key = {start}, above[start]
        while key in above and key not in seen:
            seen.add(key)
            key = above[key]
        if key == start:
            yield _finding(tables, start, f"{start} is part of itself")
