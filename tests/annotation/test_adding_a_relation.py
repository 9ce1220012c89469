"""A relation is added by adding a lexical entry: the example of docs/adding-a-relation.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graphbuild.cli import main
from graphbuild.errors import OntologyError
from graphbuild.ontology import Ontology
from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

DOC = Path(__file__).resolve().parents[2] / "docs" / "adding-a-relation.md"
NAMES = {"Toros": "character Toros", "Garnick": "character Garnick"}
EXPECTED = ("Toros", "helps", "Garnick")


def _example(number: int) -> str:
    return re.findall(r"```turtle\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)[number]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """The shipped ontology with the entry that the page shows."""
    path = tmp_path_factory.mktemp("lexicon") / "counselling.ttl"
    path.write_text(_example(0), encoding="utf-8")
    return Ontology.load(extra=[path])


@pytest.mark.parametrize(
    "text",
    [
        "Toros counsels Garnick.",
        "Garnick was counseled by Toros.",
        "Garnick, counseled by Toros, leaves the church.",
        "Toros, who counseled Garnick, leaves the church.",
    ],
)
def test_one_entry_is_read_in_every_construction(
    nlp: Language, extended: Ontology, text: str
) -> None:
    """Active, passive, participle and relative clause come from one entry."""
    assert EXPECTED in triples(claims(nlp, extended, text, NAMES))


def test_without_the_entry_nothing_is_read(nlp: Language, ontology: Ontology) -> None:
    """The word means nothing to the shipped lexicon."""
    assert not triples(claims(nlp, ontology, "Toros counsels Garnick.", NAMES))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with a property of its own that the page shows."""
    path = tmp_path_factory.mktemp("ontology") / "stage.ttl"
    path.write_text(_example(1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "Toros, who understudied Garnick, left the church.",
        "Garnick is understudied by Toros.",
        "Toros is Garnick's understudy.",
    ],
)
def test_a_property_of_another_file_is_read(nlp: Language, stage: Path, text: str) -> None:
    """A property that only the user's file has, with its verb and its noun."""
    found = claims(nlp, Ontology.load(extra=[stage]), text, NAMES)
    assert ("Toros", "understudyOf", "Garnick") in triples(found)
    assert "https://example.org/stage#understudyOf" in {c.predicate.iri for c in found}


def test_annotate_takes_the_file(stage: Path, tmp_path: Path) -> None:
    """``--ontology FILE`` makes the relation extractable in the next run."""
    essay = tmp_path / "essay.txt"
    essay.write_text("In Anora, Toros is Garnick's understudy.", encoding="utf-8")
    plain = CliRunner().invoke(main, ["annotate", str(essay)])
    layered = CliRunner().invoke(main, ["annotate", str(essay), "--ontology", str(stage)])
    assert layered.exit_code == 0
    assert "stage#understudyOf" in layered.output
    assert "stage#understudyOf" not in plain.output


def test_a_sense_without_its_property_is_named(tmp_path: Path) -> None:
    """An entry that points to a property that no file has stops the run, by its name."""
    path = tmp_path / "broken.ttl"
    path.write_text(re.sub(r"stage:understudyOf a .*?gb:knows \.", "", _example(1), flags=re.S))
    with pytest.raises(OntologyError, match="understudyOf"):
        assert Ontology.load(extra=[path]).entries
