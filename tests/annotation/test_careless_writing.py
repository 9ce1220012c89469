"""Names in reviews by users: capitals for stress, titles in sentence case, missing dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


def _names(annotator: Annotator, text: str) -> list[str]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    return [m.text for m in annotator.annotate(essay).mentions if m.kind == "name"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I saw it with my Mom and a Nurse, for the Acting and Nicole Kidman.", ["Nicole Kidman"]),
        ("He is a Male Nurse in Vermont, and our Masked killer is not.", ["Vermont"]),
        ("Great Score (Thomas Newman), great Acting.", ["Thomas Newman"]),
        ("Avoid at all Costs. The Gore is cheap, the Acting is Wooden, it is a real Slasher.", []),
        ("The Bad: Winona Ryder. The Ugly: that ending.", ["Winona Ryder"]),
        ("Was Steve NOT there? Steve HAD died IN Ireland. YES.", ["Steve", "Steve", "Ireland"]),
    ],
)  # fmt: skip
def test_capitals_for_stress_make_no_names(
    annotator: Annotator, text: str, names: list[str]
) -> None:
    """Common nouns behind articles, possessives and adjectives, and rubrics of reviews."""
    assert _names(annotator, text) == names


def test_will_may_be_somebodys_name(annotator: Annotator) -> None:
    """*Will Farrell is* has its verb; *Will Farrell be* asks."""
    text = "Will Farrell is meant to be funny. Could Igor have seen what Garnick did?"
    assert _names(annotator, text) == ["Will Farrell", "Igor", "Garnick"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Heat has Robert DeNiro and Val Kilmer. DeNiro plays Mc Cauley.", ["Robert De Niro"]),
        ("Leonardo Di Caprio was in The Aviator, and Di Caprio was good.", ["Leonardo DiCaprio"]),
        ("Brian DePalma made Carrie. DePalma also made Scarface.", ["Brian De Palma"]),
    ],
)  # fmt: skip
def test_particles_are_written_together_or_apart(
    annotator: Annotator, text: str, labels: list[str]
) -> None:
    """Writers part *DiCaprio* and join *De Niro*, in full and for short."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    found = [m.entity for m in annotator.annotate(essay).mentions if m.text.startswith("D")]
    assert [e.label for e in found] == labels
    assert not any(e.nil for e in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She is wooed by the Bride, and in the end the Bride kills him.", "Bride"),
        ("I went to the Academy. Nobody at the Academy knew.", "Academy"),
        ("I would not call it better than Gravity.", "Gravity"),
    ],
)
def test_common_nouns_may_be_names(annotator: Annotator, text: str, name: str) -> None:
    """Parts that are called by what they are, words that return with a capital, known titles."""
    assert name in _names(annotator, text)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("I liked Batman begins and Monsoon wedding.", ["Batman begins", "Monsoon wedding"]),
        ("1. Vertigo 2. Rear window 3. Marnie", ["Rear window"]),
        ("It beats The last emperor and A nightmare on Elm Street.",
         ["The last emperor", "A nightmare on Elm Street"]),
        ("See You've got mail, not Confessions of a teenage drama Queen.",
         ["You've got mail", "Confessions of a teenage drama Queen"]),
        ("It is no Crouching tiger,hidden dragon.", ["Crouching tiger,hidden dragon"]),
    ],
)  # fmt: skip
def test_known_titles_in_sentence_case_are_found_whole(
    annotator: Annotator, text: str, titles: list[str]
) -> None:
    """One capital is enough for a title that is known; the number of a list is none of it."""
    found = _names(annotator, text)
    assert [t for t in titles if t not in found] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Capt. Quill warns Mrs Vale and Dr Reed.", ["Capt. Quill", "Mrs Vale", "Dr Reed"]),
        ("He is warned by the policeman Inspector Stavros.", ["Inspector Stavros"]),
        ("It is about his Girlfriend Pam.", ["Pam"]),
        ("Stylish Bob Larkin Jr. is as bad.", ["Bob Larkin Jr."]),
        ("We met Larkin Quill. Stylish Larkin danced.", ["Larkin Quill", "Larkin"]),
        ("Port Ansgar is far from De Niro.", ["Port Ansgar", "De Niro"]),
    ],
)
def test_titles_of_address_belong_to_names_and_descriptions_do_not(
    annotator: Annotator, text: str, names: list[str]
) -> None:
    """With and without a dot; common words before a name only say who is meant."""
    assert _names(annotator, text) == names


def test_part_of_a_full_name_needs_no_other_support(annotator: Annotator) -> None:
    """A surname is one at the start of a sentence, and where it is a common word."""
    text = "It is by Johnnie To, with Ada Quillan. Quillan plays herself, and To is seen at work."
    assert _names(annotator, text) == ["Johnnie To", "Ada Quillan", "Quillan", "To"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("I adored Rosa and her Sailors. Rosa and her Sailors is a farce.", "Rosa and her Sailors"),
        ("How to lose sleep and Win dogs is odd. I loved How to lose sleep and Win dogs.",
         "How to lose sleep and Win dogs"),
        ("Nobody knows Canjos do Sul outside Brazil.", "Canjos do Sul"),
        ('They showed "De vierde stoel" again.', "De vierde stoel"),
        ("Quillab: Our Harbor (2008) is a poem.", "Quillab: Our Harbor"),
        ("With Danny Huston(The Number 27) and friends.", "The Number 27"),
        ("She starred in the musical Love and Letters for a year.", "Love and Letters"),
        ('He liked "Larkin (1956)" best.', "Larkin"),
        ("They live in post-World War II Europe.", "World War II"),
    ],
)  # fmt: skip
def test_unknown_titles_with_small_words_are_found_whole(
    annotator: Annotator, text: str, title: str
) -> None:
    """Titles that return, are quoted or dated, or are joined by the words of other languages."""
    assert title in _names(annotator, text)


def test_what_returns_is_no_title_for_that_alone(annotator: Annotator) -> None:
    """People who meet twice remain two names, and clauses are no titles."""
    text = "I saw Rosa with Joss, then Rosa with Joss again. I think Rosa likes Joss as Rosa."
    assert set(_names(annotator, text)) == {"Rosa", "Joss"}
