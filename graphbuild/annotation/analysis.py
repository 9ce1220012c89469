"""An essay as spaCy analysed it: one ``Doc`` a block, with the way back to the essay's offsets.

Blocks are analysed apart because the stock model makes one sentence of a title, a heading and
the first paragraph otherwise. Markup inside a block (``Region.skips``) is left out of the
analysed text; line breaks and no-break spaces are analysed as plain spaces, and other marks that
stand for an apostrophe or a quotation mark (*Reichardt‘s*, *“Little“*, *¨Heat¨*, *`Heat'*) as one.
``OffsetMap`` maps back, so that every offset outside this file is a code point into
``Essay.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.annotation.doc import Doc, Token, Tokens
from graphbuild.model import MENTION_REGIONS, Essay, Region, Span

__all__ = ["Analysis", "Block", "OffsetMap", "analysed_regions", "analysed_text"]

_SAME_LENGTH = str.maketrans(
    {"\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u00a8": '"'}
)
_APOSTROPHE = re.compile(r"(?<=\w)[’‘´`](?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s)[‘´`](?= \w)", re.I)
_BACKTICKS = re.compile(r"(?<![\w`])`([^`'´\s][^`´]{0,70}?)['´`](?![\w'`])")
_CLOSING = re.compile(r"(?<=[\w.,!?])“(?=[\s.,;:!?)]|$)")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets of an analysed text to offsets of the essay.

    ``starts`` are where each kept piece begins in the analysed text, ``shifts`` what to add.
    """

    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def to_essay(self, start: int, end: int) -> Span:
        """The essay's span of a non-empty span of the analysed text."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return Span(start + self.shifts[first], end + self.shifts[last])

    def to_analysed(self, offset: int) -> int:
        """Where an essay offset is in the analysed text (skipped text maps to what follows)."""
        for i in range(len(self.starts) - 1, -1, -1):
            at = offset - self.shifts[i]
            if at >= self.starts[i]:
                return min(at, self.starts[i + 1]) if i + 1 < len(self.starts) else at
        return 0


def analysed_text(essay: Essay, region: Region) -> tuple[str, OffsetMap]:
    """The prose of a region as the model reads it, and the map back to the essay."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length, at = 0, region.start
    for skip in (*region.skips, Span(region.end, region.end)):
        if skip.start > at:
            starts.append(length)
            shifts.append(at - length)
            pieces.append(essay.text[at : skip.start])
            length += skip.start - at
        at = max(at, skip.end)
    text = _APOSTROPHE.sub("'", "".join(pieces).translate(_SAME_LENGTH))
    text = _BACKTICKS.sub(r"‘\1’", text)
    text = _CLOSING.sub("”", text)
    return text, OffsetMap(tuple(starts) or (0,), tuple(shifts) or (region.start,))


def analysed_regions(essay: Essay) -> Iterator[tuple[Region, str, OffsetMap]]:
    """The regions that mentions are read from, with their analysed text."""
    for region in essay.regions:
        if region.kind in MENTION_REGIONS:
            text, offsets = analysed_text(essay, region)
            if text.strip():
                yield region, text, offsets


@dataclass(frozen=True, slots=True)
class Block:
    """One analysed region."""

    region: Region
    doc: Doc
    offsets: OffsetMap

    def span(self, start: int, end: int) -> Span:
        """Essay offsets of the tokens ``start`` … ``end`` (exclusive) of ``doc``; not empty."""
        doc = self.doc
        last = doc[end - 1]
        return self.offsets.to_essay(doc[start].idx, last.idx + len(last))

    def token_span(self, token: Token) -> Span:
        return self.offsets.to_essay(token.idx, token.idx + len(token))

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens that an essay span covers (grown to whole tokens); None if outside."""
        start = self.offsets.to_analysed(span.start)
        end = self.offsets.to_analysed(span.end - 1) + 1
        return self.doc.char_span(start, end, alignment_mode="expand")

    def sentence(self, token: Token) -> Span:
        """Essay offsets of the sentence around a token, without outer white space."""
        sent = token.sent
        first, last = sent.start, sent.end
        while last - first > 1 and self.doc[last - 1].is_space:
            last -= 1
        while last - first > 1 and self.doc[first].is_space:
            first += 1
        return self.span(first, last)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All analysed blocks of one essay, in reading order."""

    essay: Essay
    blocks: tuple[Block, ...]

    def block_at(self, offset: int) -> Block | None:
        """The block whose region holds an essay offset."""
        i = bisect_right(self.blocks, offset, key=lambda b: b.region.start) - 1
        if i >= 0 and offset < self.blocks[i].region.end:
            return self.blocks[i]
        return None
