"""Candidate values of a sentence, with the features that a trained reader weighs per relation.

The features speak of words, forms and syntax, of types, of our own claims and of the concepts of
our ontology (countries, genres, subjects); names are never among them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.lexicon import common_words
from graphbuild.annotation.tagging import tagged_kind
from graphbuild.annotation.targets.text import (
    Piece,
    Sentence,
    bucket,
    form,
    path,
    plain,
    written,
)
from graphbuild.ontology import Ontology

__all__ = [
    "Context",
    "Terms",
    "concepts",
    "lie",
    "sentence_features",
    "value_features",
    "value_pieces",
]

Terms = Mapping[str, Mapping[str, int]]
"""Lower-case label of a genre, a subject, a country … → in how many examples of which relation."""

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_FIRMS = frozenset(
    "pictures films film studios studio productions production entertainment company bros. bros "
    "animation media international cinema group television tv corporation ltd inc records "
    "theatres features board network channel".split()
)
_PRIZES = frozenset(
    "award awards prize oscar bear lion palme globe bafta emmy saturn césar leopard cristal".split()
)
_TRADES = frozenset({"actor", "director", "screenwriter", "composer"})
_ROLES = frozenset({"pobj", "dobj", "conj", "attr", "nsubj", "nsubjpass", "appos"})
_LONGEST, _PHRASE = 12, 10


@dataclass(frozen=True)
class Context:
    """What a candidate value stands among: all of the sentence's candidates, the target's terms,
    the likeliest title that stands in the text, and the film that the likeliest title is."""

    sentence: Sentence
    pieces: Sequence[Piece]
    terms: Terms
    title: Piece | None = None
    film: str | None = None

    @cached_property
    def chief(self) -> Counter[str]:
        """Of how many candidates, as terms, a relation is the chief one."""
        return Counter(r for p in self.pieces for r in _chief(self.counts(p)))

    def counts(self, piece: Piece) -> Mapping[str, int]:
        """In how many of the target's examples a candidate is the value of which relation."""
        return self.terms.get(piece.label.lower(), {}) if _is_text(piece) else {}

    @cached_property
    def standing(self) -> list[frozenset[str]]:
        """Of each candidate, whether it is a term, a known name, a name that is tagged."""
        return [frozenset(self._standing(p)) for p in self.pieces]

    def _standing(self, piece: Piece) -> Iterator[str]:
        if piece.label.lower() in self.terms:
            yield "t"
        if piece.kind == "name" and self.sentence.known.is_known(piece.label):
            yield "k"
        if (piece.start, piece.end) in self.sentence.tagged:
            yield "e"


@cache
def concepts() -> Mapping[str, tuple[str, str]]:
    """Scheme and key of our ontology's concepts (countries, genres …) by lower-case label."""
    found: dict[str, tuple[str, str]] = {}
    for concept in Ontology.load().concepts:
        for label in (concept.label, *concept.names):
            found.setdefault(label.lower(), (concept.scheme, concept.iri.rpartition("#")[2]))
    return found


def value_pieces(sentence: Sentence, terms: Terms) -> list[Piece]:
    """What may be a value: names, dates, terms of the target or of ours, nouns."""
    doc = sentence.doc
    found: dict[tuple[int, int], Piece] = {}
    kinds = (
        ("name", sentence.names),
        ("term", _terms(doc, terms)),
        ("noun", _nouns(doc)),
    )
    for start, end, label in _dates(doc):
        kind = "date" if end - start > 1 else "year"
        found[start, end] = Piece(start, end, label, kind)
    for kind, spans in kinds:
        for start, end in spans:
            if start < end <= start + _LONGEST:
                piece = Piece(start, end, written(doc.text_of(start, end)), kind)
                found.setdefault((start, end), piece)
    return [found[k] for k in sorted(found)]


def _dates(doc: Doc) -> Iterator[tuple[int, int, str]]:
    for token in doc:
        if _YEAR.fullmatch(token.text):
            start, day, month = _day_before(doc, token.i)
            yield start, token.i + 1, f"{day:02d} {month} {token.text}"


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


