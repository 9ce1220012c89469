"""A helper for tests of what the place of a name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuild.annotation.doc import Doc

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator


def place(annotator: Annotator, text: str, name: str) -> tuple[Doc, int, int]:
    """A text read by the model, and the tokens of the last place of a name in it."""
    doc = Doc(annotator.nlp(text))
    at = text.rindex(name)
    span = doc.char_span(at, at + len(name))
    assert span is not None
    return doc, span.start, span.end
