"""Files that are zip archives (DOCX, EPUB), opened so that none can fill the memory."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from posixpath import normpath

from lxml import etree

from graphbuild.errors import InputError

__all__ = ["Archive", "resolved"]

_PARTS = 20_000
_LARGEST = 50_000_000
"""Bytes that one part may unpack to; a part that holds more than it declares is broken."""


class Archive:
    """The parts of an archive by name; every part is unpacked only when asked for.

    Raises (all methods):
        InputError: it is no archive, broken, locked, or unpacks to more than it may.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._broken(str(error)) from error
        if len(self._zip.namelist()) > _PARTS:
            raise InputError(f"holds more than {_PARTS:,} parts", fix="check where it comes from")

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of a part, which must be there."""
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise self._broken(f"{name} is missing") from error
        if info.flag_bits & 1:
            raise InputError("is locked with a password", fix="save it without one")
        if info.file_size > _LARGEST:
            raise InputError(
                f"unpacks to {info.file_size / 1e6:,.0f} MB in one part ({name}), "
                f"{_LARGEST / 1e6:.0f} MB may be",
                fix="check where it comes from",
            )
        try:
            return self._zip.read(info)  # never more than the size that the part declares
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise self._broken(f"{name}: {error}") from error

    def xml(self, name: str) -> etree._Element:
        """A part as an XML tree; nothing outside it is looked up, no entity is expanded."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(f"{name}: {error}") from error

    def _broken(self, why: str) -> InputError:
        return InputError(f"is no {self._kind} that can be read: {why}", fix="save it again")


def resolved(base: str, target: str) -> str:
    """The name of a part that another part, ``base``, refers to."""
    if target.startswith("/"):
        return normpath(target).lstrip("/")
    return normpath(str(PurePosixPath(base).parent / target))
