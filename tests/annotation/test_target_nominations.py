"""Films that a sentence about awards may speak of without naming them."""

from __future__ import annotations

from graphbuild.annotation.targets.nominations import nominated, nominations


def best(text: str) -> str:
    found = nominated(text.split())
    return found[0].label if found else ""


def test_a_ceremony_and_a_category_give_the_nominees() -> None:
    """Of those nominated at the 90th ceremony in a category, a win points at the winner."""
    won = "The film won the Academy Award for Best Animated Feature at the 90th Academy Awards ."
    assert best(won) == "Coco"
    found = {film.label for film in nominated(won.split())}
    assert {"Coco", "Ferdinand", "Loving Vincent"} <= found
    assert "Up" not in found


def test_a_surname_and_a_category_tell_the_film() -> None:
    """Nominees by their surnames count more than others of the category."""
    text = "Gable and Colbert won the Academy Awards for Best Actor and Best Actress ."
    assert best(text) == "It Happened One Night"
    film = nominated(text.split())[0]
    assert film.names == {"gable", "colbert"}
    assert film.won


def test_nothing_is_offered_without_evidence() -> None:
    """Another prize, or a category alone, is no film's."""
    assert not nominated("It won the Golden Bear in 1961 .".split())
    assert not nominated("It won the Academy Award for Best Picture .".split())


def test_each_category_of_the_table_has_nominations_with_their_year() -> None:
    """A ceremony honours films of the year before, the first ones those of two years."""
    given = [one for rows in nominations().values() for one in rows]
    assert len(given) > 10_000
    assert all(0 <= one.year + 1 - (one.ceremony + 1928) <= 1 for one in given if one.year > 1933)
