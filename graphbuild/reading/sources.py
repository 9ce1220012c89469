"""From a file to an essay: read it, cut it, say what each part is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

from graphbuild.errors import InputError, UnknownChoice
from graphbuild.model import Essay, Region, Span
from graphbuild.reading._language import detect
from graphbuild.reading.classifying import byline_name, classify
from graphbuild.reading.parsed import Parsed
from graphbuild.reading.registry import MEDIA_TYPES, reader_for

__all__ = ["MAX_BYTES", "essay_id", "read_bytes", "read_path"]

MAX_BYTES = 10_000_000
"""Largest file that is read as one essay."""


def essay_id(path: Path, root: Path | None) -> str:
    """POSIX path below the folder given, or the file's name; NFC, percent-encoded."""
    name = path.relative_to(root).as_posix() if root else path.name
    return quote(unicodedata.normalize("NFC", name), safe="/-._~")


def read_path(path: Path, *, root: Path | None = None) -> Essay:
    """Read one file as an essay.

    Raises:
        InputError: the file is missing, empty, too large, binary, or of an unknown kind.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            size = f"{path.stat().st_size / 1e6:.0f} MB"
            raise InputError(
                f"is {size}, an essay may have {MAX_BYTES / 1e6:.0f} MB",
                where=str(path),
                fix="split it into one file an essay",
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", where=str(path), fix="check the path"
        ) from error
    try:
        return read_bytes(data, essay_id=essay_id(path, root), suffix=path.suffix)
    except (InputError, UnknownChoice) as error:
        raise InputError(error.what, where=str(path), fix=error.fix) from error


def read_bytes(data: bytes, *, essay_id: str, suffix: str = ".txt") -> Essay:
    """Read bytes as an essay; ``suffix`` chooses the reader.

    Raises:
        InputError: they hold no text that can be read.
        UnknownChoice: no reader for the suffix.
    """
    parsed = reader_for(suffix)(data)
    if not any(c.isalnum() for c in parsed.text):
        raise InputError(
            "is empty" if not parsed.text.strip() else "holds no words", fix="remove it"
        )
    return _describe(parsed, essay_id, MEDIA_TYPES.get(suffix.lower(), "text/plain"))


def _describe(parsed: Parsed, essay_id: str, media_type: str) -> Essay:
    text = parsed.text
    kinds = classify(text, parsed.blocks)
    regions = tuple(
        Region(b.start, b.end, kind, b.skips) for b, kind in zip(parsed.blocks, kinds, strict=True)
    )
    author, author_span = _author(parsed, regions)
    prose = " ".join(text[r.start : r.end] for r in regions if r.kind == "body")
    language, doubt = detect(prose or text, parsed.language)
    return Essay(
        essay_id,
        text,
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        language,
        regions,
        parsed.title or _title(text, regions),
        author,
        author_span,
        parsed.italics,
        media_type,
        parsed.bom,
        (*parsed.warnings, *((doubt,) if doubt else ())),
    )


def _title(text: str, regions: tuple[Region, ...]) -> str | None:
    """The first of the opening headings that is more than a label of a word or two."""
    opening: list[str] = []
    for region in regions:
        if region.kind == "heading":
            opening.append(_prose(text, region))
        elif region.kind == "body":
            break
    longer = (h for h in opening if len(h.split()) > 2)
    return next(longer, opening[0] if opening else None)


def _prose(text: str, region: Region) -> str:
    """A region's words without its markup, white space collapsed."""
    at, parts = region.start, []
    for skip in (*region.skips, Span(region.end, region.end)):
        parts.append(text[at : skip.start])
        at = skip.end
    return " ".join("".join(parts).split())


def _author(parsed: Parsed, regions: tuple[Region, ...]) -> tuple[str | None, Span | None]:
    """The author's fullest name and where the text gives it."""
    found: list[tuple[str, Span]] = []
    for region in regions:
        line = parsed.text[region.start : region.end]
        if region.kind == "byline":
            name = byline_name(line) or line.strip()
            start = region.start + max(0, line.find(name))
            found.append((name, Span(start, start + len(name))))
    if parsed.author:
        match = re.search(re.escape(parsed.author), parsed.text)
        return parsed.author, Span(*match.span()) if match else None
    if not found:
        return None, None
    first = found[0][0]
    fuller = [f for f in found if set(first.split()) < set(f[0].split())]
    return (fuller or found)[0]
