"""The main job: essays in, a published generation of graph, pages and store out.

An essay's annotation is reused from the last generation when its text and everything that
annotation depends on are the same; what is reused and what is new take the same way afterwards
(through JSON), so that the result does not depend on what was reused. What essays gave is read
from their files one after the other, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad, Store

from graphbuild import __version__
from graphbuild.answers import Answers
from graphbuild.errors import InputError, OutputError
from graphbuild.exporting.rdf import rdf12 as write_rdf12
from graphbuild.graph import (
    Graph,
    GraphFile,
    Run,
    copy_store,
    dataset_quads,
    join_trig,
    join_turtle,
    knowledge_quads,
    merged_quads,
    write_large_graph,
)
from graphbuild.graph.conflicts import described
from graphbuild.graph.validating import focus_nodes, violations
from graphbuild.making import Maker
from graphbuild.memory import give_back, release
from graphbuild.model import MIN_CONFIDENCE, Essay
from graphbuild.pieces import Built, Piece, Pieces, write_pieces
from graphbuild.publishing import publish
from graphbuild.resources import program_hash
from graphbuild.reusing import LastBuild
from graphbuild.reviewing import Decision
from graphbuild.viewing import (
    GraphView,
    IndexEntry,
    collect,
    graph_page,
    overall_rows,
    render_index_page,
)
from graphbuild.viewing.claims_file import ClaimsFile
from graphbuild.writing import write_aside, write_bytes, write_text

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

__all__ = ["Built", "Report", "build"]

log = logging.getLogger("graphbuild.build")

_FEW = 0.1
"""Up to this part of the essays is changed in the store; beyond it the store is made anew."""

Progress = Callable[[Essay], None]


@dataclass(slots=True)
class Report:
    """What a build did; times in seconds. ``violations`` are faults of the graph against its
    shapes, ``conflicts`` what essays say that cannot all be true, ``problems`` what could not be
    read, ``stale`` decisions that no longer apply."""

    output: Path
    run: Run
    base: str
    min_confidence: float = MIN_CONFIDENCE
    essays: list[Built] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    decisions: int = 0
    stale: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def note(self, piece: Piece) -> None:
        """Take in what was made of an essay."""
        self.essays.append(piece.built)
        self.stale += piece.stale
        self.violations += piece.violations or ()

    def as_json(self) -> dict[str, Any]:
        """The content of ``report.json``."""
        return {
            "run": {
                "program": self.run.program,
                "model": self.run.model,
                "knowledge": self.run.knowledge,
                "ontology": self.run.ontology,
                "base": self.base,
                "minConfidence": self.min_confidence,
            },
            "counts": self.counts,
            "seconds": {k: round(v, 3) for k, v in self.seconds.items()},
            "problems": self.problems,
            "violations": self.violations,
            "conflicts": self.conflicts,
            "decisions": self.decisions,
            "stale": self.stale,
            "essays": [
                {
                    "id": e.id,
                    "title": e.title,
                    "sha256": e.sha256,
                    "mentions": e.mentions,
                    "claims": e.claims,
                    "reused": e.reused,
                    "warnings": list(e.warnings),
                }
                for e in self.essays
            ],
        }


def build(
    essays: Iterable[Essay],
    output: Path,
    annotator: Annotator,
    *,
    title: str = "Films and people",
    with_text: bool = True,
    license_iri: str | None = None,
    rdf12: bool = False,
    with_knowledge: bool = False,
    problems: Sequence[InputError] = (),
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
) -> Report:
    """Annotate the essays, merge them and publish a new generation in ``output``.

    ``problems`` is filled by whoever reads the essays, and read when they are all read.
    ``decisions`` are replayed on what is read; those that no longer apply are reported.
    ``with_text`` False leaves out sources and reading views; ``rdf12`` adds ``graph.rdf12.ttl``;
    ``with_knowledge`` adds what the knowledge base has between the things that essays name.

    Raises:
        InputError: there is no essay to build from.
        OutputError: the folder cannot be written, or another build is using it.
    """
    report = Report(output, _run(annotator), annotator.iris.base, annotator.min_confidence)
    with publish(output) as staging:
        started = time.perf_counter()
        versions = report.as_json()["run"] | {"files": program_hash()}
        last = LastBuild.find(output, json.dumps(versions, sort_keys=True))
        maker = Maker(annotator, report.run, staging, last, tuple(decisions), with_text)
        describing = _Describing(title, license_iri, with_knowledge)
        with write_pieces(staging, last.run) as add:
            for essay, piece in maker.pieces(essays):
                add(piece)
                report.note(piece)
                if progress:
                    progress(essay)
        annotator.kb.forget()
        release()
        if not report.essays:
            raise problems[0] if len(problems) == 1 else _nothing(problems)
        report.problems = [str(p) for p in problems]
        report.decisions = len(decisions)
        report.seconds["annotate"] = time.perf_counter() - started
        pieces = Pieces.open(staging, last.run)
        _publish_graph(maker, pieces, report, describing, rdf12)
        report.seconds["total"] = time.perf_counter() - started
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        write_text(staging / "report.json", text + "\n")
    last.forget()
    return report


def _pairs(decisions: Sequence[Decision]) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The pairs of entities decided to be one, and to be two; the later decision holds."""
    last = {d.pair: d.kind for d in decisions if d.pair}
    joined, parted = ({p for p, kind in last.items() if kind == k} for k in ("merge", "split"))
    return joined, parted


