"""Singular third-person pronouns: reading order, agreement, binding, then the ranker.

The essay is read three times: what one reading says about whom *he* and *she* mean tells the next
which pronoun an entity takes, so that one person is not *he* here and *she* there.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graphbuild.annotation.coreference.anaphors import PRONOUNS, Anaphor, Candidate
from graphbuild.annotation.coreference.binding import binder, bracket_around, excluded
from graphbuild.annotation.coreference.casting import Casting, Partners, fitting_parts, partners
from graphbuild.annotation.coreference.crafts import Crafts, deed_of
from graphbuild.annotation.coreference.descriptions import descriptions
from graphbuild.annotation.coreference.nobody import (
    NOBODIES,
    claimed_tokens,
    nobody,
    nobody_features,
)
from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, is_rival, role_of
from graphbuild.annotation.coreference.ranking import features, kinds_of_text, leaning_features
from graphbuild.annotation.doc import Token
from graphbuild.annotation.network import Network, Sums
from graphbuild.annotation.quotations.marks import Quote, quotes

__all__ = ["Choice", "Pick", "anaphors", "resolve_singular", "shortlist"]

_AGENTS = frozenset({"person", "character"})
_NAMING = frozenset({"call", "name", "nickname", "dub"})
_WINDOW = 6
_SURE = 0.35
"""From how much probability on a description is taken for somebody who was named."""
_ROUNDS = 2


class Choice(NamedTuple):
    """One candidate: the occurrence to point to, its probability, and why (the features of its
    place, and those of what the other pronouns of the essay say)."""

    occurrence: Occurrence
    probability: float
    place: frozenset[str]
    leaning: tuple[str, ...]

    @property
    def features(self) -> frozenset[str]:
        return self.place.union(self.leaning)


@dataclass(frozen=True, slots=True)
class Pick:
    """A pronoun's candidate entities, best first, each with its probability and features."""

    anaphor: Anaphor
    ranked: tuple[Choice, ...]

    @property
    def antecedent(self) -> Occurrence:
        return self.ranked[0].occurrence

    @property
    def probability(self) -> float:
        return self.ranked[0].probability


def anaphors(layout: Layout) -> Iterator[Anaphor]:
    """The third-person pronouns of an essay, plural ones included, in reading order."""
    for token in layout.tokens("lower_", PRONOUNS):
        if token.pos_ in {"PRON", "DET"} and not _is_either(token):
            reflexive = token.lower_.endswith(("self", "selves"))
            form = _form(token, reflexive)
            yield Anaphor(token, PRONOUNS[token.lower_], form, *layout.place(token), reflexive)


def _is_either(token: Token) -> bool:
    """*he or she*, *his/her*: anybody at all."""
    doc, i = token.doc, token.i
    beside = (doc[at : at + 3] for at in (i, i - 2) if at >= 0)
    return any(
        len(three) == 3
        and three[1].lower_ in {"or", "/"}
        and {PRONOUNS.get(three[n].lower_) for n in (0, 2)} == {"he", "she"}
        for three in beside
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
    casts: Casting,
    trades: Crafts,
    ranker: Network,
) -> list[Pick]:
    """Resolve *he* and *she* (and *they* of one known to take it) to entities of ``names``.

    ``known`` maps IRIs to ``he``, ``she`` or ``they``; ``casts`` those of characters to their
    performers. Pronouns without a candidate are left
    out; the caller decides which probabilities are good enough.
    """
    reader = _Reader(layout, names, known, casts, trades, ranker)
    picks = reader.read({})
    for _ in range(_ROUNDS):
        picks = reader.read(_leanings(picks, reader.partners))
    return picks


def _may_be_person(occurrence: Occurrence) -> bool:
    """One person or character; *he* is never a film, nor somebody for whom a family is named."""
    behind = occurrence.head.doc[occurrence.last : occurrence.last + 1]
    one = not occurrence.entity.group and not any(t.lower_ in _HOUSEHOLDS for t in behind)
    return one and occurrence.entity.type in _AGENTS


_HOUSEHOLDS = frozenset({"family", "families", "household", "clan", "brothers", "sisters"})


_Says = Sequence[tuple[str, ...]]
"""What the other pronouns of the essay say of each candidate."""


class _Placed(NamedTuple):
    """Candidates with what their places say: the features of each, and their sums."""

    candidates: Sequence[Candidate]
    antecedents: Sequence[Occurrence]
    features: Sequence[frozenset[str]]
    sums: Sums


