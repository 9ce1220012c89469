"""What the knowledge base says of the names of a sentence, for a target's reader.

Knowledge proposes and supports: a film that several names of the sentence belong to may be the
one it speaks of without naming it, and a person who is known to have directed the film named is
the likelier director. What is said of them must still stand in the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graphbuild.knowledge import AliasHit, KnowledgeBase

__all__ = ["Known", "Proposal"]

_INEXACT = frozenset({"nickname", "variant"})
_CREDITED = frozenset({"organization", "work"})
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A film that names of a sentence belong to.

    ``roles`` are theirs in it, ``rivals`` how many films they fit as well, ``surnames`` how many
    of its people the words of the sentence name, in whole or by their surname.
    """

    label: str
    roles: tuple[str, ...]
    dated: bool
    likeness: float
    prior: float
    rivals: int
    surnames: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """``links`` are the films that names of a sentence belong to: film → last token of the name
    → its role there. ``years`` are those the sentence gives."""

    knowledge: KnowledgeBase | None = None
    links: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    years: Collection[int] = ()

    @classmethod
    def of(
        cls,
        names: Iterable[tuple[int, str]],
        years: Collection[int],
        knowledge: KnowledgeBase | None,
    ) -> Known:
        """What is known of names, each with its last token."""
        links: dict[str, dict[int, str]] = defaultdict(dict)
        if knowledge is not None:
            for end, label in names:
                for hit in _meant(knowledge, label):
                    for film, role in _work(knowledge, hit, label):
                        links[film][end] = role
        return cls(knowledge, links, years)

    def film(self, label: str) -> AliasHit | None:
        """The film that a title most likely is: the one with most of the names, of the year."""
        hits = self.knowledge.lookup(label) if self.knowledge else ()
        films = (h for h in hits if h.type == "film" and h.kind != "nickname")
        return max(films, key=self._support, default=None)

    def _support(self, hit: AliasHit) -> tuple[int, bool, bool, float]:
        names = len(self.links.get(hit.key, ()))
        return names, hit.year in self.years, hit.kind != "variant", hit.prior

    def linked(self, film: str, start: int, end: int) -> int:
        """How many names outside of a span belong to a film."""
        return sum(not start <= at < end for at in self.links.get(film, ()))

    def named(self) -> set[int]:
        """The last tokens of the names that belong to any film."""
        return {at for names in self.links.values() for at in names}

    def proposals(self, words: Collection[str], most: int) -> list[Proposal]:
        """The films that most names of the sentence belong to; ``words`` are its words."""
        found = []
        for key, names in self.links.items():
            film = self.knowledge.entity(key) if self.knowledge else None
            if film is not None and film.type == "film":
                said = [w.strip(".,:;!?'’") in words for w in film.label.lower().split()]
                likeness = sum(said) / len(said)
                rank = (len(names) + (film.year in self.years) + likeness, film.prior, key)
                found.append((rank, film, names))
        found.sort(key=lambda f: (-f[0][0], -f[0][1], f[0][2]))
        fits = [len(names) + (film.year in self.years) for _, film, names in found]
        return [
            Proposal(
                film.label,
                tuple(sorted(names.values())),
                film.year in self.years,
                rank[0] - fit,
                film.prior,
                sum(other >= fit for other in fits) - 1,
                len(self._surnames(film.key) & set(words)) - len(names),
            )
            for (rank, film, names), fit in zip(found[:most], fits, strict=False)
        ]

    def _surnames(self, film: str) -> set[str]:
        """The last words of the names of all that took part in a film, in lower case."""
        if self.knowledge is None:
            return set()
        keys = {c.agent for c in self.knowledge.credits(film)}
        for part in self.knowledge.cast(film):
            keys |= {part.performer, part.character or part.performer}
        people = filter(None, map(self.knowledge.entity, sorted(keys)))
        return {person.label.lower().split()[-1] for person in people}

    def is_known(self, label: str) -> bool:
        """Whether something bears this very name."""
        return self.knowledge is not None and any(_meant(self.knowledge, label))

    def occupations(self, label: str) -> set[str]:
        """What those who bear a name do in films."""
        if self.knowledge is None:
            return set()
        people = (self.knowledge.entity(h.key) for h in _meant(self.knowledge, label))
        return {role for person in people if person is not None for role in person.roles}

    def facts(self, film: str | None, label: str) -> set[str]:
        """The parts that what bears a name is known to have in a film."""
        if film is None or self.knowledge is None:
            return set()
        keys = {h.key for h in _meant(self.knowledge, label)}
        cast = self.knowledge.cast(film)
        found = {c.role for c in self.knowledge.credits(film) if c.agent in keys}
        found |= {"cast" for p in cast if p.performer in keys}
        return found | {"character" for p in cast if p.character in keys}


def _meant(knowledge: KnowledgeBase, label: str) -> Iterator[AliasHit]:
    return (h for h in knowledge.lookup(label) if h.kind not in _INEXACT)


def _work(knowledge: KnowledgeBase, hit: AliasHit, label: str) -> Iterator[tuple[str, str]]:
    """The films of a person, a character, a company or a work, with the role in each."""
    if hit.type == "person" and (" " in label or len(label) >= _SHORTEST):
        yield from ((p.film, "cast") for p in knowledge.performances_of(hit.key))
        yield from ((c.film, c.role) for c in knowledge.credits_of(hit.key))
    elif hit.type == "character":
        yield from ((p.film, "character") for p in knowledge.performances_as(hit.key))
    elif hit.type in _CREDITED:
        yield from ((c.film, c.role) for c in knowledge.credits_of(hit.key))
