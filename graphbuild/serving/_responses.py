"""What every response has, and how a fault is told."""

from __future__ import annotations

from starlette.responses import Response

from graphbuild.serving.protocol import GRAPHS, RESULTS

__all__ = ["MEDIA", "SAFE", "fault"]

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers that keep other sites and guessing browsers out."""

MEDIA = {name: media for media, name in reversed([*RESULTS.items(), *GRAPHS.items()])}
"""The media type of each of our names for one."""


def fault(status: int, what: str, fix: str | None = None) -> Response:
    """A response that says in plain text what is wrong, and what would help."""
    text = what + (f"\n{fix}" if fix else "") + "\n"
    headers = SAFE | ({"Retry-After": "5"} if status == 503 else {})
    return Response(text, status, headers, "text/plain; charset=utf-8")
