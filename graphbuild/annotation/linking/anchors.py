"""The full names of an essay, and the short forms that may stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from graphbuild.annotation.english.lexicon import given_names, surnames
from graphbuild.annotation.names.forms import (
    core_words,
    fits,
    kept_by_slips,
    short_forms,
    surname_of,
)
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation.linking.gathering import Form
    from graphbuild.annotation.linking.options import Option
    from graphbuild.knowledge import KnowledgeBase

__all__ = ["Anchor", "Anchors", "anchor_of"]

_LETTERS = 3
"""Fewest letters of an abbreviation; one less for a film's."""
_TITLE_JOINTS = frozenset({"of", "for", "in", "on", "at", "from", "to", "with", "by"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A full name of the essay that shorter forms may stand for."""

    option: Option
    names: tuple[str, ...]
    nicknames: tuple[str, ...] = ()

    def fit(self, form: Form) -> str:
        """What the form is of this name (``surname`` …), or empty."""
        if not self.names:
            return "another name" if form.key in self.nicknames else ""
        if form.key in self._initials():
            return "initials" if form.text.isupper() else ""
        if self.option.type == "film":
            opens = form.key == _first_word(self.option.label) and not form.hits
            return "short title" if opens or form.key == _short_title(self.option.label) else ""
        if self.option.type == "organization":
            begun = any(normalise(n).startswith(form.key + " ") for n in self.names)
            return "short form" if begun else ""
        for name in self.names:
            how = fits(form.text, name)
            if how and how != "name":
                return how
            if how and _is_titled(name) and not _is_titled(form.text):
                return "surname"
            if form.key in short_forms(name, self.nicknames):
                return short_forms(name, self.nicknames)[form.key]
        return ""

    def surnames(self) -> list[str]:
        """The surnames of somebody."""
        people = self.option.type in {"person", "character"}
        return [surname_of(name) for name in self.names] if people else []

    def forms(self) -> set[str]:
        """Every normalised form that can ``fit``."""
        if not self.names:
            return set(self.nicknames)
        if self.option.type == "film":
            label = self.option.label
            return {_short_title(label), _first_word(label), *self._initials()}
        if self.option.type == "organization":
            words = [normalise(n).split() for n in self.names]
            begun = {" ".join(ws[:i]) for ws in words for i in range(1, len(ws))}
            return begun | set(self._initials())
        return {
            form
            for name in self.names
            for form in (" ".join(core_words(name)), *short_forms(name, self.nicknames))
        }

    def _initials(self) -> tuple[str, ...]:
        """The first letters of what is nobody's name, with and without those of small words."""
        if self.option.type not in {"film", "organization"}:
            return ()
        words = self.names[0].replace("-", " ").split()
        bare = words[1:] if words[0] == "The" else words
        capitals = [w for w in words if w[0].isupper()]
        letters = ("".join(w[0].lower() for w in ws) for ws in (words, bare, capitals))
        fewest = _LETTERS - (self.option.type == "film")
        return tuple(i for i in dict.fromkeys(letters) if len(i) >= fewest)


class Anchors:
    """The full names of an essay, by the shorter forms that may stand for them.

    ``named`` holds them by their normalised names, of equals the last.
    """

    def __init__(self) -> None:
        self.named: dict[str, Anchor] = {}
        self._count = 0
        self._by_form: dict[str, dict[int, Anchor]] = defaultdict(dict)
        self._like: dict[tuple[str, int], list[str]] = defaultdict(list)

    def add(self, anchor: Anchor) -> None:
        """Add a full name; what is added first is found first."""
        self._count += 1
        for form in anchor.forms():
            self._by_form[form][self._count] = anchor
        for name in map(normalise, anchor.names):
            if name not in self.named:
                self._like[kept_by_slips(name)].append(name)
            self.named[name] = anchor
        for name in anchor.surnames():
            if name not in self.named:
                self._like[kept_by_slips(name)].append(name)
                self.named[name] = anchor

    def fitting(self, form: Form) -> Iterator[tuple[Anchor, str]]:
        """The full names that a form is a short one of, with what it is of each."""
        keys = form.key, " ".join(core_words(form.text))
        found = {i: a for key in keys for i, a in self._by_form.get(key, {}).items()}
        for _, anchor in sorted(found.items()):
            if how := anchor.fit(form):
                yield anchor, how

    def like(self, form: str) -> Sequence[str]:
        """The names that a form may misspell."""
        return self._like.get(kept_by_slips(form), ())


def anchor_of(option: Option, form: Form, kb: KnowledgeBase) -> Anchor:
    """The anchor that a decided full name makes."""
    entity = kb.entity(option.key) if option.key else None
    if entity is None:
        return Anchor(option, (form.text,))
    return Anchor(option, (form.text, entity.label, *entity.aliases), entity.nicknames)


@lru_cache(maxsize=1024)
def _short_title(title: str) -> str:
    """What writers call a long title: its words before the first preposition (*Banshees*, *No
    Country*, *Eternal Sunshine*); empty where that says too little."""
    words = normalise(title).split()
    words = words[1:] if words[:1] == ["the"] else words
    cut = next((i for i, w in enumerate(words) if w in _TITLE_JOINTS), None)
    short = words[:cut] if cut else []
    return "" if all(w in STOP_WORDS for w in short) else " ".join(short)


@lru_cache(maxsize=1024)
def _first_word(title: str) -> str:
    """The first word of a longer title, which nobody is called by: *Footlight* of *Footlight
    Parade*."""
    words = normalise(title).split()
    words = words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words
    if len(words) < 2 or any(words[0] in ws for ws in (given_names(), surnames(), STOP_WORDS)):
        return ""
    return words[0]


def _is_titled(name: str) -> bool:
    """Whether a name begins with a title of address (*Father Flynn*)."""
    return " ".join(core_words(name)) != normalise(name)
