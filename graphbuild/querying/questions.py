"""Named questions: SPARQL files whose head of comments says what they ask.

    # title: Films by director
    # description: Which films …
    # param director (person): the director
    # example: graphbuild query films-by-director --director "Sean Baker"

A parameter is a variable that the query selects; left out, it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import QueryError, UnknownChoice
from graphbuild.resources import data_dir

__all__ = ["Parameter", "Question", "load_question", "load_questions"]

_HEAD = re.compile(r"#\s*(title|description|example):\s*(.+)")
_PARAM = re.compile(r"#\s*param\s+(\w+)\s+\((\w+)\):\s*(.+)")
_PATTERN = "WHERE {\n  "


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the asker may fix; ``kind`` is an entity type, ``agent``, ``entity``
    (anything), ``essay`` or ``status``."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    title: str
    description: str
    example: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises:
            UnknownChoice: the question has none such.
        """
        found = next((p for p in self.parameters if p.name == name), None)
        if found is None:
            names = [p.name for p in self.parameters]
            raise UnknownChoice(f"parameter of {self.name}:", name, names)
        return found

    def asking(self, things: Mapping[str, ox.NamedNode]) -> str:
        """The SPARQL with some parameters fixed, as values at the start of its pattern: the engine
        begins with these, which it does not with variables that are bound from outside."""
        values = "".join(f"VALUES ?{name} {{ {thing} }}\n  " for name, thing in things.items())
        return self.sparql.replace(_PATTERN, _PATTERN + values, 1)


def load_questions(folder: Path | None = None) -> dict[str, Question]:
    """All questions of a folder (the shipped ones by default), by name, sorted."""
    place = folder or data_dir() / "queries"
    return {path.stem: _read(path) for path in sorted(place.glob("*.rq"))}


def load_question(name: str, folder: Path | None = None) -> Question:
    """One question.

    Raises:
        UnknownChoice: there is none of that name.
    """
    path = (folder or data_dir() / "queries") / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        raise UnknownChoice("question", name, load_questions(folder))
    return _read(path)


@lru_cache(maxsize=256)
def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    head = {m[1]: m[2].strip() for m in map(_HEAD.match, text.splitlines()) if m}
    missing = {"title", "description", "example"} - head.keys()
    if missing:
        raise QueryError(f"its head lacks {', '.join(sorted(missing))}", where=str(path))
    if _PATTERN not in text:
        raise QueryError("its pattern does not begin with WHERE { and a line", where=str(path))
    parameters = tuple(
        Parameter(m[1], m[2], m[3].strip()) for m in map(_PARAM.match, text.splitlines()) if m
    )
    body = "\n".join(x for x in text.splitlines() if not x.startswith("#")).strip() + "\n"
    return Question(
        path.stem, head["title"], head["description"], head["example"], parameters, body
    )
