"""Names in runs of capitalised words.

Where one begins and ends, and what before it only describes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from graphbuild.annotation.detection.known_spans import ends_a_name
from graphbuild.annotation.detection.stress import is_common
from graphbuild.annotation.detection.views import View
from graphbuild.annotation.english.capitals import counts_a_war
from graphbuild.annotation.english.citations import citations
from graphbuild.annotation.english.lexicon import common_words, english_words, given_names, listed
from graphbuild.annotation.names.forms import is_festival
from graphbuild.annotation.tagging import tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.knowledge.records import AliasHit

__all__ = ["names_of_run"]

_MADE = frozenset({"directed", "written", "produced", "edited", "reviewed"})
_TITLES = frozenset("who it us up her me him".split())
"""Small words that are titles of films by themselves."""
_WARS = frozenset({"I", "II", "One", "Two"})
_SCHOLARS = ("ologist", "ographer")
_NO_TITLES = frozenset({"place", "organization", "event", "other"})


def names_of_run(
    view: View, start: int, end: int, known: dict[str, tuple[AliasHit, ...]]
) -> Iterator[tuple[int, int]]:
    """The names in a run of capitals, without roles, demonyms, generic words and openers."""
    start, end = _trim(view, start, end, known)
    start = _past_description(view, start, end, known)
    if start >= end or _is_generic(view, start, end, known):
        return
    article = view.is_article(start) and (
        not view.flags.initial[start] or view.opens_parenthesis(start)
    )
    if (article and end - start > 1) or is_festival(view.text(start, end).split()):
        yield start, end  # "The Burmese Harp"
        return
    split = next((i for i in range(start + 1, end) if _begins_a_name(view, i, known)), None)
    if split is not None and view.text(start, end) not in known:
        yield from names_of_run(view, start, split, known)
        yield from names_of_run(view, split, end, known)
        return
    cut = next((i for i in range(start, end) if _cuts(view, i, start, end)), None)
    if cut is None or ends_a_name(view.doc[end - 1].lower_):
        yield start, end
        return
    yield from names_of_run(view, start, cut, known)
    yield from names_of_run(view, cut + 1, end, known)


def _past_description(
    view: View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]
) -> int:
    """Where a name begins behind common words that only say who is meant: *Police | Inspector
    Stavros*, *Girlfriend | Pam*; behind a sentence's first word too: *Hipster | Bob Downey Jr.*"""
    if end - start < 2 or view.text(start, end) in known:
        return start
    doc, honorifics = view.doc, listed("capitals", "honorifics")
    if view.is_article(start) or doc[start].lower_ in _before_names():
        return start
    if view.flags.initial[start] and doc[start].lower_.endswith("ing"):
        if doc[start + 1].lower_ in honorifics and start + 2 < end:
            return start + 1  # "Excluding Miss Duff"
    for at in range(start + 1, end):
        plain = is_common(doc[at - 1], view.flags) or _is_participle(doc[at - 1])
        plain = plain or _says_who(doc[at - 1])
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
    full = at + 1 < end and doc[at].lower_ in given_names()
    full = full and not is_common(doc[at + 1], view.flags)
    kin = all(map(_says_who, words)) or (full and not _is_participle(words[0]))
    return at if opens or kin else start


def _is_participle(token: Token) -> bool:
    """``Remembering``, which the model takes for a name where one follows."""
    stem = token.lower_.removesuffix("ing")
    return stem != token.lower_ and not common_words().isdisjoint((stem, f"{stem}e"))


def _is_named_apart(view: View, start: int, at: int) -> bool:
    """Whether a name stands elsewhere too, without the words that are before it here."""
    name, whole = view.text(at, at + 1), view.text(start, at + 1)
    return view.doc.text.count(name) > view.doc.text.count(whole)


def _is_role(token: Token) -> bool:
    return token.lower_ in listed("person", "roles")


def _is_acronym(token: Token) -> bool:
    return token.is_upper and token.is_alpha and len(token) > 1


def _says_who(token: Token) -> bool:
    """Whether it tells what somebody is: *Attorney*, *Egyptologist*."""
    word = token.lower_
    listed_so = word in listed("character", "people") or word in listed("person", "roles")
    return listed_so or word.endswith(_SCHOLARS)


