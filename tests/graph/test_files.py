"""Turtle, TriG and the other formats: read by others, equal for equal graphs."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graphbuild.errors import UnknownChoice
from graphbuild.exporting import exporter, exporters, quads_of, whole
from graphbuild.graph import Graph, sorted_nquads, to_trig, to_turtle
from graphbuild.graph.loading import load_file
from graphbuild.iris import PROV, SCHEMA
from graphbuild.model import Mention
from tests.graph.examples import (
    ANI,
    BAKER,
    FILM,
    IRIS,
    MADISON,
    VANYA,
    Draft,
    files_of,
    first,
    graph_of,
    second,
    third,
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Three essays, merged."""
    return graph_of(first(), second(), third())


def _export(graph: Graph, name: str) -> bytes:
    (data,) = exporter(name)(graph.store, IRIS.base).values()
    return whole(data)


def test_files_do_not_depend_on_the_order_of_quads(graph: Graph) -> None:
    """The same quads in any order are the same bytes."""
    quads = list(graph.quads())
    for seed in range(3):
        random.Random(seed).shuffle(quads)
        assert to_trig(quads, IRIS.base) == graph.trig()
        assert to_turtle(quads, IRIS.base) == graph.turtle()


def test_turtle_says_the_same_to_three_readers(graph: Graph, tmp_path: Path) -> None:
    """pyoxigraph, rdflib and rapper find as many triples as there are."""
    path = tmp_path / "graph.ttl"
    path.write_bytes(graph.turtle())
    union = {(q.subject, q.predicate, q.object) for q in graph.quads()}
    read = {
        (t.subject, t.predicate, t.object)
        for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    }
    assert read == union
    assert len(rdflib.Graph().parse(path)) == len(union)
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed")
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", path],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(set(done.stdout.splitlines())) == len(union)


def test_trig_says_the_same_to_three_readers(graph: Graph, tmp_path: Path) -> None:
    """All quads come back, in their graphs, and no reader stumbles over the GRAPH keyword."""
    path = tmp_path / "graph.trig"
    path.write_bytes(graph.trig())
    quads = set(graph.quads())
    assert set(ox.parse(path=str(path), format=ox.RdfFormat.TRIG)) == quads
    assert len(set(rdflib.Dataset().parse(path, format="trig").quads())) == len(quads)
    assert b"GRAPH" not in graph.trig()
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed")
    done = subprocess.run(["rapper", "-q", "-c", "-i", "trig", path], check=False)
    assert done.returncode == 0


def test_turtle_reads_well(graph: Graph) -> None:
    """Films come first, each thing once, with prefixes, its class and label before the rest."""
    text = graph.turtle().decode()
    body = text.partition("\n\n")[2]
    first_lines = [line.strip() for line in body.splitlines()[:2]]
    assert first_lines[0].endswith("a schema:Movie ;")
    assert first_lines[1] == 'rdfs:label "Anora" ;'
    subjects = [x.split(" ")[0] for x in body.splitlines() if x and not x.startswith("\t")]
    assert len(subjects) == len(set(subjects))
    assert "^^<" not in body


def test_long_lists_are_broken_between_their_objects() -> None:
    """An object a line; a comma inside a quote breaks nothing, and the triples are the same."""
    words = " , ".join(["one thing after another"] * 9)
    essay = Draft("long.txt", words + " Ani and Vanya in Anora").claim(
        FILM, "director", BAKER, words
    )
    for entity in (ANI, VANYA, FILM, BAKER, MADISON):
        essay.mentions.append(Mention(0, 3, words[:3], "name", entity, 0.9, "by hand"))
    graph = graph_of(essay.done())
    turtle = graph.turtle().decode()
    mentions = turtle.partition("schema:mentions ")[2].partition(" .\n")[0]
    assert [line.strip() for line in mentions.split("\n")] == [
        "<character/anora-mikheeva> ,",
        "<character/ivan-zakharov> ,",
        "<film/anora-2024> ,",
        "<person/mikey-madison> ,",
        "<person/sean-baker>",
    ]
    assert f'oa:exact "{words}' in turtle
    read = {q.triple for q in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)}
    assert read == {q.triple for q in graph.quads()}


def test_evidence_stands_in_the_order_of_the_text() -> None:
    """The spans of a claim are ordered by their places, not by their digits."""
    claim, derived = (
        ox.NamedNode(f"{IRIS.base}essay/a/claim/1"),
        ox.NamedNode(f"{PROV}wasDerivedFrom"),
    )
    spans = [f"{IRIS.base}essay/a/span/{place}" for place in ("0-5", "69-87", "3496-3503")]
    quads = [ox.Quad(claim, derived, ox.NamedNode(s)) for s in reversed(spans)]
    turtle = to_turtle(quads, IRIS.base).decode()
    places = [turtle.index(s.removeprefix(IRIS.base)) for s in spans]
    assert places == sorted(places)


def test_nquads_are_sorted_lines(graph: Graph) -> None:
    """A quad a line, in order, all of them."""
    lines = _export(graph, "nquads").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(graph.quads()))


def test_nquads_are_read_by_rdflib(graph: Graph) -> None:
    """The named graphs come back."""
    read = rdflib.Dataset().parse(data=_export(graph, "nquads").decode(), format="nquads")
    assert len(set(read.quads())) == len(set(graph.quads()))


