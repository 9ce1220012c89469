"""Claims of a page in a file: a large graph has more of them than memory should hold."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from typing import BinaryIO, overload

from graphbuild.viewing.view import ViewCircumstance, ViewClaim, ViewEvidence, ViewHappening

__all__ = ["ClaimsFile"]


class ClaimsFile(Sequence[ViewClaim]):
    """A sequence of claims that are read from an open file when they are asked for."""

    def __init__(self, file: BinaryIO, claims: Iterable[ViewClaim]) -> None:
        self._file, self._starts = file, array("Q")
        for claim in claims:
            self._starts.append(file.tell())
            file.write(json.dumps(_row(claim)).encode() + b"\n")

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> ViewClaim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ViewClaim]: ...
    def __getitem__(self, index: int | slice) -> ViewClaim | Sequence[ViewClaim]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        self._file.seek(self._starts[index])
        return _claim(self._file.readline())

    def __iter__(self) -> Iterator[ViewClaim]:
        return (self[i] for i in range(len(self)))


def _row(claim: ViewClaim) -> tuple[object, ...]:
    """The fields in order; ``astuple`` of what is nested."""
    evidence = [(e.prefix, e.exact, e.suffix) for e in claim.evidence]
    happened = astuple(claim.happened) if claim.happened else None
    plain = (getattr(claim, name) for name in _PLAIN)
    return (*plain, evidence, happened)


_PLAIN = tuple(n for n in ViewClaim.__dataclass_fields__ if n not in ("evidence", "happened"))


def _claim(line: bytes) -> ViewClaim:
    *plain, evidence, happened = json.loads(line)
    claim = ViewClaim(**dict(zip(_PLAIN, plain, strict=True)))
    told = None
    if happened:
        kind, circumstances = happened
        told = ViewHappening(kind, tuple(ViewCircumstance(*c) for c in circumstances))
    return replace(claim, evidence=tuple(ViewEvidence(*e) for e in evidence), happened=told)
