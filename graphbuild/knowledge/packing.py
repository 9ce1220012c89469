"""How the meanings of one name are kept: one row by the name's number, found in one descent.

A row of ``alias`` is (number, name, meanings): the number is the name's hash, so that rows are
reached through SQLite's compact integer tree; the meanings are lines of tab-separated fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from graphbuild.knowledge.records import AliasHit, AliasKind
from graphbuild.model import EntityType

__all__ = [
    "ALIAS_KINDS",
    "Meaning",
    "_rank",
    "meaning",
    "name_number",
    "pack",
    "unpack",
]

ALIAS_KINDS: tuple[AliasKind, ...] = ("label", "alias", "nickname", "variant")
_MOST = 50  # homonyms of one name: the cost of a look-up must not grow with its frequency

Meaning = tuple[int, str, int, int, str]
"""Number of a name, the name, rank, number of the entity, packed hit."""

_KINDS = {str(i): kind for i, kind in enumerate(ALIAS_KINDS)}
_VARIANT = ALIAS_KINDS.index("variant")
_BREAKS = str.maketrans("\t\n", "  ")
_HALF, _WHOLE = 1 << 63, 1 << 64


def name_number(name: str) -> int:
    """The 64-bit number of a normalised name, as SQLite's signed integers are."""
    number = int.from_bytes(blake2b(name.encode(errors="replace"), digest_size=8).digest(), "big")
    return number - _WHOLE if number >= _HALF else number


def _rank(kind: int, prior: float) -> int:
    """Order of the meanings of one name: variants last, then the most prominent first."""
    return (1000 if kind == _VARIANT else 0) + 1000 - round(1000 * prior)


def meaning(
    name: str, kind: int, id_: int, key: str, type_: str, label: str, prior: float, year: int | None
) -> Meaning:
    """One thing that a normalised name can mean; ``kind`` is a place in ``ALIAS_KINDS``."""
    label = label.translate(_BREAKS) if "\t" in label or "\n" in label else label
    packed = f"{key}\t{type_}\t{label}\t{kind}\t{prior}\t{year or ''}"
    return name_number(name), name, _rank(kind, prior), id_, packed


def pack(meanings: Iterable[Meaning]) -> Iterator[tuple[int, str, str]]:
    """Rows of ``alias`` from meanings in order of number, rank and entity."""
    at, named, held, lines = None, "", 0, [""]
    for number, name, _, id_, packed in meanings:
        if number != at:
            if at is not None:
                yield at, named, "\n".join(lines)
            at, named, held, lines = number, name, id_, [packed]
        elif id_ != held and len(lines) < _MOST and packed not in lines:
            lines.append(packed)
    if at is not None:
        yield at, named, "\n".join(lines)


def unpack(meanings: str) -> tuple[AliasHit, ...]:
    """The hits of a row, in its order."""
    if "\n" not in meanings:
        return (_hit(meanings),)
    return tuple(map(_hit, meanings.split("\n")))


def _hit(line: str) -> AliasHit:
    key, type_, label, kind, prior, year = line.split("\t")
    known: EntityType = type_  # type: ignore[assignment]
    return AliasHit(key, known, label, _KINDS[kind], float(prior), int(year) if year else None)
