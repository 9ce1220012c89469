"""Who a pronoun cannot be, by the syntax of its own sentence.

Principles A and B of binding theory in the shape that dependency trees give them (Lappin &
Leass 1994): a personal pronoun is not the subject of its own clause's object, a pronoun does
not refer into the phrase it belongs to, and what it commands cannot name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuild.annotation.coreference.occurrences import Occurrence, ancestors, clause_of
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.places import SUBJECTS

if TYPE_CHECKING:
    from graphbuild.annotation.coreference.anaphors import Anaphor

__all__ = ["binder", "bracket_around", "excluded", "governor"]

_BRACKETED = 40
"""Words within which a bracket is looked for."""


def excluded(anaphor: Anaphor, occurrence: Occurrence) -> bool:
    """Whether syntax rules the occurrence out as the one that the pronoun means."""
    if anaphor.block != occurrence.block or anaphor.sentence != occurrence.sentence:
        return False
    pronoun, name = anaphor.token, occurrence.head
    stands_for_what_is_owned = pronoun.lower_ in {"his", "hers"} and pronoun.dep_ != "poss"
    if anaphor.reflexive or stands_for_what_is_owned:
        return False
    if pronoun.dep_ == "poss":
        return _in_own_phrase(pronoun, name)
    return (
        _coordinated(pronoun, name)
        or _subject_and_object(pronoun, name)
        or _made_to_act(pronoun, name)
        or _commands(pronoun, name)
    )


def binder(reflexive: Token) -> Token | None:
    """The word that a reflexive takes up: the name that it follows (*Moreno herself*), or the
    subject of its clause; None where the tree shows none."""
    head = reflexive.head
    if head.pos_ in {"PROPN", "NOUN"} and reflexive.dep_ in {"appos", "npadvmod"}:
        return head
    clause = clause_of(reflexive)
    if reflexive.dep_ in SUBJECTS:  # "finds herself falling"
        clause = clause_of(clause)
    return _named(_subject_above(clause))


def _named(subject: Token | None) -> Token | None:
    """The name that a common noun describes: *Elena, a princess who*, *Ted is a detective who*."""
    if subject is None or subject.pos_ != "NOUN":
        return subject
    head = subject.head
    if subject.dep_ == "appos" and head.pos_ == "PROPN":
        return head
    if subject.dep_ == "attr":
        return next((c for c in head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), subject)
    return next((c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN"), subject)


def governor(pronoun: Token) -> Token | None:
    """The subject that a pronoun stands under: of its own clause (*Mildred slams her door*, *Bloch,
    who lost his way*), for a subject that of the clause above (*Bloch said that he …*)."""
    clause = clause_of(pronoun)
    if pronoun.dep_ not in SUBJECTS:
        return _subject_above(clause)
    above = clause.head
    if above == clause or clause.dep_ in {"relcl", "conj"}:
        return None
    return _subject_above(clause_of(above))


def bracket_around(token: Token) -> int | None:
    """Where the bracket opens in which a word stands: *Tully (he grows on you)*."""
    depth = 0
    for i in range(token.i - 1, max(-1, token.i - _BRACKETED), -1):
        text = token.doc[i].text
        if text in {"(", "["}:
            if depth == 0:
                return i
            depth -= 1
        elif text in {")", "]"}:
            depth += 1
    return None


def _subject_above(verb: Token | None) -> Token | None:
    while verb is not None and verb.pos_ in {"VERB", "AUX"}:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            relative = subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl"
            return verb.head if relative else subject
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        verb = verb.head if verb.dep_ in {"xcomp", "conj", "advcl", "pcomp", "aux"} else None
    return None


def _in_own_phrase(possessive: Token, name: Token) -> bool:
    """*his brother Simon*, *Simon, his brother*, *Simon is his brother*: Simon is not *his*; *his
    and Simon's house*."""
    phrase = possessive.head
    if name == phrase or (name.dep_ in {"appos", "compound"} and name.head == phrase):
        return True
    return _coordinated(possessive, name) or _is_described(name, phrase)


def _is_described(name: Token, phrase: Token) -> bool:
    """Whether a noun says whose the named one is; *her own worst enemy* she can be herself."""
    if not is_person_noun(phrase) or any(c.lower_ == "own" for c in phrase.children):
        return False
    if phrase.dep_ == "appos":
        return phrase.head == name
    return phrase.dep_ == "attr" and name.dep_ == "nsubj" and name.head == phrase.head


def _coordinated(pronoun: Token, name: Token) -> bool:
    return (pronoun.dep_ == "conj" and pronoun.head == name) or (
        name.dep_ == "conj" and name.head == pronoun
    )


def _subject_and_object(pronoun: Token, name: Token) -> bool:
    """Subject and direct object of one verb are two people, whichever is the pronoun."""
    verb = clause_of(pronoun)
    if verb != clause_of(name):
        return False
    one, two = _first_conjunct(pronoun), _first_conjunct(name)
    subjects = [t.dep_ in SUBJECTS and t.head == verb for t in (one, two)]
    objects = [_is_argument(t, verb) for t in (one, two)]
    return (subjects[0] and objects[1]) or (subjects[1] and objects[0])


def _made_to_act(pronoun: Token, name: Token) -> bool:
    """*Forman lets him giggle*, *Vidal watches her leave*: the one who does is another."""
    if pronoun.lower_ not in {"him", "her", "them"} or pronoun.dep_ not in SUBJECTS:
        return False
    verb = pronoun.head
    subjects = [c for c in verb.head.children if c.dep_ in SUBJECTS]
    return verb.dep_ in {"ccomp", "xcomp"} and _first_conjunct(name) in subjects


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.pos_ in {"PROPN", "NOUN", "PRON"}:
        token = token.head
    return token


def _is_argument(token: Token, verb: Token) -> bool:
    if token.dep_ in {"dobj", "dative", "attr"} and token.head == verb:
        return True
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ not in {"prep", "dative", "agent"}:
        return False
    if preposition.head == verb:
        return preposition.lower_ in {"to", "by", "with", "at", "of", "from"}
    return preposition.lower_ in {"to", "with", "of", "about"} and _predicated(
        preposition.head, verb
    )


def _predicated(word: Token, verb: Token) -> bool:
    """*is fond of her*, *is in love with him*, *takes a dislike to her*: the word makes one
    predicate with its verb."""
    if word.pos_ not in {"ADJ", "NOUN"} or any(c.dep_ == "poss" for c in word.children):
        return False
    above = word.head
    if word.dep_ == "pobj" and above.dep_ == "prep":
        above = above.head
    return above == verb and word.dep_ in {"acomp", "attr", "dobj", "pobj"}


def _commands(pronoun: Token, name: Token) -> bool:
    """*He said that Simon left*: a subject pronoun does not mean a name in its complement."""
    if pronoun.dep_ not in {"nsubj", "nsubjpass"} or name.i < pronoun.i:
        return False
    chain = ancestors(name)
    if pronoun.head not in chain:
        return False
    below = chain[: chain.index(pronoun.head)]
    return not any(t.dep_ in {"advcl", "conj", "parataxis"} for t in below)
