"""Characters and people told apart by what stands around them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from graphbuild.annotation.evidence.story_odds import place_and_sentence, story_odds
from graphbuild.annotation.pipeline import Annotator
from graphbuild.reading import read_bytes
from tests.annotation.placing import place

pytestmark = pytest.mark.model


@pytest.mark.parametrize("name", ["Milda Tunnel", "Frank Bowrey"])
@pytest.mark.parametrize(
    ("in_a_story", "in_the_world"),
    [
        (
            "{} arrives at the house, falls in love with the killer and dies in the end.",
            "{} plays the part with talent and gives a great performance in this comedy.",
        ),
        (
            "The police think that {} killed his own father for the house.",
            "The actors and the script are good, and so is the director {}.",
        ),
    ],
)
def test_the_sentence_says_whether_somebody_is_in_a_story(
    annotator: Annotator, name: str, in_a_story: str, in_the_world: str
) -> None:
    """Those in a story arrive, love and are killed; those who make films act and are praised."""
    told = story_odds(*place(annotator, in_a_story.format(name), name))
    real = story_odds(*place(annotator, in_the_world.format(name), name))
    assert told > 0.5
    assert real < -0.5


def test_a_full_name_that_nobody_knows_is_of_the_story_that_is_told(annotator: Annotator) -> None:
    """In a plot it is a character, beside words for film-making a person."""
    text = (
        b"The film is a love triangle: a doctor called Milda Tunnel is smitten with the soldier "
        b"Frank Bowrey, who lives with his mother. The direction of Otto Lanfer is a career best."
    )
    essay = read_bytes(text, essay_id="t.txt", suffix=".txt")
    types = {m.text: m.entity.type for m in annotator.annotate(essay).mentions if m.kind == "name"}
    assert types == {
        "Milda Tunnel": "character",
        "Frank Bowrey": "character",
        "Otto Lanfer": "person",
    }


def test_the_name_itself_says_nothing(annotator: Annotator) -> None:
    """Two names in one place have the same features."""
    text = "In the end {} sells her house, and it breaks her heart."
    first, second = (
        list(place_and_sentence(*place(annotator, text.format(name), name)))
        for name in ("Carol", "Rebecca")
    )
    assert first == second


def test_the_learnt_weights_are_sorted_and_told_once() -> None:
    """The table is what the training script writes: one row a feature, weights that matter."""
    text = files("graphbuild.annotation.evidence").joinpath("story_odds.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    features = [feature for feature, _ in rows]
    assert len(features) > 3000
    assert features == sorted(set(features))
    assert all(abs(float(weight)) >= 0.05 for _, weight in rows)
    assert not any(f.startswith(("< ", "article", "modified", "compound")) for f in features)
