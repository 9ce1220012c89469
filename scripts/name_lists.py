"""Count word forms and write the word lists of mention detection.

    python -m scripts.name_lists ../shared

``common_words.txt``: words that film leads of Wikipedia and the snippets of GAP write in lower case
often enough that a capital proves nothing. ``given_names.txt``: first words of cast names that
several people share. Both hold single words, that is facts, and no text. ``first_names.txt`` and
``surnames.txt``: first and last words of the names of several people in our own tables
(``data/knowledge``), the first names without those that the other list has or places are called.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from graphbuild.knowledge import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "graphbuild" / "annotation" / "english"
TARGET = OURS.parent / "cc_by_sa"
PEOPLE = ROOT / "data" / "knowledge"
WORD = re.compile(r"(?<![\w'’.-])[A-Za-z][a-z]+(?![\w'’-])")
MIN_LOWER, MIN_SHARE, MIN_PEOPLE = 2, 0.08, 3
MIN_GIVEN, MIN_LETTERS, TOWN = 2, 3, 0.6


def read(folder: Path) -> tuple[Counter[str], Counter[str], dict[str, set[str]]]:
    """Counts of lower-case and of capitalised words, and people by first name."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    people: dict[str, set[str]] = defaultdict(set)

    def count(text: str) -> None:
        for word in WORD.findall(text):
            (lower if word.islower() else upper)[word.lower()] += 1

    with (folder / "bench" / "gap" / "development.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            count(line.split("\t")[1])
    for path in sorted((folder / "reference").glob("wikipedia-films-*.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            count(row.get("extract") or "")
            for name in row.get("cast") or ():
                words = name.split()
                if len(words) > 1 and WORD.fullmatch(words[0]):
                    people[words[0].lower()].add(name)
    return lower, upper, people


def our_names() -> tuple[Counter[str], Counter[str]]:
    """How many people of our tables have a first word of their name, and a last one."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    names = set()
    for path in (PEOPLE / "people.tsv", *sorted((PEOPLE / "wide").glob("people-*.tsv"))):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            names |= {row["name"].lower() for row in rows}
    for words in (name.split() for name in names if " " in name):
        first[words[0]] += 1
        last[words[-1]] += 1
    return first, last


def places_among(words: Iterable[str]) -> set[str]:
    """Which of the words are also the name of a place that many know."""
    found = KnowledgeBase.open().lookup_many([word.capitalize() for word in words])
    return {
        name.lower()
        for name, hits in found.items()
        if any(h.type == "place" and h.prior >= TOWN for h in hits)
    }


def write(path: Path, words: set[str]) -> None:
    path.write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(path.name, len(words))


def main(folder: Path) -> None:
    lower, upper, people = read(folder)
    common = {w for w, n in lower.items() if n >= MIN_LOWER and n >= MIN_SHARE * (n + upper[w])}
    given = {
        w for w, names in people.items() if len(names) >= MIN_PEOPLE and lower[w] <= 0.25 * upper[w]
    }
    write(TARGET / "common_words.txt", common)
    write(TARGET / "given_names.txt", given)
    first, last = our_names()

    def is_name(word: str) -> bool:
        return word.isalpha() and len(word) >= MIN_LETTERS and word not in common

    write(OURS / "surnames.txt", {w for w, n in last.items() if n >= MIN_PEOPLE and is_name(w)})
    ours = {w for w, n in first.items() if n >= MIN_GIVEN and n > last[w] and is_name(w)}
    write(OURS / "first_names.txt", ours - given - places_among(ours))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
