"""Films cited in parentheses as film studies cite them, with films that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.model import EntityRef
from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model

DIRECTOR = ("director", "Tomas Lindqvist")
YEAR = ("datePublished", "2019")


def _said(annotator: Annotator, text: str) -> tuple[set[tuple[str, str]], dict[str, str]]:
    """Predicates and objects of the claims of a film, and the types of all names."""
    essay = annotator.annotate(read_bytes(text.encode(), essay_id="t.txt"))
    said = {
        (c.predicate.name, c.object.label if isinstance(c.object, EntityRef) else c.object.value)
        for c in essay.claims
        if c.subject.type == "film"
    }
    return said, {m.text: m.entity.type for m in essay.mentions if m.kind == "name"}


@pytest.mark.parametrize(
    "cited",
    [
        "2019, dir. Tomas Lindqvist",
        "dir. Tomas Lindqvist, 2019",
        "d. Tomas Lindqvist, 2019",
        "directed by Tomas Lindqvist, 2019",
        "Tomas Lindqvist, 2019",
        "Tomas Lindqvist, Sweden, 2019",
        "Tomas Lindqvist, Sweden 2019, 98 mins",
    ],
)
def test_director_and_year_are_read_from_a_citation(annotator: Annotator, cited: str) -> None:
    """The parenthesis ends the name, whatever stands in it, and the title before it is a film."""
    said, types = _said(annotator, f"In Blue Harbour ({cited}), a fisherman drowns.")
    assert {DIRECTOR, YEAR} <= said
    assert types["Blue Harbour"] == "film"
    assert types["Tomas Lindqvist"] == "person"


def test_another_title_stands_before_the_director(annotator: Annotator) -> None:
    said, _ = _said(annotator, "Blue Harbour (Blå hamn, Tomas Lindqvist, 2019) is sad.")
    assert {DIRECTOR, YEAR} <= said


def test_a_surname_and_a_year_make_a_place_a_film(annotator: Annotator) -> None:
    """The Red Sea is a sea, but not where somebody has directed it."""
    said, types = _said(annotator, "Films such as Red Sea (Holm, 2003) resist this.")
    assert ("director", "Holm") in said
    assert types["Red Sea"] == "film"


def test_two_directors_are_two_people(annotator: Annotator) -> None:
    said, _ = _said(annotator, "Blue Harbour (Ada Quill and Tomas Lindqvist, 2019) is sad.")
    assert {("director", "Ada Quill"), DIRECTOR} <= said


def test_a_book_cited_behind_a_verb_is_no_film(annotator: Annotator) -> None:
    said, types = _said(annotator, "As Laura Mulvey (1975) argues, Vertigo is cruel.")
    assert not {name for name, _ in said} & {"director", "datePublished"}
    assert types["Laura Mulvey"] == "person"


def test_a_film_cited_behind_a_person_is_not_whoever_directed_them(annotator: Annotator) -> None:
    """ "Stanley Kubrick (Barry Lyndon, 1975)" turns the citation round."""
    said, types = _said(annotator, "Some, like Stanley Kubrick (Barry Lyndon, 1975), use candles.")
    assert ("director", "Barry Lyndon") not in said
    assert types["Stanley Kubrick"] == "person"
    assert types["Barry Lyndon"] == "film"


def test_the_second_author_of_a_study_is_a_person(annotator: Annotator) -> None:
    """A year behind two scholars is their study's, and no film is called like the second."""
    text = "The Servant has been read by James Palmer and Michael Riley (1993) as a parable."
    _, found = _said(annotator, text)
    assert found["Michael Riley"] == found["James Palmer"] == "person"
