"""Titles that open the paragraphs of a round-up: *Mami Wata. In a village on the sea, …*"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graphbuild.annotation.detection.stress import is_rubric
from graphbuild.annotation.english.lexicon import common_words, listed

if TYPE_CHECKING:
    from graphbuild.annotation.detection.views import View

__all__ = ["entries"]

_BULLETS = frozenset({"-", "–", "—", "•", "*", "·", ".", ")"})
_PARTING = frozenset({".", "–", "—", "-"})
_JOINING = frozenset({"&", "-", "'", "’", "'s", "’s", "!", "?"})
_MAX_TOKENS = 9
_ENOUGH = 2
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})


def entries(views: Iterable[View]) -> dict[int, tuple[int, int]]:
    """Token spans by block number; none where fewer than two paragraphs open with what can only
    be a title: several words, or one that English lacks."""
    found = {v.index: span for v in views if (span := _entry(v))}
    sure = sum(_is_sure(v, *found[v.index]) for v in views if v.index in found)
    return found if sure >= _ENOUGH else {}


def _entry(view: View) -> tuple[int, int] | None:
    """The words in title case before a full stop or dash, with which a longer paragraph opens."""
    doc = view.doc
    if view.block.region.kind != "body" or view.flags.all_caps:
        return None
    start = 0
    while start < len(doc) and (doc[start].is_digit or doc[start].text in _BULLETS):
        start += 1
    for end in range(start + 1, min(start + _MAX_TOKENS, len(doc) - 2)):
        if (doc[end].text in _PARTING and doc[end].nbor(-1).whitespace_) or doc[end].text == ".":
            return (start, end) if _may_be_title(view, start, end) else None
    return None


def _may_be_title(view: View, start: int, end: int) -> bool:
    words = [view.doc[i] for i in range(start, end) if view.doc[i].is_alpha]
    marks = (view.doc[i].text for i in range(start, end) if not view.doc[i].text[0].isalnum())
    if not words or not view.is_title_case(start, end) or not view.flags.cap[end + 1]:
        return False
    if not _JOINING.issuperset(marks) or words[0].pos_ == "CCONJ":
        return False  # "Sambizanga (1972)", "On Sunday, Sambizanga", "And on Monday Wanda"
    if len(words) > 1:
        return words[0].lower_ not in listed("capitals", "honorifics")
    return words[0].pos_ in _NAMING and not is_rubric(words[0])


def _is_sure(view: View, start: int, end: int) -> bool:
    words = [view.doc[i].lower_ for i in range(start, end)]
    return len(words) > 1 or words[0] not in common_words()
