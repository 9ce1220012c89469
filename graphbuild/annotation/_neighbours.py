"""Cues that names give each other: coordination, and a performer's name in parentheses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from graphbuild.annotation._forms import Form, Occurrence
    from graphbuild.annotation.analysis import Analysis

__all__ = ["add_neighbour_cues"]

_COORDINATED = re.compile(
    r"^[”\"’*_]*(?:,? (?:and|or|like) | & | (?:is|was) (?:\w+ ){0,2}than | than )[“\"‘*_]*$"
)
_NEXT_IN_LIST = re.compile(r"^[”\"’']?\)(?:,|,? and|;) [“\"‘']?$")
_LISTED = re.compile(r"^,?[”\"’*_]*,? [“\"‘*_]*$")
_BESIDE = {
    "film": "stands beside a film",
    "person": "stands beside a person",
    "character": "stands beside a character",
    "place": "stands beside a place",
    "organization": "stands beside an organization",
    "work": "stands beside a work",
}

_PART = "is somebody's part"


def add_neighbour_cues(
    analysis: Analysis,
    forms: Mapping[str, Form],
    types: Mapping[int, str],
    performers: Collection[str],
    directors: Collection[str],
) -> None:
    """Let neighbours speak: adds cues in place, given the types decided so far (by identity).

    ``performers`` are the forms of people who act and never direct: what is theirs is a part.
    What belongs to one of ``directors``, who never act, is none, whatever it is called.
    """
    places: dict[int, list[Occurrence]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            places.setdefault(occurrence.span.block, []).append(occurrence)
    for index, held in places.items():
        held.sort(key=lambda o: o.span.start)
        doc = analysis.blocks[index].doc
        text = doc.text
        gaps = [_between(doc, text, a, b) for a, b in itertools.pairwise(held)]
        for at, gap in enumerate(gaps):
            around = gaps[max(0, at - 1) : at] + gaps[at + 1 : at + 2]
            listed = "," in gap and _LISTED.match(gap) and any(map(_joins, around))
            _speak(held[at], held[at + 1], gap, bool(listed), types)
        _add_filmographies(held, gaps)
    for held in places.values():
        for occurrence in held:
            if occurrence.owner in performers and "belongs to a named person" in occurrence.cues:
                occurrence.cues.append("belongs to a performer")
            if occurrence.owner in directors and _PART in occurrence.cues:
                occurrence.cues[occurrence.cues.index(_PART)] = "belongs to a named person"
            occurrence.rescore()


def _add_filmographies(held: list[Occurrence], gaps: list[str]) -> None:
    """A list of names with a title in parentheses each (*Nolan (Following), Reichardt (Old Joy)
    and Hong …*): where one name is known for a film-maker's, none is a part."""
    at = 0
    while at < len(gaps):
        chain = []
        while at < len(gaps) and gaps[at] == " (":
            chain.append((held[at], held[at + 1]))
            at += 2 if at + 1 < len(gaps) and _NEXT_IN_LIST.match(gaps[at + 1]) else 1
        if len(chain) > 1 and any(
            _is_known_person(n) and not _is_known_person(t) for n, t in chain
        ):
            for name, title in chain:
                name.cues.append("has a film in parentheses")
                title.cues.append("stands in parentheses behind a film-maker")
        at += 1


def _is_known_person(occurrence: Occurrence) -> bool:
    return any(h.type == "person" and h.kind == "label" for h in occurrence.span.hits)


def _between(doc: Doc, text: str, left: Occurrence, right: Occurrence) -> str:
    last = doc[left.span.end - 1]
    return text[last.idx + len(last) : doc[right.span.start].idx]


def _joins(gap: str) -> bool:
    """A gap of an enumeration; one bare comma alone proves none."""
    return bool(_COORDINATED.match(gap) or ("," in gap and _LISTED.match(gap)))


def _speak(
    left: Occurrence, right: Occurrence, between: str, listed: bool, types: Mapping[int, str]
) -> None:
    one, two = types[id(left)], types[id(right)]
    if listed or _COORDINATED.match(between):
        if one in _BESIDE:
            right.cues.append(_BESIDE[one])
        if two in _BESIDE:
            left.cues.append(_BESIDE[two])
    elif between in {" (", " (played by "} and two == "person" and one != "film":
        left.cues.append("is followed by the performer's name")
    elif between == " (" and one == "character":
        right.cues.append("names the performer of the part before")
