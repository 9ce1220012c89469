"""What is no film among the names of users' reviews: groups, series, songs, places, prizes, and
capitals that name nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


def _types(annotator: Annotator, text: str) -> dict[str, str]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    names = [m for m in annotator.annotate(essay).mentions if m.kind == "name"]
    return {m.text: m.entity.type for m in names}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("It was sold by distributors like Vandor and Moskel.", "Vandor", "organization"),
        ("Her brother plays in a band called Ruined Orchard.", "Ruined Orchard", "organization"),
        ("They meet in a bar named Ruined Orchard.", "Ruined Orchard", "place"),
        ("The letter was written by members of VKTR, a group of fans.", "VKTR", "organization"),
        ("He saw people jump during the Torvell massacre.", "Torvell", "place"),
        ("He fought to keep the VKT Middleweight Title.", "VKT Middleweight Title", "award"),
        ("The story is by Mira Nair (India) and it moved me.", "India", "place"),
        ("The camera of W. Morton Hepfel III is a joy.", "W. Morton Hepfel III", "person"),
        ("At night they fear the Tree Devil.", "Tree Devil", "character"),
        ('I liked it better than "Harmon Academy".', "Harmon Academy", "film"),
        ("As a boy I liked Jane Austen's Emmeline.", "Emmeline", "work"),
        ("I liked Emmeline by Jane Austen.", "Emmeline", "work"),
    ],
)
def test_groups_places_and_prizes_are_no_films(
    annotator: Annotator, text: str, name: str, type_: str
) -> None:
    """The noun that a name is an example of, ends with, or stands beside, says its kind; what is by
    somebody who writes is a book; a title in quotation marks may end like an academy."""
    assert _types(annotator, text)[name] == type_


def test_the_songs_of_a_film_are_works_to_the_last_of_the_list(annotator: Annotator) -> None:
    """Each title of a list in quotation marks hears the noun before the first."""
    text = 'The songs in the film are "Over Hills", "Say It Plain" and "He Never Writes".'
    titles = ("Over Hills", "Say It Plain", "He Never Writes")
    assert [_types(annotator, text).get(t) for t in titles] == ["work"] * 3


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "I like Kerbling. Kerbling is about a boy named Tom. This show is funny, and the drama "
            "in Kerbling makes this programme great.",
            "series",
        ),
        (
            "I like Kerbling. Kerbling is about a boy named Tom. This movie is funny, and the "
            "drama in Kerbling makes this film great.",
            "film",
        ),
    ],
)
def test_what_speaks_for_a_film_speaks_for_the_series_that_a_review_is_about(
    annotator: Annotator, text: str, type_: str
) -> None:
    """*This show* and *this programme*, and no word for films."""
    assert _types(annotator, text)["Kerbling"] == type_


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Some Film Makers from all parts of the world came together for it.", "Makers"),
        ("Worst editing ever. Worst script ever. Worst props ever.", "Worst"),
        ("The disc has a Commentary with Director and nothing else.", "Commentary with Director"),
        ("It was the last PPV of that year and I hated it.", "PPV"),
    ],
)
def test_capitals_alone_are_no_name(annotator: Annotator, text: str, words: str) -> None:
    """Common words with a capital, however often they return."""
    assert words not in _types(annotator, text)


def test_in_a_review_with_capitals_everywhere_only_the_known_are_names(
    annotator: Annotator,
) -> None:
    """A writer who begins each word with a capital says nothing by it."""
    text = (
        "This Movie Is One Of The Worst That I Have Seen In Years. The Voice Of Amitabh Bachchan "
        "Was Dubbed By Another Person And It Is A Shame For A Film With Such A Budget."
    )
    assert set(_types(annotator, text)) == {"Amitabh Bachchan"}
