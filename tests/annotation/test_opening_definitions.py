"""Texts that open as works of reference do: *TITLE is a YEAR … film*."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes
from tests.annotation.relating import triples

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator
    from graphbuild.model import AnnotatedEssay

pytestmark = pytest.mark.model


def read(annotator: Annotator, text: str) -> AnnotatedEssay:
    return annotator.annotate(read_bytes(text.encode(), essay_id="lead.txt", suffix=".txt"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Halt! Or the Tram Will Leave is a 1987 comedy film directed by Ada Quill.",
         "Halt! Or the Tram Will Leave"),
        ("Who Sold the Ferry? is a lost 1931 film directed by Ada Quill.", "Who Sold the Ferry?"),
        ("Aces are Wild is a 1922 silent film directed by Ada Quill.", "Aces are Wild"),
        ("He's Harmless is a 1938 crime film directed by Ada Quill.", "He's Harmless"),
        ("$40,000 Bail is a 1925 Western directed by Ada Quill.", "$40,000 Bail"),
        ("2096: A Tram Elegy is a 1975 science fiction film directed by Ada Quill.",
         "2096: A Tram Elegy"),
        ("Starring Ines Vale, The Width of Rain is a lost 1921 film directed by Ada Quill.",
         "The Width of Rain"),
        ("Rivals in Ropes is a 1936 \"two-reeler\" comedy film directed by Ada Quill.",
         "Rivals in Ropes"),
        ("Salt Creek Queen is a 1953 Western film shot in Technicolor directed by Ada Quill.",
         "Salt Creek Queen"),
    ],
)  # fmt: skip
def test_the_title_is_all_that_stands_before_the_definition(
    annotator: Annotator, text: str, title: str
) -> None:
    """Marks of sentences, pronouns and small words stand in titles; the director is that film's."""
    found = triples(read(annotator, text).claims)
    assert {t for t in found if t[1] == "director"} == {(title, "director", "Ada Quill")}


def test_other_titles_are_the_same_film(annotator: Annotator) -> None:
    """What the film is also known as is no second film."""
    text = "Too Wet to Burn, also known as Let 'Em All Row, is a 1938 comedy starring Ines Vale."
    essay = read(annotator, text)
    named = {m.text: m.entity.iri for m in essay.mentions}
    assert named["Too Wet to Burn"] == named["Let 'Em All Row"]
    assert ("Too Wet to Burn", "actor", "Ines Vale") in triples(essay.claims)


def test_the_film_defined_is_what_the_text_is_about(annotator: Annotator) -> None:
    """*It* and a participle behind a comma go on about it, however known the other film is."""
    text = (
        "Rain Street Two is a 1961 film and a sequel to Casablanca, directed by Ada Quill. "
        "In Casablanca it never rains. The film stars Ines Vale."
    )
    found = triples(read(annotator, text).claims)
    assert {t for t in found if t[1] in {"director", "actor"}} == {
        ("Rain Street Two", "director", "Ada Quill"),
        ("Rain Street Two", "actor", "Ines Vale"),
    }


def test_another_year_is_another_film(annotator: Annotator) -> None:
    """A known title of another year names a film that nobody knows."""
    essay = read(annotator, "Casablanca is a 1911 short film directed by Ada Quill.")
    film = next(m.entity for m in essay.mentions if m.text == "Casablanca")
    assert film.type == "film"
    assert film.nil


def test_whose_book_is_meant_is_no_film(annotator: Annotator) -> None:
    """The year before a name can be that of the book."""
    text = "Tram Elegy is a 1990 film. Based on the 1977 Lorenzo Vidal novel, it stars Ines Vale."
    essay = read(annotator, text)
    assert ("Tram Elegy", "actor", "Ines Vale") in triples(essay.claims)
    assert {m.entity.type for m in essay.mentions if m.text == "Lorenzo Vidal"} == {"person"}


def test_a_pronoun_in_a_title_is_nobody(annotator: Annotator) -> None:
    """*She* in a title is not whoever is named next."""
    essay = read(annotator, "She's Fearless is a 1937 film. Ines Vale wrote it.")
    assert "She" not in {m.text for m in essay.mentions}
