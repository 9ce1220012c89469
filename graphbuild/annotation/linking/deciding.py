"""Linking: every name of an essay to the entity it means, decided together.

Films under discussion come first, their rosters say who a bare surname or first name can be,
full names of the essay say who a later short form is, and the words around each occurrence decide
between film, person, character and the rest. A form means one thing in an essay unless a film and
someone in it share it (*Carol*): then each occurrence is decided for itself. What fits nothing
known becomes a local entity (NIL), clustered within the essay.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from graphbuild.annotation.detection import propose
from graphbuild.annotation.english.lexicon import common_words, listed
from graphbuild.annotation.evidence.weights import weights
from graphbuild.annotation.linking.anchors import Anchor, Anchors, anchor_of
from graphbuild.annotation.linking.company import company_score
from graphbuild.annotation.linking.films import (
    films_under_discussion,
    is_complete,
    known_by_people,
    people_named,
)
from graphbuild.annotation.linking.gathering import HEARD, Form, Occurrence, gather
from graphbuild.annotation.linking.introductions import introductions
from graphbuild.annotation.linking.kinds import (
    Kind,
    company_features,
    kind_of,
    tagged_features,
    unit_features,
)
from graphbuild.annotation.linking.main_film import FilmCandidate, candidates
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
from graphbuild.annotation.linking.spoken_of import films_spoken_of, standing_by_hand
from graphbuild.annotation.linking.standing import add_company_named, add_standing
from graphbuild.annotation.names.roster import Roster
from graphbuild.annotation.network import Sums, network
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.annotation.tagging import SOMEBODY
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import Candidate, EntityRef, Mention

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.iris import Iris
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.model import Essay

__all__ = [
    "Linking",
    "PlaceFeatures",
    "film_candidates",
    "forms_with_cues",
    "link",
    "names_with_features",
    "places_with_features",
]

_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_SHOWN = 5
_SHARED, _HELD = 0.5, 1.5
"""How much of what all places of a form say counts for one, and what a known option must have to be
told from others place by place."""
_PLAIN = 3.0
_FORMER = 1.0
_OTHER_TITLE = {"series": 1.0, "work": 2.0}
"""How much less what speaks for a film speaks for a known title of another kind."""
_NAMED_AFTER, _NAMESAKE = 1.0, 2.5
"""How much less likely a series or a work that nobody knows is than the film of its title, and how
much more the words around must say for it."""
_OF_ANOTHER_KIND = frozenset(
    {
        "is called a series",
        "is followed by 'episodes' or 'show'",
        "is followed by 'trilogy' or 'films'",
        "names the films of which one is told",
        "is called a book, play or song",
        "is followed by 'novels' or 'comics'",
        "is followed by 'song' or 'number'",
        "is what a film is based on",
        "is read",
        "is sung",
    }
)
"""Cues that a title is not that of the film itself."""
_AROUND = 0.25
"""How much of what its surroundings say of a shared name is for a title, and as much against
somebody."""
_FIRST, _OPENING = 0.8, 2
"""How much likelier the first occurrence of a shared name is the film, in how many blocks."""
_CALLED, _IN_THE_TITLE = 2.0, 1.0
"""How much likelier somebody unknown of a film's name is in it: by a given name, or by another."""
_ROLE, _NEW = 1.5, 0.5
"""How much less likely somebody unknown is than the known film, and an unknown film than whom it
is named after."""
_DISCUSSED, _SOMEBODY = 2.5, -2.0
"""How much a place must speak against a film under discussion for its title to be a name too."""
_BY_HAND, _BY_HAND_ALONE = 0.4, 0.6
"""How much of the chances by hand counts beside what is learnt, and for places decided alone."""
_AUTHOR = "is cited for what a text of a year says"
"""A cue that stands against what is learnt, from reviews, whose writers put years behind titles."""
_NO_NAME, _SET_APART = 0.6, TITLES | {"entry"}
"""How likely words are at least no name to be left out, unless the text defines them to be a title
or opens a paragraph with them as one."""
_LASTING = AGENTS | {"organization", "film"}
"""What a shorter form can stand for."""
_COMMON = frozenset({"is a common word", "is made of common words", "begins with an article"})
_IN_THE_STORY = 0.5
_TITLE = 0.6
"""How sure all names of an unknown film must be together for the essay to speak of it."""
_DEFINED = 50.0
"""More than any other film of an essay weighs."""
_MERE = frozenset({"is a common word", "is made of common words"})
_ASIDE = "stands in parentheses after a name"
_SAID, _SAID_PLAINLY = 0.8, 2.0
"""How much the words around a common word must say for what it is taken for, or for anything."""
_OF_WORKS = frozenset({"author", "playwright", "novelist", "musician", "philosopher"})
"""The trades of those who write books, plays and songs."""
_SURE = 0.5
"""How much likelier it must be, in log-odds, that a place means a title where it was taken for
somebody, or the other way round."""
_TELLS_APART = frozenset({"context", "learnt", "occurrences"})
_APART, _APART_IN_A_TITLE_ROLE = (2.0, -1.5), (1.0, -0.8)
"""How much two occurrences of a form must speak for and against a film to mean two things."""


