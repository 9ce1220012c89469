"""The graph of a set of essays in a pyoxigraph store."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from graphbuild.errors import InputError
from graphbuild.graph.dataset import dataset_quads
from graphbuild.graph.knowledge import knowledge_quads
from graphbuild.graph.merging import is_named, merged_quads
from graphbuild.graph.quads import Run, essay_quads
from graphbuild.graph.serialising import to_trig, to_turtle
from graphbuild.iris import Iris
from graphbuild.publishing import current_generation

if TYPE_CHECKING:
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.model import AnnotatedEssay
    from graphbuild.ontology import Ontology

__all__ = ["Graph"]


class Graph:
    """Quads of essays, one named graph each, and what only all of them together say."""

    def __init__(self, iris: Iris, ontology: Ontology, *, store: Store | None = None) -> None:
        self.iris, self.ontology = iris, ontology
        self.store = store if store is not None else Store()

    def add(self, annotated: AnnotatedEssay, run: Run) -> None:
        """Put an essay's quads in, in place of any that it had."""
        self.remove(annotated.essay.id)
        self.store.bulk_extend(essay_quads(annotated, self.iris, self.ontology, run))

    def remove(self, essay_id: str) -> None:
        """Take an essay out; nothing of it stays."""
        self.store.remove_graph(NamedNode(self.iris.essay(essay_id)))

    def know(self, kb: KnowledgeBase) -> None:
        """Add what the knowledge base knows of the entities, in the graph ``graph/knowledge``."""
        self.store.remove_graph(NamedNode(self.iris.base + "graph/knowledge"))
        self.store.bulk_extend(list(knowledge_quads(self.store, self.iris, self.ontology, kb)))

    def merge(
        self,
        joined: Collection[frozenset[str]] = (),
        parted: Collection[frozenset[str]] = (),
    ) -> None:
        """Compute anew what stands in ``graph/merged``; ``joined`` and ``parted`` are pairs of
        entities that a person has decided to be one, or two."""
        self.store.remove_graph(NamedNode(self.iris.base + "graph/merged"))
        quads = merged_quads(self.store, self.iris, self.ontology, joined, parted)
        self.store.bulk_extend(list(quads))

    def names(self, entity: str) -> bool:
        """Whether an essay names an entity, by its IRI."""
        return is_named(self.store, entity)

    def describe(self, title: str, license_iri: str | None = None) -> None:
        """Say what the data set is (VoID, DCAT), in the graph ``graph/dataset``."""
        graph = NamedNode(self.iris.base + "graph/dataset")
        self.store.remove_graph(graph)
        self.store.bulk_extend(list(dataset_quads(self.store, self.iris, title, license_iri)))

    def quads(self) -> Iterable[Quad]:
        """All quads, in no order."""
        return self.store.quads_for_pattern(None, None, None, None)

    def turtle(self) -> bytes:
        """The union of all graphs as Turtle; equal graphs give equal bytes."""
        return to_turtle(self.quads(), self.iris.base)

    def trig(self) -> bytes:
        """All graphs as TriG; equal graphs give equal bytes."""
        return to_trig(self.quads(), self.iris.base)

    def save(self, folder: Path) -> None:
        """Write the store to disk, for reading by ``open_store``.

        Its default graph holds the union of all graphs: the engine's own union gives a triple
        once for every graph that holds it, which makes counts wrong.
        """
        on_disk = Store(str(folder))
        on_disk.bulk_extend(self.quads())
        on_disk.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in self.quads())
        on_disk.optimize()
        on_disk.flush()

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
