"""Pronouns and definite descriptions resolved to the entities that names were linked to."""

from graphbuild.annotation.coreference.resolving import picks, referents, resolve

__all__ = ["picks", "referents", "resolve"]
