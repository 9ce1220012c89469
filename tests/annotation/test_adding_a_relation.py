"""A relation is added by adding a lexical entry: the example of docs/adding-a-relation.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuild.ontology import Ontology
from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

DOC = Path(__file__).resolve().parents[2] / "docs" / "adding-a-relation.md"
NAMES = {"Toros": "character Toros", "Garnick": "character Garnick"}
EXPECTED = ("Toros", "helps", "Garnick")


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """The shipped ontology with the entry that the page shows."""
    entry = re.findall(r"```turtle\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)[0]
    path = tmp_path_factory.mktemp("lexicon") / "mentoring.ttl"
    path.write_text(entry, encoding="utf-8")
    return Ontology.load(extra=[path])


@pytest.mark.parametrize(
    "text",
    [
        "Toros mentors Garnick.",
        "Garnick was mentored by Toros.",
        "Garnick, mentored by Toros, leaves the church.",
        "Toros, who mentored Garnick, leaves the church.",
    ],
)
def test_one_entry_is_read_in_every_construction(
    nlp: Language, extended: Ontology, text: str
) -> None:
    """Active, passive, participle and relative clause come from one entry."""
    assert EXPECTED in triples(claims(nlp, extended, text, NAMES))


def test_without_the_entry_nothing_is_read(nlp: Language, ontology: Ontology) -> None:
    """The word means nothing to the shipped lexicon."""
    assert not triples(claims(nlp, ontology, "Toros mentors Garnick.", NAMES))
