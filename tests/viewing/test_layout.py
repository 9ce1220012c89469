"""The layout: the same for the same graph, and nearly the same for nearly the same graph."""

from __future__ import annotations

import math
import statistics

from benchmarks.pages import made_up_view
from graphbuild.viewing._layout import positions

Place = tuple[int, int]


def placed(iris: list[str], edges: list[tuple[int, int]]) -> dict[str, Place]:
    return dict(zip(iris, positions(iris, edges), strict=True))


def graph(count: int) -> tuple[list[str], list[tuple[int, int]]]:
    view = made_up_view(count)
    return [n.iri for n in view.nodes], [(e.source, e.target) for e in view.edges]


def distances(places: dict[str, Place], iris: list[str]) -> list[float]:
    """Distances of neighbours in a fixed order of pairs: the shape, wherever it stands."""
    pairs = zip(iris, iris[7:], strict=False)
    return [math.dist(places[a], places[b]) for a, b in pairs]


def test_same_graph_has_the_same_places() -> None:
    """Two layouts of one graph are equal."""
    iris, edges = graph(120)
    assert placed(iris, edges) == placed(iris, edges)


def test_a_small_change_keeps_the_shape() -> None:
    """A new node at the edge leaves the distances between the others nearly as they were."""
    iris, edges = graph(120)
    before = distances(placed(iris, edges), iris)
    more = [*iris, "https://graphbuild.example/n/new"]
    after = distances(placed(more, [*edges, (5, 120)]), iris)
    assert statistics.correlation(before, after) > 0.9


def test_nodes_do_not_stand_on_each_other() -> None:
    """Neighbouring nodes are far enough apart to be told from each other."""
    iris, edges = graph(120)
    places = list(placed(iris, edges).values())
    nearest = [
        min(math.dist(a, b) for b in places[:i] + places[i + 1 :]) for i, a in enumerate(places)
    ]
    assert statistics.median(nearest) > 25
