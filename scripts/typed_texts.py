"""All texts of which the type of every name is known, to learn from and to measure by.

Users' reviews (``scripts/labelled_reviews.py``), our own passages, the tuning halves of our own
gold, and reviews of films that do not exist (``data/gold/imagined``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from graphbuild.model import Essay
from graphbuild.reading import read_bytes, read_path
from graphbuild.resources import data_dir
from scripts.labelled_passages import labelled_passages
from scripts.labelled_reviews import Labelled, labelled_reviews

__all__ = ["REVIEWS", "Spans", "essay_of", "review_texts", "texts", "unmarked"]

GOLD = (
    ("gold/tune_mentions.json", "essays"),
    ("gold/passages_tune_mentions.json", "gold/passages"),
    ("gold/reviews/tune_mentions.json", "gold/reviews"),
)
REVIEWS = ("reviews", "held reviews")
"""The kinds of users' reviews that are learnt from, and of those that are held out."""
IMAGINED = "gold/imagined/reviews.txt"
CODES = {
    "f": "film", "p": "person", "c": "character", "o": "organization", "l": "place",
    "w": "work", "s": "series", "a": "award", "e": "event",
}  # fmt: skip
_MARKED = re.compile(r"\{([a-z]):([^{}]+)\}")
Spans = dict[tuple[int, int], str]
"""Types by the spans of names."""


def review_texts(path: Path) -> Iterator[tuple[str, Essay, Spans]]:
    """The users' reviews, those that are held out as a kind of their own."""
    for review in labelled_reviews(path):
        types = {(n.start, n.end): n.type for n in review.names}
        yield REVIEWS[review.held], essay_of(review), types


def essay_of(labelled: Labelled) -> Essay:
    """A labelled text as an essay."""
    name = f"{labelled.number}.txt"
    return read_bytes(labelled.text.encode(), essay_id=name, suffix=".txt")


def texts() -> Iterator[tuple[str, Essay, Spans]]:
    """The kind of each text of the gold, the text, and the types of its names by their spans."""
    for gold, folder in GOLD:
        for id_, marked in json.loads((data_dir() / gold).read_text(encoding="utf-8")).items():
            types = {(m["start"], m["end"]): m["type"] for m in marked["mentions"]}
            yield folder, read_path(data_dir() / folder / id_), types
    for number, marked in enumerate(
        (data_dir() / IMAGINED).read_text(encoding="utf-8").split("\n===\n")
    ):
        text, types = unmarked(marked)
        essay = read_bytes(text.encode(), essay_id=f"{number}.txt", suffix=".txt")
        yield "imagined", essay, types
    for passage in labelled_passages():
        if not passage.held:
            types = {(n.start, n.end): n.type for n in passage.names}
            yield "passages", essay_of(passage), types


def unmarked(marked: str) -> tuple[str, Spans]:
    """A text without its marks (``{f:Coldwater Creek Road}``), and the types of the names."""
    text, types, at = "", Spans(), 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        types[len(text), len(text) + len(mark[2])] = CODES[mark[1]]
        text += mark[2]
        at = mark.end()
    return text + marked[at:], types
