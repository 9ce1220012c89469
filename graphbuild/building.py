"""The main job: essays in, a published generation of graph, pages and store out.

An essay's annotation is reused from the last generation when its text and everything that
annotation depends on are the same; what is reused and what is new take the same way afterwards
(through JSON), so that the result does not depend on what was reused.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from graphbuild import __version__
from graphbuild.errors import InputError, OutputError
from graphbuild.exporting.rdf import rdf12 as write_rdf12
from graphbuild.graph import (
    Graph,
    GraphFile,
    Run,
    copy_store,
    head,
    join_trig,
    join_turtle,
    write_graph,
)
from graphbuild.graph.validating import focus_nodes, turtle_violations, violations
from graphbuild.making import Maker, read_rows
from graphbuild.model import MIN_CONFIDENCE, Essay
from graphbuild.publishing import publish
from graphbuild.resources import program_hash
from graphbuild.reusing import Built, LastBuild, Piece
from graphbuild.reviewing import Decision
from graphbuild.viewing import (
    GraphView,
    collect,
    overall_rows,
    render_graph_page,
)
from graphbuild.viewing.index_page import render_index_page
from graphbuild.writing import write_aside, write_bytes, write_text

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

__all__ = ["Built", "Report", "build"]

log = logging.getLogger("graphbuild.build")

_VALIDATED = 10
"""Essays whose own nodes are validated together: enough to be fast, few enough to be small."""

_FEW = 0.1
"""Up to this part of the essays is changed in the store; beyond it the store is made anew."""

Progress = Callable[[Essay], None]


@dataclass(slots=True)
class Report:
    """What a build did; times in seconds. ``violations`` are faults of the graph against its
    shapes, ``problems`` what could not be read, ``stale`` decisions that no longer apply."""

    output: Path
    run: Run
    base: str
    min_confidence: float = MIN_CONFIDENCE
    essays: list[Built] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    decisions: int = 0
    stale: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

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
    problems: Sequence[InputError] = (),
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
) -> Report:
    """Annotate the essays, merge them and publish a new generation in ``output``.

    ``problems`` is filled by whoever reads the essays, and read when they are all read.
    ``decisions`` are replayed on what is read; those that no longer apply are reported.
    ``with_text`` False leaves out sources and reading views; ``rdf12`` adds ``graph.rdf12.ttl``.

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
        pieces = []
        for essay, piece in maker.pieces(essays):
            pieces.append(piece)
            if progress:
                progress(essay)
        if not pieces:
            raise problems[0] if len(problems) == 1 else _nothing(problems)
        report.essays = [p.built for p in pieces]
        report.problems = [str(p) for p in problems]
        report.stale = [message for p in pieces for message in p.stale]
        report.decisions = len(decisions)
        report.seconds["annotate"] = time.perf_counter() - started
        _publish_graph(maker, pieces, report, title, license_iri, rdf12)
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


def _publish_graph(
    maker: Maker,
    pieces: list[Piece],
    report: Report,
    title: str,
    license_iri: str | None,
    rdf12: bool,
) -> None:
    """Merge the pieces, and write what shows them all. The store is closed at the end."""
    staging, annotator, decisions = maker.staging, maker.annotator, maker.decisions
    started = time.perf_counter()
    files = [p.graph for p in pieces]
    try:
        graph = _stored(maker, pieces)
        said, rows = read_rows(pieces, staging)
        entities = {iri for file in files for iri in file.entities}
        graph.know(annotator.kb, entities)
        graph.merge(*_pairs(decisions), said=said)
        files += [_graph_file(graph, name, staging) for name in ("knowledge", "merged")]
        graph.describe(title, license_iri, triples=sum(f.triples for f in files))
        files.append(_graph_file(graph, "dataset", staging))
        with write_aside(staging / "graph.trig") as trig:
            join_trig(files, annotator.iris.base, trig)
        with write_aside(staging / "graph.ttl") as turtle:
            join_turtle(files, annotator.iris.base, turtle)
    except (OSError, ValueError) as error:
        raise OutputError(f"the store cannot be written: {error}", where=str(staging)) from error
    report.seconds["graph"] = time.perf_counter() - started
    report.stale += _stale_pairs(decisions, graph, report)
    started = time.perf_counter()
    pieces = _validated(pieces, graph, report)
    maker.last.save(pieces, staging)
    report.seconds["validate"] = time.perf_counter() - started
    started = time.perf_counter()
    view = collect(rows | overall_rows(graph.store), graph.ontology, reading=maker.with_text)
    write_text(staging / "graph.html", render_graph_page(view, title=title))
    report.seconds["page"] = time.perf_counter() - started
    report.counts = _counts(report, view) | {"quads": sum(f.triples for f in files)}
    if rdf12:
        for name, data in write_rdf12(graph.store, annotator.iris.base).items():
            write_bytes(staging / name, data)
    if maker.with_text:
        page = render_index_page([p.entry for p in pieces], title=title, view=view)
        write_text(staging / "reading" / "index.html", page)


