"""Definite descriptions that the text ties to an entity: *the film*, *the director*, *his parents*.

Each rule wants the tie to be in the text or the knowledge base and the choice to be the only
one; otherwise the words refer to nothing we know.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graphbuild.annotation.coreference.agreement import tied_words
from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, is_aside
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.definite import FILM_WORDS, definite_nouns
from graphbuild.annotation.english.people import pronoun_of_word
from graphbuild.annotation.english.places import token_range
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import EntityRef, Mention

__all__ = ["Roster", "kin_groups", "kin_mentions", "roster", "story_mentions"]

_SERIES_WORDS = frozenset({"series", "show"})
_MAKER_WORDS = frozenset({"director", "filmmaker", "writer-director"})
_PLAYER_WORDS = frozenset({"actor", "actress", "star", "performer"})
_GROUP_NOUNS = frozenset({"parent", "family", "sibling", "relative"})
_NEAR_SENTENCES = 3
_NEAR_NAMES = 120
_MENTION_SCORE = 0.8


@dataclass(frozen=True, slots=True)
class Roster:
    """Who made and plays in the films under discussion: IRIs by film IRI."""

    films: tuple[EntityRef, ...]
    makers: Mapping[str, frozenset[str]]
    players: frozenset[str]


def roster(films: Sequence[EntityRef], kb: KnowledgeBase, iris: Iris) -> Roster:
    """Directors and performers of ``films`` as the knowledge base has them."""
    makers: dict[str, frozenset[str]] = {}
    players: set[str] = set()
    for film in films:
        key = iris.key(film.iri)
        if key is None or film.nil:
            continue
        credits_ = kb.credits(key)
        makers[film.iri] = frozenset(iris.entity(c.agent) for c in credits_ if c.role == "director")
        players.update(iris.entity(p.performer) for p in kb.cast(key))
    return Roster(tuple(films), makers, frozenset(players))


def story_mentions(
    layout: Layout, names: Sequence[Occurrence], cast: Roster, pronouns: Mapping[str, str]
) -> list[Mention]:
    """*the film*, *the director*, *the actress* where one entity under discussion is meant."""
    found: list[Mention] = []
    taken = {(o.block, i) for o in names for i in range(o.first, o.last)}
    called = {o.entity.iri for o in names}
    passing = called - {o.entity.iri for o in names if not is_aside(o)}
    films = [f for f in cast.films if f.iri not in passing]
    nameless = films[0] if films and films[0].iri not in called else None
    for token in chain.from_iterable(definite_nouns(b.doc) for b in layout.analysis.blocks):
        block, sentence, position = layout.place(token)
        if (block, token.i) in taken:
            continue
        word = token.lemma_.lower()
        near = names[: bisect_left(names, position, key=lambda o: o.position)]
        near = near[-_NEAR_NAMES:]
        if word in FILM_WORDS | _SERIES_WORDS:
            spoken_of = nameless if word in FILM_WORDS else None
            entity, why = (
                spoken_of or _film(word, sentence, near, films),
                "the film under discussion",
            )
        elif word in _MAKER_WORDS:
            entity, why = _maker(near, cast), "the one director under discussion"
        elif word in _PLAYER_WORDS:
            entity = _player(token, sentence, near, cast, pronouns)
            why = "the one performer just named"
        else:
            continue
        if entity is not None:
            found.append(_mention(layout, token, entity, why, near))
    return found


def _film(
    word: str, sentence: int, near: Sequence[Occurrence], discussed: Sequence[EntityRef]
) -> EntityRef | None:
    """The film that the last sentences are about; the main one unless that is only another, or is
    not named yet, or is only compared with."""
    wanted = "series" if word in _SERIES_WORDS else "film"
    films = [f for f in discussed if f.type == wanted]
    named = [o for o in near if o.entity.type == wanted and not is_aside(o)]
    so_far = {o.entity.iri: o.entity for o in named}
    main = films[0] if films else None
    recent = {
        o.entity.iri
        for o in named
        if sentence - o.sentence <= _NEAR_SENTENCES and (o.entity == main or _is_topic(o))
    }
    if main is not None and (main.iri in recent or not recent):
        before = [f for f in films if f.iri in so_far]
        return main if main.iri in so_far or not before else before[0]
    return so_far[next(iter(recent))] if len(recent) == 1 else None


def _is_topic(film: Occurrence) -> bool:
    """Whether a sentence is about a film that it names (*In Heat, …*, not *with him in Heat*)."""
    if film.role == "object":
        return film.head.sent.start == 0  # a paragraph opens with it
    if film.role not in {"oblique", "other"}:
        return True
    return film.head.head.i == film.head.sent.start


def _maker(near: Sequence[Occurrence], cast: Roster) -> EntityRef | None:
    """The only one named so far who directed a film under discussion or is called director."""
    known = frozenset().union(*cast.makers.values()) if cast.makers else frozenset()
    named = {
        o.entity.iri: o.entity
        for o in near
        if o.entity.type == "person" and (o.entity.iri in known or _called(o, _MAKER_WORDS))
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _called(occurrence: Occurrence, words: frozenset[str]) -> bool:
    return any(w.lemma_.lower() in words for w in tied_words(occurrence))


def _player(
    token: Token,
    sentence: int,
    near: Sequence[Occurrence],
    cast: Roster,
    pronouns: Mapping[str, str],
) -> EntityRef | None:
    gender = pronoun_of_word(token)
    named = {
        o.entity.iri: o.entity
        for o in near
        if sentence - o.sentence <= _NEAR_SENTENCES
        and o.entity.type == "person"
        and (o.entity.iri in cast.players or _called(o, _PLAYER_WORDS))
        and (gender is None or pronouns.get(o.entity.iri, gender) == gender)
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _mention(
    layout: Layout, noun: Token, entity: EntityRef, why: str, near: Iterable[Occurrence]
) -> Mention:
    """A nominal mention from the noun's determiner or possessor to the noun."""
    block = layout.block_of(noun)
    start = next((c for c in noun.lefts if c.dep_ in {"det", "poss"}), noun)
    span = token_range(block, noun.doc[start.left_edge.i], noun)
    named = [o.span for o in near if o.entity.iri == entity.iri]
    return Mention(
        span.start,
        span.end,
        layout.analysis.essay.text[span.start : span.end],
        "nominal",
        entity,
        _MENTION_SCORE,
        why,
        antecedent=named[-1] if named else None,
    )


