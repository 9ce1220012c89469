"""PDF: lines of text put together to paragraphs by their place and size on the page.

A PDF says where letters stand, not what they belong to: the order is the one in which the file
draws them, a paragraph is what stands close together, a heading what is set larger. Running
heads and page numbers are kept as navigation, at the end. Words that a line's end divides are
joined. Tables come out cell by cell; pictures, and so the text of scanned pages, are lost.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

from graphbuild.errors import GraphbuildError, InputError, MissingExtra
from graphbuild.model import RegionKind, Span
from graphbuild.reading._assembling import MAX_TEXT, Assembly
from graphbuild.reading.classifying import byline_name
from graphbuild.reading.parsed import Parsed

__all__ = ["read_pdf"]

_PAGES = 3000
_LIMITS = {
    "zlib_maximum_output_length": 30_000_000,
    "lzw_maximum_output_length": 30_000_000,
    "run_length_maximum_output_length": 30_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 400_000,
    "xform_maximum_invocations_per_extraction": 100,
}
_DRAWING = 30_000_000
"""Bytes that all pages may unpack to; pages that share one stream cost as if each had its own."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
_COMPOUND = re.compile(r"\w+-\w+")
_LARGER, _FARTHER, _SAME, _SHORT = 1.15, 1.35, 0.06, 0.75


@dataclass(slots=True)
class _Line:
    """A line of a page: its text, how high it stands, how large it is set."""

    page: int
    height: float
    size: float
    text: str = ""
    italics: list[Span] = field(default_factory=list)

    def add(self, piece: str, italic: bool) -> None:
        if italic and piece.strip():
            self.italics.append(Span(len(self.text), len(self.text) + len(piece)))
        self.text += piece


def read_pdf(data: bytes) -> Parsed:
    """Read a PDF; needs the extra ``pdf``.

    Raises:
        MissingExtra: pypdf is not installed.
        InputError: it is broken, locked, holds pictures of text only, or more than it may.
    """
    try:
        import pypdf
    except ModuleNotFoundError as error:
        raise MissingExtra("pypdf", "pdf") from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what matters is raised
    try:
        with pypdf.apply_configuration(None, **_LIMITS):
            reader = pypdf.PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError("is locked with a password", fix="save it without one")
            lines = [line for line in _lines(reader) if line.text.strip()]
            said = {k: str(v) for k, v in (reader.metadata or {}).items() if v}
    except GraphbuildError:
        raise
    except (pypdf.errors.DependencyError, pypdf.errors.FileNotDecryptedError) as error:
        raise InputError("is encrypted", fix="save it without encryption") from error
    except Exception as error:  # what a parser raises for a broken file has no common name
        raise InputError(
            f"is no PDF that can be read: {error or type(error).__name__}", fix="save it again"
        ) from error
    if not lines:
        raise InputError(
            "holds no text, only pictures", fix="have its pages recognised (OCR) first"
        )
    return _assembled(lines, said)


def _lines(reader: Any) -> Iterator[_Line]:
    if len(reader.pages) > _PAGES:
        raise InputError(f"has more than {_PAGES:,} pages", fix="split it into one file an essay")
    _weigh(reader)
    length = 0
    for number, page in enumerate(reader.pages):
        for line in _page_lines(page, number):
            length += len(line.text)
            if length > MAX_TEXT:
                raise InputError(
                    f"holds more than {MAX_TEXT:,} characters",
                    fix="split it into one file an essay",
                )
            yield line


def _weigh(reader: Any) -> None:
    """Refuse pages that unpack to too much, before any is read."""
    drawing = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawing += len(contents.get_data()) if contents is not None else 0
        if drawing > _DRAWING:
            raise InputError(
                f"draws more than {_DRAWING / 1e6:.0f} MB", fix="split it into one file an essay"
            )


def _page_lines(page: Any, number: int) -> list[_Line]:
    """The lines of a page in the order in which the file draws them."""
    lines: list[_Line] = []
    fresh = True

    def visit(text: str, shift: Any, matrix: Any, font: Any, size: float) -> None:
        nonlocal fresh
        height = shift[1] * matrix[4] + shift[3] * matrix[5] + shift[5]
        scale = abs(shift[3] * matrix[3]) or abs(shift[1] * matrix[2]) or 1.0
        name = str(font.get("/BaseFont", "")).lower() if font else ""
        for i, piece in enumerate(text.translate(_LIGATURES).split("\n")):
            fresh = fresh or i > 0
            if piece.strip() and fresh:
                lines.append(_Line(number, height, abs(size) * scale))
                fresh = False
            if piece and not fresh:
                lines[-1].add(piece, "italic" in name or "oblique" in name)

    page.extract_text(visitor_text=visit)
    return lines


