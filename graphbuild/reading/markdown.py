"""Markdown (CommonMark): offsets count in the file as it is; its markup is skipped, not cut.

markdown-it gives the blocks and the sequence of inline texts; each inline text is then found in
the source, and what lies between the found texts is markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphbuild.model import RegionKind, Span
from graphbuild.reading._decoding import decode
from graphbuild.reading.parsed import Parsed, RawBlock
from graphbuild.reading.plain import plain_blocks

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.M)


@dataclass(slots=True)
class _Inline:
    """Where the texts of one block stand, and which of them are emphasised."""

    kept: list[Span] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    images: int = 0


def read_markdown(data: bytes) -> Parsed:
    """Read Markdown, with YAML-like front matter for title, author and language."""
    decoded = decode(data)
    text = decoded.text
    front = _FRONT.match(text)
    fields = dict(_front_fields(front[1])) if front else {}
    body = front.end() if front else 0
    blocks, italics = _blocks(text, body)
    if front:
        blocks.insert(0, RawBlock(0, len(front[0].rstrip()), "navigation"))
    return Parsed(
        text,
        tuple(_complete(text, blocks)),
        tuple(italics),
        fields.get("title"),
        fields.get("author"),
        fields.get("lang") or fields.get("language"),
        decoded.bom,
        decoded.warnings,
    )


def _front_fields(front: str) -> Iterator[tuple[str, str]]:
    for name, value in _FIELD.findall(front):
        value = value.strip("\"'").strip()
        if value and value[0] not in "[{|>":
            yield name.lower(), value


def _blocks(text: str, body: int) -> tuple[list[RawBlock], list[Span]]:
    lines = [m.end() for m in re.finditer(r"\n", text)]
    starts = [0, *lines]
    first_line = bisect_right(starts, body) - 1
    blocks: list[RawBlock] = []
    italics: list[Span] = []
    kinds: list[RegionKind | None] = []
    for token in MarkdownIt("commonmark").parse(text[starts[first_line] :]):
        if token.nesting == 1:
            kinds.append("heading" if token.type == "heading_open" else None)
        elif token.nesting == -1 and kinds:
            kinds.pop()
        elif token.type == "inline" and token.map:
            start = starts[first_line + token.map[0]]
            after = first_line + token.map[1]
            end = starts[after] if after < len(starts) else len(text)
            inline = _locate(text, start, end, token.children or ())
            if inline.kept:
                blocks.append(_block(inline, kinds[-1] if kinds else None))
                italics += inline.italics
    return blocks, italics


def _block(inline: _Inline, kind: RegionKind | None) -> RawBlock:
    first, last = inline.kept[0], inline.kept[-1]
    gaps = (Span(a.end, b.start) for a, b in zip(inline.kept, inline.kept[1:], strict=False))
    only_images = inline.images == len(inline.kept)
    return RawBlock(
        first.start,
        last.end,
        "caption" if only_images else kind,
        tuple(g for g in gaps if g.end > g.start),
    )


def _locate(text: str, start: int, end: int, tokens: Iterable[Token]) -> _Inline:
    """Find each inline text in the source, left to right."""
    found = _Inline()
    at = start
    opened: list[int] = []
    for token in tokens:
        if token.type == "em_open":
            opened.append(len(found.kept))
        elif token.type == "em_close" and opened:
            inside = found.kept[opened.pop() :]
            if inside:
                found.italics.append(Span(inside[0].start, inside[-1].end))
        elif token.type in ("text", "text_special", "code_inline", "image", "softbreak"):
            content = "\n" if token.type == "softbreak" else token.content
            where = text.find(content, at, end) if content else -1
            if where >= 0:
                found.kept.append(Span(where, where + len(content)))
                found.images += token.type == "image"
                at = where + len(content)
    while found.kept and not text[found.kept[-1].start : found.kept[-1].end].strip():
        found.kept.pop()
    return found


def _complete(text: str, blocks: list[RawBlock]) -> Iterator[RawBlock]:
    """The blocks, and what stands between them (code, link targets) as navigation."""
    at = 0
    for block in (*blocks, RawBlock(len(text), len(text))):
        for rest in plain_blocks(text[at : block.start]):
            if any(c.isalnum() for c in text[at + rest.start : at + rest.end]):
                yield RawBlock(at + rest.start, at + rest.end, "navigation")
        if block.end > block.start:
            yield block
        at = max(at, block.end)
