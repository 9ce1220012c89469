"""Confidence of claims: the share of right ones among claims read the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.annotation.pipeline import Annotator
from graphbuild.annotation.relations.confidence import BANDS, Calibration, Judged, band, calibration
from graphbuild.iris import Iris
from graphbuild.model import Essay, Region

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.ontology import Ontology

TEXT = "Sean Baker directed Anora. Igor could be the brother of Ani, and Toros is his friend."


def test_without_counts_strength_is_confidence() -> None:
    """Nothing judged, nothing changed."""
    assert Calibration().confidence("verb:play", "playsCharacter", 0.42) == 0.42


def test_a_rule_that_readers_found_wrong_loses_confidence() -> None:
    """Twenty wrong claims weigh more than what their property does elsewhere."""
    table = Calibration(
        [Judged("verb:make", "director", 2, 0, 20), Judged("verb:direct", "director", 2, 40, 40)]
    )
    assert table.confidence("verb:make", "director", 0.75) < 0.3
    assert table.confidence("verb:direct", "director", 0.75) > 0.9


def test_one_wrong_claim_does_not_condemn_a_rule() -> None:
    """Few counts are shrunk towards the property's share."""
    table = Calibration(
        [Judged("verb:helm", "director", 2, 0, 1), Judged("verb:direct", "director", 2, 40, 40)]
    )
    assert table.confidence("verb:helm", "director", 0.75) > 0.7


def test_a_rule_nobody_judged_has_its_propertys_confidence() -> None:
    """An added entry is trusted as far as others for the same property."""
    table = Calibration([Judged("verb:direct", "director", 2, 50, 100)])
    assert table.confidence("verb:helm", "director", 0.75) == pytest.approx(0.5, abs=0.05)


def test_what_is_learnt_of_pairs_is_as_sure_as_the_network() -> None:
    """That claims of other rules were right says nothing of it; only its own judged claims do."""
    others = Judged("verb:compare", "comparedWith", 1, 40, 40)
    table = Calibration([others])
    assert table.confidence("learnt:comparedWith", "comparedWith", 0.62) == 0.62
    assert table.confidence("noun:remake", "comparedWith", 0.62) > 0.9
    own = Judged("learnt:comparedWith", "comparedWith", 1, 0, 4)
    judged = Calibration([others, own]).confidence("learnt:comparedWith", "comparedWith", 0.62)
    assert 0.25 < judged < 0.35


@given(
    st.lists(
        st.builds(
            lambda rule, of, band_, right, wrong: Judged(rule, of, band_, right, right + wrong),
            st.sampled_from("abc"),
            st.sampled_from("xy"),
            st.integers(0, len(BANDS)),
            st.integers(0, 50),
            st.integers(0, 50),
        )
    ),
    st.sampled_from("abcd"),
    st.sampled_from("xyz"),
    st.floats(0, 1),
)
def test_confidence_is_a_share(
    rows: list[Judged], rule: str, property_: str, strength: float
) -> None:
    """Whatever was counted, confidence stays between 0 and 1."""
    assert 0 <= Calibration(rows).confidence(rule, property_, strength) <= 1
    assert 0 <= band(strength) <= len(BANDS)


def test_the_shipped_counts_are_counts() -> None:
    """The shipped table trusts the plainest rule, and never fully."""
    confidence = calibration().confidence("verb:play", "playsCharacter", 0.9)
    assert 0.9 < confidence < 1


def test_claims_below_the_least_confidence_are_left_out(
    nlp: Language, kb: KnowledgeBase, ontology: Ontology
) -> None:
    """``--min-confidence`` keeps what reaches it, and changes nothing else."""
    essay = Essay("t.txt", TEXT, "0", "en", (Region(0, len(TEXT), "body"),))
    every = Annotator(nlp, kb, ontology, Iris(), min_confidence=0).annotate(essay)
    least = sorted(c.confidence for c in every.claims)[-1]
    strict = Annotator(nlp, kb, ontology, Iris(), min_confidence=least).annotate(essay)
    assert strict.claims == tuple(c for c in every.claims if c.confidence >= least)
    assert strict.mentions == every.mentions
