"""The graph page, opened in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.viewing.graph_page import render_graph_page
from graphbuild.viewing.view import (
    GraphView,
    ViewCircumstance,
    ViewClaim,
    ViewEdge,
    ViewEssay,
    ViewEvidence,
    ViewHappening,
    ViewNode,
)
from tests.accessibility import serious_violations
from tests.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

BASE = "https://graphbuild.example/"
HOSTILE = (
    '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked=1">\u202eabc'
)


PREMIERE = ViewHappening(
    "premiere",
    (
        ViewCircumstance("for", "The Passion of Joan of Arc", 0),
        ViewCircumstance("in", HOSTILE),
        ViewCircumstance("on", "21 April 1928"),
    ),
)


def small_view() -> GraphView:
    """A film, its performer and character joined by a performance, a rumour, a hostile label."""
    quote = ViewEvidence("The lead, ", "Renée Falconetti’s Joan", ", weeps without words.")
    nodes = (
        ViewNode(BASE + "film/passion-1928", "The Passion of Joan of Arc", "film", essays=(0, 1)),
        ViewNode(BASE + "person/falconetti", "Renée Falconetti", "person", essays=(0,)),
        ViewNode(BASE + "character/joan", "Joan of Arc", "character", ("Jeanne",), essays=(0, 1)),
        ViewNode(BASE + "performance/p", "Falconetti as Joan", "performance", essays=(0,)),
        ViewNode(BASE + "essay/b/nil/place/x", HOSTILE, "place", nil=True, essays=(1,)),
    )
    claims = (
        ViewClaim(
            "c0", 1, "playsCharacter", 2, None, "asserted", "production", 0.9, "verb:play", 0,
            evidence=(quote,), happened=PREMIERE,
        ),
        ViewClaim(
            "c1", 2, "homeLocation", 4, None, "hypothetical", "diegetic", 0.5, "noun:home", 1,
            cue="rumour", evidence=(ViewEvidence("", HOSTILE, ""),),
        ),
        ViewClaim("c2", 2, "alternateName", None, HOSTILE, "asserted", "diegetic", 0.8, "as", 1),
    )  # fmt: skip
    edges = (
        ViewEdge(1, 2, "playsCharacter", (0,), (0,), covered=True),
        ViewEdge(1, 3, "performance", (0,), (0,)),
        ViewEdge(3, 0, "performance", (0,), (0,)),
        ViewEdge(3, 2, "performance", (0,), (0,)),
        ViewEdge(2, 4, "homeLocation", (1,), (1,)),
    )
    names = ("playsCharacter", "performance", "homeLocation", "alternateName")
    return GraphView(
        nodes,
        edges,
        claims,
        (ViewEssay("e:a", "a.txt", HOSTILE, "A. Critic"), ViewEssay("e:b", "b.txt", "Second")),
        {name: (BASE + name, name, False) for name in names},
    )


@pytest.fixture(scope="module")
def page(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    path: Path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(render_graph_page(small_view(), title=HOSTILE), encoding="utf-8")
    browser = open_browser(chromium)
    browser.get(path.as_uri())
    yield browser
    browser.quit()


def search(page: Chrome, text: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    box = page.find_element(By.ID, "search")
    box.clear()
    box.send_keys(text, Keys.ENTER)


def panel(page: Chrome) -> str:
    from selenium.webdriver.common.by import By

    return page.find_element(By.ID, "panel").text


def click_node(page: Chrome, key: str) -> None:
    """Click where the canvas has drawn a node, as a person would."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    at = page.execute_script("return graphbuild.where(arguments[0])", BASE + key)
    canvas = page.find_element(By.CSS_SELECTOR, "#network canvas")
    x, y = at["x"] - canvas.size["width"] / 2, at["y"] - canvas.size["height"] / 2
    ActionChains(page).move_to_element_with_offset(canvas, int(x), int(y)).click().perform()


