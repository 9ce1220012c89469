"""The claims that labelled users' reviews make (``data/training/claims.tsv``)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from graphbuild.resources import data_dir

__all__ = ["TABLE", "UNNAMED", "LabelledClaim", "labelled_claims"]

TABLE = data_dir() / "training" / "claims.tsv"
UNNAMED = "F"
"""The film that a review is about, where it does not name it."""
_CLAIM = re.compile(r"(\+|\?|~[\w,]+) (F|\d+) (\w+) (.+)")
_LITERAL = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim; ``sign`` is + for what the words say, ? for what they imply, else ~ and a status.

    Subject and object are entities of the review's names, ``UNNAMED``, or (the object) the wordings
    of a literal.
    """

    sign: str
    subject: int | str
    property: str
    object: int | str | tuple[str, ...]


def labelled_claims(table: Path = TABLE) -> dict[int, tuple[LabelledClaim, ...]]:
    """The claims of each labelled review by its number.

    Raises:
        ValueError: something in the table is no claim.
    """
    with table.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            int(row["number"]): tuple(map(_claim, filter(None, row["claims"].split(" | "))))
            for row in rows
        }


def _claim(text: str) -> LabelledClaim:
    found = _CLAIM.fullmatch(text)
    if found is None:
        raise ValueError(f"no claim: {text!r}")
    sign, subject, name, object_ = found.groups()
    literals = tuple(_LITERAL.findall(object_))
    return LabelledClaim(sign, _entity(subject), name, literals or _entity(object_))


def _entity(text: str) -> int | str:
    return UNNAMED if text == UNNAMED else int(text)
