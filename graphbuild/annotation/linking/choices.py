"""Choices: the option that is taken for an occurrence, and how likely all of them are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.annotation.linking.kinds import Kind
from graphbuild.annotation.linking.options import AGENTS, TITLES, Option

__all__ = [
    "OTHER_TITLE",
    "Choice",
    "by_type",
    "choose",
    "group_of",
    "of_group",
    "of_kind",
]

OTHER_TITLE = {"series": 1.0, "work": 2.0}
"""How much less what speaks for a film speaks for a known title of another kind."""
_TITLE = "this place speaks for a title, not for somebody of that name"
_SOMEBODY = "this place speaks for somebody, not for a title of that name"


@dataclass(frozen=True, slots=True)
class Choice:
    """The option taken for an occurrence, its probability, all options with theirs, how likely the
    words are no name at all, and what ``told`` it from other places of the name, if that did."""

    option: Option
    score: float
    ranked: tuple[tuple[Option, float], ...]
    no_name: float = 0.0
    told: str = ""


def choose(
    options: Sequence[Option], start: Iterable[float], evidence: Mapping[str, float]
) -> Choice:
    """The likeliest option, given the start score of each and what speaks for its type."""
    scored = [(o, s + _said_of(o, evidence)) for o, s in zip(options, start, strict=True)]
    top = max(s for _, s in scored)
    total = sum(math.exp(s - top) for _, s in scored)
    return _ranked((o, math.exp(s - top) / total) for o, s in scored)


def _ranked(chances: Iterable[tuple[Option, float]], no_name: float = 0.0) -> Choice:
    ranked = sorted(chances, key=lambda r: (-r[1], r[0].key is None, r[0].identity))
    return Choice(*ranked[0], tuple(ranked), no_name)


def of_kind(choice: Choice, kind: Kind, kept: float) -> Choice:
    """A choice with the chances that its types have as learnt, times those by hand to the power of
    how much of them is ``kept``; among the options of a type what was likelier stays so."""
    by_hand = dict.fromkeys(kind.types, 0.0)
    for option, chance in choice.ranked:
        by_hand[option.type] += chance
    told = {t: chance * by_hand[t] ** kept for t, chance in kind.types.items() if by_hand[t]}
    total = sum(told.values())
    shares = {t: chance / by_hand[t] / total for t, chance in told.items()}
    return _ranked(((o, p * shares.get(o.type, 0.0)) for o, p in choice.ranked), kind.no_name)


def of_group(choice: Choice, lead: float) -> Choice | None:
    """A choice when it is known how much likelier a title is than somebody (log-odds); what else it
    may be keeps its chance. None if it offers only one of the two."""
    chances = {"title": 0.0, "somebody": 0.0}
    for option, chance in choice.ranked:
        if group := group_of(option):
            chances[group] += chance
    if not all(chances.values()):
        return None
    total, title = sum(chances.values()), 1 / (1 + math.exp(-lead))
    shares = {"title": title, "somebody": 1 - title}
    scale = {g: shares[g] * total / chances[g] for g in chances}
    made = _ranked(((o, p * scale.get(group_of(o), 1.0)) for o, p in choice.ranked), choice.no_name)
    return replace(made, told=_TITLE if lead > 0 else _SOMEBODY)


def group_of(option: Option) -> str:
    """Whether an option is a *title* or *somebody*; nothing for what is neither."""
    return "title" if option.type in TITLES else "somebody" if option.type in AGENTS else ""


def by_type(choice: Choice) -> dict[str, float]:
    """How likely each type is by a choice."""
    chances: dict[str, float] = {}
    for option, chance in choice.ranked:
        chances[option.type] = chances.get(option.type, 0.0) + chance
    return chances


def _said_of(option: Option, evidence: Mapping[str, float]) -> float:
    """What speaks for an option. Whether somebody is of the world or of a story is told by the
    full name: the surname alone may not tell it anew. What speaks for a film mostly speaks for
    any title, and so for a known one of another kind."""
    said = evidence.get(option.type, 0.0)
    if option.is_surname:
        return max(evidence.get(type_, 0.0) for type_ in AGENTS)
    if option.key and option.type in OTHER_TITLE:
        return max(said, evidence.get("film", 0.0) - OTHER_TITLE[option.type])
    return said
