"""The word lists of ``names.toml``, loaded once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Lexicon", "lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words by section and name: ``words("film", "nouns")``."""

    sets: dict[tuple[str, str], frozenset[str]]

    def words(self, section: str, name: str) -> frozenset[str]:
        return self.sets[section, name]


@cache
def lexicon() -> Lexicon:
    """The shipped lists; a value with ``|`` lists phrases, any other lists words."""
    text = files("graphbuild.annotation").joinpath("names.toml").read_text(encoding="utf-8")
    sets: dict[tuple[str, str], frozenset[str]] = {}
    for section, entries in tomllib.loads(text).items():
        for name, value in entries.items():
            parts = value.strip().split("|") if "|" in value else value.split()
            sets[section, name] = frozenset(p.strip() for p in parts)
    return Lexicon(sets)
