"""From an annotated essay to quads: one named graph an essay (``docs/graph-model.md``).

An asserted claim is a plain triple and a claim node; any other claim is a claim node alone.
There are no blank nodes, so that files of quads can be joined by concatenation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.graph.namespaces import RDFS, XSD, gb, oa, prov, rdf, schema
from graphbuild.graph.occurrences import occurrences
from graphbuild.iris import Iris
from graphbuild.model import XSD_STRING, AnnotatedEssay, Claim, EntityRef, Evidence, Value
from graphbuild.ontology import Ontology

__all__ = ["QUOTE_CHARACTERS", "Run", "essay_quads"]

QUOTE_CHARACTERS = 300
"""Quotes, and what stands before and after them, are cut to this many characters in RDF."""

_LABEL = NamedNode(RDFS + "label")
_A = rdf("type")
_INTEGER = NamedNode(XSD + "nonNegativeInteger")
_DECIMAL = NamedNode(XSD + "decimal")

Pair = tuple[NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Run:
    """What a build was made with; the same versions are the same run, whenever it was."""

    program: str
    model: str
    knowledge: str
    ontology: str

    def iri(self, iris: Iris) -> str:
        """The IRI of the run, from its versions alone."""
        parts = "\x1f".join((self.program, self.model, self.knowledge, self.ontology))
        return f"{iris.base}run/{hashlib.sha256(parts.encode()).hexdigest()[:16]}"

    def pairs(self) -> Iterator[Pair]:
        """Properties of the run's node."""
        yield _A, prov("Activity")
        yield gb("programVersion"), Literal(self.program)
        yield gb("modelVersion"), Literal(self.model)
        yield gb("knowledgeVersion"), Literal(self.knowledge)
        yield gb("ontologyVersion"), Literal(self.ontology)


def essay_quads(
    annotated: AnnotatedEssay, iris: Iris, ontology: Ontology, run: Run
) -> Iterator[Quad]:
    """All quads of one essay, in its named graph; repeated ones are possible."""
    writer = _EssayWriter(annotated, iris, ontology, run)
    graph = NamedNode(iris.essay(annotated.essay.id))
    for subject, predicate, object_ in writer.triples():
        yield Quad(NamedNode(subject), predicate, object_, graph)


