"""The SPARQL endpoint: the protocol, its limits, and what it refuses."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlparse

import httpx
import pytest

from tests.serving.conftest import TEXTS, publish, serving

if TYPE_CHECKING:
    from pathlib import Path

    from graphbuild.annotation.pipeline import Annotator

pytestmark = pytest.mark.model

DIRECTORS = "SELECT ?film ?who { ?film schema:director ?who }"
TRIPLES = "CONSTRUCT WHERE { ?film schema:director ?who }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUERY_TYPE = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(server: str, query: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server}/sparql", params={"query": query}, headers=headers, timeout=30)


def rows(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    bindings = response.json()["results"]["bindings"]
    return [{k: v["value"] for k, v in b.items()} for b in bindings]


def test_get_form_and_body_ask_the_same(server: str) -> None:
    """A query by GET, as a form and as the body of a POST gives one answer."""
    url = f"{server}/sparql"
    answers = [
        httpx.get(url, params={"query": DIRECTORS}),
        httpx.post(url, data={"query": DIRECTORS}),
        httpx.post(url, content=DIRECTORS, headers=QUERY_TYPE),
    ]
    first = rows(answers[0])
    assert [r["who"].rpartition("/")[2] for r in first] == ["todd-haynes"]
    assert all(rows(a) == first for a in answers)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.5", "text/tab-separated-values"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/sparql-results+xml"),
    ],
)
def test_rows_come_in_the_form_that_is_liked_best(server: str, accept: str, media: str) -> None:
    """Accept decides among JSON, XML, CSV and TSV."""
    response = ask(server, DIRECTORS, Accept=accept)
    assert response.headers["content-type"].partition(";")[0] == media
    assert "todd-haynes" in response.text


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_triples_come_as_rdf_that_others_read(server: str, accept: str, media: str) -> None:
    """CONSTRUCT gives Turtle, N-Triples, RDF/XML or JSON-LD that rdflib parses."""
    import rdflib

    response = ask(server, TRIPLES, Accept=accept)
    assert response.headers["content-type"].partition(";")[0] == media
    graph = rdflib.Graph().parse(data=response.text, format=media)
    assert len(graph) == 1


def test_type_that_is_not_offered_is_said(server: str) -> None:
    """Rows as a picture: not acceptable."""
    assert ask(server, DIRECTORS, Accept="image/png").status_code == 406


def test_ask_answers_yes_or_no(server: str) -> None:
    """ASK is a boolean in JSON, a word in CSV."""
    assert ask(server, "ASK { ?f schema:director ?d }").json()["boolean"] is True
    assert ask(server, "ASK { ?f gb:nothing ?d }", Accept="text/csv").text == "false"


def test_dataset_of_the_protocol_is_honoured(server: str) -> None:
    """default-graph-uri and named-graph-uri choose the graphs; unknown ones are not fetched."""
    graphs = [r["g"] for r in rows(ask(server, "SELECT DISTINCT ?g { GRAPH ?g {} }"))]
    carol = next(g for g in graphs if g.endswith("essay/carol.txt"))
    rocky = next(g for g in graphs if g.endswith("essay/rocky.txt"))
    url = f"{server}/sparql"
    inside = httpx.get(url, params={"query": DIRECTORS, "default-graph-uri": carol})
    assert len(rows(inside)) == 1
    outside = httpx.get(url, params={"query": DIRECTORS, "default-graph-uri": rocky})
    assert rows(outside) == []
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    named = httpx.post(url, data={"query": query, "named-graph-uri": [rocky, carol]})
    assert {r["g"] for r in rows(named)} == {rocky, carol}
    alone = httpx.post(url, data={"query": DIRECTORS, "named-graph-uri": carol})
    assert rows(alone) == []
    foreign = httpx.get(url, params={"query": DIRECTORS, "default-graph-uri": f"{server}/x"})
    assert foreign.status_code == 400


@pytest.mark.parametrize(
    ("method", "headers", "content", "status"),
    [
        ("POST", FORM, "", 400),
        ("POST", FORM, "query=", 400),
        ("POST", FORM, "query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("POST", QUERY_TYPE, b"\xff\xfe", 400),
        ("POST", {"Content-Type": "application/json"}, "{}", 415),
        ("POST", {"Content-Type": "application/sparql-update"}, "CLEAR ALL", 403),
        ("POST", FORM, "update=CLEAR%20ALL", 403),
        ("POST", QUERY_TYPE, "x" * 1_000_001, 413),
        ("PUT", QUERY_TYPE, "ASK {}", 405),
        ("DELETE", {}, "", 405),
    ],
)
def test_wrong_requests_get_the_right_status(
    server: str, method: str, headers: dict[str, str], content: str | bytes, status: int
) -> None:
    """What the protocol does not have is refused with a reason, and the server goes on."""
    response = httpx.request(method, f"{server}/sparql", headers=headers, content=content)
    assert response.status_code == status
    assert len(response.text) < 200
    assert len(rows(ask(server, DIRECTORS))) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELEC ?x { ?x ?y ?z }",
        "SELECT ?x { ?x schema:director",
        "SELECT ?x { ?x nothing:at ?y }",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }",
        "(" * 5000,
    ],
)
def test_malformed_and_hostile_queries_are_explained(server: str, query: str) -> None:
    """Bad queries get 400 with a short message without traces, and the server goes on."""
    response = ask(server, query)
    assert response.status_code == 400
    assert 0 < len(response.text) < 6000
    assert "Traceback" not in response.text
    assert len(rows(ask(server, DIRECTORS))) == 1


def test_service_reaches_nobody(server: str) -> None:
    """Whatever its spelling, SERVICE opens no connection: a listener on loopback hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        there = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for word in ("SERVICE", "service SILENT", "\\u0053ERVICE", "SERVICE#x\n"):
            query = f"SELECT * {{ {word} <{there}> {{ ?s ?p ?o }} }}"
            assert ask(server, query).status_code == 400
        with pytest.raises(TimeoutError):
            listener.accept()


