"""The graph page at 30, 1,500 and 20,000 nodes: the same behaviour, useful at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.pages import made_up_view
from graphbuild.viewing.graph_page import render_graph_page
from tests.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser
SIZES = (30, 1500, 20000)


@pytest.fixture(scope="module", params=SIZES)
def page(
    request: pytest.FixtureRequest, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Chrome, int]]:
    """A page of that many nodes, opened; downloads go to the folder beside it."""
    folder: Path = tmp_path_factory.mktemp("page")
    path = folder / "graph.html"
    path.write_text(render_graph_page(made_up_view(request.param)), encoding="utf-8")
    browser = open_browser(chromium)
    downloads = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Page.setDownloadBehavior", downloads)
    browser.get(path.as_uri())
    yield browser, request.param
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []
    browser.quit()


@pytest.fixture(autouse=True)
def fresh(page: tuple[Chrome, int]) -> None:
    """Every behaviour starts from the whole graph."""
    page[0].execute_script(
        "document.getElementById('reset').click(); document.getElementById('search').blur();"
        "document.body.click();"
        "const g = graphbuild.state; g.trail = []; g.path = []; g.selected = null; g.all = false;"
        "document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));"
    )


def text(browser: Chrome, id_: str) -> str:
    return str(
        browser.execute_script("return document.getElementById(arguments[0]).innerText", id_)
    )


def find(browser: Chrome, name: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    box = browser.find_element(By.ID, "search")
    box.clear()
    box.send_keys(name, Keys.ENTER)


def press(browser: Chrome, label: str) -> None:
    from selenium.webdriver.common.by import By

    browser.find_element(By.XPATH, f"//button[text()='{label}']").click()


def drawn(browser: Chrome) -> int:
    """How many nodes are drawn."""
    return int(text(browser, "notice").split(" of ")[0])


def slide(browser: Chrome, id_: str, value: float) -> None:
    browser.execute_script(
        "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
        "s.dispatchEvent(new Event('input'));",
        id_,
        value,
    )


def test_the_weightiest_part_is_shown_first(page: tuple[Chrome, int]) -> None:
    """A small graph is shown whole; of a large one the most connected part, with its size."""
    browser, size = page
    assert drawn(browser) == min(size, 400)
    assert f"of {size} nodes" in text(browser, "notice")


def test_every_node_is_found_and_its_sentence_shown(page: tuple[Chrome, int]) -> None:
    """Search reaches nodes that are not drawn yet, and shows the evidence."""
    browser, size = page
    find(browser, f"name {size - 1}")
    assert text(browser, "panel").startswith(f"Name {size - 1}")
    assert "In the first reel one name meets another by a window." in text(browser, "panel")


def test_focus_shows_rings_of_neighbours_and_leads_back(page: tuple[Chrome, int]) -> None:
    """Focus draws what is one, then two steps away; the trail leads back to the whole."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select

    browser, size = page
    find(browser, f"name {size - 1}")
    press(browser, "Focus")
    near = drawn(browser)
    assert 1 < near < size
    Select(browser.find_element(By.CSS_SELECTOR, "#trail select")).select_by_value("2")
    assert drawn(browser) >= near
    press(browser, "Whole graph")
    assert drawn(browser) >= min(size, 400)


def test_path_names_each_step(page: tuple[Chrome, int]) -> None:
    """A path between two nodes shows a sentence for each step."""
    from selenium.webdriver.common.by import By

    browser, size = page
    find(browser, f"name {size - 1}")
    press(browser, "Path to …")
    find(browser, "name 0")
    steps = int(text(browser, "panel").split(" steps")[0].rsplit(maxsplit=1)[-1])
    assert steps == len(browser.find_elements(By.CSS_SELECTOR, "#panel li[data-claim]"))
    assert drawn(browser) == steps + 1
    press(browser, "Leave the path")


def test_filters_narrow_and_reset(page: tuple[Chrome, int]) -> None:
    """Degree and essay filters take nodes away; reset brings them back."""
    from selenium.webdriver.common.by import By

    browser, size = page
    whole = drawn(browser)
    slide(browser, "degree", 6)
    assert drawn(browser) < min(size, whole + 1)
    browser.find_element(By.ID, "reset").click()
    assert drawn(browser) == whole
    browser.execute_script("document.querySelector('input[data-kind=type][value=place]').click()")
    shown = browser.execute_script(
        "return graphbuild.network.body.data.nodes.getIds().map(i => graphbuild.nodes[i].type)"
    )
    assert "place" not in shown
    browser.find_element(By.ID, "reset").click()


