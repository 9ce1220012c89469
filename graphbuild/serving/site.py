"""What is served: one generation at a time, and the next as soon as a build has published it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import InputError
from graphbuild.publishing import current_generation
from graphbuild.querying import base_of, open_store, prefixes_of
from graphbuild.serving.remembering import Remembered
from graphbuild.serving.workers import Limits, Workers

__all__ = ["Generation", "Options", "Site"]

_LOOK_SECONDS = 0.05
"""How long a new build may go unnoticed: looking at every request would cost as much as asking."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve: limits of a query, number of workers, largest request in bytes, the web
    origin that may ask from its pages (none by default), bytes of answers that are kept."""

    limits: Limits = field(default_factory=Limits)
    workers: int = 4
    request_bytes: int = 1_000_000
    origin: str | None = None
    knowledge: tuple[Path, ...] = ()
    kept_bytes: int = 64_000_000


class Generation:
    """A published generation, open for reading."""

    def __init__(self, folder: Path, options: Options) -> None:
        self.folder = folder
        self.store: ox.Store = open_store(folder / "store")
        self.workers = Workers(folder / "store", options.limits, options.workers)
        self.answers = Remembered(options.kept_bytes)

    @cached_property
    def base(self) -> str:
        """What the graph's IRIs start with."""
        return base_of(self.store) or ""

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that every query has."""
        return prefixes_of(self.base)

    @cached_property
    def version(self) -> str:
        """Changes with the generation; the value of entity tags."""
        return self.folder.name


class Site:
    """The output folder that is served."""

    def __init__(self, output: Path, options: Options) -> None:
        self.output, self.options = output, options
        self._now: Generation | None = None
        self._look_again = 0.0
        self._changing = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open what is published now.

        Raises:
            InputError: nothing is.
        """
        await self._open(current_generation(self.output))

    async def stop(self) -> None:
        """Let queries finish, then end."""
        if self._now is not None:
            await self._now.workers.stop()
        await asyncio.gather(*self._retiring, return_exceptions=True)

    async def now(self) -> Generation:
        """The generation to answer from; a new one is opened when a build has published it, the
        old one answers the queries that it has."""
        assert self._now is not None
        if time.monotonic() < self._look_again:
            return self._now
        self._look_again = time.monotonic() + _LOOK_SECONDS
        try:
            folder = current_generation(self.output)
        except InputError:
            return self._now  # taken away: go on with what is open
        async with self._changing:
            if folder != self._now.folder:
                before = self._now
                await self._open(folder)
                task = asyncio.ensure_future(before.workers.stop())
                self._retiring.add(task)
                task.add_done_callback(self._retiring.discard)
        return self._now

    async def _open(self, folder: Path) -> None:
        generation = Generation(folder, self.options)
        await generation.workers.start()
        self._now = generation