class _Reader:
    """Reads an essay's pronouns in order; what is resolved is a candidate for what follows."""

    def __init__(
        self,
        layout: Layout,
        names: Sequence[Occurrence],
        known: Mapping[str, str],
        casts: Casting,
        trades: Crafts,
        ranker: Network,
    ) -> None:
        self.layout, self.casts, self.ranker = layout, casts, ranker
        self.trades = trades
        self.known = {**known, **NOBODIES}
        self.claimed = claimed_tokens(layout, names)
        self.kind = kinds_of_text(names)
        self.partners = partners(casts)
        self.names = [o for o in names if _may_be_person(o)]
        self.todo = list(anaphors(layout))
        self.descriptions = {d.noun.position: d for d in descriptions(layout, self.names)}
        self.speakers = _Speakers(layout)
        self._placed: dict[tuple[object, ...], _Placed | None] = {}
        self._picked: dict[int, tuple[_Placed, _Says, Pick]] = {}
        self._leant: dict[tuple[str, ...], Sums] = {}

    def read(self, leaning: Mapping[str, dict[str, float]]) -> list[Pick]:
        picks: list[Pick] = []
        recent: deque[Occurrence] = deque()
        upcoming = deque(self.names)
        for anaphor in self.todo:
            while upcoming and upcoming[0].position < anaphor.position:
                recent.append(self._taken_up(upcoming.popleft(), recent, leaning))
            while recent and recent[0].sentence < anaphor.sentence - _WINDOW:
                recent.popleft()
            around = [*recent, *_same_sentence(upcoming, anaphor)]
            pick = self._pick(anaphor, self._in_view(anaphor, around), leaning)
            if pick is None:
                pick = self._pick(anaphor, self._only_one(anaphor), leaning)
            if pick is not None:
                picks.append(pick)
                recent.append(
                    self.layout.token_occurrence(anaphor.token, pick.antecedent.entity, "pronoun")
                )
        return picks

    def _taken_up(
        self,
        occurrence: Occurrence,
        recent: Iterable[Occurrence],
        leaning: Mapping[str, dict[str, float]],
    ) -> Occurrence:
        """A description as an occurrence of whom it takes up; any other occurrence as it is."""
        description = self.descriptions.get(occurrence.position)
        if description is None:
            return occurrence
        noun, called = description
        first = noun.sentence - _WINDOW
        near = [o for o in recent if o.sentence >= first and not is_rival(o.entity)]
        near = [o for o in near if not called or o.entity.iri in called]
        pick = self._pick(noun, self._in_view(noun, near), leaning)
        if pick is None or is_rival(pick.antecedent.entity) or pick.probability < _SURE:
            return occurrence
        return self.layout.token_occurrence(noun.token, pick.antecedent.entity, "nominal")

    def _in_view(self, anaphor: Anaphor, around: Sequence[Occurrence]) -> Sequence[Occurrence]:
        """Occurrences that the pronoun's place lets it mean.

        An author's biography speaks of the author, not of the essay's people. Who says
        something is not named first inside what is said, and a real person rather than a
        character where one is near.
        """
        apart = self._is_apart(anaphor.block)
        seen = [o for o in around if self._is_apart(o.block) == apart]
        if self.speakers.speaks(anaphor):
            seen = [o for o in seen if not self.speakers.quoted(o)]
            real = [o for o in seen if o.entity.type == "person" and not is_rival(o.entity)]
            seen = [o for o in real if anaphor.sentence - o.sentence <= 2] or seen
        return seen

    def _only_one(self, anaphor: Anaphor) -> Sequence[Occurrence]:
        """The only one named so far who is known to take the pronoun."""
        before = self._in_view(anaphor, [o for o in self.names if o.position < anaphor.position])
        fitting = [o for o in before if self.known.get(o.entity.iri) == anaphor.pronoun]
        return fitting if len({o.entity.iri for o in fitting}) == 1 else []

    def _is_apart(self, block: int) -> bool:
        return self.layout.analysis.blocks[block].region.kind in {"author_bio", "byline"}

    def _pick(
        self,
        anaphor: Anaphor,
        around: Sequence[Occurrence],
        leaning: Mapping[str, dict[str, float]],
    ) -> Pick | None:
        placed = self._candidates(anaphor, around)
        if placed is None:
            return None
        leans = _lean(anaphor, placed.candidates, leaning)
        says = [leaning_features(*leans.get(c.iri, (0.0, 0.0))) for c in placed.candidates]
        before = self._picked.get(anaphor.position)
        if before is not None and before[0] is placed and before[1] == says:
            return before[2]
        scores = self.ranker.probabilities(placed.sums + self._leaning_sums(says))
        rows = zip(placed.antecedents, scores, placed.features, says, strict=True)
        choices = (Choice(*row) for row in rows)
        order = sorted(choices, key=lambda c: (-c.probability, c.occurrence.entity.iri))
        pick = Pick(anaphor, tuple(order))
        self._picked[anaphor.position] = placed, says, pick
        return pick

    def _leaning_sums(self, says: _Says) -> Sums:
        """What the other pronouns' features add up to; few of them differ."""
        for one in says:
            if one not in self._leant:
                self._leant[one] = self.ranker.sums([one])[0]
        return np.array([self._leant[one] for one in says])

    def _candidates(self, anaphor: Anaphor, around: Sequence[Occurrence]) -> _Placed | None:
        """Whom the pronoun can mean, worked out once for what it may look at."""
        seen = anaphor.position, *((o.position, o.entity.iri) for o in around)
        if seen not in self._placed:
            self._placed[seen] = self._place(anaphor, around)
        return self._placed[seen]

    def _place(self, anaphor: Anaphor, around: Sequence[Occurrence]) -> _Placed | None:
        named = next((o for o in around if _is_named(anaphor, o)), None)
        candidates = _only(named) if named is not None else self._able(anaphor, around)
        if not candidates:
            return None
        found = features(anaphor, candidates, self.partners)
        certain = anaphor.reflexive or named is not None
        if anaphor.pronoun != "they" and not certain:
            candidates, found = self._with_nobody(anaphor, candidates, found)
        deed = deed_of(anaphor.token)
        both = zip(candidates, found, strict=True)
        rows = [row.union(self.kind, self._told(c, deed, anaphor.form)) for c, row in both]
        antecedents = [_antecedent(anaphor, c) for c in candidates]
        return _Placed(candidates, antecedents, rows, self.ranker.sums(rows))

    def _able(self, anaphor: Anaphor, around: Sequence[Occurrence]) -> Sequence[Candidate]:
        """Whom syntax, agreement and the casts leave."""
        speaker = self.speakers.of(anaphor, around)
        able = shortlist(anaphor, around, self.known, speaker)
        return _bracketed(anaphor, able) or fitting_parts(anaphor, able, around, self.casts)

    def _told(self, candidate: Candidate, deed: str, form: str) -> set[str]:
        """Whether the candidate is known to take the pronoun, and to do what it is said to."""
        entity = candidate.occurrences[0].entity
        if is_rival(entity):
            return set()
        craft = self.trades.get(candidate.iri, entity.type)
        return {
            f"takes it:{'known' if candidate.iri in self.known else 'perhaps'}",
            f"craft:{craft}:{deed}",
            f"craft:{craft}:{deed}:{form}",
        }

    def _with_nobody(
        self, anaphor: Anaphor, candidates: Sequence[Candidate], rows: Sequence[frozenset[str]]
    ) -> tuple[list[Candidate], list[frozenset[str]]]:
        """The candidates with the one for anybody else, who may have been meant before."""
        other = nobody(self.layout, anaphor)
        said = nobody_features(anaphor, candidates, self.known, self.claimed)
        both = zip(candidates, rows, strict=True)
        found = [row | said if c.iri == other.iri else row for c, row in both]
        if any(c.iri == other.iri for c in candidates):
            return list(candidates), found
        return [*candidates, other], [*found, said]


