"""Finding what an import describes among the things that the core already holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.records import Entity

__all__ = ["Known"]


class Known:
    """The films and people of a layer, found by identifier, or by name with a second agreement."""

    def __init__(self, layer: Layer | None) -> None:
        self.by_id: dict[str, Entity] = {}
        self._films: dict[str, list[Entity]] = defaultdict(list)
        self._people: dict[str, list[Entity]] = defaultdict(list)
        self._made: dict[str, set[str]] = defaultdict(set)
        self._taken: set[str] = set()
        self.version = layer.version if layer else ""
        if layer is not None:
            self._read(layer)

    def _read(self, layer: Layer) -> None:
        for entity in layer.entities():
            for identifier in (entity.imdb, entity.wikidata):
                if identifier:
                    self.by_id[identifier] = entity
            if entity.type in ("film", "series"):
                for name in {normalise(n) for n in (entity.label, *entity.aliases)}:
                    self._films[name].append(entity)
                for p in layer.performances("film", entity.key):
                    self._made[p.performer].add(entity.key)
                for c in layer.credits("film", entity.key):
                    self._made[c.agent].add(entity.key)
            elif entity.type == "person":
                for name in {normalise(n) for n in (entity.label, *entity.aliases)}:
                    self._people[name].append(entity)

    def take(self, key: str) -> None:
        """Note that a record of the import stands for this thing: no other may."""
        self._taken.add(key)

    def _first(self, found: Iterable[Entity]) -> Entity | None:
        entity = next((e for e in found if e.key not in self._taken), None)
        if entity:
            self.take(entity.key)
        return entity

    def film(
        self, identifiers: Iterable[str], titles: Iterable[str], year: int | None, type_: str
    ) -> Entity | None:
        """The film of an identifier, or the only one of that title within a year."""
        given = [self.by_id[i] for i in identifiers if i in self.by_id]
        if given:
            return self._first(given)
        found = {
            film.key: film
            for title in titles
            for film in self._films.get(normalise(title), ())
            if film.type == type_ and film.year and year and abs(film.year - year) <= 1
        }
        return self._first(found.values()) if len(found) == 1 else None

    def person(
        self, identifiers: Iterable[str], name: str, born: int | None, films: set[str]
    ) -> Entity | None:
        """The person of an identifier, or of that name with the same year of birth or a film."""
        given = [self.by_id[i] for i in identifiers if i in self.by_id]
        same_name = () if given else self._people.get(normalise(name), ())
        return self._first(given) or self._first(
            person
            for person in same_name
            if (born == person.year if born and person.year else films & self._made[person.key])
        )

    def titles(self) -> frozenset[str]:
        """Normalised titles of the films, so that a closer look is for few."""
        return frozenset(self._films)

    def people(self) -> frozenset[str]:
        """Normalised names of the people."""
        return frozenset(self._people)
