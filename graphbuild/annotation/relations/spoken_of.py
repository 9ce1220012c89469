"""Performers and directors of whom a passage speaks: *Vale's timing*, *Reed never hurries a scene*.

A review says of those who act in its film and of who directed it what they do in it, in any words.
That they act or direct is then known from the credits of the film that the passage is about, or
that the sentence names; of one with both credits the words would have to say which is meant. What a
clause denies or supposes of them (*Vale does not convince*) leaves the credits as they are, but an
essay that denies or supposes the credit itself (*Vale was never in it*) is not told otherwise. In
the same way a part that stands in one sentence with who is known to play it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.syntax import first_conjunct
from graphbuild.annotation.factuality import Judgement
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import Statement
from graphbuild.annotation.relations.fillers import Filler, extent, of_types
from graphbuild.annotation.relations.referents import Referents
from graphbuild.ontology import Property

__all__ = ["spoken_of"]

_SCREEN = frozenset({"film", "series"})
_PEOPLE = frozenset({"person"})
_PARTS = frozenset({"character"})
_CRAFTS = ("actor", "director")
_SPOKEN_OF = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "attr", "ROOT"})
_OWNING = frozenset({"by", "of", "from", "with"})
"""What stands between somebody's work and the name: "the direction *of* Reed"."""
_STRENGTH = 0.8


def spoken_of(background: Background, referents: Referents) -> Iterator[Statement]:
    """What the names of those who made a film, spoken of in a block, say of it."""
    doc = referents.block.doc
    for _, start, end in referents.names():
        root = doc.root_of(start, end)
        for person in of_types(referents.starting(doc[start]), _PEOPLE):
            if _is_spoken_of(root):
                yield from _made(background, referents, root, person)
            yield from _played(background, referents, root, person)


def _is_spoken_of(name: Token) -> bool:
    """Whether something is said of whom a name means, or of what is theirs."""
    first = first_conjunct(name)
    if first.dep_ == "pobj":
        return first.head.lower_ in _OWNING
    return first.dep_ in _SPOKEN_OF


def _made(
    background: Background, referents: Referents, name: Token, person: Filler
) -> Iterator[Statement]:
    """Who acts in a film or directs it, where the credits have one of the two."""
    crafts = [background.ontology.names[n] for n in _CRAFTS]
    for film in _films(background, referents, name, person):
        known = [p for p in crafts if background.confirms(p, film, person)]
        if len(known) == 1:
            yield _statement(referents, known[0], film, person)


def _played(
    background: Background, referents: Referents, name: Token, person: Filler
) -> Iterator[Statement]:
    """The parts beside a name in its sentence that it has in a film under discussion."""
    plays = background.ontology.names["playsCharacter"]
    for part in _around(referents, name, _PARTS):
        if background.is_cast_as(person, part):
            yield _statement(referents, plays, person, part)


def _films(
    background: Background, referents: Referents, name: Token, person: Filler
) -> list[Filler]:
    """The films whose credits have a person: of those that the sentence names and the one that its
    passage is about; else the main film; else the only one under discussion."""
    discussed = [background.film_filler(f) for f in background.linking.films]
    for films in (_films_around(referents, name), discussed[:1]):
        if known := [f for f in films if _has(background, f, person)]:
            return known
    known = [f for f in discussed if _has(background, f, person)]
    return known if len(known) == 1 else []


def _films_around(referents: Referents, name: Token) -> list[Filler]:
    """The films that the sentence of a name names, and the one that its passage is about."""
    named = _around(referents, name, _SCREEN)
    topic = referents.passage.film(name)
    said = topic is None or any(topic.entity == film.entity for film in named)
    return named if topic is None or said else [*named, topic]


def _around(referents: Referents, name: Token, types: frozenset[str]) -> list[Filler]:
    """What the sentence of a name names, of some types, each once."""
    sent = name.sent
    found = {
        filler.entity: filler
        for _, start, _ in referents.names()
        if sent.start <= start < sent.end
        for filler in of_types(referents.starting(referents.block.doc[start]), types)
    }
    return list(found.values())


def _has(background: Background, film: Filler, person: Filler) -> bool:
    """Whether a film has a person in its cast or as its director."""
    names = background.ontology.names
    return any(background.confirms(names[craft], film, person) for craft in _CRAFTS)


def _statement(
    referents: Referents, property_: Property, subject: Filler, object_: Filler
) -> Statement:
    return Statement(
        property_,
        subject,
        object_,
        f"spoken_of:{property_.name}",
        _STRENGTH * min(subject.score, object_.score),
        referents.block,
        extent(object_.start, object_.end, subject),
        Judgement("asserted"),
    )
