"""HTML: all of its text, boilerplate included, with each block's kind from the page's structure.

Offsets count in the extracted text. Nothing is fetched, no entity is expanded from outside.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from graphbuild.errors import InputError
from graphbuild.model import RegionKind, Span
from graphbuild.reading._decoding import decode
from graphbuild.reading._nesting import flattened
from graphbuild.reading.parsed import Parsed, RawBlock

__all__ = ["read_html"]

_DROPPED = frozenset(
    "script style noscript template svg math iframe object head canvas audio video select".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_KINDS: dict[str, RegionKind] = {
    "nav": "navigation",
    "footer": "navigation",
    "menu": "navigation",
    "aside": "promo",
    "form": "form",
    "button": "form",
    "textarea": "form",
    "figcaption": "caption",
    "address": "byline",
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")  # type: ignore[assignment]
_CLASSES: tuple[tuple[re.Pattern[str], RegionKind], ...] = (
    (re.compile(r"\b(comment|respond|reply)"), "form"),
    (re.compile(r"\b(author[-_ ]?(bio|box|info)|about[-_ ]author)"), "author_bio"),
    (re.compile(r"\bbyline\b"), "byline"),
    (re.compile(r"\b(newsletter|promo|advert|sponsor|subscribe|related|cookie)"), "promo"),
    (
        re.compile(r"\b(breadcrumb|menu|sidebar|share|social|navigation|skip-link|tags)"),
        "navigation",
    ),
    (re.compile(r"\bcaption\b"), "caption"),
)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)


@dataclass(slots=True)
class _Writer:
    """Collects text block by block, white space collapsed."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    start: int = 0
    blocks: list[RawBlock] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)

    def write(self, text: str | None) -> None:
        shown = re.sub(r"[ \t\n\r\f]+", " ", text or "")
        if self.length == self.start or (self.parts and self.parts[-1].endswith(" ")):
            shown = shown.lstrip(" ")
        if shown:
            self.parts.append(shown)
            self.length += len(shown)

    def end_block(self, kind: RegionKind | None) -> None:
        while self.parts and self.length > self.start and self.parts[-1].endswith(" "):
            self.length -= len(self.parts[-1]) - len(last := self.parts.pop().rstrip(" "))
            self.parts.append(last) if last else None
        if self.length > self.start:
            self.blocks.append(RawBlock(self.start, self.length, kind))
            self.parts.append("\n\n")
            self.length += 2
        self.start = self.length


def read_html(data: bytes) -> Parsed:
    """Read an HTML page."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else None)
    tree = _tree(decoded.text)
    writer = _Writer()
    _walk(tree, writer)
    meta = _metadata(tree)
    return Parsed(
        "".join(writer.parts).rstrip("\n"),
        tuple(writer.blocks),
        tuple(s for s in writer.italics if s.end > s.start),
        meta.get("title"),
        meta.get("author"),
        (tree.get("lang") or "")[:2].lower() or None,
        decoded.bom,
        decoded.warnings,
    )


def _tree(page: str, *, deep: bool = False) -> html.HtmlElement:
    """The page as a tree; nested too deep for the parser, it is flattened and read again."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputError("holds no HTML that can be parsed", fix="check the file") from error
    if any(e.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for e in parser.error_log):
        if deep:
            raise InputError("is HTML nested too deep to be read", fix="check the file")
        return _tree(flattened(page), deep=True)
    return tree


def _kind(element: html.HtmlElement, outer: RegionKind | None) -> RegionKind | None:
    tag = element.tag
    if outer in ("navigation", "form", "promo"):
        return outer
    if tag in ("article", "main"):
        return None
    if tag == "header":
        return outer if any(a.tag == "article" for a in element.iterancestors()) else "navigation"
    if tag in _KINDS and not (tag == "footer" and outer == "author_bio"):
        return _KINDS[tag]
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return next((kind for pattern, kind in _CLASSES if pattern.search(names)), outer)


def _hidden(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _walk(root: html.HtmlElement, writer: _Writer) -> None:
    """Depth first, without recursion, so that deep nesting is safe."""
    stack: list[tuple[Any, RegionKind | None, bool, int]] = [(root, None, False, 0)]
    while stack:
        element, kind, leaving, begun = stack.pop()
        if leaving:
            _leave(element, kind, begun, writer)
            continue
        if not isinstance(element.tag, str) or element.tag in _DROPPED or _hidden(element):
            writer.write(element.tail) if element is not root else None
            continue
        inner = kind if element.tag in _INLINE else _kind(element, kind)
        if element.tag not in _INLINE:
            writer.end_block(kind)
        if element.tag == "img" and element.get("alt"):
            writer.write(element.get("alt"))
            writer.end_block("caption")
        stack.append((element, kind, True, writer.length))
        writer.write(element.text)
        stack.extend((child, inner, False, 0) for child in reversed(list(element)))


def _leave(element: Any, outer: RegionKind | None, begun: int, writer: _Writer) -> None:
    if element.tag in ("em", "i", "cite"):
        writer.italics.append(Span(begun, writer.length))
    if element.tag not in _INLINE:
        writer.end_block(_kind(element, outer))
    if element.getparent() is not None:
        writer.write(element.tail)


def _metadata(tree: html.HtmlElement) -> dict[str, str]:
    """Title and author from JSON-LD, then Open Graph and meta tags, then the title element."""
    found: dict[str, str] = {}
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        _from_json_ld(script.text or "", found)
    for meta in tree.iterfind(".//meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        value = (meta.get("content") or "").strip()
        if value and name in ("og:title", "twitter:title"):
            found.setdefault("title", value)
        elif value and name in ("author", "article:author") and "://" not in value:
            found.setdefault("author", value)
    for path in (".//h1", ".//title"):
        element = tree.find(path)
        if element is not None and element.text_content().strip():
            found.setdefault("title", " ".join(element.text_content().split()))
    return found


def _from_json_ld(text: str, found: dict[str, str]) -> None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = data if isinstance(data, list) else [data]
    for item in (i for i in items if isinstance(i, dict)):
        if isinstance(item.get("headline"), str):
            found.setdefault("title", item["headline"])
        author = item.get("author")
        author = author[0] if isinstance(author, list) and author else author
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and name.strip():
            found.setdefault("author", name.strip())
