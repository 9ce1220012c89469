"""What an unknown name is: said by lists, casts in parentheses, and its standing in the essay."""

from __future__ import annotations

import pytest

from graphbuild.annotation.linking import link
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.model import EntityRef
from graphbuild.reading import read_bytes
from scripts.typed_texts import unmarked

pytestmark = pytest.mark.model


def named(annotator: Annotator, text: str) -> dict[str, EntityRef]:
    """The names of a text with what they mean, of equals the last."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    return {m.text: m.entity for m in link(analysis, annotator.kb, annotator.iris).mentions}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "He made his name with hits like Dhoopa, Kinaraya, Lakshvani and Tulsidar.",
            {"Dhoopa": "film", "Kinaraya": "film", "Lakshvani": "film", "Tulsidar": "film"},
        ),
        (
            "Danica (Goran Tesik) hides in the attic. Danica is afraid of the soldiers.",
            {"Danica": "character", "Goran Tesik": "person"},
        ),
        (
            "Oleg Sinitsin (Fedya) was a clown before he turned to acting.",
            {"Oleg Sinitsin": "person", "Fedya": "character"},
        ),
        (
            "I had read good things about the film and rented it from Blockmaster.",
            {"Blockmaster": "organization"},
        ),
        (
            "Josip Barkovich is in splendid form as Tolland.",
            {"Josip Barkovich": "person", "Tolland": "character"},
        ),
        (
            "DORA VALE: Nobody liked it.\n\nMILO REED: I did.\n\nDORA VALE: You would.\n\n"
            "MILO REED: The dog dies.",
            {"DORA VALE": "person", "MILO REED": "person"},
        ),
    ],
)
def test_the_company_of_a_name_says_what_it_is(
    annotator: Annotator, text: str, wanted: dict[str, str]
) -> None:
    """A list is of one type; who has the full name in a pair of parentheses is the performer;
    films are rented from firms; who is in form as somebody plays; lines of a transcript are
    somebody's."""
    found = named(annotator, text)
    assert {name: found[name].type for name in wanted} == wanted


def test_who_is_called_by_the_first_name_is_in_the_story(annotator: Annotator) -> None:
    """People of a story go by their first names, those who made it by their surnames."""
    text = (
        "Sandor Wexley wants to sleep with his boss's wife. Sandor lies to her, and when Sandor "
        "marries her he forgets about his mother. Ilka Brandov directed it. Brandov knows how to "
        "frame a kitchen."
    )
    found = named(annotator, text)
    assert found["Sandor"].type == found["Sandor Wexley"].type == "character"
    assert found["Brandov"].iri == found["Ilka Brandov"].iri
    assert found["Brandov"].type == "person"


def test_initials_stand_for_the_title_they_abbreviate(annotator: Annotator) -> None:
    """*WBC* is *Winter Bread Chronicle*, said in full before."""
    text = "The film “Winter Bread Chronicle” came first. I have seen WBC twice this year."
    found = named(annotator, text)
    assert found["WBC"].iri == found["Winter Bread Chronicle"].iri


def test_a_slip_in_a_surname_is_the_person_named_in_full(annotator: Annotator) -> None:
    """One letter too many in a surname makes nobody new."""
    text = "Director Osman Sembrane shot it in Dakar. Sadly, Sembbrane never finds a balance."
    found = named(annotator, text)
    assert found["Sembbrane"].iri == found["Osman Sembrane"].iri


def test_marks_of_imagined_reviews_are_taken_out() -> None:
    """The plain text has the names where their spans say."""
    text, types = unmarked("See {f:Red Mesa} and {p:Roy Delgado}.")
    assert text == "See Red Mesa and Roy Delgado."
    assert {text[start:end]: type_ for (start, end), type_ in types.items()} == {
        "Red Mesa": "film",
        "Roy Delgado": "person",
    }
