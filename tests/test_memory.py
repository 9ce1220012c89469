"""Memory that was used for a while goes back to the system."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from graphbuild.memory import give_back


def resident() -> int:
    """Bytes of memory that the process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_is_free_between_what_is_used_goes_back() -> None:
    """A few blocks that stay among many that go do not keep the room of all."""
    blocks = [bytes(1000) for _ in range(60_000)]
    kept = blocks[::100]
    del blocks
    held = resident()
    give_back()
    assert held - resident() > 20_000_000
    assert len(kept) == 600
