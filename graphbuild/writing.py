"""Writing files so that a reader never sees half of one: aside, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from graphbuild.errors import OutputError

__all__ = ["make_folder", "write_bytes", "write_text"]


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


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file, aside and renamed.

    Raises:
        OutputError: the place cannot be written.
    """
    make_folder(path.parent)
    try:
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another place"
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o644)  # mkstemp makes it private, a published file is not
        Path(aside).replace(path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another place"
        ) from error
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write a whole file as UTF-8 with its line ends as they are."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"))
