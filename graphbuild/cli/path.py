"""``graphbuild path``: how two entities are joined."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli._network import find, network_options, opened, print_json, print_table

__all__ = ["command"]


@click.command(
    "path",
    short_help="Show how two people, films or characters are joined.",
    epilog="""\b
Examples:
  graphbuild path "Al Pacino" "Marlon Brando"
  graphbuild path Heat "The Godfather Part II" --json""",
)
@click.argument("start", metavar="NAME")
@click.argument("end", metavar="NAME")
@network_options
@click.pass_context
def command(ctx: click.Context, start: str, end: str, source: Path, as_json: bool) -> None:
    """Show the shortest path between two entities, along what essays assert.

    NAME is a name or an IRI. The exit code is 1 when nothing joins them.
    """
    from graphbuild.errors import QueryError
    from graphbuild.graph.networks import shortest_path

    store, graph = opened(source)
    try:
        steps = shortest_path(graph, find(store, start), find(store, end))
    except KeyError as error:
        iri = str(error.args[0])
        raise QueryError(f"<{iri}> takes part in no asserted relation", where="path") from None

    def label(iri: str) -> str:
        return str(graph.nodes[iri]["label"])

    if as_json:
        print_json(
            [
                {
                    "from": {"iri": s.source, "label": label(s.source)},
                    "to": {"iri": s.target, "label": label(s.target)},
                    "properties": list(s.properties),
                    "forward": s.forward,
                    "essays": list(s.essays),
                }
                for s in steps
            ]
        )
    elif steps:
        rows = [
            (
                label(s.source),
                f"{'' if s.forward else '← '}{', '.join(s.properties)}",
                label(s.target),
                ", ".join(s.essays),
            )
            for s in steps
        ]
        print_table(("from", "relation", "to", "essays"), rows)
    if not steps:
        click.echo("nothing that the essays assert joins them", err=True)
        ctx.exit(1)
