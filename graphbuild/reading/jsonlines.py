"""JSON Lines: one essay a line, an object with ``text`` and, as it has them, ``title``,
``author``, ``language``, ``date`` (ISO 8601) and ``url``; other fields are passed over."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphbuild.errors import InputError
from graphbuild.model import Span
from graphbuild.reading._decoding import decode
from graphbuild.reading.parsed import Parsed
from graphbuild.reading.plain import plain_blocks

__all__ = ["read_record", "record_places"]

_FIELDS = ("text", "title", "author", "language", "date", "url")
_DATE = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[T ]\d.*)?")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_FIX = 'give one object a line, such as {"text": "…", "title": "…", "author": "…"}'


def record_places(path: Path) -> Iterator[tuple[int, Span]]:
    """The number of each line that is not empty, from 1, and its place in the file in bytes."""
    start = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, Span(start, start + len(line))
            start += len(line)


def read_record(data: bytes) -> Parsed:
    """Read one line.

    Raises:
        InputError: it is no JSON object, has no text, or a field is no text.
    """
    record = _record(decode(data).text)
    said = {name: _words(record, name) for name in _FIELDS}
    text = said["text"]
    if text is None:
        raise InputError("has no text", fix=_FIX)
    date, url = _date(said["date"] or ""), _URL.fullmatch(said["url"] or "")
    return Parsed(
        text,
        tuple(plain_blocks(text)),
        title=said["title"],
        author=said["author"],
        language=said["language"],
        warnings=tuple(_doubts(said, date is not None, url is not None)),
        published=date,
        url=url[0] if url else None,
    )


def _date(text: str) -> str | None:
    """The date of an ISO date or time, None where there is no such day."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        datetime.date.fromisoformat(f"{found[1]}-01-01"[:10])
    except ValueError:
        return None
    return found[1]


def _doubts(said: dict[str, str | None], dated: bool, found: bool) -> Iterator[str]:
    if said["date"] and not dated:
        yield f"has a date that is not written as 2021-05-03; left out: {said['date'][:40]!r}"
    if said["url"] and not found:
        yield f"has a url that is no address of the web; left out: {said['url'][:80]!r}"


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"is not JSON: {error}", fix=_FIX) from error
    except RecursionError as error:
        raise InputError("is JSON nested too deep", fix=_FIX) from error
    if not isinstance(record, dict):
        raise InputError("is not a JSON object", fix=_FIX)
    return record


def _words(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"has a field {name!r} that is not a string", fix=_FIX)
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if value else None
    return whole if name == "text" else (whole or "").strip() or None
