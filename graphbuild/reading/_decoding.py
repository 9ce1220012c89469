"""From bytes to text: byte order mark, declaration, strict UTF-8, then a guess that is reported."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from graphbuild.errors import InputError

__all__ = ["Decoded", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b\x08\x85")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, whether there was one, and what to tell the user."""

    text: str
    bom: bool = False
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode a file's bytes; line ends stay as they are.

    Raises:
        InputError: the bytes are not text, or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding), bom=True)
    if _looks_binary(data):
        raise InputError(
            "is not a text file", fix="give it the suffix of its kind, or text, Markdown or HTML"
        )
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return Decoded(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"begins with the mark of {encoding} but is not {encoding} at byte {error.start}",
            fix="save it as UTF-8",
        ) from error


def _looks_binary(data: bytes) -> bool:
    head = data[:8192]
    odd = sum(b < 32 and b not in _TEXT_CONTROLS for b in head)
    return b"\0" in head or odd > len(head) // 50


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError("is in no encoding that can be told", fix="save it as UTF-8")
    note = f"is not UTF-8; read as {best.encoding}"
    return Decoded(data.decode(best.encoding), warnings=(note,))
