"""A pool of worker processes that are killed at their limits, and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphbuild.serving.worker import FRAME

__all__ = ["Answer", "Busy", "Limits", "Stopped", "Workers"]


class Busy(Exception):
    """No worker was free in time."""


class Stopped(Exception):
    """A worker was stopped at a limit; the message says which."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a query: seconds, megabytes of memory, megabytes of result; ``wait`` is how many
    seconds a query waits for a free worker."""

    seconds: float = 30.0
    memory: int = 2000
    result: int = 64
    wait: float = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer (``form``, or ``fault``, ``what``, ``fix``) and its body."""

    head: dict[str, Any]
    body: bytes


@dataclass(slots=True)
class Workers:
    """``count`` processes on one store. Use as an asynchronous context, or start and stop."""

    store: Path
    limits: Limits
    count: int = 4
    _idle: asyncio.Queue[asyncio.subprocess.Process] = field(default_factory=asyncio.Queue)
    _all: set[asyncio.subprocess.Process] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _closed: bool = False

    async def start(self) -> None:
        """Start all processes."""
        await asyncio.gather(*(self._spawn() for _ in range(self.count)))

    async def stop(self) -> None:
        """Let every query finish or reach its limit, then end the processes."""
        self._closed = True
        for _ in range(len(self._all)):
            with contextlib.suppress(asyncio.TimeoutError):
                process = await asyncio.wait_for(self._idle.get(), self.limits.seconds + 1)
                await self._end(process)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for process in list(self._all):
            await self._end(process)

    async def answer(self, request: dict[str, Any]) -> Answer:
        """Have a request answered; a cancelled one, or one over its limits, ends its process.

        Raises:
            Busy: no process was free in time.
            Stopped: the query took too long, or its process died (of its memory limit, mostly).
        """
        request = request | {"bytes": self.limits.result * 1_000_000}
        try:
            process = await asyncio.wait_for(self._idle.get(), self.limits.wait)
        except TimeoutError:
            raise Busy from None
        try:
            answer = await asyncio.wait_for(_exchange(process, request), self.limits.seconds)
        except TimeoutError:
            self._replace(process)
            what = f"the query took longer than {self.limits.seconds:g} seconds and was stopped"
            raise Stopped(what) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            self._replace(process)
            what = f"the query needed more than {self.limits.memory} MB and was stopped"
            raise Stopped(what) from None
        except BaseException:
            self._replace(process)
            raise
        self._idle.put_nowait(process)
        return answer

    async def _spawn(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "graphbuild.serving.worker",
            str(self.store),
            str(self.limits.memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=2**20,
            start_new_session=True,  # a Ctrl-C is for the server, which ends them gracefully
        )
        self._all.add(process)
        self._idle.put_nowait(process)

    def _replace(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        task = asyncio.ensure_future(self._renew(process))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renew(self, process: asyncio.subprocess.Process) -> None:
        await self._end(process)
        if not self._closed:
            await self._spawn()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        self._all.discard(process)


async def _exchange(process: asyncio.subprocess.Process, request: dict[str, Any]) -> Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    data = json.dumps(request).encode()
    process.stdin.write(FRAME.pack(len(data), 0) + data)
    await process.stdin.drain()
    head, body = FRAME.unpack(await process.stdout.readexactly(FRAME.size))
    about = json.loads(await process.stdout.readexactly(head))
    return Answer(about, await process.stdout.readexactly(body))
