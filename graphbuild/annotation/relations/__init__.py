"""Relations: what an essay says of films, people and characters, as claims with evidence."""

from graphbuild.annotation.relations.extracting import extract

__all__ = ["extract"]
