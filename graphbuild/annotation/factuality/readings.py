"""How clauses read where it bears on status: infinitives, narrators, theories, what is taken
for granted, and what parsers get wrong."""

from __future__ import annotations

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.places import SUBJECTS, subject_of

__all__ = [
    "HEARERS",
    "PARTICIPLES",
    "agent_of",
    "has_it",
    "has_to",
    "in_disbelief",
    "is_bare",
    "is_finite_clause",
    "is_imagined",
    "is_inverted_predicate",
    "is_marvelled_at",
    "is_mistagged",
    "is_narrator",
    "is_plain_to_see",
    "is_theory",
    "opens_with_which",
    "presupposed",
    "presupposed_by_possessor",
    "shares",
    "told_over",
    "verb_lemma",
    "with_no",
]

_FIRST_PERSON = frozenset({"i", "we"})
_BARE = frozenset({"VB", "VBG", "VBN"})
PARTICIPLES = frozenset({"VBG", "VBN"})
_SIDE_BY_SIDE = frozenset({"ccomp", "conj", "parataxis", "dep"})
_SCREENED = frozenset({"screen", "television", "tv", "stage", "silent", "restored", "theatrical"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
HEARERS = _FIRST_PERSON | {"one", "you"}
_SPOKEN_TO = frozenset("tell warn inform remind assure convince promise persuade".split())


def told_over(node: Token) -> Token | None:
    """The verb whose clause the parser hangs on the words before it as if it described them:
    *Rosa dreams that …*, *tells everybody that …*, *rumour has it that …*."""
    noun, that = node.head, node.left_edge
    if node.dep_ != "relcl" or that.lower_ != "that":
        return None
    if noun.pos_ == "VERB":
        return noun
    verb = noun.head
    whole = any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in node.children)
    if whole and (that.dep_ in {"mark", "advmod"} or that.tag_ == "IN"):
        return _verb_with_a_clause(noun)
    someone = noun.pos_ == "PRON" or is_person_noun(noun)
    spoken = verb.lemma_.lower() in _SPOKEN_TO and someone and noun.dep_ in {"dobj", "dative"}
    return verb if whole and (spoken or (has_it(verb) and noun.lower_ == "it")) else None


def _verb_with_a_clause(noun: Token) -> Token | None:
    """The verb above a noun that cannot have a clause as its matter, if that verb can: *tells the
    guards that …*, *was assumed at the time that …*; not *the fact that …*."""
    content = {*cues("noun"), *cues("told"), *cues("unreal")} - {"time", "day", "moment", "way"}
    if noun.lemma_.lower() in content:
        return None
    while noun.dep_ in {"pobj", "prep", "dobj", "dative", "npadvmod", "conj", "attr"}:
        noun = noun.head
        if noun.pos_ == "VERB":
            return noun if cues("verb").get(noun.lemma_, "asserted") != "asserted" else None
    return None


def opens_with_which(node: Token) -> bool:
    """A clause behind ", in which" or ", where" tells on, whatever the parser hangs it on."""
    first = node.left_edge
    return (
        node.dep_ in _SIDE_BY_SIDE | {"advcl"}
        and first.i > 0
        and first.nbor(-1).text == ","
        and first.i + 1 < len(node.doc)
        and "which" in (first.lower_, first.nbor().lower_)
    )


def is_imagined(node: Token) -> bool:
    """*a theory has Frank killing the cook*: parsed as if *killing* only described Frank."""
    noun, verb = node.head, node.head.head
    return (
        node.dep_ == "acl"
        and node.tag_ == "VBG"
        and noun.dep_ == "dobj"
        and is_theory(subject_of(verb), verb)
    )


def is_mistagged(noun: Token) -> bool:
    """*one version imagines …*, *Clara hopes …*, tagged as a noun: a verb's form with its
    subject before it."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    lefts = list(noun.lefts)
    told = any(c.lemma_.lower() in cues("theory") for c in lefts)
    named = noun.tag_ in {"NNS", "NNPS"} and any(
        c.dep_ in {"compound", "nsubj"} and c.pos_ == "PROPN" for c in lefts
    )
    return (told or named) and verb_lemma(noun) in cues("verb")


def verb_lemma(noun: Token) -> str:
    lower = noun.lower_
    stems = (lower.removesuffix("s"), lower.removesuffix("es"))
    return next((stem for stem in stems if stem in cues("verb")), lower)


def is_bare(verb: Token) -> bool:
    """*saw him leave*, *saw it be shot*"""
    if verb.tag_ == "VBN":
        auxiliary = next((c for c in verb.children if c.dep_ == "auxpass"), None)
        return auxiliary is not None and auxiliary.tag_ == "VB"
    return verb.tag_ == "VB"


def in_disbelief(verb: Token) -> bool:
    """*I could not believe that Lean directed it*: he did."""
    subject = subject_of(verb)
    return (
        verb.lemma_ == "believe"
        and subject is not None
        and subject.lower_ in HEARERS
        and any(c.lower_ in {"could", "can", "ca"} for c in verb.children)
        and any(c.dep_ == "neg" for c in verb.children)
    )


def is_plain_to_see(verb: Token) -> bool:
    """*you can tell that she is a doctor*, *you could not tell that she is*: she is."""
    subject = subject_of(verb)
    seen = verb.lemma_ in {"see", "watch", "hear"} and any(c.lower_ == "can" for c in verb.children)
    return (
        (verb.lemma_ in {"tell", "sense", "feel"} or seen)
        and subject is not None
        and subject.lower_ in HEARERS | {"anyone", "anybody", "everyone", "everybody"}
        and any(c.lower_ in {"can", "could"} for c in verb.children)
    )


def is_inverted_predicate(word: Token) -> bool:
    """*Is Frank the father?*, *in no way is it a remake*: parsed as if *Frank, the father*; *Is
    Vale playing Mara?*, as if Vale were described."""
    be = word.head.head
    described = word.dep_ == "acl" and word.tag_ in PARTICIPLES
    return (
        (word.dep_ == "appos" or described)
        and word.head.dep_ == "nsubj"
        and be.lemma_ == "be"
        and be.i < word.head.i
        and not any(c.dep_ in {"attr", "acomp"} for c in be.children)
    )


def shares(conjunct: Token) -> bool:
    """Whether a conjunct stands under the auxiliaries of the first: *may leave and marry*."""
    if conjunct.pos_ not in {"VERB", "AUX"}:
        return True
    own = {c.dep_ for c in conjunct.children}
    return conjunct.tag_ in _BARE and not own & {"nsubj", "nsubjpass", "aux"}


def presupposed(noun: Token) -> bool:
    """A noun that its determiner takes for granted: *her husband*, *the divorce*."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _POINTING) for c in noun.children
    )


