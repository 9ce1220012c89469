"""A graph from a file of Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import InputError
from graphbuild.graph.store import Graph

__all__ = ["load_file", "open_graph"]


def load_file(path: Path) -> ox.Store:
    """A store in memory with the quads of a file, the union of its graphs as default graph.

    Raises:
        InputError: the file's kind is unknown, or it is malformed.
    """
    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if form is None:
        raise InputError(
            f"is of an unknown kind ({path.suffix or 'no suffix'})",
            where=str(path),
            fix="readable are .ttl, .trig, .nt, .nq, .jsonld, .rdf",
        )
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except SyntaxError as error:
        raise InputError(f"is malformed: {error.msg}", where=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error
    union = [ox.Quad(q.subject, q.predicate, q.object) for q in store]
    store.bulk_extend(union)
    return store


def open_graph(source: Path) -> ox.Store:
    """The store of what was last built in a folder (read-only), or of a file of RDF.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    if source.is_file():
        return load_file(source)
    return Graph.open_store(source)
