"""What pronoun resolution works with: a pronoun to resolve, and an entity that it may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphbuild.annotation.coreference.occurrences import Occurrence
from graphbuild.annotation.doc import Token

__all__ = ["PRONOUNS", "Anaphor", "Candidate"]

PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"),
}
"""The subject form of each pronoun."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun to resolve: ``pronoun`` is its subject form (he, she, they)."""

    token: Token
    pronoun: str
    form: str
    block: int
    sentence: int
    position: int
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity with its occurrences in reading order, those after the pronoun included."""

    iri: str
    occurrences: tuple[Occurrence, ...]
