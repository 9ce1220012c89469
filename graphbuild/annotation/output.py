"""Annotations as files: one JSON object an essay."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from graphbuild.model import AnnotatedEssay
from graphbuild.writing import write_text

__all__ = ["annotation_names", "write_annotation"]


def annotation_names(essay_ids: Iterable[str]) -> dict[str, str]:
    """File names: ``.json`` replaces the suffix, and is added to it where that is ambiguous."""
    ids = list(essay_ids)
    stems = Counter(str(PurePosixPath(i).with_suffix("")) for i in ids)
    return {
        i: f"{stem}.json"
        if stems[stem := str(PurePosixPath(i).with_suffix(""))] == 1
        else f"{i}.json"
        for i in ids
    }


def write_annotation(annotated: AnnotatedEssay, path: Path) -> None:
    """Write one essay's JSON, aside and renamed.

    Raises:
        OutputError: the place cannot be written.
    """
    write_text(path, json.dumps(annotated.as_json(), ensure_ascii=False, indent=1) + "\n")
