"""Singular third-person pronouns: reading order, agreement, binding, then the ranker.

Two passes over the essay: what the first says about whom *he* and *she* mean tells the second
which pronoun an entity takes, so that one person is not *he* here and *she* there.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from graphbuild.annotation._binding import excluded
from graphbuild.annotation._occurrences import Layout, Occurrence, role_of
from graphbuild.annotation._quotes import Quote, quotes
from graphbuild.annotation._ranking import (
    Anaphor,
    Candidate,
    features,
    probabilities,
    weights,
)

__all__ = ["PRONOUNS", "Pick", "anaphors", "lean", "leanings", "resolve_singular", "shortlist"]

PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"),
}
_AGENTS = frozenset({"person", "character"})
_WINDOW = 10
_ROUNDS = 2
_TOLD = 1.0


@dataclass(frozen=True, slots=True)
class Pick:
    """What a pronoun was resolved to, with the probability of each candidate entity (by IRI)."""

    anaphor: Anaphor
    antecedent: Occurrence
    probability: float
    others: tuple[tuple[Occurrence, float], ...] = ()


def anaphors(layout: Layout) -> Iterator[Anaphor]:
    """The third-person pronouns of an essay, plural ones included, in reading order."""
    for block in layout.analysis.blocks:
        for token in block.doc:
            pronoun = PRONOUNS.get(token.lower_)
            if pronoun is not None and token.pos_ in {"PRON", "DET"}:
                reflexive = token.lower_.endswith(("self", "selves"))
                yield Anaphor(
                    token, pronoun, _form(token, reflexive), *layout.place(token), reflexive
                )


def _form(token: Token, reflexive: bool) -> str:
    if reflexive:
        return "reflexive"
    if token.dep_ == "poss" or token.tag_ == "PRP$":
        return "possessive"
    role = role_of(token)
    return role if role in {"subject", "object", "oblique"} else "object"


def resolve_singular(
    layout: Layout,
    names: Sequence[Occurrence],
    known: Mapping[str, str],
    told: Mapping[str, str],
    *,
    table: Mapping[str, float] | None = None,
) -> list[Pick]:
    """Resolve *he* and *she* (and *they* of one known to take it) to entities of ``names``.

    ``known`` maps IRIs to ``he``, ``she`` or ``they`` and is binding; ``told`` is what the text
    hints at, and weighs in with what the essay's other pronouns say. Pronouns without a candidate are left
    out; the caller decides which probabilities are good enough.
    """
    table = weights() if table is None else table
    reader = _Reader(layout, names, known, table)
    picks = reader.read(leanings((), told))
    for _ in range(_ROUNDS):
        picks = reader.read(leanings(picks, told))
    return picks


class _Reader:
    """Reads an essay's pronouns in order; what is resolved is a candidate for what follows."""

    def __init__(
        self,
        layout: Layout,
        names: Sequence[Occurrence],
        known: Mapping[str, str],
        table: Mapping[str, float],
    ) -> None:
        self.layout, self.known, self.table = layout, known, table
        self.names = [o for o in names if o.entity.type in _AGENTS and not o.entity.group]
        self.todo = list(anaphors(layout))
        self.speakers = _Speakers(layout)

    def read(self, leaning: Mapping[str, Counter[str]]) -> list[Pick]:
        picks: list[Pick] = []
        recent: deque[Occurrence] = deque()
        upcoming = deque(self.names)
        for anaphor in self.todo:
            while upcoming and upcoming[0].position < anaphor.position:
                recent.append(upcoming.popleft())
            while recent and recent[0].sentence < anaphor.sentence - _WINDOW:
                recent.popleft()
            pick = self._pick(anaphor, [*recent, *_same_sentence(upcoming, anaphor)], leaning)
            if pick is not None:
                picks.append(pick)
                recent.append(
                    self.layout.token_occurrence(
                        anaphor.token, pick.antecedent.entity, "pronoun"
                    )
                )
        return picks

    def _pick(
        self,
        anaphor: Anaphor,
        around: Sequence[Occurrence],
        leaning: Mapping[str, Counter[str]],
    ) -> Pick | None:
        speaker = self.speakers.of(anaphor, around)
        candidates = shortlist(anaphor, around, self.known, speaker)
        if not candidates:
            return None
        rows = features(anaphor, candidates, lean(anaphor, candidates, leaning))
        scores = probabilities(rows, self.table)
        ranked = sorted(zip(scores, candidates, strict=True), key=lambda r: (-r[0], r[1].iri))
        shown = tuple((_antecedent(anaphor, c), p) for p, c in ranked)
        return Pick(anaphor, shown[0][0], shown[0][1], shown[1:])


