"""What the reading of cues on both sides of a name shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import given_names, listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.tagging import SOMEBODY

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["SKIPPED", "STARRING", "is_full_name", "noun_kind", "owns_a_book", "past_quotes"]

STARRING = frozenset(
    "starring featuring stars features starred featured co-starring co-stars co-starred "
    "costarring costars costarred".split()
)
_BOOKS = frozenset({"novel", "novella", "book", "play", "story", "memoir", "bestseller"})
_LONGEST_BOOK = 4
_INITIALS = re.compile(r"(?:[A-Z]\.-?)+")
SKIPPED = frozenset({"“", '"', "‘", "'", "’", "”", "*", "_"})


def is_full_name(span: ProposedSpan) -> bool:
    words = span.text.split()
    return len(words) > 1 and (
        words[0].lower() in given_names() or _INITIALS.fullmatch(words[0]) is not None
    )


def owns_a_book(doc: Doc, span: ProposedSpan) -> bool:
    """``the 1987 Hudson Talbott children's book``: whose book is meant, not what it is called."""
    person = len(span.text.split()) > 1 and (span.tagged in SOMEBODY or is_full_name(span))
    if not person:
        return False
    for token in doc[span.end : span.end + _LONGEST_BOOK]:
        if token.lemma_.lower() in _BOOKS and token.pos_ == "NOUN":
            return token.is_lower
        if token.tag_ != "POS" and not (token.is_lower and token.pos_ in {"ADJ", "NOUN"}):
            return False
    return False


def past_quotes(doc: Doc, index: int, step: int) -> Token | None:
    """The first token from ``index`` on that is no quotation mark."""
    while 0 <= index < len(doc):
        if doc[index].text not in SKIPPED:
            return doc[index]
        index += step
    return None


def noun_kind(token: Token) -> str:
    """``film``, ``person`` (film-maker), ``character``, ``people``, ``work``, ``series`` or ''."""
    lemma = token.lemma_.lower()
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return ""
    if lemma in listed("film", "nouns"):
        return "film"
    if lemma in listed("person", "roles"):
        return "person"
    if lemma in listed("character", "nouns"):
        return "character"
    if lemma in listed("character", "people"):
        return "people"
    if lemma in listed("work", "nouns"):
        return "work"
    if lemma in listed("series", "nouns"):
        return "series"
    return "people" if is_person_noun(token) else ""
