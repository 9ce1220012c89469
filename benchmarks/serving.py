#!/usr/bin/env python3
"""Requests a second and the slowest hundredth of small queries, ours beside other servers.

    python benchmarks/serving.py [--graph FOLDER] [--peers BIN] [--clients 8] [--seconds 4]

The director of each of some hundred films is asked for over one graph (that of ``large_graph.py``,
unless a FOLDER of it is given) on loopback, by ``--clients`` connections that each ask one thing
after the other. All servers run at the same time and are asked in turns, three rounds each; the
medians are printed. The Oxigraph server reads the very store that ours does. Ours comes twice:
with every query run by a worker (``--cache 0``), and with answers kept. At last ours without kept
answers again, while one slow query runs.
BIN is the folder of the programs ``oxigraph`` and ``python`` of an environment with rdflib-endpoint
(``pip install oxigraph rdflib-endpoint uvicorn``); what is not there is left out.
"""

from __future__ import annotations

import argparse
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode, urlparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from large_graph import make_graph

from graphbuild import Graph

SMALL = "PREFIX schema: <https://schema.org/> SELECT ?who {{ <{}> schema:director ?who }}"
FILMS = "SELECT DISTINCT ?film { ?film schema:director ?who } ORDER BY ?film LIMIT 500"
SLOW = """SELECT (COUNT(*) AS ?n) {
  { SELECT * { ?a ?b ?c } LIMIT 30000 } { SELECT * { ?d ?e ?f } LIMIT 30000 } }"""
RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
data = rdflib.Dataset()
data.parse(sys.argv[1], format="nquads")
graph = rdflib.Graph()
for s, p, o, _ in data.quads():
    graph.add((s, p, o))
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""
ROUNDS = 3


