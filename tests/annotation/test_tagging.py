"""Tagging: every word's chances to be part of a name, and the names that they make up."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graphbuild.annotation.doc import Doc
from graphbuild.annotation.remembering import forget
from graphbuild.annotation.tagging import (
    LIKELY,
    TYPES,
    Tagger,
    chances,
    is_tagged_somebody,
    read,
    tagged_as,
    tagged_names,
    tagged_spans,
    tagged_type,
    tagging_by,
)
from graphbuild.annotation.tagging.tagger import TAGS
from graphbuild.reading import read_bytes
from scripts.train_tagger import numbers_of, untrained

ODDS = arrays(
    np.float32,
    st.tuples(st.integers(1, 7), st.just(len(TAGS))),
    elements=st.floats(0, 8, width=32),
).map(lambda scores: np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))


@given(ODDS)
def test_names_that_are_tagged_are_whole_and_do_not_overlap(odds: np.ndarray) -> None:
    found = list(tagged_spans(odds))
    ends = [0, *(s.end for s in found)]
    assert all(end <= s.start < s.end for end, s in zip(ends, found, strict=False))
    assert all(s.end <= len(odds) and s.type in TYPES for s in found)
    assert all(0 <= s.chance <= 1.001 for s in found)


@given(ODDS)
def test_the_chances_of_a_span_are_those_of_its_words(odds: np.ndarray) -> None:
    told = dict(zip(TYPES, tagged_as(odds, 0, len(odds)).tolist(), strict=True))
    for type_, chance in told.items():
        size = len(odds)
        tags = "U" if size == 1 else "B" + "I" * (size - 2) + "L"
        every = [odds[i, TAGS.index(t + type_)] for i, t in enumerate(tags)]
        assert chance == pytest.approx(float(np.prod(every)), rel=1e-4, abs=1e-12)


def test_the_likeliest_tags_that_fit_each_other_are_taken() -> None:
    random = np.random.default_rng(5)
    few = [TAGS.index(t) for t in ("", "Bfilm", "Lfilm", "Ufilm", "Bperson", "Lperson")]
    for _ in range(40):
        odds = np.full((4, len(TAGS)), 1e-7, dtype=np.float32)
        odds[:, few] = random.dirichlet(np.ones(len(few)) * 0.4, size=4)
        best = max(
            (tags for tags in product(few, repeat=4) if _fits([TAGS[t] for t in tags])),
            key=lambda tags: sum(np.log(odds[i, t] + 1e-9) for i, t in enumerate(tags)),
        )
        assert [(s.start, s.end, s.type) for s in tagged_spans(odds)] == _names(best)


def _fits(tags: list[str]) -> bool:
    inside = ""
    for tag in tags:
        place, type_ = tag[:1], tag[1:]
        if inside and (place != "L" or type_ != inside):
            return False
        if not inside and place == "L":
            return False
        inside = type_ if place == "B" else ""
    return not inside


def _names(tags: tuple[int, ...]) -> list[tuple[int, int, str]]:
    found, start = [], 0
    for i, tag in enumerate(TAGS[t] for t in tags):
        start = i if tag[:1] in {"B", "U"} else start
        if tag[:1] in {"L", "U"}:
            found.append((start, i + 1, tag[1:]))
    return found


TEXT = (
    "I was bored until Marlena Quist turned up as the landlady. Quist is no great actress, but in "
    "Salt Harvest she at least tries, which is more than director Owen Tarbell does."
)


def test_names_that_nobody_knows_are_tagged(nlp) -> None:
    doc = Doc(nlp(TEXT))
    found = {doc.text_of(s.start, s.end): s.type for s in tagged_spans(chances(doc))}
    assert found["Marlena Quist"] == "person"
    assert found["Owen Tarbell"] == "person"
    assert found["Salt Harvest"] == "film"
    assert not found.keys() & {"I", "But", "landlady"}


def test_what_is_read_is_what_the_trained_layers_say(nlp) -> None:
    model = untrained()
    tagger = Tagger(numbers_of(model))
    docs = [Doc(nlp(text)) for text in (TEXT, "So did Salt Harvest.", "", TEXT[:58])]
    said = model.predict([doc.source for doc in docs])
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(tagger.tag(docs), said, strict=True))


def test_of_no_words_nothing_is_said(nlp) -> None:
    assert len(chances(Doc(nlp("")))) == 0


def test_a_tagger_is_kept_in_half_precision(nlp) -> None:
    doc = Doc(nlp(TEXT))
    once = Tagger(numbers_of(untrained()))
    kept = Tagger.load(once.written())
    again = Tagger.load(kept.written())
    assert np.allclose(once.tag([doc])[0], kept.tag([doc])[0], atol=0.01)
    assert (kept.tag([doc])[0] == again.tag([doc])[0]).all()
    assert kept.written() == again.written()


def test_another_tagger_may_read_for_a_while(nlp) -> None:
    one, two = Doc(nlp(TEXT)), Doc(nlp(TEXT))
    shipped, other = chances(one), Tagger(numbers_of(untrained()))
    with tagging_by(other):
        assert (chances(two) == other.tag([two])[0]).all()
    assert not np.allclose(shipped, chances(two))
    forget()
    assert (chances(two) == shipped).all()


def test_documents_are_tagged_together_as_they_are_alone(nlp) -> None:
    docs = [Doc(nlp(TEXT)), Doc(nlp("So did Salt Harvest.")), Doc(nlp(TEXT[:58]))]
    alone = [chances(doc) for doc in docs]
    forget()
    read(docs)
    assert all(np.allclose(chances(d), a, atol=1e-4) for d, a in zip(docs, alone, strict=True))


def test_a_long_text_is_tagged_some_words_at_a_time(nlp) -> None:
    """Every block gets its own words' chances, however many there are."""
    docs = [Doc(d) for d in nlp.pipe([TEXT, "So did Salt Harvest."] * 40)]
    read(docs)
    assert [len(chances(d)) for d in docs] == [len(d) for d in docs]
    assert np.allclose(chances(docs[0]), chances(docs[-2]), atol=1e-4)


def test_the_model_reads_no_names_and_the_tagger_says_of_which_type_they_are(nlp) -> None:
    assert "ner" not in nlp.pipe_names
    doc = Doc(nlp("Ines Vale directed it in Lisbon, and it won at Cannes."))
    assert not doc.source.ents
    types = {t.text: tagged_type(t) for t in doc}
    assert (types["Ines"], types["Vale"], types["Lisbon"]) == ("person", "person", "place")
    assert types["directed"] == types["won"] == ""
    assert [t.text for t in doc if is_tagged_somebody(t)] == ["Ines", "Vale"]


def test_a_word_has_the_type_of_the_name_in_which_it_stands(nlp) -> None:
    """Only what is likely enough to be a name, from its first word to its last, counts."""
    doc = Doc(nlp(TEXT * 3))
    inside = {
        i: name.type
        for name in tagged_names(doc)
        if name.chance >= LIKELY
        for i in range(name.start, name.end)
    }
    assert inside
    assert [tagged_type(t) for t in doc] == [inside.get(t.i, "") for t in doc]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The relics went to the National Museum of Ethnology.", "National Museum of Ethnology"),
        ("I saw Anora in Paris, and nobody in the row behind slept.", "Anora"),
    ],
)
def test_words_that_are_tagged_as_one_long_name_stand_together(annotator, text, whole) -> None:
    """Function words join an institution's name; what happens *in* a place is no title with it."""
    found = annotator.annotate(read_bytes(text.encode(), essay_id="a.txt", suffix=".txt"))
    assert whole in {m.text for m in found.mentions}
