"""Titles and somebody under one name: which of the two each place of it means."""

from __future__ import annotations

import math
import random
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graphbuild.annotation.linking import link, places_with_features
from graphbuild.annotation.linking.choices import Choice, of_group
from graphbuild.annotation.linking.options import AGENTS, TITLES, Option
from graphbuild.annotation.linking.sharing import may_be_shared, title_lead
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.model import EntityType
from graphbuild.reading import read_bytes
from scripts.shared_names import sharing
from scripts.typed_texts import unmarked

MEANT = dict.fromkeys(TITLES, "film") | dict.fromkeys(AGENTS, "character")
REVIEWS = [
    "I saw {f:NAME} last night with my brother, and it is one of the best dramas of the year. "
    "The story is simple. {c:NAME} lives with her aunt in a small town, and when a stranger "
    "comes to the door she lets him in. I liked how {c:NAME} looks at him before she "
    "speaks. {f:NAME} is a slow film, and I would recommend {f:NAME} to anyone.",
    "There are few good scenes in {f:NAME}, and the dialogue is terrible. We are asked to "
    "believe that {c:NAME} falls in love with the man who killed her father. He shoots at "
    "{c:NAME} and she forgives him. Do not watch {f:NAME}, it is a waste of time.",
]


@pytest.mark.model
@pytest.mark.parametrize("name", ["Marisol", "Ottilie", "Rebecca"])
@pytest.mark.parametrize("review", REVIEWS)
def test_each_place_of_a_shared_name_says_which_is_meant(
    annotator: Annotator, review: str, name: str
) -> None:
    """Nobody marks the titles, and not all of the names are known to be one."""
    text, meant = unmarked(review.replace("NAME", name))
    essay = read_bytes(text.encode(), essay_id="essay.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    linked = link(analysis, annotator.kb, annotator.iris)
    names = (m for m in linked.mentions if m.kind == "name")
    found = {(m.start, m.end): MEANT.get(m.entity.type) for m in names}
    assert {s: found.get(s) for s in meant} == meant


@pytest.mark.model
def test_the_places_of_a_name_differ_in_what_they_say(annotator: Annotator) -> None:
    """What is watched is likelier a title than what is shot at, by the same name."""
    text, meant = unmarked(REVIEWS[1].replace("NAME", "Marisol"))
    essay = read_bytes(text.encode(), essay_id="essay.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    places = [p for name in places_with_features(analysis, annotator.kb) for p in name]
    leads = {(p.span[0], p.span[1]): title_lead(p.apart) for p in places}
    titles = [leads[s] for s in meant if meant[s] == "film"]
    somebody = [leads[s] for s in meant if meant[s] == "character"]
    assert min(titles) > max(somebody)


def test_only_what_may_be_both_is_told_apart() -> None:
    """A name that can only be somebody's is not looked at place by place."""
    assert may_be_shared({"film": 0.3, "character": 0.7})
    assert may_be_shared({"work": 0.01, "person": 0.99})
    assert not may_be_shared({"person": 0.6, "character": 0.4})
    assert not may_be_shared({"film": 0.5, "place": 0.5})


@given(
    st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4),
    st.floats(-8, 8).filter(lambda lead: abs(lead) > 0.01),
)
def test_a_choice_told_apart_keeps_what_it_says_of_others(sizes: list[float], lead: float) -> None:
    """The chances of titles and somebody are as they are told; a place is as likely as it was, and
    of two titles the likelier stays so."""
    types: tuple[EntityType, ...] = ("film", "series", "character", "place")
    chances = [size / sum(sizes) for size in sizes]
    options = [Option(None, t, "Ottilie", 0.0, "unknown", "ottilie") for t in types]
    told = of_group(Choice(options[0], chances[0], tuple(zip(options, chances, strict=True))), lead)
    assert told is not None
    by_type = {o.type: p for o, p in told.ranked}
    title = by_type["film"] + by_type["series"]
    assert math.log(title / by_type["character"]) == pytest.approx(lead)
    assert by_type["place"] == pytest.approx(chances[3])
    assert sum(by_type.values()) == pytest.approx(1)
    assert by_type["film"] / by_type["series"] == pytest.approx(chances[0] / chances[1])
    assert ("speaks for a title" in told.told) == (lead > 0)


def test_what_can_only_be_a_title_is_not_told_apart() -> None:
    """There is nobody for whom a place could speak."""
    film = Option(None, "film", "Ottilie", 0.0, "unknown", "ottilie")
    assert of_group(Choice(film, 1.0, ((film, 1.0),)), 2.0) is None


def test_only_a_title_and_something_else_of_one_word_can_share_a_name() -> None:
    """A full name is nobody's title here, and two titles are told apart by other means."""
    chance = random.Random(0)
    assert sharing("Ebb with Moss", {(0, 3): "film", (9, 13): "character"}, ["Carol"], chance)
    assert not sharing("Ebb by Moss", {(0, 3): "film", (7, 11): "work"}, ["Carol"], chance)
    assert not sharing("Ebb by Al Moss", {(0, 3): "film", (7, 14): "person"}, ["Carol"], chance)


WORDS = st.lists(st.sampled_from("the of was seen in by and so long".split()), max_size=4)
NAMES = st.sampled_from(
    [("Night Road", "film"), ("Moss", "character"), ("Ada Moss", "character"), ("Ebb", "work"),
     ("Lena", "person"), ("Oslo", "place")]
)  # fmt: skip


@given(st.lists(st.tuples(WORDS, NAMES, st.booleans()), min_size=1, max_size=9), st.integers(0, 99))
def test_a_text_with_a_shared_name_keeps_the_types_of_all_names(
    parts: list[tuple[list[str], tuple[str, str], bool]], seed: int
) -> None:
    """Whatever is renamed, each name stands where it is said to, in the same order, as its type."""
    text, names = "", {}
    for words, (name, type_), quoted in parts:
        text += " ".join(words) + (' "' if quoted else " ")
        names[len(text), len(text) + len(name)] = type_
        text += name + ('" ' if quoted else " ")
    made = sharing(text, names, ["Carol"], random.Random(seed))
    assume(made is not None)
    assert made is not None
    new, placed = made
    assert [placed[s] for s in sorted(placed)] == [names[s] for s in sorted(names)]
    kinds: dict[str, set[str]] = {}
    for (start, end), type_ in placed.items():
        assert new[start:end].strip() == new[start:end]
        kinds.setdefault(new[start:end].lower(), set()).add(type_)
    assert sum(len(k) > 1 for k in kinds.values()) == 1
    outside = re.sub(r'[A-Z][a-z]+(?: [A-Z][a-z]+)?|"', "", text).split()
    left = new
    for start, end in sorted(placed, reverse=True):
        left = left[:start] + left[end:]
    assert left.replace('"', "").split() == outside
