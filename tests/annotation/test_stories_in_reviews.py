"""What user reviews tell of a film's story: trades, parts, likenesses, and in which film."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes
from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.ontology import Ontology

NAMES = {
    "Salt Roads": "film Salt Roads",
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "Mara": "character Mara",
    "Joss": "character Joss",
    "Pike": "character Pike",
}
TRADES = [
    ("The babysitter Mara runs off with Joss.", ("Mara", "hasOccupation", "babysitter")),
    ("A tired gunslinger named Joss rides in.", ("Joss", "hasOccupation", "gunslinger")),
    (
        "The cast has Ines Vale as sassy diner waitress Mara, Tomas Reed as stingy Joss.",
        ("Mara", "hasOccupation", "waiter"),
    ),
    (
        "It is the story of peasant farmer, Joss, whose father finds him a bride.",
        ("Joss", "hasOccupation", "farmer"),
    ),
    ("They follow Pike, a track star with a bad knee.", ("Pike", "hasOccupation", "athlete")),
]


@pytest.mark.parametrize(("text", "wanted"), TRADES)
def test_a_trade_beside_a_name(
    nlp: Language, ontology: Ontology, text: str, wanted: tuple[str, str, str]
) -> None:
    """A word for what somebody does, right before a name or set off behind it, is his."""
    assert wanted in triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))


def test_a_trade_in_a_list_is_of_nobody_behind_the_comma(nlp: Language, ontology: Ontology) -> None:
    """Where a list goes on behind a trade, the next name is somebody else."""
    text = "Mara wants a lawyer, Joss and Pike want a fight."
    found = triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))
    assert not any(predicate == "hasOccupation" for _, predicate, _ in found)


def test_a_story_of_a_film_that_is_not_named(annotator: Annotator) -> None:
    """What a review tells of a story goes to the film that it is about, also where it never says
    its title; that film is then under discussion."""
    text = "The surgeon Marla Quent (Zora Tilbrook) lives with her brother Obed."
    done = annotator.annotate(read_bytes(text.encode(), essay_id="t.txt"))
    told = [c for c in done.claims if c.level == "diegetic"]
    assert {c.predicate.name for c in told} == {"hasOccupation", "sibling"}
    assert {c.film for c in told} == {f.iri for f in done.films}
    assert [f.label for f in done.films] == ["the film of t.txt"]
