"""Which reader reads which kind of file; open to other packages by entry points.

A package adds a reader with an entry point in the group ``graphbuild.readers``, whose name is
the suffix (``.fountain``) and whose value is a ``Reader``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

from graphbuild.errors import UnknownChoice
from graphbuild.reading.html import read_html
from graphbuild.reading.markdown import read_markdown
from graphbuild.reading.parsed import Parsed
from graphbuild.reading.plain import read_plain

__all__ = ["Reader", "reader_for", "readers", "suffixes"]

Reader = Callable[[bytes], Parsed]
"""Takes a file's bytes; raises ``InputError`` (without ``where``) when it cannot be read."""

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html"}

_OURS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}


@cache
def readers() -> dict[str, Reader]:
    """All readers by lower-case suffix, ours and those of installed packages."""
    theirs = {p.name.lower(): p.load() for p in entry_points(group="graphbuild.readers")}
    return theirs | _OURS


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read, sorted."""
    return tuple(sorted(readers()))


def reader_for(suffix: str) -> Reader:
    """The reader of a suffix, whatever its case.

    Raises:
        UnknownChoice: there is none; the message lists those that there are.
    """
    try:
        return readers()[suffix.lower()]
    except KeyError:
        raise UnknownChoice("file type", suffix, suffixes()) from None