def test_slow_query_is_stopped_and_others_are_answered(hurried: str) -> None:
    """A cartesian product runs into its limit; small queries are answered beside it."""
    assert len(rows(ask(hurried, DIRECTORS))) == 1
    slow: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: slow.append(ask(hurried, SLOW)))
    thread.start()
    time.sleep(0.2)
    assert all(len(rows(ask(hurried, DIRECTORS))) == 1 for _ in range(5))
    assert thread.is_alive()
    thread.join(timeout=20)
    assert slow[0].status_code == 503
    assert "5 seconds" in slow[0].text
    assert len(rows(ask(hurried, DIRECTORS))) == 1


def test_paths_over_everything_are_stopped(hurried: str) -> None:
    """A property path that walks from everything to everything, twice, runs into its limit."""
    walk = "(!<x:a>|^!<x:a>)*"
    query = f"SELECT (COUNT(*) AS ?n) {{ ?a {walk} ?b . ?c {walk} ?d . ?e {walk} ?f }}"
    assert ask(hurried, query).status_code == 503
    assert len(rows(ask(hurried, DIRECTORS))) == 1


def test_huge_lists_are_answered(output: Path) -> None:
    """A hundred thousand values in one list are work, not an attack; more than 1 MB is too much."""
    many = ",".join(map(str, range(100_000)))
    query = f"SELECT ?f {{ ?f schema:director ?d FILTER(?d IN ({many})) }}"
    with serving(output, "--timeout", "20") as address:
        response = httpx.post(f"{address}/sparql", content=query, headers=QUERY_TYPE, timeout=30)
        assert rows(response) == []
        longer = query + " " * 500_000
        refused = httpx.post(f"{address}/sparql", content=longer, headers=QUERY_TYPE)
        assert refused.status_code == 413


def test_client_that_leaves_frees_its_worker(server: str) -> None:
    """Queries that nobody waits for any more are stopped at once, not at their limit."""
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server}/sparql", params={"query": SLOW}, timeout=0.3)
    started = time.monotonic()
    assert len(rows(ask(server, DIRECTORS))) == 1
    assert time.monotonic() - started < 15


