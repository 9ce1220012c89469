"""The ontology as the program sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.errors import OntologyError
from graphbuild.model import ENTITY_TYPES
from graphbuild.ontology import Ontology

CONTRACT = {
    "director": ("https://schema.org/director", "film", "person"),
    "playsCharacter": (
        "https://w3id.org/graphbuild/ontology#playsCharacter",
        "person",
        "character",
    ),
    "basedOn": ("https://w3id.org/graphbuild/ontology#basedOn", "film", "work"),
    "award": ("https://schema.org/award", "person", "award"),
    "hasOccupation": ("https://w3id.org/graphbuild/ontology#hasOccupation", "character", "concept"),
    "nationality": ("https://w3id.org/graphbuild/ontology#nationality", "character", "place"),
}
ENTRY = """
@prefix lex: <https://w3id.org/graphbuild/lexicon#> .
@prefix frame: <https://w3id.org/graphbuild/lexicon/frame#> .
@prefix arg: <https://w3id.org/graphbuild/lexicon/argument#> .
@prefix gb: <https://w3id.org/graphbuild/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
"""


@pytest.mark.parametrize("name", CONTRACT)
def test_properties_have_the_directions_of_the_contract(ontology: Ontology, name: str) -> None:
    """Subject and object types are those that readers of the graph rely on."""
    iri, subject, object_ = CONTRACT[name]
    found = ontology.names[name]
    assert found.iri == iri
    assert subject in found.domain
    assert object_ in found.range


def test_every_entity_type_has_a_class(ontology: Ontology) -> None:
    """Whatever a mention can be, the graph can type."""
    assert set(ENTITY_TYPES) <= set(ontology.classes)


def test_symmetry_and_families_come_from_owl(ontology: Ontology) -> None:
    """spouse is symmetric and, like divorced, a kind of partnership."""
    spouse, divorced = ontology.names["spouse"], ontology.names["divorced"]
    assert spouse.symmetric
    assert set(spouse.parents) & set(divorced.parents)


def test_the_lexicon_is_large_and_covers_the_relations(ontology: Ontology) -> None:
    """At least 400 entries, and words for every relation that text states in words."""
    said = {s.property.name for e in ontology.entries for s in e.senses}
    other_ways = {"genre", "said", "author", "mentions"}
    assert len(ontology.entries) >= 400
    assert set(ontology.names) - other_ways <= said


def test_concepts_are_found_by_any_of_their_names(ontology: Ontology) -> None:
    """Preferred and alternative labels lead to the same concept."""
    genres = ontology.scheme("genre")
    assert genres["sci-fi"] is genres["science fiction"]
    assert ontology.scheme("country")["russia"].demonyms == ("Russian",)


def test_the_hash_follows_the_content(tmp_path: Path, ontology: Ontology) -> None:
    """The same files give the same hash; an added entry changes it."""
    extra = tmp_path / "more.ttl"
    extra.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    assert Ontology.load().hash == ontology.hash
    assert Ontology.load(extra=[extra]).hash != ontology.hash


@pytest.mark.parametrize(
    ("frame", "property_"), [("Transitive", "beguiles"), ("TransitivePP-amid", "loves")]
)
def test_an_entry_that_points_to_nothing_is_an_error_with_its_name(
    tmp_path: Path, frame: str, property_: str
) -> None:
    """A sense of an unknown property, or an unknown frame, is reported with the entry and where to
    read on."""
    extra = tmp_path / "mine.ttl"
    extra.write_text(
        ENTRY
        + f"""
lex:beguile-verb lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "beguile"@en ] ;
    synsem:synBehavior frame:{frame} ;
    ontolex:sense [ ontolex:reference gb:{property_} ; synsem:objOfProp arg:directObject ] .
""",
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match="beguile-verb"):
        _ = Ontology.load(extra=[extra]).entries


def test_broken_turtle_is_an_error_with_its_file(tmp_path: Path) -> None:
    """A syntax error names the file."""
    extra = tmp_path / "broken.ttl"
    extra.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl"):
        Ontology.load(extra=[extra])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """A folder without ontology says what was expected."""
    with pytest.raises(OntologyError, match="no ontology"):
        Ontology.load(tmp_path)
