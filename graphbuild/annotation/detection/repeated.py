"""Unknown titles with small words inside, which an essay writes more than once alike: *Elena and
her Men*, *How to lose friends and Alienate people*, *De vierde man*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc
    from graphbuild.annotation.english.capitals import TokenFlags

__all__ = ["repeated_titles"]

_MAX_TOKENS = 9
_FINITE = frozenset({"VBZ", "VBD", "MD"})
_INSIDE = frozenset({"-", "&", "'s", "’s"})


def repeated_titles(blocks: Iterable[tuple[Doc, TokenFlags]]) -> dict[int, list[tuple[int, int]]]:
    """Token spans by block number, longest first; one of a title must stand where no sentence
    asks for its capital, or open the essay."""
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    sure: set[str] = set()
    for number, (doc, flags) in enumerate(blocks):
        if flags.title_case or flags.all_caps:
            continue
        for start, end in _candidates(doc, flags):
            text = doc.text_of(start, end)
            places[text].append((number, start, end))
            if _is_chosen(doc, flags, start) or number == start == 0:
                sure.add(text)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for text, spans in places.items():
        if len(spans) > 1 and text in sure:
            for number, start, end in spans:
                found[number].append((start, end))
    for spans_of in found.values():
        spans_of.sort(key=lambda s: (s[0] - s[1], s[0]))
    return found


def _candidates(doc: Doc, flags: TokenFlags) -> Iterator[tuple[int, int]]:
    """Runs from a capital over words in lower case to another, or over foreign ones."""
    for start in range(len(doc)):
        if not flags.cap[start] or doc[start].lower_ == "i":
            continue
        for end in range(start + 2, min(start + _MAX_TOKENS, len(doc)) + 1):
            word = doc[end - 1]
            if not (word.is_alpha or word.text in _INSIDE) or word.tag_ in _FINITE:
                break
            if word.is_alpha and not word.is_stop and _is_title_like(doc, flags, start, end):
                yield start, end


def _is_chosen(doc: Doc, flags: TokenFlags, start: int) -> bool:
    """Whether the writer chose the capital: no sentence begins with it, or a quotation does."""
    return not flags.initial[start] or (start > 0 and doc[start - 1].is_quote)


def _is_title_like(doc: Doc, flags: TokenFlags, start: int, end: int) -> bool:
    words = (i for i in range(start + 1, end) if doc[i].is_lower and doc[i].is_alpha)
    lower = [i for i in words if "-" not in (doc[i - 1].text, doc.text_of(i + 1, i + 2))]
    foreign = any(flags.foreign[i] for i in lower)
    capitals = sum(flags.cap[start:end])
    if foreign and lower[0] == start + 1 and flags.foreign[start + 1]:
        return True
    return capitals > 1 and len(lower) > 1 and not flags.cap[start + 1]
