"""Essays as RDF: what is stated, what is only claimed, and how essays come together."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.graph import PREFIXES, Graph, merging, sorted_nquads
from graphbuild.model import Value
from tests.graph.examples import (
    ANI,
    BAKER,
    FILM,
    RUN,
    VANYA,
    Draft,
    describe,
    first,
    graph_of,
    nil,
    second,
    third,
)


def ask(graph: Graph, query: str) -> bool:
    """Whether the union of the graphs has what the pattern says."""
    found: Any = graph.store.query(
        f"ASK {{ {query} }}", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    return bool(found)


def test_an_asserted_claim_is_a_plain_triple() -> None:
    """Who directed the film can be asked directly."""
    assert ask(graph_of(first()), f"<{FILM.iri}> schema:director <{BAKER.iri}>")


@pytest.mark.parametrize(
    ("essay", "triple"),
    [
        (first(), f"<{ANI.iri}> gb:loves <{VANYA.iri}>"),
        (second(), f"<{ANI.iri}> gb:spouse <{VANYA.iri}>"),
    ],
)
def test_what_is_not_asserted_is_no_plain_triple(essay: Any, triple: str) -> None:
    """A theory and a denial are claims, and nothing more."""
    graph = graph_of(essay)
    subject, predicate, object_ = triple.split()
    assert not ask(graph, triple)
    assert ask(graph, f"?c rdf:subject {subject}; rdf:predicate {predicate}; rdf:object {object_}")


def test_a_claim_leads_to_its_quote() -> None:
    """Status, film, cue and evidence stand at the claim; the sentence can be put together."""
    claim = "?c gb:status gb:Hypothetical; gb:level gb:Diegetic; prov:wasDerivedFrom ?span"
    graph = graph_of(first())
    assert ask(graph, f'{claim}; gb:cue/oa:hasSelector/oa:exact "Some think"')
    assert ask(graph, f'{claim}. ?span oa:hasSelector/oa:exact "Ani never loved Vanya"')
    at = first().essay.text.index("Ani never")
    assert ask(graph, f"{claim}. ?span oa:hasSelector/oa:start ?n FILTER(?n = {at})")


def test_a_part_is_a_performance() -> None:
    """Film, performer and character are joined by a node of their own."""
    node = "<https://graphbuild.example/performance/anora-2024/mikey-madison/anora-mikheeva>"
    assert ask(graph_of(first()), f"{node} gb:film <{FILM.iri}>; gb:character <{ANI.iri}>")


def test_a_quotation_is_a_node_with_its_words() -> None:
    """What somebody said can be asked by speaker."""
    words = "gb:said/rdf:value 'It had to end in a car'"
    assert ask(graph_of(first()), f"<{BAKER.iri}> {words}")


def test_long_quotes_are_cut() -> None:
    """No quote of more than 300 characters goes into the RDF."""
    text = "Baker made Anora " + "slowly and " * 60 + "well."
    essay = Draft("long.txt", text).claim(FILM, "director", BAKER, text).done()
    lengths = {
        len(q.object.value)
        for q in graph_of(essay).quads()
        if isinstance(q.object, ox.Literal) and q.predicate.value.endswith("#exact")
    }
    assert lengths == {300}


def test_there_are_no_blank_nodes() -> None:
    """Files of two batches can be joined by concatenation."""
    quads = list(graph_of(first(), second()).quads())
    assert quads
    assert not any(isinstance(t, ox.BlankNode) for q in quads for t in q)


def test_no_clock_path_or_host_is_in_the_graph() -> None:
    """Two builds of one text at different times and places are equal."""
    assert graph_of(first()).trig() == graph_of(first()).trig()
    assert b"file:" not in graph_of(first()).trig()


def test_support_counts_texts_and_not_files() -> None:
    """A repost of the same text is no second witness."""
    text = "Baker directed Anora."
    posts = [
        Draft(f"{n}.txt", text).claim(FILM, "director", BAKER, "Baker directed").done()
        for n in "ab"
    ]
    assert not ask(graph_of(*posts), "?f a gb:Fact")
    assert ask(
        graph_of(*posts, second()), "?f a gb:Fact; gb:support 2; rdf:predicate schema:director"
    )


def test_a_denial_of_what_another_asserts_is_a_conflict() -> None:
    """Both claims stay, and the conflict names them."""
    graph = graph_of(first(), second())
    kind = "?x gb:conflictKind gb:AssertedAndNegated; gb:conflictingClaim ?a, ?b"
    assert ask(graph, f"{kind}. ?a gb:status gb:Asserted. ?b gb:status gb:Negated")


YEAR = f"{PREFIXES['xsd']}gYear"


@pytest.mark.parametrize(("death", "conflict"), [("1950", True), ("1990", False)])
def test_a_death_before_a_birth_is_a_conflict(death: str, conflict: bool) -> None:
    """Two essays that each may be right cannot both be."""
    born = Draft("born.txt", "Baker was born in 1971.").mention("Baker", BAKER)
    born.claim(BAKER, "birthDate", Value("1971", YEAR), "Baker was born in 1971")
    died = Draft("died.txt", f"Baker died in {death}.").mention("Baker", BAKER)
    died.claim(BAKER, "deathDate", Value(death, YEAR), f"Baker died in {death}")
    kind = "?x gb:conflictKind gb:ImpossibleDates; gb:conflictingClaim ?a, ?b"
    claims = "?a rdf:predicate schema:birthDate. ?b rdf:predicate schema:deathDate"
    assert ask(graph_of(born.done(), died.done()), f"{kind}. {claims}") is conflict


def test_a_claim_leads_to_the_versions_that_made_it() -> None:
    """Its run is a PROV activity with program, model, knowledge base and ontology."""
    versions = "gb:programVersion ?p; gb:modelVersion ?m; gb:knowledgeVersion ?k"
    run = f"?run a prov:Activity; {versions}; gb:ontologyVersion ?o"
    assert ask(graph_of(first()), f"?claim a gb:Claim; prov:wasGeneratedBy ?run. {run}")


def test_data_set_describes_itself() -> None:
    """VoID and DCAT, as another reader finds them: title, size beside itself, sources."""
    graph = graph_of(first(), second())
    read = rdflib.Graph().parse(data=graph.turtle(), format="turtle")
    (node,) = read.subjects(rdflib.RDF.type, rdflib.VOID.Dataset)
    assert (node, rdflib.RDF.type, rdflib.DCAT.Dataset) in read
    assert read.value(node, rdflib.DCTERMS.title) == rdflib.Literal("Three essays")
    described = {q for q in graph.quads() if q.graph_name.value.endswith("graph/dataset")}  # type: ignore[union-attr]
    size = read.value(node, rdflib.VOID.triples)
    assert int(str(size)) == len(set(graph.quads()) - described)
    sources = {str(s).rpartition("/")[2] for s in read.objects(node, rdflib.DCTERMS.source)}
    assert sources == {"first.txt", "second.txt"}


@pytest.mark.parametrize("counters", [1, 7, 1 << 20])
def test_what_is_let_go_is_not_missed(counters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Merging looks only at what may be said twice: however it counts, it finds the same."""
    whole = graph_of(first(), second(), third())
    monkeypatch.setattr(merging, "_COUNTERS", counters)
    assert graph_of(first(), second(), third()).trig() == whole.trig()


