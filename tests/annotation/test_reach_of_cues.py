"""Which cues reach what is said, as it is learnt."""

from __future__ import annotations

import pytest

from graphbuild.annotation.factuality import STATUSES
from graphbuild.annotation.network import network
from graphbuild.annotation.parts import without
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.model import Status
from graphbuild.reading import read_bytes

pytestmark = pytest.mark.model


def _statuses(annotator: Annotator, text: str, *left_out: str) -> dict[str, Status]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    claims = annotator.finish(analysis, without(left_out)).claims
    return {c.predicate.name: c.status for c in claims}


def test_a_cue_that_does_not_reach_the_statement_leaves_it_asserted(annotator: Annotator) -> None:
    """It only weighs what is said beside it; without what is learnt it counts."""
    text = "Salt Roads, which Ines Vale directed, may be the best film of 1991."
    assert _statuses(annotator, text) == {"director": "asserted", "datePublished": "asserted"}
    by_every_cue = _statuses(annotator, text, "reach")
    assert by_every_cue == {"director": "asserted", "datePublished": "hypothetical"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Salt Roads may have come out in 1991, says the label on the can.", "hypothetical"),
        ("Ines Vale did not direct Salt Roads.", "negated"),
        ("Had the studio agreed, Ines Vale would have directed Salt Roads.", "hypothetical"),
    ],
)
def test_a_cue_that_reaches_it_counts(annotator: Annotator, text: str, status: Status) -> None:
    """What is supposed or denied is not asserted."""
    assert set(_statuses(annotator, text).values()) == {status}


def test_what_somebody_is_quoted_with_stays_theirs(annotator: Annotator) -> None:
    """A quotation is no cue of the sentence, and nothing is weighed against it."""
    text = 'Salt Roads came out in spring. "Ines Vale directed Salt Roads," Rosa Blake says.'
    assert _statuses(annotator, text)["director"] == "attributed"


def test_the_network_tells_the_statuses_apart() -> None:
    """It has one score for each."""
    assert network("factuality").outward.shape[1] == len(STATUSES)
