"""Comparison of the knowledge tables with the references, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from knowledge_references import OscarFilm, ReferenceFilm, References, fold, fold_title
from knowledge_sources import CREW, Matches, names_of
from knowledge_tables import Row, Tables, read_tables, split

__all__ = ["Comparison", "agreement"]

_NEAR = 0.85
"""Similarity from which two different spellings are taken for one name misspelt."""
_NOBODY = dict.fromkeys(CREW, "")
_PLAIN_WORDS = {"the", "of", "mr", "mrs", "ms", "dr", "miss", "sir", "lady", "captain", "general"}
_PLAIN_WORDS |= {"a", "sister", "father", "lieutenant", "colonel", "sgt", "lt", "col", "capt"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value of ours held against one of a reference; ``agrees`` is None if not comparable."""

    field: str
    record: str
    where: str
    ours: str
    reference: str
    reference_where: str
    agrees: bool | None


def agreement(folder: Path, references: References) -> Iterator[Comparison]:
    """Every comparison that the references allow."""
    tables = read_tables(folder)
    matches = Matches(tables, references)
    lines = {row["key"]: f"films.tsv:{n}" for n, row in enumerate(tables["films"], 2)}
    yield from _years(tables, matches, references, lines)
    for film in tables["films"]:
        if oscar := matches.oscars.get(film["key"]):
            yield from _credits(film, oscar, matches, lines[film["key"]])
            yield from _nominated(film, oscar, matches, lines[film["key"]])
            yield from _imdb(film, oscar, matches, lines[film["key"]])
    yield from _characters(tables, matches)
    yield from _listed(tables, matches)


def _years(
    tables: Tables, matches: Matches, references: References, lines: dict[str, str]
) -> Iterator[Comparison]:
    """Films of the same title that share a person: their years must agree within one."""
    for film in tables["films"]:
        crew, year = set(matches.crew(film)), int(film["year"])
        for found in _same_film(film, crew, references):
            near = min(found.years, key=lambda y: abs(y - year))
            if abs(near - year) <= 3:
                yield Comparison(
                    "film year", film["key"], lines[film["key"]], film["year"], str(near),
                    found.where, abs(near - year) <= 1,
                )  # fmt: skip


def _same_film(film: Row, crew: set[str], references: References) -> Iterator[ReferenceFilm]:
    titles = {film["title"], film["original_title"], *split(film["aliases"])} - {""}
    for title in sorted({fold_title(title) for title in titles}):
        for found in (*references.oscars.get(title, ()), *references.wikipedia.get(title, ())):
            if len(crew & found.people()) >= min(2, len(found.people())) > 0:
                yield found


def _credits(film: Row, oscar: OscarFilm, matches: Matches, where: str) -> Iterator[Comparison]:
    """Directors must all be ours; of the other crafts one name must be shared."""
    for column, names in oscar.credits.items():
        keys = split(film[column])
        ours = set().union(*(names_of(matches.people[key]) for key in keys)) if keys else set()
        wanted = {fold(name) for name in names}
        agrees = (
            None if not keys else wanted <= ours if column == "directors" else bool(wanted & ours)
        )
        yield Comparison(
            column, film["key"], where, film[column], "|".join(names), oscar.where, agrees
        )


def _nominated(film: Row, oscar: OscarFilm, matches: Matches, where: str) -> Iterator[Comparison]:
    """Who was nominated for acting must be in a cast that we give."""
    cast = matches.cast[film["key"]]
    ours = {name for part in cast for name in names_of(matches.people[part["performer"]])}
    for name, _, _ in oscar.played:
        agrees = (fold(name) in ours) if cast else None
        yield Comparison("nominee in cast", film["key"], where, "", name, oscar.where, agrees)


def _imdb(film: Row, oscar: OscarFilm, matches: Matches, where: str) -> Iterator[Comparison]:
    if film["imdb"]:
        agrees = film["imdb"] == oscar.imdb
        yield Comparison(
            "film id", film["key"], where, film["imdb"], oscar.imdb, oscar.where, agrees
        )
    for name, person in sorted(matches.crew(film).items()):
        ours = matches.people[person]["imdb"]
        if name in oscar.ids and ours:
            yield Comparison(
                "person id", person, where, ours, oscar.ids[name], oscar.where,
                ours == oscar.ids[name],
            )  # fmt: skip


def _characters(tables: Tables, matches: Matches) -> Iterator[Comparison]:
    """The character of each nominated performance."""
    characters = {row["key"]: row for row in tables["characters"]}
    people = matches.people
    for line, part in enumerate(tables["performances"], 2):
        oscar = matches.oscars.get(part["film"])
        details = _details(oscar, people[part["performer"]]) if oscar else []
        row = characters.get(part["character"]) or people.get(part["character"])
        for detail in details:
            if not row or not detail:
                continue
            agrees = _same_character(row, detail) or _plays_also(part, detail, matches, characters)
            yield Comparison(
                "character", f"{part['film']} {part['performer']}", f"performances.tsv:{line}",
                row["name"], detail, oscar.where if oscar else "", agrees,
            )  # fmt: skip


def _plays_also(
    part: Row, detail: str, matches: Matches, characters: dict[str, Row]
) -> bool | None:
    """Not comparable when the nomination names another of the performer's parts in the film."""
    others = [
        characters[p["character"]] for p in matches.cast[part["film"]]
        if p["performer"] == part["performer"] and p["character"] in characters
    ]  # fmt: skip
    return None if any(_same_character(other, detail) for other in others) else False


def _details(oscar: OscarFilm, person: Row) -> list[str]:
    return sorted({d for name, d, _ in oscar.played if fold(name) in names_of(person)})


def _same_character(row: Row, detail: str) -> bool:
    """Whether one of our names shares a word that is no title with one of the reference's."""
    names = " ".join([row["name"], row.get("aliases", ""), row.get("nicknames", "")])
    ours, theirs = _words(names), _words(detail)
    return bool(ours & theirs) or fold(row["name"]) in fold(detail) or fold(detail) in fold(names)


def _words(text: str) -> set[str]:
    return {fold(word) for word in re.split(r"[\s|\"“”()/\[\]-]+", text)} - _PLAIN_WORDS - {""}


def _listed(tables: Tables, matches: Matches) -> Iterator[Comparison]:
    """Performers against cast lists, which are cut short: who is not listed cannot be compared."""
    for line, part in enumerate(tables["performances"], 2):
        found = matches.listed.get(part["film"])
        if not found:
            continue
        names = names_of(matches.people[part["performer"]])
        ours = set(matches.crew({**_NOBODY, "key": part["film"]}))
        near = _misspelt(names, found, ours) if not names & found.people() else ""
        agrees = True if names & found.people() else False if near else None
        yield Comparison(
            "performer", part["film"], f"performances.tsv:{line}",
            matches.people[part["performer"]]["name"], near, found.where, agrees,
        )  # fmt: skip


def _misspelt(names: set[str], film: ReferenceFilm, ours: set[str]) -> str:
    """Whom the list has under a name nearly one of ``names``, who is not another of our cast."""
    for listed in film.cast:
        if fold(listed) not in ours and any(
            SequenceMatcher(None, fold(listed), name).ratio() >= _NEAR for name in names
        ):
            return listed
    return ""
