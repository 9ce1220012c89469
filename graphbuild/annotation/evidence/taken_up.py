"""The pronoun that takes a name up says whether it names somebody or something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.english.definitions import year_of_definition

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token

__all__ = ["taken_up"]

_SOMEBODY = frozenset("he him his himself she her hers herself".split())
_SOMETHING = frozenset({"it", "its", "itself"})
_PRONOUNS = _SOMEBODY | _SOMETHING


def taken_up(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Cues from the first pronoun behind a name in its sentence, before any other name, and from
    one that begins the next sentence."""
    sent = doc[start].sent
    last = sent.end
    if any(year_of_definition(doc, i) for i in range(sent.start + 1, start)):
        return  # "X is a 1931 film by Y. It is …" goes on about X
    yield from _cue(_first_pronoun(doc[end:last]), "is taken up")
    yield from _cue(doc[last] if last < len(doc) else None, "is taken up in the next sentence")


def _first_pronoun(tokens: Iterable[Token]) -> Token | None:
    for token in tokens:
        if token.lower_ in _PRONOUNS:
            return token
        if token.pos_ == "PROPN" and token.text[0].isupper():
            return None
    return None


def _cue(pronoun: Token | None, how: str) -> Iterator[str]:
    if pronoun is None:
        return
    if pronoun.lower_ in _SOMEBODY:
        yield f"{how} by 'he' or 'she'"
    elif pronoun.lower_ in _SOMETHING:
        yield f"{how} by 'it'"
