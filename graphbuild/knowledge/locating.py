"""Where knowledge lies: the shipped tables, the user's own layer, and compiled forms of both."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from graphbuild.knowledge.compiling import compile_tables, content_version
from graphbuild.knowledge.layer import Layer
from graphbuild.resources import data_dir

__all__ = ["core_layer", "user_folder", "user_layer"]

_KEPT = 4


def _home(variable: str, windows: str, otherwise: str) -> Path:
    named = os.environ.get(variable)
    if os.name == "nt":
        named = named or os.environ.get(windows)
    return (Path(named) if named else Path.home() / otherwise) / "graphbuild"


def user_folder() -> Path:
    """The folder of the user's own tables (same format as the shipped ones)."""
    return _home("XDG_DATA_HOME", "APPDATA", ".local/share") / "knowledge"


def core_layer() -> Layer:
    """The shipped tables, compiled into the user's cache once for each version of them."""
    folder = data_dir() / "knowledge"
    return _cached("knowledge", content_version(folder), lambda t: compile_tables(folder, t))


def user_layer(core: Layer) -> Layer | None:
    """The user's own tables over the core, None when there are none.

    Raises:
        KnowledgeError: a table is not as it must be.
    """
    folder = user_folder()
    if not any(folder.glob("*.t[st][vl]")):
        return None
    version = content_version(folder, places=False, over=core.version)
    return _cached("user", version, lambda t: compile_tables(folder, t, places=False, over=core))


def _cached(kind: str, version: str, compile_: Callable[[Path], None]) -> Layer:
    """The compiled file of a version; only the newest of its kind are kept."""
    name = f"{kind}-{version}.sqlite"
    user = getattr(os, "getuid", lambda: os.environ.get("USERNAME", "user"))()
    places = (
        _home("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache"),
        Path(tempfile.gettempdir()) / f"graphbuild-{user}",
    )
    held = next((place for place in places if (place / name).exists()), None)
    if held is None:
        held = next((place for place in places if _writable(place)), places[-1])
        compile_(held / name)
        _forget(held, kind)
    return Layer(held / name)


def _forget(folder: Path, kind: str) -> None:
    """Remove all but the newest compiled files of a kind."""
    files = sorted(folder.glob(f"{kind}-*.sqlite"), key=lambda p: p.stat().st_mtime)
    for old in files[:-_KEPT]:
        with suppress(OSError):  # another process may have it open
            old.unlink()


def _writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return os.access(place, os.W_OK)
