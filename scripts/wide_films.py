"""Make the wide tier of the knowledge base from the public lists: ``wide_films.py REFERENCE…``.

Every film of the lists that the curated tables lack, with year, cast, genres and, where the lead
of its article says so, its director. Facts only, no sentence. A name is that of somebody curated
when the years allow it; a name whose films lie generations apart is several people. Keys that are
stored are kept.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from knowledge_consistency import vocabulary
from knowledge_references import fold, fold_title, read_references
from knowledge_tables import Row, Tables, join, read_tables, split
from wide_listed import Known, Listed, nickname, read_listed
from wide_tables import read_wide, write_wide

from graphbuild.iris import slug

_GAP, _ASIDE, _OTHER_TRADE = 35, 30, 12
"""Years without a film that part two people of a name; how far films may lie from those that
somebody curated is known for, and how far where these are of another trade."""
_LIFE = 95
_CREW = ("directors", "screenwriters", "producers", "cinematographers")


@dataclass(slots=True)
class Curated:
    """Somebody of the curated tables: year of birth, and the years of their films by trade."""

    key: str
    birth: int
    acted: list[int] = field(default_factory=list)
    made: list[int] = field(default_factory=list)

    def may_be(self, career: Career) -> bool:
        """Whether the films of a career can be theirs."""
        first, last = career.years[0], career.years[-1]
        if not self.lived(career):
            return False
        own, other = (self.made, self.acted) if career.directs else (self.acted, self.made)
        return _near(own, first, last, _ASIDE) or _near(other, first, last, _OTHER_TRADE)

    def lived(self, career: Career) -> bool:
        """Whether the films of a career are of their time, as far as their birth is known."""
        return (
            not self.birth or self.birth < career.years[0] <= career.years[-1] <= self.birth + _LIFE
        )

    @property
    def is_known_by_name_alone(self) -> bool:
        """Whether no curated film is theirs: it is by their stored key that they are in these."""
        return not self.acted and not self.made


def _near(years: list[int], first: int, last: int, margin: int) -> bool:
    return bool(years) and first <= max(years) + margin and last >= min(years) - margin


@dataclass(slots=True)
class Career:
    """The films of one person among those of a name: their places in the list, and their years."""

    films: list[int]
    years: list[int]
    directs: bool


def curated_people(tables: Tables) -> dict[str, list[Curated]]:
    """Those who play in the curated films, or make them, by folded name."""
    people = {r["key"]: Curated(r["key"], int(r["birth_year"] or 0)) for r in tables["people"]}
    years = {r["key"]: int(r["year"]) for r in tables["films"] if r["year"]}
    for film in tables["films"]:
        for key in {key for column in _CREW for key in split(film[column])}:
            people[key].made.append(years[film["key"]])
    for part in tables["performances"]:
        people[part["performer"]].acted.append(years[part["film"]])
    found: dict[str, list[Curated]] = defaultdict(list)
    for row in tables["people"]:
        for name in {fold(n) for n in (row["name"], *split(row["aliases"]))}:
            found[name].append(people[row["key"]])
    return found


def curated_films(tables: Tables) -> dict[str, list[Listed]]:
    """The curated films by folded title, with the names of their people."""
    names = {row["key"]: row["name"] for row in tables["people"]}
    casts: dict[str, list[str]] = defaultdict(list)
    for part in tables["performances"]:
        casts[part["film"]].append(names[part["performer"]])
    found: dict[str, list[Listed]] = defaultdict(list)
    for row in tables["films"]:
        directors = [names[key] for key in split(row["directors"])]
        film = Listed(row["title"], int(row["year"] or 0), casts[row["key"]], directors)
        titles = {row["title"], row["original_title"], *split(row["aliases"])} - {""}
        for title in {fold_title(t) for t in titles}:
            found[title].append(film)
    return found


def is_curated(film: Listed, curated: dict[str, list[Listed]]) -> bool:
    """Whether the curated tables have a film: title and somebody agree within a year, or title and
    year where too few are known to tell."""
    for held in curated.get(fold_title(film.title), ()):
        away, shared = abs(held.year - film.year), held.people() & film.people()
        strangers = len(held.people()) > 3 and len(film.people()) > 1
        if away <= 1 and (shared or (away == 0 and not strangers)):
            return True
    return False


def careers(films: list[Listed]) -> Iterator[tuple[str, Career]]:
    """The people behind the names, with the folded name: films generations apart are of two."""
    named: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for index, film in enumerate(films):
        for name in dict.fromkeys((*film.directors, *film.cast)):
            directs = name in film.directors
            named[fold(nickname(name)[0])].append((film.year, index, directs))
    for name, held in sorted(named.items()):
        held.sort()
        start = 0
        for end in range(1, len(held) + 1):
            if end == len(held) or held[end][0] - held[end - 1][0] > _GAP:
                part = held[start:end]
                directs = 2 * sum(d for _, _, d in part) > len(part)
                yield name, Career([i for _, i, _ in part], [y for y, _, _ in part], directs)
                start = end


class Keys:
    """Keys for films and people: the curated one, the stored one, or the first that is free."""

    def __init__(self, curated: Tables, stored: Tables) -> None:
        self.people = curated_people(curated)
        self.used = {row["key"] for name in ("films", "people") for row in curated[name]}
        self.curated = frozenset(self.used)
        names = {r["key"]: fold(r["name"]) for t in (curated, stored) for r in t["people"]}
        self.films: dict[tuple[str, str], list[tuple[str, set[str]]]] = defaultdict(list)
        self.stored: dict[tuple[str, str], str] = {}
        for film in stored["films"]:
            people = (*split(film["directors"]), *split(film["cast"]))
            made_by = {names[key] for key in people if key in names}
            self.films[film["title"], film["year"]].append((film["key"], made_by))
            self.stored |= {(film["key"], names[key]): key for key in people if key in names}
        self.kept = {r["key"] for name in ("films", "people") for r in stored[name]} - self.used

    def of_films(self, films: list[Listed]) -> list[str]:
        """The keys of films, in their order."""
        return [self._key(self._stored(f), f"film/{slug(f.title)}-{f.year}") for f in films]

    def _stored(self, film: Listed) -> str:
        people = film.people()
        held = self.films.get((film.title, str(film.year)), ())
        return max(held, key=lambda h: len(h[1] & people), default=("", set()))[0]

    def of_person(self, name: str, label: str, career: Career, films: list[str]) -> str:
        """The key of somebody who made films of these keys."""
        curated = self.people.get(name, ())
        fitting = [p.key for p in curated if p.may_be(career)]
        if len(fitting) == 1:
            return fitting[0]
        stored = next(filter(None, (self.stored.get((film, name), "") for film in films)), "")
        for person in curated:
            if person.key == stored and person.is_known_by_name_alone and person.lived(career):
                return stored
        return self._key(stored, f"person/{slug(label)}")

    def _key(self, stored: str, base: str) -> str:
        key = stored if stored not in self.used else ""
        if not key:
            numbered = (base if n == 1 else f"{base}-{n}" for n in count(1))
            key = next(k for k in numbered if k not in self.used and k not in self.kept)
        self.used.add(key)
        return key


def wide_tables(listed: Iterable[Listed], curated: Tables, stored: Tables) -> Tables:
    """The rows of the listed films that the curated tables lack, and of their people."""
    held = curated_films(curated)
    films = [film for film in listed if not is_curated(film, held)]
    films.sort(key=lambda f: (f.year, f.title))
    keys = Keys(curated, stored)
    film_keys = keys.of_films(films)
    spellings = _spellings(films)
    whose: dict[tuple[int, str], str] = {}
    people: list[Row] = []
    for name, career in careers(films):
        label = spellings[name].most_common(1)[0][0]
        key = keys.of_person(name, label, career, [film_keys[i] for i in career.films])
        whose |= {(index, name): key for index in career.films}
        if key not in keys.curated:
            people.append({"key": key, "name": label, "source": "wikipedia-films"})
            people[-1]["aliases"] = join(_aliases(films, career, name))
    rows = [_film_row(f, film_keys[i], i, whose) for i, f in enumerate(films)]
    return {"films": rows, "people": people}


def _spellings(films: list[Listed]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for film in films:
        for name in (*film.directors, *film.cast):
            bare = nickname(name)[0]
            found[fold(bare)][bare] += 1
    return found


def _aliases(films: list[Listed], career: Career, name: str) -> list[str]:
    """Names with the nickname that some lists put inside: *Fatty Arbuckle*."""
    named = (n for i in career.films for n in (*films[i].directors, *films[i].cast))
    parts = {nickname(n) for n in named}
    return sorted(
        f"{nick} {bare.split()[-1]}" for bare, nick in parts if nick and fold(bare) == name
    )


def _film_row(film: Listed, key: str, index: int, whose: dict[tuple[int, str], str]) -> Row:
    def keys(names: list[str]) -> str:
        return join([whose[index, fold(nickname(name)[0])] for name in names])

    return {
        "key": key,
        "title": film.title,
        "year": str(film.year),
        "directors": keys(film.directors),
        "cast": keys(film.cast),
        "genres": join(film.genres),
        "imdb": film.imdb,
        "source": film.source,
    }


def _known(curated: Tables) -> Known:
    singles = (row["name"] for row in curated["people"] if " " not in row["name"])
    figures = (row["name"] for name in ("characters", "series") for row in curated[name])
    return Known(
        frozenset(vocabulary()[0]), frozenset(map(fold, singles)), frozenset(map(fold, figures))
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("reference", nargs="+", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("data/knowledge"))
    options = parser.parse_args()
    curated = read_tables(options.folder)
    awards = read_references([p for p in options.reference if p.suffix == ".csv"])
    lists = [p for p in options.reference if p.suffix == ".jsonl"]
    listed = read_listed(lists, awards, _known(curated))
    tables = wide_tables(listed, curated, read_wide(options.folder))
    write_wide(options.folder, tables)
    print(f"films={len(tables['films'])} people={len(tables['people'])}")


if __name__ == "__main__":
    main()
