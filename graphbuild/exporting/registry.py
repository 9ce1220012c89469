"""Which exporter writes which format.

A package adds one with an entry point in the group ``graphbuild.exporters``, whose name is the
format and whose value is an ``Exporter``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import entry_points

from pyoxigraph import Quad, Store

from graphbuild.errors import UnknownChoice

__all__ = ["Content", "Exporter", "exporter", "exporters", "quads_of", "whole"]

Content = bytes | Iterable[bytes]
"""What a file holds: all of it, or the parts of a large one as they are made."""

Exporter = Callable[[Store, str], Mapping[str, Content]]
"""Takes a store and the base of its IRIs; gives the files of the format, by name. Equal graphs
give equal bytes. Its docstring's first line says what the format is for."""


def whole(content: Content) -> bytes:
    """All that a file holds."""
    return content if isinstance(content, bytes) else b"".join(content)


def quads_of(store: Store) -> Iterator[Quad]:
    """The quads of the named graphs; of the default graph when there are no others.

    The default graph of a built store only repeats the named ones.
    """
    named = False
    for graph in store.named_graphs():
        named = True
        yield from store.quads_for_pattern(None, None, None, graph)
    if not named:
        yield from store


@cache
def exporters() -> dict[str, Exporter]:
    """All exporters by name of the format, ours and those of installed packages."""
    from graphbuild.exporting import networks, rdf, web, wikidata

    theirs = {p.name: p.load() for p in entry_points(group="graphbuild.exporters")}
    ours = rdf.EXPORTERS | networks.EXPORTERS | web.EXPORTERS | wikidata.EXPORTERS
    return theirs | ours


def exporter(name: str) -> Exporter:
    """The exporter of a format.

    Raises:
        UnknownChoice: there is none; the message lists those that there are.
    """
    try:
        return exporters()[name]
    except KeyError:
        raise UnknownChoice("format", name, exporters()) from None
