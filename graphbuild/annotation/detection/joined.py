"""Long names whose parts small words join.

Institutions, titles with *of* and *the*, what is tagged as one name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING

from graphbuild.annotation.detection.known_spans import ends_a_name
from graphbuild.annotation.detection.long_titles import long_titles
from graphbuild.annotation.detection.views import View
from graphbuild.annotation.english.lexicon import common_words, given_names, listed
from graphbuild.annotation.tagging import tagged_names, tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Token

__all__ = ["are_two", "joined_titles", "long_tagged", "titles_of_common_words"]

_TITLES = frozenset({"film", "series", "work"})
_LONG = frozenset({*_TITLES, "organization", "event", "place"})
_JOINTS = frozenset("of the for with without in to and a an on at from 's ’s".split())
_GENITIVE_JOINTS = frozenset({"of", "from", "the"})
_BODY_JOINTS = frozenset({"of", "for", "the", "and"})
_ROYAL = frozenset("king queen prince princess lord lady lords kings queens princes".split())
_ENOUGH = 2
"""How many words are a title by themselves."""


def long_tagged(view: View) -> Iterator[tuple[int, int]]:
    """Tagged names that join capitals by function words (``Academy of … Arts``)."""
    for start, end, type_ in _tagged(view):
        if view.is_article(start) and (not view.flags.cap[start] or _opens(view, start)):
            start += 1
        while end > start and (view.doc[end - 1].tag_ == "POS" or view.doc[end - 1].is_punct):
            end -= 1
        words = [i for i in range(start, end) if view.doc[i].is_alpha]
        if type_ not in _LONG or len(words) < 3 or not view.flags.cap[start]:
            continue
        lower = [i for i in words if not view.flags.cap[i]]
        joins = {"of", "the", "for", "&"} | ({"in"} if type_ not in _TITLES else set())
        if ends_a_name(view.doc[end - 1].lower_) or len(words) > 4:
            joins.add("and")
        if lower and end - 1 not in lower and all(view.doc[i].lower_ in joins for i in lower):
            if view.doc[start + 1].lower_ == "for" and not _heads_a_body(view.doc[start]):
                continue  # "Nosferatu for Murnau"
            if not any(view.doc[i].tag_ == "POS" for i in range(start, end)):
                yield start, end


def are_two(view: View, start: int, end: int) -> bool:
    """Whether only *and* joins what would be one title: without an article, year or ending that
    shows it whole, those are two (*films like Trust and Amateur*)."""
    doc, cap = view.doc, view.flags.cap
    small = [doc[i] for i in range(start, end) if doc[i].is_lower and not doc[i].is_punct]
    if [t.text for t in small] != ["and"] or view.dated(end) or view.is_article(start):
        return False
    if doc.text_of(start - 1, start) == "," == doc.text_of(end, end + 1):
        return False  # the last of a list has the "and" of the list
    if start and doc[start - 1].lower_ in _singular() and doc[end - 1].text != "I":
        return False  # "the musical Love and Letters"
    at = small[0].i
    return cap[at + 1] and not view.is_article(at + 1) and not ends_a_name(doc[end - 1].lower_)


@cache
def _singular() -> frozenset[str]:
    """Words that announce one title."""
    return listed("film", "nouns") | listed("series", "nouns") | listed("work", "nouns")


def _opens(view: View, start: int) -> bool:
    """Whether a sentence asks for the capital; a colon does not."""
    return view.flags.initial[start] and not (start and view.doc[start - 1].text == ":")


def _tagged(view: View) -> Iterator[tuple[int, int, str]]:
    """The names that are tagged, with their types; a list of titles is parted (*The Seduction of
    Mimi, Love and Anarchy*), a title with a comma goes on in lower case (*The Good, the Bad …*)."""
    for name in tagged_names(view.doc):
        start = name.start
        for i in range(name.start + 1, name.end - 1):
            listed_here = view.doc[i].text in {",", "and"} and view.flags.cap[i + 1]
            if view.doc[i].text == "and" and (i - start < _ENOUGH or not view.is_article(i + 1)):
                continue
            if listed_here and name.type in _TITLES:
                yield start, i, name.type
                start = i + 1
        yield start, name.end, name.type


def joined_titles(view: View) -> Iterator[tuple[int, int]]:
    """Titles unknown to the index: common words capitalised and joined by function words; behind
    a capital article other names too (*The Creature from the Black Lagoon*), and behind a word for
    an institution (*Centre for the Intellectual Development of …*)."""
    cap, doc = view.flags.cap, view.doc
    common = [c and doc[i].lower_ in common_words() for i, c in enumerate(cap)]
    start = 0
    while start < len(cap):
        end = start
        noun = cap[start] and view.begins_with_a_noun(start)
        if (view.may_begin(start) or noun) and not (start and cap[start - 1]):
            words, joints = common, _JOINTS
            if cap[start] and view.is_article(start):
                words, joints = cap, _GENITIVE_JOINTS
            elif cap[start] and _heads_a_body(doc[start]) and not noun:
                words, joints = cap, _BODY_JOINTS
            elif cap[start] and _is_joined_loosely(view, start):
                words = [c and start <= i <= start + 3 for i, c in enumerate(cap)]
            while end < len(cap) and words[end]:
                end = _past_joints(view, start, end + 1, words, joints)
        while end > start and (not cap[end - 1] or view.is_article(end - 1)):
            end -= 1
        end = view.past_genitive(end)
        if end > start + 2 and not all(cap[start:end]) and not (noun and sum(cap[start:end]) < 3):
            yield start, end
        start = max(end, start + 1)


def titles_of_common_words(view: View, titles: Collection[str]) -> Iterator[tuple[int, int]]:
    """Titles of common words that function words join, which end where one of the known ``titles``
    ends."""
    return long_titles(view.doc, view.flags, _nouns(), titles)


@cache
def _nouns() -> frozenset[str]:
    """Words that say what somebody is or where."""
    persons = listed("capitals", "honorifics") | listed("person", "roles")
    return persons | _ROYAL | {"best"} | listed("organization", "bodies")


def _heads_a_body(token: Token) -> bool:
    """Whether a word names a kind of institution: *Museum of Modern Art*."""
    return token.lower_ in listed("organization", "bodies")


def _is_joined_loosely(view: View, start: int) -> bool:
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
    return royal or (left.lower_ in common_words() and tagged_type(right) != "place")


def _past_joints(view: View, start: int, at: int, words: list[bool], joints: frozenset[str]) -> int:
    """Where the next capital of a title that begins at ``start`` stands, past at most three
    function words; a capital article behind *and* opens another (*Silver Lining and The Otter*),
    unless what is before is but a word (*Beauty and The Beast*)."""
    for ahead in range(at, min(at + 4, len(words))):
        if words[ahead] and view.doc[ahead].text == "I" and ahead > at:
            break
        if words[ahead]:
            listed_here = view.is_article(ahead) and view.doc[ahead - 1].lower_ in {"and", "&"}
            enough = at - start - view.is_article(start) >= _ENOUGH
            return at if listed_here and enough else ahead
        if view.doc[ahead].lower_ not in joints:
            break
    return at