# -- kinship ----------------------------------------------------------------------------------


def kin_groups(layout: Layout, occurrences: Sequence[Occurrence], iris: Iris) -> list[Mention]:
    """*Vanya's parents*, *his family*: a group entity named after whose kin it is."""
    found: list[Mention] = []
    owners = {(o.block, i): o for o in occurrences for i in range(o.first, o.last)}
    called = _called_most(occurrences, layout)
    for noun, owner in _possessed(layout, owners):
        word = noun.lemma_.lower()
        plural = noun.tag_ == "NNS" or word == "family"
        if word in _GROUP_NOUNS and plural and owner.entity.iri in called:
            whose = called[owner.entity.iri]
            label = f"{whose}’s {noun.lower_}"
            type_ = owner.entity.type
            iri = iris.nil(layout.analysis.essay.id, type_, label)
            group = EntityRef(iri, label, type_, nil=True, group=True)
            found.append(_mention(layout, noun, group, f"the {noun.lower_} of {whose}", ()))
    return found


def _called_most(occurrences: Iterable[Occurrence], layout: Layout) -> dict[str, str]:
    """The name by which the text calls each person most, the shorter where it is even."""
    counts: dict[str, dict[str, int]] = {}
    for o in occurrences:
        if o.kind == "name" and o.entity.type in {"person", "character"} and not o.entity.group:
            text = layout.analysis.essay.text[o.span.start : o.span.end]
            names = counts.setdefault(o.entity.iri, {})
            names[text] = names.get(text, 0) + 1
    return {iri: min(names, key=lambda n: (-names[n], len(n), n)) for iri, names in counts.items()}


def _possessed(
    layout: Layout, owners: Mapping[tuple[int, int], Occurrence]
) -> Iterator[tuple[Token, Occurrence]]:
    for token in layout.tokens("dep_", {"poss"}):
        owner = owners.get((layout.place(token)[0], token.i))
        if owner is not None and token.head.i > token.i:
            yield token.head, owner


def kin_mentions(layout: Layout, occurrences: Sequence[Occurrence]) -> list[Mention]:
    """*her husband* once the text has said who that is (*her husband, Vanya*)."""
    owners = {(o.block, i): o for o in occurrences for i in range(o.first, o.last)}
    named = {(o.block, o.head.i): o for o in occurrences if o.kind == "name"}
    ties: dict[tuple[str, str], Occurrence] = {}
    found: list[Mention] = []
    for noun, owner in _possessed(layout, owners):
        if noun.tag_ != "NN" or pronoun_of_word(noun) is None:
            continue
        block, _, _ = layout.place(noun)
        tie = owner.entity.iri, noun.lemma_.lower()
        beside = next(
            (
                named[block, c.i]
                for c in noun.children
                if c.dep_ == "appos" and (block, c.i) in named
            ),
            None,
        )
        if beside is not None:
            ties[tie] = beside
        elif tie in ties:
            known = ties[tie]
            why = f"the {noun.lower_} named before"
            found.append(_mention(layout, noun, known.entity, why, [known]))
    return found
