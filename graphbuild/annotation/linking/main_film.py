"""Which film or series an essay is about, as it is learnt, or that it does not name it.

Each film and each series that an essay names is a candidate, and so is one that it does not name.
A network (``linking/network.json``, ``scripts/train_main_film.py``) ranks them by how often, how
early and in what places the essay names each, by the people of it who are named, by how often it
says *this movie*, and by what is concluded by hand (``spoken_of``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphbuild.annotation.evidence.title_odds import surroundings
from graphbuild.annotation.network import Network, network
from graphbuild.model import EntityRef, Span

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.model import Mention

__all__ = ["FilmCandidate", "Standing", "candidates", "main_film"]

_SCREEN = frozenset({"film", "series"})
_STEPS = (1, 2, 3, 5, 8)
_SHARES = 4
_EARLY, _OPENING = 4, 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What is concluded by hand: how much speaks for each film (by IRI), how many of its people
    are named, which films the essay is about, and how much and how often it says *this movie*."""

    weight: Mapping[str, float]
    people: Mapping[str, float]
    about: Sequence[EntityRef]
    nameless: float
    words: int
    words_before: int


@dataclass(slots=True)
class FilmCandidate:
    """A film or series that an essay may be about, None for one that it does not name, with the
    ``places`` of its names; ``by_hand`` where it is concluded without what is learnt."""

    entity: EntityRef | None
    features: set[str] = field(default_factory=set)
    places: tuple[Span, ...] = ()
    by_hand: bool = False


def main_film(
    analysis: Analysis, mentions: Iterable[Mention], by_hand: Standing, told: Network | None = None
) -> EntityRef | None:
    """What the essay is most likely about; None where it does not name it."""
    found = candidates(analysis, mentions, by_hand)
    ranker = told or network("linking")
    chances = ranker.probabilities(ranker.sums(c.features for c in found))
    best = max(range(len(found)), key=chances.__getitem__)
    return found[best].entity


def candidates(
    analysis: Analysis, mentions: Iterable[Mention], by_hand: Standing
) -> list[FilmCandidate]:
    """All that an essay may be about, with their features; the one that is not named last."""
    places: dict[EntityRef, list[Mention]] = {}
    for mention in mentions:
        if mention.entity.type in _SCREEN:
            places.setdefault(mention.entity, []).append(mention)
    every = sum(map(len, places.values()))
    heaviest = max(by_hand.weight.values(), default=0.0)
    main = by_hand.about[0] if by_hand.about else None
    found = []
    for rank, (entity, mine) in enumerate(places.items()):
        one = FilmCandidate(entity, places=tuple(m.span for m in mine), by_hand=entity == main)
        one.features |= {entity.type, "unknown" if entity.nil else "known"}
        one.features |= {f"named {n}" for n in _STEPS if len(mine) >= n}
        one.features |= {f"share {i}" for i in range(_SHARES) if len(mine) * _SHARES > i * every}
        one.features.add(f"named as {min(rank, _EARLY)}th of {min(len(places), _EARLY)}")
        one.features |= set(_by_hand(entity, by_hand, heaviest))
        if entity == main:
            one.features |= {"by hand", f"by hand of {min(len(by_hand.about), _EARLY)}"}
        elif entity in by_hand.about:
            one.features.add("spoken of")
        one.features |= set(_places(analysis, mine))
        found.append(one)
    return [*found, _not_named(by_hand, main, places)]


def _by_hand(entity: EntityRef, by_hand: Standing, heaviest: float) -> Iterator[str]:
    weight = by_hand.weight.get(entity.iri, 0.0)
    yield from (f"weighs {n / 2}" for n in range(1, 9) if weight >= n / 2)
    if weight > 0 and weight >= heaviest:
        yield "weighs most"
    people = by_hand.people.get(entity.iri, 0.0)
    yield from (f"people {n}" for n in range(1, 5) if people >= n)


def _places(analysis: Analysis, mine: Sequence[Mention]) -> Iterator[str]:
    """Where a film is named, first and anywhere."""
    for order, mention in enumerate(mine):
        block = analysis.block_at(mention.start)
        tokens = block.tokens(mention.span) if block is not None else None
        if block is None or not tokens:
            continue
        yield f"in a {block.region.kind}"
        if order == 0:
            before = sum(s.start <= tokens.start for s in block.doc.sents)
            early = any(block is b for b in analysis.blocks[:_OPENING])
            yield f"first in sentence {min(before, _EARLY)}" if early else "first later"
            yield f"first surely {int(mention.score * 4)}"
        for feature in surroundings(block.doc, tokens.start, tokens.end):
            if not feature.startswith("near "):
                yield f"at {feature}"
                if order == 0:
                    yield f"first at {feature}"


def _not_named(
    by_hand: Standing, main: EntityRef | None, places: Mapping[EntityRef, object]
) -> FilmCandidate:
    one = FilmCandidate(None, by_hand=main not in places)
    one.features |= {"not named", f"not named beside {min(len(places), _EARLY)}"}
    one.features |= {f"film words {n}" for n in _STEPS if by_hand.words >= n}
    one.features |= {f"film words before {n}" for n in _STEPS if by_hand.words_before >= n}
    one.features |= {f"nameless {n / 4}" for n in range(1, 9) if by_hand.nameless >= n / 4}
    if main is None or main not in places:
        one.features.add("by hand not named" if main else "by hand nothing")
    heaviest = max(by_hand.weight.values(), default=0.0)
    one.features |= {f"others weigh {n / 2}" for n in range(1, 9) if heaviest >= n / 2}
    return one
