"""The shipped ontology files: they parse everywhere, hold together and are described."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
FILES = sorted(ONTOLOGY.glob("*.ttl"))
GB = Namespace("https://w3id.org/graphbuild/ontology#")
SCHEMA = Namespace("https://schema.org/")
ONTOLEX = Namespace("http://www.w3.org/ns/lemon/ontolex#")

CLAIM = """
@prefix gb: <https://w3id.org/graphbuild/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<c> a gb:Claim ; rdf:subject <film> ; rdf:predicate schema:director ; rdf:object <person> ;
    gb:status gb:Asserted ; gb:level gb:Production ;
    gb:confidence 0.9 ; prov:wasDerivedFrom <span> .
"""


def graph(*names: str) -> Graph:
    merged = Graph()
    for name in names:
        merged.parse(ONTOLOGY / name)
    return merged


def conforms(data: Graph) -> bool:
    return bool(pyshacl.validate(data, shacl_graph=graph("shapes.ttl"), advanced=False)[0])


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_both_parsers_read_the_same_number_of_triples(path: Path) -> None:
    """Every file is Turtle for rdflib and for pyoxigraph alike."""
    assert len(list(ox.parse(path=str(path)))) == len(Graph().parse(path)) > 0


def test_every_term_has_a_label_and_a_definition() -> None:
    """Whoever opens film.ttl in an editor reads what each term means."""
    film = graph("film.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
    terms = {s for kind in kinds for s in film.subjects(RDF.type, kind)}
    bare = {t for t in terms if not film.value(t, RDFS.label) or not film.value(t, SKOS.definition)}
    assert len(terms) > 70
    assert not bare


def test_every_property_says_what_it_joins() -> None:
    """Each property has one domain and one range."""
    film = graph("film.ttl")
    exempt = {GB.confidence}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in set(film.subjects(RDF.type, kind)) - exempt:
            assert len(list(film.objects(term, RDFS.domain))) == 1, term
            assert len(list(film.objects(term, RDFS.range))) == 1, term


def test_characters_are_not_people() -> None:
    """The distinction that the whole program rests on is in the ontology."""
    assert (GB.Character, OWL.disjointWith, SCHEMA.Person) in graph("film.ttl")


def test_the_shipped_lexicon_and_schemes_conform_to_their_shapes() -> None:
    """Every lexical entry has what the compiler needs."""
    lexicon = graph("lexicon.ttl", "genres.ttl", "occupations.ttl", "subjects.ttl")
    assert conforms(lexicon)


def test_every_sense_refers_to_a_property_of_the_ontology() -> None:
    """No lexical entry points to a property that film.ttl does not define."""
    film, lexicon = graph("film.ttl"), graph("lexicon.ttl")
    known = set(film.subjects(GB.defaultLevel, None))
    assert set(lexicon.objects(None, ONTOLEX.reference)) <= known


def test_an_entry_without_a_frame_is_reported() -> None:
    """The shapes reject an entry whose arguments are not placed."""
    broken = graph("lexicon.ttl")
    synsem = rdflib.URIRef("http://www.w3.org/ns/lemon/synsem#synBehavior")
    entry = next(iter(broken.subjects(ONTOLEX.sense, None)))
    broken.remove((entry, synsem, None))
    assert not conforms(broken)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (CLAIM.replace("gb:Asserted", "gb:Certain"), "an unknown status"),
        (CLAIM.replace("gb:Production", "gb:Diegetic"), "a story claim without its film"),
        (CLAIM.replace("; prov:wasDerivedFrom <span>", ""), "a claim without evidence"),
        (CLAIM.replace("0.9", "1.4"), "a confidence above one"),
    ],
)
def test_shapes_reject_bad_claims(broken: str, why: str) -> None:
    """A good claim passes; one with a single thing wrong does not."""
    base = "https://graphbuild.example/"
    assert conforms(Graph().parse(data=CLAIM, format="turtle", publicID=base))
    assert not conforms(Graph().parse(data=broken, format="turtle", publicID=base)), why


def test_aligned_properties_are_ours() -> None:
    """Alignments speak of terms that film.ttl defines."""
    film, alignments = graph("film.ttl"), graph("alignments.ttl")
    subjects = set(alignments.subjects(OWL.equivalentProperty, None))
    assert len(subjects) > 30
    assert all(film.value(s, RDFS.label) for s in subjects)


def test_the_context_expands_terms_to_the_ontology() -> None:
    """A document that uses context.jsonld gives the ontology's IRIs."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))
    document = {**context, "@id": "https://x.example/a", "@type": "Character", "label": "Ani"}
    parsed = Graph().parse(data=json.dumps(document), format="json-ld")
    assert (rdflib.URIRef("https://x.example/a"), RDF.type, GB.Character) in parsed
