"""What cannot have happened in the order in which it is said.

The ontology says which properties date the beginning or the end of their subject
(``gb:dates``), which have an object that begins before the subject (``gb:objectFirst``: who
directs a film is born before it is shown), and how many years after the object's end the subject
may still begin (``gb:yearsAfterEnd``).
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from graphbuild.graph.namespaces import PREFIXES
from graphbuild.graph.statements import ASSERTED, Claimed, Happened, Statements
from graphbuild.ontology import Ontology, Property

__all__ = ["DATES", "Chronology", "Known", "impossible"]

DATES = ("ImpossibleDates", "DoubtfulDates")
"""Kinds of conflict between dates."""

Known = Callable[[str], str | None]
"""The year in which a thing begins as the knowledge base has it, by its IRI."""

_DATE = re.compile(r'"(\d{4}(?:-\d\d(?:-\d\d)?)?)"')
_PARTICIPANT = PREFIXES["gb"] + "participant"
_PLACES, _NEVER = 1 << 19, 9999

Dated = tuple[str, tuple[Claimed, ...]]
"""A date (ISO 8601, as much of it as is said), and the claim that says it, if it is one."""


def impossible(
    claims: Iterable[Claimed],
    happened: Iterable[Happened],
    ontology: Ontology,
    known: Known,
) -> Iterator[tuple[str, Sequence[Claimed]]]:
    """Kinds of conflict, and the claims that cannot all be right or hardly can; where a text does
    not say when a thing begins, what is known counts."""
    asserted = [row for row in claims if row[6] == ASSERTED]
    lives = _Lives(asserted, ontology, known)
    for thing in sorted(lives.ends):
        yield from _before(lives.ends[thing], lives.begins[thing], ())
    for row in asserted:
        property_ = _property(row, ontology)
        if property_ is not None and row[3].startswith("<"):
            yield from _out_of_order(row, property_, lives)
    by_id = {row[0]: row for row in asserted}
    for claim, date, thing, role in happened:
        if claim in by_id and date[:4].isdigit():
            said: Dated = (date, (by_id[claim],))
            yield from _before([said], lives.beginning(f"<{thing}>"), ())
            if role == _PARTICIPANT:
                yield from _before(lives.ends[f"<{thing}>"], [said], ())


class _Lives:
    """When things begin and end, by their IRIs as N-Triples has them."""

    def __init__(self, asserted: Iterable[Claimed], ontology: Ontology, known: Known) -> None:
        self.begins: dict[str, list[Dated]] = defaultdict(list)
        self.ends: dict[str, list[Dated]] = defaultdict(list)
        self._known = known
        for row in asserted:
            property_, date = _property(row, ontology), _DATE.match(row[3])
            if property_ is not None and property_.dates and date:
                of = self.begins if property_.dates == "Beginning" else self.ends
                of[row[1]].append((date[1], (row,)))

    def beginning(self, thing: str) -> list[Dated]:
        """When a thing begins as texts say, or else as is known."""
        if thing in self.begins:
            return self.begins[thing]
        year = self._known(thing.strip("<>"))
        return [(year, ())] if year else []


def _property(row: Claimed, ontology: Ontology) -> Property | None:
    return ontology.properties.get(row[2].strip("<>"))


def _before(
    firsts: Iterable[Dated], seconds: Iterable[Dated], claims: tuple[Claimed, ...]
) -> Iterator[tuple[str, Sequence[Claimed]]]:
    """What is said to be before what it cannot be before."""
    for (first, one), (second, other) in product(firsts, seconds):
        if _earlier(first, second):
            yield "ImpossibleDates", (*claims, *one, *other)


def _out_of_order(
    row: Claimed, property_: Property, lives: _Lives
) -> Iterator[tuple[str, Sequence[Claimed]]]:
    """A claim whose object begins after its subject, or has ended long before it."""
    if property_.object_first:
        yield from _before(lives.beginning(row[1]), lives.beginning(row[3]), (row,))
    if property_.years_after_end is not None and row[3] in lives.ends:
        for (begin, one), (end, other) in product(lives.beginning(row[1]), lives.ends[row[3]]):
            if int(begin[:4]) - int(end[:4]) > property_.years_after_end:
                yield "DoubtfulDates", (row, *one, *other)


def _earlier(one: str, other: str) -> bool:
    """Whether a date is before another; those that agree as far as both go are not."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]


