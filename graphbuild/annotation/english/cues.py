"""The inventory of factuality and speech cues, read from ``cues.tsv`` beside this file.

Each row is a class (where in the syntax the word works), a lemma and what it does to a
statement in its scope. ``docs/status-and-quotations.md`` describes the classes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from graphbuild.model import Status

__all__ = ["cues"]


@cache
def _table() -> Mapping[str, Mapping[str, Status]]:
    table: dict[str, dict[str, Status]] = defaultdict(dict)
    text = (files(__package__) / "cues.tsv").read_text(encoding="utf-8")
    for row in text.splitlines()[1:]:
        class_, lemma, effect = row.split("\t")
        table[class_][lemma] = cast("Status", effect)
    return table


def cues(class_: str) -> Mapping[str, Status]:
    """Lemma to effect of one class; empty for a class without rows."""
    return _table().get(class_, {})
