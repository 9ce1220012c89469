"""Exchange: schema.org for web pages, Web Annotation, QuickStatements."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from graphbuild.exporting import exporter
from graphbuild.iris import DEFAULT_BASE

TRIG = """
@base <https://films.example/> .
@prefix gb: <https://w3id.org/graphbuild/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<essay/a.txt> {
  <essay/a.txt> a gb:Essay ; rdfs:label "On Carol" ; schema:identifier "a.txt" ;
    gb:discusses <film/carol-2015> .
  <film/carol-2015> a schema:Movie ; rdfs:label "Carol" ; schema:director <person/h> ;
    schema:actor <person/b> .
  <person/h> a schema:Person ; rdfs:label "Todd Haynes" .
  <person/b> a schema:Person ; rdfs:label "Cate Blanchett" .
  <character/c> a gb:Character ; rdfs:label "Carol Aird" .
  <performance/1> a gb:Performance ; gb:film <film/carol-2015> ; gb:performer <person/b> ;
    gb:character <character/c> .
  <essay/a.txt/claim/1> a gb:Claim ; rdf:subject <film/carol-2015> ;
    rdf:predicate schema:director ; rdf:object <person/h> ; gb:status gb:Asserted ;
    gb:level gb:Production ; prov:wasDerivedFrom <essay/a.txt/span/0-20> .
  <essay/a.txt/claim/2> a gb:Claim ; rdf:subject <film/carol-2015> ;
    rdf:predicate schema:producer ; rdf:object <person/h> ; gb:status gb:Hypothetical ;
    gb:level gb:Production ; prov:wasDerivedFrom <essay/a.txt/span/0-20> .
  <essay/a.txt/span/0-20> oa:hasSource <essay/a.txt> ; oa:hasSelector <s/p>, <s/q> .
  <s/p> oa:start 0 ; oa:end 20 .
  <s/q> oa:exact "Todd Haynes's \\"Carol\\"" ; oa:suffix " hurts." .
}
<graph/knowledge> {
  <film/carol-2015> gb:year "2015"^^xsd:gYear ;
    schema:sameAs <http://www.wikidata.org/entity/Q1> .
  <person/h> schema:sameAs <http://www.wikidata.org/entity/Q2> .
}
"""


@pytest.fixture
def store() -> ox.Store:
    found = ox.Store()
    found.load(TRIG.encode(), format=ox.RdfFormat.TRIG)
    found.bulk_extend([ox.Quad(q.subject, q.predicate, q.object) for q in found])
    return found


def test_film_becomes_a_schema_org_movie(store: ox.Store) -> None:
    """Name, year, director, the performance with its character, and the essay about it."""
    files = exporter("schema-org")(store, "https://films.example/")
    movie = json.loads(files["film-carol-2015.jsonld"])
    assert movie["@type"] == "Movie"
    assert (movie["name"], movie["datePublished"]) == ("Carol", "2015")
    assert movie["director"]["name"] == "Todd Haynes"
    assert movie["actor"]["@type"] == "PerformanceRole"
    assert movie["actor"]["actor"]["name"] == "Cate Blanchett"
    assert movie["actor"]["characterName"] == "Carol Aird"
    assert movie["subjectOf"]["name"] == "On Carol"
    assert movie["sameAs"] == "http://www.wikidata.org/entity/Q1"


def test_claims_become_annotations_on_their_words(store: ox.Store) -> None:
    """A collection an essay; each annotation has the claim, its status, quote and offsets."""
    files = exporter("annotations")(store, "https://films.example/")
    collection = json.loads(files["a.txt.annotations.jsonld"])
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == 2
    first = collection["first"]["items"][0]
    assert first["body"][0]["value"] == "Carol director Todd Haynes"
    assert {i["body"][1]["value"] for i in collection["first"]["items"]} == {
        "asserted",
        "hypothetical",
    }
    quote, place = first["target"][0]["selector"]
    assert quote["exact"] == 'Todd Haynes\'s "Carol"'
    assert (place["start"], place["end"]) == (0, 20)


def test_annotations_are_json_ld_that_others_read(store: ox.Store) -> None:
    """Every part has an identifier or hangs on one; the context is the standard one."""
    files = exporter("annotations")(store, "https://films.example/")
    collection = json.loads(files["a.txt.annotations.jsonld"])
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert all(i["id"].startswith("https://") for i in collection["first"]["items"])


def read_by_rdflib(data: bytes, context: dict[str, object]) -> rdflib.Graph:
    """JSON-LD read with a context of the test's own in place of the published one, which would
    be fetched."""
    document = json.loads(data) | {"@context": context}
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def test_schema_org_is_read_by_rdflib(store: ox.Store) -> None:
    """The film comes back with its director and its part."""
    data = exporter("schema-org")(store, "https://films.example/")["film-carol-2015.jsonld"]
    read = read_by_rdflib(data, {"@vocab": "https://schema.org/"})
    schema = rdflib.Namespace("https://schema.org/")
    film = rdflib.URIRef("https://films.example/film/carol-2015")
    assert (film, schema.director, rdflib.URIRef("https://films.example/person/h")) in read
    assert {str(o) for o in read.objects(None, schema.characterName)} == {"Carol Aird"}


def test_annotations_are_read_by_rdflib(store: ox.Store) -> None:
    """Every claim comes back with the essay, the words and the offsets that it targets."""
    data = exporter("annotations")(store, "https://films.example/")["a.txt.annotations.jsonld"]
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    activity = "https://www.w3.org/ns/activitystreams#"
    terms: dict[str, object] = {
        name: {"@id": oa[of], "@type": "@id"}
        for name, of in {"body": "hasBody", "target": "hasTarget", "source": "hasSource"}.items()
    }
    context = {
        "@vocab": str(oa),
        "id": "@id",
        "type": "@type",
        "first": {"@id": activity + "first", "@type": "@id"},
        "items": {"@id": activity + "items", "@container": "@list"},
        "selector": {"@id": oa.hasSelector, "@type": "@id"},
        **terms,
    }
    read = read_by_rdflib(data, context)
    claims = set(read.subjects(rdflib.RDF.type, oa.Annotation))
    assert {str(c).rpartition("/")[2] for c in claims} == {"1", "2"}
    for claim in claims:
        target = read.value(claim, oa.hasTarget)
        assert read.value(target, oa.hasSource) == rdflib.URIRef(
            "https://films.example/essay/a.txt"
        )
        selectors = list(read.objects(target, oa.hasSelector))
        said = {
            str(o)
            for s in selectors
            for p in (oa.exact, oa.start, oa.end)
            for o in read.objects(s, p)
        }
        assert said == {'Todd Haynes\'s "Carol"', "0", "20"}


def test_asserted_facts_become_quickstatements_with_their_quote(store: ox.Store) -> None:
    """Item, property, item, the essay's address and the words; theories are left out."""
    text = exporter("quickstatements")(store, "https://films.example/")["quickstatements.tsv"]
    line = text.decode().splitlines()
    assert len(line) == 1
    cells = line[0].split("\t")
    assert cells[:3] == ["Q1", "P57", "Q2"]
    assert cells[3:5] == ["S854", '"https://films.example/essay/a.txt"']
    assert cells[5:] == ["S1683", "en:\"Todd Haynes's 'Carol'\""]


def test_example_addresses_are_no_reference(store: ox.Store) -> None:
    """Under the default base an essay has no address on the web: only the words are given."""
    text = exporter("quickstatements")(store, DEFAULT_BASE)["quickstatements.tsv"].decode()
    assert "S854" not in text
    assert "S1683" in text


@pytest.mark.parametrize("name", ["schema-org", "annotations", "quickstatements"])
def test_same_graph_gives_the_same_bytes(store: ox.Store, name: str) -> None:
    """Two exports do not differ in a byte."""
    assert exporter(name)(store, DEFAULT_BASE) == exporter(name)(store, DEFAULT_BASE)


def test_rdf12_reifies_every_claim(store: ox.Store) -> None:
    """Each claim is the reifier of its triple, asserted or not; another parser reads it."""
    (data,) = exporter("rdf12")(store, "https://films.example/").values()
    quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri="https://films.example/"))
    reified = [q.object for q in quads if isinstance(q.object, ox.Triple)]
    assert len(reified) == 2
    assert {t.predicate.value.rpartition("/")[2] for t in reified} == {"director", "producer"}
    assert b"Hypothetical" in data
