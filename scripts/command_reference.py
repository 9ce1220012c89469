#!/usr/bin/env python3
"""Write ``docs/commands.md`` from the ``--help`` of every command.

python scripts/command_reference.py           write the file
python scripts/command_reference.py --check   exit 1 when the file is not what it would be
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from graphbuild.cli import main

TARGET = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = "# Commands\n\nGenerated from `--help` by `scripts/command_reference.py`; do not edit.\n"


def walk(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Name and help text of a command and of the commands below it."""
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            if below is not None and not below.hidden:
                yield from walk(below, f"{name} {child}")


def reference() -> str:
    """The whole document."""
    parts = [f"\n## `{name}`\n\n```text\n{text}\n```\n" for name, text in walk(main, "graphbuild")]
    return HEAD + "".join(parts)


if __name__ == "__main__":
    text = reference()
    if "--check" in sys.argv[1:]:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        sys.exit(
            0 if same else f"{TARGET.name} is out of date: python scripts/{Path(__file__).name}"
        )
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
