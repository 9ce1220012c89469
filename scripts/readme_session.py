#!/usr/bin/env python3
"""Write into README what the commands of its session print on a terminal.

python scripts/readme_session.py           write the file
python scripts/readme_session.py --check   exit 1 when the file is not what it would be

Where README ends the output of a command with a line of its own that is only an ellipsis, as many
lines as it shows are kept.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "README.md"
SESSION = re.compile(r"(?<=```console\n)\$ graphbuild build .*?(?=```)", re.S)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
CUT = "…"
WIDTH = "160"


def main(arguments: list[str]) -> int:
    shown = TARGET.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "data").symlink_to(ROOT / "data")
        now = SESSION.sub(lambda found: played(found[0], place), shown)
    if "--check" in arguments:
        if now != shown:
            print(f"{TARGET.name} is out of date: run scripts/readme_session.py", file=sys.stderr)
        return int(now != shown)
    TARGET.write_text(now, encoding="utf-8")
    return 0


def played(session: str, place: Path) -> str:
    """The session with what its commands print now, run in a folder one after the other."""
    parts = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", session, re.M)
    return "".join(f"$ {command}\n{cut(printed(command, place), was)}" for command, was in parts)


def cut(printed: str, was: str) -> str:
    """As many lines as were shown, where the rest was left out."""
    lines = was.splitlines()
    if lines[-1:] != [CUT]:
        return printed
    return "".join(f"{line}\n" for line in (*printed.splitlines()[: len(lines) - 1], CUT))


def printed(command: str, place: Path) -> str:
    """What a command prints on a terminal, without styles and empty lines.

    Raises:
        SystemExit: it fails.
    """
    line = command.replace("graphbuild ", f"{sys.executable} -m graphbuild ", 1)
    above, below = pty.openpty()
    settings = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": WIDTH}
    with subprocess.Popen(
        line, shell=True, cwd=place, stdout=below, stderr=below, env={**os.environ, **settings}
    ) as running:
        os.close(below)
        text = b"".join(iter(lambda: read(above), b"")).decode()
    os.close(above)
    if running.returncode:
        raise SystemExit(f"{command}\n{text}")
    lines = (line.rstrip() for line in STYLE.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def read(terminal: int) -> bytes:
    """The next bytes from a terminal, none at its end."""
    try:
        return os.read(terminal, 4096)
    except OSError:  # what Linux says when the other side is closed
        return b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
