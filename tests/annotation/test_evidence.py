"""What names are: weighed by hand, and learnt beyond that."""

from __future__ import annotations

import math
from importlib.resources import files

import pytest

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.doc import Doc
from graphbuild.annotation.evidence.places import place_features
from graphbuild.annotation.evidence.weights import base_scores
from graphbuild.annotation.linking import forms_with_cues, link
from graphbuild.annotation.linking.kinds import CLASSES, kind_of
from graphbuild.annotation.network import Network, network
from graphbuild.annotation.parts import without
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.reading import read_bytes
from scripts.train_evidence import unlearnt

TEXT = (
    "Molo, days two to five. Ottavio Reyes, who runs the thing with two cousins, thought this an "
    "improvement. “Every year I ask for a comedy,” Reyes said at the door, and named "
    "Carol, which Todd Haynes directed."
)


PLACES = (
    "The film opens as the widow {} arrives at the house, falls in love and kills her father.",
    "The actors and the script are good, and so is the director {}.",
)


def test_the_network_knows_what_it_is_asked() -> None:
    """It has a score for each class, and a row for all that is said by hand; none for what no text
    has often."""
    told = network("evidence")
    assert told.outward.shape[1] == len(CLASSES)
    assert {f"by hand {type_}" for type_ in base_scores()} <= told.rows.keys()
    assert len(told.rows) > 5000


def test_what_is_learnt_can_be_read_again() -> None:
    """The file is what the network writes of itself, sorted, a line for each feature."""
    text = files("graphbuild.annotation.evidence").joinpath("network.json").read_text("utf-8")
    assert Network.read(text).written() == text


def test_without_evidence_the_chances_by_hand_stay() -> None:
    """A network that has learnt nothing gives back the chances that it is told."""
    by_hand = {"film": 0.7, "person": 0.2, "character": 0.1}
    features = {f"by hand {t}": (math.log(by_hand.get(t, 1e-9)) + 5) / 5 for t in base_scores()}
    net = Network.of(unlearnt())
    kind = kind_of(net.weighed_sum(features), net)
    assert kind.types == pytest.approx({t: by_hand.get(t, 0.0) for t in base_scores()}, abs=0.02)
    assert kind.no_name < 0.01


def _analysis(annotator: Annotator, text: str) -> Analysis:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    return next(iter(analyse(annotator.nlp, [essay])))


@pytest.mark.parametrize("name", ["Milda Tunnel", "Frank Bowrey"])
def test_the_sentence_says_whether_somebody_is_in_a_story(annotator: Annotator, name: str) -> None:
    """Those in a story arrive, love and are killed; those who make films act and are praised."""
    story, world = (
        link(_analysis(annotator, text.format(name)), annotator.kb, annotator.iris).mentions[0]
        for text in PLACES
    )
    assert (story.text, story.entity.type) == (name, "character")
    assert (world.text, world.entity.type) == (name, "person")


def test_the_place_is_told_whatever_the_name(annotator: Annotator) -> None:
    """Two names in one place have the same features of it."""
    text = "In the end {} sells her house, and it breaks her heart."

    def features(name: str) -> list[str]:
        doc = Doc(annotator.nlp(text.format(name)))
        start = next(t.i for t in doc if t.text == name)
        return list(place_features(doc, start, start + 1))

    told = features("Carol")
    assert {"subject sell", "subject with object house"} <= set(told)
    assert told == features("Rebecca")


def test_capitals_alone_make_no_name(annotator: Annotator) -> None:
    """A word that a writer stresses with a capital is none; somebody who acts is."""
    text = "This is such a Waste of good actors, a Mess. Then Borvath kills his own brother."
    linked = link(_analysis(annotator, text), annotator.kb, annotator.iris)
    assert [m.text for m in linked.mentions] == ["Borvath"]


@pytest.mark.parametrize(
    ("text", "is_made"),
    [
        ("They named Brunk, which Todd Haynes directed.", True),
        ("They named Brunk, who directed Todd Haynes.", False),
        ("They named Brunk, which amused Todd Haynes.", False),
    ],
)
def test_a_clause_with_which_says_what_is_done_to_a_name(
    annotator: Annotator, text: str, is_made: bool
) -> None:
    """It says no less than *They directed Brunk* would."""
    forms, _, _ = forms_with_cues(_analysis(annotator, text), annotator.kb)
    cues = {c for o in forms["brunk"].occurrences for c in o.cues}
    assert ("is the object of a verb that films take" in cues) == is_made


def test_what_is_learnt_tells_what_an_unknown_name_is(annotator: Annotator) -> None:
    """It is surer than the weights by hand; which film or person a known name means it leaves."""
    learnt = link(_analysis(annotator, TEXT), annotator.kb, annotator.iris)
    by_hand = link(_analysis(annotator, TEXT), annotator.kb, annotator.iris, without(["learnt"]))
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


@pytest.mark.parametrize(
    "text",
    [
        'He is so very Retro that it hurts, and Retro is what they want. They fear "Brunk".',
        "It was WAY TOO LOUD for a small room. Then they meet Brunk, the killer, and Brunk runs.",
    ],
)
def test_stressed_words_are_left_out(annotator: Annotator, text: str) -> None:
    """Neither is a name; whom a story tells of is one."""
    linked = link(_analysis(annotator, text), annotator.kb, annotator.iris)
    assert {m.text for m in linked.mentions} == {"Brunk"}