@dataclass(frozen=True, slots=True)
class Linking:
    """The linked names of an essay.

    ``mentions`` are sorted by span and do not overlap; ``films`` are those under discussion,
    strongest first, and ``about`` those of them that are not only named in passing, so that words
    without a name may mean them; ``pronouns`` gives ``he``, ``she``, ``they`` or None by entity
    IRI, as the knowledge base has it; ``clusters`` gives the forms of each entity by IRI.
    """

    mentions: tuple[Mention, ...] = ()
    films: tuple[EntityRef, ...] = ()
    about: tuple[EntityRef, ...] = ()
    author: EntityRef | None = None
    pronouns: Mapping[str, str | None] = field(default_factory=dict)
    clusters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The option taken for an occurrence, its probability, all options with theirs, and how likely
    the words are no name at all."""

    option: Option
    score: float
    ranked: tuple[tuple[Option, float], ...]
    no_name: float = 0.0


def link(analysis: Analysis, kb: KnowledgeBase, iris: Iris, without: Without = NOTHING) -> Linking:
    """Detect and link the names of an essay, ``without`` some parts to see what they bring."""
    forms, roster, decisions = forms_with_cues(analysis, kb, without)
    return _assemble(analysis, forms, decisions.decide(), roster, kb, iris)


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
    forms: Mapping[str, Form], choices: Mapping[int, _Choice], kb: KnowledgeBase
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
class _ByHand:
    """What is chosen by hand: of the options of a form, for all its places ``together``, and for
    each place, which is the same unless it was decided for itself."""

    options: Sequence[Option]
    together: _Choice
    made: Mapping[int, _Choice]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The places of a form that are decided together (``alone`` where the form has others): the
    choice by hand, their features, and what these add up to."""

    places: Sequence[Occurrence]
    choice: _Choice
    alone: bool
    features: Mapping[str, float]
    sums: Sums


