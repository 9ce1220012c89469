"""Pronouns and definite descriptions resolved to the entities that names were linked to."""

from __future__ import annotations

from graphbuild.model import EntityRef, Mention

__all__ = ["referents"]


def referents(mention: Mention) -> tuple[EntityRef, ...]:
    """Whom a mention refers to: the members of a group that the text names, else its entity."""
    return mention.entity.members or (mention.entity,)
