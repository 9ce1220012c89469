"""Parentheses that cite a film as film studies do: *Title (dir. Name, 2019)*, *(Name, Chad, 2010)*.

What they hold is read by the order and the shape of its parts, not by its parse: parsers take
the stop of *dir.* for the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.lexicon import common_words, given_names, listed, surnames
from graphbuild.annotation.remembering import remembered
from graphbuild.annotation.tagging import is_tagged_somebody, tagged_type

__all__ = ["Citation", "citations", "follows_a_person"]

_LONGEST = 30
_NAME_WORDS = 5
_FIRST, _LAST = 1880, 2100
_PARTING = frozenset({",", ";", "/", "|"})
_DIRECTED = frozenset({"dir", "dir.", "dirs", "dirs.", "d.", "directed", "director", "directors"})
_BEHIND_MARKER = frozenset({".", ":", "by"})
_JOINING = frozenset({"and", "&", "-", "–"})

TokenRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """What a parenthesis says of the title before it; all are tokens of one block.

    ``mark`` is the opening parenthesis, ``year`` the token of the year.
    """

    mark: int
    directors: tuple[TokenRange, ...]
    year: int | None = None


@remembered
def citations(doc: Doc) -> Mapping[int, Citation]:
    """The citations of a block by their opening parenthesis: a year beside something else, or a
    word for directing."""
    found = (_citation(doc, t.i) for t in doc if t.text == "(" and t.i)
    return {c.mark: c for c in found if c is not None}


def _citation(doc: Doc, mark: int) -> Citation | None:
    inside = doc[mark + 1 : mark + _LONGEST]
    close = next((t.i for t in inside if t.text in {")", "("}), None)
    if close is None or doc[close].text != ")":
        return None
    parts = list(_parts(doc, mark + 1, close))
    year = next((end - 1 for _, end in parts if _is_year(doc[end - 1])), None)
    marked = [p for p in ((_behind_marker(doc, *part), part[1]) for part in parts) if p[0]]
    directors = [(start, end) for start, end in marked if _is_name(doc, start, end)]
    if directors:
        return Citation(mark, tuple(_each(doc, directors)), year)
    told = any(doc[start].is_lower for start, _ in parts)  # "(in Chad, 2010)"
    if year is None or len(parts) == 1 or told or follows_a_person(doc, mark):
        return None
    named = [p for p in parts if _is_name(doc, *p) and not _is_place(doc, *p)]
    people = [p for p in named if doc[p[0]].lower_ in given_names() and p[1] - p[0] > 1]
    people = people or [p for p in named[-1:] if p == parts[0]]
    return Citation(mark, tuple(_each(doc, people)), year)


def follows_a_person(doc: Doc, mark: int) -> bool:
    """Whether the name before a parenthesis is more likely a person's, whose film stands in it:
    "Stanley Kubrick (Barry Lyndon, 1975)"."""
    last = doc[mark - 1]
    start = mark - 1
    while start > 0 and doc[start - 1].text[0].isupper() and doc[start - 1].pos_ == "PROPN":
        start -= 1
    plain = last.lower_ in common_words() and last.lower_ not in surnames()  # "Red Sea"
    given = doc[start].lower_ in given_names() and not plain and tagged_type(last) != "place"
    return given if mark - start > 1 else is_tagged_somebody(last) and not given


def _each(doc: Doc, ranges: list[TokenRange]) -> Iterator[TokenRange]:
    """Names joined by *and*, one by one."""
    for start, end in ranges:
        for i in range(start, end + 1):
            if i == end or doc[i].lower_ in {"and", "&"}:
                if i > start:
                    yield start, i
                start = i + 1


def _parts(doc: Doc, start: int, end: int) -> Iterator[TokenRange]:
    """The parts between commas, and a year that ends one as a part of its own: "Sweden 2019"."""
    for i in range(start, end + 1):
        if i == end or doc[i].text in _PARTING:
            if i > start:
                split = i - 1 if i - start > 1 and _is_year(doc[i - 1]) else i
                yield start, split
                if split < i:
                    yield split, i
            start = i + 1


def _is_year(token: Token) -> bool:
    return token.is_digit and len(token) == 4 and _FIRST < int(token.text) < _LAST


def _behind_marker(doc: Doc, start: int, end: int) -> int:
    """Where the name behind a word for directing begins; 0 where there is no such word."""
    if doc[start].lower_ not in _DIRECTED:
        return 0
    at = start + 1
    while at < end and doc[at].lower_ in _BEHIND_MARKER:
        at += 1
    return at


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a part is written as a name is, that of two people included."""
    lower = listed("capitals", "particles") | _JOINING
    words = [t for t in doc[start:end] if not t.is_space]
    capitals = [t.text[0].isupper() for t in words]
    return (
        0 < len(words) <= _NAME_WORDS
        and any(capitals)
        and all(capital or t.lower_ in lower for capital, t in zip(capitals, words, strict=True))
    )


def _is_place(doc: Doc, start: int, end: int) -> bool:
    return any(tagged_type(t) == "place" for t in doc[start:end])