def _stale_pairs(decisions: Sequence[Decision], graph: Graph, report: Report) -> Iterator[str]:
    """Decisions on essays and entities that are not in this build."""
    essays = {e.id for e in report.essays}
    for decision in decisions:
        gone = [e for e in sorted(decision.pair) if not graph.names(e)]
        if gone:
            yield f"{decision.where}: {decision.kind} no longer applies: no essay names {gone[0]}"
        elif not decision.pair and decision.text("essay") not in essays:
            name = decision.text("essay")
            yield f"{decision.where}: {decision.kind} does not apply: {name} is not in this build"


def _nothing(problems: Sequence[InputError]) -> InputError:
    listed = "; ".join(str(p) for p in problems[:3])
    return InputError(f"no essay could be read: {listed}", fix="see the messages, mend the files")


def _run(annotator: Annotator) -> Run:
    meta = annotator.nlp.meta
    model = f"{meta['lang']}_{meta['name']} {meta['version']}"
    return Run(f"graphbuild {__version__}", model, annotator.kb.version, annotator.ontology.hash)


@dataclass(frozen=True, slots=True)
class _Describing:
    """What is said of the whole, and whether facts of the knowledge base stand beside it."""

    title: str
    license: str | None
    with_knowledge: bool


def _publish_graph(
    maker: Maker, pieces: Pieces, report: Report, describing: _Describing, rdf12: bool
) -> None:
    """Merge the pieces, and write what shows them all. The store is closed at the end."""
    staging, base = maker.staging, maker.annotator.iris.base
    answers = Answers(staging, pieces.ids)
    started = time.perf_counter()
    try:
        graph = _stored(maker, pieces)
        computed = list(_computed(graph, maker, pieces, answers, describing))
        with write_aside(staging / "graph.trig") as trig:
            join_trig(_graph_files(pieces, computed), base, trig)
        with write_aside(staging / "graph.ttl") as turtle:
            join_turtle(_graph_files(pieces, computed), base, turtle)
        give_back()
    except (OSError, ValueError) as error:
        raise OutputError(f"the store cannot be written: {error}", where=str(staging)) from error
    report.seconds["graph"] = time.perf_counter() - started
    report.conflicts = described(graph.store)
    report.stale += _stale_pairs(maker.decisions, graph, report)
    started = time.perf_counter()
    shared = (n for n in focus_nodes(graph.store) if not n.startswith(f"{base}essay/"))
    found = map(str, violations(graph.store, shared))
    report.violations = sorted({*report.violations, *found})
    give_back()
    report.seconds["validate"] = time.perf_counter() - started
    started = time.perf_counter()
    with TemporaryFile() as file:
        view = collect(
            answers.rows,
            overall_rows(graph.store),
            graph.ontology,
            reading=maker.with_text,
            keep=partial(ClaimsFile, file),
        )
        give_back()
        report.counts = _counts(report, view)
        with write_aside(staging / "graph.html") as page:
            parts = graph_page(view, title=describing.title)
            page.writelines(p.encode("utf-8", "surrogatepass") for p in parts)
        if maker.with_text:
            entries = partial(_entries, pieces)
            index = render_index_page(entries, title=describing.title, view=view)
            write_text(staging / "reading" / "index.html", index)
    report.seconds["page"] = time.perf_counter() - started
    report.counts["quads"] = sum(f.triples for f in _graph_files(pieces, computed))
    if rdf12:
        for name, data in write_rdf12(graph.store, base).items():
            write_bytes(staging / name, data)


