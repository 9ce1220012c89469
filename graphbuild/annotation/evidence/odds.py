"""Learnt log-odds of the features of a place: tables that lie beside this file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

__all__ = ["summed_odds"]


@cache
def _weights(table: str) -> dict[str, float]:
    text = (files(__package__) / table).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {feature: float(weight) for feature, weight in rows}


def summed_odds(table: str, features: Iterable[str], most: float) -> float:
    """The log-odds that a ``table`` (a file of features and weights) gives to features, between
    ``-most`` and ``most``."""
    weight_of = _weights(table).get
    total = sum(filter(None, map(weight_of, features)))
    return max(-most, min(most, total))
