"""Sets ids and sources of all records from the references, and fills credits they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from knowledge_references import OscarFilm, ReferenceFilm, References, fold, fold_title
from knowledge_tables import Row, Tables, join, split

__all__ = ["CREW", "Matches", "Sourcing", "match_films", "names_of"]

F = TypeVar("F", bound=ReferenceFilm)
CREW = ("directors", "screenwriters", "composers", "cinematographers", "producers")
"""The columns of the films table that name people."""
_NAMING = (*CREW, "companies", "based_on", "series")


class Matches:
    """The reference film that certainly is each of ours: same title, year ± 1, a person shared."""

    def __init__(self, tables: Tables, references: References) -> None:
        self.people = {row["key"]: row for row in tables["people"]}
        self.cast: dict[str, list[Row]] = defaultdict(list)
        for part in tables["performances"]:
            self.cast[part["film"]].append(part)
        self.oscars: dict[str, OscarFilm] = {}
        self.listed: dict[str, ReferenceFilm] = {}
        for film in tables["films"]:
            self._match(film, references)

    def crew(self, film: Row) -> dict[str, str]:
        """Folded names of everybody credited for a film, with their keys."""
        keys = [key for column in CREW for key in split(film[column])]
        keys += [part["performer"] for part in self.cast[film["key"]]]
        return {name: key for key in keys for name in names_of(self.people[key])}

    def _match(self, film: Row, references: References) -> None:
        crew, year = set(self.crew(film)), int(film["year"])
        titles = {film["title"], film["original_title"], *split(film["aliases"])} - {""}
        folded = {fold_title(title) for title in titles}
        oscars = [f for t in sorted(folded) for f in references.oscars.get(t, ())]
        listed = [f for t in sorted(folded) for f in references.wikipedia.get(t, ())]
        if found := match_films(oscars, year, crew):
            self.oscars[film["key"]] = found[0]
        if also := match_films(listed, year, crew):
            self.listed[film["key"]] = also[0]


def names_of(person: Row) -> set[str]:
    """The folded names of a person, of the aliases those that are full."""
    return {fold(person["name"]), *(fold(a) for a in split(person["aliases"]) if " " in a)}


def match_films(films: list[F], year: int, crew: set[str]) -> list[F]:
    """Films within a year that share somebody, the most shared first."""
    near = [f for f in films if any(abs(y - year) <= 1 for y in f.years) and crew & f.people()]
    return sorted(near, key=lambda f: (-len(crew & f.people()), f.where))


class Sourcing:
    """One pass over the tables that says of each record which reference has it."""

    def __init__(self, tables: Tables, references: References) -> None:
        self.tables = tables
        self.matches = Matches(tables, references)
        self.films = {row["key"]: row for row in tables["films"]}
        self.seen: dict[str, set[str]] = defaultdict(set)

    def run(self) -> Iterator[str]:
        """Set ids and sources; yields what a person should look at."""
        for film in self.films.values():
            self._film(film)
        yield from self._person_ids()
        for part in self.tables["performances"]:
            self._performance(part)
        credited = self._credited()
        for name in (
            "people",
            "characters",
            "organizations",
            "places",
            "works",
            "awards",
            "events",
            "series",
        ):
            for row in self.tables[name]:
                if row["key"] in self.seen or row["key"] in credited or not row["source"]:
                    row["source"] = self._source(row["key"])

    def _credited(self) -> set[str]:
        """Everything that a curated film names: what else there is keeps the source it has."""
        named = {key for film in self.films.values() for c in _NAMING for key in split(film[c])}
        parts = self.tables["performances"]
        return named | {part[who] for part in parts for who in ("performer", "character")}

    def _source(self, key: str) -> str:
        return (
            "|".join(s for s in ("oscars", "wikipedia-films") if s in self.seen[key]) or "editorial"
        )

    def _film(self, film: Row) -> None:
        key = film["key"]
        if oscar := self.matches.oscars.get(key):
            film["imdb"] = oscar.imdb
            self.seen[key].add("oscars")
        if key in self.matches.listed:
            self.seen[key].add("wikipedia-films")
        film["source"] = self._source(key)

    def _person_ids(self) -> Iterator[str]:
        ids: dict[str, set[str]] = defaultdict(set)
        for key, oscar in self.matches.oscars.items():
            for name, person in self.matches.crew(self.films[key]).items():
                if name in oscar.ids:
                    ids[person].add(oscar.ids[name])
                    self.seen[person].add("oscars")
        for person, found in ids.items():
            self.matches.people[person]["imdb"] = join(sorted(found)) if len(found) == 1 else ""
            if len(found) > 1:
                yield f"{person}: several ids {sorted(found)}"

    def _performance(self, part: Row) -> None:
        names = names_of(self.matches.people[part["performer"]])
        oscar = self.matches.oscars.get(part["film"])
        listed = self.matches.listed.get(part["film"])
        found = []
        if oscar and names & {fold(name) for name, _, _ in oscar.played}:
            found.append("oscars")
            self.seen[part["character"]].add("oscars")
        if listed and names & listed.people():
            found.append("wikipedia-films")
            self.seen[part["performer"]].add("wikipedia-films")
        part["source"] = "|".join(found) or "editorial"
