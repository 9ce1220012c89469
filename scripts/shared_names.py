"""Labelled texts in which a title and somebody are given one name.

Few texts speak of a film and of whom it is named after. Of any text that names a film and somebody
a text can be made that does: both are called alike throughout, and each place keeps its type. What
tells them apart is then what the writers said of a film and of somebody.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graphbuild.annotation.english.lexicon import common_words, given_names, surnames
from graphbuild.model import Essay
from graphbuild.reading import read_bytes
from scripts.typed_texts import REVIEWS, Spans

__all__ = ["sharing", "texts_sharing"]

DRAWN, OWN_DRAWN = 2, 6
"""How many texts with a shared name are made of a review, and of one of our own texts."""

TITLES = ("film", "series", "work")
OTHERS = ("character", "person", "place", "organization")
OFTEN = {"film": 8.0, "series": 1.0, "work": 1.0, "character": 8.0, "person": 3.0}
"""How often a name of a type is taken where there are others."""
OWN, KNOWN = 0.4, 0.7
"""How often both get the name that one of them has, and a known film's; else a made-up one."""
UNMARKED, AS_IT_WAS = 0.7, 0.25
"""How often a title loses its quotation marks, and keeps its capitals or small letters."""
MARKS = {'"': '"', "“": "”", "'": "'", "‘": "’", "*": "*", "_": "_"}


def texts_sharing(
    kind: str, essay: Essay, names: Spans, known: Sequence[str]
) -> Iterator[tuple[Essay, Spans]]:
    """The texts that are made of one of a ``kind``, always the same, with their names by their
    spans."""
    for drawn in range(DRAWN if kind in REVIEWS else OWN_DRAWN):
        found = sharing(essay.text, names, known, random.Random(f"{essay.id} {drawn}"))
        if found is not None:
            text, named = found
            made = read_bytes(text.encode(), essay_id=essay.id, suffix=".txt")
            if made.text == text:
                yield made, named


class _Form(NamedTuple):
    words: str
    type: str
    places: int


def sharing(
    text: str, names: Spans, known: Sequence[str], chance: random.Random
) -> tuple[str, Spans] | None:
    """A text and its names by their spans, with a title and something else under one name, which
    may be one of the ``known`` names; None if the text has no two that could share one."""
    forms = list(_forms(text, names))
    titles = [f for f in forms if f.type in TITLES]
    others = [f for f in forms if f.type in OTHERS and " " not in f.words]
    if not titles or not others:
        return None
    title, other = _drawn(titles, chance), _drawn(others, chance)
    name = _name(other, known, chance)
    edits = [
        (start, end, name)
        for (start, end), _ in names.items()
        if text[start:end].lower() in {title.words, other.words}
    ]
    unmarked = chance.random() < UNMARKED
    return _rewritten(text, names, sorted(edits), title.words, unmarked=unmarked, chance=chance)


def _forms(text: str, names: Spans) -> Iterator[_Form]:
    """The names that have one type wherever they stand, with how often they do."""
    found: dict[str, Counter[str]] = {}
    for (start, end), type_ in names.items():
        found.setdefault(text[start:end].lower(), Counter())[type_] += 1
    for words, types in found.items():
        if len(types) == 1 and words.replace(" ", "").isalnum():
            yield _Form(words, *types.most_common(1)[0])


def _drawn(forms: Sequence[_Form], chance: random.Random) -> _Form:
    weights = [OFTEN.get(f.type, 1.0) * f.places for f in forms]
    return chance.choices(forms, weights)[0]


def _name(other: _Form, known: Sequence[str], chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < OWN:
        return other.words.title()
    if drawn < KNOWN:
        return chance.choice(known)
    return chance.choice(_made_up()).title()


def _made_up() -> Sequence[str]:
    return sorted((given_names() | surnames()) - common_words())


def _rewritten(
    text: str,
    names: Spans,
    edits: Iterable[tuple[int, int, str]],
    title: str,
    *,
    unmarked: bool,
    chance: random.Random,
) -> tuple[str, Spans]:
    """The text with its edits, and the types of all names where they stand now."""
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []  # (where in the old text, by how much)
    at, size = 0, 0
    placed: Spans = Spans()
    for start, end, name in edits:
        was = text[start:end]
        first, last = start, end
        if unmarked and was.lower() == title and start and end < len(text):
            if MARKS.get(text[start - 1]) == text[end]:
                first, last = start - 1, end + 1
        if first < at:
            continue
        said = _cased(name, was, chance)
        pieces += [text[at:first], said]
        size += first - at
        moved.append((last, size + len(said) - last))
        placed[size, size + len(said)] = names[start, end]
        size += len(said)
        at = last
    pieces.append(text[at:])
    for (start, end), type_ in names.items():
        if not any(s <= start and end <= e for s, e, _ in edits):
            by = next((n for place, n in reversed(moved) if place <= start), 0)
            placed[start + by, end + by] = type_
    return "".join(pieces), placed


def _cased(name: str, was: str, chance: random.Random) -> str:
    if was[0].isupper() and not (was.isupper() and len(was) > 1):
        return name
    if chance.random() < AS_IT_WAS:
        return name.upper() if was.isupper() else name.lower()
    return name
