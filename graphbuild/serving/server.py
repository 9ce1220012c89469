"""The server: uvicorn on loopback, with a patience for slow clients that ends."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path
from typing import Any

from graphbuild.errors import OutputError
from graphbuild.serving.app import make_app
from graphbuild.serving.site import Options, Site

__all__ = ["listen", "serve"]

_HEAD_SECONDS = 10.0
_KEEP_ALIVE = 15
_CONNECTIONS = 200
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        OutputError: the address cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with the protocol named, asyncio sends each part of an answer at once (TCP_NODELAY)
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(_CONNECTIONS)  # who comes before the workers are ready waits
    except OSError as error:
        bound.close()
        raise OutputError(
            f"cannot be listened on: {error.strerror or error}",
            where=f"{host}:{port}",
            fix="choose another port with --port, or stop what uses it",
        ) from error
    return bound


def serve(output: Path, bound: socket.socket, options: Options) -> None:
    """Serve what is built in a folder until interrupted; queries that run are finished first."""
    import uvicorn

    host = bound.getsockname()[0]
    local = host in _LOOPBACK
    app = make_app(Site(output, options), hosts=_LOOPBACK if local else ())
    config = uvicorn.Config(
        app,
        http=_patient_protocol(),
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=int(options.limits.seconds) + 2,
        limit_concurrency=_CONNECTIONS,
    )
    asyncio.run(uvicorn.Server(config).serve(sockets=[bound]))


def _patient_protocol() -> Any:
    """uvicorn's protocol with a limit on the time that the head of a request may take."""
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    class Patient(HttpToolsProtocol):
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._expect()

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._expect()

        def on_headers_complete(self) -> None:
            self._relax()
            super().on_headers_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._relax()
            super().connection_lost(exc)

        def _expect(self) -> None:
            self._relax()
            self._late = self.loop.call_later(_HEAD_SECONDS, self.transport.close)

        def _relax(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

    return Patient
