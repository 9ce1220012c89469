"""Learn the networks that are shipped, with numpy alone at hand.

``fit`` learns to rank candidates (whom a pronoun means, which film an essay is about): the loss is
the log-likelihood of the right ones under a softmax over all. ``fit_targets`` learns the scores of
one thing: of classes that exclude each other (softmax), or of what may each be so or not
(logistic). Adam (Kingma & Ba 2015) minimises the loss, with features and units dropped at random;
several networks that start from different numbers make one, which averages them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from graphbuild.annotation.network import Network

Example = tuple[list[frozenset[str]], list[bool], float]
"""The candidates' features, which of them are right, and how much the pronoun counts."""

RARE, BAG, UNITS = 10, 3, 24
EPOCHS, BATCH, RATE, DECAY = 12, 64, 3e-3, 3e-4
DROPPED_FEATURES, DROPPED_UNITS = 0.4, 0.25
MOMENTS = 0.9, 0.999
Numbers = list[np.ndarray]


def training_arguments(doc: str | None) -> argparse.Namespace:
    """What a script that learns from labelled reviews is told: ``reviews``, ``tags``, ``write``;
    its help opens as its ``doc`` does."""
    parser = argparse.ArgumentParser(description=(doc or "").split("\n")[0])
    parser.add_argument("reviews", type=Path)
    parser.add_argument("tags", type=Path, help="the folder of train_tagger")
    parser.add_argument("--write", action="store_true", help="write the network")
    return parser.parse_args()


@dataclass(frozen=True)
class Targets:
    """Examples by their features with values; ``right`` (examples x scores) is 1 where a score
    should be high, ``scale`` how much that counts, nothing where it is not known."""

    features: Sequence[Mapping[str, float]]
    right: np.ndarray
    scale: np.ndarray


@dataclass(frozen=True)
class Course:
    """How ``fit_targets`` learns: whether one score excludes the others, how often a feature must
    occur, and the usual numbers of such a descent; ``start`` gives direct weights that some
    features begin with."""

    exclusive: bool
    rare: int
    epochs: int
    batch: int
    dropped: float
    start: Mapping[str, Sequence[float]] = field(default_factory=dict)
    rate: float = 1e-3
    decay: float = 3e-5
    units: int = 32
    bag: int = 1


