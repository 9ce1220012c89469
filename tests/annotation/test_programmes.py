"""Names in programme notes, in academic prose and in writing without capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model

PROGRAMME = """SEASON OF DEBUTS

THE HITCH-HIKER
USA 1953. 71 min. Dir: Ida Lupino.
Two friends give a stranger a lift.

RATCATCHER
UK 1999. 94 min. Dir: Lynne Ramsay.
A boy lives with a secret, and the National Film Registry will not help him.
"""


def _linked(annotator: Annotator, text: str) -> dict[str, tuple[str, str]]:
    essay = annotator.annotate(read_bytes(text.encode(), essay_id="t.txt", suffix=".txt"))
    return {m.text: (m.entity.type, m.entity.label) for m in essay.mentions if m.kind == "name"}


def test_headings_of_a_programme_are_films_with_country_and_year_below(
    annotator: Annotator,
) -> None:
    """Neither is the first of them taken for the writer's name, nor its hyphen for a dash."""
    linked = _linked(annotator, PROGRAMME)
    assert linked["THE HITCH-HIKER"] == ("film", "The Hitch-Hiker")
    assert linked["RATCATCHER"] == ("film", "Ratcatcher")
    assert linked["USA"] == ("place", "United States")
    assert linked["UK"] == ("place", "United Kingdom")
    assert linked["National Film Registry"][0] == "organization"
    essay = read_bytes(PROGRAMME.encode(), essay_id="t.txt", suffix=".txt")
    assert essay.author is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("As Lindqvist (1975) argued, the camera takes a side.", "Lindqvist", "person"),
        ("The novel was, according to Lindqvist, written for the screen.", "Lindqvist", "person"),
        ("Blue Harbour, directed by Ana Holm, is her best.", "Blue Harbour", "film"),
    ],
)
def test_who_is_cited_is_a_person(annotator: Annotator, text: str, name: str, kind: str) -> None:
    assert _linked(annotator, text)[name][0] == kind


def test_a_title_with_a_comma_is_found_without_capitals(annotator: Annotator) -> None:
    text = (
        "just watched paris, texas for the first time and wow. harry dean stanton is an all timer. "
        "and the kid who plays hunter is great. americans should see it."
    )
    linked = _linked(annotator, text)
    assert linked["paris, texas"] == ("film", "Paris, Texas")
    assert not {"the kid", "americans"} & linked.keys()


def test_he_is_never_a_film(annotator: Annotator) -> None:
    """An opera with a given name in its title is no antecedent of *he*."""
    text = (
        "Bernard Herrmann's score, which quotes Wagner's Tristan und Isolde, has been compared to "
        "the one he wrote for Obsession."
    )
    essay = annotator.annotate(read_bytes(text.encode(), essay_id="t.txt", suffix=".txt"))
    assert [m.entity.label for m in essay.mentions if m.text == "he"] == ["Bernard Herrmann"]


def test_names_behind_the_labels_of_a_programme_are_credits(annotator: Annotator) -> None:
    text = "KILLER OF SHEEP\nUSA 1978. 80 min. Dir: Charles Burnett. With Kaycee Moore, Ana Holm.\n"
    essay = annotator.annotate(read_bytes(text.encode(), essay_id="t.txt", suffix=".txt"))
    said = {(c.predicate.name, getattr(c.object, "label", "")) for c in essay.claims}
    assert {
        ("director", "Charles Burnett"),
        ("actor", "Kaycee Moore"),
        ("actor", "Ana Holm"),
    } <= said
