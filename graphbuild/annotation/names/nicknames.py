"""Names with a nickname in quotation marks inside: *Christine “Lady Bird” McPherson*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.annotation.english.lexicon import common_words, given_names

__all__ = ["nickname_in", "nicknamed", "without_nickname"]

_CAPITAL = r"[A-Z\u00c0-\u00de][\w.'-]*"
_FIRST = r"[A-Z\u00c0-\u00de][\w'-]+"
_NICK = r"(?:the )?[A-Z\u00c0-\u00de][\w. -]{0,24}"
_MARKED = re.compile(rf"“({_NICK})”|\"({_NICK})\"|‘({_NICK})’|(?<!\w)'({_NICK})'(?!\w)")
_NICKNAMED = re.compile(
    rf"(?<![\w'])({_CAPITAL}(?: [A-Z]\.)?) (?:{_MARKED.pattern})"
    rf"(?: [A-Z]\.)? (?:(?:de|van|von|di) )?{_CAPITAL}"
)
_SHORT = rf"{_FIRST}(?: {_FIRST})?"
_CALLED = re.compile(
    r"(?:\(|\b(?:as|by|named|called|plays?|played|playing|portrays|meets?) )"
    rf"(?P<name>(?:“{_SHORT}”|\"{_SHORT}\"|[‘`']{_SHORT}[’']) "
    rf"(?P<first>{_FIRST})(?: {_CAPITAL})?)",
    re.MULTILINE,
)


def nicknamed(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of names that hold a nickname; they begin with a given name, or with the nickname
    where somebody is called so (*as "Boss" Hogg*)."""
    for match in _NICKNAMED.finditer(text):
        if match.group(1).split()[0].lower() in given_names():
            yield match.start(), _end(text, match.end())
    for match in _CALLED.finditer(text):
        if match["first"].removesuffix("'s").lower() not in common_words():
            yield match.start("name"), _end(text, match.end())


def _end(text: str, end: int) -> int:
    """Where a name ends whose last word may have the genitive or a stop."""
    end -= 2 * text.endswith("'s", 0, end)
    return end - (text[end - 1] == ".")


def nickname_in(name: str) -> str:
    """The nickname in a name, else an empty string."""
    match = _MARKED.search(name)
    return next((g for g in match.groups() if g), "") if match else ""


def without_nickname(name: str) -> str:
    """A name without the nickname that it holds."""
    return " ".join(_MARKED.sub(" ", name, count=1).split())
