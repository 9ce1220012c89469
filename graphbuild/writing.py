"""Writing files so that a reader never sees half of one: aside, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graphbuild.errors import OutputError

__all__ = ["as_output_error", "link", "make_folder", "write_aside", "write_bytes", "write_text"]


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made: {error.strerror}",
            where=str(path),
            fix="choose another folder with -o",
        ) from error


@contextmanager
def write_aside(path: Path, *, sync: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write into; it takes its place when the body ends, or else is gone.

    ``sync`` False leaves it to the caller to see to it that the disk has it.

    Raises:
        OutputError: the place cannot be written.
    """
    make_folder(path.parent)
    with as_output_error(path):
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with as_output_error(path):
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                if sync:
                    os.fsync(file.fileno())
            Path(aside).chmod(0o644)  # mkstemp makes it private, a published file is not
            Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


@contextmanager
def as_output_error(path: Path) -> Iterator[None]:
    """Name the place that could not be written.

    Raises:
        OutputError: the body raises ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another place"
        ) from error


def write_bytes(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a whole file, aside and renamed.

    Raises:
        OutputError: the place cannot be written.
    """
    with write_aside(path, sync=sync) as file:
        file.write(data)


def write_text(path: Path, text: str, *, sync: bool = True) -> None:
    """Write a whole file as UTF-8 with its line ends as they are."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"), sync=sync)


def link(source: Path, path: Path) -> None:
    """Give a finished file a second name, or a copy where the file system cannot.

    Raises:
        OutputError: the place cannot be written.
    """
    make_folder(path.parent)
    try:
        os.link(source, path)
    except OSError:
        with as_output_error(path):
            shutil.copy2(source, path)
