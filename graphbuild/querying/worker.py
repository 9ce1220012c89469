"""A query in a process of its own, which can be killed: the engine has no limits.

The process reads a request as JSON from its standard input and writes SPARQL results JSON,
N-Triples, or an error as JSON to its standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.querying.results import Node, Result, to_json
from graphbuild.querying.running import Limits, run

__all__ = ["main", "run_in_process"]


def run_in_process(
    folder: Path, sparql: str, limits: Limits, variables: Mapping[str, Node]
) -> Result:
    """Like ``run``, in a process that is killed at its limits.

    Raises:
        QueryError: as ``run``, and when a limit is reached.
    """
    request = {
        "store": str(folder),
        "query": sparql,
        "rows": limits.rows,
        "megabytes": limits.megabytes,
        "variables": {n: str(t) for n, t in variables.items()},
    }
    command = [sys.executable, "-m", "graphbuild.querying.worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            out, _ = process.communicate(json.dumps(request).encode(), timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise QueryError(
                f"took longer than {limits.seconds:g} seconds and was stopped",
                where="query",
                fix="make it narrower, or allow more with --timeout",
            ) from None
        finally:
            process.kill()
    if process.returncode:
        raise QueryError(
            f"needed more than {limits.megabytes} megabytes and was stopped"
            if limits.megabytes
            else f"the engine stopped (exit code {process.returncode})",
            where="query",
            fix="make it narrower, or allow more with --memory",
        )
    return _read(out)


def _read(out: bytes) -> Result:
    head, _, body = out.partition(b"\n")
    about: dict[str, Any] = json.loads(head)
    if "what" in about:
        raise QueryError(about["what"], where=about["where"], fix=about["fix"])
    if about["kind"] == "construct":
        found = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        triples = tuple(q.triple for q in found)
        return Result("construct", triples=triples, more=about["more"])
    parsed: Any = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if about["kind"] == "ask":
        return Result("ask", answer=bool(parsed))
    names = tuple(v.value for v in parsed.variables)
    return Result("select", names, tuple(tuple(s) for s in parsed), more=about["more"])


def _term(text: str) -> Node:
    """A term from its N-Triples form."""
    line = f"<x:s> <x:p> {text} .".encode()
    term: Node = next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object
    return term


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    if request["megabytes"]:
        import resource

        size = request["megabytes"] * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    variables = {n: _term(t) for n, t in request["variables"].items()}
    out = sys.stdout.buffer
    try:
        result = run(
            Path(request["store"]),
            request["query"],
            limits=Limits(rows=request["rows"]),
            variables=variables,
        )
    except QueryError as error:
        fault = {"what": error.what, "where": error.where, "fix": error.fix}
        out.write(json.dumps(fault).encode() + b"\n")
        return
    out.write(json.dumps({"kind": result.kind, "more": result.more}).encode() + b"\n")
    if result.kind == "construct":
        out.write(ox.serialize(result.triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    else:
        out.write(to_json(result).encode())


if __name__ == "__main__":
    main()
