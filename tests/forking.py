"""A process that builds in forks of itself, and kills them: ``python -m tests.forking``.

It never builds itself, because a fork has none of the threads that a store or a validator has
started. It reads lines of JSON (folder, output, seconds or null, number of essays or null) and
answers each with the seconds that the build lasted.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from graphbuild.annotation.pipeline import Annotator, load_model
from graphbuild.building import build
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.ontology import Ontology
from graphbuild.reading import discover, read_path


def build_in_fork(
    annotator: Annotator, folder: Path, output: Path, after: float | None, read: int | None
) -> float:
    """Seconds that a build lasted until it ended, or was killed after so many, or when it had read
    so many essays."""
    seen = 0

    def progress(essay: object) -> None:
        nonlocal seen
        seen += 1
        if seen == read:
            os.kill(os.getpid(), signal.SIGKILL)

    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            essays = (read_path(s.path, root=s.root) for s in discover([folder]))
            build(essays, output, annotator, progress=progress)
            code = 0
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.perf_counter() - started


def main() -> None:
    """Answer line by line."""
    annotator = Annotator(load_model(), KnowledgeBase.open(), Ontology.load(), Iris())
    for line in sys.stdin:
        folder, output, after, read = json.loads(line)
        lasted = build_in_fork(annotator, Path(folder), Path(output), after, read)
        sys.stdout.write(f"{lasted}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
