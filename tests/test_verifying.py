"""``verify`` finds whatever has been changed in a published graph, and nothing in a sound one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graphbuild.building import build
from graphbuild.cli import main
from graphbuild.publishing import current_generation
from graphbuild.reading import read_path
from graphbuild.verifying import verify

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

pytestmark = pytest.mark.model

TEXT = (
    "Carol in winter\n\nTodd Haynes directed Carol. Cate Blanchett plays Carol Aird in it. "
    "Carol Aird meets Therese Belivet in a shop. The film runs for 118 minutes.\n"
)


@pytest.fixture(scope="module")
def sound(annotator: Annotator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of one essay, as it was published."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "carol.txt").write_text(TEXT, encoding="utf-8")
    build([read_path(folder / "carol.txt")], folder / "out", annotator)
    return current_generation(folder / "out")


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    """A copy of the build, to plant a change in."""
    return Path(shutil.copytree(sound, tmp_path / "copy"))


def change(path: Path, pattern: str, by: str | Callable[[re.Match[str]], str]) -> None:
    """Change the first place of a file that is like the pattern."""
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, by, text, count=1)
    assert count == 1
    path.write_text(changed, encoding="utf-8")


def findings(folder: Path) -> list[str]:
    return [str(f) for f in verify(folder).findings]


def one_more(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) + 1}"


def test_nothing_is_wrong_with_a_sound_build(sound: Path) -> None:
    """It checks every quote and IRI, and finds no fault."""
    done = verify(sound)
    assert done.findings == []
    assert (done.essays, done.quotes > 5, done.iris > 20) == (1, True, True)


@pytest.mark.parametrize("at", [0, 31, len(TEXT) - 2])
def test_one_character_of_a_source_is_found(copy: Path, at: int) -> None:
    """Whether it stands in a quote or not: the hash tells."""
    source = copy / "sources" / "carol.txt.txt"
    text = source.read_text(encoding="utf-8")
    source.write_text(text[:at] + "§" + text[at + 1 :], encoding="utf-8")
    assert "sources/carol.txt.txt" in findings(copy)[0]


@pytest.mark.parametrize("end", ["start", "end"])
def test_one_offset_of_the_graph_is_found(copy: Path, end: str) -> None:
    """The finding names the span."""
    change(copy / "graph.trig", rf"(oa:{end} )(\d+)", one_more)
    assert any("/span/" in f and "the offsets are" in f for f in findings(copy))


def test_one_offset_of_an_annotation_is_found(copy: Path) -> None:
    """The finding names the file and the mention."""
    place = copy / "annotations" / "carol.txt.json"
    data = json.loads(place.read_text(encoding="utf-8"))
    data["mentions"][0]["start"] += 1
    place.write_text(json.dumps(data), encoding="utf-8")
    assert any(f.startswith("annotations/carol.txt.json: mention") for f in findings(copy))


@pytest.mark.parametrize(
    ("pattern", "by", "says"),
    [
        ("schema:director ", "schema:directer ", "which the ontology does not have"),
        ("<person/todd-haynes>", "<person/todd-hanes>", "person/todd-hanes"),
        ("rdf:object <person/todd-haynes>", "rdf:object <film/carol-2015>", "says something else"),
        (r"gb:status gb:Asserted", "gb:status gb:Negated", "says something else"),
        (r'rdf:object "PT1H58M"', 'rdf:object "PT1H59M"', "says something else"),
        (r'oa:exact "(.)', 'oa:exact "§', "the source has"),
    ],
)
def test_one_iri_or_word_of_the_graph_is_found(
    copy: Path, pattern: str, by: str, says: str
) -> None:
    """A property, an entity, the object of a claim, its status, its quote."""
    change(copy / "graph.trig", pattern, by)
    assert any(says in f for f in findings(copy))


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_files_that_differ_are_found(copy: Path, name: str) -> None:
    """A label changed in one file alone."""
    change(copy / name, 'rdfs:label "Carol Aird"', 'rdfs:label "Carol Baird"')
    assert any("Carol Baird" in f for f in findings(copy))


@pytest.mark.parametrize("graph", [None, "https://graphbuild.example/essay/carol.txt"])
def test_one_triple_of_the_store_is_found(copy: Path, graph: str | None) -> None:
    """Taken out of an essay's graph, or out of the union alone."""
    store = ox.Store(str(copy / "store"))
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    store.remove(next(iter(store.quads_for_pattern(None, None, None, name))))
    store.flush()
    del store
    assert any(f.startswith("store: ") and "lacks" in f for f in findings(copy))


def test_claim_in_no_essay_is_found(copy: Path) -> None:
    """What is only computed from the essays holds no claim of its own."""
    claim = "<https://graphbuild.example/fact/1> a <https://w3id.org/graphbuild/ontology#Claim> ."
    with (copy / "graph.trig").open("a", encoding="utf-8") as trig:
        trig.write(f"\n<https://graphbuild.example/graph/merged> {{ {claim} }}\n")
    assert any("is in no essay's graph" in f for f in findings(copy))


def test_no_essay_is_held_with_another(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hardly any memory to sort in it finds the same."""
    monkeypatch.setattr("graphbuild.verifying._HELD", 1)
    assert findings(copy) == []
    change(copy / "graph.trig", "<person/todd-haynes>", "<person/todd-hanes>")
    assert any("described nowhere" in f for f in findings(copy))


def test_without_texts_the_rest_is_checked(annotator: Annotator, tmp_path: Path) -> None:
    """A build that keeps no texts is sound, but its quotes cannot be checked, and it says so."""
    (tmp_path / "carol.txt").write_text(TEXT, encoding="utf-8")
    essays = [read_path(tmp_path / "carol.txt")]
    build(essays, tmp_path / "out", annotator, with_text=False)
    done = verify(tmp_path / "out")
    assert (done.texts, done.quotes, done.essays, done.findings) == (False, 0, 1, [])
    told = CliRunner().invoke(main, ["verify", str(tmp_path / "out")])
    assert "quotes cannot be checked" in told.stderr


def test_exit_code_tells(sound: Path, copy: Path) -> None:
    """0 for a sound build, 1 for a changed one, with a line for each fault."""
    assert CliRunner().invoke(main, ["verify", str(sound)]).exit_code == 0
    change(copy / "graph.trig", r"(oa:start )(\d+)", one_more)
    told = CliRunner().invoke(main, ["verify", str(copy)])
    assert told.exit_code == 1
    assert "graph.trig: " in told.stdout
