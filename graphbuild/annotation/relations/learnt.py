"""What an essay says of two things, as it is learnt.

The lexicon reads what is said in words that it has. A reviewer says the same in many others: that
somebody *is cute and funny*, that one film *makes another look tame*. A network (``network.json``,
``scripts/train_claims.py``) says of each of the ``pairs`` of an essay how likely each property is
that the ontology allows between the two. It counts what the lexicon has read, what the knowledge
base holds, and what the places of the pair tell. What the lexicon has read of two things is left
as it is, and what the essay denies or supposes elsewhere is not stated.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from graphbuild.annotation.doc import Token
from graphbuild.annotation.factuality import Said
from graphbuild.annotation.network import network
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import ClaimBook, Statement
from graphbuild.annotation.relations.fillers import Filler, extent
from graphbuild.annotation.relations.overview import Overview
from graphbuild.annotation.relations.pairs import Pair, Place, pairs
from graphbuild.annotation.relations.referents import Referents
from graphbuild.model import Claim, EntityRef, Value
from graphbuild.ontology import Property

__all__ = ["learnt_statements", "pairs_with_features", "place_told"]

_OF_SPEAKERS = frozenset({"comparedWith"})
"""What is taken for said only where somebody speaks. It is learnt from reviewers, who name another
film to compare; articles of reference name sequels, series and what else somebody made."""


def learnt_statements(
    background: Background, blocks: Iterable[Referents], book: ClaimBook
) -> Iterator[Statement]:
    """What is likely enough to be said of the pairs of an essay."""
    every = _least()
    column = {name: i for i, name in enumerate(every)}
    least = every if background.speaks else {n: every[n] for n in every if n not in _OF_SPEAKERS}
    said = {(c.predicate.name, frozenset({c.subject, c.object})) for c in book.claims()}
    for pair, scores in _scored(pairs_with_features(background, blocks, book, every)):
        for property_ in pair.properties:
            chance = _logistic(scores[column[property_.name]])
            if chance < least.get(property_.name, math.inf):
                continue
            if (property_.name, frozenset({pair.subject, pair.object})) in said:
                continue  # the lexicon reads it, and its status
            statement = _statement(background, pair, property_, chance)
            if not background.refutes(property_, statement.subject, statement.object):
                yield statement


def _scored(
    pairs_: Iterable[tuple[Pair, Mapping[str, float]]],
) -> Iterator[tuple[Pair, Sequence[float]]]:
    """Pairs with the scores of the properties."""
    told = network("relations")
    found = [(pair, told.weighed_sum(features)) for pair, features in pairs_]
    if found:
        scores = told.scores(np.vstack([sums for _, sums in found])).tolist()
        yield from zip((pair for pair, _ in found), scores, strict=True)


@cache
def _least() -> dict[str, float]:
    """The properties in the order of the scores, with the least chance of each that is enough."""
    text = (files(__package__) / "learnt.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(least) for name, least in lines}


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def pairs_with_features(
    background: Background,
    blocks: Iterable[Referents],
    book: ClaimBook,
    names: Mapping[str, float] | None = None,
) -> Iterator[tuple[Pair, dict[str, float]]]:
    """The pairs of an essay with their features (see ``pairs``)."""
    found = pairs(background, blocks, names)
    told, overview = _Told(background, book.claims()), Overview(background, found)
    return ((pair, pair.features((*told.of(pair), *overview.of(pair)))) for pair in found)


def _roles(claim: Claim) -> Iterator[tuple[EntityRef | Value, str]]:
    """What a claim makes of its subject and of its object."""
    yield claim.subject, f"has {claim.predicate.name}"
    yield claim.object, f"is {claim.predicate.name}"


class _Told:
    """What the lexicon and the knowledge base say of the pairs of an essay."""

    def __init__(self, background: Background, claims: Iterable[Claim]) -> None:
        self._background = background
        self._claims: defaultdict[tuple[object, object], list[Claim]] = defaultdict(list)
        self._roles: defaultdict[object, Counter[str]] = defaultdict(Counter)
        self._facts: dict[EntityRef | Value, list[str]] = {}
        self._decided: dict[EntityRef, set[str]] = {}
        for claim in claims:
            self._claims[claim.subject, claim.object].append(claim)
            for entity, role in _roles(claim):
                self._roles[entity][role] += 1

    def of(self, pair: Pair) -> list[str]:
        """What is said of a pair and of its two."""
        claims = self._claims.get((pair.subject, pair.object), [])
        turned = self._claims.get((pair.object, pair.subject), [])
        found = [f"said {c.predicate.name} {c.status}" for c in claims]
        found += [f"turned said {c.predicate.name} {c.status}" for c in turned]
        between = (*claims, *turned)
        own = Counter(told for claim in between for told in _roles(claim)) if between else {}
        for whose, entity in (("subject", pair.subject), ("object", pair.object)):
            for role, count in self._roles.get(entity, {}).items():
                if count > own.get((entity, role), 0):
                    found.append(f"{whose} otherwise {role}")
            found += [f"{whose} {fact}" for fact in self._facts_of(entity)]
        if self._background.knows(pair.object):
            found += self._known(pair)
        return found

    def _facts_of(self, entity: EntityRef | Value) -> list[str]:
        if entity not in self._facts:
            self._facts[entity] = list(_facts(self._background, entity))
        return self._facts[entity]

    def _known(self, pair: Pair) -> Iterator[str]:
        """What the knowledge base says of a pair whose object it knows."""
        background = self._background
        subject, object_ = Filler(pair.subject, 0, 0), Filler(pair.object, 0, 0)
        if pair.subject not in self._decided:
            self._decided[pair.subject] = background.decided(pair.subject)
        decided = self._decided[pair.subject]
        properties = [p for p in pair.properties if p.name in decided]
        for property_ in properties:
            if background.confirms(property_, subject, object_):
                yield f"known {property_.name}"
            elif background.overrules(property_, subject, object_):
                yield f"known otherwise {property_.name}"
        names = {p.name for p in properties}
        if "playsCharacter" in names and background.plays_other(subject, object_):
            yield "known to be played by others"
        if "actor" in names and background.is_elsewhere(object_, subject):
            yield "known elsewhere"


def _facts(background: Background, entity: EntityRef | Value) -> Iterator[str]:
    """What the knowledge base says of one of a pair, and whether the essay is about it."""
    if not isinstance(entity, EntityRef):
        return
    filler = Filler(entity, 0, 0)
    yield f"{entity.type} {'unknown' if entity.nil else 'known'}"
    if entity.type == "person":
        yield "only acts" if background.only_acts(filler) else "may do more"
        if background.mainly_directs(filler):
            yield "mainly directs"
    elif entity.type == "concept":
        yield f"is {entity.label}"
    if background.film is not None and entity == background.film.entity:
        yield "is the main film"


def place_told(pair: Pair) -> tuple[Place, Token]:
    """Where a pair is taken to be spoken of: its two stand nearest; with the word whose status
    counts."""
    place = pair.nearest
    return place, place.block.doc.root_of(place.object.start, place.object.end)


def _statement(background: Background, pair: Pair, property_: Property, chance: float) -> Statement:
    place, word = place_told(pair)
    start, end = extent(place.object.start, place.object.end, place.subject)
    return Statement(
        property_,
        place.subject,
        place.object,
        f"learnt:{property_.name}",
        chance,
        place.block,
        (start, end),
        background.judge(place.block, word, Said("learnt", property_.name)),
    )
