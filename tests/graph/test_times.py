"""Dates that exclude each other, or hardly go together: reported, and nothing is dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.graph import PREFIXES, Graph
from graphbuild.graph.namespaces import gb
from graphbuild.model import AnnotatedEssay, EntityRef, Status, Value
from tests.graph.examples import BAKER, FILM, IRIS, MADISON, Draft, graph_of

NOVEL = EntityRef(IRIS.entity("work/the-novel"), "The Novel", "work")
OSCAR = EntityRef(IRIS.entity("award/best-actress"), "Best Actress", "award")
YEAR, DATE = (PREFIXES["xsd"] + name for name in ("gYear", "date"))

Said = tuple[EntityRef, str, EntityRef | str]


def essay(
    number: int, said: Said, status: Status = "asserted", **circumstances: EntityRef | Value
) -> AnnotatedEssay:
    """An essay that says one thing."""
    subject, name, object_ = said
    value = (
        Value(object_, YEAR if len(object_) == 4 else DATE) if isinstance(object_, str) else object_
    )
    words = f"{subject.label} {name} {object_}."
    done = Draft(f"{number}.txt", words).claim(subject, name, value, words, status).done()
    claim = replace(done.claims[0], circumstances=tuple(sorted(circumstances.items())))
    return replace(done, claims=(claim,))


def conflicts(graph: Graph) -> dict[str, set[str]]:
    """The predicates of the claims in conflict, by kind of conflict."""
    found: Any = graph.store.query(
        """SELECT ?kind ?p { ?x gb:conflictKind ?kind ; gb:conflictingClaim ?c .
        ?c rdf:predicate ?p }""",
        prefixes=PREFIXES,
    )
    kinds: dict[str, set[str]] = {}
    for kind, predicate in found:
        name = predicate.value.rpartition("#")[2].rpartition("/")[2]
        kinds.setdefault(kind.value.rpartition("#")[2], set()).add(name)
    return kinds


WRITTEN = (NOVEL, "datePublished", "1985-03-01")
SHOWN = (FILM, "datePublished", "1960")
BORN, DIED = (BAKER, "birthDate", "1971"), (BAKER, "deathDate", "1940")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ([SHOWN, BORN, (FILM, "director", BAKER)], "ImpossibleDates"),
        ([SHOWN, BORN, (FILM, "actor", BAKER)], "ImpossibleDates"),
        ([SHOWN, DIED, (FILM, "director", BAKER)], "DoubtfulDates"),
        ([SHOWN, WRITTEN, (FILM, "basedOn", NOVEL)], "ImpossibleDates"),
        ([BORN, (MADISON, "birthDate", "1999"), (BAKER, "parent", MADISON)], "ImpossibleDates"),
        ([(BAKER, "birthDate", "1971-02"), (BAKER, "deathDate", "1971-01-01")], "ImpossibleDates"),
    ],
)  # fmt: skip
def test_what_is_in_an_impossible_order_is_a_conflict(said: list[Said], kind: str) -> None:
    """A film before its director's birth or its novel, a child before a parent, and the like: the
    conflict names all claims that cannot be right together, each from another essay."""
    graph = graph_of(*(essay(n, s) for n, s in enumerate(said)))
    names = {name for _, name, _ in said}
    assert conflicts(graph)[kind] == names


@pytest.mark.parametrize(
    "said",
    [
        [SHOWN, (BAKER, "birthDate", "1930"), (FILM, "director", BAKER)],
        [SHOWN, (BAKER, "birthDate", "1960-12-31"), (FILM, "actor", BAKER)],
        [SHOWN, (BAKER, "deathDate", "1951"), (FILM, "director", BAKER)],
        [SHOWN, BORN, (FILM, "about", BAKER)],
        [SHOWN, DIED, (FILM, "screenwriter", BAKER)],
        [SHOWN, (FILM, "director", BAKER)],
    ],
)
def test_what_is_possible_is_no_conflict(said: list[Said]) -> None:
    """A film may be shown some years after its director's death, be about somebody who was born
    later, or have an author of old; dates that agree as far as both go are in no order."""
    assert not conflicts(graph_of(*(essay(n, s) for n, s in enumerate(said))))


@pytest.mark.parametrize("status", ["negated", "hypothetical"])
def test_only_what_is_asserted_orders(status: Status) -> None:
    """That he did not direct it is no contradiction."""
    told = [essay(0, SHOWN), essay(1, BORN), essay(2, (FILM, "director", BAKER), status)]
    assert not conflicts(graph_of(*told))


@pytest.mark.parametrize(
    ("dated", "said", "conflict"),
    [
        ((MADISON, "birthDate", "1999"), (MADISON, "award", OSCAR), True),
        ((FILM, "datePublished", "2024"), (MADISON, "award", OSCAR), True),
        ((FILM, "datePublished", "1989"), (MADISON, "award", OSCAR), False),
        ((MADISON, "deathDate", "1980"), (MADISON, "award", OSCAR), False),
        ((MADISON, "birthDate", "1999"), (MADISON, "spouse", BAKER), True),
        ((MADISON, "deathDate", "1980"), (MADISON, "spouse", BAKER), True),
        ((MADISON, "birthDate", "1970"), (MADISON, "spouse", BAKER), False),
    ],
)
def test_what_happens_happens_within_lives(dated: Said, said: Said, conflict: bool) -> None:
    """In 1990: an award before the film or its winner's birth, a wedding before birth or after
    death. An award may be given to the dead."""
    more = {"film": FILM} if said[1] == "award" else {}
    told = essay(1, said, date=Value("1990", YEAR), **more)
    expected = {"ImpossibleDates": {dated[1], said[1]}} if conflict else {}
    assert conflicts(graph_of(essay(0, dated), told)) == expected


@pytest.mark.parametrize(("year", "conflict"), [("1960", True), ("2000", False)])
def test_what_is_known_counts_where_no_text_says_it(year: str, conflict: bool) -> None:
    """The knowledge base has the film's year, the text the director and his birth."""
    graph = graph_of(essay(0, BORN), essay(1, (FILM, "director", BAKER)))
    known = NamedNode(IRIS.base + "graph/knowledge")
    graph.store.add(Quad(NamedNode(FILM.iri), gb("year"), Literal(year), known))
    graph.merge()
    expected = {"ImpossibleDates": {"birthDate", "director"}} if conflict else {}
    assert conflicts(graph) == expected


def test_what_alone_contradicts_what_is_known_is_a_conflict() -> None:
    """One claim is enough: the conflict is about both things."""
    graph = graph_of(essay(0, (FILM, "director", BAKER)))
    known = NamedNode(IRIS.base + "graph/knowledge")
    for thing, year in ((FILM, "1960"), (BAKER, "1971")):
        graph.store.add(Quad(NamedNode(thing.iri), gb("year"), Literal(year), known))
    graph.merge()
    found = graph.store.quads_for_pattern(None, gb("conflictAbout"), None, None)
    assert {q.object.value for q in found} == {FILM.iri, BAKER.iri}  # type: ignore[union-attr]
