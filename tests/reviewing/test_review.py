"""``graphbuild review`` on a real build: one key an answer, never asked again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from graphbuild.building import build
from graphbuild.cli import main
from graphbuild.cli.review import command
from graphbuild.graph import Graph, sorted_nquads
from graphbuild.reading import read_bytes
from graphbuild.reviewing import queue, read_decisions

pytestmark = pytest.mark.model

TEXTS = {
    "one.txt": "Summer at the pier\n\nIn Carol, Cate Blanchett plays Carol Aird. "
    "Nobody forgets Juno.\n",
    "two.txt": "Another look\n\nTodd Haynes directed Carol. The critic Ida Quill Marsh hated it. "
    "The painter Tomas Veld Orrin did not.\n",
    "three.txt": "A third\n\nCarol is a film by Todd Haynes. The critic Ida Quill Marsh wept for "
    "it twice, and the painter Tomas Veld Orrin slept.\n",
}


def _build(output: Path, annotator, decisions=()):
    essays = [read_bytes(t.encode(), essay_id=n, suffix=".txt") for n, t in TEXTS.items()]
    return build(essays, output, annotator, decisions=decisions)


def _questions(output: Path, path: Path) -> list[dict]:
    done = CliRunner().invoke(command, [str(output), "--decisions", str(path), "--json"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.output.splitlines()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, annotator) -> Path:
    output = tmp_path_factory.mktemp("review") / "output"
    _build(output, annotator)
    return output


def test_what_is_answered_is_not_asked_again(built: Path, tmp_path: Path) -> None:
    """Each answer is kept at once; the next review begins with what is open."""
    path = tmp_path / "decisions.yaml"
    first = _questions(built, path)
    assert first
    done = CliRunner().invoke(command, [str(built), "--decisions", str(path)], input="n")
    assert done.exit_code == 0, done.output
    assert len(read_decisions(path)) >= 1
    assert first[0]["asks"] not in {q["asks"] for q in _questions(built, path)}


def test_an_answer_can_be_taken_back(built: Path, tmp_path: Path) -> None:
    """Undo leaves the file as it was."""
    path = tmp_path / "decisions.yaml"
    done = CliRunner().invoke(command, [str(built), "--decisions", str(path)], input="xyuq")
    assert done.exit_code == 0, done.output
    assert "'x' is no answer here" in done.output
    assert read_decisions(path) == ()


def test_a_build_with_decisions_is_what_a_clean_one_is(
    built: Path, tmp_path: Path, annotator
) -> None:
    """Replayed on kept annotations or on new ones the graph is one; without, it is as before."""
    path = tmp_path / "decisions.yaml"
    CliRunner().invoke(command, [str(built), "--decisions", str(path)], input="nnnn")
    decisions = read_decisions(path)
    before = _quads(built)
    again = _build(built, annotator, decisions)
    clean = tmp_path / "clean"
    _build(clean, annotator, decisions)
    assert all(e.reused for e in again.essays)
    assert (again.decisions, again.stale) == (len(decisions), [])
    assert _quads(built) == _quads(clean) != before
    _build(built, annotator)
    assert _quads(built) == before


def test_two_of_one_name_stay_two(built: Path, tmp_path: Path, annotator) -> None:
    """A join that is split is not made again, and is not asked about."""
    path = tmp_path / "decisions.yaml"
    joins = [q for q in _questions(built, path) if q["kind"] == "join"]
    (join,) = [q for q in joins if "Ida Quill Marsh" in q["asks"]]
    entities = [e for e in _entities(built) if "ida-quill-marsh" in e]
    path.write_text(f"- split: {{entities: [{', '.join(entities)}]}}\n", encoding="utf-8")
    assert join["asks"] not in {q["asks"] for q in _questions(built, path)}
    output = tmp_path / "output"
    report = _build(output, annotator, read_decisions(path))
    assert report.stale == []
    same = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    joined = {q.subject.value for q in Graph.open_store(output).quads_for_pattern(None, same, None)}
    assert joined.isdisjoint(entities)


def test_a_thing_of_two_kinds_is_reported_and_asked_about(
    built: Path, tmp_path: Path, annotator
) -> None:
    """A decision makes a critic the director, and somebody in a story: the build says so, and the
    review asks about those that say otherwise, until it is answered."""
    path, output = tmp_path / "decisions.yaml", tmp_path / "output"
    who = annotator.iris.entity("person/todd-haynes")
    critic = next(e for e in _entities(built) if "ida-quill-marsh" in e and "/two.txt/" in e)
    fields = f"entity: {critic}, to: {who}, label: Todd Haynes, type: character"
    path.write_text(f"- relink: {{essay: two.txt, quote: Ida Quill Marsh, {fields}}}\n", "utf-8")
    report = _build(output, annotator, read_decisions(path))
    (conflict,) = report.conflicts
    assert (conflict["kind"], conflict["about"]) == ("DisjointClasses", [who])
    assert [e.rpartition("/")[2] for e in conflict["essays"]] == ["three.txt", "two.txt"]
    listed = CliRunner().invoke(main, ["query", "disagreements", "-d", str(output)]).stdout
    assert "Todd Haynes\trdf:type\tperson\t\tA third\n" in listed
    assert "Todd Haynes\trdf:type\tcharacter\t\tAnother look\n" in listed
    (asked,) = [q for q in _questions(output, path) if q["kind"] == "conflict"]
    assert asked["asks"] == "'Todd Haynes' in three.txt: is it Todd Haynes (person)?"
    assert asked["why"] == "it is taken for a character in two.txt"
    CliRunner().invoke(command, [str(output), "--decisions", str(path)], input="y")
    _build(output, annotator, read_decisions(path))
    assert not [q for q in _questions(output, path) if q["kind"] == "conflict"]


def test_what_no_longer_applies_is_reported(built: Path, tmp_path: Path, annotator) -> None:
    """Words that an essay has no longer, a pair that no essay names, an essay that is not there:
    each with its line, and the graph is as without them."""
    path = tmp_path / "decisions.yaml"
    film = annotator.iris.entity("film/carol-2015")
    path.write_text(
        f"- reject: {{essay: one.txt, quote: Zanzibar, entity: {film}}}\n"
        f"- split: {{entities: [{film}, {film}-2]}}\n"
        f"- accept: {{essay: gone.txt, quote: Carol, entity: {film}}}\n",
        encoding="utf-8",
    )
    report = _build(tmp_path / "output", annotator, read_decisions(path))
    assert report.stale == [
        "decisions.yaml:1: reject no longer applies: 'Zanzibar' is no longer in one.txt",
        f"decisions.yaml:2: split no longer applies: no essay names {film}-2",
        "decisions.yaml:3: accept does not apply: gone.txt is not in this build",
    ]
    assert _quads(tmp_path / "output") == _quads(built)


@pytest.mark.parametrize(
    ("entity", "shown"),
    [
        ("film/a-star-is-born-1954", "A Star Is Born (film, 1954)"),
        ("film/a-star-is-born-1954-2", "A Star Is Born (film, 1954)"),
        ("essay/a.txt/nil/film/a-star-is-born", "A Star Is Born (unknown film)"),
    ],
)
def test_films_of_one_title_are_told_apart(entity: str, shown: str) -> None:
    """A question says of which year the film is that it asks about or offers."""
    assert queue._shown("A Star Is Born", "film", f"https://graphbuild.example/{entity}") == shown


def _quads(output: Path) -> bytes:
    return sorted_nquads(Graph.open_store(output).quads_for_pattern(None, None, None, None))


def _entities(output: Path) -> list[str]:
    quads = Graph.open_store(output).quads_for_pattern(None, None, None, None)
    found = {q.subject.value for q in quads if "/nil/" in q.subject.value}
    return sorted(found)