@pytest.mark.browser
class TestGraphPage:
    def test_search_by_alias_shows_the_evidence(self, page: Chrome) -> None:
        """Searching another name of a character shows the sentence behind a claim about it."""
        search(page, "jeanne")
        assert "Joan of Arc" in panel(page)
        assert "The lead, Renée Falconetti’s Joan, weeps without words." in panel(page)

    def test_the_panel_says_where_and_when(self, page: Chrome) -> None:
        """What happened is told below its claim, with a link to what is drawn."""
        from selenium.webdriver.common.by import By

        search(page, "falconetti")
        shown = page.find_element(By.CSS_SELECTOR, "#panel .happened")
        assert shown.text.startswith("Premiere for The Passion of Joan of Arc in </script>")
        assert shown.text.endswith("on 21 April 1928")
        shown.find_element(By.TAG_NAME, "a").click()
        assert panel(page).startswith("The Passion of Joan of Arc")
        assert "Premiere for The Passion of Joan of Arc" in panel(page)

    def test_search_ignores_accents(self, page: Chrome) -> None:
        """A name is found without its accent."""
        search(page, "renee fal")
        assert "Renée Falconetti" in panel(page)

    def test_click_on_a_node_shows_its_evidence(self, page: Chrome) -> None:
        """A click on the canvas where a node stands opens its panel."""
        page.execute_script("document.getElementById('fit').click()")
        click_node(page, "person/falconetti")
        assert panel(page).startswith("Renée Falconetti")
        assert "weeps without words" in panel(page)

    def test_filter_by_type_removes_nodes(self, page: Chrome) -> None:
        """Clearing the box of a type takes its nodes off the page, setting it brings them back."""
        from selenium.webdriver.common.by import By

        box = page.find_element(By.CSS_SELECTOR, "input[data-kind=type][value=place]")
        box.click()
        assert "4 of 5 nodes" in page.find_element(By.ID, "notice").text
        box.click()
        assert "5 of 5 nodes" in page.find_element(By.ID, "notice").text

    def test_unasserted_claims_are_marked(self, page: Chrome) -> None:
        """A hypothetical claim carries its status and its cue in the panel."""
        search(page, "joan of arc")
        assert "hypothetical" in panel(page)

    def test_deep_link_opens_the_node(self, page: Chrome) -> None:
        """The address with #IRI opens the page at that node."""
        page.execute_script(f"location.hash = '{BASE}person/falconetti'")
        page.execute_async_script("setTimeout(arguments[0], 50)")
        assert panel(page).startswith("Renée Falconetti")

    def test_focus_and_trail(self, page: Chrome) -> None:
        """Focus shows what surrounds a node, with a trail that leads back to the whole graph."""
        from selenium.webdriver.common.by import By

        search(page, "falconetti")
        page.find_element(By.XPATH, "//button[text()='Focus']").click()
        assert "4 of 5 nodes" in page.find_element(By.ID, "notice").text
        page.find_element(By.XPATH, "//button[text()='Whole graph']").click()
        assert "5 of 5 nodes" in page.find_element(By.ID, "notice").text

    def test_path_between_two_nodes(self, page: Chrome) -> None:
        """From one node a path to another is found and its sentences shown."""
        from selenium.webdriver.common.by import By

        search(page, "falconetti")
        page.find_element(By.XPATH, "//button[text()='Path to …']").click()
        search(page, "the passion")
        assert "2 steps" in panel(page)

    def test_hostile_labels_are_text(self, page: Chrome) -> None:
        """Markup in labels, quotes and titles is shown, never run; nothing is fetched."""
        search(page, "window.hacked")
        assert "</script>" in panel(page)
        assert page.execute_script("return window.hacked") is None
        assert [e for e in page.get_log("browser") if e["level"] == "SEVERE"] == []


def test_same_view_gives_the_same_bytes() -> None:
    """Two renderings of one view do not differ in a byte."""
    assert render_graph_page(small_view()) == render_graph_page(small_view())


def test_page_names_no_outside_address() -> None:
    """No element of the page points to another host, and the policy forbids it."""
    html = render_graph_page(small_view())
    assert "default-src 'none'" in html
    assert not any(f'{a}="http' in html.split("<script>")[0] for a in ("src", "href"))


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_is_accessible(
    chromium: str, tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    """axe finds no serious violation, on a desk and on a phone, in both themes."""
    path = tmp_path / "graph.html"
    path.write_text(render_graph_page(small_view(), title="Study"), encoding="utf-8")
    browser = open_browser(chromium, size=size)
    try:
        browser.get(path.as_uri())
        browser.execute_script(f"document.documentElement.dataset.theme = '{theme}'")
        search(browser, "jeanne")
        assert serious_violations(browser) == []
    finally:
        browser.quit()


@pytest.mark.browser
def test_label_of_ten_thousand_characters_is_shown_and_breaks_nothing(
    chromium: str, tmp_path: Path
) -> None:
    """A very long name is cut in the drawing, whole in the panel, and the page keeps its width."""
    view = small_view()
    long = "Long" + "g" * 10_000
    node = ViewNode(BASE + "person/long", long, "person", essays=(0,))
    claim = ViewClaim("c3", 5, "playsCharacter", 2, None, "asserted", "diegetic", 0.9, "verb", 0)
    edge = ViewEdge(5, 2, "playsCharacter", (3,), (0,))
    nodes, claims = (*view.nodes, node), (*view.claims, claim)
    view = GraphView(nodes, (*view.edges, edge), claims, view.essays, view.properties)
    path = tmp_path / "graph.html"
    path.write_text(render_graph_page(view), encoding="utf-8")
    browser = open_browser(chromium, size=(390, 844))
    try:
        browser.get(path.as_uri())
        search(browser, "longg")
        assert panel(browser).startswith("Longg")
        width = browser.execute_script("return document.documentElement.scrollWidth")
        assert width <= browser.execute_script("return window.innerWidth")
        assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []
    finally:
        browser.quit()
