"""Spans that the alias index knows, and where they may stand.

Sequels, prizes, titles beside their films; known names that only begin a longer one are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graphbuild.annotation.detection.chosen_titles import as_film
from graphbuild.annotation.detection.views import View
from graphbuild.annotation.english.capitals import counts_a_war
from graphbuild.annotation.english.lexicon import common_words, given_names, listed, surnames
from graphbuild.annotation.names.roster import PROMINENT, is_of_film
from graphbuild.annotation.tagging import SOMEBODY, tagged_names

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Token
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit

__all__ = [
    "asks",
    "beside_their_films",
    "ends_a_name",
    "inside_longer_name",
    "is_obscure",
    "is_prize_for",
    "known_names",
    "prizes",
    "sequels",
]

_MAX_TITLE = 5
_SEQUELS = frozenset("2 3 4 5 6 7 8 9 II III IV VI VII VIII".split())
_WORDS = frozenset("1 I One Two Three Four Five Six".split())
_NUMBERS = _SEQUELS | _WORDS
_PARTS = frozenset("part episode volume vol vol. chapter".split())
_MIN_PART = 2
_SUFFIX_SECTIONS = ("organization", "place", "award", "event")


def is_obscure(hit: AliasHit) -> bool:
    """Whether it is a title so little known that words that are equal to it prove nothing."""
    return hit.type == "film" and hit.prior < PROMINENT


def known_names(
    view: View, grams: Mapping[tuple[int, int], str], known: dict[str, tuple[AliasHit, ...]]
) -> list[tuple[int, int]]:
    """Names of two or more tokens that the index holds, longest first."""
    hits = [g for g, text in grams.items() if g[1] - g[0] > 1 and text in known]
    hits = [g for g in hits if not inside_longer_name(view, *g)]
    hits = [g for g in hits if not _begins_a_longer_name(view, *g)]
    hits = [g for g in hits if not _begins_a_longer_title(view, *g)]
    hits = [g for g in hits if not _are_some_initials(view, *g)]
    hits = [g for g in hits if not asks(view, *g, known)]
    return sorted(hits, key=lambda g: (g[0] - g[1], g[0]))


def sequels(view: View, known: dict[str, tuple[AliasHit, ...]]) -> Iterator[tuple[int, int]]:
    """Known titles with a number that the index does not hold: *Paddington 3*, *Star Wars Episode
    One*."""
    doc = view.doc
    for index in [t.i for t in doc[1:] if t.text in _NUMBERS]:
        end = _before_part(view, index)
        if end == index and not _counts_a_sequel(view, index):
            continue
        starts = range(max(0, end - _MAX_TITLE), end)
        title = next((s for s in starts if as_film(view.text(s, end), known)), None)
        if title is not None and view.text(title, index + 1) not in known:
            yield title, index + 1


def _before_part(view: View, index: int) -> int:
    """Where a title ends that a word for a part and the number at ``index`` follow; else there."""
    doc, cap = view.doc, view.flags.cap
    if index < _MIN_PART or not cap[index - 1]:
        return index
    if doc[index - 1].lower_ not in _PARTS:
        return index
    return index - 1 - (doc[index - 2].text == ":")


def _counts_a_sequel(view: View, index: int) -> bool:
    """Whether a token is a small number behind a capital that no noun, slash or date follows."""
    doc, token = view.doc, view.doc[index]
    if token.text not in _SEQUELS or not view.flags.cap[index - 1] or view.counts_items(index):
        return False
    after = doc[index + 1] if index + 1 < len(doc) else None
    return after is None or (
        after.pos_ not in {"NOUN", "NUM"} and after.text not in {"/", "%", "-"}
    )


def asks(view: View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """Whether the mark behind a name is the sentence's: *Did it win Best Picture?*"""
    return view.flags.bang[end - 1] and not _with_bang(known.get(view.text(start, end), ()))


def _with_bang(hits: tuple[AliasHit, ...]) -> bool:
    """The mark belongs to the title (*Airplane!*), not to the sentence."""
    return any(h.label[-1] in "!?" for h in hits)


def prizes(view: View, known: Mapping[str, tuple[AliasHit, ...]]) -> Iterator[tuple[int, int]]:
    """Unknown prizes with their category: *the National Film Award for Best Actress*."""
    doc, cap, size = view.doc, view.flags.cap, len(view.doc)
    suffixes = listed("award", "suffix")
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


def is_prize_for(view: View, start: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """``an Oscar for Her Smell``: a prize and what it was given for."""
    prize = any(h.type == "award" for h in known.get(view.text(start, start + 1), ()))
    return prize and view.doc[start + 1].lower_ == "for"


def beside_their_films(
    view: View, known: Mapping[str, tuple[AliasHit, ...]], kb: KnowledgeBase
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


def inside_longer_name(view: View, start: int, end: int) -> bool:
    """``New York`` in ``New York Film Festival``: the run goes on to a word that ends names;
    ``Civil War`` in ``Irish Civil War``."""
    last = end
    if start and view.flags.generic[start - 1] and view.flags.cap[start - 1]:
        if view.doc[end - 1].lower_ in listed("event", "suffix"):
            return True
    while last < len(view.doc) and view.flags.cap[last]:
        last += 1
    last -= counts_a_war(view.doc, last - 1)
    return last > end and ends_a_name(view.doc[last - 1].lower_)


def _begins_a_longer_name(view: View, start: int, end: int) -> bool:
    """``Lady Bird`` in ``Lady Bird Johnson``: a title that begins like a person's name,
    where a person's name is tagged that goes on; ``Police Inspector`` in ``Police Inspector
    Stavros``."""
    doc, honorifics = view.doc, listed("capitals", "honorifics")
    if end == len(doc) or not view.flags.cap[end]:
        return False
    if doc[end - 1].lower_ in honorifics:
        return True
    plain = doc[end].lower_ in common_words()
    if not plain and all(t.lower_ in given_names() for t in doc[start:end]):
        return True  # "Anne Marie" of "the Anne Marie Fahey case"
    if plain and doc[end].lower_ not in surnames():
        return False  # "James Bond" of "a James Bond Replacement"
    if doc[start].lower_ not in given_names() and doc[start].lower_ not in honorifics:
        return False
    return any(n.start <= start and end < n.end and n.type in SOMEBODY for n in tagged_names(doc))


def _begins_a_longer_title(view: View, start: int, end: int) -> bool:
    """``The Man`` in ``The Man Who Sold His Skin``: a capital article, and a function word behind
    whose capital no sentence asks for."""
    doc, flags = view.doc, view.flags
    if end == len(doc) or not view.is_article(start) or flags.all_caps or flags.title_case:
        return False
    return flags.cap[end] and not flags.initial[end] and doc[end].is_stop and doc[end].is_title


def _are_some_initials(view: View, start: int, end: int) -> bool:
    """``P. A.`` in ``K. P. A. C. Lalitha``: initials of somebody who has more."""
    doc, cap = view.doc, view.flags.cap
    if not all(_is_initial(doc[i]) for i in range(start, end)):
        return False
    return (start > 0 and _is_initial(doc[start - 1])) or (end < len(doc) and cap[end])


def _is_initial(token: Token) -> bool:
    return len(token) == 2 and token.text[0].isupper() and token.text[1] == "."


def ends_a_name(word: str) -> bool:
    return any(word in listed(s, "suffix") for s in _SUFFIX_SECTIONS)
