"""What fills an argument: an entity or a value, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphbuild.model import EntityRef, Evidence, Value

__all__ = ["Filler", "extent", "of_types"]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills an argument, with the tokens ``start`` … ``end`` that say so.

    ``extra`` is evidence from elsewhere, for the film under discussion; ``assumed`` says that
    which film is meant was concluded, not said.
    """

    entity: EntityRef | Value
    start: int
    end: int
    score: float = 1.0
    extra: Evidence | None = None
    assumed: bool = False


def extent(start: int, end: int, *fillers: Filler) -> tuple[int, int]:
    """The tokens from the first to the last word that a statement rests on."""
    real = [f for f in fillers if f.end > f.start]
    return min(start, *(f.start for f in real), start), max(end, *(f.end for f in real), end)


def of_types(fillers: Iterable[Filler], types: frozenset[str]) -> list[Filler]:
    """The fillers that are entities of some types."""
    return [f for f in fillers if isinstance(f.entity, EntityRef) and f.entity.type in types]
