"""What reviews liken films to, and whom their characters take up with: wordings of every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

NAMES = {
    "Salt Roads": "film Salt Roads",
    "Night Ferry": "film Night Ferry",
    "Harbour": "film Harbour",
    "Shallows": "film Shallows",
    "Grey Tide": "work Grey Tide",
    "Lisbon": "place Lisbon",
    "Golden Lion": "award Golden Lion",
    "Ines Vale": "person Ines Vale",
    "Nora Falk": "person Nora Falk",
    "Vale": "person Vale",
    "Mara": "character Mara",
    "Joss": "character Joss",
    "Frank": "character Frank",
    "Rosa": "character Rosa",
}
LIKE = ("Night Ferry", "comparedWith", "Salt Roads")
TAKEN = ("Salt Roads", "influencedBy", "Night Ferry")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Salt Roads rips off Night Ferry.", TAKEN),
        ("Salt Roads copies Night Ferry shamelessly.", TAKEN),
        ("Salt Roads is a clone of Night Ferry.", TAKEN),
        ("Salt Roads owes a lot to Night Ferry.", TAKEN),
        ("Salt Roads is not as good as Night Ferry.", LIKE),
        ("Salt Roads is on a par with Night Ferry.", LIKE),
        ("Salt Roads is funnier than Night Ferry ever was.", LIKE),
        ("Salt Roads is a better film than Night Ferry was.", LIKE),
        ("I take Salt Roads over Night Ferry.", LIKE),
        ("Salt Roads falls short of Night Ferry.", LIKE),
        ("Salt Roads measures up to Night Ferry.", LIKE),
        ("Salt Roads is a far cry from Night Ferry.", LIKE),
        ("Salt Roads is superior to Night Ferry.", LIKE),
        ("Ines Vale outshines Nora Falk.", ("Ines Vale", "comparedWith", "Nora Falk")),
        ("Ines Vale may not be a Nora Falk.", ("Ines Vale", "comparedWith", "Nora Falk")),
        ("Ines Vale is the new Nora Falk.", ("Ines Vale", "comparedWith", "Nora Falk")),
        ("Salt Roads is right up there with Night Ferry.", LIKE),
        ("Salt Roads is a cross between Night Ferry and Harbour.", LIKE),
        ("Salt Roads comes from Grey Tide.", ("Salt Roads", "basedOn", "Grey Tide")),
        ("Nora Falk adapts Grey Tide.", ("Salt Roads", "basedOn", "Grey Tide")),
        ("Shot by Nora Falk in Lisbon.", ("Salt Roads", "cinematographer", "Nora Falk")),
        ("The jury gave Ines Vale the Golden Lion.", ("Ines Vale", "award", "Golden Lion")),
        (
            "Mara (Ines Vale, superb) marries Joss (Nora Falk, of Night Ferry).",
            ("Salt Roads", "actor", "Ines Vale"),
        ),
        ("Mara sleeps with Joss.", ("Joss", "partnerOf", "Mara")),
        ("Mara is Joss's ex-wife.", ("Joss", "spouse", "Mara")),
        ("Frank betrays Joss.", ("Frank", "enemyOf", "Joss")),
        ("Frank saves Joss's life.", ("Frank", "helps", "Joss")),
        ("Frank and Joss are best friends.", ("Frank", "friendOf", "Joss")),
        ("Frank and Rosa fall in love.", ("Rosa", "loves", "Frank")),
        ("Frank and Rosa love each other.", ("Frank", "loves", "Rosa")),
        ("Mara/Ines Vale is a nurse.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ines Vale co-stars.", ("Salt Roads", "actor", "Ines Vale")),
        ("Ines Vale rounds out the cast.", ("Salt Roads", "actor", "Ines Vale")),
    ],
)
def test_everyday_wordings_are_read(
    nlp: Language, ontology: Ontology, text: str, wanted: tuple[str, str, str]
) -> None:
    """Copies, crosses, equals; lovers, enemies and friends; parts behind a slash."""
    assert wanted in triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Frank and Rosa love Lisbon.", ("Frank", "loves", "Rosa")),
        (
            "It plays like a cross between Night Ferry and Harbour.",
            ("Harbour", "comparedWith", "Night Ferry"),
        ),
        (
            "Director Ines Vale and screenwriter Nora Falk lay it on thick.",
            ("Salt Roads", "director", "Nora Falk"),
        ),
        ("Shot by Nora Falk in Lisbon.", ("Salt Roads", "director", "Nora Falk")),
        (
            "Mara (Ines Vale, superb) marries Joss (Nora Falk, of Night Ferry).",
            ("Night Ferry", "actor", "Ines Vale"),
        ),
        (
            "Like Night Ferry, Harbour and Shallows, Salt Roads is one of those thrillers.",
            ("Harbour", "comparedWith", "Night Ferry"),
        ),
        (
            "With Nora Falk beside Ines Vale, they were the best actors that ever lived.",
            ("Salt Roads", "actor", "Nora Falk"),
        ),
        ("Why in the name of Vale/Frank is he back?", ("Vale", "playsCharacter", "Frank")),
        ("Ines Vale was the cop.", ("Ines Vale", "hasOccupation", "police officer")),
    ],
)
def test_they_are_not_read_into_what_is_beside_them(
    nlp: Language, ontology: Ontology, text: str, wrong: tuple[str, str, str]
) -> None:
    """Who love a town need not love each other; two models of one film need not be alike."""
    assert wrong not in triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))


def test_what_it_took_somebody_to_notice_is_so(nlp: Language, ontology: Ontology) -> None:
    """Who took an hour to notice something did notice it."""
    text = "It took Frank an hour to notice that Mara is the daughter of Rosa."
    assert ("Mara", "parent", "Rosa") in triples(claims(nlp, ontology, text, NAMES))


def test_what_is_complained_about_is_not_what_was_said_before(
    nlp: Language, ontology: Ontology
) -> None:
    """A verb of saying with a matter of its own attributes nothing else to its subject."""
    text = "And Ines Vale as Mara, I love Mara, Mara is just complaining about the shoes."
    found = claims(nlp, ontology, text, NAMES, film="Salt Roads")
    assert ("Ines Vale", "playsCharacter", "Mara") in triples(found)
