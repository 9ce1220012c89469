"""Terms as people read them: labels of things, words for properties, prefixed names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from graphbuild.graph.namespaces import LABELS, RDF, gb, rdf, schema
from graphbuild.iris import GB, SCHEMA
from graphbuild.querying.results import Node

__all__ = ["Shrinker"]

_VALUE = ox.NamedNode(RDF + "value")
_TYPE, _MOVIE, _YEAR = rdf("type"), schema("Movie"), gb("year")
_PLAIN_LOCAL = re.compile(r"[\w-]+")


class Shrinker:
    """Shortens the terms of one graph's results."""

    def __init__(self, store: ox.Store, prefixes: Mapping[str, str]) -> None:
        self._store, self._cache = store, dict[Node, str]()
        self._prefixes = sorted(prefixes.items(), key=lambda p: -len(p[1]))

    def label(self, term: Node) -> str:
        """A label where the graph has one, else the short form; literals without datatype."""
        if term not in self._cache:
            self._cache[term] = self._label(term)
        return self._cache[term]

    def _label(self, term: Node) -> str:
        if isinstance(term, ox.Literal):
            return term.value
        if not isinstance(term, ox.NamedNode):
            return str(term)
        for predicate in (*LABELS, _VALUE):
            found = self._store.quads_for_pattern(term, predicate, None, ox.DefaultGraph())
            labels = sorted(q.object.value for q in found if isinstance(q.object, ox.Literal))
            if labels:
                return labels[0] + self._year(term)
        if term.value.startswith((GB, SCHEMA)):
            return _words(term.value)
        return self.short(term)

    def _year(self, node: ox.NamedNode) -> str:
        """The year of a film, in parentheses, as films are cited."""
        if ox.Quad(node, _TYPE, _MOVIE, ox.DefaultGraph()) not in self._store:
            return ""
        found = self._store.quads_for_pattern(node, _YEAR, None, ox.DefaultGraph())
        years = sorted(q.object.value for q in found if isinstance(q.object, ox.Literal))
        return f" ({years[0]})" if years else ""

    def short(self, term: Node) -> str:
        """A prefixed name where a prefix fits, else the term itself."""
        if not isinstance(term, ox.NamedNode):
            return term.value if isinstance(term, ox.Literal) else str(term)
        for prefix, namespace in self._prefixes:
            local = term.value.removeprefix(namespace)
            if local != term.value and _PLAIN_LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return term.value


def _words(iri: str) -> str:
    """``filmingLocation`` as *filming location*."""
    local = iri.rpartition("#")[2].rpartition("/")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()
