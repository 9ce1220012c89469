"""Cues that govern a statement: verbs, nouns, adjectives and prepositions that embed it."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.places import subject_of
from graphbuild.annotation.english.syntax import has_subject, is_listed_verb, taking_for
from graphbuild.annotation.factuality.clauses import replacing
from graphbuild.annotation.factuality.effects import Cue, lookup, of_phrase
from graphbuild.annotation.factuality.grounds import is_undoubted, without_ground
from graphbuild.annotation.factuality.negating import negation_of
from graphbuild.annotation.factuality.readings import (
    HEARERS,
    PARTICIPLES,
    agent_of,
    has_it,
    has_to,
    in_disbelief,
    is_finite_clause,
    is_imagined,
    is_marvelled_at,
    is_mistagged,
    is_narrator,
    is_plain_to_see,
    is_theory,
    presupposed_by_possessor,
    told_over,
    verb_lemma,
    with_no,
)
from graphbuild.annotation.factuality.valuing import is_felt_at_sight
from graphbuild.model import Status

__all__ = [
    "governing_cues",
]

_PRESENT = frozenset({"VB", "VBP", "VBZ"})
_HELD_BACK = frozenset({"ADV", "ADP", "ADJ"})


def governing_cues(node: Token) -> Iterator[Cue]:
    """The cue that the governing word is, if it is one."""
    dep, head = node.dep_, node.head
    if is_listed_verb(node):
        return
    if (telling := told_over(node)) is not None:
        yield from _under_verb(telling)
    elif dep in {"ccomp", "xcomp"} and head.tag_ == "MD":  # "would that she had", "ought to"
        yield Cue("hypothetical", head, head)
    elif dep in {"ccomp", "xcomp", "oprd"}:
        yield from _complement(node, head)
    elif dep in {"acl", "relcl"} or (dep == "ccomp" and head.pos_ == "NOUN"):
        yield from _under_noun(head)
        if is_imagined(node):
            yield Cue("hypothetical", head.head, head.head)
        elif has_to(node) and head.lemma_.lower() not in cues("noun"):
            to = next(c for c in node.children if c.lower_ == "to")
            yield Cue("hypothetical", to, to)  # "a remake, to be directed by Reed"
        elif dep == "acl" or any(c.lower_ == "that" and c.dep_ == "mark" for c in node.children):
            yield from lookup("told", head)
    elif dep in {"pobj", "pcomp"}:
        yield from _under_preposition(node, head)
    elif dep == "dobj" and (ground := without_ground(head)) is not None:
        yield ground
    elif dep == "dobj" and _is_seen_by_some(head):
        yield Cue("attributed", head, head, subject_of(head))
    elif dep == "dobj" and head.lemma_.lower() in cues("refuting"):
        yield Cue("denied", head, head)
    elif dep == "dobj" and not presupposed_by_possessor(node):
        yield from lookup("object", head)
        if is_theory(subject_of(head), head):
            yield Cue("hypothetical", head, head)
    elif dep == "advcl" and has_to(node):
        yield from _purpose(node, head)
    elif dep == "advcl" and head.lemma_ == "be" and any(c.lower_ == "that" for c in node.children):
        yield from _under_copula(node, head)  # "there were rumours that Lean directed it"
    elif dep == "advcl" and node.tag_ == "VBG" and is_theory(subject_of(head), head):
        yield Cue("hypothetical", head, head)
    elif dep in {"nsubj", "nsubjpass"}:
        yield from _predicated(head)


def _complement(node: Token, head: Token) -> Iterator[Cue]:
    if head.pos_ == "ADJ":
        yield from _under_adjective(node, head, head.head)
    elif head.pos_ == "NOUN":
        yield from _under_noun(head)
    elif head.lemma_ == "be":
        yield from _under_copula(node, head)
    elif head.lemma_ in cues("factive") and is_finite_clause(node):
        return
    elif head.lemma_ == "consider" and node.tag_ == "VBG" and not has_subject(node):
        yield Cue("hypothetical", head, head)
    elif not _speaks_of_something_else(node, head):
        apart = any(t.text in {":", ";"} for t in head.doc[head.i : node.left_edge.i])
        yield from (c for c in _under_verb(head) if not (apart and c.effect == "negated"))


def _speaks_of_something_else(node: Token, verb: Token) -> bool:
    """Whether a verb of saying behind a clause has its own matter: "Vale is Mara, I love her, she
    is complaining about her shoes"."""
    if node.i > verb.i or cues("verb").get(verb.lemma_.lower()) != "attributed":
        return False
    return any(c.dep_ == "prep" and c.i > verb.i and c.lower_ == "about" for c in verb.children)


