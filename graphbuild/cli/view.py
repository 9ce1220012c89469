"""``graphbuild view``: the pages of a build, in the browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import click

__all__ = ["command"]


@click.command(
    "view",
    short_help="Open the graph page or an essay's reading view in the browser.",
    epilog="""\b
Examples:
  graphbuild view
  graphbuild view output/ --at "Mikey Madison"
  graphbuild view --essay anora-brighton-beach.txt
  graphbuild view --essays --print""",
)
@click.argument("output", default="output", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--essay", metavar="ID", help="Open the reading view of this essay.")
@click.option("--essays", is_flag=True, help="Open the page over all essays.")
@click.option("--at", "name", metavar="NAME", help="Open the graph at this film, person …")
@click.option("--print", "printed", is_flag=True, help="Print the address, open nothing.")
def command(output: Path, essay: str | None, essays: bool, name: str | None, printed: bool) -> None:
    """Open what was built in DIR.

    The pages are files and need no server and no network.
    """
    if sum(map(bool, (essay, essays, name))) > 1:
        raise click.UsageError("--essay, --essays and --at exclude each other.")
    page = _page(output, essay, essays)
    address = page.absolute().as_uri()
    if name:
        address += "#" + quote(_iri(output, name), safe="/:")
    if printed or not _opened(address):
        click.echo(address)


def _page(output: Path, essay: str | None, essays: bool) -> Path:
    from graphbuild.errors import InputError, UnknownChoice
    from graphbuild.publishing import current_generation

    folder = current_generation(output)
    if not (essay or essays):
        return output / "graph.html"
    reading = folder / "reading"
    if not reading.is_dir():
        raise InputError(
            "holds no reading views", where=str(output), fix="build it without --no-text"
        )
    if essays:
        return output / "reading" / "index.html"
    pages = {str(p.relative_to(reading))[:-5] for p in reading.rglob("*.html")} - {"index"}
    if essay not in pages:
        raise UnknownChoice("essay", str(essay), sorted(pages))
    return output / "reading" / f"{essay}.html"


def _iri(output: Path, name: str) -> str:
    from graphbuild.graph.loading import open_graph
    from graphbuild.querying import base_of, prefixes_of
    from graphbuild.querying.naming import resolve

    store = open_graph(output)
    return resolve(store, name, "entity", prefixes_of(base_of(store))).value


def _opened(address: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
