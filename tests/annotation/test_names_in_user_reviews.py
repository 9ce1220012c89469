"""Names as users' reviews have them: capitals that say nothing, full names of known people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.annotation.english.lexicon import common_words
from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator
    from graphbuild.model import Mention

pytestmark = pytest.mark.model


def _mentions(annotator: Annotator, text: str) -> list[Mention]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    return [m for m in annotator.annotate(essay).mentions if m.kind == "name"]


def _typed(annotator: Annotator, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.entity.type) for m in _mentions(annotator, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He makes us ponder what Universe we share, says Vertigo.", ["Vertigo"]),
        ("I would call it Recommended, for all its Frat House humour.", []),
        ("Bland, pointless and unmoving. Simplistic too.", []),
        ("It had me wondering, and I LAUGHED at that WONDERFUL scene.", []),
        ("This film is SO MUCH better than most of what there is, even Vertigo.", ["Vertigo"]),
        ("Nobody skips the Resurrection in a film about it.", []),
        ("Everybody cheered. Anybody who sleeps through Vertigo is dead.", ["Vertigo"]),
    ],
)
def test_a_capital_alone_makes_no_name_of_common_words(
    annotator: Annotator, text: str, names: list[str]
) -> None:
    """They stand once, nobody knows them by that name and no word around them speaks for it."""
    assert [text for text, _ in _typed(annotator, text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "I picked out Seed, because I had heard of it. Nothing in Seed is any good.",
        "Go and watch Massacre, a film about nothing.",
        'Her favourite is "Universe", she says.',
    ],
)
def test_a_common_word_that_returns_or_is_called_a_film_is_a_name(
    annotator: Annotator, text: str
) -> None:
    """Marks, a second capital and words for films say more than the first capital."""
    assert _mentions(annotator, text)


def test_words_of_judgement_are_common_words() -> None:
    """Words that an encyclopedia does without are counted in reviews; names are none of them."""
    assert {"awful", "wonderful", "plenty", "pointless"} <= common_words()
    assert common_words().isdisjoint({"imdb", "pollard", "jessica"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("There are Al Pacino as a thug, Michael J. Pollard as the luckless Owl, and more.",
         "Michael J. Pollard"),
        ("Amitabh Bachchan is a cook and owns two restaurants. He falls in love.",
         "Amitabh Bachchan"),
        ("Had Sammo Hung not seen all of Tati before, it would be a lesser thing.", "Sammo Hung"),
    ],
)  # fmt: skip
def test_the_full_name_of_a_known_person_is_no_part(
    annotator: Annotator, text: str, name: str
) -> None:
    """Users call a part by its performer's name: *Pacino is a cook*."""
    assert (name, "person") in _typed(annotator, text)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("It made me pine for Gigli.", "Gigli", "film"),
        ("It is something like several SNL bits all pieced together.", "SNL", "series"),
        ("The last thing I rented was Hobgoblins, and it came close.", "Hobgoblins", "film"),
    ],
)
def test_a_word_that_only_one_kind_of_thing_is_called_means_that_kind(
    annotator: Annotator, text: str, name: str, type_: str
) -> None:
    """English lacks the word, and nothing else of the knowledge base bears it."""
    assert (name, type_) in _typed(annotator, text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It follows the South African miniseries of the 1980s.", []),
        ("It is a film by a Christian Arab about Arabs and Baptists.", []),
        ("Die-hards will enjoy it, and so will the big-eyed.", []),
        ("The European Film Market sold it in one day.", ["European Film Market"]),
        ("Kim Ki-young drew every frame before he shot it.", ["Kim Ki-young"]),
        ("The Lantern Eaters (dir. Anna Moor, 2019) is slow.", ["The Lantern Eaters", "Anna Moor"]),
        ("Two Rivers is about a boy who drowns.", ["Two Rivers"]),
        ("I prefer Tango and Cash to all of it.", ["Tango and Cash"]),
        ("We compared two versions of the Prisoner of Zenda.", ["Prisoner of Zenda"]),
        ("Her serious work (see Speed 2, 28 Days) is a chore.", ["Speed 2", "28 Days"]),
    ],
)
def test_where_names_begin_and_end(annotator: Annotator, text: str, names: list[str]) -> None:
    """Peoples and what is left of a hyphened word are none; titles keep their small words."""
    assert [text for text, _ in _typed(annotator, text)] == names


