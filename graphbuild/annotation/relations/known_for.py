"""What somebody else was known for: titles behind a name, *directed by Ada Quill (Heat, Ronin)*,
*Ines Vale of Heat fame*.

Their bearer did for them what the knowledge base says; where it says nothing, what the text has
just said of him ("*shot by* Strand (Heat)"), what he is called ("*director* Ada Quill (Heat)"), or
acting, of one who is known for that alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphbuild.annotation.doc import Token
from graphbuild.annotation.factuality import Judgement
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import Statement
from graphbuild.annotation.relations.fillers import Filler, extent
from graphbuild.annotation.relations.referents import Referents
from graphbuild.ontology import Property

__all__ = ["known_for"]

_SCREEN = frozenset({"film", "series"})
_PEOPLE = frozenset({"person"})
_JOINING = frozenset({"/", "-", "and", "&"})
_STRENGTH = 0.85


def known_for(
    background: Background, referents: Referents, told: Sequence[Statement]
) -> Iterator[Statement]:
    """What titles behind the names of a block state, of which ``told`` has been read."""
    for mention, start, end in referents.names():
        if mention.kind != "name" or mention.entity.type not in _PEOPLE:
            continue
        films = referents.titles_behind(end)
        for person in referents.starting(referents.block.doc[start]) if films else ():
            for film in films:
                yield from _done(background, referents, told, person, film)


def _done(
    background: Background,
    referents: Referents,
    told: Sequence[Statement],
    person: Filler,
    film: Filler,
) -> Iterator[Statement]:
    """What somebody did for a film that stands behind the name."""
    crafts = [p for p in background.ontology.properties.values() if _is_craft(p)]
    known = [p for p in crafts if background.confirms(p, film, person)]
    for property_ in known:
        yield _statement(referents, property_, film, person, _STRENGTH)
    if known:
        return
    said = _said(background, referents, told, person)
    for property_ in crafts:
        if property_.iri in said and background.has_room_for(property_, film, person):
            strength = _STRENGTH * min(film.score, person.score)
            yield _statement(referents, property_, film, person, strength)


def _said(
    background: Background, referents: Referents, told: Sequence[Statement], person: Filler
) -> set[str]:
    """The properties of what somebody has been said to be, or is known for."""
    actor = background.ontology.names["actor"].iri
    said = {s.property.iri for s in told if s.object.entity == person.entity}
    playing = {s.subject.entity for s in told if s.property.name == "playsCharacter"}
    said |= {actor} if person.entity in playing else set()
    said = said or _called(background, referents.block.doc[person.start])
    return said or ({actor} if background.only_acts(person) else set())


def _is_craft(property_: Property) -> bool:
    return property_.range == _PEOPLE and bool(property_.domain & _SCREEN)


def _called(background: Background, name: Token) -> set[str]:
    """The properties of the trades right before a name: "*Writer/director* George Armitage"."""
    found: set[str] = set()
    doc, at = name.doc, name.i - 1
    while at >= 0:
        entries = [m.entry for m in background.lexicon.matches(doc[at])]
        said = {s.property.iri for e in entries for s in e.senses if s.object.role == "copulative"}
        if not said:
            break
        found |= said
        at -= 2 if at > 1 and doc[at - 1].lower_ in _JOINING else 1
    return found


def _statement(
    referents: Referents, property_: Property, film: Filler, person: Filler, strength: float
) -> Statement:
    return Statement(
        property_,
        film,
        person,
        f"known_for:{property_.name}",
        strength,
        referents.block,
        extent(person.start, person.end, film),
        Judgement("asserted"),
    )
