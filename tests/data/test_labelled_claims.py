"""The claims of labelled reviews: how they are read, and that they hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.ontology import Ontology
from scripts.labelled_claims import UNNAMED, LabelledClaim, labelled_claims
from scripts.labelled_reviews import TABLE

HEAD = "# a note\nnumber\tclaims\n"


def test_claims_are_read(tmp_path: Path) -> None:
    """Entities by number, the film without a name, literals in all their wordings."""
    table = tmp_path / "claims.tsv"
    rows = '7\t+ F actor 3 | ~negated 3 hasOccupation "cop" "police"\n8\t\n'
    table.write_text(HEAD + rows, "utf-8")
    assert labelled_claims(table) == {
        7: (
            LabelledClaim("+", UNNAMED, "actor", 3),
            LabelledClaim("~negated", 3, "hasOccupation", ("cop", "police")),
        ),
        8: (),
    }


def test_what_is_no_claim_is_an_error(tmp_path: Path) -> None:
    table = tmp_path / "claims.tsv"
    table.write_text(HEAD + "7\tF actor\n", "utf-8")
    with pytest.raises(ValueError, match="no claim: 'F actor'"):
        labelled_claims(table)


def test_the_table_holds_together(ontology: Ontology) -> None:
    """Every claim has a property of the ontology, and ends that its review names."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
    rows = (line.split("\t") for line in lines[1:])
    named = {
        int(number): {UNNAMED, *(int(field.split(":")[2]) for field in names.split())}
        for number, _, names, _ in rows
    }
    claims = labelled_claims()
    assert len(claims) > 5000
    for number, said in claims.items():
        for claim in said:
            ends = {claim.subject} | (set() if isinstance(claim.object, tuple) else {claim.object})
            assert ends <= named[number], (number, claim)
            assert claim.property in ontology.names, (number, claim)