def _under_copula(node: Token, be: Token) -> Iterator[Cue]:
    """*word was that …*, *it is not true that …*, *was to have directed*."""
    if node.dep_ == "xcomp" and has_to(node):
        if not (is_marvelled_at(node, be) or is_felt_at_sight(node, be)):
            yield Cue("hypothetical", be, be)
        return
    for child in be.children:
        if child.dep_ == "nsubj" and child.pos_ == "NOUN":
            yield from _under_noun(child)
        elif child.dep_ == "acomp":
            yield from _under_adjective(node, child, be)
        elif child.dep_ == "attr" and child.pos_ == "NOUN" and child.i < node.i:
            yield from _under_noun(child)


def _under_adjective(node: Token, adjective: Token, verb: Token) -> Iterator[Cue]:
    """*is unlikely to …*; *were sure that …* is the word of those who were."""
    lemma = adjective.lemma_.lower()
    negation = negation_of(verb) if lemma in cues("genuine") else None
    if negation is not None:
        yield negation
    elif has_to(node) and (excess := _excess(adjective)) is not None:
        yield Cue("negated", excess, adjective)
    elif lemma in cues("enabling") and negation_of(verb) is not None:
        return  # "was not able to marry": the negation goes on down
    elif lemma not in cues("convinced"):
        yield from lookup("predicate", adjective)
    elif node.dep_ == "xcomp":
        yield Cue("hypothetical", adjective, adjective)
    else:
        subject = subject_of(verb)
        if not is_narrator(subject) and not (subject is not None and subject.lower_ == "it"):
            yield Cue("attributed", adjective, adjective, subject)


def _excess(adjective: Token) -> Token | None:
    """*too tired to marry*"""
    return next((c for c in adjective.children if c.lower_ == "too"), None)


def _under_verb(verb: Token) -> Iterator[Cue]:
    lemma = verb.lemma_.lower()
    effect = _verb_effect(verb)
    subject = subject_of(verb)
    if in_disbelief(verb) or is_plain_to_see(verb) or is_undoubted(verb):
        return
    if lemma == "agree" and _has_a_clause(verb):
        if not is_narrator(subject):
            yield Cue("attributed", verb, verb, subject)
        return
    if (ground := without_ground(verb)) is not None:
        yield ground
        return
    if verb.dep_ == "xcomp" and is_marvelled_at(verb, verb.head):
        return
    if lemma == "have" and subject is not None and has_it(verb):
        if cues("noun").get(subject.lemma_.lower()) == "attributed":
            yield from _under_noun(subject)
        elif not is_narrator(subject):
            yield Cue("attributed", verb, verb, subject)
    elif lemma == "have" and subject is not None and subject.lemma_.lower() in cues("press"):
        yield Cue("attributed", verb, verb, subject)
    elif lemma == "have" and verb.tag_ in _PRESENT and any(map(has_to, verb.children)):
        yield Cue("hypothetical", verb, verb)  # "she has to marry him"
    elif subject is not None and cues("theory").get(subject.lemma_.lower()) == "attributed":
        yield Cue("attributed", verb, verb, subject)
    elif (
        is_theory(subject, verb)
        or _is_bound_to(verb)
        or _is_going_to(verb)
        or _is_supposing(verb)
        or _is_preferred(verb)
        or _is_pictured(verb)
    ):
        yield Cue("hypothetical", verb, verb)
    elif lemma in cues("convinced") and _is_passive(verb):
        if not is_narrator(subject):
            yield Cue("attributed", verb, verb, subject)
    elif lemma in cues("hearsay") and subject is not None and subject.lower_ in HEARERS:
        yield Cue("attributed", verb, verb)
    elif effect == "attributed":
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        if passive:
            yield Cue(effect, verb, verb, agent_of(verb))
        elif not is_narrator(subject):
            yield Cue(effect, verb, verb, subject)
        elif lemma in cues("guess") or _we_are_led(subject, lemma):
            yield Cue("hypothetical", verb, verb)
    elif lemma in cues("guess") and any(c.dep_ == "auxpass" for c in verb.children):
        yield Cue("attributed", verb, verb, agent_of(verb))
    elif effect in {"hypothetical", "negated"} and not _is_telling_film(verb, subject, effect):
        yield Cue(effect, verb, verb)


