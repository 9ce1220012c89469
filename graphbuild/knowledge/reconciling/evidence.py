"""Evidence of columns: how much agreement or disagreement of values speaks for a match.

Fellegi and Sunter (*A Theory for Record Linkage*, 1969): a comparison falls into a level; its
weight is log m/u, with m the level's share among matches and u among random pairs, drawn to
nothing where few were seen. Matches to learn from are the pairs whose names are equal and unique
on both sides, so nothing is labelled by hand and nothing depends on how columns are called. What
is missing is compared once, as the shape of the two records: columns are empty together.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import product
from typing import Any, Literal

from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.reconciling.sources import Kind, Source

__all__ = ["Comparison", "Pair", "learn", "weigh"]

Pair = tuple[int, int]
Level = str
_Compared = Kind | Literal["shape"]

_SEPARATORS = ("|", ";", ",", "/")  # the first that a column has parts its values
_RANDOM = 6000
_FEWEST = 20
_CAP = 6.0
_FEW = 0.5
_TELLING = 5
_NOTHING: tuple[object, ...] = (None, frozenset())
_USEFUL = 0.05
_SHARED = ("same", "near", "some")
_SEVERAL = 2
_ALONE = 2.0
_MANY = 0.2
_SEPARATED = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two columns that hold the same thing, with the weight of each level of agreement."""

    left: list[Any]
    right: list[Any]
    kind: _Compared
    weights: dict[Level, float]
    gain: float
    names: tuple[str, str]
    rare: tuple[dict[str, set[int]], ...] = ()

    def weight(self, pair: Pair) -> float:
        """Log likelihood ratio of a match, in nats."""
        one, other = self.left[pair[0]], self.right[pair[1]]
        level = _level(self.kind, one, other)
        if level in _SHARED and self.rare:
            return max(self.weights.get(level, 0.0), self._rarity(one & other))
        return self.weights.get(level, 0.0) if level else 0.0

    def _rarity(self, shared: frozenset[str]) -> float:
        """What several values in common say: much where hardly another record has them all."""
        if len(shared) < _SEVERAL:
            return 0.0
        having = max(len(set.intersection(*(rows[v] for v in shared))) for rows in self.rare)
        return math.log(min(len(self.left), len(self.right)) / having) + _ALONE * (having == 1)


def _year(value: str) -> int | None:
    return int(value[:4]) if value[:4].isdigit() else None


def _number(value: str) -> float | None:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None


def _separator(values: Sequence[str]) -> str | None:
    """What parts the values of a column; a comma in each may part a surname from given names."""
    held = [v for v in values if v]
    for mark in _SEPARATORS:
        having = [v for v in held if mark in v]
        if len(having) > _SEPARATED * len(held):
            turned = mark == "," and len(having) > 0.9 * len(held)
            return None if turned and all(v.count(",") == 1 for v in having) else mark
    return None


def _set(value: str, separator: str | None) -> frozenset[str]:
    """The parts of a value, each with its words in one order: *Ryan, Meg* is *Meg Ryan*."""
    parts = value.split(separator) if separator else [value]
    return frozenset(" ".join(sorted(f.split())) for part in parts if (f := normalise(part)))


def _words(value: str) -> frozenset[str]:
    return frozenset(w for w in normalise(value[:600]).split() if len(w) > 3)


_READ: dict[Kind, Callable[[str], Any]] = {
    "year": _year,
    "number": _number,
    "text": _words,
}


def _level(kind: _Compared, a: Any, b: Any) -> Level | None:
    """The level of agreement of two values, None where one of them is missing."""
    if kind == "shape":
        return f"{a} {b}"
    if a in _NOTHING or b in _NOTHING:
        return None
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
    if not share:
        return "part" if not _long_words(a).isdisjoint(_long_words(b)) else "far"
    return "same" if alike > 0.6 else "near" if share > 0.5 else "some"


@lru_cache(maxsize=1 << 16)
def _long_words(names: frozenset[str]) -> frozenset[str]:
    return frozenset(w for name in names for w in name.split() if len(w) > 3)


def _read(source: Source, column: int) -> list[Any]:
    kind, values = source.columns[column].kind, [row[column] for row in source.rows]
    read = partial(_set, separator=_separator(values)) if kind == "set" else _READ[kind]
    return [read(value) if value else None for value in values]


