"""Plain text: blocks by blank lines, by lines where each line is a paragraph, or hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graphbuild.model import Span
from graphbuild.reading._decoding import decode
from graphbuild.reading.parsed import Parsed, RawBlock

__all__ = ["plain_blocks", "read_plain"]

_LINE = re.compile(r"[^\n]*\n?")
_WRAP_LONGEST = 100
_WRAP_SHORTEST = 45


def read_plain(data: bytes) -> Parsed:
    """Read plain text."""
    decoded = decode(data)
    return Parsed(
        decoded.text,
        tuple(plain_blocks(decoded.text)),
        bom=decoded.bom,
        warnings=decoded.warnings,
    )


def plain_blocks(text: str) -> Iterator[RawBlock]:
    """The blocks of a plain text, none empty, without outer white space."""
    chunk: list[Span] = []
    for match in _LINE.finditer(text):
        line = _stripped(text, match.start(), match.end())
        if line is not None:
            chunk.append(line)
        elif chunk:
            yield from _chunk_blocks(text, chunk)
            chunk = []
    if chunk:
        yield from _chunk_blocks(text, chunk)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _chunk_blocks(text: str, lines: list[Span]) -> Iterator[RawBlock]:
    if _hard_wrapped(text, lines):
        yield _joined(text, lines)
    else:
        yield from (_joined(text, group) for group in _continued(text, lines))


def _continued(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """Lines with those that go on with their sentence: in lower case, or behind a comma, a dash,
    an ampersand."""
    group = lines[:1]
    for before, line in pairwise(lines):
        last = text[before.end - 1]
        if last in ",&(" or (text[line.start].islower() and last not in ".!?:"):
            group.append(line)
        else:
            yield group
            group = [line]
    yield group


def _joined(text: str, lines: list[Span]) -> RawBlock:
    """One block of lines, the white space between them left out."""
    gaps = (Span(a.end + 1, b.start) for a, b in pairwise(lines))
    skips = tuple(g for g in gaps if g.end > g.start)
    return RawBlock(lines[0].start, lines[-1].end, skips=skips)


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines are one paragraph broken at a column: alike in length, cut mid-sentence."""
    inner = [line.end - line.start for line in lines[:-1]]
    if not inner:
        return False
    longest = max(inner)
    alike = _WRAP_SHORTEST <= longest <= _WRAP_LONGEST and min(inner) >= 0.55 * longest
    cut = sum(text[line.end - 1] not in ".!?:\u201d\u2019\"'" for line in lines[:-1])
    return alike and 2 * cut >= len(inner)