def _terms(doc: Doc, terms: Terms) -> Iterator[tuple[int, int]]:
    for start in range(len(doc)):
        for end in range(start + 1, min(start + _PHRASE, len(doc)) + 1):
            text = doc.text_of(start, end).lower()
            if text in terms or text in concepts():
                yield start, end


def _nouns(doc: Doc) -> Iterator[tuple[int, int]]:
    """The last one to three words of noun phrases in lower case."""
    for chunk in doc.noun_chunks:
        if chunk.root.is_lower and chunk.root.dep_ in _ROLES and not chunk.root.is_stop:
            for start in range(chunk.end - 1, max(chunk.start, chunk.end - 3) - 1, -1):
                if not _is_phrase_word(doc[start]):
                    break
                yield start, chunk.end


def _is_phrase_word(token: Token) -> bool:
    return token.text == "-" or (token.is_lower and token.is_alpha and not token.is_stop)


def sentence_features(context: Context) -> list[str]:
    """What a sentence is about: its words and their neighbours, its names and terms, what
    follows the title."""
    sentence, title = context.sentence, context.title
    doc, word = sentence.doc, sentence.word
    out = {f"ty:{kind}" for kind in sentence.types.values()}
    out |= {f"sd:{name}" for names in sentence.said.values() for name in names}
    labels = [*sentence.tagged.values()]
    out |= {f"ec:{label}{min(labels.count(label), 4)}" for label in labels}
    out |= {f"e:{label}" for label in labels}
    out |= {f"s:{lem}" for lem, t in zip(sentence.lemmas, doc, strict=True) if _tells(lem, t)}
    out |= {f"tr:{relation}" for relation in context.chief}
    out |= _bigrams(sentence)
    if title is not None:
        after = word(title.end)
        out |= {f"taft:{after}", f"taft2:{after}+{word(title.end + 1)}"}
        out |= {f"tbef:{word(title.start - 1)}", f"tfirst:{title.start == 0}"}
        out.add(f"tapart:{title.end < len(doc) and doc[title.end].tag_ == 'POS'}")
    out.add(f"len:{bucket(len(doc), 10, 15, 20, 30, 45)}")
    return sorted(out)


def _tells(lemma: str, token: Token) -> bool:
    return lemma != "@" and not token.is_stop


def _bigrams(sentence: Sentence) -> set[str]:
    words = ["#", *map(sentence.any_word, range(len(sentence.doc)))]
    pairs = itertools.pairwise(words)
    return {f"b:{one} {two}" for one, two in pairs if (one, two) != ("@", "@")}


def value_features(context: Context, piece: Piece) -> list[str]:
    """Features of a candidate value, to be weighed for each relation."""
    sentence = context.sentence
    return [
        *_form(sentence, piece),
        *_as_term(context, piece),
        *_known(sentence, piece),
        *_facts(sentence, piece, context.film),
        *_nested(context, piece),
        *_around(sentence, piece),
        *_syntax(sentence, piece),
        *_order(sentence, piece, context.title, context.pieces),
    ]


def _form(sentence: Sentence, piece: Piece) -> Iterator[str]:
    inside = sentence.tokens(piece)
    words = {t.lower_ for t in inside}
    prize, best = bool(words & _PRIZES), "best" in words
    yield f"kind={piece.kind}"
    yield f"kx={_kind(sentence, piece)}"
    yield f"len={min(len(inside), 6)}"
    yield f"single={len(inside) == 1}"
    yield f"prize={prize}"
    yield f"best={best}"
    yield f"prizebest={prize}{best}"
    yield f"company={bool(words & _FIRMS)}"
    yield f"comm={sentence.commonness(piece)}"
    yield f"person={sentence.is_personal(piece)}"
    yield f"start={inside[0].tag_}"
    yield f"end={inside[-1].tag_}"
    yield f"firstw={form(inside[0])}"
    yield f"lastw={form(inside[-1])}"
    for word in sorted(words & common_words()):
        yield f"in={word}"


