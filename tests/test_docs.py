"""Documents cannot drift from the program."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_command_reference_is_up_to_date(root: Path) -> None:
    """``docs/commands.md`` is what ``--help`` says today."""
    done = subprocess.run(
        [sys.executable, "scripts/command_reference.py", "--check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["README.md", "docs"])
def test_links_between_documents_lead_somewhere(name: str, root: Path) -> None:
    """Every relative link of README and docs points to a file of the repository."""
    place = root / name
    documents = [place] if place.is_file() else sorted(place.glob("**/*.md"))
    assert documents
    broken = [
        f"{d.name}: {target}"
        for d in documents
        for target in LINK.findall(d.read_text(encoding="utf-8"))
        if not (d.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.model
def test_readme_shows_what_its_commands_print(root: Path) -> None:
    """Every command of README's session runs, and prints what README shows."""
    done = subprocess.run(
        [sys.executable, "scripts/readme_session.py", "--check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.model
def test_notebook_runs(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell of the tour runs, one after the other, and its last value can be shown."""
    monkeypatch.chdir(tmp_path)
    cells = json.loads((root / "docs" / "tour.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    shown = []
    for cell in cells:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            *body, last = tree.body
            exec(compile(ast.Module(body, []), "tour", "exec"), names)
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), "tour", "eval"), names))
            else:
                exec(compile(ast.Module([last], []), "tour", "exec"), names)
    frames = [v._repr_html_() for v in shown if hasattr(v, "_repr_html_")]
    assert len(frames) >= 4
    assert all(f.startswith("<iframe") for f in frames)
    assert (tmp_path / "tour-output" / "graph.html").is_file()