@dataclass
class _Held:
    """What was decided of a form by itself: by hand, and its places as they were ``decided``;
    where a title and somebody may share it also all of them ``together``, and each ``apart``."""

    state: tuple[object, ...]
    by_hand: _ByHand
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

    def decide(self) -> dict[int, _Choice]:
        """A choice for each occurrence (by identity): full names first, they anchor the short
        ones."""
        anchors = Anchors()
        choices: dict[int, _Choice] = {}
        for form in self._ordered:
            state = self._state(form, anchors)
            held = self._kept.get(form.key)
            if held is None or held.state != state:
                by_hand = self._by_hand(form, anchors)
                held = _Held(state, by_hand, [*self._units(form, by_hand.made)])
                self._kept[form.key] = held
            made: dict[int, _Choice] = {}
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

    def _by_hand(self, form: Form, anchors: Anchors) -> _ByHand:
        options = options_for(form, self.roster, anchors, self.forms, self.kb)
        options = usual_names(form, options, self.forms, self.kb)
        return _decide(form, options, _shared_scores(form), self.roster, self.without)

    def _units(self, form: Form, made: Mapping[int, _Choice]) -> Iterator[_Unit]:
        """Each place that was decided for itself, and all others together."""
        for places in _decided_together(form.occurrences, made):
            alone = len(places) < len(form.occurrences)
            yield self._unit(form, places, made[id(places[0])], alone=alone)

    def _unit(
        self, form: Form, places: Sequence[Occurrence], choice: _Choice, *, alone: bool
    ) -> _Unit:
        unit = replace(form, occurrences=[*places]) if alone else form
        features = unit_features(unit, self.roster, choice.ranked, alone=alone)
        if "tagged" not in self.without:
            features |= tagged_features(unit)
        return _Unit(places, choice, alone, features, network("evidence").weighed_sum(features))

    def _choice(self, form: Form, unit: _Unit) -> _Choice:
        """The choice with the types that are learnt: of the places, and of whom and what else the
        essay names."""
        if {"learnt", "context"} & self.without:
            return unit.choice
        if any(_AUTHOR in o.cues for o in unit.places):
            return unit.choice
        kept = _BY_HAND_ALONE if unit.alone else _BY_HAND
        return _of_kind(unit.choice, self._kind(form, unit), kept)

    def _kind(self, form: Form, unit: _Unit) -> Kind:
        return kind_of(unit.sums + self._company_sums(form), network("evidence"))

    def _told_apart(
        self, form: Form, held: _Held, made: Mapping[int, _Choice]
    ) -> dict[int, _Choice]:
        """The choices for those places of a form that were taken for a title and are somebody's, or
        the other way round."""
        if not _TELLS_APART.isdisjoint(self.without):
            return {}
        if len(form.occurrences) < 2:
            return {}
        types = self._together(form, held)
        taken = {_group(choice.option) for choice in made.values()}
        if not (may_be_shared(types) or taken >= {"title", "somebody"}):
            return {}
        found = {}
        for unit, features in self._apart(form, held, types):
            place = id(unit.places[0])
            lead, taken_for = title_lead(features), made[place].option.type
            if abs(lead) >= _SURE and taken_for in (AGENTS if lead > 0 else TITLES):
                choice = self._choice(form, unit)
                found[place] = _of_group(choice, lead) or choice
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
            options = _with_title_role([*held.by_hand.options], form)
            alone = _each_alone(form, options, self.roster, self.without)
            held.apart = [self._unit(form, [o], c, alone=True) for o, c in alone]
        together = Told(_by_type(held.by_hand.together), types)
        apart = [Told(_by_type(u.choice), self._kind(form, u).types) for u in held.apart]
        yield from zip(held.apart, features_apart(form, together, apart), strict=True)

    def _company_sums(self, form: Form) -> Sums:
        """What the company of a form adds up to, which is that of many others too."""
        features = company_features(form)
        company = tuple(features.items())
        if company not in self._company:
            self._company[company] = network("evidence").weighed_sum(features)
        return self._company[company]

    def _add_anchors(self, anchors: Anchors, form: Form, made: Mapping[int, _Choice]) -> None:
        others = self._aliases.get(form.key, ())
        if " " not in form.key and not others:
            return
        for option in _agents_chosen(made):
            anchors.add(anchor_of(option, form, self.kb))
            for other in others:
                anchors.add(Anchor(option, (), (other,)))


def _decided_together(
    occurrences: Iterable[Occurrence], made: Mapping[int, _Choice]
) -> list[list[Occurrence]]:
    """The places that share one choice, and so what it was decided by."""
    together: dict[int, list[Occurrence]] = {}
    for occurrence in occurrences:
        together.setdefault(id(made[id(occurrence)]), []).append(occurrence)
    return [*together.values()]


def _agents_chosen(made: Mapping[int, _Choice]) -> list[Option]:
    """What the occurrences mean that a shorter form can stand for later."""
    found = {c.option.identity: c.option for c in made.values() if c.option.type in _LASTING}
    return list(found.values())


def _shared_scores(form: Form) -> dict[str, float]:
    """The scores of a form; a full name hears what is said of its surname and first name."""
    total = form.scores()
    for part in form.parts:
        heard = part.scores()
        for type_ in AGENTS & heard.keys():
            total[type_] = total.get(type_, 0.0) + HEARD * heard[type_]
    return total