@contextmanager
def ours(folder: Path, *options: str) -> Iterator[str]:
    """Our server over a graph; its endpoint."""
    command = [sys.executable, "-m", "graphbuild", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield line.partition("SPARQL at ")[2].partition(")")[0]
        finally:
            process.terminate()


@contextmanager
def other(command: list[str], port: int, path: str) -> Iterator[str]:
    """Another server, when it listens; its endpoint."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(1500):
                time.sleep(0.2)
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} did not start")
            yield f"http://127.0.0.1:{port}{path}"
        finally:
            process.kill()


def requests(endpoint: str, queries: list[str]) -> list[bytes]:
    """Each query as the bytes of a GET."""
    place = urlparse(endpoint)
    head = f"Host: {place.netloc}\r\nAccept: application/sparql-results+json\r\n\r\n"
    return [
        f"GET {place.path}?{urlencode({'query': q}, quote_via=quote)} HTTP/1.1\r\n{head}".encode()
        for q in queries
    ]


class Client:
    """One connection that asks one thing after the other, from its own place in the list."""

    def __init__(self, endpoint: str, asked: list[bytes], start: int) -> None:
        place = urlparse(endpoint)
        self.socket = socket.create_connection((place.hostname, place.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._asked, self._next = asked, start
        self._got, self._since = b"", 0.0

    def ask(self) -> None:
        """Send the next request."""
        self._got, self._since = b"", time.perf_counter()
        self.socket.sendall(self._asked[self._next % len(self._asked)])
        self._next += 1

    def answered(self) -> float | None:
        """Read what is there; the seconds that the answer took, when it is complete."""
        self._got += self.socket.recv(1 << 16)
        head, _, body = self._got.partition(b"\r\n\r\n")
        size = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        complete = len(body) >= int(size) if size else body.endswith(b"0\r\n\r\n")
        if not complete:
            return None
        assert head.startswith(b"HTTP/1.1 200"), self._got[:500]
        assert b'"uri"' in body, body
        return time.perf_counter() - self._since


def load(endpoint: str, queries: list[str], clients: int, seconds: float) -> list[float]:
    """Seconds of each answer."""
    asked, times = requests(endpoint, queries), list[float]()
    with selectors.DefaultSelector() as waiting:
        for i in range(clients):
            client = Client(endpoint, asked, i * len(asked) // clients)
            waiting.register(client.socket, selectors.EVENT_READ, client)
            client.ask()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for key, _ in waiting.select(1):
                taken = key.data.answered()
                if taken is not None:
                    times.append(taken)
                    key.data.ask()
        for key in list(waiting.get_map().values()):
            key.data.socket.close()
    return times


def measure(measured: Callable[[], list[float]], seconds: float) -> tuple[float, float]:
    """Requests a second, and the 99th percentile in milliseconds."""
    times = measured()
    return len(times) / seconds, 1000 * statistics.quantiles(times, n=100)[98]


def show(name: str, rounds: list[tuple[float, float]]) -> tuple[float, float]:
    """Print and give the medians of the rounds."""
    rate, slowest = (statistics.median(figures) for figures in zip(*rounds, strict=True))
    print(f"{name:36}{rate:8.0f} requests/s   p99 {slowest:8.1f} ms", flush=True)
    return rate, slowest


def compare(folder: Path, peers: Path, clients: int, seconds: float) -> None:
    """Start all servers, ask them in turns, print the figures."""
    queries = [SMALL.format(row["film"]) for row in Graph(folder).query(FILMS).iris()]
    with ExitStack() as stack:
        running = {
            "graphbuild, each query run": stack.enter_context(ours(folder, "--cache", "0")),
            "graphbuild, answers kept": stack.enter_context(ours(folder)),
        }
        if (program := peers / "oxigraph").exists():
            place = ["--location", str(folder / "store"), "--bind", "127.0.0.1:8762"]
            command = [str(program), "serve-read-only", *place]
            running["Oxigraph server"] = stack.enter_context(other(command, 8762, "/query"))
        if list(peers.parent.glob("lib/*/site-packages/rdflib_endpoint")):
            command = [str(peers / "python"), "-c", RDFLIB, str(folder / "graph.nq"), "8761"]
            running["rdflib-endpoint"] = stack.enter_context(other(command, 8761, "/sparql"))
        for endpoint in running.values():
            load(endpoint, queries, clients, 1.0)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in running}
        for _ in range(ROUNDS):
            for name, endpoint in running.items():
                of = lambda e=endpoint: load(e, queries, clients, seconds)  # noqa: E731
                found[name].append(measure(of, seconds))
        medians = {name: show(name, rounds) for name, rounds in found.items()}
        first = running["graphbuild, each query run"]
        beside = show("  while one slow query runs", _beside(first, queries, clients, seconds))
    alone = medians["graphbuild, each query run"]
    print(f"p99 beside a slow query: {beside[1] / alone[1]:.2f} × that without")
    for name in ("Oxigraph server", "rdflib-endpoint"):
        if name in medians:
            ratios = [medians[n][0] / medians[name][0] for n in list(medians)[:2]]
            print(f"requests/s × those of {name}: {ratios[0]:.2f} run, {ratios[1]:.2f} kept")


def _beside(
    endpoint: str, queries: list[str], clients: int, seconds: float
) -> list[tuple[float, float]]:
    """Figures of small queries while a slow one runs until its limit."""

    def ask_slowly() -> None:
        with suppress(urllib.error.HTTPError):  # it is stopped at its limit
            urllib.request.urlopen(f"{endpoint}?{urlencode({'query': SLOW})}", timeout=90)

    thread = threading.Thread(target=ask_slowly)
    thread.start()
    time.sleep(0.5)
    rounds = [
        measure(lambda: load(endpoint, queries, clients, seconds), seconds) for _ in range(ROUNDS)
    ]
    assert thread.is_alive(), "the slow query was not slow"
    thread.join()
    return rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--peers", type=Path, default=Path(sys.executable).parent)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if options.graph is None:
            make_graph(Path(scratch), options.quads)
        folder = options.graph or Path(scratch)
        compare(folder, options.peers, options.clients, options.seconds)


if __name__ == "__main__":
    main()
