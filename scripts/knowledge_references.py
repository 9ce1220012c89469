"""The two public references that facts are checked against: Academy Award rows and film lists."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["OscarFilm", "ReferenceFilm", "References", "fold", "fold_title", "read_references"]

_ARTICLES = re.compile(r"^(the|a|an|la|le|les|el|il|der|die|das)\s+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_ROLES = {
    "DIRECTING": "directors",
    "CINEMATOGRAPHY": "cinematographers",
    "MUSIC (Original Score)": "composers",
    "WRITING (Original Screenplay)": "screenwriters",
    "WRITING (Adapted Screenplay)": "screenwriters",
}


def fold(text: str) -> str:
    """A name for comparison: no case, diacritics, punctuation or spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


def fold_title(title: str) -> str:
    """A title for comparison: as ``fold``, without a leading article."""
    return fold(_ARTICLES.sub("", title.casefold().replace("&", " and ")))


@dataclass(slots=True)
class ReferenceFilm:
    """One film of a reference; ``cast`` holds names as written there."""

    title: str
    years: set[int]
    where: str
    cast: list[str] = field(default_factory=list)

    def people(self) -> set[str]:
        return {fold(name) for name in self.cast}


@dataclass(slots=True)
class OscarFilm(ReferenceFilm):
    """A film of the award rows: ids, credits by column, and (name, character, pronoun) played."""

    imdb: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    credits: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    played: list[tuple[str, str, str]] = field(default_factory=list)

    def people(self) -> set[str]:
        return set(self.ids)


@dataclass(slots=True)
class References:
    """Films of both references by folded title."""

    oscars: dict[str, list[OscarFilm]]
    wikipedia: dict[str, list[ReferenceFilm]]


def read_references(paths: Iterable[Path]) -> References:
    """Read ``.csv`` files as award rows and ``.jsonl`` files as film lists."""
    references = References(defaultdict(list), defaultdict(list))
    for path in paths:
        if path.suffix == ".csv":
            for film in _oscar_films(path):
                references.oscars[fold_title(film.title)].append(film)
        else:
            for listed in _listed_films(path):
                references.wikipedia[fold_title(listed.title)].append(listed)
    return references


def _oscar_films(path: Path) -> list[OscarFilm]:
    films: dict[str, OscarFilm] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t")
        for row in reader:
            _add_row(films, row, f"{path.name}:{reader.line_num}")
    return list(films.values())


def _add_row(films: dict[str, OscarFilm], row: dict[str, str], where: str) -> None:
    titles, ids = (row["Film"] or "").split("|"), (row["FilmId"] or "").split("|")
    details = (row["Detail"] or "").split("|")
    for position, (title, imdb) in enumerate(zip(titles, ids, strict=False)):
        if not imdb:
            continue
        film = films.setdefault(imdb, OscarFilm(title, _years(row["Year"]), where, imdb=imdb))
        film.years |= _years(row["Year"])
        _add_people(film, row, details[position] if position < len(details) else "")


def _add_people(film: OscarFilm, row: dict[str, str], detail: str) -> None:
    names = [n for n in (row["Nominees"] or "").split("|") if n]
    for name, imdb in zip(names, (row["NomineeIds"] or "").split("|"), strict=False):
        film.ids[fold(name)] = imdb
    category = row["CanonicalCategory"]
    if row["Class"] == "Acting":
        pronoun = "she" if "ACTRESS" in category else "he"
        film.played.extend((name, detail, pronoun) for name in names)
        film.cast.extend(names)
    elif role := _ROLES.get(category.split(" (Black")[0].split(" (Color")[0]):
        film.credits[role].extend(names)


def _years(text: str) -> set[int]:
    start = int(text[:4])
    return {start, start + 1} if "/" in text else {start}


def _listed_films(path: Path) -> list[ReferenceFilm]:
    films = []
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            data = json.loads(line)
            where = f"{path.name}:{number}"
            films.append(ReferenceFilm(data["title"], {data["year"]}, where, data["cast"]))
    return films
