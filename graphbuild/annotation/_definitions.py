"""Sentences that define a title: *Title (1990) is a film …*, *Title was directed by …*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation._lexicon import listed

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token, Tokens

__all__ = ["behind_possessor", "defined_title", "made_by_another"]

_MAX_TITLE, _MAX_NOUN = 14, 16
_COPULAS = frozenset({"is", "was"})
_ASIDES = frozenset({"(", "also", "released", "known", "subtitled", "stylized", "originally"})
_STOPS = frozenset({"by", "who", "that", "which", "about", "of", "with", "from", "starring", "in"})
_EDGES = frozenset({",", "“", '"', "”", "–", "-"})
_GENITIVE = frozenset({"'s", "’s"})
_STARS = frozenset({"stars", "features"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "this", "that", "who", "which"})
_NOT_PERFORMERS = frozenset({"in", "as", "opposite", "alongside", "out", "on"})


def defined_title(sent: Tokens) -> tuple[int, str]:
    """End token of the title that opens a sentence, and what it is: film, series, work or ''."""
    nothing = (sent.start, "")
    if sent[0].is_stop and len(sent) > 1 and sent[1].text in _COPULAS:
        return nothing
    if sent[0].lower_ in _PRONOUNS and len(sent) > 1 and not sent[1].text[0].isupper():
        return nothing
    end = 0
    for i, token in enumerate(sent[: _MAX_TITLE * 3]):
        if not end and token.lower_ in _ASIDES | {","} and i and token.lower_ != ",":
            end = i
        if token.lower_ in _COPULAS and token.is_lower:
            kind = _kind_behind(sent, i + 1)
            title = end or i
            if kind and title:
                return sent.start + _bare(sent, title), kind
            if not _copula_of_year(sent[i + 1 : _MAX_TITLE]):
                return nothing  # "Marriage is a Private Affair is a 1944 film"
        if token.lower_ in _STARS and i and _names_someone(sent, i + 1):
            return sent.start + _bare(sent, end or i), "film"
        if i > _MAX_TITLE and not end:
            break
    return nothing


def behind_possessor(doc: Doc, start: int, end: int) -> int | None:
    """Where the title begins behind a possessing name (*Mira Nair's* Monsoon), if there is one."""
    marks = [
        i for i in range(start + 1, end - 1) if doc[i].tag_ == "POS" or doc[i].text in _GENITIVE
    ]
    if not marks or not all(
        doc[i].text[0].isupper() or doc[i].is_punct for i in range(start, marks[0])
    ):
        return None
    return marks[0] + 1 if doc[marks[0] + 1].text[0].isupper() else None


def _bare(sent: Tokens, end: int) -> int:
    while end > 1 and (sent[end - 1].is_space or sent[end - 1].text in _EDGES):
        end -= 1
    return end


def _kind_behind(sent: Tokens, at: int) -> str:
    """The kind that the noun phrase or participle after the copula names."""
    if at < len(sent) and sent[at].lemma_.lower() in {"direct", "release", "film", "shoot"}:
        return "film" if sent[at].tag_ == "VBN" else ""
    if at >= len(sent) or sent[at].lower_ not in {"a", "an", "the", "one"}:
        return ""
    for token in sent[at + 1 : at + _MAX_NOUN]:
        if token.lower_ == "of" and token.i and token.nbor(-1).text in {"coming", "-"}:
            continue  # "a coming-of-age film"
        if token.lower_ in _STOPS:
            return ""
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or _before_noun(token):
            continue
        forms = {token.lemma_.lower(), token.lower_}
        for kind in ("film", "series", "work"):
            if not forms.isdisjoint(listed(kind, "nouns")):
                return kind
        if token.lower_ == "subject" and token.nbor(-1).lower_ == "short":
            return "film"
        if token.pos_ == "NOUN":
            return ""
    return ""


def _before_noun(token: Token) -> bool:
    """``film director``, ``short film``: the noun that counts comes later."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is None or after.lower_ == "co":  # "a drama film co-written by"
        return False
    return after.pos_ in {"NOUN", "ADJ", "PROPN"} or after.text in {"-", "–", "/", "animated"}


def made_by_another(doc: Doc, owner: Tokens, end: int) -> bool:
    """Whether the sentence has a title directed by another than its possessor: *Andy Hardy's
    Double Life is a film directed by George B. Seitz*."""
    sent = doc[end - 1].sent
    for token in doc[end : sent.end - 1]:
        if token.lower_ == "directed" and token.nbor().lower_ == "by":
            named = doc[token.i + 2 : token.i + 6]
            return owner[-1].lower_ not in {t.lower_ for t in named}
    return False


def _copula_of_year(rest: Sequence[Token]) -> bool:
    """Whether a later copula is followed by a year: *… is a 1944 film*."""
    return any(
        t.lower_ in _COPULAS and after.lower_ in {"a", "an"} and year.is_digit and len(year) == 4
        for t, after, year in zip(rest, rest[1:], rest[2:], strict=False)
    )


def _names_someone(sent: Tokens, at: int) -> bool:
    if at >= len(sent) or sent[at].lower_ in _NOT_PERFORMERS:
        return False
    return sent[at].text[0].isupper()
