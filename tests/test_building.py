"""Building: the same bytes, only what changed, nothing half-written."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild import building
from graphbuild.building import build
from graphbuild.errors import InputError
from graphbuild.graph import PREFIXES, Graph, sorted_nquads
from graphbuild.reading import discover, read_path
from graphbuild.resources import program_hash

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.building import Report

pytestmark = pytest.mark.model

TEXTS = {
    "one.txt": "Carol in winter\n\nTodd Haynes’s Carol is set in New York. Cate Blanchett plays "
    "Carol Aird. She meets Therese Belivet in a shop.\n\nBy Marta Voss\n",
    "two.txt": "On Carol\n\nCarol, directed by Todd Haynes, stars Rooney Mara as Therese Belivet. "
    "Some say that Carol Aird never married Harge.\n",
    "three.md": "# Rocky again\n\nIn *Rocky*, Sylvester Stallone plays Rocky Balboa. He loves "
    "Adrian. The critic Ida Quill said: “It runs on hope and cold mornings.”\n",
    "four.txt": "Another Carol\n\nCate Blanchett plays Carol Aird in Carol. Carol Aird did not "
    "marry Therese Belivet.\n",
}
FILES = ("graph.ttl", "graph.trig", "graph.html", "reading/index.html")


def write(folder: Path, names: set[str], *, changed: frozenset[str] = frozenset()) -> None:
    """Make the folder hold exactly these essays."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in names:
        more = "\n\nIt was shot in Cincinnati.\n" if name in changed else ""
        (folder / name).write_text(TEXTS[name] + more, encoding="utf-8")


def run(folder: Path, output: Path, annotator: Annotator) -> Report:
    essays = (read_path(s.path, root=s.root) for s in discover([folder]))
    return build(essays, output, annotator)


def published(output: Path) -> dict[str, bytes]:
    """The published files, and the store as sorted quads."""
    files = {name: (output / name).read_bytes() for name in FILES}
    store = Graph.open_store(output)
    return files | {"store": sorted_nquads(store.quads_for_pattern(None, None, None, None))}


def test_same_essays_give_the_same_bytes(tmp_path: Path, annotator: Annotator) -> None:
    """Two builds into two folders do not differ in a byte."""
    write(tmp_path / "in", set(TEXTS))
    run(tmp_path / "in", tmp_path / "a", annotator)
    run(tmp_path / "in", tmp_path / "b", annotator)
    assert published(tmp_path / "a") == published(tmp_path / "b")


def test_unchanged_essays_are_not_read_again(tmp_path: Path, annotator: Annotator) -> None:
    """Of four essays of which one has changed, three are reused."""
    write(tmp_path / "in", set(TEXTS))
    run(tmp_path / "in", tmp_path / "out", annotator)
    write(tmp_path / "in", set(TEXTS), changed=frozenset({"one.txt"}))
    report = run(tmp_path / "in", tmp_path / "out", annotator)
    assert {e.id for e in report.essays if not e.reused} == {"one.txt"}