def _decide(
    form: Form,
    options: list[Option],
    shared: dict[str, float],
    roster: Roster,
    without: Without,
) -> _ByHand:
    together = _choose(options, (o.base for o in options), {} if "context" in without else shared)
    made = {id(o): together for o in form.occurrences}
    if {"context", "occurrences"}.isdisjoint(without):
        eponymous = _eponymous(form, options)
        all_apart = eponymous or _may_be_a_cycle(options)
        offered = _with_title_role(options, form) if eponymous else options
        apart = {
            id(o)
            for o in form.occurrences
            if all_apart or _stands_apart(o, together.option) or _of_other_year(o, together)
        }
        alone = _each_alone(form, offered, roster, without) if apart else ()
        made |= {id(o): choice for o, choice in alone if id(o) in apart}
    return _ByHand(options, together, made)


def _each_alone(
    form: Form, options: list[Option], roster: Roster, without: Without
) -> Iterator[tuple[Occurrence, _Choice]]:
    """Each place of a form with the choice for it alone."""
    places = form.place_scores()
    before: tuple[int, Option] | None = None
    for occurrence in form.occurrences:
        near = before[1] if before and before[0] == occurrence.span.block else None
        first = occurrence is form.occurrences[0] and occurrence.span.block < _OPENING
        own = _place_scores(occurrence, places, without)
        offered = _with_what_is_named_after(options, occurrence, form)
        choice = _decide_here(occurrence, offered, own, roster, near, first=first)
        before = occurrence.span.block, choice.option
        yield occurrence, choice


def _place_scores(
    occurrence: Occurrence, places: Mapping[str, float], without: Without
) -> dict[str, float]:
    """What the place of one occurrence says, by type, and less what all ``places`` say."""
    local = occurrence.own_scores
    own = {t: local.get(t, 0.0) + _SHARED * places.get(t, 0.0) for t in {*local, *places}}
    if "titles" not in without:
        around = _AROUND * occurrence.title_odds
        own |= {t: own.get(t, 0.0) + around for t in TITLES}
        own |= {t: own.get(t, 0.0) - around for t in AGENTS}
    return own


def _decide_here(
    occurrence: Occurrence,
    options: list[Option],
    own: Mapping[str, float],
    roster: Roster,
    near: Option | None,
    *,
    first: bool,
) -> _Choice:
    """The choice for one occurrence, by its ``own`` place; of several films of the title, the
    one that it meant before in the paragraph (``near``) is likelier. An essay tends to name its
    film ``first``, then whom the film is named after."""
    years = {o.year for o in options if o.type == "film" and o.key}
    start = []
    for option in options:
        score = option.base + company_score(option, occurrence, roster, years)
        if option.type == "film" and option.key in roster.crews:
            score += _TITLE + (_FIRST if first else 0.0)
        if near and near.type == option.type == "film" and near.identity != option.identity:
            score -= _FORMER
        start.append(score)
    return _choose(options, start, own)


def _of_other_year(occurrence: Occurrence, choice: _Choice) -> bool:
    """Whether the year given with a title is not that of the film it was taken for."""
    year, known = occurrence.year, choice.option.year
    return bool(year and known and choice.option.type == "film" and abs(year - known) > 1)


def _stands_apart(occurrence: Occurrence, option: Option) -> bool:
    """Whether the words around one occurrence speak plainly for another type than its form has."""
    if option.key and option.type == "person" and " " in normalise(occurrence.span.text):
        return False  # nobody else is called Edward G. Robinson
    local = occurrence.own_scores
    best = max(local, key=lambda t: local[t], default=option.type)
    same = best == option.type or {best, option.type} <= AGENTS
    lead = local.get(best, 0.0) - local.get(option.type, 0.0)
    enough = _NAMESAKE if {best, option.type} <= TITLES else _PLAIN
    return not same and local[best] >= _PLAIN and lead >= enough


