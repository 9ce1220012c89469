"""Where the words of a block are tagged as another name than the rules of detection find.

Each side errs in its own way: who tags words has not heard of long titles that the index holds, and
the rules join what only stands side by side. How sure a tagged name must be to stand instead was
measured on users' reviews that nothing had learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.tagging import TaggedSpan, tagged_names

if TYPE_CHECKING:
    from graphbuild.annotation.detection.views import View
    from graphbuild.annotation.names.proposed import ProposedSpan
    from graphbuild.knowledge.records import AliasHit

__all__ = ["names_tagged", "with_names_tagged"]

_OTHER = "other"
_ALONE = 0.88
"""How likely tagged words are at least a name where the rules find none."""
_PART = 0.92
"""The same where they are a part of a name that nobody knows."""
_WHOLE, _WHOLE_UNKNOWN = 0.8, 0.2
"""The same where what the rules find is but a part of them, or nothing that anybody knows."""
_JOINTS = frozenset({"of", "for", "the"})
"""Words by which a name goes on: *Centre for the …*, *Ozzo the rat*."""


def names_tagged(view: View) -> list[TaggedSpan]:
    """The names that the words of a block are tagged as."""
    return [s for s in tagged_names(view.doc) if s.type != _OTHER]


def with_names_tagged(
    view: View,
    spans: Sequence[ProposedSpan],
    tagged: Sequence[TaggedSpan],
    known: dict[str, tuple[AliasHit, ...]],
) -> list[ProposedSpan]:
    """The spans of a block by the rules, and those that are tagged where these are likelier."""
    counts = Counter(s.text for s in spans if " " in s.text)
    repeated = {text for text, count in counts.items() if count > 1}
    instead = [t for t in tagged if _is_likelier(view, t, _within(spans, t), known, repeated)]
    gone = {id(s) for t in instead for s in _within(spans, t)}
    new = (view.propose(t.start, t.end, known) for t in instead)
    sure = {(t.start, t.end) for t in tagged if t.chance >= _ALONE}
    kept = (
        replace(s, weak=False) if s.weak and (s.start, s.end) in sure else s
        for s in spans
        if id(s) not in gone
    )
    return sorted([*kept, *new], key=lambda s: s.span)


def _within(spans: Iterable[ProposedSpan], tagged: TaggedSpan) -> list[ProposedSpan]:
    return [s for s in spans if s.start < tagged.end and tagged.start < s.end]


def _is_likelier(
    view: View,
    tagged: TaggedSpan,
    spans: Sequence[ProposedSpan],
    known: Mapping[str, tuple[AliasHit, ...]],
    repeated: Collection[str],
) -> bool:
    """Whether a tagged name is likelier than the spans that have words in common with it; those of
    several words that the block has more than once stand."""
    if not spans:
        return tagged.chance >= _ALONE and _may_be_a_name(view, tagged, known)
    ends = tagged.start, tagged.end
    if any((s.start, s.end) == ends or s.mark or s.text in repeated for s in spans):
        return False
    unknown = not any(known.get(s.text) for s in spans)
    whole = next((s for s in spans if s.start <= tagged.start and tagged.end <= s.end), None)
    if whole is not None:
        goes_on = tagged.end < whole.end and view.doc[tagged.end].lower_ in _JOINTS
        return unknown and not goes_on and tagged.chance >= _PART
    return tagged.chance >= (_WHOLE_UNKNOWN if unknown else _WHOLE)


def _may_be_a_name(
    view: View, tagged: TaggedSpan, known: Mapping[str, tuple[AliasHit, ...]]
) -> bool:
    """Whether words of which the rules make nothing may name something: in lower case only what is
    known, unless the writer does without capitals, and no words that anybody writes so."""
    words = [t for t in view.doc[tagged.start : tagged.end] if not t.is_punct]
    small = not any(map(view.flags.cap.__getitem__, range(tagged.start, tagged.end)))
    if small and not view.lower and not known.get(view.text(tagged.start, tagged.end)):
        return False
    return any(t.lower_ not in listed("capitals", "generic") for t in words)
