"""Gold annotations: what a careful reader marked, beside the texts that were read.

A gold file holds ``{essay file name: {"mentions": […], "pronouns": […], "required": […], …}}``,
or one such essay with its name under ``essay``; the parts of an essay may stand in several files.
The format is described in ``data/gold/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import InputError

__all__ = ["GoldEssay", "Json", "load_gold"]

Json = Mapping[str, Any]

_FOLDERS = (".", "texts", "passages", "../essays")
"""Where texts are looked for, beside a gold file."""


@dataclass(frozen=True, slots=True)
class GoldEssay:
    """What is marked in one essay.

    ``mentions`` and ``pronouns`` have code-point offsets, type and label; ``required``,
    ``allowed`` and ``not_asserted`` are claims as (subjects, predicates, objects), each slot with
    every accepted label; ``status`` adds the accepted statuses.
    """

    name: str
    path: Path
    mentions: tuple[Json, ...] = ()
    pronouns: tuple[Json, ...] = ()
    required: tuple[Any, ...] = ()
    allowed: tuple[Any, ...] = ()
    not_asserted: tuple[Any, ...] = ()
    status: tuple[Any, ...] = ()


def load_gold(files: Iterable[Path], texts: Iterable[Path] = ()) -> tuple[GoldEssay, ...]:
    """Read gold files and find their texts, in ``texts`` or beside the gold.

    Raises:
        InputError: a file is not gold, or a text is not found.
    """
    parts: dict[str, dict[str, Any]] = {}
    beside: dict[str, list[Path]] = {}
    folders = list(texts)
    for file in files:
        for name, essay in _essays(file):
            parts.setdefault(name, {}).update({k: v for k, v in essay.items() if v})
            beside.setdefault(name, []).extend(file.parent / f for f in _FOLDERS)
    return tuple(_essay(n, p, [*folders, *beside[n]]) for n, p in sorted(parts.items()))


def _essays(file: Path) -> Iterable[tuple[str, Json]]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"is not a gold file: {error}", where=str(file)) from error
    if isinstance(data, dict) and {"mentions", "required"} & data.keys():
        data = {str(data.get("essay", file.stem)): data}
    if not isinstance(data, dict) or not all(isinstance(v, dict) for v in data.values()):
        raise InputError(
            "is not a gold file: no essays by name in it",
            where=str(file),
            fix="see data/gold/README.md for the format",
        )
    return data.items()


def _essay(name: str, data: Json, folders: list[Path]) -> GoldEssay:
    found = next((f / name for f in folders if (f / name).is_file()), None)
    if found is None:
        raise InputError(
            "the text of this gold is not found", where=name, fix="name its folder with --texts"
        )
    keys = ("mentions", "pronouns", "required", "allowed", "not_asserted", "status")
    return GoldEssay(name, found, *(tuple(data.get(k, ())) for k in keys))
