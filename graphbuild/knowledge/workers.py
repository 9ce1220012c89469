"""Processes that work on pieces of large files, one after the other, results in order.

They are started by name and speak pickle over their standard streams: nothing of the program that
imports is run again, and they end when it does, however it ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, TypeVar

from graphbuild.errors import KnowledgeError

__all__ = ["Work", "here", "serve", "workers"]

T = TypeVar("T")
Work = Callable[..., Iterator[Any]]
"""``work(function, items, *shared)``: ``function(item, *shared)`` of each item, in their order."""

_AHEAD = 2  # items of a process that wait for it


def here(function: Callable[..., T], items: Iterable[Any], *shared: Any) -> Iterator[T]:
    """Work in this process."""
    return (function(item, *shared) for item in items)


@contextmanager
def workers(count: int) -> Iterator[Work]:
    """So many processes, ended with the body."""
    command = [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        for _ in range(count)
    ]
    for process in started:
        idle.put(process)
    threads = ThreadPoolExecutor(count)

    def ask(*call: Any) -> Any:
        process = idle.get()
        try:
            target, source = process.stdin, process.stdout
            assert target is not None
            assert source is not None
            pickle.dump(call, target, protocol=5)
            target.flush()
            return pickle.load(source)
        except (EOFError, OSError) as error:
            raise KnowledgeError(
                "a process of the import ended", fix="run the import again: it goes on from here"
            ) from error
        finally:
            idle.put(process)

    def work(function: Callable[..., T], items: Iterable[Any], *shared: Any) -> Iterator[T]:
        waiting: deque[Future[T]] = deque()
        for item in items:
            waiting.append(threads.submit(ask, function, item, *shared))
            if len(waiting) > count * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    try:
        yield work
    finally:
        for process in started:
            process.kill()
            process.wait()
        threads.shutdown(cancel_futures=True)


def serve() -> None:
    """What such a process does: answer calls until the program that asks has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides what an interruption ends
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            function, *arguments = pickle.load(source)
        except EOFError:
            return
        pickle.dump(function(*arguments), target, protocol=5)
        target.flush()
