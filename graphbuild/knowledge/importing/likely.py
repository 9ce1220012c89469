"""Films that the core holds under a somewhat different title: reconciled, then confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.knowledge.reconciling.sources import Source

__all__ = ["Described", "likely_films"]


class Described(NamedTuple):
    """What an import says of a film: its titles, year, and names of its people."""

    titles: tuple[str, ...]
    year: int | None
    people: tuple[str, ...]


def likely_films(described: Sequence[Described], over: Layer) -> dict[int, str]:
    """Keys of the layer's films by place in ``described``.

    Reconciliation proposes pairs by title, year and people; a pair is taken where the years agree
    within one and a person of the same name is in both.
    """
    from graphbuild.knowledge.reconciling import reconcile

    names = {e.key: e.label for e in over.entities()}
    held = {
        e.key: Described((e.label, *e.aliases), e.year, _people(e.key, over, names))
        for e in over.entities()
        if e.type in ("film", "series")
    }
    if not held or not described:
        return {}
    listed = {str(i): film for i, film in enumerate(described)}
    return {
        int(match.right): match.left
        for match in reconcile(_source(held), _source(listed))
        if _confirmed(held[match.left], listed[match.right])
    }


def _people(film: str, over: Layer, names: dict[str, str]) -> tuple[str, ...]:
    keys = [c.agent for c in over.credits("film", film)]
    keys += [p.performer for p in over.performances("film", film)]
    return tuple(dict.fromkeys(names[key] for key in keys))


def _source(films: dict[str, Described]) -> Source:
    from graphbuild.knowledge.reconciling.sources import Column, Source

    columns = [Column("title", "name"), Column("year", "year"), Column("people", "set")]
    rows = [["|".join(f.titles), str(f.year or ""), "|".join(f.people)] for f in films.values()]
    return Source(list(films), columns, rows)


def _confirmed(one: Described, other: Described) -> bool:
    if not one.year or not other.year or abs(one.year - other.year) > 1:
        return False
    return not set(map(normalise, one.people)).isdisjoint(map(normalise, other.people))
