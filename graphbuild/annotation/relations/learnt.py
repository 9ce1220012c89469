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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from graphbuild.annotation.doc import Token
from graphbuild.annotation.network import network
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import ClaimBook, Statement
from graphbuild.annotation.relations.fillers import Filler, extent
from graphbuild.annotation.relations.pairs import Pair, Place, pairs
from graphbuild.annotation.relations.referents import Referents
from graphbuild.model import Claim, EntityRef, Value
from graphbuild.ontology import Property

__all__ = ["learnt_statements", "pairs_with_features", "place_told"]


def learnt_statements(
    background: Background, blocks: Iterable[Referents], book: ClaimBook
) -> Iterator[Statement]:
    """What is likely enough to be said of the pairs of an essay."""
    told, least = network("relations"), _least()
    said = {(c.predicate.name, frozenset({c.subject, c.object})) for c in book.claims()}
    for pair, features in pairs_with_features(background, blocks, book, least):
        scores = told.scores(told.weighed_sum(features))[0].tolist()
        chances = dict(zip(least, map(_logistic, scores), strict=True))
        for property_ in pair.properties:
            if (property_.name, frozenset({pair.subject, pair.object})) in said:
                continue  # the lexicon reads it, and its status
            if chances.get(property_.name, 0.0) >= least.get(property_.name, 1.0):
                statement = _statement(background, pair, property_, chances[property_.name])
                if not background.refutes(property_, statement.subject, statement.object):
                    yield statement


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
) -> list[tuple[Pair, dict[str, float]]]:
    """The pairs of an essay with their features (see ``pairs``)."""
    claims = book.claims()
    of: dict[tuple[object, object], list[Claim]] = {}
    has: defaultdict[object, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        of.setdefault((claim.subject, claim.object), []).append(claim)
        for entity, role in _roles(claim):
            has[entity][role] += 1
    found = pairs(background, blocks, names)
    return [(pair, pair.features(_told(background, pair, of, has))) for pair in found]


def _roles(claim: Claim) -> Iterator[tuple[EntityRef | Value, str]]:
    """What a claim makes of its subject and of its object."""
    yield claim.subject, f"has {claim.predicate.name}"
    yield claim.object, f"is {claim.predicate.name}"


def _told(
    background: Background,
    pair: Pair,
    of: Mapping[tuple[object, object], list[Claim]],
    has: Mapping[object, Counter[str]],
) -> Iterator[str]:
    """What the lexicon and the knowledge base say of a pair and of its two."""
    for way, key in (("", (pair.subject, pair.object)), ("turned ", (pair.object, pair.subject))):
        for claim in of.get(key, ()):
            yield f"{way}said {claim.predicate.name} {claim.status}"
    between = (*of.get((pair.subject, pair.object), ()), *of.get((pair.object, pair.subject), ()))
    own = Counter(told for claim in between for told in _roles(claim))
    for whose, entity in (("subject", pair.subject), ("object", pair.object)):
        for role, count in has.get(entity, Counter()).items():
            if count > own[entity, role]:
                yield f"{whose} otherwise {role}"
    subject, object_ = Filler(pair.subject, 0, 0), Filler(pair.object, 0, 0)
    for property_ in pair.properties:
        if background.confirms(property_, subject, object_):
            yield f"known {property_.name}"
        elif background.overrules(property_, subject, object_):
            yield f"known otherwise {property_.name}"
    if "playsCharacter" in {p.name for p in pair.properties} and background.plays_other(
        subject, object_
    ):
        yield "known to be played by others"
    if "actor" in {p.name for p in pair.properties} and background.is_elsewhere(object_, subject):
        yield "known elsewhere"
    for whose, filler in (("subject", subject), ("object", object_)):
        entity = filler.entity
        if not isinstance(entity, EntityRef):
            continue
        yield f"{whose} {entity.type} {'unknown' if entity.nil else 'known'}"
        if entity.type == "person":
            yield f"{whose} only acts" if background.only_acts(filler) else f"{whose} may do more"
            if background.mainly_directs(filler):
                yield f"{whose} mainly directs"
        elif entity.type == "concept":
            yield f"{whose} is {entity.label}"
    if background.film is not None and pair.subject == background.film.entity:
        yield "subject is the main film"
    if background.film is not None and pair.object == background.film.entity:
        yield "object is the main film"


def place_told(pair: Pair) -> tuple[Place, Token]:
    """Where a pair is taken to be spoken of: its two stand nearest; with the word whose status
    counts."""
    place = min(pair.places, key=_apart)
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
        background.judge(place.block, word),
    )


def _apart(place: Place) -> int:
    """How far the two stand from each other; nothing is said of how far the film of a passage."""
    if place.subject.end == 0:
        return 0
    first, second = sorted((place.subject, place.object), key=lambda f: f.start)
    return second.start - first.end
