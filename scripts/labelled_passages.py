"""Our own passages about films with their names, pronouns and claims.

``data/training/passages`` holds their texts by number; ``data/training/passages.tsv`` and
``data/training/passage_claims.tsv`` hold what stands in them, in the formats of ``reviews.tsv``
and ``claims.tsv``. They are written in many manners, of real films and of imagined ones, with
much that is denied, supposed or reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.resources import data_dir
from scripts.labelled_claims import LabelledClaim, labelled_claims
from scripts.labelled_reviews import Labelled, labelled_rows

__all__ = ["labelled_passages", "passage_claims"]

_FOLDER = data_dir() / "training"


def labelled_passages() -> Iterator[Labelled]:
    """The passages with their names and pronouns."""
    for row in labelled_rows(_FOLDER / "passages.tsv"):
        path = _FOLDER / "passages" / f"{row['number']}.txt"
        yield Labelled.of(row, path.read_text(encoding="utf-8"))


def passage_claims() -> dict[int, tuple[LabelledClaim, ...]]:
    """The claims of each passage by its number."""
    return labelled_claims(_FOLDER / "passage_claims.tsv")
