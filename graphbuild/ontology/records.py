"""What the ontology gives: classes, properties, lexical entries, concepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphbuild.model import Level

__all__ = ["Argument", "Concept", "EntityClass", "LexicalEntry", "Occurrence", "Property", "Sense"]


@dataclass(frozen=True, slots=True)
class EntityClass:
    """A class of things; ``type`` is its short name in annotations (``film``)."""

    iri: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the ontology.

    ``domain`` and ``range`` are entity types, unions resolved; an empty ``range`` with a
    ``datatype`` (an IRI) takes literals, an empty ``domain`` or both empty take anything.
    ``parents`` are the IRIs of all properties that it specialises, nearest first.
    ``scheme`` names the concept scheme of its objects; ``attributive`` what in a describing
    noun phrase states it (``ConceptName``, ``Demonym``, ``YearModifier``, ``LanguageModifier``),
    ``occurrence`` what has happened when it is true, ``named_in`` the scheme that has the names
    of all its objects, ``credit_labels`` what stands before its values in a list of credits.
    ``dates`` is which end of its subject's time it dates (``Beginning``, ``End``);
    ``object_first`` says that its object begins no later than its subject, ``years_after_end``
    how many years after the object's end the subject may begin without being doubtful.
    """

    iri: str
    name: str
    label: str
    domain: frozenset[str]
    range: frozenset[str]
    datatype: str | None
    symmetric: bool
    functional: bool
    level: Level
    parents: tuple[str, ...]
    scheme: str | None = None
    attributive: str | None = None
    occurrence: Occurrence | None = None
    named_in: str | None = None
    credit_labels: tuple[str, ...] = ()
    dates: str | None = None
    object_first: bool = False
    years_after_end: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The class of what happened when a claim is true, and how subject and object take part."""

    iri: str
    label: str
    subject_role: str
    object_role: str


class Argument(NamedTuple):
    """A syntactic argument of a frame: its role, and the preposition that marks it, if any."""

    role: str
    marker: str | None


@dataclass(frozen=True, slots=True)
class Sense:
    """What an entry means: which of its arguments are subject and object of which property.

    ``subject`` None: the film under discussion. ``domain`` and ``range`` narrow the property's
    own for this sense; ``needs_knowledge`` says that it counts only where the knowledge base
    agrees, ``yields`` that it does not count where the knowledge base has others in that place and
    knows the object, but never in such a place; ``mutual`` that several subjects without an object
    do it to each other.
    """

    property: Property
    subject: Argument | None
    object: Argument
    domain: frozenset[str]
    range: frozenset[str]
    needs_knowledge: bool = False
    yields: bool = False
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A word or expression with the frames that it heads.

    ``words`` are its written form split at blanks, lower case; ``pos`` is LexInfo's name for
    the part of speech (``verb``); ``arguments`` are those of all its frames.
    """

    iri: str
    lemma: str
    words: tuple[str, ...]
    pos: str
    arguments: frozenset[Argument]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of the shipped schemes.

    ``scheme`` is ``genre``, ``occupation``, ``subject``, ``country`` or ``language``;
    ``notation`` is the ISO code of a country or language; ``demonyms`` are a country's.
    """

    iri: str
    scheme: str
    label: str
    names: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    notation: str | None = None
    demonyms: tuple[str, ...] = ()
