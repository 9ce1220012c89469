"""Essays as RDF: what is stated, what is only claimed, and how essays come together."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.graph import PREFIXES, Graph, merging, sorted_nquads
from graphbuild.graph.namespaces import gb
from graphbuild.model import AnnotatedEssay, EntityRef, Value
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


SEQUEL = EntityRef(f"{FILM.iri}-ii", "Anora II", "film")


@pytest.mark.parametrize(("film", "conflict"), [(FILM, True), (None, True), (SEQUEL, False)])
def test_what_holds_in_one_film_may_be_denied_of_another(
    film: EntityRef | None, conflict: bool
) -> None:
    """They part in the second film: no contradiction of the first, in which they are together."""
    together = Draft("together.txt", "Ani is with Vanya.").mention("Ani", ANI)
    words = "Ani is with Vanya"
    together.claim(ANI, "partnerOf", VANYA, words, "asserted", "diegetic", film=FILM)
    apart = Draft("apart.txt", "Ani is not with Vanya.").mention("Ani", ANI)
    words = "Ani is not with Vanya"
    apart.claim(ANI, "partnerOf", VANYA, words, "negated", "diegetic", film=film)
    assert ask(graph_of(together.done(), apart.done()), "?x a gb:Conflict") is conflict


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


def test_two_values_of_what_has_one_are_a_conflict() -> None:
    """Two years of one film; a year and a day of it agree as far as both go."""
    years = {"a.txt": "2024", "b.txt": "2023"}
    essays = [
        Draft(n, f"Anora of {y}").claim(FILM, "datePublished", Value(y, YEAR), f"Anora of {y}")
        for n, y in years.items()
    ]
    kind = f"?x gb:conflictKind gb:TwoValues; gb:conflictAbout <{FILM.iri}>"
    graph = graph_of(*(e.done() for e in essays))
    assert ask(graph, f"{kind}; gb:conflictingClaim ?a, ?b FILTER(?a != ?b)")
    day = Value("2024-10-18", f"{PREFIXES['xsd']}date")
    released = Draft("c.txt", "Out on 18 October").claim(FILM, "datePublished", day, "18 October")
    assert not ask(graph_of(essays[0].done(), released.done()), "?x a gb:Conflict")


WHO = EntityRef(BAKER.iri, "Baker", "character")
"""The director, taken for somebody in a story."""


def test_one_thing_of_two_disjoint_classes_is_a_conflict() -> None:
    """A person here, a character there: both readings stay, the conflict names the classes, the
    essays and what they claim."""
    other = Draft("other.txt", "Baker loves Ani.").mention("Baker", WHO)
    other.claim(WHO, "loves", ANI, "Baker loves Ani", level="diegetic", film=FILM)
    graph = graph_of(first(), second(), other.done())
    kind = f"?x gb:conflictKind gb:DisjointClasses; gb:conflictAbout <{BAKER.iri}>"
    assert ask(graph, f"{kind}; gb:conflictingClass schema:Person, gb:Character")
    essays = "gb:conflictingEssay <essay/first.txt>, <essay/second.txt>, <essay/other.txt>"
    assert ask(graph, f"{kind}; {essays}".replace("<essay", "<https://graphbuild.example/essay"))
    assert ask(graph, f"{kind}; gb:conflictingClaim ?a. ?a rdf:predicate gb:loves")
    assert ask(graph, f"{kind}; gb:conflictingClaim ?a. ?a rdf:predicate schema:director")
    assert ask(graph, f"<{BAKER.iri}> a schema:Person, gb:Character")
    assert not ask(graph_of(first(), second()), "?x gb:conflictKind gb:DisjointClasses")


def test_merging_two_of_disjoint_classes_is_a_conflict() -> None:
    """A person may decide that an unknown character is an unknown man: it is done, and said."""
    man = nil("other.txt", "Marta", "person")
    essays = second(), Draft("other.txt", "Marta wrote it.").mention("Marta", man).done()
    graph = graph_of(*essays)
    graph.merge([frozenset({man.iri, nil("second.txt", "Marta").iri})])
    kind = f"?x gb:conflictKind gb:DisjointClasses; gb:conflictAbout <{man.iri}>, ?other"
    assert ask(graph, f"{kind} FILTER(?other != <{man.iri}>)")


def test_a_series_is_a_kind_of_work() -> None:
    """Only classes that share no members are in conflict: not one below another."""
    series = EntityRef(FILM.iri, "Anora", "work")
    essay = Draft("other.txt", "Anora again").mention("Anora", series).done()
    assert not ask(graph_of(first(), essay), "?x a gb:Conflict")


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


def martas(count: int) -> list[AnnotatedEssay]:
    """Essays on one film that each name an unknown Marta."""
    drafts = (Draft(f"{n}.txt", f"Marta waits {n} hours.") for n in range(count))
    return [d.mention("Marta", nil(d.essay.id, "Marta")).done() for d in drafts]


def joined(graph: Graph) -> list[set[str]]:
    """The entities that are one, as another program would find them."""
    pairs: Any = graph.store.query(
        "SELECT ?a ?b { ?a owl:sameAs ?b }", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    edges = [(a.value, b.value) for a, b in pairs]
    return sorted(map(set, nx.connected_components(nx.Graph(edges))), key=sorted)


def marta(essay: int) -> str:
    return nil(f"{essay}.txt", "Marta").iri


def test_each_unknown_is_joined_once() -> None:
    """Thirty essays that name one Marta need twenty-nine joins, not one for each two of them."""
    graph = graph_of(*martas(30))
    assert sum(1 for _ in graph.store.quads_for_pattern(None, None, gb("Join"), None)) == 29 * 2
    assert joined(graph) == [{marta(n) for n in range(30)}]


@pytest.mark.parametrize("apart", [(0, 1), (1, 2), (0, 3)])
def test_what_is_decided_to_be_two_is_joined_by_no_third(apart: tuple[int, int]) -> None:
    """A split holds, whoever else is joined with either."""
    graph = graph_of(*martas(4))
    graph.merge(parted=[frozenset(map(marta, apart))])
    assert not [group for group in joined(graph) if {*map(marta, apart)} <= group]
    assert max(map(len, joined(graph))) == 3


def test_what_one_essay_tells_apart_is_joined_by_no_other() -> None:
    """Two Martas of one essay, of which each could be that of another."""
    both = Draft("both.txt", "Marta and Mártá wait.")
    both.mention("Marta", nil("both.txt", "Marta"))
    both.mention("Mártá", EntityRef(nil("both.txt", "Marta two").iri, "Mártá", "character", True))
    graph = graph_of(both.done(), *martas(2))
    assert [len(group) for group in joined(graph)] == [3]


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
