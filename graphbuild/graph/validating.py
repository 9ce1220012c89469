"""The graph against its shapes (SHACL): what is not as it must be, with the sentence it is about.

The engine is rudof: on the graph of the shipped essays it needs a sixth of pyshacl's time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, Store

from graphbuild.graph.namespaces import PREFIXES
from graphbuild.resources import ontology_dir

__all__ = ["Violation", "violations"]

_OURS = re.compile(r'"([^"]*)"@en')
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


def violations(turtle: bytes, store: Store) -> tuple[Violation, ...]:
    """All violations of ``ontology/shapes.ttl``, ordered by node; ``store`` holds the same graph
    and is asked for the sentences."""
    from pyrudof import Rudof, RudofConfig

    engine = Rudof(RudofConfig())
    engine.read_data(turtle.decode("utf-8"))
    engine.read_shacl((ontology_dir() / "shapes.ttl").read_text(encoding="utf-8"))
    report = engine.validate_shacl()
    return tuple(sorted({_violation(entry, store) for entry in report.violations}, key=str))


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
        rows: Any = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        yield from (row["exact"].value for row in rows)