def _leanings(picks: Iterable[Pick], partners: Partners) -> dict[str, dict[str, float]]:
    """How much probability each entity (by IRI) gets from *he* and from *she*, with those that
    share a part with it."""
    mass: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for pick in picks:
        for choice in pick.ranked:
            iri = choice.occurrence.entity.iri
            for one in (iri, *partners.get(iri, ())):
                votes = mass[one]
                votes[pick.anaphor.pronoun] += choice.probability
                votes[str(pick.anaphor.position)] += choice.probability
    return mass


def _lean(
    anaphor: Anaphor, candidates: Iterable[Candidate], mass: Mapping[str, dict[str, float]]
) -> dict[str, tuple[float, float]]:
    """Mass of the same pronoun, this occurrence left out, and of the other one."""
    other = "she" if anaphor.pronoun == "he" else "he"
    return {
        c.iri: (
            max(0.0, votes.get(anaphor.pronoun, 0.0) - votes.get(str(anaphor.position), 0.0)),
            votes.get(other, 0.0),
        )
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
    around = list(around)
    if anaphor.reflexive and (subject := binder(anaphor.token)) is not None:
        around = [o for o in around if o.first <= subject.i < o.last and o.head.doc == subject.doc]
    grouped: dict[str, list[Occurrence]] = defaultdict(list)
    barred: set[str] = {speaker} if speaker else set()
    for occurrence in around:
        earlier = grouped[occurrence.entity.iri]
        if not excluded(anaphor, occurrence):
            earlier.append(occurrence)
        elif not _may_be_namesake(occurrence, earlier):
            barred.add(occurrence.entity.iri)
    return [
        Candidate(iri, tuple(found))
        for iri, found in grouped.items()
        if found and iri not in barred and _agrees(anaphor.pronoun, known.get(iri))
    ]


def _bracketed(anaphor: Anaphor, able: Sequence[Candidate]) -> list[Candidate]:
    """The one behind whose name the pronoun's brackets open, where they name nobody else before:
    *Greg Tully (a bit wooden, but he grows on you)*."""
    opening = bracket_around(anaphor.token)
    if opening is None:
        return []
    here = [(c, o) for c in able for o in c.occurrences if o.block == anaphor.block]
    if any(opening < o.first < anaphor.token.i and o.kind == "name" for _, o in here):
        return []
    return [c for c, o in here if o.last == opening and o.kind == "name"]


def _may_be_namesake(occurrence: Occurrence, earlier: Sequence[Occurrence]) -> bool:
    """*Swayze … She married Jesse Wayne Swayze*: a fuller name that comes later."""
    length = occurrence.last - occurrence.first
    names = [o for o in earlier if o.kind == "name"]
    return length > 1 and bool(names) and all(o.last - o.first < length for o in names)


def _is_named(anaphor: Anaphor, occurrence: Occurrence) -> bool:
    """*She is also known as Ani*, *they called her Ani*, *her name is Ani*: the complement names
    the pronoun."""
    name, verb = occurrence.head, anaphor.token.head
    at = anaphor.token.i
    if at and occurrence.kind == "name" and name.doc == verb.doc and occurrence.first == at + 1:
        return anaphor.token.nbor(-1).lemma_ in _NAMING
    if anaphor.form == "possessive" and verb.lemma_ == "name" and verb.dep_ == "nsubj":
        copula = verb.head
        return copula.lemma_ == "be" and name.dep_ == "attr" and name.head == copula
    if anaphor.form != "subject" or occurrence.kind != "name" or name.doc != verb.doc:
        return False
    above = name.head if name.dep_ in {"pobj", "oprd", "attr"} else None
    if above is not None and above.dep_ == "prep" and above.lower_ == "as":
        above = above.head
    return (
        above == verb
        and verb.lemma_ in {"know", *_NAMING}
        and (any(c.dep_ == "auxpass" for c in verb.children))
    )


def _only(occurrence: Occurrence) -> list[Candidate]:
    return [Candidate(occurrence.entity.iri, (occurrence,))]


def _agrees(pronoun: str, known: str | None) -> bool:
    """Whether somebody may be meant; a description like *the lawyer* is of no pronoun."""
    return known == "they" if pronoun == "they" else known is None or pronoun in {known, ""}


class _Speakers:
    """Who speaks at a pronoun: inside a quotation, *he* is not the one who says it."""

    def __init__(self, layout: Layout) -> None:
        self._quotes: dict[int, Sequence[Quote]] = {
            i: found
            for i, block in enumerate(layout.analysis.blocks)
            if (found := quotes(block.doc))
        }

    def speaks(self, anaphor: Anaphor) -> bool:
        """Whether the pronoun is the subject of a verb of saying beside a quotation."""
        return any(q.speaker == anaphor.token for q in self._quotes.get(anaphor.block, ()))

    def quoted(self, occurrence: Occurrence) -> bool:
        return self._around(occurrence.block, occurrence.head) is not None

    def of(self, anaphor: Anaphor, recent: Iterable[Occurrence]) -> str | None:
        """IRI of the speaker whose quotation holds the pronoun, where a name tells it."""
        quote = self._around(anaphor.block, anaphor.token)
        if quote is None or quote.speaker is None:
            return None
        at = quote.speaker.i
        here = (o for o in recent if o.block == anaphor.block and o.first <= at < o.last)
        return next((o.entity.iri for o in here), None)

    def _around(self, block: int, token: Token) -> Quote | None:
        found = self._quotes.get(block, ())
        return next((q for q in found if q.start <= token.idx < q.end), None)
