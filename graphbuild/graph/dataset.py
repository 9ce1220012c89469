"""The data set described in its own graph: VoID and DCAT, without a date."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from graphbuild.graph.namespaces import PREFIXES, XSD, gb, rdf
from graphbuild.iris import Iris

__all__ = ["dataset_quads"]

_INTEGER = NamedNode(XSD + "integer")


def dataset_quads(
    store: Store, iris: Iris, title: str, license_iri: str | None, triples: int
) -> Iterator[Quad]:
    """Title, licence (where one is given), vocabularies, number of triples, and the essays that
    it comes from."""
    node = NamedNode(iris.base + "dataset")
    graph = NamedNode(iris.base + "graph/dataset")
    size = Literal(str(triples), datatype=_INTEGER)
    about: list[tuple[NamedNode, NamedNode | Literal]] = [
        (rdf("type"), _term("void", "Dataset")),
        (rdf("type"), _term("dcat", "Dataset")),
        (_term("dcterms", "title"), Literal(title)),
        (_term("void", "triples"), size),
        (_term("void", "uriSpace"), Literal(iris.base)),
        (_term("void", "vocabulary"), NamedNode(PREFIXES["gb"])),
        (_term("void", "vocabulary"), NamedNode(PREFIXES["schema"])),
    ]
    if license_iri:
        about.append((_term("dcterms", "license"), NamedNode(license_iri)))
    essays = store.quads_for_pattern(None, rdf("type"), gb("Essay"), None)
    names = sorted({q.subject.value for q in essays if isinstance(q.subject, NamedNode)})
    about += [(_term("dcterms", "source"), NamedNode(name)) for name in names]
    yield from (Quad(node, p, o, graph) for p, o in about)


def _term(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)
