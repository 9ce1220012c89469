"""Linking: whom a name means, in sentences of the kind that reviewers write."""

from __future__ import annotations

import pytest

from graphbuild.annotation.pipeline import Annotator
from graphbuild.model import Mention
from graphbuild.reading import read_bytes

pytestmark = pytest.mark.model


def names(annotator: Annotator, text: str) -> list[tuple[str, str, str]]:
    """(text, type, last part of the IRI) of every name, in order."""
    return [(m.text, m.entity.type, _key(m)) for m in mentions(annotator, text)]


def mentions(annotator: Annotator, text: str) -> list[Mention]:
    essay = read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt")
    return [m for m in annotator.annotate(essay).mentions if m.kind == "name"]


def _key(mention: Mention) -> str:
    return mention.entity.iri.rpartition("/")[2]


def test_possessor_is_no_part_of_the_title(annotator: Annotator) -> None:
    """Director and title are two names, in a note of one sentence too."""
    found = names(annotator, "Todd Haynes's Carol stars Cate Blanchett.")
    assert ("Todd Haynes", "person", "todd-haynes") in found
    assert ("Carol", "film", "carol-2015") in found


def test_possessor_that_belongs_to_the_title_stays(annotator: Annotator) -> None:
    """A title that begins with somebody's name is kept whole."""
    found = names(annotator, "Schindler's List stars Liam Neeson.")
    assert ("Schindler's List", "film", "schindlers-list-1993") in found


def test_pronoun_that_opens_a_sentence_is_no_title(annotator: Annotator) -> None:
    """'It stars' speaks of the film before, not of a film called *It*."""
    found = names(annotator, "I finally watched Heat. It stars Al Pacino and Robert De Niro.")
    assert "It" not in [text for text, _, _ in found]


def test_place_and_film_of_one_name_are_told_apart(annotator: Annotator) -> None:
    """Where something is filmed or where somebody goes is the place."""
    text = (
        "Philadelphia (1993) is a careful film. It was filmed in Philadelphia, with Tom Hanks "
        "and Denzel Washington."
    )
    found = [(t, k) for t, k, _ in names(annotator, text) if t == "Philadelphia"]
    assert found == [("Philadelphia", "film"), ("Philadelphia", "place")]


def test_films_of_one_title_are_told_apart_by_maker_and_year(annotator: Annotator) -> None:
    """The remake and the first film, each where its director or year says so."""
    text = (
        "Two films by one name\n\nMerian C. Cooper and Ernest B. Schoedsack made the first King "
        "Kong in 1933. Peter Jackson's King Kong (2005) runs for three hours. Take the 1933 King "
        "Kong if you have one evening."
    )
    found = [k for t, _, k in names(annotator, text) if t == "King Kong"]
    assert found == ["king-kong-1933", "king-kong-2005", "king-kong-1933"]


def test_film_of_another_year_is_not_the_one_that_is_known(annotator: Annotator) -> None:
    """A year that no known film of the title has makes it an unknown film."""
    text = "Nobody remembers Gladiator (1992), a boxing picture with Cuba Gooding Jr."
    (film,) = [m for m in mentions(annotator, text) if m.text == "Gladiator"]
    assert film.entity.type == "film"
    assert film.entity.nil


def test_title_in_capitals_is_found(annotator: Annotator) -> None:
    """A title that is shouted is a title, common word or not."""
    found = names(annotator, "PARASITE (2019): Bong Joon-ho's masterpiece. Song Kang-ho is in it.")
    assert ("PARASITE", "film", "parasite-2019") in found


def test_full_surname_with_its_particle_finds_its_person(annotator: Annotator) -> None:
    """A surname of two words is one name."""
    text = "Guillermo del Toro directed Pan's Labyrinth. Del Toro drew every monster himself."
    found = names(annotator, text)
    assert [k for t, _, k in found if t == "Del Toro"] == ["guillermo-del-toro"]


def test_title_that_is_compared_is_the_film(annotator: Annotator) -> None:
    """'More honest than Gandhi' compares films, where another film is being discussed."""
    text = (
        "Miloš Forman's Amadeus won eight Oscars. It is more honest than Gandhi, and shorter. "
        "Ben Kingsley plays Gandhi for Richard Attenborough."
    )
    kinds = [k for t, k, _ in names(annotator, text) if t == "Gandhi"]
    assert kinds == ["film", "character"]


def test_speaker_whom_nobody_knows_is_a_person(annotator: Annotator) -> None:
    """Who talks about a film whose cast is known is no character of it."""
    text = (
        "Goodfellas again\n\nRay Liotta plays Henry Hill in Goodfellas. “It is a film about "
        "lunch,” Augusta Winterberg announced. Winterberg runs a film club."
    )
    found = [m for m in mentions(annotator, text) if "Winterberg" in m.text]
    assert {m.entity.type for m in found} == {"person"}
    assert len({m.entity.iri for m in found}) == 1
    assert all(m.entity.nil for m in found)


def test_book_of_the_title_is_told_from_the_film(annotator: Annotator) -> None:
    """What the story was taken from, by a writer, is the book."""
    text = (
        "Alfred Hitchcock made Psycho in 1960. He took the story from Psycho, by Robert Bloch, "
        "and changed the ending."
    )
    kinds = [k for t, k, _ in names(annotator, text) if t == "Psycho"]
    assert kinds == ["film", "work"]


def test_every_choice_has_a_reason_and_rejected_ones_too(annotator: Annotator) -> None:
    """A reader can see why, and why not."""
    for mention in mentions(annotator, "Todd Haynes's Carol stars Cate Blanchett as Carol Aird."):
        assert mention.reason
        assert 0 < mention.score <= 1
        assert all(c.reason for c in mention.candidates)


def test_names_without_capitals_are_found_where_the_writer_uses_none(annotator: Annotator) -> None:
    """A comment all in lower case names films and people too; common words stay words."""
    text = (
        "the coen brothers made fargo in 1996 and it still rules. frances mcdormand is marge "
        "gunderson and nobody else could be. i saw it twice and mcdormand is better every time."
    )
    found = names(annotator, text)
    assert ("fargo", "film", "fargo-1996") in found
    assert ("frances mcdormand", "person", "frances-mcdormand") in found
    assert ("marge gunderson", "character", "marge-gunderson") in found
    assert ("mcdormand", "person", "frances-mcdormand") in found
    assert "twice" not in [t for t, _, _ in found]
