"""What a line of a compiled file leaves out, because the rest of the line tells it.

An import of millions of names says much twice: a key repeats type, label and identifier, a label
repeats the name. Less than half of it is written. What is not as the rules here say is written
in full, so that whatever was shortened comes back as it was.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = [
    "CODED",
    "CODED_YEAR",
    "NAMED",
    "PART",
    "PEOPLE",
    "PLACE",
    "VARIANT",
    "WRITTEN",
    "code",
    "code_of",
    "imdb_id",
    "of_code",
    "place_of",
    "prior_of",
    "rank_of",
    "short_agent",
    "short_key",
    "short_kind",
    "short_label",
    "short_more",
    "short_part",
    "whole_agent",
    "whole_code",
    "whole_key",
    "whole_kind",
    "whole_label",
    "whole_more",
    "whole_part",
]

PEOPLE = 1 << 32
"""Numbers of people are those of IMDb above this, of films those below."""
WRITTEN = "="
"""What begins the list of a thing of which only IMDb speaks, in the place of its rarer fields."""
_LISTS = {"person": "roles", "film": "genres", "series": "genres"}


def imdb_id(number: int) -> str:
    """The identifier of IMDb that a number stands for."""
    return f"nm{number - PEOPLE:07d}" if number >= PEOPLE else f"tt{number:07d}"


def short_agent(number: int) -> str:
    """Somebody in a cast, people of IMDb by their identifier."""
    return imdb_id(number) if number >= PEOPLE else str(number)


def whole_agent(text: str) -> int:
    """The number of somebody in a cast, inverse of :func:`short_agent`."""
    return PEOPLE + int(text[2:]) if text[0] == "n" else int(text)


def _key(number: int, type_: str, label: str, year: int | str | None) -> str:
    """The key that a thing of IMDb has, of a character what it begins with."""
    dated = f"-{year or 'undated'}" if type_ in ("film", "series") else ""
    return f"{type_}/{label.lower().replace(' ', '-')}{dated}-{imdb_id(number)}"


def short_key(
    number: int, key: str, type_: str, label: str, year: int | str | None
) -> tuple[str, str]:
    """Key and type as they are written: one of them tells both."""
    rest = key.removeprefix(_key(number, type_, label, year))
    if not rest or rest[0] == "-":
        return rest, type_
    return key, "" if key.startswith(f"{type_}/") else type_


def whole_key(number: int, key: str, type_: str, label: str, year: str) -> tuple[str, str]:
    """Key and type as they were, inverse of :func:`short_key`."""
    if not type_:
        return key, key.partition("/")[0]
    if not key or key[0] == "-":
        return _key(number, type_, label, year) + key, type_
    return key, type_


def short_part(film: int, billing: str, key: str, label: str) -> str:
    """The key of a part as a line of its film's cast has it."""
    whole = f"{_key(film, 'character', label, None)}-{billing}"
    rest = key.removeprefix(whole)
    return rest if not rest or rest[0] == "-" else key


def whole_part(film: int, billing: str, key: str, label: str) -> str:
    """The key of a part as it was, inverse of :func:`short_part`."""
    if key and key[0] != "-":
        return key
    return f"{_key(film, 'character', label, None)}-{billing}{key}"


def short_kind(kind: str) -> str:
    """The kind of a name, left out where it is the name itself."""
    return "" if kind == "label" else kind


def whole_kind(kind: str) -> str:
    """The kind as it was, inverse of :func:`short_kind`."""
    return kind or "label"


def short_label(form: str, label: str) -> str:
    """The label beside a name, left out where it is the name with capitals."""
    return "" if label == form.title() and label.isascii() else label


def whole_label(form: str, label: str) -> str:
    """The label as it was, inverse of :func:`short_label`."""
    return label or form.title()


def short_more(number: int, type_: str, more: dict[str, tuple[str, ...] | str]) -> str | None:
    """The rarer fields that IMDb alone gives, None where there are others."""
    listed = more.get(_LISTS.get(type_, ""), ())
    held = {"imdb": imdb_id(number), "source": "imdb"} | ({_LISTS[type_]: listed} if listed else {})
    if more != held or any("," in text or not text for text in listed):
        return None
    return WRITTEN + ",".join(listed)


def whole_more(number: int, type_: str, more: str) -> dict[str, tuple[str, ...] | str]:
    """The rarer fields by name, of a list that :func:`short_more` made or of JSON."""
    if not more.startswith(WRITTEN):
        found = json.loads(more or "{}").items()
        return {k: tuple(v) if isinstance(v, list) else v for k, v in found}
    listed = tuple(more[1:].split(",")) if more != WRITTEN else ()
    held = {_LISTS[type_]: listed} if listed else {}
    return {"imdb": imdb_id(number), **held, "source": "imdb"}


def rank_of(kind: str, prior: float) -> int:
    """Where a meaning stands among those of its name: variants last, the most prominent first."""
    return (1000 if kind == "variant" else 0) + 1000 - round(1000 * prior)


def prior_of(kind: str, rank: int) -> float:
    """The prominence that a rank tells, to a thousandth."""
    return ((2000 if kind == "variant" else 1000) - rank) / 1000


CODED = ("", "person", "film", "series", "character")
"""What the kinds of codes mean that say all: by a name with capitals, under a key of IMDb."""
NAMED, VARIANT, PART = 5, 6, 7
"""Kinds of codes that only say what is meant: by its name, by a variant of it, a part by its film
and billing."""
PLACE = 19
"""Bits of a code below the place of the meaning among those of its name: rank, then number."""
CODED_YEAR = (1 << 16) - 1
"""The greatest year, or billing, of a code."""
_NUMBER = 34  # bits
_NUMBERS = (1 << _NUMBER) - 1


def code(rank: Any, number: Any, kind: Any, year: Any = 0) -> Any:
    """A meaning of a name in 64 bits, in the order of rank and number; of arrays, many."""
    return place_of(rank, number) << PLACE | kind << 16 | year


def place_of(rank: Any, number: Any) -> Any:
    """Where a meaning stands among those of its name."""
    return rank << _NUMBER | number


def of_code(coded: int) -> tuple[int, int, int, int]:
    """Rank, number, kind, and year or billing of a code."""
    place = coded >> PLACE
    return place >> _NUMBER, place & _NUMBERS, coded >> 16 & 7, coded & CODED_YEAR


def whole_code(form: str, number: int, kind: int, also: int) -> tuple[str, str, str, int | None]:
    """Key, type, label and year of what a code means that says all."""
    type_, words = CODED[kind], form.replace(" ", "-")
    if type_ == "person":
        return f"person/{words}-{imdb_id(number)}", type_, form.title(), also or None
    if type_ == "character":
        return f"character/{words}-{imdb_id(number)}-{also}", type_, form.title(), None
    key = f"{type_}/{words}-{also or 'undated'}-{imdb_id(number)}"
    return key, type_, form.title(), also or None


def code_of(rank: int, number: int, said: str) -> int:
    """The code of a name of a thing whose line would say so much, 0 where it needs that line."""
    kind, key, type_, label, year = said.split("\t")
    if key or not type_ or kind not in ("", "variant") or number >> _NUMBER:
        return 0
    if kind:
        return int(code(rank, number, VARIANT))
    if label or type_ not in CODED[:-1]:
        return int(code(rank, number, NAMED))
    return int(code(rank, number, CODED.index(type_), int(year or 0)))
