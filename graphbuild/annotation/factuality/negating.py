"""Negation: *not*, *never*, *nor*, *hardly ever*, *no one*, and where parsers hang them."""

from __future__ import annotations

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.places import SUBJECTS
from graphbuild.annotation.factuality.effects import Cue
from graphbuild.annotation.factuality.readings import PARTICIPLES, shares

__all__ = [
    "negation_of",
    "nor_before",
    "set_against",
]


_AND_MORE = frozenset({"only", "merely", "simply", "just"})


def negation_of(node: Token) -> Cue | None:
    """The negation of a word, if it has one that denies what it says."""
    if _surpasses(node):
        return None
    if (contrast := set_against(node)) is not None:
        return Cue("negated", contrast, contrast)
    for child in (c for at in (node, *_auxiliaries(node)) for c in at.children):
        if _is_not_only(child) or _is_of_what_follows(child):
            continue
        if child.dep_ == "neg" or (
            child.dep_ in {"advmod", "det", "preconj", "cc"} and child.lower_ in cues("negator")
        ):
            return Cue("negated", child, child)
        if child.dep_ == "advmod" and child.lower_ in cues("strengthener"):
            inner = next((c for c in child.children if _negates(c)), None)
            if inner is not None:
                return Cue("negated", inner, child)
        if child.head == node and _is_cut_off(child, node):
            return negation_of(child)
        if child.dep_ in {"advmod", "npadvmod"} and child.lower_ in {"longer", "means"}:
            inner = next((c for c in child.children if c.lower_ == "no"), None)
            if inner is not None:
                return Cue("negated", inner, child)
        if child.dep_ in SUBJECTS:
            word = _quantifier(child)
            if word is not None:
                return Cue("negated", word, child if child.i == word.i + 1 else word)
    return None


def set_against(noun: Token) -> Token | None:
    """*is an actress, not a director*: the *not* before a noun that is set against another."""
    before = noun.left_edge.i - 1
    if noun.dep_ not in {"appos", "conj"} or before < 0:
        return None
    word = noun.doc[before]
    return word if word.lower_ == "not" and word.head == noun.head else None


def _is_of_what_follows(word: Token) -> bool:
    """Whether a negation hangs on a noun but denies the next."""
    others = (c for c in word.head.children if c.dep_ in {"appos", "conj"})
    return word.i > word.head.i and any(set_against(c) == word for c in others)


def _surpasses(verb: Token) -> bool:
    """*never gave a better performance*: what is denied is that there is a better one."""
    objects = (c for c in verb.children if c.dep_ == "dobj")
    measures = (m for o in objects for m in o.children if m.dep_ == "amod")
    return any(m.tag_ == "JJR" or any(c.tag_ == "RBR" for c in m.children) for m in measures)


def nor_before(verb: Token) -> Cue | None:
    """*neither loves her nor helps him*, *never met her, nor did he write*: the *nor* before a
    clause of its own."""
    if verb.dep_ != "conj" or shares(verb):
        return None
    before = [c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i]
    nor = before[-1] if before and before[-1].lower_ == "nor" else None
    return Cue("negated", nor, nor) if nor is not None else None


def _auxiliaries(verb: Token) -> list[Token]:
    """What parsers may hang a negation on: *wasn't married to him*."""
    return [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]


def _is_not_only(word: Token) -> bool:
    """*not only did she edit it*, *did not merely act in it*: there is more that she did."""
    after = word.doc[word.i + 1 : word.i + 2]
    return word.lower_ in {"not", "n't"} and any(t.lower_ in _AND_MORE for t in after)


def _negates(adverb: Token) -> bool:
    """*not*, *hardly* before an adverb: *hardly ever*."""
    return adverb.dep_ == "neg" or (adverb.dep_ == "advmod" and adverb.lower_ in cues("negator"))


def _is_cut_off(be: Token, verb: Token) -> bool:
    """*was not, in fact, shot there*: the auxiliary that the parser makes a clause of its own."""
    return (
        be.dep_ == "ccomp"
        and be.lemma_ == "be"
        and be.i < verb.i
        and verb.tag_ in PARTICIPLES
        and not any(c.dep_ in {"attr", "acomp", "prep"} for c in be.children)
    )


def _quantifier(subject: Token) -> Token | None:
    """*no one*, *nobody*, *none of them*, *neither woman*."""
    if subject.lower_ in cues("negative-subject"):
        return None if _but_somebody(subject) else subject
    marks = {"no", "neither", *cues("negator")}
    if subject.pos_ == "PROPN":
        marks -= {"not"}  # "not Lean but Reed directed it" denies it of Lean alone
    deps = {"det", "neg", "advmod", "preconj"}
    return next((c for c in subject.children if c.dep_ in deps and c.lower_ in marks), None)


def _but_somebody(subject: Token) -> bool:
    """*nobody but Streep could have played her*, *no one except Ani knows*: somebody does."""
    return subject.i + 1 < len(subject.doc) and subject.nbor().lower_ in {
        "but",
        "except",
        "besides",
    }
