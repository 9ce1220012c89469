"""What stands beside a title says which film of that title it is, or that it is one at all."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.annotation.linking.gathering import Form, Occurrence
    from graphbuild.annotation.linking.options import Option
    from graphbuild.annotation.names.roster import Roster

__all__ = ["company_score", "in_the_story"]

_MAKERS = frozenset({"director", "screenwriter", "producer"})
_OWNED, _SAME_YEAR, _OTHER_YEAR, _YEAR_IN_SENTENCE, _UNKNOWN_YEAR = 3.5, 3.0, -2.5, 1.2, 3.0
_OTHER_FILM, _SLIP = -8.0, 2
"""How little a film can be meant that is defined with a year so far from its own."""
_WITH_CHARACTERS, _WITH_MAKERS = 0.5, -0.6
_MAKER_BESIDE, _ACTOR_BESIDE = 1.2, 0.5


def company_score(
    option: Option, occurrence: Occurrence, roster: Roster, years: Collection[int | None]
) -> float:
    """Log-odds for a film under discussion from its maker as possessor (*Nair's Monsoon*), the
    year given with the title, and its makers and players in the sentence; 0 for other options.

    ``years`` are those of the known films of the title: another year means another film.
    """
    if option.type == "film" and option.key is None and occurrence.year:
        known = any(year and abs(year - occurrence.year) <= 1 for year in years)
        return 0.0 if known or not years else _UNKNOWN_YEAR
    if option.type != "film" or option.key is None:
        return 0.0
    score = _year_score(option, occurrence)
    crew = roster.crews.get(option.key)
    if crew is None:
        return score
    if crew.get(occurrence.owner) in _MAKERS:
        score += _OWNED
    roles = {crew[name] for name in occurrence.company if name in crew}
    if roles & _MAKERS and not occurrence.owner:
        score += _MAKER_BESIDE
    return score + (_ACTOR_BESIDE if roles - _MAKERS else 0.0)


def _year_score(option: Option, occurrence: Occurrence) -> float:
    if occurrence.year and option.year:
        apart = abs(occurrence.year - option.year)
        if apart <= 1:
            return _SAME_YEAR
        defined = occurrence.span.mark == "film" and apart > _SLIP
        return _OTHER_FILM if defined else _OTHER_YEAR
    return _YEAR_IN_SENTENCE if option.year in occurrence.years else 0.0


def in_the_story(form: Form, roster: Roster) -> float:
    """How much the names beside an unknown one put it into a film's story (above 0), or among
    those who make, see and discuss films (below)."""
    told = sum(_of_story(o, roster) for o in form.occurrences)
    return told / math.sqrt(len(form.occurrences))


def _of_story(occurrence: Occurrence, roster: Roster) -> float:
    roles = {m.role for name in occurrence.company for m in roster.lookup(name)[:1]}
    if "character" in roles:
        return _WITH_CHARACTERS
    return _WITH_MAKERS if roles else 0.0
