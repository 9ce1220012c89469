"""Casts and films in lists that a noun announces, and whose films a list is of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes
from tests.annotation.relating import EmptyKnowledge, claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.ontology import Ontology

NAMES = {
    "Quay Pictures": "organization Quay Pictures",
    "The Reeds": "organization The Reeds",
    "Harbour Lights": "film Harbour Lights",
    "Salt Roads": "film Salt Roads",
    "Cold Water": "film Cold Water",
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "Nora Falk": "person Nora Falk",
    "their": "person Nora Falk",
    "Joss": "character Joss",
    "Mara": "character Mara",
}
MAIN = "Harbour Lights"
CAST = {(MAIN, "actor", "Ines Vale"), (MAIN, "actor", "Tomas Reed")}


@pytest.mark.parametrize(
    "text",
    [
        "The supporting cast is full of reliable character actors: Ines Vale, Tomas Reed.",
        "The lead cast, from Ines Vale to Tomas Reed, carry off their parts.",
        "With some of the best stars, such as Ines Vale and Tomas Reed, this movie flies.",
        "It wastes a fine cast including the always reliable Ines Vale and Tomas Reed.",
        "Also in the cast are Ines Vale and Tomas Reed.",
        "Rounding out the cast are Ines Vale and Tomas Reed.",
        "It boasts a good cast, with Ines Vale and Tomas Reed.",
        "It has a great cast that includes Ines Vale and Tomas Reed.",
        "Look out for Ines Vale and Tomas Reed in small roles.",
        "Ines Vale stars opposite Tomas Reed in Harbour Lights.",
        "Ines Vale and Tomas Reed (as Joss and Mara) are good.",
    ],
)
def test_a_noun_announces_the_names_of_a_cast(nlp: Language, ontology: Ontology, text: str) -> None:
    """Behind a colon, *such as*, *including*, and from one to the other."""
    assert triples(claims(nlp, ontology, text, NAMES, film=MAIN)) >= CAST


def test_a_film_is_not_like_what_it_is_announced_as(nlp: Language, ontology: Ontology) -> None:
    """*Films like A and B* are A and B."""
    text = "Ines Vale starred in films like Salt Roads and Cold Water."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert found == {(t, "actor", "Ines Vale") for t in ("Salt Roads", "Cold Water")}


def _only_acts() -> EmptyKnowledge:
    played = SimpleNamespace(film="film/other", performer="person/nora-falk", character=None)
    return EmptyKnowledge(performances=(played,))


@pytest.mark.parametrize(("kb", "craft"), [(EmptyKnowledge(), "director"), (_only_acts(), "actor")])
@pytest.mark.parametrize(
    "text",
    [
        "Nora Falk's most famous films such as “Salt Roads” (1971) and “Cold Water” are absurd.",
        "I enjoyed Nora Falk's movies, from “Salt Roads” to “Cold Water”.",
    ],
)
def test_the_films_of_somebody_who_acts_are_those_acted_in(
    nlp: Language, ontology: Ontology, text: str, kb: EmptyKnowledge, craft: str
) -> None:
    """A genitive says whose films they are; what is known of the owner says in which craft."""
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=kb))
    made = {t for t in found if t[1] in ("director", "actor")}
    assert made == {(title, craft, "Nora Falk") for title in ("Salt Roads", "Cold Water")}


def test_whose_friends_are_announced_made_no_films(nlp: Language, ontology: Ontology) -> None:
    """*His friends from Salt Roads* says nothing of who directed it."""
    text = "Nora Falk's friends from Salt Roads are here."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert not [t for t in found if t[1] == "director"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tomas Reed and Nora Falk supply the script.", (MAIN, "screenwriter", "Nora Falk")),
        ("The direction of Nora Falk is excellent.", (MAIN, "director", "Nora Falk")),
        ("Nora Falk, who gave us Salt Roads, directs.", ("Salt Roads", "director", "Nora Falk")),
        (
            "Harbour Lights is from the director of Salt Roads, Nora Falk.",
            ("Salt Roads", "director", "Nora Falk"),
        ),
        (
            "Ines Vale played in Salt Roads opposite Tomas Reed.",
            ("Salt Roads", "actor", "Tomas Reed"),
        ),
    ],
)
def test_everyday_words_for_making_films(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """Who supplies a script, gives us a film, and plays opposite somebody in one."""
    assert expected in triples(claims(nlp, ontology, text, NAMES, film=MAIN))


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Harbour Lights is a Quay Pictures movie.", "Quay Pictures"),
        ("In this Quay Pictures film Ines Vale is good.", "Quay Pictures"),
        ("Harbour Lights is like a Quay Pictures movie.", None),
        ("Harbour Lights is a The Reeds movie.", None),
    ],
)
def test_a_film_of_a_company_is_its_production(
    nlp: Language, ontology: Ontology, text: str, company: str | None
) -> None:
    """Of one that makes films, where the film is said to be one, not only like one."""
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    made = {t for t in found if t[1] == "productionCompany"}
    assert made == ({(MAIN, "productionCompany", company)} if company else set())


def test_whoever_stands_behind_the_camera_directs(nlp: Language, ontology: Ontology) -> None:
    """And does not act, though "with" opens the sentence."""
    text = "With Nora Falk behind the camera, Harbour Lights is a joy."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert found == {(MAIN, "director", "Nora Falk")}


@pytest.mark.parametrize(
    "text",
    [
        "All Over Town is a 1937 American comedy film directed by James W. Horne and starring "
        "Olsen and Johnson.",
        "All Over Town is an animated film. The film was co-written and directed by series creator "
        "James W. Horne, who reprises his roles from the series; Demi Moore, Bruce Willis, Robert "
        "Stack, and Cloris Leachman star in supporting roles.",
        "All Over Town is a film directed by James W. Horne. The film's art direction was by "
        "Frank Arrigo.",
    ],
)
def test_others_are_not_listed_with_the_director(annotator: Annotator, text: str) -> None:
    """Neither what a participle or a semicolon parts from him, nor who directs but the art."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    claims = annotator.annotate(essay).claims
    assert {c.object.label for c in claims if c.predicate.name == "director"} == {"James W. Horne"}
