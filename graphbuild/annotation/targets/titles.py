"""Candidate titles of a sentence, with the features that a trained reader weighs.

The features speak of words, forms and syntax, of types and of what the knowledge base knows; names
are never among them.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

from graphbuild.annotation.tagging import is_tagged_somebody, tagged_kind, tagged_names
from graphbuild.annotation.targets.known import Proposal
from graphbuild.annotation.targets.text import (
    JOINTS,
    Piece,
    Sentence,
    bucket,
    form,
    is_foreign,
    path,
    plain,
    written,
)

__all__ = ["title_features", "title_pieces"]

_AFTER_TITLE = frozenset(
    "is was has had stars features follows received won premiered grossed tells earned ( , 's "
    "were are did became opened focuses takes depicts centers revolves marked begins does will "
    "also being been made debuted went".split()
)
_PRIZES = frozenset("award awards prize oscar festival best academy".split())
_FIRMS = frozenset(
    "pictures films studios studio productions entertainment company inc inc. ltd bros bros. "
    "university party war records".split()
)
_WORKS = frozenset("film movie short cartoon series novel character titled called feature".split())
_ENDS = frozenset({"!", "?", "...", "…", "'", "’"})
_FILMS = frozenset("film movie short sequel it picture cartoon".split())
_MOST, _LOOSE, _PROPOSED, _HALF = 14, 3, 3, 3


def title_pieces(sentence: Sentence) -> list[Piece]:
    """What may be the title: spans in capitals with what joins them, what opens the sentence,
    quotations; and films that the names or the awards of the sentence belong to (``known``)."""
    found = dict.fromkeys(_spans(sentence), "span") | dict.fromkeys(_quoted(sentence), "quoted")
    pieces = (
        Piece(start, end, written(sentence.doc.text_of(start, end)), kind)
        for (start, end), kind in sorted(found.items())
    )
    spans = [p for p in pieces if len(p.label) > 1 or p.label.isdigit()]
    said = {p.label.lower() for p in spans}
    awarded = [film.label for film in sentence.nominated.values()]
    offered = (
        [label for label in labels if label.lower() not in said][:_PROPOSED]
        for labels in (sentence.proposals, awarded)
    )
    unsaid = {label.lower(): label for labels in offered for label in labels}
    return [*spans, *(Piece(0, 0, label, "known") for label in unsaid.values())]


def _spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    doc = sentence.doc
    for start, token in enumerate(doc):
        opens = _opens(sentence, start) and (token.is_alpha or token.text.startswith("'"))
        if sentence.capital[start] or token.text in {"...", "…"} or opens:
            for end in _span_ends(sentence, start):
                if end - start > 1 or not token.is_punct:
                    yield start, end


def _opens(sentence: Sentence, start: int) -> bool:
    """Whether a sentence begins here, or only a mark before."""
    doc = sentence.doc
    marked = start > 0 and (doc[start - 1].is_quote or doc[start - 1].text == "(")
    return start in sentence.openings or (marked and (start - 1 in sentence.openings or start < 3))


def _span_ends(sentence: Sentence, start: int) -> Iterator[int]:
    """Where a title that begins here may end; only an opening one may hold other words."""
    doc = sentence.doc
    allowed = _LOOSE if start in sentence.openings or start < 3 else 0
    loose = 0
    for end in range(start + 1, min(start + _MOST, len(doc)) + 1):
        last = doc[end - 1]
        if last.is_space or last.text in '";“”':
            return
        inner = sentence.capital[end - 1] or sentence.is_inner(end - 1)
        loose += end - 1 > start and not inner
        if loose > allowed:
            return
        if end < len(doc) and doc[end].lower_ in {"n't", "’t"}:
            continue
        whole = sentence.capital[end - 1] or last.text in _ENDS or is_foreign(last)
        if (whole or (loose and last.is_alpha)) and (not loose or _closes(sentence, end)):
            yield end


def _closes(sentence: Sentence, end: int) -> bool:
    """Whether what stands here may follow a title: a verb, a mark, the end."""
    if end == len(sentence.doc):
        return True
    token = sentence.doc[end]
    return token.lower_ in _AFTER_TITLE or token.pos_ in {"AUX", "VERB"} or token.is_quote


def _quoted(sentence: Sentence) -> Iterator[tuple[int, int]]:
    marks = [t.i for t in sentence.doc if t.is_quote]
    for one, two in itertools.pairwise(marks):
        if 1 < two - one <= _MOST:
            yield one + 1, two


def title_features(sentence: Sentence, piece: Piece, labels: Collection[str]) -> list[str]:
    """Features of a candidate title; ``labels`` are those of all candidates."""
    if piece.kind == "known":
        return [
            *_proposed(sentence, piece.label, labels),
            *_awarded(sentence, piece.label),
            f"known={_nominated(sentence, piece.label)}",
        ]
    kinds = sentence.kinds(piece.label)
    return [
        *_around(sentence, piece),
        *_inside(sentence, piece),
        *_known(sentence, piece, kinds),
        *_syntax(sentence, piece),
        *_crossed(sentence, piece, kinds),
        *_supported(sentence, piece),
        *_awarded(sentence, piece.label),
        f"kind={piece.kind}",
        f"rep={min(sum(label == piece.label for label in labels), 3)}",
    ]


def _around(sentence: Sentence, piece: Piece) -> Iterator[str]:
    doc, start, end = sentence.doc, piece.start, piece.end
    word = sentence.word
    before, after, after2, after3 = word(start - 1), word(end), word(end + 1), word(end + 2)
    yield f"bef={before}"
    yield f"aft={after}"
    yield f"aft2={after}+{after2}"
    yield f"aft3={after}+{after2}+{after3}"
    yield f"bef2={word(start - 2)}+{before}"
    yield f"year={'0' in (after2, after3)}&{after}"
    yield f"workaft={after in _WORKS}"
    yield f"workbef={before if before in _WORKS else ''}"
    yield f"edge={sentence.edges(piece)}"
    yield f"paren={_text(sentence, start - 1) == '('}{_text(sentence, end) == ')'}"
    yield f"colonafter={_text(sentence, end) == ':'}{sentence.is_capital(end + 1)}"
    quoted = start > 0 and doc[start - 1].is_quote and end < len(doc) and doc[end].is_quote
    yield f"quoted={quoted}"
    for index in range(max(0, start - 3), start):
        yield f"nb={word(index)}"
    for index in range(end, min(len(doc), end + 4)):
        yield f"na={word(index)}"


def _inside(sentence: Sentence, piece: Piece) -> Iterator[str]:
    inside = sentence.tokens(piece)
    words = {t.lower_ for t in inside}
    lower = sum(t.is_alpha and t.is_lower and t.lower_ not in JOINTS for t in inside)
    spaced = (t.i > piece.start and sentence.doc[t.i - 1].whitespace_ for t in inside)
    marks = (t.text in {":", ",", "!", "?", ")", "..."} for t in inside)
    length, common = len(inside), sentence.commonness(piece)
    alpha = [t for t in inside if t.is_alpha]
    yield f"len={bucket(length, 1, 2, 3, 4, 6, 8)}"
    yield f"start={form(inside[0])}"
    yield f"end={form(inside[-1])}"
    yield f"startpos={inside[0].tag_}"
    yield f"endpos={inside[-1].tag_}"
    yield f"startlow={inside[0].is_lower}"
    yield f"comm={common}"
    yield f"comm={common}&len={min(length, 4)}"
    yield f"lower={min(lower, 3)}"
    yield f"spaced={any(s and m for s, m in zip(spaced, marks, strict=True))}"
    yield f"award={bool(words & _PRIZES)}"
    yield f"company={bool(words & _FIRMS)}"
    yield f"colon={':' in words}"
    yield f"comma={',' in words}"
    yield f"verbin={any(t.pos_ == 'VERB' and t.is_lower for t in inside)}"
    yield f"digit={any(t.is_digit for t in inside)}"
    yield f"possin={any(t.tag_ == 'POS' for t in inside[:-1])}"
    yield f"upper={bool(alpha) and all(t.is_upper for t in alpha)}"
    yield f"number={length == 1 and inside[0].is_digit}"
    yield f"person={sentence.is_personal(piece)}"
    yield f"open={'(' in words}{')' in words}"
    yield f"by={'by' in words}{'and' in words}"
    people = {t.head.i for t in inside if is_tagged_somebody(t) and t.dep_ == "compound"}
    yield f"people={min(len(people), 2)}&and={'and' in words}"


def _known(sentence: Sentence, piece: Piece, kinds: frozenset[str]) -> Iterator[str]:
    start, end = piece.start, piece.end
    names = tagged_names(sentence.doc)
    whole = [tagged_kind(sentence.doc[n.start]) for n in names if (n.start, n.end) == (start, end)]
    cut = any(n.start < start < n.end or n.start < end < n.end for n in names)
    yield f"tags={sentence.tagged_kinds(piece)}"
    yield f"ent={whole[0] if whole else cut}"
    yield f"type={sentence.mention_types(piece)}"
    yield f"subject={start in sentence.subjects}"
    yield f"kb={'+'.join(sorted(kinds))}"
    yield f"kbfilm={'film' in kinds}"
    rivals = "".join("yn"[k not in kinds] for k in ("person", "place", "character"))
    yield f"kbfilm={'film' in kinds}&{rivals}"


def _supported(sentence: Sentence, piece: Piece) -> Iterator[str]:
    """How the film of this title goes with the other names and the years of the sentence."""
    known = sentence.known
    film = known.film(piece.label)
    kind = film.kind if film else ""
    names = known.linked(film.key, piece.start, piece.end) if film else 0
    dated = film is not None and film.year in known.years
    yield f"kn={bucket(names, 0, 1, 2, 4)}"
    yield f"kn={bucket(names, 0, 1, 2, 4)}&kind={kind}"
    yield f"kdated={dated}&kind={kind}"
    yield f"kdated={dated}&kn={min(names, 2)}"
    yield f"kpart={names > 0}{_part(sentence, names)}&kind={kind}"


def _part(sentence: Sentence, names: int) -> str:
    """How great a part of the people and other known names of a sentence belong to a film."""
    known = sentence.known.named()
    people = {end - 1 for (_, end), label in sentence.tagged.items() if label == "somebody"}
    return bucket(names / max(1, len(known | people)), 0.34, 0.67, 0.99)


def _awarded(sentence: Sentence, label: str) -> Iterator[str]:
    """How the nominations of the film of this title go with the sentence."""
    film = sentence.nominated.get(label.lower())
    if film is None:
        return
    names, rivals = bucket(len(film.names), 0, 1, 2), bucket(film.rivals, 0, 1, 3, 8)
    yield "nominated"
    yield f"nomnames={names}&dated={film.dated}"
    yield f"nomrivals={rivals}"
    yield f"nomrivals={rivals}&names={names}&dated={film.dated}"
    yield f"nomcategories={min(len(film.categories), 3)}"
    yield f"nomrank={list(sentence.nominated).index(label.lower())}"
    yield f"nomwon={film.won}&{any(lemma == 'win' for lemma in sentence.lemmas)}"


def _nominated(sentence: Sentence, label: str) -> str:
    """Whether a film is proposed by names, by awards, or by both."""
    return "".join(
        "yn"[not f] for f in (label in sentence.proposals, label.lower() in sentence.nominated)
    )


def _proposed(sentence: Sentence, label: str, labels: Collection[str]) -> Iterator[str]:
    """Features of a film that the sentence does not name, or only in part."""
    film = sentence.proposals.get(label)
    title = label.lower()
    halves = (h.lower() for h in labels if len(h) > _HALF and h != label)
    half = any(title.startswith(h) or title.endswith(h) for h in halves)
    yield "known"
    yield f"knownhalf={half}"
    yield f"knownopens={sentence.word(0)}"
    yield f"knownopens={sentence.word(0)}+{sentence.word(1)}"
    if film is not None:
        yield from _linked(sentence, film, half=half)


def _linked(sentence: Sentence, film: Proposal, *, half: bool) -> Iterator[str]:
    """How a film that is proposed goes with the names of the sentence."""
    names = len(film.roles)
    number, part = bucket(names, 1, 2, 3, 4, 6), _part(sentence, names)
    rivals = bucket(film.rivals, 0, 1, 3, 8)
    spoken = any(t.lower_ in _FILMS for t in sentence.doc)
    yield f"known={number}"
    yield f"known={number}&film={spoken}"
    yield f"known={number}&rivals={rivals}"
    yield f"knownrivals={rivals}"
    yield f"knownrank={list(sentence.proposals).index(film.label)}"
    yield f"knownsurnames={bucket(film.surnames, 0, 1)}"
    yield f"knowndated={film.dated}"
    yield f"knownpart={part}"
    yield f"knownpart={part}&known={min(names, 3)}"
    yield f"knownlike={bucket(film.likeness, 0, 0.34, 0.67, 0.99)}"
    yield f"knownhalf={half}&dated={film.dated}"
    yield f"knownprior={bucket(film.prior, 0.3, 0.5, 0.7)}"
    yield f"knownroles={'+'.join(sorted(set(film.roles)))}"
    yield from (f"knownrole={role}" for role in sorted(set(film.roles)))


def _syntax(sentence: Sentence, piece: Piece) -> Iterator[str]:
    root = sentence.tokens(piece).root
    yield f"dep={root.dep_}"
    yield f"head={plain(root.head)}"
    yield f"dephead={root.dep_}+{plain(root.head)}"
    yield f"headpath={'+'.join(path(root)[:3])}"


def _crossed(sentence: Sentence, piece: Piece, kinds: frozenset[str]) -> Iterator[str]:
    start, end, length = piece.start, piece.end, piece.end - piece.start
    place, edge, film = _place(sentence, piece), sentence.edges(piece), "film" in kinds
    apart = sentence.is_apart(end)
    before, behind = _pos(sentence, start - 1), _pos(sentence, end)
    first = place == "first"
    yield f"place={place}"
    yield f"opens={start in sentence.openings}"
    yield f"apart={apart}"
    yield f"apart={apart}&{sentence.word(end + 1)}"
    yield f"pos={behind}"
    yield f"posb={before}"
    yield f"posab={before}+{behind}"
    yield f"pos={before}+{behind}&apart={apart}"
    yield f"first={first}&aft={sentence.word(end)}"
    yield f"first={first}&pos={behind}"
    yield f"place={place}&kbfilm={film}"
    yield f"place={place}&apart={apart}"
    others = any(sentence.is_apart(i) for i in range(1, len(sentence.doc)))
    yield f"apart={apart}&any={others}"
    yield f"place={place}&tags={sentence.tagged_kinds(piece)}"
    yield f"place={place}&type={sentence.mention_types(piece)}"
    yield f"edge={edge}&place={place}"
    yield f"edge={edge}&kbfilm={film}"
    yield f"len={min(length, 3)}&kbfilm={film}"
    yield f"single={length == 1}&comm={sentence.commonness(piece) != '0'}&place={place}"
    yield f"article={sentence.doc[start].lower_ in {'the', 'a', 'an'}}&edge={edge[:2]}"


def _place(sentence: Sentence, piece: Piece) -> str:
    start = piece.start
    if start == 0 or (start < 3 and not any(sentence.capital[:start])):
        return "first"
    return "opens" if start in sentence.openings else "at" + bucket(start, 5, 14)


def _pos(sentence: Sentence, index: int) -> str:
    return sentence.doc[index].pos_ if 0 <= index < len(sentence.doc) else "#"


def _text(sentence: Sentence, index: int) -> str:
    return sentence.doc[index].text if 0 <= index < len(sentence.doc) else ""
