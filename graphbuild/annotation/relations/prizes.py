"""Prizes by their category: whose prize *best actress* is, and what a parenthesis honours.

A category without its prize belongs to the festival that it is won at ("best screenplay at
Cannes"), else to the prize that the sentence or the essay names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.fillers import Filler, of_types
from graphbuild.annotation.relations.referents import Referents
from graphbuild.model import EntityRef
from graphbuild.ontology import Property

__all__ = ["at_its_festival", "category_prizes", "honoured", "shared_out"]

_AWARD = frozenset({"award"})
_PEOPLE = frozenset({"person"})
_PRIZES = frozenset({"award", "prize", "trophy", "honor", "honour", "prizes", "honors", "honours"})
_WINNING_AT = frozenset({"at", "in"})
_SMALL = frozenset({"in", "a", "the", "of", "by", "for", "and", "-"})
_BETWEEN = 3
_LONGEST = 7


def category_prizes(
    background: Background, referents: Referents, tokens: Iterable[Token]
) -> list[Filler]:
    """The prizes whose categories are written like common nouns: "best supporting actress"."""
    found = []
    for token in tokens:
        for noun in (token, *(c for c in token.children if c.dep_ == "conj")):
            filler = _category(background, referents, noun)
            found += [filler] if filler else []
    return found


def _category(background: Background, referents: Referents, noun: Token) -> Filler | None:
    doc, inside = noun.doc, listed("award", "categories") | _SMALL
    end = noun.i + 1 - (noun.lower_ in _PRIZES)
    start = end - 1
    while start > max(end - _LONGEST, 0) and doc[start].lower_ in inside:
        start -= 1
    words = doc[start + 1 : end]
    if doc[start].lower_ != "best" or not any(t.lower_ not in _SMALL for t in words):
        return None
    whose = _festival(referents, doc, start, end) or _prize_named(background, referents, noun)
    if whose is None:
        return None
    return Filler(background.prize(whose, doc.text_of(start, end)), start, end)


def at_its_festival(background: Background, referents: Referents, award: Filler) -> Filler:
    """A prize that is named by its category alone, as that of the festival named with it."""
    doc = referents.block.doc
    if doc[award.start].lower_ != "best" or not isinstance(award.entity, EntityRef):
        return award
    festival = _festival(referents, doc, award.start, award.end)
    if festival is None:
        return award
    category = doc.text_of(award.start, award.end)
    return replace(award, entity=background.prize(festival, category))


def _festival(referents: Referents, doc: Doc, start: int, end: int) -> str | None:
    """The festival that a category is of: "at Cannes" behind it, "At Cannes, it won" or "the
    Cannes" before it."""
    for i in range(end, min(end + _BETWEEN, len(doc) - 1)):
        if doc[i].lower_ in _WINNING_AT:
            return _is_festival(referents, i + 1)
        if doc[i].lower_ not in _PRIZES:
            break
    first = doc[start].sent.start
    fronted = first + 1 if doc[first].lower_ == "at" else None
    before = referents.mention_before(start) or referents.mention_before(start - 1)
    places = [before[1] if before else None, fronted]
    return next((f for at in places if at is not None and (f := _is_festival(referents, at))), None)


def _is_festival(referents: Referents, start: int) -> str | None:
    doc = referents.block.doc
    start += start < len(doc) and doc[start].lower_ == "the"
    found = referents.mention_from(start)
    label = found[0].entity.label if found else ""
    return label if "Festival" in label or label == "Berlinale" else None


def _prize_named(background: Background, referents: Referents, noun: Token) -> str | None:
    """The prize that the sentence, else the essay, names as a whole: the Oscars."""
    sentence = noun.sent
    here = [
        m.entity
        for m, start, _ in referents.names()
        if m.entity.type == "award" and sentence.start <= start < sentence.end
    ]
    whole = (e.label for e in (*here, *background.prizes) if " for " not in e.label)
    return next((label for label in whole if "Award" in label), None)  # no Golden Leopard


def shared_out(
    background: Background, referents: Referents, noun: Token
) -> tuple[Property, list[Filler], list[Filler]] | None:
    """Who got which of the prizes that a sentence counts up: "seven prizes, including best
    director for Ada Quill"."""
    if noun.lower_ not in listed("award", "categories"):
        return None
    before = noun.doc[noun.sent.start : noun.i]
    who = [o for prep in noun.children if prep.lower_ == "for" for o in prep.children]
    people = of_types(referents.resolve(who[:1]), _PEOPLE)
    property_ = next((p for t in reversed(before) if (p := _speaks_of(background, t))), None)
    award = _category(background, referents, noun) if people and property_ else None
    return (property_, people, [award]) if award and property_ else None


def honoured(
    background: Background, referents: Referents, mark: Token, sides: dict[str, list[Filler]]
) -> tuple[Property, list[Filler], list[Filler]] | None:
    """What a category in a parenthesis behind a name says: that who is named was nominated for it
    or won it, whichever the sentence speaks of ("three nominations: Ines Vale (Best Actress)")."""
    awards = of_types(sides.get("content", ()), _AWARD)
    if not awards:
        return None
    said = (_speaks_of(background, t) for t in reversed(mark.doc[mark.sent.start : mark.i]))
    property_ = next((p for p in said if p is not None), None)
    return (property_, sides["host"], awards) if property_ else None


def _speaks_of(background: Background, token: Token) -> Property | None:
    """The property of winning or being nominated that a word of the lexicon states."""
    if token.pos_ not in ("VERB", "NOUN"):
        return None
    for match in background.lexicon.matches(token):
        for sense in match.entry.senses:
            if sense.property.range == _AWARD:
                return sense.property
    return None
