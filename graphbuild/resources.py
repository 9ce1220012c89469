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


@cache
def program_hash() -> str:
    """A digest of the program's own files and of the shapes."""
    package = Path(str(files("graphbuild")))
    sources = (p for p in package.rglob("*") if p.suffix in (".py", ".html", ".js", ".css"))
    digest = hashlib.sha256((ontology_dir() / "shapes.ttl").read_bytes())
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()
