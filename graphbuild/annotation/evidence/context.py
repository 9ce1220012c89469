"""Cues: what a name's form, its sentence and the words around it say about its type.

A cue is a phrase that a reader understands; ``weights.toml`` gives its weight for each type.
Syntax is read from the model's parse, and from the neighbouring words where the parse often errs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.evidence.own_form import own_form
from graphbuild.annotation.evidence.roles import cues_of_grammar
from graphbuild.annotation.evidence.surroundings import shape, surroundings
from graphbuild.annotation.evidence.taken_up import taken_up
from graphbuild.annotation.evidence.words_after import cues_after
from graphbuild.annotation.evidence.words_before import cues_before
from graphbuild.annotation.tagging import SOMEBODY

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["cues"]

_TAGGED = {
    "person": "is tagged as somebody",
    "character": "is tagged as somebody",
    "organization": "is tagged as an organization",
    "place": "is tagged as a place",
    "film": "is tagged as a title",
    "series": "is tagged as a title",
    "work": "is tagged as a title",
    "event": "is tagged as an event",
}
_ACTS = frozenset(
    {
        "is the subject of a verb of speech",
        "is the subject of a verb of the story, in the present",
        "is the object of a verb of the story",
    }
)


def cues(doc: Doc, span: ProposedSpan, *, title_case: bool = False) -> list[str]:
    """The cues for one occurrence of a name, strongest kinds first, each once."""
    out = list(own_form(span))
    if not title_case:
        somebody = span.tagged in SOMEBODY
        if span.tagged == "place" and not any(h.type == "place" for h in span.hits):
            out.append("is tagged as a place that nobody knows")
        elif span.tagged in _TAGGED and not (span.mark and somebody and _is_one_word(span)):
            out.append(_TAGGED[span.tagged])
        out += cues_of_grammar(doc, span)
        past = "is the subject of a verb of the story" in out
        if (not _ACTS.isdisjoint(out) and _is_epithet(span)) or (past and _are_people(doc, span)):
            out.append("acts under an epithet")
        out += surroundings(doc, span)
        out += shape(span)
    out += cues_before(doc, span)
    out += cues_after(doc, span)
    out += taken_up(doc, span.start, span.end)
    return list(dict.fromkeys(out))


def _is_one_word(span: ProposedSpan) -> bool:
    """Whether a name is so short that it is easily tagged as a person's, title or not."""
    return " " not in span.text and not any(h.type in {"person", "character"} for h in span.hits)


def _is_epithet(span: ProposedSpan) -> bool:
    """``The Bride``, ``The Fool``: an article and one common word that nothing known is called."""
    words = span.text.split()
    titled = any(h.type in {"film", "series", "organization"} for h in span.hits)
    return len(words) == 2 and words[0] == "The" and not titled


def _are_people(doc: Doc, span: ProposedSpan) -> bool:
    """``Men``, ``Girls``: one word that says who they are, and is not marked as a title."""
    said = doc[span.start].lemma_.lower() in listed("character", "people")
    return span.end - span.start == 1 and said and not span.mark