@dataclass
class Data:
    """Candidates of all pronouns as rows of one matrix; ``starts`` are the pronouns' first."""

    matrix: csr_matrix
    starts: np.ndarray
    good: np.ndarray
    scale: np.ndarray

    def batch(self, chosen: np.ndarray) -> Data:
        ends = np.append(self.starts[1:], self.matrix.shape[0])
        rows = np.concatenate([np.arange(self.starts[i], ends[i]) for i in chosen])
        sizes = ends[chosen] - self.starts[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        return Data(self.matrix[rows], starts, self.good[rows], self.scale[chosen])


def fit(found: Sequence[Example], bag: int = BAG, rare: int = RARE) -> Network:
    """The mean of ``bag`` networks that were trained on the examples, by the features that occur
    ``rare`` times or more."""
    counts = Counter(f for rows, _, _ in found for row in rows for f in row)
    names = sorted(f for f in counts if counts[f] >= rare)
    data = _data(found, {name: i for i, name in enumerate(names)})
    parts = [_descend(data, seed) for seed in range(bag)]
    direct = np.mean([p[0] for p in parts], axis=0)
    hidden = np.hstack([p[1] for p in parts])
    bias = np.concatenate([p[2] for p in parts])
    outward = np.concatenate([p[3] for p in parts]) / bag
    table = np.column_stack([direct, hidden])
    return Network.of(dict(zip(names, table.tolist(), strict=True)), bias, outward)


def _data(found: Sequence[Example], index: dict[str, int]) -> Data:
    columns, ends, starts, good = [], [0], [], []
    for rows, right, _ in found:
        starts.append(len(ends) - 1)
        for row in rows:
            columns += sorted(index[f] for f in row if f in index)
            ends.append(len(columns))
        good += right
    scale = np.array([weight for _, _, weight in found], dtype=np.float32)
    ones = np.ones(len(columns), dtype=np.float32)
    matrix = csr_matrix((ones, columns, ends), shape=(len(ends) - 1, len(index)))
    return Data(matrix, np.array(starts), np.array(good), scale / scale.mean())


def _descend(data: Data, seed: int) -> Numbers:
    """Direct weights, weights of the units, their bias, and what each is worth."""
    random = np.random.default_rng(seed)
    size = data.matrix.shape[1]
    numbers = [
        np.zeros(size),
        0.05 * random.standard_normal((size, UNITS)),
        np.zeros(UNITS),
        0.1 * random.standard_normal(UNITS),
    ]

    def slopes(chosen: np.ndarray, held: Numbers) -> Numbers:
        return [
            slope + DECAY * n
            for slope, n in zip(_slopes(data.batch(chosen), held, random), held, strict=True)
        ]

    return _adam(numbers, slopes, len(data.starts), (EPOCHS, BATCH, RATE), random)


def _adam(
    numbers: Numbers,
    slopes: Callable[[np.ndarray, Numbers], Numbers],
    examples: int,
    how: tuple[int, int, float],
    random: np.random.Generator,
) -> Numbers:
    """The numbers after so many epochs of batches, whose ``slopes`` of the loss are followed at a
    rate that falls to nothing."""
    epochs, batch, fastest = how
    numbers = [n.astype(np.float32) for n in numbers]
    first, second = ([np.zeros_like(n) for n in numbers] for _ in range(2))
    step = 0
    for epoch in range(epochs):
        order = random.permutation(examples)
        rate = fastest * (1 - epoch / epochs)
        for at in range(0, len(order), batch):
            step += 1
            found = slopes(order[at : at + batch], numbers)
            for n, m, v, slope in zip(numbers, first, second, found, strict=True):
                m += (1 - MOMENTS[0]) * (slope - m)
                v += (1 - MOMENTS[1]) * (slope * slope - v)
                mean, square = m / (1 - MOMENTS[0] ** step), v / (1 - MOMENTS[1] ** step)
                n -= rate * mean / (np.sqrt(square) + 1e-8)
    return numbers


def _slopes(part: Data, numbers: list[np.ndarray], random: np.random.Generator) -> list[np.ndarray]:
    """How the loss of a batch changes with each number."""
    direct, hidden, bias, outward = numbers
    matrix = part.matrix
    kept = random.random(len(matrix.data)) >= DROPPED_FEATURES
    matrix.data = (kept / (1 - DROPPED_FEATURES)).astype(np.float32)
    sums = matrix @ hidden + bias
    mask = (random.random(UNITS) >= DROPPED_UNITS) / (1 - DROPPED_UNITS)
    units = np.maximum(sums, 0) * mask
    segment = np.repeat(
        np.arange(len(part.starts)), np.diff(np.append(part.starts, matrix.shape[0]))
    )
    scores = units @ outward + matrix @ direct
    mass = np.exp(scores - np.maximum.reduceat(scores, part.starts)[segment])
    hit = np.where(part.good, mass, 0)
    total, right = (np.add.reduceat(n, part.starts)[segment] for n in (mass, hit))
    slope = (mass / total - hit / np.maximum(right, 1e-9)) * part.scale[segment]
    slope = (slope / len(part.starts)).astype(np.float32)
    below = np.outer(slope, outward) * mask * (sums > 0)
    return [matrix.T @ slope, matrix.T @ below, below.sum(axis=0), units.T @ slope]


def fit_targets(found: Targets, course: Course) -> Network:
    """The mean of the networks of the ``course`` that learn the targets."""
    counts = Counter(f for features in found.features for f in features)
    names = sorted(f for f in counts if counts[f] >= course.rare or f in course.start)
    index = {name: i for i, name in enumerate(names)}
    matrix = _valued(found.features, index)
    direct = np.zeros((len(names), found.right.shape[1]))
    for name, row in course.start.items():
        direct[index[name]] = row
    right, scale = (n.astype(np.float32) for n in (found.right, found.scale))
    known = scale[scale > 0].mean()
    parts = [
        _descend_to(matrix, right, scale / known, direct, course, seed)
        for seed in range(course.bag)
    ]
    table = np.hstack([np.mean([p[0] for p in parts], axis=0), *(p[1] for p in parts)])
    bias = np.concatenate([p[2] for p in parts])
    outward = np.vstack([p[3] for p in parts]) / course.bag
    return Network.of(dict(zip(names, table.tolist(), strict=True)), bias, outward.tolist())


def _valued(found: Sequence[Mapping[str, float]], index: Mapping[str, int]) -> csr_matrix:
    columns, values, ends = [], [], [0]
    for features in found:
        held = sorted((index[f], n) for f, n in features.items() if f in index)
        columns += [c for c, _ in held]
        values += [n for _, n in held]
        ends.append(len(columns))
    shape = len(found), len(index)
    return csr_matrix((np.array(values, dtype=np.float32), columns, ends), shape=shape)


def _descend_to(
    matrix: csr_matrix,
    right: np.ndarray,
    scale: np.ndarray,
    direct: np.ndarray,
    course: Course,
    seed: int,
) -> Numbers:
    """Direct weights, weights of the units, their bias, and what each is worth to each score."""
    random = np.random.default_rng(seed)
    size, scores = direct.shape
    numbers = [
        direct,
        0.05 * random.standard_normal((size, course.units)),
        np.zeros(course.units),
        0.1 * random.standard_normal((course.units, scores)),
    ]

    def slopes(chosen: np.ndarray, held: Numbers) -> Numbers:
        """Of the loss and of the squares of what the weights have more than they started from."""
        weights, hidden, bias, outward = held
        part = matrix[chosen]
        kept = random.random(len(part.data)) >= course.dropped
        part.data = (part.data * kept / (1 - course.dropped)).astype(np.float32)
        sums = part @ hidden + bias
        units = np.maximum(sums, 0)
        told = _chances(part @ weights + units @ outward, course.exclusive)
        slope = (told - right[chosen]) * scale[chosen] / len(chosen)
        below = (slope @ outward.T) * (sums > 0)
        turned = part.T.tocsr()
        return [
            turned @ slope + course.decay * (weights - direct).astype(np.float32),
            turned @ below + course.decay * hidden,
            below.sum(axis=0),
            units.T @ slope + course.decay * outward,
        ]

    how = course.epochs, course.batch, course.rate
    return _adam(numbers, slopes, len(right), how, random)


def _chances(scores: np.ndarray, exclusive: bool) -> np.ndarray:
    if not exclusive:
        return np.asarray(1 / (1 + np.exp(-scores)))
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
