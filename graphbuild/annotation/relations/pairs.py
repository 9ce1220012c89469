"""Two things of which an essay may say something, and all that their places tell.

A pair stands wherever a sentence names both, or names one where the passage is about a film. What
the words between them, the syntax that joins them, and the words around each say of what holds
between the two is learnt (``relations/learnt.py``); nothing here knows a relation by name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.evidence.places import place_features
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.descriptions import concept_ref, country_ref
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.annotation.relations.referents import Referents
from graphbuild.annotation.remembering import remembered
from graphbuild.model import EntityRef, Value
from graphbuild.ontology import Property

__all__ = ["Pair", "Place", "Thing", "pairs"]

_SCHEMES = ("genre", "occupation")
_CONCEPT_HEADS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_LONGEST, _WHOLE, _PATH = 12, 3, 6
"""Words between two names that are looked at, as a whole, and steps of syntax from one to the
other."""
_FEW, _SOME = 6, 3
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_DATES = frozenset({_DATE, _DATE[:-4] + "gYear", _DATE[:-4] + "gYearMonth"})
"""Datatypes of values: every date counts as one kind."""
_MOST = 24
"""Things of one sentence that are paired."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What some words of a block name; ``kind`` is its type, a scheme or a datatype."""

    filler: Filler
    kind: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair stands: the subject has no words where the passage provides it; ``things`` are
    all of the sentence."""

    referents: Referents
    subject: Filler
    object: Filler
    kinds: tuple[str, str]
    things: Sequence[Thing]

    @property
    def block(self) -> Block:
        return self.referents.block

    def features(self) -> list[str]:
        """What the place says, some of it more than once."""
        doc, subject, object_ = self.block.doc, self.subject, self.object
        around = _around(doc, object_.start, object_.end)[0]
        beside = _beside(doc, object_.start, object_.end, self.things)
        if subject.end == 0:
            named = {t.kind for t in self.things if t.is_name}
            given = (f"of the passage beside a {k}" for k in named)
            return [*around, *beside, "of the passage", *given]
        return [
            *around,
            *beside,
            *_around(doc, subject.start, subject.end)[1],
            f"among {min(len(self.things), _FEW)}",
            *self._rivals(),
            *_between(doc, subject, object_),
            *_joined(doc, subject, object_),
        ]

    def _rivals(self) -> Iterator[str]:
        """How many of the same kind stand between the two, and on the other side of each."""
        two = self.subject.entity, self.object.entity
        first, second = sorted((self.subject.start, self.object.start))
        others = self.object.start, self.subject.start
        for whose, kind, other in zip(("subject", "object"), self.kinds, others, strict=True):
            since, until = other - (second - first), other + (second - first)
            nearer = [
                at
                for t in self.things
                if since < (at := t.filler.start) < until
                and t.kind == kind
                and t.filler.entity not in two
            ]
            between = sum(first < at < second for at in nearer)
            yield f"{min(between, _SOME)} like the {whose} between"
            yield f"{min(len(nearer), _SOME)} like the {whose} nearer"


@dataclass
class Pair:
    """A subject and an object with the places where they stand together, and the properties that
    the ontology allows between them."""

    subject: EntityRef
    object: EntityRef | Value
    kinds: tuple[str, str]
    properties: tuple[Property, ...]
    places: list[Place] = field(default_factory=list)

    @cached_property
    def nearest(self) -> Place:
        """Where the two stand nearest, and are taken to be spoken of, once all places are there."""
        return min(self.places, key=_apart)

    def features(self, told: Iterable[str]) -> dict[str, float]:
        """All that is known of the pair: what is ``told`` of it elsewhere, and what its places
        say, which adds up damped."""
        found = dict.fromkeys(("", f"{self.kinds[0]} and {self.kinds[1]}", *told), 1.0)
        damped = 1 / math.sqrt(len(self.places))
        for place in self.places:
            for feature in dict.fromkeys(place.features()):
                found[feature] = found.get(feature, 0.0) + damped
        return found


def _apart(place: Place) -> int:
    """How far the two stand from each other; nothing is said of how far the film of a passage."""
    if place.subject.end == 0:
        return 0
    first, second = sorted((place.subject, place.object), key=lambda f: f.start)
    return second.start - first.end


Key = tuple[EntityRef, EntityRef | Value]


def pairs(
    background: Background,
    blocks: Iterable[Referents],
    names: Mapping[str, float] | None = None,
) -> list[Pair]:
    """All pairs of an essay between which the ontology allows something; or one of the properties
    of some ``names``, of which one at least may be likely enough (1 is certain)."""
    every = background.ontology.names.values()
    allowed = _allowed((p for p in every if names is None or p.name in names), names or {})
    found: dict[Key, Pair] = {}
    for referents in blocks:
        for things in _sentences(background, referents):
            for subject, object_ in _ordered(background, referents, things):
                properties = allowed(subject.kind, object_.kind)
                entity = subject.filler.entity
                if not properties or not isinstance(entity, EntityRef):
                    continue
                kinds = subject.kind, object_.kind
                key = entity, object_.filler.entity
                if key not in found:
                    found[key] = Pair(*key, kinds, properties)
                place = Place(referents, subject.filler, object_.filler, kinds, things)
                found[key].places.append(place)
    return list(found.values())


def _allowed(
    properties: Iterable[Property], least: Mapping[str, float]
) -> Callable[[str, str], tuple[Property, ...]]:
    known: dict[tuple[str, str], tuple[Property, ...]] = {}
    every = list(properties)

    def between(subject: str, object_: str) -> tuple[Property, ...]:
        key = subject, object_
        if key not in known:
            held = tuple(p for p in every if _may_hold(p, subject, object_))
            known[key] = held if any(least.get(p.name, 1.0) <= 1.0 for p in held) else ()
        return known[key]

    return between


def _may_hold(property_: Property, subject: str, object_: str) -> bool:
    """Whether a property may hold between things of these kinds."""
    if subject not in property_.domain:
        return False
    if property_.scheme:
        return object_ == property_.scheme
    if property_.range:
        return object_ in property_.range
    return property_.datatype == object_


def _sentences(background: Background, referents: Referents) -> Iterator[list[Thing]]:
    """The things of each sentence, in order."""
    every = sorted(_things(background, referents), key=lambda t: (t.filler.start, t.filler.end))
    doc = referents.block.doc
    at: dict[int, list[Thing]] = {}
    for thing in every:
        at.setdefault(doc[thing.filler.start].sent.start, []).append(thing)
    yield from (things[:_MOST] for things in at.values())


def _things(background: Background, referents: Referents) -> Iterator[Thing]:
    doc = referents.block.doc
    for mention, start, end in referents.names():
        entity = mention.entity
        filler = Filler(entity, start, end, mention.score)
        yield Thing(filler, entity.type, mention.kind == "name")
    for token in doc:
        if token.pos_ not in _CONCEPT_HEADS or referents.is_named(token.i):
            continue
        for scheme in _SCHEMES:
            concept = background.concepts.ending_at(token, scheme)
            if concept is not None:
                filler = Filler(concept_ref(concept[0]), concept[1], token.i + 1)
                yield Thing(filler, scheme, False)
        country = background.concepts.demonym(token)
        if country is not None:
            ref = country_ref(country[0], background.iris)
            yield Thing(Filler(ref, country[1], token.i + 1), "place", False)
    for value in referents.values:
        kind = _DATE if value.value.datatype in _DATES else value.value.datatype
        yield Thing(Filler(value.value, value.start, value.end), kind, False)


def _ordered(
    background: Background, referents: Referents, things: list[Thing]
) -> Iterator[tuple[Thing, Thing]]:
    """All pairs of different things of a sentence, and each with the film of its passage."""
    named = {t.filler.entity for t in things}
    for object_ in things:
        for subject in things:
            if subject.filler.entity != object_.filler.entity:
                yield subject, object_
        token = referents.block.doc[object_.filler.start]
        film = referents.passage.film(token) or Filler(background.untitled, 0, 0)
        if film.entity not in named and isinstance(film.entity, EntityRef):
            yield Thing(film, film.entity.type, False), object_


@remembered
def _around(doc: Doc, start: int, end: int) -> tuple[Sequence[str], Sequence[str]]:
    """The features of a place as an object's, and as a subject's without the words of the
    sentence, which are told of the object."""
    found = place_features(doc, start, end)
    as_subject = [f"subject {f}" for f in found if not f.startswith("in ")]
    return [f"object {f}" for f in found], as_subject


def _beside(doc: Doc, start: int, end: int, things: Sequence[Thing]) -> Iterator[str]:
    """The things before and behind a place that are nearest to it, and the few words to them."""
    before = [t for t in things if t.filler.end <= start]
    behind = [t for t in things if t.filler.start >= end]
    if before:
        nearest = max(before, key=lambda t: t.filler.end)
        yield f"object behind a {nearest.kind}: {_few(doc, nearest.filler.end, start)}"
    if behind:
        nearest = min(behind, key=lambda t: t.filler.start)
        yield f"object before a {nearest.kind}: {_few(doc, end, nearest.filler.start)}"


def _few(doc: Doc, start: int, end: int) -> str:
    """The words of a place, if they are few."""
    return doc.text_of(start, end).lower() if end - start <= _WHOLE else "far"


def _between(doc: Doc, subject: Filler, object_: Filler) -> Iterator[str]:
    """The words from one to the other."""
    first, second = sorted((subject, object_), key=lambda f: f.start)
    order = "so" if first is subject else "os"
    yield f"order {order}"
    words = doc[first.end : second.start]
    yield f"apart {min(len(words), _LONGEST) // 2} {order}"
    if len(words) <= _WHOLE:
        yield f"{order} joined by {' '.join(t.lower_ for t in words)}"
    if len(words) <= _LONGEST:
        yield from (f"{order} between {t.lemma_.lower()}" for t in words)
    before = doc[first.start - 1].lower_ if first.start else "nothing"
    after = doc[second.end].lower_ if second.end < len(doc) else "nothing"
    yield f"{order} behind {before}"
    yield f"{order} before {after}"


def _joined(doc: Doc, subject: Filler, object_: Filler) -> Iterator[str]:
    """The way through the syntax of the sentence from one to the other."""
    rising, falling = (list(_upward(doc, f.start, f.end)) for f in (subject, object_))
    top = None
    while rising and falling and rising[-1] is falling[-1]:
        top = rising.pop()
        falling.pop()
    if top is None:
        return
    if len(rising) + len(falling) > _PATH:
        yield "far in syntax"
        return
    steps = [f"<{t.dep_}" for t in rising] + [f">{t.dep_}" for t in reversed(falling)]
    yield f"way {' '.join(steps)}"
    inner = [*rising[1:], *falling[1:], *([top] if rising and falling else [])]
    for lemma in [t.lemma_.lower() for t in inner]:
        yield f"by way of {lemma}"
        yield f"by way of {lemma} {steps[0]} {steps[-1]}"


@remembered
def _upward(doc: Doc, start: int, end: int) -> tuple[Token, ...]:
    """The highest token of a place and all above it, nearest first."""
    highest = doc.root_of(start, end)
    return highest, *highest.ancestors
