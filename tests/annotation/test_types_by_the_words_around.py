"""What kind of thing a name is that nobody knows, by the words around it and by the other names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


def _types(annotator: Annotator, text: str) -> dict[str, str]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    names = [m for m in annotator.annotate(essay).mentions if m.kind == "name"]
    return {m.text: m.entity.type for m in names}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Kevin Kline is funny as the vain and lazy actor, Orrin Blandish.", "Orrin Blandish"),
        ("Kevin Kline shines in his portrayal of Orrin Blandish.", "Orrin Blandish"),
        ("He is best known for his role as Orrin Blandish.", "Orrin Blandish"),
        ("The teacher (Kevin Kline, as Orrin Blandish) will set him straight.", "Orrin Blandish"),
        ('The lead is Anna Torv (Dunna in "Mindhunter") at her best.', "Dunna"),
        ("The villagers fear the blackmailer Blandish.", "Blandish"),
    ],
)
def test_who_is_played_or_called_by_a_noun_for_people_is_a_part(
    annotator: Annotator, text: str, part: str
) -> None:
    """An actor whom somebody plays is one as well."""
    assert _types(annotator, text)[part] == "character"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ('Byrne sings a mad duet with Paul Anka on "Over Hills".', "work"),
        (
            'The film ends well, and the score has other gems, such as the song "Over Hills".',
            "work",
        ),
        ('We saw a stage production of "Over Hills".', "work"),
        ('We saw "Over Hills".', "film"),
        ('It looks like an episode of "Over Hills".', "series"),
        ('I liked only the first two seasons of "Over Hills".', "series"),
        ('Stay at home and watch some "Over Hills" reruns.', "series"),
        ('She was Dunna on AMC\'s "Over Hills".', "series"),
        ('The remake of "Over Hills" has a song.', "film"),
    ],
)
def test_a_title_is_of_what_the_words_before_it_speak_of(
    annotator: Annotator, text: str, type_: str
) -> None:
    """Songs, plays and series have titles too; a song named behind a film is not the film."""
    assert _types(annotator, text)["Over Hills"] == type_


def test_another_title_is_a_title_and_another_name_a_name(annotator: Annotator) -> None:
    """What *aka* brings is what stands before it."""
    text = 'We saw "Over Hills", aka Ober Hugel Gehen. Then came Jane Doe, aka Lumpy Doe.'
    types = _types(annotator, text)
    assert types["Ober Hugel Gehen"] == "film"
    assert types["Lumpy Doe"] != "film"


def test_a_surname_is_of_the_type_of_the_full_name(annotator: Annotator) -> None:
    """Whoever is quoted in full does not turn into a part where the surname does a deed."""
    text = (
        "Director Willem Orbach told the paper that he had no money. "
        "Orbach runs, hides, marries and escapes, all in one week."
    )
    types = _types(annotator, text)
    assert types["Willem Orbach"] == types["Orbach"] == "person"


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("She flies to Havana, Cuba and finds him.", "Cuba", "place"),
        ("She threatens to leave Siam, but she loves Siam.", "Siam", "place"),
        ('It is like the jokes at the end of SNL. "Blandish Too" is no better.', "SNL", "series"),
    ],
)
def test_what_is_known_by_a_name_is_likelier_than_something_new(
    annotator: Annotator, text: str, name: str, type_: str
) -> None:
    """A country is nobody in a story, a known series no unknown film."""
    assert _types(annotator, text)[name] == type_


def test_marks_make_a_title_of_what_ends_like_an_event(annotator: Annotator) -> None:
    """Nobody puts a war in quotation marks."""
    text = 'The worst film is another one, called "Vampire Massacre" or something like that.'
    assert _types(annotator, text)["Vampire Massacre"] == "film"


def test_somebody_known_is_not_told_from_others_of_the_name(annotator: Annotator) -> None:
    """*The old X* is a film where X is one."""
    types = _types(annotator, "Here the old Amitabh Bachchan falls in love with a young woman.")
    assert types["Amitabh Bachchan"] == "person"


def test_where_series_are_spoken_of_titles_are_those_of_series(annotator: Annotator) -> None:
    """Three words for a series and none for a film."""
    text = (
        "I loved Happy Days. The writers of this show were fantastic, and every episode of the "
        "first season made me laugh. The last episode made me cry."
    )
    assert _types(annotator, text)["Happy Days"] == "series"


def test_who_is_known_in_full_is_the_performer(annotator: Annotator) -> None:
    """Of two full names the unknown one is the part, whatever order the writer keeps to."""
    text = (
        "Keira Knightley (Jules) is a joy, and so is Parminder Nagra (Jess). "
        "Pinky Tamrha (Archie Panjabi) has her own troubles."
    )
    types = _types(annotator, text)
    assert types["Pinky Tamrha"] == "character"
    assert types["Archie Panjabi"] == "person"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Dunna Blandish (film)\n\nDunna Blandish is a widow.", "film"),
        ("Dunna Blandish (the 1975 film) was shot in a week.", "film"),
        ("Dunna Blandish (novel) was written in a week.", "work"),
        ("Dunna Blandish (miniseries) ran for a week.", "series"),
    ],
)
def test_a_parenthesis_says_what_kind_of_thing_a_title_is(
    annotator: Annotator, text: str, kind: str
) -> None:
    """However much a title looks like somebody's name."""
    essay = read_bytes(text.encode(), essay_id="t.md", suffix=".md")
    first = next(m for m in annotator.annotate(essay).mentions if m.text == "Dunna Blandish")
    assert first.entity.type == kind