def _verb_effect(verb: Token) -> Status | None:
    """What a verb, with its particle where that matters, does to its clause; a participle can be
    as good as an adjective (*was slated to direct*)."""
    effect = of_phrase("verb", verb) or cues("verb").get(verb_lemma(verb))
    participle = verb.tag_ in PARTICIPLES and effect in {None, "asserted"}
    return (cues("predicate").get(verb.lower_) if participle else None) or effect


def _is_passive(verb: Token) -> bool:
    """*was persuaded*, *is convinced*"""
    return verb.dep_ == "acomp" or any(c.dep_ == "auxpass" for c in verb.children)


def _we_are_led(subject: Token | None, lemma: str) -> bool:
    """*we believe that Mother did it*: what an audience takes for true while it watches."""
    return subject is not None and subject.lower_ == "we" and lemma in {"believe", "think"}


def _is_supposing(verb: Token) -> bool:
    """*suppose that …*, *say that …*: an imperative."""
    return verb.lower_ in {"suppose", "say", "imagine", "picture", "assume"} and (
        verb.i == verb.sent.start and verb.head == verb
    )


def _is_preferred(verb: Token) -> bool:
    """*I like to think that …*, *we want to believe that …*"""
    liked = verb.dep_ == "xcomp" and verb.head.lemma_ in {
        "like",
        "love",
        "prefer",
        "want",
        "choose",
    }
    return liked and verb.lemma_ in {"think", "believe", "imagine", "pretend"}


def _is_pictured(verb: Token) -> bool:
    """*I could see her playing Mara*, *you can picture him as Joss*: it is only fancied."""
    subject = subject_of(verb)
    fancied = verb.lemma_ in {"see", "picture"} and any(
        c.dep_ == "ccomp" and c.tag_ == "VBG" for c in verb.children
    )
    heard = subject is not None and subject.lower_ in HEARERS
    return fancied and heard and any(c.lower_ in {"could", "can"} for c in verb.children)


def _is_bound_to(verb: Token) -> bool:
    """*is supposed to marry him*: it has not happened yet; who *is supposed to have done* something
    is said to have done it."""
    below = (c for c in verb.children if c.dep_ == "xcomp" and has_to(c))
    infinitive = next(below, None) if verb.lower_ == "supposed" else None
    return infinitive is not None and not any(
        c.dep_ == "aux" and c.lower_ == "have" for c in infinitive.children
    )


def _is_going_to(verb: Token) -> bool:
    return verb.lower_ == "going" and any(c.lemma_ == "be" for c in verb.children)


def _is_telling_film(verb: Token, subject: Token | None, effect: Status) -> bool:
    """*the film imagines a wedding* shows it; *the film hints at one* does not."""
    return (
        effect == "hypothetical"
        and subject is not None
        and verb.lemma_.lower() not in cues("insinuating")
        and subject.lemma_.lower() in cues("narration")
    )


def _under_noun(noun: Token) -> Iterator[Cue]:
    effect = cues("noun").get(noun.lemma_.lower())
    if is_mistagged(noun):
        yield Cue("hypothetical", noun, noun)
    elif noun.lemma_.lower() in cues("doubting") and with_no(noun):
        return  # "there is no doubt that she did"
    elif effect not in {None, "asserted"}:
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        yield Cue(effect or "asserted", noun, noun, owner)