def learn(left: Source, right: Source, seeds: Mapping[Pair, float]) -> dict[str, list[Comparison]]:
    """Comparisons of each stratum (named by the column that names its records).

    ``seeds`` are pairs with the probability that they match. Columns are paired one to one, the
    most telling pair first.
    """
    by_stratum: dict[str, dict[Pair, float]] = {}
    for pair, share in sorted(seeds.items()):
        names = left.strata[pair[0]], right.strata[pair[1]]
        by_stratum.setdefault("|".join(names), {})[pair] = share
    lefts, rights = _columns(left), _columns(right)
    draw = random.Random(1969)
    learned: dict[str, list[Comparison]] = {}
    for stratum, pairs in sorted(by_stratum.items()):
        if len(pairs) >= _FEWEST:
            others = dict.fromkeys(_random_pairs(left, right, stratum, draw), 1.0)
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
    matched: Mapping[Pair, float],
    others: Mapping[Pair, float],
    left: Source,
    right: Source,
) -> list[Comparison]:
    found: list[tuple[float, int, int, Comparison]] = []
    for (a, one), (b, other) in product(lefts.items(), rights.items()):
        kind = left.columns[a].kind
        if right.columns[b].kind == kind:
            names = left.columns[a].name, right.columns[b].name
            compared = _compared(kind, one, other, names, matched, others)
            if compared.gain > _USEFUL:
                found.append((-compared.gain, a, b, compared))
    chosen: dict[Pair, Comparison] = {}
    for _, a, b, compared in sorted(found, key=lambda f: f[:3]):
        if all(a != x and b != y for x, y in chosen):
            chosen[a, b] = replace(compared, rare=_rare(compared))
    if not chosen:
        return []
    shapes = _shapes([c.left for c in chosen.values()]), _shapes([c.right for c in chosen.values()])
    shape = _compared("shape", *shapes, ("", ""), matched, others)
    return [*chosen.values(), shape]


def _rare(compared: Comparison) -> tuple[dict[str, set[int]], ...]:
    """Records by value on either side, for columns of many values such as casts."""
    if compared.kind != "set":
        return ()
    sides = _by_value(compared.left), _by_value(compared.right)
    held = sum(bool(values) for values in (*compared.left, *compared.right))
    return sides if sum(map(len, sides)) > _MANY * held else ()


def _by_value(column: list[frozenset[str] | None]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for i, values in enumerate(column):
        for value in values or ():
            found[value].add(i)
    return found


def _shapes(columns: Sequence[list[Any]]) -> list[str]:
    """Which of the columns have a value, for each record: what is missing is missing together."""
    return ["".join("-+"[v not in _NOTHING] for v in row) for row in zip(*columns, strict=True)]


def _compared(
    kind: _Compared,
    one: list[Any],
    other: list[Any],
    names: tuple[str, str],
    matched: Mapping[Pair, float],
    others: Mapping[Pair, float],
) -> Comparison:
    """Weights of levels, drawn to nothing where few pairs were seen."""
    m, u = (_levels(kind, one, other, pairs) for pairs in (matched, others))
    matches, pairs = sum(m.values()), sum(u.values())
    if (kind != "shape" and matches - m["far"] < _TELLING) or not pairs:
        return Comparison(one, other, kind, {}, 0.0, names)
    weights, gain = {}, 0.0
    for level in sorted({*m, *u}):
        expected = u[level] * matches / pairs
        weight = math.log((m[level] + _FEW) / (expected + _FEW))
        weights[level] = max(-_CAP, min(_CAP, weight))
        gain += (m[level] - expected) * weights[level]
    return Comparison(one, other, kind, weights, gain / sum(matched.values()), names)


def _levels(
    kind: _Compared, one: list[Any], other: list[Any], pairs: Mapping[Pair, float]
) -> dict[Level, float]:
    found: dict[Level, float] = defaultdict(float)
    for (i, j), share in pairs.items():
        if level := _level(kind, one[i], other[j]):
            found[level] += share
    return found


def weigh(comparisons: Sequence[Comparison], pair: Pair) -> float:
    """Sum of the weights of a pair over all columns."""
    return sum(c.weight(pair) for c in comparisons)
