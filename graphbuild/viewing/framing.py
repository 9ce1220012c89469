"""Pages inside notebooks: in a frame that can reach neither the notebook nor the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

__all__ = ["frame", "table_html"]

_STYLE = (
    "body{font:14px/1.45 system-ui,sans-serif;margin:.5rem;color-scheme:light dark}"
    "table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .9rem .2rem 0;"
    "border-bottom:1px solid #8885;vertical-align:top;overflow-wrap:anywhere}"
)
_LINE, _MOST = 30, 420


def frame(page: str, *, height: int, title: str) -> str:
    """A page as an isolated frame ``height`` pixels high; its scripts run in an origin of
    their own."""
    return str(
        Markup(
            '<iframe sandbox="allow-scripts allow-downloads" referrerpolicy="no-referrer" '
            'style="width:100%;height:{}px;border:1px solid #8886;border-radius:6px" '
            'title="{}" srcdoc="{}"></iframe>'
        ).format(height, title, page)
    )


def table_html(columns: Sequence[str], rows: Iterable[Sequence[str]], *, note: str = "") -> str:
    """A table of cells that are already text, in an isolated frame."""
    rows = list(rows)
    head = Markup("").join(Markup("<th>{}</th>").format(c) for c in columns)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(c) for c in row))
        for row in rows
    )
    page = Markup(
        '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\"><style>{}</style>"
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table><p>{}</p>"
    ).format(Markup(_STYLE), head, body, escape(note))
    height = min(_MOST, _LINE * (len(rows) + 2))
    return frame(str(page), height=height, title=f"{len(rows)} rows")