@cache
def _before_names() -> frozenset[str]:
    """Words that are the first of a name: titles of address, particles, epithets, *Port*."""
    return (
        listed("capitals", "honorifics")
        | listed("capitals", "particles")
        | listed("person", "epithets")
        | listed("place", "prefix")
    )


def _is_generic(
    view: View, start: int, end: int, known: Mapping[str, tuple[AliasHit, ...]]
) -> bool:
    """Whether what a demonym leaves is a common word (*Catholic School*), or what stands there an
    office or a word that is only stressed (*reviewed it HERE*)."""
    word = view.doc[end - 1]
    if end - start > 1 and all(view.flags.generic[start:end]):
        return view.text(start, end) not in known  # "South African", "Christian Arab"
    if end - start == 1 and _is_cried(view, start):
        return word.lower_ in english_words() or view.text(start, end) not in known
    if end - start == 1 and _is_stressed(view, end - 1):
        return view.text(start, end) not in known
    if word.lower_ in listed("person", "offices"):
        return view.text(start, end) not in known
    if start == 0:
        return False
    word = view.doc[start]
    plain = word.lower_ in common_words() and word.lower_ not in given_names()
    demonym = view.doc[start - 1].lower_ in _demonyms()
    return end - start == 1 and demonym and plain and view.text(start, end) not in known


def _is_stressed(view: View, index: int) -> bool:
    """Whether capitals only raise the voice: *the guy who DIRECTED it*, *was Steve NOT there*."""
    word = view.doc[index]
    if not word.is_upper or view.flags.all_caps:
        return False
    small = word.is_stop and len(word) > 1 and word.lower_ not in _TITLES
    return small or (len(word) > 2 and word.lower_ in common_words())


def _is_cried(view: View, index: int) -> bool:
    """Whether a word in capitals is all that a sentence with an exclamation mark has: *WHEW!*"""
    alone = view.flags.initial[index] and view.flags.bang[min(index + 1, len(view.doc) - 1)]
    word = view.doc[index]
    return alone and word.is_upper and len(word) > 1 and view.stress.capitals[word.text] == 0


def _begins_a_name(view: View, index: int, known: Mapping[str, tuple[AliasHit, ...]]) -> bool:
    """``At the Oscars | Bong quoted him``: behind an award or a numbered war, or where a clause
    begins."""
    if index > 1 and view.doc[index - 2].text == "War" and view.doc[index - 1].text in _WARS:
        return True
    if counts_a_war(view.doc, index):
        return False
    award = any(h.type == "award" for h in known.get(view.text(index - 1, index), ()))
    return (award and view.doc[index - 1].tag_ == "NNPS") or _begins_a_clause(view.doc, index)


def _begins_a_clause(doc: Doc, index: int) -> bool:
    """Whether a preposition's object ends before a token, and the subject begins with it."""
    before, here = doc[index - 1], doc[index]
    if before.dep_ != "pobj" or here.dep_ not in {"nsubj", "compound"} or here.is_ancestor(before):
        return False
    head = here.head if here.dep_ == "compound" else here
    return bool(head.dep_ == "nsubj" and head.i >= index and before.head.i < index)


def _demonyms() -> frozenset[str]:
    return listed("capitals", "demonyms")


def _cuts(view: View, index: int, start: int, end: int) -> bool:
    """Whether a generic word parts a run (not in *May Welland*, *Irish Civil War*), or a role
    before a name (*Play Editor Kevin Lee*)."""
    if view.doc[index].lower_ in _MADE and view.doc.text_of(index + 1, index + 2) == "by":
        return True  # "Stephen King Directed by Fritz Kiersch", where lines are joined
    if start < index == end - 1 and view.doc[index].lower_ == "film":
        opens = view.flags.initial[start] and view.doc[start].lower_ in common_words()
        return opens and end - start == 2  # "Graal Film", not "French Film"
    if end - start > 1 and _is_stressed(view, index):
        return not all(view.doc[i].is_upper for i in range(start, end))
    if start < index < end - 1 and view.flags.prefix[index]:
        if view.doc[index + 1].lower_ in given_names():
            return True
    if start < index < end - 2 and _says_who(view.doc[index]) and _is_acronym(view.doc[index - 1]):
        if view.doc[index + 1].lower_ in given_names():
            return True  # "FBI Agent Dale Cooper"
    if end - start > 2 and ends_a_name(view.doc[end - 1].lower_):
        return view.flags.generic[index] and view.doc[index].lower_ not in _demonyms()
    if not view.flags.generic[index] or end - start < 2:
        return view.flags.generic[index]
    before = view.doc[index - 1].lower_ if index > start else ""
    named = view.doc[index].lower_ in given_names() or before in given_names()
    return not named


