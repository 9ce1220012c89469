"""What "this movie" is: a film that the text is about, and not one that it names in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.annotation.doc import Doc
from graphbuild.annotation.english.passing import is_in_passing
from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


def _this_movie(annotator: Annotator, text: str) -> list[str]:
    """What the nouns without a name stand for."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    found = annotator.annotate(essay).mentions
    return [m.entity.label for m in found if m.kind == "nominal" and m.entity.type == "film"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It belongs with films like Vertigo.",
        "It feels similar to Vertigo.",
        "He made a cheap remake of Vertigo.",
        "We know Stewart from Vertigo.",
        "He ruined the Vertigo franchise.",
        "One critic (who adores Vertigo) slept.",
        "It reminds me of Vertigo.",
        "The film resembles Vertigo in many ways.",
        "Vertigo is the better film.",
    ],
)
def test_what_something_is_only_compared_with_stands_in_passing(
    nlp: Language, sentence: str
) -> None:
    doc = Doc(nlp(sentence))
    assert is_in_passing(next(t for t in doc if t.text == "Vertigo"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Vertigo opens on a roof.",
        "The plot of Vertigo is absurd.",
        "I saw Vertigo yesterday.",
        "Vertigo is better than its fame.",
        "There is a scene in Vertigo that nobody forgets.",
    ],
)
def test_what_a_text_tells_of_does_not(nlp: Language, sentence: str) -> None:
    doc = Doc(nlp(sentence))
    assert not is_in_passing(next(t for t in doc if t.text == "Vertigo"))


@pytest.mark.parametrize(
    ("text", "film"),
    [
        (
            "This movie wants to be another Vertigo, with its towers. I was bored. "
            "Films like Vertigo need patience, and the movie has none.",
            "the film of t.txt",
        ),
        (
            "Quilted Harbour is a thriller in the vein of Vertigo. Vertigo fans will sigh. "
            "The film runs for two hours.",
            "Quilted Harbour",
        ),
        (
            "A review of “Quilted Harbour”. We know her from Vertigo and from Psycho, and here she "
            "sings. "
            "The film is a bore, and nobody who remembers Psycho will like the film.",
            "Quilted Harbour",
        ),
        (
            "Vertigo is a thriller in which nobody is safe. Novak is good. She later played with "
            "Lemmon in Psycho, but the film is her best.",
            "Vertigo",
        ),
        (
            "A review of Vertigo, after Psycho. The film deserves its fame.",
            "Vertigo",
        ),
    ],
)
def test_this_movie_is_the_film_that_the_text_tells_of(
    annotator: Annotator, text: str, film: str
) -> None:
    assert set(_this_movie(annotator, text)) == {film}


def test_a_film_without_its_title_is_known_by_its_people(annotator: Annotator) -> None:
    """Four of its cast, whom no other film has together, and no film that the text tells of."""
    text = (
        "I had never seen this movie. Jon Voight, Burt Reynolds, Ned Beatty and Ronny Cox take two "
        "canoes down a river. The movie left me shaking, far more than Jaws did."
    )
    assert set(_this_movie(annotator, text)) == {"Deliverance"}


def test_a_few_of_many_people_do_not_make_a_film_known(annotator: Annotator) -> None:
    text = (
        "This movie has everybody. Jon Voight, Burt Reynolds and Ned Beatty are in it, and so are "
        "Meryl Streep, Tom Hanks, Julia Roberts, Denzel Washington, Jodie Foster, Al Pacino and "
        "Judi Dench. The movie wastes them all."
    )
    assert set(_this_movie(annotator, text)) == {"the film of t.txt"}


def test_characters_alone_do_not_make_a_film_known(annotator: Annotator) -> None:
    """Every version of a story has them."""
    text = (
        "In this movie Bruce Wayne fights Selina Kyle, while Alfred Pennyworth and Jim Gordon look "
        "on. The movie is dark."
    )
    assert set(_this_movie(annotator, text)) == {"the film of t.txt"}
