"""Generations: what is published is whole, and stays so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphbuild.errors import InputError, OutputError
from graphbuild.publishing import current_generation, publish


def _publish(output: Path, **files: str) -> None:
    with publish(output) as staging:
        for name, text in files.items():
            (staging / name.replace("_", ".")).write_text(text)


def _fail_midway(output: Path) -> None:
    with publish(output) as staging:
        (staging / "graph.html").write_text("half")
        raise ZeroDivisionError


def test_files_are_found_at_the_top_of_the_folder(tmp_path: Path) -> None:
    """A user opens DIR/graph.html, wherever the generation lies."""
    _publish(tmp_path, graph_html="one")
    assert (tmp_path / "graph.html").read_text() == "one"
    assert (current_generation(tmp_path) / "graph.html").read_text() == "one"


def test_a_reader_keeps_the_generation_it_resolved(tmp_path: Path) -> None:
    """A build that ends does not change what a reader is reading."""
    _publish(tmp_path, graph_html="one")
    before = current_generation(tmp_path)
    _publish(tmp_path, graph_html="two")
    assert (before / "graph.html").read_text() == "one"
    assert (tmp_path / "graph.html").read_text() == "two"


def test_only_the_last_two_generations_are_kept(tmp_path: Path) -> None:
    """Disk use does not grow with the number of builds."""
    for n in range(5):
        _publish(tmp_path, graph_html=str(n))
    assert sorted(p.name for p in (tmp_path / ".generations").iterdir()) == ["4", "5", "lock"]


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    """An error in the middle leaves the old generation and no litter."""
    _publish(tmp_path, graph_html="one")
    with pytest.raises(ZeroDivisionError):
        _fail_midway(tmp_path)
    assert (tmp_path / "graph.html").read_text() == "one"
    assert sorted(p.name for p in (tmp_path / ".generations").iterdir()) == ["1", "lock"]


def test_what_a_build_no_longer_makes_is_no_longer_linked(tmp_path: Path) -> None:
    """After --no-text there is no link to reading views that do not exist."""
    _publish(tmp_path, graph_html="one", reading="here")
    _publish(tmp_path, graph_html="two")
    assert not (tmp_path / "reading").is_symlink()


def test_files_of_the_user_are_not_overwritten(tmp_path: Path) -> None:
    """A graph.ttl that no build made is named, and nothing is written."""
    (tmp_path / "graph.ttl").write_text("mine")
    with pytest.raises(OutputError, match=r"graph\.ttl.*not made by a build"), publish(tmp_path):
        pass
    assert (tmp_path / "graph.ttl").read_text() == "mine"
    assert not (tmp_path / "current").exists()


def test_two_builds_do_not_share_a_folder(tmp_path: Path) -> None:
    """The second is refused with a reason."""
    with publish(tmp_path) as staging:
        (staging / "graph.html").write_text("first")
        with pytest.raises(OutputError, match="another build"), publish(tmp_path):
            pass
    assert (tmp_path / "graph.html").read_text() == "first"


_KILLED = """
import os, signal, sys
from pathlib import Path
from graphbuild.publishing import publish
with publish(Path(sys.argv[1])) as staging:
    (staging / "graph.html").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_build_leaves_no_lock_and_no_half_generation(tmp_path: Path) -> None:
    """After kill -9 the old graph is there and the next build works."""
    _publish(tmp_path, graph_html="one")
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert (tmp_path / "graph.html").read_text() == "one"
    _publish(tmp_path, graph_html="three")
    assert (tmp_path / "graph.html").read_text() == "three"
    assert list((tmp_path / ".generations").glob("*.part")) == []


def test_a_folder_without_a_build_is_named(tmp_path: Path) -> None:
    """Asking a folder that holds no graph says what to do."""
    with pytest.raises(InputError, match="graphbuild build"):
        current_generation(tmp_path)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file where the folder should be is an error with its path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file"), publish(tmp_path / "file" / "out"):
        pass
    assert (tmp_path / "file").read_text() == ""
