"""Sentences that define a title: *Title (1990) is a film …*, *Title was directed by …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import listed

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token, Tokens

__all__ = [
    "behind_possessor",
    "defined_title",
    "made_by_another",
    "opening_titles",
    "year_of_definition",
]

_MAX_TITLE, _MAX_NOUN = 14, 16
_COPULAS = frozenset({"is", "was"})
_TOLD = frozenset({"story", "tale"})
_ASIDES = frozenset({"(", "also", "released", "known", "subtitled", "stylized", "originally"})
_STOPS = frozenset({"by", "who", "that", "which", "about", "of", "with", "from", "starring", "in"})
_EDGES = frozenset({",", "“", '"', "”", "–", "-"})
_GENITIVE = frozenset({"'s", "’s"})
_STARS = frozenset({"stars", "features"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "this", "that", "who", "which"})
_BEFORE_YEAR, _LONGEST_OPENING = 3, 40
_BILLED_FIRST = frozenset({"starring", "featuring"})
_BRACKETS, _CLOSING = frozenset({"(", "["}), frozenset({",", ")", "]", ";"})
_DETERMINERS = frozenset({"a", "an", "the"})
_NAMING = frozenset({"as", "titled", "entitled", "called"})
_NOT_PERFORMERS = frozenset({"in", "as", "opposite", "alongside", "out", "on"})


def defined_title(sent: Tokens) -> tuple[int, str]:
    """End token of the title that opens a sentence, and what it is: film, series, work or ''."""
    nothing = (sent.start, "")
    if sent[0].is_stop and len(sent) > 1 and sent[1].text in _COPULAS:
        return nothing
    if sent[0].lower_ in _PRONOUNS and len(sent) > 1 and not sent[1].text[0].isupper():
        return nothing
    if sent[0].dep_ == "mark" and sent[0].head.dep_ == "advcl":
        return nothing  # "Although Heat is a film …, it …"
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
        if (
            token.lower_ in _STARS
            and sent[:i]
            and not _is_a_word_for_films(sent[:i])
            and (_names_someone(sent, i + 1))
        ):
            return sent.start + _bare(sent, end or i), "film"
        if i > _MAX_TITLE and not end:
            break
    return nothing


def opening_titles(doc: Doc) -> list[tuple[int, int]]:
    """The title of the film with which a text opens as works of reference do (*TITLE, also known
    as …, is a lost 1931 film …*), whatever marks of sentences stand inside: *Stop! Or My Mom Will
    Shoot is a 1992 comedy*, *Hearts are Trumps is a 1920 film*; and its other titles."""
    copula = next(
        (i for i in range(1, min(_LONGEST_OPENING, len(doc))) if year_of_definition(doc, i)), None
    )
    if copula is None:
        return []
    if _kind_behind(doc, copula + 1) != "film" and not _is_directed(doc[copula:]):
        return []
    start = 0
    if doc[0].lower_ in _BILLED_FIRST:  # "Starring Bert Lytell, The Right of Way is …"
        start = max((t.i + 1 for t in doc[:copula] if t.text == ","), default=0)
    aside = next((i for i in range(start + 1, copula) if _opens_aside(doc, i)), copula)
    title = start, _bare(doc, aside)
    return [t for t in (title, *_other_titles(doc, aside, copula)) if _may_be_title(doc, *t)]


def _is_directed(words: Sequence[Token]) -> bool:
    """Whether what is defined has a director, whatever it is called: *a 1963 caper directed by*."""
    near = (t.lower_ for t in words[:_MAX_NOUN])
    return any(pair == ("directed", "by") for pair in pairwise(near))


def _other_titles(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands behind *also known as* or *originally titled* in an aside."""
    for i in range(start, end):
        if doc[i].lower_ in _NAMING and doc[i].is_lower:
            stops = (at for at in range(i + 1, end) if doc[at].text in _CLOSING)
            first = i + 1 + doc[i + 1].is_quote
            yield first, _bare(doc, next(stops, end))


