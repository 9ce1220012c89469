"""Cues that names give each other: coordination, and a performer's name in parentheses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.annotation._forms import Form, Occurrence
    from graphbuild.annotation.analysis import Analysis

__all__ = ["add_neighbour_cues"]

_COORDINATED = re.compile(r"^[”\"’]?(?:,? (?:and|or) |, | & )(?:then )?[“\"‘]?$")
_BESIDE = {
    "film": "stands beside a film",
    "person": "stands beside a person",
    "character": "stands beside a character",
    "place": "stands beside a place",
    "organization": "stands beside an organization",
    "work": "stands beside a work",
}


def add_neighbour_cues(
    analysis: Analysis, forms: Mapping[str, Form], types: Mapping[int, str]
) -> None:
    """Let neighbours speak: adds cues in place, given the types decided so far (by identity)."""
    places: dict[int, list[Occurrence]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            places.setdefault(occurrence.span.block, []).append(occurrence)
    for index, held in places.items():
        held.sort(key=lambda o: o.span.start)
        doc = analysis.blocks[index].doc
        for left, right in zip(held, held[1:], strict=False):
            between = doc.text[
                doc[left.span.end - 1].idx + len(doc[left.span.end - 1]) : doc[right.span.start].idx
            ]
            _speak(left, right, between, types)
    for held in places.values():
        for occurrence in held:
            occurrence.rescore()


def _speak(left: Occurrence, right: Occurrence, between: str, types: Mapping[int, str]) -> None:
    one, two = types[id(left)], types[id(right)]
    if _COORDINATED.match(between):
        if one in _BESIDE:
            right.cues.append(_BESIDE[one])
        if two in _BESIDE:
            left.cues.append(_BESIDE[two])
    elif between in {" (", " (played by "} and two == "person" and one != "film":
        left.cues.append("is followed by the performer's name")
    elif between == " (" and one == "character":
        right.cues.append("names the performer of the part before")