def test_ntriples_are_read_by_rdflib(graph: Graph) -> None:
    """All graphs as one."""
    read = rdflib.Graph().parse(data=_export(graph, "ntriples"), format="nt")
    assert len(read) == len({(q.subject, q.predicate, q.object) for q in graph.quads()})


def test_jsonld_is_read_by_rdflib(graph: Graph) -> None:
    """The named graphs come back."""
    read = rdflib.Dataset().parse(data=_export(graph, "jsonld"), format="json-ld")
    assert len(set(read.quads())) == len(set(graph.quads()))


def test_graphml_is_read_by_igraph(graph: Graph, tmp_path: Path) -> None:
    """Entities with labels and types, relations with their support."""
    igraph = pytest.importorskip("igraph")
    path = tmp_path / "graph.graphml"
    path.write_bytes(_export(graph, "graphml"))
    read = igraph.Graph.Read_GraphML(str(path))
    assert "Anora Mikheeva" in read.vs["label"]
    assert read.es.select(property_eq="director")["weight"] == [2]


def test_gexf_is_read_by_networkx_and_has_no_date(graph: Graph) -> None:
    """A date would make two exports of one graph differ."""
    data = _export(graph, "gexf")
    read = nx.read_gexf(io.BytesIO(data))
    assert read.nodes[FILM.iri]["label"] == "Anora"
    assert "lastmodifieddate" not in data.decode()
    assert ET.fromstring(data).tag.endswith("gexf")


def test_tables_hold_nodes_and_edges(graph: Graph) -> None:
    """Every end of an edge is in the table of nodes."""
    files = exporter("csv")(graph.store, IRIS.base)
    nodes = list(csv.DictReader(io.StringIO(files["nodes.csv"].decode())))
    edges = list(csv.DictReader(io.StringIO(files["edges.csv"].decode())))
    names = {n["iri"] for n in nodes}
    assert {e["source"] for e in edges} | {e["target"] for e in edges} <= names
    wedding = [e for e in edges if (e["source"], e["target"]) == (ANI.iri, VANYA.iri)]
    assert [e["property"] for e in wedding] == ["spouse"]


def test_joined_unknowns_are_one_node(graph: Graph) -> None:
    """Marta of two essays stands in the network once."""
    nodes = exporter("csv")(graph.store, IRIS.base)["nodes.csv"].decode()
    assert nodes.count("Marta") == 1


@pytest.mark.parametrize("name", sorted(exporters()))
def test_every_format_is_the_same_twice(graph: Graph, name: str) -> None:
    """And says in one line what it is for."""
    once, twice = (exporter(name)(graph.store, IRIS.base) for _ in range(2))
    assert {n: whole(c) for n, c in once.items()} == {n: whole(c) for n, c in twice.items()}
    assert (exporter(name).__doc__ or "").strip()


def test_an_unknown_format_names_the_known_ones() -> None:
    """A typing error is answered with the choices."""
    with pytest.raises(UnknownChoice, match="turtle"):
        exporter("turtel")


def test_a_built_store_is_exported_without_its_union(graph: Graph, tmp_path: Path) -> None:
    """The store's default graph repeats the named ones; an export does not."""
    built = Graph(IRIS, graph.ontology, store=ox.Store(str(tmp_path / "store")))
    built.load(files_of(graph, tmp_path))
    del built
    store = ox.Store.read_only(str(tmp_path / "store"))
    assert set(quads_of(store)) == set(graph.quads())
    assert whole(exporter("trig")(store, IRIS.base)["graph.trig"]) == graph.trig()


@pytest.mark.parametrize(
    ("name", "held"), [("turtle", to_turtle), ("trig", to_trig), ("nquads", None)]
)
def test_what_is_made_in_parts_is_what_is_made_at_once(
    graph: Graph, name: str, held: Callable[..., bytes] | None
) -> None:
    """A large graph is written graph by graph, or line by line, to the same bytes."""
    quads = list(graph.quads())
    expected = held(quads, IRIS.base) if held else sorted_nquads(quads)
    assert _export(graph, name) == expected


def test_a_file_can_be_asked_like_a_build(graph: Graph, tmp_path: Path) -> None:
    """A graph that somebody else published is loaded with its union."""
    path = tmp_path / "graph.trig"
    path.write_bytes(graph.trig())
    asked = "ASK { ?f <https://schema.org/director> ?d }"
    assert bool(load_file(path).query(asked))


def test_json_ld_is_plain_json(graph: Graph) -> None:
    """It holds one object a graph."""
    graphs = {q.graph_name.value for q in graph.quads() if isinstance(q.graph_name, ox.NamedNode)}
    held = {g["@id"] for g in json.loads(_export(graph, "jsonld")) if "@graph" in g}
    assert held == graphs


def test_addresses_elsewhere_are_written_whole() -> None:
    """What shares only ``https:`` with the base keeps its scheme; text that looks alike is kept."""
    see, say = ox.NamedNode(f"{SCHEMA}sameAs"), ox.NamedNode(f"{SCHEMA}name")
    film = ox.NamedNode("https://films.example/film/a-2000")
    page, words = ox.NamedNode("https://www.imdb.com/title/tt1/"), ox.Literal('"<//x.example/>"')
    quads = [ox.Quad(film, see, page), ox.Quad(film, say, words)]
    turtle = to_turtle(quads, "https://films.example/")
    assert b"<https://www.imdb.com/title/tt1/>" in turtle
    assert set(ox.parse(turtle, format=ox.RdfFormat.TURTLE)) == set(quads)
