"""Name forms: how a short form (surname, first name, nickname, initials) fits a full name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import dropwhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graphbuild.annotation.english.lexicon import common_words, given_names, listed
from graphbuild.knowledge.normalising import normalise, respaced

__all__ = [
    "core_words",
    "fits",
    "is_festival",
    "is_misspellable",
    "is_numbered",
    "kept_by_slips",
    "misspelling_of",
    "short_forms",
    "surname_of",
]


_CINEMA = frozenset({"film", "films", "cinema", "movie"})
_OCCASIONS = frozenset("days week weekend fest forum club society series season".split())
_NUMBER = re.compile(r"[IVX]+|\d+")
_GIVEN_LAST = re.compile(r"[A-Z][a-z]+-[a-zA-Z][a-z]+")


def is_festival(words: Sequence[str]) -> bool:
    """Whether words name an occasion or a club of cinema: ``Molo Film Days``."""
    return len(words) > 2 and words[-2].lower() in _CINEMA and words[-1].lower() in _OCCASIONS


@lru_cache(maxsize=4096)
def core_words(name: str) -> tuple[str, ...]:
    """The normalised words of a name without titles of address and ``Jr.``.

    What a hyphen joins is one word (``pereira holm``).
    """
    words = [w for part in name.split() if (w := normalise(part))]
    titles = listed("capitals", "honorifics")
    suffixes = listed("capitals", "title_suffixes")
    core = list(dropwhile(titles.__contains__, (w for w in words if w not in suffixes)))
    return tuple(core or words)


def surname_of(name: str) -> str:
    """The last word with the particles before it: ``del toro``, ``von trier``, ``baker``."""
    words = core_words(name)
    particles = listed("capitals", "particles")
    first = len(words) - 1
    while first > 1 and words[first - 1] in particles:
        first -= 1
    return " ".join(words[first:])


@lru_cache(maxsize=2048)
def short_forms(name: str, nicknames: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Normalised short form to what it is: ``surname``, ``first name``, ``nickname`` …"""
    words = core_words(name)
    found: dict[str, str] = {}
    for nick in nicknames:
        found.setdefault(normalise(nick), "nickname")
    if len(words) > 1:
        family = _family_name(name)
        if family is not None:
            found.setdefault(words[family], "surname")
            found.setdefault(words[-1], "first name")
        found.setdefault(surname_of(name), "surname")
        found.setdefault(words[-1], "surname")
        found.setdefault(words[0], "first name")
        if len(words) > 2:
            found.setdefault(" ".join(words[1:]), "first name and surname")
            found.setdefault(f"{words[0]} {words[-1]}", "first name and surname")
            if words[1] in given_names():
                found.setdefault(f"{words[0]} {words[1]}", "first name")
        for nick in nicknames:
            found.setdefault(f"{normalise(nick)} {words[-1]}", "nickname and surname")
        found.setdefault(f"{words[0][0]} {words[-1]}", "initial and surname")
    return {form: how for form, how in found.items() if form}


def _family_name(name: str) -> int | None:
    """Where the family name stands if a hyphenated given name follows it (*Wong Kar-wai*, *Tony
    Leung Chiu-wai*); None where it comes last."""
    parts = name.split()
    if len(parts) not in (2, 3) or _GIVEN_LAST.fullmatch(parts[-1]) is None:
        return None
    return len(parts) - 2


@lru_cache(maxsize=4096)
def fits(short: str, full: str) -> str:
    """What ``short`` is of ``full`` (``surname`` …), empty where it is no form of it."""
    words = core_words(short)
    form = " ".join(words)
    if (generation := _generation(short)) and generation != _generation(full):
        return ""
    if form == " ".join(core_words(full)):
        return "name"
    shorts = short_forms(full)
    how = shorts.get(form) or next((shorts[f] for f in respaced(form) if f in shorts), "")
    if how in {"first name"} and normalise(short) != form:
        return ""
    return how


def _generation(name: str) -> str:
    """``jr`` or ``sr``: father and son are two people."""
    return normalise(name.rpartition(" ")[2]) if name.rstrip(".").endswith(("Jr", "Sr")) else ""


def is_numbered(name: str) -> bool:
    """Whether a title ends with a number: *Rocky IV* is no slip for *Rocky II*."""
    return _NUMBER.fullmatch(name.rpartition(" ")[2]) is not None


def is_misspellable(form: str) -> bool:
    """Whether a form is long enough to be told from other names, and no common word."""
    return len(form) >= 5 and form not in common_words()


def kept_by_slips(form: str) -> tuple[str, int]:
    """What a misspelt form has right: its first letter and how many spaces it holds."""
    return form[:1], form.count(" ")


def misspelling_of(form: str, known: Iterable[str]) -> str | None:
    """The known form that ``form`` misspells: one letter wrong in five, two in nine, in each word.

    The first letter must be right, and the words as many; a missing or added last ``a`` or ``s``
    is another name (*Zakharov*, *Zakharova*), not a slip, but for the ``s`` of a full name that
    the genitive takes.
    """
    slips = 2 if len(form) >= 9 else 1
    same_start = [k for k in known if kept_by_slips(k) == kept_by_slips(form)]
    found = process.extract(form, same_start, scorer=OSA.distance, score_cutoff=slips, limit=3)
    for name, _, _ in found:
        cut = name == f"{form}s" and " " in form  # "Barry Jenkin's" of Barry Jenkins
        if (cut or name.rstrip("as") != form.rstrip("as")) and len(name) > 4:
            if _word_by_word(form, name):
                return str(name)
    return None


def _word_by_word(form: str, name: str) -> bool:
    """Whether no single word differs too much: *Superintendent Wong* is not *… Pang*."""
    pairs = zip(form.split(), name.split(), strict=False)
    return all(OSA.distance(one, two) <= (2 if len(one) >= 9 else 1) for one, two in pairs)
