"""Text that is put together block by block, for formats that hold no running text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graphbuild.errors import InputError
from graphbuild.model import RegionKind, Span
from graphbuild.reading.parsed import Parsed, RawBlock

__all__ = ["MAX_TEXT", "Assembly"]

MAX_TEXT = 10_000_000
"""Most characters that one essay may have, once it is out of its file."""
_GAP = "\n\n"


@dataclass(slots=True)
class Assembly:
    """Blocks with an empty line between them; offsets count in what comes of it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[RawBlock] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)

    def add(self, text: str, kind: RegionKind | None = None, italics: Iterable[Span] = ()) -> None:
        """Add a block; ``italics`` count from its start.

        Raises:
            InputError: the text becomes longer than an essay may be.
        """
        outer = len(text) - len(text.lstrip())
        shown = text.strip()
        if not shown:
            return
        start = self.length
        moved = (Span(start + s.start - outer, start + s.end - outer) for s in italics)
        end = start + len(shown)
        cut = (Span(max(s.start, start), min(s.end, end)) for s in moved)
        self.italics += (s for s in cut if s.end > s.start)
        self.blocks.append(RawBlock(start, end, kind))
        self._append(shown)

    def extend(self, parsed: Parsed, kind: RegionKind | None = None) -> None:
        """Add all blocks of another text; ``kind`` is for those that have none of their own."""
        start = self.length
        self.blocks += (
            RawBlock(start + b.start, start + b.end, b.kind or kind) for b in parsed.blocks
        )
        self.italics += (Span(start + s.start, start + s.end) for s in parsed.italics)
        self._append(parsed.text)

    def parsed(self, title: str | None, author: str | None, language: str | None = None) -> Parsed:
        """What has been added, with what the format says of it."""
        text = "".join(self.parts).removesuffix(_GAP)
        return Parsed(
            text,
            tuple(self.blocks),
            tuple(self.italics),
            title=_one_line(title),
            author=_one_line(author),
            language=(language or "")[:2].lower() or None,
        )

    def _append(self, text: str) -> None:
        self.parts += (text, _GAP)
        self.length += len(text) + len(_GAP)
        if self.length > MAX_TEXT:
            raise InputError(
                f"holds more than {MAX_TEXT:,} characters", fix="split it into one file an essay"
            )


def _one_line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
