"""Performers and directors of whom a review speaks in any words, known by the credits."""

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
    "Tomas Reed": "person Tomas Reed",
    "Mara": "character Mara",
}
MAIN = "Harbour Lights"


def _acts(film: str, performer: str, part: str | None = None) -> SimpleNamespace:
    character = f"character/{part}" if part else None
    return SimpleNamespace(
        film=f"film/{film}", performer=f"person/{performer}", character=character
    )


def _directs(film: str, agent: str) -> SimpleNamespace:
    return SimpleNamespace(film=f"film/{film}", agent=f"person/{agent}", role="director")


KNOWN = EmptyKnowledge(
    performances=(_acts("harbour-lights", "ines-vale"), _acts("salt-roads", "tomas-reed")),
    credited=(_directs("harbour-lights", "ada-quill"),),
)


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Ines Vale hides behind a wig.", (MAIN, "actor", "Ines Vale")),
        ("Ines Vale's eyes are enough.", (MAIN, "actor", "Ines Vale")),
        ("Nobody will forget Ines Vale.", (MAIN, "actor", "Ines Vale")),
        ("Ines Vale does not belong here.", (MAIN, "actor", "Ines Vale")),
        ("If Ines Vale were given a song, she would sing it.", (MAIN, "actor", "Ines Vale")),
        ("Ada Quill never hurries.", (MAIN, "director", "Ada Quill")),
        ("I admire the patience of Ada Quill.", (MAIN, "director", "Ada Quill")),
        ("Tomas Reed sang in Salt Roads.", ("Salt Roads", "actor", "Tomas Reed")),
    ],
)
def test_who_made_a_film_is_spoken_of_in_any_words(
    nlp: Language, ontology: Ontology, text: str, triple: tuple[str, str, str]
) -> None:
    """The credits say what somebody of whom a passage speaks did for its film."""
    text = f"Harbour Lights is a quiet film. {text}"
    assert triple in triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=KNOWN))


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Lights is quiet. It needs an actor like Ines Vale.",
        "Harbour Lights is quiet. Tomas Reed watches it every year.",
    ],
)
def test_who_is_only_compared_or_has_no_credit_made_nothing(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """A likeness or a name without a credit says nothing of a film."""
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=KNOWN))
    assert not {t for t in found if t[0] == MAIN and t[1] in ("actor", "director")}


@pytest.mark.parametrize(
    "text",
    [
        "Ines Vale was never in Harbour Lights.",
        "Harbour Lights is quiet. Ines Vale did not act in it. Ines Vale sent flowers.",
        "Ines Vale laughed. If only Ines Vale had been in Harbour Lights.",
    ],
)
def test_what_an_essay_denies_is_not_told_by_the_credits(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """A credit that the essay itself denies or supposes is not asserted, wherever it says so."""
    names = NAMES | {"it": "film Harbour Lights"}
    found = claims(nlp, ontology, text, names, film=MAIN, kb=KNOWN)
    assert {c.status for c in found if c.predicate.name == "actor"} < {"negated", "hypothetical"}
    assert found


@pytest.mark.parametrize(
    "text",
    [
        "Ines Vale never gave a better performance.",
        "Ines Vale never gave a more moving performance than in Harbour Lights.",
        "Ines Vale makes Mara frightening without ever making Mara a monster.",
    ],
)
def test_what_is_denied_of_the_manner_is_no_denial_of_the_credit(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """That nothing was better, or that somebody did not overdo it, leaves the credit as it is."""
    text = f"Harbour Lights is a quiet film. {text}"
    known = EmptyKnowledge(performances=(_acts("harbour-lights", "ines-vale", "mara"),))
    found = claims(nlp, ontology, text, NAMES, film=MAIN, kb=known)
    assert (MAIN, "actor", "Ines Vale") in triples(found)
    assert not triples(found, "negated")


def test_of_one_with_two_credits_the_words_must_say_which(
    nlp: Language, ontology: Ontology
) -> None:
    """Who acts in a film and directs it is not claimed to do both by being named."""
    both = EmptyKnowledge(
        performances=(_acts("harbour-lights", "ada-quill"),),
        credited=(_directs("harbour-lights", "ada-quill"),),
    )
    text = "Harbour Lights is a quiet film. Ada Quill never hurries."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=both))
    assert not {t for t in found if t[2] == "Ada Quill"}


def test_a_film_that_owns_somebody_has_them_in_its_cast(nlp: Language, ontology: Ontology) -> None:
    """*Cold Water's Tomas Reed* acted in it, in front of a part too."""
    text = "Harbour Lights is a quiet film. Mara (Cold Water's Tomas Reed) runs a bar."
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN))
    assert {
        ("Cold Water", "actor", "Tomas Reed"),
        ("Tomas Reed", "playsCharacter", "Mara"),
    } <= found


def test_a_parenthesis_gives_a_part_that_the_casts_of_other_films_give_to_others(
    nlp: Language, ontology: Ontology
) -> None:
    """A part may be played anew, but not where the film under discussion has somebody else."""
    text = "Harbour Lights is a quiet film. Mara (Tomas Reed) runs a bar."
    played = ("Tomas Reed", "playsCharacter", "Mara")
    for film, expected in (("salt-roads", True), ("harbour-lights", False)):
        parts = (_acts(film, "ines-vale", "mara"), _acts("cold-water", "tomas-reed", "joss"))
        kb = EmptyKnowledge(performances=parts)
        found = triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=kb))
        assert (played in found) is expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ines Vale's way with Mara is her own.", True),
        ("Mara is a dull soul. Ines Vale tries hard.", False),
    ],
)
def test_a_part_in_one_sentence_with_who_plays_it_is_theirs(
    nlp: Language, ontology: Ontology, text: str, told: bool
) -> None:
    """What the cast of the film says of two names is read where one sentence has both."""
    kb = EmptyKnowledge(performances=(_acts("harbour-lights", "ines-vale", "mara"),))
    text = f"Harbour Lights is a quiet film. {text}"
    found = triples(claims(nlp, ontology, text, NAMES, film=MAIN, kb=kb))
    assert (("Ines Vale", "playsCharacter", "Mara") in found) == told
