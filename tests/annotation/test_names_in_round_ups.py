"""Names in round-ups, casts by surname, reviews where performers go by one name."""

from __future__ import annotations

import pytest

from graphbuild.annotation.linking import link
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.model import EntityRef
from graphbuild.reading import read_bytes

pytestmark = pytest.mark.model


def named(annotator: Annotator, text: str) -> dict[str, EntityRef]:
    """The names of a text with what they mean, of equals the last."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    return {m.text: m.entity for m in link(analysis, annotator.kb, annotator.iris).mentions}


ROUND_UP = (
    "Salt Mother. A woman walks to the sea with her dead brother's radio.\n\n"
    "Hounds. A father and his son drive around all night with a body in the boot.\n\n"
    "Okrana & Bassey. Nobody talks in this one, and nobody has to."
)


def test_titles_open_the_paragraphs_of_a_round_up(annotator: Annotator) -> None:
    """Where several do, a common word and two names joined are titles as well."""
    found = named(annotator, ROUND_UP)
    titles = ("Salt Mother", "Hounds", "Okrana & Bassey")
    assert {found[t].type for t in titles} == {"film"}


def test_a_word_alone_opens_no_round_up(annotator: Annotator) -> None:
    """One paragraph that begins with an exclamation makes no title of it."""
    text = "Brilliant. I laughed all the way home.\n\nWow. The ending came out of nowhere."
    assert named(annotator, text) == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Capt. Garrow (Vaccaro) and flight attendant Edie Clayburn (Lemmon) are an item, and "
            "Corinne Waddell (Grant) nags her husband Milo (Josip Barkovich).",
            {"Capt. Garrow": "character", "Vaccaro": "person", "Josip Barkovich": "person"},
        ),
        (
            "It is the last film of the legendary actor, Joszef Barkovan, and the best.",
            {"Joszef Barkovan": "person"},
        ),
        ("Dorvala as the cook gets all the laughs.", {"Dorvala": "person"}),
    ],
)
def test_performers_are_told_from_their_parts(
    annotator: Annotator, text: str, wanted: dict[str, str]
) -> None:
    """By a title of address before the part, and by what they do in the film."""
    found = named(annotator, text)
    assert {name: found[name].type for name in wanted} == wanted


def test_a_title_with_a_clause_is_one_name(annotator: Annotator) -> None:
    """In parentheses its article belongs to it."""
    found = named(annotator, "Ines Vale (The Clerk Who Sold His Coat) directs it.")
    assert "The Clerk Who Sold His Coat" in found


def test_a_known_full_name_is_never_taken_for_a_title(annotator: Annotator) -> None:
    """Whatever the sentence seems to say of it."""
    text = 'In this last film for him, Edward G. Robinson, "Solent Greene" becomes a landmark.'
    assert named(annotator, text)["Edward G. Robinson"].type == "person"


def test_the_full_name_of_a_known_character_is_no_unknown_persons(annotator: Annotator) -> None:
    """A film with the part need not be spoken of."""
    text = "James Bond in the wilderness? Bond has lost his way, and so has the film."
    assert named(annotator, text)["James Bond"].type == "character"
