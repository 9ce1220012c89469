"""Fetching from a SPARQL endpoint: a real one, on this machine."""

from __future__ import annotations

import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.importing import fetch_wikidata, import_wikidata, sparql

PREFIXES = """@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> . @prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def _film(number: int) -> str:
    film, player, role = f"wd:Q{number}", f"wd:Q{number + 1000}", f"wd:Q{number + 2000}"
    return f"""
{film} wdt:P31 wd:Q11424 ; rdfs:label "Film Number {number}"@en ; wdt:P57 wd:Q77 ;
  wdt:P577 "{1950 + number}-01-01T00:00:00Z"^^xsd:dateTime ; p:P161 [ ps:P161 {player} ;
  pq:P453 {role} ] .
{player} wdt:P31 wd:Q5 ; rdfs:label "Player Number {number}"@en .
{role} rdfs:label "Part Number {number}"@en ; skos:altLabel "Old Part {number}"@en ."""


class _Endpoint(BaseHTTPRequestHandler):
    store: ox.Store
    asked: list[str]
    fail_after: int | None = None
    body: bytes | None = None

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        query = urllib.parse.parse_qs(self.rfile.read(length).decode())["query"][0]
        self.asked.append(query)
        if self.fail_after is not None and len(self.asked) > self.fail_after:
            self.send_error(503)
            return
        answer = self.body
        if answer is None:
            found = self.store.query(query)
            assert isinstance(found, ox.QuerySolutions)
            answer = found.serialize(format=ox.QueryResultsFormat.JSON)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer or b"")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[tuple[str, type[_Endpoint]]]:
    """Seven films behind an HTTP endpoint on the loopback interface."""
    store = ox.Store()
    data = PREFIXES + "".join(map(_film, range(1, 8)))
    data += 'wd:Q77 wdt:P31 wd:Q5 ; rdfs:label "Jo Director"@en .'
    store.load(data.encode(), format=ox.RdfFormat.TURTLE)
    handler = type("Handler", (_Endpoint,), {"store": store, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql", handler
    server.shutdown()
    server.server_close()


def test_all_pages_become_one_knowledge_base(
    endpoint: tuple[str, type[_Endpoint]], tmp_path: Path
) -> None:
    """Films, cast with characters, and directors arrive, page after page."""
    target = tmp_path / "out.sqlite"
    file = fetch_wikidata(endpoint[0], target, page=3, pause=0)
    done = import_wikidata(file, target)
    kb = KnowledgeBase.open(target)
    assert done.counts["film"] == 7
    (hit,) = kb.lookup("Film Number 5")
    assert hit.year == 1955
    (part,) = kb.cast(hit.key)
    assert part.character == "character/part-number-5-q2005"
    assert kb.lookup("Old Part 5")[0].key == part.character
    assert len(kb.credits_of("person/jo-director-q77")) == 7


def test_an_endpoint_that_stops_answering_costs_nothing_twice(
    endpoint: tuple[str, type[_Endpoint]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages fetched before are kept, and the same command goes on after them."""
    url, handler = endpoint
    monkeypatch.setattr(sparql, "_TRIES", 2)
    handler.fail_after = 4
    with pytest.raises(KnowledgeError, match=r"503.*goes on after the last page"):
        fetch_wikidata(url, tmp_path / "out", page=3, pause=0)
    first = next(q for q in handler.asked if "LIMIT" in q)
    handler.fail_after = None
    file = fetch_wikidata(url, tmp_path / "out", page=3, pause=0)
    assert handler.asked.count(first) == 1
    assert file.read_text().count('"film": true') == 7


def test_an_address_that_answers_html_is_named(
    endpoint: tuple[str, type[_Endpoint]], tmp_path: Path
) -> None:
    """A web page is no SPARQL result; the message shows how it begins."""
    url, handler = endpoint
    handler.body = b"<!doctype html><title>Query</title>"
    with pytest.raises(KnowledgeError, match="doctype html"):
        fetch_wikidata(url, tmp_path / "out", pause=0)


def test_pages_of_another_endpoint_are_not_mixed(
    endpoint: tuple[str, type[_Endpoint]], tmp_path: Path
) -> None:
    """Pages kept beside the file belong to one endpoint; another address is told so."""
    fetch_wikidata(endpoint[0], tmp_path / "out", pause=0)
    with pytest.raises(KnowledgeError, match="another endpoint"):
        fetch_wikidata(endpoint[0] + "2", tmp_path / "out", pause=0)


def test_only_web_addresses_are_asked(tmp_path: Path) -> None:
    """A file address is refused."""
    with pytest.raises(KnowledgeError, match="no http"):
        fetch_wikidata("file:///etc/hosts", tmp_path / "out")
