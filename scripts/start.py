#!/usr/bin/env python3
"""Set up graphbuild in an environment of its own, then run its main job or its tests.

    python3 scripts/start.py          build the graph of the shipped essays into output/
    python3 scripts/start.py test     run every test (more arguments go to pytest)

Needs Python 3.11 or newer and nothing else. The environment is .venv/ beside this checkout
(GRAPHBUILD_VENV names another place); it is made once and brought up to date when the locked
requirements change.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIDE_BY_SIDE = (
    "--numprocesses=auto",
    "--maxprocesses=4",
    "--dist=loadfile",
    "--no-loadscope-reorder",  # the longest files have few tests: they are not left for the end
)
"""Tests of a file stay in one process: they share what it prepares. ``-n 0`` runs all in one."""


def fail(message: str) -> None:
    raise SystemExit(f"start: {message}")


def environment() -> Path:
    """Path of the environment's Python, made and filled as the lock file says."""
    folder = Path(os.environ.get("GRAPHBUILD_VENV") or ROOT / ".venv")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"Making an environment in {folder}", file=sys.stderr)
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
        if made.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            fail("could not make an environment (on Debian: apt install python3-venv)")
    return python


def install(python: Path, lock: Path) -> None:
    """Install the locked requirements and this checkout, unless they already are."""
    stamp = python.parent.parent / f"graphbuild-{lock.stem}.stamp"
    wanted = hashlib.sha256(
        lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing what {lock.relative_to(ROOT)} lists (once)", file=sys.stderr)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for what in (
        ["--require-hashes", "-r", str(lock)],
        ["--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    ):
        if subprocess.run([*pip, *what], cwd=ROOT, check=False).returncode:
            fail("installation failed; see the lines above")
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        fail(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    what, *more = arguments or ["build"]
    if what not in ("build", "test"):
        print(__doc__, file=sys.stderr)
        return 0 if what in ("-h", "--help") else 2
    python = environment()
    if what == "test":
        install(python, ROOT / "requirements" / "test.txt")
        tests = [python, "-m", "pytest", *SIDE_BY_SIDE, *more]
        return subprocess.run(tests, cwd=ROOT, check=False).returncode
    install(python, ROOT / "requirements" / "run.txt")
    essays, output = ROOT / "data" / "essays", ROOT / "output"
    build = [python, "-m", "graphbuild", "build", str(essays), "-o", str(output), *more]
    return subprocess.run(build, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
