"""The command line as a whole: help, versions, misspellings, exit codes."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from click.testing import CliRunner

from graphbuild import __version__
from graphbuild.cli import COMMANDS, main


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def test_version_is_printed() -> None:
    """``--version`` prints the program's name and version."""
    assert run("--version") == (0, f"graphbuild {__version__}\n")


def test_help_lists_every_command_with_its_purpose() -> None:
    """``--help`` names all commands, each with its one line, and shows examples."""
    code, out = run("--help")
    assert code == 0
    assert all(name in out for name in COMMANDS)
    assert "Examples:" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_help_with_examples(name: str) -> None:
    """Each command explains itself, with an example, in the words that the list uses."""
    command = importlib.import_module(f"graphbuild.cli.{name}").command
    assert command.get_short_help_str(200) == COMMANDS[name].rstrip(".") or (
        command.short_help == COMMANDS[name]
    )
    code, out = run(name, "--help")
    assert code == 0
    assert "Example" in out


def test_misspelt_command_is_answered_with_the_right_one() -> None:
    """A misspelt command exits 2 and names the one that was meant."""
    code, out = run("bild")
    assert code == 2
    assert "Did you mean 'build'?" in out


def test_help_imports_neither_spacy_nor_rdf() -> None:
    """``graphbuild --help`` starts without the heavy libraries."""
    probe = (
        "import sys; from graphbuild.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "known = {'spacy', 'rdflib', 'pyoxigraph', 'networkx', 'pyvis', 'numpy'}\n"
        "heavy = known & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
