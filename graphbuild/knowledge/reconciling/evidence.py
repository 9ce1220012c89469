"""Evidence of columns: how much agreement or disagreement of values speaks for a match.

Fellegi and Sunter (*A Theory for Record Linkage*, 1969): a comparison falls into a level; its
weight is log m/u, with m the level's share among matches and u among random pairs. Matches to
learn from are the pairs whose names are equal and unique on both sides, so nothing is labelled
by hand and nothing depends on how columns are called.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.reconciling.sources import Kind, Source

__all__ = ["Comparison", "Pair", "learn", "weigh"]

Pair = tuple[int, int]
Level = str

_SPLIT = re.compile(r"\s*[|,;]\s*")
_RANDOM = 6000
_FEWEST = 20
_CAP = 6.0
_USEFUL = 0.15


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two columns that hold the same thing, with the weight of each level of agreement."""

    left: list[Any]
    right: list[Any]
    kind: Kind
    weights: dict[Level, float]
    gain: float
    names: tuple[str, str]

    def weight(self, pair: Pair) -> float:
        """Log likelihood ratio of a match, in nats."""
        level = _level(self.kind, self.left[pair[0]], self.right[pair[1]])
        return self.weights.get(level, 0.0)


def _year(value: str) -> int | None:
    return int(value[:4]) if value[:4].isdigit() else None


def _number(value: str) -> float | None:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None


def _set(value: str) -> frozenset[str]:
    return frozenset(f for part in _SPLIT.split(value) if (f := normalise(part)))


def _words(value: str) -> frozenset[str]:
    return frozenset(w for w in normalise(value[:600]).split() if len(w) > 3)


_READ: dict[Kind, Callable[[str], Any]] = {
    "year": _year,
    "number": _number,
    "set": _set,
    "text": _words,
}


def _level(kind: Kind, a: Any, b: Any) -> Level:
    """The level of agreement of two values; ``both missing`` speaks neither way."""
    gone = (a in (None, frozenset())) + (b in (None, frozenset()))
    if gone:
        return "both missing" if gone == 2 else "one missing"
    if kind == "year":
        apart = abs(a - b)
        return "same" if apart == 0 else "next" if apart == 1 else "near" if apart < 5 else "far"
    if kind == "number":
        apart = abs(a - b) / max(abs(a), abs(b), 1e-9)
        near = apart < 0.06 and max(abs(a), abs(b)) > 20
        return "same" if apart < 1e-9 else "near" if near else "far"
    if kind == "text":
        share = len(a & b) / min(len(a), len(b))
        return "same" if share > 0.6 else "near" if share > 0.25 else "far"
    share = len(a & b) / min(len(a), len(b))
    alike = len(a & b) / len(a | b)
    return "far" if not share else "same" if alike > 0.6 else "near" if share > 0.5 else "some"


def _read(source: Source, column: int) -> list[Any]:
    read = _READ[source.columns[column].kind]
    return [read(row[column]) if row[column] else None for row in source.rows]


def learn(left: Source, right: Source, seeds: Sequence[Pair]) -> dict[str, list[Comparison]]:
    """Comparisons of each stratum (named by the column that names its records).

    Columns are paired one to one, the most telling pair first.
    """
    by_stratum: dict[str, list[Pair]] = {}
    for pair in seeds:
        names = left.strata[pair[0]], right.strata[pair[1]]
        by_stratum.setdefault("|".join(names), []).append(pair)
    lefts, rights = _columns(left), _columns(right)
    draw = random.Random(1969)
    learned: dict[str, list[Comparison]] = {}
    for stratum, pairs in sorted(by_stratum.items()):
        if len(pairs) >= _FEWEST:
            others = _random_pairs(left, right, stratum, draw)
            learned[stratum] = _pairing(lefts, rights, pairs, others, left, right)
    return learned


def _columns(source: Source) -> dict[int, list[Any]]:
    return {i: _read(source, i) for i, c in enumerate(source.columns) if c.kind != "name"}


def _random_pairs(left: Source, right: Source, stratum: str, draw: random.Random) -> list[Pair]:
    a, b = stratum.split("|")
    lefts = [i for i, s in enumerate(left.strata) if s == a]
    rights = [j for j, s in enumerate(right.strata) if s == b]
    return [(draw.choice(lefts), draw.choice(rights)) for _ in range(_RANDOM)]


def _pairing(
    lefts: dict[int, list[Any]],
    rights: dict[int, list[Any]],
    matched: list[Pair],
    unmatched: list[Pair],
    left: Source,
    right: Source,
) -> list[Comparison]:
    found: list[tuple[float, int, int, Comparison]] = []
    for a, values in lefts.items():
        for b, others in rights.items():
            kind = left.columns[a].kind
            if right.columns[b].kind != kind:
                continue
            weights, gain = _weights(kind, values, others, matched, unmatched)
            names = left.columns[a].name, right.columns[b].name
            if gain > _USEFUL:
                found.append((-gain, a, b, Comparison(values, others, kind, weights, gain, names)))
    chosen: list[Comparison] = []
    used: set[tuple[str, int]] = set()
    for _, a, b, comparison in sorted(found, key=lambda f: f[:3]):
        if ("left", a) not in used and ("right", b) not in used:
            used |= {("left", a), ("right", b)}
            chosen.append(comparison)
    return chosen


def _weights(
    kind: Kind, values: list[Any], others: list[Any], matched: list[Pair], unmatched: list[Pair]
) -> tuple[dict[Level, float], float]:
    level = partial(_level, kind)
    m = Counter(level(values[i], others[j]) for i, j in matched)
    u = Counter(level(values[i], others[j]) for i, j in unmatched)
    levels = sorted({*m, *u} - {"both missing"})
    both = m["same"] + m["near"] + m["next"] + m["some"]
    if both < 5:
        return {}, 0.0
    weights, gain = {}, 0.0
    for name in levels:
        p = (m[name] + 0.5) / (len(matched) + 0.5 * len(levels))
        q = (u[name] + 0.5) / (len(unmatched) + 0.5 * len(levels))
        weights[name] = max(-_CAP, min(_CAP, math.log(p / q)))
        gain += (p - q) * weights[name]
    return weights, gain


def weigh(comparisons: Sequence[Comparison], pair: Pair) -> float:
    """Sum of the weights of a pair over all columns."""
    return sum(c.weight(pair) for c in comparisons)
