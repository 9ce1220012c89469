"""Cues that stand in a statement's own clause: negation, modals, adverbs, conditionals, questions,
clefts, sources named in passing."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.places import SUBJECTS
from graphbuild.annotation.factuality.effects import Cue
from graphbuild.annotation.factuality.framing import UNMADE, framed, is_unreal_telling
from graphbuild.annotation.factuality.negating import negation_of, nor_before
from graphbuild.annotation.factuality.readings import has_it, is_marvelled_at, is_narrator, with_no

__all__ = [
    "according",
    "clause_cues",
    "denied_cleft",
    "in_no_scene",
    "nominal_cues",
    "of_an_unreal_scene",
    "of_no_film",
    "question_of",
    "replacing",
    "told_in_vain",
]

_STOPS = frozenset({".", "!", "?", "…"})
_OCCASIONS = frozenset({"time", "occasion", "instance", "case"})
"""What *it is not the first … that he directed one* counts: he did."""
_WILLED = frozenset({"can", "could", "will", "would", "shall", "should", "must"})
_REASONS = frozenset({"why"})
_THE_ONE = frozenset({"one", "person", "man", "woman", "guy"})


def nominal_cues(node: Token) -> Iterator[Cue]:
    """Determiners and adjectives of a noun: no wife, her alleged husband."""
    if node.pos_ not in {"NOUN", "PROPN"}:
        return
    for child in node.children:
        if child.dep_ == "neg" and child.lemma_.lower() == "no":
            yield Cue("negated", child, child)
        elif child.dep_ in {"amod", "compound", "nmod"}:
            whole = child.doc.text_of(child.left_edge.i, child.i + 1).lower()  # "would-be"
            effect = cues("adjective").get(child.lower_) or cues("adjective").get(whole)
            if effect:
                yield Cue(effect, child, child)


def clause_cues(node: Token, raised: bool) -> Iterator[Cue]:
    """Negation, modals, adverbs, conjunctions and quantified subjects of a predicate.

    ``raised``: the predicate passes its negation down (*did not view Ani as a victim*).
    """
    negation = negation_of(node) or nor_before(node)
    if negation is not None and raised:
        negation = negation._replace(effect="denied")
    auxiliaries = [c for c in node.children if c.dep_ == "aux"]
    auxiliaries += [c for have in auxiliaries for c in have.children]  # "must have married"
    modal = next((c for c in auxiliaries if _is_modal(c)), None)
    if negation is not None and (modal is None or modal.lemma_.lower() in _WILLED):
        yield negation
    elif modal is not None and not (
        _future_in_past(node, modal)
        or _is_hard_to_forget(node)
        or _would_say(node)
        or _would_call(node)
        or _can_be_seen(node, modal)
    ):
        yield Cue("hypothetical", modal, modal)
    for child in node.children:
        yield from _adverb(child)
        if child.dep_ in {"mark", "cc"} and child.lower_ in cues("subordinator"):
            yield Cue("hypothetical", child, child)
    if node.dep_ in {"advcl", "ccomp"} and (likened := _likened(node)) is not None:
        yield Cue("hypothetical", likened, likened)
    if node.dep_ in {"advcl", "ccomp"} and _inverted(node):
        yield Cue("hypothetical", node.left_edge, node.left_edge)
    subjects = [c for c in node.children if c.dep_ in SUBJECTS]
    if len(subjects) > 1 and subjects[0].lemma_.lower() in cues("theory"):
        yield Cue("hypothetical", subjects[0], subjects[0])
    if node.dep_ == "advcl":
        yield from replacing(node)
    if node.i > 1 and [t.lower_ for t in node.doc[node.i - 2 : node.i]] == ["all", "but"]:
        yield Cue("hypothetical", node.nbor(-2), node.nbor(-1))
    yield from told_in_vain(node)
    yield from _appointed_in_vain(node)
    yield from (Cue(*frame) for frame in framed(node))
    yield from according(node)
    yield from _said_in_passing(node)


def replacing(clause: Token) -> Iterator[Cue]:
    """*rather than marry him*, *instead of marrying him*."""
    for child in clause.children:
        effect = cues("preposition").get(child.lower_) if child.dep_ == "advmod" else None
        if effect:
            yield Cue(effect, child, child)


def told_in_vain(verb: Token) -> Iterator[Cue]:
    """*an abandoned version starred her*, *an alternate ending shows them marrying*."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.pos_ == "NOUN" and is_unreal_telling(child):
            yield Cue("hypothetical", child.left_edge, child)


