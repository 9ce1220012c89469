"""``graphbuild communities``: who belongs together."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli._network import network_options, opened, print_json, print_table

__all__ = ["command"]


@click.command(
    "communities",
    short_help="List the groups of entities that belong together.",
    epilog="""\b
Examples:
  graphbuild communities
  graphbuild communities --limit 3 --json""",
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many.")
@network_options
def command(limit: int, source: Path, as_json: bool) -> None:
    """List communities of the network of what essays assert, the largest first."""
    from graphbuild.graph.networks import communities

    _, graph = opened(source)
    found = communities(graph)[:limit]
    if as_json:
        print_json(
            [
                [{"iri": m.iri, "label": m.label, "type": m.type} for m in group.members]
                for group in found
            ]
        )
        return
    rows = [
        (str(i), str(len(g.members)), ", ".join(m.label for m in g.members[:8]))
        for i, g in enumerate(found, 1)
    ]
    print_table(("group", "size", "most central"), rows)
