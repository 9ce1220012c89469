"""How names are numbered: a row of ``alias`` says that something is called by a name.

Rows are reached by the name's number, its hash, through one index of small integers that also
holds their order: the strongest meaning first. Nothing is sorted when a name is looked up.
"""

from __future__ import annotations

from hashlib import blake2b

from graphbuild.knowledge.records import AliasKind

__all__ = ["Named", "name_number", "named"]

Named = tuple[str, int, int, int, AliasKind]
"""A row of ``alias``: normalised name, its number, rank, number of the entity, kind."""


def name_number(name: str) -> int:
    """The 64-bit number of a normalised name, as SQLite's signed integers are."""
    digest = blake2b(name.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def named(name: str, kind: AliasKind, id_: int, prior: float) -> Named:
    """One thing that a normalised name can mean: variants come last, the most prominent first."""
    rank = (1000 if kind == "variant" else 0) + 1000 - round(1000 * prior)
    return name, name_number(name), rank, id_, kind
