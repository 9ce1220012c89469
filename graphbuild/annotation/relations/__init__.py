"""Relations: what an essay says of films, people and characters, as claims with evidence."""

from graphbuild.annotation.relations.extracting import extract, learnable_pairs

__all__ = ["extract", "learnable_pairs"]
