"""One file a named graph: joined they are what all quads together would be written as."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.graph import (
    Graph,
    GraphFile,
    copy_store,
    files,
    join_trig,
    join_turtle,
    store,
    write_graph,
    write_large_graph,
)
from graphbuild.model import AnnotatedEssay
from tests.graph.examples import (
    ANI,
    FILM,
    IRIS,
    RUN,
    VANYA,
    Draft,
    files_of,
    first,
    graph_of,
    second,
    third,
)


def essay(id_: str) -> AnnotatedEssay:
    """An essay with two claims, under any identifier."""
    return (
        Draft(id_, "Ani loves Vanya in Anora. Vanya helps Ani.")
        .mention("Ani", ANI)
        .mention("Vanya", VANYA)
        .claim(ANI, "loves", VANYA, "Ani loves Vanya", level="diegetic", film=FILM)
        .claim(VANYA, "helps", ANI, "Vanya helps Ani", level="diegetic", film=FILM)
        .done()
    )


GRAPHS = {
    "sharing": (first(), second(), third()),
    "nested names": (essay("a"), essay("a/b.txt"), essay("a-b.txt")),
    "names like parts": (essay("claim/a.txt"), essay("claim"), essay("x/span/9-12"), essay("x")),
    "numbers": (essay("10.txt"), essay("9.txt"), essay("009.txt")),
}


@pytest.fixture(params=["at once", "in parts"])
def _parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As little as possible is held in memory, or everything."""
    if request.param == "in parts":
        for limit in ("_PART", "_HELD", "_READ"):
            monkeypatch.setattr(files, limit, 1)
        monkeypatch.setattr(store, "_PART", 1)


@pytest.mark.usefixtures("_parts")
@pytest.mark.parametrize("name", GRAPHS)
def test_joined_files_are_the_whole(name: str, tmp_path: Path) -> None:
    """Turtle and TriG joined from files are, byte by byte, those written from all quads."""
    graph = graph_of(*GRAPHS[name])
    parts = files_of(graph, tmp_path)
    turtle, trig = io.BytesIO(), io.BytesIO()
    join_turtle(parts, IRIS.base, turtle)
    join_trig(parts, IRIS.base, trig)
    assert turtle.getvalue() == graph.turtle()
    assert trig.getvalue() == graph.trig()


@pytest.mark.usefixtures("_parts")
@pytest.mark.parametrize("name", ["merged", "dataset"])
def test_large_graph_is_written_as_any(name: str, tmp_path: Path) -> None:
    """Sorted and written in parts, a graph has the bytes and sections that it has at once."""
    graph = graph_of(*GRAPHS["sharing"])
    iri = f"{IRIS.base}graph/{name}"
    one = write_graph(tmp_path / "a.ttl", iri, graph.quads(iri), IRIS.base)
    other = write_large_graph(tmp_path / "b.ttl", iri, graph.quads(iri), IRIS.base)
    assert one.path.read_bytes() == other.path.read_bytes()
    assert one == replace(other, path=one.path)


@pytest.mark.usefixtures("_parts")
def test_files_are_loaded_into_their_graphs_and_the_union(tmp_path: Path) -> None:
    """A store loaded from files is the one that they were written from, with its union."""
    graph = graph_of(*GRAPHS["sharing"])
    loaded = Graph(IRIS, graph.ontology)
    loaded.load(files_of(graph, tmp_path))
    assert set(loaded.store) == set(graph.store)


def test_graph_of_a_store_follows_its_file(tmp_path: Path) -> None:
    """Held again after a change, exactly the new triples stand there and in the union."""
    before, after = graph_of(first(), second(), third()), graph_of(first(), third())
    for name in ("merged", "dataset"):
        iri = f"{IRIS.base}graph/{name}"
        file = write_large_graph(tmp_path / f"{name}.ttl", iri, after.quads(iri), IRIS.base)
        before.hold(file)
    before.remove("second.txt")
    assert set(before.store) == set(after.store)


def test_file_is_remembered_whole(tmp_path: Path) -> None:
    """What is kept of a file from one build to the next is all there is to know of it."""
    for file in files_of(graph_of(first(), second()), tmp_path):
        assert GraphFile.from_json(file.as_json(), file.path) == file


def test_file_of_a_graph_is_turtle_by_itself(tmp_path: Path) -> None:
    """Each file can be read alone, and names the entities that are no essay's own."""
    graph = graph_of(first())
    (file,) = (f for f in files_of(graph, tmp_path) if f.name.endswith("/essay/first.txt"))
    read = {q.triple for q in ox.parse(path=str(file.path), format=ox.RdfFormat.TURTLE)}
    assert read == {q.triple for q in graph.quads(file.name)}
    assert {ANI.iri, FILM.iri} <= set(file.entities)
    assert not [e for e in file.entities if "/essay/" in e]


def test_union_follows_the_named_graphs() -> None:
    """What one essay alone said leaves with it; what another says too stays."""
    graph = graph_of(first(), second(), third())
    graph.add(essay("third.txt"), RUN)
    graph.remove("second.txt")
    union = {q.triple for q in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert union == {q.triple for q in graph.quads()}


def test_change_of_a_copy_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """The tables of a copied store are shared, and never written again."""
    one = Graph(IRIS, graph_of().ontology, store=ox.Store(str(tmp_path / "one")))
    one.add(first(), RUN)
    one.add(second(), RUN)
    before = set(one.quads())
    one.store.flush()
    del one
    copy_store(tmp_path / "one", tmp_path / "two")
    copy = Graph(IRIS, graph_of().ontology, store=ox.Store(str(tmp_path / "two")))
    copy.remove("first.txt")
    copy.store.optimize()
    del copy
    there = Graph(IRIS, graph_of().ontology, store=ox.Store.read_only(str(tmp_path / "one")))
    assert set(there.quads()) == before
