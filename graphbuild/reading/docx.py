"""Word documents (DOCX): paragraphs, tables and notes in reading order, styles as kinds.

Read from the XML of the format (ECMA-376), so that text in tracked insertions, text boxes,
content controls and links is there, and text that was deleted or hidden is not. Page headers,
page footers, comments and pictures are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from graphbuild.model import RegionKind, Span
from graphbuild.reading._archive import Archive, resolved
from graphbuild.reading._assembling import Assembly
from graphbuild.reading.parsed import Parsed

__all__ = ["read_docx"]

_GONE = frozenset(("del", "moveFrom", "Fallback"))
"""Elements whose text is deleted, moved away, or a second copy for older programs."""
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_STYLES: tuple[tuple[str, RegionKind], ...] = (
    ("heading", "heading"),
    ("title", "heading"),
    ("subtitle", "heading"),
    ("caption", "caption"),
    ("toc", "navigation"),
)


def read_docx(data: bytes) -> Parsed:
    """Read a Word document.

    Raises:
        InputError: it is broken, locked, or unpacks to more than it may.
    """
    archive = Archive(data, "Word document (DOCX)")
    top = _related(archive, "")
    main = top.get("officeDocument", "word/document.xml")
    near = _related(archive, main)
    styles = _style_names(archive.xml(near["styles"])) if near.get("styles", "") in archive else {}
    out = Assembly()
    parts = [main, *(near[n] for n in ("footnotes", "endnotes") if near.get(n, "") in archive)]
    for part in parts:
        for paragraph in _paragraphs(archive.xml(part)):
            text, italics = _text(paragraph, styles)
            out.add(text, _kind(paragraph, styles), italics)
    core = top.get("core-properties")
    said = _properties(archive.xml(core)) if core and core in archive else {}
    return out.parsed(said.get("title"), said.get("creator"), said.get("language"))


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: etree._Element, name: str = "val") -> str | None:
    """An attribute by its local name: the strict format has other namespaces."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def _below(element: etree._Element, *names: str) -> etree._Element | None:
    """The element that a path of local names leads to."""
    for name in names:
        found = next((e for e in element if _local(e) == name), None)
        if found is None:
            return None
        element = found
    return element


def _related(archive: Archive, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of the relation's type."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    if rels not in archive:
        return {}
    return {
        (_value(e, "Type") or "").rpartition("/")[2]: resolved(part, _value(e, "Target") or "")
        for e in archive.xml(rels)
        if _value(e, "TargetMode") != "External"
    }


def _style_names(root: etree._Element) -> dict[str, str]:
    """Names of styles, which are English in every edition of Word, by identifier."""
    found = {}
    for style in root:
        name = _below(style, "name")
        if _local(style) == "style" and name is not None:
            found[_value(style, "styleId") or ""] = (_value(name) or "").lower()
    return found


def _properties(root: etree._Element) -> dict[str, str]:
    return {_local(e): e.text.strip() for e in root if e.text and e.text.strip()}


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter("{*}p"):
        outer = {_local(a) for a in paragraph.iterancestors()}
        if not outer & _GONE:
            yield paragraph


def _kind(paragraph: etree._Element, styles: dict[str, str]) -> RegionKind | None:
    style = _below(paragraph, "pPr", "pStyle")
    name = styles.get(_value(style) or "", "") if style is not None else ""
    if _below(paragraph, "pPr", "outlineLvl") is not None:
        return "heading"
    return next((kind for start, kind in _STYLES if name.startswith(start)), None)


def _text(paragraph: etree._Element, styles: dict[str, str]) -> tuple[str, list[Span]]:
    """The text of a paragraph without that of paragraphs inside it, and what is in italics."""
    parts: list[str] = []
    italics: list[Span] = []
    length = 0
    for run in paragraph.iter("{*}r"):
        if not _runs_in(run, paragraph) or _switched_on(run, "vanish"):
            continue
        piece = "".join(_pieces(run))
        if piece and (_switched_on(run, "i") or _emphasised(run, styles)):
            italics.append(Span(length, length + len(piece)))
        parts.append(piece)
        length += len(piece)
    return "".join(parts), italics


def _runs_in(run: etree._Element, paragraph: etree._Element) -> bool:
    for outer in run.iterancestors():
        if outer is paragraph:
            return True
        if _local(outer) == "p" or _local(outer) in _GONE:
            return False
    return False


def _pieces(run: etree._Element) -> Iterator[str]:
    for child in run:
        name = _local(child)
        yield (child.text or "") if name == "t" else _AS_TEXT.get(name, "")


def _switched_on(run: etree._Element, name: str) -> bool:
    switch = _below(run, "rPr", name)
    return switch is not None and _value(switch) not in ("0", "false", "off", "none")


def _emphasised(run: etree._Element, styles: dict[str, str]) -> bool:
    style = _below(run, "rPr", "rStyle")
    return style is not None and styles.get(_value(style) or "", "").endswith("emphasis")
