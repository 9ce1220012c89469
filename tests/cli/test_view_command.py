"""``graphbuild view``: which page it opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import main

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("view")
    (folder / "carol.txt").write_text("Todd Haynes directed Carol.\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(folder / "out"), "-q"])
    assert result.exit_code == 0
    return folder / "out"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["view", *map(str, arguments)])
    return result.exit_code, result.output.strip()


def test_graph_page_is_the_first(built: Path) -> None:
    """Without options the graph page is meant."""
    assert run(built, "--print") == (0, (built / "graph.html").as_uri())


def test_name_becomes_a_deep_link(built: Path) -> None:
    """``--at`` finds what is called so and opens the page there."""
    code, out = run(built, "--at", "Todd Haynes", "--print")
    assert code == 0
    assert out.endswith("graph.html#https://graphbuild.example/person/todd-haynes")


def test_essay_and_essays_are_reading_views(built: Path) -> None:
    """An essay by its id, all essays by their index; both are files that exist."""
    for options, name in ((["--essay", "carol.txt"], "carol.txt.html"), (["--essays"], "index")):
        code, out = run(built, *options, "--print")
        assert code == 0
        assert name in out
        assert Path(out.removeprefix("file://")).is_file()


def test_unknown_essay_lists_those_there_are(built: Path) -> None:
    """A wrong id is answered with the right ones."""
    code, out = run(built, "--essay", "rocky.txt", "--print")
    assert code == 3
    assert "carol.txt" in out


def test_folder_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    """Nothing was built there: the message has the command."""
    code, out = run(tmp_path, "--print")
    assert code == 3
    assert "graphbuild build" in out


def test_two_pages_at_once_are_refused(built: Path) -> None:
    """One page is opened, not two."""
    assert run(built, "--essays", "--at", "Carol")[0] == 2
