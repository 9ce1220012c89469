#!/usr/bin/env python3
"""What a change costs in a folder of many essays, and whether memory stays flat.

    python benchmarks/graph.py FILMS.jsonl… [--essays 200 2000] [--leads 3]

Essays are made of the leads of film articles (``wikipedia-films-*.jsonl``), three each, and built
from nothing; then one is changed, then one is removed. Times are of the processor, and ratios to
the full build in the same run; memory is the peak of the process that builds. After each step the
store is compared, quad for quad, and the files, byte for byte, with those of a clean build of the
same folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make_essays(paths: list[Path], folder: Path, count: int, each: int = 3) -> None:
    """``count`` files of the first leads that are long enough."""
    leads = (
        row["extract"]
        for path in paths
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if len(row.get("extract") or "") > 200
    )
    folder.mkdir()
    for number in range(count):
        text = "\n\n".join(next(leads) for _ in range(each))
        (folder / f"essay-{number:04}.txt").write_text(text + "\n", encoding="utf-8")


_PEAK = """import sys
from graphbuild.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code
lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(lines["VmHWM"].split()[0]))
"""
"""A command, and the most memory (kB) that it held; ``ru_maxrss`` would begin with that of whoever
started it."""


def build(essays: Path, output: Path) -> tuple[float, float]:
    """Seconds of the processor and peak memory (MB) of one build in a process of its own."""
    command = [sys.executable, "-c", _PEAK, "build", str(essays), "-o", str(output), "-q"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stdout.split()[-1]) / 1024


def quads(output: Path) -> int:
    """A number for the set of quads in the store of a build, equal for equal sets."""
    from graphbuild.graph import Graph

    total = 0
    for quad in Graph.open_store(output):
        total += int.from_bytes(hashlib.sha256(str(quad).encode()).digest(), "big")
    return total


FILES = ("graph.ttl", "graph.trig", "graph.html")


def published(output: Path) -> tuple[int, list[str]]:
    """What must be the same in two builds of the same essays."""
    return quads(output), [hashlib.sha256((output / n).read_bytes()).hexdigest() for n in FILES]


def measure(paths: list[Path], count: int, each: int) -> None:
    """Build, change one, remove one; print a line each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        essays, output, clean = folder / "essays", folder / "output", folder / "clean"
        make_essays(paths, essays, count, each)
        full, memory = build(essays, output)
        print(f"{count} essays: full build {full:.1f} s, peak {memory:.0f} MB", flush=True)
        first = essays / "essay-0000.txt"
        steps = {
            "one changed": lambda: first.write_text(first.read_text("utf-8") + "\nIt is long.\n"),
            "one removed": first.unlink,
        }
        for what, step in steps.items():
            step()
            seconds, memory = build(essays, output)
            build(essays, clean)
            same = "equal to" if published(output) == published(clean) else "NOT equal to"
            shutil.rmtree(clean)
            print(
                f"  {what}: {seconds:.1f} s = {seconds / full:.2f} of it, peak {memory:.0f} MB, "
                f"{same} a clean build",
                flush=True,
            )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("films", nargs="+", type=Path)
    parser.add_argument("--essays", nargs="+", type=int, default=[200, 2000])
    parser.add_argument("--leads", type=int, default=3, help="leads an essay")
    options = parser.parse_args()
    for count in options.essays:
        measure(options.films, count, options.leads)


if __name__ == "__main__":
    main()
