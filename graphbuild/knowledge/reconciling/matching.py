"""From candidate pairs to matches: similarity of names, evidence of columns, one-to-one choice."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from graphbuild.knowledge.reconciling.blocking import near_pairs
from graphbuild.knowledge.reconciling.evidence import Comparison, Pair, learn, weigh
from graphbuild.knowledge.reconciling.likeness import best_likeness, name_odds, rarity
from graphbuild.knowledge.reconciling.sources import Source
from graphbuild.writing import write_text

__all__ = ["Match", "reconcile", "write_matches"]

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
    pairs |= _same_people(left, right, learned, seeds)
    alike = {(i, j): best_likeness(left.names[i], right.names[j]) for i, j in sorted(pairs)}
    named = name_odds(left, right, alike)
    odds = _odds(left, right, named, learned)
    again = {p: s for p, s in _assign(_scores(left, right, odds)) if s > 0.5}
    if len(again) > 50:
        learned = learned | learn(left, right, again)
        odds = _odds(left, right, named, learned)
    chosen = _kept(_assign(_scores(left, right, odds)))
    matches = (Match(left.ids[i], right.ids[j], round(s, 4)) for (i, j), s in chosen)
    order = {id_: n for n, id_ in enumerate(left.ids)}
    return sorted(matches, key=lambda m: order[m.left])


def _seeds(left: Source, right: Source) -> dict[Pair, float]:
    """Pairs with an equal name that is unique on either side."""
    a, b = _unique(left), _unique(right)
    return {(i, b[name]): 1.0 for name, i in a.items() if name in b}


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


def _same_people(
    left: Source, right: Source, learned: Mapping[str, list[Comparison]], seeds: Iterable[Pair]
) -> set[Pair]:
    """Pairs without equal names that have several rare values in common, such as performers."""
    seen_left, seen_right = {i for i, _ in seeds}, {j for _, j in seeds}
    pairs: set[Pair] = set()
    for stratum, comparisons in learned.items():
        a, b = stratum.split("|")
        for compared in (c for c in comparisons if c.rare):
            lefts = _those(compared.rare[0], left, a, seen_left)
            rights = _those(compared.rare[1], right, b, seen_right)
            shared = Counter(
                pair
                for value, found in lefts.items()
                if len(found) * len(rights.get(value, ())) <= _BLOCK
                for pair in product(found, rights.get(value, ()))
            )
            pairs |= {pair for pair, values in shared.items() if values > 1}
    return pairs


def _those(
    rows: Mapping[str, set[int]], source: Source, stratum: str, without: set[int]
) -> dict[str, list[int]]:
    """Of the records by value those of a kind, without some."""
    kept = {i for i, name in enumerate(source.strata) if name == stratum} - without
    return {value: sorted(found & kept) for value, found in rows.items()}


def _by_figures(
    columns: Sequence[list[object]], source: Source, stratum: str, without: set[int]
) -> dict[tuple[object, ...], list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, name in enumerate(source.strata):
        key = tuple(c[i] for c in columns)
        if name == stratum and i not in without and sum(v is not None for v in key) > 1:
            found[key].append(i)
    return found


def _odds(
    left: Source,
    right: Source,
    named: Mapping[Pair, float],
    learned: Mapping[str, list[Comparison]],
) -> dict[Pair, float]:
    """Log odds of every pair that is worth keeping: those by its names, with other evidence."""
    rare = rarity(left, right)
    found: dict[Pair, float] = {}
    for pair, by_name in named.items():
        i, j = pair
        kind = f"{left.strata[i]}|{right.strata[j]}"
        other = weigh(learned[kind], pair) if kind in learned else _OTHER_STRATUM * bool(learned)
        if other < 0:  # a rare name in common outweighs what speaks against it
            other = min(other + rare(set(left.names[i]) & set(right.names[j])), 0.0)
        if by_name + other > _WORTH:
            found[pair] = by_name + other
    return found


def _scores(left: Source, right: Source, odds: Mapping[Pair, float]) -> dict[Pair, float]:
    """Probabilities: each pair competes with the others of its two records and with no match.

    Records of a source that are the same in all columns are one thing: they stand once among the
    others, and share its probability.
    """
    ones, others = _alike(left), _alike(right)
    plain = {(ones[i], others[j]): math.exp(min(value, 30.0)) for (i, j), value in odds.items()}
    rows, columns = defaultdict[int, float](float), defaultdict[int, float](float)
    for (i, j), value in plain.items():
        rows[i] += value
        columns[j] += value
    counted = Counter(ones), Counter(others)
    scores = {}
    for i, j in odds:
        one, other = ones[i], others[j]
        value = plain[one, other]
        share = max(counted[0][one], counted[1][other])
        scores[i, j] = value / (1 + rows[one] + columns[other] - value) / share
    return scores


def _alike(source: Source) -> list[int]:
    """For each record the place of the first that is the same in all columns."""
    first: dict[tuple[str, ...], int] = {}
    return [first.setdefault(tuple(row), i) for i, row in enumerate(source.rows)]


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
    from scipy.optimize import linear_sum_assignment

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
