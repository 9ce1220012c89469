"""Who made a film, plays in it and is a character of it: who may be meant by a bare surname or
first name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graphbuild.annotation.names.forms import core_words, kept_by_slips, short_forms
from graphbuild.knowledge.normalising import normalise, respaced

if TYPE_CHECKING:
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit, Entity

__all__ = [
    "PROMINENT",
    "Company",
    "Film",
    "Roster",
    "RosterName",
    "company_of",
    "forms_of",
    "is_of_film",
]

PROMINENT = 0.45
"""Of a film less prominent than this (a core's never is) the title alone says nothing: it must be
marked as a title (and nothing better known be called so), have its year given, or its people
named."""

_CAST = 8
_NOBODY = (None, "")


@dataclass(frozen=True, slots=True)
class Film:
    """A film that the essay may discuss; ``strength`` in [0, 1], ``reasons`` for a reader.

    ``people`` is how much of its cast and crew the essay names.
    """

    key: str
    label: str
    strength: float
    reasons: tuple[str, ...] = ()
    year: int | None = None
    people: float = 0.0


@dataclass(frozen=True, slots=True)
class RosterName:
    """What a form means on a roster: ``how`` says which form of the name it is."""

    entity: Entity
    how: str
    role: str
    film: Film


@dataclass(frozen=True)
class Company:
    """Who made a film, plays in it and is a character of it, whatever essay speaks of it.

    ``members`` has what each is, ``called`` the members of each form of their names with what the
    form is of the name, ``crew`` the roles of those who are real.
    """

    members: Mapping[str, tuple[Entity, str]]
    called: Mapping[str, Sequence[tuple[str, str]]]
    crew: Mapping[str, str]

    @cached_property
    def by_slips(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The forms by what a misspelling of them has right."""
        found: dict[tuple[str, int], list[str]] = {}
        for form in self.called:
            found.setdefault(kept_by_slips(form), []).append(form)
        return found


@lru_cache(maxsize=256)
def company_of(kb: KnowledgeBase, film: str) -> Company:
    """Everybody whom the knowledge base names with a film (its key)."""
    members: dict[str, tuple[Entity, str]] = {}
    called: dict[str, list[tuple[str, str]]] = {}
    crew: dict[str, str] = {}
    for key, role in _members(kb, film):
        entity = kb.entity(key)
        if entity is None:
            continue
        members[key] = entity, role
        for form, how in forms_of(entity).items():
            called.setdefault(form, []).append((key, how))
            if role != "character":
                crew.setdefault(form, role)
    return Company(members, called, crew)


class Roster:
    """The crew, cast and characters of the films under discussion, by every form of their names."""

    def __init__(self, kb: KnowledgeBase, films: Iterable[Film]) -> None:
        """The joint roster, films strongest first."""
        self.films = tuple(films)
        self.members: dict[str, RosterName] = {}
        self.crews: dict[str, Mapping[str, str]] = {}
        """For each film, the forms of the names of those who made it and play in it, with the
        role."""
        self.peopled: set[str] = set()
        """The films that are known with their cast and characters."""
        self.people: frozenset[str] = frozenset()
        """The keys of those who may be meant by a full name of the essay."""
        self.complete = False
        """Whether the film that the essay names most is known with its cast."""
        self._companies = [(film, company_of(kb, film.key)) for film in self.films]
        self._by_key = {f.key: f for f in self.films}
        self._found: dict[str, Sequence[RosterName]] = {}
        for film, company in self._companies:
            self.crews[film.key] = company.crew
            if len(company.crew) > _CAST and kb.knows_parts(film.key):
                self.peopled.add(film.key)
            for key, (entity, role) in company.members.items():
                if key not in self.members:
                    self.members[key] = RosterName(entity, "name", role, film)

    def lookup(self, name: str) -> Sequence[RosterName]:
        """Who ``name`` can be; titles of address do not count."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._lookup(name)
        return found

    def _lookup(self, name: str) -> Sequence[RosterName]:
        found = self.called(normalise(name))
        if not found:
            words = core_words(name)
            found = self.called(" ".join(words))
            if not found and len(words) == 2:
                found = self.called(f"{words[1]} {words[0]}")  # "Hara Setsuko"
            if not found:
                otherwise = map(self.called, respaced(" ".join(words)))
                found = next(filter(None, otherwise), [])
        return found

    def called(self, form: str) -> Sequence[RosterName]:
        """Whose name has a normalised form."""
        return [
            RosterName(member.entity, how, member.role, film)
            for film, company in self._companies
            for key, how in company.called.get(form, ())
            if (member := self.members[key]).film is film
        ]

    def stories(self, key: str) -> list[Film]:
        """The films of which somebody is a character."""
        return [f for f, c in self._companies if c.members.get(key, _NOBODY)[1] == "character"]

    def film(self, key: str) -> Film | None:
        return self._by_key.get(key)

    def like(self, form: str) -> Iterator[str]:
        """The names that a form may misspell."""
        kept = kept_by_slips(form)
        found = (n for _, company in self._companies for n in company.by_slips.get(kept, ()))
        return iter(dict.fromkeys(found))


def _members(kb: KnowledgeBase, film: str) -> list[tuple[str, str]]:
    """Keys of the people and characters of a film, each with the role."""
    found: dict[str, str] = {}
    for credit in kb.credits(film):
        if credit.agent.startswith("person/"):
            found.setdefault(credit.agent, credit.role)
    for part in kb.cast(film):
        found.setdefault(part.performer, "actor")
        if part.character:
            found.setdefault(part.character, "character")
    return list(found.items())


@lru_cache(maxsize=4096)
def forms_of(entity: Entity) -> Mapping[str, str]:
    """The normalised forms of an entity's names, each with what it is of the name."""
    forms = {normalise(n): "name" for n in (entity.label, *entity.aliases)}
    for name in (entity.label, *entity.aliases):
        for form, how in short_forms(name, entity.nicknames).items():
            forms.setdefault(form, how)
    return forms


def is_of_film(kb: KnowledgeBase, name: str, hit: AliasHit) -> bool:
    """Whether a short name is one of the cast, crew or characters of a film."""
    film = Film(hit.key, hit.label, hit.prior, (), hit.year)
    return bool(Roster(kb, [film]).lookup(name))
