"""``graphbuild export``: the graph in another format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["command"]


def _complete(_: click.Context, __: click.Parameter, start: str) -> list[str]:
    from graphbuild.exporting import exporters

    return [name for name in sorted(exporters()) if name.startswith(start)]


@click.command(
    "export",
    short_help="Write the graph in another format.",
    epilog="""\b
Examples:
  graphbuild export --list
  graphbuild export graphml -o films.graphml
  graphbuild export csv -o tables/
  graphbuild export nquads --from output/ | sort -c""",
)
@click.argument("format_", metavar="FORMAT", required=False, shell_complete=_complete)
@click.option("--list", "listing", is_flag=True, help="List the formats.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File, or folder where the format has several files. [default: stdout]",
)
@click.option(
    "-d",
    "--from",
    "source",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of a build, or a Turtle, TriG or N-Quads file.",
)
def command(format_: str | None, listing: bool, output: Path | None, source: Path) -> None:
    """Write the graph in another format.

    RDF formats hold everything; network formats hold entities and asserted relations.
    """
    from graphbuild.exporting import Exporter, exporter, exporters
    from graphbuild.graph.loading import open_graph
    from graphbuild.iris import DEFAULT_BASE
    from graphbuild.querying import base_of
    from graphbuild.writing import write_aside

    if listing:
        known = exporters()
        for name in sorted(known):
            click.echo(f"{name:15} {(known[name].__doc__ or '').splitlines()[0]}")
        return
    if format_ is None:
        raise click.UsageError("Which format? Try --list.")
    write: Exporter = exporter(format_)
    store = open_graph(source)
    files = write(store, base_of(store) or DEFAULT_BASE)
    folder = len(files) > 1 or (output is not None and output.is_dir())
    if output is None and len(files) > 1:
        raise click.UsageError(f"{format_} has several files; name a folder with -o.")
    for name, content in files.items():
        parts = (content,) if isinstance(content, bytes) else content
        if output is None:
            sys.stdout.buffer.writelines(parts)
        else:
            with write_aside(output / name if folder else output) as file:
                file.writelines(parts)
