"""Where the comments of readers begin, below an essay."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["comments_begin"]

_OPENING = re.compile(
    r"""^(?:(?:\d+|no|one|two|three|recent|all|latest|top|view|show|reader|readers['’])?\s*
        (?:comments?|responses?|replies|reactions)(?:\s*\(\d+\))?|
        \S+\s+(?:comments?|thoughts?|responses?|replies)\s+(?:on|to)\s+\S.*|
        join\ the\ (?:conversation|discussion)|(?:leave|post|write|add)\ a\ (?:comment|reply)|
        discussion)\s*[:.]?$""",
    re.I | re.X,
)
_MARK = re.compile(
    r"""^(?:(?:log\ in\ to\ )?(?:reply|report|like|upvote|permalink)(?:\s*\(?\d*\)?)?|
        (?:\S+\s){0,6}(?:\d+|an?)\s(?:second|minute|hour|day|week|month|year)s?\sago|
        (?:.{1,60}\s)?(?:says|said|wrote|commented|replied)\s*:|
        .{0,60}\d.{0,12}(?:at\s+|,\s*)\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?.{0,12})$""",
    re.I | re.X,
)
_ENOUGH = 300


def comments_begin(lines: Sequence[str], prose: Sequence[bool]) -> int | None:
    """The number of the line that opens the comments, None where there are none.

    A line such as "3 comments" opens them when most of the text stands before it, or when lines
    such as "Reply" and "2 days ago" follow; two of these alone do as well, if nothing but
    comments come after.
    """
    sizes = [len(line) if is_prose else 0 for line, is_prose in zip(lines, prose, strict=True)]
    whole, before = sum(sizes), 0
    marks = [bool(_MARK.match(line)) for line in lines]
    after = sum(marks)
    for i, line in enumerate(lines):
        opens = bool(_OPENING.match(line)) and (2 * before >= whole or after >= 2)
        signed = marks[i] and after >= 2 and i + 1 < len(lines) and any(marks[i + 1 : i + 4])
        if before >= _ENOUGH and (opens or signed):
            return i - 1 if signed and not opens and len(lines[i - 1].split()) <= 4 else i
        before += sizes[i]
        after -= marks[i]
    return None
