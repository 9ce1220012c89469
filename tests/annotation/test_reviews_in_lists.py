"""Reviews in lists and capsules: lines with a title, filmographies in parentheses, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes
from tests.annotation.relating import triples

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator
    from graphbuild.model import Essay


def _essay(text: str) -> Essay:
    return read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")


def _types(annotator: Annotator, text: str) -> dict[str, str]:
    return {m.text: m.entity.type for m in annotator.annotate(_essay(text)).mentions}


def _claims(annotator: Annotator, text: str) -> set[tuple[str, str, str]]:
    found = annotator.annotate(_essay(text)).claims
    return triples(tuple(c for c in found if c.status == "asserted"))


def test_a_line_of_title_and_year_names_a_film(annotator: Annotator) -> None:
    """Capsules stand under such lines; a known title inside one is the film."""
    text = "The Ballad of Larkin Quill (1982)\n\nFound it in a shop.\n\nRevisiting Rebecca (1940)"
    types = _types(annotator, text)
    assert types["The Ballad of Larkin Quill"] == types["Rebecca"] == "film"


@pytest.mark.parametrize(
    ("announced", "longest", "type_"),
    [
        ("films such as", "Salt Mother", "film"),
        ("directors like", "Velka Stern", "person"),
        ("his novels", "Salt Harvest", "work"),
    ],
)
def test_what_announces_a_list_holds_of_all_its_names(
    announced: str, longest: str, type_: str, annotator: Annotator
) -> None:
    """Also of those that look like nothing, and whatever is added to one of them."""
    types = _types(annotator, f"I prefer {announced} Ardano (the older one), {longest} and Molo.")
    assert {types[name] for name in ("Ardano", longest, "Molo")} == {type_}


def test_capitals_that_stand_together_are_a_little_known_title(annotator: Annotator) -> None:
    """Also where the last of them is a word for films."""
    found = annotator.annotate(_essay("We rented Scary Movie, but nobody laughed.")).mentions
    assert [(m.text, m.entity.nil) for m in found if m.kind == "name"] == [("Scary Movie", False)]


def test_names_with_titles_in_parentheses_are_film_makers(annotator: Annotator) -> None:
    """One who is known for a director says what the list is of."""
    text = (
        "Careers begin there, as for Christopher Nolan (Larkin), Ada Quill (Old Salt) and "
        "Ines Vale (Blind Harbor)."
    )
    types = _types(annotator, text)
    assert types["Ada Quill"] == types["Ines Vale"] == "person"
    assert types["Old Salt"] == types["Blind Harbor"] == "film"


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Jeunet saw Wim Wenders’ winner, Paris, Texas, twice.", "Paris, Texas", "film"),
        ("It is drawn from classics like 'The Salt Horror' of 1979.", "The Salt Horror", "film"),
        ("She saw Ines Vale's Women without Men.", "Women without Men", "film"),
        ("Kubrick, Hitchcock, Ozu and Godard would agree.", "Kubrick", "person"),
        ("Dispatches from Larkin Play Editor Kevin B. Lee follow.", "Kevin B. Lee", "person"),
    ],
)
def test_names_are_told_by_their_form(
    annotator: Annotator, text: str, name: str, type_: str
) -> None:
    """Commas in titles, straight quotation marks, lists of surnames, roles before names."""
    assert _types(annotator, text).get(name) == type_


def test_stressed_words_are_no_names(annotator: Annotator) -> None:
    """Capitals that only raise the voice."""
    text = "I reviewed it HERE, and the guy who DIRECTED Heat did not care."
    assert list(_types(annotator, text)) == ["Heat"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Starring the likes of Diane Keaton and Tom Berenger, “Rebecca” is set in a house.",
            ("Rebecca", "actor", "Tom Berenger"),
        ),
        (
            "Kramer vs. Kramer stars Dustin Hoffman, one of the greatest actors of his generation, "
            "and Meryl Streep.",
            ("Kramer vs. Kramer", "actor", "Meryl Streep"),
        ),
    ],
)
def test_casts_in_casual_wordings(
    annotator: Annotator, text: str, expected: tuple[str, str, str]
) -> None:
    """Words before the names, and appositions between them."""
    assert expected in _claims(annotator, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "In the gritty cop genre, “The French Connection” astonishes.",
            ("The French Connection", "countryOfOrigin", "France"),
        ),
        (
            "Samuel Maoz's Lebanon and Shirin Neshat's Women without Men won.",
            ("Women without Men", "director", "Samuel Maoz"),
        ),
        (
            "“Grieta,” an intense drama by helmer Santiago Loza, continues the season.",
            ("Santiago Loza", "said", "Grieta"),
        ),
    ],
)
def test_what_is_not_stated(annotator: Annotator, text: str, wrong: tuple[str, str, str]) -> None:
    """Words of a title, a title of another's, a title in quotation marks."""
    assert wrong not in _claims(annotator, text)
