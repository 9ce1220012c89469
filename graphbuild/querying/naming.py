"""From names that people type to the nodes of a graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.graph.namespaces import LABELS, SKOS, gb, rdf, schema
from graphbuild.knowledge.normalising import normalise

__all__ = ["STATUSES", "Ambiguous", "Choice", "names_beginning", "resolve"]

_NAMES = (
    *LABELS,
    schema("identifier"),
    schema("alternateName"),
    ox.NamedNode(SKOS + "altLabel"),
    gb("mentionedAs"),
)
_KINDS: Mapping[str, tuple[ox.NamedNode, ...]] = {
    "film": (schema("Movie"), schema("CreativeWorkSeries")),
    "person": (schema("Person"),),
    "character": (gb("Character"),),
    "agent": (schema("Person"), gb("Character"), schema("Organization")),
    "place": (schema("Place"),),
    "award": (gb("Award"),),
    "concept": (ox.NamedNode(SKOS + "Concept"),),
    "essay": (gb("Essay"),),
}
_DATED = re.compile(r"(.+?)\s*\((\d{4})\)")
STATUSES = ("asserted", "attributed", "hypothetical", "negated")
"""What a parameter of the kind ``status`` can be."""
_GRAPH = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Choice:
    """A node that a name can mean, with its label and the local name of its class."""

    iri: str
    label: str
    type: str


class Ambiguous(QueryError):
    """A name that several nodes carry equally; ``choices`` are these."""

    def __init__(self, name: str, choices: Iterable[Choice]) -> None:
        self.choices = tuple(choices)
        listed = "; ".join(f"{c.label} ({c.type}) <{c.iri}>" for c in self.choices)
        super().__init__(f"{name!r} can mean {listed}", fix="give the IRI of one of them")


def resolve(store: ox.Store, name: str, kind: str, prefixes: Mapping[str, str]) -> ox.NamedNode:
    """The node that ``name`` means: an IRI, a prefixed name, or a label or other name of a thing
    of that kind. Labels come before other names, linked things before unknown ones.

    Raises:
        QueryError: nothing here has that name; the nearest names are listed.
        Ambiguous: several things have it.
    """
    if kind == "status":
        return _status(name)
    given = _as_iri(name, prefixes)
    if given is not None:
        return given
    dated = _DATED.fullmatch(name)
    if dated:
        name = dated[1]
    for tier in (_exactly, _loosely):
        named = tier(store, name)
        found = [c for c in named if _is(store, c[1], kind) and _of_year(store, c[1], dated)]
        if found:
            best = min(rank for rank, _ in found)
            return _one(store, name, {node for rank, node in found if rank == best})
    raise _nothing(store, name, kind)


def names_beginning(store: ox.Store, start: str, kind: str, limit: int = 50) -> list[str]:
    """Labels of things of a kind that begin with ``start``, in whatever case, sorted."""
    begun = start.casefold()
    found = {
        quad.object.value
        for label in LABELS
        for quad in store.quads_for_pattern(None, label, None, _GRAPH)
        if isinstance(quad.object, ox.Literal)
        and quad.object.value.casefold().startswith(begun)
        and isinstance(quad.subject, ox.NamedNode)
        and _is(store, quad.subject, kind)
    }
    return sorted(found)[:limit]


def _status(name: str) -> ox.NamedNode:
    if name.lower() not in STATUSES:
        raise QueryError(f"{name!r} is no status", fix=f"choose one of: {', '.join(STATUSES)}")
    return gb(name.capitalize())


def _as_iri(name: str, prefixes: Mapping[str, str]) -> ox.NamedNode | None:
    bare = name.strip("<>")
    prefix, colon, local = bare.partition(":")
    if colon and prefix in prefixes and " " not in bare:
        bare = prefixes[prefix] + local
    try:
        return ox.NamedNode(bare) if "://" in bare else None
    except ValueError:
        return None


Found = list[tuple[int, ox.NamedNode]]


def _exactly(store: ox.Store, name: str) -> Found:
    return [
        (rank, quad.subject)
        for rank, predicate in enumerate(_NAMES)
        for quad in store.quads_for_pattern(None, predicate, ox.Literal(name), _GRAPH)
        if isinstance(quad.subject, ox.NamedNode)
    ]


def _loosely(store: ox.Store, name: str) -> Found:
    form = normalise(name)
    return [(rank, node) for rank, node, text in _all_names(store) if normalise(text) == form]


def _all_names(store: ox.Store) -> list[tuple[int, ox.NamedNode, str]]:
    return [
        (rank, quad.subject, quad.object.value)
        for rank, predicate in enumerate(_NAMES)
        for quad in store.quads_for_pattern(None, predicate, None, _GRAPH)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]


def _is(store: ox.Store, node: ox.NamedNode, kind: str) -> bool:
    if kind not in _KINDS:
        return True
    return any(ox.Quad(node, rdf("type"), c, _GRAPH) in store for c in _KINDS[kind])


def _of_year(store: ox.Store, node: ox.NamedNode, dated: re.Match[str] | None) -> bool:
    """Whether a node has the year that stands after its name, as in *Rebecca (1940)*."""
    if dated is None:
        return True
    years = store.quads_for_pattern(node, gb("year"), None, _GRAPH)
    return any(isinstance(q.object, ox.Literal) and q.object.value == dated[2] for q in years)


def _one(store: ox.Store, name: str, nodes: set[ox.NamedNode]) -> ox.NamedNode:
    linked = {n for n in nodes if "/nil/" not in n.value} or nodes
    if len(linked) > 1:
        raise Ambiguous(name, sorted((_choice(store, n) for n in linked), key=lambda c: c.iri))
    return next(iter(linked))


def _choice(store: ox.Store, node: ox.NamedNode) -> Choice:
    def first(predicate: ox.NamedNode) -> str:
        values: list[Any] = [
            q.object for q in store.quads_for_pattern(node, predicate, None, _GRAPH)
        ]
        return min((v.value for v in values), default="")

    kind, year = first(rdf("type")), first(gb("year"))
    name = next(filter(None, map(first, LABELS)), node.value)
    label = f"{name} ({year})" if year else name
    return Choice(node.value, label, kind.rpartition("#")[2].rpartition("/")[2].lower())


def _nothing(store: ox.Store, name: str, kind: str) -> QueryError:
    from rapidfuzz import fuzz, process

    names = sorted({text for _, node, text in _all_names(store) if _is(store, node, kind)})
    close = process.extract(
        name, names, scorer=fuzz.ratio, processor=str.casefold, limit=4, score_cutoff=60
    )
    thing = "thing" if kind not in _KINDS else kind
    fix = "did you mean " + ", ".join(repr(c[0]) for c in close) + "?" if close else None
    return QueryError(f"no {thing} in this graph is called {name!r}", fix=fix)
