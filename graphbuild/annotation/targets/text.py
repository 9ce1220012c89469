"""A sentence as a target's reader sees it: its tokens, and what our own annotation says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.doc import Doc, Token, Tokens
from graphbuild.annotation.english.lexicon import common_words, given_names
from graphbuild.annotation.tagging import tagged_kind, tagged_names
from graphbuild.annotation.targets.known import Known, Proposal
from graphbuild.annotation.targets.nominations import Nominated, nominated
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import AnnotatedEssay, EntityRef

__all__ = [
    "JOINTS",
    "Piece",
    "Sentence",
    "as_meant",
    "bucket",
    "form",
    "is_foreign",
    "is_title_word",
    "path",
    "plain",
    "written",
]

JOINTS = frozenset(
    "of the and in for a an to at on from with by into over under is it be are not n't 's 'm 'll "
    "'re 've 'd n do or but as than vs. vs v my your his her our no so up out & : , - – — ' ’ . ! "
    "? ... + / de la le les et von der das und y el los las du des di da del".split()
)
"""What may stand in lower case inside a name or title."""

_ELIDED = re.compile(r"[dlDL]['’][A-Za-z]")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_HARD_STOPS = frozenset({".", "?", "...", "—"})
_MOST, _GAPS, _LONGEST, _PROPOSED = 8, 4, 12, 10


class Piece(NamedTuple):
    """Tokens ``start`` … ``end`` (exclusive), the label they give, and what kind of piece it is."""

    start: int
    end: int
    label: str
    kind: str


def as_meant(text: str) -> str:
    """A text whose UTF-8 was read as Latin-1 (*ZacarÃ­as*), as it was written; others unchanged."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def written(text: str) -> str:
    """A title without the spaces that tokenised text has around punctuation."""
    text = re.sub(r"\s+([:;,.!?)\]’'])", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(' "“”')


def is_title_word(token: Token) -> bool:
    """Whether a token is written as the words of names and titles are."""
    return token.text[0].isupper() or token.text[0].isdigit() or bool(_ELIDED.match(token.text))


def form(token: Token) -> str:
    """A word that English writes in lower case; ``@`` for any other word, so that no name shows."""
    low = token.lower_
    if low in common_words() or low in JOINTS:
        return low
    return "0" if token.is_digit else "@" if token.text[0].isalpha() else token.text[:2]


def bucket(number: int | float, *edges: int | float) -> str:
    """The first edge that a number does not pass."""
    return next((str(e) for e in edges if number <= e), "more")


@dataclass
class Sentence:
    """One analysed text with what our own annotation says of its tokens.

    ``types`` are the types of named mentions by token, ``said`` the properties of our claims by
    the tokens of their objects, ``subjects`` the tokens of their subjects.
    """

    doc: Doc
    types: dict[int, str] = field(default_factory=dict)
    said: dict[int, set[str]] = field(default_factory=dict)
    subjects: set[int] = field(default_factory=set)
    knowledge: KnowledgeBase | None = None

    @classmethod
    def of(
        cls, analysis: Analysis, annotated: AnnotatedEssay, knowledge: KnowledgeBase | None
    ) -> Iterator[Sentence]:
        """The texts of an analysis, block by block."""
        for block in analysis.blocks:
            made = cls(block.doc, knowledge=knowledge)
            places: dict[str, list[tuple[int, int]]] = {}
            for mention in annotated.mentions:
                if block.region.start <= mention.start < block.region.end:
                    tokens = block.tokens(mention.span)
                    if tokens is not None:
                        places.setdefault(mention.entity.iri, []).append((tokens.start, tokens.end))
                        if mention.kind == "name":
                            kind = mention.entity.type
                            made.types.update(dict.fromkeys(range(tokens.start, tokens.end), kind))
            for claim in annotated.claims:
                if claim.status == "asserted":
                    made._mark(claim.subject, claim.object, claim.predicate.name, places)
            yield made

    def _mark(
        self,
        subject: EntityRef,
        object_: Any,
        name: str,
        places: Mapping[str, list[tuple[int, int]]],
    ) -> None:
        for start, end in places.get(subject.iri, ()):
            self.subjects.update(range(start, end))
        for start, end in places.get(getattr(object_, "iri", ""), ()):
            for at in range(start, end):
                self.said.setdefault(at, set()).add(name)

    @cached_property
    def capital(self) -> list[bool]:
        """Of each token, whether it is written as in a title."""
        return [is_title_word(t) for t in self.doc]

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemma of each lower-case word; ``@`` for names, so that no name is learnt."""
        return [plain(t) for t in self.doc]

    @cached_property
    def openings(self) -> frozenset[int]:
        """The first tokens of the sentences."""
        return frozenset(s.start for s in self.doc.sents)

    @cached_property
    def tagged(self) -> Mapping[tuple[int, int], str]:
        """The names that are tagged, without articles → kind."""
        names = tagged_names(self.doc)
        articles = (self.doc[n.start].lower_ == "the" for n in names)
        return {
            (n.start + article, n.end): tagged_kind(self.doc[n.start])
            for n, article in zip(names, articles, strict=True)
        }

    @cached_property
    def names(self) -> list[tuple[int, int]]:
        """Runs of capitals and their parts that may stand alone, and the names that are tagged."""
        spans = {*_runs(self), *self.tagged}
        return sorted((one, two) for one, two in spans if one < two <= one + _LONGEST)

    @cached_property
    def known(self) -> Known:
        """What the knowledge base knows of the names here, and how they go together in films."""
        names = ((end - 1, written(self.doc.text_of(start, end))) for start, end in self.names)
        years = {int(t.text) for t in self.doc if _YEAR.fullmatch(t.text)}
        return Known.of(names, years, self.knowledge)

    @cached_property
    def proposals(self) -> Mapping[str, Proposal]:
        """By title, the films that most names here belong to, best first."""
        found: dict[str, Proposal] = {}
        for film in self.known.proposals({t.lower_ for t in self.doc}, _PROPOSED):
            found.setdefault(film.label, film)
        return found

    @cached_property
    def nominated(self) -> Mapping[str, Nominated]:
        """By title in lower case, the films whose nominations the sentence fits, best first."""
        found: dict[str, Nominated] = {}
        for film in nominated([t.text for t in self.doc]):
            found.setdefault(film.label.lower(), film)
        return found

    def word(self, index: int) -> str:
        """What stands at a token: a lemma, ``@`` a name, ``0`` a number, ``#`` nothing."""
        if not 0 <= index < len(self.doc):
            return "#"
        token = self.doc[index]
        if token.is_alpha:
            return self.lemmas[index]
        return "0" if token.is_digit else token.text[:2]

    def any_word(self, index: int) -> str:
        """As ``word``, but a word that is no lower-case one is ``@`` in whatever form."""
        token = self.doc[index]
        if self.lemmas[index] != "@" or token.text[0].isalpha():
            return self.lemmas[index]
        return "0" if token.is_digit else token.text[:2]

    def is_capital(self, index: int) -> bool:
        return 0 <= index < len(self.doc) and self.capital[index]

    def is_joint(self, index: int) -> bool:
        return 0 <= index < len(self.doc) and self.doc[index].lower_ in JOINTS

    def is_inner(self, index: int) -> bool:
        """Whether a token may stand in lower case inside a title: a joint, or a foreign word."""
        token = self.doc[index]
        mark = token.is_punct and token.text not in '()";'
        return self.is_joint(index) or mark or is_foreign(token)

    def edges(self, piece: Piece) -> str:
        """Whether a name goes on before and behind a piece, directly or over a joint."""
        start, end = piece.start, piece.end
        over_before = self.is_joint(start - 1) and self.is_capital(start - 2)
        over_behind = self.is_joint(end) and self.is_capital(end + 1)
        flags = (self.is_capital(start - 1), over_before, self.is_capital(end), over_behind)
        return "".join("yn"[not f] for f in flags)

    def is_apart(self, end: int) -> bool:
        """Whether a genitive stands behind a token, written apart from it, as after a name put in
        for a pronoun."""
        doc = self.doc
        return 0 < end < len(doc) and doc[end - 1].whitespace_ != "" and doc[end].tag_ == "POS"

    def kinds(self, label: str) -> frozenset[str]:
        """The types of what the knowledge base knows under a label; ``film~`` for a variant."""
        if self.knowledge is None:
            return frozenset()
        hits = self.knowledge.lookup(label)
        return frozenset(h.type + "~" * (h.kind == "variant") for h in hits)

    def tagged_kinds(self, piece: Piece) -> str:
        """The kinds of names that words inside a piece are tagged as."""
        return "+".join(sorted({tagged_kind(t) for t in self.tokens(piece)} - {""}))

    def mention_types(self, piece: Piece) -> str:
        """The types of our mentions inside a piece."""
        found = {self.types.get(i, "") for i in range(piece.start, piece.end)}
        return "+".join(sorted(found - {""}))

    def tokens(self, piece: Piece) -> Tokens:
        return Tokens(self.doc, piece.start, piece.end)

    def commonness(self, piece: Piece) -> str:
        """How many of the words of a piece are words that English writes in lower case."""
        words = [t for t in self.tokens(piece) if t.is_alpha]
        common = sum(t.lower_ in common_words() for t in words)
        return bucket(common / max(1, len(words)), 0, 0.34, 0.67, 0.99)

    def is_personal(self, piece: Piece) -> bool:
        """Two or three words of which the first is a given name."""
        inside = self.tokens(piece)
        return (
            1 < len(inside) <= 3
            and all(t.is_alpha for t in inside)
            and inside[0].lower_ in given_names()
        )


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    starts = {n.start for n in tagged_names(sentence.doc)}
    ends = {n.end for n in tagged_names(sentence.doc)}
    for start in range(len(sentence.doc)):
        if sentence.capital[start] and (start in starts or _may_begin(sentence, start)):
            for end in _run_ends(sentence, start):
                if end in ends or _may_end(sentence, end):
                    yield start, end


def _may_begin(sentence: Sentence, start: int) -> bool:
    if not sentence.is_capital(start - 1):
        return True
    before = sentence.doc[start - 1]
    return before.is_digit or before.lower_ in common_words() or before.text.endswith(".")


def _may_end(sentence: Sentence, end: int) -> bool:
    return not sentence.is_capital(end) or sentence.doc[end].lower_ in common_words()


def _run_ends(sentence: Sentence, start: int) -> Iterator[int]:
    gaps = 0
    for end in range(start + 1, min(start + _MOST, len(sentence.doc)) + 1):
        if sentence.capital[end - 1]:
            yield end
            continue
        gaps += 1
        stop = sentence.doc[end - 1].text in _HARD_STOPS
        if stop or gaps > _GAPS or not sentence.is_inner(end - 1):
            return


def is_foreign(token: Token) -> bool:
    """A lower-case word that English does not have."""
    return token.is_alpha and token.is_lower and token.lower_ not in common_words()


def plain(token: Token) -> str:
    """The lemma of a lower-case word; ``@`` for names and marks."""
    return token.lemma_.lower() if token.is_lower and token.is_alpha else "@"


def path(token: Token, most: int = 4) -> list[str]:
    """The lemmas and dependencies from a token up to the first verb, at most four steps."""
    out = [token.dep_]
    for _ in range(most):
        if token.head.i == token.i:
            break
        token = token.head
        out.append(plain(token))
        if token.pos_ in {"VERB", "AUX"}:
            break
    return out
