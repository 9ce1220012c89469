"""Prizes, by their category, their festival and who is honoured with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

pytestmark = pytest.mark.model

NAMES = {
    "Harbour Lights": "film Harbour Lights",
    "Ada Quill": "person Ada Quill",
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "him": "person Tomas Reed",
    "Oscars": "award Academy Award",
    "Oscar": "award Academy Award",
    "Best Actress": "award Academy Award for Best Actress",
    "Cannes": "organization Cannes Film Festival",
    "Venice": "organization Venice Film Festival",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ines Vale won Best Actress at Venice for Harbour Lights.",
            ("Ines Vale", "award", "Venice Film Festival Award for Best Actress"),
        ),
        (
            "Harbour Lights won best screenplay at Cannes.",
            ("Harbour Lights", "award", "Cannes Film Festival Award for Best Screenplay"),
        ),
        (
            "At Cannes, Ada Quill won the best director prize.",
            ("Ada Quill", "award", "Cannes Film Festival Award for Best Director"),
        ),
        (
            "At the Oscars, Ines Vale was named best supporting actress.",
            ("Ines Vale", "award", "Academy Award for Best Supporting Actress"),
        ),
        (
            "The Oscars came early. Ines Vale collected the award for best supporting actress.",
            ("Ines Vale", "award", "Academy Award for Best Supporting Actress"),
        ),
        (
            "At the Oscars it won two, including best picture and best director for Ada Quill.",
            ("Ada Quill", "award", "Academy Award for Best Director"),
        ),
        (
            "The Oscars came early. Harbour Lights won best picture and best director.",
            ("Harbour Lights", "award", "Academy Award for Best Director"),
        ),
    ],
)
def test_a_category_belongs_to_the_festival_or_prize_named_with_it(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """Best actress of Venice is no Oscar, and categories need no capitals."""
    assert expected in triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))


def test_a_semicolon_parts_the_winners(nlp: Language, ontology: Ontology) -> None:
    """Who won before it wins nothing behind it."""
    text = (
        "The Oscars came early. Ines Vale won best actress for her role as a laundromat owner; "
        "Tomas Reed, who plays her husband, took best supporting actor."
    )
    won = {t for t in triples(claims(nlp, ontology, text, NAMES)) if t[1] == "award"}
    assert won == {
        ("Ines Vale", "award", "Academy Award for Best Actress"),
        ("Tomas Reed", "award", "Academy Award for Best Supporting Actor"),
    }


def test_a_category_alone_is_nobodys_prize(nlp: Language, ontology: Ontology) -> None:
    """Where no prize is named, nothing is known of it; nor does a screenplay say who wrote it."""
    text = "Ada Quill won best screenplay for Harbour Lights."
    assert not triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It had two nominations: Ines Vale (Best Actress) and Tomas Reed.",
            ("Ines Vale", "nominatedFor", "Academy Award for Best Actress"),
        ),
        (
            "Harbour Lights won for acting: Ines Vale (Best Actress) beat them all.",
            ("Ines Vale", "award", "Academy Award for Best Actress"),
        ),
        (
            "Harbour Lights brought him an Oscar nomination for best director.",
            ("Tomas Reed", "nominatedFor", "Academy Award for Best Director"),
        ),
        ("Ines Vale was given an honorary Oscar.", ("Ines Vale", "award", "Academy Award")),
        ("Oscar winner Ines Vale was there.", ("Ines Vale", "award", "Academy Award")),
        ("Harbour Lights is an Oscar-winning film.", ("Harbour Lights", "award", "Academy Award")),
        (
            "The Oscar-nominated Ines Vale was there.",
            ("Ines Vale", "nominatedFor", "Academy Award"),
        ),
    ],
)
def test_who_is_honoured_with_what(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """In a parenthesis behind the name, and where the prize describes a noun."""
    assert expected in triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
