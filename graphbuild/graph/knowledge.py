"""What the knowledge base knows of the things that a graph names: labels, years, identifiers,
and on request who made the films and who plays whom.

It stands in the graph ``graph/knowledge`` and is no claim of an essay.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.graph.namespaces import RDFS, SKOS, XSD, gb, rdf, schema
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.records import Entity
from graphbuild.ontology import Ontology

__all__ = ["knowledge_quads"]

_READABLE = 6
_IMDB = {"film": "title", "series": "title", "person": "name"}


def knowledge_quads(
    entities: Set[str],
    iris: Iris,
    ontology: Ontology,
    kb: KnowledgeBase,
    *,
    facts: bool = False,
) -> Iterator[Quad]:
    """Quads of ``graph/knowledge`` for those of the entities that the knowledge base has; with
    ``facts`` also what it knows to be true between two of them."""
    graph = NamedNode(iris.base + "graph/knowledge")
    for iri in sorted(entities):
        key = iris.key(iri)
        entity = kb.entity(key) if key else None
        if entity is not None:
            node = NamedNode(iri)
            for predicate, value in _descriptions(entity, ontology):
                yield Quad(node, predicate, value, graph)
            for subject, name, object_ in _facts(entity, kb) if facts else ():
                ends = iris.entity(subject), iris.entity(object_)
                if name in ontology.names and entities >= {*ends}:
                    known = NamedNode(ontology.names[name].iri)
                    yield Quad(NamedNode(ends[0]), known, NamedNode(ends[1]), graph)


def _facts(film: Entity, kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """Who made a film and who plays whom in it: keys, and names of properties."""
    if film.type in ("film", "series"):
        for credit in kb.credits(film.key):
            yield film.key, credit.role, credit.agent
        for part in kb.cast(film.key):
            yield film.key, "actor", part.performer
            if part.character:
                yield film.key, "character", part.character
                yield part.performer, "playsCharacter", part.character


def _other_names(entity: Entity) -> set[str]:
    """Names to read; those that the gazetteer has of a large city are spellings of many languages,
    which are for looking up."""
    spellings = entity.source == "geonames" and len(entity.aliases) > _READABLE
    aliases = () if spellings else entity.aliases
    return {*aliases, *entity.nicknames} - {entity.label}


def _descriptions(
    entity: Entity, ontology: Ontology
) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield rdf("type"), NamedNode(ontology.classes[entity.type].iri)
    yield NamedNode(RDFS + "label"), Literal(entity.label)
    for name in sorted(_other_names(entity)):
        yield NamedNode(SKOS + "altLabel"), Literal(name)
    if entity.year and entity.type in ("film", "series", "person", "work"):
        yield gb("year"), Literal(f"{entity.year:04d}", datatype=NamedNode(XSD + "gYear"))
    if entity.imdb and entity.type in _IMDB:
        page = f"https://www.imdb.com/{_IMDB[entity.type]}/{entity.imdb}/"
        yield schema("sameAs"), NamedNode(page)
    if entity.wikidata:
        yield schema("sameAs"), NamedNode(f"http://www.wikidata.org/entity/{entity.wikidata}")
