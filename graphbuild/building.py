"""The main job: essays in, a published generation of graph, pages and store out.

An essay's annotation is reused from the last generation when its text and everything that
annotation depends on are the same; what is reused and what is new take the same way afterwards
(through JSON), so that the result does not depend on what was reused.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuild import __version__
from graphbuild.errors import InputError, OutputError
from graphbuild.exporting.rdf import rdf12 as write_rdf12
from graphbuild.graph import Graph, Run
from graphbuild.graph.validating import violations
from graphbuild.model import AnnotatedEssay, Essay
from graphbuild.publishing import current_generation, publish
from graphbuild.reviewing import Decision, replay
from graphbuild.viewing import GraphView, collect, render_graph_page, render_reading_page
from graphbuild.viewing.index_page import IndexEntry, render_index_page
from graphbuild.writing import write_bytes, write_text

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

__all__ = ["Built", "Report", "build"]

log = logging.getLogger("graphbuild.build")
_FINISHED = Path(".generations") / "finished"
"""Where a build keeps the annotations that it has finished, in its output folder."""

Progress = Callable[[Essay], None]


@dataclass(frozen=True, slots=True)
class Built:
    """One essay of a build: counts, and whether its annotation was reused."""

    id: str
    title: str
    sha256: str
    mentions: int
    claims: int
    reused: bool
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What a build did; times in seconds. ``violations`` are faults of the graph against its
    shapes, ``problems`` what could not be read, ``stale`` decisions that no longer apply."""

    output: Path
    run: Run
    base: str
    min_confidence: float = 0.0
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
    run = _run(annotator)
    report = Report(output, run, annotator.iris.base, annotator.min_confidence)
    with publish(output) as staging:
        started = time.perf_counter()
        last = _LastBuild.find(output, report)
        graph = Graph(annotator.iris, annotator.ontology)
        index: list[IndexEntry] = []
        labels = {n: p.label for n, p in annotator.ontology.names.items()}
        for annotated, reused in _annotated(essays, annotator, last):
            data = annotated.as_json()
            if not reused:
                last.keep(annotated.essay, data)
            same = AnnotatedEssay.from_json(data, annotated.essay)
            replayed = replay(same, decisions, annotator.iris, annotator.ontology)
            report.stale += replayed.stale
            if replayed.annotated != same:
                _write_json(staging / "undecided" / f"{same.essay.id}.json", data)
                same = replayed.annotated
            graph.add(same, run)
            index.append(IndexEntry.of(same))
            _write_essay(staging, same, labels, with_text)
            report.essays.append(_built(same, reused))
            if progress:
                progress(annotated.essay)
        if not report.essays:
            raise problems[0] if len(problems) == 1 else _nothing(problems)
        report.problems = [str(p) for p in problems]
        report.seconds["annotate"] = time.perf_counter() - started
        graph.know(annotator.kb)
        graph.merge(*_pairs(decisions))
        report.stale += _stale_pairs(decisions, graph, report)
        report.decisions = len(decisions)
        view = _write_graph(staging, graph, report, title, with_text, license_iri)
        if rdf12:
            for name, data12 in write_rdf12(graph.store, annotator.iris.base).items():
                write_bytes(staging / name, data12)
        if with_text:
            page = render_index_page(index, title=title, view=view)
            write_text(staging / "reading" / "index.html", page)
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
class _LastBuild:
    """Annotations that were made with the same versions: those of the last generation, and those
    that a build which never ended had finished."""

    folder: Path | None
    hashes: dict[str, str]
    finished: Path
    run: str

    @classmethod
    def find(cls, output: Path, report: Report) -> _LastBuild:
        run = report.as_json()["run"]
        rest = output / _FINISHED, json.dumps(run, sort_keys=True)
        try:
            folder = current_generation(output)
            data = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        except (InputError, OSError, ValueError):
            return cls(None, {}, *rest)
        if data.get("run") != run:
            return cls(None, {}, *rest)
        return cls(folder, {e["id"]: e["sha256"] for e in data["essays"]}, *rest)

    def keep(self, essay: Essay, data: dict[str, Any]) -> None:
        """Keep a finished annotation until the build is published."""
        write_text(self._place(essay), json.dumps(data, ensure_ascii=False))

    def forget(self) -> None:
        """Let go of what was kept: it is published now."""
        shutil.rmtree(self.finished, ignore_errors=True)

    def _place(self, essay: Essay) -> Path:
        name = "\x1f".join((essay.id, essay.sha256, self.run))
        return self.finished / f"{hashlib.sha256(name.encode()).hexdigest()}.json"

    def annotation(self, essay: Essay) -> AnnotatedEssay | None:
        path = self._place(essay)
        if self.folder is not None and self.hashes.get(essay.id) == essay.sha256:
            undecided = self.folder / "undecided" / f"{essay.id}.json"
            path = self.folder / "annotations" / f"{essay.id}.json"
            path = undecided if undecided.exists() else path
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return AnnotatedEssay.from_json(data, essay)
        except (OSError, ValueError, KeyError):
            return None


