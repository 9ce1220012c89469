"""Titles that their first words open in the middle of a sentence.

A capital article (*The Shape of Things to Come*, *A Chinese Ghost Story*), or a clause cut short
(*I'm Putting All My Eggs in One Basket*, *You're the Voice*).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import english_words, given_names, listed
from graphbuild.annotation.tagging import SOMEBODY, tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.detection.views import View

__all__ = ["opened_titles"]

_JOINTS = frozenset("of the a an in on at to from with for by into my your his her our".split())
_GENITIVE = frozenset({"of", "from", "the"})
_MOST_JOINTS = 3
_LONG, _SHORT = 3, 2
_NAMED = frozenset({*SOMEBODY, "place", "organization", "event", "other"})
_CLITICS = frozenset("'m 'd 'll 're 've n't ’m ’d ’ll ’re ’ve n’t".split())
_CLAUSES = frozenset("i you we they he she it let do ca wo is are that there what who".split())


def opened_titles(view: View) -> Iterator[tuple[int, int]]:
    """Token spans of such titles, which go on over capitals and the small words between them."""
    start, size = 0, len(view.doc)
    while start < size:
        clause = _opens_clause(view, start)
        end = start
        if clause or _opens_with_article(view, start):
            end = _end(view, start + 1 + clause, clause=clause)
        if end < start + (_SHORT + clause if clause else _LONG):
            end = start
        elif clause or not view.flags.initial[start] or _is_long(view, start, end):
            yield start, end
        start = max(end, start + 1)


def _opens_with_article(view: View, start: int) -> bool:
    article = view.flags.cap[start] and view.is_article(start) and not view.stress.liberal
    return article and view.flags.cap[min(start + 1, _last(view))]


def _is_long(view: View, start: int, end: int) -> bool:
    """Whether so many common words have a capital that the article before them is a title's though
    a sentence begins with it: *The Case of the Scorpion's Tail is …*."""
    words = [view.doc[i] for i in range(start + 1, end) if view.flags.cap[i]]
    named = any(tagged_type(t) in _NAMED for t in words)
    plain = sum(_is_plain(view, t.i) for t in words)
    return len(words) >= _LONG and plain >= _SHORT and not named


def _opens_clause(view: View, start: int) -> bool:
    """Whether a capital that no name explains stands behind *I'm*, *Let's*, *Don't*."""
    doc, cap = view.doc, view.flags.cap
    if start + _SHORT > _last(view) or not cap[start] or doc[start].lower_ not in _CLAUSES:
        return False
    first = doc[start + _SHORT]
    clitic = doc[start + 1].text in _CLITICS and not doc[start].whitespace_
    initial = view.flags.initial[start] and not view.opens_parenthesis(start)
    return clitic and not initial and cap[first.i] and _is_plain(view, first.i)


def _end(view: View, at: int, *, clause: bool) -> int:
    """Where a title ends that goes on at ``at``."""
    cap, doc = view.flags.cap, view.doc
    end, joined = at, False
    while at < len(cap):
        if _is_subject(view, at):
            break
        if doc[at].text == "-" and not doc[at].whitespace_ and cap[min(at + 1, _last(view))]:
            at += 1
        elif doc[at].tag_ == "POS" and end > at - 1 and joined and _goes_on(view, at + 1):
            at += 1
        elif not cap[at]:
            ahead = _past_joints(view, at)
            if ahead == at or (clause and not _is_plain(view, ahead)):
                break
            at, joined = ahead, True
        at += 1
        end = at
    while end > 0 and (view.is_article(end - 1) or doc[end - 1].text in {"Of", "And"}):
        end -= 1
    return end


def _goes_on(view: View, index: int) -> bool:
    """Whether a common word with a capital stands behind a genitive: *the Scorpion's Tail*."""
    return index <= _last(view) and view.flags.cap[index] and _is_plain(view, index)


def _past_joints(view: View, at: int) -> int:
    """Where a capital goes on with a title behind small words: a common word, or a name behind
    *of*."""
    doc = view.doc
    for ahead in range(at, min(at + _MOST_JOINTS + 1, len(doc))):
        if view.flags.cap[ahead]:
            if _is_subject(view, ahead):
                break
            named = all(t.lower_ in _GENITIVE for t in doc[at:ahead])
            return ahead if named or _is_plain(view, ahead) else at
        if doc[ahead].lower_ not in _JOINTS:
            break
    return at


def _is_subject(view: View, index: int) -> bool:
    """Whether *I* or *You're* begins a clause of the writer or another title."""
    behind = view.doc.text_of(index + 1, index + 2)
    return view.doc[index].text == "I" or (view.flags.cap[index] and behind in _CLITICS)


def _is_plain(view: View, index: int) -> bool:
    """Whether English writes a word small, so that its capital is a title's."""
    word = view.doc[index].lower_
    if view.flags.generic[index] or word in given_names():
        return False
    return word in english_words() or word in listed("capitals", "connectors")


def _last(view: View) -> int:
    return len(view.doc) - 1
