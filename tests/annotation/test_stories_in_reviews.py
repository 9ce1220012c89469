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


def test_whose_a_relative_is_who_is_named_at_once(nlp: Language, ontology: Ontology) -> None:
    """The genitive before a word for a relative and his name says whose he is."""
    text = "It has Ines Vale as Mara, Tomas Reed as Mara's macho brother Joss, and little else."
    found = triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))
    assert ("Joss", "sibling", "Mara") in found


CASTS = [
    (
        "Hunky cousins Ines Vale and Tomas Reed (as Mara and Joss) run off.",
        {("Ines Vale", "Mara"), ("Tomas Reed", "Joss")},
    ),
    (
        "It has Ines Vale as Pike's sulky younger sister Mara, Tomas Reed as Pike.",
        {("Ines Vale", "Mara"), ("Tomas Reed", "Pike")},
    ),
    (
        "Puppeteers: Tomas Reed as Mara, Joss, Pike and others.",
        {("Tomas Reed", "Mara"), ("Tomas Reed", "Joss"), ("Tomas Reed", "Pike")},
    ),
    ("Tomas Reed stars as down-and-dead-broke Joss, who drinks.", {("Tomas Reed", "Joss")}),
    ("Joss (terrifically played by Tomas Reed) leaves town.", {("Tomas Reed", "Joss")}),
    ("With Ines Vale as Mara, and Joss leaves in the end.", {("Ines Vale", "Mara")}),
]


@pytest.mark.parametrize(("text", "wanted"), CASTS)
def test_casts_in_lists(
    nlp: Language, ontology: Ontology, text: str, wanted: set[tuple[str, str]]
) -> None:
    """Performers and parts on either side of "as" pair off by their places."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))
    assert {(s, o) for s, p, o in found if p == "playsCharacter"} == wanted


LIKENESSES = [
    ("This is much better than Night Ferry.", ("Night Ferry", "Salt Roads")),
    ("It is on a par with Night Ferry.", ("Night Ferry", "Salt Roads")),
    ("I liked it more than Night Ferry.", ("Night Ferry", "Salt Roads")),
    ("I prefer Salt Roads to Night Ferry.", ("Night Ferry", "Salt Roads")),
    ("Salt Roads is no Night Ferry.", ("Night Ferry", "Salt Roads")),
    ("Tomas Reed is no Ines Vale.", ("Ines Vale", "Tomas Reed")),
]


@pytest.mark.parametrize(("text", "wanted"), LIKENESSES)
def test_likenesses_of_what_is_only_pointed_to(
    nlp: Language, ontology: Ontology, text: str, wanted: tuple[str, str]
) -> None:
    """*It* and *this* are the film of the passage; to be no second of something is a likeness."""
    names = {**NAMES, "Night Ferry": "film Night Ferry"}
    found = triples(claims(nlp, ontology, text, names, film="Salt Roads"))
    assert (wanted[0], "comparedWith", wanted[1]) in found
