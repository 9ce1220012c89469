"""Reading: files become essays. Text is never rewritten; what it is made of is marked."""

from graphbuild.reading.discovering import discover
from graphbuild.reading.parsed import Parsed, RawBlock
from graphbuild.reading.registry import Reader, reader_for, readers, suffixes
from graphbuild.reading.sources import SourceFile, read_bytes, read_path, read_source

__all__ = [
    "Parsed",
    "RawBlock",
    "Reader",
    "SourceFile",
    "discover",
    "read_bytes",
    "read_path",
    "read_source",
    "reader_for",
    "readers",
    "suffixes",
]
