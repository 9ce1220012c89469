"""What a reader makes of a file: its text, cut into blocks, with what the format itself says."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.model import RegionKind, Span

__all__ = ["Parsed", "RawBlock"]


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block of text; ``kind`` is None where the format does not say what it is."""

    start: int
    end: int
    kind: RegionKind | None = None
    skips: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """The decoded (or extracted) text, its blocks in order, and the format's metadata."""

    text: str
    blocks: tuple[RawBlock, ...]
    italics: tuple[Span, ...] = ()
    title: str | None = None
    author: str | None = None
    language: str | None = None
    bom: bool = False
    warnings: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
