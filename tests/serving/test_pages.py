"""Home, editor, published files and entity pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.accessibility import serious_violations
from tests.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.model


def get(server: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(server + path, headers=headers, timeout=30)


def test_pages_and_files_of_the_build_are_there(server: str) -> None:
    """Graph page, reading views, index, Turtle and TriG, each with its type."""
    kinds = {
        "/": "text/html",
        "/graph.html": "text/html",
        "/reading/index.html": "text/html",
        "/reading/carol.txt.html": "text/html",
        "/graph.ttl": "text/turtle",
        "/graph.trig": "application/trig",
        "/sources/carol.txt.txt": "text/plain",
    }
    for path, kind in kinds.items():
        response = get(server, path)
        assert response.status_code == 200, path
        assert response.headers["content-type"].startswith(kind), path
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../report.json",
        "/reading/../../../../../../etc/passwd",
        "/reading/%2e%2e/%2e%2e/report.json",
        "/sources/..%2f..%2fpyproject.toml",
        "/store/CURRENT",
        "/report.json",
        "/annotations/carol.txt.json",
        "/assets/../app.py",
        "/film/never-made-1900",
        "/\x00",
    ],
)
def test_nothing_else_is_given_out(server: str, path: str) -> None:
    """Paths out of the published pages, and names of nothing, are not found."""
    import socket
    from urllib.parse import urlparse

    place = urlparse(server)
    with socket.create_connection((place.hostname or "", place.port or 80)) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        status = raw.makefile("rb").readline()
    assert status.split()[1] in (b"404", b"400")


def test_entity_is_html_turtle_or_json_ld(server: str) -> None:
    """At an entity's path, people get a page with the sentences, programs RDF."""
    import rdflib

    page = get(server, "/film/carol-2015", Accept="text/html")
    assert "Todd Haynes" in page.text
    assert "<mark>" in page.text
    assert page.headers["vary"] == "Accept"
    for media in ("text/turtle", "application/ld+json", "application/n-triples"):
        response = get(server, "/film/carol-2015", Accept=media)
        graph = rdflib.Graph().parse(data=response.text, format=media)
        subjects = {str(s) for s in graph.subjects()}
        assert "https://graphbuild.example/film/carol-2015" in subjects
    assert get(server, "/film/carol-2015", Accept="image/png").status_code == 406


def test_unknown_entity_of_an_essay_has_a_page(server: str) -> None:
    """A person whom only an essay knows is reached by the address in its IRI."""
    found = httpx.get(
        f"{server}/sparql",
        params={"query": 'SELECT ?who { ?who rdfs:label "Marta Voss" }'},
    ).json()["results"]["bindings"]
    iri = found[0]["who"]["value"]
    page = get(server, iri.removeprefix("https://graphbuild.example"), Accept="text/html")
    assert page.status_code == 200
    assert "Marta Voss" in page.text


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Chrome]:
    window = open_browser(chromium)
    yield window
    window.quit()


@pytest.mark.browser
def test_editor_asks_a_named_question(server: str, browser: Chrome) -> None:
    """A question is chosen, its rows appear, and no page asks anybody but this server."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(f"{server}/editor")
    WebDriverWait(browser, 20).until(
        lambda b: b.execute_script("return document.documentElement.dataset.ready") == "true"
    )
    browser.find_element(By.XPATH, "//button[b='Who plays whom']").click()
    WebDriverWait(browser, 20).until(
        lambda b: "cate-blanchett" in b.find_element(By.ID, "editor").text
    )
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').map(e => new URL(e.name).origin)"
    )
    assert set(asked) == {server}
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/film/carol-2015"])
def test_served_pages_are_accessible(server: str, browser: Chrome, path: str) -> None:
    """axe finds no serious violation."""
    browser.get(server + path)
    assert serious_violations(browser) == []


@pytest.mark.browser
def test_rows_come_into_view_on_a_narrow_screen(server: str, browser: Chrome) -> None:
    """At 390 pixels the rows are scrolled to when they are there; the page is not wider."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    size = {"width": 390, "height": 600, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(f"{server}/editor")
    waiting = WebDriverWait(browser, 20)
    waiting.until(
        lambda b: b.execute_script("return document.documentElement.dataset.ready") == "true"
    )
    browser.find_element(By.XPATH, "//button[b='Who plays whom']").click()
    seen = """const row = document.querySelector('.tabPanel.active .yasr tbody tr');
        return row && row.getBoundingClientRect().bottom <= innerHeight"""
    waiting.until(lambda b: b.execute_script(seen))
    assert browser.execute_script("return document.documentElement.scrollWidth") == 390
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
