"""What describing noun phrases say: "a Brooklyn stripper", "a 1984 Japanese comedy film".

The ontology says which properties modifiers and heads can state (``gb:attributive``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.syntax import described
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.annotation.relations.values import LANGUAGE, Concepts
from graphbuild.iris import Iris, slug
from graphbuild.model import EntityRef, Value
from graphbuild.ontology import Concept, Ontology, Property

__all__ = ["Descriptions", "Statement", "concept_ref", "country_ref"]

_GYEAR = "http://www.w3.org/2001/XMLSchema#gYear"
_LIKENING = frozenset({"the", "a", "an", "typical", "pure", "our"})
_TEACHERS = frozenset({"teacher", "teachers", "professor", "tutor", "lecturer", "instructor"})
_PEOPLE = frozenset({"person", "character"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod", "appos"})


def concept_ref(concept: Concept) -> EntityRef:
    """A concept as claims point to it."""
    return EntityRef(concept.iri, concept.label, "concept")


def country_ref(concept: Concept, iris: Iris) -> EntityRef:
    """A country as a place of the knowledge base (keys are ``place/<slug>``)."""
    return EntityRef(iris.entity(f"place/{slug(concept.label)}"), concept.label, "place")


class Statement(NamedTuple):
    """A property and the object that a describing phrase gives for it."""

    property: Property
    object: Filler


class Descriptions:
    """Reads describing noun phrases."""

    def __init__(self, ontology: Ontology, concepts: Concepts, iris: Iris) -> None:
        self.concepts, self.iris = concepts, iris
        by_kind: dict[str, list[Property]] = {}
        for property_ in ontology.properties.values():
            if property_.attributive:
                by_kind.setdefault(property_.attributive, []).append(property_)
        self._readers = [(p, _READERS[k]) for k, ps in by_kind.items() for p in ps]

    def holders(self, noun: Token) -> list[Token]:
        """What a noun phrase describes; empty for a phrase that describes nothing."""
        return described(noun)

    def statements(self, noun: Token, types: frozenset[str]) -> Iterator[Statement]:
        """What the phrase headed by ``noun`` says of a thing of one of the ``types``."""
        for property_, read in self._readers:
            if property_.domain & types:
                for filler in read(self, property_, noun):
                    yield Statement(property_, filler)

    def _concept_names(self, property_: Property, noun: Token) -> Iterator[Filler]:
        """Concepts named by the head, and for genres by its modifiers."""
        scheme = property_.scheme or ""
        heads: Iterable[Token] = [noun]
        if scheme == "genre":
            heads = [noun, *_premodifiers(noun)]
        taken = noun.i + 1
        for head in sorted(heads, key=lambda t: -t.i):
            found = self.concepts.ending_at(head, scheme) if head.i < taken else None
            if found is not None:
                concept, taken = found
                yield Filler(concept_ref(concept), taken, head.i + 1)

    def _demonyms(self, property_: Property, noun: Token) -> Iterator[Filler]:
        """Countries of the modifiers, of a compound modifier ("British-American") each; nobody is
        said to be of one by a word for no person ("Marvin, the English bulldog")."""
        if property_.domain <= _PEOPLE and not self._is_somebody(noun):
            return
        for token in (*_premodifiers(noun), noun):
            found = self.concepts.demonym(token)
            if property_.domain <= _PEOPLE and _likens(token):
                continue
            if found is not None and not (_names_a_language(token) or self._is_taught(token)):
                concept, start = found
                yield Filler(country_ref(concept, self.iris), start, token.i + 1)

    def _is_somebody(self, noun: Token) -> bool:
        """Whether a noun stands for a person: by its kind, its trade, or its country alone."""
        if noun.pos_ == "PROPN" or is_person_noun(noun):
            return True
        trade = self.concepts.ending_at(noun, "occupation")
        return trade is not None or self.concepts.demonym(noun) is not None

    def _is_taught(self, token: Token) -> bool:
        """Whether a language is what somebody teaches: "an English teacher" may be from Ohio."""
        after = token.doc[token.i + 1 : token.i + 2]
        return any(t.lower_ in _TEACHERS for t in after) and bool(self.concepts.language(token))

    def _years(self, property_: Property, noun: Token) -> Iterator[Filler]:
        for token in _premodifiers(noun):
            if token.is_digit and len(token) == 4 and 1880 <= int(token.text) < 2100:
                yield Filler(Value(token.text, _GYEAR), token.i, token.i + 1)

    def _languages(self, property_: Property, noun: Token) -> Iterator[Filler]:
        for token in _premodifiers(noun):
            concept = self.concepts.language(token)
            if concept is not None and concept.notation and _names_a_language(token):
                yield Filler(Value(concept.notation, LANGUAGE), token.i, token.i + 1)


def _names_a_language(token: Token) -> bool:
    after = token.doc.text_of(token.i + 1, token.i + 3).lower()
    return after.startswith(("-language", "- language", "language"))


def _premodifiers(noun: Token) -> list[Token]:
    """Tokens of the phrase before its head, without determiners and genitives."""
    left = noun
    for child in noun.lefts:
        if child.dep_ in _MODIFIERS or child.dep_ in ("punct", "quantmod", "advmod", "nsubj"):
            left = child.left_edge if child.left_edge.i < left.i else left
    tokens = list(noun.doc[left.i : noun.i])
    cut = max((k for k, t in enumerate(tokens) if t.dep_ in ("poss", "case", "det")), default=-1)
    return [t for t in tokens[cut + 1 :] if not t.is_punct]


_READERS: dict[str, Callable[[Descriptions, Property, Token], Iterator[Filler]]] = {
    "ConceptName": Descriptions._concept_names,
    "Demonym": Descriptions._demonyms,
    "YearModifier": Descriptions._years,
    "LanguageModifier": Descriptions._languages,
}


def _likens(token: Token) -> bool:
    """Whether a country's word before a full name makes somebody else of it: "the Irish Meryl
    Streep"."""
    before, behind = token.doc[max(token.i - 1, 0) : token.i], token.doc[token.i + 1 : token.i + 3]
    full = len(behind) > 1 and all(t.pos_ == "PROPN" for t in behind)
    return full and any(t.lower_ in _LIKENING for t in before)
