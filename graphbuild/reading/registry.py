"""Which reader reads which kind of file; open to other packages by entry points.

A package adds a reader with an entry point in the group ``graphbuild.readers``, whose name is
the suffix (``.fountain``) and whose value is a ``Reader``. Files of ``COLLECTIONS`` hold an essay
a line; their reader takes the bytes of one line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

from graphbuild.errors import UnknownChoice
from graphbuild.reading.docx import read_docx
from graphbuild.reading.epub import read_epub
from graphbuild.reading.html import read_html
from graphbuild.reading.jsonlines import read_record
from graphbuild.reading.markdown import read_markdown
from graphbuild.reading.parsed import Parsed
from graphbuild.reading.pdf import read_pdf
from graphbuild.reading.plain import read_plain

__all__ = [
    "COLLECTIONS",
    "MEDIA_TYPES",
    "Reader",
    "largest",
    "reader_for",
    "readers",
    "suffixes",
]

Reader = Callable[[bytes], Parsed]
"""Takes a file's bytes; raises ``InputError`` (without ``where``) when it cannot be read."""

MEDIA_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
}
COLLECTIONS = frozenset((".jsonl", ".ndjson"))

_TEXT_BYTES, _PACKED_BYTES = 10_000_000, 200_000_000
_PACKED = frozenset((".docx", ".epub", ".pdf"))
"""Formats that hold pictures beside the text; what the text may be is limited when it is out."""

_OURS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
    ".epub": read_epub,
    ".pdf": read_pdf,
    ".jsonl": read_record,
    ".ndjson": read_record,
}


@cache
def readers() -> dict[str, Reader]:
    """All readers by lower-case suffix, ours and those of installed packages."""
    theirs = {p.name.lower(): p.load() for p in entry_points(group="graphbuild.readers")}
    return theirs | _OURS


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read, sorted."""
    return tuple(sorted(readers()))


def largest(suffix: str) -> int:
    """The most bytes that a file (or a line of a collection) of a suffix may have."""
    return _PACKED_BYTES if suffix.lower() in _PACKED else _TEXT_BYTES


def reader_for(suffix: str) -> Reader:
    """The reader of a suffix, whatever its case.

    Raises:
        UnknownChoice: there is none; the message lists those that there are.
    """
    try:
        return readers()[suffix.lower()]
    except KeyError:
        raise UnknownChoice("file type", suffix, suffixes()) from None
