"""The place of a name, and the words of its sentence.

Those who act in a story marry, flee and are killed in the present tense, have kin and jobs; those
who make films direct, are praised and have careers; books are read and wars fought. What each
feature says of a name is learnt (``linking/kinds.py``); how the name itself looks is
none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.evidence.title_odds import surroundings

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc

__all__ = ["place_features"]

_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_SMALL = frozenset({"PRON", "AUX"})


def place_features(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The features of the place of a name, tokens ``start`` to ``end``, some more than once."""
    yield from surroundings(doc, start, end)
    sent = doc[start].sent
    for token in (*doc[sent.start : start], *doc[end : sent.end]):
        if token.pos_ in _CONTENT:
            yield f"in {token.lemma_.lower()}"
        elif token.pos_ in _SMALL:
            yield f"in {token.lower_}"
