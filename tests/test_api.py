"""The Python interface, as a notebook uses it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import graphbuild
from graphbuild.errors import InputError, QueryError, UnknownChoice

if TYPE_CHECKING:
    from graphbuild.api import Graph

pytestmark = pytest.mark.model

TEXT = "Carol again\n\nTodd Haynes directed Carol. In it, Cate Blanchett plays Carol Aird.\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("api")
    (folder / "carol.txt").write_text(TEXT, encoding="utf-8")
    return graphbuild.build([folder / "carol.txt"], folder / "out")


def test_text_is_annotated() -> None:
    """A string is a text: its mentions, claims and films come back as values."""
    reading = graphbuild.annotate(TEXT)
    assert {m.entity.label for m in reading.mentions} >= {"Carol", "Todd Haynes", "Carol Aird"}
    assert "director" in {c.predicate.name for c in reading.claims}
    assert [f.label for f in reading.films] == ["Carol"]
    assert reading.as_json()["mentions"]


def test_file_is_annotated(tmp_path: Path) -> None:
    """A path is a file, read like any essay."""
    path = tmp_path / "carol.md"
    path.write_text("# Carol again\n\nTodd Haynes directed *Carol*.\n", encoding="utf-8")
    assert graphbuild.annotate(path).annotated.essay.title == "Carol again"
    with pytest.raises(InputError):
        graphbuild.annotate(tmp_path / "none.txt")


def test_built_graph_answers_questions_by_name(graph: Graph) -> None:
    """A named question with a name gives rows that people can read, and their IRIs."""
    table = graph.ask("who-plays-whom", film="Carol")
    assert len(table) == 1
    row = next(iter(table))
    assert (row["performer"], row["character"]) == ("Cate Blanchett", "Carol Aird")
    assert str(table.iris()[0]["performer"]).endswith("person/cate-blanchett")
    assert "who-plays-whom" in graph.questions()


def test_graph_answers_sparql(graph: Graph) -> None:
    """SELECT, ASK and CONSTRUCT all come back as tables."""
    assert bool(graph.query("ASK { ?film schema:director ?who }"))
    films = [r["film"] for r in graph.query("SELECT ?film { ?film schema:director ?who }")]
    assert films == ["Carol (2015)"]
    triples = graph.query("CONSTRUCT WHERE { ?film schema:director ?who }")
    assert triples.columns == ("subject", "predicate", "object")
    assert len(triples) == 1


def test_wrong_questions_are_explained(graph: Graph) -> None:
    """Unknown questions, unknown names and updates are refused with their reason."""
    with pytest.raises(UnknownChoice):
        graph.ask("who-sings")
    with pytest.raises(QueryError):
        graph.ask("who-plays-whom", film="Nothing of the Kind")
    with pytest.raises(QueryError):
        graph.query("DELETE WHERE { ?s ?p ?o }")


def test_graph_goes_to_networkx(graph: Graph) -> None:
    """Entities are nodes with labels, claimed relations edges."""
    network = graph.networkx()
    labels = {data["label"] for _, data in network.nodes(data=True)}
    assert {"Carol", "Todd Haynes", "Cate Blanchett"} <= labels
    assert "director" in {key for _, _, key in network.edges(keys=True)}


def test_graph_opens_from_a_file_too(graph: Graph) -> None:
    """The published TriG answers as the build does."""
    again = graphbuild.Graph(graph.source / "graph.trig")
    question = "SELECT ?film { ?film schema:director ?who }"
    assert list(again.query(question)) == list(graph.query(question))


def test_notebook_shows_isolated_frames(graph: Graph) -> None:
    """Graph, reading and table are frames without access to the notebook or the network."""
    shown = [graph, graphbuild.annotate(TEXT), graph.ask("films-by-director")]
    for value in shown:
        page = value._repr_html_()
        assert page.startswith('<iframe sandbox="allow-scripts')
        assert "allow-same-origin" not in page
        inside = html.unescape(re.search(r'srcdoc="([^"]*)"', page)[1])  # type: ignore[index]
        assert "default-src 'none'" in inside
        assert "../" not in re.sub(r"<script.*?</script>", "", inside, flags=re.DOTALL)


@pytest.mark.browser
def test_frames_work_in_a_real_browser(graph: Graph, chromium: str, tmp_path: Path) -> None:
    """In its frame the graph page answers a search, and nothing fails."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    from tests.browser import open_browser

    page = tmp_path / "notebook.html"
    page.write_text(f"<!doctype html><meta charset=utf-8>{graph._repr_html_()}", encoding="utf-8")
    browser = open_browser(chromium)
    try:
        browser.get(page.as_uri())
        browser.switch_to.frame(browser.find_element(By.TAG_NAME, "iframe"))
        browser.find_element(By.ID, "search").send_keys("blanchett", Keys.ENTER)
        assert "plays Carol Aird" in browser.find_element(By.ID, "panel").text
        assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []
    finally:
        browser.quit()