def test_result_that_is_too_large_is_refused(output: Path) -> None:
    """A result over its limit gets 413 and the advice to ask in pages."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    with serving(output, "--result-size", "1", "--timeout", "20") as address:
        response = ask(address, query)
        assert response.status_code == 413
        assert "LIMIT" in response.text
        assert len(rows(ask(address, DIRECTORS))) == 1


def test_slow_head_is_cut_off_and_slow_body_too(server: str) -> None:
    """Clients that send a byte now and then do not hold the server up."""
    place = urlparse(server)
    assert place.hostname
    slow = [socket.create_connection((place.hostname, place.port or 80)) for _ in range(20)]
    for connection in slow:
        connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    assert len(rows(ask(server, DIRECTORS))) == 1
    slow[0].settimeout(15)
    assert slow[0].recv(100) == b""
    for connection in slow:
        connection.close()


def test_service_description_and_editor_share_the_address(server: str) -> None:
    """Without a query programs get the service description, browsers the editor."""
    import rdflib

    description = httpx.get(f"{server}/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=description.text, format="turtle")
    assert any("UnionDefaultGraph" in str(o) for o in graph.objects())
    browser = httpx.get(f"{server}/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert browser.status_code == 307
    assert browser.headers["location"] == "/editor"


def test_other_sites_cannot_ask(server: str) -> None:
    """No CORS by default, and a foreign Host header (DNS rebinding) is refused."""
    response = ask(server, DIRECTORS, Origin="https://other.example")
    assert "access-control-allow-origin" not in response.headers
    rebound = ask(server, DIRECTORS, Host="other.example")
    assert rebound.status_code == 400


def test_cors_can_be_allowed(output: Path) -> None:
    """``--cors`` lets pages of that origin ask."""
    with serving(output, "--cors", "https://refine.example") as address:
        response = ask(address, DIRECTORS, Origin="https://refine.example")
        assert response.headers["access-control-allow-origin"] == "https://refine.example"


def test_new_build_is_served_without_dropping_requests(
    annotator: Annotator, tmp_path: Path
) -> None:
    """While requests run, a build is published; none fails, and the new graph answers."""
    output = publish(tmp_path, annotator, {"carol.txt": TEXTS["carol.txt"]})
    answered: list[int] = []
    failed: list[object] = []
    stop = threading.Event()

    def keep_asking(address: str) -> None:
        with httpx.Client(timeout=30) as client:
            while not stop.is_set():
                try:
                    response = client.get(f"{address}/sparql", params={"query": DIRECTORS})
                except httpx.HTTPError as error:
                    failed.append(error)
                    continue
                answered.append(response.status_code)
                if response.status_code != 200:
                    failed.append(response.text)

    with serving(output) as address:
        threads = [threading.Thread(target=keep_asking, args=(address,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        publish(tmp_path, annotator, TEXTS)
        essays = "SELECT ?e { ?e a gb:Essay }"
        deadline = time.monotonic() + 20
        while len(rows(ask(address, essays))) != 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        stop.set()
        for thread in threads:
            thread.join()
        assert len(rows(ask(address, essays))) == 2
    assert failed == []
    assert len(answered) > len(threads)


def test_a_client_library_asks(server: str) -> None:
    """SPARQLWrapper, which many scripts use, gets its rows and its graph."""
    from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper

    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery(DIRECTORS)
    client.setReturnFormat(JSON)
    found = client.queryAndConvert()
    assert isinstance(found, dict)
    assert len(found["results"]["bindings"]) == 1
    client.setQuery(TRIPLES)
    client.setReturnFormat(TURTLE)
    assert b"todd-haynes" in client.queryAndConvert()


def test_curl_asks(server: str) -> None:
    """The example of the help works as it stands."""
    import shutil
    import subprocess

    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    command = ["curl", "-s", f"{server}/sparql", "--data-urlencode", f"query={DIRECTORS}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(json.loads(done.stdout)["results"]["bindings"]) == 1
