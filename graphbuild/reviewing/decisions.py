"""The decisions file: YAML, one decision an item, in the order in which they were made.

    - relink: {essay: a.txt, quote: Washington, prefix: "dresses as ", suffix: " and",
               entity: …/place/washington-4140963, to: …/person/x, label: X, type: person}
    - retype: {essay: a.txt, quote: Marta, entity: …, type: character}
    - reject: {essay: a.txt, quote: Summer, entity: …}               # no name at all
    - reject: {essay: a.txt, quote: …, subject: …, predicate: …, object: …}   # a wrong claim
    - accept: …                                                      # either form: right
    - merge: {entities: [A, B]}                                      # two are one
    - split: {entities: [A, B]}                                      # two are not one

``prefix`` and ``suffix`` are the words around the quote (as in Web Annotation), by which it is
found again when the essay changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graphbuild.errors import InputError
from graphbuild.model import ENTITY_TYPES

__all__ = ["KINDS", "Decision", "as_yaml", "read_decisions"]

_ANCHOR = ("essay", "quote", "prefix", "suffix")
_CLAIM = ("subject", "predicate", "object")
KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "accept": (frozenset({"essay", "quote"}), frozenset({*_ANCHOR, *_CLAIM, "entity"})),
    "reject": (frozenset({"essay", "quote"}), frozenset({*_ANCHOR, *_CLAIM, "entity"})),
    "relink": (
        frozenset({"essay", "quote", "entity", "to", "label", "type"}),
        frozenset({*_ANCHOR, "entity", "to", "label", "type"}),
    ),
    "retype": (
        frozenset({"essay", "quote", "entity", "type"}),
        frozenset({*_ANCHOR, "entity", "type"}),
    ),
    "merge": (frozenset({"entities"}), frozenset({"entities"})),
    "split": (frozenset({"entities"}), frozenset({"entities"})),
}
"""For each kind of decision the fields that it must have, and all that it may have."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; ``where`` is file and line, ``fields`` are as in the file."""

    kind: str
    fields: Mapping[str, Any]
    where: str = ""

    @property
    def claim(self) -> tuple[str, str, str] | None:
        """Subject, predicate and object of the claim that is decided on, if it is on one."""
        if not all(name in self.fields for name in _CLAIM):
            return None
        subject, predicate, object_ = (str(self.fields[name]) for name in _CLAIM)
        return subject, predicate, object_

    @property
    def pair(self) -> frozenset[str]:
        """The entities of a merge or split."""
        return frozenset(map(str, self.fields.get("entities", ())))

    def text(self, name: str) -> str:
        """A field as text, empty where it is absent."""
        return str(self.fields.get(name, ""))


def as_yaml(decision: Decision) -> str:
    """The item of the file for one decision."""
    text: str = yaml.safe_dump(
        [{decision.kind: dict(decision.fields)}],
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
    )
    return text


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, in order; a file that is not there holds none.

    Raises:
        InputError: the file is no YAML, or an item is no decision (with its line).
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        items = yaml.safe_load(text) if tree is not None else []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise InputError(f"is no YAML: {problem}", where=where) from error
    if not isinstance(items, list):
        raise InputError("holds no list of decisions", where=str(path), fix="begin items with '- '")
    lines = [node.start_mark.line + 1 for node in tree.value] if items else []
    return tuple(
        _decision(item, f"{path.name}:{line}") for item, line in zip(items, lines, strict=True)
    )


def _decision(item: object, where: str) -> Decision:
    if not isinstance(item, dict) or len(item) != 1:
        raise InputError("is no decision", where=where, fix="write '- accept: {…}' or the like")
    kind, fields = next(iter(item.items()))
    if kind not in KINDS:
        raise InputError(f"unknown decision {kind!r}", where=where, fix=f"use {', '.join(KINDS)}")
    if not isinstance(fields, dict):
        raise InputError(f"{kind} has no fields", where=where)
    needed, allowed = KINDS[kind]
    if missing := needed - fields.keys():
        raise InputError(f"{kind} lacks {', '.join(sorted(missing))}", where=where)
    if unknown := fields.keys() - allowed:
        names = ", ".join(sorted(map(str, unknown)))
        raise InputError(f"{kind} has unknown fields: {names}", where=where)
    if "type" in fields and fields["type"] not in ENTITY_TYPES:
        raise InputError(
            f"unknown type {fields['type']!r}", where=where, fix=f"use {', '.join(ENTITY_TYPES)}"
        )
    decision = Decision(kind, fields, where)
    listed = isinstance(fields.get("entities"), list)
    if "entities" in needed and not (listed and len(decision.pair) == 2):
        raise InputError(f"{kind} needs two different entities", where=where)
    return decision