def test_confidence_and_support_leave_no_line(page: tuple[Chrome, int]) -> None:
    """Lines whose claims are all below the wanted confidence are not drawn."""
    browser, _ = page
    assert not text(browser, "notice").endswith(" 0 links")
    slide(browser, "confidence", 0.95)
    assert ", 0 links" in text(browser, "notice")


def test_communities_are_outlined(page: tuple[Chrome, int]) -> None:
    """Outlines change the picture and can be taken away again."""
    from selenium.webdriver.common.by import By

    browser, _ = page
    picture = "return document.querySelector('#network canvas').toDataURL().length"
    before = browser.execute_script(picture)
    button = browser.find_element(By.ID, "hulls")
    button.click()
    browser.execute_async_script("graphbuild.network.redraw(); setTimeout(arguments[0], 300)")
    assert button.get_attribute("aria-pressed") == "true"
    assert browser.execute_script(picture) != before
    button.click()


def test_names_are_legible_without_covering_each_other(page: tuple[Chrome, int]) -> None:
    """Zoomed out to everything, names are written at reading size and none over another."""
    browser, size = page
    browser.find_element("id", "fit").click()
    browser.execute_async_script("graphbuild.network.redraw(); setTimeout(arguments[0], 300)")
    boxes = browser.execute_script("return graphbuild.labelled()")
    assert len(boxes) >= min(size, 20) * 0.6
    for i, (x, y, width, height) in enumerate(boxes):
        assert height >= 12
        for a, b, wide, high in boxes[i + 1 :]:
            apart = x + width <= a or a + wide <= x or y + height <= b or b + high <= y
            assert apart


def _written(folder: Path) -> list[bytes]:
    """What the pictures of a folder hold; the browser makes an empty file first."""
    return [data for path in folder.glob("*.png") if (data := path.read_bytes())]


def test_picture_is_saved(
    page: tuple[Chrome, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """PNG saves the canvas as a picture file."""
    import time

    browser, _ = page
    folder = tmp_path_factory.mktemp("png")
    browser.execute_cdp_cmd(
        "Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)}
    )
    browser.find_element("id", "png").click()
    deadline = time.monotonic() + 20
    while not (found := _written(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found
    assert found[0].startswith(b"\x89PNG")


def test_selection_is_copied_as_turtle_and_sparql(page: tuple[Chrome, int]) -> None:
    """What is copied parses: Turtle of the selection's claims, SPARQL that asks for them."""
    import pyoxigraph as ox

    browser, _ = page
    browser.execute_script(
        "window.copied = []; document.execCommand = () => "
        "{ copied.push(document.activeElement.value); return true; };"
    )
    find(browser, "name 7")
    press(browser, "Copy Turtle")
    press(browser, "Copy SPARQL")
    turtle, sparql = browser.execute_script("return copied")
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    assert len(store) >= 1
    rows = list(store.query(sparql))  # type: ignore[arg-type]
    assert len(rows) == len(store)


def test_keyboard_reaches_search_hits_and_back(page: tuple[Chrome, int]) -> None:
    """Slash goes to the search, arrows choose among hits, Escape leaves."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser, _ = page
    browser.find_element(By.ID, "fit").send_keys("/")
    active = browser.switch_to.active_element
    assert active.get_attribute("id") == "search"
    active.clear()
    active.send_keys("name 1", Keys.ARROW_DOWN)
    hits = browser.find_elements(By.CSS_SELECTOR, "#hits li")
    assert hits[1].get_attribute("aria-selected") == "true"
    wanted = hits[1].text.split("\n")[0]
    active.send_keys(Keys.ENTER)
    assert text(browser, "panel").split("\n")[0] in wanted


def test_theme_changes_and_stays_readable(page: tuple[Chrome, int]) -> None:
    """The theme button swaps light and dark."""
    browser, _ = page
    colour = "return getComputedStyle(document.body).backgroundColor"
    before = browser.execute_script(colour)
    browser.find_element("id", "theme").click()
    assert browser.execute_script(colour) != before
    browser.find_element("id", "theme").click()


def test_deep_link_opens_at_the_node(page: tuple[Chrome, int]) -> None:
    """An address with #IRI shows the node, drawn or not, and choosing a node sets it."""
    browser, size = page
    iri = f"https://graphbuild.example/n/{size - 2}"
    browser.execute_script("location.hash = arguments[0]", iri)
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert text(browser, "panel").startswith(f"Name {size - 2}")
    find(browser, "name 3")
    assert browser.current_url.split("#")[1].endswith("/n/3")
