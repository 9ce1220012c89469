"""What frames a statement from beside it: *in her view*, *at no point*, a list of theories,
a denial in the sentence after.

The words are classes of ``cues.tsv``: ``frame`` for nouns of adverbial phrases, ``theory`` for
the headings of lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.annotation._cues import cues
from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.doc import Token, Tokens
from graphbuild.model import Span, Status

__all__ = ["denied_after", "framed", "listed_theories"]

_FRAMING = frozenset({"in", "on", "by", "under", "from"})
_ITEM = re.compile(r"\s*(?:#?\d{1,3}[.):]|[-*•])\s*(?=\S)")
_END = re.compile(r"[.!?…](?=\W|$)")
_UNFILMED = frozenset(
    "early earlier first original alternate alternative initial previous deleted discarded "
    "unfilmed abandoned".split()
)
_ELIDED = frozenset({"do", "be", "have"})
_TAKING_UP = frozenset({"he", "she", "it", "they", "none", "nobody", "neither", "this", "that"})
_ECHOES = frozenset({"so", "it", "that", "of"})


def framed(verb: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """Effect, first and last word, and source of each adverbial frame of a clause."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {*_FRAMING, "at"}:
            yield from _phrase(child)
        elif child.dep_ in {"advmod", "npadvmod"} and child.lower_ == "once":
            neg = next((c for c in child.children if c.dep_ == "neg"), None)
            if neg is not None:
                yield "negated", neg, child, None
        elif child.dep_ == "advcl":
            yield from _if_believed(child)


def _if_believed(clause: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*if the press kit is to be believed*."""
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "if"), None)
    verbs = (clause, *(c for c in clause.children if c.dep_ == "xcomp"))
    believed = next(
        (v for v in verbs if v.lemma_ in {"believe", "trust"} and v.tag_ == "VBN"), None
    )
    if mark is not None and believed is not None:
        subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None)
        yield "attributed", mark, believed, subject


def _phrase(preposition: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None:
        return
    no = next((c for c in noun.children if c.lower_ == "no"), None)
    if no is not None and noun.lemma_.lower() in {"point", "time", "stage", "way", "account"}:
        yield "negated", no, noun, None
        return
    if preposition.lower_ in _FRAMING and _is_unreal(noun):
        yield "hypothetical", preposition, noun, None
        return
    effect = cues("frame").get(noun.lemma_.lower())
    if effect and preposition.lower_ in _FRAMING and _frames(noun, effect):
        yield effect, preposition, noun, _owner(noun)


def _is_unreal(noun: Token) -> bool:
    """*in a dream*, *in one of her fantasies*, *in an early draft*, *in the original script*: not
    what the film shows as having happened."""
    inner = next((c for c in noun.children if c.lower_ == "of"), None)
    if noun.lower_ == "one" and inner is not None:
        noun = next((c for c in inner.children if c.dep_ == "pobj"), noun)
    effect = cues("unreal").get(noun.lemma_.lower())
    if effect == "asserted":  # only with a word that tells it from what was filmed
        return any(c.lower_ in _UNFILMED for c in noun.children)
    return effect is not None


def _frames(noun: Token, effect: Status) -> bool:
    """*on another reading*, *in her view*, *in the words of …*; not *in this version*, *in her
    eyes*, *in view of*."""
    words = {c.lower_ for c in noun.children}
    if effect == "hypothetical":
        return bool(words & {"another", "other", "one", "some", "certain"})
    said = noun.lemma_.lower() != "eye" and any(c.dep_ == "poss" for c in noun.children)
    return said or {"the", "of"} <= words


def _owner(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def denied_after(sentence: Tokens) -> tuple[Token, Token] | None:
    """First and last word of a denial that the sentence after consists of: *He did not.*,
    *None of it was*."""
    doc = sentence.doc
    if sentence.end >= len(doc):
        return None
    root = doc[sentence.end].sent.root
    start = root.sent.start
    if root.lemma_ not in _ELIDED or root.i - start > 4:
        return None
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    neg = next((c for c in root.children if c.dep_ == "neg"), None)
    if subject is None or subject.lower_ not in _TAKING_UP:
        return None
    if any(c.dep_ in {"dobj", "attr", "acomp", "xcomp"} and c.lower_ not in _ECHOES
           for c in root.children):  # fmt: skip
        return None
    if neg is None and subject.lower_ not in {"none", "nobody", "neither"}:
        return None
    return doc[start], neg or root


def listed_theories(analysis: Analysis) -> tuple[Span, ...]:
    """The first sentence of each numbered item under a heading that promises theories."""
    found: list[Span] = []
    title: bool | None = None
    section = False
    for block in analysis.blocks:
        text = block.doc.text
        if block.region.kind == "heading":
            section = any(t.lemma_.lower() in cues("theory") and _many(t) for t in block.doc)
            title = section if title is None else title
        elif (title or section) and (opening := _ITEM.match(text)):
            end = _END.search(text, opening.end())
            stop = end.start() if end else len(text.rstrip())
            found.append(block.offsets.to_essay(opening.end(), max(stop, opening.end() + 1)))
    return tuple(found)


def _many(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"}
