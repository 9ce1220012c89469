"""What the knowledge base gives: entities, aliases, performances, credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from graphbuild.model import EntityType

__all__ = ["AliasHit", "AliasKind", "Credit", "Entity", "Performance"]

AliasKind = Literal["label", "alias", "nickname", "variant"]
"""``label``: the name itself; ``alias``: another full name; ``nickname``: a short or familiar
form; ``variant``: made by the normaliser (transliteration, article, subtitle, numeral)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that names are linked to; ``key`` is stored (``film/anora-2024``), never derived.

    ``pronoun`` is ``he``, ``she``, ``they`` or None when not public; ``year`` is of release or
    birth; ``prior`` in [0, 1] says how prominent it is among all that share its names.
    """

    key: str
    type: EntityType
    label: str
    year: int | None = None
    pronoun: str | None = None
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    prior: float = 0.0
    imdb: str | None = None
    wikidata: str | None = None
    countries: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    source: str = ""


class AliasHit(NamedTuple):
    """One entity that a looked-up name can mean."""

    key: str
    type: EntityType
    label: str
    kind: AliasKind
    prior: float
    year: int | None = None


class Performance(NamedTuple):
    """A performer's part in a film; ``character`` is None when only the performer is known."""

    film: str
    performer: str
    character: str | None
    billing: int


class Credit(NamedTuple):
    """Who did what for a film; ``role`` is a property name of the ontology (``director`` …)."""

    film: str
    role: str
    agent: str
