"""Generations of an output folder: a build writes beside the old one and swaps one pointer.

    DIR/.generations/7/graph.ttl …   a published generation, never written again
    DIR/.generations/8.part/         the one being written
    DIR/current -> .generations/7    the pointer: one symbolic link, renamed over the old one
    DIR/graph.html -> current/graph.html   so that people open what they expect where they expect it

A reader that resolves ``current`` once sees one generation from then on; the one before the
current is kept for readers that are still at it. A lock that the system drops with its process
keeps two builds out of one folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graphbuild.errors import InputError, OutputError
from graphbuild.writing import make_folder

__all__ = ["CURRENT", "NAMES", "current_generation", "publish"]

CURRENT = "current"
"""Name of the link that points to the published generation."""

NAMES = ("graph.ttl", "graph.trig", "graph.html", "reading", "sources", "store", "report.json")
"""What a build publishes."""

_GENERATIONS = ".generations"
_KEPT = 2


def current_generation(output: Path) -> Path:
    """The folder of what was last published in ``output``, with links resolved.

    A folder that is itself a generation (it holds ``graph.trig``) stands for itself.

    Raises:
        InputError: nothing was published there.
    """
    link = output / CURRENT
    if link.is_dir():
        return link.resolve()
    if (output / "graph.trig").is_file():
        return output.resolve()
    raise InputError(
        "holds no graph", where=str(output), fix=f"graphbuild build ESSAYS -o {output}"
    )


@contextmanager
def publish(output: Path) -> Iterator[Path]:
    """Give an empty folder to write a generation into, and publish it at the end.

    When the body raises, or the process dies, what was published before stays as it is.

    Raises:
        OutputError: the folder cannot be written, another build is using it, or it holds files
            of the same names that no build has made.
    """
    make_folder(output / _GENERATIONS)
    with _locked(output):
        _check_names(output, NAMES)
        staging = _fresh(output)
        try:
            yield staging
            _check_names(output, (p.name for p in staging.iterdir()))
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        with _as_output_error(output):
            _swap(output, staging)


@contextmanager
def _as_output_error(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(output), fix="choose another folder"
        ) from error


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    with _as_output_error(output):
        handle = os.open(output / _GENERATIONS / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise OutputError(
            "another build is writing there",
            where=str(output),
            fix="wait for it to end, or choose another folder with -o",
        ) from error
    try:
        yield
    finally:
        os.close(handle)


def _numbers(folder: Path) -> list[int]:
    return sorted(int(p.name) for p in folder.iterdir() if p.name.isdecimal())


def _fresh(output: Path) -> Path:
    """An empty folder for the next generation; what killed builds left behind is removed."""
    folder = output / _GENERATIONS
    with _as_output_error(output):
        for left in folder.glob("*.part"):
            shutil.rmtree(left)
        staging = folder / f"{max(_numbers(folder), default=0) + 1}.part"
        staging.mkdir()
    return staging


def _check_names(output: Path, names: Iterable[str]) -> None:
    for name in (CURRENT, *names):
        place = output / name
        if place.exists() and not place.is_symlink():
            raise OutputError(
                "is in the way and was not made by a build",
                where=str(place),
                fix="move it, or choose another folder with -o",
            )


def _swap(output: Path, staging: Path) -> None:
    generation = staging.with_suffix("")
    os.sync()  # one for all files of the generation
    staging.rename(generation)
    _sync_folder(generation.parent)
    _link(output / CURRENT, Path(_GENERATIONS) / generation.name)
    for name in sorted(p.name for p in generation.iterdir()):
        _link(output / name, Path(CURRENT) / name)
    _sync_folder(output)
    _drop_dangling(output)
    for number in _numbers(generation.parent)[:-_KEPT]:
        shutil.rmtree(generation.parent / str(number), ignore_errors=True)


def _link(place: Path, target: Path) -> None:
    """Make ``place`` a link to ``target``, in one step for whoever looks."""
    if place.is_symlink() and place.readlink() == target:
        return
    aside = place.with_name(f".{place.name}.link")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(place)


def _drop_dangling(output: Path) -> None:
    for place in output.iterdir():
        if place.is_symlink() and not place.exists() and place.readlink().parts[:1] == (CURRENT,):
            place.unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # some file systems cannot sync a folder
        os.fsync(handle)
    os.close(handle)
