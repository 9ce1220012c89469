"""Where the shipped data is: ``ontology/`` and ``data/``, in a wheel or in a checkout."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

__all__ = ["data_dir", "ontology_dir", "program_hash"]


def _find(name: str) -> Path:
    package = Path(str(files("graphbuild")))
    installed = package / f"_{name}"  # a wheel carries them inside the package
    return installed if installed.is_dir() else package.parent / name


def data_dir() -> Path:
    """The folder of ``knowledge/``, ``essays/``, ``queries/``."""
    return _find("data")


def ontology_dir() -> Path:
    """The folder of ``film.ttl``, ``lexicon.ttl``, ``shapes.ttl``, ``alignments.ttl``."""
    return _find("ontology")


_ASIDE = frozenset(
    {"_data", "_ontology", "cli", "evaluating", "exporting", "querying", "serving", "__pycache__"}
)
"""Folders of the package that have a version of their own, or no say in what a build makes."""


@cache
def program_hash(package: Path | None = None) -> str:
    """A digest of the shapes and of all files of the program that what is made of an essay depends
    on: its code, its pages, its lists of words and its learnt weights."""
    package = package or Path(str(files("graphbuild")))
    digest = hashlib.sha256((ontology_dir() / "shapes.ttl").read_bytes())
    for path in sorted(p for p in package.rglob("*") if p.is_file()):
        name = path.relative_to(package)
        if _ASIDE.isdisjoint(name.parts):
            digest.update(f"{name.as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
