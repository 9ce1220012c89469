"""Where and when: from the graph to the words of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphbuild.model import EntityRef, Value
from graphbuild.viewing import ViewCircumstance, collect, essay_rows, overall_rows
from graphbuild.viewing.circumstances import circumstances
from tests.graph.examples import ANI, IRIS, VANYA, Draft, graph_of, the_ontology

VEGAS = EntityRef(IRIS.entity("place/las-vegas"), "Las Vegas", "place")
YEAR = Value("2024", "http://www.w3.org/2001/XMLSchema#gYear")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("1952", ("in", "1952")),
        ("1952-12", ("in", "December 1952")),
        ("1952-12-03", ("on", "3 December 1952")),
        ("1952-99-03", ("in", "1952-99-03")),
        ("that winter", ("in", "that winter")),
    ],
)
def test_dates_are_written_out(date: str, shown: tuple[str, str]) -> None:
    """A day has "on", a month and a year "in"; what is no date stays as it is."""
    assert circumstances([("date", date, None)]) == (ViewCircumstance(*shown),)


def test_circumstances_stand_in_the_order_of_speech() -> None:
    """For which film, where, when; what has no words of its own is passed over."""
    told = [("date", "2024", None), ("mood", "glum", None), ("film", "Anora", 3)]
    assert [c.marker for c in circumstances([*told, ("place", "Cannes", None)])] == [
        "for",
        "in",
        "in",
    ]


def test_a_wedding_in_the_graph_is_a_wedding_on_the_page() -> None:
    """The view of a graph has what happened; the place is a node where it is drawn."""
    draft = Draft("a.txt", "Ani married Vanya in Las Vegas. Ani lives in Las Vegas.")
    draft.claim(ANI, "spouse", VANYA, "Ani married Vanya in Las Vegas.")
    draft.claim(ANI, "homeLocation", VEGAS, "Ani lives in Las Vegas.")
    essay = draft.done()
    wedding, home = essay.claims
    wedding = replace(wedding, circumstances=(("date", YEAR), ("place", VEGAS)))
    store = graph_of(replace(essay, claims=(wedding, home))).store
    rows = [essay_rows(store)]
    view = collect(lambda *_: rows, overall_rows(store), the_ontology())
    (happened,) = (c.happened for c in view.claims if c.happened)
    vegas = next(i for i, n in enumerate(view.nodes) if n.iri == VEGAS.iri)
    assert happened.kind == "wedding"
    assert happened.circumstances == (
        ViewCircumstance("in", "Las Vegas", vegas),
        ViewCircumstance("in", "2024"),
    )
