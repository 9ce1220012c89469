"""Whether a text grants that there is ground for what it speaks of: *nothing suggests that …*,
*only a fool would think so*, *it would be a mistake to think that …*, *nobody doubts that …*."""

from __future__ import annotations

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.places import subject_of
from graphbuild.annotation.factuality.effects import Cue
from graphbuild.annotation.factuality.negating import negation_of
from graphbuild.annotation.factuality.readings import with_no

__all__ = ["is_undoubted", "without_ground"]


def without_ground(verb: Token) -> Cue | None:
    """What denies the matter of a verb of showing or thinking, if anything does."""
    lemma = verb.lemma_.lower()
    if lemma in cues("evidencing"):
        nouns = [verb.head, *(c for c in verb.head.children if c.dep_ == "attr" and c.i < verb.i)]
        none = next((n for n in nouns if n.pos_ == "NOUN" and with_no(n)), None)
        if none is not None and verb.tag_ == "VB":
            return Cue("groundless", none, verb)  # "no line to suggest that she loves him"
        negation = negation_of(verb)
        if negation is not None:
            return negation._replace(effect="groundless")
    if cues("verb").get(lemma, "asserted") == "asserted":
        return None
    return _of_few(verb) or _erring(verb)


def _of_few(verb: Token) -> Cue | None:
    """*only an inattentive viewer could suppose that …*"""
    subject = subject_of(verb)
    modal = any(c.tag_ == "MD" for c in verb.children)
    if subject is None or not modal:
        return None
    only = next((c for c in subject.children if c.lower_ == "only"), None)
    return Cue("groundless", only, verb) if only is not None else None


def _erring(verb: Token) -> Cue | None:
    """*it would be a mistake to imagine that …*, *it is wrong to say that …*"""
    be = verb.head
    if verb.dep_ not in {"xcomp", "advcl", "ccomp", "acl"} or verb.tag_ != "VB":
        return None
    said = (
        be
        if verb.dep_ == "acl"
        else next((c for c in be.children if c.dep_ in {"attr", "acomp"} and c.i < verb.i), None)
    )
    error = said is not None and said.lemma_.lower() in cues("erroneous")
    return Cue("groundless", said, verb) if said is not None and error else None


def is_undoubted(verb: Token) -> bool:
    """*nobody can doubt that …*, *few would dispute that …*, *does not deny that …*: it is so."""
    if verb.lemma_.lower() not in cues("disputing"):
        return False
    subject = subject_of(verb)
    few = subject is not None and "few" in {subject.lower_, *(c.lower_ for c in subject.children)}
    return few or negation_of(verb) is not None
