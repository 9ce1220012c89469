"""Pronouns and definite descriptions resolved to the entities that names were linked to.

Names come clustered from linking. To them are added, where the text makes it likely enough:
third-person pronouns (a trained ranker, ``pronouns``), plural pronouns that stand for people
the text put together (``plurals``), *it* for the film, and definite descriptions that the text
ties to a name (``nominals``). Common nouns never take a name into their cluster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.coreference.agreement import told_pronouns
from graphbuild.annotation.coreference.casting import Casting, casting, partners, shared_pronouns
from graphbuild.annotation.coreference.crafts import Crafts, crafts
from graphbuild.annotation.coreference.film_pronouns import film_pronouns
from graphbuild.annotation.coreference.nominals import (
    kin_groups,
    kin_mentions,
    roster,
    story_mentions,
)
from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, is_rival
from graphbuild.annotation.coreference.plurals import plural_mentions
from graphbuild.annotation.coreference.pronouns import Pick, anaphors, resolve_singular
from graphbuild.annotation.coreference.rivals import rivals
from graphbuild.annotation.network import Network, network
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Candidate, EntityRef, Mention

if TYPE_CHECKING:
    from graphbuild.annotation.linking import Linking

__all__ = ["picks", "referents", "resolve"]

_SHOWN = 0.05


def referents(mention: Mention) -> tuple[EntityRef, ...]:
    """Whom a mention refers to: the members of a group that the text names, else its entity."""
    return mention.entity.members or (mention.entity,)


def resolve(
    analysis: Analysis,
    linking: Linking,
    kb: KnowledgeBase,
    iris: Iris,
    without: Without = NOTHING,
) -> tuple[Mention, ...]:
    """The name mentions with the pronouns and nominals that refer to the same, sorted by span."""
    found = _found(analysis, linking, kb, iris)
    kinds = {"pronoun": "pronouns", "nominal": "descriptions"}
    kept = [m for m in found if kinds[m.kind] not in without]
    return _in_order(linking.mentions, kept)


def _found(analysis: Analysis, linking: Linking, kb: KnowledgeBase, iris: Iris) -> list[Mention]:
    """The pronouns and nominals."""
    layout = Layout(analysis)
    names = layout.occurrences(linking.mentions)
    known = {iri: p for iri, p in linking.pronouns.items() if p}
    cast = roster(linking.about, kb, iris)
    story = story_mentions(layout, names, cast, known)
    named = _merged(names, layout.occurrences(story))
    casts = casting(names, kb, iris)
    singular = _singular(layout, named, known, casts, crafts(names, cast, casts))
    people = _merged(named, layout.occurrences(singular))
    groups = kin_groups(layout, people, iris)
    plural = plural_mentions(
        layout, (a for a in anaphors(layout) if a.pronoun == "they"), people, groups, iris
    )
    found = [*story, *groups, *kin_mentions(layout, people), *film_pronouns(layout, people)]
    return [*singular, *plural, *found]


def _merged(one: Sequence[Occurrence], two: Sequence[Occurrence]) -> list[Occurrence]:
    return sorted((*one, *two), key=lambda o: o.position)


def _singular(
    layout: Layout,
    named: Sequence[Occurrence],
    known: Mapping[str, str],
    casts: Casting,
    trades: Crafts,
) -> list[Mention]:
    return [
        _pronoun(layout, pick)
        for pick in picks(layout, named, known, casts, trades)
        if not is_rival(pick.antecedent.entity)
    ]


def picks(
    layout: Layout,
    named: Sequence[Occurrence],
    known: Mapping[str, str],
    casts: Casting,
    trades: Crafts,
    ranker: Network | None = None,
) -> list[Pick]:
    """Every singular pronoun with its ranked candidates, unnamed people among them."""
    others, genders = rivals(layout, named)
    agreed = {**told_pronouns(named), **known, **genders}
    agreed = shared_pronouns(agreed, partners(casts))
    everyone = _merged(named, others)
    return resolve_singular(
        layout, everyone, agreed, casts, trades, ranker or network("coreference")
    )


def _pronoun(layout: Layout, pick: Pick) -> Mention:
    text = layout.analysis.essay.text
    span = layout.block_of(pick.anaphor.token).token_span(pick.anaphor.token)
    best = pick.antecedent
    return Mention(
        span.start,
        span.end,
        text[span.start : span.end],
        "pronoun",
        best.entity,
        pick.probability,
        _reason(pick),
        tuple(_passed_over(pick)),
        best.span,
    )


def _reason(pick: Pick) -> str:
    back = pick.anaphor.sentence - pick.antecedent.sentence
    where = (
        "in this sentence"
        if back == 0
        else "in the sentence before"
        if back == 1
        else (f"{back} sentences before")
    )
    return f"most likely of {len(pick.ranked)}: {pick.antecedent.role} {where}"


def _passed_over(pick: Pick) -> Iterator[Candidate]:
    for choice in pick.ranked[1:]:
        other, e = choice.occurrence, choice.occurrence.entity
        if choice.probability >= _SHOWN and not is_rival(e):
            reason = f"{other.role}, less likely"
            yield Candidate(e.iri, e.label, e.type, choice.probability, reason)


def _in_order(names: Iterable[Mention], found: Iterable[Mention]) -> tuple[Mention, ...]:
    """All mentions by span; one that equals a name's span, or another's, is dropped, and so is a
    pronoun inside a name (*She's Dangerous*)."""
    kept = {m.span: m for m in names}
    inside = {at for m in kept.values() for at in range(m.start, m.end)}
    for mention in found:
        if mention.kind != "pronoun" or mention.start not in inside:
            kept.setdefault(mention.span, mention)
    return tuple(sorted(kept.values(), key=lambda m: (m.start, -m.end)))
