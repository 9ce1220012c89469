"""A real server on loopback over a small real build."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuild.building import build
from graphbuild.reading import discover, read_path

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

TEXTS = {
    "carol.txt": "Carol again\n\nTodd Haynes directed Carol. In it, Cate Blanchett plays Carol "
    "Aird, and Rooney Mara plays Therese Belivet.\n\nBy Marta Voss\n",
    "rocky.txt": "Rocky again\n\nIn Rocky, Sylvester Stallone plays Rocky Balboa. Some say that "
    "Rocky never married Adrian.\n",
}


def publish(folder: Path, annotator: Annotator, texts: dict[str, str]) -> Path:
    """Build these texts into ``folder/out``."""
    essays = folder / "essays"
    essays.mkdir(exist_ok=True)
    for name, text in texts.items():
        (essays / name).write_text(text, encoding="utf-8")
    found = [read_path(s.path, root=s.root) for s in discover([essays])]
    build(found, folder / "out", annotator)
    return folder / "out"


@contextmanager
def serving(output: Path, *options: str) -> Iterator[str]:
    """The address of a server over a build, as a user starts it."""
    command = [sys.executable, "-m", "graphbuild", "serve", str(output), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            yield line.partition(" at ")[2].partition("/ ")[0]
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def output(annotator: Annotator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small build."""
    return publish(tmp_path_factory.mktemp("served"), annotator, TEXTS)


@pytest.fixture(scope="session")
def server(output: Path) -> Iterator[str]:
    """A server over the small build; its address."""
    with serving(output, "--timeout", "20", "--workers", "2", "--memory", "1000") as address:
        yield address


@pytest.fixture
def hurried(output: Path) -> Iterator[str]:
    """A server that stops queries after five seconds; its address."""
    with serving(output, "--timeout", "5", "--workers", "2", "--memory", "1000") as address:
        yield address