def test_unknown_characters_of_one_film_are_joined_with_a_reason() -> None:
    """Marta of two essays on one film is one; the decision is on record."""
    graph = graph_of(second(), third())
    assert ask(graph, "?j a gb:Join; gb:joined ?a, ?b; gb:reason ?why FILTER(?a != ?b)")


def test_unknown_characters_of_two_films_are_not_joined() -> None:
    """A name alone joins nobody."""
    other = Draft("other.txt", "Marta waits.", films=())
    essay = other.mention("Marta", nil("other.txt", "Marta")).done()
    assert not ask(graph_of(second(), essay), "?j a gb:Join")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_essays_does_not_matter(order: tuple[int, ...]) -> None:
    """Merging is union: any order gives the same bytes."""
    essays = [first(), second(), third()]
    expected = graph_of(*essays).trig()
    assert graph_of(*(essays[i] for i in order)).trig() == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=8))
def test_any_history_gives_what_a_clean_build_gives(history: list[tuple[bool, int]]) -> None:
    """After any adding and removing, the graph is that of the essays that are there."""
    essays = [first(), second(), third()]
    graph, there = graph_of(), set[int]()
    for put, n in history:
        if put:
            graph.add(essays[n], RUN)
            there.add(n)
        else:
            graph.remove(essays[n].essay.id)
            there.discard(n)
        graph.merge()
    describe(graph)
    assert sorted_nquads(graph.quads()) == sorted_nquads(
        graph_of(*(essays[n] for n in sorted(there))).quads()
    )
