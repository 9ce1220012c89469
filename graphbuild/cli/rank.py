"""``graphbuild rank``: the entities that matter most."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli._network import network_options, opened, print_json, print_table

__all__ = ["command"]


@click.command(
    "rank",
    short_help="Rank entities by how central they are.",
    epilog="""\b
Examples:
  graphbuild rank
  graphbuild rank --type person --by betweenness --limit 5
\b
Measures: pagerank, degree, betweenness, closeness.""",
)
@click.option("--by", "measure", default="pagerank", show_default=True, help="The measure.")
@click.option("--type", "type_", metavar="TYPE", help="Only entities of a type: film, person …")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many.")
@network_options
def command(measure: str, type_: str | None, limit: int, source: Path, as_json: bool) -> None:
    """Rank entities by their place in the network of what essays assert."""
    from graphbuild.graph.networks import rank

    _, graph = opened(source)
    kinds = {"film": "Movie"}
    ranked = rank(graph, measure, kinds.get(str(type_).lower(), type_))[:limit]
    if as_json:
        print_json(
            [{"iri": r.iri, "label": r.label, "type": r.type, "score": r.score} for r in ranked]
        )
        return
    rows = [
        (str(i), r.label, r.type, f"{r.score:.4f}" if r.score < 1 else f"{r.score:g}")
        for i, r in enumerate(ranked, 1)
    ]
    print_table(("rank", "name", "type", measure), rows)