def _stored(maker: Maker, pieces: list[Piece]) -> Graph:
    """The store of a new generation with the essays' graphs: that of the last one with what has
    changed, or one made anew where much has."""
    folder, last, annotator = maker.staging / "store", maker.last, maker.annotator
    now = {p.graph.name: p for p in pieces}
    before = {p.graph.name: p for p in last.pieces.values()}
    changed = [n for n, p in now.items() if n not in before or before[n].files != p.files]
    gone = [name for name in before if name not in now]
    in_place = last.folder is not None and len(changed) + len(gone) <= _FEW * len(now)
    if last.folder is not None and in_place:
        copy_store(last.folder / "store", folder)
    graph = Graph(annotator.iris, annotator.ontology, store=Store(str(folder)))
    if not in_place:
        graph.load([p.graph for p in pieces])
        return graph
    for name in gone:
        graph.drop(name)
    for name in changed:
        graph.put(name, now[name].graph.quads(annotator.iris.base))
    return graph


def _graph_file(graph: Graph, name: str, staging: Path) -> GraphFile:
    """A graph over all essays in a file of its own."""
    iri, path = f"{graph.iris.base}graph/{name}", staging / "graphs" / f"{name}.ttl"
    return write_graph(path, iri, graph.quads(iri), graph.iris.base)


def _validated(pieces: list[Piece], graph: Graph, report: Report) -> list[Piece]:
    """The pieces with the violations by the essays' own nodes, which are validated once; what
    essays share is validated with all that they say of it."""
    base = graph.iris.base
    fresh = [p for p in pieces if p.violations is None]
    found: dict[str, list[str]] = {p.built.id: [] for p in fresh}
    for start in range(0, len(fresh), _VALIDATED):
        part = fresh[start : start + _VALIDATED]
        turtle = head(base) + b"\n".join(p.graph.own() for p in part)
        for violation in turtle_violations(turtle, graph.store):
            found[_owner(violation.node, part)].append(str(violation))
    done = [
        replace(p, violations=tuple(found[p.built.id])) if p.violations is None else p
        for p in pieces
    ]
    own = f"{base}essay/"
    shared = [n for n in focus_nodes(graph.store) if not n.startswith(own)]
    report.violations = sorted(
        {str(v) for v in violations(graph.store, shared)}
        | {v for p in done for v in p.violations or ()}
    )
    return done


def _owner(node: str, pieces: list[Piece]) -> str:
    """The essay of a node; where one name begins another, the longer."""
    owners = [p for p in pieces if node.startswith(p.graph.name + "/")]
    return max(owners, key=lambda p: len(p.graph.name)).built.id


def _counts(report: Report, view: GraphView) -> dict[str, int]:
    return {
        "essays": len(report.essays),
        "mentions": sum(e.mentions for e in report.essays),
        "claims": len(view.claims),
        "asserted": sum(c.status == "asserted" for c in view.claims),
        "entities": sum(n.type != "performance" for n in view.nodes),
        **{f"{t} nodes": n for t, n in sorted(Counter(n.type for n in view.nodes).items())},
    }
