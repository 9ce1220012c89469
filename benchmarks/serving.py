#!/usr/bin/env python3
"""Requests a second and the slowest hundredth of small queries, ours beside rdflib-endpoint.

    python benchmarks/serving.py [--output output/] [--clients 8] [--seconds 8]

The same small query over the same graph, from ``--clients`` connections at a time, on loopback, in
one run; then ours again while one slow query runs. rdflib-endpoint is left out when it is not
installed (``pip install rdflib-endpoint``).
"""

from __future__ import annotations

import argparse
import http.client
import importlib.util
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlparse

SMALL = (
    "PREFIX schema: <https://schema.org/> SELECT ?who "
    "{ <https://graphbuild.example/film/carol-2015> schema:director ?who }"
)
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1])
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def ours(output: Path) -> Iterator[str]:
    """Our server over a build; its endpoint."""
    command = [sys.executable, "-m", "graphbuild", "serve", str(output), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield line.partition("SPARQL at ")[2].partition(")")[0]
        finally:
            process.terminate()


@contextmanager
def rdflib_endpoint(output: Path, port: int = 8761) -> Iterator[str]:
    """rdflib-endpoint over the same graph."""
    command = [sys.executable, "-c", RDFLIB, str(output / "graph.trig"), str(port)]
    with subprocess.Popen(command) as process:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def ask(connection: http.client.HTTPConnection, path: str, query: str) -> int:
    """The status of an answer."""
    headers = {"Accept": "application/sparql-results+json"}
    connection.request("GET", f"{path}?{urlencode({'query': query})}", headers=headers)
    response = connection.getresponse()
    response.read()
    return response.status


def load(endpoint: str, clients: int, seconds: float) -> list[float]:
    """Seconds of each answer, from clients that ask one after the other."""
    place = urlparse(endpoint)
    times: list[float] = []
    end = time.perf_counter() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection(place.hostname or "", place.port or 80)
        while time.perf_counter() < end:
            start = time.perf_counter()
            assert ask(connection, place.path, SMALL) == 200
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def show(name: str, times: list[float], seconds: float) -> None:
    """A line of figures."""
    slowest = statistics.quantiles(times, n=100)[98]
    print(f"{name:32} {len(times) / seconds:8.0f} requests/s   p99 {1000 * slowest:7.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args()
    with ours(options.output) as endpoint:
        load(endpoint, options.clients, 1.0)
        show("graphbuild serve", load(endpoint, options.clients, options.seconds), options.seconds)
        place = urlparse(endpoint)
        slow = http.client.HTTPConnection(place.hostname or "", place.port or 80)
        thread = threading.Thread(target=ask, args=(slow, place.path, SLOW))
        thread.start()
        beside = load(endpoint, options.clients, options.seconds)
        show("  while a slow query runs", beside, options.seconds)
        thread.join()
    if importlib.util.find_spec("rdflib_endpoint") is None:
        print("rdflib-endpoint is not installed: left out")
        return
    with rdflib_endpoint(options.output) as endpoint:
        load(endpoint, options.clients, 1.0)
        show("rdflib-endpoint", load(endpoint, options.clients, options.seconds), options.seconds)


if __name__ == "__main__":
    main()
