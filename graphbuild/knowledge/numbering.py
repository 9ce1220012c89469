"""How names are numbered: a row of ``alias`` says that something is called by a name.

Rows lie in the order of the name's number, its hash, and of their rank: what a name can mean is
side by side, the strongest first. Nothing is sorted or fetched elsewhere when it is looked up.
"""

from __future__ import annotations

from hashlib import blake2b

from graphbuild.knowledge.records import AliasKind

__all__ = ["GATHER", "NAMED", "Named", "name_number", "named"]

NAMED = "named (name TEXT, number INTEGER, rank INTEGER, entity INTEGER, kind TEXT)"
"""The table in which names are noted as they come."""

GATHER = """INSERT OR IGNORE INTO alias
SELECT number, rank, entity, kind, name, key, type, label, prior, year
FROM named CROSS JOIN entity ON id = entity ORDER BY number, rank, entity, kind"""
"""Makes ``alias`` of the names and entities noted."""

Named = tuple[str, int, int, int, AliasKind]
"""A row of ``NAMED``: normalised name, its number, rank, number of the entity, kind."""


def name_number(name: str) -> int:
    """The 64-bit number of a normalised name, as SQLite's signed integers are."""
    digest = blake2b(name.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def named(name: str, kind: AliasKind, id_: int, prior: float) -> Named:
    """One thing that a normalised name can mean: variants come last, the most prominent first."""
    rank = (1000 if kind == "variant" else 0) + 1000 - round(1000 * prior)
    return name, name_number(name), rank, id_, kind