def _with_title_role(options: list[Option], form: Form) -> list[Option]:
    """Options of a title that somebody in the film shares: whoever is not known is in the film,
    not in the world, and little less likely than a known film; a film that nobody knows is almost
    as likely as the role, since every occurrence tells which it is."""
    called = any("is a given name" in o.cues for o in form.occurrences)
    film = max((o.base for o in options if o.key and o.type == "film"), default=None)
    role = 0.0
    out = []
    for option in options:
        if _is_new(option, form, "character"):
            role = option.base + (_CALLED if called else _IN_THE_TITLE)
            if film is not None and _could_name_somebody(form):
                role = max(role, film - _ROLE)
            option = option._replace(base=role)
        out.append(option)
    if film is not None:
        return out
    return [o._replace(base=role - _NEW) if _is_new(o, form, "film") else o for o in out]


def _with_what_is_named_after(
    options: list[Option], occurrence: Occurrence, form: Form
) -> list[Option]:
    """Options of a known film's title where the words around speak plainly for a series or a
    work: the cycle that the film opens, or the book that it adapts, is nearly as likely as it,
    one that is known more so."""
    film = max((o.base for o in options if o.key and o.type == "film"), default=None)
    if film is None or _OF_ANOTHER_KIND.isdisjoint(occurrence.cues):
        return options
    own = occurrence.own_scores
    lead = {t: own.get(t, 0.0) - own.get("film", 0.0) for t in _OTHER_TITLE}
    told = {t for t in lead if own.get(t, 0.0) >= _PLAIN and lead[t] >= _NAMESAKE}
    out = []
    for option in options:
        if option.type in told and (option.key or _is_new(option, form, option.type)):
            less = _NAMED_AFTER if option.key is None else _NAMED_AFTER / 2
            option = option._replace(base=max(option.base, film - less))
        out.append(option)
    return out


def _is_new(option: Option, form: Form, type_: str) -> bool:
    """Whether it is what a form is of a type if nobody knows it."""
    return option.key is None and option.type == type_ and option.cluster == form.key


def _could_name_somebody(form: Form) -> bool:
    """Whether a title is not made of common words."""
    return not any(c in _COMMON for c in form.occurrences[0].cues)


def _may_be_a_cycle(options: Iterable[Option]) -> bool:
    """Whether a film that is spoken of and a series have one title: *the Rocky films*, *Rocky*."""
    held = {o.type for o in options if o.key and o.base > _HELD}
    return {"film", "series"} <= held


def _eponymous(form: Form, options: list[Option]) -> bool:
    """Whether a film and someone in it may share the form, so that each occurrence is decided."""
    held = [o for o in options if o.key and o.base > _HELD]
    known = {"agent" if o.type in AGENTS else o.type for o in held}
    if len(known & {"agent", "film", "place"}) > 1 or sum(o.type == "film" for o in held) > 1:
        return True
    leads = [o.place_lead for o in form.occurrences]
    most, least = _APART_IN_A_TITLE_ROLE if form.eponymous else _APART
    if max(leads) >= most and min(leads) <= least:
        return True
    discussed = any(o.type == "film" and o.base > _DISCUSSED for o in held)
    return discussed and min(leads) <= _SOMEBODY and _could_name_somebody(form)


def _choose(
    options: Sequence[Option], start: Iterable[float], evidence: Mapping[str, float]
) -> _Choice:
    """The likeliest option, given the start score of each and what speaks for its type."""
    scored = [(o, s + _said_of(o, evidence)) for o, s in zip(options, start, strict=True)]
    top = max(s for _, s in scored)
    total = sum(math.exp(s - top) for _, s in scored)
    return _ranked((o, math.exp(s - top) / total) for o, s in scored)


def _ranked(chances: Iterable[tuple[Option, float]], no_name: float = 0.0) -> _Choice:
    ranked = sorted(chances, key=lambda r: (-r[1], r[0].key is None, r[0].identity))
    return _Choice(*ranked[0], tuple(ranked), no_name)


def _of_kind(choice: _Choice, kind: Kind, kept: float) -> _Choice:
    """A choice with the chances that its types have as learnt, times those by hand to the power of
    how much of them is ``kept``; among the options of a type what was likelier stays so."""
    by_hand = dict.fromkeys(kind.types, 0.0)
    for option, chance in choice.ranked:
        by_hand[option.type] += chance
    told = {t: chance * by_hand[t] ** kept for t, chance in kind.types.items() if by_hand[t]}
    total = sum(told.values())
    shares = {t: chance / by_hand[t] / total for t, chance in told.items()}
    return _ranked(((o, p * shares.get(o.type, 0.0)) for o, p in choice.ranked), kind.no_name)


