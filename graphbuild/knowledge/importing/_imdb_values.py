"""What the fields of IMDb's files mean, and what all pieces of a file are read with."""

from __future__ import annotations

import math
import pickle
from array import array
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graphbuild.iris import slug
from graphbuild.knowledge.shortening import rank_of

__all__ = [
    "DIGITS",
    "FAMOUS",
    "FILMS",
    "FILM_BITS",
    "PLAYS",
    "PRONOUNS",
    "ROLES",
    "SELF",
    "SERIES",
    "SOUNDING",
    "Shared",
    "counted",
    "genres_of",
    "pronoun_of",
    "shared_at",
    "standing",
    "title_prior",
]

FILM_BITS = 28
"""Of a pair of a person and a film in one number, what the film takes."""
FILMS = frozenset("movie tvMovie video short tvSpecial tvShort".split())
SERIES = frozenset("tvSeries tvMiniSeries".split())
ROLES = {
    "director": "director",
    "writer": "screenwriter",
    "composer": "musicBy",
    "cinematographer": "cinematographer",
    "producer": "producer",
    "editor": "editor",
}
PLAYS = frozenset("actor actress self".split())
PRONOUNS = {"actress": "she", "actor": "he"}
DIGITS = 8
"""Of an identifier: what is kept by number stays small."""
SOUNDING = 3
FAMOUS = 200
"""Credits from which more make nobody more prominent."""
SELF = frozenset("self himself herself themselves".split())


class Shared(NamedTuple):
    """What the pieces of a file are read with; ``folder`` takes the runs of names.

    ``forms`` and ``ids`` are names and identifiers of the core; ``kept`` says by number which films
    are imported; ``votes`` and ``credited`` count by number, ``women`` marks those so credited.
    """

    folder: Path
    forms: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    kept: array[int] | None = None
    votes: array[int] | None = None
    credited: array[int] | None = None
    women: array[int] | None = None

    def save(self, path: Path) -> Path:
        """Write it where the processes read it."""
        path.write_bytes(pickle.dumps(self, protocol=5))
        return path


@lru_cache(maxsize=1)
def shared_at(path: Path) -> Shared:
    return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]


def counted(of: array[int] | None, number: int) -> int:
    """How often a number was counted, 0 where none was."""
    return of[number] if of is not None and number < len(of) else 0


@lru_cache(maxsize=4096)
def title_prior(votes: int) -> float:
    return round(0.2 + 0.06 * math.log10(1 + votes), 3) if votes else 0.15


@lru_cache(maxsize=4096)
def genres_of(listed: str) -> tuple[str, ...]:
    return () if listed == r"\N" else tuple(map(slug, listed.split(",")))


@lru_cache(maxsize=1024)
def standing(count: int) -> tuple[float, int, int]:
    """Of a person so often credited: prominence, and the ranks of name and variants."""
    prior = round(min(0.1 + 0.04 * math.log2(1 + count), 0.4), 3)
    return prior, rank_of("label", prior), rank_of("variant", prior)


@lru_cache(maxsize=4096)
def pronoun_of(jobs: str) -> str:
    """The pronoun that the professions of a person give."""
    return "she" if "actress" in jobs else "he" if "actor" in jobs else ""
