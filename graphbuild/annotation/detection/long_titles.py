"""Long titles that the index does not hold, in the middle of a sentence: *The House at the End of
the Lane*, *Once Upon a Time in Albania*, *I Was a Teenage Accountant*.

Words that English writes small have a capital that no sentence asks for; joined by function words
they make one title. Names of people and places join nothing (*Baker of Anora*, *Powell and
Pressburger*), but may stand behind words that are no nouns (*Made in Norway*).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import common_words, given_names
from graphbuild.annotation.tagging import SOMEBODY, tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.english.capitals import TokenFlags

__all__ = ["long_titles"]

_JOINTS = frozenset(
    "of the a an in on at to from with for by into under over without behind before after and or "
    "'s ’s n't not".split()
)
_MOST_JOINTS = 3
_LIST = frozenset({"and", "or", "with", "by"})
_ARTICLES = frozenset({"the", "a", "an"})
_DETERMINERS = _ARTICLES | frozenset("my your his her its our their this that these those".split())
_NOUNS = frozenset({"NN", "NNS"})
_NAMES = frozenset({*SOMEBODY, "place"})
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
_PLACED = frozenset({"in", "of", "from"})
_PAIR = 2


def long_titles(
    doc: Doc, flags: TokenFlags, nouns: Collection[str], known: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Token spans of titles with function words inside. ``nouns`` are capitalised words that say
    what somebody is or where (*Queen*, *Mayor*, *Museum*); ``known`` are titles that end where
    they end (*Out of Africa*, seen in Nairobi)."""
    start = 0
    while start < len(doc):
        end = _end(doc, flags, start, nouns, known) if _begins(doc, flags, start, nouns) else start
        if end > start:
            yield start, end
        start = max(end, start + 1)


def _begins(doc: Doc, flags: TokenFlags, start: int, nouns: Collection[str]) -> bool:
    if not flags.cap[start] or flags.initial[start]:
        return False
    if start and (flags.cap[start - 1] or doc[start - 1].lower_ in _DETERMINERS):
        return False  # "a Male Nurse in Vermont"
    word = doc[start]
    if word.text == "I":
        return start + 1 < len(doc) and flags.cap[start + 1]
    return _is_plain(word, flags) and word.lower_ not in nouns


def _is_plain(token: Token, flags: TokenFlags) -> bool:
    """Whether English, or the essay elsewhere, writes a word small."""
    word = token.lower_
    if word in _CALENDAR or word in _ARTICLES:
        return True
    plain = word in common_words() or word in flags.vocabulary
    return plain and word not in given_names()


def _may_follow(token: Token, flags: TokenFlags) -> bool:
    """Whether a capital may go on with a title: no name of a person or place."""
    if _is_plain(token, flags):
        return True
    return tagged_type(token) not in _NAMES and token.lower_ not in given_names()


def _end(
    doc: Doc, flags: TokenFlags, start: int, nouns: Collection[str], known: Collection[str]
) -> int:
    """Where the title ends that begins at ``start``; ``start`` where none begins."""
    at, joints, end = start, 0, start
    while True:
        while at < len(doc) and flags.cap[at] and _may_follow(doc[at], flags):
            at += 1
        end = at
        ahead = _past_joints(doc, flags, at)
        if ahead == at or not _goes_on(doc, flags, (start, at, ahead), joints, known):
            break
        joints += 1
        if not _may_follow(doc[ahead], flags):
            end = _past_name(doc, flags, ahead)
            break
        at = ahead
    plain = sum(flags.cap[i] and _is_plain(doc[i], flags) for i in range(start, end))
    return end if joints and plain > 1 - (doc[start].tag_ not in _NOUNS) else start


def _past_joints(doc: Doc, flags: TokenFlags, at: int) -> int:
    for ahead in range(at, min(at + _MOST_JOINTS + 1, len(doc))):
        if flags.cap[ahead]:
            return ahead
        if doc[ahead].lower_ not in _JOINTS:
            break
    return at


def _past_name(doc: Doc, flags: TokenFlags, at: int) -> int:
    while at < len(doc) and flags.cap[at]:
        at += 1
    return at


def _goes_on(
    doc: Doc,
    flags: TokenFlags,
    parts: tuple[int, int, int],
    joints: int,
    known: Collection[str],
) -> bool:
    """Whether what stands behind function words (from ``ahead``) belongs to what is before, which
    has ``joints`` already."""
    start, at, ahead = parts
    joint = doc[at].lower_
    size = at - start
    if doc[ahead].lower_ in _ARTICLES or (doc.text_of(start, at) in known and joint != "'s"):
        return False  # a capital article opens another title
    if joint in _LIST and (joints or (size < _PAIR and doc[start].lower_ not in _ARTICLES)):
        return False
    opens = doc[start].tag_ not in _NOUNS and (joints or doc[start].lower_ not in _ARTICLES)
    if _may_follow(doc[ahead], flags):
        return _is_plain(doc[ahead], flags) or joint in _PLACED or bool(opens)
    return bool(opens) and joint in _PLACED
