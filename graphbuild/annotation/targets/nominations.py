"""Films that a sentence about awards may speak of: by category, ceremony and the nominees named.

Of who was nominated for an Academy Award (``data/knowledge/nominations``) a sentence without the
film's name often says enough: *the film won Best Film Editing at the 49th Academy Awards*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from graphbuild.knowledge.tables import read_rows
from graphbuild.resources import data_dir

__all__ = ["Nominated", "Nomination", "nominated", "nominations"]

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST = 3


class Nomination(NamedTuple):
    """A film's nomination; ``names`` are the surnames of the nominees, in lower case."""

    film: str
    year: int
    ceremony: int
    categories: tuple[str, ...]
    names: frozenset[str]
    won: bool


@dataclass(slots=True)
class Nominated:
    """What a sentence has of a film's nominations: its nominees, its categories, its ceremony;
    ``rivals`` are other films of which it has as much."""

    label: str
    names: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    dated: bool = False
    won: bool = False
    rivals: int = 0

    @property
    def evidence(self) -> int:
        """How much speaks for the film."""
        return len(self.names) + self.dated


@cache
def nominations() -> Mapping[str, Sequence[Nomination]]:
    """The nominations known, by the words for their category."""
    found: dict[str, list[Nomination]] = defaultdict(list)
    for row, _ in read_rows(data_dir() / "knowledge" / "nominations" / "oscars.tsv"):
        nomination = Nomination(
            row["film"],
            int(row["year"]),
            int(row["ceremony"]),
            tuple(row["category"].split("|")),
            frozenset(_surname(n) for n in row["nominees"].split("|") if n),
            row["won"] == "yes",
        )
        for category in nomination.categories:
            found[category].append(nomination)
    return found


def nominated(words: Sequence[str]) -> list[Nominated]:
    """The films whose nominations the words of a sentence fit, best first."""
    text = f" {' '.join(words).lower()} "
    if " academy award" not in text and " oscar" not in text:
        return []
    names = {w.lower() for w in words if w[0].isupper() and len(w) >= _SHORTEST}
    years = {int(w) for w in words if _YEAR.fullmatch(w)}
    ceremonies = {int(m[1]) for w in words if (m := _ORDINAL.fullmatch(w))}
    found: dict[tuple[str, int], Nominated] = {}
    for category, given in nominations().items():
        if f" {category} " not in text:
            continue
        for one in given:
            named = one.names & names
            dated = one.ceremony in ceremonies or one.year in years or one.year + 1 in years
            if named or dated:
                film = found.setdefault((one.film, one.year), Nominated(one.film))
                film.names |= named
                film.categories.add(one.categories[0])
                film.dated |= dated
                film.won |= one.won
    return _ranked(list(found.values()), won=bool({"won", "win", "winning"} & set(words)))


def _ranked(films: list[Nominated], *, won: bool) -> list[Nominated]:
    """Best first; where the sentence tells of a win, winners come before the others."""
    films.sort(key=lambda f: (-f.evidence, -len(f.categories), -(won and f.won), f.label))
    for film in films:
        film.rivals = sum(
            (f.evidence, len(f.categories)) >= (film.evidence, len(film.categories)) for f in films
        )
        film.rivals -= 1
    return films


def _surname(name: str) -> str:
    return re.split(r"[\s-]", name.lower())[-1]
