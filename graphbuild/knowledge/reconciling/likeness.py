"""Likeness of names, and how much a likeness says in the sources at hand.

How often names are alike by chance is seen inside a source, where nearly all records are different
things. The more pairs of a likeness there are between the sources than chance gives, the more of
them are matches: nothing is labelled.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from graphbuild.knowledge.reconciling.blocking import near_pairs
from graphbuild.knowledge.reconciling.evidence import Pair
from graphbuild.knowledge.reconciling.sources import Source

__all__ = ["best_likeness", "name_odds", "rarity", "similarity"]

# Log odds of a match for a similarity of names, before any other evidence; straight between.
_SIMILARITY = (0.0, 0.5, 0.75, 0.85, 0.9, 0.94, 0.97, 0.999, 1.0)
_LOG_ODDS = (-13.0, -10.0, -7.0, -4.0, -1.8, 0.3, 1.2, 1.5, 1.7)
_ARTICLES = ("the ", "a ", "an ", "le ", "la ", "les ", "el ", "der ", "die ", "das ", "il ")
_FIGURES = re.compile(r"\d+")
_BANDS = (0.75, 0.8, 0.85, 0.89, 0.92, 0.95, 0.97, 0.999)
_SAMPLE = 2000
_DOUBT = 4.0  # pairs that the usual odds weigh as much as
_TAKEN = 2.0
_RAREST = 4.0


def similarity(a: str, b: str) -> float:
    """Likeness of two name forms in [0, 1]: letters in order, words in any order, shared words.

    Names with different figures in them (parts, episodes) are less alike than their letters.
    """
    if a == b:
        return 1.0
    one, other = _FIGURES.findall(a), _FIGURES.findall(b)
    share = 1.0 if one == other else 0.8 if one and other else 0.9
    return share * _likeness(a, b)


def _likeness(a: str, b: str) -> float:
    plain = max(fuzz.ratio(a, b), fuzz.ratio(_bare(a), _bare(b)) * 0.99)
    swapped = 0.97 * fuzz.token_sort_ratio(a, b)
    shared = 0.9 * fuzz.token_set_ratio(a, b) if min(a.count(" "), b.count(" ")) else 0.0
    return float(max(plain, swapped, shared)) / 100


def _bare(name: str) -> str:
    article = next((a for a in _ARTICLES if name.startswith(a)), "")
    return name[len(article) :]


def best_likeness(left: Iterable[str], right: Collection[str]) -> float:
    """The likeness of the most alike names of two records."""
    return max((similarity(a, b) for a in left for b in right), default=0.0)


def name_odds(left: Source, right: Source, alike: Mapping[Pair, float]) -> dict[Pair, float]:
    """Log odds of a match for each pair by its likeness, learned for each kind of record."""
    by_kind: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for i, j in alike:
        by_kind[left.strata[i], right.strata[j]].append((i, j))
    odds: dict[Pair, float] = {}
    for (one, other), pairs in sorted(by_kind.items()):
        sides = _Side.of(left, one), _Side.of(right, other)
        odds |= _odds_of_kind(sides, {pair: alike[pair] for pair in pairs})
    return odds


@dataclass(frozen=True, slots=True)
class _Side:
    """Records of one kind in a source: their names, and the distinct ones."""

    names: dict[int, tuple[str, ...]]
    distinct: list[tuple[str, ...]]

    @classmethod
    def of(cls, source: Source, kind: str) -> _Side:
        names = {i: n for i, n in enumerate(source.names) if source.strata[i] == kind}
        return cls(names, list(dict.fromkeys(names.values())))

    def by_chance(self) -> dict[int, float]:
        """For each band the share of pairs of different records whose names are that much alike."""
        count = len(self.distinct)
        asked = sorted(random.Random(1969).sample(range(count), min(_SAMPLE, count)))
        near = near_pairs([self.distinct[n] for n in asked], self.distinct)
        pairs = ((self.distinct[asked[a]], self.distinct[b]) for a, b in near if asked[a] != b)
        bands = Counter(_band(best_likeness(*pair)) for pair in pairs)
        return {band: n / (len(asked) * count) for band, n in bands.items()}


def _band(likeness: float) -> int:
    return int(np.searchsorted(_BANDS, likeness, side="right"))


def _odds_of_kind(sides: tuple[_Side, _Side], alike: Mapping[Pair, float]) -> dict[Pair, float]:
    """Records without a partner of the very same name tell what a likeness says.

    Those that have one are less likely to mean another.
    """
    taken = (
        {i for (i, _), s in alike.items() if s == 1},
        {j for (_, j), s in alike.items() if s == 1},
    )
    free = {p for p in alike if p[0] not in taken[0] and p[1] not in taken[1]}
    left, right = (len(side.names) - len(t) for side, t in zip(sides, taken, strict=True))
    chance = [side.by_chance() for side in sides]
    seen = Counter(_band(alike[pair]) for pair in free)
    learned = {}
    for band in range(1, len(_BANDS)):
        by_chance = left * right * sum(c.get(band, 0.0) for c in chance) / 2
        guess = 1 / (1 + math.exp(-_usual((_BANDS[band - 1] + _BANDS[band]) / 2)))
        share = (max(seen[band] - by_chance, 0) + _DOUBT * guess) / (seen[band] + _DOUBT)
        learned[band] = min(math.log(share / (1 - share)), _LOG_ODDS[-2])
    return {
        pair: learned.get(_band(s), _usual(s)) if pair in free else _usual(s) - _TAKEN * (s < 1)
        for pair, s in alike.items()
    }


def _usual(likeness: float) -> float:
    return float(np.interp(likeness, _SIMILARITY, _LOG_ODDS))


def rarity(left: Source, right: Source) -> Callable[[Iterable[str]], float]:
    """How little names are borne by different things of the sources by chance, in log odds.

    0 where a coincidence is to be expected; words are taken for drawn one by one, each as often as
    it stands in the names.
    """
    names = [form for source in (left, right) for forms in source.names for form in set(forms)]
    often = Counter(word for name in names for word in set(name.split()))
    pairs = math.log(max(1, len(left.rows) * len(right.rows)))

    def rare(same: Iterable[str]) -> float:
        unlikely = (sum(math.log(len(names) / often[w]) for w in set(n.split())) for n in same)
        return min(max(max(unlikely, default=0.0) - pairs, 0.0), _RAREST)

    return rare