def _appointed_in_vain(verb: Token) -> Iterator[Cue]:
    """*was originally cast as Mara*, *was cast as Mara and withdrew*: somebody else was."""
    if verb.lemma_.lower() not in cues("appointed") or verb.tag_ not in {"VBN", "VBD"}:
        return
    given_up = next(
        (c for c in verb.children if c.dep_ == "conj" and c.lemma_ in cues("giving-up")), None
    )
    if given_up is not None:
        yield Cue("hypothetical", given_up, given_up)
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in cues("planned-first"):
            yield Cue("hypothetical", child, child)


def of_no_film(node: Token) -> Iterator[Cue]:
    """*a cancelled sequel starring her*, *the shelved remake, with her as Mara, …*: of a film that
    was never made nothing is so."""
    noun = node.head
    if node.dep_ not in {"acl", "relcl", "prep"} or noun.pos_ != "NOUN":
        return
    if noun.lemma_.lower() in listed("film", "nouns"):
        unmade = next((c for c in noun.children if c.lower_ in UNMADE), None)
        if unmade is not None:
            yield Cue("hypothetical", unmade, unmade)


def of_an_unreal_scene(node: Token) -> Iterator[Cue]:
    """*the alternative ending, in which he rescues her*, *the scene in which they marry is a
    dream*: it did not happen in the film."""
    scene = node.head
    if node.dep_ != "relcl" or scene.pos_ != "NOUN":
        return
    opening = {t.lower_ for t in node.doc[scene.i + 1 : scene.i + 4]}
    if opening & {"which", "where", "when"} and "in" in opening and is_unreal_telling(scene):
        yield Cue("hypothetical", scene.left_edge, scene)
    be = scene.head
    for said in be.children if scene.dep_ == "nsubj" and be.lemma_ == "be" else ():
        if said.dep_ == "attr" and cues("unreal").get(said.lemma_) == "hypothetical":
            yield Cue("hypothetical", said, said)


def denied_cleft(node: Token) -> Iterator[Cue]:
    """*it wasn't Frank that killed her*, *Ford isn't the one who directed it*, *was it Frank who
    killed her?*"""
    be = node.head.head if node.dep_ == "relcl" and node.head.dep_ == "attr" else node.head
    if node.dep_ not in {"relcl", "ccomp"} or be.lemma_ != "be" or be.i > node.i:
        return
    subject = next((c for c in be.children if c.dep_ in SUBJECTS), None)
    asked = any(c.tag_ in {"WP", "WDT"} and c.i < node.i for c in node.children)
    if subject is None or not asked or node.head.lower_ in _OCCASIONS:
        return
    the_one = node.dep_ == "relcl" and node.head.lower_ in _THE_ONE
    if subject.lower_ != "it" and not the_one:
        return
    negation = negation_of(be)
    if negation is not None:
        yield negation
    for child in be.children:
        yield from _adverb(child)  # "maybe it was Frank who killed her"
    yield from (Cue(*frame) for frame in framed(be))  # "in her version, it was Frank who …"
    if subject.i > be.i:
        yield from question_of(be)


def in_no_scene(node: Token) -> Iterator[Cue]:
    """*there is no scene in which she marries*: she does not."""
    if node.dep_ != "relcl" or not with_no(node.head):
        return
    opening = {t.lower_ for t in node.doc[node.head.i + 1 : node.head.i + 3]}
    if opening & {"where", "when"} or {"in", "which"} <= opening:
        yield Cue("negated", next(c for c in node.head.children if c.lower_ == "no"), node.head)


def _likened(node: Token) -> Token | None:
    """*it feels like Lynch directed it*, *looks as if they had met*: the word that only likens."""
    mark = next((c for c in node.children if c.lower_ in {"like", "if", "though"}), None)
    seems = node.head.lemma_.lower() in cues("seeming")
    return mark if seems and mark is not None and mark.dep_ in {"mark", "prep"} else None


def _is_modal(token: Token) -> bool:
    """*may*, *would*; no first name (*Will Patton plays Paul*)."""
    if token.is_title and token.head.tag_ in {"VBZ", "VBD"}:
        return False
    return token.dep_ == "aux" and token.tag_ == "MD" and token.lemma_.lower() in cues("modal")


