"""Which numbers were seen: millions of identifiers in a bit each."""

from __future__ import annotations

__all__ = ["Seen"]

_GROWTH = 1 << 16


class Seen:
    """A set of natural numbers that only grows."""

    __slots__ = ("_bits",)

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        """Put a number into the set."""
        if number >> 3 >= len(self._bits):
            self._bits.extend(bytes((number >> 3) - len(self._bits) + _GROWTH))
        self._bits[number >> 3] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        return number >> 3 < len(self._bits) and bool(self._bits[number >> 3] >> (number & 7) & 1)