def _of_group(choice: _Choice, lead: float) -> _Choice | None:
    """A choice among titles and somebody, when it is known how much likelier a title is (log-odds);
    None if it offers only one of the two."""
    chances = {"title": 0.0, "somebody": 0.0}
    for option, chance in choice.ranked:
        if group := _group(option):
            chances[group] += chance
    if not all(chances.values()):
        return None
    total, title = sum(chances.values()), 1 / (1 + math.exp(-lead))
    shares = {"title": title, "somebody": 1 - title}
    scale = {g: shares[g] * total / chances[g] for g in chances}
    return _ranked(((o, p * scale.get(_group(o), 1.0)) for o, p in choice.ranked), choice.no_name)


def _group(option: Option) -> str:
    return "title" if option.type in TITLES else "somebody" if option.type in AGENTS else ""


def _by_type(choice: _Choice) -> dict[str, float]:
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
    if option.key and option.type in _OTHER_TITLE:
        return max(said, evidence.get("film", 0.0) - _OTHER_TITLE[option.type])
    return said


def _kept(
    form: Form, occurrence: Occurrence, choice: _Choice, roster: Roster, *, loud: bool
) -> bool:
    """Whether an occurrence is a name: a weak one needs the essay's or a roster's support, common
    words in capitals those of other titles (``loud``)."""
    if not occurrence.span.weak:
        return not _is_mere_word(form, choice.option, loud=loud)
    option = choice.option
    film = roster.film(option.key or "")
    if form.key in common_words() and not occurrence.span.tagged:
        titled = film is not None and film.strength > 0.7 and form.strong_count > 0
        if film is not None and film.strength > 0.8 and occurrence.span.inside:
            return True  # "his favourite is Up": no sentence asks for this capital
        if titled:
            return form.key not in STOP_WORDS or occurrence.film_lead >= 1.0
        if option.type == "film" and form.strong_count and occurrence.film_lead >= 1.0:
            return form.key not in STOP_WORDS
        if not occurrence.span.proper or form.key in STOP_WORDS:
            return False
    if form.strong_count or option.key in roster.members or option.cluster not in {"", form.key}:
        return True
    if film is not None:
        return film.strength > 0.5
    if option.key:
        strange = option.type != "place" and form.key not in common_words()
        return " " in form.key or bool(occurrence.span.tagged) or strange
    return occurrence.span.tagged in SOMEBODY and form.key not in common_words()


def _shows_titles_by_capitals(forms: Iterable[Form]) -> bool:
    """Whether a writer puts titles in capitals: a known one of several words is."""
    return any(
        " " in f.key and f.text.isupper() and any(h.type in TITLES for h in f.hits) for f in forms
    )


def _is_mere_word(form: Form, option: Option, *, loud: bool) -> bool:
    """Whether capitals are all that says that common words name something: nobody knows it by
    that name, and no word around it says what."""
    if not option.is_unknown or form.in_title:
        return False
    if any(o.span.mark or _MERE.isdisjoint(o.cues) for o in form.occurrences):
        return False
    if any(_ASIDE in o.cues for o in form.occurrences):
        return False  # "Jake Smith (Squid)"
    once = len(form.occurrences) == 1
    titled = " " in form.key and not STOP_WORDS.isdisjoint(form.key.split())
    if loud if form.text.isupper() else titled and not _is_of_films(form.key):
        return False  # "And Life Goes On", not "SO MUCH better"
    if not once and any(o.span.tagged in TITLES for o in form.occurrences):
        return False
    return all(_says_nothing(o.said(), option, once=once) for o in form.occurrences)


def _is_of_films(words: str) -> bool:
    """Whether words are those of any film: *Director of Photography*, *Commentary with Cast*."""
    told = listed("film", "parts") | listed("film", "rubrics") | listed("person", "roles")
    return all(w in told or w in STOP_WORDS for w in words.split())


