"""Wordings of news, obituaries and programme notes: trades before names, lists of verbs, casts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.annotation.relating import EmptyKnowledge, claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

pytestmark = pytest.mark.model

NAMES = {
    "Harbour Lights": "film Harbour Lights",
    "Salt Roads": "film Salt Roads",
    "Ada Quill": "person Ada Quill",
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "Vale": "person Ines Vale",
    "Mara": "character Mara",
    "Tom Hollis": "person Tom Hollis",
    "Paul Reed": "person Paul Reed",
    "Detective Marr": "character Marr",
    "Alex Joss": "character Alex Joss",
    "Joss": "character Joss",
    "He": "character Joss",
    "Bergen": "place Bergen",
    "Bergen Pictures": "organization Bergen Pictures",
}
FILM = "Harbour Lights"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ines Vale plays Mara; Tomas Reed co-stars as Joss.",
            {("Tomas Reed", "playsCharacter", "Joss")},
        ),
        ("Ada Quill co-wrote the script with him.", {(FILM, "screenwriter", "Ada Quill")}),
        ("Ada Quill co-wrote Harbour Lights.", {(FILM, "screenwriter", "Ada Quill")}),
        ("Harbour Lights was co-produced by Ada Quill.", {(FILM, "producer", "Ada Quill")}),
        (
            "Writer/director Ada Quill sets it by the sea.",
            {(FILM, "screenwriter", "Ada Quill"), (FILM, "director", "Ada Quill")},
        ),
        (
            "Director and writer Ada Quill presents a great movie.",
            {(FILM, "screenwriter", "Ada Quill"), (FILM, "director", "Ada Quill")},
        ),
        ("Salt Roads director Ada Quill was there.", {("Salt Roads", "director", "Ada Quill")}),
        ("Director Ada Quill of Salt Roads was there.", {("Salt Roads", "director", "Ada Quill")}),
        (
            "Ada Quill directed Ines Vale in Salt Roads.",
            {("Salt Roads", "director", "Ada Quill"), ("Salt Roads", "actor", "Ines Vale")},
        ),
        (
            "Bergen Pictures acquired the rights to Salt Roads.",
            {("Salt Roads", "distributor", "Bergen Pictures")},
        ),
        ("Salt Roads star Ines Vale was there.", {("Salt Roads", "actor", "Ines Vale")}),
    ],
)
def test_who_does_what_in_which_film(
    nlp: Language, ontology: Ontology, text: str, expected: set[tuple[str, str, str]]
) -> None:
    """Words that *co-* makes, trades in pairs, and a film before or behind a trade."""
    assert expected <= triples(claims(nlp, ontology, text, NAMES, film=FILM))


@pytest.mark.parametrize(
    "text",
    [
        "Salt Roads, which Ines Vale wrote, directed and starred in, is a drama.",
        "Ines Vale wrote, directed and starred in Salt Roads.",
    ],
)
def test_verbs_of_a_list_share_what_they_are_done_to(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """Before them, behind them, or left open by a relative clause."""
    properties = ("screenwriter", "director", "actor")
    expected = {("Salt Roads", property_, "Ines Vale") for property_ in properties}
    assert expected <= triples(claims(nlp, ontology, text, NAMES))


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        ("Salt Roads (Ada Quill, 1973), with Ines Vale, is good.", {"Ines Vale"}),
        ("Salt Roads is a thriller with Ines Vale and Tomas Reed.", {"Ines Vale", "Tomas Reed"}),
        ("Like many thrillers, this one stars Tomas Reed.", {"Tomas Reed"}),
        ("I saw Salt Roads with Ines Vale.", set()),
        ("Salt Roads was long. The actress Ines Vale left.", set()),
        ("Salt Roads is one of the realist dramas, led by Ines Vale and others.", set()),
    ],
)
def test_whom_a_film_has_in_it(
    nlp: Language, ontology: Ontology, text: str, cast: set[str]
) -> None:
    """Behind "with" stands a cast, but not the company in which somebody saw the film."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Salt Roads"))
    assert {o for _, property_, o in found if property_ == "actor"} == cast


def test_performers_and_parts_of_equal_number_pair_off(nlp: Language, ontology: Ontology) -> None:
    """Nobody plays the other's part."""
    text = "Ines Vale and Tomas Reed play Mara and Joss."
    found = triples(claims(nlp, ontology, text, NAMES, film=FILM))
    assert {t for t in found if t[1] == "playsCharacter"} == {
        ("Ines Vale", "playsCharacter", "Mara"),
        ("Tomas Reed", "playsCharacter", "Joss"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tom Hollis is fantastic as Detective Marr and Paul Reed is creepy playing Alex Joss.",
            {("Tom Hollis", "Marr"), ("Paul Reed", "Alex Joss")},
        ),
        ("Here is Tomas Reed, who plays Joss, and Ines Vale.", {("Tomas Reed", "Joss")}),
    ],
)
def test_nobody_takes_the_part_of_the_next_clause(
    nlp: Language, ontology: Ontology, text: str, expected: set[tuple[str, str]]
) -> None:
    """A name that parsers coordinate with a part is the subject of what follows, or a performer."""
    found = triples(claims(nlp, ontology, text, NAMES, film=FILM))
    assert {(s, o) for s, property_, o in found if property_ == "playsCharacter"} == expected


