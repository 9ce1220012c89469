"""Occurrences of names, gathered by their normalised form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from graphbuild.annotation.english.definitions import year_of_definition
from graphbuild.annotation.english.lexicon import given_names
from graphbuild.annotation.evidence.context import cues
from graphbuild.annotation.evidence.places import place_features
from graphbuild.annotation.evidence.surroundings import PLAIN
from graphbuild.annotation.evidence.title_odds import title_odds
from graphbuild.annotation.evidence.weights import scores_by_hand, type_scores
from graphbuild.annotation.names.forms import core_words
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis, Block
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan
    from graphbuild.knowledge.records import AliasHit

__all__ = ["AMONG_SERIES", "HEARD", "Form", "Occurrence", "gather", "shortened"]

AMONG_SERIES = "is named where series are spoken of"
HEARD = 0.6
"""How much a full name hears of what is said of its parts."""

_OF_FORM = (
    "is tagged as somebody",
    "is a given name",
    "is a common word",
    "has a single word",
    "begins with a given name",
    "is built like a full name",
    "is made of common words",
    "ends with a common word",
    "begins with a common word",
)
_ONCE = (
    *_OF_FORM,
    "is in capitals",
    "is an abbreviation",
    "is built like a title",
    "ends ",
    "begins ",
    "has a title of address",
    "names a festival or institution",
    f"{PLAIN}of ",
    f"{PLAIN}with ",
    f"{PLAIN}ending ",
    f"{PLAIN}named ",
)
"""How cues begin that are the same wherever the name stands, and so count once."""
_OF_WORDS = (
    *_OF_FORM,
    "is tagged as ",
    "is taken up ",
    "follows 'the'",
    "is an abbreviation",
    "is in capitals",
    "is what something is in",
)
_TITLE_WORDS, _ASIDE = 40, 25
_CENTURIES = ("18", "19", "20")
_RIVALS = ("person", "character", "place", "organization", "award")


@dataclass(slots=True)
class Occurrence:
    """One proposed span with its cues and what they add up to, by type.

    ``own_scores`` are those of the place alone: without the form, which is the same for title and
    person, and without the type that it is tagged as, which cannot tell them apart. ``owner`` is
    the name that possesses it (*Nair's* Monsoon), ``company`` the names beside it in its sentence
    (normalised all), ``year`` the year given with it, ``years`` those of the sentence.
    """

    span: ProposedSpan
    doc: Doc
    cues: list[str]
    scores: dict[str, float] = field(default_factory=dict)
    own_scores: dict[str, float] = field(default_factory=dict)
    owner: str = ""
    company: frozenset[str] = frozenset()
    year: int | None = None
    years: frozenset[int] = frozenset()
    _odds: float | None = None
    _scored: list[str] = field(default_factory=list)

    @property
    def title_odds(self) -> float:
        """Log-odds that a title stands in its place rather than somebody's name."""
        if self._odds is None:
            self._odds = title_odds(self.doc, self.span.start, self.span.end)
        return self._odds

    def rescore(self) -> None:
        """Add up the cues anew where they have changed."""
        if self._scored == self.cues:
            return
        self._scored = list(self.cues)
        self.scores = type_scores(self.cues)
        self.own_scores = type_scores(c for c in self.cues if not _is_of_form(c))

    @property
    def film_lead(self) -> float:
        """How much more the cues speak for a film than for anyone or any place."""
        return _film_lead(self.scores)

    @property
    def place_lead(self) -> float:
        """The same of what its place alone says."""
        return _film_lead(self.own_scores)

    def said(self) -> dict[str, float]:
        """What the words around it say, by type: not its form, nor its tags, nor what may be
        said of anything."""
        return type_scores(c for c in self.cues if not c.startswith(_OF_WORDS))


def _film_lead(scores: Mapping[str, float]) -> float:
    return scores.get("film", 0.0) - max(scores.get(t, 0.0) for t in _RIVALS)


@dataclass
class Form:
    """All occurrences of one normalised form, and the cues of its ``standing`` in the essay.

    They are all there before anything is asked of it. Of a full name ``parts`` are the first name
    and surname, where the essay has them alone, and the name without its title of address.
    ``company`` says whom and what else the
    essay names, once that is decided, ``eponymous`` whether the essay speaks of a title role.
    """

    key: str
    occurrences: list[Occurrence] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    parts: Sequence[Form] = ()
    company: Sequence[str] = ()
    eponymous: bool = False

    @cached_property
    def hits(self) -> tuple[AliasHit, ...]:
        return self.occurrences[0].span.hits

    @cached_property
    def strong_count(self) -> int:
        return sum(not o.span.weak for o in self.occurrences)

    @cached_property
    def first(self) -> int:
        """Where the essay has it first."""
        return min(o.span.span.start for o in self.occurrences)

    @property
    def is_given_name(self) -> bool:
        return self.key in given_names()

    @property
    def is_of_another_kind(self) -> bool:
        """Whether some place speaks more for a work or a series than for a film."""
        return any(
            max(o.scores.get("work", 0.0), o.scores.get("series", 0.0)) > o.scores.get("film", 0.0)
            for o in self.occurrences
        )

    @property
    def is_among_series(self) -> bool:
        """Whether the essay speaks of series."""
        return AMONG_SERIES in self.standing

    @property
    def in_title(self) -> bool:
        return any("stands in the title" in o.cues for o in self.occurrences)

    @cached_property
    def text(self) -> str:
        """How the form is written where it stands first."""
        return self.occurrences[0].span.text

    def film_evidence(self) -> float:
        """The best case for a film among the occurrences, tempered by the mean."""
        leads = [o.film_lead for o in self.occurrences]
        return 0.7 * max(leads) + 0.3 * sum(leads) / len(leads)

    def marked_evidence(self) -> float:
        """The best case for a film that a place makes, whatever the name looks like."""
        return max(o.place_lead for o in self.occurrences)

    def shares(self) -> dict[str, float]:
        """How much each cue counts: what places say adds up, damped, so that many weak cues do
        not outweigh every strong one; how the name looks, the same in all of them, counts once."""
        count = len(self.occurrences)
        if count == 1:
            return dict.fromkeys((*self.occurrences[0].cues, *self.standing), 1.0)
        found: dict[str, int] = {}
        for occurrence in self.occurrences:
            for cue in dict.fromkeys(occurrence.cues):
                found[cue] = found.get(cue, 0) + 1
        damping = math.sqrt(count)
        shares = {c: n / (count if _counts_once(c) else damping) for c, n in found.items()}
        return shares | dict.fromkeys(self.standing, 1.0)

    def features(self) -> dict[str, float]:
        """The ``shares`` of the cues and those of the places, which are damped as well."""
        found = self.shares()
        damped = 1 / math.sqrt(len(self.occurrences))
        for occurrence in self.occurrences:
            span = occurrence.span
            for feature in place_features(occurrence.doc, span.start, span.end):
                found[feature] = found.get(feature, 0.0) + damped
        return found

    def scores(self) -> dict[str, float]:
        """What all occurrences and the standing say by hand, by type."""
        total: dict[str, float] = {}
        by_hand = scores_by_hand()
        for cue, share in self.shares().items():
            for type_, weight in by_hand.get(cue, {}).items():
                total[type_] = total.get(type_, 0.0) + share * weight
        return total

    def place_scores(self) -> dict[str, float]:
        """The mean of what the places alone say (see ``Occurrence.own_scores``)."""
        total: dict[str, float] = {}
        for occurrence in self.occurrences:
            for type_, weight in occurrence.own_scores.items():
                total[type_] = total.get(type_, 0.0) + weight / len(self.occurrences)
        return total


@cache
def _is_of_form(cue: str) -> bool:
    return cue.startswith(_OF_FORM)


@cache
def _counts_once(cue: str) -> bool:
    return cue.startswith(_ONCE)


def _parts_of(form: Form, forms: Mapping[str, Form]) -> list[Form]:
    words = form.key.split()
    if len(words) < 2:
        return []
    core = normalise(" ".join(core_words(form.text)))
    shorter = dict.fromkeys((words[0], words[-1], core))
    return [forms[w] for w in shorter if w in forms and w != form.key]


def shortened(forms: Iterable[str]) -> set[str]:
    """The first names and surnames of the full names among the forms."""
    return {part for key in forms if " " in key for part in (key.split()[0], key.split()[-1])}


def gather(analysis: Analysis, spans: Iterable[ProposedSpan]) -> dict[str, Form]:
    """Forms by key, in order of first occurrence, with their cues."""
    spans = tuple(spans)
    sizes = [sum(not (t.is_punct or t.is_space) for t in b.doc) for b in analysis.blocks]
    marks_titles = sum(s.mark == "italic" for s in spans) >= 3
    forms: dict[str, Form] = {}
    for span in spans:
        block = analysis.blocks[span.block]
        found = cues(block.doc, span, title_case=_title_cased(span))
        found += _position(analysis, span, sizes[span.block])
        prose = block.region.kind in {"body", "author_bio"}
        if marks_titles and prose and not span.mark and not _all_italic(analysis, span):
            found.append("is not marked, where titles are")
        key = normalise(span.text)
        if not key:
            continue
        occurrence = Occurrence(span, block.doc, found, year=_year_beside(block.doc, span))
        forms.setdefault(key, Form(key)).occurrences.append(occurrence)
    for form in forms.values():
        form.parts = _parts_of(form, forms)
        _mark_unmarked(form)
        for occurrence in form.occurrences:
            occurrence.rescore()
    _add_company(analysis, forms)
    return forms


def _year_beside(doc: Doc, span: ProposedSpan) -> int | None:
    """The year right before a name (*the 2013 Carrie*), or in parentheses behind it."""
    around = [span.start - 1] if span.start else []
    if span.end < len(doc) and doc[span.end].lower_ in {"(", "of", "from"}:
        around.append(span.end + 1)
    years = [y for i in around if i < len(doc) and (y := _year(doc[i]))]
    reach = _ASIDE if span.mark == "film" else 1  # "The Fugitive, also known as …, is a 1933 film"
    for i in range(span.end, min(span.end + reach, len(doc))):
        defined = year_of_definition(doc, i)
        if defined:
            return defined
    return years[-1] if years else None


def _year(token: Token) -> int | None:
    text = token.text
    return int(text) if len(text) == 4 and text.isdigit() and text[:2] in _CENTURIES else None


def _add_company(analysis: Analysis, forms: Mapping[str, Form]) -> None:
    """Tell each occurrence who stands beside it in its sentence, and who possesses it."""
    sentences: dict[tuple[int, int], list[tuple[str, Occurrence]]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            span = occurrence.span
            sent = analysis.blocks[span.block].doc[span.start].sent.start
            sentences.setdefault((span.block, sent), []).append((form.key, occurrence))
    for (block, first), held in sentences.items():
        sentence = analysis.blocks[block].doc[first].sent
        years = frozenset(y for t in sentence if (y := _year(t)))
        keys = frozenset(key for key, _ in held)
        ends = {o.span.end: key for key, o in held}
        for key, occurrence in held:
            doc, start = analysis.blocks[occurrence.span.block].doc, occurrence.span.start
            occurrence.company, occurrence.years = keys - {key}, years
            if start > 1 and doc[start - 1].tag_ == "POS":
                occurrence.owner = ends.get(start - 1, "")


def _title_cased(span: ProposedSpan) -> bool:
    return span.weak and not span.tagged


def _all_italic(analysis: Analysis, span: ProposedSpan) -> bool:
    """The span lies inside a longer emphasised passage, where titles cannot stand out."""
    start, end = span.span
    return any(i.start <= start and end <= i.end for i in analysis.essay.italics)


def _position(analysis: Analysis, span: ProposedSpan, size: int) -> list[str]:
    """Cues of where a span stands in the essay; ``size`` counts the words of its block."""
    block = analysis.blocks[span.block]
    found = []
    if block.region.kind == "byline":
        return ["is cited like a byline"]
    whole = size <= span.end - span.start <= 8
    if whole and size > 1 and block.doc[span.start].lower_ in given_names():
        found.append("is cited like a byline")
    elif whole and block.region.kind in {"heading", "body"}:
        found.append("is the whole heading")
    if span.start == 0 and block.doc.text_of(span.end, span.end + 1) in {"–", "—"}:
        found.append("opens a paragraph before a dash")
    if span.block == 0 and _is_title(block):
        found.append("stands in the title")
        after = block.doc[span.end] if span.end < len(block.doc) else None
        if span.start == 0 and after is not None and after.text in {":", "(", "–", "—", "-", "|"}:
            found.append("opens the title")
    return found


def _is_title(block: Block) -> bool:
    """Whether a first block is the title: short, and no sentence unless it is a heading."""
    doc = block.doc
    sentence = block.region.kind == "body" and len(doc) > 0 and doc[-1].text == "."
    return len(doc) <= _TITLE_WORDS and not sentence


def _mark_unmarked(form: Form) -> None:
    """Where a form is marked as a title in places, the unmarked places mean something else."""
    if sum(o.span.mark in {"italic", "quoted"} for o in form.occurrences) > 1:
        for occurrence in form.occurrences:
            if not occurrence.span.mark and not occurrence.span.weak:
                occurrence.cues.append("is marked as a title elsewhere, not here")
