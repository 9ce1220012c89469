"""A film's title that means its cycle, the book or the song, and names of closed classes that every
reviewer uses."""

from __future__ import annotations

import pytest

from graphbuild.annotation.pipeline import Annotator
from graphbuild.model import Mention
from graphbuild.reading import read_bytes

pytestmark = pytest.mark.model


def _mentions(annotator: Annotator, text: str) -> list[Mention]:
    essay = read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt")
    return [m for m in annotator.annotate(essay).mentions if m.kind == "name"]


def _types(annotator: Annotator, text: str, name: str) -> list[str]:
    """What each occurrence of ``name`` is taken for."""
    return [m.entity.type for m in _mentions(annotator, text) if m.text == name]


def _keys(annotator: Annotator, text: str) -> list[tuple[str, str]]:
    """Each name and the key of what it means."""
    return [(m.text, m.entity.iri.partition("example/")[2]) for m in _mentions(annotator, text)]


def test_films_of_a_title_are_its_cycle(annotator: Annotator) -> None:
    """The plural, and one of several, speak of a cycle; the title alone of the film."""
    text = "American Pie made me laugh. The other American Pie movies bored me."
    assert _types(annotator, text, "American Pie") == ["film", "series"]
    text = "Tremors made me laugh. It is better than any other Tremors film."
    assert _types(annotator, text, "Tremors") == ["film", "series"]


def test_films_of_a_person_or_firm_are_no_cycle(annotator: Annotator) -> None:
    """Somebody's films, and those of a firm, leave them what they are."""
    text = "I have seen all the Hammer films and most Cary Grant movies."
    assert _types(annotator, text, "Hammer") in ([], ["organization"])
    assert _types(annotator, text, "Cary Grant") == ["person"]


def test_a_verb_that_shows_calls_nothing_a_series(annotator: Annotator) -> None:
    """*Shows* before a title is a verb."""
    text = "My cinema shows Rear Window tonight. Rear Window is a thriller by Hitchcock."
    assert _types(annotator, text, "Rear Window") == ["film", "film"]


def test_what_is_read_is_the_book(annotator: Annotator) -> None:
    """A film's title is the book's where somebody reads it."""
    text = "I read The Beach on a train. Years later I saw The Beach with Leonardo DiCaprio."
    assert _types(annotator, text, "The Beach") == ["work", "film"]


def test_adaptations_are_of_works(annotator: Annotator) -> None:
    """A known book that somebody adapts is neither a film nor its hero."""
    text = "The director turned to a new adaptation of Oliver Twist."
    assert _types(annotator, text, "Oliver Twist") == ["work"]


def test_titles_before_song_or_number_are_songs(annotator: Annotator) -> None:
    """*The "…" number* names a song."""
    text = 'The chorus sleepwalks through the "Blue Lanterns at Sea" number.'
    assert _types(annotator, text, "Blue Lanterns at Sea") == ["work"]


def test_series_that_end_like_places_are_series(annotator: Annotator) -> None:
    """The last word of a well-known title makes it no place."""
    assert _types(annotator, "Last night brought a great run of South Park.", "South Park") == [
        "series"
    ]


def test_wars_by_their_usual_names(annotator: Annotator) -> None:
    """Wars and other events are known by all their names."""
    found = _keys(annotator, "He fought in WW2, and she came of age during the Great Depression.")
    assert ("WW2", "event/world-war-ii") in found
    assert ("Great Depression", "event/great-depression") in found


def test_short_forms_of_series(annotator: Annotator) -> None:
    """Fans call series by letters."""
    found = _keys(annotator, "I watched every episode of TNG and half of MST3K with my brother.")
    assert ("TNG", "series/star-trek-the-next-generation") in found
    assert ("MST3K", "series/mystery-science-theater-3000") in found


def test_armies_and_comedy_teams_are_organizations(annotator: Annotator) -> None:
    """Services and teams by their short names."""
    text = "My uncle left the Navy to write jokes for the Three Stooges."
    found = {m.text: m.entity.type for m in _mentions(annotator, text)}
    assert found == {"Navy": "organization", "Three Stooges": "organization"}


def test_what_stands_beside_series_is_one(annotator: Annotator) -> None:
    """A known film's title behind *the TV series* is the series."""
    text = "Her uncle had a part in the old TV series 'Topper', which nobody remembers."
    assert _types(annotator, text, "Topper") == ["series"]