def _entries(pieces: Pieces) -> Iterator[IndexEntry]:
    return (p.entry for p in pieces)


def _graph_files(pieces: Pieces, computed: Iterable[GraphFile]) -> Iterator[GraphFile]:
    """The files of all graphs."""
    yield from (p.graph for p in pieces)
    yield from computed


def _stored(maker: Maker, pieces: Pieces) -> Graph:
    """The store of a new generation with the essays' graphs: that of the last one with what has
    changed, or one made anew where much has."""
    folder, annotator = maker.staging / "store", maker.annotator
    last = maker.last.pieces
    changed = [p.built.id for p in pieces if last is None or not _same(p, last.get(p.built.id))]
    gone = sorted({*last.ids} - {*pieces.ids}) if last else []
    in_place = last is not None and len(changed) + len(gone) <= _FEW * len(pieces)
    if last is not None and in_place:
        copy_store(last.folder / "store", folder)
    graph = Graph(annotator.iris, annotator.ontology, store=Store(str(folder)))
    if not in_place:
        graph.load(p.graph for p in pieces)
        return graph
    for essay_id in gone:
        graph.remove(essay_id)
    for essay_id in changed:
        piece = pieces.get(essay_id)
        assert piece is not None
        graph.put(piece.graph.name, piece.graph.quads(annotator.iris.base))
    return graph


def _same(piece: Piece, other: Piece | None) -> bool:
    return other is not None and piece.files == other.files


def _computed(
    graph: Graph,
    maker: Maker,
    pieces: Pieces,
    answers: Answers,
    describing: _Describing,
) -> Iterator[GraphFile]:
    """The graphs over all essays, each written into a file and then into the store."""
    iris, ontology, kb = graph.iris, graph.ontology, maker.annotator.kb

    def held(name: str, quads: Iterable[Quad]) -> GraphFile:
        path = maker.staging / "graphs" / f"{name}.ttl"
        file = write_large_graph(path, f"{iris.base}graph/{name}", quads, iris.base)
        graph.hold(file)
        give_back()
        return file

    entities = {iri for p in pieces for iri in p.graph.entities}
    known = knowledge_quads(entities, iris, ontology, kb, facts=describing.with_knowledge)
    knowledge = held("knowledge", known)
    pairs = _pairs(maker.decisions)
    ask = answers.said, graph.names, graph.year
    merged = held("merged", merged_quads(*ask, iris, ontology, *pairs))
    triples = sum(f.triples for f in _graph_files(pieces, (knowledge, merged)))
    quads = dataset_quads(graph.store, iris, describing.title, describing.license, triples)
    yield from (knowledge, merged, held("dataset", quads))


def _counts(report: Report, view: GraphView) -> dict[str, int]:
    return {
        "essays": len(report.essays),
        "mentions": sum(e.mentions for e in report.essays),
        "claims": len(view.claims),
        "asserted": sum(c.status == "asserted" for c in view.claims),
        "entities": sum(n.type != "performance" for n in view.nodes),
        **{f"{t} nodes": n for t, n in sorted(Counter(n.type for n in view.nodes).items())},
    }
