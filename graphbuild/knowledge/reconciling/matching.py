"""From candidate pairs to matches: similarity of names, evidence of columns, one-to-one choice."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from graphbuild.knowledge.reconciling.blocking import near_pairs
from graphbuild.knowledge.reconciling.evidence import Comparison, Pair, learn, weigh
from graphbuild.knowledge.reconciling.sources import Source
from graphbuild.writing import write_text

__all__ = ["Match", "reconcile", "similarity", "write_matches"]

# Log odds of a match for a similarity of names, before any other evidence; straight between.
_SIMILARITY = (0.0, 0.5, 0.75, 0.85, 0.9, 0.94, 0.97, 0.999, 1.0)
_LOG_ODDS = (-13.0, -10.0, -7.0, -4.0, -1.8, 0.3, 1.2, 1.5, 1.7)
_ARTICLES = ("the ", "a ", "an ", "le ", "la ", "les ", "el ", "der ", "die ", "das ", "il ")
_FIGURES = re.compile(r"\d+")
_SURE = 0.8
_OTHER_STRATUM = -5.0
_BLOCK = 40
_WORTH = -4.0
_LARGE = 1500


@dataclass(frozen=True, slots=True)
class Match:
    """Two records taken for one, with the probability that they are; ids as in the sources."""

    left: str
    right: str
    score: float


def reconcile(left: Source, right: Source) -> list[Match]:
    """One-to-one matches of two sources, sorted by id of the left.

    Matches are kept down to the score that makes the expected F1 greatest.
    """
    pairs = near_pairs(left.names, right.names)
    seeds = _seeds(left, right)
    learned = learn(left, right, seeds)
    pairs |= _same_figures(left, right, learned, seeds)
    odds = _odds(left, right, pairs, learned)
    again = [p for p, s in _scores(odds).items() if s > _SURE]
    if len(again) > 50:
        learned = learned | learn(left, right, again)
        odds = _odds(left, right, pairs, learned)
    chosen = _kept(_assign(_scores(odds)))
    matches = (Match(left.ids[i], right.ids[j], round(s, 4)) for (i, j), s in chosen)
    order = {id_: n for n, id_ in enumerate(left.ids)}
    return sorted(matches, key=lambda m: order[m.left])


def _seeds(left: Source, right: Source) -> list[Pair]:
    """Pairs with an equal name that is unique on either side."""
    a, b = _unique(left), _unique(right)
    return sorted({(i, b[name]) for name, i in a.items() if name in b})


def _unique(source: Source) -> dict[str, int]:
    counted = Counter(name for names in source.names for name in set(names))
    return {n: i for i, names in enumerate(source.names) for n in names if counted[n] == 1}


def _same_figures(
    left: Source, right: Source, learned: Mapping[str, list[Comparison]], seeds: Iterable[Pair]
) -> set[Pair]:
    """Pairs without equal names that agree in all telling numbers, where few others do."""
    seen_left, seen_right = {i for i, _ in seeds}, {j for _, j in seeds}
    pairs: set[Pair] = set()
    for stratum, comparisons in learned.items():
        a, b = stratum.split("|")
        telling = [
            c for c in comparisons if c.kind in ("year", "number") and c.weights.get("same", 0) > 1
        ]
        if len(telling) < 2:
            continue
        lefts = _by_figures([c.left for c in telling], left, a, seen_left)
        rights = _by_figures([c.right for c in telling], right, b, seen_right)
        for key, found in lefts.items():
            others = rights.get(key, [])
            if len(found) * len(others) <= _BLOCK:
                pairs |= set(product(found, others))
    return pairs


def _by_figures(
    columns: Sequence[list[object]], source: Source, stratum: str, without: set[int]
) -> dict[tuple[object, ...], list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, name in enumerate(source.strata):
        key = tuple(c[i] for c in columns)
        if name == stratum and i not in without and sum(v is not None for v in key) > 1:
            found[key].append(i)
    return found


def similarity(a: str, b: str) -> float:
    """Likeness of two name forms in [0, 1]: letters in order, words in any order, shared words.

    Names with different figures in them (parts, episodes) are less alike than their letters.
    """
    if a == b:
        return 1.0
    if _FIGURES.findall(a) != _FIGURES.findall(b):
        return 0.8 * _likeness(a, b)
    return _likeness(a, b)


def _likeness(a: str, b: str) -> float:
    plain = max(fuzz.ratio(a, b), fuzz.ratio(_bare(a), _bare(b)) * 0.99)
    swapped = 0.97 * fuzz.token_sort_ratio(a, b)
    shared = 0.9 * fuzz.token_set_ratio(a, b) if min(a.count(" "), b.count(" ")) else 0.0
    return float(max(plain, swapped, shared)) / 100


def _bare(name: str) -> str:
    article = next((a for a in _ARTICLES if name.startswith(a)), "")
    return name[len(article) :]


def _odds(
    left: Source, right: Source, pairs: Iterable[Pair], learned: Mapping[str, list[Comparison]]
) -> dict[Pair, float]:
    """Log odds of every pair that is worth keeping."""
    found: dict[Pair, float] = {}
    for pair in sorted(pairs):
        i, j = pair
        alike = max((similarity(a, b) for a in left.names[i] for b in right.names[j]), default=0.0)
        log_odds = float(np.interp(alike, _SIMILARITY, _LOG_ODDS))
        stratum = f"{left.strata[i]}|{right.strata[j]}"
        if stratum in learned:
            log_odds += weigh(learned[stratum], pair)
        elif learned:
            log_odds += _OTHER_STRATUM
        if log_odds > _WORTH:
            found[pair] = log_odds
    return found


def _scores(odds: Mapping[Pair, float]) -> dict[Pair, float]:
    """Probabilities: each pair competes with the others of its two records and with no match."""
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    plain = {pair: math.exp(min(value, 30.0)) for pair, value in odds.items()}
    for (i, j), value in plain.items():
        rows[i] += value  # type: ignore[assignment]
        columns[j] += value  # type: ignore[assignment]
    return {(i, j): value / (1 + rows[i] + columns[j] - value) for (i, j), value in plain.items()}


def _assign(scores: Mapping[Pair, float]) -> list[tuple[Pair, float]]:
    """The one-to-one choice with the greatest sum of scores, solved block by block."""
    chosen: list[tuple[Pair, float]] = []
    for block in _components(scores):
        if len(block) == 1:
            chosen.append((block[0], scores[block[0]]))
        else:
            chosen += [(pair, scores[pair]) for pair in _best_of(block, scores)]
    return chosen


def _components(scores: Mapping[Pair, float]) -> list[list[Pair]]:
    """Pairs grouped so that no record is in two groups (union-find)."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, j in scores:
        parent[root(("left", i))] = root(("right", j))
    groups: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in scores:
        groups[root(("left", pair[0]))].append(pair)
    return list(groups.values())


