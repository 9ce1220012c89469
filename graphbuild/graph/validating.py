"""The graph against its shapes (SHACL): what is not as it must be, with the sentence it is about.

The engine is rudof: on the graph of the shipped essays it needs a sixth of pyshacl's time. It is
given a bounded number of nodes at a time, each with all that is said of it and with the classes
of what it names, which is all that our shapes look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from graphbuild.graph.namespaces import PREFIXES
from graphbuild.resources import ontology_dir

__all__ = ["Violation", "focus_nodes", "turtle_violations", "violations"]

_NODES = 500
_OURS = re.compile(r'"([^"]*)"@en')
_TARGET = NamedNode("http://www.w3.org/ns/shacl#targetClass")
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


def focus_nodes(store: Store) -> list[str]:
    """The nodes that the shapes are about, in order."""
    triples = parse(_shapes().encode(), format=RdfFormat.TURTLE)
    found: set[str] = set()
    for class_ in {t.object for t in triples if t.predicate == _TARGET}:
        rows: Any = store.query(f"SELECT DISTINCT ?node {{ ?node a {class_} }}")
        found.update(row["node"].value for row in rows)
    return sorted(found)


def violations(store: Store, nodes: Iterable[str]) -> list[Violation]:
    """Violations of ``ontology/shapes.ttl`` by some nodes of the store's default graph, each
    once and in the order of what it says."""
    listed = list(nodes)
    found: set[Violation] = set()
    for start in range(0, len(listed), _NODES):
        part = listed[start : start + _NODES]
        query = _SAID.replace("NODES", " ".join(str(NamedNode(n)) for n in part))
        triples: Any = store.query(query)
        data: bytes = triples.serialize(format=RdfFormat.N_TRIPLES)
        found.update(v for v in _violations(data, store) if v.node in set(part))
    return sorted(found, key=str)


def turtle_violations(turtle: bytes, store: Store) -> list[Violation]:
    """Violations by the nodes of a piece of Turtle; the store holds the words of their evidence."""
    return sorted(set(_violations(turtle, store)), key=str)


def _violations(turtle: bytes, store: Store) -> Iterator[Violation]:
    from pyrudof import Rudof, RudofConfig

    engine = Rudof(RudofConfig())
    engine.read_data(turtle.decode("utf-8"))
    engine.read_shacl(_shapes())
    for entry in engine.validate_shacl().violations:
        yield _violation(entry, store)


def _violation(entry: Any, store: Store) -> Violation:
    node = str(entry.focus_node).strip("<>")
    message = str(entry.message or entry.constraint_component)
    ours = _OURS.findall(message)
    return Violation(
        node,
        ours[-1] if ours else message.strip('"'),
        str(entry.path) if entry.path else None,
        str(entry.value) if entry.value else None,
        next(_quotes(node, store), None),
    )


def _quotes(node: str, store: Store) -> Iterator[str]:
    if "://" in node:
        query = _QUOTE.replace("?node", str(NamedNode(node)))
        rows: Any = store.query(query, prefixes=PREFIXES)
        yield from (row["exact"].value for row in rows)
