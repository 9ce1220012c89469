"""Common nouns that take up somebody who was named: *this brilliant man*, *the girl*, *the lawyer*.

A reader does not take them for a stranger. They are resolved as pronouns are, so that what
follows may go on from them (*Brad … the young man … he*); no mention comes of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graphbuild.annotation.coreference.agreement import tied_words
from graphbuild.annotation.coreference.anaphors import Anaphor
from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, is_rival, role_of
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.people import pronoun_of_word

__all__ = ["Description", "descriptions"]

_NARROWING = frozenset({"relcl", "acl", "prep", "poss", "appos", "nummod"})
_PICKING = frozenset({"first", "last", "lead", "main", "next", "only", "other", "same", "title"})
_ANYBODY = frozenset(
    "boy chap child dude fella fellow gal gentleman girl guy kid lad lady lass man person "
    "woman youngster youth".split()
)
"""Nouns that say next to nothing of whom they mean."""
_FORMS = {"subject": "subject", "oblique": "oblique", "possessor": "possessive"}


class Description(NamedTuple):
    """A noun to resolve, and the IRIs of those whom it may mean; of none, anybody."""

    noun: Anaphor
    called: frozenset[str]


def descriptions(layout: Layout, people: Sequence[Occurrence]) -> Iterator[Description]:
    """The nouns among ``people`` (in reading order) that point back.

    *this lawyer* and *the man* may mean anybody, *the lawyer* whom the text calls one. *The man*
    is the stranger where *a man* was told of before.
    """
    callings = _callings(people)
    strangers: set[str] = set()
    for occurrence in people:
        if not is_rival(occurrence.entity):
            continue
        noun, word = occurrence.head, occurrence.head.lemma_.lower()
        called = frozenset(callings[word])
        anybody = word in _ANYBODY or _determiner(noun) in {"this", "that"}
        if occurrence.entity.iri in strangers or not _points_back(noun):
            strangers.add(occurrence.entity.iri)
        elif anybody or called:
            form = _FORMS.get(role_of(noun), "object")
            anaphor = Anaphor(noun, pronoun_of_word(noun) or "", form, *layout.place(noun))
            yield Description(anaphor, frozenset() if anybody else called)


def _callings(people: Iterable[Occurrence]) -> defaultdict[str, set[str]]:
    """IRIs of those whom the text calls so, by noun: *Rick, a lawyer*."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for occurrence in people:
        if occurrence.kind == "name":
            for word in tied_words(occurrence):
                found[word.lemma_.lower()].add(occurrence.entity.iri)
    return found


def _points_back(noun: Token) -> bool:
    """*the man*, *this brilliant man*; not *the man who sold it*, *the best man*."""
    return _determiner(noun) in {"the", "this", "that"} and not any(
        c.dep_ in _NARROWING or c.tag_ == "JJS" or c.lower_ in _PICKING for c in noun.children
    )


def _determiner(noun: Token) -> str | None:
    return next((c.lower_ for c in noun.children if c.dep_ == "det"), None)
