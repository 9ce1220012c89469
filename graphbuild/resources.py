"""Where the shipped data is: ``ontology/`` and ``data/``, in a wheel or in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["data_dir", "ontology_dir"]


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