def _assembled(lines: list[_Line], said: dict[str, str]) -> Parsed:
    weights = Counter[float]()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    usual = max(weights, key=lambda s: (weights[s], -s))
    furniture = _furniture(lines)
    kept = [line for i, line in enumerate(lines) if i not in furniture]
    compounds = {w.lower() for line in kept for w in _COMPOUND.findall(line.text)}
    out = Assembly()
    for paragraph in _paragraphs(kept):
        text, italics = _joined(paragraph, compounds)
        larger = paragraph[0].size > _LARGER * usual and len(text) < 200
        kind: RegionKind | None = "heading" if larger else None
        out.add(text, kind, italics)
    opening = " ".join("".join(out.parts[:8]).split()).lower()
    for i in sorted(furniture):
        out.add(lines[i].text, "navigation")
    title, author = (" ".join(said.get(k, "").split()) for k in ("/Title", "/Author"))
    return out.parsed(
        title if title and title.lower() in opening else None,
        author if len(author.split()) > 1 else None,
    )


def _furniture(lines: list[_Line]) -> set[int]:
    """Lines at the edge of a page that are a number, or come back on other pages."""
    edges: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        edges.setdefault(line.page, []).append(i)
    at_edge = set()
    for of_page in edges.values():
        by_height = sorted(of_page, key=lambda i: lines[i].height)
        at_edge |= {*by_height[:2], *by_height[-2:]}
    shapes = {i: re.sub(r"\d+", "0", lines[i].text.strip().lower()) for i in at_edge}
    pages: dict[tuple[str, int], set[int]] = {}
    for i in at_edge:
        pages.setdefault((shapes[i], round(lines[i].height)), set()).add(lines[i].page)
    numbers = re.compile(r"(?:page )?0(?: ?(?:/|of) ?0)?|[-–—] ?0 ?[-–—]")
    return {
        i
        for i in at_edge
        if len(pages[shapes[i], round(lines[i].height)]) > 1
        or (len(edges) > 1 and numbers.fullmatch(shapes[i]))
    }


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    steps = [a.height - b.height for a, b in pairwise(lines) if a.page == b.page]
    down = sorted(s for s in steps if s > 0) or [0.0]
    step = down[len(down) // 4]  # within paragraphs lines stand closest
    current: list[_Line] = []
    for line in lines:
        width = max((len(c.text) for c in current), default=0)
        if current and not _goes_on(current[-1], line, step, width):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _goes_on(before: _Line, line: _Line, step: float, width: int) -> bool:
    """Whether a line belongs to the paragraph of the line before it, ``width`` letters wide."""
    if abs(before.size - line.size) > _SAME * max(before.size, line.size):
        return False
    if byline_name(before.text) or byline_name(line.text):
        return False
    unfinished = before.text.rstrip()[-1:] not in ".!?:”\"'’)"
    if not unfinished and len(before.text) < _SHORT * width:
        return False
    down = before.height - line.height
    if before.page != line.page or down < 0:  # another page or column
        return unfinished and line.text.lstrip()[:1].islower()
    return down <= _FARTHER * step


def _joined(paragraph: list[_Line], compounds: set[str]) -> tuple[str, list[Span]]:
    """The lines of a paragraph as one, and what is in italics."""
    text, italics = "", []
    for line in paragraph:
        words = line.text.strip()
        divided = re.search(r"(\w+)[-\u2010\u00ad]$", text)
        follows = re.match(r"[^\W\d_]+", words)
        if divided and follows and follows[0][0].islower():
            whole = f"{divided[1]}-{follows[0]}".lower()
            text = text if whole in compounds and text[-1] != "\u00ad" else text[:-1]
        elif text:
            text += " "
        outer = len(line.text) - len(line.text.lstrip())
        moved = len(text) - outer
        italics += [Span(max(0, s.start + moved), s.end + moved) for s in line.italics]
        text += words
    return text, italics
