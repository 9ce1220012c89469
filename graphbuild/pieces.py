"""What a build makes of each essay, kept in a file of its generation and read when asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphbuild.graph import GraphFile
from graphbuild.model import AnnotatedEssay
from graphbuild.viewing.index_page import IndexEntry
from graphbuild.writing import as_output_error

__all__ = ["Built", "Piece", "Pieces", "write_pieces"]

_FILE = "pieces.jsonl"


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
    def from_json(cls, data: dict[str, Any], folder: Path) -> Piece:
        """From what ``as_json`` gave; ``folder`` is that of the generation."""
        built = Built(**{**data["built"], "warnings": tuple(data["built"]["warnings"])})
        return cls(
            data["source"],
            data["key"],
            built,
            IndexEntry.from_json(data["entry"]),
            GraphFile.from_json(data["graph"], folder / "graphs" / "essay" / f"{built.id}.ttl"),
            data["files"],
            stale=tuple(data["stale"]),
            violations=tuple(data["violations"]),
        )


@contextmanager
def write_pieces(folder: Path, run: str) -> Iterator[Callable[[Piece], None]]:
    """Give a function that adds a piece to those of a generation; ``run`` names the versions.

    Raises:
        OutputError: the folder cannot be written.
    """
    path, digest = folder / _FILE, hashlib.sha256()
    with as_output_error(path):
        file = path.open("wb")

    def add(piece: Piece) -> None:
        line = json.dumps(piece.as_json()).encode() + b"\n"
        digest.update(line)
        with as_output_error(path):
            file.write(line)

    with file:
        yield add
        with as_output_error(path):
            file.write(json.dumps([run, digest.hexdigest()]).encode() + b"\n")
            file.flush()


class Pieces:
    """The pieces of a generation by the identifiers of their essays, and in their order."""

    def __init__(self, folder: Path, starts: dict[str, int]) -> None:
        self.folder, self._starts = folder, starts

    @classmethod
    def open(cls, folder: Path, run: str) -> Pieces:
        """Those that were made with these versions.

        Raises:
            OSError, ValueError, KeyError, TypeError: there are none, or they are not whole.
        """
        starts: dict[str, int] = {}
        digest = hashlib.sha256()
        with (folder / _FILE).open("rb") as file:
            at, line = 0, file.readline()
            while following := file.readline():
                starts[json.loads(line)["built"]["id"]] = at
                digest.update(line)
                at, line = at + len(line), following
        if json.loads(line) != [run, digest.hexdigest()]:
            raise ValueError("made with other versions, or changed since")
        return cls(folder, dict(sorted(starts.items())))

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers of the essays, in order."""
        return tuple(self._starts)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Piece]:
        with (self.folder / _FILE).open("rb") as file:
            for start in self._starts.values():
                file.seek(start)
                yield Piece.from_json(json.loads(file.readline()), self.folder)

    def get(self, essay_id: str) -> Piece | None:
        """The piece of an essay, if there is one."""
        if essay_id not in self._starts:
            return None
        with (self.folder / _FILE).open("rb") as file:
            file.seek(self._starts[essay_id])
            return Piece.from_json(json.loads(file.readline()), self.folder)
