"""Running a query: read-only, prefixes preset, over the union of all graphs, within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graphbuild.errors import InputError, QueryError
from graphbuild.graph import PREFIXES
from graphbuild.querying.faults import explain_fault
from graphbuild.querying.refusing import refuse
from graphbuild.querying.results import Node, Result

__all__ = ["Limits", "base_of", "open_store", "prefixes_of", "run"]

_KINDS = (
    *("award", "character", "event", "film", "organization", "person", "place", "series", "work"),
)
_SPACE = ox.NamedNode(PREFIXES["void"] + "uriSpace")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query: seconds, rows, megabytes of memory; None is no bound.

    More rows than ``rows`` are cut off, and the result says so; the others stop the query.
    Time and memory can only be bounded for a store on disk, in a process of its own.
    """

    seconds: float | None = None
    rows: int | None = None
    megabytes: int | None = None

    @property
    def need_process(self) -> bool:
        return self.seconds is not None or self.megabytes is not None


def base_of(store: ox.Store) -> str | None:
    """The base of the IRIs in a graph, as its description says."""
    found = store.quads_for_pattern(None, _SPACE, None, ox.DefaultGraph())
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), None)


def prefixes_of(base: str | None) -> dict[str, str]:
    """The prefixes that every query has: those of the graph, and one for each kind of thing."""
    kinds = {kind: f"{base}{kind}/" for kind in _KINDS} if base else {}
    return dict(sorted((PREFIXES | kinds).items()))


def run(
    source: ox.Store | Path,
    sparql: str,
    *,
    limits: Limits | None = None,
    variables: Mapping[str, Node] | None = None,
) -> Result:
    """Answer a query from a store, or from the folder of one on disk.

    The default graph is the union of all graphs. ``variables`` are bound before the query
    runs; each must be among those that it selects.

    Raises:
        QueryError: malformed (with its place), refused (update, SERVICE, foreign FROM), or over
            its limits.
    """
    limits = limits or Limits()
    if limits.need_process:
        from graphbuild.querying.worker import run_in_process

        if isinstance(source, ox.Store):
            raise ValueError("time and memory are bounded only for a store on disk")
        return run_in_process(source, sparql, limits, variables or {})
    return _answer(open_store(source), sparql, limits, variables or {})


def open_store(source: ox.Store | Path) -> ox.Store:
    """A store as it is, or the one in a folder, read-only.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    if isinstance(source, ox.Store):
        return source
    try:
        return ox.Store.read_only(str(source))
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"holds no store that can be read: {reason}", where=str(source), fix="build it anew"
        ) from error


def _answer(store: ox.Store, sparql: str, limits: Limits, variables: Mapping[str, Node]) -> Result:
    refuse(sparql, lambda iri: _has_graph(store, iri))
    prefixes = prefixes_of(base_of(store))
    try:
        found = store.query(
            sparql,
            prefixes=prefixes,
            substitutions={ox.Variable(n): t for n, t in variables.items()} or None,
        )
        return _result(found, limits.rows)
    except SyntaxError as error:
        raise explain_fault(sparql, str(error), prefixes) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(str(error), where="query") from error


def _has_graph(store: ox.Store, iri: str) -> bool:
    try:
        return store.contains_named_graph(ox.NamedNode(iri))
    except ValueError:  # a relative IRI names nothing
        return False


def _result(found: Any, rows: int | None) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result("ask", answer=bool(found))
    if isinstance(found, ox.QueryTriples):
        triples, more = _upto(iter(found), rows)
        return Result("construct", triples=tuple(triples), more=more)
    names = tuple(v.value for v in found.variables)
    solutions, more = _upto((tuple(s) for s in found), rows)
    return Result("select", names, tuple(solutions), more=more)


def _upto(items: Iterator[Any], limit: int | None) -> tuple[list[Any], bool]:
    taken = list(islice(items, limit))
    return taken, limit is not None and next(items, None) is not None
