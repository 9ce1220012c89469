"""Learn the pronoun ranker's network from ranked candidates, with numpy alone at hand.

The loss is the log-likelihood of the right candidates under a softmax over all of a pronoun's.
Adam (Kingma & Ba 2015) minimises it, with features and units dropped at random; several networks
that start from different numbers make one, which averages them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from graphbuild.annotation.coreference.network import Network

Example = tuple[list[frozenset[str]], list[bool], float]
"""The candidates' features, which of them are right, and how much the pronoun counts."""

RARE, BAG, UNITS = 10, 3, 24
EPOCHS, BATCH, RATE, DECAY = 12, 64, 3e-3, 3e-4
DROPPED_FEATURES, DROPPED_UNITS = 0.4, 0.25
MOMENTS = 0.9, 0.999


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


def fit(found: Sequence[Example], bag: int = BAG) -> Network:
    """The mean of ``bag`` networks that were trained on the examples."""
    counts = Counter(f for rows, _, _ in found for row in rows for f in row)
    names = sorted(f for f in counts if counts[f] >= RARE)
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


def _descend(data: Data, seed: int) -> list[np.ndarray]:
    """Direct weights, weights of the units, their bias, and what each is worth."""
    random = np.random.default_rng(seed)
    size = data.matrix.shape[1]
    numbers = [
        np.zeros(size),
        0.05 * random.standard_normal((size, UNITS)),
        np.zeros(UNITS),
        0.1 * random.standard_normal(UNITS),
    ]
    numbers = [n.astype(np.float32) for n in numbers]
    first, second = ([np.zeros_like(n) for n in numbers] for _ in range(2))
    step = 0
    for epoch in range(EPOCHS):
        order = random.permutation(len(data.starts))
        rate = RATE * (1 - epoch / EPOCHS)
        for at in range(0, len(order), BATCH):
            step += 1
            slopes = _slopes(data.batch(order[at : at + BATCH]), numbers, random)
            for n, m, v, slope in zip(numbers, first, second, slopes, strict=True):
                slope = slope + DECAY * n
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
