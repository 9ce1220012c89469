"""Files of other formats, made as the programs that write them do."""

from __future__ import annotations

import zipfile
from io import BytesIO

__all__ = ["docx", "epub", "pdf", "zipped"]

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of the parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(paragraphs: list[tuple[str, str]], *, title: str = "", author: str = "") -> bytes:
    """A Word document of (style, text); text between asterisks is in italics."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = title, author
    for style, text in paragraphs:
        paragraph = document.add_paragraph(style=style)
        for i, piece in enumerate(text.split("*")):
            paragraph.add_run(piece).italic = bool(i % 2)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def epub(chapters: list[str], more: dict[str, str | bytes] | None = None) -> bytes:
    """A book of chapters (the inside of their bodies), with a table of contents."""
    names = [f"c {i}.xhtml" for i in range(len(chapters))]
    items = "".join(
        f'<item id="c{i}" href="text/{n.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for i, n in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(names)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mud and music</dc:title>'
        "<dc:creator>Nora Field</dc:creator><dc:language>en-GB</dc:language></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f"{items}</manifest><spine><itemref idref='nav'/>{spine}</spine></package>"
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": package,
        "OPS/nav.xhtml": page.format("<ol><li>The first chapter of it</li></ol>"),
    }
    parts |= {f"OPS/text/{n}": page.format(body) for n, body in zip(names, chapters, strict=True)}
    return zipped(parts | (more or {}))


def pdf(pages: list[list[tuple[int, int, str]]], *, password: str | None = None) -> bytes:
    """A PDF of pages of lines: (height, size, text), in Helvetica."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = "".join(f"BT /F1 {s} Tf 70 {y} Td ({t}) Tj ET\n" for y, s, t in lines)
        stream = StreamObject()
        stream.set_data(drawn.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
