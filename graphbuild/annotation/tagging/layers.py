"""The layers of the network that reads names, as far as reading needs them.

Each distinct word is embedded once, by the hashes of what is seen of it; then every layer looks at
a word and its neighbours. The numbers come from layers of spaCy's and thinc's, which train them
(``scripts/train_tagger.py``), and what is said here is what those say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import get_ops

__all__ = ["DEPTH", "PIECES", "SEEN", "WIDTH", "WINDOW", "Floats", "Layers", "Words"]

Floats = NDArray[np.float32]
"""A row for each word."""
Words = NDArray[np.uint64]
"""What is seen of words, a row for each, in the order of ``SEEN``."""

WIDTH, DEPTH, WINDOW, PIECES = 96, 4, 1, 3
SEEN = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
"""What is looked at of a word, and how many rows hold it."""
_SEED = 8
"""By which the first of what is seen is hashed; each other by the next number."""
_REACH = DEPTH * WINDOW
"""How many empty rows part texts, so that none looks into another."""
_EMBEDDINGS, _MIXED, _LAST = (29, 31, 33, 35), (36, 37), 5
_ENCODED = (54, 55), (56, 57), (58, 59), (60, 61)
"""Where the layers stand in the network that is trained: products with the norms behind them."""
_TINY = 1e-8
_OPS: Any = get_ops("cpu")


@dataclass(frozen=True, slots=True)
class _Maxout:
    """The largest of some products for each number (Goodfellow et al. 2013), normalised (Ba et al.
    2016)."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, numbers: Mapping[str, Floats], product: int, norm: int) -> _Maxout:
        weights, bias = numbers[f"{product}.W"], numbers[f"{product}.b"]
        flat = weights.swapaxes(0, 1).reshape(-1, weights.shape[2])
        return cls(flat, bias.T.reshape(-1), numbers[f"{norm}.G"], numbers[f"{norm}.b"])

    def __call__(self, rows: Floats) -> Floats:
        products = _OPS.gemm(rows, self.weights, trans2=True)
        products += self.bias
        first, second, *others = np.split(products, PIECES, axis=1)
        best: Floats = np.maximum(first, second)
        for other in others:
            np.maximum(best, other, out=best)
        best -= np.add.reduce(best, axis=1, keepdims=True) / WIDTH
        spread = np.add.reduce(best * best, axis=1, keepdims=True) / WIDTH + _TINY
        best *= spread ** (-1.0 / 2.0)
        best *= self.scale
        best += self.shift
        return best


class Layers:
    """All layers, with the ``numbers`` of each by its place and the name of the number."""

    def __init__(self, numbers: Mapping[str, Floats]) -> None:
        self.numbers = numbers
        self._tables = [numbers[f"{place}.E"] for place in _EMBEDDINGS]
        self._mixed = _Maxout.of(numbers, *_MIXED)
        self._encoded = [_Maxout.of(numbers, *places) for places in _ENCODED]
        self._weights, self._bias = numbers[f"{_LAST}.W"], numbers[f"{_LAST}.b"]

    def read(self, texts: Sequence[Words]) -> list[Floats]:
        """For each text the shares of the classes of its words (a row each)."""
        sizes = [len(text) for text in texts if len(text)]
        if not sizes:
            return [np.zeros((0, len(self._bias)), dtype=np.float32) for _ in texts]
        gaps = _REACH * np.repeat(np.arange(1, len(sizes) + 1), sizes)
        places = np.arange(sum(sizes)) + gaps
        rows = np.zeros((sum(sizes) + _REACH * (len(sizes) + 1), WIDTH), dtype=np.float32)
        rows[places] = self._embedded(np.concatenate(texts))
        for layer in self._encoded:
            rows += layer(_OPS.seq2col(rows, WINDOW))
        scores = _OPS.gemm(rows[places], self._weights, trans2=True)
        scores += self._bias
        ends = np.cumsum([len(text) for text in texts])[:-1]
        return np.split(np.asarray(_OPS.softmax(scores)), ends)

    def _embedded(self, words: Words) -> Floats:
        """Each word by itself."""
        distinct, same = np.unique(words, axis=0, return_inverse=True)
        columns = zip(self._tables, distinct.T, strict=True)
        held = [
            _OPS.gather_add(table, _OPS.hash(np.ascontiguousarray(column), seed) % len(table))
            for seed, (table, column) in enumerate(columns, _SEED)
        ]
        return self._mixed(np.hstack(held))[same.reshape(-1)]
