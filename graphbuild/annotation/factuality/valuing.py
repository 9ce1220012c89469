"""What is found good or bad is there: *is not bad as Mara*, *never liked her as Mara*, *is not the
worst actress*, *it was fun to see her*."""

from __future__ import annotations

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues

__all__ = ["is_felt_at_sight", "weighed_by"]

_COPULAS = frozenset({"be", "seem", "look", "feel", "come"})
_MEASURES = frozenset({"JJS", "JJR", "RBS"})
_PERCEIVING = frozenset({"see", "watch", "hear", "find", "note", "learn", "discover", "notice"})
_ARGUMENTS = frozenset({"attr", "acomp", "oprd", "dobj"})


def weighed_by(trigger: Token) -> Token | None:
    """The predicate by which what ``trigger`` states is only valued: its negation denies the
    worth, not the thing. None where it is only supposed (*would not be bad as Mara*)."""
    predicate = _valuing(trigger)
    supposed = predicate is not None and any(c.tag_ == "MD" for c in predicate.children)
    return None if supposed else predicate


def _valuing(trigger: Token) -> Token | None:
    valued = trigger.head if trigger.pos_ == "ADP" else trigger
    if trigger.pos_ == "ADP" and valued.dep_ == "dobj":
        valued = valued.head
    if valued.pos_ == "VERB":
        liked = trigger.pos_ == "ADP" and valued.lemma_.lower() in cues("felt")
        return valued if liked else None
    if valued.dep_ not in _ARGUMENTS or valued.head.lemma_ not in _COPULAS:
        return None
    worth = [valued] if valued.pos_ == "ADJ" else _measures(valued)
    return valued.head if any(map(_is_of_worth, worth)) else None


def _measures(noun: Token) -> list[Token]:
    """The adjectives of a noun: *great* in *that great an actress*, *good* in *a good enough
    actress*."""
    article = noun.left_edge
    ahead = [article.nbor(-1)] if article.lower_ in {"a", "an"} and article.i > 0 else []
    within = [t for t in noun.subtree if t.i < noun.i and t.pos_ == "ADJ"]
    return [t for t in (*ahead, *within) if t.pos_ == "ADJ"]


def _is_of_worth(word: Token) -> bool:
    return word.lower_ in cues("valuing") or word.tag_ in _MEASURES


def is_felt_at_sight(infinitive: Token, be: Token) -> bool:
    """*it was fun to see her in it*, *it is a pity to watch him act*: what is seen is there."""
    felt = (c for c in be.children if c.dep_ in {"attr", "acomp"} and c.i < infinitive.i)
    moved = any(c.lemma_.lower() in cues("moving") for c in felt)
    return (
        moved and infinitive.lemma_ in _PERCEIVING and not any(c.tag_ == "MD" for c in be.children)
    )
