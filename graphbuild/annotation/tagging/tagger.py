"""The network that reads names word by word.

Words are hashed by their form, prefix, suffix and shape, four layers look at their neighbours (the
architecture of spaCy's own models: Miranda et al. 2022), and a last one says of each word with
which ``TAGS`` it may be tagged. The layers begin with the numbers that the stock model reads names
with and are trained on users' reviews and our own passages (``network.npz``,
``scripts/train_tagger.py``). What it says is evidence among others: ``detection`` and ``linking``
weigh it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graphbuild.annotation.remembering import remembered
from graphbuild.annotation.tagging.layers import SEEN, Layers, Words

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc

__all__ = ["TAGS", "TYPES", "Chances", "Tagger", "chances", "read", "tagging_by"]

Chances = NDArray[np.float32]
"""How likely each word (rows) has each of the ``TAGS`` (columns)."""

TYPES = (
    "award",
    "character",
    "event",
    "film",
    "organization",
    "person",
    "place",
    "series",
    "work",
    "other",
)
"""Types of names; the last are names of other things, such as those of peoples."""
TAGS = ("", *(place + type_ for type_ in TYPES for place in "BILU"))
"""No name; the beginning, inside and last word of a name of a type, or the only one."""

_AT_ONCE = 1000
"""Words that are read at once."""


class Tagger:
    """Tags the words of documents; see ``chances`` for the one that is shipped."""

    def __init__(self, numbers: Mapping[str, Chances]) -> None:
        self.layers = Layers(numbers)

    @classmethod
    def load(cls, data: bytes) -> Tagger:
        """The tagger that ``written`` has put down."""
        with np.load(BytesIO(data), allow_pickle=False) as held:
            return cls({name: held[name].astype(np.float32) for name in held.files})

    def written(self) -> bytes:
        """All its numbers in half precision, as an archive of arrays (numpy's ``npz``)."""
        target = BytesIO()
        numbers = {n: held.astype(np.float16) for n, held in self.layers.numbers.items()}
        np.savez_compressed(target, **numbers)  # type: ignore[arg-type]
        return target.getvalue()

    def tag(self, docs: Sequence[Doc]) -> list[Chances]:
        """The chances of the words of each document; some are read at once, in their order."""
        return [c for some in _batches(docs) for c in self.layers.read([_seen(d) for d in some])]


def _seen(doc: Doc) -> Words:
    return np.asarray(doc.source.to_array([*SEEN]), dtype=np.uint64)


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Documents of about ``_AT_ONCE`` words together: the layers hold some ten kB for each word."""
    batch: list[Doc] = []
    words = 0
    for doc in docs:
        batch.append(doc)
        words += len(doc)
        if words >= _AT_ONCE:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


_used: ContextVar[Tagger | None] = ContextVar("tagger", default=None)


@contextmanager
def tagging_by(tagger: Tagger) -> Iterator[None]:
    """Read names by another tagger than the shipped one: who learns from what tagging says must
    not see what it says of texts that it has learnt from."""
    before = _used.set(tagger)
    try:
        yield
    finally:
        _used.reset(before)


def read(docs: Sequence[Doc]) -> None:
    """Tag documents that are not yet, at once, which is faster than one after the other."""
    docs = [doc for doc in docs if not _tagged(doc)]
    for doc, found in zip(docs, (_used.get() or _shipped()).tag(docs), strict=True):
        _tagged(doc).append(found)


def chances(doc: Doc) -> Chances:
    """What the tagger says of the words of a document."""
    held = _tagged(doc)
    if not held:
        read([doc])
    return held[0]


@remembered
def _tagged(doc: Doc) -> list[Chances]:
    """Where what is read of a document is kept."""
    return []


@cache
def _shipped() -> Tagger:
    return Tagger.load((files(__package__) / "network.npz").read_bytes())
