"""Earlier films of those whom a review names: titles behind a name, and their years."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.annotation.relating import EmptyKnowledge, claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

NAMES = {
    "Harbour Lights": "film Harbour Lights",
    "Salt Roads": "film Salt Roads",
    "Cold Water": "film Cold Water",
    "Ada Quill": "person Ada Quill",
    "Ines Vale": "person Ines Vale",
    "Mara": "character Mara",
}
MAIN = "Harbour Lights"


@pytest.mark.parametrize(
    ("text", "craft", "name"),
    [
        ("Harbour Lights was shot by Ada Quill (Salt Roads, Cold Water).", "cinematographer",
         "Ada Quill"),
        ("Writer/director Ada Quill (“Salt Roads,” “Cold Water”) keeps it moving.", "director",
         "Ada Quill"),
        ("It stars Ines Vale (TV's “Salt Roads” and “Cold Water”).", "actor", "Ines Vale"),
        ("Ines Vale (Salt Roads, Cold Water) is fine as Mara.", "actor", "Ines Vale"),
    ],
)  # fmt: skip
def test_titles_behind_a_name_are_of_the_craft_that_the_text_gives(
    nlp: Language, ontology: Ontology, text: str, craft: str, name: str
) -> None:
    """Who shot one film shot those in the parenthesis too."""
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert {("Salt Roads", craft, name), ("Cold Water", craft, name)} <= found


def test_what_is_known_of_a_film_goes_before_what_the_text_gives(
    nlp: Language, ontology: Ontology
) -> None:
    """Who directs this film may have acted in the other."""
    played = SimpleNamespace(film="film/salt-roads", performer="person/ada-quill", character=None)
    kb = EmptyKnowledge(performances=(played,))
    text = "Harbour Lights is directed by Ada Quill (Salt Roads)."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=kb))
    assert ("Salt Roads", "actor", "Ada Quill") in found
    assert ("Salt Roads", "director", "Ada Quill") not in found


@pytest.mark.parametrize(
    "behind",
    ["of Salt Roads fame", "best known for Salt Roads", "who is famous for Salt Roads"],
)
def test_a_fame_is_for_what_somebody_did(nlp: Language, ontology: Ontology, behind: str) -> None:
    """As a parenthesis does, *of ... fame* names what its bearer is known for."""
    text = f"Harbour Lights is directed by Ada Quill, {behind}."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert ("Salt Roads", "director", "Ada Quill") in found


@pytest.mark.parametrize(
    "text",
    [
        "Ines Vale (Salt Roads) hated the place.",
        "It stars Ines Vale (who never saw Salt Roads).",
        "It stars Ines Vale, Salt Roads is better.",
    ],
)
def test_a_title_behind_a_name_alone_says_nothing(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """Of somebody whose craft is not told, and with other words before the title."""
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert not [t for t in found if t[0] == "Salt Roads"]


def test_quotation_marks_stand_between_a_title_and_its_year(
    nlp: Language, ontology: Ontology
) -> None:
    """The years of a list of quoted titles belong to each."""
    text = "Reviewers prefer “Salt Roads” (1968) and 'Cold Water' (1971)."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    dated = {("Salt Roads", "datePublished", "1968"), ("Cold Water", "datePublished", "1971")}
    assert dated <= found
