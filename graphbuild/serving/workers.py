"""A pool of worker processes that are killed at their limits, and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
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


class _Worker(asyncio.Protocol):
    """One process and the socket to it: one request at a time, one answer to each."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._received = bytearray()
        self._answer: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def start(cls, store: Path, megabytes: int) -> _Worker:
        """Start a process on a store."""
        here, there = socket.socketpair()
        with there:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "graphbuild.serving.worker",
                str(store),
                str(megabytes),
                stdin=there.fileno(),
                stdout=there.fileno(),
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C is for the server, which ends them gracefully
            )
        worker = cls(process)
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=here)
        return worker

    def ask(self, request: dict[str, Any]) -> asyncio.Future[Answer]:
        """Send a request; the answer is a ConnectionError when the process has died."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport.is_closing():
            self.connection_lost(None)
        else:
            data = json.dumps(request).encode()
            self._transport.write(FRAME.pack(len(data), 0) + data)
        return self._answer

    def kill(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill()
        await self._process.wait()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: Any) -> None:
        """Part of the protocol: the socket is open."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Part of the protocol: a piece of an answer."""
        self._received += data
        if len(self._received) < FRAME.size:
            return
        head, body = FRAME.unpack_from(self._received)
        start = FRAME.size + head
        if len(self._received) < start + body:
            return
        about = json.loads(self._received[FRAME.size : start])
        answer = Answer(about, bytes(memoryview(self._received)[start:]))
        self._received = bytearray()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Part of the protocol: the process has died."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError("the process has died"))


@dataclass(slots=True)
class Workers:
    """``count`` processes on one store, to start and to stop."""

    store: Path
    limits: Limits
    count: int = 4
    _idle: asyncio.LifoQueue[_Worker] = field(default_factory=asyncio.LifoQueue)
    _all: set[_Worker] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _closed: bool = False

    async def start(self) -> None:
        """Start all processes."""
        await asyncio.gather(*(self._spawn() for _ in range(self.count)))

    async def stop(self) -> None:
        """Let every query finish or reach its limit, then end the processes."""
        self._closed = True
        for _ in range(len(self._all)):
            with contextlib.suppress(TimeoutError):
                worker = await asyncio.wait_for(self._idle.get(), self.limits.seconds + 1)
                await self._end(worker)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in list(self._all):
            await self._end(worker)

    async def answer(self, request: dict[str, Any]) -> Answer:
        """Have a request answered; a cancelled one, or one over its limits, ends its process.

        Raises:
            Busy: no process was free in time.
            Stopped: the query took too long, or its process died (of its memory limit, mostly).
        """
        request = request | {"bytes": self.limits.result * 1_000_000}
        worker = await self._free()
        try:
            async with asyncio.timeout(self.limits.seconds):
                answer = await worker.ask(request)
        except TimeoutError:
            self._replace(worker)
            what = f"the query took longer than {self.limits.seconds:g} seconds and was stopped"
            raise Stopped(what) from None
        except ConnectionError:
            self._replace(worker)
            what = f"the query needed more than {self.limits.memory} MB and was stopped"
            raise Stopped(what) from None
        except BaseException:
            self._replace(worker)
            raise
        self._idle.put_nowait(worker)
        return answer

    async def _free(self) -> _Worker:
        if not self._idle.empty():
            return self._idle.get_nowait()
        try:
            return await asyncio.wait_for(self._idle.get(), self.limits.wait)
        except TimeoutError:
            raise Busy from None

    async def _spawn(self) -> None:
        worker = await _Worker.start(self.store, self.limits.memory)
        self._all.add(worker)
        self._idle.put_nowait(worker)

    def _replace(self, worker: _Worker) -> None:
        worker.kill()
        task = asyncio.ensure_future(self._renew(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renew(self, worker: _Worker) -> None:
        await self._end(worker)
        if not self._closed:
            await self._spawn()

    async def _end(self, worker: _Worker) -> None:
        await worker.end()
        self._all.discard(worker)
