"""The network that reads names word by word.

Words are hashed by their form, prefix, suffix and shape, four layers look at their neighbours (the
architecture of spaCy's own models: Miranda et al. 2022), and a last one says of each word with
which ``TAGS`` it may be tagged. The layers begin with the numbers that the stock model reads names
with and are trained on users' reviews and our own passages (``network.npz``,
``scripts/train_tagger.py``). What it says is evidence among others: ``detection`` and ``linking``
weigh it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graphbuild.annotation.remembering import remembered

if TYPE_CHECKING:
    from thinc.model import Model

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

_WIDTH, _DEPTH, _WINDOW, _PIECES = 96, 4, 1, 3
_AT_ONCE = 1000
"""Words that are read at once."""
_SEEN = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
"""What is looked at of a word, and how many rows hold it."""


class Tagger:
    """Tags the words of documents; see ``chances`` for the one that is shipped."""

    def __init__(self) -> None:
        self.model = _untrained()

    @classmethod
    def load(cls, data: bytes) -> Tagger:
        """The tagger that ``written`` has put down."""
        tagger = cls()
        with np.load(BytesIO(data), allow_pickle=False) as held:
            for name, (node, param) in _parameters(tagger.model):
                node.set_param(param, held[name].astype(np.float32))
        return tagger

    def written(self) -> bytes:
        """All its numbers in half precision, as an archive of arrays (numpy's ``npz``)."""
        target = BytesIO()
        numbers = {
            name: np.asarray(node.get_param(param), dtype=np.float16)
            for name, (node, param) in _parameters(self.model)
        }
        np.savez_compressed(target, **numbers)  # type: ignore[arg-type]
        return target.getvalue()

    def tag(self, docs: Sequence[Doc]) -> list[Chances]:
        """The chances of the words of each document; some are read at once, in their order."""
        return [c for some in _batches(docs) for c in self.model.predict([d.source for d in some])]


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


def _untrained() -> Model[Any, Any]:
    from spacy.ml.models.tok2vec import (
        MaxoutWindowEncoder,
        MultiHashEmbed,
        build_Tok2Vec_model,
    )
    from thinc.api import Softmax, chain, with_array

    embed = MultiHashEmbed(
        width=_WIDTH, attrs=[*_SEEN], rows=[*_SEEN.values()], include_static_vectors=False
    )
    encode = MaxoutWindowEncoder(
        width=_WIDTH, depth=_DEPTH, window_size=_WINDOW, maxout_pieces=_PIECES
    )
    model: Model[Any, Any] = chain(
        build_Tok2Vec_model(embed, encode), with_array(Softmax(len(TAGS), _WIDTH))
    )
    model.initialize()
    return model


def _parameters(model: Model[Any, Any]) -> Iterator[tuple[str, tuple[Model[Any, Any], str]]]:
    """All numbers of a network by a name: the layer's number and its parameter's."""
    for i, node in enumerate(model.walk()):
        for param in node.param_names:
            if node.has_param(param):
                yield f"{i}.{param}", (node, param)
