"""Making the piece of each essay: its annotation, its graph, its reading view, and the answers
that merging and the graph page need of it; its own nodes are validated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from graphbuild.answers import Answers
from graphbuild.graph import Run, essay_quads, head, write_graph
from graphbuild.graph.validating import quote, turtle_violations
from graphbuild.model import AnnotatedEssay, Essay
from graphbuild.pieces import Built, Piece
from graphbuild.reusing import LastBuild, digest
from graphbuild.reviewing import Decision, replay
from graphbuild.viewing import render_reading_page
from graphbuild.viewing.index_page import IndexEntry
from graphbuild.writing import write_bytes

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

__all__ = ["Maker"]

_BATCH_CHARS = 200_000
"""Essays are read in batches of about this much text."""

_VALIDATED = 10
"""Essays whose own nodes are validated together: enough to be fast, few enough to be small."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the piece of each essay in a new generation, or takes over that of the last one."""

    annotator: Annotator
    run: Run
    staging: Path
    last: LastBuild
    decisions: tuple[Decision, ...]
    with_text: bool

    def pieces(self, essays: Iterable[Essay]) -> Iterator[tuple[Essay, Piece]]:
        """The pieces of essays, in order; a bounded amount of text is read at a time."""
        waiting: list[Essay] = []
        for essay in essays:
            waiting.append(essay)
            if sum(len(e.text) for e in waiting) > _BATCH_CHARS:
                yield from self._batch(waiting)
                waiting = []
        yield from self._batch(waiting)

    def _batch(self, essays: list[Essay]) -> Iterator[tuple[Essay, Piece]]:
        found = {e.id: self._taken_over(e) for e in essays}
        fresh = self.annotator.pipe([e for e in essays if found[e.id] is None])
        for start in range(0, len(essays), _VALIDATED):
            part = essays[start : start + _VALIDATED]
            pieces = [found[e.id] or self._annotated(next(fresh)) for e in part]
            yield from zip(part, self._validated(pieces), strict=True)

    def _validated(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces with the violations by the essays' own nodes."""
        fresh = [p for p in pieces if p.violations is None]
        if not fresh:
            return pieces
        found: dict[str, list[str]] = {p.built.id: [] for p in fresh}
        turtle = head(self.annotator.iris.base) + b"\n".join(p.graph.own() for p in fresh)
        for violation in turtle_violations(turtle, lambda node: self._quote(node, fresh)):
            found[_owner(violation.node, fresh).built.id].append(str(violation))
        return [
            replace(p, violations=tuple(found[p.built.id])) if p.violations is None else p
            for p in pieces
        ]

    def _quote(self, node: str, pieces: Sequence[Piece]) -> str | None:
        store = Store()
        path, base = _owner(node, pieces).graph.path, self.annotator.iris.base
        store.load(path=str(path), format=RdfFormat.TURTLE, base_iri=base)
        return quote(store, node)

    def _taken_over(self, essay: Essay) -> Piece | None:
        source = digest(essay)
        piece = self.last.piece(essay, self._key(essay, source), self.staging)
        if piece is None:
            annotated = self.last.annotation(essay, source)
            piece = None if annotated is None else self._made(annotated, source, reused=True)
        return piece

    def _key(self, essay: Essay, source: str) -> str:
        decided = [d for d in self.decisions if d.text("essay") == essay.id]
        return digest(source, decided, self.with_text)

    def _annotated(self, annotated: AnnotatedEssay) -> Piece:
        source, data = digest(annotated.essay), annotated.as_json()
        self.last.keep(source, data)
        same = AnnotatedEssay.from_json(data, annotated.essay)
        return self._made(same, source, reused=False)

    def _made(self, annotated: AnnotatedEssay, source: str, *, reused: bool) -> Piece:
        """Write the files of an essay, after the decisions on it."""
        essay, ontology, iris = annotated.essay, self.annotator.ontology, self.annotator.iris
        replayed = replay(annotated, self.decisions, iris, ontology)
        decided = replayed.annotated
        files = {f"annotations/{essay.id}.json": _json(decided)}
        if decided != annotated:
            files[f"undecided/{essay.id}.json"] = _json(annotated)
        if self.with_text:
            page = render_reading_page(decided, ontology=ontology, index="reading/index.html")
            files[f"sources/{essay.id}.txt"] = essay.text
            files[f"reading/{essay.id}.html"] = page
        store = Store()
        store.extend(essay_quads(decided, iris, ontology, self.run))
        files[Answers.file(essay.id)] = Answers.text(store)
        digests = {n: self._write(n, text) for n, text in files.items()}
        name = f"graphs/essay/{essay.id}.ttl"
        graph = write_graph(self.staging / name, iris.essay(essay.id), store, iris.base)
        digests[name] = _sha256((self.staging / name).read_bytes())
        return Piece(
            source,
            self._key(essay, source),
            Built.of(decided, reused),
            IndexEntry.of(decided),
            graph,
            digests,
            replayed.stale,
        )

    def _write(self, name: str, text: str) -> str:
        data = text.encode("utf-8", "surrogatepass")
        write_bytes(self.staging / name, data, sync=False)
        return _sha256(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json(annotated: AnnotatedEssay) -> str:
    data = annotated.as_json()
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _owner(node: str, pieces: Sequence[Piece]) -> Piece:
    """The essay of a node; where one name begins another, the longer."""
    owners = [p for p in pieces if node.startswith(p.graph.name + "/")]
    return max(owners, key=lambda p: len(p.graph.name))