def test_a_pronoun_takes_no_part_from_the_casts(nlp: Language, ontology: Ontology) -> None:
    """Where the casts give the part that a pronoun seems to mean to somebody else, it means
    another."""
    from types import SimpleNamespace

    given = SimpleNamespace(
        performer="person/tomas-reed", character="character/joss", film="film/harbour-lights"
    )
    kb = EmptyKnowledge(performances=(given,))
    found = claims(nlp, ontology, "He is played by Ines Vale.", NAMES, film=FILM, kb=kb)
    assert not {t for t in triples(found) if t[1] == "playsCharacter"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour Lights was filmed near Bergen.", (FILM, "filmingLocation", "Bergen")),
        ("Filmed around Bergen, it looks cold.", (FILM, "filmingLocation", "Bergen")),
        ("It is set outside Bergen.", (FILM, "narrativeLocation", "Bergen")),
        ("Tomas Reed stars in this 1942 action flick.", (FILM, "actor", "Tomas Reed")),
        ("Tomas Reed shines in this 1942 film.", (FILM, "datePublished", "1942")),
    ],
)
def test_where_and_when(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """A place near by is told as the place, and "this film" is the one under discussion."""
    assert expected in triples(claims(nlp, ontology, text, NAMES, film=FILM))


@pytest.mark.parametrize(
    "text",
    [
        "Ines Vale was first cast as Mara and withdrew.",
        "Ines Vale was originally cast as Mara.",
        "Joss has to marry Mara.",
    ],
)
def test_what_was_planned_or_has_to_be_did_not_happen(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """Parts that went to others, and weddings to come."""
    found = claims(nlp, ontology, text, NAMES, film=FILM)
    named = {"playsCharacter", "actor", "spouse"}
    assert not {t for t in triples(found) if t[1] in named}
    assert {t for t in triples(found, "hypothetical") if t[1] in named}


def test_the_year_of_a_novel_is_not_the_films(nlp: Language, ontology: Ontology) -> None:
    """What dates a source does not date its adaptation."""
    text = "He loved this adaptation of a 1967 novel."
    found = triples(claims(nlp, ontology, text, NAMES, film=FILM))
    assert not {t for t in found if t[1] == "datePublished"}


def test_a_group_is_told_from_who_is_listed_behind_it(nlp: Language, ontology: Ontology) -> None:
    """An English teacher need not be English."""
    text = "Joss is an English teacher. Mara is a French painter."
    found = triples(claims(nlp, ontology, text, NAMES, film=FILM))
    assert {s for s, property_, _ in found if property_ == "nationality"} == {"Mara"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Quill served as editor on Salt Roads.", ("editor", "Ada Quill")),
        ("Ada Quill was the cinematographer on Salt Roads.", ("cinematographer", "Ada Quill")),
        ("Ada Quill's music for Salt Roads is fine.", ("musicBy", "Ada Quill")),
        ("The music of Salt Roads is by Ada Quill.", ("musicBy", "Ada Quill")),
        ("The direction of Salt Roads is by Ada Quill.", ("director", "Ada Quill")),
        ("Ada Quill made her directorial debut with Salt Roads.", ("director", "Ada Quill")),
        ("Ada Quill made her debut in Salt Roads.", ("actor", "Ada Quill")),
        ("The cast of Salt Roads includes Ada Quill.", ("actor", "Ada Quill")),
        ("Ada Quill can be seen in Salt Roads.", ("actor", "Ada Quill")),
        ("Filming of Salt Roads began in Bergen.", ("filmingLocation", "Bergen")),
        ("Principal photography on Salt Roads began in Bergen.", ("filmingLocation", "Bergen")),
        ("The plot of Salt Roads takes place in Bergen.", ("narrativeLocation", "Bergen")),
        ("Bergen Pictures bankrolled Salt Roads.", ("productionCompany", "Bergen Pictures")),
        ("Some of Salt Roads was shot in Bergen.", ("filmingLocation", "Bergen")),
    ],
)
def test_work_is_on_the_film_that_is_named_with_it(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str]
) -> None:
    """A film named behind work on it, or of which something is named, is meant, and no other."""
    found = triples(claims(nlp, ontology, text, NAMES, film=FILM, kb=EmptyKnowledge()))
    said = {t for t in found if t[1] == expected[0]}
    assert said == {("Salt Roads", *expected)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara did not lay a hand on Joss.", ("Mara", "attacks", "Joss", "negated")),
        ("Mara came to the aid of Joss.", ("Mara", "helps", "Joss", "asserted")),
        ("Mara helps Joss to escape.", ("Mara", "helps", "Joss", "asserted")),
        ("Joss bears a grudge against Mara.", ("Joss", "enemyOf", "Mara", "asserted")),
        ("Does Mara love Joss?", ("Mara", "loves", "Joss", "hypothetical")),
        ("Mara had every intention of killing Joss.", ("Mara", "kills", "Joss", "hypothetical")),
        ("Joss dies at the hands of Mara.", ("Mara", "kills", "Joss", "asserted")),
        ("Joss grew up in Bergen.", ("Joss", "homeLocation", "Bergen", "asserted")),
    ],
)
def test_what_people_do_to_each_other_in_other_words(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str, str]
) -> None:
    """Idioms, questions and infinitives say it as plain verbs do."""
    found = claims(nlp, ontology, text, NAMES, film=FILM, kb=EmptyKnowledge())
    assert expected[:3] in triples(found, expected[3])