Steps = st.lists(
    st.tuples(
        st.sets(st.sampled_from(sorted(TEXTS)), min_size=1),
        st.frozensets(st.sampled_from(sorted(TEXTS))),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("few", [0, 10])
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=Steps)
def test_any_history_equals_a_clean_build(
    few: int,
    steps: list[tuple[set[str], frozenset[str]]],
    tmp_path_factory: pytest.TempPathFactory,
    annotator: Annotator,
) -> None:
    """After adding, changing and removing essays in any order, all is as if built at once:
    where the store is made anew each time, and where it is changed in place."""
    place = tmp_path_factory.mktemp("history")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graphbuild.building._FEW", few)
        for names, changed in steps:
            write(place / "in", names, changed=changed)
            run(place / "in", place / "out", annotator)
    run(place / "in", place / "clean", annotator)
    assert published(place / "out") == published(place / "clean")


@pytest.mark.parametrize(
    "name",
    ["sources/one.txt.txt", "graphs/essay/one.txt.ttl", "annotations/one.txt.json", "pieces.jsonl"],
)
def test_what_was_damaged_is_made_anew(name: str, tmp_path: Path, annotator: Annotator) -> None:
    """A published file that somebody has changed is not taken over by the next build."""
    write(tmp_path / "in", {"one.txt", "four.txt"})
    run(tmp_path / "in", tmp_path / "out", annotator)
    before = published(tmp_path / "out"), (tmp_path / "out" / name).read_bytes()
    (tmp_path / "out" / name).write_bytes(before[1].replace(b"Carol", b"Coral"))
    (tmp_path / "in" / "four.txt").write_text(TEXTS["four.txt"], encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", annotator)
    assert (published(tmp_path / "out"), (tmp_path / "out" / name).read_bytes()) == before


@pytest.mark.parametrize("part", ["program", "model", "knowledge", "ontology", "files"])
def test_another_version_takes_nothing_over(
    part: str, tmp_path: Path, annotator: Annotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Essays are read again when the program, the language model, the knowledge base or the
    ontology has changed, and only then."""
    write(tmp_path / "in", {"one.txt"})
    run(tmp_path / "in", tmp_path / "out", annotator)
    assert all(e.reused for e in run(tmp_path / "in", tmp_path / "out", annotator).essays)
    if part == "files":
        monkeypatch.setattr(building, "program_hash", lambda: "another")
    else:
        versions = replace(building._run(annotator), **{part: "another"})
        monkeypatch.setattr(building, "_run", lambda _: versions)
    assert not any(e.reused for e in run(tmp_path / "in", tmp_path / "out", annotator).essays)


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("annotation/linking/deciding.py", True),
        ("annotation/coreference/network.json", True),
        ("annotation/english/names.toml", True),
        ("viewing/assets/reading.css", True),
        ("serving/assets/site.css", False),
        ("cli/rank.py", False),
    ],
)
def test_what_makes_an_essay_counts_as_the_program(file: str, counts: bool, tmp_path: Path) -> None:
    """Code, learnt weights, lists of words and pages do; what only shows a build does not."""
    package = Path(building.__file__).parent
    copy = tmp_path / "graphbuild"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert program_hash(copy) == program_hash()
    with (copy / file).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    program_hash.cache_clear()
    assert (program_hash(copy) != program_hash()) is counts


def test_two_essays_on_a_film_share_its_entities(tmp_path: Path, annotator: Annotator) -> None:
    """Film, performer and character stand once each; what two essays say has support 2."""
    write(tmp_path / "in", {"one.txt", "four.txt"})
    run(tmp_path / "in", tmp_path / "out", annotator)
    turtle = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert turtle.count('rdfs:label "Carol Aird"') == 1
    assert "gb:support 2" in turtle


def test_what_is_not_asserted_is_no_plain_triple(tmp_path: Path, annotator: Annotator) -> None:
    """A negated marriage is a claim node, never a triple between the two."""
    write(tmp_path / "in", {"four.txt"})
    run(tmp_path / "in", tmp_path / "out", annotator)
    ask = "ASK { ?a <https://w3id.org/graphbuild/ontology#spouse> ?b }"
    store = Graph.open_store(tmp_path / "out")
    assert not store.query(ask, use_default_graph_as_union=True)
    assert "gb:Negated" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_a_failing_build_leaves_the_old_one(tmp_path: Path, annotator: Annotator) -> None:
    """When a build fails, the published files are those of the last that did not."""
    write(tmp_path / "in", set(TEXTS))
    run(tmp_path / "in", tmp_path / "out", annotator)
    before = published(tmp_path / "out")

    def broken():  # type: ignore[no-untyped-def]
        yield read_path(tmp_path / "in" / "one.txt")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk"):
        build(broken(), tmp_path / "out", annotator)
    assert published(tmp_path / "out") == before


def test_nothing_to_build_from_is_an_error(tmp_path: Path, annotator: Annotator) -> None:
    """Without any readable essay no generation is published."""
    with pytest.raises(InputError, match="no essay"):
        build([], tmp_path / "out", annotator)
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_without_text_no_source_is_published(tmp_path: Path, annotator: Annotator) -> None:
    """``with_text=False`` leaves out sources and reading views."""
    write(tmp_path / "in", {"one.txt"})
    essays = [read_path(tmp_path / "in" / "one.txt")]
    build(essays, tmp_path / "out", annotator, with_text=False)
    assert not (tmp_path / "out" / "sources").exists()
    assert not (tmp_path / "out" / "reading").exists()
    assert (tmp_path / "out" / "graph.html").exists()


def test_knowledge_stands_apart_and_on_request(tmp_path: Path, annotator: Annotator) -> None:
    """What only the knowledge base says is in no graph, or in its own alone, and no claim."""
    text = "Rooney Mara and Carol. Therese Belivet is young, and Cate Blanchett plays Carol Aird.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    essays = [read_path(tmp_path / "a.txt")]
    fact = "<person/rooney-mara> gb:playsCharacter <character/therese-belivet>"
    graphs = f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {fact} }} }}"
    for asked in (False, True):
        build(essays, tmp_path / "out", annotator, with_knowledge=asked)
        store = Graph.open_store(tmp_path / "out")
        rows: Any = store.query(graphs, base_iri=annotator.iris.base, prefixes=PREFIXES)
        found = [row["graph"].value.rpartition("/")[2] for row in rows]
        assert found == (["knowledge"] if asked else [])
        claims: Any = store.query(
            "ASK {{ ?c a gb:Claim; rdf:subject {}; rdf:predicate {}; rdf:object {} }}".format(
                *fact.split()
            ),
            base_iri=annotator.iris.base,
            prefixes=PREFIXES,
        )
        assert not claims
        del store


def test_report_says_what_was_done(tmp_path: Path, annotator: Annotator) -> None:
    """``report.json`` has counts, versions and an entry an essay."""
    write(tmp_path / "in", {"one.txt", "two.txt"})
    run(tmp_path / "in", tmp_path / "out", annotator)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["essays"] == 2
    assert [e["id"] for e in report["essays"]] == ["one.txt", "two.txt"]
    assert report["run"]["knowledge"] == annotator.kb.version