def _as_term(context: Context, piece: Piece) -> Iterator[str]:
    """Which relations a candidate is a value of elsewhere, and whether it is the only such one."""
    if not _is_text(piece):
        return
    counts = context.counts(piece)
    yield f"isterm={bool(counts)}&kind={piece.kind}"
    for relation, count in sorted(counts.items()):
        yield f"term={relation}"
        yield f"term={relation}{min(count, 3)}"
        yield f"termalone={relation}{context.chief[relation] == 1}"
    if counts:
        yield f"terms={'+'.join(sorted(counts))}"
    if len(counts) == 1:
        yield f"termonly={next(iter(counts))}"
    yield from (f"termtop={relation}" for relation in sorted(_chief(counts)))


def _chief(counts: Mapping[str, int]) -> set[str]:
    most = max(counts.values(), default=0)
    return {relation for relation, count in counts.items() if count == most}


def _known(sentence: Sentence, piece: Piece) -> Iterator[str]:
    start, end = piece.start, piece.end
    named = piece.kind == "name"
    kinds = sentence.kinds(piece.label) if named else frozenset()
    exact = (start, end) in sentence.tagged
    cut = any(one < start < two or one < end < two for one, two in sentence.tagged)
    said = sentence.said.get(end - 1, set()) | sentence.said.get(start, set())
    yield f"tags={sentence.tagged_kinds(piece)}"
    yield f"type={sentence.mention_types(piece)}"
    yield f"exact={exact}{cut}"
    yield f"kb={'+'.join(sorted(kinds - {'concept'}))}"
    yield from ([f"said={name}" for name in sorted(said)] or ["said="])
    scheme, key = concepts().get(piece.label.lower(), ("", "")) if _is_text(piece) else ("", "")
    yield f"concept={scheme}"
    if key:
        yield f"concept={scheme}:{key}"


def _facts(sentence: Sentence, piece: Piece, film: str | None) -> Iterator[str]:
    """What those who bear a name do in films, and in this one."""
    if piece.kind != "name":
        return
    roles = sentence.known.occupations(piece.label)
    facts = sentence.known.facts(film, piece.label)
    yield from (f"does={role}" for role in sorted(roles))
    yield f"does={'+'.join(sorted(roles & _TRADES))}"
    yield from (f"fact={fact}" for fact in sorted(facts))
    if film is not None:
        yield f"fact={bool(facts)}"


def _nested(context: Context, piece: Piece) -> Iterator[str]:
    """Whether a candidate lies inside or around one that is a term, a known name, an entity."""
    inside: set[str] = set()
    around: set[str] = set()
    own: frozenset[str] = frozenset()
    for other, standing in zip(context.pieces, context.standing, strict=True):
        if other is piece:
            own = standing
        elif other.start <= piece.start and piece.end <= other.end:
            inside |= standing
        elif piece.start <= other.start and other.end <= piece.end:
            around |= standing
    nest = f"in{''.join(sorted(inside))}&around{''.join(sorted(around))}"
    yield from (f"inside={mark}" for mark in sorted(inside))
    yield from (f"around={mark}" for mark in sorted(around))
    yield f"nest={''.join(sorted(own))}&{nest}"


def _is_text(piece: Piece) -> bool:
    return piece.kind in {"name", "term", "noun"}


def _around(sentence: Sentence, piece: Piece) -> Iterator[str]:
    doc, start, end, word = sentence.doc, piece.start, piece.end, sentence.word
    kind, edge = _kind(sentence, piece), sentence.edges(piece)
    yield f"aft={word(end)}"
    yield f"bef={word(start - 1)}"
    yield f"bef2={word(start - 2)}+{word(start - 1)}"
    yield f"bef3={word(start - 3)}+{word(start - 2)}+{word(start - 1)}"
    yield f"aft2={word(end)}+{word(end + 1)}"
    yield f"edge={edge}"
    yield f"edge={edge}&kx={kind}"
    yield f"quoted={start > 0 and doc[start - 1].is_quote}"
    yield f"paren={start > 0 and doc[start - 1].text == '('}"
    for lemma in sorted(_window(sentence, start - 8, start)):
        yield f"near={lemma}"
    for lemma in sorted(_window(sentence, start - 5, start)):
        yield f"near={lemma}&kx={kind}"
    for lemma in sorted(_window(sentence, end, end + 4)):
        yield f"beh={lemma}"
    for lemma in sorted(_list_head(doc, start)):
        yield f"list={lemma}"
        yield f"list={lemma}&kx={kind}"


