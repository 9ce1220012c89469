"""What merging and the graph page ask of each essay, kept in a file beside its graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from graphbuild.graph import Statements
from graphbuild.viewing import Rows, essay_rows

__all__ = ["Answers"]

_SAID = "said"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of the essays of a generation, read essay by essay as often as one wants."""

    folder: Path
    ids: tuple[str, ...]

    @staticmethod
    def file(essay_id: str) -> str:
        """Where the answers of an essay stand in a generation."""
        return f"rows/{essay_id}.jsonl"

    @staticmethod
    def text(store: Store) -> str:
        """The content of that file, from the essay's graph: a question and its answer a line."""
        answers = {_SAID: asdict(Statements.of(store)), **essay_rows(store)}
        return "".join(
            json.dumps([name, answer], ensure_ascii=False, separators=(",", ":")) + "\n"
            for name, answer in answers.items()
        )

    def said(self) -> Iterator[Statements]:
        """What merging looks at."""
        return (Statements.from_json(found[_SAID]) for found in self._read(_SAID))

    def rows(self, *names: str) -> Iterator[Rows]:
        """The answers to some questions of the page."""
        return self._read(*names)

    def _read(self, *names: str) -> Iterator[dict[str, Any]]:
        wanted = tuple(f'["{name}",' for name in names)
        for essay_id in self.ids:
            text = (self.folder / self.file(essay_id)).read_text(encoding="utf-8")
            yield dict(json.loads(x) for x in text.split("\n") if x.startswith(wanted))