class Chronology:
    """Which claims may be in a conflict of dates, found in two passes over what essays say: the
    years between which things begin and end, then what that makes suspect. Things share a place
    by their hashes: two that do make more be kept, never less."""

    def __init__(self, ontology: Ontology, known: Known) -> None:
        self._ontology, self._known = ontology, known
        self._first_begin, self._first_end = (array("H", [_NEVER]) * _PLACES for _ in range(2))
        self._last_begin = array("H", [0]) * _PLACES
        self._tied = bytearray(_PLACES)

    def date(self, said: Statements) -> None:
        """Take in when things begin and end as an essay says."""
        for row in said.claims:
            property_, date = _property(row, self._ontology), _DATE.match(row[3])
            if row[6] == ASSERTED and property_ and property_.dates and date:
                place, year = _place(row[1]), int(date[1][:4])
                if property_.dates == "Beginning":
                    self._first_begin[place] = min(self._first_begin[place], year)
                    self._last_begin[place] = max(self._last_begin[place], year)
                else:
                    self._first_end[place] = min(self._first_end[place], year)

    def tie(self, said: Statements) -> None:
        """Take in which things' dates an essay makes suspect, when all essays' dates are known."""
        for row in said.claims:
            if self._orders(row):
                self._tied[_place(row[1])] = self._tied[_place(row[3])] = 1
        for _, date, thing, role in said.happened:
            if self._misses(date, f"<{thing}>", role):
                self._tied[_place(f"<{thing}>")] = 1

    def suspects(self, said: Statements) -> Iterator[Claimed]:
        """The claims of an essay that may be in a conflict of dates, when all is tied."""
        misses = {c for c, date, t, role in said.happened if self._misses(date, f"<{t}>", role)}
        for row in said.claims:
            if row[0] in misses or self._dates(row) or self._orders(row):
                yield row

    def _dates(self, row: Claimed) -> bool:
        """Whether a claim dates a thing whose dates are suspect."""
        property_ = _property(row, self._ontology)
        if row[6] != ASSERTED or property_ is None or not property_.dates:
            return False
        place = _place(row[1])
        return bool(self._tied[place]) or self._first_end[place] <= self._last_begin[place]

    def _orders(self, row: Claimed) -> bool:
        """Whether a claim orders two things that may begin and end otherwise."""
        property_ = _property(row, self._ontology)
        if property_ is None or row[6] != ASSERTED or not row[3].startswith("<"):
            return False
        first, last = self._begins(row[1])
        if property_.object_first and first <= self._begins(row[3])[1]:
            return True
        years = property_.years_after_end
        return years is not None and last - self._first_end[_place(row[3])] > years

    def _misses(self, date: str, thing: str, role: str) -> bool:
        """Whether what happened may be before a thing begins, or after somebody's end."""
        year = int(date[:4]) if date[:4].isdigit() else _NEVER
        late = role == _PARTICIPANT and self._first_end[_place(thing)] <= year
        return late or year <= self._begins(thing)[1]

    def _begins(self, thing: str) -> tuple[int, int]:
        """The first and the last year in which a thing may begin."""
        place = _place(thing)
        if self._last_begin[place]:
            return self._first_begin[place], self._last_begin[place]
        year = self._known(thing.strip("<>"))
        return (int(year), int(year)) if year else (_NEVER, 0)


def _place(thing: str) -> int:
    return hash(thing) % _PLACES
