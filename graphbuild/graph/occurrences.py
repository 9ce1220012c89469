"""What an essay says happened, as nodes: a win with its film, a wedding with its place.

A claim joins two things. Where more belongs to it (``Claim.circumstances``), or the ontology says
how its two take part (an award's recipient), a node holds all of them; equal ones of several
essays have one IRI.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from graphbuild.graph.namespaces import RDFS, gb, rdf
from graphbuild.iris import Iris
from graphbuild.model import AnnotatedEssay, Claim, EntityRef
from graphbuild.ontology import Occurrence, Ontology

__all__ = ["occurrences"]

Triple = tuple[str, NamedNode, NamedNode | Literal]

_LABEL = NamedNode(RDFS + "label")
_CIRCUMSTANCES = MappingProxyType(
    {"film": gb("forFilm"), "place": gb("takesPlaceIn"), "date": gb("takesPlaceOn")}
)


def occurrences(annotated: AnnotatedEssay, iris: Iris, ontology: Ontology) -> Iterator[Triple]:
    """Triples of the nodes for the asserted claims of one essay."""
    for claim in annotated.claims:
        known = ontology.properties.get(claim.predicate.iri)
        happened = known.occurrence if known else None
        if happened is None or claim.status != "asserted":
            continue
        told = bool(claim.circumstances) or happened.subject_role != happened.object_role
        if told and isinstance(claim.object, EntityRef):
            yield from _node(annotated, iris, claim, claim.object, happened)


def _node(
    annotated: AnnotatedEssay, iris: Iris, claim: Claim, object_: EntityRef, happened: Occurrence
) -> Iterator[Triple]:
    node = _iri(annotated, iris, claim, object_, happened)
    yield node, rdf("type"), NamedNode(happened.iri)
    yield node, _LABEL, Literal(f"{claim.subject.label}, {object_.label}: {happened.label}")
    yield node, NamedNode(happened.subject_role), NamedNode(claim.subject.iri)
    yield node, NamedNode(happened.object_role), NamedNode(object_.iri)
    for name, what in claim.circumstances:
        value = (
            NamedNode(what.iri)
            if isinstance(what, EntityRef)
            else Literal(what.value, datatype=NamedNode(what.datatype))
        )
        yield node, _CIRCUMSTANCES[name], value
    yield node, gb("reportedBy"), NamedNode(iris.claim(annotated.essay.id, claim.id))


def _iri(
    annotated: AnnotatedEssay, iris: Iris, claim: Claim, object_: EntityRef, happened: Occurrence
) -> str:
    ends = claim.subject.iri, object_.iri
    local = any("/nil/" in iri for iri in ends)
    base = iris.essay(annotated.essay.id) + "/" if local else iris.base
    kind = happened.iri.rpartition("#")[2].lower()
    return f"{base}{kind}/{'/'.join(iri.rsplit('/', 1)[1] for iri in ends)}"
