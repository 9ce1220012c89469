"""Candidate titles and values of a sentence, with the features that a trained reader weighs.

The features speak of words, forms and syntax, and of our own claims; names are never among them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from graphbuild.annotation._lexicon import common_words
from graphbuild.annotation.analysis import Analysis
from graphbuild.model import AnnotatedEssay, EntityRef

__all__ = ["Piece", "Sentence", "written"]

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_ELIDED = re.compile(r"[dlDL]['’][A-Za-z]")
_JOINTS = frozenset(
    "of the and in for a an to at on from with & : - – ' de la le les et von".split()
)
_AFTER_TITLE = frozenset(
    "is was has had stars features follows received won premiered grossed tells earned ( , 's "
    "were are did became opened focuses takes depicts centers revolves marked begins does will "
    "also being been made debuted went".split()
)
_COMPANY = frozenset(
    "pictures films film studios studio productions production entertainment company bros. "
    "animation media international cinema group pixar television tv corporation ltd inc".split()
)
_LISTS = frozenset({"and", "&", "or", "as"})
_PRIZES = frozenset("award awards prize oscar bear lion palme globe bafta emmy saturn".split())
_MAX_TITLE, _MAX_VALUE = 14, 7


class Piece(NamedTuple):
    """Tokens ``start`` … ``end`` (exclusive), the label they give, and what kind of piece it is."""

    start: int
    end: int
    label: str
    kind: str


def written(text: str) -> str:
    """A title without the spaces that tokenised text has around punctuation."""
    text = re.sub(r"\s+([:;,.!?)\]’'])", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(' "“”')


@dataclass(slots=True)
class Sentence:
    """One analysed text with what our own annotation says of its tokens.

    ``types`` are the types of mentions by token, ``said`` the target's relations of our claims by
    the tokens of their objects, ``subjects`` the tokens of their subjects, ``genres`` the target's
    lower-case names of genres and subjects.
    """

    doc: Doc
    types: dict[int, str] = field(default_factory=dict)
    said: dict[int, set[str]] = field(default_factory=dict)
    subjects: set[int] = field(default_factory=set)
    terms: Collection[str] = ()

    @classmethod
    def of(
        cls,
        analysis: Analysis,
        annotated: AnnotatedEssay,
        relations: Mapping[str, str],
        terms: Collection[str],
    ) -> Iterator[Sentence]:
        """The sentences of an analysis, block by block."""
        for block in analysis.blocks:
            made = cls(block.doc, terms=terms)
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
                relation = relations.get(claim.predicate.iri)
                if relation and claim.status == "asserted":
                    made._mark(claim.subject, claim.object, relation, places)
            yield made

    def _mark(
        self,
        subject: EntityRef,
        object_: Any,
        relation: str,
        places: Mapping[str, list[tuple[int, int]]],
    ) -> None:
        for start, end in places.get(subject.iri, ()):
            self.subjects.update(range(start, end))
        for start, end in places.get(getattr(object_, "iri", ""), ()):
            for at in range(start, end):
                self.said.setdefault(at, set()).add(relation)

    # ---- candidates

    def titles(self) -> list[Piece]:
        """What may be the title: what opens the sentence, quotations, runs of capitals."""
        found: dict[tuple[int, int], str] = {}
        for sent in self.doc.sents:
            self._opening(sent.start, sent.end, found)
        for start, end in self._runs():
            found.setdefault((start, end), "run")
            for first in range(start + 1, end - 1):
                if self.doc[first].text in {"The", "A", "An"}:
                    found.setdefault((first, end), "run")
        for start, end in self._quoted():
            found[start, end] = "quoted"
        pieces = (Piece(s, e, written(self.doc[s:e].text), kind) for (s, e), kind in found.items())
        return [p for p in pieces if len(p.label) > 1]

    def _opening(self, start: int, last: int, found: dict[tuple[int, int], str]) -> None:
        doc = self.doc
        while start < last and (
            doc[start].is_quote or doc[start].is_space or doc[start].text == "("
        ):
            start += 1
        for end in range(start + 1, min(start + _MAX_TITLE, last)):
            edge = doc[end].lower_ in _AFTER_TITLE or doc[end].is_quote
            edge = edge or doc[end].pos_ in {"AUX", "VERB"}
            if doc[end].lower_ in {"n't", "’t"}:
                continue
            if edge and _is_title_word(doc[start]) and _is_title_word(doc[end - 1]):
                found[start, end] = "opening"

    def _runs(self) -> Iterator[tuple[int, int]]:
        doc, size, start = self.doc, len(self.doc), 0
        while start < size:
            if not _is_title_word(doc[start]):
                start += 1
                continue
            end = start + 1
            while end < size and end - start < _MAX_TITLE:
                joint = end
                while joint < size and doc[joint].lower_ in _JOINTS:
                    joint += 1
                if _is_title_word(doc[end]):
                    end += 1
                elif end < joint < size and _is_title_word(doc[joint]):
                    yield start, end
                    end = joint + 1
                else:
                    break
            yield start, end
            start = end

    def _quoted(self) -> Iterator[tuple[int, int]]:
        marks = [t.i for t in self.doc if t.is_quote]
        for one, two in zip(marks[::2], marks[1::2], strict=False):
            if 1 < two - one <= _MAX_TITLE:
                yield one + 1, two

    def values(self) -> list[Piece]:
        """What may be a value: names, dates, genres, subjects."""
        found: dict[tuple[int, int], Piece] = {}
        for start, end in self._runs():
            for first in range(start, end):
                if first == start or self._parts(first - 1):
                    self._add(found, first, end, "name")
            if end - start > 1 and self.doc[start].lower_ in {"the", "a"}:
                self._add(found, start + 1, end, "name")
        for ent in self.doc.ents:
            if ent.label_ not in {"CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "TIME", "DATE"}:
                first = ent.start + (ent[0].lower_ == "the")
                last = ent.end - (ent[-1].tag_ == "POS")
                self._add(found, first, last, "name")
        for start, end, label in self._dates():
            found[start, end] = Piece(start, end, label, "date")
        for start, end in self._terms():
            self._add(found, start, end, "term")
        return list(found.values())

    def _parts(self, index: int) -> bool:
        """Whether a name may begin behind this token of a run: a joint, a number, a common word."""
        token = self.doc[index]
        return not _is_title_word(token) or token.is_digit or token.lower_ in common_words()

    def _add(self, found: dict[tuple[int, int], Piece], start: int, end: int, kind: str) -> None:
        if start < end <= start + _MAX_VALUE + 5:
            label = written(self.doc[start:end].text)
            found.setdefault((start, end), Piece(start, end, label, kind))

    def _dates(self) -> Iterator[tuple[int, int, str]]:
        doc = self.doc
        for token in doc:
            if not _YEAR.fullmatch(token.text):
                continue
            start, day, month = _day_before(doc, token.i)
            yield start, token.i + 1, f"{day:02d} {month} {token.text}"

    def _terms(self) -> Iterator[tuple[int, int]]:
        """Genres and subjects of the target's list, and nouns behind *about* and the like."""
        doc = self.doc
        for start in range(len(doc)):
            for end in range(min(start + 4, len(doc)), start, -1):
                if doc[start:end].text.lower() in self.terms:
                    yield start, end
        for chunk in doc.noun_chunks:
            words = [t for t in chunk if not (t.is_stop or t.is_punct)]
            if words and words[-1].is_lower and chunk.root.dep_ in {"pobj", "dobj", "conj"}:
                yield words[0].i, chunk.end
                yield chunk.end - 1, chunk.end

    # ---- features

    def title_features(self, piece: Piece, rank: int) -> list[str]:
        """Features of a candidate title; ``rank`` counts the candidates before it."""
        doc, start, end = self.doc, piece.start, piece.end
        before, after = _word(doc, start - 1), _word(doc, end)
        opens = start == doc[start].sent.start
        out = [
            f"kind={piece.kind}",
            f"first={opens and start < 3}",
            f"opens={opens}",
            f"before={before}",
            f"after={after}",
            f"after2={after}+{_word(doc, end + 1)}",
            f"len={min(end - start, 6)}",
            f"rank={min(rank, 5)}",
            f"ner={doc[end - 1].ent_type_}",
            f"type={self.types.get(end - 1, '')}",
            f"whole={self._whole(piece)}",
            f"subject={start in self.subjects}",
            f"dep={doc[start:end].root.dep_}",
            f"head={_plain(doc[start:end].root.head)}",
            f"spaced={_spaced(doc, start, end)}",
            f"article={doc[start].lower_ in {'the', 'a'}}",
            f"common={all(t.lower_ in common_words() for t in doc[start:end] if t.is_alpha)}",
            f"kind={piece.kind}&after={after}",
            f"opens={opens}&type={self.types.get(end - 1, '')}",
        ]
        inside = doc[start:end]
        lower = [t for t in inside if t.is_lower and t.is_alpha and t.lower_ not in _JOINTS]
        out += [
            f"lower={min(len(lower), 3)}",
            f"verb={any(t.pos_ == 'VERB' and t.is_lower for t in inside)}",
            f"starts={doc[start].tag_}",
            f"comma={any(t.text == ',' for t in inside)}",
            f"before verb={end < len(doc) and doc[end].pos_ in ('AUX', 'VERB')}",
            f"defined={after}+{_word(doc, end + 1)}+{_word(doc, end + 2)}",
            f"more={end + 1 < len(doc) and _is_title_word(doc[end + 1])}&after={after}",
            f"continues={end < len(doc) and _is_title_word(doc[end])}",
            f"continued={start > 0 and _is_title_word(doc[start - 1])}",
            f"possessor={any(t.tag_ == 'POS' for t in inside[:-1])}",
            f"owned={after == self._mark_of(end)}",
        ]
        return out

    def _mark_of(self, end: int) -> str:
        """The genitive behind a piece, when it is written apart from it."""
        apart = 0 < end < len(self.doc) and self.doc[end - 1].whitespace_
        return _word(self.doc, end) if apart and self.doc[end].tag_ == "POS" else "-"

    def _whole(self, piece: Piece) -> str:
        """How the piece lies to a mention: the whole of it, a part, more, or none."""
        inside = {self.types.get(i, "") for i in range(piece.start, piece.end)}
        around = {self.types.get(i, "") for i in (piece.start - 1, piece.end)} - {""}
        if inside == {""}:
            return "none"
        if len(inside) == 1:
            return "part" if inside & around else "whole"
        return "more"

    def value_features(self, piece: Piece) -> list[str]:
        """Features of a candidate value, to be weighed for each relation."""
        doc, start, end = self.doc, piece.start, piece.end
        root = doc[start:end].root
        words = {t.lower_ for t in doc[start:end]}
        said = self.said.get(end - 1, set()) | self.said.get(start, set())
        out = [
            f"kind={piece.kind}",
            f"ner={doc[end - 1].ent_type_}",
            f"type={self.types.get(end - 1, '')}",
            f"whole={self._whole(piece)}",
            f"len={min(end - start, 5)}",
            f"term={piece.label.lower() in self.terms}",
            f"prize={bool(words & _PRIZES)}",
            f"company={bool(words & _COMPANY)}",
            f"best={'best' in words}",
            f"opens={start < 2}",
            f"early={start < 12}",
            f"dep={root.dep_}",
            f"head={_plain(root.head)}",
            f"head2={_plain(root.head.head)}",
            f"path={'+'.join(_path(root))}",
            f"capital={doc[end - 1].text[0].isupper()}",
            f"spaced={_spaced(doc, start, end)}",
            f"after={_word(doc, end)}",
            f"before={_word(doc, start - 1)}",
            f"before2={_word(doc, start - 2)}+{_word(doc, start - 1)}",
            f"quoted={start > 0 and doc[start - 1].is_quote}",
        ]
        out += [f"said={r}" for r in sorted(said)] or ["said="]
        out += [f"near={w}" for w in sorted(self._window(start - 8, start))]
        out += [f"behind={w}" for w in sorted(self._window(end, end + 4))]
        out += [f"list={w}" for w in sorted(_list_head(doc, start))]
        out += [f"any={w}" for w in sorted(self._verbs())]
        out += [f"kind={piece.kind}&any={w}" for w in sorted(self._verbs())]
        out += [
            f"ner={doc[end - 1].ent_type_}&near={w}" for w in sorted(self._window(start - 5, start))
        ]
        return out

    def _window(self, start: int, end: int) -> set[str]:
        around = self.doc[max(0, start) : min(len(self.doc), end)]
        return {_plain(t) for t in around} - {"", "@"}

    def _verbs(self) -> set[str]:
        found = {_plain(t) for t in self.doc if t.pos_ in {"VERB", "NOUN"}}
        return {w for w in found if w and w != "@"}


