#!/usr/bin/env python3
"""How soon a graph page is usable in a real browser, beside plain pyvis on the same graph.

    python benchmarks/pages.py [--nodes 30 1500 20000] [--plain-limit 300]

"Usable" is when the page answers a search with its evidence panel (ours), or when vis-network
has finished its stabilisation (plain pyvis, which draws nothing before). Times in seconds from
navigation, one run, same machine, same browser. Plain pyvis is given up after --plain-limit.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graphbuild.viewing.graph_page import render_graph_page
from graphbuild.viewing.view import (
    GraphView,
    ViewClaim,
    ViewEdge,
    ViewEssay,
    ViewEvidence,
    ViewNode,
)
from tests.browser import open_browser

BASE = "https://graphbuild.example/"
TYPES = ("film", "person", "person", "character", "character", "place")


def made_up_view(count: int, *, seed: int = 0) -> GraphView:
    """A graph of ``count`` nodes with about 1.6 links a node, a few hubs, one claim a link."""
    chance = random.Random(seed)
    nodes = tuple(
        ViewNode(f"{BASE}n/{i}", f"Name {i}", TYPES[i % len(TYPES)], essays=(i % 40,))
        for i in range(count)
    )
    pairs = {(i, int(chance.random() ** 3 * i)) for i in range(1, count)}
    pairs |= {
        (chance.randrange(count), int(chance.random() ** 3 * count)) for _ in range(count * 6 // 10)
    }
    links = sorted((a, b) for a, b in pairs if a != b)
    quote = (ViewEvidence("In the first reel ", "one name meets another", " by a window."),)
    claims = tuple(
        ViewClaim(
            f"{i:016x}", a, "knows", b, None, "asserted", "diegetic", 0.9, "verb:knows", a % 40,
            evidence=quote,
        )
        for i, (a, b) in enumerate(links)
    )  # fmt: skip
    edges = tuple(ViewEdge(a, b, "knows", (i,), (a % 40,)) for i, (a, b) in enumerate(links))
    essays = tuple(ViewEssay(f"e{i}", f"e{i}.txt", f"Essay {i}") for i in range(40))
    return GraphView(nodes, edges, claims, essays, {"knows": (BASE + "knows", "knows", True)})


def plain_pyvis(view: GraphView, path: Path) -> None:
    """The same graph as pyvis makes it unaided, with its library inlined to spare the network."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=True)
    for i, node in enumerate(view.nodes):
        network.add_node(i, label=node.label)
    network.add_edges([(e.source, e.target) for e in view.edges])
    html = network.generate_html()
    marker = "network = new vis.Network(container, data, options);"
    hook = marker + 'network.once("stabilizationIterationsDone", () => { window.usable = true; });'
    path.write_text(html.replace(marker, hook), encoding="utf-8")


def seconds_until(browser, script: str, limit: float) -> float | None:
    """Seconds until the script is true, None when the limit passed."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            if browser.execute_script(script):
                return time.perf_counter() - start
        except Exception as error:
            if "imeout" not in str(error):
                raise
        time.sleep(0.02)
    return None


def usable(chromium: str, path: Path, script: str, limit: float) -> float | None:
    """Seconds from navigation to a usable page."""
    browser = open_browser(chromium)
    browser.set_page_load_timeout(limit)
    browser.set_script_timeout(limit)
    try:
        start = time.perf_counter()
        try:
            browser.get(path.as_uri())
        except Exception as error:
            if "imeout" not in str(error):
                raise
            return None
        rest = seconds_until(browser, script, limit - (time.perf_counter() - start))
        return None if rest is None else time.perf_counter() - start
    finally:
        browser.quit()


ANSWERS = """
if (document.documentElement.dataset.ready !== "true") return false;
const box = document.getElementById("search");
box.value = "Name 7"; box.dispatchEvent(new Event("input"));
box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"}));
return document.getElementById("panel").textContent.includes("one name meets another");
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[30, 1500, 20000])
    parser.add_argument("--plain-limit", type=float, default=300)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed")
    print(
        f"{'nodes':>6} {'render s':>9} {'weight MB':>9} {'ours s':>8} {'pyvis s':>8} {'ratio':>7}"
    )
    for count in options.nodes:
        view = made_up_view(count)
        with tempfile.TemporaryDirectory() as folder:
            ours, plain = Path(folder) / "ours.html", Path(folder) / "plain.html"
            start = time.perf_counter()
            ours.write_text(render_graph_page(view), encoding="utf-8")
            rendered = time.perf_counter() - start
            first = usable(chromium, ours, ANSWERS, 120)
            plain_pyvis(view, plain)
            second = usable(chromium, plain, "return window.usable === true", options.plain_limit)
        shown = f"{second:8.1f}" if second else f"> {options.plain_limit:.0f}".rjust(8)
        ratio = (second or options.plain_limit) / first if first else float("nan")
        print(
            f"{count:6d} {rendered:9.2f} {ours_size(view):9.2f} {first or float('nan'):8.2f} "
            f"{shown} {'' if second else '>'}{ratio:6.0f}"
        )


def ours_size(view: GraphView) -> float:
    """Weight of our page in MB."""
    return len(render_graph_page(view).encode("utf-8")) / 1e6


if __name__ == "__main__":
    main()
