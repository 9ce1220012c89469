"""What a name means by the sum of what is known of it and of cues that are weighed by hand.

A form means one thing in an essay unless a film and someone in it share it (*Carol*), or the words
around an occurrence speak plainly for something else: then an occurrence is decided for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.annotation.linking.choices import OTHER_TITLE, Choice, choose
from graphbuild.annotation.linking.company import company_score
from graphbuild.annotation.linking.gathering import HEARD, Form, Occurrence
from graphbuild.annotation.linking.options import AGENTS, TITLES, Option
from graphbuild.annotation.names.roster import Roster
from graphbuild.annotation.parts import Without
from graphbuild.knowledge.normalising import normalise

__all__ = ["ByHand", "decide_by_hand", "each_alone", "shared_scores", "with_title_role"]

_SHARED, _HELD = 0.5, 1.5
"""How much of what all places of a form say counts for one, and what a known option must have to be
told from others place by place."""
_PLAIN = 3.0
_FORMER = 1.0
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
_COMMON = frozenset({"is a common word", "is made of common words", "begins with an article"})
_SPOKEN_OF = 0.6
"""How much likelier a film under discussion is."""
_APART, _APART_IN_A_TITLE_ROLE = (2.0, -1.5), (1.0, -0.8)
"""How much two occurrences of a form must speak for and against a film to mean two things."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """What is chosen by hand: of the options of a form, for all its places ``together``, and for
    each place, which is the same unless it was decided for itself."""

    options: Sequence[Option]
    together: Choice
    made: Mapping[int, Choice]


def shared_scores(form: Form) -> dict[str, float]:
    """The scores of a form; a full name hears what is said of its surname and first name."""
    total = form.scores()
    for part in form.parts:
        heard = part.scores()
        for type_ in AGENTS & heard.keys():
            total[type_] = total.get(type_, 0.0) + HEARD * heard[type_]
    return total


def decide_by_hand(
    form: Form,
    options: list[Option],
    shared: dict[str, float],
    roster: Roster,
    without: Without,
) -> ByHand:
    """The choices by hand for a form among its options, given the scores that all its places have
    together (``shared``); ``without`` some parts."""
    together = choose(options, (o.base for o in options), {} if "context" in without else shared)
    made = {id(o): together for o in form.occurrences}
    if {"context", "occurrences"}.isdisjoint(without):
        eponymous = _eponymous(form, options)
        all_apart = eponymous or _may_be_a_cycle(options)
        offered = with_title_role(options, form) if eponymous else options
        apart = {
            id(o)
            for o in form.occurrences
            if all_apart or _stands_apart(o, together.option) or _of_other_year(o, together)
        }
        alone = each_alone(form, offered, roster, without) if apart else ()
        made |= {id(o): choice for o, choice in alone if id(o) in apart}
    return ByHand(options, together, made)


def each_alone(
    form: Form, options: list[Option], roster: Roster, without: Without
) -> Iterator[tuple[Occurrence, Choice]]:
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
) -> Choice:
    """The choice for one occurrence, by its ``own`` place; of several films of the title, the
    one that it meant before in the paragraph (``near``) is likelier. An essay tends to name its
    film ``first``, then whom the film is named after."""
    years = {o.year for o in options if o.type == "film" and o.key}
    start = []
    for option in options:
        score = option.base + company_score(option, occurrence, roster, years)
        if option.type == "film" and option.key in roster.crews:
            score += _SPOKEN_OF + (_FIRST if first else 0.0)
        if near and near.type == option.type == "film" and near.identity != option.identity:
            score -= _FORMER
        start.append(score)
    return choose(options, start, own)


def _of_other_year(occurrence: Occurrence, choice: Choice) -> bool:
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


def with_title_role(options: list[Option], form: Form) -> list[Option]:
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
    lead = {t: own.get(t, 0.0) - own.get("film", 0.0) for t in OTHER_TITLE}
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
