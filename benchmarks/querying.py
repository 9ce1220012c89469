#!/usr/bin/env python3
"""Named questions of a large graph: our way of asking beside bare pyoxigraph and plain rdflib.

    python benchmarks/querying.py [--graph FOLDER] [--quads 1000000] [--patience 120]

Eight questions with names as people type them, on one graph (made by ``large_graph.py`` unless a
FOLDER of it is given), in one process. Ours is ``Graph.ask``: names are resolved, the query is
checked and answered, all rows are read. Bare pyoxigraph gets the SPARQL that this comes to, on the
same store; rdflib the question with its variables bound (which suits it best), on a ``Dataset`` of
the same quads in memory, whose default graph holds their union as ours does. All rows are compared.
Times are medians of five, of fewer when they take more than ten seconds together; a question that
rdflib has not answered after ``--patience`` seconds counts as that.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import rdflib
from large_graph import make_graph

from graphbuild import Graph
from graphbuild.querying.naming import resolve
from graphbuild.querying.questions import load_question

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("films-by-director", {"director": "Sidney Lumet"}),
    ("who-plays-whom", {"film": "12 Angry Men"}),
    ("co-stars", {"person": "Henry Fonda"}),
    ("film-crew", {"film": "12 Angry Men"}),
    ("what-essays-say", {"about": "Sidney Lumet"}),
    ("claims-by-status", {"status": "negated"}),
    ("performers-in-common", {}),
    ("support", {}),
)
_LONG = 10.0


class Late(Exception):
    """A question took longer than the patience."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise ``Late`` in the body when it takes too long; for code that is Python."""

    def stop(*_: object) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def timed(answer: Callable[[], Any]) -> tuple[float, Any]:
    """Median seconds of five answers (of one when it is long), and the answer."""
    taken: list[float] = []
    found = None
    while len(taken) < 5 and sum(taken) < _LONG:
        start = time.perf_counter()
        found = answer()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), found


def _cell(term: Any) -> list[str] | None:
    """What a term says; joined values are sorted, for their order is free."""
    return None if term is None else sorted(str(getattr(term, "value", term)).split(", "))


def bare(graph: Graph, sparql: str) -> list[tuple[Any, ...]]:
    """The rows that pyoxigraph gives, and nothing else done."""
    found: Any = graph.store.query(sparql, prefixes=graph.prefixes)
    return [tuple(row) for row in found]


def with_rdflib(
    data: rdflib.Dataset, graph: Graph, sparql: str, bound: dict[str, Any], most: float
) -> tuple[float, list[Any] | None]:
    """Seconds and rows of rdflib; no rows when it was stopped."""
    names = {n: rdflib.URIRef(t.value) for n, t in bound.items()}
    try:
        with patience(most):
            return timed(
                lambda: list(data.query(sparql, initNs=graph.prefixes, initBindings=names))
            )
    except Late:
        return most, None


def load(path: Path) -> rdflib.Dataset:
    """The quads of a file, with their union in the default graph."""
    data = rdflib.Dataset()
    data.parse(path, format="nquads")
    union = {(s, p, o) for s, p, o, _ in data.quads()}
    data.addN((s, p, o, data.default_graph) for s, p, o in union)
    return data


def _same(ours: list[Any], others: list[Any] | None) -> str:
    if others is None:
        return "stopped"
    rows = [
        sorted(repr([_cell(term) for term in row]) for row in found) for found in (ours, others)
    ]
    return "same rows" if rows[0] == rows[1] else "OTHER ROWS"


def compare(folder: Path, most: float) -> None:
    """Print a line for each question, and the totals."""
    graph = Graph(folder)
    print("loading into rdflib …", file=sys.stderr)
    start = time.perf_counter()
    data = load(folder / "graph.nq")
    loading = time.perf_counter() - start
    totals = [0.0, 0.0, 0.0]
    print(f"{'milliseconds':24}{'rows':>7}{'ours':>10}{'bare':>10}{'rdflib':>12}")
    for name, names in QUESTIONS:
        question = load_question(name)
        bound = {
            n: resolve(graph.store, value, question.parameter(n).kind, graph.prefixes)
            for n, value in names.items()
        }
        graph.ask(name, **names)  # what is imported and read once
        one, table = timed(lambda name=name, names=names: graph.ask(name, **names))
        sparql = question.asking(bound)
        two, rows = timed(lambda sparql=sparql: bare(graph, sparql))
        three, slow = with_rdflib(data, graph, question.sparql, bound, most)
        ours = list(table.result.rows)
        checks = ", ".join(dict.fromkeys((_same(ours, rows), _same(ours, slow))))
        times = (one, two, three)
        totals = [t + s for t, s in zip(totals, times, strict=True)]
        figures = "".join(f"{1000 * s:{w}.1f}" for s, w in zip(times, (10, 10, 12), strict=True))
        print(f"{name:24}{len(ours):7}{figures}  {one / two:5.2f} ×, {checks}")
    ours_, bare_, rdflib_ = totals
    print(f"{'together':31}" + f"{1000 * ours_:10.1f}{1000 * bare_:10.1f}{1000 * rdflib_:12.1f}")
    print(
        f"bare pyoxigraph × {ours_ / bare_:.2f}; rdflib takes {rdflib_ / ours_:.1f} × ours, ",
        end="",
    )
    print(f"with its loading ({loading:.0f} s) {(rdflib_ + loading) / ours_:.0f} ×")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--patience", type=float, default=120.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.graph is None:
            make_graph(Path(folder), options.quads)
        compare(options.graph or Path(folder), options.patience)


if __name__ == "__main__":
    main()
