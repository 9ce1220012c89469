"""A span that may be a name, as mention detection hands it to linking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuild.model import Span

if TYPE_CHECKING:
    from graphbuild.knowledge.records import AliasHit

__all__ = ["ProposedSpan"]


@dataclass(frozen=True, slots=True)
class ProposedSpan:
    """Tokens ``start`` … ``end`` (exclusive) of block number ``block`` that may be a name.

    ``span`` are essay offsets, ``mark`` is ``quoted``, ``italic``, what its sentence defines it to
    be (``film``, ``series``, ``work``) or empty, ``tagged`` the type of the name that its words are
    tagged as or empty, ``proper`` whether the model tags a proper noun, ``hits`` what the alias
    index holds under ``text``.
    """

    block: int
    start: int
    end: int
    span: Span
    text: str
    mark: str = ""
    tagged: str = ""
    weak: bool = False
    proper: bool = True
    inside: bool = False
    hits: tuple[AliasHit, ...] = ()
