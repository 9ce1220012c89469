"""Where a build goes: a new generation beside the old one, and one pointer swapped at the end.

    DIR/graph.html, graph.ttl, store, …   links to current/…, made once
    DIR/current                           link to generations/<n>: the pointer
    DIR/generations/<n>/                  never written again after it is published
    DIR/.lock                             held while a build runs; the kernel frees it in a crash

A reader that has opened a generation keeps it: the one before the current stays until the next
build has been published.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphbuild.errors import InputError, OutputError
from graphbuild.writing import make_folder

__all__ = ["NAMES", "current", "publish"]

NAMES = (
    "graph.ttl",
    "graph.trig",
    "graph.html",
    "reading",
    "sources",
    "annotations",
    "store",
    "report.json",
)
"""What a build makes; each stands at the top of the output folder as a link."""

_KEPT = 2


def current(output: Path) -> Path:
    """The published generation of an output folder.

    Raises:
        InputError: nothing has been built there.
    """
    pointer = output / "current"
    if not pointer.is_dir():
        raise InputError(
            "holds no build", where=str(output), fix="graphbuild build ESSAYS -o " + str(output)
        )
    return pointer.resolve()


@contextmanager
def publish(output: Path) -> Iterator[Path]:
    """Give an empty folder to build in; publish it when the block ends without an error.

    Raises:
        OutputError: the folder cannot be written, is in use by another build, or holds files
            under the names of a build that no build made.
    """
    make_folder(output)
    with _lock(output):
        _refuse_foreign(output)
        _sweep(output)
        number = 1 + max((int(p.name) for p in _generations(output)), default=0)
        staging = output / "generations" / f"{number}.part"
        make_folder(staging)
        try:
            yield staging
            _swap(output, staging, number)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _lock(output: Path) -> Iterator[None]:
    import fcntl

    try:
        file = (output / ".lock").open("a")
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(output), fix="choose another folder"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(
                "another build is writing here", where=str(output), fix="wait, or use another -o"
            ) from error
        yield


def _refuse_foreign(output: Path) -> None:
    for name in NAMES:
        path = output / name
        if path.exists() and not path.is_symlink():
            raise OutputError(
                f"{name} is there and no build made it",
                where=str(output),
                fix="choose an empty folder with -o, or move it away",
            )


def _generations(output: Path) -> list[Path]:
    folder = output / "generations"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((p for p in found if p.name.isdigit()), key=lambda p: int(p.name))


def _sweep(output: Path) -> None:
    """Remove what a killed build left behind."""
    for path in (output / "generations").glob("*.part"):
        shutil.rmtree(path, ignore_errors=True)


def _swap(output: Path, staging: Path, number: int) -> None:
    final = staging.with_name(str(number))
    try:
        staging.rename(final)
        _link(output / "current", Path("generations") / str(number))
        for name in NAMES:
            if (final / name).exists() or (output / name).is_symlink():
                _link(output / name, Path("current") / name)
    except OSError as error:
        raise OutputError(
            f"cannot be published: {error.strerror}", where=str(output), fix="check the folder"
        ) from error
    for old in _generations(output)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _link(path: Path, target: Path) -> None:
    """Make or move a link in one step."""
    if path.is_symlink() and path.readlink() == target:
        return
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(path)
