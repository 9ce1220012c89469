"""What reviews tell of performers by their names and mean of their parts; what lists, likenesses
and owners do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.knowledge.records import Performance
from tests.annotation.relating import EmptyKnowledge, claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

NAMES = {
    "Salt Roads": "film Salt Roads",
    "Night Ferry": "film Night Ferry",
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "Nora Falk": "person Nora Falk",
    "Ada Quill": "person Ada Quill",
    "Mara": "character Mara",
    "Joss": "character Joss",
    "Rosa": "character Rosa",
    "Lisbon": "place Lisbon",
}
CAST = EmptyKnowledge(
    (
        Performance("film/salt-roads", "person/ines-vale", "character/mara", 1),
        Performance("film/salt-roads", "person/tomas-reed", "character/joss", 2),
        Performance("film/salt-roads", "person/nora-falk", None, 3),
    )
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "made", "not_made"),
    [
        ("Ines Vale is married to Tomas Reed.", ("Joss", "spouse", "Mara"), "Tomas Reed"),
        ("Ines Vale hires Nora Falk.", None, "Nora Falk"),
        ("Tomas Reed works as a waiter.", ("Joss", "hasOccupation", "waiter"), "Tomas Reed"),
        ("Songwriter Ines Vale is superb.", ("Ines Vale", "hasOccupation", "songwriter"), "Mara"),
        ("Songwriter Nora Falk (as Rosa) is superb.", None, "Nora Falk"),
        (
            "Ines Vale is married to Tomas Reed in real life.",
            ("Ines Vale", "spouse", "Tomas Reed"),
            "Mara",
        ),
        ("Ines Vale married Tomas Reed.", ("Ines Vale", "spouse", "Tomas Reed"), "Mara"),
        ("Ines Vale is married to Ada Quill.", ("Ada Quill", "spouse", "Ines Vale"), "Mara"),
    ],
)
def test_what_the_cast_does_its_parts_do(
    nlp: Language,
    ontology: Ontology,
    text: str,
    made: tuple[str, str, str] | None,
    not_made: str,
) -> None:
    """Told in the present, a relation between performers of the film is one of their parts, or
    nobody's where these are not known; in the past or in real life it is theirs."""
    names = {k: v for k, v in NAMES.items() if k in text}
    found = triples(claims(nlp, ontology, text, names, film="Salt Roads", kb=CAST))
    told = {t for t in found if t[1] in ("spouse", "worksFor", "hasOccupation")}
    assert told == ({made} if made else set())
    assert not any(not_made in t for t in told)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "property_", "expected"),
    [
        (
            "It has fine turns by Ines Vale as Mara, Tomas Reed as Joss and Nora Falk as Rosa.",
            "playsCharacter",
            {("Ines Vale", "Mara"), ("Tomas Reed", "Joss"), ("Nora Falk", "Rosa")},
        ),
        (
            "I admire Ines Vale's photography and the score by Tomas Reed.",
            "cinematographer",
            {("Salt Roads", "Ines Vale")},
        ),
        ("The bartender (Ines Vale lookalike Nora Falk) is a bore.", "actor", set()),
        ("The film is a range war.", "genre", set()),
        ("The film is a war film.", "genre", {("Salt Roads", "war")}),
        ("Nora Falk steps in for Ines Vale as Mara.", "playsCharacter", {("Nora Falk", "Mara")}),
        ("Mara and Joss phone their best friends.", "friendOf", set()),
        ("Mara and Joss are best friends.", "friendOf", {("Joss", "Mara")}),
        ("Nora Falk, the nurse in Night Ferry, is here too.", "hasOccupation", set()),
        ("It has Tomas Reed as a bartender, Nora Falk as a maid.", "hasOccupation", set()),
        ("Joss isn't a fool played by Tomas Reed.", "playsCharacter", set()),
        ("It was adapted from a play by Ada Quill.", "screenwriter", set()),
        ("The crew shot in Lisbon.", "filmingLocation", {("Salt Roads", "Lisbon")}),
        ("Joss shot in the air in Lisbon.", "filmingLocation", set()),
        (
            "Ines Vale would later play opposite Nora Falk in Night Ferry.",
            "actor",
            {("Night Ferry", "Ines Vale"), ("Night Ferry", "Nora Falk")},
        ),
    ],
)
def test_what_stands_beside_a_name_is_not_always_said_of_it(
    nlp: Language, ontology: Ontology, text: str, property_: str, expected: set[tuple[str, str]]
) -> None:
    """Lists of performers, likenesses, replacements, owners and parts are kept apart."""
    names = {k: v for k, v in NAMES.items() if k in text}
    found = triples(claims(nlp, ontology, text, names, film="Salt Roads"))
    assert {(s, o) for s, p, o in found if p == property_} == expected
