"""How names are compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphbuild.knowledge.normalising import (
    name_variants,
    normalise,
    respaced,
    sound_form,
    sound_forms,
    title_variants,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J. J. Abrams", "J.J. Abrams"),
        ("Penélope Cruz", "penelope cruz"),
        ("Schindler’s List", "Schindler's List"),
        ("Fast & Furious", "Fast and Furious"),
        ("Spider-Man", "Spider Man"),
        ("Le Samouraï", "le samourai"),
        ("Dr. Strangelove", "Dr Strangelove"),
        ("Young Mr.Lincoln", "Young Mr. Lincoln"),
        ("Ångström", "Angstrom"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    """Case, diacritics, apostrophes, hyphens, initials and ampersands do not count."""
    assert normalise(one) == normalise(other)


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(name: str) -> None:
    """A normalised name is its own normal form, but for initials that meet only afterwards."""
    once = normalise(name)
    assert normalise(once).replace(" ", "") == once.replace(" ", "")


@example("0_0")
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_plain_names_take_the_short_way_to_the_same_form(name: str) -> None:
    """The quick path for ASCII agrees with the general one."""
    assert normalise(name) == normalise(name + "\u0301").strip() or name[-1:] in "'`. "


@pytest.mark.parametrize(
    ("title", "variant"),
    [
        ("The Godfather Part II", "godfather part ii"),
        ("The Godfather Part II", "the godfather 2"),
        ("Mission: Impossible", "mission"),
        ("Rocky IV", "rocky 4"),
    ],
)
def test_a_title_is_found_by_its_usual_short_forms(title: str, variant: str) -> None:
    """Articles, subtitles, parts and roman numerals may be written otherwise."""
    assert variant in set(title_variants(title))


def test_a_person_is_found_without_title_suffix_and_middle_name() -> None:
    """Dr., Jr. and middle names may be left out."""
    assert "robert downey" in set(name_variants("Robert Downey Jr."))
    assert "paul anderson" in set(name_variants("Paul Thomas Anderson"))


def test_particles_are_written_together_or_apart() -> None:
    """DeNiro and De Niro, O' Hara and O'Hara; what is left of a word must be a name."""
    assert "robert de niro" in set(respaced("robert deniro"))
    assert "catherine ohara" in set(respaced(normalise("Catherine O' Hara")))
    assert "de an" not in set(respaced("dean"))


def test_transliterations_sound_alike() -> None:
    """Eydelshteyn and Eidelstein meet; Baker and Becker do not."""
    assert sound_form("Mark Eydelshteyn") == sound_form("Mark Eidelstein")
    assert sound_form("Sean Baker") != sound_form("Sean Becker")


@given(st.lists(st.text(alphabet="abcehijkpqstuvwxyz \n", min_size=1).map(normalise), min_size=1))
@example(["eydelshteyn tchaikovsky", "tschaikovskii", "kotzebue x"])
def test_sounds_of_many_are_those_of_each(forms: list[str]) -> None:
    """Names that stand one after the other do not run together."""
    lines = "".join(f"{form}\n" for form in forms)
    assert sound_forms(lines).splitlines() == [sound_form(form) for form in forms]