def _under_preposition(node: Token, preposition: Token) -> Iterator[Cue]:
    yield from lookup("preposition", preposition)
    yield from replacing(preposition)
    governor, word = preposition.head, preposition.lower_
    held = governor.pos_ in _HELD_BACK and governor.head.pos_ in {"VERB", "AUX"}
    minded = cues("predicate").get(governor.lower_) if node.dep_ == "pcomp" else None
    if minded and governor.tag_ in {"JJ", "VBN"} and word != "but":
        yield Cue(minded, governor, governor)
        return  # "is intent on killing her", "is obsessed with killing her"
    if held and node.dep_ == "pcomp" and of_phrase("verb", governor.head) == "negated":
        governor = governor.head  # "stops short of killing", "dropped out of directing"
    if governor.pos_ in {"NOUN", "PROPN"} and preposition.dep_ == "prep":
        if word in {"of", "about", "for", "that", "to", "at", "in"}:
            yield from _under_noun(governor)
    elif word == "from" and governor.lower_ == "far":
        yield Cue("negated", governor, preposition)
    elif word == "but" and governor.lower_ == "anything":
        yield Cue("negated", governor, preposition)
    elif word == "for" and node.dep_ == "pobj" and (taken := taking_for(preposition)):
        yield _taken_by_some(taken) or Cue("hypothetical", taken, preposition)
    elif word == "as":
        for cue in lookup("viewed-as", governor):
            subject = subject_of(governor)
            if not is_narrator(subject):
                yield cue._replace(source=subject)
    elif node.dep_ == "pcomp" and governor.lemma_ in cues("accusing"):
        for cue in lookup("accusing", governor):
            passive = any(c.dep_ == "auxpass" for c in governor.children)
            yield cue._replace(source=agent_of(governor) if passive else subject_of(governor))
    elif word == "from" and node.dep_ == "pcomp":
        yield from lookup("from", governor)
    elif word in {"of", "for", "about", "on", "against"} and node.dep_ == "pcomp":
        reported = cues("verb").get(governor.lemma_.lower()) == "attributed"
        if not (word == "for" and reported):  # "noted for using amateurs" reports nothing
            yield from _under_verb(governor)
    elif word in {"of", "for", "about", "on"}:
        yield from lookup("object", governor)
    elif governor.pos_ in {"ADJ", "ADV"}:
        yield from lookup("predicate", governor)


def _is_seen_by_some(verb: Token) -> bool:
    """*some scholars detect the influence of …*"""
    subject = subject_of(verb)
    who = subject is not None and subject.lemma_.lower() in cues("interpreter")
    return who and verb.lemma_ in cues("detecting")


def _has_a_clause(verb: Token) -> bool:
    """*agrees that …*, not *agrees to …*"""
    return any(c.dep_ == "ccomp" and is_finite_clause(c) for c in verb.children)


def _taken_by_some(verb: Token) -> Cue | None:
    """*some viewers take the two for sisters*: their view."""
    subject = subject_of(verb)
    several = subject is not None and subject.tag_ == "NNS" and not is_narrator(subject)
    return Cue("attributed", verb, verb, subject) if several else None


def _purpose(node: Token, head: Token) -> Iterator[Cue]:
    """*travels to Vegas to marry him* says what for, not that it happened."""
    phrases = [c for c in head.children if c.dep_ in {"attr", "prep"} and head.i < c.i < node.i]
    nouns = [o for c in phrases for o in ((c,) if c.dep_ == "attr" else c.children)]
    if head.lemma_ == "take" and any(c.lower_ == "it" for c in head.children):
        return  # "it took him an hour to notice that she is dead"
    if head.lemma_ == "be" and nouns:
        for noun in nouns:
            yield from _under_noun(noun)  # "was in the running to play him"
    elif of_phrase("verb", head) != "asserted":
        to = next(c for c in node.children if c.lower_ == "to")
        if not any(c.lower_ == "only" for c in node.children):
            yield Cue("hypothetical", to, to)


def _predicated(verb: Token) -> Iterator[Cue]:
    """*the marriage was never real*, *the wedding is imaginary*, *the myth was disproved*."""
    if verb.lemma_.lower() in cues("refuting") and any(c.dep_ == "auxpass" for c in verb.children):
        yield Cue("denied", verb, verb)
    for said in (c for c in verb.children if c.dep_ in {"acomp", "attr"}):
        effect = cues("adjective").get(said.lower_)
        if effect:
            yield Cue(effect, said, said)
        elif said.lower_ in cues("genuine"):
            negation = negation_of(verb)
            if negation is not None:
                yield negation
