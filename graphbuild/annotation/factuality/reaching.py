"""How far cues reach: what a clause shares with what governs it, and what is out of reach."""

from __future__ import annotations

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.syntax import has_subject
from graphbuild.annotation.factuality.effects import of_phrase
from graphbuild.annotation.factuality.grounds import is_undoubted
from graphbuild.annotation.factuality.negating import negation_of
from graphbuild.annotation.factuality.readings import (
    PARTICIPLES,
    has_to,
    in_disbelief,
    is_bare,
    is_finite_clause,
    is_imagined,
    is_inverted_predicate,
    is_mistagged,
    is_plain_to_see,
    opens_with_which,
    presupposed,
    presupposed_by_possessor,
    shares,
    told_over,
    with_no,
)

__all__ = [
    "is_island",
    "is_known",
    "is_singled_out",
    "reaches",
]

_SINGLED_OUT = frozenset("first second third only last one next".split())
_SEEING = frozenset({"see", "watch", "hear", "have", "let", "make"})
"""Verbs that take a bare infinitive: *saw him leave*, *let him win*."""


def is_island(node: Token) -> bool:
    """What nothing outside reaches: a relative clause, a possessor, an attribute.

    A *that*-clause of a cue noun (*the rumour that …*) is none, though parsers take it for a
    relative clause.
    """
    if is_imagined(node) or told_over(node) is not None or is_inverted_predicate(node):
        return False
    if opens_with_which(node):
        return True
    if node.dep_ == "acl" and _is_denied_one(node.head):
        return False
    if node.dep_ == "relcl" or (node.dep_ == "acl" and node.tag_ in PARTICIPLES):
        content = node.head.lemma_.lower() in cues("noun") or is_mistagged(node.head)
        that = node.left_edge.lower_ == "that"
        return not (content and (that or node.dep_ == "acl")) and not has_to(node)
    between_names = node.tag_ == "VBG" and node.i > 0 and node.nbor(-1).pos_ == "PROPN"
    return node.dep_ in {"poss", "amod"} and not between_names


def _is_denied_one(noun: Token) -> bool:
    """*he isn't a fool played by …*: there is none."""
    indefinite = any(c.lower_ in {"a", "an"} for c in noun.children)
    return noun.dep_ == "attr" and indefinite and negation_of(noun.head) is not None


def is_known(node: Token) -> bool:
    """What somebody knows, learns or forgets, and what is called a fact: no supposition and no
    denial further up reaches it (*pretends not to know that he is her father*)."""
    head = node.head
    if node.dep_ in {"acl", "relcl", "ccomp"} and head.lemma_.lower() in cues("fact"):
        return True
    asked = any(c.lower_ in {"if", "whether"} or c.tag_ in {"WP", "WRB"} for c in node.children)
    return (
        node.dep_ == "ccomp"
        and head.lemma_.lower() in cues("knowing")
        and is_finite_clause(node)
        and not asked
    )


def is_singled_out(node: Token) -> bool:
    """*the first Korean to win an Oscar*, *the only one to marry him*: who did it."""
    if node.dep_ not in {"relcl", "acl", "xcomp"} or not has_to(node):
        return False
    above = node.head
    nouns = [above] if node.dep_ != "xcomp" else [c for c in above.children if c.dep_ == "attr"]
    words = [c for noun in nouns for c in noun.children]
    if any(cues("noun").get(n.lemma_.lower(), "asserted") != "asserted" for n in nouns):
        return False  # "the first choice to direct it"
    return any(c.lower_ in _SINGLED_OUT or c.tag_ == "JJS" for c in words)


def reaches(node: Token) -> bool:
    """Whether negation and modality of the governing word reach ``node`` too."""
    dep, head = node.dep_, node.head
    if _cannot_be_helped(node) or _is_liked_or_not(node):
        return False
    if dep == "conj":
        instead = _is_put_instead(node)
        return shares(node) and not (instead or presupposed_by_possessor(node))
    if dep in {"nsubj", "nsubjpass"}:
        return head.lemma_ in {"happen", "occur", "take", "exist", "materialize"}
    if dep in {"dobj", "pobj", "npadvmod", "dative"}:
        return not presupposed(node)
    if dep == "acl" and head.lemma_.lower() in cues("doubting") and with_no(head):
        return False
    if dep == "ccomp":
        if head.lemma_ in cues("factive") and is_finite_clause(node):
            return False
        if is_undoubted(head):
            return False
        if is_bare(node) and head.lemma_ in _SEEING and not is_plain_to_see(head):
            return True  # "would love to see her direct it"
        effect = cues("verb").get(head.lemma_.lower(), "asserted")
        return effect != "asserted" and not (in_disbelief(head) or is_plain_to_see(head))
    if dep == "advcl":
        if has_to(node):
            return of_phrase("verb", head) == "asserted"
        return node.tag_ == "VBG" and not any(c.dep_ == "mark" for c in node.children)
    if dep == "appos":
        return is_inverted_predicate(node)
    if dep == "pcomp":
        return head.lower_ not in cues("temporal")
    return dep in {"xcomp", "attr", "acomp", "oprd", "prep", "agent", "compound", "nmod", "acl"}


def _is_put_instead(conjunct: Token) -> bool:
    """*not a comedy but a drama*: it is one."""
    before = conjunct.left_edge.i - 1
    return conjunct.pos_ not in {"VERB", "AUX"} and conjunct.doc[before].lower_ == "but"


def _cannot_be_helped(verb: Token) -> bool:
    """*cannot help falling in love*, *couldn't help but marry him*: it happens."""
    head = verb.head
    but = verb.dep_ == "conj" and verb.doc.text_of(head.i + 1, head.i + 2).lower() == "but"
    if head.lemma_ != "help" or not (but or (verb.dep_ == "xcomp" and verb.tag_ == "VBG")):
        return False
    return negation_of(head) is not None and any(c.tag_ == "MD" for c in head.children)


def _is_liked_or_not(clause: Token) -> bool:
    """*did not like Vale playing the part*: she plays it."""
    described = clause.dep_ == "acl" and clause.head.dep_ == "dobj"
    head = clause.head.head if described else clause.head
    felt = head.lemma_ in cues("felt") and not any(c.tag_ == "MD" for c in head.children)
    return felt and clause.tag_ == "VBG" and (described or has_subject(clause))
