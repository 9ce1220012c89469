"""Replaying decisions on an annotated essay: a pure function, the same when done twice.

A decision on a name holds for every mention of the essay that is written alike and means the
same (one that is a title too: for itself alone), for the pronouns that take it up, and for the
claims that rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphbuild.iris import Iris, claim_id
from graphbuild.model import AnnotatedEssay, Claim, EntityRef, Mention, Span, Value
from graphbuild.ontology import Ontology
from graphbuild.reviewing.decisions import Decision

__all__ = ["Replay", "replay"]

_TITLES, _AGENTS = frozenset({"film", "series", "work"}), frozenset({"person", "character"})
_ACCEPTED, _DECIDED = "accepted by a person", "decided by a person"


@dataclass(frozen=True, slots=True)
class Replay:
    """An essay after its decisions, and what no longer applies, as messages."""

    annotated: AnnotatedEssay
    stale: tuple[str, ...] = ()


def replay(
    annotated: AnnotatedEssay, decisions: Iterable[Decision], iris: Iris, ontology: Ontology
) -> Replay:
    """Apply the decisions that name this essay, in order."""
    stale: list[str] = []
    for decision in decisions:
        if decision.text("essay") != annotated.essay.id:
            continue
        done = _Essay(annotated, iris, ontology).after(decision)
        if isinstance(done, str):
            stale.append(f"{decision.where}: {decision.kind} no longer applies: {done}")
        else:
            annotated = done
    return Replay(annotated, tuple(stale))


class _Essay:
    """One annotated essay with the steps that a decision takes on it."""

    def __init__(self, annotated: AnnotatedEssay, iris: Iris, ontology: Ontology) -> None:
        self.annotated, self.iris, self.ontology = annotated, iris, ontology

    def after(self, decision: Decision) -> AnnotatedEssay | str:
        """The essay after a decision, or why it no longer applies."""
        if decision.claim is not None:
            return self._on_claim(decision, decision.claim)
        mention = self._mention(decision)
        if mention is None:
            gone = decision.text("quote") not in self.annotated.essay.text
            what = "is no longer in" if gone else "is no longer read as that name in"
            return f"{decision.text('quote')!r} {what} {self.annotated.essay.id}"
        if mention.entity.iri == self._target_iri(decision):
            return self._accepted(frozenset({mention.span}), _DECIDED)
        chosen = self._alike(mention, decision)
        if decision.kind == "accept":
            return self._accepted(chosen)
        if decision.kind == "reject":
            return self._without(mention.entity.iri, chosen)
        return self._relinked(mention.entity, self._target(decision, mention), chosen)

    # ---- names

    def _mention(self, decision: Decision) -> Mention | None:
        """The mention that is meant: by the words around it, else by its words and entity."""
        text, quote = self.annotated.essay.text, decision.text("quote")
        around = decision.text("prefix") + quote + decision.text("suffix")
        at = text.find(around) if around != quote else -1
        names = [m for m in self.annotated.mentions if m.text == quote]
        if at >= 0:
            start = at + len(decision.text("prefix"))
            exact = next((m for m in names if m.start == start), None)
            if exact is not None:
                return exact
        meant = {decision.text("entity"), self._target_iri(decision)}
        return next((m for m in names if m.entity.iri in meant), None)

    def _target_iri(self, decision: Decision) -> str:
        if decision.kind == "retype":
            return self.iris.nil(
                self.annotated.essay.id, decision.text("type"), decision.text("quote")
            )
        return decision.text("to")

    def _target(self, decision: Decision, mention: Mention) -> EntityRef:
        type_ = decision.fields["type"]
        if decision.kind == "relink":
            iri = decision.text("to")
            return EntityRef(iri, decision.text("label"), type_, nil="/nil/" in iri)
        label = mention.entity.label if mention.entity.nil else mention.text
        return EntityRef(self.iris.nil(self.annotated.essay.id, type_, label), label, type_, True)

    def _alike(self, mention: Mention, decision: Decision) -> frozenset[Span]:
        """The mentions written alike with the same meaning, and the words that take them up.

        Of a form that means several things in the essay, or that is a title and a name, only the
        one mention.
        """
        alike = [m for m in self.annotated.mentions if m.text == mention.text]
        sides = {mention.entity.type, str(decision.fields.get("type", mention.entity.type))}
        eponymous = bool(sides & _TITLES) and bool(sides & _AGENTS)
        if eponymous or len({m.entity.iri for m in alike}) > 1:
            alike = [mention]
        chosen = {m.span for m in alike}
        while True:
            more = {
                m.span
                for m in self.annotated.mentions
                if m.antecedent in chosen and m.entity.iri == mention.entity.iri
            }
            if more <= chosen:
                return frozenset(chosen)
            chosen |= more

    def _accepted(self, chosen: frozenset[Span], reason: str = _ACCEPTED) -> AnnotatedEssay:
        mentions = tuple(
            replace(m, score=1.0, reason=reason) if m.span in chosen else m
            for m in self.annotated.mentions
        )
        return replace(self.annotated, mentions=mentions)

    def _without(self, iri: str, chosen: frozenset[Span]) -> AnnotatedEssay:
        """The essay without some mentions, and without the claims that rest on them."""
        kept = tuple(m for m in self.annotated.mentions if m.span not in chosen)
        left = {m.entity.iri for m in kept}
        claims = tuple(
            c
            for c in self.annotated.claims
            if iri not in _entities(c) or not self._rests_on(c, iri, chosen)
        )
        films = tuple(f for f in self.annotated.films if f.iri != iri or iri in left)
        return replace(self.annotated, mentions=kept, claims=claims, films=films)

    def _rests_on(self, claim: Claim, iri: str, chosen: frozenset[Span]) -> bool:
        """Whether a claim's evidence names the entity by the chosen mentions alone."""
        inside = [
            m.span in chosen
            for m in self.annotated.mentions
            if m.entity.iri == iri and any(e.start <= m.start < e.end for e in claim.evidence)
        ]
        others = any(m.entity.iri == iri and m.span not in chosen for m in self.annotated.mentions)
        return all(inside) if inside else not others

    def _relinked(self, old: EntityRef, new: EntityRef, chosen: frozenset[Span]) -> AnnotatedEssay:
        mentions = tuple(
            replace(m, entity=new, score=1.0, reason=_DECIDED) if m.span in chosen else m
            for m in self.annotated.mentions
        )
        if old.iri == new.iri:
            return replace(self.annotated, mentions=mentions)
        moved = [
            self._with(c, old.iri, new)
            if old.iri in _entities(c) and self._rests_on(c, old.iri, chosen)
            else c
            for c in self.annotated.claims
        ]
        claims = {c.id: c for c in moved if self._allowed(c)}
        gone = old.iri not in {m.entity.iri for m in mentions}
        films = [new if gone and f.iri == old.iri else f for f in self.annotated.films]
        if new.type == "film" and new not in films:
            films.append(new)
        kept = {f.iri: f for f in films if f.type in {"film", "series"}}
        author = self.annotated.author
        return replace(
            self.annotated,
            mentions=mentions,
            claims=tuple(claims.values()),
            films=tuple(kept.values()),
            author=new if author is not None and gone and author.iri == old.iri else author,
        )

    # ---- claims

    def _on_claim(self, decision: Decision, triple: tuple[str, str, str]) -> AnnotatedEssay | str:
        meant = [c for c in self.annotated.claims if _triple(c) == triple]
        if not meant:
            if decision.kind == "reject" and decision.text("quote") in self.annotated.essay.text:
                return self.annotated  # it is not claimed any more: as was decided
            return f"{' '.join(triple)} is no longer claimed by {self.annotated.essay.id}"
        if decision.kind == "reject":
            kept = tuple(c for c in self.annotated.claims if _triple(c) != triple)
            return replace(self.annotated, claims=kept)
        sure = tuple(
            replace(c, confidence=1.0) if _triple(c) == triple else c for c in self.annotated.claims
        )
        return replace(self.annotated, claims=sure)

    def _with(self, claim: Claim, old: str, new: EntityRef) -> Claim:
        """A claim with one entity in place of another, and the id that follows from it."""

        def swapped(entity: EntityRef) -> EntityRef:
            return new if entity.iri == old else entity

        object_ = claim.object
        changed = replace(
            claim,
            subject=swapped(claim.subject),
            object=swapped(object_) if isinstance(object_, EntityRef) else object_,
            film=new.iri if claim.film == old else claim.film,
            attributed_to=swapped(claim.attributed_to) if claim.attributed_to else None,
        )
        who = changed.attributed_to
        id_ = claim_id(
            self.annotated.essay.id,
            changed.subject.iri,
            changed.predicate.iri,
            _object(changed),
            changed.status,
            changed.level,
            changed.film,
            who.iri if who else None,
        )
        return replace(changed, id=id_)

    def _allowed(self, claim: Claim) -> bool:
        """Whether the ontology lets the property hold between entities of these types."""
        property_ = self.ontology.properties.get(claim.predicate.iri)
        if property_ is None or claim.subject.type == "essay":
            return True
        object_ = claim.object
        fits = not property_.domain or claim.subject.type in property_.domain
        if isinstance(object_, Value) or not property_.range:
            return fits
        return fits and (object_.type in property_.range or object_.type == "concept")


def _entities(claim: Claim) -> set[str]:
    """The IRIs that a claim speaks of."""
    found = {claim.subject.iri, _object(claim), claim.film or ""}
    return found | ({claim.attributed_to.iri} if claim.attributed_to else set())


def _object(claim: Claim) -> str:
    return claim.object.iri if isinstance(claim.object, EntityRef) else claim.object.value


def _triple(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.iri, claim.predicate.name, _object(claim)
