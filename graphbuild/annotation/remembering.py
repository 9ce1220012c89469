"""What is worked out of a document and its words is remembered until they are done with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

__all__ = ["forget", "held", "remembered"]

Found = TypeVar("Found")

_MOST = 4096
_remembering: list[_lru_cache_wrapper[object]] = []


def remembered(function: Callable[..., Found]) -> _lru_cache_wrapper[Found]:
    """A function of words that works out the same only once, until ``forget``."""
    cached = lru_cache(maxsize=_MOST)(function)
    _remembering.append(cached)
    return cached


def forget() -> None:
    """Let go of all words, and so of their documents."""
    for function in _remembering:
        function.cache_clear()


def held() -> int:
    """How many answers are remembered."""
    return sum(function.cache_info().currsize for function in _remembering)
