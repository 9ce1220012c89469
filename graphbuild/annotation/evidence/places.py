"""The place of a name, and the words of its sentence.

Those who act in a story marry, flee and are killed in the present tense, have kin and jobs; those
who make films direct, are praised and have careers; books are read and wars fought. What each
feature says of a name is learnt (``linking/kinds.py``); how the name itself looks is
none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.evidence.title_odds import surroundings
from graphbuild.annotation.remembering import remembered

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token

__all__ = ["place_features"]

_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_SMALL = frozenset({"PRON", "AUX"})


@remembered
def place_features(doc: Doc, start: int, end: int) -> Sequence[str]:
    """The features of the place of a name, tokens ``start`` to ``end``, each once."""
    first = doc[start].sent.start
    words = _words(doc, first)
    around = (*words[: start - first], *words[end - first :])
    return tuple(dict.fromkeys((*surroundings(doc, start, end), *filter(None, around))))


@remembered
def _words(doc: Doc, first: int) -> Sequence[str]:
    """What each word adds to the places of its sentence, which begins with the ``first``."""
    return [_word(token) for token in doc[first].sent]


def _word(token: Token) -> str:
    if token.pos_ in _CONTENT:
        return f"in {token.lemma_.lower()}"
    return f"in {token.lower_}" if token.pos_ in _SMALL else ""
