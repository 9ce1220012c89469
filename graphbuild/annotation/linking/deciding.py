"""Deciding what every name of an essay means, all names together.

Films under discussion come first, their rosters say who a bare surname or first name can be,
full names of the essay say who a later short form is, and the words around each occurrence decide
between film, person, character and the rest: by hand, as it is learnt, and place by place where a
title and somebody share a name. What fits nothing known becomes a local entity (NIL), clustered
within the essay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from graphbuild.annotation.detection import propose
from graphbuild.annotation.linking.anchors import Anchor, Anchors, anchor_of
from graphbuild.annotation.linking.by_hand import (
    ByHand,
    decide_by_hand,
    each_alone,
    shared_scores,
    with_title_role,
)
from graphbuild.annotation.linking.choices import Choice, by_type, group_of, of_group, of_kind
from graphbuild.annotation.linking.films import (
    films_under_discussion,
    is_complete,
    people_named,
)
from graphbuild.annotation.linking.gathering import Form, Occurrence, gather
from graphbuild.annotation.linking.introductions import introductions
from graphbuild.annotation.linking.kinds import (
    Kind,
    company_features,
    kind_of,
    tagged_features,
    unit_features,
)
from graphbuild.annotation.linking.neighbours import add_neighbour_cues
from graphbuild.annotation.linking.options import (
    AGENTS,
    TITLES,
    Option,
    options_for,
    usual_names,
)
from graphbuild.annotation.linking.sharing import (
    Told,
    features_apart,
    may_be_shared,
    title_lead,
)
from graphbuild.annotation.linking.standing import add_company_named, add_standing
from graphbuild.annotation.names.roster import Roster
from graphbuild.annotation.network import Sums, network
from graphbuild.annotation.parts import NOTHING, Without

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.knowledge import KnowledgeBase

__all__ = [
    "PlaceFeatures",
    "forms_with_cues",
    "names_with_features",
    "places_with_features",
]

_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_BY_HAND, _BY_HAND_ALONE = 0.4, 0.6
"""How much of the chances by hand counts beside what is learnt, and for places decided alone."""
_AUTHOR = "is cited for what a text of a year says"
"""A cue that stands against what is learnt, from reviews, whose writers put years behind titles."""
_LASTING = AGENTS | {"organization", "film"}
"""What a shorter form can stand for."""
_OF_WORKS = frozenset({"author", "playwright", "novelist", "musician", "philosopher"})
"""The trades of those who write books, plays and songs."""
_SURE = 1.0
"""How much likelier it must be, in log-odds, that a place means a title where it was taken for
somebody, or the other way round."""
_STRANGE = 0.05
"""How unlikely a name as a whole must be what a place of it was taken for (*few scenes in Carol*)
for that to be a title or somebody as well."""
_SAID_TO_BE = ("is introduced as ", "is called a ")
"""How cues begin by which the text itself says what a place means."""
_TELLS_APART = frozenset({"context", "learnt", "occurrences", "titles"})


def names_with_features(
    analysis: Analysis, kb: KnowledgeBase
) -> Iterator[tuple[list[tuple[int, int]], dict[str, float]]]:
    """The spans of each name of an essay that are decided together, with the features by which it
    is learnt what they are."""
    forms, _, decisions = forms_with_cues(analysis, kb)
    decisions.decide()
    for form in forms.values():
        for unit in decisions.units(form):
            spans = [(o.span.span.start, o.span.span.end) for o in unit.places]
            yield spans, {**unit.features, **company_features(form)}


class PlaceFeatures(NamedTuple):
    """A place of a name that an essay has more than once: its span, the features by which it is
    learnt whether it means a title or somebody, and those by which its type is learnt."""

    span: tuple[int, int]
    apart: dict[str, float]
    alone: dict[str, float]


def places_with_features(analysis: Analysis, kb: KnowledgeBase) -> Iterator[list[PlaceFeatures]]:
    """The places of each name that an essay has more than once, as if each were decided alone."""
    forms, _, decisions = forms_with_cues(analysis, kb)
    decisions.decide()
    for form in forms.values():
        if len(form.occurrences) > 1:
            company = company_features(form)
            yield [
                PlaceFeatures(o.span.span, features, {**unit.features, **company})
                for unit, features in decisions.apart(form)
                for o in unit.places
            ]


def forms_with_cues(
    analysis: Analysis, kb: KnowledgeBase, without: Without = NOTHING
) -> tuple[dict[str, Form], Roster, _Decisions]:
    """The names of an essay with all that their places say of them, the rosters of the films under
    discussion, and who decides what each name means."""
    forms = gather(analysis, propose(analysis, kb, without))
    years = frozenset(map(int, _YEAR.findall(analysis.essay.text)))
    films = () if "roster" in without else films_under_discussion(forms, kb, years)
    roster = Roster(kb, films)
    roster.complete, roster.people = is_complete(roster, forms), people_named(forms)
    add_standing(analysis, forms, roster)
    decisions = _Decisions(forms, roster, kb, introductions(analysis, forms), without)
    if "neighbours" not in without:
        choices = decisions.decide()
        types = {k: (c.option.type, c.score) for k, c in choices.items()}
        add_company_named(forms, {k: c.option for k, c in choices.items()})
        add_neighbour_cues(analysis, forms, types, *_trades(forms, choices, kb), kb.films_of)
    return forms, roster, decisions


def _trades(
    forms: Mapping[str, Form], choices: Mapping[int, Choice], kb: KnowledgeBase
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The forms of those who are known to act and not to direct, the other way round, and of those
    who write books or make music and do neither."""
    acts, directs, writes = set(), set(), set()
    for form in forms.values():
        for option in {choices[id(o)].option for o in form.occurrences}:
            if option.key and option.type == "person":
                directed = any(c.role == "director" for c in kb.credits_of(option.key))
                acted = bool(kb.performances_of(option.key))
                acts |= {form.key} if acted and not directed else set()
                directs |= {form.key} if directed and not acted else set()
                entity = kb.entity(option.key)
                written = entity is not None and bool(_OF_WORKS & set(entity.roles))
                writes |= {form.key} if written and not (directed or acted) else set()
    return frozenset(acts), frozenset(directs), frozenset(writes)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The places of a form that are decided together (``alone`` where the form has others): the
    choice by hand, their features, and what these add up to."""

    places: Sequence[Occurrence]
    choice: Choice
    alone: bool
    features: Mapping[str, float]
    sums: Sums


@dataclass
class _Held:
    """What was decided of a form by itself: by hand, and its places as they were ``decided``;
    where a title and somebody may share it also all of them ``together``, and each ``apart``."""

    state: tuple[object, ...]
    by_hand: ByHand
    decided: Sequence[_Unit]
    together: _Unit | None = None
    apart: Sequence[_Unit] = ()


class _Decisions:
    """Decides for all occurrences of an essay, as often as cues are added.

    What is known of a form by itself is kept while nothing changes that it is known by.
    """

    def __init__(
        self,
        forms: Mapping[str, Form],
        roster: Roster,
        kb: KnowledgeBase,
        pairs: Iterable[tuple[str, str]],
        without: Without,
    ) -> None:
        self.forms, self.roster, self.kb, self.without = forms, roster, kb, without
        self._aliases: dict[str, list[str]] = {}
        for full, other in pairs:
            self._aliases.setdefault(full, []).append(other)
        self._ordered = sorted(
            forms.values(),
            key=lambda f: (-len(f.key.split()), -len(self._aliases.get(f.key, ()))),
        )
        self._kept: dict[str, _Held] = {}
        self._company: dict[tuple[tuple[str, float], ...], Sums] = {}

    def decide(self) -> dict[int, Choice]:
        """A choice for each occurrence (by identity): full names first, they anchor the short
        ones."""
        anchors = Anchors()
        choices: dict[int, Choice] = {}
        for form in self._ordered:
            state = self._state(form, anchors)
            held = self._kept.get(form.key)
            if held is None or held.state != state:
                by_hand = self._by_hand(form, anchors)
                held = _Held(state, by_hand, [*self._units(form, by_hand.made)])
                self._kept[form.key] = held
            made: dict[int, Choice] = {}
            for unit in held.decided:
                made |= dict.fromkeys(map(id, unit.places), self._choice(form, unit))
            made |= self._told_apart(form, held, made)
            choices.update(made)
            if "anchors" not in self.without:
                self._add_anchors(anchors, form, made)
        return choices

    def units(self, form: Form) -> Sequence[_Unit]:
        """The places of a form as they were decided last."""
        return self._kept[form.key].decided

    def apart(self, form: Form) -> Iterator[tuple[_Unit, dict[str, float]]]:
        """Each place of a form, as it was decided last, with what tells whether it is a title's or
        somebody's."""
        held = self._kept[form.key]
        return self._apart(form, held, self._together(form, held))

    def _state(self, form: Form, anchors: Anchors) -> tuple[object, ...]:
        """All that may change between two rounds: the cues of a form and of its parts, and what
        earlier decisions offer it."""
        cues = [list(o.cues) for f in (form, *form.parts) for o in f.occurrences]
        near = [anchors.named[n].option for n in anchors.like(form.key)]
        return cues, list(anchors.fitting(form)), near

    def _by_hand(self, form: Form, anchors: Anchors) -> ByHand:
        options = options_for(form, self.roster, anchors, self.forms, self.kb)
        options = usual_names(form, options, self.forms, self.kb)
        return decide_by_hand(form, options, shared_scores(form), self.roster, self.without)

    def _units(self, form: Form, made: Mapping[int, Choice]) -> Iterator[_Unit]:
        """Each place that was decided for itself, and all others together."""
        for places in _decided_together(form.occurrences, made):
            alone = len(places) < len(form.occurrences)
            yield self._unit(form, places, made[id(places[0])], alone=alone)

    def _unit(
        self, form: Form, places: Sequence[Occurrence], choice: Choice, *, alone: bool
    ) -> _Unit:
        unit = replace(form, occurrences=[*places]) if alone else form
        features = unit_features(unit, self.roster, choice.ranked, alone=alone)
        if "tagged" not in self.without:
            features |= tagged_features(unit)
        return _Unit(places, choice, alone, features, network("evidence").weighed_sum(features))

    def _choice(self, form: Form, unit: _Unit) -> Choice:
        """The choice with the types that are learnt: of the places, and of whom and what else the
        essay names."""
        if {"learnt", "context"} & self.without:
            return unit.choice
        if any(_AUTHOR in o.cues for o in unit.places):
            return unit.choice
        kept = _BY_HAND_ALONE if unit.alone else _BY_HAND
        return of_kind(unit.choice, self._kind(form, unit), kept)

    def _kind(self, form: Form, unit: _Unit) -> Kind:
        return kind_of(unit.sums + self._company_sums(form), network("evidence"))

    def _told_apart(self, form: Form, held: _Held, made: Mapping[int, Choice]) -> dict[int, Choice]:
        """The choices for those places of a form that were taken for a title and are somebody's, or
        the other way round."""
        if not _TELLS_APART.isdisjoint(self.without):
            return {}
        if len(form.occurrences) < 2:
            return {}
        types = self._together(form, held)
        taken = {group_of(choice.option) for choice in made.values()}
        if not (may_be_shared(types) or taken >= {"title", "somebody"}):
            return {}
        found = {}
        for unit, features in self._apart(form, held, types):
            if any(c.startswith(_SAID_TO_BE) for c in unit.places[0].cues):
                continue
            place = id(unit.places[0])
            lead, type_ = title_lead(features), made[place].option.type
            other = AGENTS if lead > 0 else TITLES
            strange = type_ not in TITLES | AGENTS and types.get(type_, 0.0) < _STRANGE
            if abs(lead) >= _SURE and (type_ in other or strange):
                choice = self._choice(form, unit)
                found[place] = of_group(choice, lead) or choice
        return found

    def _together(self, form: Form, held: _Held) -> Mapping[str, float]:
        """The chances that a form has of each type, as learnt of all its places together."""
        if held.together is None:
            held.together = self._unit(form, form.occurrences, held.by_hand.together, alone=False)
        return self._kind(form, held.together).types

    def _apart(
        self, form: Form, held: _Held, types: Mapping[str, float]
    ) -> Iterator[tuple[_Unit, dict[str, float]]]:
        if not held.apart:
            options = with_title_role([*held.by_hand.options], form)
            alone = each_alone(form, options, self.roster, self.without)
            held.apart = [self._unit(form, [o], c, alone=True) for o, c in alone]
        together = Told(by_type(held.by_hand.together), types)
        apart = [Told(by_type(u.choice), self._kind(form, u).types) for u in held.apart]
        yield from zip(held.apart, features_apart(form, together, apart), strict=True)

    def _company_sums(self, form: Form) -> Sums:
        """What the company of a form adds up to, which is that of many others too."""
        features = company_features(form)
        company = tuple(features.items())
        if company not in self._company:
            self._company[company] = network("evidence").weighed_sum(features)
        return self._company[company]

    def _add_anchors(self, anchors: Anchors, form: Form, made: Mapping[int, Choice]) -> None:
        others = self._aliases.get(form.key, ())
        if " " not in form.key and not others:
            return
        for option in _agents_chosen(made):
            anchors.add(anchor_of(option, form, self.kb))
            for other in others:
                anchors.add(Anchor(option, (), (other,)))


def _decided_together(
    occurrences: Iterable[Occurrence], made: Mapping[int, Choice]
) -> list[list[Occurrence]]:
    """The places that share one choice, and so what it was decided by."""
    together: dict[int, list[Occurrence]] = {}
    for occurrence in occurrences:
        together.setdefault(id(made[id(occurrence)]), []).append(occurrence)
    return [*together.values()]


def _agents_chosen(made: Mapping[int, Choice]) -> list[Option]:
    """What the occurrences mean that a shorter form can stand for later."""
    found = {c.option.identity: c.option for c in made.values() if c.option.type in _LASTING}
    return list(found.values())
