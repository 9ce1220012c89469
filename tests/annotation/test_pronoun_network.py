"""The network that ranks whom a pronoun may mean."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graphbuild.annotation.network import Network, network


def probabilities(ranker: Network, *candidates: Sequence[str]) -> list[float]:
    """Of candidates that have these features."""
    return ranker.probabilities(ranker.sums(candidates))


def test_what_counts_more_is_likelier() -> None:
    """Probabilities are a softmax over the candidates' scores."""
    ranker = Network.of({"subject": [2.0], "object": [0.5]})
    subject, both, neither = probabilities(ranker, ["subject"], ["subject", "object"], ["far"])
    assert both > subject > neither
    assert subject + both + neither == pytest.approx(1.0)


def test_features_count_together() -> None:
    """A hidden unit can reward two features that are worth nothing alone."""
    together = {"subject": [0.0, 1.0], "near": [0.0, 1.0]}
    ranker = Network.of(together, bias=[-1.0], outward=[3.0])
    both, one, none = probabilities(ranker, ["subject", "near"], ["subject"], [])
    assert both > one
    assert one == none


def test_the_order_of_features_decides_nothing() -> None:
    """Sets are read in any order, and probabilities are the same to the last bit."""
    ranker = network("coreference")
    names = sorted(ranker.rows)[:200]
    forwards, backwards = (names, names[:3]), (names[::-1], names[2::-1])
    assert probabilities(ranker, *forwards) == probabilities(ranker, *backwards)


def test_a_network_reads_what_it_wrote() -> None:
    """The file holds the numbers as they are used."""
    ranker = Network.of({"b": [0.1, -0.2], "a": [1 / 3, 2.0]}, bias=[0.25], outward=[-1.5])
    again = Network.read(ranker.written())
    assert probabilities(again, ["a"], ["b"]) == probabilities(ranker, ["a"], ["b"])
    assert again.written() == ranker.written()
