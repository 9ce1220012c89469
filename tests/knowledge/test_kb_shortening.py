"""Lines of a compiled file: what is left out of them comes back as it was."""

from hypothesis import example, given
from hypothesis import strategies as st

from graphbuild.knowledge.shortening import (
    PEOPLE,
    prior_of,
    rank_of,
    short_agent,
    short_key,
    short_label,
    short_more,
    short_part,
    whole_agent,
    whole_key,
    whole_label,
    whole_more,
    whole_part,
)

TYPES = st.sampled_from(["film", "series", "person", "character", "place", "award"])
SLUGS = st.text(alphabet="ab-é0", max_size=6)
NUMBERS = st.integers(1, 200) | st.integers(PEOPLE, PEOPLE + 10**8 - 1)
WORDS = st.text(alphabet="abAB éÉß'-0", max_size=8)
YEARS = st.sampled_from(["", "1999"])


@given(NUMBERS, TYPES, SLUGS, SLUGS, WORDS, YEARS)
@example(PEOPLE + 1, "person", "ann-lee", "-nm0000001", "Ann Lee", "")
@example(PEOPLE + 1, "person", "ann-lee", "-nm00000012", "Ann Lee", "")
@example(7, "film", "ann-lee", "-undated-tt0000007", "Ann Lee", "")
@example(7, "film", "ann-lee", "-1999-tt0000007", "Ann Lee", "1999")
@example(7, "character", "ann-lee", "-tt0000007-12-2", "Ann Lee", "")
def test_keys_come_back(
    number: int, type_: str, words: str, tail: str, label: str, year: str
) -> None:
    """Whether they are those that things of IMDb have or not."""
    key = f"{type_}/{words}{tail}"
    written = short_key(number, key, type_, label, year)
    assert whole_key(number, *written, label, year) == (key, type_)


def test_keys_of_imdb_are_not_written() -> None:
    """Of a part, what follows its film."""
    name = "Ann Lee"
    assert short_key(PEOPLE + 1, "person/ann-lee-nm0000001", "person", name, "") == ("", "person")
    film = "film/ann-lee-1999-tt0000007"
    assert short_key(7, film, "film", name, "1999") == ("", "film")
    part = "character/ann-lee-tt0000007-4"
    assert short_key(7, part, "character", name, "") == ("-4", "character")
    assert short_key(7, "film/anora-2024", "film", "Anora", "2024") == ("film/anora-2024", "")


@given(st.integers(1, 200), st.integers(1, 30), SLUGS, WORDS)
@example(7, 4, "ann-lee-tt0000007-4", "Ann Lee")
@example(7, 4, "ann-lee-tt0000007-4-2", "Ann Lee")
@example(7, 4, "ann-lee-tt0000007-44", "Ann Lee")
def test_keys_of_parts_come_back(film: int, billing: int, slug: str, label: str) -> None:
    """Also those that have not the film's number and the place in its cast."""
    key = f"character/{slug}"
    written = short_part(film, str(billing), key, label)
    assert whole_part(film, str(billing), written, label) == key


@given(NUMBERS)
def test_agents_come_back(number: int) -> None:
    """People of IMDb by their identifier, others by number."""
    assert whole_agent(short_agent(number)) == number
    assert short_agent(PEOPLE + 7) == "nm0000007"


@given(WORDS, WORDS.filter(bool))
@example("ann lee", "Ann Lee")
@example("ann lee", "Ann lee")
def test_labels_come_back(form: str, label: str) -> None:
    """Those that are the name with capitals are not written."""
    assert whole_label(form, short_label(form, label)) == label
    assert short_label("ann lee", "Ann Lee") == ""


@given(NUMBERS, TYPES, st.lists(WORDS, max_size=2), st.booleans())
def test_what_only_imdb_says_comes_back(
    number: int, type_: str, listed: list[str], known: bool
) -> None:
    """Identifier, source and one list are written as the list, all else is left to JSON."""
    field = "roles" if type_ == "person" else "genres"
    id_ = f"nm{number - PEOPLE:07d}" if number >= PEOPLE else f"tt{number:07d}"
    more: dict[str, tuple[str, ...] | str] = {"imdb": id_, "source": "imdb"}
    if listed:
        more[field] = tuple(listed)
    if known:
        more["wikidata"] = "Q1"
    written = short_more(number, type_, more)
    assert written is None or whole_more(number, type_, written) == more
    assert not known or written is None


@given(st.sampled_from(["label", "alias", "variant"]), st.integers(0, 1000))
def test_a_rank_tells_the_prominence(kind: str, thousandths: int) -> None:
    """To a thousandth."""
    prior = thousandths / 1000
    assert prior_of(kind, rank_of(kind, prior)) == prior
