"""``graphbuild around``: what surrounds an entity."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli._network import find, network_options, opened, print_json, print_table

__all__ = ["command"]


@click.command(
    "around",
    short_help="Show what surrounds a person, film or character.",
    epilog="""\b
Examples:
  graphbuild around "Sean Baker"
  graphbuild around Anora --steps 2 --json""",
)
@click.argument("name", metavar="NAME")
@click.option("--steps", default=1, show_default=True, type=click.IntRange(1), help="How far.")
@network_options
def command(name: str, steps: int, source: Path, as_json: bool) -> None:
    """Show the ego graph of an entity: who and what is at most so many relations away, and all
    that essays assert between them.

    NAME is a name or an IRI.
    """
    from graphbuild.errors import QueryError
    from graphbuild.graph.networks import around

    store, graph = opened(source)
    iri = find(store, name)
    try:
        near = around(graph, iri, steps)
    except KeyError:
        raise QueryError(f"<{iri}> takes part in no asserted relation", where="around") from None
    edges = sorted(near.edges(data=True), key=lambda e: (e[0], e[1], e[2]["property"]))
    if as_json:
        nodes = [{"iri": n, "label": d["label"], "type": d["type"]} for n, d in near.nodes.items()]
        print_json(
            {
                "nodes": sorted(nodes, key=lambda n: n["iri"]),
                "edges": [{"from": s, "to": o, **data} for s, o, data in edges],
            }
        )
        return
    label = near.nodes(data="label")
    rows = [(label[s], data["property"], label[o], data["essays"]) for s, o, data in edges]
    print_table(("from", "relation", "to", "essays"), rows)
