"""Which unknown entities of different essays are one: a pure function of the essays that are
there and of what a person has decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graphbuild.graph.namespaces import OWL, XSD, gb, rdf
from graphbuild.graph.statements import Statements, Unknown
from graphbuild.iris import Iris, short_digest
from graphbuild.knowledge.normalising import normalise

__all__ = ["Group", "films_of", "groups_of", "joins", "unions"]

_SAME = NamedNode(OWL + "sameAs")
_DECIDED = "decided by a person"
_DECIMAL = NamedNode(XSD + "decimal")

Triple = tuple[str, NamedNode, NamedNode | Literal]
Pairs = Collection[frozenset[str]]
Group = tuple[str, str, str]
"""Type, name and film that unknown entities of two essays must share to be one."""


def films_of(said: Statements) -> Mapping[str, list[str]]:
    """The films that each essay discusses."""
    films: dict[str, list[str]] = defaultdict(list)
    for essay, film in said.films:
        films[essay].append(film)
    return films


def groups_of(unknown: Unknown, films: Mapping[str, list[str]]) -> Iterator[Group]:
    """The groups of an unknown entity: characters by any name, others by one of two words."""
    entity, type_, label, essay = unknown
    name = normalise(label)
    if "/nil/character/" in entity or " " in name:
        for film in films.get(essay, ()):
            yield type_, name, film


def joins(
    said: Statements,
    named: Callable[[str], bool],
    iris: Iris,
    joined: Pairs,
    parted: Pairs,
) -> Iterator[Triple]:
    """Unknown entities of two essays that carry one name, are of one type and share a film; and
    what a person has decided to be one. ``named`` tells whether an essay names an entity.

    A name alone never joins: two essays on one film that name an unknown *Marta* in its story
    mean one character; people also need a name of two words. Of those that are one, each is joined
    to the first, so that there are fewer joins than entities.
    """
    clusters = _Clusters(said.unknown, parted)
    decided = sorted(sorted(pair) for pair in joined if all(map(named, pair)))
    for a, b in decided:
        clusters.unite(a, b)
        yield from _join(a, b, "1.00", _DECIDED, iris)
    for (_, _, film), members in sorted(_groups(said).items()):
        heads: list[str] = []
        for entity, label in sorted(members):
            head = next((h for h in heads if clusters.may_be_one(h, entity)), None)
            if head is None:
                heads.append(entity)
            elif clusters.unite(head, entity):
                score = "0.90" if "/nil/character/" in entity else "0.80"
                reason = f"both essays discuss {film.removeprefix(iris.base)} and name “{label}”"
                yield from _join(head, entity, score, reason, iris)


def _groups(said: Statements) -> Mapping[Group, set[tuple[str, str]]]:
    """Entities and labels that may be one."""
    films = films_of(said)
    groups: dict[Group, set[tuple[str, str]]] = defaultdict(set)
    for unknown in said.unknown:
        for group in groups_of(unknown, films):
            groups[group].add((unknown[0], unknown[2]))
    return groups


def _join(a: str, b: str, score: str, reason: str, iris: Iris) -> Iterator[Triple]:
    node = f"{iris.base}join/{short_digest(a, b)}"
    yield a, _SAME, NamedNode(b)
    yield node, rdf("type"), gb("Join")
    yield node, gb("joined"), NamedNode(a)
    yield node, gb("joined"), NamedNode(b)
    yield node, gb("confidence"), Literal(score, datatype=_DECIMAL)
    yield node, gb("reason"), Literal(reason)


def unions(pairs: Pairs) -> dict[str, str]:
    """Entities that are one by some pairs, each mapped to the same one of them."""
    clusters = _Clusters((), ())
    for a, b in sorted(map(sorted, pairs)):
        clusters.unite(a, b)
    return {entity: clusters.of(entity).head for pair in pairs for entity in pair}


@dataclass(slots=True)
class _Cluster:
    """Entities that are one, the essays that name them, and those that they are not."""

    head: str
    members: set[str]
    essays: set[str]
    others: set[str]


class _Clusters:
    """Clusters by their members. None should hold two that are known to be two: by a decision, or
    because one essay tells them apart."""

    def __init__(self, unknown: Iterable[Unknown], parted: Pairs) -> None:
        self._essays = {entity: essay for entity, _, _, essay in unknown}
        self._others: dict[str, set[str]] = defaultdict(set)
        self._of: dict[str, _Cluster] = {}
        for a, b in map(sorted, parted):
            self._others[a].add(b)
            self._others[b].add(a)

    def of(self, entity: str) -> _Cluster:
        """The cluster of an entity, which may be alone in it."""
        if entity not in self._of:
            essays = {self._essays[entity]} if entity in self._essays else set[str]()
            others = set(self._others.get(entity, ()))
            self._of[entity] = _Cluster(entity, {entity}, essays, others)
        return self._of[entity]

    def may_be_one(self, one: str, other: str) -> bool:
        """Whether two are one already, or nothing is known that speaks against it."""
        a, b = self.of(one), self.of(other)
        return a is b or (a.members.isdisjoint(b.others) and a.essays.isdisjoint(b.essays))

    def unite(self, one: str, other: str) -> bool:
        """Make two one, with all that are one with either; False where they were."""
        a, b = self.of(one), self.of(other)
        if a is b:
            return False
        if len(a.members) < len(b.members):
            a, b = b, a
        a.members |= b.members
        a.essays |= b.essays
        a.others |= b.others
        self._of.update(dict.fromkeys(b.members, a))
        return True
