"""Blocking: the few pairs of records that are worth comparing.

Pairs share rare character trigrams of their names (TF-IDF cosine, best ``TOP`` of each record on
either side), so that the cost grows with the number of records and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["TOP", "near_pairs"]

TOP = 6
_FLOOR = 0.3
_CHUNK = 512
_COMMON = 0.05


def near_pairs(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]
) -> set[tuple[int, int]]:
    """Pairs (index in left, index in right) of records with similar names."""
    lefts, rights = _flat(left), _flat(right)
    if not lefts or not rights:
        return set()
    a, b = _vectors([n for _, n in lefts], [n for _, n in rights])
    pairs = {(lefts[i][0], rights[j][0]) for i, j in _best(a, b)}
    pairs |= {(lefts[i][0], rights[j][0]) for j, i in _best(b, a)}
    exact: dict[str, list[int]] = {}
    for j, name in rights:
        exact.setdefault(name, []).append(j)
    return pairs | {(i, j) for i, name in lefts for j in exact.get(name, ())[:50]}


def _flat(names: Sequence[tuple[str, ...]]) -> list[tuple[int, str]]:
    return [(i, form) for i, forms in enumerate(names) for form in forms]


def _grams(name: str) -> Counter[str]:
    padded = f" {name} "
    return Counter(padded[i : i + 3] for i in range(len(padded) - 2))


def _vectors(left: list[str], right: list[str]) -> tuple[csr_matrix, csr_matrix]:
    counted = [_grams(n) for n in (*left, *right)]
    frequency = Counter(g for grams in counted for g in grams)
    most = max(50, int(_COMMON * len(counted)))
    number = {g: i for i, (g, n) in enumerate(sorted(frequency.items())) if n <= most}
    columns = {g: i for i, g in enumerate(number)}
    weight = {g: float(np.log(len(counted) / frequency[g]) + 1) for g in columns}
    rows = [[(columns[g], n * weight[g]) for g, n in c.items() if g in columns] for c in counted]
    return (
        _matrix(rows[: len(left)], len(columns)),
        _matrix(rows[len(left) :], len(columns)),
    )


def _matrix(rows: list[list[tuple[int, float]]], width: int) -> csr_matrix:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(r) for r in rows)])
    columns = np.array([c for r in rows for c, _ in r], dtype=np.int32)
    values = np.array([v for r in rows for _, v in r], dtype=np.float32)
    norms = np.sqrt(np.add.reduceat(np.append(values**2, 0), np.minimum(ends[:-1], len(values))))
    norms[np.diff(ends) == 0] = 1
    return csr_matrix((values / np.repeat(norms, np.diff(ends)), columns, ends), (len(rows), width))


def _best(a: csr_matrix, b: csr_matrix) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    other = b.T.tocsr()
    for start in range(0, a.shape[0], _CHUNK):
        block = a[start : start + _CHUNK] @ other
        for i in range(block.shape[0]):
            near = slice(block.indptr[i], block.indptr[i + 1])
            pairs += [(start + i, int(j)) for j in _top(block.indices[near], block.data[near])]
    return pairs


def _top(indices: NDArray[np.int32], values: NDArray[np.float32]) -> NDArray[np.int32]:
    kept = values >= _FLOOR
    indices, values = indices[kept], values[kept]
    if len(values) > TOP:
        best = np.argpartition(-values, TOP - 1)[:TOP]
        indices = indices[best]
    return np.sort(indices)
