"""The graph of a set of essays in a pyoxigraph store."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Set
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from graphbuild.errors import InputError
from graphbuild.graph.dataset import dataset_quads
from graphbuild.graph.files import GraphFile
from graphbuild.graph.knowledge import knowledge_quads
from graphbuild.graph.merging import merged_quads
from graphbuild.graph.namespaces import gb, rdf
from graphbuild.graph.quads import Run, essay_quads
from graphbuild.graph.serialising import canonical, head, to_trig, to_turtle, trig_section
from graphbuild.graph.statements import Statements
from graphbuild.iris import Iris
from graphbuild.publishing import current_generation
from graphbuild.writing import link, make_folder

if TYPE_CHECKING:
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.model import AnnotatedEssay
    from graphbuild.ontology import Ontology

__all__ = ["Graph", "copy_store"]

_UNION = DefaultGraph()
_PART = 2_000_000
"""Bytes of Turtle that are loaded at a time: the loader holds their triples in memory."""


class Graph:
    """Quads of essays, one named graph each, and what only all of them together say.

    The default graph of the store holds the union of all graphs: the engine's own union gives a
    triple once for every graph that holds it, which makes counts wrong.
    """

    def __init__(self, iris: Iris, ontology: Ontology, *, store: Store | None = None) -> None:
        self.iris, self.ontology = iris, ontology
        self.store = store if store is not None else Store()

    def add(self, annotated: AnnotatedEssay, run: Run) -> None:
        """Put an essay's quads in, in place of any that it had."""
        name = self.iris.essay(annotated.essay.id)
        self.put(name, essay_quads(annotated, self.iris, self.ontology, run))

    def remove(self, essay_id: str) -> None:
        """Take an essay out; nothing of it stays."""
        self.drop(self.iris.essay(essay_id))

    def know(self, kb: KnowledgeBase, entities: Set[str]) -> None:
        """Add what the knowledge base knows of some entities, in the graph ``graph/knowledge``."""
        quads = knowledge_quads(entities, self.iris, self.ontology, kb)
        self.put(self.iris.base + "graph/knowledge", quads)

    def merge(
        self,
        joined: Collection[frozenset[str]] = (),
        parted: Collection[frozenset[str]] = (),
    ) -> None:
        """Compute anew what stands in ``graph/merged``; ``joined`` and ``parted`` are pairs of
        entities that a person has decided to be one, or two."""
        said = [Statements.of(self.store)]
        quads = merged_quads(
            lambda: said, self.names, self.year, self.iris, self.ontology, joined, parted
        )
        self.put(self.iris.base + "graph/merged", list(quads))

    def names(self, entity: str) -> bool:
        """Whether an essay names an entity, by its IRI."""
        return any(True for _ in self.store.quads_for_pattern(NamedNode(entity), rdf("type"), None))

    def year(self, entity: str) -> str | None:
        """The year in which a thing begins as the knowledge base has it, by its IRI."""
        graph = NamedNode(self.iris.base + "graph/knowledge")
        found = self.store.quads_for_pattern(NamedNode(entity), gb("year"), None, graph)
        return next((q.object.value for q in found), None)  # type: ignore[union-attr]

    def describe(self, title: str, license_iri: str | None = None, *, triples: int) -> None:
        """Say what the data set is (VoID, DCAT), in the graph ``graph/dataset``; ``triples`` is
        how many it has beside these."""
        quads = dataset_quads(self.store, self.iris, title, license_iri, triples)
        self.put(self.iris.base + "graph/dataset", list(quads))

    def load(self, files: Iterable[GraphFile]) -> None:
        """Load many graphs that are not there yet, a bounded number of triples at a time."""
        part: list[tuple[str, bytes]] = []
        size = 0
        for name, body in ((f.name, body) for f in files for body in f.bodies()):
            part.append((name, body))
            size += len(body)
            if size > _PART:
                self._load(part)
                part, size = [], 0
        self._load(part)

    def _load(self, graphs: list[tuple[str, bytes]]) -> None:
        """Load Turtle into named graphs and into their union."""
        base = self.iris.base
        trig = head(base) + b"".join(trig_section(name, body, base) for name, body in graphs)
        self.store.bulk_load(trig, format=RdfFormat.TRIG)
        turtle = head(base) + b"".join(body for _, body in graphs)
        self.store.bulk_load(turtle, format=RdfFormat.TURTLE)

    def hold(self, file: GraphFile) -> None:
        """Let a named graph hold exactly the triples of a file of any size. Where it is there
        already, what is new is written and what is gone is removed."""
        graph = NamedNode(file.name)
        if not self.store.contains_named_graph(graph):
            self.load([file])
            return
        kept: set[str] = set()
        for subject, quads in groupby(file.quads(self.iris.base), key=lambda q: q.subject):
            kept.add(str(subject))
            held = self.store.quads_for_pattern(subject, None, None, graph)
            self._exchange(graph, {q.triple for q in held}, {q.triple for q in quads})
        everything = self.store.quads_for_pattern(None, None, None, graph)
        self._exchange(graph, {q.triple for q in everything if str(q.subject) not in kept}, set())

    def put(self, name: str, quads: Iterable[Quad]) -> None:
        """Let a named graph hold exactly the triples of some quads."""
        graph = NamedNode(name)
        old = {q.triple for q in self.store.quads_for_pattern(None, None, None, graph)}
        self._exchange(graph, old, canonical(quads))

    def _exchange(self, graph: NamedNode, old: set[Triple], new: set[Triple]) -> None:
        if new - old:
            self.store.extend(_quad(t, g) for t in new - old for g in (graph, _UNION))
        for triple in old - new:
            self.store.remove(_quad(triple, graph))
        self._leave_union(old - new)

    def drop(self, name: str) -> None:
        """Take a named graph out."""
        graph = NamedNode(name)
        old = {q.triple for q in self.store.quads_for_pattern(None, None, None, graph)}
        self.store.remove_graph(graph)
        self._leave_union(old)

    def _leave_union(self, triples: Iterable[Triple]) -> None:
        """Take out of the union what no graph holds any more."""
        for triple in triples:
            s, p, o = triple.subject, triple.predicate, triple.object
            if all(q.graph_name == _UNION for q in self.store.quads_for_pattern(s, p, o, None)):
                self.store.remove(_quad(triple, _UNION))

    def quads(self, name: str | None = None) -> Iterator[Quad]:
        """The quads of a named graph, or of all, in no order."""
        graphs = [NamedNode(name)] if name else self.store.named_graphs()
        for graph in graphs:
            yield from self.store.quads_for_pattern(None, None, None, graph)

    def turtle(self) -> bytes:
        """The union of all graphs as Turtle; equal graphs give equal bytes."""
        return to_turtle(self.quads(), self.iris.base)

    def trig(self) -> bytes:
        """All graphs as TriG; equal graphs give equal bytes."""
        return to_trig(self.quads(), self.iris.base)

    @staticmethod
    def open_store(output: Path) -> Store:
        """The store of what was last built in a folder, read-only.

        Raises:
            InputError: nothing has been built there, or its store cannot be read.
        """
        folder = current_generation(output) / "store"
        try:
            return Store.read_only(str(folder))
        except (OSError, ValueError) as error:
            raise InputError(
                f"cannot be opened: {error}", where=str(folder), fix="build it anew"
            ) from error


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def copy_store(source: Path, folder: Path) -> None:
    """Copy a closed store: its tables, which are never written again, are shared."""
    make_folder(folder)
    for path in source.iterdir():
        if path.suffix == ".sst":
            link(path, folder / path.name)
        elif not path.name.startswith("LO"):  # LOG, LOCK
            shutil.copyfile(path, folder / path.name)
