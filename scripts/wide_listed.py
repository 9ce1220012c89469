"""The films of the public lists, cleaned: names that are names, titles that are titles.

Of the lead of a list's article, the director and the stars are taken over as facts; no sentence is
kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge_references import OscarFilm, References, fold, fold_title
from knowledge_sources import match_films

__all__ = ["Known", "Listed", "nickname", "read_listed"]

_PARTICLES = frozenset(
    "de del della der den di da dos das du la le van von y e el al bin ben ibn ten ter zu af "
    "av".split()
)
_GROUP_WORDS = frozenset(
    "the and with band brothers sisters boys girls kids orchestra quartet trio players pictures "
    "productions studios films award awards tunes unknown various narrator narration voices voice "
    "animals unit association society committee festival school university team club it he "
    "she this in an a its his her st academy american british canadian playboy united senator "
    "president director filmmaker actor actress hollywood gang melodies".split()
)
_ASIDE = re.compile(r"\s*[\[({][^\])}]*[\])}]?|\s*[\])}]+")
_QUOTED = re.compile(r"\s*[\"“]([^\"”]+)[\"”]|\s(?:'|‘)([^'’]{2,})(?:'|’)(?=\s)")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_LONGEST_NAME, _LONGEST_TITLE = 5, 80
_CAPITALISED = r"(?:[A-Z][\w’'-]*[a-z][\w’'-]*|(?:[A-Z]\.)+)"
_NAME = (
    rf"{_CAPITALISED}(?:,? (?:Jr|Sr)\.| (?:{_CAPITALISED}|[A-Z]\.?|de|del|della|van|von|der|den|la"
    r"|le|da|di|[\"“][A-Z][\w .'-]+[\"”]))+"
)
_MADE = r"(?:co-)?(?:written|produced|edited|scored|narrated|photographed|filmed|shot|financed)"
_ALSO = rf"(?:(?:,| and|, and) (?:{_MADE}|starring|starred))*"
_DIRECTED = re.compile(
    rf"\b(?<!co-)directed{_ALSO},? by(?:,? and (?:also )?starring|,? and co-starring)?"
    rf" ({_NAME}(?:, {_NAME})*(?:,? and {_NAME})?)(?=[,.;]|\s[a-z(]|$)"
)
_STARRING = re.compile(
    rf"\b(?:starring|[Ii]t stars|[Tt]he film stars) ({_NAME}(?:, {_NAME})*(?:,? and {_NAME})?)"
    r"(?=[,.;]|\s[a-z(]|$)"
)
_OTHER_FILM = re.compile(
    r"\b(?:remake|remade|sequel|prequel|based on|adapted from|adaptation|version|previously|earlier"
    r"|original|later|followed by|following|inspired)\b[^,]*$"
)
_SENTENCE = re.compile(r"(?<=[a-z)\d])(?<! St)(?<! Dr)(?<! Mr)(?<! Mrs)\. (?=[A-Z\"])")
_GENRES = {
    "animated": "animation",
    "biography": "biographical",
    "noir": "film-noir",
    "sport": "sports",
    "legal": "legal-drama",
}


@dataclass(slots=True)
class Listed:
    """A film of the lists: its people by their names as written, without markup."""

    title: str
    year: int
    cast: list[str] = field(default_factory=list)
    directors: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    imdb: str = ""
    source: str = "wikipedia-films"

    def people(self) -> set[str]:
        return {fold(name) for name in (*self.cast, *self.directors)}


@dataclass(frozen=True, slots=True)
class Known:
    """What the names of the lists are judged by: the genres of our scheme, and the folded names
    of people known by one word, and of the characters and series that stand among the casts of
    cartoons."""

    genres: frozenset[str]
    singles: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()


def read_listed(paths: Iterable[Path], references: References, known: Known) -> list[Listed]:
    """The films of the lists that have a title and somebody who made them, in order.

    Rows of one film, which may stand in two years, are joined.
    """
    found: dict[str, list[Listed]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            film = _listed(json.loads(line), known)
            if film is not None:
                _join(found.setdefault(fold_title(film.title), []), film)
    films = [film for same in found.values() for film in same]
    _without_pairs(films)
    for film in films:
        _with_awards(film, references.oscars.get(fold_title(film.title), []))
    return films


def _join(same: list[Listed], film: Listed) -> None:
    """Add a film to those of its title, or what it says to the one that it is."""
    near = (f for f in same if abs(f.year - film.year) <= 1 and f.people() & film.people())
    held = next(near, None)
    if held is None:
        same.append(film)
        return
    held.cast = list(dict.fromkeys([*held.cast, *film.cast]))
    held.directors = held.directors or film.directors
    held.genres = list(dict.fromkeys([*held.genres, *film.genres]))


def _without_pairs(films: list[Listed]) -> None:
    """Leave out what is two names of which the comma is missing."""
    names = {name for film in films for name in film.cast}
    for film in films:
        film.cast = [n for n in film.cast if not _is_pair(n.split(), names)]


def _is_pair(words: list[str], names: set[str]) -> bool:
    cuts = range(2, len(words) - 1)
    return any(" ".join(words[:i]) in names and " ".join(words[i:]) in names for i in cuts)


def _listed(row: dict[str, Any], known: Known) -> Listed | None:
    title, lead = _title(row["title"]), (row.get("extract") or "").partition("\n")[0]
    named = [n for name in [*row["cast"], *_stars(lead)] if (n := _name(name, known.singles))]
    animated = "Animated" in row["genres"]
    cast = [n for n in dict.fromkeys(named) if not (animated and fold(n) in known.figures)]
    directors = [n for name in _directors(lead) if (n := _name(name, known.singles))]
    if not title or not (cast or directors):
        return None
    slugs = [g.lower().replace(" ", "-") for g in row["genres"]]
    kinds = [k for s in slugs if (k := _GENRES.get(s, s)) in known.genres]
    return Listed(title, row["year"], cast, directors, list(dict.fromkeys(kinds)))


def _title(text: str) -> str:
    """The title without markup; empty where what stands there is none."""
    title = " ".join(re.sub(r"\[[^\]]*\]|[\[\]{}|\t]", "", text).split()).strip(' "“”')
    bad = len(title) > _LONGEST_TITLE or "/" in title or not any(c.isalnum() for c in title)
    return "" if bad else title


def _name(text: str, singles: frozenset[str] = frozenset()) -> str:
    """A person's full name without asides; empty where it is none, such as a role or a band.

    ``singles`` are the folded names of people known by one word.
    """
    plain = " ".join(_ASIDE.sub("", text).replace(",", "").split()).strip(" .:;*-")
    plain = re.sub(r"\b(Jr|Sr)$", r"\1.", plain)
    bare = _QUOTED.sub("", plain)
    if fold(bare) in singles:
        return bare
    words = bare.split()
    good = 2 <= len(words) <= _LONGEST_NAME and not any(c.isdigit() or c in "&/:?!" for c in bare)
    if not good or not all(_is_name_word(w) for w in words):
        return ""
    if words[0].islower() or words[-1].islower() or any(w.endswith(("'s", "’s")) for w in words):
        return ""
    return "" if {w.lower() for w in words} & _GROUP_WORDS else plain


def _is_name_word(word: str) -> bool:
    if not _WORD.fullmatch(word):
        return False
    return not word.islower() or word in _PARTICLES


def _names(text: str) -> list[str]:
    return [n.strip() for n in re.split(r", and |, (?!Jr|Sr)| and ", text) if n.strip()]


def _directors(lead: str) -> list[str]:
    """The names after *directed by* where the lead says it of the film itself."""
    for sentence in _SENTENCE.split(lead)[:3]:
        match = _DIRECTED.search(sentence)
        if match and not _OTHER_FILM.search(sentence[: match.start()]):
            return _names(match[1])
    return []


def _stars(lead: str) -> list[str]:
    """The names after *starring* where the lead says it of the film itself."""
    for sentence in _SENTENCE.split(lead)[:2]:
        match = _STARRING.search(sentence)
        if match and not _OTHER_FILM.search(sentence[: match.start()]):
            return _names(match[1])
    return []


def _with_awards(film: Listed, nominated: list[OscarFilm]) -> None:
    """Id and directors of the award rows, where title, year and somebody who took part agree."""
    matched = match_films(nominated, film.year, film.people())
    if matched:
        film.imdb, film.source = matched[0].imdb, "oscars|wikipedia-films"
        film.directors = film.directors or matched[0].credits["directors"]


def nickname(name: str) -> tuple[str, str]:
    """A name without the nickname inside it, and that nickname, empty when there is none."""
    match = _QUOTED.search(name)
    bare = " ".join(_QUOTED.sub("", name).split())
    return bare, (match[1] or match[2]) if match else ""
