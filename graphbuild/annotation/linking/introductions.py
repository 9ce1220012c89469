"""Other names that a text itself gives: ``X — or "Y" —``, ``known as "Y"``, ``called Y``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graphbuild.annotation.names.nicknames import nickname_in
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.annotation.linking.gathering import Form, Occurrence

__all__ = ["introductions"]

_GIVEN = (
    r"(?:or(?= *[“\"‘'])|a\.?k\.?a\.?|(?:also |better |best )?known (?:\w+ ){0,3}as"
    r"|nicknamed|dubbed"
    r"|(?:who|she|he|they) (?:prefers|likes|insists|wants|asks|is|are)(?: \w+){0,3} "
    r"(?:called|known as)"
    r"|(?:who|she|he) (?:goes|went) by|née|born|short for)"
)
_DIRECT = re.compile(rf"^[\s,—–(-]*(?:who (?:is|was) )?{_GIVEN}(?: the name)?(?: of)?[\s“\"‘'(]*$")
_PRONOUN = re.compile(
    r"\b(?:she|he|they)(?:['’]s)?(?: [\w'’]+){0,4} "
    r"(?:known as|called|nicknamed|goes by|went by|dubbed)\W*$",
    re.IGNORECASE,
)


_NAME, _TITLE = "is introduced as another name", "is introduced as another title"


def introductions(analysis: Analysis, forms: Mapping[str, Form]) -> list[tuple[str, str]]:
    """Pairs of form keys: a name, and another name that the text gives to the same one."""
    places: dict[int, list[tuple[str, Occurrence]]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            places.setdefault(occurrence.span.block, []).append((form.key, occurrence))
    found: dict[tuple[str, str], None] = dict.fromkeys(_nicknames(forms))
    for index, held in places.items():
        held.sort(key=lambda h: h[1].span.start)
        doc = analysis.blocks[index].doc
        text = doc.text
        for at in range(1, len(held)):
            key, here = held[at]
            before = held[at - 1]
            last, start = doc[before[1].span.end - 1], doc[here.span.start].idx
            between = text[last.idx + len(last) : start]
            if before[0] != key and _DIRECT.match(between):
                found[before[0], key] = None
                here.cues.append(_TITLE if _is_a_title(before[1]) else _NAME)
                here.rescore()
            elif _PRONOUN.search(text[max(0, start - 120) : start]):
                named = _last_agent(held[:at], key)
                if named:
                    found[named, key] = None
                    here.cues.append(_NAME)
                    here.rescore()
    return list(found)


def _is_a_title(occurrence: Occurrence) -> bool:
    """Whether what has another name is a film."""
    return bool(occurrence.span.mark) or occurrence.film_lead > 0


def _nicknames(forms: Mapping[str, Form]) -> Iterator[tuple[str, str]]:
    """Names that hold a nickname, with the nickname where it also stands alone."""
    for key, form in forms.items():
        nickname = normalise(nickname_in(form.text))
        if nickname and nickname in forms and nickname != key:
            yield key, nickname


def _last_agent(held: list[tuple[str, Occurrence]], key: str) -> str | None:
    """The name before that the cues take for a character, else for anyone."""
    agents = [(k, o) for k, o in held if o.film_lead < -0.5 and k != key]
    story = [k for k, o in agents if o.scores.get("character", 0) > o.scores.get("person", 0)]
    return story[-1] if story else (agents[-1][0] if agents else None)
