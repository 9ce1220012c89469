"""Names told from other words with a capital by how they stand and are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.annotation.detection import propose
from graphbuild.annotation.evidence.name_odds import NameOdds, is_open, likely_names
from graphbuild.annotation.pipeline import analyse
from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator
    from graphbuild.annotation.analysis import Analysis

pytestmark = pytest.mark.model


def _analysis(annotator: Annotator, text: str) -> Analysis:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    return next(iter(analyse(annotator.nlp, [essay])))


def _odds(annotator: Annotator, text: str) -> dict[str, float]:
    analysis = _analysis(annotator, text)
    spans = propose(analysis, annotator.kb)
    odds = NameOdds([b.doc for b in analysis.blocks], spans)
    return {s.text: odds.of(s) for s in spans if is_open(s)}


def _names(annotator: Annotator, text: str) -> list[str]:
    analysis = _analysis(annotator, text)
    spans = propose(analysis, annotator.kb)
    return [s.text for s in likely_names([b.doc for b in analysis.blocks], spans)]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Then Milda Torvik opens the door to Larsheim.", 'He is so "Retro" that it hurts.'),
        ("The whole village trusts Milda Torvik.", "I admit that his CG fire looks fake."),
        ("She is played by Ida Torvik (Brenda Holm).", "It is a must for fans of Samurai flicks."),
        ("My favourite is The Lanterns of Torvik.", "It was WAY TOO LOUD for a small room."),
    ],
)
def test_a_name_is_likelier_one_than_a_word_that_is_stressed(
    annotator: Annotator, name: str, word: str
) -> None:
    """Names of people and titles get odds above those of quoted, shouted and technical words."""
    told = _odds(annotator, name)
    assert told
    assert min(told.values()) > max(_odds(annotator, word).values(), default=-9.0)
    assert min(told.values()) > 0


def test_what_is_known_by_its_name_is_not_asked_about(annotator: Annotator) -> None:
    """A known person or place is a name whatever stands around it."""
    assert _odds(annotator, "What a TOM HANKS film, in Paris!").keys() <= {"TOM HANKS film"}
    assert "Paris" in _names(annotator, "What a film to be made in Paris!")


def test_a_word_is_judged_by_its_likeliest_place(annotator: Annotator) -> None:
    """One plain place keeps a name everywhere."""
    text = 'They fear Brunk, the killer. Brunk (Ida Holm) is back. So very "Brunk" of him.'
    assert _names(annotator, text).count("Brunk") == 3
