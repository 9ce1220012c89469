"""Our own labelled passages: that texts, names, pronouns and claims hold together."""

from __future__ import annotations

from graphbuild.ontology import Ontology
from scripts.labelled_claims import UNNAMED
from scripts.labelled_passages import labelled_passages, passage_claims


def test_every_passage_has_names_that_stand_in_it_and_claims_of_them(ontology: Ontology) -> None:
    """A name begins and ends with what belongs to it; claims have ends that the passage names."""
    claims = passage_claims()
    passages = list(labelled_passages())
    assert len(passages) == len(claims) > 200
    for passage in passages:
        numbers = {n.entity for n in passage.names}
        for name in passage.names:
            text = passage.text[name.start : name.end]
            assert text, passage.number
            assert text == text.strip(), passage.number
        assert {p.entity for p in passage.pronouns} - {None} <= numbers, passage.number
        for claim in claims[passage.number]:
            ends = {claim.subject} | (set() if isinstance(claim.object, tuple) else {claim.object})
            assert ends <= numbers | {UNNAMED}, (passage.number, claim)
            assert claim.property in ontology.names, (passage.number, claim)


def test_a_fifth_of_what_is_claimed_is_not_asserted() -> None:
    """They are written for that: users' reviews hold little to learn it from."""
    signs = [c.sign for claims in passage_claims().values() for c in claims]
    doubted = sum(sign.startswith("~") for sign in signs)
    assert doubted > 0.15 * len(signs)
