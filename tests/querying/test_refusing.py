"""Queries that would fetch, write or never end are refused; nothing leaves the machine."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphbuild.errors import QueryError
from graphbuild.querying.refusing import refuse

TURTLE = "@prefix schema: <https://schema.org/> . <x:carol> schema:director <x:haynes> .\n"
FETCHING = {
    "service": "SELECT * { SERVICE <THERE> { ?s ?p ?o } }",
    "silent": "SELECT * { service SILENT <THERE> { ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <THERE> { ?s ?p ?o } }",
    "commented": "SELECT * { SERVICE#x\n <THERE> { ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?there { <THERE> } SERVICE ?there { ?s ?p ?o } }",
    "nested": "SELECT * { FILTER EXISTS { SELECT * { SERVICE <THERE> { ?s ?p ?o } } } }",
    "hidden": "PREFIX p: <http://h:> SELECT * { ?a ?b p:SERVICE <THERE> { ?s ?p ?o } }",
    "from": "SELECT * FROM <THERE> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <THERE> { GRAPH ?g { ?s ?p ?o } }",
    "from beside": "SELECT * FROM <one.ttl> { ?s ?p ?o }",
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "load": "LOAD <THERE>",
    "load silent": "LOAD SILENT <THERE> INTO GRAPH <x:g>",
    "insert": "INSERT { ?s ?p ?o } WHERE { SERVICE <THERE> { ?s ?p ?o } }",
}


@contextmanager
def nobody_asked() -> Iterator[str]:
    """The address of a listener on loopback to which nothing connects."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/data.ttl"
        with pytest.raises(TimeoutError):
            listener.accept()


def query(folder: Path, sparql: str, *options: str) -> subprocess.CompletedProcess[str]:
    """``graphbuild query`` over one triple."""
    file = folder / "one.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    command = [sys.executable, "-m", "graphbuild", "query", "-d", str(file), *options, "-"]
    return subprocess.run(
        command, input=sparql, capture_output=True, text=True, check=False, timeout=60
    )


def test_query_asks_nobody(tmp_path: Path) -> None:
    """On the command line every way to fetch is refused with a reason; a listener hears nothing."""
    with nobody_asked() as there:
        for name, sparql in FETCHING.items():
            done = query(tmp_path, sparql.replace("THERE", there))
            assert done.returncode == 3, name
            assert "Traceback" not in done.stderr, name
            assert done.stderr.startswith("graphbuild: query"), name
            assert done.stdout == "", name


@pytest.mark.model
def test_serve_asks_nobody(server: str) -> None:
    """The endpoint refuses every way to fetch, in the query and beside it."""
    import httpx

    url = f"{server}/sparql"
    with nobody_asked() as there:
        for name, sparql in FETCHING.items():
            asked = sparql.replace("THERE", there)
            assert httpx.get(url, params={"query": asked}).status_code == 400, name
            assert httpx.post(url, data={"update": asked}).status_code == 403, name
        for parameter in ("default-graph-uri", "named-graph-uri"):
            response = httpx.get(url, params={"query": "ASK { ?s ?p ?o }", parameter: there})
            assert response.status_code == 400
        assert httpx.get(f"{server}/{there}").status_code == 404


def test_words_that_only_look_dangerous_are_asked(tmp_path: Path) -> None:
    """A property, a string or a comment may hold the words; nothing is parsed twice for them."""
    for sparql in (
        "ASK { ?claim prov:wasDerivedFrom ?span }",
        'ASK { ?s ?p "SERVICE <http://x/> FROM" }',
        "ASK { ?s ?p ?o } # SERVICE",
        "ASK { ?s gb:service ?o }",
    ):
        assert query(tmp_path, sparql).returncode == 0, sparql


@pytest.mark.model
def test_graphs_that_are_here_may_be_named(server: str) -> None:
    """FROM and FROM NAMED choose among the graphs of the store."""
    import httpx

    here = "https://graphbuild.example/essay/carol.txt"
    for sparql in (
        f"ASK FROM <{here}> {{ ?s schema:director ?o }}",
        f"ASK FROM NAMED <{here}> {{ GRAPH ?g {{ ?s schema:director ?o }} }}",
    ):
        response = httpx.get(f"{server}/sparql", params={"query": sparql})
        assert response.json()["boolean"] is True, sparql


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * " + "{" * 20_000 + "}" * 20_000,
        "SELECT * { ?s ?p ?o FILTER(" + "!" * 100_000 + "true) }",
        "SELECT * { ?s ?p ?o FILTER(" + "STR(" * 5_000 + "?o" + ")" * 5_000 + ") }",
        "SELECT * { ?s " + "/".join(["schema:director"] * 20_000) + " ?o }",
        "SELECT * { ?s " + "(" * 300 + "schema:director" + ")*" * 300 + " ?o }",
        "SELECT * { ?s ?p ?o FILTER(" + " || ".join(["?o = 1"] * 20_000) + ") }",
        "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 20_000) + " }",
    ],
    ids=["groups", "nots", "calls", "long path", "deep path", "disjunction", "union"],
)
def test_endless_nesting_is_told_and_not_crashed_into(sparql: str) -> None:
    """Levels that would overflow the engine's stack are counted before it sees them."""
    with pytest.raises(QueryError, match="nested too deeply"):
        refuse(sparql, lambda _: False)


def test_long_lists_are_no_nesting(tmp_path: Path) -> None:
    """A list of very many values is asked, as IN and as VALUES."""
    many = " ".join(f'"{i}"' for i in range(50_000))
    for sparql in (
        f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({many.replace(' ', ',')})) }}",
        f"SELECT * {{ VALUES ?o {{ {many} }} ?s ?p ?o }}",
    ):
        done = query(tmp_path, sparql, "-f", "csv")
        assert done.returncode == 0, done.stderr
