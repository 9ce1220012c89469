"""Fields of IMDb's files, a column at a time: what is found of many is what is found of each."""

from hypothesis import example, given
from hypothesis import strategies as st

from graphbuild.knowledge.columns import Texts
from graphbuild.knowledge.importing._imdb_columns import Words
from graphbuild.knowledge.importing._imdb_values import FAMOUS, standing
from graphbuild.knowledge.normalising import PLAIN_WORDS

NAMES = st.lists(st.text(alphabet="abAB1 é-", max_size=12), max_size=12)


@given(NAMES)
@example(
    ["Ann Lee", "ann lee", "Ann  Lee", " Ann", "Ann ", "A Lee", "Ann L", "McLee", "1a", "", "a"]
)
def test_plain_words_are_told_from_others(names: list[str]) -> None:
    """Which names are plain, written with capitals, and of how many words."""
    words = Words(Texts.of(names).apart())
    plain = [PLAIN_WORDS(name) is not None for name in names]
    assert words.plain.tolist() == plain
    for i, name in enumerate(names):
        if plain[i]:
            assert words.spaces[i] == name.count(" ")
            assert words.capitalised[i] == (name == name.title())


def test_more_credits_make_nobody_more_prominent() -> None:
    """From a number on that a piece of a file need not exceed."""
    assert standing(FAMOUS) == standing(10**6)
    assert standing(FAMOUS // 8) != standing(FAMOUS)