def _syntax(sentence: Sentence, piece: Piece) -> Iterator[str]:
    root = sentence.tokens(piece).root
    verbs = _verbs_above(root)
    verb = verbs[0] if verbs else "#"
    low = root.head.is_lower and root.dep_ == "pobj"
    preposition = root.head.lower_ if low else "#"
    yield f"dep={root.dep_}"
    yield f"head={plain(root.head)}"
    yield f"head2={plain(root.head.head)}"
    yield f"path={'+'.join(path(root))}"
    yield f"v={verb}"
    yield f"v2={'+'.join(verbs[:2])}"
    yield f"prep={preposition}"
    yield f"vprep={verb}+{preposition}"
    yield f"headprep={plain(root.head.head)}+{preposition}"
    yield f"low={piece.kind in {'term', 'noun'}}&dep={root.dep_}&v={verb}"


def _order(
    sentence: Sentence, piece: Piece, title: Piece | None, pieces: Sequence[Piece]
) -> Iterator[str]:
    doc, start, end = sentence.doc, piece.start, piece.end
    kind, place = _kind(sentence, piece), bucket(start, 0, 3, 8, 15, 25)
    label = tagged_kind(doc[end - 1])
    same = [p for p in pieces if p.kind == piece.kind and tagged_kind(doc[p.end - 1]) == label]
    rank = min(sum(p.end <= start for p in same), 5)
    yield f"pos={place}"
    yield f"pos={place}&kx={kind}"
    yield f"rank={rank}"
    yield f"rank={rank}&kx={kind}"
    yield f"rep={min(sum(p.label == piece.label for p in pieces), 3)}"
    yield f"only={len(same) == 1}&kx={kind}"
    yield f"last={pieces[-1] is piece}"
    if title is not None:
        yield f"over={lie(piece, title)}"
        yield f"dist={bucket(start - title.end, -30, -1, 2, 5, 9, 15, 25)}"


def lie(piece: Piece, title: Piece) -> str:
    """How a value lies to the likeliest title."""
    if title.start <= piece.start and piece.end <= title.end:
        return "in"
    if piece.start < title.end and title.start < piece.end:
        return "cross"
    return "before" if piece.end <= title.start else "after"


def _kind(sentence: Sentence, piece: Piece) -> str:
    if piece.kind in {"date", "year"}:
        return piece.kind
    if piece.kind in {"term", "noun"}:
        return "low"
    return tagged_kind(sentence.doc[piece.end - 1]) or "NAME"


def _verbs_above(token: Token) -> list[str]:
    """The lemmas of the verbs over a token, nearest first."""
    found = []
    for _ in range(6):
        if token.pos_ in {"VERB", "AUX"} and token.is_lower:
            found.append(token.lemma_.lower())
        if token.head.i == token.i:
            break
        token = token.head
    return found


def _window(sentence: Sentence, start: int, end: int) -> set[str]:
    return set(sentence.lemmas[max(0, start) : min(len(sentence.doc), end)]) - {"", "@"}


def _list_head(doc: Doc, start: int) -> set[str]:
    """The words before the enumeration that a value stands in (``directed by A, B and C``)."""
    at = start - 1
    while at >= 0 and (
        doc[at].text[0].isupper() or doc[at].is_punct or doc[at].text in {"and", "&", "or", "as"}
    ):
        at -= 1
    return {plain(doc[i]) for i in (at, at - 1) if i >= 0} - {"@"}
