"""The knowledge base: the films, people and characters that names are linked to."""

from graphbuild.knowledge.base import CORE, KnowledgeBase, SearchHit
from graphbuild.knowledge.compiling import compile_tables
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.records import AliasHit, AliasKind, Credit, Entity, Performance
from graphbuild.knowledge.tables import Tables, read_tables

__all__ = [
    "CORE",
    "AliasHit",
    "AliasKind",
    "Credit",
    "Entity",
    "KnowledgeBase",
    "Layer",
    "Performance",
    "SearchHit",
    "Tables",
    "compile_tables",
    "normalise",
    "read_tables",
]
