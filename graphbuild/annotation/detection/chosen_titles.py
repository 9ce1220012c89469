"""Titles that a writer marks or chooses as such.

Quotation marks, italics, sentences that define a title, lines with a year, words written like a
title where no sentence asks for it; and where a title begins behind its possessor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from graphbuild.annotation.doc import Tokens
from graphbuild.annotation.english.citations import citations
from graphbuild.annotation.english.definitions import (
    behind_possessor,
    defined_title,
    made_by_another,
    opening_titles,
)
from graphbuild.annotation.english.lexicon import given_names, listed
from graphbuild.annotation.names.nicknames import nickname_in, nicknamed, without_nickname

if TYPE_CHECKING:
    from graphbuild.annotation.detection.views import View
    from graphbuild.knowledge.records import AliasHit
    from graphbuild.model import Span

__all__ = [
    "UNSURE",
    "are_listed",
    "as_film",
    "cited",
    "defined",
    "is_chosen",
    "is_dated",
    "marked_titles",
    "readings",
    "without_possessor",
]

_MAX_TOKENS = 9
_SURELY_TITLE = 4
_PAIR = 2
_LISTING = frozenset({",", "and", "&", ";", "or"})
_QUOTED = re.compile(
    r"“([^“”]{1,90})”|\"(?!\s[^\"]*\s\")([^\"]{1,90})\"|‘([^‘’]{2,70})’|(?<![\w'])'([A-Z][^']{1,70})'(?!\w)"
)
_STARRED = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,70})(?<=\S)\1(?![\w*])")
"""Titles between asterisks or underscores, as plain text has italics."""
_DATED_LINE = re.compile(r"(\S.{0,80}?)\s?[\[(](?:18|19|20)\d\d[\])]\.?")
_SUBTITLED = re.compile(
    r"([A-Z][^.!?;:()]{0,40}: [A-Z][^.!?;:()]{0,60}?)\s?[\[(](?:18|19|20)\d\d[\])]"
)
UNSURE = "unsure"
"""The mark of a quotation that is no title unless the index knows it: *"A special day"*."""


def as_film(text: str, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    return any(h.type == "film" for h in known.get(text, ()))


def readings(view: View, start: int, end: int) -> Iterator[str]:
    """A marked title as it stands, and without the possessor before it, with the possessor."""
    text = view.text(start, end)
    yield text
    if nickname_in(text):
        yield without_nickname(text)
    title = behind_possessor(view.doc, start, end)
    if title is not None:
        yield view.text(title, end)
        yield view.text(start, title - 1)


def without_possessor(
    view: View, start: int, end: int, mark: str, known: Mapping[str, tuple[AliasHit, ...]]
) -> tuple[int, int, str]:
    """A marked title without its possessor (*Mira Nair's* Monsoon), unless that belongs to
    the title (*Schindler's List*)."""
    if as_film(view.text(start, end), known) or nickname_in(view.text(start, end)):
        return start, end, mark
    dated = _dated_title(view, start, end, known)
    if dated is not None:
        return dated, end, mark
    title = behind_possessor(view.doc, start, end)
    if title is None:
        return start, end, mark
    owner = Tokens(view.doc, start, title - 1)
    alone = as_film(view.text(title, end), known)
    if mark == "film" and not alone and made_by_another(view.doc, owner, end):
        return start, end, mark
    person = len(owner) > 1 and owner[0].lower_ in given_names()
    person = person or any(h.type == "person" for h in known.get(owner.text, ()))
    if person or alone:
        return title, end, mark
    return start, end, mark


def _dated_title(
    view: View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]
) -> int | None:
    """Where a known title of the year behind it begins: *Revisiting* Rebecca *(1940)*."""
    if not view.dated(end) or any(view.doc[i].text == ":" for i in range(start, end)):
        return None  # "Kabei: Our Mother (2008)" is one
    starts = range(start + 1, end)
    return next((at for at in starts if is_dated(view, at, end, known)), None)


def is_chosen(view: View, start: int, end: int) -> bool:
    """Whether words are written like a title where no sentence asks for it: four of them, a
    number with a capital (*28 Days*), capitals that small words join (*Tango and Cash*), or
    all the capitals that stand together (*in Scary Movie,*)."""
    if view.flags.mute[start]:
        return False
    if view.flags.initial[start] and not view.opens_parenthesis(start):
        return _is_subject(view, start, end)
    if view.flags.number[start] and end - start > 1:
        return view.flags.cap[start + 1] or end - start >= _SURELY_TITLE
    return view.flags.cap[start] and (
        end - start >= _SURELY_TITLE or _is_joined(view, start, end) or _is_run(view, start, end)
    )


def _is_run(view: View, start: int, end: int) -> bool:
    """Whether words are all the capitals that stand together, of which none is a given name,
    without a determiner (*the American Dream*)."""
    cap, words = view.flags.cap, view.doc[start:end]
    if end - start < _PAIR or not all(cap[start:end]) or view.stress.liberal:
        return False
    if any(t.tag_ in {"DT", "PRP$"} for t in view.doc[max(start - 1, 0) : start]):
        return False
    more = cap[start - 1 : start] + cap[end : end + 1]
    return not any(more) and all(t.lower_ not in given_names() for t in words)


def _is_subject(view: View, start: int, end: int) -> bool:
    """Whether a sentence begins with capitals that are no name and has its verb behind them
    (*Higher Learning is …*), or with so many words that no accident makes them a title."""
    if end - start >= _SURELY_TITLE and any(view.flags.cap[start + 1 : end]):
        return not view.flags.title_case
    chosen = end - start > 1 and all(view.flags.cap[start:end])
    verb = end < len(view.doc) and view.doc[end].tag_ in {"VBZ", "VBD", "MD"}
    named = any(view.doc[i].lower_ in given_names() for i in range(start, end))
    return chosen and verb and not named and not view.stress.liberal


def _is_joined(view: View, start: int, end: int) -> bool:
    """Whether small words join capitals, of which none is a given name (*Peter Pan and
    Wendy*)."""
    between = range(start + 1, end - 1)
    joined = any(view.doc[i].is_lower and view.flags.inner[i] for i in between)
    named = any(view.doc[i].lower_ in given_names() for i in range(start, end))
    return joined and view.flags.cap[end - 1] and not named


def is_dated(view: View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """Whether a known film's title has its year in parentheses behind it."""
    if not view.dated(end):
        return False
    year, hits = int(view.doc[end + 1].text), known.get(view.text(start, end), ())
    return any(h.type == "film" and h.year and abs(h.year - year) <= 1 for h in hits)


def marked_titles(view: View, italics: tuple[Span, ...]) -> list[tuple[int, int, str]]:
    """Quoted and italic token spans that are written like a title."""
    out = [(t.start, t.end, "") for t in map(partial(_tokens, view), nicknamed(view.doc.text)) if t]
    for match in _QUOTED.finditer(view.doc.text):
        group = next(g for g in (1, 2, 3, 4) if match.group(g))
        out += _title(view, match.start(group), match.end(group), "quoted")
    for match in _STARRED.finditer(view.doc.text):
        out += _title(view, match.start(2), match.end(2), "italic")
    region = view.block.region
    for span in italics:
        if region.start <= span.start and span.end <= region.end:
            start = view.block.offsets.to_analysed(span.start)
            end = view.block.offsets.to_analysed(span.end - 1) + 1
            out += _title(view, start, end, "italic")
    return out


def cited(view: View) -> Iterator[tuple[int, int, str]]:
    """The directors in parentheses that cite a film."""
    for citation in citations(view.doc).values():
        yield from ((*name, "") for name in citation.directors)


def defined(view: View) -> list[tuple[int, int, str]]:
    """Titles that a sentence defines (*Title (year) is a … film*, *Title was directed by*), or
    that stand in a line with their year alone."""
    dated = [t for t in _dated_lines(view) if view.is_title_case(*t)]
    opening = [t for t in opening_titles(view.doc) if _capitalised(view, *t)]
    return [(*title, "film") for title in (*opening, *dated)] + [
        (start, end, kind)
        for sent in view.doc.sents
        for end, kind in (defined_title(sent),)
        for start in (_past_opener(view, sent.start, end),)
        if kind and view.is_title_case(start, end) and not _elliptic(view, start, end)
        if not view.flags.mute[start]
    ]


def _past_opener(view: View, start: int, end: int) -> int:
    """Where a title begins behind an adverb with which its sentence opens: *Overall, Heat is …*"""
    if view.doc[start].lower_ not in listed("capitals", "openers") or end - start < _PAIR:
        return start
    return start + 1 + (view.doc[start + 1].text == ",")


def _dated_lines(view: View) -> Iterator[tuple[int, int]]:
    """Titles that stand alone with their year, in a line or in what is punctuated like a
    sentence: *The Lavender Hill Mob (1951).*"""
    for part in (Tokens(view.doc, 0, len(view.doc)), *view.doc.sents):
        dated = _DATED_LINE.fullmatch(part.text.strip()) or _SUBTITLED.match(part.text)
        if dated:
            at = part.start_char + part.text.index(dated[1])
            title = _tokens(view, (at, at + len(dated[1])))
            if title is not None:
                yield title.start, title.end


def _elliptic(view: View, start: int, end: int) -> bool:
    """Whether a genitive without its noun stands inside: *Argento's, from 1977, stars …*"""
    return any(
        view.doc[i].tag_ == "POS" and view.doc[i + 1].is_punct for i in range(start, end - 1)
    )


def _tokens(view: View, offsets: tuple[int, int]) -> Tokens | None:
    return view.doc.char_span(*offsets, alignment_mode="contract")


def _title(view: View, start: int, end: int, mark: str) -> list[tuple[int, int, str]]:
    tokens = _tokens(view, (start, end))
    if tokens is None:
        return []
    first, last = tokens.start, tokens.end
    while last > first and view.doc[last - 1].text in {",", ".", ";", ":"}:
        last -= 1
    while first < last and view.doc[first].is_space:
        first += 1
    if last - first > 3 and view.dated(last - 3):
        last -= 3  # "Anastasia (1956)"
    if first == last or last - first > 12 or _warns(view, first, last):
        return []
    if mark == "italic" and view.doc[last - 1].tag_ == "POS":
        last -= 1
    titled = view.is_title_case(first, last) or (
        mark == "quoted" and _foreign_title(view, first, last)
    )
    sentence = view.doc[first].pos_ == "PRON" or last - first > _MAX_TOKENS
    if not titled and view.flags.cap[first] and not sentence:
        return [(first, last, UNSURE)]
    return [(first, last, mark)] if titled else []


def are_listed(view: View, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two quotations stand side by side in a list: *"Not Fade Away", "Look at me"*."""
    (_, end), (start, _) = sorted((one, two))
    between = view.doc[end:start]
    return len(between) > _PAIR and all(t.is_quote or t.text in _LISTING for t in between)


def _warns(view: View, start: int, end: int) -> bool:
    """Whether marked words only warn readers: ``*MILD SPOILERS*``."""
    return any(view.doc[i].lower_ in {"spoiler", "spoilers"} for i in range(start, end))


def _foreign_title(view: View, start: int, end: int) -> bool:
    """Whether it is short and not English: *"De vierde man"*."""
    foreign = view.flags.foreign[start + 1 : end]
    short = all(view.doc[i].is_alpha for i in range(start, end)) and end - start < 7
    return view.flags.cap[start] and short and 2 * sum(foreign) >= len(foreign) > 0


def _capitalised(view: View, start: int, end: int) -> bool:
    """Whether words are a title for which all else speaks: only small words lack capitals."""
    cap, doc = view.flags.cap, view.doc
    small = listed("capitals", "connectors")
    return (cap[start] or view.flags.number[start] or doc[start].text == "$") and all(
        cap[i] or doc[i].is_stop or doc[i].lower_ in small or len(doc[i]) == 1
        for i in range(start, end)
        if doc[i].is_alpha
    )
