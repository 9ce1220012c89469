"""Capitals that only stress a common noun, as users' reviews have them: *the Acting*, *my Mom*.

Such a word is a name where something else says so: the knowledge base, a second capital of the
same word where the essay never writes it small, or a part that is called by what it is (*the
Bride*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import common_words, given_names, listed
from graphbuild.annotation.names.roster import PROMINENT

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.english.capitals import TokenFlags
    from graphbuild.knowledge.records import AliasHit

__all__ = ["Stress", "is_common", "is_rubric"]

_INDEFINITE = frozenset(
    "a an my your his her its our their this these those some any no every each all another other "
    "same such one two three four".split()
)
_LIBERAL = 3
_TELLING = frozenset({"organization", "award", "event", "series", "work"})


class Stress:
    """What an essay's own habits say of a capital: how often it writes which words with one
    inside sentences, and whether it stresses nouns at will."""

    def __init__(self, parts: Iterable[tuple[Doc, TokenFlags]]) -> None:
        parts = [(doc, flags) for doc, flags in parts if not (flags.title_case or flags.all_caps)]
        self.capitals = Counter(
            token.text
            for doc, flags in parts
            for token in doc
            if flags.cap[token.i] and not flags.initial[token.i]
        )
        stressed = {
            token.lower_
            for doc, flags in parts
            for token in doc
            if flags.cap[token.i]
            and not flags.initial[token.i]
            and is_common(token, flags)
            and _is_stress(doc, token)
        }
        self.liberal = len(stressed) >= _LIBERAL

    def falls_on(
        self, doc: Doc, flags: TokenFlags, start: int, end: int, hits: Iterable[AliasHit]
    ) -> bool:
        """Whether the capitals of a span of common words are stress."""
        first = start + 1 if doc[start].lower_ == "the" and end - start > 1 else start
        words, last = doc[first:end], doc[end - 1]
        if not all(is_common(t, flags) for t in words):
            return False
        if first > start and doc[start].is_title and not flags.initial[start] and not self.liberal:
            return False  # "the documentary The Loving Story": no sentence asks for this article
        types = {h.type for h in hits if h.type != "film" or h.prior >= PROMINENT}
        single = len(words) == 1
        before = "the" if first > start else _determiner(doc, start)
        if types & _TELLING or (not single and types - {"character"}):
            return False
        if single and not types and _goes_with_a_noun(last):
            return True  # "Worst editing", "a Gothic romance"
        if single and (before in _INDEFINITE or _is_somebodys(doc, start)):
            return not self._returns(last, flags)
        if single and before == "the" and not any(_has_article(h) for h in hits):
            types -= {"film"}  # "the Ghost of his partner"
        if types & {"film"} or (single and self._returns(last, flags)):
            return False
        if before == "no" or doc[start].lower_ == "no":
            return is_rubric(last)
        if before == "the":
            qualified = start > 0 and doc[start - 1].pos_ == "NOUN"
            return is_rubric(last) or (single and (qualified or not _is_somebody(last)))
        if before in _INDEFINITE or _describes(last):
            return True
        return single and (_is_qualified(doc, start) or (self.liberal and not _is_cast(doc, start)))

    def _returns(self, token: Token, flags: TokenFlags) -> bool:
        return self.capitals[token.text] > 1 and token.lower_ not in flags.vocabulary


def _has_article(hit: AliasHit) -> bool:
    """Whether a title begins with the article that writers leave small before it."""
    return hit.type == "film" and hit.label.lower().startswith("the ")


def is_rubric(token: Token) -> bool:
    """Whether a word names a side of any film: *Acting*, *Soundtrack*, *Title Track*."""
    return any(
        form in listed("film", "parts") or form in listed("film", "rubrics")
        for form in (token.lower_, token.lemma_.lower())
    )


def is_common(token: Token, flags: TokenFlags) -> bool:
    """Whether a word is one that English or the essay writes small."""
    if not token.is_alpha or (token.is_upper and len(token) > 1):
        return False
    word = token.lower_
    if word in flags.vocabulary:
        return True
    common = word in common_words() or token.lemma_.lower() in common_words() or is_rubric(token)
    return common and word not in given_names()


def _is_stress(doc: Doc, token: Token) -> bool:
    """Whether a common noun with a capital is surely no name where it stands."""
    before = _determiner(doc, token.i)
    if before in _INDEFINITE or _is_qualified(doc, token.i):
        return True
    return before == "the" and is_rubric(token)


def _is_somebodys(doc: Doc, start: int) -> bool:
    """Whether a side of films is somebody's: *Julia's Performance*."""
    return start > 0 and doc[start - 1].tag_ == "POS" and is_rubric(doc[start])


def _is_cast(doc: Doc, start: int) -> bool:
    """Whether a part is expected: *Winona Ryder as Call*."""
    before = doc[start - 1] if start else None
    return before is not None and (
        before.lower_ == "as" or before.lemma_ in listed("person", "perform")
    )


def _describes(token: Token) -> bool:
    """Whether an adjective stands before the noun that it qualifies: *our Masked killer*."""
    behind = token.doc[token.i + 1 : token.i + 2]
    return (
        token.tag_.startswith("JJ")
        and len(behind) == 1
        and behind[0].is_lower
        and (token.head == behind[0] or behind[0].pos_ == "NOUN")
    )


def _goes_with_a_noun(token: Token) -> bool:
    """Whether a noun in lower case follows that is none for films or parts, before which titles
    and names stand: *the Unforgiven remake*, *the Driver role*."""
    behind = token.doc[token.i + 1 : token.i + 2]
    if not (token.whitespace_ and len(behind) == 1 and behind[0].is_lower):
        return False
    if behind[0].pos_ != "NOUN" and not is_rubric(behind[0]):
        return False
    word = behind[0].lemma_.lower()
    return word not in listed("film", "nouns") | listed("series", "nouns") | listed(
        "character", "nouns"
    )


def _determiner(doc: Doc, start: int) -> str:
    """The determiner of a noun, past at most two lower-case words; empty where it has none."""
    for token in reversed(doc[max(start - 3, 0) : start]):
        if token.pos_ in {"DET", "NUM"} or token.tag_ == "PRP$":
            return str(token.lower_)
        if token.pos_ not in {"ADJ", "ADV", "NOUN"}:
            break
    return ""


def _is_qualified(doc: Doc, start: int) -> bool:
    """Whether a lower-case adjective or noun goes with a noun: *great Acting*, *music Videos*."""
    before = doc[start - 1] if start else None
    if before is None or not before.is_lower:
        return False
    return before.dep_ == "amod" or (before.pos_ == "NOUN" and is_rubric(doc[start]))


def _is_somebody(token: Token) -> bool:
    """Whether it says what somebody is, as parts are called: *the Bride*, *the Driver*."""
    form = token.lemma_.lower()
    return form in listed("character", "people") or form.endswith(("er", "or", "man", "ess"))
