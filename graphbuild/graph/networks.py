"""Measures of the network of entities: paths, ranks, communities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuild.errors import UnknownChoice

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "MEASURES",
    "Community",
    "Ranked",
    "Step",
    "around",
    "communities",
    "rank",
    "shortest_path",
]

MEASURES = {
    "pagerank": "how often a walk along the relations comes by (Brin and Page, 1998)",
    "degree": "with how many others it is related",
    "betweenness": "how many shortest paths lead through it (Freeman, 1977)",
    "closeness": "how near it is to all others (Freeman, 1979)",
}
"""Measures by name, with what they say."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: from an entity to the next, by the properties that join them.

    ``forward`` says whether the first property is said of the first entity.
    """

    source: str
    target: str
    properties: tuple[str, ...]
    essays: tuple[str, ...]
    forward: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity with its score."""

    iri: str
    label: str
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that are related more with each other than with others, the most central first."""

    members: tuple[Ranked, ...]


def _simple(graph: nx.MultiDiGraph) -> nx.Graph:
    """One edge between two entities, weighted by all that is said between them."""
    import networkx as nx

    simple = nx.Graph()
    simple.add_nodes_from(graph.nodes(data=True))
    for source, target, data in graph.edges(data=True):
        if source != target:
            held = simple.get_edge_data(source, target, default={"weight": 0})["weight"]
            simple.add_edge(source, target, weight=held + data["weight"])
    return simple


def shortest_path(graph: nx.MultiDiGraph, source: str, target: str) -> tuple[Step, ...]:
    """The shortest path between two entities, along relations in either direction; of equally
    short ones, that with the most support. Empty when there is none.

    Raises:
        KeyError: an entity is not in the graph.
    """
    import networkx as nx

    simple = _simple(graph)
    if source not in simple or target not in simple:
        raise KeyError(source if source not in simple else target)
    try:
        paths = sorted(nx.all_shortest_paths(simple, source, target))[:200]
    except nx.NetworkXNoPath:
        return ()
    best = max(paths, key=lambda p: _support(simple, p))  # of equals, the first by IRI
    return tuple(_step(graph, a, b) for a, b in pairwise(best))


def _support(simple: nx.Graph, path: list[str]) -> int:
    return sum(simple[a][b]["weight"] for a, b in pairwise(path))


def _step(graph: nx.MultiDiGraph, source: str, target: str) -> Step:
    there = graph.get_edge_data(source, target, default={})
    back = graph.get_edge_data(target, source, default={})
    data = [*there.values(), *back.values()]
    essays = sorted({e for d in data for e in d["essays"].split(", ")})
    return Step(source, target, (*there, *back), tuple(essays), bool(there))


def around(graph: nx.MultiDiGraph, centre: str, steps: int = 1) -> nx.MultiDiGraph:
    """The ego graph of an entity: all that is so many relations from it or nearer, in either
    direction, with every relation between those.

    Raises:
        KeyError: the entity is not in the graph.
    """
    import networkx as nx

    if centre not in graph:
        raise KeyError(centre)
    return nx.ego_graph(graph, centre, radius=steps, undirected=True)


def rank(
    graph: nx.MultiDiGraph, measure: str = "pagerank", type_: str | None = None
) -> list[Ranked]:
    """Entities by a measure of centrality, highest first; only those of a type, if one is given.

    Raises:
        UnknownChoice: there is no such measure, or nothing of the type.
    """
    types = {data["type"].lower() for _, data in graph.nodes(data=True)}
    if type_ is not None and type_.lower() not in types:
        raise UnknownChoice("type", type_, sorted(types))
    scores = _scores(_simple(graph), measure)
    found = [
        Ranked(iri, data["label"], data["type"], scores[iri])
        for iri, data in graph.nodes(data=True)
        if type_ is None or data["type"].lower() == type_.lower()
    ]
    return sorted(found, key=lambda r: (-r.score, r.label, r.iri))


def _scores(simple: nx.Graph, measure: str) -> dict[str, float]:
    import networkx as nx

    measures: dict[str, Callable[[nx.Graph], dict[str, float]]] = {
        "pagerank": lambda g: nx.pagerank(g, weight="weight"),
        "degree": lambda g: dict(g.degree()),
        "betweenness": nx.betweenness_centrality,
        "closeness": nx.closeness_centrality,
    }
    if measure not in measures:
        raise UnknownChoice("measure", measure, MEASURES)
    return measures[measure](simple) if len(simple) else {}


def communities(graph: nx.MultiDiGraph) -> list[Community]:
    """Communities of two entities or more (Blondel et al., 2008), the largest first; the same
    graph gives the same ones."""
    import networkx as nx

    simple = _simple(graph)
    central = {r.iri: r for r in rank(graph)}
    if not len(simple):
        return []
    found = nx.community.louvain_communities(simple, weight="weight", seed=0)
    ordered = (sorted(members, key=lambda i: (-central[i].score, i)) for members in found)
    kept = [
        Community(tuple(central[i] for i in members)) for members in ordered if len(members) > 1
    ]
    return sorted(kept, key=lambda c: (-len(c.members), c.members[0].iri))
