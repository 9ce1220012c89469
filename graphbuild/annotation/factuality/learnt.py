"""Whether a cue really reaches a statement, as it is learnt.

``judging`` climbs from a statement to every cue above it. In careless prose and in what is only
said beside the point many of them reach nothing: *Nolte tries to save her* leaves no doubt that
Nolte acts. A network (``network.json``, ``scripts/train_status.py``) weighs the cue, what is
stated and how, the words of the sentence and the syntax above the statement; where it is nearly
sure that the text asserts the statement all the same, it is asserted. It never takes an asserted
statement back.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.factuality.judging import Judgement
from graphbuild.annotation.network import network, softmax
from graphbuild.model import Span

__all__ = ["STATUSES", "Said", "as_borne_out", "status_features"]

STATUSES = ("asserted", "negated", "hypothetical", "attributed")
"""What the network tells apart, in the order of its scores."""
_LEAST, _LEAST_OF_LEARNT = 0.25, 0.5
"""How likely it must be at least that a statement is not asserted, for its cue to count; and one
that is itself learnt of two things, rather than read by words that say it."""
_LEARNT = "learnt"

_NEAR_ENOUGH = 16
"""How many words from a statement a cue that the network has not learnt stands at most to count."""

_STEPS, _NEAR, _FAR = 6, 3, 3
"""Steps up the tree, words to each side, and fours of words to the cue that are told apart."""
_SMALL = frozenset({"PART", "SCONJ", "ADV", "AUX", "CCONJ", "ADP", "PRON", "DET"})
_BESIDE = frozenset(
    {
        *("neg", "aux", "auxpass", "mark", "advmod", "det", "cc", "preconj", "prep"),
        *("csubj", "nsubj", "expl"),
    }
)


class Said(NamedTuple):
    """What is stated: by what kind of construction (the first part of a claim's rule, such as
    *verb* or *learnt*), and the name of the property."""

    how: str
    property: str


def as_borne_out(block: Block, token: Token, judged: Judgement, said: Said) -> Judgement:
    """The status of what is ``said`` at ``token``: as ``judged`` by the cues, or asserted where
    what is learnt speaks clearly against a cue of its sentence that it knows."""
    if judged.cue is None or not _is_in_sentence(block, token, judged):
        return judged
    told = network("factuality")
    words = [t for t in token.sent if _overlap(block.token_span(t), judged.cue)]
    ends = (words[0], words[-1])
    unknown = said.how != _LEARNT and any(f"cue {t.lemma_.lower()}" not in told.rows for t in ends)
    if unknown and min(abs(t.i - token.i) for t in ends) <= _NEAR_ENOUGH:
        return judged
    scores = told.scores(told.weighed_sum(status_features(block, token, judged, said)))[0]
    least = _LEAST_OF_LEARNT if said.how == _LEARNT else _LEAST
    doubted = 1 - softmax(scores.tolist())[0] >= least
    return judged if doubted else Judgement("asserted")


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _cue_of(block: Block, token: Token, judged: Judgement) -> Token | None:
    """The first word of the cue, if it stands in the sentence."""
    start = judged.cue.start if judged.cue else -1
    return next((t for t in token.sent if block.token_span(t).start == start), None)


def _is_in_sentence(block: Block, token: Token, judged: Judgement) -> bool:
    """Whether the cue stands in the sentence: what is quoted is the speaker's all the same."""
    sentence = block.sentence(token)
    return judged.cue is not None and sentence.start <= judged.cue.start < sentence.end


def status_features(block: Block, token: Token, judged: Judgement, said: Said) -> dict[str, float]:
    """What bears on the status of what is ``said`` at ``token``: what is ``judged`` by the cues,
    the way up from it, and the words of its sentence."""
    found = [
        "",
        *_told(block, token, judged),
        *_stated(block, token, judged, said),
        *_above(token),
        *_sentence(block.doc, token),
    ]
    return dict.fromkeys(found, 1.0)


def _told(block: Block, token: Token, judged: Judgement) -> Iterator[str]:
    """What the cues say, which cue, and where it stands."""
    yield f"judged {judged.status}"
    cue = _cue_of(block, token, judged)
    if cue is None:
        return
    side = "before" if cue.i < token.i else "behind"
    yield f"cue {cue.lemma_.lower()}"
    yield f"cue {cue.lemma_.lower()} {judged.status}"
    yield f"cue {side} {min(abs(cue.i - token.i) // 4, _FAR)}"
    yield f"cue {side} {cue.dep_} {judged.status}"


def _stated(block: Block, token: Token, judged: Judgement, said: Said) -> Iterator[str]:
    """What is stated, and what the cues say of such: hardly anybody doubts that somebody acts."""
    how, property_ = said
    yield f"states {property_}"
    yield f"by {how}"
    yield f"{property_} by {how}"
    yield f"judged {judged.status} {property_}"
    yield f"judged {judged.status} by {how}"
    cue = _cue_of(block, token, judged)
    if cue is not None:
        lemma = cue.lemma_.lower()
        yield f"cue {lemma} {property_}"
        yield f"cue {lemma} by {how}"
        yield f"cue {lemma} {judged.status} by {how}"


def _above(token: Token) -> Iterator[str]:
    """The words above a statement and what stands beside them."""
    node, inside = token, {token.i}
    for step in range(_STEPS):
        far = min(step, 2)
        yield f"{far} up {node.lemma_.lower()}"
        yield f"up {node.lemma_.lower()}"
        yield f"{far} up is {node.dep_}"
        if node.pos_ in {"VERB", "AUX"}:
            yield f"{far} up is {node.tag_}"
        for child in node.children:
            if child.dep_ in _BESIDE and child.i not in inside:
                yield f"{far} up has {child.dep_} {child.lemma_.lower()}"
                yield f"has {child.dep_} {child.lemma_.lower()}"
        if node.head == node:
            return
        node = node.head
        inside.add(node.i)


def _sentence(doc: Doc, token: Token) -> Iterator[str]:
    """The words of the sentence, small ones with their neighbours, and those near by."""
    sent = token.sent
    words = [*sent]
    for word in words:
        yield f"in {word.lemma_.lower()}"
        if word.i < token.i:
            yield f"behind {word.lower_}"
    for one, two in pairwise(words):
        if one.pos_ in _SMALL or two.pos_ in _SMALL:
            yield f"in {one.lower_} {two.lower_}"
    for away in range(1, _NEAR + 1):
        if token.i - away >= sent.start:
            yield f"soon behind {doc[token.i - away].lower_}"
        if token.i + away < sent.end:
            yield f"soon before {doc[token.i + away].lower_}"
    yield f"begins {words[0].lower_}"
    yield f"begins {' '.join(w.lower_ for w in words[:2])}"
    yield f"ends {words[-1].text}"
