"""Named questions give the same rows however their parameters are fixed."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild import Graph
from graphbuild.errors import QueryError
from graphbuild.querying import run
from graphbuild.querying.naming import resolve
from graphbuild.querying.questions import load_question, load_questions
from tests.graph.examples import BAKER, FILM, MADISON, Draft, graph_of

NAMES = {
    "film": "Carol",
    "person": "Cate Blanchett",
    "agent": "Rocky Balboa",
    "character": "Carol Aird",
    "entity": "Carol",
    "essay": "carol.txt",
    "status": "negated",
}


@pytest.mark.model
@pytest.mark.parametrize("name", load_questions())
def test_fixed_parameters_choose_rows(output: Path, name: str) -> None:
    """With a parameter fixed come exactly those rows of the open question that have it."""
    graph, question = Graph(output), load_question(name)
    everything = run(graph.store, question.sparql)
    for parameter in question.parameters:
        if parameter.kind not in NAMES:
            continue
        kind = "entity" if parameter.kind == "essay" else parameter.kind
        node = resolve(graph.store, NAMES[parameter.kind], kind, graph.prefixes)
        asked = run(graph.store, question.asking({parameter.name: node}))
        if parameter.name in everything.variables:
            at = everything.variables.index(parameter.name)
            expected = [row for row in everything.rows if row[at] == node]
            assert sorted(map(str, asked.rows)) == sorted(map(str, expected)), parameter


def test_question_without_a_pattern_is_told(tmp_path: Path) -> None:
    """A question of one's own begins its pattern where values can be put."""
    head = "# title: t\n# description: d\n# example: e\n"
    (tmp_path / "mine.rq").write_text(head + "ASK { ?s ?p ?o }\n", encoding="utf-8")
    with pytest.raises(QueryError, match="WHERE"):
        load_question("mine", tmp_path)


def test_values_are_terms_and_not_text() -> None:
    """What is put in is an IRI that the engine has accepted, whatever was typed."""
    sparql = load_question("co-stars").asking({"person": ox.NamedNode("x:a")})
    assert "VALUES ?person { <x:a> }" in sparql
    with pytest.raises(ValueError, match="IRI"):
        ox.NamedNode("x:a> } INSERT {")


def test_theories_belong_to_the_film_of_their_essay() -> None:
    """A theory that names no film is found by the film that its essay discusses.

    So it was not as soon as any claim of the graph had a film at one of its ends.
    """
    text = "Perhaps Sean Baker married Mikey Madison. Sean Baker made Anora."
    essay = (
        Draft("rumour.txt", text)
        .claim(BAKER, "spouse", MADISON, "Sean Baker married Mikey Madison", "hypothetical",
               "production", cue="Perhaps")
        .claim(FILM, "director", BAKER, "Sean Baker made Anora")
        .done()
    )  # fmt: skip
    graph = graph_of(essay)
    question = load_question("fan-theories")
    found = run(graph.store, question.asking({"film": ox.NamedNode(FILM.iri)}))
    assert [str(row[3].value) for row in found.rows if row[3]] == [MADISON.iri]