def _may_be_title(doc: Doc, start: int, end: int) -> bool:
    """Whether words are no more than a title has, and more than *this* or *it*."""
    words = doc[start:end]
    if not 0 < len(words) <= _MAX_TITLE or any(t.text in {".", ";"} for t in words):
        return False
    return any(not t.is_stop and t.text[0].isalnum() for t in words)


def year_of_definition(doc: Doc, copula: int) -> int | None:
    """The year of a film that is defined behind a copula (*is a lost 1931 American film*), or
    right before it (*(1949) is the second Jungle Jim film*)."""
    if doc[copula].text not in _COPULAS:
        return None
    article = doc.text_of(copula + 1, copula + 2)
    if article not in _DETERMINERS:
        return None
    before = doc[max(copula - 3, 0) : copula]
    if [t.text for t in before[::2]] == ["(", ")"] and before[1].is_digit and len(before[1]) == 4:
        return int(before[1].text)
    if article == "the":
        return None
    for token in doc[copula + 2 : copula + 2 + _BEFORE_YEAR]:
        if token.is_digit and len(token) == 4:
            return int(token.text)
        if token.is_punct or token.pos_ in {"ADP", "NOUN"}:
            break
    return None


def _opens_aside(doc: Doc, i: int) -> bool:
    """Whether another name of what stands before begins: *(…)*, *, also known as*."""
    if doc[i].text in _BRACKETS:
        return True
    return doc[i].lower_ in _ASIDES and doc[i].is_lower


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


def _bare(sent: Sequence[Token], end: int) -> int:
    while end > 1 and (sent[end - 1].is_space or sent[end - 1].text in _EDGES):
        end -= 1
    return end


def _kind_behind(sent: Sequence[Token], at: int) -> str:
    """The kind that the noun phrase or participle after the copula names."""
    if at < len(sent) and sent[at].lemma_.lower() in {"direct", "release", "film", "shoot"}:
        killed = sent[at].lower_ == "shot" and not _is_of_shooting(sent[at + 1 : at + 3])
        return "film" if sent[at].tag_ == "VBN" and not killed else ""
    if at >= len(sent) or sent[at].lower_ not in _DETERMINERS | {"one"}:
        return ""
    for token in sent[at + 1 : at + _MAX_NOUN]:
        if token.lower_ == "of" and token.i and token.nbor(-1).text in {"coming", "-"}:
            continue  # "a coming-of-age film"
        if token.lower_ in _STOPS and token.nbor(-1).text == "-":
            continue  # "a tongue-in-cheek comedy"
        if token.lower_ in _STOPS:
            return ""
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or _before_noun(token):
            continue
        forms = {token.lemma_.lower(), token.lower_}
        if forms & _TOLD and token.nbor(-1).lower_ != "short":
            return "film"  # "is the story of a dancer"
        for kind in ("film", "series", "work"):
            if not forms.isdisjoint(listed(kind, "nouns")):
                return kind
        if token.lower_ == "subject" and token.nbor(-1).lower_ == "short":
            return "film"
        if token.pos_ == "NOUN":
            return ""
    return ""


def _is_of_shooting(behind: Sequence[Token]) -> bool:
    """Whether what is shot is a film, not somebody: ``by X``, ``on location``, ``in 1962``."""
    words = [t.lower_ for t in behind]
    return words[:1] in (["by"], ["on"], ["entirely"], ["mostly"]) or (
        words[:1] == ["in"] and (words[1:] == ["black"] or behind[-1].is_digit)
    )


def _before_noun(token: Token) -> bool:
    """``film director``, ``short film``: the noun that counts comes later."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is None or after.lower_ == "co":  # "a drama film co-written by"
        return False
    if after.is_quote and token.i + 2 < len(token.doc):  # "a \"three-reeler\" silent film"
        after = token.nbor(2)
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


def _is_a_word_for_films(words: Sequence[Token]) -> bool:
    """Whether words only say that it is a film: *Film stars Michael Rapaport*."""
    return len(words) == 1 and words[0].lemma_.lower() in listed("film", "nouns")


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
