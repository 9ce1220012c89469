"""Reading many essays takes no more memory than reading few, and gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.annotation import pipeline
from graphbuild.annotation.remembering import held
from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.model import AnnotatedEssay, Essay

pytestmark = pytest.mark.model

TEXT = (
    "In Carol, directed by Todd Haynes, Cate Blanchett plays Carol Aird. “It is a {word} film,” "
    "says Haynes. She meets Therese Belivet, whom the {word}s of New York never frightened."
)


def essays(count: int) -> Iterator[Essay]:
    """Essays with a word each that no other has."""
    for n in range(count):
        word = "zq" + "".join(chr(ord("a") + int(d)) for d in f"{n:04}")
        text = TEXT.format(word=word)
        yield read_bytes(text.encode(), essay_id=f"{n}.txt", suffix=".txt")


@pytest.fixture
def full(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> Annotator:
    """An annotator whose model has as many words as it may keep, and reads an essay a batch."""
    monkeypatch.setattr(pipeline, "_BATCH_CHARS", 1)
    words = len(annotator.nlp.vocab.strings)
    monkeypatch.setattr(annotator, "_words", words)
    return annotator


def test_words_beyond_a_limit_are_forgotten(full: Annotator) -> None:
    """The model's words do not grow with what is read."""
    list(full.pipe(essays(3)))
    before = len(full.nlp.vocab.strings)
    list(full.pipe(essays(12)))
    assert len(full.nlp.vocab.strings) == before
    assert not full.nlp.vocab.in_memory_zone  # type: ignore[attr-defined]


def test_no_document_is_kept(full: Annotator) -> None:
    """What stages remember of the words of a document goes with it."""
    list(full.pipe(essays(2)))
    assert held() == 0


def test_forgetting_changes_nothing(full: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mentions and claims are those that a model gives which keeps its words."""

    def read() -> list[AnnotatedEssay]:
        return list(full.pipe(essays(6)))

    forgetting = read()
    monkeypatch.setattr(full, "_words", 10**9)
    assert read() == forgetting
    assert any(a.claims for a in forgetting)


def test_a_callers_own_zone_is_respected(full: Annotator) -> None:
    """A program that reads inside a memory zone of its own may: zones cannot be nested."""
    with full.nlp.memory_zone():
        assert len(list(full.pipe(essays(1)))) == 1
