"""Plain cues: the small words and marks around a name, its place in the sentence, its shape.

Nobody weighs them by hand: what they say of a name is learnt (``scripts/train_evidence.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import surnames

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["PLAIN", "among", "counted", "shape", "surroundings"]

PLAIN = "plainly "
"""How the plain cues begin."""
_TELLING = frozenset(
    "in of by with from for to on at as and or but like than since before after between about "
    "into through over under against without opposite , ( ) : ; . ? ! — – - 's ’s the a an his her "
    "their its this that our my who which whose when where if while is was has had".split()
)
_SKIPPED = frozenset({"“", '"', "‘", "'", "”", "’", "*", "_"})
_FEW, _MANY = 2, 4
_ENDING = (2, 3)
"""How many of the last letters tell something: *-ski*, *-ia*."""
_STEPS = (1, 2, 4, 8)
_COMPANY = ("person", "character", "film", "series")


def surroundings(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    """The words on both sides, and how the name hangs in its sentence."""
    before, after = _next(doc, span.start - 1, -1), _next(doc, span.end, 1)
    yield f"{PLAIN}before {_word(after)}"
    if before is not None and before.lower_ in {",", "and", "("}:
        yield f"{PLAIN}behind {_word(_next(doc, before.i - 1, -1))} {before.lower_}"
    else:
        yield f"{PLAIN}behind {_word(before)}"
    root = doc.root_of(span.start, span.end)
    yield f"{PLAIN}{_role(root)}"


def shape(span: ProposedSpan) -> Iterator[str]:
    """How many words a name has, and of what kind."""
    words = span.text.split()
    yield f"{PLAIN}of {min(len(words), _MANY)} words"
    if not span.text.isascii():
        yield f"{PLAIN}with a foreign letter"
    if any(len(w) == 2 and w[1] == "." for w in words):
        yield f"{PLAIN}with an initial"
    if "-" in span.text:
        yield f"{PLAIN}with a hyphen"
    if words[-1].lower() in surnames():
        yield f"{PLAIN}ending in a surname" if len(words) > 1 else f"{PLAIN}with a surname alone"
    if words[-1].lower().endswith("s") and len(words[-1]) > _FEW:
        yield f"{PLAIN}ending in s"
    if span.text.isupper():
        yield f"{PLAIN}with capitals alone"
    if any(c.isdigit() for c in span.text):
        yield f"{PLAIN}with a figure"
    yield from _words([w.lower() for w in words])


def _words(words: list[str]) -> Iterator[str]:
    """The words of a name, and how it ends."""
    yield f"{PLAIN}named first {words[0]}"
    yield f"{PLAIN}named last {words[-1]}"
    yield from (f"{PLAIN}named with {word}" for word in dict.fromkeys(words))
    yield from (f"{PLAIN}named in -{words[-1][-letters:]}" for letters in _ENDING)


def counted(occurrences: int) -> str:
    """How often an essay has a name."""
    if occurrences == 1:
        return f"{PLAIN}once"
    return f"{PLAIN}{'often' if occurrences >= _MANY else 'a few times'}"


def among(others: Mapping[tuple[str, bool], int]) -> Iterator[str]:
    """How many others an essay names, by type and whether they are known."""
    for type_ in _COMPANY:
        for known in (True, False):
            for step in _STEPS:
                if others.get((type_, known), 0) >= step:
                    yield f"{PLAIN}among {step} {'known' if known else 'unknown'}: {type_}"


def _next(doc: Doc, index: int, step: int) -> Token | None:
    while 0 <= index < len(doc):
        if doc[index].text not in _SKIPPED:
            return doc[index]
        index += step
    return None


def _word(token: Token | None) -> str:
    """A telling word or mark as it is, any other by its part of speech."""
    if token is None:
        return "nothing"
    if token.lower_ in _TELLING:
        return f"'{token.lower_}'"
    return "a name" if token.text[0].isupper() else token.tag_


def _role(root: Token) -> str:
    head = root.head
    if root.dep_ == "pobj":
        return f"behind a preposition of a {head.head.pos_}"
    if root.dep_ in {"nsubj", "nsubjpass"}:
        return f"subject of {head.tag_}"
    return f"{root.dep_} of a {head.pos_}"
