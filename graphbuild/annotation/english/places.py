"""Between tokens and mentions: which mention a token stands in, and who does what in a clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Token
from graphbuild.model import Mention, Span

__all__ = ["SUBJECTS", "mention_at", "subject_of", "token_range"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_NESTING = 4


def mention_at(span: Span, mentions: Sequence[Mention]) -> Mention | None:
    """The smallest mention that covers ``span``; ``mentions`` are sorted by span."""
    after = bisect_right(mentions, span.start, key=lambda m: m.start)
    near = mentions[max(0, after - _NESTING) : after]
    over = [m for m in near if m.start <= span.start and m.end >= span.end]
    return min(over, key=lambda m: m.end - m.start, default=None)


def subject_of(verb: Token) -> Token | None:
    """The head word of a verb's subject, inherited through control, coordination and relatives."""
    seen = 0
    node = verb
    while seen < 6:
        own = next((c for c in node.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            return _relative_head(own, node)
        if node.dep_ not in {"conj", "xcomp", "advcl", "pcomp"} or node.head is node:
            break
        node = node.head if node.dep_ != "pcomp" else node.head.head
        seen += 1
    return verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else None


def _relative_head(subject: Token, verb: Token) -> Token:
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def token_range(block: Block, first: Token, last: Token | None = None) -> Span:
    """Essay offsets from ``first`` to ``last``, both included, in either order."""
    i, j = sorted((first.i, (last or first).i))
    return block.span(i, j + 1)
