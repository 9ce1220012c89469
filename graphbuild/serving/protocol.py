"""The SPARQL 1.1 Protocol: what a request asks, and in which form it wants the answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

__all__ = ["GRAPHS", "RESULTS", "Asked", "Refused", "accepted", "asked", "body_of"]

RESULTS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types of rows and answers, preferred first, with our names for them."""

GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
"""Media types of triples."""

_BODY_SECONDS = 20.0
_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)


class Refused(Exception):
    """A request that is not answered: HTTP status and the reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the graphs it is asked of (none given: all together)."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request.

    Raises:
        Refused: it is larger than ``most`` bytes (413), or comes too slowly (408).
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > most:
        raise Refused(413, f"a request may have {most} bytes")
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise Refused(413, f"a request may have {most} bytes")
                parts.append(part)
    except TimeoutError:
        raise Refused(408, "the request came too slowly") from None
    except ClientDisconnect:
        raise Refused(400, "the request is incomplete") from None
    return b"".join(parts)


async def asked(request: Request, most: int) -> Asked | None:
    """What a request to the endpoint asks, by GET, by form, or with the query as body; None when
    a GET asks nothing.

    Raises:
        Refused: it is no request that the protocol has.
    """
    pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _UPDATE:
            raise Refused(403, "the graph is read-only: updates are refused")
        if kind not in (_FORM, _QUERY):
            raise Refused(415, f"send the query as {_QUERY} or {_FORM}")
        text = _text(await body_of(request, most))
        if kind == _QUERY:
            return _asked([*pairs, ("query", text)], required=True)
        pairs += parse_qsl(text, keep_blank_values=True)
        return _asked(pairs, required=True)
    return _asked(pairs, required=False)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the request is not UTF-8") from None


def _asked(pairs: list[tuple[str, str]], *, required: bool) -> Asked | None:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values or "using-graph-uri" in values:
        raise Refused(403, "the graph is read-only: updates are refused")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refused(400, "a request has one query")
    if not queries or not queries[0].strip():
        if required or queries:
            raise Refused(400, "the query is missing")
        return None
    default, named = values.get("default-graph-uri", []), values.get("named-graph-uri", [])
    return Asked(queries[0], tuple(default), tuple(named))


def accepted(header: str | None, offered: dict[str, str]) -> str | None:
    """Our name of the offered type that an Accept header likes best, None when it likes none;
    of equals, the first offered (RFC 9110, section 12.5.1)."""
    if not header:
        return next(iter(offered.values()))
    ranges = [_range(part) for part in header.split(",") if part.strip()]
    best: tuple[float, int] | None = None
    chosen = None
    for order, (media, name) in enumerate(offered.items()):
        quality = _quality(media, ranges)
        if quality > 0 and (best is None or (quality, -order) > best):
            best, chosen = (quality, -order), name
    return chosen


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (p.strip() for p in part.lower().split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return media, float(parameter[2:])
            except ValueError:
                return media, 0.0
    return media, 1.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of the most specific range that a type falls in."""
    main = media.partition("/")[0]
    for pattern in (media, f"{main}/*", "*/*"):
        found = [q for r, q in ranges if r == pattern]
        if found:
            return max(found)
    return 0.0