Triple = tuple[str, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class _EssayWriter:
    annotated: AnnotatedEssay
    iris: Iris
    ontology: Ontology
    run: Run

    def triples(self) -> Iterator[Triple]:
        yield from self._essay()
        for entity, forms in _entities(self.annotated).items():
            yield from self._entity(entity, forms)
        for claim in self.annotated.claims:
            yield from self._claim(claim)
        yield from self._performances()
        yield from occurrences(self.annotated, self.iris, self.ontology)
        for predicate, object_ in self.run.pairs():
            yield self.run.iri(self.iris), predicate, object_

    def _essay(self) -> Iterator[Triple]:
        essay = self.annotated.essay
        iri = self.iris.essay(essay.id)
        yield iri, _A, gb("Essay")
        yield iri, _LABEL, Literal(essay.title or essay.id)
        yield iri, schema("identifier"), Literal(essay.id)
        yield iri, schema("inLanguage"), Literal(essay.language)
        yield iri, gb("sha256"), Literal(essay.sha256)
        if essay.published:
            yield iri, schema("datePublished"), _date(essay.published)
        if essay.url:
            yield iri, schema("url"), Literal(essay.url, datatype=NamedNode(XSD + "anyURI"))
        if self.annotated.author:
            yield iri, schema("author"), NamedNode(self.annotated.author.iri)
        for film in self.annotated.films:
            yield iri, gb("discusses"), NamedNode(film.iri)
        for mention in self.annotated.mentions:
            yield iri, schema("mentions"), NamedNode(mention.entity.iri)

    def _entity(self, entity: EntityRef, forms: Iterable[str]) -> Iterator[Triple]:
        known = self.ontology.classes.get(entity.type)
        if known:
            yield entity.iri, _A, NamedNode(known.iri)
        yield entity.iri, _LABEL, Literal(entity.label)
        for form in forms:
            if form != entity.label:
                yield entity.iri, gb("mentionedAs"), Literal(form)
        if entity.group:
            yield entity.iri, _A, gb("Group")
            for member in entity.members:
                yield entity.iri, gb("groupMember"), NamedNode(member.iri)

    def _claim(self, claim: Claim) -> Iterator[Triple]:
        essay = self.annotated.essay.id
        node = self.iris.claim(essay, claim.id)
        object_, extra = self._object(claim)
        yield from extra
        if claim.status == "asserted":
            yield claim.subject.iri, NamedNode(claim.predicate.iri), object_
        yield node, _A, gb("Claim")
        yield node, rdf("subject"), NamedNode(claim.subject.iri)
        yield node, rdf("predicate"), NamedNode(claim.predicate.iri)
        yield node, rdf("object"), object_
        yield node, gb("status"), gb(claim.status.capitalize())
        yield node, gb("level"), gb(claim.level.capitalize())
        yield node, gb("confidence"), Literal(f"{claim.confidence:.2f}", datatype=_DECIMAL)
        yield node, gb("rule"), Literal(claim.rule)
        yield node, prov("wasGeneratedBy"), NamedNode(self.run.iri(self.iris))
        if claim.film:
            yield node, gb("inFilm"), NamedNode(claim.film)
        if claim.attributed_to:
            yield node, gb("attributedTo"), NamedNode(claim.attributed_to.iri)
        for predicate, spans in (
            (prov("wasDerivedFrom"), claim.evidence),
            (gb("cue"), (claim.cue,) if claim.cue else ()),
        ):
            for evidence in spans:
                iri = self.iris.span(essay, evidence.start, evidence.end)
                yield node, predicate, NamedNode(iri)
                yield from self._span(iri, evidence)

    def _object(self, claim: Claim) -> tuple[NamedNode | Literal, list[Triple]]:
        if isinstance(claim.object, EntityRef):
            return NamedNode(claim.object.iri), []
        if claim.predicate.name != "said":
            return _literal(claim.object), []
        essay = self.iris.essay(self.annotated.essay.id)
        quotation = f"{essay}/quotation/{claim.id}"
        words = Literal(_cut(claim.object.value))
        return NamedNode(quotation), [
            (quotation, _A, gb("Quotation")),
            (quotation, rdf("value"), words),
        ]

    def _span(self, iri: str, evidence: Evidence) -> Iterator[Triple]:
        text = self.annotated.essay.text
        before, after = evidence.sentence or (evidence.start, evidence.end)
        place, quote = iri + "/position", iri + "/quote"
        yield iri, _A, gb("Evidence")
        yield iri, oa("hasSource"), NamedNode(self.iris.essay(self.annotated.essay.id))
        yield iri, oa("hasSelector"), NamedNode(place)
        yield iri, oa("hasSelector"), NamedNode(quote)
        yield place, _A, oa("TextPositionSelector")
        yield place, oa("start"), Literal(str(evidence.start), datatype=_INTEGER)
        yield place, oa("end"), Literal(str(evidence.end), datatype=_INTEGER)
        yield quote, _A, oa("TextQuoteSelector")
        yield quote, oa("exact"), Literal(_cut(evidence.quote))
        if before < evidence.start:
            start = max(before, evidence.start - QUOTE_CHARACTERS)
            yield quote, oa("prefix"), Literal(text[start : evidence.start])
        if evidence.end < after:
            end = min(after, evidence.end + QUOTE_CHARACTERS)
            yield quote, oa("suffix"), Literal(text[evidence.end : end])

    def _performances(self) -> Iterator[Triple]:
        """A node for each asserted part, joining film, performer and character."""
        for claim in self.annotated.claims:
            if claim.predicate.name != "playsCharacter" or claim.status != "asserted":
                continue
            film = claim.film or self._film_of(claim)
            if film is None or not isinstance(claim.object, EntityRef):
                continue
            node = self._performance_iri(film, claim.subject, claim.object)
            yield node, _A, gb("Performance")
            yield node, _LABEL, Literal(f"{claim.subject.label} as {claim.object.label}")
            yield node, gb("film"), NamedNode(film)
            yield node, gb("performer"), NamedNode(claim.subject.iri)
            yield node, gb("character"), NamedNode(claim.object.iri)

    def _film_of(self, claim: Claim) -> str | None:
        """The film whose cast or characters the same essay asserts them to be in."""
        people = (
            {claim.subject.iri, claim.object.iri} if isinstance(claim.object, EntityRef) else ()
        )
        for other in self.annotated.claims:
            if other.predicate.name in ("actor", "character") and other.status == "asserted":
                assert isinstance(other.object, EntityRef)
                if other.object.iri in people:
                    return other.subject.iri
        return None

    def _performance_iri(self, film: str, performer: EntityRef, character: EntityRef) -> str:
        parts = [iri.rsplit("/", 1)[1] for iri in (film, performer.iri, character.iri)]
        local = any("/nil/" in iri for iri in (film, performer.iri, character.iri))
        base = self.iris.essay(self.annotated.essay.id) + "/" if local else self.iris.base
        return f"{base}performance/{'/'.join(parts)}"


def _entities(annotated: AnnotatedEssay) -> Mapping[EntityRef, list[str]]:
    """Every entity that mentions or claims refer to, with the names that the text gives it."""
    found: dict[EntityRef, list[str]] = {}
    for mention in annotated.mentions:
        forms = found.setdefault(mention.entity, [])
        if mention.kind == "name" and mention.text not in forms:
            forms.append(mention.text)
    claimed = [c.subject for c in annotated.claims]
    claimed += [c.object for c in annotated.claims if isinstance(c.object, EntityRef)]
    claimed += [c.attributed_to for c in annotated.claims if c.attributed_to]
    claimed += [*annotated.films, *([annotated.author] if annotated.author else [])]
    for entity in claimed:
        if entity.type != "essay":
            found.setdefault(entity, [])
        for member in entity.members:
            found.setdefault(member, [])
    return found


def _literal(value: Value) -> Literal:
    if value.language:
        return Literal(value.value, language=value.language)
    if value.datatype == XSD_STRING:
        return Literal(value.value)
    return Literal(value.value, datatype=NamedNode(value.datatype))


def _date(iso: str) -> Literal:
    """A date, month or year, typed by how much of it there is."""
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(iso), "date")
    return Literal(iso, datatype=NamedNode(XSD + kind))


def _cut(text: str) -> str:
    return text if len(text) <= QUOTE_CHARACTERS else text[: QUOTE_CHARACTERS - 1] + "…"
