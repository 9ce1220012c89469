"""Paths, ranks and communities of the network of entities."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.cli import main
from graphbuild.errors import UnknownChoice
from graphbuild.graph.networks import around, communities, rank, shortest_path


def network(*relations: tuple[str, str, str, int]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for source, name, target, weight in relations:
        for node in (source, target):
            graph.add_node(node, label=node, type="Person", nil=False)
        essays = ", ".join(f"e{i}" for i in range(weight))
        graph.add_edge(source, target, key=name, property=name, weight=weight, essays=essays)
    return graph


def test_path_is_the_shortest_and_best_supported() -> None:
    """Of two ways of the same length, the one that more essays assert."""
    graph = network(("a", "knows", "b", 1), ("b", "knows", "d", 1), ("c", "loves", "a", 3))
    graph.update(network(("c", "loves", "d", 3)))
    steps = shortest_path(graph, "a", "d")
    assert [(s.source, s.target) for s in steps] == [("a", "c"), ("c", "d")]
    assert [s.forward for s in steps] == [False, True]
    assert steps[0].essays == ("e0", "e1", "e2")


def test_entities_without_a_connection_have_no_path() -> None:
    """Nothing is made up where nothing joins two people."""
    graph = network(("a", "knows", "b", 1), ("c", "knows", "d", 1))
    assert shortest_path(graph, "a", "d") == ()
    with pytest.raises(KeyError):
        shortest_path(graph, "a", "nobody")


def test_ego_graph_holds_what_is_near() -> None:
    """One step or two from the end of a chain, along relations in either direction."""
    chain = network(("a", "knows", "b", 1), ("c", "knows", "b", 1), ("c", "knows", "d", 1))
    assert set(around(chain, "a")) == {"a", "b"}
    assert set(around(chain, "a", 2)) == {"a", "b", "c"}
    assert around(chain, "b").has_edge("c", "b")
    with pytest.raises(KeyError):
        around(chain, "z")


def test_who_joins_most_ranks_first() -> None:
    """The middle of a star is the most central, by every measure."""
    graph = network(*((f"leaf{i}", "knows", "middle", 1) for i in range(5)))
    for measure in ("pagerank", "degree", "betweenness", "closeness"):
        assert rank(graph, measure)[0].iri == "middle"
    with pytest.raises(UnknownChoice):
        rank(graph, "fame")


def test_communities_are_those_that_hang_together() -> None:
    """Two triangles joined by one relation are two communities."""
    one = [("a", "b"), ("b", "c"), ("c", "a")]
    two = [("x", "y"), ("y", "z"), ("z", "x")]
    graph = network(*((s, "knows", t, 2) for s, t in [*one, *two]), ("a", "knows", "x", 1))
    found = [{m.iri for m in c.members} for c in communities(graph)]
    assert found == [{"a", "b", "c"}, {"x", "y", "z"}]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=15))
def test_order_of_relations_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    """Measures are functions of the graph, and every path is made of its relations."""
    unique = sorted(set(pairs))
    rows = [(s, "knows", t, 1) for s, t in unique]
    one, two = network(*rows), network(*rows)
    assert rank(one) == rank(two)
    assert communities(one) == communities(two)
    ends = sorted(one)
    if len(ends) > 1:
        for step in shortest_path(one, ends[0], ends[-1]):
            assert one.has_edge(step.source, step.target) or one.has_edge(step.target, step.source)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A graph file: two films joined by an actress."""
    lines = ["@base <https://graphbuild.example/> .", "@prefix : <https://schema.org/> ."]
    lines += [
        "@prefix gb: <https://w3id.org/graphbuild/ontology#> .",
        "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .",
        "@prefix s: <http://www.w3.org/2000/01/rdf-schema#> .",
        '<essay/a> { <essay/a> a gb:Essay ; gb:sha256 "1" ; :identifier "a.txt" ; s:label "A" .',
    ]
    for film, name in (("film/x", "Xanadu"), ("film/y", "Yentl")):
        lines.append(f'<{film}> a :Movie ; s:label "{name}" .')
        lines.append(
            f"<claim/{name}> a gb:Claim ; r:subject <{film}> ; r:predicate :actor ;"
            "r:object <person/p> ; gb:status gb:Asserted ."
        )
    lines.append('<person/p> a :Person ; s:label "Pat Player" . }')
    path = tmp_path / "graph.trig"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.stdout


def test_path_command_names_each_step(built: Path) -> None:
    """From film to film by way of the player, with the essays that say so."""
    code, out = run("path", "Xanadu", "Yentl", "-d", built)
    assert code == 0
    assert out.splitlines()[1:] == [
        "Xanadu\tactor\tPat Player\ta.txt",
        "Pat Player\t← actor\tYentl\ta.txt",
    ]
    code, out = run("path", "Xanadu", "Yentl", "-d", built, "--json")
    assert [s["to"]["label"] for s in json.loads(out)] == ["Pat Player", "Yentl"]


def test_rank_and_communities_commands(built: Path) -> None:
    """Tables and JSON of the most central, and of who belongs together."""
    assert run("rank", "-d", built)[1].splitlines()[1].split("\t")[1] == "Pat Player"
    assert len(run("rank", "--type", "film", "-d", built)[1].splitlines()) == 3
    code, out = run("communities", "-d", built, "--json")
    assert code == 0
    assert {m["label"] for m in json.loads(out)[0]} == {"Xanadu", "Yentl", "Pat Player"}


def test_around_command_lists_relations(built: Path) -> None:
    """The films of a player; from a film, its player at one step and the other film at two."""
    code, out = run("around", "Pat Player", "-d", built)
    assert code == 0
    assert out.splitlines()[1:] == [
        "Xanadu\tactor\tPat Player\ta.txt",
        "Yentl\tactor\tPat Player\ta.txt",
    ]
    for steps, labels in ((1, {"Xanadu", "Pat Player"}), (2, {"Xanadu", "Pat Player", "Yentl"})):
        code, out = run("around", "Xanadu", "--steps", steps, "-d", built, "--json")
        assert {n["label"] for n in json.loads(out)["nodes"]} == labels


def test_name_of_nothing_is_explained(built: Path) -> None:
    """A misspelt name gets the nearest names, exit code 3."""
    result = CliRunner().invoke(main, ["path", "Xanado", "Yentl", "-d", str(built)])
    assert result.exit_code == 3
    assert "Xanadu" in result.stderr
