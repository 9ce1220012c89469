"""Which places of a name mean a title, and which somebody, where an essay may mean both by it.

What a place says for itself, what all other places of the name say, and what the name was taken for
as a whole are the features of a small network (``linking/sharing.json``,
``scripts/train_sharing.py``). It is learnt from reviews, and from reviews in which a title and
somebody were given one name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.annotation.evidence.title_odds import surroundings
from graphbuild.annotation.linking.gathering import Form, Occurrence
from graphbuild.annotation.linking.options import AGENTS, TITLES
from graphbuild.annotation.network import Network, network
from graphbuild.annotation.tagging import TYPES, chances, tagged_as

__all__ = ["Told", "features_apart", "may_be_shared", "title_lead"]

_POSSIBLE = 0.003
"""How likely both a title and somebody must be for a name to be shared by them."""
_TOLD = ("film", "series", "work", "person", "character", "place", "organization")
"""Types whose chances are features."""
_LEAST, _ALMOST_NONE = -7.0, 1e-4
"""The lowest log-probability that counts, and a chance that is added to each so that it has one."""
_MUCH = 3.0
"""What counts as much of the scores by hand and of log-odds."""
_OFTEN = 8


@dataclass(frozen=True, slots=True)
class Told:
    """How likely each type is, by hand and as it is learnt."""

    by_hand: Mapping[str, float]
    learnt: Mapping[str, float]


def may_be_shared(types: Mapping[str, float]) -> bool:
    """Whether both a title and somebody are possible, given the chances of a name's types."""
    return min(_of(TITLES, types), _of(AGENTS, types)) > _POSSIBLE


def title_lead(features: Mapping[str, float], told: Network | None = None) -> float:
    """Log-odds that a place with these features means a title rather than somebody."""
    told = told or network("linking", "sharing")
    somebody, title = told.scores(told.weighed_sum(features))[0].tolist()
    return float(title - somebody)


def features_apart(form: Form, together: Told, apart: Sequence[Told]) -> Iterator[dict[str, float]]:
    """The features of each place of a form, given what it was taken for ``together`` and by each
    place ``apart``."""
    whole = {**_of_form(form), **_told("together", together)}
    said = [_said(o) for o in form.occurrences]
    looks = [_looks(o) for o in form.occurrences]
    for i, (place, told) in enumerate(zip(form.occurrences, apart, strict=True)):
        found = {**whole, **_told("here", told), **said[i], **looks[i]}
        found |= _beside_others(said, looks, i)
        found |= _order(form.occurrences, said, i)
        found |= {f"around {f}": 1.0 for f in surroundings(place.doc, *_tokens(place))}
        found |= {f"cue {c}": 1.0 for c in place.cues}
        yield {name: float(value) for name, value in found.items() if value}


def _of_form(form: Form) -> dict[str, float]:
    count = len(form.occurrences)
    known = {f"known {hit.type}": 1.0 for hit in form.hits}
    return {
        "": 1.0,
        "twice": count == 2,
        "often": min(count, _OFTEN) / _OFTEN,
        "in the title": form.in_title,
        "of a title role": form.eponymous,
        **(known or {"known nowhere": 1.0}),
    }


def _told(where: str, told: Told) -> dict[str, float]:
    found: dict[str, float] = {}
    for how, types in (("by hand", told.by_hand), ("learnt", told.learnt)):
        found |= {f"{where} {how} {t}": _log(types.get(t, 0.0)) for t in _TOLD}
        found[f"{where} {how}"] = _log(_of(TITLES, types)) - _log(_of(AGENTS, types))
    return found


def _said(place: Occurrence) -> dict[str, float]:
    """What a place says for a title and against somebody."""
    told = tagged_as(chances(place.doc), *_tokens(place))
    tagged = dict(zip(TYPES, map(float, told), strict=True))
    title, somebody = _of(TITLES, tagged), _of(AGENTS, tagged)
    return {
        "odds": math.tanh(place.title_odds / _MUCH),
        "lead": math.tanh(place.place_lead / _MUCH),
        "film lead": math.tanh(place.film_lead / _MUCH),
        "tagged title": title,
        "tagged somebody": somebody,
        "tagged": title - somebody,
    }


def _looks(place: Occurrence) -> dict[str, float]:
    text = place.span.text
    return {
        "marked": place.span.mark in {"italic", "quoted"},
        "only by its capital": place.span.weak,
        "in capitals": text.isupper(),
        "in small letters": text.islower(),
    }


def _beside_others(
    said: Sequence[Mapping[str, float]], looks: Sequence[Mapping[str, float]], i: int
) -> Iterator[tuple[str, float]]:
    """What the other places of a name say, and how they look."""
    others = [s for j, s in enumerate(said) if j != i]
    for name in ("odds", "lead", "tagged"):
        values = [s[name] for s in others]
        mean = sum(values) / len(values)
        yield f"{name} of others", mean
        yield f"most {name} of others", max(values)
        yield f"least {name} of others", min(values)
        yield f"{name} beyond others", said[i][name] - mean
    for name in looks[i]:
        yield f"others {name}", sum(s[name] for j, s in enumerate(looks) if j != i) / len(others)


def _order(
    places: Sequence[Occurrence], said: Sequence[Mapping[str, float]], i: int
) -> Iterator[tuple[str, float]]:
    """Where a place stands among the others, and what those beside it say."""
    yield "first", i == 0
    yield "last", i == len(places) - 1
    block = places[i].span.block
    yield "alone in its paragraph", sum(p.span.block == block for p in places) == 1
    for name in ("odds", "lead"):
        if i:
            yield f"{name} before", said[i - 1][name]
        if i < len(places) - 1:
            yield f"{name} behind", said[i + 1][name]
    sentence = [j for j, p in enumerate(places) if j != i and _sentence(p) == _sentence(places[i])]
    for j in sentence[:1]:  # whoever is named twice in a sentence is hardly the same
        yield "once more in its sentence", 1.0
        yield f"once more {'before' if j < i else 'behind'} in its sentence", 1.0
        for name in ("odds", "lead", "tagged"):
            yield f"{name} beyond that in its sentence", said[i][name] - said[j][name]


def _tokens(place: Occurrence) -> tuple[int, int]:
    return place.span.start, place.span.end


def _sentence(place: Occurrence) -> tuple[int, int]:
    return place.span.block, place.doc[place.span.start].sent.start


def _of(group: frozenset[str], types: Mapping[str, float]) -> float:
    return sum(types.get(t, 0.0) for t in sorted(group))


def _log(chance: float) -> float:
    """The logarithm of a chance, between -1 (least) and about 0."""
    return max(_LEAST, math.log(chance + _ALMOST_NONE)) / -_LEAST
