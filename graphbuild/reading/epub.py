"""EPUB books: the documents of the spine in their order, each read as HTML.

Notes, captions and headings are those of the HTML; the table of contents is navigation.
Pictures and fixed layouts are left out.
"""

from __future__ import annotations

from urllib.parse import unquote

from lxml import etree

from graphbuild.errors import InputError
from graphbuild.reading._archive import Archive, resolved
from graphbuild.reading._assembling import Assembly
from graphbuild.reading.html import read_html
from graphbuild.reading.parsed import Parsed

__all__ = ["read_epub"]

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_READABLE = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))


def read_epub(data: bytes) -> Parsed:
    """Read an EPUB book as one essay.

    Raises:
        InputError: it is broken, protected against copying, or unpacks to more than it may.
    """
    archive = Archive(data, "EPUB book")
    rootfile = archive.xml(_CONTAINER).find(".//{*}rootfile")
    path = unquote((rootfile.get("full-path") if rootfile is not None else None) or "")
    package = archive.xml(path)
    locked = _locked(archive)
    items = {item.get("id"): item for item in package.iterfind("{*}manifest/{*}item")}
    out = Assembly()
    for reference in package.iterfind("{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _READABLE:
            continue
        name = resolved(path, unquote(item.get("href") or ""))
        if name in locked:
            raise InputError("is protected against copying", fix="give an edition without DRM")
        is_contents = "nav" in (item.get("properties") or "").split()
        out.extend(read_html(archive.read(name)), "navigation" if is_contents else None)
    said = {tag: _said(package, tag) for tag in ("title", "creator", "language")}
    return out.parsed(said["title"], said["creator"], said["language"])


def _locked(archive: Archive) -> frozenset[str]:
    """Names of the parts that are encrypted (fonts often are; they are not read)."""
    if _ENCRYPTION not in archive:
        return frozenset()
    references = archive.xml(_ENCRYPTION).iterfind(".//{*}CipherReference")
    return frozenset(unquote(r.get("URI") or "") for r in references)


def _said(package: etree._Element, tag: str) -> str | None:
    found = package.find(f"{{*}}metadata/{{http://purl.org/dc/elements/1.1/}}{tag}")
    return None if found is None else found.text
