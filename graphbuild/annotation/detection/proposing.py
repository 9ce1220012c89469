"""Mention detection: the spans of an essay that may be names.

Spans come from capitalised runs, quotation marks, italics, tagged names, token n-grams that
the alias index knows (one batch of look-ups an essay; names are never scanned for) and words that
are tagged as names.
The longest known name wins, then what is marked as a title, then the bare run. A span whose
capital proves nothing (start of a sentence, Title Case heading, all capitals) is ``weak``:
linking keeps it only when the essay or a roster supports it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuild.annotation.detection.address import whole_names
from graphbuild.annotation.detection.chosen_titles import (
    UNSURE,
    are_listed,
    as_film,
    cited,
    defined,
    is_chosen,
    is_dated,
    marked_titles,
    readings,
    without_possessor,
)
from graphbuild.annotation.detection.entries import entries
from graphbuild.annotation.detection.joined import (
    are_two,
    joined_titles,
    long_tagged,
    titles_of_common_words,
)
from graphbuild.annotation.detection.known_spans import (
    asks,
    beside_their_films,
    inside_longer_name,
    is_obscure,
    is_prize_for,
    known_names,
    prizes,
    sequels,
)
from graphbuild.annotation.detection.opened import opened_titles
from graphbuild.annotation.detection.repeated import repeated_titles
from graphbuild.annotation.detection.runs import names_of_run
from graphbuild.annotation.detection.stress import Stress
from graphbuild.annotation.detection.tagged import names_tagged, with_names_tagged
from graphbuild.annotation.detection.titles_of_people import is_common_noun, titles_of_people
from graphbuild.annotation.detection.views import CASTING, DASHES, View
from graphbuild.annotation.english.capitals import flags
from graphbuild.annotation.english.lexicon import common_words, given_names
from graphbuild.annotation.names.proposed import ProposedSpan
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.annotation.tagging import read
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis, Block
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit

__all__ = ["propose"]

Grams = Mapping[tuple[int, int], str]
"""N-grams of a block, start and end, with their texts."""

_SHORT, _SLOPPY = 3, 0.5
_DATA = 12
_SURE = frozenset({"award", "place", "person", "event"})


def propose(
    analysis: Analysis, kb: KnowledgeBase, without: Without = NOTHING
) -> tuple[ProposedSpan, ...]:
    """The spans of an essay that may be names, sorted, not overlapping; ``without`` what words are
    tagged as."""
    read([b.doc for b in analysis.blocks])
    vocabulary = _lower_case_words(analysis.blocks)
    lower = _without_capitals(analysis.blocks)
    flagged = [flags(b.doc, vocabulary) for b in analysis.blocks]
    stress = Stress((b.doc, f) for b, f in zip(analysis.blocks, flagged, strict=True))
    views = [
        View(i, b, f, b.doc, stress, lower)
        for i, (b, f) in enumerate(zip(analysis.blocks, flagged, strict=True))
    ]
    opening = entries(views)
    marked = [
        [
            *((*opening[v.index], "entry") for _ in range(v.index in opening)),
            *cited(v),
            *defined(v),
            *marked_titles(v, analysis.essay.italics),
        ]
        for v in views
    ]
    tagged = {} if "tagged" in without else {v.index: names_tagged(v) for v in views}
    grams = [_texts(v, (*v.grams(), *(v.lower_grams() if lower else ()))) for v in views]
    wanted = {text for texts in grams for text in texts.values()}
    for view, ms in zip(views, marked, strict=True):
        wanted |= {text for s, e, _ in ms for text in readings(view, s, e)}
    wanted |= {views[i].text(t.start, t.end) for i, ts in tagged.items() for t in ts}
    known = kb.lookup_many(sorted(wanted))
    if lower:
        titles = titles_of_people(views, known, kb)
        marked = [[*ms, *((*t, "") for t in ts)] for ms, ts in zip(marked, titles, strict=True)]
        named = {v.text(*t) for v, ts in zip(views, titles, strict=True) for t in ts}
        known |= kb.lookup_many(sorted(named - known.keys()))
        grams = [
            {g: t for g, t in ts.items() if not is_common_noun(v.doc, g, known.get(t, ()))}
            for v, ts in zip(views, grams, strict=True)
        ]
    sure = _without_obscure(known, views, grams, marked)
    grams = [_telling(v, ts, known, sure) for v, ts in zip(views, grams, strict=True)]
    films = {text for text in sure if " " in text and as_film(text, sure)}
    marked = [_sure_marks(v, ms, known) for v, ms in zip(views, marked, strict=True)]
    repeated = repeated_titles((v.doc, v.flags) for v in views)
    found: list[ProposedSpan] = []
    for view, gs, ms in zip(views, grams, marked, strict=True):
        if not view.flags.title_case:
            parted = beside_their_films(view, sure, kb)
            again = repeated.get(view.index, ())
            by_rule = _block_spans(view, gs, ms, sure, films, parted, again)
            found += with_names_tagged(view, by_rule, tagged.get(view.index, ()), sure)
    proven = {normalise(s.text) for s in found if not s.weak}
    for view, gs, ms in zip(views, grams, marked, strict=True):
        if view.flags.title_case:
            found += _title_spans(view, gs, ms, sure, proven)
    found = [s if s.hits else replace(s, hits=known.get(s.text, ())) for s in found]
    found.sort(key=lambda s: s.span)
    found = _with_shared_surnames(found, analysis, kb)
    found = _with_named_before(found)
    return tuple(s for s in found if sum(map(str.isalnum, s.text)) > 1 or s.hits)


def _texts(view: View, grams: Iterable[tuple[int, int]]) -> Grams:
    return {gram: view.text(*gram) for gram in grams}


def _telling(
    view: View, grams: Grams, known: Mapping[str, object], sure: Mapping[str, object]
) -> Grams:
    """The n-grams that are surely known; where capitals are everywhere or nowhere also those of
    which nothing is known."""
    if view.flags.title_case or view.lower:
        return {g: text for g, text in grams.items() if text in sure or text not in known}
    return {g: text for g, text in grams.items() if text in sure}


def _sure_marks(
    view: View, marked: Iterable[tuple[int, int, str]], known: Mapping[str, tuple[AliasHit, ...]]
) -> list[tuple[int, int, str]]:
    """What is marked as a title, without possessors; in sentence case only what is known to be
    one (*"A special day"*)."""
    marked = list(marked)
    quoted = [(start, end) for start, end, mark in marked if mark == "quoted"]
    sure = (
        (start, end, "quoted" if mark == UNSURE else mark)
        for start, end, mark in marked
        if mark != UNSURE
        or as_film(view.text(start, end), known)
        or any(are_listed(view, (start, end), other) for other in quoted)
    )
    return [without_possessor(view, *m, known) for m in sure]


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
    views: Sequence[View],
    grams: Iterable[Grams],
    marked: Iterable[list[tuple[int, int, str]]],
) -> dict[str, tuple[AliasHit, ...]]:
    """What is known, without the titles so little known that words that are equal to them prove
    nothing; of several words, those stay that the essay marks or dates somewhere, of four those
    that begin with a capital or a number inside a sentence (*30 days of night*)."""
    shown = {v.text(s, e) for v, ms in zip(views, marked, strict=True) for s, e, _ in ms}
    for view, gs in zip(views, grams, strict=True):
        held = [(g, t) for g, t in gs.items() if t in known]
        shown |= {t for g, t in held if is_chosen(view, *g) or is_dated(view, *g, known)}
    shown |= set(_titled_entries(views, known))
    return {
        text: hits
        for text, hits in known.items()
        if not all(map(is_obscure, hits)) or (" " in text and text in shown)
    }


def _titled_entries(
    views: Sequence[View], known: Mapping[str, tuple[AliasHit, ...]]
) -> Iterator[str]:
    """Headings that are a film's title, with its year in the line of data behind them, as in
    programmes (*THE HITCH-HIKER*, *USA 1953. 71 min.*)."""
    for heading, data in pairwise(views):
        title = heading.text(0, len(heading.doc))
        years = {int(t.text) for t in data.doc[:_DATA] if t.is_digit and len(t) == 4}
        found = (h.year for h in known.get(title, ()) if h.type == "film" and h.year)
        if any(year + apart in years for year in found for apart in (-1, 0, 1)):
            yield title


def _lower_case_words(blocks: Iterable[Block]) -> frozenset[str]:
    """Words that the essay also writes in lower case: their capital proves little."""
    return frozenset(t.text for b in blocks for t in b.doc if t.is_lower)


def _without_capitals(blocks: Iterable[Block]) -> bool:
    """Whether the writer does not begin sentences with a capital, so that names lack theirs too."""
    first = [s[0] for b in blocks for s in b.doc.sents if len(s) > _SHORT and s[0].is_alpha]
    return len(first) > 1 and sum(t.is_lower for t in first) > _SLOPPY * len(first)


def _block_spans(
    view: View,
    grams: Grams,
    marked: list[tuple[int, int, str]],
    known: dict[str, tuple[AliasHit, ...]],
    titles: Collection[str],
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
    for start, end in sequels(view, known):
        take(start, end)
    for start in parted:
        take(start, start + 1, mark="film")
        take(start + 1, start + 2)
    for start, end in prizes(view, known):
        take(start, end)
    opened = dict(opened_titles(view))
    joined = dict(joined_titles(view)) | dict(titles_of_common_words(view, titles))
    joined = {start: end for start, end in joined.items() if not are_two(view, start, end)} | opened
    for start, end in known_names(view, grams, known):
        if any(_is_part(view, start, end, title, known) for title in joined.items()):
            continue  # "The Creature" of "The Creature from the Black Lagoon"
        if any(_is_inside(view, start, end, title, known) for title in opened.items()):
            continue  # "Things to Come" of "The Shape of Things to Come"
        take(start, end, weak=view.flags.weak_name(view.doc, start, end))
    tagged = (g for g in long_tagged(view) if not are_two(view, *g))
    longer = sorted((*tagged, *joined.items()), key=lambda g: (g[0] - g[1], g[0]))
    again = [g for g in repeated if not any(s <= g[0] and g[1] <= e for s, e in opened.items())]
    for start, end in (*again, *longer, *view.foreign_titles()):
        if not (is_prize_for(view, start, known) or view.flags.mute[start]):
            take(start, end)
    if view.lower:
        for start, end in view.lower_hyphens():
            take(start, end)
        for start, end in grams:
            if end - start == 1 and view.doc[start].is_lower:
                take(start, end, weak=True)
    for run in list(view.runs([t or view.is_mute_word(i) for i, t in enumerate(taken)])):
        for start, end in names_of_run(view, *run, known):
            if end - start > 1 or not view.flags.mute[start] or view.text(start, end) in known:
                take(start, end, weak=view.flags.weak_name(view.doc, start, end))
    return list(whole_names(view, spans, known))


def _is_part(
    view: View,
    start: int,
    end: int,
    title: tuple[int, int],
    known: Mapping[str, tuple[AliasHit, ...]],
) -> bool:
    """Whether a known name is but a part of a joined title: its beginning, with the article, or
    the end of one that begins with a sentence (*Diary of a* Lost Girl)."""
    first, last = title
    inside = first <= start and end <= last and (first, last) != (start, end)
    if inside and all(map(is_obscure, known.get(view.text(start, end), ()))):
        return True
    if first == start:
        return end < last and view.is_article(start)
    if not (last == end and first < start and view.begins_with_a_noun(first)):
        return False
    return not any(h.type in _SURE for h in known.get(view.text(start, end), ()))


def _is_inside(
    view: View,
    start: int,
    end: int,
    title: tuple[int, int],
    known: Mapping[str, tuple[AliasHit, ...]],
) -> bool:
    """Whether a known name is but a part of a title that its first words open, unless it is
    somebody who is only described by what is before (*The Great Tom Hanks*)."""
    first, last = title
    if not (first <= start and end <= last) or (first, last) == (start, end):
        return False
    people = any(h.type == "person" for h in known.get(view.text(start, end), ()))
    return not people or not view.flags.cap[start - 1]


def _title_spans(
    view: View,
    grams: Grams,
    marked: list[tuple[int, int, str]],
    known: dict[str, tuple[AliasHit, ...]],
    proven: set[str],
) -> list[ProposedSpan]:
    """Names in Title Case, where every word is capitalised: those known, or proven elsewhere."""
    last = len(view.doc)
    good = [g for g, text in grams.items() if text in known or normalise(text) in proven]
    byline = view.block.region.kind == "byline"
    listed = [True] * last if byline else view.credited()
    if listed is not None:
        runs = view.runs([not inside for inside in listed])
        found = [g for run in runs for g in names_of_run(view, *run, known)]
        good += [g for g in found if g[1] - g[0] > 1 or byline or _is_part_listed(view, *g)]
    elif 2 <= last <= 4 and view.doc[0].lower_ in given_names():
        good.append((0, last))
    good = [
        g for g in good if not inside_longer_name(view, *g) or normalise(view.text(*g)) in proven
    ]
    good = [g for g in good if not asks(view, *g, known)]
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


def _is_part_listed(view: View, start: int, end: int) -> bool:
    """Whether a single word in a line of credits is a part: *Thierno Leye (El Hadji)*, *as Pip*."""
    before = view.doc[start - 1] if start else None
    return before is not None and before.lower_ in CASTING | DASHES
