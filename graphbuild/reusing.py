"""What a build makes of one essay alone, and what the next build takes over of it.

A piece is taken over, as the files that it is, while the essay, the decisions on it and the
versions of everything are the same and its files are as they were written; where only the
decisions have changed, the annotation is.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import InputError
from graphbuild.graph import GraphFile
from graphbuild.model import AnnotatedEssay, Essay
from graphbuild.publishing import current_generation
from graphbuild.viewing.index_page import IndexEntry
from graphbuild.writing import link, write_text

__all__ = ["Built", "LastBuild", "Piece", "digest"]

_FINISHED = Path(".generations") / "finished"
"""Where a build keeps the annotations that it has finished, in its output folder."""

_PIECES = "pieces.jsonl"


def digest(*parts: object) -> str:
    """A digest of values that are equal when their representations are."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


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

    @classmethod
    def of(cls, annotated: AnnotatedEssay, reused: bool) -> Built:
        """The entry of an annotated essay."""
        essay = annotated.essay
        counts = len(annotated.mentions), len(annotated.claims)
        return cls(essay.id, essay.title or essay.id, essay.sha256, *counts, reused, essay.warnings)


@dataclass(frozen=True, slots=True)
class Piece:
    """What a build has made of one essay: ``source`` is a digest of the essay, ``key`` of all
    that the piece depends on, ``files`` are those in the generation, with their digests.
    ``stale`` are the decisions that no longer apply to it, ``violations`` those by its own nodes,
    None as long as they are not validated."""

    source: str
    key: str
    built: Built
    entry: IndexEntry
    graph: GraphFile
    files: dict[str, str]
    stale: tuple[str, ...] = ()
    violations: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """All that the next build needs."""
        return {
            "source": self.source,
            "key": self.key,
            "built": asdict(self.built) | {"reused": True},
            "entry": self.entry.as_json(),
            "graph": self.graph.as_json(),
            "files": self.files,
            "stale": self.stale,
            "violations": self.violations,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], place: Path) -> Piece:
        """From what ``as_json`` gave; ``place`` is the folder of the graph files."""
        built = Built(**{**data["built"], "warnings": tuple(data["built"]["warnings"])})
        return cls(
            data["source"],
            data["key"],
            built,
            IndexEntry.from_json(data["entry"]),
            GraphFile.from_json(data["graph"], place / f"{built.id}.ttl"),
            data["files"],
            stale=tuple(data["stale"]),
            violations=tuple(data["violations"]),
        )


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The pieces that were made with the same versions, and the annotations that a build which
    never ended had finished; ``run`` names the versions."""

    folder: Path | None
    pieces: dict[str, Piece]
    finished: Path
    run: str

    @classmethod
    def find(cls, output: Path, run: str) -> LastBuild:
        """What can be taken over from the folder of a build; nothing where the versions differ."""
        finished = output / _FINISHED
        try:
            folder = current_generation(output)
            head, _, lines = (folder / _PIECES).read_text(encoding="utf-8").partition("\n")
            if json.loads(head) != [run, digest(lines)]:
                return cls(None, {}, finished, run)
            place = folder / "graphs" / "essay"
            pieces = [Piece.from_json(json.loads(x), place) for x in lines.split("\n") if x]
        except (InputError, OSError, ValueError, KeyError, TypeError):
            return cls(None, {}, finished, run)
        return cls(folder, {p.built.id: p for p in pieces}, finished, run)

    def save(self, pieces: Iterable[Piece], staging: Path) -> None:
        """Write what the next build needs into a new generation."""
        lines = "".join(json.dumps(p.as_json(), ensure_ascii=False) + "\n" for p in pieces)
        write_text(staging / _PIECES, json.dumps([self.run, digest(lines)]) + "\n" + lines)

    def piece(self, essay: Essay, key: str, staging: Path) -> Piece | None:
        """Take over the piece of an essay into a new generation, if it is there and whole."""
        piece = self.pieces.get(essay.id)
        if piece is None or piece.key != key or not all(map(self._whole, piece.files.items())):
            return None
        assert self.folder is not None
        for name in piece.files:
            link(self.folder / name, staging / name)
        return piece

    def _whole(self, file: tuple[str, str]) -> bool:
        """Whether a file of the generation is as it was written."""
        assert self.folder is not None
        try:
            data = (self.folder / file[0]).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == file[1]

    def annotation(self, essay: Essay, source: str) -> AnnotatedEssay | None:
        """The annotation of an essay, as it was before any decision, if it can be taken over."""
        try:
            data = json.loads(self._annotation_file(essay, source).read_text(encoding="utf-8"))
            return AnnotatedEssay.from_json(data, essay)
        except (OSError, ValueError, KeyError):
            return None

    def _annotation_file(self, essay: Essay, source: str) -> Path:
        piece = self.pieces.get(essay.id)
        if self.folder is not None and piece is not None and piece.source == source:
            names = (f"{name}/{essay.id}.json" for name in ("undecided", "annotations"))
            file = next(name for name in names if name in piece.files)
            if self._whole((file, piece.files[file])):
                return self.folder / file
        return self._place(source)

    def _place(self, source: str) -> Path:
        return self.finished / f"{digest(source, self.run)}.json"

    def keep(self, source: str, data: dict[str, Any]) -> None:
        """Keep a finished annotation until the build is published."""
        write_text(self._place(source), json.dumps(data, ensure_ascii=False))

    def forget(self) -> None:
        """Let go of what was kept: it is published now."""
        shutil.rmtree(self.finished, ignore_errors=True)
