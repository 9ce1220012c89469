"""The labels of users' reviews: how they are read, and that they hold together."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

from graphbuild.model import ENTITY_TYPES
from scripts.labelled_reviews import TABLE, Name, Pronoun, key_of, labelled_reviews

REVIEW = "I liked Fern Hill.<br /><br />Ada Quill is Fern. She is fine, he is not, nor is his cat."
TEXT = REVIEW.replace("<br /><br />", "\n")
LABELS = "8-17:film:0 19-28:person:1 32-36:character:2\t38-41:1 51-53:- 69-72:?"


def _package(folder: Path, *texts: str) -> Path:
    path = folder / "reviews.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *((text, "positive") for text in texts)])
    return path


def test_labels_are_read_with_the_text_that_they_belong_to(tmp_path: Path) -> None:
    table = tmp_path / "labels.tsv"
    table.write_text(
        f"# a note\nnumber\treview\tnames\tpronouns\n10\t{key_of(TEXT)}\t{LABELS}\n", "utf-8"
    )
    (review,) = labelled_reviews(_package(tmp_path, "Another.", REVIEW), table)
    assert review.text == TEXT
    assert [TEXT[n.start : n.end] for n in review.names] == ["Fern Hill", "Ada Quill", "Fern"]
    assert review.names[1] == Name(19, 28, "person", 1)
    assert review.pronouns == (Pronoun(38, 41, 1), Pronoun(51, 53, None))
    assert review.held


def test_the_table_holds_together() -> None:
    types = {*ENTITY_TYPES, "other", "doubtful"}
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
    rows = [line.split("\t") for line in lines[1:]]
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == len(rows)
    for number, _, names, pronouns in rows:
        fields = [field.split(":") for field in names.split()]
        spans = [tuple(map(int, place.split("-"))) for place, _, _ in fields]
        assert all(one[1] <= two[0] for one, two in pairwise(spans)), number
        assert {kind for _, kind, _ in fields} <= types
        entities = {entity for _, _, entity in fields} | {"-", "?"}
        assert {field.split(":")[1] for field in pronouns.split()} <= entities, number
