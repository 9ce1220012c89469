"""Where essays contradict each other. Nothing is dropped for it: both claims stay, and a node of
the graph ``graph/merged`` names them and says in which way they cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graphbuild.graph.namespaces import gb, rdf
from graphbuild.graph.statements import ASSERTED, NEGATED, Claimed, Statements, terms
from graphbuild.graph.times import DATES, Known, impossible
from graphbuild.iris import Iris, short_digest
from graphbuild.ontology import Ontology

__all__ = ["conflicts", "described", "is_functional"]

Triple = tuple[str, NamedNode, NamedNode | Literal]
_REPORTED = {
    "conflictKind": "",
    "conflictAbout": "about",
    "conflictingClaim": "claims",
    "conflictingClass": "classes",
    "conflictingEssay": "essays",
}

Found = tuple[str, Sequence[Claimed]]
"""Kind of conflict, and the claims that cannot all be right."""


def conflicts(
    said: Statements,
    together: Mapping[str, str],
    iris: Iris,
    ontology: Ontology,
    known: Known,
) -> Iterator[Triple]:
    """A node for each conflict between claims, and for each thing that is taken for two kinds
    which share no members; ``together`` maps things that are one to one of them, ``known`` tells
    when things begin."""
    claims = said.claims
    found = (
        *_denied(claims),
        *_two_values(claims, ontology),
        *impossible(claims, said.happened, ontology, known),
    )
    for kind, rows in found:
        yield from _conflict(kind, rows, iris)
    yield from _disjoint(said, together, iris, ontology)


def described(store: Store) -> list[dict[str, Any]]:
    """The conflicts of a merged graph for a report: kind, what about, claims, classes, essays."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in _REPORTED:
        for quad in store.quads_for_pattern(None, gb(name), None, DefaultGraph()):
            found[quad.subject.value][name].add(quad.object.value)  # type: ignore[union-attr]
    return [
        {
            "kind": min(of["conflictKind"]).rpartition("#")[2],
            **{key: sorted(of[name]) for name, key in _REPORTED.items() if key and of[name]},
        }
        for _, of in sorted(found.items())
    ]


def is_functional(claim: Claimed, ontology: Ontology) -> bool:
    """Whether the property of a claim has one value."""
    known = ontology.properties.get(claim[2].strip("<>"))
    return known is not None and known.functional


def _denied(claims: Iterable[Claimed]) -> Iterator[Found]:
    """Asserted here and negated there, of one film: in another story it may well be otherwise."""
    by_fact: dict[tuple[str, ...], list[Claimed]] = defaultdict(list)
    for row in claims:
        if row[6] in (ASSERTED, NEGATED):
            by_fact[row[1:4]].append(row)
    for rows in by_fact.values():
        for film in sorted({r[7] for r in rows} - {""}) or [""]:
            there = [r for r in rows if r[7] in (film, "")]
            if len({r[6] for r in there}) > 1:
                yield "AssertedAndNegated", there


def _two_values(claims: Iterable[Claimed], ontology: Ontology) -> Iterator[Found]:
    """Two values of a property that has one."""
    by_slot: dict[tuple[str, ...], list[Claimed]] = defaultdict(list)
    for row in claims:
        if row[6] == ASSERTED and is_functional(row, ontology):
            by_slot[row[1:3]].append(row)
    for rows in by_slot.values():
        if len({_year(*r[1:4]) for r in rows}) > 1:
            yield "TwoValues", rows


def _year(*triple: str) -> str:
    """Dates that agree as far as both go are no conflict: a year is compared by itself."""
    value = terms(*triple)[2].value
    return value[:4] if value[:4].isdigit() else value


def _conflict(kind: str, rows: Iterable[Claimed], iris: Iris) -> Iterator[Triple]:
    claims = sorted(r[0] for r in rows)
    about = {r[1].strip("<>") for r in rows}
    if kind in DATES:
        about |= {r[3].strip("<>") for r in rows if r[3].startswith("<")}
    node = f"{iris.base}conflict/{short_digest(kind, *claims)}"
    yield from _node(node, kind, about, claims)


def _node(node: str, kind: str, about: Iterable[str], claims: Iterable[str]) -> Iterator[Triple]:
    yield node, rdf("type"), gb("Conflict")
    yield node, gb("conflictKind"), gb(kind)
    for thing in sorted(about):
        yield node, gb("conflictAbout"), NamedNode(thing)
    for claim in sorted(claims):
        yield node, gb("conflictingClaim"), NamedNode(claim)


def _disjoint(
    said: Statements,
    together: Mapping[str, str],
    iris: Iris,
    ontology: Ontology,
) -> Iterator[Triple]:
    """One thing that would have to be of two classes which share no members: the classes, the
    essays that take it for one of them, and what these claim of it."""
    uses: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for entity, class_, essay in said.kinds:
        uses[together.get(entity, entity)][class_].add((entity, essay))
    for thing, by_class in sorted(uses.items()):
        for pair in combinations(sorted(by_class), 2):
            if frozenset(pair) in ontology.disjoint:
                used = by_class[pair[0]] | by_class[pair[1]]
                node = f"{iris.base}conflict/{short_digest('DisjointClasses', thing, *pair)}"
                about = {entity for entity, _ in used}
                yield from _node(node, "DisjointClasses", about, _claiming(said.claims, used))
                for class_ in pair:
                    yield node, gb("conflictingClass"), NamedNode(class_)
                for essay in sorted({essay for _, essay in used}):
                    yield node, gb("conflictingEssay"), NamedNode(essay)


def _claiming(claims: Iterable[Claimed], used: set[tuple[str, str]]) -> set[str]:
    """The claims about a thing by the essays that use it."""
    return {r[0] for r in claims if any((e.strip("<>"), r[4]) in used for e in (r[1], r[3]))}