def test_what_stands_in_parentheses_behind_performers_are_their_parts(annotator: Annotator) -> None:
    """Behind film-makers stand films: only those lists are filmographies."""
    found = dict(
        _typed(
            annotator,
            "Fine work by Connie Nielsen (Rubrik), Jason Isaacs (Colonel Stamp) and Gary Busey "
            "(Captain Church).",
        )
    )
    assert [found[n] for n in ("Rubrik", "Colonel Stamp", "Captain Church")] == ["character"] * 3
    found = dict(_typed(annotator, "I saw Kelly Reichardt (Old Joy) and Hong Sang-soo (Hahaha)."))
    assert found["Old Joy"] == found["Hahaha"] == "film"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("It tells the story of Riff Randell, sweetly played by P.J. Soles, and of a battle.",
         ("Riff Randell", "character")),
        ("Tiny Tim portrayed by Anthony Walters was fine.", ("Tiny Tim", "character")),
        ("It follows Billy and Scott, two friends. When Billy is shot in Vietnam, Scott helps.",
         ("Billy", "character")),
    ],
)  # fmt: skip
def test_who_is_played_or_shot_is_in_the_story(
    annotator: Annotator, text: str, typed: tuple[str, str]
) -> None:
    """Films are shot by somebody, on location or in a year; parts are played by somebody."""
    assert typed in _typed(annotator, text)


def test_a_word_of_english_behind_an_article_opens_no_title(annotator: Annotator) -> None:
    """*The kid brother*, *the river*: words that are names as well are words of English too."""
    assert _typed(annotator, "The kid brother is a lawyer. The river was wild.") == []


@pytest.mark.parametrize(
    ("text", "film"),
    [
        ("Sissy Spacek (CARRIE, 1976) has little to do, and she phones it in.", "Carrie"),
        ("The cool kid is played by Half Nelson’s Ryan Gosling.", "Half Nelson"),
    ],
)
def test_a_title_beside_somebody_of_the_film_is_the_film(
    annotator: Annotator, text: str, film: str
) -> None:
    assert film in {m.entity.label for m in _mentions(annotator, text) if m.entity.type == "film"}


@pytest.mark.parametrize(
    ("text", "short", "film"),
    [
        ("I like Footlight Parade. Footlight has verve.", "Footlight", "Footlight Parade"),
        ("Compare it to The Princess Bride: with PB, you know.", "PB", "The Princess Bride"),
    ],
)
def test_a_title_is_shortened_to_its_first_word_or_letters(
    annotator: Annotator, text: str, short: str, film: str
) -> None:
    assert (short, film) in [(m.text, m.entity.label) for m in _mentions(annotator, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("*MILD SPOILERS* I watched Hell Night again.", ["Hell Night"]),
        ("Go to hell, he says, and to Hell they go under the Sun.", []),
        ("Excluding Miss Duff, the cast is fine.", ["Miss Duff"]),
    ],
)
def test_words_that_name_nothing_are_no_names_alone(
    annotator: Annotator, text: str, names: list[str]
) -> None:
    assert [text for text, _ in _typed(annotator, text)] == names


def test_the_director_whom_a_text_names_tells_films_of_one_title_apart(
    annotator: Annotator,
) -> None:
    """*Chocolat* of 2000 is Lasse Hallström's."""
    text = "With flashbacks, director Claire Denis ensures that the film Chocolat is a story."
    film = next(m.entity for m in _mentions(annotator, text) if m.entity.type == "film")
    assert (film.label, film.nil) == ("Chocolat", True)


@pytest.mark.parametrize(
    "text",
    [
        "It would suit an advertisement of Vagrixa for a small boy.",
        "Keep a box of Klinnax at hand, and that is all.",
    ],
)
def test_an_unknown_word_of_which_nothing_is_said_is_no_title(
    annotator: Annotator, text: str
) -> None:
    assert [m for m in _mentions(annotator, text) if m.entity.type == "film"] == []
