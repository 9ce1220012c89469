"""From a file to an essay: read it, cut it, say what each part is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from graphbuild.errors import InputError, MissingExtra, UnknownChoice
from graphbuild.model import Essay, Region, Span
from graphbuild.reading._language import detect
from graphbuild.reading.classifying import byline_name, classify
from graphbuild.reading.parsed import Parsed
from graphbuild.reading.registry import COLLECTIONS, MEDIA_TYPES, largest, reader_for

__all__ = ["SourceFile", "essay_id", "read_bytes", "read_path", "read_source"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What holds one essay: a file, or line ``number`` of one that holds an essay a line.

    ``root`` is the folder that was given, None for a file given itself; ``place`` is where the
    line stands in the file, in bytes.
    """

    path: Path
    id: str
    root: Path | None = None
    number: int | None = None
    place: Span | None = None

    @property
    def where(self) -> str:
        """The file, and the line in it, for a message."""
        return str(self.path) if self.number is None else f"{self.path}, line {self.number}"


def essay_id(path: Path, root: Path | None) -> str:
    """POSIX path below the folder given, or the file's name; NFC, percent-encoded."""
    name = path.relative_to(root).as_posix() if root else path.name
    return quote(unicodedata.normalize("NFC", name), safe="/-._~")


def read_path(path: Path, *, root: Path | None = None) -> Essay:
    """Read one file as an essay.

    Raises:
        InputError: the file is missing, empty, too large, broken, of an unknown kind, or holds
            an essay a line (``discover`` finds these).
    """
    path = Path(path)
    if path.suffix.lower() in COLLECTIONS:
        raise InputError(
            "holds an essay a line", where=str(path), fix="read what discover finds in it"
        )
    return read_source(SourceFile(path, essay_id(path, root), root))


def read_source(source: SourceFile) -> Essay:
    """Read one essay that ``discover`` found.

    Raises:
        InputError: it is missing, empty, too large or broken, or what reads it is not installed.
    """
    suffix = source.path.suffix
    try:
        return read_bytes(_bytes(source), essay_id=source.id, suffix=suffix)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", where=source.where, fix="check the path"
        ) from error
    except (InputError, MissingExtra, UnknownChoice) as error:
        raise InputError(error.what, where=source.where, fix=error.fix) from error


def _bytes(source: SourceFile) -> bytes:
    place = source.place or Span(0, source.path.stat().st_size)
    size, most = place.end - place.start, largest(source.path.suffix)
    if size > most:
        raise InputError(
            f"is {size / 1e6:,.0f} MB, {most / 1e6:.0f} MB may be",
            fix="split it into one file an essay",
        )
    with source.path.open("rb") as file:
        file.seek(place.start)
        return file.read(size)


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
        parsed.published,
        parsed.url,
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
