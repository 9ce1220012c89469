"""Mentions placed in the syntax of their essay: what pronoun resolution looks at.

Positions and sentences are numbered over the whole essay, so that salience carries from one
paragraph to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Literal, NamedTuple

from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.passing import is_in_passing
from graphbuild.annotation.remembering import remembered
from graphbuild.model import EntityRef, Mention, MentionKind, Span

__all__ = [
    "RIVAL",
    "Layout",
    "Occurrence",
    "ancestors",
    "clause_of",
    "is_aside",
    "is_rival",
    "role_of",
]

RIVAL = "rival:"
"""How the IRI of a person without a name begins; no such IRI leaves coreference."""
_ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "csubj": "subject",
    "dobj": "object",
    "dative": "object",
    "pobj": "oblique",
    "poss": "possessor",
    "appos": "apposed",
    "attr": "attribute",
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"})
_DEEP = 24


class Occurrence(NamedTuple):
    """A mention's head word with where it stands; ``block`` indexes ``Analysis.blocks``."""

    entity: EntityRef
    span: Span
    head: Token
    first: int
    last: int
    block: int
    sentence: int
    position: int
    role: str
    kind: MentionKind


class Layout:
    """Numbers the tokens and sentences of an essay, and places mentions in it."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._token_base: list[int] = []
        self._sentence_of: list[list[int]] = []
        tokens = sentences = 0
        for block in analysis.blocks:
            self._token_base.append(tokens)
            numbers: list[int] = []
            for sent in block.doc.sents:
                sentences += 1
                numbers += [sentences] * len(sent)
            self._sentence_of.append(numbers)
            tokens += len(block.doc)
        self._index = {id(b.doc): i for i, b in enumerate(analysis.blocks)}

    def block_of(self, token: Token) -> Block:
        return self.analysis.blocks[self._index[id(token.doc)]]

    def place(self, token: Token) -> tuple[int, int, int]:
        """Block index, sentence number and token number of a token."""
        i = self._index[id(token.doc)]
        return i, self._sentence_of[i][token.i], self._token_base[i] + token.i

    def tokens(
        self, attribute: Literal["tag_", "dep_", "lower_"], values: Collection[str]
    ) -> Iterator[Token]:
        """The essay's tokens of which an attribute is one of ``values``."""
        of = attrgetter(attribute)
        return (t for b in self.analysis.blocks for t in b.doc if of(t) in values)

    def occurrence(self, mention: Mention) -> Occurrence | None:
        """The mention in its block; None where no analysed block holds it."""
        block = self.analysis.block_at(mention.start)
        tokens = block.tokens(mention.span) if block is not None else None
        if tokens is None or len(tokens) == 0:
            return None
        span, kind = mention.span, mention.kind
        return self._placed(mention.entity, span, tokens.root, kind, tokens.start, tokens.end)

    def token_occurrence(self, token: Token, entity: EntityRef, kind: MentionKind) -> Occurrence:
        """One word (a resolved pronoun) as an occurrence of an entity."""
        span = self.block_of(token).token_span(token)
        return self._placed(entity, span, token, kind, token.i, token.i + 1)

    def _placed(
        self, entity: EntityRef, span: Span, head: Token, kind: MentionKind, first: int, last: int
    ) -> Occurrence:
        block, sentence, position = self.place(head)
        return Occurrence(
            entity, span, head, first, last, block, sentence, position, role_of(head), kind
        )

    def occurrences(self, mentions: Iterable[Mention]) -> list[Occurrence]:
        """All mentions that stand in an analysed block, in reading order."""
        placed = (self.occurrence(m) for m in mentions)
        return sorted((o for o in placed if o is not None), key=lambda o: o.position)


def is_rival(entity: EntityRef) -> bool:
    """Whether an entity is an unnamed competitor for a pronoun (``rivals``)."""
    return entity.iri.startswith(RIVAL)


@remembered
def role_of(token: Token) -> str:
    """The grammatical role of a noun phrase's head; a conjunct has that of the first."""
    for _ in range(_DEEP):
        if token.dep_ in {"conj", "compound", "nmod"} and token.head.pos_ in _NOMINAL:
            token = token.head
        elif token.dep_ == "pobj" and token.head.dep_ == "agent":
            return "agent"
        else:
            break
    return _ROLES.get(token.dep_, "other")


def is_aside(occurrence: Occurrence) -> bool:
    """Whether a name stands in passing: *like Heat*, *since Heat*, *his last film, Heat*."""
    return occurrence.role == "apposed" or is_in_passing(occurrence.head)


@remembered
def ancestors(token: Token) -> tuple[Token, ...]:
    """The words above a token, nearest first."""
    found: list[Token] = []
    while (head := token.head) != token and len(found) < _DEEP:
        found.append(head)
        token = head
    return tuple(found)


@remembered
def clause_of(token: Token) -> Token:
    """The verb whose clause a token belongs to, or the root of a verbless sentence."""
    for above in ancestors(token):
        if above.pos_ in {"VERB", "AUX"}:
            return above
        token = above
    return token
