"""Reading: files become essays. Text is never rewritten; what it is made of is marked."""

from graphbuild.reading.discovering import SourceFile, discover
from graphbuild.reading.parsed import Parsed, RawBlock
from graphbuild.reading.registry import Reader, reader_for, readers, suffixes
from graphbuild.reading.sources import MAX_BYTES, read_bytes, read_path

__all__ = [
    "MAX_BYTES",
    "Parsed",
    "RawBlock",
    "Reader",
    "SourceFile",
    "discover",
    "read_bytes",
    "read_path",
    "reader_for",
    "readers",
    "suffixes",
]
