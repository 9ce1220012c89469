"""The Python interface: annotate a text, build a graph, ask it. For programs and notebooks.

>>> from graphbuild import annotate, build, Graph
>>> reading = annotate("Sean Baker’s Anora stars Mikey Madison as Ani.")
>>> [(m.text, m.entity.label) for m in reading.mentions]  # doctest: +SKIP
>>> graph = build(["essays/"], "output")  # doctest: +SKIP
>>> graph.ask("who-plays-whom", film="Anora")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuild.errors import InputError
from graphbuild.iris import DEFAULT_BASE, Iris

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.model import AnnotatedEssay, Claim, EntityRef, Mention
    from graphbuild.querying.results import Result
    from graphbuild.querying.shrinking import Shrinker
    from graphbuild.viewing import GraphView

__all__ = ["Graph", "Reading", "Table", "annotate", "build"]

PathLike = str | Path


@lru_cache(maxsize=2)
def _annotator(model: str | None, knowledge: tuple[Path, ...], base: str) -> Annotator:
    from graphbuild.annotation.pipeline import Annotator, load_model
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.ontology import Ontology

    kb = KnowledgeBase.open(knowledge or None)
    return Annotator(load_model(model), kb, Ontology.load(), Iris(base))


def annotate(
    source: str | Path,
    *,
    model: str | None = None,
    knowledge: Sequence[PathLike] = (),
    base: str = DEFAULT_BASE,
) -> Reading:
    """Annotate one essay: a text (``str``), or a file (``Path``).

    ``model`` names a spaCy pipeline, ``knowledge`` knowledge bases (``core`` is the shipped
    one), ``base`` what every minted IRI starts with. Model and knowledge base are loaded at
    the first call.

    Raises:
        InputError: the file cannot be read.
        GraphbuildError: the model is not installed.
    """
    from graphbuild.reading import read_bytes, read_path

    if isinstance(source, Path):
        essay = read_path(source)
    else:
        essay = read_bytes(source.encode("utf-8"), essay_id="text.txt", suffix=".txt")
    return Reading(_annotator(model, tuple(map(Path, knowledge)), base).annotate(essay))


def build(
    paths: Iterable[PathLike],
    output: PathLike,
    *,
    title: str = "Films and people",
    model: str | None = None,
    knowledge: Sequence[PathLike] = (),
    base: str = DEFAULT_BASE,
) -> Graph:
    """Build the graph of essays in a folder, as ``graphbuild build`` does, and open it.

    Raises:
        InputError: a path does not exist, or an essay cannot be read or is in a language that
            no pipeline is for; nothing is written then.
        OutputError: the folder cannot be written.
    """
    from graphbuild.building import build as build_graph
    from graphbuild.reading import discover, read_source

    essays = [read_source(s) for s in discover([Path(p) for p in paths])]
    for essay in essays:
        if essay.language != "en":
            raise InputError(f"is written in {essay.language!r}, not in English", where=essay.id)
    annotator = _annotator(model, tuple(map(Path, knowledge)), base)
    build_graph(essays, Path(output), annotator, title=title)
    return Graph(output)


class Reading:
    """An annotated essay; a notebook shows it as its reading view."""

    def __init__(self, annotated: AnnotatedEssay) -> None:
        self.annotated = annotated

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Names, pronouns and descriptions, by place in the text."""
        return self.annotated.mentions

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the essay says, each claim with its evidence."""
        return self.annotated.claims

    @property
    def films(self) -> tuple[EntityRef, ...]:
        """Films under discussion, strongest first."""
        return self.annotated.films

    def as_json(self) -> dict[str, Any]:
        """What ``graphbuild annotate`` prints."""
        return self.annotated.as_json()

    def __repr__(self) -> str:
        essay = self.annotated.essay
        counts = f"{len(self.mentions)} mentions, {len(self.claims)} claims"
        return f"<Reading of {essay.title or essay.id}: {counts}>"

    def _repr_html_(self) -> str:
        from graphbuild.ontology import Ontology
        from graphbuild.viewing import frame, render_reading_page

        page = render_reading_page(self.annotated, ontology=Ontology.load(), linked=False)
        return frame(page, height=520, title=repr(self))


class Graph:
    """A graph that was built (a folder), or a file of RDF; a notebook shows its graph page."""

    def __init__(self, source: PathLike = "output") -> None:
        """Open it for reading.

        Raises:
            InputError: nothing was built there, or the file cannot be read.
        """
        from graphbuild.graph.loading import open_graph

        self.source = Path(source)
        self.store: ox.Store = open_graph(self.source)

    @cached_property
    def base(self) -> str:
        """What the graph's IRIs start with."""
        from graphbuild.querying import base_of

        return base_of(self.store) or DEFAULT_BASE

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that every query has."""
        from graphbuild.querying import prefixes_of

        return prefixes_of(self.base)

    def query(self, sparql: str) -> Table:
        """Answer SPARQL over the union of all graphs; prefixes are preset.

        Raises:
            QueryError: it is malformed, or wants to write or to fetch.
        """
        from graphbuild.querying import run

        return self._table(run(self.store, sparql))

    def ask(self, question: str, **names: str) -> Table:
        """Answer a named question; ``names`` fix its parameters by name, or by IRI.

        Raises:
            UnknownChoice: there is no such question or parameter.
            QueryError: a name means nothing in this graph, or several things.
        """
        from graphbuild.querying import run
        from graphbuild.querying.naming import resolve
        from graphbuild.querying.questions import load_question

        named = load_question(question)
        things = {
            name: resolve(self.store, value, named.parameter(name).kind, self.prefixes)
            for name, value in names.items()
        }
        return self._table(run(self.store, named.asking(things)))

    def questions(self) -> dict[str, str]:
        """The names of the named questions, with what they ask."""
        from graphbuild.querying.questions import load_questions

        return {name: q.description for name, q in load_questions().items()}

    def networkx(self) -> nx.MultiDiGraph:
        """Entities as nodes, asserted relations as edges weighted by the texts that say so."""
        from graphbuild.graph.projecting import project

        return project(self.store)

    def _table(self, result: Result) -> Table:
        from graphbuild.querying.shrinking import Shrinker

        return Table(result, Shrinker(self.store, self.prefixes))

    @cached_property
    def _view(self) -> GraphView:
        from graphbuild.ontology import Ontology
        from graphbuild.viewing import collect, essay_rows, overall_rows

        rows = [essay_rows(self.store)]
        return collect(lambda *_: rows, overall_rows(self.store), Ontology.load(), reading=False)

    def __len__(self) -> int:
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, None))

    def __repr__(self) -> str:
        view = self._view
        return f"<Graph of {len(view.essays)} essays: {len(view.claims)} claims>"

    def _repr_html_(self) -> str:
        from graphbuild.viewing import frame, render_graph_page

        return frame(render_graph_page(self._view), height=640, title=repr(self))


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: rows to iterate over, each a dict of what people read."""

    result: Result
    _shrinker: Shrinker

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the variables; subject, predicate, object for triples."""
        if self.result.kind == "construct":
            return ("subject", "predicate", "object")
        return self.result.variables

    def __bool__(self) -> bool:
        return self.result.answer if self.result.kind == "ask" else bool(len(self.result))

    def __len__(self) -> int:
        return len(self.result)

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self._rows())

    def iris(self) -> list[dict[str, str | None]]:
        """The rows with IRIs and plain values instead of labels."""
        terms = (self._terms(row) for row in self._nodes())
        return [dict(zip(self.columns, row, strict=True)) for row in terms]

    def _nodes(self) -> Iterable[Sequence[Any]]:
        if self.result.kind == "construct":
            return [(t.subject, t.predicate, t.object) for t in self.result.triples]
        return self.result.rows

    def _terms(self, row: Sequence[Any]) -> list[str | None]:
        return [None if t is None else getattr(t, "value", str(t)) for t in row]

    def _rows(self) -> list[list[str]]:
        label = self._shrinker.label
        return [["" if t is None else label(t) for t in row] for row in self._nodes()]

    def __repr__(self) -> str:
        if self.result.kind == "ask":
            return f"<Table: {'yes' if self.result.answer else 'no'}>"
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from graphbuild.viewing import table_html

        if self.result.kind == "ask":
            return table_html(("answer",), [["yes" if self.result.answer else "no"]])
        return table_html(self.columns, self._rows(), note="more rows" if self.result.more else "")
