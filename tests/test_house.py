"""The house is in order: names, types, style, direction of imports."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import graphbuild

PACKAGE = Path(graphbuild.__file__).parent
MODULES = sorted(
    m.name
    for m in pkgutil.walk_packages(graphbuild.__path__, "graphbuild.")
    if not m.name.endswith("__main__")
)

STREET = (
    "reading",
    "knowledge",
    "ontology",
    "annotation",
    "graph",
    "exporting",
    "viewing",
    "querying",
    "reviewing",
    "answers",
    "pieces",
    "reusing",
    "making",
    "building",
    "verifying",
    "explaining",
    "serving",
    "evaluating",
    "api",
    "cli",
)
"""The rooms from left to right; a room imports only from rooms to its left (and itself)."""

STAGES = (
    "english",
    "names",
    "detection",
    "evidence",
    "linking",
    "quotations",
    "coreference",
    "factuality",
    "relations",
    "targets",
)
"""The stages of annotation, in the same order; what stands beside them serves them all."""


def _tree(name: str) -> ast.Module:
    module = importlib.import_module(name)
    assert module.__file__ is not None
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def _public(tree: ast.Module) -> set[str]:
    named = (ast.FunctionDef, ast.ClassDef)
    return {n.name for n in tree.body if isinstance(n, named) and not n.name.startswith("_")}


@pytest.mark.parametrize("name", MODULES)
def test_all_is_what_is_exported(name: str) -> None:
    """``__all__`` names what exists, and every public function and class is in it."""
    module = importlib.import_module(name)
    tree = _tree(name)
    if not _public(tree) and not hasattr(module, "__all__"):
        assert not _public(tree)
        return
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    assert [n for n in module.__all__ if not hasattr(module, n)] == []
    if not name.rsplit(".", 1)[1].startswith("_"):
        assert _public(tree) - set(module.__all__) == set()


def _imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
    return {f for f in found if f.startswith("graphbuild.")}


@pytest.mark.parametrize("name", MODULES)
def test_rooms_import_only_from_their_left(name: str) -> None:
    """No room knows a room to its right."""
    room = name.split(".")[1]
    if room not in STREET:
        allowed: set[str] = set(STREET) if room == "scaling" else set()
    else:
        allowed = set(STREET[: STREET.index(room) + 1])
    wrong = {
        i for i in _imports(_tree(name)) if (r := i.split(".")[1]) in STREET and r not in allowed
    }
    assert wrong == set()


@pytest.mark.parametrize("name", [m for m in MODULES if m.startswith("graphbuild.annotation.")])
def test_stages_of_annotation_import_only_from_their_left(name: str) -> None:
    """No stage knows a later one."""
    stage = name.split(".")[2]
    if stage in {"pipeline", "factories"}:
        return
    earlier = STAGES[: STAGES.index(stage) + 1] if stage in STAGES else ()
    parts = (i.split(".") for i in _imports(_tree(name)) if i.startswith("graphbuild.annotation."))
    assert {p[2] for p in parts if p[2] in STAGES and p[2] not in earlier} == set()


@pytest.mark.parametrize(
    "tool", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
)
def test_style_and_types(tool: list[str], root: Path) -> None:
    """ruff finds nothing, the format is ruff's, mypy accepts the package in strict mode."""
    done = subprocess.run(
        [sys.executable, "-m", *tool], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_repository_names_no_machine(root: Path) -> None:
    """No committed file names a path of a machine or an address of a package registry."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    parts = (("/wo", "rk/"), ("py", "pi.org"), ("files.python", "hosted"), ("registry.np", "mjs"))
    needles = ["".join(p) for p in parts]
    guilty = []
    for name in listed.stdout.splitlines():
        path = root / name
        if path.is_file() and ".min." not in name and path.stat().st_size < 3_000_000:
            text = path.read_text(encoding="utf-8", errors="ignore")
            guilty += [f"{name}: {n}" for n in needles if n in text]
    assert guilty == []
