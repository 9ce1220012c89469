"""Performers and directors whom a review only praises, blames or mentions: the knowledge base says
that they are the film's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.annotation.relating import EmptyKnowledge, claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

NAMES = {
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "Ada Quill": "person Ada Quill",
    "Nora Falk": "person Nora Falk",
    "Salt Roads": "film Salt Roads",
    "Night Ferry": "film Night Ferry",
    "Mara": "character Mara",
    "Joss": "character Joss",
    "Rosa": "character Rosa",
    "Frank": "character Frank",
}
VALE, REED = (("Salt Roads", "actor", n) for n in ("Ines Vale", "Tomas Reed"))
QUILL = ("Salt Roads", "director", "Ada Quill")


def knowledge() -> EmptyKnowledge:
    """Ines Vale and Tomas Reed act in Salt Roads, which Ada Quill directed."""
    cast = ("ines-vale", "tomas-reed")
    acts: tuple[Any, ...] = tuple(
        SimpleNamespace(performer=f"person/{p}", character=None, film="film/salt-roads")
        for p in cast
    )
    credit = SimpleNamespace(film="film/salt-roads", agent="person/ada-quill", role="director")
    return EmptyKnowledge(acts, (credit,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ines Vale, as usual, is fantastic.", {VALE}),
        ("Ines Vale and Tomas Reed are wonderful.", {VALE, REED}),
        ("Ines Vale carries the movie with ease.", {VALE}),
        ("Ines Vale does a decent job, and so does everybody else.", {VALE}),
        ("Here we have Ines Vale and Tomas Reed.", {VALE, REED}),
        ("Ines Vale is wasted in a part that asks for nothing.", {VALE}),
        ("The casting of Ines Vale is inspired.", {VALE}),
        ("There is real chemistry between Ines Vale and Tomas Reed.", {VALE, REED}),
        ("Ada Quill shows us a harbour that nobody else would film.", {QUILL}),
        ("This is the only Ada Quill film that I have seen.", {QUILL}),
        ("It is worth seeing for the handling of Ada Quill's crowds.", {QUILL}),
    ],
)
def test_who_is_praised_is_in_the_film_that_is_known_to_have_them(
    nlp: Language, ontology: Ontology, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    """What may be said of anybody speaks of the cast where the knowledge base has them there."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Salt Roads", kb=knowledge()))
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Nora Falk, as usual, is fantastic.",
        "Nora Falk shows us the harbour.",
        "This is the only Nora Falk film that I have seen.",
        "Mara carries the film with ease.",
    ],
)
def test_praise_of_others_puts_nobody_into_the_film(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """Nothing is claimed of somebody who is not known to be in the film."""
    assert not triples(claims(nlp, ontology, text, NAMES, film="Salt Roads", kb=knowledge()))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nora Falk is amazing in Night Ferry.", {("Night Ferry", "actor", "Nora Falk")}),
        ("Nora Falk shines in Night Ferry.", {("Night Ferry", "actor", "Nora Falk")}),
        ("Nora Falk is miscast.", {("Salt Roads", "actor", "Nora Falk")}),
        (
            "The two leads (Nora Falk and Ines Vale) were unconvincing.",
            {("Salt Roads", "actor", "Nora Falk"), VALE},
        ),
        (
            "Nora Falk is a perfect fit for Rosa.",
            {
                ("Nora Falk", "playsCharacter", "Rosa"),
                ("Salt Roads", "actor", "Nora Falk"),
                ("Salt Roads", "character", "Rosa"),
            },
        ),
        (
            "Nora Falk and Tomas Reed are cast as a policeman and a thief.",
            {("Salt Roads", "actor", "Nora Falk"), REED},
        ),
        (
            "Nora Falk is good in only her third film as Rosa, but something is wrong.",
            {
                ("Nora Falk", "playsCharacter", "Rosa"),
                ("Salt Roads", "actor", "Nora Falk"),
                ("Salt Roads", "character", "Rosa"),
            },
        ),
        (
            "Rich Rosa (a woefully miscast Nora Falk) leaves.",
            {
                ("Nora Falk", "playsCharacter", "Rosa"),
                ("Salt Roads", "actor", "Nora Falk"),
                ("Salt Roads", "character", "Rosa"),
            },
        ),
        ("Crisp direction from Ada Quill helps.", {QUILL}),
        ("The art director was the great Nora Falk.", set()),
    ],
)
def test_some_praise_says_by_itself_who_is_in_a_film(
    nlp: Language, ontology: Ontology, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    """A film's name, a part, or a word that is said of performers alone."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))
    assert {t for t in found if t[1] != "hasOccupation"} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Upon hearing of the accident, Mara and Joss marry.", ("Joss", "spouse", "Mara")),
        ("Frank's daughter, Rosa looks like she never eats.", ("Rosa", "parent", "Frank")),
        (
            "Frank - (Tomas Reed) is married to Rosa - (Nora Falk) who hates him.",
            ("Frank", "spouse", "Rosa"),
        ),
        (
            "Ada Quill's “Salt Roads” was loosely about the same case.",
            ("Salt Roads", "director", "Ada Quill"),
        ),
        (
            "A harbour thriller, with Ines Vale (Mara in “Night Ferry”).",
            ("Night Ferry", "actor", "Ines Vale"),
        ),
        (
            "Ines Vale's lyrical score of “Night Ferry” is complete.",
            ("Night Ferry", "musicBy", "Ines Vale"),
        ),
    ],
)
def test_careless_syntax_is_read_for_what_it_says(
    nlp: Language, ontology: Ontology, text: str, wanted: tuple[str, str, str]
) -> None:
    """Bare verbs, second subjects, parentheses and quoted titles that parsers get wrong."""
    assert wanted in triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "A dull script by Nora Falk, and lazy direction from Tomas Reed, sink it.",
            ("Salt Roads", "screenwriter", "Tomas Reed"),
        ),
        (
            "It has lovely photography by Nora Falk and crisp direction by Ada Quill.",
            ("Salt Roads", "cinematographer", "Ada Quill"),
        ),
        (
            "Night Ferry is a remake of the 1997 movie Salt Roads.",
            ("Night Ferry", "datePublished", "1997"),
        ),
        ("Mara is the greatest spy flick ever.", ("Mara", "hasOccupation", "spy")),
    ],
)
def test_what_stands_beside_is_not_what_is_meant(
    nlp: Language, ontology: Ontology, text: str, wrong: tuple[str, str, str]
) -> None:
    """A second credit, the year of another film and what a film is about stay where they are."""
    assert wrong not in triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nora Falk plays a nurse.", False),
        ("Nora Falk plays a nurse in Salt Roads.", True),
        ("Olga Reyes plays a nurse.", True),
    ],
)
def test_who_is_known_from_other_casts_is_only_taken_into_a_film_that_is_named(
    nlp: Language, ontology: Ontology, text: str, told: bool
) -> None:
    """Where the whole cast of a film and somebody's other films are known, "plays a nurse" is of
    another film; not so of people whom no cast knows, or where the film is named."""
    assert _takes_in(nlp, ontology, text, known=12) == told


def test_a_cast_of_which_only_the_head_is_known_rules_nobody_out(
    nlp: Language, ontology: Ontology
) -> None:
    """Who is not among the first two may well come after them."""
    assert _takes_in(nlp, ontology, "Nora Falk plays a nurse.", known=2)


def _takes_in(nlp: Language, ontology: Ontology, text: str, *, known: int) -> bool:
    """Whether a text adds somebody to Salt Roads, of whose cast so many are known."""
    cast = [(f"player-{i}", f"part-{i}", "salt-roads") for i in range(known)]
    acts: tuple[Any, ...] = tuple(
        SimpleNamespace(performer=f"person/{p}", character=f"character/{c}", film=f"film/{f}")
        for p, c, f in (*cast, ("nora-falk", "rosa", "night-ferry"))
    )
    names = NAMES | {"Olga Reyes": "person Olga Reyes"}
    found = triples(claims(nlp, ontology, text, names, film="Salt Roads", kb=EmptyKnowledge(acts)))
    return any(t[:2] == ("Salt Roads", "actor") for t in found)
