"""What a name is, as it is learnt: of which type, or no name at all.

The options of a name and the cues that are weighed by hand give each type a chance. The network
(``evidence/network.json``, ``scripts/train_evidence.py``) takes these chances, all features of the
places where the name stands, what their words are tagged as, and what kinds of things are known to
bear it, and says how likely each type is after all; which of the options of a type is meant stays
as it was.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphbuild.annotation.evidence.weights import base_scores
from graphbuild.annotation.linking.gathering import HEARD, Form
from graphbuild.annotation.linking.options import Option
from graphbuild.annotation.network import Network, Sums, softmax
from graphbuild.annotation.remembering import remembered
from graphbuild.annotation.tagging import TYPES, chances, tagged_as

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc
    from graphbuild.annotation.names.roster import Roster

__all__ = [
    "CLASSES",
    "NO_NAME",
    "Chances",
    "Kind",
    "company_features",
    "kind_of",
    "tagged_features",
    "unit_features",
]

NO_NAME = "none"
"""The class of words that name nothing."""
CLASSES = (*base_scores(), NO_NAME)
"""What the network tells apart, in the order of its scores."""
_LEAST, _MIDDLE = -9.0, -5.0
"""The lowest log-probability by hand that counts, and the one that counts as nothing."""
_STEPS = 5
"""Into how many steps prominence and chances are divided."""
_LEAST_TAGGED, _ALMOST_NONE, _LIKELY = -7.0, 1e-6, 0.5
"""The lowest log-probability by the tagger that counts, a chance that is added to each so that it
has a logarithm, and one that says much."""
_TAGGED = tuple(f"tagged {type_}" for type_ in TYPES)
_BY_HAND = {type_: f"by hand {type_}" for type_ in base_scores()}

Chances = Sequence[tuple[Option, float]]
"""Options with their probabilities, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How likely each type is, of a name, and how likely it is that the words are no name."""

    types: Mapping[str, float]
    no_name: float


def kind_of(sums: Sums, told: Network) -> Kind:
    """What a network says of the sums of ``unit_features`` and ``company_features``."""
    scores = told.scores(sums)[0].tolist()
    types = softmax(scores[: CLASSES.index(NO_NAME)])
    none = softmax(scores)[CLASSES.index(NO_NAME)]
    return Kind(dict(zip(CLASSES, types, strict=False)), none)


def unit_features(form: Form, roster: Roster, by_hand: Chances, *, alone: bool) -> dict[str, float]:
    """The features of a form, or of places of it that are decided ``alone`` as a form of its own,
    with their values."""
    found = form.features()
    found[""] = 1.0
    for part in form.parts:
        for feature, value in part.features().items():
            heard = f"heard {feature}"
            found[heard] = found.get(heard, 0.0) + HEARD * value
    found |= dict.fromkeys(_known(form, roster), 1.0)
    found |= dict.fromkeys(_looks(form), 1.0)
    chances = _chances(by_hand)
    return found | chances | ({f"alone {f}": n for f, n in chances.items()} if alone else {})


def company_features(form: Form) -> dict[str, float]:
    """The features of whom and what else the essay names."""
    found = dict.fromkeys(form.company, 1.0)
    for part in form.parts:
        for feature in part.company:
            heard = f"heard {feature}"
            found[heard] = found.get(heard, 0.0) + HEARD
    return found


def tagged_features(form: Form) -> Mapping[str, float]:
    """What the tagger says of the places: whether they are a name from the first word to the last,
    and of which type."""
    return _tagged(tuple((o.doc, o.span.start, o.span.end) for o in form.occurrences))


@remembered
def _tagged(places: Sequence[tuple[Doc, int, int]]) -> Mapping[str, float]:
    told = np.array([tagged_as(chances(doc), start, end) for doc, start, end in places])
    means = (np.add.reduce(told, axis=0) / len(told)).tolist()
    whole = float(np.add.reduce(np.add.reduce(told, axis=1)) / len(told))
    found = {
        name: (max(_LEAST_TAGGED, math.log(n + _ALMOST_NONE)) - _LEAST_TAGGED) / -_LEAST_TAGGED
        for name, n in zip(_TAGGED, means, strict=True)
    }
    likeliest = max(means)
    best, share = TYPES[means.index(likeliest)], likeliest / max(whole, _ALMOST_NONE)
    found[f"tagged a name {int(whole * _STEPS)}"] = 1.0
    found[f"tagged likeliest {best}"] = 1.0
    found[f"tagged likeliest {best} {int(share * _STEPS)}"] = 1.0
    for t, n in zip(TYPES, np.maximum.reduce(told, axis=0).tolist(), strict=True):
        if n > _LIKELY:
            found[f"tagged somewhere {t}"] = 1.0
    return found


def _known(form: Form, roster: Roster) -> Iterator[str]:
    """What kinds of things bear the name."""
    for hit in form.hits:
        yield f"known {hit.type}"
        yield f"known {hit.type} by {hit.kind}"
        yield f"known {hit.type} prominent {int(hit.prior * _STEPS)}"
        if hit.key in roster.members:
            yield f"known {hit.type} on a roster"
        if " " in form.key:
            yield f"known {hit.type} of several words"
    if not form.hits:
        yield "known nowhere of several words" if " " in form.key else "known nowhere"


def _looks(form: Form) -> Iterator[str]:
    for mark in {o.span.mark for o in form.occurrences}:
        yield f"marked {mark}" if mark else "marked nowhere"
    if all(o.span.weak for o in form.occurrences):
        yield "only by its capital"


def _chances(by_hand: Chances) -> dict[str, float]:
    """The chances by hand of each type, and what the likeliest option is."""
    chances: dict[str, float] = dict.fromkeys(_BY_HAND, 0.0)
    for option, chance in by_hand:
        chances[option.type] += chance
    best = by_hand[0][0]
    how = "known" if best.key else "unknown" if best.is_unknown else "named here"
    found = {f"by hand {best.type} {how}": 1.0}
    if not best.is_unknown:
        found[
            f"by hand {best.type} as {best.why.split(' of ')[0].split(';')[0].split(' (')[0]}"
        ] = 1.0
    for type_, chance in chances.items():
        log = max(_LEAST, math.log(chance) if chance > 0 else _LEAST)
        found[_BY_HAND[type_]] = (log - _MIDDLE) / -_MIDDLE
    return found
