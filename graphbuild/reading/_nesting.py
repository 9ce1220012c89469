"""HTML nested deeper than a parser goes: the innermost elements lose their tags, not their text."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["flattened"]

_DEEPEST = 400
"""A level of HTML can have four elements (table, body, row, cell); libxml2 goes 2048 deep."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_OPEN_ENDED = frozenset("p li tr td th tbody option".split())
"""Elements that may stand without an end tag: counting them would count what is not nested."""


def flattened(page: str) -> str:
    """The page without the tags that are nested too deep; every word stays."""
    parser = _Flattener()
    parser.feed(page)
    parser.close()
    return "".join(parser.parts)


class _Flattener(HTMLParser):
    """Writes out what it reads, tags only down to the deepest level."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nests = tag not in _VOID and tag not in _OPEN_ENDED
        self.depth += nests
        self._write(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # a slash closes nothing in HTML

    def handle_endtag(self, tag: str) -> None:
        self._write(f"</{tag}>")
        if tag not in _VOID and tag not in _OPEN_ENDED:
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def _write(self, tag: str) -> None:
        self.parts.append(tag if self.depth <= _DEEPEST else " ")
