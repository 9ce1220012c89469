"""How a pair of things stands among all pairs of its essay.

Whether somebody is said to act in the film of a passage depends on more than the words around the
name: on how many others there are of whom the same may be said, on how many films the essay
speaks of and which of them it is about, on where in the essay the pair stands. What each of these
is worth to a relation is learnt (``relations/learnt.py``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.pairs import Pair
from graphbuild.model import EntityRef, Value

__all__ = ["Overview"]

_SCREEN = frozenset({"film", "series"})
_MANY, _RIVALS, _NAMED, _PAIRED = 8, 4, 6, 6
_STRETCH, _STRETCHES = 200, 8
"""Characters of a stretch of an essay, and how many stretches are told apart."""
_SURE = 0.1
"""The steps in which it counts how sure the entity of a name is."""
Entity = EntityRef | Value


class Overview:
    """All pairs of an essay, to tell each of them how it stands among the others."""

    def __init__(self, background: Background, pairs: Sequence[Pair]) -> None:
        self._main = background.film.entity if background.film is not None else None
        self._length = len(background.essay.text)
        names = [m.entity for m in background.mentions if m.kind == "name"]
        self._named: Counter[Entity] = Counter(names)
        self._films = len({e for e in names if e.type in _SCREEN})
        self._subjects: defaultdict[object, set[Entity]] = defaultdict(set)
        self._objects: defaultdict[object, set[Entity]] = defaultdict(set)
        self._has_main: set[tuple[str, str]] = set()
        for pair in pairs:
            for whole in (pair.kinds, (pair.kinds, pair.object), (pair.kinds, _at(pair)[1])):
                self._subjects[whole].add(pair.subject)
            for whole in (pair.kinds, (pair.kinds, pair.subject), (pair.kinds, _at(pair)[0])):
                self._objects[whole].add(pair.object)
            if pair.subject == self._main:
                self._has_main.add(pair.kinds)

    def of(self, pair: Pair) -> Iterator[str]:
        """What the whole essay tells of a pair."""
        kinds = f"{pair.kinds[0]} and {pair.kinds[1]}"
        for told in self._told(pair):
            yield f"{told}: {kinds}"

    def _told(self, pair: Pair) -> Iterator[str]:
        kinds, place = pair.kinds, pair.nearest
        subject_at, object_at = _at(pair)
        about = f"about the {self._which(pair)}"
        given = "of the passage" if place.subject.end == 0 else "in words"
        rivals = min(len(self._subjects[kinds, object_at]), _RIVALS)
        yield f"{about}, {given}"
        yield f"{about}, {given}, {rivals} subjects here"
        yield f"{about}, {'main film' if kinds in self._has_main else 'no main film'} among all"
        yield f"{min(self._films, _MANY)} films"
        yield f"{min(len(self._subjects[kinds]), _MANY)} subjects"
        yield f"{min(len(self._objects[kinds]), _MANY)} objects"
        yield f"the subject of {min(len(self._objects[kinds, pair.subject]), _PAIRED)}"
        yield f"the object of {min(len(self._subjects[kinds, pair.object]), _PAIRED)}"
        if place.subject.end:
            yield f"{min(len(self._objects[kinds, subject_at]), _PAIRED)} objects here"
        start = place.block.span(place.object.start, place.object.end).start
        yield f"at {min(start // _STRETCH, _STRETCHES)}"
        yield f"from the end {min((self._length - start) // _STRETCH, _STRETCHES)}"
        yield f"in {len(pair.places)} places" if len(pair.places) < _RIVALS else "in many places"
        yield f"subject named {min(self._named[pair.subject], _NAMED)}"
        yield f"subject sure {place.subject.score // _SURE:.0f}"
        if pair.object in self._named:
            yield f"object named {min(self._named[pair.object], _NAMED)}"
            yield f"object sure {place.object.score // _SURE:.0f}"

    def _which(self, pair: Pair) -> str:
        """Which of the two the essay is about."""
        if self._main is None:
            return "unknown"
        ends = ("subject", pair.subject), ("object", pair.object)
        return next((which for which, entity in ends if entity == self._main), "other")


def _at(pair: Pair) -> tuple[object, object]:
    """Where the subject and the object stand, at the nearest place of a pair."""
    place = pair.nearest
    block = place.block.region.start
    return (block, place.subject.start, "s"), (block, place.object.start, "o")
