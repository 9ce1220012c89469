"""The graph against its shapes (SHACL): what is not as it must be, with the sentence it is about.

The engine is rudof: on the graph of the shipped essays it needs a sixth of pyshacl's time. It is
given a bounded number of nodes at a time, each with all that is said of it and with the classes
of what it names, which is all that our shapes look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

from graphbuild.graph.namespaces import PREFIXES, rdf
from graphbuild.resources import ontology_dir

__all__ = ["Violation", "focus_nodes", "quote", "turtle_violations", "violations"]

_NODES = 500
_OURS = re.compile(r'"([^"]*)"@en')
_TYPE = rdf("type")
_TARGET = NamedNode("http://www.w3.org/ns/shacl#targetClass")
_MESSAGE = NamedNode("http://www.w3.org/ns/shacl#message")
_SAID = """CONSTRUCT { ?node ?property ?value . ?value a ?class }
WHERE { VALUES ?node { NODES } ?node ?property ?value OPTIONAL { ?value a ?class } }"""
_QUOTE = """SELECT ?exact WHERE { ?node prov:wasDerivedFrom/oa:hasSelector/oa:exact ?exact }
ORDER BY DESC(STRLEN(?exact)) LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that a shape does not accept: why, the property and value at fault, and for a claim
    the words that it was read from."""

    node: str
    message: str
    path: str | None = None
    value: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        parts = [f"<{self.node}>: {self.message}"]
        if self.path:
            parts.append(f"at <{self.path}>" + (f", which is {self.value}" if self.value else ""))
        if self.quote:
            parts.append(f"read from “{self.quote}”")
        return "; ".join(parts)


@cache
def _shapes() -> str:
    return (ontology_dir() / "shapes.ttl").read_text(encoding="utf-8")


@cache
def _messages() -> dict[str, str]:
    """What each shape says by its IRI; the engine passes on only what its parts say."""
    triples = parse(_shapes().encode(), format=RdfFormat.TURTLE)
    return {
        t.subject.value: t.object.value
        for t in triples
        if t.predicate == _MESSAGE and isinstance(t.subject, NamedNode)
    }


Quote = Callable[[str], str | None]
"""Gives the words that a node was read from."""


def focus_nodes(store: Store) -> Iterator[str]:
    """The nodes that the shapes are about; one of two classes comes twice."""
    triples = parse(_shapes().encode(), format=RdfFormat.TURTLE)
    for class_ in sorted({t.object for t in triples if t.predicate == _TARGET}, key=str):
        for quad in store.quads_for_pattern(None, _TYPE, class_, DefaultGraph()):
            yield quad.subject.value  # type: ignore[union-attr]  # there are no blank nodes


def violations(store: Store, nodes: Iterable[str]) -> list[Violation]:
    """Violations of ``ontology/shapes.ttl`` by some nodes of the store's default graph, each
    once and in the order of what it says."""
    found: set[Violation] = set()
    rest = iter(nodes)
    while part := set(islice(rest, _NODES)):
        query = _SAID.replace("NODES", " ".join(str(NamedNode(n)) for n in sorted(part)))
        triples: Any = store.query(query)
        data: bytes = triples.serialize(format=RdfFormat.N_TRIPLES)
        found.update(v for v in _violations(data, partial(quote, store)) if v.node in part)
    return sorted(found, key=str)


def turtle_violations(turtle: bytes, quote: Quote) -> list[Violation]:
    """Violations by the nodes of a piece of Turtle."""
    return sorted(set(_violations(turtle, quote)), key=str)


def _violations(turtle: bytes, quote: Quote) -> Iterator[Violation]:
    from pyrudof import Rudof, RudofConfig

    engine = Rudof(RudofConfig())
    engine.read_data(turtle.decode("utf-8"))
    engine.read_shacl(_shapes())
    for entry in engine.validate_shacl().violations:
        yield _violation(entry, quote)


def _violation(entry: Any, quote: Quote) -> Violation:
    node = str(entry.focus_node).strip("<>")
    message = str(entry.message or entry.constraint_component)
    of_shape = _messages().get(str(entry.source_shape).strip("<>"))
    ours = _OURS.findall(message) or [of_shape or message.strip('"')]
    return Violation(
        node,
        ours[-1],
        str(entry.path) if entry.path else None,
        str(entry.value) if entry.value else None,
        quote(node),
    )


def quote(store: Store, node: str) -> str | None:
    """The longest words in a store that a node was read from."""
    if "://" not in node:
        return None
    rows: Any = store.query(_QUOTE.replace("?node", str(NamedNode(node))), prefixes=PREFIXES)
    return next((row["exact"].value for row in rows), None)
