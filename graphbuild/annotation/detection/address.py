"""What goes with a name: titles of address before it, *Jr.* and *Inc.* behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import listed

if TYPE_CHECKING:
    from graphbuild.annotation.detection.views import View
    from graphbuild.annotation.names.proposed import ProposedSpan
    from graphbuild.knowledge.records import AliasHit

__all__ = ["whole_names"]

_DEPUTY = "deputy"
"""A title right before a name; what stands before another only says who is meant."""
_SMALL = frozenset("miss mr mrs ms dr mister uncle aunt captain".split())
"""Titles that careless writers begin with a small letter."""
_DETERMINING = frozenset({"DT", "PRP$", "POS", "WP$", "JJ", "NN", "NNP"})
_COMPANY = frozenset({"inc", "inc.", "corp", "corp.", "co.", "ltd", "ltd.", "llc"})
_ABBREVIATED = frozenset({"jr", "sr", "inc", "corp", "co", "ltd"})


def whole_names(
    view: View, spans: Sequence[ProposedSpan], known: dict[str, tuple[AliasHit, ...]]
) -> Iterator[ProposedSpan]:
    """Spans with the titles and endings that belong to them: *Sir Alec Guinness*, *Professor
    Gangrene*, *Fred Niblo, Jr.*, *Acme Pictures Corp.*"""
    taken = {at for s in spans if not _is_addition(view, s) for at in range(s.start, s.end)}
    used: set[int] = set()
    whole: list[ProposedSpan] = []
    for span in spans:
        if not _is_addition(view, span):
            start = span.start if span.mark else _with_titles(view, span.start, taken)
            end = _with_endings(view, span.end, taken)
            used.update(range(start, span.start), range(span.end, end))
            whole.append(_extended(view, span, start, end, known))
    yield from whole
    for span in spans:
        if _is_addition(view, span) and used.isdisjoint(range(span.start, span.end)):
            yield span


def _extended(
    view: View,
    span: ProposedSpan,
    start: int,
    end: int,
    known: dict[str, tuple[AliasHit, ...]],
) -> ProposedSpan:
    if (start, end) == (span.start, span.end):
        return span
    whole = view.propose(start, end, known, mark=span.mark)
    return replace(whole, hits=whole.hits or span.hits)


def _is_addition(view: View, span: ProposedSpan) -> bool:
    """Whether a span has nothing but what goes with a name: *Detective Sgt.*, *Jr.*"""
    parts = _additions()
    return all(view.doc[i].lower_ in parts for i in range(span.start, span.end))


@cache
def _additions() -> frozenset[str]:
    return listed("capitals", "honorifics") | _endings()


@cache
def _titles() -> frozenset[str]:
    return listed("capitals", "honorifics") - listed("person", "offices")


@cache
def _endings() -> frozenset[str]:
    return listed("capitals", "title_suffixes") | _COMPANY


def _with_titles(view: View, start: int, taken: set[int]) -> int:
    """Where a name begins with the titles of address before it."""
    doc, titles = view.doc, _titles()
    at = start
    while at and at - 1 not in taken and view.flags.cap[at - 1]:
        deputy = at == start and doc[at - 1].lower_ == _DEPUTY
        if not deputy and doc[at - 1].lower_ not in titles:
            break
        at -= 1
    if at == start and start and doc[start - 1].text in _SMALL and start - 1 not in taken:
        before = doc[start - 2] if start > 1 else None
        if before is None or before.tag_ not in _DETERMINING:
            return start - 1
    return at


def _with_endings(view: View, end: int, taken: set[int]) -> int:
    """Where a name ends with what goes behind it, its stop too."""
    doc, endings = view.doc, _endings()
    comma = doc.text_of(end, end + 1) == ","
    behind = doc[end + comma : end + comma + 1]
    if behind and behind[0].i not in taken and behind[0].lower_ in endings:
        if view.flags.cap[behind[0].i] or behind[0].lower_ in listed("capitals", "title_suffixes"):
            end = behind[0].i + 1
    if doc[end - 1].lower_ in _ABBREVIATED and doc.text_of(end, end + 1) == ".":
        return end + (not doc[end - 1].whitespace_)
    return end