def _annotated(
    essays: Iterable[Essay], annotator: Annotator, last: _LastBuild
) -> Iterator[tuple[AnnotatedEssay, bool]]:
    """Each essay annotated, in order; those of one batch together."""
    waiting: list[Essay] = []
    for essay in essays:
        waiting.append(essay)
        if sum(len(e.text) for e in waiting) > 200_000:
            yield from _batch(waiting, annotator, last)
            waiting = []
    yield from _batch(waiting, annotator, last)


def _batch(
    essays: list[Essay], annotator: Annotator, last: _LastBuild
) -> Iterator[tuple[AnnotatedEssay, bool]]:
    known = {e.id: found for e in essays if (found := last.annotation(e)) is not None}
    fresh = annotator.pipe(e for e in essays if e.id not in known)
    for essay in essays:
        yield (known[essay.id], True) if essay.id in known else (next(fresh), False)


def _built(annotated: AnnotatedEssay, reused: bool) -> Built:
    essay = annotated.essay
    return Built(
        essay.id,
        essay.title or essay.id,
        essay.sha256,
        len(annotated.mentions),
        len(annotated.claims),
        reused,
        essay.warnings,
    )


def _write_json(path: Path, data: dict[str, Any]) -> None:
    write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write_essay(
    staging: Path,
    annotated: AnnotatedEssay,
    labels: dict[str, str],
    with_text: bool,
) -> None:
    essay = annotated.essay
    _write_json(staging / "annotations" / f"{essay.id}.json", annotated.as_json())
    if with_text:
        write_text(staging / "sources" / f"{essay.id}.txt", essay.text)
        page = render_reading_page(annotated, labels=labels, index="reading/index.html")
        write_text(staging / "reading" / f"{essay.id}.html", page)


def _write_graph(
    staging: Path,
    graph: Graph,
    report: Report,
    title: str,
    with_text: bool,
    license_iri: str | None,
) -> GraphView:
    started = time.perf_counter()
    graph.describe(title, license_iri)
    turtle = graph.turtle()
    write_bytes(staging / "graph.ttl", turtle)
    write_bytes(staging / "graph.trig", graph.trig())
    try:
        graph.save(staging / "store")
    except (OSError, ValueError) as error:
        raise OutputError(f"the store cannot be written: {error}", where=str(staging)) from error
    report.seconds["graph"] = time.perf_counter() - started
    started = time.perf_counter()
    report.violations = [str(v) for v in violations(turtle, graph.store)]
    report.seconds["validate"] = time.perf_counter() - started
    started = time.perf_counter()
    view = collect(graph.store, graph.iris, graph.ontology, reading=with_text)
    write_text(staging / "graph.html", render_graph_page(view, title=title))
    report.seconds["page"] = time.perf_counter() - started
    report.counts = {
        "essays": len(report.essays),
        "mentions": sum(e.mentions for e in report.essays),
        "claims": len(view.claims),
        "asserted": sum(c.status == "asserted" for c in view.claims),
        "entities": sum(n.type != "performance" for n in view.nodes),
        "quads": len(graph.store),
        **{f"{t} nodes": n for t, n in sorted(Counter(n.type for n in view.nodes).items())},
    }
    return view