def _says_nothing(said: Mapping[str, float], option: Option, *, once: bool) -> bool:
    """Whether what is said around a common word leaves open what it is; of one that an essay
    repeats nothing at all."""
    if not once:
        return max(said.values(), default=0.0) <= 0.0
    return said.get(option.type, 0.0) < _SAID and max(said.values(), default=0.0) < _SAID_PLAINLY


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of an essay with what they mean, and the films among it, strongest first."""

    mentions: list[Mention]
    films: tuple[EntityRef, ...]
    clusters: dict[str, dict[str, None]]


def _assemble(
    analysis: Analysis,
    forms: Mapping[str, Form],
    choices: Mapping[int, _Choice],
    roster: Roster,
    kb: KnowledgeBase,
    iris: Iris,
) -> Linking:
    named = _named(analysis, forms, choices, roster, iris)
    unnamed, people = _people_of_films(named, roster, iris)
    about = films_spoken_of(analysis, named.mentions, named.films, people, unnamed, iris)
    main = [f for f in about[:1] if f.type == "film"]
    return Linking(
        tuple(named.mentions),
        tuple(dict.fromkeys((*main, *named.films))),
        about,
        _author(analysis, named.mentions, kb, iris),
        _pronouns(named.mentions, kb, iris),
        {iri: tuple(texts) for iri, texts in named.clusters.items()},
    )


def film_candidates(analysis: Analysis, kb: KnowledgeBase, iris: Iris) -> list[FilmCandidate]:
    """What an essay may be about, with the features by which it is learnt."""
    forms, roster, decisions = forms_with_cues(analysis, kb)
    named = _named(analysis, forms, decisions.decide(), roster, iris)
    unnamed, people = _people_of_films(named, roster, iris)
    by_hand = standing_by_hand(analysis, named.mentions, named.films, people, unnamed, iris)
    return candidates(analysis, named.mentions, by_hand)


def _named(
    analysis: Analysis,
    forms: Mapping[str, Form],
    choices: Mapping[int, _Choice],
    roster: Roster,
    iris: Iris,
) -> _Named:
    refs, loud = _Refs(analysis.essay.id, iris), _shows_titles_by_capitals(forms.values())
    mentions: list[Mention] = []
    clusters: dict[str, dict[str, None]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            choice = choices[id(occurrence)]
            stands = choice.no_name <= _NO_NAME or occurrence.span.mark in _SET_APART
            if not stands or not _kept(form, occurrence, choice, roster, loud=loud):
                continue
            mention = _mention(analysis.essay, occurrence, choice, refs)
            mentions.append(mention)
            clusters.setdefault(mention.entity.iri, {})[mention.text] = None
    mentions.sort(key=lambda m: m.span)
    defined = _defined_first(analysis, (o for f in forms.values() for o in f.occurrences))
    return _Named(mentions, _films(mentions, roster, refs, iris, defined), clusters)


def _people_of_films(
    named: _Named, roster: Roster, iris: Iris
) -> tuple[EntityRef | None, dict[str, float]]:
    """The film that the essay does not name but whose people it does, and how many of the people
    of each film it names; characters alone, whom every version has, do not tell which it is."""
    people = {iris.entity(f.key): f.people for f in roster.films}
    mentions = named.mentions
    titled = {m.entity.iri for m in mentions if m.entity.type == "film"}
    real = {normalise(m.text) for m in mentions if m.entity.type == "person" and not m.entity.nil}
    untitled = (f for f in roster.films if iris.entity(f.key) not in titled)
    known = known_by_people(f for f in untitled if not real.isdisjoint(roster.crews[f.key]))
    return (EntityRef(iris.entity(known.key), known.label, "film") if known else None), people


class _Refs:
    """Mints the entity references of options."""

    def __init__(self, essay_id: str, iris: Iris) -> None:
        self.essay_id, self.iris = essay_id, iris
        self._minted: dict[tuple[object, ...], EntityRef] = {}

    def ref(self, option: Option) -> EntityRef:
        told = option.key, option.label, option.type, option.members
        if told not in self._minted:
            self._minted[told] = self._mint(option)
        return self._minted[told]

    def _mint(self, option: Option) -> EntityRef:
        if option.key:
            return EntityRef(self.iris.entity(option.key), option.label, option.type)
        iri = self.iris.nil(self.essay_id, option.type, option.label)
        members = tuple(EntityRef(self.iris.entity(k), n, option.type) for k, n in option.members)
        return EntityRef(
            iri, option.label, option.type, nil=True, group=bool(members), members=members
        )


def _mention(essay: Essay, occurrence: Occurrence, choice: _Choice, refs: _Refs) -> Mention:
    span = occurrence.span.span
    said = [(by, cue) for cue in occurrence.cues if (by := weights(cue))]
    rejected = [
        Candidate(refs.ref(o).iri, o.label, o.type, p, _reason(o, said))
        for o, p in choice.ranked[1 : _SHOWN + 1]
        if p >= 0.001 or o.key
    ]
    return Mention(
        span.start,
        span.end,
        essay.text[span.start : span.end],
        "name",
        refs.ref(choice.option),
        choice.score,
        _reason(choice.option, said),
        tuple(rejected),
    )


def _reason(option: Option, said: Iterable[tuple[Mapping[str, float], str]]) -> str:
    """The start of the option, then the cues that spoke most, for and against."""
    spoken = sorted((w, c) for by, c in said if (w := by.get(option.type, 0.0)) >= 0.5 or w <= -0.5)
    speaks = list(dict.fromkeys(c for w, c in reversed(spoken) if w > 0))[:3]
    against = [f"but it {c}" for w, c in spoken if w < 0][:1]
    return "; ".join([option.why, *speaks, *against])


def _defined_first(analysis: Analysis, occurrences: Iterable[Occurrence]) -> int | None:
    """Where the title stands with whose definition the essay's prose opens (*Splash, Too is a 1988
    film*): it is what the essay is about."""
    prose = next((b for b in analysis.blocks if b.region.kind == "body" and len(b.doc)), None)
    starts = (o.span.span.start for o in occurrences if o.span.mark == "film")
    return next((s for s in starts if prose and s == prose.region.start), None)


def _films(
    mentions: Iterable[Mention], roster: Roster, refs: _Refs, iris: Iris, defined: int | None
) -> tuple[EntityRef, ...]:
    """The films named, strongest first: the one ``defined`` first, then those whose names and
    characters are named most and surest, a character by the film's own name twice, of equals the
    one named first; without what may be no film (*the TV Series*)."""
    weight: dict[str, float] = {}
    found: dict[str, EntityRef] = {}
    for mention in mentions:
        if mention.entity.type == "film":
            found[mention.entity.iri] = mention.entity
            weight[mention.entity.iri] = weight.get(mention.entity.iri, 0.0) + mention.score
            weight[mention.entity.iri] += _DEFINED if mention.start == defined else 0.0
            continue
        for film in roster.stories(iris.key(mention.entity.iri) or ""):
            iri, by_title = iris.entity(film.key), mention.text == film.label
            weight[iri] = weight.get(iri, 0.0) + _IN_THE_STORY * (1 + by_title)
    for film in roster.films:
        iri = iris.entity(film.key)
        if iri in weight:
            found.setdefault(iri, EntityRef(iri, film.label, "film"))
            weight[iri] *= 1 + film.strength
    spoken = (i for i, film in found.items() if not film.nil or weight[i] >= _TITLE)
    return tuple(found[i] for i in sorted(spoken, key=lambda i: -round(weight[i], 3)))


def _author(
    analysis: Analysis, mentions: Iterable[Mention], kb: KnowledgeBase, iris: Iris
) -> EntityRef | None:
    essay = analysis.essay
    if not essay.author:
        return None
    name = normalise(essay.author)
    for mention in mentions:
        if mention.entity.type == "person" and normalise(mention.entity.label) == name:
            return mention.entity
    for mention in mentions:
        if essay.author_span and mention.start < essay.author_span.end > essay.author_span.start:
            if mention.end > essay.author_span.start and mention.entity.type == "person":
                return mention.entity
    return EntityRef(iris.nil(essay.id, "person", essay.author), essay.author, "person", nil=True)


def _pronouns(mentions: Iterable[Mention], kb: KnowledgeBase, iris: Iris) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for mention in mentions:
        key = iris.key(mention.entity.iri)
        entity = kb.entity(key) if key and not mention.entity.nil else None
        found[mention.entity.iri] = entity.pronoun if entity else None
    return found
