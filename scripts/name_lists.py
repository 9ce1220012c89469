"""Count word forms in reference texts and write the two word lists of mention detection.

    python scripts/name_lists.py ../shared

``common_words.txt``: words that film leads of Wikipedia and the snippets of GAP write in lower case
often enough that a capital proves nothing. ``given_names.txt``: first words of cast names that
several people share. Both hold single words, that is facts, and no text.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "graphbuild" / "annotation" / "cc_by_sa"
WORD = re.compile(r"(?<![\w'’.-])[A-Za-z][a-z]+(?![\w'’-])")
MIN_LOWER, MIN_SHARE, MIN_PEOPLE = 2, 0.08, 3


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


def main(folder: Path) -> None:
    lower, upper, people = read(folder)
    common = {w for w, n in lower.items() if n >= MIN_LOWER and n >= MIN_SHARE * (n + upper[w])}
    given = {
        w for w, names in people.items() if len(names) >= MIN_PEOPLE and lower[w] <= 0.25 * upper[w]
    }
    for name, words in (("common_words.txt", common), ("given_names.txt", given)):
        (TARGET / name).write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
        print(name, len(words))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
