"""Mention detection: the spans of an essay that may be names.

Spans come from capitalised runs, quotation marks, italics, the model's entities and token
n-grams that the alias index knows (one batch of look-ups an essay; names are never scanned for).
The longest known name wins, then what is marked as a title, then the bare run. A span whose
capital proves nothing (start of a sentence, Title Case heading, all capitals) is ``weak``:
linking keeps it only when the essay or a roster supports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuild.annotation._citations import citations
from graphbuild.annotation._definitions import (
    behind_possessor,
    defined_title,
    made_by_another,
)
from graphbuild.annotation._lexicon import common_words, given_names, lexicon
from graphbuild.annotation._long_titles import long_titles
from graphbuild.annotation._names import is_festival
from graphbuild.annotation._nicknames import nickname_in, nicknamed, without_nickname
from graphbuild.annotation._repeated import repeated_titles
from graphbuild.annotation._roster import PROMINENT, is_of_film
from graphbuild.annotation._stress import Stress, is_common
from graphbuild.annotation._tokens import TokenFlags, flags, is_given_tail
from graphbuild.annotation.doc import Tokens
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import Span

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis, Block
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit

__all__ = ["ProposedSpan", "propose"]

_MAX_TOKENS = 9
_SURELY_TITLE = 4
_MAX_LOWER = 5
_SHORT, _SLOPPY = 3, 0.5
_QUOTED = re.compile(
    r"“([^“”]{1,90})”|\"([^\"]{1,90})\"|‘([^‘’]{2,70})’|(?<![\w'])'([A-Z][^']{1,70})'(?!\w)"
)
_DATED_LINE = re.compile(r"(\S.{0,80}?)\s?[\[(](?:18|19|20)\d\d[\])]\.?")
_SUBTITLED = re.compile(
    r"([A-Z][^.!?;:()]{0,40}: [A-Z][^.!?;:()]{0,60}?)\s?[\[(](?:18|19|20)\d\d[\])]"
)
_NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT", "NORP"}
)
_LONG_LABELS = frozenset({"ORG", "EVENT", "FAC", "LOC", "WORK_OF_ART"})
_JOINTS = frozenset("of the for with without in to and a an on at from 's ’s".split())
_GENITIVE_JOINTS = frozenset({"of", "from", "the"})
_BILLING = frozenset({"starring", "featuring", "by"})
_CREDITS = frozenset(
    "cast stars director directors dir directed writer writers written screenplay script producer "
    "producers produced music score composer cinematography cinematographer photography editor "
    "editing with reviewed".split()
)
"""Words before the names of a line of credits."""
_CASTING = frozenset({"as", "(", "...", "…", ".."})
"""What stands between performer and part in a line of the cast."""
_DASHES = frozenset({"-", "–", "—", "\t"})
"""The same where the line is not the first, which may be a headline."""
_BODY_JOINTS = frozenset({"of", "for", "the", "and"})
_BODIES = frozenset(
    "academy association board bureau center centre college commission committee council "
    "department faculty federation foundation guild institute institution ministry museum office "
    "organisation organization school society union university".split()
)
_ROYAL = frozenset("king queen prince princess lord lady lords kings queens princes".split())
_SURE = frozenset({"award", "place", "person", "event"})
_PLACED = frozenset({"GPE", "LOC", "NORP"})
_ARTICLES = frozenset({"the", "a", "an"})
_MAX_TITLE = 5
_SEQUELS = frozenset("2 3 4 5 6 7 8 9 II III IV VI VII VIII".split())
_WARS = frozenset({"I", "II", "One", "Two"})
_FOREIGN_ARTICLES = frozenset(
    "la le les l' l’ il lo los las el der die das une una un eine o os".split()
)
_SUFFIX_SECTIONS = ("organization", "place", "award", "event")


@dataclass(frozen=True, slots=True)
class ProposedSpan:
    """Tokens ``start`` … ``end`` (exclusive) of block number ``block`` that may be a name.

    ``span`` are essay offsets, ``mark`` is ``quoted``, ``italic``, what its sentence defines it to
    be (``film``, ``series``, ``work``) or empty, ``ner`` the model's label or empty, ``proper``
    whether it tags a proper noun, ``hits`` what the alias index holds under ``text``.
    """

    block: int
    start: int
    end: int
    span: Span
    text: str
    mark: str = ""
    ner: str = ""
    weak: bool = False
    proper: bool = True
    inside: bool = False
    hits: tuple[AliasHit, ...] = ()


def propose(analysis: Analysis, kb: KnowledgeBase) -> tuple[ProposedSpan, ...]:
    """The spans of an essay that may be names, sorted, not overlapping."""
    vocabulary = _lower_case_words(analysis.blocks)
    lower = _without_capitals(analysis.blocks)
    flagged = [flags(b.doc, vocabulary) for b in analysis.blocks]
    stress = Stress((b.doc, f) for b, f in zip(analysis.blocks, flagged, strict=True))
    views = [
        _View(i, b, f, b.doc, stress, lower)
        for i, (b, f) in enumerate(zip(analysis.blocks, flagged, strict=True))
    ]
    marked = [[*v.cited(), *v.defined(), *v.marked(analysis.essay.italics)] for v in views]
    grams = [[*v.grams(), *(v.lower_grams() if lower else ())] for v in views]
    wanted = {v.text(*g) for v, gs in zip(views, grams, strict=True) for g in gs}
    for view, ms in zip(views, marked, strict=True):
        wanted |= {text for s, e, _ in ms for text in view.readings(s, e)}
    known = kb.lookup_many(sorted(wanted))
    sure = _without_obscure(known, views, grams, marked)
    obscure = known.keys() - sure.keys()
    pairs = zip(views, grams, strict=True)
    grams = [[g for g in gs if v.text(*g) not in obscure] for v, gs in pairs]
    marked = [[v.parted(*m, known) for m in ms] for v, ms in zip(views, marked, strict=True)]
    repeated = repeated_titles((v.doc, v.flags) for v in views)
    found: list[ProposedSpan] = []
    for view, gs, ms in zip(views, grams, marked, strict=True):
        if not view.flags.title_case:
            parted = _beside_their_films(view, sure, kb)
            found += _block_spans(view, gs, ms, sure, parted, repeated.get(view.index, ()))
    proven = {normalise(s.text) for s in found if not s.weak}
    for view, gs, ms in zip(views, grams, marked, strict=True):
        if view.flags.title_case:
            found += _title_spans(view, gs, ms, sure, proven)
    found = [s if s.hits else replace(s, hits=known.get(s.text, ())) for s in found]
    found.sort(key=lambda s: s.span)
    found = _with_shared_surnames(found, analysis, kb)
    found = _with_named_before(found)
    return tuple(s for s in found if sum(map(str.isalnum, s.text)) > 1 or s.hits)


def _with_shared_surnames(
    found: list[ProposedSpan], analysis: Analysis, kb: KnowledgeBase
) -> list[ProposedSpan]:
    """A first name before *and* and a full name is also looked up with that one's surname:
    *Jean-Pierre and Luc Dardenne*."""
    full = {
        i: f"{one.text} {two.text.split()[-1]}"
        for i, (one, two) in enumerate(pairwise(found))
        if one.block == two.block
        and one.text.lower().split("-")[0] in given_names()
        and len(two.text.split()) > 1
        and analysis.essay.text[one.span.end : two.span.start] in (" and ", " & ")
    }
    known = kb.lookup_many(sorted(full.values())) if full else {}
    for i, name in full.items():
        people = tuple(h for h in known.get(name, ()) if h.type == "person")
        found[i] = replace(found[i], hits=(*found[i].hits, *people))
    return found


def _with_named_before(found: list[ProposedSpan]) -> list[ProposedSpan]:
    """A surname or first name of somebody whom the essay names in full needs no other support:
    *Branagh* at the start of a sentence; where it is a common word its capital must be its own
    (*in To's last film*)."""
    full = [s.text.split() for s in found if not s.weak and not s.mark and " " in s.text]
    full = [words for words in full if words[0].lower() in given_names()]
    parts = {w for words in full for w in (words[0], words[-1])}
    return [
        replace(s, weak=False)
        if s.weak and s.text in parts and (s.inside or s.text.lower() not in common_words())
        else s
        for s in found
    ]


def _without_obscure(
    known: dict[str, tuple[AliasHit, ...]],
    views: Sequence[_View],
    grams: Iterable[list[tuple[int, int]]],
    marked: Iterable[list[tuple[int, int, str]]],
) -> dict[str, tuple[AliasHit, ...]]:
    """What is known, without the titles so little known that words that are equal to them prove
    nothing; of several words, those stay that the essay marks or dates somewhere, of four those
    that begin with a capital or a number inside a sentence (*30 days of night*)."""
    shown = {v.text(s, e) for v, ms in zip(views, marked, strict=True) for s, e, _ in ms}
    for view, gs in zip(views, grams, strict=True):
        held = [(g, t) for g in gs if (t := view.text(*g)) in known]
        shown |= {t for g, t in held if view.is_chosen(*g) or view.is_dated(*g, known)}
    return {
        text: hits
        for text, hits in known.items()
        if not all(map(_is_obscure, hits)) or (" " in text and text in shown)
    }


def _is_obscure(hit: AliasHit) -> bool:
    """Whether it is a title so little known that words that are equal to it prove nothing."""
    return hit.type == "film" and hit.prior < PROMINENT


def _as_film(text: str, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    return any(h.type == "film" for h in known.get(text, ()))


def _lower_case_words(blocks: Iterable[Block]) -> frozenset[str]:
    """Words that the essay also writes in lower case: their capital proves little."""
    return frozenset(t.text for b in blocks for t in b.doc if t.is_lower)


def _without_capitals(blocks: Iterable[Block]) -> bool:
    """Whether the writer does not begin sentences with a capital, so that names lack theirs too."""
    first = [s[0] for b in blocks for s in b.doc.sents if len(s) > _SHORT and s[0].is_alpha]
    return len(first) > 1 and sum(t.is_lower for t in first) > _SLOPPY * len(first)


@dataclass(frozen=True, slots=True)
class _View:
    """A block with the flags of its tokens; ``stress`` tells what the writer does with capitals,
    ``lower`` whether he does without."""

    index: int
    block: Block
    flags: TokenFlags
    doc: Doc
    stress: Stress
    lower: bool = False

    def text(self, start: int, end: int) -> str:
        return self.doc.text_of(start, end)

    def readings(self, start: int, end: int) -> Iterator[str]:
        """A marked title as it stands, and without the possessor before it, with the possessor."""
        text = self.text(start, end)
        yield text
        if nickname_in(text):
            yield without_nickname(text)
        title = behind_possessor(self.doc, start, end)
        if title is not None:
            yield self.text(title, end)
            yield self.text(start, title - 1)

    def parted(
        self, start: int, end: int, mark: str, known: Mapping[str, tuple[AliasHit, ...]]
    ) -> tuple[int, int, str]:
        """A marked title without its possessor (*Mira Nair's* Monsoon), unless that belongs to
        the title (*Schindler's List*)."""
        if _as_film(self.text(start, end), known):
            return start, end, mark
        dated = self._dated_title(start, end, known)
        if dated is not None:
            return dated, end, mark
        title = behind_possessor(self.doc, start, end)
        if title is None:
            return start, end, mark
        owner = Tokens(self.doc, start, title - 1)
        alone = _as_film(self.text(title, end), known)
        if mark == "film" and not alone and made_by_another(self.doc, owner, end):
            return start, end, mark
        person = len(owner) > 1 and owner[0].lower_ in given_names()
        person = person or any(h.type == "person" for h in known.get(owner.text, ()))
        if person or alone:
            return title, end, mark
        return start, end, mark

    def _dated_title(
        self, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]
    ) -> int | None:
        """Where a known title of the year behind it begins: *Revisiting* Rebecca *(1940)*."""
        if not self.dated(end) or any(self.doc[i].text == ":" for i in range(start, end)):
            return None  # "Kabei: Our Mother (2008)" is one
        starts = range(start + 1, end)
        return next((at for at in starts if self.is_dated(at, end, known)), None)

    def is_chosen(self, start: int, end: int) -> bool:
        """Whether words so many begin with a capital or a number that no sentence asks for."""
        begins = self.flags.cap[start] or self.flags.number[start]
        return begins and not self.flags.initial[start] and end - start >= _SURELY_TITLE

    def is_dated(self, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
        """Whether a known film's title has its year in parentheses behind it."""
        if not self.dated(end):
            return False
        year, hits = int(self.doc[end + 1].text), known.get(self.text(start, end), ())
        return any(h.type == "film" and h.year and abs(h.year - year) <= 1 for h in hits)

    def grams(self) -> Iterator[tuple[int, int]]:
        """Token n-grams that begin with a capital or a number, to be looked up."""
        inner, cap, stop = self.flags.inner, self.flags.cap, self.flags.stop
        foreign = self.flags.foreign
        size = len(cap)
        for start in range(size):
            if not (cap[start] or (self.flags.number[start] and start + 1 < size)):
                continue
            for end in range(start + 1, min(start + _MAX_TOKENS, size) + 1):
                last = end - 1
                if cap[last] or self.flags.number[last] or self._tail(last) or foreign[last]:
                    yield start, end
                elif last > start and self.flags.bang[last]:
                    yield start, end
                if stop[last] or not (inner[last] or self._tail(last) or foreign[last]):
                    break
            yield from self._sentence_case(start)

    def _sentence_case(self, start: int) -> Iterator[tuple[int, int]]:
        """Longer n-grams with words in lower case, as titles are written carelessly (*In the mood
        for love*, *Batman begins*); so long that a title which the index holds is no accident,
        where the first capital may be the sentence's."""
        doc, cap = self.doc, self.flags.cap
        enough = _SURELY_TITLE if self.flags.initial[start] and not self._opens_item(start) else 2
        careless = False
        for end in range(start + 2, min(start + _MAX_TOKENS, len(doc)) + 1):
            word = doc[end - 1]
            clitic = "'" in word.text or "’" in word.text  # "You've got mail"
            if not (word.is_alpha or clitic or word.text in {"-", ",", "&"}):
                break
            careless = careless or (word.is_lower and not self.flags.inner[end - 1])
            last = cap[end - 1] or (word.is_lower and not word.is_stop)
            if careless and last and word.is_alpha and end - start >= enough:
                yield start, end

    def _opens_item(self, start: int) -> bool:
        """Whether a token opens an item of a list or a parenthesis rather than a sentence."""
        if start == 0:
            return False
        before = self.doc[start - 1].text
        numbered = start > 1 and before in {".", ")"} and self.doc[start - 2].is_digit
        return before in {"(", ",", "/", "-", "*"} or numbered

    def counts_items(self, index: int) -> bool:
        """Whether a number counts the items of a list that began before: *1. Heat 2. Ronin*."""
        doc, number = self.doc, self.doc[index].text
        if not (number.isdigit() and doc.text_of(index + 1, index + 2) in {".", ")"}):
            return False
        before = str(int(number) - 1)
        return any(
            token.text == before and mark.text in {".", ")"}
            for token, mark in pairwise(doc[:index])
        )

    def foreign_titles(self) -> Iterator[tuple[int, int]]:
        """Titles in the sentence case of other languages, behind their article: *La strada*."""
        cap, foreign, size = self.flags.cap, self.flags.foreign, len(self.doc)
        for start in range(size):
            if not cap[start] or self.doc[start].lower_ not in _FOREIGN_ARTICLES:
                continue
            end = start + 1
            while end < size and (foreign[end] or (cap[end] and foreign[end - 1])):
                end += 1
            if end > start + 1 and not cap[start + 1]:
                yield start, end
        yield from self._foreign_runs()

    def _foreign_runs(self) -> Iterator[tuple[int, int]]:
        """Titles of other languages without an article in front: *Tagebuch einer Verlorenen*."""
        cap, foreign, doc = self.flags.cap, self.flags.foreign, self.doc
        particles = lexicon().words("capitals", "particles")
        for start in range(len(doc) - 2):
            if not cap[start] or self.flags.initial[start] or not doc[start].is_alpha:
                continue
            if doc[start].is_stop or doc[start + 1].pos_ in {"VERB", "AUX", "ADV"}:
                continue  # "I forgot Big B"
            end = start + 1
            while end < len(doc) and (foreign[end] or (cap[end] and foreign[end - 1])):
                end += 1
            strange = any(doc[i].text not in particles for i in range(start + 1, end) if foreign[i])
            named = doc[start].lower_ in given_names() or doc[start].lower_ in common_words()
            if end > start + 2 and foreign[start + 1] and cap[end - 1] and strange and not named:
                yield start, end

    def lower_grams(self) -> Iterator[tuple[int, int]]:
        """N-grams in lower case that may be names, where capitals are missing: none of common
        words alone."""
        doc = self.doc
        plain = [t.is_alpha and not t.is_stop for t in doc]
        rare = [p and t.lower_ not in common_words() for p, t in zip(plain, doc, strict=True)]
        for start in range(len(doc)):
            if not plain[start]:
                continue
            for end in range(start + 1, min(start + _MAX_LOWER, len(doc)) + 1):
                if not (plain[end - 1] or doc[end - 1].text == "-"):
                    break
                if plain[end - 1] and any(rare[start:end]):
                    yield start, end
        yield from self._lower_titles(plain, rare)

    def _lower_titles(self, plain: list[bool], rare: list[bool]) -> Iterator[tuple[int, int]]:
        """Longer n-grams with function words inside or in front, as titles have them (*the
        banshees of inisherin*); four words may all be common (*in the mood for love*)."""
        doc = self.doc
        for start in range(len(doc)):
            longest = min(start + _MAX_TOKENS, len(doc)) if doc[start].is_alpha else start
            for end in range(start + 2, longest + 1):
                if not (doc[end - 1].is_alpha or doc[end - 1].text in {"-", "'s"}):
                    break
                functional = not all(plain[start:end])
                enough = any(rare[start:end]) or end - start >= _SURELY_TITLE
                if plain[end - 1] and functional and enough:
                    yield start, end

    def _tail(self, index: int) -> bool:
        if index and self.flags.cap[index - 1] and self.doc[index].lower_ in _kin():
            return True  # "the Coen brothers"
        return index > 1 and is_given_tail(self.doc, index - 1, common=True)

    def marked(self, italics: tuple[Span, ...]) -> list[tuple[int, int, str]]:
        """Quoted and italic token spans that are written like a title."""
        out = [(t.start, t.end, "") for t in map(self._tokens, nicknamed(self.doc.text)) if t]
        for match in _QUOTED.finditer(self.doc.text):
            group = next(g for g in (1, 2, 3, 4) if match.group(g))
            out += self._title(match.start(group), match.end(group), "quoted")
        region = self.block.region
        for span in italics:
            if region.start <= span.start and span.end <= region.end:
                start = self.block.offsets.to_analysed(span.start)
                end = self.block.offsets.to_analysed(span.end - 1) + 1
                out += self._title(start, end, "italic")
        return out

    def cited(self) -> Iterator[tuple[int, int, str]]:
        """The directors in parentheses that cite a film."""
        for citation in citations(self.doc).values():
            yield from ((*name, "") for name in citation.directors)

    def defined(self) -> list[tuple[int, int, str]]:
        """Titles that a sentence defines (*Title (year) is a … film*, *Title was directed by*), or
        that stand in a line with their year alone."""
        dated = [t for t in self._dated_lines() if self._title_case(*t)]
        return [(*title, "film") for title in dated] + [
            (sent.start, end, kind)
            for sent in self.doc.sents
            for end, kind in (defined_title(sent),)
            if kind and self._title_case(sent.start, end) and not self._elliptic(sent.start, end)
        ]

    def _dated_lines(self) -> Iterator[tuple[int, int]]:
        """Titles that stand alone with their year, in a line or in what is punctuated like a
        sentence: *The Lavender Hill Mob (1951).*"""
        for part in (Tokens(self.doc, 0, len(self.doc)), *self.doc.sents):
            dated = _DATED_LINE.fullmatch(part.text.strip()) or _SUBTITLED.match(part.text)
            if dated:
                at = part.start_char + part.text.index(dated[1])
                title = self._tokens((at, at + len(dated[1])))
                if title is not None:
                    yield title.start, title.end

    def _elliptic(self, start: int, end: int) -> bool:
        """Whether a genitive without its noun stands inside: *Argento's, from 1977, stars …*"""
        return any(
            self.doc[i].tag_ == "POS" and self.doc[i + 1].is_punct for i in range(start, end - 1)
        )

    def _tokens(self, offsets: tuple[int, int]) -> Tokens | None:
        return self.doc.char_span(*offsets, alignment_mode="contract")

    def _title(self, start: int, end: int, mark: str) -> list[tuple[int, int, str]]:
        tokens = self._tokens((start, end))
        if tokens is None:
            return []
        first, last = tokens.start, tokens.end
        while last > first and self.doc[last - 1].text in {",", ".", ";", ":"}:
            last -= 1
        while first < last and self.doc[first].is_space:
            first += 1
        if last - first > 3 and self.dated(last - 3):
            last -= 3  # "Anastasia (1956)"
        if first == last or last - first > 12:
            return []
        if mark == "italic" and self.doc[last - 1].tag_ == "POS":
            last -= 1
        titled = self._title_case(first, last) or (
            mark == "quoted" and self._foreign_title(first, last)
        )
        return [(first, last, mark)] if titled else []

    def _foreign_title(self, start: int, end: int) -> bool:
        """Whether it is short and not English: *"De vierde man"*."""
        foreign = self.flags.foreign[start + 1 : end]
        short = all(self.doc[i].is_alpha for i in range(start, end)) and end - start < 7
        return self.flags.cap[start] and short and 2 * sum(foreign) >= len(foreign) > 0

    def _title_case(self, start: int, end: int) -> bool:
        words = [i for i in range(start, end) if self.doc[i].is_alpha]
        if not words or not (self.flags.cap[start] or self.flags.number[start]):
            return False
        lower = lexicon().words("capitals", "connectors")
        return all(self.flags.cap[i] or self.doc[i].lower_ in lower for i in words)

    def runs(self, taken: list[bool]) -> Iterator[tuple[int, int]]:
        """Maximal runs of free capitalised tokens, joined by hyphens and name particles."""
        cap, size = self.flags.cap, len(self.flags.cap)
        start = 0
        while start < size:
            if not cap[start] or taken[start]:
                start += 1
                continue
            end = start + 1
            while end < size:
                bridge = self.flags.bridge[end]
                if cap[end] and not taken[end]:
                    end += 1
                elif is_given_tail(self.doc, end):
                    end += 2
                elif self._counted(start, end):
                    end += 1
                elif bridge and end + bridge < size and cap[end + bridge] and not taken[end]:
                    end += bridge + 1
                else:
                    break
            yield start, end
            start = end

    def _counted(self, start: int, end: int) -> bool:
        """Whether a number goes on with a run: *Lilja 4-ever*, *The Number 23*, *Plan 9 From*."""
        figure = self.doc[end].text
        if not figure[0].isdigit() or self.counts_items(end):
            return False
        if not figure.isdigit():
            return "-" in figure and figure[-1].isalpha()
        titled = self.is_article(start) and end > start + 1
        goes_on = (
            end + 1 < len(self.doc) and self.flags.cap[end + 1] and not self.flags.initial[end + 1]
        )
        return len(figure) < 4 and (titled or goes_on)

    def credited(self) -> list[bool] | None:
        """Which tokens stand where a line of credits has its names: *Cinematography by …*,
        *Cast: …*, *With A, B and C*, *A as B*; None where it is no such line."""
        kind, doc = self.block.region.kind, self.doc
        if kind not in {"body", "heading"}:
            return None
        if kind == "heading":
            return self._billed()
        for i in range(1, min(5, len(doc))):
            if doc[i].lower_ == "by" or doc[i].text in {":", "):"}:
                return [at > i for at in range(len(doc))]
        return None

    def _billed(self) -> list[bool] | None:
        """The same in what stands like a heading, where only the words of credits tell."""
        doc, cap = self.doc, self.flags.cap
        casting = _CASTING | _DASHES if self.index else _CASTING
        links = [i for i in range(2, len(doc) - 1) if doc[i].lower_ in casting]
        named = [i for i in range(len(doc)) if i not in links and self._may_name(i)]
        if 0 < len(links) < 3 and len(named) + len(links) + (doc[-1].text == ")") == len(doc):
            return cap
        inside, found = False, []
        for i, token in enumerate(doc):
            follows = doc.text_of(i + 1, i + 2)
            label = token.lower_ in _BILLING or (token.lower_ == "with" and i == 0)
            label = label or (token.lower_.rstrip(".") in _CREDITS and follows in {":", ".:"})
            inside = label or (inside and token.text not in {".", ";", "|"})
            found.append(inside and not label and token.lower_.rstrip(".") not in _CREDITS)
        return found if any(found) else None

    def _may_name(self, index: int) -> bool:
        return self.flags.cap[index] or self.doc[index].text in {".", '"', "-"}

    def is_article(self, index: int) -> bool:
        return self.doc[index].lower_ in _ARTICLES

    def opens_parenthesis(self, start: int) -> bool:
        """Whether a token stands right behind an opening parenthesis."""
        return start > 0 and self.doc[start - 1].text == "("

    def may_begin(self, start: int) -> bool:
        """Whether a capital means something here: it is not the sentence's alone."""
        inside = not self.flags.initial[start]
        return inside or self.opens_parenthesis(start) or self.opens_title(start)

    def begins_with_a_noun(self, start: int) -> bool:
        """Whether a sentence's first word is a noun that may be a title's, as capitals of common
        words behind a function word show: *Diary of a Lost Girl*."""
        doc, cap = self.doc, self.flags.cap
        if start + 3 >= len(doc) or not (cap[start] and self.flags.initial[start]):
            return False
        first, joint = doc[start], doc[start + 1]
        if first.tag_ not in {"NN", "NNP"} or joint.lower_ not in {"of", "in", "for", "on"}:
            return False
        return first.lower_ not in lexicon().words("person", "roles") and not self.flags.all_caps

    def opens_title(self, start: int) -> bool:
        """Whether a sentence's first word is a title's, as the capital of the function word behind
        it proves: *Sorry We Missed You*, *Mad About the Boy*."""
        if start + 1 >= len(self.doc) or self.doc[start].is_stop or not self.flags.cap[start]:
            return False
        behind = self.doc[start + 1]
        return (
            self.flags.cap[start + 1]
            and behind.is_stop
            and behind.lower_ not in {"i", *_ARTICLES}
            and not self.flags.all_caps
        )

    def dated(self, end: int) -> bool:
        """Whether a year in parentheses follows, as behind a title."""
        after = self.doc[end : end + 3]
        return len(after) == 3 and after[0].text == "(" and after[1].is_digit and len(after[1]) == 4

    def past_genitive(self, end: int) -> int:
        """The end of a title that goes on behind a genitive, as the year behind it proves: *The
        Miracle of Morgan's Creek (1944)*."""
        cap, at = self.flags.cap, end + 1
        if not 0 < end < len(cap) or self.doc[end].tag_ != "POS":
            return end
        while at < len(cap) and cap[at]:
            at += 1
        return at if at > end + 1 and self.dated(at) else end

    def _headline_words(self, start: int, end: int) -> bool:
        """Common words capitalised in a headline are the headline's own."""
        doc = self.doc
        if self.block.region.kind != "heading" and (self.index or len(doc) > 25):
            return False
        common = all(doc[i].lower_ in common_words() for i in range(start, end))
        return doc[-1].text != "." and common

    def propose(
        self,
        start: int,
        end: int,
        known: dict[str, tuple[AliasHit, ...]],
        *,
        mark: str = "",
        weak: bool = False,
    ) -> ProposedSpan:
        """The span of these tokens; the model's label is that of its last or first token."""
        label = self.doc[end - 1].ent_type_ or self.doc[start].ent_type_
        ner = label if label in _NAME_LABELS and not self.flags.title_case else ""
        ner = "" if label == "NORP" and end - start > 1 else ner  # "Maltese falcon"
        text, span = self.text(start, end), self.block.span(start, end)
        proper = self.doc[end - 1].pos_ == "PROPN"
        plain = not (self.flags.title_case or self.flags.all_caps)
        inside = plain and self.flags.cap[start] and not self.flags.initial[start]
        hits = known.get(without_nickname(text) if nickname_in(text) else text, ())
        weak = weak or self._headline_words(start, end)
        certain = bool(mark) or self.dated(end)
        if not certain and self.stress.falls_on(self.doc, self.flags, start, end, hits):
            weak, ner = True, ""
        weak = weak and not certain
        return ProposedSpan(
            self.index, start, end, span, text, mark, ner, weak, proper, inside, hits
        )


def _block_spans(
    view: _View,
    grams: list[tuple[int, int]],
    marked: list[tuple[int, int, str]],
    known: dict[str, tuple[AliasHit, ...]],
    parted: list[int],
    repeated: Iterable[tuple[int, int]],
) -> list[ProposedSpan]:
    taken = [False] * len(view.doc)
    spans: list[ProposedSpan] = []

    def take(start: int, end: int, *, mark: str = "", weak: bool = False) -> None:
        if start < end and not any(taken[start:end]):
            spans.append(view.propose(start, end, known, mark=mark, weak=weak))
            taken[start:end] = [True] * (end - start)

    for start, end, mark in marked:
        take(start, end, mark=mark)
    for start, end in _sequels(view, known):
        take(start, end)
    for start in parted:
        take(start, start + 1, mark="film")
        take(start + 1, start + 2)
    for start, end in _prizes(view, known):
        take(start, end)
    joined = list((dict(_joined_titles(view)) | dict(_long_titles(view, known))).items())
    for start, end in _known_names(view, grams, known):
        if any(_is_part(view, start, end, title, known) for title in joined):
            continue  # "The Creature" of "The Creature from the Black Lagoon"
        take(start, end, weak=view.flags.weak_name(view.doc, start, end))
    longer = sorted((*_long_entities(view), *joined), key=lambda g: (g[0] - g[1], g[0]))
    for start, end in (*repeated, *longer, *view.foreign_titles()):
        if not _is_prize_for(view, start, known):
            take(start, end)
    if view.lower:
        for start, end in grams:
            if end - start == 1 and view.doc[start].is_lower:
                take(start, end, weak=True)
    for run in list(view.runs(taken)):
        for start, end in _names_of_run(view, *run, known):
            take(start, end, weak=view.flags.weak_name(view.doc, start, end))
    return list(_with_suffixes(view, _with_titles_of_address(view, spans, known), known))


def _is_part(
    view: _View,
    start: int,
    end: int,
    title: tuple[int, int],
    known: Mapping[str, tuple[AliasHit, ...]],
) -> bool:
    """Whether a known name is but a part of a joined title: its beginning, with the article, or
    the end of one that begins with a sentence (*Diary of a* Lost Girl)."""
    first, last = title
    inside = first <= start and end <= last and (first, last) != (start, end)
    if inside and all(map(_is_obscure, known.get(view.text(start, end), ()))):
        return True
    if first == start:
        return end < last and view.is_article(start)
    if not (last == end and first < start and view.begins_with_a_noun(first)):
        return False
    return not any(h.type in _SURE for h in known.get(view.text(start, end), ()))


def _with_titles_of_address(
    view: _View, spans: list[ProposedSpan], known: dict[str, tuple[AliasHit, ...]]
) -> Iterator[ProposedSpan]:
    """Spans, where a title of address goes with the known name behind it: *Sir Alec Guinness*."""
    titles = lexicon().words("capitals", "honorifics")
    starts = {s.start for s in spans}
    alone = {
        s.end: s.start
        for s in spans
        if s.end - s.start == 1 and view.doc[s.start].lower_ in titles and s.end in starts
    }
    for span in spans:
        if span.start in alone:
            whole = view.propose(alone[span.start], span.end, known, mark=span.mark)
            yield replace(whole, hits=whole.hits or span.hits)
        elif span.end not in alone or alone[span.end] != span.start:
            yield span


def _with_suffixes(
    view: _View, spans: Iterable[ProposedSpan], known: dict[str, tuple[AliasHit, ...]]
) -> Iterator[ProposedSpan]:
    """Spans, where *Jr.* behind a comma goes with the name before it: *Fred Niblo, Jr.*"""
    doc, suffixes = view.doc, lexicon().words("capitals", "title_suffixes")
    for span in spans:
        behind = doc[span.end : span.end + 2]
        alone = span.end - span.start == 1 and doc[span.start].lower_ in suffixes
        if len(behind) == 2 and behind[0].text == "," and behind[1].lower_ in suffixes:
            whole = view.propose(span.start, span.end + 2, known, mark=span.mark)
            yield replace(whole, hits=whole.hits or span.hits)
        elif not (alone and span.start > 1 and doc[span.start - 1].text == ","):
            yield span


def _title_spans(
    view: _View,
    grams: list[tuple[int, int]],
    marked: list[tuple[int, int, str]],
    known: dict[str, tuple[AliasHit, ...]],
    proven: set[str],
) -> list[ProposedSpan]:
    """Names in Title Case, where every word is capitalised: those known, or proven elsewhere."""
    last = len(view.doc)
    good = [g for g in grams if view.text(*g) in known or normalise(view.text(*g)) in proven]
    byline = view.block.region.kind == "byline"
    listed = [True] * last if byline else view.credited()
    if listed is not None:
        runs = view.runs([not inside for inside in listed])
        found = [g for run in runs for g in _names_of_run(view, *run, known)]
        good += [g for g in found if g[1] - g[0] > 1 or byline or _is_part_listed(view, *g)]
    elif 2 <= last <= 4 and view.doc[0].lower_ in given_names():
        good.append((0, last))
    good = [
        g for g in good if not _inside_longer_name(view, *g) or normalise(view.text(*g)) in proven
    ]
    good = [g for g in good if not _asks(view, *g, known)]
    good.sort(key=lambda g: (g[0] - g[1], g[0]))
    taken = [False] * last
    spans: list[ProposedSpan] = []
    for start, end, mark in (*marked, *((*g, "") for g in good)):
        if any(taken[start:end]) or (end - start == 1 and view.flags.generic[start]):
            continue
        taken[start:end] = [True] * (end - start)
        certain = mark or (listed is not None and listed[start]) or (start, end) == (0, last)
        weak = not certain
        spans.append(view.propose(start, end, known, mark=mark, weak=weak))
    return spans


def _is_part_listed(view: _View, start: int, end: int) -> bool:
    """Whether a single word in a line of credits is a part: *Thierno Leye (El Hadji)*, *as Pip*."""
    before = view.doc[start - 1] if start else None
    return before is not None and before.lower_ in _CASTING | _DASHES


def _known_names(
    view: _View, grams: list[tuple[int, int]], known: dict[str, tuple[AliasHit, ...]]
) -> list[tuple[int, int]]:
    """Names of two or more tokens that the index holds, longest first."""
    hits = [g for g in grams if g[1] - g[0] > 1 and view.text(*g) in known]
    hits = [g for g in hits if not _inside_longer_name(view, *g)]
    hits = [g for g in hits if not _begins_a_longer_name(view, *g)]
    hits = [g for g in hits if not _are_some_initials(view, *g)]
    hits = [g for g in hits if not _asks(view, *g, known)]
    return sorted(hits, key=lambda g: (g[0] - g[1], g[0]))


def _sequels(view: _View, known: dict[str, tuple[AliasHit, ...]]) -> Iterator[tuple[int, int]]:
    """Known titles with a number that the index does not hold: *Paddington 3*."""
    doc = view.doc
    for index in range(1, len(doc)):
        if not _counts_a_sequel(view, index):
            continue
        starts = range(max(0, index - _MAX_TITLE), index)
        title = next((s for s in starts if _as_film(view.text(s, index), known)), None)
        if title is not None and view.text(title, index + 1) not in known:
            yield title, index + 1


def _counts_a_sequel(view: _View, index: int) -> bool:
    """Whether a token is a small number behind a capital that no noun, slash or date follows."""
    doc, token = view.doc, view.doc[index]
    if token.text not in _SEQUELS or not view.flags.cap[index - 1] or view.counts_items(index):
        return False
    after = doc[index + 1] if index + 1 < len(doc) else None
    return after is None or (
        after.pos_ not in {"NOUN", "NUM"} and after.text not in {"/", "%", "-"}
    )


def _asks(view: _View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """Whether the mark behind a name is the sentence's: *Did it win Best Picture?*"""
    return view.flags.bang[end - 1] and not _with_bang(known.get(view.text(start, end), ()))


def _with_bang(hits: tuple[AliasHit, ...]) -> bool:
    """The mark belongs to the title (*Airplane!*), not to the sentence."""
    return any(h.label[-1] in "!?" for h in hits)


def _prizes(view: _View, known: Mapping[str, tuple[AliasHit, ...]]) -> Iterator[tuple[int, int]]:
    """Unknown prizes with their category: *the National Film Award for Best Actress*."""
    doc, cap, size = view.doc, view.flags.cap, len(view.doc)
    suffixes = lexicon().words("award", "suffix")
    for i in range(1, size - 2):
        if doc[i].lower_ != "for" or doc[i + 1].text != "Best":
            continue
        if not (cap[i - 1] and doc[i - 1].lower_ in suffixes):
            continue
        start, end = i - 1, i + 2
        while start > 0 and cap[start - 1] and not view.is_article(start - 1):
            start -= 1
        while end < size and cap[end]:
            end += 1
        if end > i + 2 and view.text(start, i) not in known:
            yield start, end


def _is_prize_for(view: _View, start: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """``an Oscar for Her Smell``: a prize and what it was given for."""
    prize = any(h.type == "award" for h in known.get(view.text(start, start + 1), ()))
    return prize and view.doc[start + 1].lower_ == "for"


def _beside_their_films(
    view: _View, known: Mapping[str, tuple[AliasHit, ...]], kb: KnowledgeBase
) -> list[int]:
    """Where a title of one word stands before somebody of the film: *In Casablanca Rick drinks*."""
    doc, cap = view.doc, view.flags.cap
    found = []
    for i in range(1, len(doc) - 1):
        pair = cap[i] and cap[i + 1] and doc[i - 1].pos_ == "ADP" and not doc[i + 1].is_punct
        if pair and not cap[min(i + 2, len(doc) - 1)] and view.text(i, i + 2) not in known:
            hits = known.get(view.text(i, i + 1), ())
            films = [h for h in hits if h.type == "film" and h.prior >= PROMINENT]
            if any(is_of_film(kb, doc[i + 1].text, hit) for hit in films):
                found.append(i)
    return found


def _inside_longer_name(view: _View, start: int, end: int) -> bool:
    """``New York`` in ``New York Film Festival``: the run goes on to a word that ends names;
    ``Civil War`` in ``Irish Civil War``."""
    last = end
    if start and view.flags.generic[start - 1] and view.flags.cap[start - 1]:
        if view.doc[end - 1].lower_ in lexicon().words("event", "suffix"):
            return True
    while last < len(view.doc) and view.flags.cap[last]:
        last += 1
    return last > end and _ends_a_name(view.doc[last - 1].lower_)


def _begins_a_longer_name(view: _View, start: int, end: int) -> bool:
    """``Lady Bird`` in ``Lady Bird Johnson``: a title that begins like a person's name,
    where the model reads a person whose name goes on; ``Police Inspector`` in ``Police Inspector
    Stavros``."""
    doc, honorifics = view.doc, lexicon().words("capitals", "honorifics")
    if end == len(doc) or not view.flags.cap[end]:
        return False
    if doc[end - 1].lower_ in honorifics:
        return True
    if doc[start].lower_ not in given_names() | honorifics:
        return False
    return all(t.ent_type_ == "PERSON" for t in doc[start : end + 1]) and doc[end].ent_iob_ == "I"


def _are_some_initials(view: _View, start: int, end: int) -> bool:
    """``P. A.`` in ``K. P. A. C. Lalitha``: initials of somebody who has more."""
    doc, cap = view.doc, view.flags.cap
    if not all(_is_initial(doc[i]) for i in range(start, end)):
        return False
    return (start > 0 and _is_initial(doc[start - 1])) or (end < len(doc) and cap[end])


def _is_initial(token: Token) -> bool:
    return len(token) == 2 and token.text[0].isupper() and token.text[1] == "."


def _ends_a_name(word: str) -> bool:
    return any(word in lexicon().words(s, "suffix") for s in _SUFFIX_SECTIONS)


def _long_entities(view: _View) -> Iterator[tuple[int, int]]:
    """Entities of the model that join capitals by function words (``Academy of … Arts``)."""
    for ent in view.doc.ents:
        start, end = ent.start, ent.end
        if view.doc[start].lower_ in {"the", "a", "an"} and not (
            view.flags.cap[start] and not view.flags.initial[start]
        ):
            start += 1
        while end > start and (view.doc[end - 1].tag_ == "POS" or view.doc[end - 1].is_punct):
            end -= 1
        words = [i for i in range(start, end) if view.doc[i].is_alpha]
        if ent.label_ not in _LONG_LABELS or len(words) < 3 or not view.flags.cap[start]:
            continue
        lower = [i for i in words if not view.flags.cap[i]]
        joins = {"of", "the", "for", "&", "in"}
        if _ends_a_name(view.doc[end - 1].lower_) or len(words) > 4:
            joins.add("and")
        if lower and end - 1 not in lower and all(view.doc[i].lower_ in joins for i in lower):
            if view.doc[start + 1].lower_ == "for" and not _heads_a_body(view.doc[start]):
                continue  # "Nosferatu for Murnau"
            if not any(view.doc[i].tag_ == "POS" for i in range(start, end)):
                yield start, end


def _joined_titles(view: _View) -> Iterator[tuple[int, int]]:
    """Titles unknown to the index: common words capitalised and joined by function words; behind
    a capital article other names too (*The Creature from the Black Lagoon*), and behind a word for
    an institution (*Centre for the Intellectual Development of …*)."""
    cap, doc = view.flags.cap, view.doc
    common = [c and doc[i].lower_ in common_words() for i, c in enumerate(cap)]
    start = 0
    while start < len(cap):
        end = start
        noun = view.begins_with_a_noun(start)
        if (view.may_begin(start) or noun) and not (start and cap[start - 1]):
            words, joints = common, _JOINTS
            if cap[start] and view.is_article(start):
                words, joints = cap, _GENITIVE_JOINTS
            elif cap[start] and _heads_a_body(doc[start]) and not noun:
                words, joints = cap, _BODY_JOINTS
            elif cap[start] and _is_joined_loosely(view, start):
                words = [c and start <= i <= start + 3 for i, c in enumerate(cap)]
            while end < len(cap) and words[end]:
                end = _past_joints(view, end + 1, words, joints)
        while end > start and not cap[end - 1]:
            end -= 1
        end = view.past_genitive(end)
        if end > start + 2 and not all(cap[start:end]) and not (noun and sum(cap[start:end]) < 3):
            yield start, end
        start = max(end, start + 1)


def _long_titles(
    view: _View, known: Mapping[str, tuple[AliasHit, ...]]
) -> Iterator[tuple[int, int]]:
    """Titles of common words that function words join, which end where a known title ends."""
    words = lexicon().words
    nouns = words("capitals", "honorifics") | words("person", "roles") | _BODIES | _ROYAL | {"best"}
    titles = {text for text in known if _as_film(text, known) and " " in text}
    return long_titles(view.doc, view.flags, nouns, titles)


def _heads_a_body(token: Token) -> bool:
    """Whether a word names a kind of institution: *Museum of Modern Art*."""
    return token.lower_ in _BODIES


def _is_joined_loosely(view: _View, start: int) -> bool:
    """Whether a rare word goes with a common one: *King of Boys*, *Bread and Alley (1970)*; not
    *Powell and Pressburger*, nor *Nichols of Mud*."""
    doc, cap = view.doc, view.flags.cap
    at = start + 1
    if at + 1 >= len(doc) or doc[at].lower_ not in {"of", "and"} or not cap[at + 1]:
        return False
    if at + 2 < len(doc) and cap[at + 2]:
        return False
    left, right = doc[start], doc[at + 1]
    if doc[at].lower_ == "and" and not view.dated(at + 2):
        return False
    if right.lower_ in given_names() or (left.lower_ in given_names() and left.lower_ != "king"):
        return False
    royal = left.lower_ in _ROYAL and doc[at].lower_ == "of" and right.lower_ in common_words()
    return royal or (left.lower_ in common_words() and right.ent_type_ not in _PLACED)


def _past_joints(view: _View, at: int, words: list[bool], joints: frozenset[str]) -> int:
    """Where the next capital of a title stands, past at most three function words."""
    for ahead in range(at, min(at + 4, len(words))):
        if words[ahead]:
            return ahead
        if view.doc[ahead].lower_ not in joints:
            break
    return at


def _names_of_run(
    view: _View, start: int, end: int, known: dict[str, tuple[AliasHit, ...]]
) -> Iterator[tuple[int, int]]:
    """The names in a run of capitals, without roles, demonyms, generic words and openers."""
    start, end = _trim(view, start, end, known)
    start = _past_description(view, start, end, known)
    if start >= end or _is_generic(view, start, end, known):
        return
    article = view.is_article(start) and not view.flags.initial[start]
    if (article and end - start > 1) or is_festival(view.text(start, end).split()):
        yield start, end  # "The Burmese Harp"
        return
    split = next((i for i in range(start + 1, end) if _begins_a_name(view, i, known)), None)
    if split is not None and view.text(start, end) not in known:
        yield from _names_of_run(view, start, split, known)
        yield from _names_of_run(view, split, end, known)
        return
    cut = next((i for i in range(start, end) if _cuts(view, i, start, end)), None)
    if cut is None or _ends_a_name(view.doc[end - 1].lower_):
        yield start, end
        return
    yield from _names_of_run(view, start, cut, known)
    yield from _names_of_run(view, cut + 1, end, known)


def _past_description(
    view: _View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]
) -> int:
    """Where a name begins behind common words that only say who is meant: *Police | Inspector
    Stavros*, *Girlfriend | Pam*; behind a sentence's first word too: *Hipster | Bob Downey Jr.*"""
    if end - start < 2 or view.text(start, end) in known:
        return start
    doc, honorifics = view.doc, lexicon().words("capitals", "honorifics")
    if view.is_article(start) or doc[start].lower_ in _before_names():
        return start
    for at in range(start + 1, end):
        plain = is_common(doc[at - 1], view.flags) or _is_participle(doc[at - 1])
        if not (doc[at - 1].is_alpha and plain):
            told = at - 2 > start and _is_role(doc[at - 2])
            return at - 1 if told else start  # "Art Director | Jothish Shankar"
        if doc[at].lower_ in honorifics and at + 1 < end:
            return at
        if doc[at].lower_ in given_names():
            break
        if view.stress.capitals[doc[at].text] > 1 and not _is_role(doc[at]):
            break
    else:
        return start
    words = doc[start:at]
    opens = view.flags.initial[start] and not view.opens_parenthesis(start)
    opens = opens and words[0].text not in view.stress.capitals
    opens = opens and (not _is_participle(words[0]) or _is_named_apart(view, start, at))
    kin = all(_says_who(t) for t in words)
    return at if opens or kin else start


def _is_participle(token: Token) -> bool:
    """``Remembering``, which the model takes for a name where one follows."""
    stem = token.lower_.removesuffix("ing")
    return stem != token.lower_ and not common_words().isdisjoint((stem, f"{stem}e"))


def _is_named_apart(view: _View, start: int, at: int) -> bool:
    """Whether a name stands elsewhere too, without the words that are before it here."""
    name, whole = view.text(at, at + 1), view.text(start, at + 1)
    return view.doc.text.count(name) > view.doc.text.count(whole)


def _is_role(token: Token) -> bool:
    return token.lower_ in lexicon().words("person", "roles")


def _says_who(token: Token) -> bool:
    words = lexicon().words
    return token.lower_ in words("character", "people") | words("person", "roles")


def _before_names() -> frozenset[str]:
    """Words that are the first of a name: titles of address, particles, epithets, *Port*."""
    words = lexicon().words
    return (
        words("capitals", "honorifics")
        | words("capitals", "particles")
        | words("person", "epithets")
        | words("place", "prefix")
    )


def _is_generic(
    view: _View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]
) -> bool:
    """Whether what a demonym leaves is a common word (*Catholic School*), or what stands there an
    office or a word that is only stressed (*reviewed it HERE*)."""
    word = view.doc[end - 1]
    if end - start == 1 and _is_stressed(view, end - 1):
        return view.text(start, end) not in known
    if word.lower_ in lexicon().words("person", "offices"):
        return view.text(start, end) not in known
    if start == 0:
        return False
    word = view.doc[start]
    plain = word.lower_ in common_words() and word.lower_ not in given_names()
    demonym = view.doc[start - 1].lower_ in _demonyms()
    return end - start == 1 and demonym and plain and view.text(start, end) not in known


def _is_stressed(view: _View, index: int) -> bool:
    """Whether capitals only raise the voice: *the guy who DIRECTED it*."""
    word = view.doc[index]
    stressed = word.is_upper and len(word) > 3 and word.lower_ in common_words()
    return stressed and not view.flags.all_caps


def _begins_a_name(view: _View, index: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """``At the Oscars | Bong quoted him``: behind an award or a numbered war, or where a clause
    begins."""
    if index > 1 and view.doc[index - 2].text == "War" and view.doc[index - 1].text in _WARS:
        return True
    award = any(h.type == "award" for h in known.get(view.text(index - 1, index), ()))
    return (award and view.doc[index - 1].tag_ == "NNPS") or _begins_a_clause(view.doc, index)


def _begins_a_clause(doc: Doc, index: int) -> bool:
    """Whether a preposition's object ends before a token, and the subject begins with it."""
    before, here = doc[index - 1], doc[index]
    if before.dep_ != "pobj" or here.dep_ not in {"nsubj", "compound"} or here.is_ancestor(before):
        return False
    head = here.head if here.dep_ == "compound" else here
    return bool(head.dep_ == "nsubj" and head.i >= index and before.head.i < index)


def _kin() -> frozenset[str]:
    return lexicon().words("person", "kin")


def _demonyms() -> frozenset[str]:
    return lexicon().words("capitals", "demonyms")


def _cuts(view: _View, index: int, start: int, end: int) -> bool:
    """Whether a generic word parts a run (not in *May Welland*, *Irish Civil War*), or a role
    before a name (*Play Editor Kevin Lee*)."""
    if start < index == end - 1 and view.doc[index].lower_ == "film":
        opens = view.flags.initial[start] and view.doc[start].lower_ in common_words()
        return opens and end - start == 2  # "Graal Film", not "French Film"
    if end - start > 1 and _is_stressed(view, index):
        return not all(view.doc[i].is_upper for i in range(start, end))
    if start < index < end - 1 and view.flags.prefix[index]:
        if view.doc[index + 1].lower_ in given_names():
            return True
    if end - start > 2 and _ends_a_name(view.doc[end - 1].lower_):
        return view.flags.generic[index] and view.doc[index].lower_ not in _demonyms()
    if not view.flags.generic[index] or end - start < 2:
        return view.flags.generic[index]
    before = view.doc[index - 1].lower_ if index > start else ""
    named = view.doc[index].lower_ in given_names() or before in given_names()
    return not named


def _article_of_title(
    view: _View, start: int, end: int, known: dict[str, tuple[AliasHit, ...]]
) -> bool:
    """Whether a sentence's first ``The`` belongs to an unknown title (*The Brutalist*)."""
    doc = view.doc
    if doc[start].lower_ != "the" or end - start < 2 or view.text(start + 1, end) in known:
        return False
    last = doc[end - 1]
    return last.tag_ not in {"NNS", "NNPS"} and last.ent_type_ not in {"GPE", "LOC", "NORP", "ORG"}


def _is_a_name_elsewhere(view: _View, start: int, end: int) -> bool:
    """Whether a sentence's first word stands alone and is capitalised inside sentences too."""
    first = view.doc[start]
    return end - start == 1 and not first.is_stop and first.text in view.stress.capitals


def _trim(
    view: _View, start: int, end: int, known: dict[str, tuple[AliasHit, ...]]
) -> tuple[int, int]:
    doc, flag = view.doc, view.flags
    while start < end:
        if doc[start].is_punct or _cuts(view, start, start, end):
            start += 1
        elif end - start > 1 and flag.prefix[start] and view.text(start, end) not in known:
            start += 1
        elif flag.opener[start] and view.text(start, end) not in known:
            if end - start > 1 and view.opens_title(start):
                break
            if _article_of_title(view, start, end, known):
                break
            if _is_a_name_elsewhere(view, start, end):
                break
            start += 1
        else:
            break
    while end > start and (doc[end - 1].is_punct or _cuts(view, end - 1, start, end)):
        if doc[end - 1].text.endswith(".") and len(doc[end - 1]) > 1:
            break
        end -= 1
    return start, end
