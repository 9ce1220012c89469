"""Whether a text asserts what one of its words says, or only attributes, supposes or denies it.

A statement starts as asserted at its trigger word. ``judge`` climbs from the trigger to the
root of the sentence and collects the cues in whose scope it stands: negation, modals, adverbs,
conditionals, verbs, nouns and adjectives that embed it, questions, and quotations. The effects
are then composed from the inside out, as in the FactBank annotation of event factuality
(Saurí & Pustejovsky 2009). The words are data (``cues.tsv``); only the syntax is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.places import mention_at, token_range
from graphbuild.annotation.factuality.clauses import (
    according,
    clause_cues,
    denied_cleft,
    in_no_scene,
    nominal_cues,
    of_an_unreal_scene,
    of_no_film,
    question_of,
    told_in_vain,
)
from graphbuild.annotation.factuality.effects import Cue, Effect, lookup
from graphbuild.annotation.factuality.framing import answered_no, denied_after, opened
from graphbuild.annotation.factuality.governing import governing_cues
from graphbuild.annotation.factuality.reaching import (
    is_island,
    is_known,
    is_singled_out,
    reaches,
)
from graphbuild.annotation.factuality.readings import is_inverted_predicate
from graphbuild.annotation.factuality.valuing import weighed_by
from graphbuild.annotation.quotations import Quotation, enclosing
from graphbuild.model import EntityRef, Mention, Span, Status

__all__ = [
    "Judgement",
    "judge",
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of one statement, the cue that decided it, and whose word it is."""

    status: Status
    cue: Span | None = None
    attributed_to: EntityRef | None = None


def judge(
    block: Block,
    token: Token,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation] = (),
    theories: Sequence[Span] = (),
) -> Judgement:
    """The status of what ``token`` (a verb, or a noun such as *divorce* or *wife*) states.

    ``mentions`` (sorted by span) say who an attribution names. Where ``quotations`` are given,
    a statement inside one is its speaker's. What ``theories`` (``listed_theories``) span is
    only supposed.
    """
    status: Status = "asserted"
    cue: Span | None = None
    source: EntityRef | None = None
    for found in _scopes(token):
        if found.effect == "attributed" and _behind_a_stop(token, found.first):
            continue
        if _outside_a_parenthesis(token, found.first):
            continue
        if _inside_a_name(block, found.first, mentions):
            continue
        new = _compose(status, found.effect)
        if found.effect == "attributed" and source is None and found.source is not None:
            source = _named(block, found.source, mentions)
        if new != status:
            status, cue = new, token_range(block, found.first, found.last)
    denial = denied_after(token.sent) if status in {"attributed", "hypothetical"} else None
    if denial is not None:
        return Judgement("negated", token_range(block, *denial), source)
    answer = answered_no(token.sent) if status == "hypothetical" else None
    if answer is not None and token.sent.text.rstrip().endswith("?"):
        return Judgement("negated", token_range(block, answer))
    at = block.token_span(token)
    theory = next((t for t in theories if t.start <= at.start < t.end), None)
    if theory is not None and status == "asserted":
        return Judgement("hypothetical", theory)
    quoted = enclosing(quotations, at)
    if quoted is not None and source is None and status in {"asserted", "attributed"}:
        return Judgement("attributed", quoted.cue, quoted.speaker)
    if status == "asserted":
        return Judgement(status)
    return Judgement(status, cue, source)


def _inside_a_name(block: Block, cue: Token, mentions: Sequence[Mention]) -> bool:
    """Whether a cue is a word of a title: *No Country for Old Men*, *What Maisie Knew*."""
    span = block.token_span(cue)
    mention = mention_at(span, mentions)
    return mention is not None and mention.kind == "name" and mention.span != span


def _behind_a_stop(trigger: Token, cue: Token) -> bool:
    """*She won an Oscar: coincidence, he insists*: he insists on what stands behind the colon."""
    return any(t.text in {":", ";"} for t in trigger.doc[trigger.i : cue.i])


def _outside_a_parenthesis(trigger: Token, cue: Token) -> bool:
    """*He wants to call Ines (Ann Reed, as the nurse)*: what is added is not wanted."""
    sentence = trigger.sent
    inside = trigger.doc[sentence.start : trigger.i]
    opens = next((t.i for t in reversed(inside) if t.text in {"(", ")"}), -1)
    if opens < 0 or trigger.doc[opens].text == ")":
        return False
    closes = next((t.i for t in trigger.doc[trigger.i : sentence.end] if t.text == ")"), -1)
    return closes >= 0 and not opens < cue.i < closes


def _compose(inner: Status, outer: Effect) -> Status:
    if outer == "groundless":
        return "hypothetical" if inner == "negated" else "negated"
    if outer == "denied":
        return "negated" if inner in {"asserted", "attributed"} else "hypothetical"
    if outer == "negated":
        flipped: dict[Status, Status] = {"asserted": "negated", "negated": "asserted"}
        return flipped.get(inner, "hypothetical")
    if outer == "attributed":
        return "attributed" if inner == "asserted" else inner
    return "hypothetical" if outer == "hypothetical" else inner


def _named(block: Block, token: Token, mentions: Sequence[Mention]) -> EntityRef | None:
    mention = mention_at(block.token_span(token), mentions)
    return mention.entity if mention else None


def _scopes(trigger: Token) -> Iterator[Cue]:
    """Cues from the trigger outwards.

    ``own`` is true while we are inside the trigger's own predication, where negation and
    modality of the governing word reach it; embedding words reach it beyond that too.
    """
    node, own, raised, known = trigger, True, False, False
    weighed = weighed_by(trigger)
    yield from lookup("trigger", trigger)
    yield from nominal_cues(node)
    while True:
        if own:
            found = clause_cues(node, raised)
            yield from (c for c in found if node != weighed or c.effect != "negated")
        elif node.pos_ in {"VERB", "AUX"}:
            yield from according(node)
            yield from told_in_vain(node)
        yield from denied_cleft(node)
        yield from in_no_scene(node)
        yield from of_no_film(node)
        yield from of_an_unreal_scene(node)
        if node.head == node or is_island(node):
            break
        if is_singled_out(node):
            break
        embedding = list(governing_cues(node))
        yield from (c for c in embedding if c.effect == "attributed" or not known)
        if any(c.effect == "groundless" for c in embedding):
            return
        own = own and reaches(node) and all(c.effect != "denied" for c in embedding)
        known = known or is_known(node)
        above = any(c.first.lemma_.lower() in cues("raising") for c in embedding)
        raised = above or (raised and node.dep_ == "prep")
        node = node.head.head if is_inverted_predicate(node) else node.head
    if node.head == node:
        yield from (Cue(*opening) for opening in opened(node.sent))
        yield from question_of(node) if own else ()
