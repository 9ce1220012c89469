"""The ontology as the program reads it: classes, properties, lexicon, concept schemes."""

from __future__ import annotations

from graphbuild.ontology.loading import Ontology
from graphbuild.ontology.records import (
    Argument,
    Concept,
    EntityClass,
    LexicalEntry,
    Occurrence,
    Property,
    Sense,
)

__all__ = [
    "Argument",
    "Concept",
    "EntityClass",
    "LexicalEntry",
    "Occurrence",
    "Ontology",
    "Property",
    "Sense",
]
