"""What each block is: prose, heading, byline, biography, or what a web page puts around prose.

Rules look at a line's own form and at its neighbours; none knows a site. What is not
recognised is ``body``: it is worse to lose prose than to read a stray line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.model import RegionKind
from graphbuild.reading._comments import comments_begin
from graphbuild.reading._furniture import furniture_kind
from graphbuild.reading.parsed import RawBlock

__all__ = ["byline_name", "classify"]

_CAP = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*"
_NAME = rf"{_CAP}(?:\s+(?:(?:de|del|der|di|van|von|la|le|al|bin|da)\s+)?{_CAP}){{0,3}}"
_BYLINE = re.compile(
    rf"""^(?:(?i:by|(?:words|text|review|essay|story)\ by|(?:written|reviewed|posted)\ by|
        (?:all\ )?(?:articles?|posts?|stories|reviews?|essays?)\ by|
        an?\ (?:essay|review)\ by|(?:words|text|author|reviewer|critic)\s*:)
        \s+|(?:—|–|--?)\s*)
        (?P<name>{_NAME})
        (?:\s+(?:and|&)\s+{_NAME})?
        (?:\s*[,|·•–—-]\s*(?!.*\((?:18|19|20)\d\d\)).{{0,80}}|\s+on\s+.{{0,30}})?$""",
    re.X,
)
_BIO = re.compile(
    r"""\b(is|was)\ (an?\ |the\ )?([\w-]+\ ){0,4}(writer|critic|journalist|essayist|novelist|
        editor|filmmaker|programmer|blogger|student|teacher|lecturer|professor|scholar|author|
        columnist|
        curator|podcaster|contributor|librarian|projectionist)\b
        |^an?\ ([\w-]+\ ){0,2}(writer|critic|journalist|essayist|editor|filmmaker|scholar)\b
        |\b(writes|blogs|lectures|teaches|podcasts)\ (about|on|for|at|regularly|film|from)\b
        |\b(lives|is\ based)\ in\b
        |\b(her|his|their)\ (work|writing|essays|criticism|first\ book)\ (has|have|is|appears?)
        \b""",
    re.I | re.X,
)
_CREDIT = re.compile(
    r"""^(director|directed\ by|dir|writer|written\ by|screenwriter|screenplay|script|story|
        producer|produced\ by|music|composer|score|editor|edited\ by|cinematograph(er|y)|
        director\ of\ photography|main\ cast|cast|starring|stars|featuring|
        production\ compan(y|ies)|studio|distribut(or|ed\ by)|genre|countr(y|ies)|language|
        year|release\ date|released|run(ning\ )?time|length|rating|rated|grade|certificate)
        (\(s\)|s)?(\ by)?(\s*:|\s+[A-ZÀ-Þ])""",
    re.I | re.X,
)
_OPENS = re.compile(rf"(?P<name>{_NAME})\s+(?:is|was|writes|lives|teaches|has)\b")
_ABOUT = re.compile(
    r"^(?:about|more\ (?:about|from))\ the\ (?:author|writer|critic|reviewer|contributor)s?\W*$",
    re.I | re.X,
)
_PRONOUNS = frozenset("he here how it i she so that there they this we what who you".split())
_SMALL = frozenset(
    "a an and as at but by for from if in into is it its nor of off on or per so the to up via vs "
    "with yet".split()
)
_LONG = 120
_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class _Line:
    """A block with what the rules ask about it."""

    text: str
    kind: RegionKind | None

    @property
    def short(self) -> bool:
        return len(self.text) <= _LONG

    @property
    def words(self) -> list[str]:
        return re.findall(r"[^\W_][\w'’.-]*", self.text)


def classify(text: str, blocks: Sequence[RawBlock]) -> list[RegionKind]:
    """The kind of every block, in order."""
    lines = [_Line(text[b.start : b.end].strip(), b.kind) for b in blocks]
    kinds: list[RegionKind] = [line.kind or _own_kind(line) for line in lines]
    _captions(lines, kinds)
    _headings(lines, kinds)
    _bare_byline(lines, kinds)
    _film_credits(lines, kinds)
    _authors(lines, kinds)
    _comments(lines, kinds)
    return kinds


def byline_name(line: str) -> str | None:
    """The name that a byline gives, None where the line is none."""
    found = _BYLINE.match(line.strip())
    return found["name"].strip() if found else None


def _own_kind(line: _Line) -> RegionKind:
    """What a line is by its own words."""
    prose = line.text.endswith((".", "!", "?", "”", '"')) and len(line.words) > 8
    if line.short and byline_name(line.text) and not prose:
        return "byline"
    return furniture_kind(line.text, len(line.words), prose=prose) or "body"


def _captions(lines: Sequence[_Line], kinds: list[RegionKind]) -> None:
    """Numbered stills: the same short stem with 1, 2, 3 … through the text."""
    numbered: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        found = re.fullmatch(r"(.{1,60}?)[\s_-]+\(?(\d{1,2})\)?", line.text)
        if found and kinds[i] == "body":
            numbered.setdefault(found[1].casefold(), []).append((int(found[2]), i))
    title = lines[0].text.casefold() if lines else ""
    for stem, found_at in numbered.items():
        in_order = [n for n, _ in found_at] == list(range(1, len(found_at) + 1))
        if in_order and (len(found_at) > 1 or stem in title):
            for _, i in found_at:
                kinds[i] = "caption"


def _headings(lines: Sequence[_Line], kinds: list[RegionKind]) -> None:
    for i, line in enumerate(lines):
        if kinds[i] == "body" and _is_heading(line, first=i == 0):
            after = next((k for k in range(i + 1, len(lines)) if kinds[k] != "caption"), None)
            if after is not None:
                kinds[i] = "heading"


def _is_heading(line: _Line, *, first: bool) -> bool:
    """A short line without a sentence's end, in title case, capitals, or opening the text."""
    words = line.words
    if not words or len(words) > 18 or not line.short or (_CREDIT.match(line.text) and not first):
        return False
    if line.text.endswith((".", ";", ",", "…", "”", ":")) and not line.text.endswith("..."):
        return False
    if re.match(r"^[-*•–—\d]+[.)]?\s", line.text) and len(words) > 8:
        return False
    content = [w for w in words if w.lower() not in _SMALL]
    capital = sum(w[0].isupper() or w[0].isdigit() for w in content)
    titled = bool(content) and capital >= 0.75 * len(content)
    return first or titled or (line.text[0].isupper() and len(words) <= 8)


