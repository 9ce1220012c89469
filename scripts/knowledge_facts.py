"""The compact notation in which facts are written before they are merged into the tables.

A film is one line, its cast the lines after it that start with ``>``::

    Title / Original title [alias; alias] | year | directors | screenwriters | countries | genres
        | m=composers | c=cinematographers | p=producers | co=companies | s=series
        | b=kind~title~creator~year
    > Performer ~ Character (nickname, Another Full Name); Performer = Character@

(the film on one line). Names are separated by commas; ``=`` as screenwriters means the directors.
Between performer and character stands the pronoun of both: ``=`` he, ``~`` she, ``%`` they,
``-`` none or unknown; two signs give the performer's and the character's. ``@`` after a character
says that it is the figure of that name known from other films; ``self`` is the performer.
``Name#2`` is the second person of that name. Other records are lines ``@person`` etc. with cells
separated by ``|`` in the order of the table's columns after the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Facts", "FilmFact", "Part", "RecordFact", "read_facts"]

_PRONOUNS = {"=": "he", "~": "she", "%": "they", "-": ""}
_PART = re.compile(r"(?P<performer>.+?) (?P<signs>[=~%-]{1,2}) (?P<character>.*)")
_NAMES = re.compile(r"(?P<name>[^(@]+)(?P<early>@?)\s*(?:\((?P<others>.*)\))?(?P<late>@?)")
_TITLE = re.compile(r"(?P<title>.+?)(?: / (?P<original>.+?))?(?: \[(?P<aliases>.*)\])?")
_KEYS = {"m": "composers", "c": "cinematographers", "p": "producers", "co": "companies"}


@dataclass(frozen=True, slots=True)
class Part:
    """Who plays whom; ``character`` is empty when unknown, ``self`` for oneself."""

    performer: str
    performer_pronoun: str
    character: str
    character_pronoun: str
    aliases: tuple[str, ...]
    nicknames: tuple[str, ...]
    shared: bool


@dataclass(slots=True)
class FilmFact:
    """One film as written; ``credits`` maps a column of the films table to names."""

    title: str
    year: int
    where: str
    original: str = ""
    type: str = "film"
    aliases: list[str] = field(default_factory=list)
    credits: dict[str, list[str]] = field(default_factory=dict)
    countries: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    works: list[list[str]] = field(default_factory=list)
    cast: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One record of another table, ``cells`` in the order of its columns after the key."""

    table: str
    cells: list[str]
    where: str


@dataclass(slots=True)
class Facts:
    """Everything written in the files."""

    films: list[FilmFact] = field(default_factory=list)
    records: list[RecordFact] = field(default_factory=list)


def read_facts(paths: list[Path]) -> Facts:
    """Read fact files. Raises ``ValueError`` naming file and line of what cannot be read."""
    facts = Facts()
    for path in paths:
        for where, line in _lines(path):
            try:
                _read_line(facts, line, where)
            except (ValueError, IndexError) as error:
                raise ValueError(f"{where}: {error}: {line}") from error
    return facts


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path.name}:{number}", line.strip()


def _read_line(facts: Facts, line: str, where: str) -> None:
    if line.startswith(">"):
        facts.films[-1].cast.extend(_part(text) for text in _items(line[1:], ";"))
    elif line.startswith("@"):
        table, _, rest = line[1:].partition(" ")
        facts.records.append(RecordFact(table, [c.strip() for c in rest.split("|")], where))
    else:
        facts.films.append(_film([cell.strip() for cell in line.split("|")], where))


def _items(text: str, separator: str) -> list[str]:
    return [item.strip() for item in text.split(separator) if item.strip()]


def _film(cells: list[str], where: str) -> FilmFact:
    title = _matched(_TITLE, cells[0])
    film = FilmFact(
        title["title"], int(cells[1].strip("s")), where, original=title["original"] or ""
    )
    film.type = "series" if cells[1].endswith("s") else "film"
    film.aliases = _items(title["aliases"] or "", ";")
    film.credits["directors"] = _items(cells[2], ",")
    writers = _items(cells[3], ",")
    film.credits["screenwriters"] = [
        name for w in writers for name in (film.credits["directors"] if w == "=" else [w])
    ]
    film.countries, film.genres = _items(cells[4], ","), _items(cells[5], ",")
    for cell in filter(None, cells[6:]):
        _extra(film, cell)
    return film


def _extra(film: FilmFact, cell: str) -> None:
    key, found, value = cell.partition("=")
    if not found:
        raise ValueError(f"not key=value: {cell}")
    if key == "s":
        film.series.extend(_items(value, ","))
    elif key == "b":
        film.works.append([part.strip() for part in value.split("~")])
    else:
        film.credits.setdefault(_KEYS[key], []).extend(_items(value, ","))


def _part(text: str) -> Part:
    part = _matched(_PART, text)
    names = _matched(_NAMES, part["character"].strip() or "?")
    others = _items(names["others"] or "", ",")
    signs = part["signs"]
    return Part(
        performer=part["performer"].strip(),
        performer_pronoun=_PRONOUNS[signs[0]],
        character="" if (name := names["name"].strip()) == "?" else name,
        character_pronoun=_PRONOUNS[signs[-1]],
        aliases=tuple(o for o in others if " " in o),
        nicknames=tuple(o for o in others if " " not in o),
        shared=bool(names["early"] or names["late"]),
    )


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    if match := pattern.fullmatch(text):
        return match
    raise ValueError(f"cannot read {text!r}")
