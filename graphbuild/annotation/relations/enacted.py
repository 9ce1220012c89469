"""What a review tells of performers by their own names and means of their parts: *Kaminska is
married to Mostel*, *he is hired by Winger*, *songwriter Robert Taylor*.

A relation between two who act, one of them in the film under discussion, or a trade that is none
of show business, is told of the story where it stands in the present tense. It goes to their parts
where these are known, else it is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import ClaimBook, Statement
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.model import EntityRef

__all__ = ["as_told"]

_AGENTS = frozenset({"person", "character"})
_OF_PERSONS_ONLY = frozenset({"birthDate", "birthPlace", "deathDate", "nationality"})
_OFF_SCREEN = re.compile(r"real[- ](?:life|world)|off[- ]?(?:screen|camera)|\bthen[- ]\w", re.I)
_SHOW_BUSINESS = frozenset(
    "musician singer rapper dancer ballerina model comedian stand-up-comic stuntman songwriter "
    "choreographer writer novelist playwright poet critic animator puppeteer magician wrestler "
    "footballer athlete television-presenter storyboard-artist production-designer art-director "
    "costume-designer casting-director assistant-director theatre-director record-producer "
    "lyricist bassist keyboardist bandleader pop-star rock-star porn-star camera-operator stylist "
    "set-designer sound-engineer announcer radio-host biographer essayist bodybuilder "
    "martial-artist kickboxer hypnotist photojournalist storyteller".split()
)
_PRESENT = frozenset({"VBZ", "VBP", "MD"})
_LESS_SURE = 0.9


def as_told(background: Background, book: ClaimBook, statement: Statement) -> Statement | None:
    """The statement as it is meant: of the parts where the story of the film is told by the names
    of those who act in it; None where their parts are not known."""
    property_, people = statement.property, list(_people(statement))
    if property_.domain != _AGENTS or property_.name in _OF_PERSONS_ONLY or not people:
        return statement
    if not _could_be_enacted(statement, people) or not _is_in_the_present(statement):
        return statement
    films = background.acted_in([p.entity for p in people if isinstance(p.entity, EntityRef)])
    if any(_is_given_a_part(statement, p) for p in people):
        films = films or ()
    if films is None:
        return statement
    parts = [book.part_of(p.entity) or background.only_part(p.entity, films)
             for p in people if isinstance(p.entity, EntityRef)]  # fmt: skip
    if any(part is None for part in parts):
        return None
    meant = {
        person.entity: replace(person, entity=part)
        for person, part in zip(people, parts, strict=True)
        if part is not None
    }
    return replace(
        statement,
        subject=meant.get(statement.subject.entity, statement.subject),
        object=meant.get(statement.object.entity, statement.object),
        strength=_LESS_SURE * statement.strength,
    )


def _people(statement: Statement) -> Iterator[Filler]:
    for filler in (statement.subject, statement.object):
        if isinstance(filler.entity, EntityRef) and filler.entity.type == "person":
            yield filler


def _is_given_a_part(statement: Statement, person: Filler) -> bool:
    """Whether a part stands in parentheses right behind the name: "Michael Caine (as Sidney)"."""
    return statement.block.doc.text_of(person.end, person.end + 2).lower() in ("(as", "( as")


def _could_be_enacted(statement: Statement, people: list[Filler]) -> bool:
    """Whether the words may tell a story: of two without a family name in common, or of one in a
    trade that performers do not have besides."""
    object_ = statement.object.entity
    if len(people) == 1:
        trade = object_ if isinstance(object_, EntityRef) and object_.type == "concept" else None
        if trade is None or trade.iri.endswith("#actor"):
            return False
        return _is_given_a_part(statement, people[0]) or not _is_of_show_business(trade)
    one, two = (p.entity.label.split()[-1:] for p in people if isinstance(p.entity, EntityRef))
    return one != two


def _is_of_show_business(trade: EntityRef) -> bool:
    slug = trade.iri.rpartition("#")[2]
    return slug in _SHOW_BUSINESS or trade.label.rpartition(" ")[2] in listed("person", "roles")


def _is_in_the_present(statement: Statement) -> bool:
    """Whether the finite verb above the words is in the present tense, or there is none, and no
    words say that life is meant."""
    node = statement.block.doc.root_of(*statement.tokens)
    if _OFF_SCREEN.search(node.sent.text):
        return False
    for above in (node, *node.ancestors):
        tags = {t.tag_ for t in (above, *above.children) if t is above or t.dep_.startswith("aux")}
        if tags & _PRESENT:
            return True
        if "VBD" in tags:
            return False
    return True
