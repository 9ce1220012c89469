"""What stands beside a title says which film of that title it is, or that it is one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.annotation._forms import Occurrence
    from graphbuild.annotation._options import Option
    from graphbuild.annotation._roster import Roster

__all__ = ["company_score"]

_MAKERS = frozenset({"director", "screenwriter", "producer"})
_OWNED, _SAME_YEAR, _OTHER_YEAR = 3.5, 3.0, -2.5
_MAKER_BESIDE, _ACTOR_BESIDE = 1.2, 0.5


def company_score(option: Option, occurrence: Occurrence, roster: Roster) -> float:
    """Log-odds for a film under discussion from its maker as possessor (*Nair's Monsoon*), the
    year given with the title, and its makers and players in the sentence; 0 for other options."""
    crew = roster.crews.get(option.key or "")
    if option.type != "film" or crew is None:
        return 0.0
    score = 0.0
    if crew.get(occurrence.owner) in _MAKERS:
        score += _OWNED
    film = roster.film(option.key or "")
    if occurrence.year and film and film.year:
        score += _SAME_YEAR if abs(occurrence.year - film.year) <= 1 else _OTHER_YEAR
    roles = {crew[name] for name in occurrence.company if name in crew}
    if roles & _MAKERS and not occurrence.owner:
        score += _MAKER_BESIDE
    return score + (_ACTOR_BESIDE if roles - _MAKERS else 0.0)