def is_finite_clause(node: Token) -> bool:
    """*that she directed it*: no infinitive and no participle."""
    return node.tag_ not in _BARE or any(c.dep_ in {"mark", "aux"} and c.lower_ != "to"
                                         for c in node.children)  # fmt: skip


def is_marvelled_at(node: Token, be: Token) -> bool:
    """*it is hard to believe that she was only 32*: she was."""
    marvels = {"hard", "difficult", "incredible", "easy"}
    wondered = any(c.dep_ == "acomp" and c.lemma_.lower() in marvels for c in be.children)
    return wondered and node.lemma_.lower() in {"believe", "forget", "imagine", "remember"}


def has_it(verb: Token) -> bool:
    """*rumour has it that …*"""
    return any(c.lower_ == "it" and c.i == verb.i + 1 for c in verb.subtree)


def is_theory(subject: Token | None, verb: Token) -> bool:
    """*one version imagines …, another sees …*: the clause of a theory."""
    if subject is None or _is_a_film(subject):
        return False
    if subject.lemma_.lower() in cues("theory"):
        return True
    if subject.lower_ not in {"another", "others", "one", "other", "some"}:
        return False
    beside = [c for c in verb.children if c.dep_ in _SIDE_BY_SIDE]
    if verb.dep_ in _SIDE_BY_SIDE:
        beside.append(verb.head)
    return any(
        c.dep_ in {"nsubj", "compound"} and c.lemma_.lower() in cues("theory")
        for other in beside
        for c in other.children
    )


def _is_a_film(noun: Token) -> bool:
    """*another film version stars Jouvet*: that was made."""
    before = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod", "nmod"}}
    return bool(before & (listed("film", "nouns") | _SCREENED))


def is_narrator(subject: Token | None) -> bool:
    """The essay's own voice, or the film's: what they say is not somebody else's word."""
    return subject is not None and (
        subject.lower_ in _FIRST_PERSON or subject.lemma_.lower() in cues("narration")
    )


def agent_of(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def with_no(noun: Token) -> bool:
    """*no doubt*, *not any doubt*"""
    words = {c.lower_ for c in noun.children if c.dep_ in {"det", "neg"}}
    around = {c.lower_ for c in noun.head.children if c.dep_ == "neg"}
    return "no" in words or ("any" in words and bool(around))


def presupposed_by_possessor(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.children)


def has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
