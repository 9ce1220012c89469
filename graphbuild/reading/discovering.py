"""Which files are meant: folders are walked, identifiers are given, doubles are refused."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphbuild.errors import InputError
from graphbuild.reading.jsonlines import record_places
from graphbuild.reading.registry import COLLECTIONS, suffixes
from graphbuild.reading.sources import SourceFile, essay_id

__all__ = ["discover"]


def discover(paths: Iterable[Path | str]) -> list[SourceFile]:
    """The essays that the paths stand for, in order of their identifiers.

    Of a file that holds an essay a line, every line has an identifier: the file's, a slash, and
    the line's number. Files of other kinds inside a folder are passed over; hidden ones too.

    Raises:
        InputError: a path does not exist, a folder holds no essay, a file's kind is unknown,
            or two files would have one identifier (both are named).
    """
    found: dict[str, SourceFile] = {}
    for path in map(Path, paths):
        for source in _below(path) if path.is_dir() else _file(path):
            other = found.setdefault(source.id, source)
            if (other.path.resolve(), other.number) != (source.path.resolve(), source.number):
                raise InputError(
                    f"two essays would have the identifier {source.id}: {other.path} and "
                    f"{source.path}",
                    fix="rename one, or give the folder above both",
                )
    return [found[i] for i in sorted(found)]


def _file(path: Path) -> Iterator[SourceFile]:
    if not path.exists():
        raise InputError("does not exist", where=str(path), fix="check the path")
    if path.suffix.lower() not in suffixes():
        raise InputError(
            f"is of an unknown kind ({path.suffix or 'no suffix'})",
            where=str(path),
            fix=f"readable are {', '.join(suffixes())}",
        )
    yield from _held(path, None)


def _below(folder: Path) -> Iterator[SourceFile]:
    readable = suffixes()
    files = sorted(p for p in _walk(folder) if p.suffix.lower() in readable)
    if not files:
        raise InputError(
            "holds no essay", where=str(folder), fix=f"readable are {', '.join(readable)}"
        )
    for path in files:
        yield from _held(path, folder)


def _held(path: Path, root: Path | None) -> Iterator[SourceFile]:
    """The essay of a file, or those of its lines."""
    name = essay_id(path, root)
    if path.suffix.lower() not in COLLECTIONS:
        yield SourceFile(path, name, root)
        return
    try:
        for number, place in record_places(path):
            yield SourceFile(path, f"{name}/{number}", root, number, place)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", where=str(path), fix="check the path"
        ) from error


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):  # does not follow links to folders
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(here) / f for f in files if not f.startswith("."))