def _article_of_title(
    view: View, start: int, end: int, known: dict[str, tuple[AliasHit, ...]]
) -> bool:
    """Whether a sentence's first ``The`` belongs to an unknown title (*The Brutalist*)."""
    doc = view.doc
    if doc[start].lower_ != "the" or end - start < 2 or view.text(start + 1, end) in known:
        return False
    if view.dated(end) or end in citations(doc):
        return True
    last = doc[end - 1 - counts_a_war(doc, end - 1)]
    return last.tag_ not in {"NNS", "NNPS"} and tagged_type(last) not in _NO_TITLES


def _counts_in_title(view: View, start: int, end: int) -> bool:
    """Whether a sentence's first number counts in a title, as the singular of the verb behind what
    is counted shows: *Two Rivers is …*"""
    doc = view.doc
    counted = doc[start].like_num and doc[start].is_alpha and end - start > 1
    return counted and doc[end - 1].text.endswith("s") and end < len(doc) and doc[end].tag_ == "VBZ"


def _goes_with_the_sentence(view: View, start: int, end: int) -> bool:
    """Whether a sentence opens with an adverb before a name: *Overall Titanic is …*"""
    opens = view.doc[start].lower_ in listed("capitals", "openers")
    return opens and view.flags.initial[start] and end - start > 1


def _is_a_name_elsewhere(view: View, start: int, end: int) -> bool:
    """Whether a sentence's first word stands alone and is capitalised inside sentences too."""
    first = view.doc[start]
    return end - start == 1 and not first.is_stop and first.text in view.stress.capitals


def _trim(
    view: View, start: int, end: int, known: dict[str, tuple[AliasHit, ...]]
) -> tuple[int, int]:
    doc, flag = view.doc, view.flags
    while start < end:
        if doc[start].is_punct or _cuts(view, start, start, end):
            start += 1
        elif not flag.cap[start] and doc[start].is_lower and doc[start - 1].text == "-":
            start += 1  # "Die-hards"
        elif end - start > 1 and flag.prefix[start] and view.text(start, end) not in known:
            start += 1
        elif _goes_with_the_sentence(view, start, end):
            start += 1
        elif flag.opener[start] and view.text(start, end) not in known:
            if end - start > 1 and view.opens_title(start):
                break
            if _article_of_title(view, start, end, known) or _counts_in_title(view, start, end):
                break
            if _is_a_name_elsewhere(view, start, end):
                break
            start += 1
        else:
            break
    while end > start and (
        doc[end - 1].is_punct
        or _cuts(view, end - 1, start, end)
        or _begins_what_follows(view, end - 1, start, known)
    ):
        if doc[end - 1].text.endswith(".") and len(doc[end - 1]) > 1:
            break
        end -= 1
    return start, end


def _begins_what_follows(
    view: View, at: int, start: int, known: Mapping[str, tuple[AliasHit, ...]]
) -> bool:
    """Whether the last word of a run is small and begins the clause behind a name, as careless
    writers have it: *the film Zombie House and I tossed it*, *in L.A. Too bad that …*"""
    small = view.doc[at].lower_ in listed("capitals", "closers")
    if not small or at == start or counts_a_war(view.doc, at):
        return False
    if view.text(start, at + 1) in known:
        return False
    return (at + 1 < len(view.doc) and view.doc[at + 1].is_lower and not view.doc[at].is_upper) or (
        view.doc[at].text == "I" and _has_verb_behind(view.doc, at)
    )


def _has_verb_behind(doc: Doc, at: int) -> bool:
    behind = doc[at + 1 : at + 2]
    return bool(behind) and behind[0].is_lower and behind[0].pos_ in {"VERB", "AUX", "ADV"}
