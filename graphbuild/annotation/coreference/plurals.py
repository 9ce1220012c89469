"""Plural pronouns: *Vanya and Ani … their wedding*, *Vanya's parents … they*.

A plural pronoun is given to a group that the text has put together: a coordination of names, a
group such as somebody's parents, or the two parties of one verb when the noun says that a pair
is meant (*their marriage*). A plural noun that is nearer keeps it (*viewers … they*).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild.annotation.coreference.anaphors import Anaphor
from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, clause_of, role_of
from graphbuild.iris import Iris
from graphbuild.model import EntityRef, Mention, Span

__all__ = ["plural_mentions"]

_AGENTS = frozenset({"person", "character"})
_PAIR_NOUNS = frozenset(
    "relationship marriage wedding divorce romance affair connection love engagement courtship "
    "friendship interaction union honeymoon breakup split bond chemistry reunion date "
    "partnership collaboration feud rivalry encounter".split()
)
_REACH = 2
_NEAR = 12
_PAIR_REACH = 4
_SCORES = {"group": 0.8, "coordination": 0.75, "pair": 0.6}


@dataclass(frozen=True, slots=True)
class _Group:
    """People put together by the text, and where it did so last."""

    members: tuple[EntityRef, ...]
    span: Span
    sentence: int
    position: int
    how: str
    role: str


def plural_mentions(
    layout: Layout,
    todo: Iterable[Anaphor],
    occurrences: Sequence[Occurrence],
    groups: Sequence[Mention],
    iris: Iris,
) -> list[Mention]:
    """Mentions of the plural pronouns that one group fits.

    ``occurrences`` are names and resolved pronouns in reading order, ``groups`` the mentions
    of group entities.
    """
    together = sorted(
        [*_named_groups(layout, groups), *_coordinations(occurrences), *_pairs(occurrences)],
        key=lambda g: g.position,
    )
    nouns = _plural_nouns(layout)
    found: list[Mention] = []
    for anaphor in todo:
        group = _fitting(anaphor, together, nouns)
        if group is not None:
            found.append(_mention(layout, anaphor, group, iris))
            insort(together, _said_again(group, anaphor), key=lambda g: g.position)
    return found


def _said_again(group: _Group, anaphor: Anaphor) -> _Group:
    return replace(
        group, sentence=anaphor.sentence, position=anaphor.position, role=role_of(anaphor.token)
    )


def _named_groups(layout: Layout, groups: Iterable[Mention]) -> Iterator[_Group]:
    for mention in groups:
        o = layout.occurrence(mention)
        if o is not None:
            yield _Group((o.entity,), o.span, o.sentence, o.position, "group", o.role)


def _coordinations(occurrences: Sequence[Occurrence]) -> Iterator[_Group]:
    """*Vanya and Ani*: two names of which one is the other's conjunct."""
    people = [o for o in occurrences if _is_one(o)]
    for one, two in pairwise(people):
        if one.block == two.block and one.entity.iri != two.entity.iri and _joined(one, two):
            span = Span(one.span.start, two.span.end)
            yield _Group(
                _both(one, two), span, two.sentence, two.position, "coordination", role_of(one.head)
            )


def _joined(one: Occurrence, two: Occurrence) -> bool:
    between = [t.lower_ for t in one.head.doc[one.last : two.first]]
    return between in (["and"], ["&"]) or (two.head.dep_ == "conj" and two.head.head == one.head)


def _pairs(occurrences: Sequence[Occurrence]) -> Iterator[_Group]:
    """Two parties of one verb: *Vanya proposes to Ani*."""
    people = [o for o in occurrences if _is_one(o)]
    for one, two in pairwise(people):
        if one.block != two.block or one.sentence != two.sentence:
            continue
        if one.entity.iri != two.entity.iri and _parties(one, two):
            span = Span(one.span.start, two.span.end)
            yield _Group(_both(one, two), span, two.sentence, two.position, "pair", one.role)


def _parties(one: Occurrence, two: Occurrence) -> bool:
    return (
        one.role == "subject"
        and two.role in {"object", "oblique"}
        and clause_of(one.head) == clause_of(two.head)
    )


def _is_one(o: Occurrence) -> bool:
    return o.entity.type in _AGENTS and not o.entity.group


def _both(one: Occurrence, two: Occurrence) -> tuple[EntityRef, ...]:
    return one.entity, two.entity


def _fitting(
    anaphor: Anaphor, together: Sequence[_Group], nouns: Sequence[_Plural]
) -> _Group | None:
    """The last group before the pronoun that nothing nearer competes with."""
    paired = anaphor.token.dep_ == "poss" and anaphor.token.head.lemma_ in _PAIR_NOUNS
    reach = _PAIR_REACH if paired else _REACH
    before = bisect_left(together, anaphor.position, key=lambda g: g.position)
    for group in reversed(together[max(0, before - _NEAR) : before]):
        if anaphor.sentence - group.sentence > reach:
            return None
        if paired and len(group.members) == 2:
            real = any(m.type == "person" for m in group.members)
            if not real or group.sentence == anaphor.sentence:
                return group  # performers elsewhere have parts, not romances
        if not paired and group.how != "pair" and not _outbid(anaphor, group, nouns):
            return group
    return None


def _outbid(anaphor: Anaphor, group: _Group, nouns: Sequence[_Plural]) -> bool:
    """Whether a plural noun between the group and the pronoun may be meant instead.

    The subject of the pronoun's own sentence is not outbid by what its verb is about.
    """
    leads = group.role == "subject" and group.sentence == anaphor.sentence
    first = bisect_left(nouns, group.position + 1, key=lambda n: n.position)
    between = nouns[first : bisect_left(nouns, anaphor.position, key=lambda n: n.position)]
    return any(noun.role == "subject" or not leads for noun in between if noun.role != "other")


@dataclass(frozen=True, slots=True)
class _Plural:
    """A plural common noun and where it stands."""

    position: int
    role: str


def _plural_nouns(layout: Layout) -> list[_Plural]:
    return [
        _Plural(layout.place(token)[2], role_of(token))
        for token in layout.tokens("tag_", {"NNS", "NNPS"})
        if token.dep_ != "compound"
    ]


def _mention(layout: Layout, anaphor: Anaphor, group: _Group, iris: Iris) -> Mention:
    block = layout.block_of(anaphor.token)
    span = block.token_span(anaphor.token)
    entity = _entity(layout, group, iris)
    return Mention(
        span.start,
        span.end,
        layout.analysis.essay.text[span.start : span.end],
        "pronoun",
        entity,
        _SCORES[group.how],
        f"{group.how} before it: {entity.label}",
        antecedent=group.span,
    )


def _entity(layout: Layout, group: _Group, iris: Iris) -> EntityRef:
    if len(group.members) == 1:
        return group.members[0]
    label = " and ".join(m.label for m in sorted(group.members, key=lambda m: m.iri))
    type_ = group.members[0].type
    iri = iris.nil(layout.analysis.essay.id, type_, label)
    return EntityRef(iri, label, type_, nil=True, group=True, members=group.members)
