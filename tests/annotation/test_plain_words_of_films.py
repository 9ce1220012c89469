"""What plain sentences say of the film spoken of: *it is 98 minutes long*, *it is French*."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.annotation.pipeline import analyse
from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation.pipeline import Annotator

pytestmark = pytest.mark.model

BEFORE = "I watched Salt Roads last night, a good film by Ines Vale. "


def _said(annotator: Annotator, text: str) -> set[tuple[str, str, str]]:
    """What is asserted behind the first sentence: subject, property and object."""
    essay = read_bytes((BEFORE + text).encode(), essay_id="t.txt", suffix=".txt")
    found = annotator.finish(next(iter(analyse(annotator.nlp, [essay])))).claims
    return {
        (c.subject.label, c.predicate.name, getattr(c.object, "label", None) or c.object.value)
        for c in found
        if c.status == "asserted"
    }


@pytest.mark.parametrize(
    ("text", "property_", "object_"),
    [
        ("It is only 98 minutes long.", "duration", "PT98M"),
        ("Salt Roads is 103 minutes of boredom.", "duration", "PT103M"),
        ("This 90-minute comedy bored me.", "duration", "PT90M"),
        ("It is a 90 minute film.", "duration", "PT90M"),
        ("This film was made in 1975.", "datePublished", "1975"),
        ("The movie is French.", "countryOfOrigin", "France"),
        ("It is an Italian film.", "countryOfOrigin", "Italy"),
        ("It was filmed in French and Wolof.", "inLanguage", "wo"),
        ("This film is in French.", "inLanguage", "fr"),
        ("It is a Meridian Pictures production.", "productionCompany", "Meridian Pictures"),
        ("It was made by Meridian Pictures.", "productionCompany", "Meridian Pictures"),
        ("It is one of the best Italian horror movies ever made.", "genre", "horror"),
        ("It is a mix of comedy and drama.", "genre", "drama"),
        ("It is a fine piece of science fiction.", "genre", "science fiction"),
        ("It belongs to the horror genre.", "genre", "horror"),
        ("The genre is horror.", "genre", "horror"),
        ("For a horror film, it is not scary.", "genre", "horror"),
        ("One of the worst horror films ever made.", "genre", "horror"),
        ("The film mixes comedy with horror.", "genre", "horror"),
        ("In my opinion it is a western.", "genre", "western"),
        ("It is a made-for-TV movie.", "genre", "television film"),
        ("It is an old B-movie.", "genre", "B movie"),
        ("This is a farce.", "genre", "farce"),
        ("It is a cult classic.", "genre", "cult"),
        ("It is one of the best haunted house movies.", "genre", "haunted house film"),
        ("I loved Tomas Reed in this movie.", "actor", "Tomas Reed"),
    ],
)
def test_is_said_of_the_film(annotator: Annotator, text: str, property_: str, object_: str) -> None:
    """*It*, *this* and *the movie* are the film that was named."""
    assert ("Salt Roads", property_, object_) in _said(annotator, text)


@pytest.mark.parametrize(
    ("text", "property_"),
    [
        ("The first half of Salt Roads is 30 minutes long.", "duration"),
        ("I waited 30 minutes.", "duration"),
        ("It is like a Disney movie.", "productionCompany"),
        ("I watched Jaws too, which is rather dull.", "comparedWith"),
        ("Another film version of it stars Tomas Reed.", "actor"),
        ("The original film starred Tomas Reed.", "actor"),
    ],
)
def test_is_not_said_of_it(annotator: Annotator, text: str, property_: str) -> None:
    """A part of a film is not as long as the film, what it is like did not make it, and another
    film has another cast."""
    assert property_ not in {found for _, found, _ in _said(annotator, text)}


@pytest.mark.parametrize(
    "text",
    [
        "It is Jaws with bears.",
        "It's basically Jaws.",
        "It is the next Jaws.",
        "It makes Jaws look tame.",
        "Watch Jaws instead.",
        "I'd rather watch Jaws.",
        "Reminiscent of Jaws.",
        "Much better than Jaws.",
        "I prefer Jaws to this.",
    ],
)
def test_a_film_is_set_beside_it(annotator: Annotator, text: str) -> None:
    """Whatever the words, another film is compared with the one spoken of."""
    ends = {frozenset({s, o}) for s, p, o in _said(annotator, text) if p == "comparedWith"}
    assert frozenset({"Salt Roads", "Jaws"}) in ends


def test_a_year_far_from_the_known_one_is_another_films(annotator: Annotator) -> None:
    """*Roma* by Fellini is not the one that the knowledge base has."""
    text = "Alfonso Cuarón shot Roma in Mexico City. Fellini's Roma is from 1972."
    assert ("Roma", "datePublished", "1972") not in _said(annotator, text)


def test_this_is_the_film_that_it_says_it_is(annotator: Annotator) -> None:
    """A film is not set beside itself."""
    assert "comparedWith" not in {p for _, p, _ in _said(annotator, "This is Salt Roads.")}
