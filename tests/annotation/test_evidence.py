"""The weights of cues: by hand, and learnt on top of them."""

from __future__ import annotations

from importlib.resources import files

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.evidence.surroundings import PLAIN
from graphbuild.annotation.evidence.weights import base_scores, learnt_scores, weights
from graphbuild.annotation.linking import link
from graphbuild.annotation.parts import without
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.reading import read_bytes

TEXT = (
    "Molo, days two to five. Ottavio Reyes, who runs the thing with two cousins, thought this an "
    "improvement. “Every year I ask for a comedy,” Reyes said at the door, and named "
    "Carol, which Todd Haynes directed."
)


def test_the_learnt_weights_are_of_cues_and_types() -> None:
    """No row speaks of a cue that no longer exists."""
    text = files("graphbuild.annotation.evidence").joinpath("learnt.tsv").read_text("utf-8")
    rows = [r.split("\t") for r in text.splitlines() if not r.startswith("#")]
    assert len(rows) > 100
    for cue, type_, weight in rows:
        assert type_ in base_scores()
        assert cue == "" or cue.startswith(PLAIN) or weights(cue)
        assert learnt_scores()[cue][type_] == float(weight)


def test_what_is_learnt_tells_what_an_unknown_name_is(annotator: Annotator) -> None:
    """It decides among what an unknown name may be, and leaves known names alone."""

    def analysis() -> Analysis:
        essay = read_bytes(TEXT.encode(), essay_id="t.txt", suffix=".txt")
        return next(iter(analyse(annotator.nlp, [essay])))

    learnt = link(analysis(), annotator.kb, annotator.iris)
    by_hand = link(analysis(), annotator.kb, annotator.iris, without(["learnt"]))
    sure, less_sure = (
        next(m for m in linked.mentions if m.text == "Ottavio Reyes")
        for linked in (learnt, by_hand)
    )
    assert sure.entity.nil
    assert sure.entity.type == "person"
    assert sure.score > less_sure.score
    known, as_by_hand = (
        {m.text: m.entity.iri for m in linked.mentions if not m.entity.nil}
        for linked in (learnt, by_hand)
    )
    assert {"Carol", "Todd Haynes"} <= known.keys()
    assert known == as_by_hand
