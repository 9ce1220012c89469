"""Titles in writing without capitals: those of the films of the people whom an essay names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import common_words
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation.detection.views import View
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit

__all__ = ["is_common_noun", "titles_of_people"]

_LONGEST, _PHRASE = 8, 3
_MARKING = frozenset({"DET", "PRON", "ADJ", "NUM", "NOUN", "ADP"})
"""What before a single common word makes it a word like any other: *my mother*, *a big heat*."""
_DETERMINING = frozenset({"DT", "PRP$"})
_COMPARED = frozenset({"than", "like", "as"})


def titles_of_people(
    views: Sequence[View], known: Mapping[str, tuple[AliasHit, ...]], kb: KnowledgeBase
) -> list[list[tuple[int, int]]]:
    """For each block the token spans that are titles of films which somebody named in full made
    or plays in (*song kang-ho … memories of murder*)."""
    people = {h.key for text, hits in known.items() if " " in text for h in _people(hits)}
    films = {film for person in people for film in kb.films_of(person)}
    titles = {
        form
        for film in films
        if (entity := kb.entity(film)) is not None
        for form in map(normalise, (entity.label, *entity.aliases))
    }
    found = [_spans(view.doc, titles) for view in views]
    often = Counter(
        v.text(*span).lower() for v, spans in zip(views, found, strict=True) for span in spans
    )
    return [
        [s for s in spans if _may_be_a_title(v.doc, *s, often[v.text(*s).lower()])]
        for v, spans in zip(views, found, strict=True)
    ]


def is_common_noun(doc: Doc, span: tuple[int, int], hits: Iterable[AliasHit]) -> bool:
    """Whether a word in lower case that could only be a title has an article or possessor, and so
    is a word like any other (*with a rope*)."""
    start, end = span
    owned = start > 0 and end - start == 1 and doc[start - 1].tag_ in _DETERMINING
    return owned and doc[start].is_lower and all(h.type in {"film", "work"} for h in hits)


def _people(hits: Iterable[AliasHit]) -> Iterable[AliasHit]:
    return (h for h in hits if h.type == "person" and h.kind == "label")


def _spans(doc: Doc, titles: set[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start in range(len(doc)):
        longest = min(start + _LONGEST, len(doc)) if _is_word(doc[start]) else start
        for end in range(longest, start, -1):
            if not _is_word(doc[end - 1]):
                continue
            if normalise(doc.text_of(start, end)) in titles:
                found.append((start, end))
                break
    return found


def _is_word(token: Token) -> bool:
    return not (token.is_punct or token.is_space)


def _may_be_a_title(doc: Doc, start: int, end: int, often: int) -> bool:
    """Whether words are no phrase of the sentence: two with a meaning of their own, one among
    three that come again (*under the skin*), or one that no article or adjective makes a common
    noun."""
    words = [t for t in doc[start:end] if t.is_alpha and not t.is_stop]
    before = doc[start - 1] if start else None
    if len(words) != 1:
        return bool(words)
    if before is not None and before.lower_ in _COMPARED:
        return True
    if end - start > 1:
        return words[0].lower_ not in common_words() or (often > 1 and end - start >= _PHRASE)
    if words[0].lower_ not in common_words():
        return before is None or before.tag_ not in _DETERMINING
    return words[0].tag_ in {"NN", "NNP"} and (before is None or before.pos_ not in _MARKING)
