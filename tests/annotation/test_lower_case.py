"""Writing without capitals: whoever is named in full has made films, whose titles may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

pytestmark = pytest.mark.model


def found(annotator: Annotator, text: str) -> set[tuple[str, str]]:
    essay = read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt")
    mentions = annotator.annotate(essay).mentions
    return {(m.text, m.entity.label) for m in mentions if m.kind == "name"}


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("i think rear window is the tidier machine.", ("rear window", "Rear Window")),
        ("nothing he did later was as mean as frenzy.", ("frenzy", "Frenzy")),
        ("then i watched psycho, alone, which was silly.", ("psycho", "Psycho")),
        (
            "north by northwest is the fun one. put on north by northwest for kids.",
            ("north by northwest", "North by Northwest"),
        ),
    ],
)
def test_titles_of_whoever_is_named_are_found(
    annotator: Annotator, sentence: str, title: tuple[str, str]
) -> None:
    """*alfred hitchcock* lets a reader see a title in common words."""
    text = f"we had a whole week of alfred hitchcock at home. {sentence}"
    assert title in found(annotator, text)


def test_words_of_the_sentence_are_no_titles(annotator: Annotator) -> None:
    """*a rope*, *the birds outside* and *my notorious uncle* are what they say."""
    text = (
        "we had a whole week of alfred hitchcock at home. my notorious uncle fixed the blind with "
        "a rope. you could hear the birds outside."
    )
    assert {t for t, _ in found(annotator, text)} == {"alfred hitchcock"}


def test_a_name_with_a_hyphen_is_one(annotator: Annotator) -> None:
    """The family name goes with the given one."""
    text = "the case is real. the killer, choi gwang-su, was found years later. he never spoke."
    assert ("choi gwang-su", "choi gwang-su") in found(annotator, text)
