"""Quotations with their speakers: what stands between the marks, and who is said to say it.

Marks round a title, a word used as a word or with irony (scare quotes) make no quotation: it
takes a clause of saying, after, before or around the quoted words. A quotation that such a
clause interrupts is returned piece by piece.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.english.places import mention_at
from graphbuild.annotation.quotations.marks import Quote, quotes
from graphbuild.model import CLAIM_REGIONS, EntityRef, Mention, Span

__all__ = ["Quotation", "enclosing", "find"]

_SPEAKING = frozenset({"person", "character", "organization"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that the text puts into somebody's mouth.

    ``span`` is the quoted text without its marks and without the comma that belongs to the
    attribution; ``text`` is exactly that. ``speaker`` is None when the speaker has no mention
    ("one of my teachers"); ``cue`` is the verb of saying.
    """

    span: Span
    text: str
    speaker: EntityRef | None
    speaker_span: Span | None
    cue: Span | None
    addressee: EntityRef | None = None
    addressee_span: Span | None = None


_TITLED = frozenset({"film", "series", "work"})


def find(analysis: Analysis, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """The attributed quotations of an essay's body, in reading order.

    ``mentions`` (sorted by span) link the speakers, pronouns included.
    """
    return tuple(
        _quotation(analysis.essay.text, block, quote, mentions)
        for block in analysis.blocks
        if block.region.kind in CLAIM_REGIONS
        for quote in quotes(block.doc)
        if quote.verb is not None
        and quote.end > quote.start
        and not _is_title(
            _content(analysis.essay.text, block.offsets.to_essay(quote.start, quote.end)), mentions
        )
    )


def _is_title(span: Span, mentions: Sequence[Mention]) -> bool:
    """Whether quotation marks hold nothing but the title of a work."""
    named = mention_at(Span(span.start, span.start + 1), mentions)
    return named is not None and named.span == span and named.entity.type in _TITLED


def enclosing(quotations: Sequence[Quotation], span: Span) -> Quotation | None:
    """The quotation that holds ``span``; ``quotations`` are in reading order."""
    i = bisect_right(quotations, span.start, key=lambda q: q.span.start) - 1
    if i >= 0 and quotations[i].span.end >= span.end:
        return quotations[i]
    return None


def _quotation(text: str, block: Block, quote: Quote, mentions: Sequence[Mention]) -> Quotation:
    span = _content(text, block.offsets.to_essay(quote.start, quote.end))
    speaker = block.token_span(quote.speaker) if quote.speaker is not None else None
    said_by = mention_at(speaker, mentions) if speaker else None
    addressee = block.token_span(quote.addressee) if quote.addressee is not None else None
    said_to = mention_at(addressee, mentions) if addressee else None
    linked = said_by if said_by and said_by.entity.type in _SPEAKING else None
    return Quotation(
        span,
        text[span.start : span.end],
        linked.entity if linked else None,
        linked.span if linked else speaker,
        block.token_span(quote.verb) if quote.verb is not None else None,
        said_to.entity if said_to else None,
        said_to.span if said_to else addressee,
    )


def _content(text: str, span: Span) -> Span:
    """The span without outer white space and the comma before the attribution."""
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
