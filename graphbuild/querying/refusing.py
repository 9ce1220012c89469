"""What is not run: federation, data from elsewhere, updates.

The engine follows ``SERVICE`` to any address. A query that holds the word at all is parsed
(by rdflib), and refused when its algebra has a service pattern or when it cannot be parsed; a
string or a comment with the word is no harm. Updates are no queries for the engine. What is nested
hundreds deep would end its process: the engine's parser calls itself for each level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from graphbuild.errors import QueryError
from graphbuild.graph import PREFIXES
from graphbuild.querying.tokens import TOKEN

__all__ = ["refuse"]

_SUSPECT = re.compile(r"service|(?<!:wasDerived)from|\\u", re.IGNORECASE)
_UPDATE = re.compile(r"INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH", re.IGNORECASE)
_PROLOGUE = re.compile(
    r"(?:\s+|\#[^\n]*(?:\n|$)|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.IGNORECASE
)
_DEEPEST = 200
_MOST_SIGNS = 2000


def refuse(sparql: str, is_graph: Callable[[str], bool]) -> None:
    """Raise when a query would reach outside or change something.

    ``is_graph`` tells of an IRI whether it is that of a graph here, which ``FROM`` may name.

    Raises:
        QueryError: it has ``SERVICE``, is an update, names a graph that is not there, or is
            nested too deeply.
    """
    _refuse_nested(sparql)
    start = _PROLOGUE.match(sparql)
    if _UPDATE.match(sparql, start.end() if start else 0):
        raise QueryError(
            "is an update, and the graph is read-only",
            where="query",
            fix="ask with SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    if not _SUSPECT.search(sparql):
        return
    algebra = _algebra(sparql)
    if algebra is None:
        if re.search(r"service", _unescaped(sparql), re.IGNORECASE):
            raise _service()
        return
    nodes = list(_nodes(algebra))
    if any(n.name == "ServiceGraphPattern" for n in nodes):
        raise _service()
    _refuse_foreign(nodes, is_graph)


def _refuse_nested(sparql: str) -> None:
    """Operators count too: each is a level of the engine's algebra."""
    if len(sparql) < _DEEPEST:
        return
    depth = deepest = signs = 0
    for match in TOKEN.finditer(sparql):
        if match.lastgroup != "other":
            continue
        sign = match[0]
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
        signs += sign in "{!|&/^*+-"
    if deepest > _DEEPEST or signs > _MOST_SIGNS:
        raise QueryError(
            f"is nested too deeply: {_DEEPEST} brackets in each other and {_MOST_SIGNS} operators "
            "are the most",
            where="query",
            fix="ask in parts, or list many values with VALUES",
        )


def _unescaped(sparql: str) -> str:
    return re.sub(r"\\[uU]0*([0-9a-fA-F]{2,4})", lambda m: chr(int(m[1], 16)), sparql)


def _service() -> QueryError:
    return QueryError(
        "SERVICE is refused: a query here never leaves this graph",
        where="query",
        fix="take the SERVICE pattern out, or ask the other endpoint itself",
    )


def _algebra(sparql: str) -> Any | None:
    """rdflib's algebra of a query, None when rdflib does not accept it."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return translateQuery(parseQuery(sparql), initNs=dict(PREFIXES)).algebra
    except Exception:  # it raises bare Exception for unknown prefixes, and more
        return None


def _nodes(node: Any) -> Iterator[Any]:
    """All operators of an algebra, in no order."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, ParseResults | list | tuple | set):
            waiting.extend(node)


def _refuse_foreign(nodes: list[Any], is_graph: Callable[[str], bool]) -> None:
    clauses = [n for n in nodes if n.name == "DatasetClause"]
    named = [str(v) for n in clauses for k, v in n.items() if k in ("default", "named")]
    foreign = [iri for iri in named if not is_graph(iri)]
    if foreign:
        raise QueryError(
            f"FROM names <{foreign[0]}>, which is no graph here; nothing is fetched",
            where="query",
            fix="list the graphs with: SELECT DISTINCT ?g { GRAPH ?g {} }",
        )
