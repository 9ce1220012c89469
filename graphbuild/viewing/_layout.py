"""Where the nodes stand: a seeded force-directed layout, computed before the page is written."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import igraph

__all__ = ["communities", "positions"]

Edge = tuple[int, int]


def _start(iri: str, radius: float) -> tuple[float, float]:
    """A node's first place, from its IRI alone, so that a changed graph keeps its shape."""
    digest = hashlib.sha256(iri.encode("utf-8")).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * 2 * math.pi
    distance = math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32) * radius
    return distance * math.cos(angle), distance * math.sin(angle)


_SCALED, _COLD = 700, 0.05
_SPACING, _ROOM = 85.0, 60.0
"""Pixels between joined nodes; small graphs get more room, for the words on their lines."""


def positions(iris: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Integer x, y of each node: Fruchterman and Reingold (1991), on a grid above 1,000 nodes.

    Same nodes and edges in the same order give the same places. It starts, nearly cold, from a
    multidimensional scaling of the distances in the graph, which a small change leaves as it is.
    """
    if not iris:
        return []
    import igraph

    pairs = sorted({(min(e), max(e)) for e in edges})  # two lines do not pull twice
    graph = igraph.Graph(n=len(iris), edges=pairs)
    radius = math.sqrt(len(iris))
    igraph.set_random_number_generator(random.Random(0))
    layout = graph.layout_fruchterman_reingold(
        seed=_scaled(graph, radius) if len(iris) <= _SCALED else [_start(i, radius) for i in iris],
        niter=_rounds(len(iris)),
        start_temp=_COLD * radius,
        grid="nogrid" if len(iris) < 1000 else "grid",
    )
    scale = _SPACING + _ROOM * max(0.0, 1 - len(iris) / 100)
    return [(round(x * scale), round(y * scale)) for x, y in layout.coords]


def _rounds(nodes: int) -> int:
    """How often the nodes are moved: seldom where moving them all takes long."""
    return 800 if nodes < 1000 else max(60, min(300, 1_500_000 // nodes))


def _scaled(graph: igraph.Graph, radius: float) -> list[tuple[float, float]]:
    """Multidimensional scaling (Kruskal, 1964) of the distances, within a radius."""
    coordinates = graph.layout_mds().coords
    extent = max((max(abs(x), abs(y)) for x, y in coordinates), default=0.0) or 1.0
    return [(x * radius / extent, y * radius / extent) for x, y in coordinates]


def communities(count: int, edges: Sequence[Edge]) -> list[int]:
    """Index of each node's community (Blondel et al. 2008), largest community first."""
    if not count:
        return []
    import igraph

    igraph.set_random_number_generator(random.Random(0))
    groups = igraph.Graph(n=count, edges=list(edges)).community_multilevel()
    ranked = sorted(groups, key=lambda members: (-len(members), members[0]))
    found = [0] * count
    for number, members in enumerate(ranked):
        for node in members:
            found[node] = number
    return found