def _bare_byline(lines: Sequence[_Line], kinds: list[RegionKind]) -> None:
    """A full name alone between title and prose that the text itself never says."""
    if "byline" in kinds or kinds[:2] != ["heading", "heading"] or "body" not in kinds:
        return
    name = lines[1].text
    if re.fullmatch(_NAME, name) is None or not 2 <= len(name.split()) <= 4:
        return
    others = [t.text for t, k in zip(lines[2:], kinds[2:], strict=True) if k == "heading"]
    if name.isupper() and any(map(str.isupper, others)):
        return  # one of several headings in capitals
    surname = name.split()[-1]
    if not any(surname in line.text for i, line in enumerate(lines) if i != 1):
        kinds[1] = "byline"


def _film_credits(lines: Sequence[_Line], kinds: list[RegionKind]) -> None:
    """``Written by …`` among a film's other credits says who wrote the film."""
    credits_ = [bool(_CREDIT.match(line.text)) for line in lines]
    for i, kind in enumerate(kinds):
        beside = any(
            credits_[k] and kinds[k] == "body" for k in (i - 1, i + 1) if 0 <= k < len(kinds)
        )
        if kind == "byline" and credits_[i] and beside:
            kinds[i] = "body"


def _authors(lines: Sequence[_Line], kinds: list[RegionKind]) -> None:
    """Bare name lines beside a byline or a biography, and the biography itself."""
    named = (
        byline_name(line.text) for line, kind in zip(lines, kinds, strict=True) if kind == "byline"
    )
    names = list(dict.fromkeys(n for n in named if n))[:_AUTHORS]
    prose = [i for i, k in enumerate(kinds) if k == "body"]
    if not prose:
        return
    tail = max(1, len(lines) * 2 // 3)
    for i, line in enumerate(lines):
        if kinds[i] != "body" or line.kind is not None:
            continue
        if _under_author_heading(lines, kinds, i):
            kinds[i] = "author_bio"
        elif _BIO.search(line.text[:240]) and _of_author(lines, kinds, i, names, tail):
            kinds[i] = "author_bio"
            names += _name_lines(lines, i)
    for i, line in enumerate(lines):
        beside = "author_bio" in kinds[i + 1 : i + 3] or "byline" in kinds[max(0, i - 1) : i + 2]
        if i == 0 or not beside or kinds[i] not in ("heading", "body") or not line.short:
            continue
        bare = re.fullmatch(_NAME, line.text) is not None and len(line.words) <= 4
        if bare and any(set(n.split()) <= set(line.text.split()) for n in names):
            kinds[i] = "byline"


def _under_author_heading(lines: Sequence[_Line], kinds: list[RegionKind], i: int) -> bool:
    return i > 0 and kinds[i - 1] == "heading" and bool(_ABOUT.match(lines[i - 1].text))


def _of_author(
    lines: Sequence[_Line], kinds: list[RegionKind], i: int, names: list[str], tail: int
) -> bool:
    """Whether a block that reads like a biography tells of the author, not of a character.

    It names the author, below the essay or right beside the byline; or it ends the text and
    begins with a name that the essay never says.
    """
    text = lines[i].text
    known = any(_says(text[:160], n.split()[0]) for n in names + _name_lines(lines, i))
    beside = "byline" in kinds[max(0, i - 2) : i] and any(_says(text[:160], n) for n in names)
    if beside or (known and i >= tail):
        return True
    opens = _OPENS.match(text)
    if opens is None or i < max(tail, len(lines) - 3) or opens["name"].lower() in _PRONOUNS:
        return False
    surname = opens["name"].split()[-1]
    return not any(_says(line.text, surname) for line in lines[:i])


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _comments(lines: Sequence[_Line], kinds: list[RegionKind]) -> None:
    """What readers wrote below an essay is none of it."""
    begin = comments_begin([line.text for line in lines], [kind == "body" for kind in kinds])
    for i in range(len(lines) if begin is None else begin, len(lines)):
        kinds[i] = kinds[i] if kinds[i] in ("author_bio", "navigation", "promo") else "form"


def _name_lines(lines: Sequence[_Line], i: int) -> list[str]:
    """Lines right above ``i`` that are a bare name which the block at ``i`` takes up."""
    above = [lines[k].text for k in range(max(0, i - 2), i)]
    bare = [t for t in above if re.fullmatch(_NAME, t) and 1 < len(t.split()) <= 4]
    return [t for t in bare if t.split()[0] in lines[i].text[:160]]
