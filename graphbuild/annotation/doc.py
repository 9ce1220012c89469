"""The words of a block as plain objects, under the names that spaCy gives to what it read.

spaCy makes a new ``Token`` whenever one is asked for, and looks in its own tables for whatever is
asked of it; our stages ask some hundred questions a word. A ``Doc`` takes over once, in whole
columns, all that they ask for. What a name means is documented at https://spacy.io/api/token.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeVar

from spacy import attrs
from spacy.tokens.doc import Doc as SpacyDoc

if TYPE_CHECKING:
    from spacy.vocab import Vocab

__all__ = ["Doc", "Token", "Tokens"]

Made = TypeVar("Made")
Alignment = Literal["strict", "contract", "expand"]

_STRINGS = [attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP]
_TEXTS = attrgetter("orth_", "lower_")
_FLAGS = attrgetter(
    "is_alpha",
    "is_digit",
    "is_lower",
    "is_upper",
    "is_title",
    "is_punct",
    "is_quote",
    "is_bracket",
    "is_space",
    "is_stop",
    "like_num",
)
"""What is the same wherever a word stands."""
Word = tuple[tuple[str, str], Sequence[bool]]
_NUMBERS = [attrs.IDX, attrs.HEAD, attrs.SENT_START, attrs.SPACY]


class Token:
    """A word or mark of a ``Doc``; never changed once the document is read."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_bracket",
        "is_digit",
        "is_lower",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "is_space",
        "is_stop",
        "is_title",
        "is_upper",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    children: Sequence[Token]
    head: Token
    sent: Tokens

    def __init__(
        self,
        doc: Doc,
        i: int,
        word: Word,
        strings: Sequence[str],
        numbers: Sequence[int],
    ) -> None:
        self.doc, self.i = doc, i
        self.lemma_, self.pos_, self.tag_, self.dep_ = strings
        (self.text, self.lower_), flags = word
        (
            self.is_alpha,
            self.is_digit,
            self.is_lower,
            self.is_upper,
            self.is_title,
            self.is_punct,
            self.is_quote,
            self.is_bracket,
            self.is_space,
            self.is_stop,
            self.like_num,
        ) = flags
        self.idx, _, starts, spaced = numbers
        self.is_sent_start = starts == 1
        self.whitespace_ = " " if spaced else ""
        self.children = ()

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, offset: int = 1) -> Token:
        """The token so many places behind; IndexError where the document has none."""
        at = self.i + offset
        if at < 0:
            raise IndexError(at)
        return self.doc[at]

    @property
    def lefts(self) -> list[Token]:
        """The children before the token."""
        return [c for c in self.children if c.i < self.i]

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.doc[self.doc.source[self.i].left_edge.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it, in reading order."""
        before = True
        for child in self.children:
            if before and child.i > self.i:
                before = False
                yield self
            yield from child.subtree
        if before:
            yield self

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        return any(above is self for above in other.ancestors)


class Tokens(list[Token]):
    """The tokens ``start`` … ``end`` (exclusive) of a document."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        super().__init__(doc[start:end])
        self.doc, self.start, self.end = doc, start, end

    @property
    def text(self) -> str:
        return self.doc.text_of(self.start, self.end)

    @property
    def start_char(self) -> int:
        return self[0].idx

    @property
    def end_char(self) -> int:
        return self[-1].idx + len(self[-1])

    @property
    def root(self) -> Token:
        """The highest token, the first of several."""
        return self.doc.root_of(self.start, self.end)


class Doc(list[Token]):
    """All tokens of a block, with its ``text`` and its sentences.

    ``source`` is the document that was read.
    """

    __slots__ = ("sents", "source", "text")
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self, source: SpacyDoc, known: _Known | None = None) -> None:
        known = _Known(source.vocab) if known is None else known
        words, names = known.words, known.names
        self.source, self.text = source, source.text
        strings = source.to_array(_STRINGS).tolist()
        numbers = source.to_array(_NUMBERS).astype("int64").tolist()
        super().__init__(
            Token(self, i, words[orth], [names[s] for s in told], numbers[i])
            for i, (orth, *told) in enumerate(strings)
        )
        self._join([row[1] for row in numbers])
        self.sents = tuple(self._sentences())

    @classmethod
    def of_each(cls, sources: Iterable[SpacyDoc]) -> Iterator[Doc]:
        """The documents of one pipeline, which share what is read of its strings."""
        known: _Known | None = None
        for source in sources:
            known = known or _Known(source.vocab)
            yield cls(source, known)

    def _join(self, heads: Iterable[int]) -> None:
        """Tell each token its head, so many places behind it, and its children."""
        children: dict[int, list[Token]] = defaultdict(list)
        for token, away in zip(self, heads, strict=True):
            token.head = self[token.i + away]
            if away:
                children[token.i + away].append(token)
        for i, below in children.items():
            self[i].children = below

    def _sentences(self) -> Iterator[Tokens]:
        starts = [t.i for t in self if t.is_sent_start or t.i == 0]
        for start, end in pairwise([*starts, len(self)]):
            sent = Tokens(self, start, end)
            for token in sent:
                token.sent = sent
            yield sent

    def text_of(self, start: int, end: int) -> str:
        """The text of the tokens ``start`` … ``end`` (exclusive); empty where there are none."""
        end = min(end, len(self))
        if not 0 <= start < end:
            return ""
        last = self[end - 1]
        return self.text[self[start].idx : last.idx + len(last.text)]

    def root_of(self, start: int, end: int) -> Token:
        """The highest of the tokens ``start`` … ``end`` (exclusive), the first of several; marks
        without children come last."""
        inside = self[start:end]
        for token in inside:
            if token.head is token:
                return token
        above = [t for t in inside if not start <= t.head.i < end]
        return above[0] if len(above) == 1 else min(above, key=_depth, default=inside[0])

    @property
    def noun_chunks(self) -> Iterator[Tokens]:
        """The base noun phrases."""
        return (Tokens(self, c.start, c.end) for c in self.source.noun_chunks)

    def char_span(
        self, start: int, end: int, alignment_mode: Alignment = "strict"
    ) -> Tokens | None:
        """The tokens of a slice of the text, as ``spacy.tokens.Doc.char_span`` aligns them."""
        found = self.source.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else Tokens(self, found.start, found.end)


def _depth(token: Token) -> int:
    """How far from the root of its sentence a token stands."""
    if not token.children and (token.is_space or token.is_punct):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class _Known:
    """What is known of the strings and words of a vocabulary by their numbers, each made once."""

    def __init__(self, vocab: Vocab) -> None:
        self.names: _Once[str] = _Once(vocab.strings.__getitem__)
        self.words: _Once[Word] = _Once(lambda n: (_TEXTS(vocab[n]), _FLAGS(vocab[n])))


class _Once(dict[int, Made]):
    """What a function makes of numbers."""

    def __init__(self, make: Callable[[int], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> Made:
        self[number] = found = self._make(number)
        return found
