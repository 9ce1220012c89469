"""Claims of a large page stand in a file, and are the same."""

from __future__ import annotations

from tempfile import TemporaryFile

from graphbuild.viewing import ViewCircumstance, ViewClaim, ViewEvidence, ViewHappening
from graphbuild.viewing.claims_file import ClaimsFile

PLAIN = ViewClaim("a1", 0, "director", 1, None, "asserted", "production", 0.9, "by hand", 0)
FULL = ViewClaim(
    "b2", 2, "spouse", None, "a “name”\n", "negated", "diegetic", 0.5, "by hand", 1, "Ida", "not",
    (ViewEvidence("Then ", "they did not marry", " in Łódź."), ViewEvidence("", "Ani", "")),
    ViewHappening("wedding", (ViewCircumstance("in", "Łódź", 4), ViewCircumstance("in", "2024"))),
)  # fmt: skip


def test_claims_come_back_as_they_were() -> None:
    """By index, in order, and more than once."""
    with TemporaryFile() as file:
        claims = ClaimsFile(file, [PLAIN, FULL])
        assert (len(claims), claims[1], claims[-2]) == (2, FULL, PLAIN)
        assert list(claims) == list(claims) == [PLAIN, FULL]
        assert claims[1:] == [FULL]
