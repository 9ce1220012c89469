"""Cues in the name itself: how it is marked, written and built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import common_words, given_names, listed
from graphbuild.annotation.names.forms import is_festival
from graphbuild.annotation.tagging import SOMEBODY

if TYPE_CHECKING:
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["own_form"]

_MARKS = {
    "quoted": "is in quotation marks",
    "italic": "is in italics",
    "entry": "opens a paragraph of a round-up",
    "film": "is defined as a film",
    "series": "is defined as a series",
    "work": "is defined as a book, play or song",
}
_ROMAN = frozenset("i ii iii iv v vi vii viii ix x".split())
_ARTICLES = frozenset({"the", "a", "an"})
_NUMBERS = frozenset({"one", "two", "three"})
_ENDINGS = {
    "organization": "ends like an organization",
    "place": "ends like a place",
    "award": "ends like an award",
    "event": "ends like an event",
}
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'m")
_SHORT = 5
"""Most letters of an abbreviation."""
_WELL_KNOWN = 0.5
"""Prominence of the titles that are not taken for places by their last word."""
_SUFFIXED = re.compile(r", (?:Jr|Sr)\.?$")
_INITIAL = re.compile(r"[A-Z]\.")


def own_form(span: ProposedSpan) -> Iterator[str]:
    if span.mark:
        yield _MARKS[span.mark]
    words = span.text.replace("’", "'").split()
    if _SUFFIXED.search(span.text) is None and "," in span.text:
        return  # "Paris, Texas"
    last = words[-1].lower().rstrip(".'")
    addressed = words[0].lower() in listed("capitals", "honorifics") and not _is_title(span)
    headed = len(words) > 1 + addressed  # not "Captain Church"
    if len(words) > 2 and last in listed("award", "contests"):
        yield _ENDINGS["award"]
    ends = [c for s, c in _ENDINGS.items() if headed and last in listed(s, "suffix")]
    if _is_known_title(span):
        ends = [e for e in ends if e != _ENDINGS["place"]]
    if span.mark == "quoted" or (span.mark and ends == [_ENDINGS["event"]]):
        ends = [e for e in ends if e == _ENDINGS["award"]]  # "Sunset Boulevard" is a title
    yield from ends
    if _is_category(words):
        yield "names the category of a prize"
    elif span.mark != "quoted" and _is_a_body(words):
        yield "names a festival or institution"
    placed = len(words) == 2 and words[0].lower() in listed("place", "prefix")
    if placed and not _is_known_title(span):
        yield "begins like a place"
    numbered = last in _ROMAN | _NUMBERS or last.isdigit()
    if len(words) > 1 and numbered and not addressed and not _is_namesake(words):
        happened = words[-2].lower() in listed("event", "suffix")
        yield _ENDINGS["event"] if happened else "ends with a number"
        return
    yield from _vocabulary(span, words, headed=bool(ends))
    if span.text.isupper() and len(span.text) > _SHORT and not span.weak:
        yield "is in capitals"
    if len(words) == 1:
        yield "has a single word"
        if _is_abbreviation(span.text):
            yield "is an abbreviation"
    elif addressed:
        yield "has a title of address"
    elif words[0] in {"The", "A", "An"}:
        yield "begins with an article"
    elif span.text.islower():
        return  # a writer without capitals: the form says nothing
    elif any(w.islower() and w not in _inside_names() for w in words[1:]) or (
        ":" in span.text or "!" in span.text
    ):
        yield "is built like a title"
    elif len(words) <= 3 and all(w[0].isupper() for w in words):
        yield "is built like a full name"


def _is_namesake(words: list[str]) -> bool:
    """``W. Somerset Hart III``: somebody who is told from a father by a number."""
    return (
        len(words) > 2
        and words[-1] in {"II", "III", "IV"}
        and (words[0].lower() in given_names() or _begins_with_initial(words))
    )


def _begins_with_initial(words: list[str]) -> bool:
    return len(words) > 1 and _INITIAL.fullmatch(words[0]) is not None


def _is_a_body(words: list[str]) -> bool:
    named = {w.lower() for w in words} & listed("organization", "words")
    return bool(named) or is_festival(words) or _heads_a_body(words)


def _heads_a_body(words: list[str]) -> bool:
    """``National Museum of Anthropology``, ``Council for the Arts``."""
    lower = [w.lower() for w in words]
    return any(
        a in listed("organization", "bodies") and b in {"of", "for"} for a, b in pairwise(lower[:3])
    )


@cache
def _inside_names() -> frozenset[str]:
    return listed("capitals", "particles") | listed("person", "kin")


def _is_category(words: list[str]) -> bool:
    """``Best Screenplay``, ``Academy Award for Best Actor``, ``Excellence in Editing``."""
    lower = [w.lower().strip(".,") for w in words]
    if lower[:2] in (["excellence", "in"], ["achievement", "in"]):
        return bool(set(lower[2:]) & listed("award", "categories"))
    if "best" not in lower[:-1]:
        return False
    at = lower.index("best")
    awarded = at == 0 or lower[at - 1] in {"for", "-", ":"}
    return awarded and bool(set(lower[at + 1 :]) & listed("award", "categories"))


def _is_title(span: ProposedSpan) -> bool:
    """Whether a film is known by just this name (*King Kong*)."""
    return any(h.type == "film" and h.kind == "label" for h in span.hits)


def _is_known_title(span: ProposedSpan) -> bool:
    """Whether a film or series is well known by a name, and no place: *Mansfield Park*, *South
    Park*."""
    hits = [h for h in span.hits if h.kind == "label" and h.prior >= _WELL_KNOWN]
    titled = any(h.type in {"film", "series"} for h in hits)
    return titled and all(h.type != "place" for h in span.hits)


def _is_plain(word: str) -> bool:
    """Whether English writes a word small; *don't* too."""
    plain = word in common_words() or word in listed("capitals", "connectors")
    return plain or word.endswith(_CONTRACTED)


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 2 <= len(word) <= _SHORT


def _vocabulary(span: ProposedSpan, words: list[str], *, headed: bool) -> Iterator[str]:
    """What the words of a name are; a name that is ``headed`` ends in a word for its kind."""
    lower = [w.lower().strip(".,:!?'") for w in words]
    initials = len(words) == 1 and _is_abbreviation(words[0]) and span.tagged not in SOMEBODY
    if "&" in words:
        yield "is built like a title"
    elif (lower[0] in given_names() and not initials) or _begins_with_initial(words):
        yield "begins with a given name" if len(words) > 1 else "is a given name"
    elif all(_is_plain(w) for w in lower):
        yield "is made of common words" if len(words) > 1 else "is a common word"
    elif len(words) > 1 and lower[-1] in common_words() and not headed:
        yield "ends with a common word"
    elif len(words) > 1 and lower[0] in common_words() and lower[0] not in _ARTICLES:
        yield "begins with a common word"