def _best_of(block: list[Pair], scores: Mapping[Pair, float]) -> list[Pair]:
    lefts, rights = sorted({i for i, _ in block}), sorted({j for _, j in block})
    if max(len(lefts), len(rights)) > _LARGE:
        return _greedy(block, scores)
    row = {i: n for n, i in enumerate(lefts)}
    column = {j: n for n, j in enumerate(rights)}
    matrix = np.zeros((len(lefts), len(rights)))
    for i, j in block:
        matrix[row[i], column[j]] = scores[i, j]
    picked = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [(lefts[r], rights[c]) for r, c in picked if matrix[r, c] > 0]


def _greedy(block: list[Pair], scores: Mapping[Pair, float]) -> list[Pair]:
    taken: set[tuple[str, int]] = set()
    chosen = []
    for i, j in sorted(block, key=lambda p: (-scores[p], p)):
        if ("left", i) not in taken and ("right", j) not in taken:
            taken |= {("left", i), ("right", j)}
            chosen.append((i, j))
    return chosen


def _kept(assigned: list[tuple[Pair, float]]) -> list[tuple[Pair, float]]:
    """The first matches by score that make the expected F1 greatest, each likelier than not."""
    ranked = sorted((a for a in assigned if a[1] >= 0.5), key=lambda a: (-a[1], a[0]))
    true = sum(score for _, score in ranked)
    right, best, count = 0.0, 0.0, 0
    for n, (_, score) in enumerate(ranked, 1):
        right += score
        if 2 * right / (n + true) > best:
            best, count = 2 * right / (n + true), n
    return ranked[:count]


def write_matches(matches: Iterable[Match], path: Path) -> None:
    """Write ``left_id,right_id,score`` as CSV, aside and renamed.

    Raises:
        OutputError: the place cannot be written.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("left_id", "right_id", "score"))
    writer.writerows((m.left, m.right, m.score) for m in matches)
    write_text(path, out.getvalue())
