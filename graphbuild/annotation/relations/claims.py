"""Claims put together: level, film, evidence, identity; repeats add evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.factuality import Judgement
from graphbuild.annotation.relations.confidence import Calibration
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.iris import claim_id
from graphbuild.model import Claim, EntityRef, Essay, Evidence, Level, Predicate, Span, Value
from graphbuild.ontology import Property

__all__ = ["ClaimBook", "Statement", "evidence_of", "level_of"]

_SCREEN = frozenset({"film", "series"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One reading of one sentence, before it becomes a claim.

    ``strength`` in [0, 1] is the construction's weight times the score of its weakest argument;
    ``tokens`` are the first and last (exclusive) token of the words that say so.
    """

    property: Property
    subject: Filler
    object: Filler
    rule: str
    strength: float
    block: Block
    tokens: tuple[int, int]
    judgement: Judgement
    circumstances: tuple[tuple[str, EntityRef | Value], ...] = ()


Story = Callable[[Iterable[EntityRef], Block, Token], str]
"""The film, by IRI, in which something is told of characters at a word."""


def evidence_of(essay: Essay, span: Span, sentence: Span | None) -> Evidence:
    """A span of an essay with its quote."""
    return Evidence(span.start, span.end, essay.text[span.start : span.end], sentence)


class ClaimBook:
    """The claims of one essay, by id, in order of first evidence.

    ``story`` gives the film in which something is told of characters at a word.
    """

    def __init__(self, essay: Essay, story: Story, calibration: Calibration) -> None:
        self.essay, self._story = essay, story
        self._calibration = calibration
        self._claims: dict[str, Claim] = {}

    def add(self, statement: Statement, *, film: str | None = None) -> Claim | None:
        """Record a statement, of a known ``film`` or of the one that its characters belong to;
        None when its arguments cannot be told apart."""
        subject, object_ = _ordered(statement)
        if subject.entity == object_.entity or not isinstance(subject.entity, EntityRef):
            return None
        if isinstance(object_.entity, Value) and _part_of(
            object_.entity.value, subject.entity.label
        ):
            return None
        evidence = self._evidence(statement)
        level = level_of(statement.property, subject.entity)
        if level == "diegetic":
            film = film or self._film(statement)
        return self.put(statement, subject.entity, object_.entity, level, film, evidence)

    def put(
        self,
        statement: Statement,
        subject: EntityRef,
        object_: EntityRef | Value,
        level: Level,
        film: str | None,
        evidence: tuple[Evidence, ...],
    ) -> Claim:
        """Record a claim whose level and evidence are known."""
        property_, judged = statement.property, statement.judgement
        who = judged.attributed_to if judged.status == "attributed" else None
        id_ = claim_id(
            self.essay.id,
            subject.iri,
            property_.iri,
            object_.iri if isinstance(object_, EntityRef) else object_.value,
            judged.status,
            level,
            film,
            who.iri if who else None,
        )
        cue = judged.cue and evidence_of(self.essay, judged.cue, None)
        claim = Claim(
            id_,
            subject,
            Predicate(property_.iri, property_.name),
            object_,
            judged.status,
            level,
            round(self._confidence(statement), 3),
            statement.rule,
            evidence,
            film,
            who,
            cue if judged.status != "asserted" else None,
            circumstances=statement.circumstances,
        )
        self._claims[id_] = _merged(self._claims.get(id_), claim)
        return self._claims[id_]

    def doubts(self, statement: Statement) -> bool:
        """Whether the essay says of the same that it is not so, might be so or is said to be so."""
        told = statement.property.iri, statement.subject.entity, statement.object.entity
        return any(
            c.status != "asserted" and (c.predicate.iri, c.subject, c.object) == told
            for c in self._claims.values()
        )

    def claims(self) -> tuple[Claim, ...]:
        """All claims in order of their first evidence."""
        return tuple(sorted(self._claims.values(), key=lambda c: (c.evidence[0].start, c.id)))

    def part_of(self, performer: EntityRef) -> EntityRef | None:
        """The only part that the essay so far gives to a performer."""
        parts = {
            c.object
            for c in self._claims.values()
            if c.predicate.name == "playsCharacter"
            and c.subject == performer
            and c.status == "asserted"
            and isinstance(c.object, EntityRef)
        }
        return next(iter(parts)) if len(parts) == 1 else None

    def find(self, parents: Iterable[str], before: int) -> list[Claim]:
        """Claims with a property of one of the families ``parents`` whose evidence starts
        before an offset, latest first."""
        family = set(parents)
        mine = [
            c
            for c in self._claims.values()
            if c.evidence[0].start < before and c.predicate.iri in family
        ]
        return sorted(mine, key=lambda c: -c.evidence[0].start)

    def _confidence(self, statement: Statement) -> float:
        rule, name = statement.rule, statement.property.name
        return self._calibration.confidence(rule, name, statement.strength)

    def _evidence(self, statement: Statement) -> tuple[Evidence, ...]:
        block = statement.block
        start, end = statement.tokens
        sentence = block.sentence(block.doc[start])
        main = evidence_of(self.essay, block.span(start, end), sentence)
        extra = (f.extra for f in (statement.subject, statement.object) if f.extra)
        return (main, *dict.fromkeys(extra))

    def _film(self, statement: Statement) -> str:
        both = (statement.subject.entity, statement.object.entity)
        told = [e for e in both if isinstance(e, EntityRef)]
        if told[0].type in _SCREEN:
            return told[0].iri
        at = statement.block.doc[statement.tokens[0]]
        return self._story(told, statement.block, at)


def _ordered(statement: Statement) -> tuple[Filler, Filler]:
    """Subject and object; those of a symmetric property in the order of their IRIs."""
    a, b = statement.subject, statement.object
    if (
        statement.property.symmetric
        and isinstance(a.entity, EntityRef)
        and isinstance(b.entity, EntityRef)
        and b.entity.iri < a.entity.iri
    ):
        return b, a
    return a, b


def _part_of(name: str, label: str) -> bool:
    """Whether a name adds nothing to a label: "Anora" for Anora Mikheeva."""
    return set(name.lower().split()) <= set(label.lower().split())


def level_of(property_: Property, subject: EntityRef) -> Level:
    """Diegetic where a character is the subject, else the property's own level."""
    return "diegetic" if subject.type == "character" else property_.level


def _merged(old: Claim | None, new: Claim) -> Claim:
    """One claim of two readings: all evidence, the better confidence and its rule."""
    if old is None:
        return new
    evidence = tuple(dict.fromkeys((*old.evidence, *new.evidence)))
    better = new if new.confidence > old.confidence else old
    circumstances = dict((*new.circumstances, *old.circumstances))
    return replace(better, evidence=evidence, circumstances=tuple(sorted(circumstances.items())))
