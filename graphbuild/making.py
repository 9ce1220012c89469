"""Making the piece of each essay: its annotation, its graph, its reading view, and the answers
that merging and the graph page need of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from graphbuild.graph import Run, Statements, essay_quads, write_graph
from graphbuild.model import AnnotatedEssay, Essay
from graphbuild.reusing import Built, LastBuild, Piece, digest
from graphbuild.reviewing import Decision, replay
from graphbuild.viewing import Rows, essay_rows, render_reading_page
from graphbuild.viewing.index_page import IndexEntry
from graphbuild.writing import write_bytes

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

__all__ = ["Maker", "read_rows"]

_BATCH_CHARS = 200_000
"""Essays are read in batches of about this much text."""


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
        for essay in essays:
            piece = found[essay.id]
            yield essay, self._annotated(next(fresh)) if piece is None else piece

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
        files[_rows_file(essay.id)] = _rows_json(store)
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
        write_bytes(self.staging / name, data)
        return _sha256(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json(annotated: AnnotatedEssay) -> str:
    data = annotated.as_json()
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _rows_file(essay_id: str) -> str:
    """Where the answers stand that merging and the graph page need of an essay."""
    return f"rows/{essay_id}.json"


def _rows_json(store: Store) -> str:
    data = {"said": asdict(Statements.of(store)), "rows": essay_rows(store)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_rows(pieces: list[Piece], staging: Path) -> tuple[Statements, Rows]:
    """What all essays together say."""
    said, rows = [], Rows()
    for piece in pieces:
        data = json.loads((staging / _rows_file(piece.built.id)).read_text(encoding="utf-8"))
        said.append(Statements.from_json(data["said"]))
        for name, found in data["rows"].items():
            rows.setdefault(name, []).extend(found)
    return Statements.joined(said), rows
