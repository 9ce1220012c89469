"""A name's standing in the essay: whether it comes first, and how it is called elsewhere.

A film is mostly named at the beginning and again at the end; the people of a story go by their
first names, those who made it by their surnames.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import given_names, listed
from graphbuild.annotation.evidence.surroundings import among, counted
from graphbuild.annotation.linking.gathering import AMONG_SERIES, shortened

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.annotation.linking.gathering import Form
    from graphbuild.annotation.linking.options import Option
    from graphbuild.annotation.names.roster import Roster

__all__ = ["add_company_named", "add_standing"]

_SPEAKS = "speaks, as in a transcript"

_TITLE_ROLE = re.compile(
    r"\b(?:title|titular|eponymous) (?:character|role|part|hero|heroine|figure|protagonist)\b"
)
_OF_SERIES = re.compile(
    r"\b(?:(?:the|this|that|of|other|great|tv) (?:shows?|programmes?|programs?)|series|sitcoms?"
    r"|episodes?|seasons?)\b",
    re.I,
)
_OF_FILMS = re.compile(r"\b(?:films?|movies?|flicks?)\b", re.I)
_OFTEN, _ENOUGH = 3, 2
"""How often an essay about a series has words for one, and twice as often as words for films; how
often where it has no word for films."""
_EDGE = 0.2
"""Share of an essay that is its beginning, and its end."""
_SURE = 0.7
"""Strength from which on a known film is what the essay is about."""
_WORDS = 4
"""Most words of somebody's full name."""


def add_standing(analysis: Analysis, forms: Mapping[str, Form], roster: Roster) -> None:
    """Tell each form its standing; ``roster`` has the known films that the essay may discuss."""
    text = analysis.essay.text
    named = [f for f in forms.values() if f.strong_count]
    first = min(named, key=lambda f: f.first, default=None)
    known = any(f.strength > _SURE for f in roster.films)
    end = _last_sentence(analysis)
    closing = [f for f in named if _last(f) >= end]
    last = min(closing, key=lambda f: min(s for s in _starts(f) if s >= end), default=None)
    eponymous = _TITLE_ROLE.search(text) is not None
    serial = _is_about_a_series(text)
    for form in named:
        form.eponymous = eponymous
        form.standing += [AMONG_SERIES] if serial else []
        form.standing.append(counted(len(form.occurrences)))
        if form is last:
            form.standing.append("is the first name of the last sentence")
        form.standing += () if roster.complete else _called_elsewhere(form, forms)
        if _speaks(form, text):
            form.standing.append(_SPEAKS)
        if form is first:
            form.standing.append("is the first name of the essay")
            if not known:
                form.standing.append("is the first name, and no film is known")
        spans = form.first < _EDGE * len(text) and _last(form) > (1 - _EDGE) * len(text)
        if spans and form.key.split()[0] not in given_names():  # it may tell somebody's life
            form.standing.append("is named at the beginning and the end")


def add_company_named(forms: Mapping[str, Form], chosen: Mapping[int, Option]) -> None:
    """Tell each form who and what else the essay names, as far as is decided (``chosen`` by
    identity of the occurrence): a text of many known people may name more, a plot characters."""
    short = shortened(forms)
    named = [f for f in forms.values() if f.strong_count and f.key not in short]
    kinds = {f.key: _kind(chosen[id(f.occurrences[0])]) for f in named}
    counts = Counter(kinds.values())
    all_others = tuple(among(counts))
    others = {kind: tuple(among(counts - Counter([kind]))) for kind in counts}
    for form in forms.values():
        form.company = others[kinds[form.key]] if form.key in kinds else all_others


def _kind(option: Option) -> tuple[str, bool]:
    return option.type, option.key is not None


def _is_about_a_series(text: str) -> bool:
    episodes, films = len(_OF_SERIES.findall(text)), len(_OF_FILMS.findall(text))
    return episodes >= (max(_OFTEN, 2 * films) if films else _ENOUGH)


def _speaks(form: Form, text: str) -> bool:
    """Whether lines begin with the name and a colon."""
    spans = (o.span.span for o in form.occurrences)
    lines = sum(
        text[s.end : s.end + 1] == ":" and text[: s.start].rstrip(" *_[")[-1:] in {"", "\n"}
        for s in spans
    )
    return lines > 1


def _starts(form: Form) -> list[int]:
    return [o.span.span.start for o in form.occurrences]


def _last(form: Form) -> int:
    return max(_starts(form))


def _last_sentence(analysis: Analysis) -> int:
    """Where the last sentence of the essay's prose begins."""
    body = [b for b in analysis.blocks if b.region.kind == "body" and len(b.doc)]
    if not body:
        return len(analysis.essay.text)
    return body[-1].token_span(body[-1].doc[body[-1].doc[-1].sent.start]).start


def _called_elsewhere(form: Form, forms: Mapping[str, Form]) -> Iterator[str]:
    """Whether a full name is shortened to its first word, or to its last."""
    words = form.key.split()
    if not 1 < len(words) <= _WORDS or words[0] in listed("capitals", "honorifics"):
        return
    begun, ended = (w in forms and forms[w].strong_count > 0 for w in (words[0], words[-1]))
    if begun and not ended:
        yield "is called by the first name elsewhere"
    elif ended and not begun:
        yield "is called by the surname elsewhere"