def leanings(picks: Iterable[Pick], told: Mapping[str, str]) -> dict[str, Counter[str]]:
    """How much probability each entity (by IRI) gets from *he* and from *she*."""
    mass: dict[str, Counter[str]] = defaultdict(Counter)
    for iri, pronoun in told.items():
        mass[iri][pronoun] += _TOLD
    for pick in picks:
        for occurrence, p in ((pick.antecedent, pick.probability), *pick.others):
            mass[occurrence.entity.iri][pick.anaphor.pronoun] += p
            mass[occurrence.entity.iri][str(pick.anaphor.position)] += p
    return mass


def lean(
    anaphor: Anaphor, candidates: Iterable[Candidate], mass: Mapping[str, Counter[str]]
) -> dict[str, float]:
    """Mass of the same pronoun less that of the other, this occurrence left out."""
    other = "she" if anaphor.pronoun == "he" else "he"
    return {
        c.iri: votes[anaphor.pronoun] - votes[str(anaphor.position)] - votes[other]
        for c in candidates
        if (votes := mass.get(c.iri)) is not None
    }


def _same_sentence(upcoming: Iterable[Occurrence], anaphor: Anaphor) -> Iterator[Occurrence]:
    for occurrence in upcoming:
        if occurrence.sentence > anaphor.sentence:
            return
        yield occurrence


def _antecedent(anaphor: Anaphor, candidate: Candidate) -> Occurrence:
    """The nearest occurrence before the pronoun, a name rather than another pronoun."""
    before = [o for o in candidate.occurrences if o.position < anaphor.position]
    named = [o for o in before if o.kind != "pronoun"]
    return (named or before or candidate.occurrences)[-1 if before else 0]


def shortlist(
    anaphor: Anaphor,
    around: Iterable[Occurrence],
    known: Mapping[str, str],
    speaker: str | None = None,
) -> list[Candidate]:
    """The entities that agree with the pronoun and that its syntax allows."""
    grouped: dict[str, list[Occurrence]] = defaultdict(list)
    barred: set[str] = {speaker} if speaker else set()
    for occurrence in around:
        grouped[occurrence.entity.iri].append(occurrence)
        if excluded(anaphor, occurrence):
            barred.add(occurrence.entity.iri)
    return [
        Candidate(iri, tuple(found))
        for iri, found in grouped.items()
        if iri not in barred and _agrees(anaphor.pronoun, known.get(iri))
    ]


def _agrees(pronoun: str, known: str | None) -> bool:
    return known == "they" if pronoun == "they" else known is None or known == pronoun


class _Speakers:
    """Who speaks at a pronoun: inside a quotation, *he* is not the one who says it."""

    def __init__(self, layout: Layout) -> None:
        self._quotes: dict[int, list[Quote]] = {
            i: quotes(block.doc) for i, block in enumerate(layout.analysis.blocks)
        }

    def of(self, anaphor: Anaphor, recent: Iterable[Occurrence]) -> str | None:
        """IRI of the speaker whose quotation holds the pronoun, where a name tells it."""
        at = anaphor.token.idx
        for quote in self._quotes[anaphor.block]:
            if quote.start <= at < quote.end and quote.speaker is not None:
                return self._entity(quote.speaker, anaphor, recent)
        return None

    @staticmethod
    def _entity(speaker: Token, anaphor: Anaphor, recent: Iterable[Occurrence]) -> str | None:
        here = [o for o in recent if o.block == anaphor.block]
        exact = [o for o in here if o.first <= speaker.i < o.last]
        return exact[0].entity.iri if exact else None
