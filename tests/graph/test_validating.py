"""The graph against its shapes."""

from __future__ import annotations

import pyoxigraph as ox

from graphbuild.graph.validating import focus_nodes, violations

GRAPH = """
@base <https://films.example/> .
@prefix gb: <https://w3id.org/graphbuild/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<film/carol-2015> a schema:Movie ; rdfs:label "Carol" .
<person/h> a schema:Person ; rdfs:label "Todd Haynes" .
<claim/1> a gb:Claim ; rdf:subject <film/carol-2015> ; rdf:predicate schema:director ;
  rdf:object <person/h> ; gb:status gb:Asserted ; gb:level gb:Production ; gb:confidence 0.9 ;
  prov:wasDerivedFrom <span/1> .
<span/1> oa:hasSelector <span/1/quote> . <span/1/quote> oa:exact "Todd Haynes’s Carol" .
"""


def found(turtle: str) -> list[str]:
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return [str(v) for v in violations(store, focus_nodes(store))]


def test_sound_claim_violates_nothing() -> None:
    """A claim as builds write it is accepted."""
    assert [f for f in found(GRAPH) if "claim/1" in f] == []


def test_violation_names_the_claim_the_reason_and_the_sentence() -> None:
    """A status that there is not: which claim, why, and the words it was read from."""
    (fault,) = [f for f in found(GRAPH.replace("gb:Asserted", "gb:Sung")) if "claim/1" in f]
    assert "<https://films.example/claim/1>" in fault
    assert "asserted, attributed, hypothetical or negated" in fault
    assert "Todd Haynes’s Carol" in fault


def test_a_shape_of_alternatives_says_what_is_wrong() -> None:
    """A story's claim without its film, and a claim without words, are named in words too."""
    (fault,) = found(GRAPH.replace("gb:Production", "gb:Diegetic"))
    assert "A diegetic claim says in which film." in fault
    (fault,) = found(GRAPH.replace("prov:wasDerivedFrom", "prov:wasInformedBy"))
    assert "A claim has the words that it was read from." in fault


def test_confidence_beyond_one_is_found() -> None:
    """Numbers are checked as well as terms."""
    assert any("between 0 and 1" in f for f in found(GRAPH.replace("0.9", "1.9")))
