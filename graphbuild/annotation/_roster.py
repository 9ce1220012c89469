"""Films under discussion and their rosters: who may be meant by a bare surname or first name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graphbuild.annotation._names import core_words, kept_by_slips, short_forms
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation._forms import Form
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit, Entity

__all__ = [
    "PROMINENT",
    "Film",
    "Roster",
    "RosterName",
    "films_under_discussion",
    "is_complete",
    "is_of_film",
    "people_named",
]

_MAX_FILMS = 24
PROMINENT, _MARKED = 0.45, 1.0
"""Of a film less prominent than this (a core's never is) the title alone says nothing: it must be
marked as a title (and nothing better known be called so), have its year given, or its people
named."""

_TITLE_LIKE, _SURE, _CAST = 1.0, 0.7, 8
_PEOPLE, _IMPLIED, _IMPLIED_BY_PEOPLE = 3, 2.5, 4.0
"""How many people of a film, and how much of its cast (more, where no character is named in full),
an essay must name to be about a film that it does not name."""
_ROLE_WEIGHT = {"director": 1.8, "actor": 0.7, "character": 0.7}
_NOBODY = (None, "")
_FULL = {"name", "first name and surname", "nickname and surname"}


@dataclass(frozen=True, slots=True)
class Film:
    """A film that the essay may discuss; ``strength`` in [0, 1], ``reasons`` for a reader."""

    key: str
    label: str
    strength: float
    reasons: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class RosterName:
    """What a form means on a roster: ``how`` says which form of the name it is."""

    entity: Entity
    how: str
    role: str
    film: Film


@dataclass(frozen=True)
class _Company:
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
def _company(kb: KnowledgeBase, film: str) -> _Company:
    members: dict[str, tuple[Entity, str]] = {}
    called: dict[str, list[tuple[str, str]]] = {}
    crew: dict[str, str] = {}
    for key, role in _members(kb, film):
        entity = kb.entity(key)
        if entity is None:
            continue
        members[key] = entity, role
        for form, how in _forms_of(entity).items():
            called.setdefault(form, []).append((key, how))
            if role != "character":
                crew.setdefault(form, role)
    return _Company(members, called, crew)


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
        self._companies = [(film, _company(kb, film.key)) for film in self.films]
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
def _forms_of(entity: Entity) -> Mapping[str, str]:
    forms = {normalise(n): "name" for n in (entity.label, *entity.aliases)}
    for name in (entity.label, *entity.aliases):
        for form, how in short_forms(name, entity.nicknames).items():
            forms.setdefault(form, how)
    return forms


def people_named(forms: Mapping[str, Form]) -> frozenset[str]:
    """The keys of those who may be meant by a full name."""
    return frozenset(
        h.key for f in forms.values() if " " in f.key for h in f.hits if h.type == "person"
    )


def is_of_film(kb: KnowledgeBase, name: str, hit: AliasHit) -> bool:
    """Whether a short name is one of the cast, crew or characters of a film."""
    film = Film(hit.key, hit.label, hit.prior, (), hit.year)
    return bool(Roster(kb, [film]).lookup(name))


def is_complete(roster: Roster, forms: Mapping[str, Form]) -> bool:
    """Whether the film that the essay names most is known with its cast, some of whom it names:
    then somebody who is not of it is hardly a character."""
    titles = [f for f in forms.values() if f.film_evidence() > _TITLE_LIKE or _known(f, roster)]
    main = max(titles, key=lambda f: (f.in_title, len(f.occurrences)), default=None)
    if main is None or not _known(main, roster):
        return False
    if len(titles) > 1 and not main.in_title and len(main.occurrences) == 1:
        return False  # one of several films that are named in passing
    return any(
        member.film.key in {h.key for h in main.hits}
        for form in forms.values()
        for member in roster.lookup(form.text)
    )


def _known(form: Form, roster: Roster) -> bool:
    films = (roster.film(h.key) for h in form.hits)
    return any(f and f.strength > _SURE and f.key in roster.peopled for f in films)


def films_under_discussion(
    forms: Mapping[str, Form], kb: KnowledgeBase, years: frozenset[int]
) -> tuple[Film, ...]:
    """Films that the essay names, strongest first, with the evidence for each."""
    scored: list[tuple[float, Film]] = []
    for form in forms.values():
        tried = (_score(form, hit, forms, kb, years) for hit in form.hits if hit.type == "film")
        rivals = [r for r in tried if r is not None]
        if rivals:
            best = max(rivals, key=lambda r: (r[0], r[1].key))
            close = [r for r in rivals if r[0] >= best[0] - 0.5 or r[1].reasons]
            scored += [r for r in close if r[0] > 0]
    scored += _implied(forms, kb, {film.key for _, film in scored})
    unique: dict[str, tuple[float, Film]] = {}
    for score, film in scored:
        if film.key not in unique or unique[film.key][0] < score:
            unique[film.key] = (score, film)
    ranked = sorted(unique.values(), key=lambda r: (-r[0], r[1].key))
    return tuple(film for _, film in ranked[:_MAX_FILMS])


def _implied(
    forms: Mapping[str, Form], kb: KnowledgeBase, titled: set[str]
) -> list[tuple[float, Film]]:
    """Films that the essay does not name but whose characters and performers it names in full.

    A reader who meets *Elisa Esposito (Sally Hawkins)* knows the film.
    """
    hits = {
        (h.type, h.key) for f in forms.values() if " " in f.key for h in f.hits if h.kind == "label"
    }
    people = sorted(key for type_, key in hits if type_ == "person")
    shared = Counter(film for key in people for film in kb.films_of(key))
    parts = [p for type_, key in hits if type_ == "character" for p in kb.performances_as(key)]
    candidates = {p.film for p in parts if p.performer in people}
    candidates |= {film for film, count in shared.items() if count >= _PEOPLE}
    found = []
    for film in sorted(candidates - titled):
        entity = kb.entity(film)
        named, who = _overlap(forms, kb, film, "")
        in_full = any(p.film == film for p in parts)
        if entity is not None and named >= (_IMPLIED if in_full else _IMPLIED_BY_PEOPLE):
            reason = "the essay names " + ", ".join(who[:3])
            strength = 1 / (1 + math.exp(-(named - 2.0)))
            found.append(
                (named, Film(film, entity.label, round(strength, 3), (reason,), entity.year))
            )
    return found


def _score(
    form: Form, hit: AliasHit, forms: Mapping[str, Form], kb: KnowledgeBase, years: frozenset[int]
) -> tuple[float, Film] | None:
    own = form.film_evidence()
    named, who = _overlap(forms, kb, hit.key, form.key)
    reasons = []
    score = 0.6 * math.log1p(form.strong_count) + max(-2.0, min(own, 4.0))
    if form.in_title:
        score += 1.2
        reasons.append("named in the title")
    if len(form.key.split()) > 1:
        score += 1.0
    if hit.year and hit.year in years:
        score += 1.2
        reasons.append(f"its year {hit.year} is given")
    score += min(named, 4.0) + hit.prior
    if who:
        reasons.append("the essay names " + ", ".join(who[:3]))
    if hit.kind == "variant":
        score -= 0.4
    if named < 0.7 and (own < -1.0 or not form.strong_count):
        return None
    if hit.prior < PROMINENT and named < 0.7 and hit.year not in years:
        rivalled = any(h.prior >= PROMINENT for h in form.hits)
        if rivalled or not _is_marked(form, hit):
            return None
    strength = 1 / (1 + math.exp(-(score - 2.0)))
    return score, Film(hit.key, hit.label, round(strength, 3), tuple(reasons), hit.year)


def _is_marked(form: Form, hit: AliasHit) -> bool:
    """Whether the text marks a form as the title of a little known film: by what it looks like
    where it is long, by its places alone where it is a single word."""
    if " " in form.key:
        return form.film_evidence() >= _MARKED
    return hit.kind != "variant" and form.marked_evidence() >= _MARKED


def _overlap(
    forms: Mapping[str, Form], kb: KnowledgeBase, film: str, title: str
) -> tuple[float, list[str]]:
    """How much of a film's roster the essay names, and whom."""
    total, who = 0.0, []
    for entity, role in _company(kb, film).members.values():
        called = _forms_of(entity)
        named = (forms.keys() & called.keys()) - {title}
        if named:
            best = max(1.0 if called[f] in _FULL and " " in f else 0.45 for f in named)
            total += best * _ROLE_WEIGHT.get(role, 0.5)
            who.append(entity.label)
    return total, who