def _is_title_word(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit() or bool(_ELIDED.match(token.text))


def _plain(token: Token) -> str:
    """The lemma of a lower-case common word; ``@`` for names, so that no name is learnt."""
    return token.lemma_.lower() if token.is_lower and token.is_alpha else "@"


def _word(doc: Doc, index: int) -> str:
    if not 0 <= index < len(doc):
        return "#"
    token = doc[index]
    return _plain(token) if token.is_alpha else "0" if token.is_digit else token.text[:2]


def _spaced(doc: Doc, start: int, end: int) -> bool:
    """Whether the text is tokenised here (``Title 's``), as where a name was put in."""
    around = doc[start : min(end + 1, len(doc))]
    marks = {"'s", "’s", ":", ",", ")", "!", "?"}
    return any(t.text in marks and t.i and doc[t.i - 1].whitespace_ for t in around)


def _path(token: Token) -> list[str]:
    """The lemmas and dependencies from a token up to the first verb, at most four steps."""
    out = [token.dep_]
    for _ in range(4):
        if token.head.i == token.i:
            break
        token = token.head
        out.append(_plain(token))
        if token.pos_ in {"VERB", "AUX"}:
            break
    return out


def _list_head(doc: Doc, start: int) -> set[str]:
    """The words before the enumeration that a value stands in (``directed by A, B and C``)."""
    at = start - 1
    while at >= 0 and (
        doc[at].text[0].isupper()
        or doc[at].text in {",", "and", "&", "or", "as"}
        or doc[at].is_punct
    ):
        at -= 1
    return {_plain(doc[i]) for i in (at, at - 1) if i >= 0} - {"@"}


def _day_before(doc: Doc, year: int) -> tuple[int, int, str]:
    """Where a date that ends with a year begins, its day and month; the first of January for a
    bare year."""
    words = [doc[i].text for i in range(max(0, year - 3), year)]
    if len(words) >= 2 and words[-1] in _MONTHS:
        day = words[-2]
        return (year - 2, int(day), words[-1]) if day.isdigit() else (year - 1, 1, words[-1])
    if len(words) == 3 and words[0] in _MONTHS and words[1].isdigit() and words[2] == ",":
        return year - 3, int(words[1]), words[0]
    return year, 1, "January"