def _future_in_past(node: Token, modal: Token) -> bool:
    """*would later marry*, *would go on to direct*: told as fact."""
    if modal.lower_ not in {"would", "'d", "’d"}:
        return False
    return any(c.lower_ in cues("later") for c in node.children) or (
        node.lemma_ == "go" and any(c.dep_ in {"xcomp", "advcl"} for c in node.children)
    )


def _can_be_seen(node: Token, modal: Token) -> bool:
    """*can be seen in it*, *can be heard*: who can be is there."""
    passive = any(c.dep_ == "auxpass" for c in node.children)
    return modal.lower_ == "can" and passive and node.lemma_ in {"see", "hear", "glimpse", "spot"}


def _would_call(node: Token) -> bool:
    """*I would call it a comedy*, *I'd describe it as a comedy*: a hedge of who does so."""
    calls = node.lemma_ in cues("calling") or node.lemma_ in cues("viewed-as")
    return calls and any(c.dep_ in SUBJECTS and c.lower_ in {"i", "we"} for c in node.children)


def _would_say(node: Token) -> bool:
    """*guides will tell you that …*, *critics may object that …*: what they say is their word."""
    told = cues("verb").get(node.lemma_) == "attributed" or (node.lemma_ == "have" and has_it(node))
    return told and any(c.dep_ == "ccomp" and c.i > node.i for c in node.children)


def _adverb(token: Token) -> Iterator[Cue]:
    if token.dep_ in {"advmod", "npadvmod"}:
        effect = cues("adverb").get(token.lower_)
        if effect and not _measures(token):
            yield Cue(effect, token, token)


def _measures(adverb: Token) -> bool:
    """*almost frame for frame*: it belongs to the nouns behind it, whatever the parse says."""
    after = [t.lower_ for t in adverb.doc[adverb.i + 1 : adverb.i + 4]]
    return adverb.lower_ in {"almost", "nearly"} and len(after) == 3 and after[0] == after[2]


def _inverted(node: Token) -> bool:
    """*Had she married him, …*, *Were he to leave, …*"""
    first = node.left_edge
    return (
        first.lower_ in {"had", "were", "should"}
        and first.head == node
        and any(c.dep_ in SUBJECTS and c.i > first.i for c in node.children)
    )


def according(node: Token) -> Iterator[Cue]:
    subjects = [c for c in node.children if c.dep_ in SUBJECTS]
    for child in (c for at in (node, *subjects) for c in at.children):
        if child.lower_ == "according":
            to = next((c for c in child.children if c.lower_ == "to"), child)
            who = next((c for c in to.children if c.dep_ == "pobj"), None)
            yield Cue("attributed", child, to, who)


def _said_in_passing(node: Token) -> Iterator[Cue]:
    """*Frank, so they say, killed her*, *he is her father, Joss claims, and …*."""
    that = next((c for c in node.children if c.dep_ == "mark" and c.lower_ == "that"), node)
    for clause in node.children:
        before = clause.dep_ == "ccomp" and clause.i < that.i < node.i  # "argued, at length, that"
        said = clause.dep_ == "parataxis" or before
        if not said or cues("verb").get(clause.lemma_) != "attributed":
            continue
        subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
        objects = any(c.dep_ in {"dobj", "ccomp", "xcomp", "attr"} for c in clause.children)
        if subject is not None and not objects and not is_narrator(subject):
            yield Cue("attributed", clause, clause, subject)


def question_of(root: Token) -> Iterator[Cue]:
    """What is asked; *why did he marry her?* takes it that he did."""
    if any(c.lower_ in _REASONS and c.dep_ == "advmod" and c.i < root.i for c in root.children):
        return
    after = root.doc[root.i : root.sent.end]
    stop = next((t for t in after if t.text in _STOPS), None)  # the parser may have missed it
    last = stop or next((t for t in reversed(after) if not (t.is_space or t.is_quote)), root)
    if last.text.endswith("?"):
        yield Cue("hypothetical", last, last)


def _is_hard_to_forget(be: Token) -> bool:
    """*it would be hard to forget that he killed her*: he did."""
    below = (c for child in be.children for c in (child, *child.children))
    return any(c.dep_ in {"xcomp", "ccomp"} and is_marvelled_at(c, be) for c in below)
