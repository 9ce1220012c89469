"""People without a name whom a pronoun may mean instead: *one of my teachers … he*.

They compete with the named as candidates, so that a common noun that fits better keeps a
pronoun from being given to a name; nothing is ever linked to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphbuild.annotation.coreference.agreement import tied_words
from graphbuild.annotation.coreference.casting import PLAYING
from graphbuild.annotation.coreference.occurrences import RIVAL, Layout, Occurrence
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.people import is_person_noun, pronoun_of_word
from graphbuild.model import EntityRef

__all__ = ["rivals"]

_ANY = frozenset({"a", "an"})
_NONE = frozenset({"no", "any", "every", "each"})
_CHANGING = frozenset(
    {"change", "develop", "evolve", "grow", "mature", "morph", "transform", "turn"}
)
_STANDS_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "agent"})


def rivals(layout: Layout, named: Sequence[Occurrence]) -> tuple[list[Occurrence], dict[str, str]]:
    """Unnamed singular people with the pronouns that their nouns tell, in reading order."""
    taken = _taken(named)
    found: list[Occurrence] = []
    known: dict[str, str] = {}
    for token in (*layout.tokens("tag_", {"NN"}), *layout.tokens("lower_", {"one"})):
        if token.dep_ not in _STANDS_ALONE or (layout.place(token)[0], token.i) in taken:
            continue
        if _is_person(token) and not _predicates(token):
            entity = EntityRef(f"{RIVAL}{token.lemma_.lower()}", token.text, "person", True)
            found.append(layout.token_occurrence(token, entity, "nominal"))
            told = pronoun_of_word(token)
            if told:
                known[entity.iri] = told
    return found, known


def _is_person(token: Token) -> bool:
    """*a teacher*, *one of my teachers*."""
    if token.lower_ != "one":
        return token.tag_ == "NN" and is_person_noun(token)
    return any(
        of.lower_ == "of" and any(is_person_noun(c) for c in of.children) for of in token.children
    )


def _predicates(noun: Token) -> bool:
    """*saw her as a survivor*, *plays a widow*, *Lee's character*: it says what somebody is;
    *no widow*: it means nobody."""
    above = noun.head
    said = above.lower_ in {"as", "like"} or _becomes(above)
    played = noun.dep_ == "dobj" and above.lemma_ in PLAYING
    dets = {c.lower_ for c in noun.children if c.dep_ == "det"}
    return (
        said
        or (played and not dets.isdisjoint(_ANY))
        or not dets.isdisjoint(_NONE)
        or (noun.lemma_ == "character" and _is_somebodys(noun))
    )


def _is_somebodys(noun: Token) -> bool:
    """*Lee's character*, *the Fern character*, *the character of Fern*."""
    of = (c for p in noun.children if p.lower_ == "of" for c in p.children)
    return any(c.dep_ == "poss" or c.pos_ == "PROPN" for c in (*noun.children, *of))


def _becomes(preposition: Token) -> bool:
    """*turns into*, *grows from … to*."""
    return preposition.lower_ in {"into", "to"} and preposition.head.lemma_ in _CHANGING


def _taken(named: Iterable[Occurrence]) -> set[tuple[int, int]]:
    """Tokens (block, number) that belong to a name, or that the text says are the named one."""
    taken: set[tuple[int, int]] = set()
    for occurrence in named:
        taken.update((occurrence.block, i) for i in range(occurrence.first, occurrence.last))
        taken.update((occurrence.block, word.i) for word in tied_words(occurrence))
    return taken
