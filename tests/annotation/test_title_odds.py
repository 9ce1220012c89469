"""Titles and people told apart by what stands around them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from graphbuild.annotation.evidence.title_odds import surroundings, title_odds
from graphbuild.annotation.linking import link
from graphbuild.annotation.parts import without
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.reading import read_bytes
from tests.annotation.placing import place

pytestmark = pytest.mark.model


@pytest.mark.parametrize("name", ["Serafina", "Rocky", "Annie Hall"])
@pytest.mark.parametrize(
    ("of_a_title", "of_somebody"),
    [
        ("I watched {} twice last winter.", "His sister told {} the truth."),
        ("There are few jokes in {}, and it is long.", "The part of {} went to her sister."),
        ("{} is a film about two sisters.", "{} is an orphan who lives with her aunt."),
        ("It reminded me of films like {}.", "The soldiers come for {}, and she hides."),
    ],
)
def test_the_sentence_says_whether_a_name_is_a_title(
    annotator: Annotator, name: str, of_a_title: str, of_somebody: str
) -> None:
    """Films are watched, have jokes in them and are taken up by *it*; people live with aunts."""
    title = title_odds(*place(annotator, of_a_title.format(name), name))
    somebody = title_odds(*place(annotator, of_somebody.format(name), name))
    assert title > 0.5
    assert somebody < -0.5


def test_the_name_itself_says_nothing(annotator: Annotator) -> None:
    """Two names in one place have the same features."""
    text = "In {} a widow sells her house, and it breaks her heart."
    first, second = (
        list(surroundings(*place(annotator, text.format(name), name)))
        for name in ("Carol", "Rebecca")
    )
    assert first == second


def test_marks_of_titles_are_not_seen(annotator: Annotator) -> None:
    """Quotation marks are weighed elsewhere, so that they count once."""
    bare, marked = (
        set(surroundings(*place(annotator, text, "Rebecca")))
        for text in ("Last night I saw Rebecca again.", 'Last night I saw "Rebecca" again.')
    )
    assert {f for f in bare if f[0] in "<>"} == {f for f in marked if f[0] in "<>"}


def test_the_learnt_weights_are_sorted_and_told_once() -> None:
    """The table is what the training script writes: one row a feature, weights that matter."""
    text = files("graphbuild.annotation.evidence").joinpath("title_odds.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    features = [feature for feature, _ in rows]
    assert len(features) > 5000
    assert features == sorted(set(features))
    assert all(abs(float(weight)) >= 0.05 for _, weight in rows)


def test_the_surroundings_decide_where_no_cue_speaks(annotator: Annotator) -> None:
    """Only what is learnt of places says that films are like the film, not like its heroine."""
    text = (
        b"Todd Haynes directed Carol. Cate Blanchett plays Carol, who sells her house. "
        b"Films like Carol are seldom made now. I have seen Carol twice."
    )

    def third_type(*parts: str) -> str:
        essay = read_bytes(text, essay_id="t.txt", suffix=".txt")
        analysis = next(iter(analyse(annotator.nlp, [essay])))
        linked = link(analysis, annotator.kb, annotator.iris, without(parts))
        return [m.entity.type for m in linked.mentions if m.text == "Carol"][2]

    assert third_type() == "film"
    assert third_type("titles") == "character"
