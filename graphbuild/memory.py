"""Memory that is no longer used, given back to the system."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

__all__ = ["give_back", "held_while_reading", "release"]

Held = TypeVar("Held")

_held: list[_lru_cache_wrapper[Any]] = []


def held_while_reading(load: Callable[[], Held]) -> Callable[[], Held]:
    """What is large and only needed to read essays is loaded once, and again after ``release``."""
    cached = lru_cache(maxsize=1)(load)
    _held.append(cached)
    return cached


def release() -> None:
    """Let go of what is only needed to read essays."""
    for cached in _held:
        cached.cache_clear()
    gc.collect()
    give_back()


def give_back() -> None:
    """Give back what the allocator of C keeps for later: what comes and goes with each batch of
    essays leaves holes, which would otherwise add up."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], Any] | None:
    """glibc's ``malloc_trim``; None with another C library."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
