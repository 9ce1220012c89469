"""An annotated essay as RDF: one named graph, whose IRI is the essay's."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graphbuild.graph.claims import ClaimWriter
from graphbuild.graph.entities import describe, entities_of
from graphbuild.graph.performances import performance_triples
from graphbuild.graph.provenance import Triples, Versions
from graphbuild.graph.spans import Spans
from graphbuild.graph.terms import decimal, gb, rdf, rdfs, schema, text
from graphbuild.iris import Iris
from graphbuild.model import AnnotatedEssay
from graphbuild.ontology import Ontology

__all__ = ["essay_quads"]

_TYPE, _LABEL, _MENTION = rdf("type"), rdfs("label"), gb("Mention")
_REFERS, _CONFIDENCE = gb("refersTo"), gb("confidence")
_ABOUT, _AUTHOR, _MENTIONS = schema("about"), schema("author"), schema("mentions")


def essay_quads(
    annotated: AnnotatedEssay, iris: Iris, ontology: Ontology, versions: Versions
) -> Iterator[ox.Quad]:
    """All quads of an essay's graph, each once; no blank nodes, no order."""
    graph = ox.NamedNode(iris.essay(annotated.essay.id))
    seen = {ox.Quad(*triple, graph) for triple in _triples(annotated, iris, ontology, versions)}
    yield from seen


def _triples(
    annotated: AnnotatedEssay, iris: Iris, ontology: Ontology, versions: Versions
) -> Triples:
    spans = Spans(annotated.essay, iris)
    told = [c for c in annotated.claims if c.source == "text"]
    writer = ClaimWriter(spans, versions.iri(iris), ontology)
    yield from _essay(annotated, spans.node)
    yield from describe(entities_of(annotated).values())
    for claim in told:
        yield from writer.triples(claim)
    yield from performance_triples(told, iris, spans.node.value)
    yield from _mentions(annotated, spans)
    yield from spans.triples()
    yield from versions.triples(iris)


def _essay(annotated: AnnotatedEssay, node: ox.NamedNode) -> Triples:
    essay = annotated.essay
    yield node, _TYPE, gb("Essay")
    yield node, _TYPE, schema("Article")
    yield node, _LABEL, text(essay.title or essay.id)
    if essay.title:
        yield node, schema("headline"), text(essay.title)
    yield node, schema("identifier"), text(essay.id)
    yield node, schema("inLanguage"), text(essay.language)
    yield node, schema("sha256"), text(essay.sha256)
    if annotated.author:
        yield node, _AUTHOR, ox.NamedNode(annotated.author.iri)
    for film in annotated.films:
        yield node, _ABOUT, ox.NamedNode(film.iri)


def _mentions(annotated: AnnotatedEssay, spans: Spans) -> Triples:
    """Names and descriptions; pronouns stay in the annotations, as they would be most of all."""
    for mention in annotated.mentions:
        if mention.kind == "pronoun":
            continue
        node, entity = spans.iri(mention.start, mention.end), ox.NamedNode(mention.entity.iri)
        yield spans.node, _MENTIONS, entity
        yield node, _TYPE, _MENTION
        yield node, _REFERS, entity
        yield node, _CONFIDENCE, decimal(mention.score)
