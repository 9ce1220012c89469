"""What a build makes of one essay alone, and what the next build takes over of it.

A piece is taken over, as the files that it is, while the essay, the decisions on it and the
versions of everything are the same and its files are as they were written; where only the
decisions have changed, the annotation is.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import InputError
from graphbuild.model import AnnotatedEssay, Essay
from graphbuild.pieces import Piece, Pieces
from graphbuild.publishing import current_generation
from graphbuild.writing import link, write_text

__all__ = ["LastBuild", "digest"]

_FINISHED = Path(".generations") / "finished"
"""Where a build keeps the annotations that it has finished, in its output folder."""


def digest(*parts: object) -> str:
    """A digest of values that are equal when their representations are."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The pieces that were made with the same versions (None where there are none), and the
    annotations that a build which never ended had finished; ``run`` names the versions."""

    pieces: Pieces | None
    finished: Path
    run: str

    @classmethod
    def find(cls, output: Path, run: str) -> LastBuild:
        """What can be taken over from the folder of a build; nothing where the versions differ."""
        finished = output / _FINISHED
        try:
            return cls(Pieces.open(current_generation(output), run), finished, run)
        except (InputError, OSError, ValueError, KeyError, TypeError):
            return cls(None, finished, run)

    def piece(self, essay: Essay, key: str, staging: Path) -> Piece | None:
        """Take over the piece of an essay into a new generation, if it is there and whole."""
        piece = self.pieces.get(essay.id) if self.pieces else None
        if piece is None or piece.key != key or not all(map(self._whole, piece.files.items())):
            return None
        assert self.pieces is not None
        for name in piece.files:
            link(self.pieces.folder / name, staging / name)
        return piece

    def _whole(self, file: tuple[str, str]) -> bool:
        """Whether a file of the generation is as it was written."""
        assert self.pieces is not None
        try:
            data = (self.pieces.folder / file[0]).read_bytes()
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
        piece = self.pieces.get(essay.id) if self.pieces else None
        if self.pieces and piece and piece.source == source:
            names = (f"{name}/{essay.id}.json" for name in ("undecided", "annotations"))
            file = next(name for name in names if name in piece.files)
            if self._whole((file, piece.files[file])):
                return self.pieces.folder / file
        return self._place(source)

    def _place(self, source: str) -> Path:
        return self.finished / f"{digest(source, self.run)}.json"

    def keep(self, source: str, data: dict[str, Any]) -> None:
        """Keep a finished annotation until the build is published."""
        text = json.dumps(data, ensure_ascii=False)
        write_text(self._place(source), text, sync=False)

    def forget(self) -> None:
        """Let go of what was kept: it is published now."""
        shutil.rmtree(self.finished, ignore_errors=True)
