"""The parts of annotation that can be left out, to measure what each brings (ablation)."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from graphbuild.errors import GraphbuildError

__all__ = ["NOTHING", "PARTS", "Without", "without"]

Without = frozenset[str]
"""Names of the parts left out."""

NOTHING: Without = frozenset()

PARTS = MappingProxyType(
    {
        "tagged": "what words are tagged as says where names begin and end, and of which type",
        "roster": "casts and crews of the films under discussion say who a short name can be",
        "anchors": "full names of the essay say who a short name is",
        "context": "the words around a name say what it names",
        "learnt": "what was learnt of names says of which type they are",
        "neighbours": "what the names beside a name are says what it is",
        "occurrences": "each occurrence of a name that a film shares is decided for itself",
        "titles": "what stands around a title tells it from somebody of that name",
        "pronouns": "he, she, they and it stand for somebody",
        "descriptions": '"the director", "her husband" stand for somebody',
        "likely": "what was learnt of two things says what the text says of them",
        "reach": "what was learnt of cues says whether they reach what is said",
        "status": "negation, theory and hearsay keep a claim from being asserted",
    }
)
"""Each part with what it does."""


def without(names: Iterable[str]) -> Without:
    """Check the names of parts to leave out.

    Raises:
        GraphbuildError: there is no such part.
    """
    chosen = frozenset(names)
    unknown = sorted(chosen - PARTS.keys())
    if unknown:
        raise GraphbuildError(
            f"there is no part called {unknown[0]!r}", fix=f"one of {', '.join(PARTS)}"
        )
    return chosen
