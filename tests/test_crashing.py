"""A build that is killed leaves the old generation or the new one, and the next goes on from it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuild.building import build
from graphbuild.graph import Graph, sorted_nquads
from graphbuild.publishing import current_generation
from graphbuild.reading import discover, read_path

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.building import Report

pytestmark = pytest.mark.model

KILLS = 50
TEXT = "Carol {n}\n\nTodd Haynes directed Carol. Cate Blanchett plays Carol Aird in it.{more}\n"


def write(folder: Path, more: str) -> None:
    """Twelve essays, the first with more or less to say: few enough change for the store of the
    last generation to be taken over."""
    folder.mkdir(exist_ok=True)
    for n in range(12):
        text = TEXT.format(n=n, more="" if n else more)
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")


def run(folder: Path, output: Path, annotator: Annotator) -> Report:
    essays = [read_path(s.path, root=s.root) for s in discover([folder])]
    return build(essays, output, annotator)


def published(output: Path) -> tuple[bytes, bytes, list[str]]:
    """Turtle, store and names of what is published; fails where anything is half there."""
    folder = current_generation(output)
    store = Graph.open_store(output)
    quads = sorted_nquads(store.quads_for_pattern(None, None, None, None))
    return (folder / "graph.ttl").read_bytes(), quads, sorted(p.name for p in folder.iterdir())


@pytest.fixture(scope="module")
def forker(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that builds in forks of itself."""
    command = [sys.executable, "-m", "tests.forking"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def forked(
    forker: subprocess.Popen[str],
    folder: Path,
    output: Path,
    after: float | None = None,
    read: int | None = None,
) -> float:
    """Build in a process of its own, and kill it with SIGKILL after so many seconds or essays; or
    let it end; return how long it lasted."""
    assert forker.stdin is not None
    assert forker.stdout is not None
    forker.stdin.write(json.dumps([str(folder), str(output), after, read]) + "\n")
    forker.stdin.flush()
    return float(forker.stdout.readline())


def test_killed_at_any_moment_the_output_is_whole(
    forker: subprocess.Popen[str], annotator: Annotator, tmp_path: Path
) -> None:
    """Fifty builds are killed at random moments: always one generation or the other, never a
    part, and the build after them gives what a clean one gives."""
    chance = random.Random(0)
    versions = {}
    for more in ("", " It was shot in Cincinnati."):
        write(tmp_path / "essays", more)
        run(tmp_path / "essays", tmp_path / f"clean{len(versions)}", annotator)
        versions[more] = published(tmp_path / f"clean{len(versions)}")
    output = tmp_path / "out"
    for more in versions:
        write(tmp_path / "essays", more)
        span = forked(forker, tmp_path / "essays", output)
    seen = [published(output)]
    for kill in range(KILLS):
        write(tmp_path / "essays", list(versions)[kill % 2])
        forked(forker, tmp_path / "essays", output, chance.uniform(0, 1.5 * span))
        seen.append(published(output))
        assert seen[-1] in versions.values()
    finished = sum(one != other for one, other in pairwise(seen))
    assert 0 < finished < KILLS
    write(tmp_path / "essays", " It was shot in Cincinnati.")
    run(tmp_path / "essays", output, annotator)
    assert published(output) == list(versions.values())[1]
    assert not list((output / ".generations").glob("*.part"))


def test_what_a_killed_build_had_finished_is_not_done_again(
    forker: subprocess.Popen[str], annotator: Annotator, tmp_path: Path
) -> None:
    """A build that dies before it publishes has read all essays: the next reads none again."""
    write(tmp_path / "essays", "")
    forked(forker, tmp_path / "essays", tmp_path / "out", read=12)
    assert not (tmp_path / "out" / "current").exists()
    again = run(tmp_path / "essays", tmp_path / "out", annotator)
    assert [e.reused for e in again.essays] == [True] * 12
    run(tmp_path / "essays", tmp_path / "clean", annotator)
    assert published(tmp_path / "out") == published(tmp_path / "clean")
    assert not (tmp_path / "out" / ".generations" / "finished").exists()
