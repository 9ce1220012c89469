"""What happened, as nodes: wins with film and year, weddings with their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphbuild.graph import PREFIXES
from graphbuild.graph.occurrences import occurrences
from graphbuild.model import EntityRef, Status, Value
from tests.graph.examples import ANI, FILM, IRIS, MADISON, VANYA, Draft, graph_of, the_ontology

OSCAR = EntityRef(IRIS.entity("award/best-actress"), "Best Actress", "award")
VEGAS = EntityRef(IRIS.entity("place/las-vegas"), "Las Vegas", "place")
YEAR = Value("2025", "http://www.w3.org/2001/XMLSchema#gYear")
GB = "https://w3id.org/graphbuild/ontology#"


def told(
    subject: EntityRef,
    name: str,
    object_: EntityRef,
    status: Status = "asserted",
    **circumstances: EntityRef | Value,
) -> set[tuple[str, str, str]]:
    """The node's triples, properties and values by their local names."""
    draft = Draft("a.txt", f"{subject.label} {name} {object_.label}.")
    draft.claim(subject, name, object_, draft.text, status=status)
    essay = draft.done()
    claim = replace(essay.claims[0], circumstances=tuple(sorted(circumstances.items())))
    found = occurrences(replace(essay, claims=(claim,)), IRIS, the_ontology())
    return {(s.removeprefix(IRIS.base), p.value.rpartition("#")[2], o.value) for s, p, o in found}


def test_a_win_has_recipient_prize_film_and_year() -> None:
    """All that belongs to one award is found at one node."""
    found = told(MADISON, "award", OSCAR, film=FILM, date=YEAR)
    node = "win/mikey-madison/best-actress"
    assert {
        (node, "type", GB + "Win"),
        (node, "recipient", MADISON.iri),
        (node, "prize", OSCAR.iri),
        (node, "forFilm", FILM.iri),
        (node, "takesPlaceOn", "2025"),
    } <= found


def test_a_nomination_is_no_win() -> None:
    """Won or nominated is the node's class."""
    assert {o for _, p, o in told(MADISON, "nominatedFor", OSCAR) if p == "type"} == {
        GB + "Nomination"
    }


def test_a_wedding_has_its_place() -> None:
    """Who married, and where."""
    found = told(ANI, "spouse", VANYA, place=VEGAS)
    assert {o for _, p, o in found if p == "participant"} == {ANI.iri, VANYA.iri}
    assert {o for _, p, o in found if p == "takesPlaceIn"} == {VEGAS.iri}


def test_a_bare_pair_needs_no_node() -> None:
    """The plain triple says all that there is to say."""
    assert not told(ANI, "spouse", VANYA)


@pytest.mark.parametrize("status", ["negated", "hypothetical", "attributed"])
def test_what_is_not_asserted_has_not_happened(status: Status) -> None:
    """A rumoured wedding is a claim, not an event."""
    assert not told(ANI, "spouse", VANYA, status, place=VEGAS)


def test_the_node_is_in_the_essays_graph() -> None:
    """SPARQL finds the win."""
    draft = Draft("a.txt", "Mikey Madison won Best Actress.")
    draft.claim(MADISON, "award", OSCAR, draft.text)
    store = graph_of(draft.done()).store
    query = "ASK { GRAPH ?essay { ?win a gb:Win ; gb:recipient ?who ; gb:reportedBy ?claim } }"
    assert bool(store.query(query, prefixes=PREFIXES))
