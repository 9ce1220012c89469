"""The shared vocabulary: the values that pass from room to room.

Every value is frozen and slotted. Offsets are code points into ``Essay.text``,
end exclusive. Scores and confidences are in [0, 1].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

__all__ = [
    "CLAIM_REGIONS",
    "ENTITY_TYPES",
    "MENTION_REGIONS",
    "MIN_CONFIDENCE",
    "AnnotatedEssay",
    "Candidate",
    "Claim",
    "EntityRef",
    "EntityType",
    "Essay",
    "Evidence",
    "Level",
    "Mention",
    "MentionKind",
    "Predicate",
    "Region",
    "RegionKind",
    "Span",
    "Status",
    "Value",
]

RegionKind = Literal[
    "body", "heading", "byline", "author_bio", "caption", "navigation", "form", "promo"
]
EntityType = Literal[
    "film",
    "series",
    "person",
    "character",
    "organization",
    "place",
    "work",
    "award",
    "event",
    "concept",
    "essay",
]
MentionKind = Literal["name", "nominal", "pronoun"]
Status = Literal["asserted", "attributed", "hypothetical", "negated"]
Level = Literal["production", "diegetic", "critical"]

MIN_CONFIDENCE = 0.5
"""Below it a claim is left out where nothing else is said: it would be wrong more often than
right."""

MENTION_REGIONS: frozenset[str] = frozenset({"body", "heading", "byline", "author_bio"})
"""Kinds of region that mentions are read from."""

CLAIM_REGIONS: frozenset[str] = frozenset({"body"})
"""Kinds of region that claims are read from (``schema:author`` also from bylines and bios)."""

ENTITY_TYPES: tuple[EntityType, ...] = (
    "film",
    "series",
    "person",
    "character",
    "organization",
    "place",
    "work",
    "award",
    "event",
)
"""Types that a mention can have; claims also use ``concept`` and ``essay``."""

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Span(NamedTuple):
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """One block of an essay (paragraph, heading, list item, caption, navigation line).

    ``skips`` are the ranges inside it that are markup, not prose (``*`` of Markdown emphasis,
    the target of a link): analysis leaves them out, offsets do not change.
    """

    start: int
    end: int
    kind: RegionKind
    skips: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Essay:
    """A text as it was read: never rewritten, only described.

    ``sha256`` is of ``text`` encoded as UTF-8. ``regions`` are sorted and do not overlap.
    ``italics`` are spans that the markup emphasises (titles, often); ``author_span`` is where
    the text names its author, None when only metadata does. ``published`` is a date, month or
    year as ISO 8601 writes it.
    """

    id: str
    text: str
    sha256: str
    language: str
    regions: tuple[Region, ...]
    title: str | None = None
    author: str | None = None
    author_span: Span | None = None
    italics: tuple[Span, ...] = ()
    media_type: str = "text/plain"
    bom: bool = False
    warnings: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity as mentions and claims point to it.

    ``nil`` marks an entity that the knowledge base does not hold; ``group`` one that stands
    for several ("Vanya's parents"), whose ``members`` are listed where the text names them
    ("Ani and Vanya … their wedding").
    """

    iri: str
    label: str
    type: EntityType
    nil: bool = False
    group: bool = False
    members: tuple[EntityRef, ...] = ()

    def __hash__(self) -> int:
        return hash(self.iri)

    def as_json(self) -> dict[str, Any]:
        """The contract's object, with ``nil``, ``group`` and ``members`` only when there."""
        out: dict[str, Any] = {"iri": self.iri, "label": self.label, "type": self.type}
        if self.nil:
            out["nil"] = True
        if self.group:
            out["group"] = True
        if self.members:
            out["members"] = [m.as_json() for m in self.members]
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EntityRef:
        return cls(
            data["iri"],
            data["label"],
            data["type"],
            bool(data.get("nil", False)),
            bool(data.get("group", False)),
            tuple(cls.from_json(m) for m in data.get("members", ())),
        )


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object of a claim: lexical form, datatype IRI, language tag or None."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"value": self.value, "datatype": self.datatype}
        if self.language:
            out["language"] = self.language
        return out


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention might have meant, with its score and a readable reason."""

    iri: str
    label: str
    type: EntityType
    score: float
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label,
            "type": self.type,
            "score": round(self.score, 3),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that refers to an entity; ``candidates`` are the ones not chosen."""

    start: int
    end: int
    text: str
    kind: MentionKind
    entity: EntityRef
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    antecedent: Span | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "type": self.entity.type,
            "iri": self.entity.iri,
            "label": self.entity.label,
            "nil": self.entity.nil,
            "score": round(self.score, 3),
            "reason": self.reason,
            "candidates": [c.as_json() for c in self.candidates],
        }
        if self.entity.group:
            out["group"] = True
        if self.entity.members:
            out["members"] = [m.as_json() for m in self.entity.members]
        if self.antecedent is not None:
            out["antecedent"] = {"start": self.antecedent.start, "end": self.antecedent.end}
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Mention:
        before = data.get("antecedent")
        return cls(
            data["start"],
            data["end"],
            data["text"],
            data["kind"],
            EntityRef.from_json(data),
            data["score"],
            data["reason"],
            tuple(Candidate(**c) for c in data["candidates"]),
            Span(before["start"], before["end"]) if before else None,
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the text says so: the exact quote, and the sentence around it for a reader."""

    start: int
    end: int
    quote: str
    sentence: Span | None = None

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"start": self.start, "end": self.end, "quote": self.quote}
        if self.sentence is not None:
            out["sentence"] = {"start": self.sentence.start, "end": self.sentence.end}
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Evidence:
        around = data.get("sentence")
        return cls(
            data["start"],
            data["end"],
            data["quote"],
            Span(around["start"], around["end"]) if around else None,
        )


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property of the ontology: its IRI and the local name that people read."""

    iri: str
    name: str

    def as_json(self) -> dict[str, Any]:
        return {"iri": self.iri, "name": self.name}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says: a triple with its status, level and evidence.

    Only an ``asserted`` claim becomes a plain triple. ``film`` is the IRI of the film whose
    story a diegetic claim belongs to. ``source`` is ``text`` or ``knowledge``. ``circumstances``
    are what the text says besides of what happened: ``place``, ``date``, ``film`` and what it is.
    """

    id: str
    subject: EntityRef
    predicate: Predicate
    object: EntityRef | Value
    status: Status
    level: Level
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
    film: str | None = None
    attributed_to: EntityRef | None = None
    cue: Evidence | None = None
    source: Literal["text", "knowledge"] = "text"
    circumstances: tuple[tuple[str, EntityRef | Value], ...] = ()

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "id": self.id,
            "subject": self.subject.as_json(),
            "predicate": self.predicate.as_json(),
            "object": self.object.as_json(),
            "status": self.status,
            "level": self.level,
            "film": self.film,
            "attributedTo": self.attributed_to.as_json() if self.attributed_to else None,
            "confidence": round(self.confidence, 3),
            "rule": self.rule,
            "evidence": [e.as_json() for e in self.evidence],
        }
        if self.cue is not None:
            out["cue"] = self.cue.as_json()
        if self.source != "text":
            out["source"] = self.source
        if self.circumstances:
            out["circumstances"] = {name: what.as_json() for name, what in self.circumstances}
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Claim:
        obj = data["object"]
        who, cue = data.get("attributedTo"), data.get("cue")
        return cls(
            data["id"],
            EntityRef.from_json(data["subject"]),
            Predicate(**data["predicate"]),
            _object(obj),
            data["status"],
            data["level"],
            data["confidence"],
            data["rule"],
            tuple(Evidence.from_json(e) for e in data["evidence"]),
            data.get("film"),
            EntityRef.from_json(who) if who else None,
            Evidence.from_json(cue) if cue else None,
            data.get("source", "text"),
            tuple((name, _object(what)) for name, what in data.get("circumstances", {}).items()),
        )


def _object(data: Mapping[str, Any]) -> EntityRef | Value:
    return EntityRef.from_json(data) if "iri" in data else Value(**data)


@dataclass(frozen=True, slots=True)
class AnnotatedEssay:
    """An essay with its mentions and claims: what ``graphbuild annotate`` writes.

    ``films`` are the films under discussion, strongest first; ``author`` is linked or NIL.
    """

    essay: Essay
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    films: tuple[EntityRef, ...] = ()
    author: EntityRef | None = None
    warnings: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The object of the annotate contract."""
        essay = self.essay
        return {
            "essay": {
                "id": essay.id,
                "title": essay.title,
                "author": self.author.as_json() if self.author else None,
                "language": essay.language,
                **{k: v for k, v in (("published", essay.published), ("url", essay.url)) if v},
                "sha256": essay.sha256,
                "chars": len(essay.text),
                "films": [f.iri for f in self.films],
                "discusses": [f.as_json() for f in self.films],
                "regions": [
                    {"start": r.start, "end": r.end, "kind": r.kind} for r in essay.regions
                ],
            },
            "mentions": [m.as_json() for m in self.mentions],
            "claims": [c.as_json() for c in self.claims],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], essay: Essay) -> AnnotatedEssay:
        """The value that ``as_json`` wrote, for the essay that it was made from."""
        about = data["essay"]
        return cls(
            essay,
            tuple(Mention.from_json(m) for m in data["mentions"]),
            tuple(Claim.from_json(c) for c in data["claims"]),
            tuple(EntityRef.from_json(f) for f in about["discusses"]),
            EntityRef.from_json(about["author"]) if about["author"] else None,
            essay.warnings,
        )
