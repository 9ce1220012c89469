"""What the commands on the network of entities share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

__all__ = ["find", "network_options", "opened", "print_json", "print_table"]

F = TypeVar("F", bound=Callable[..., Any])


def network_options(command: F) -> F:
    """``--from``, ``--json``: which graph, and in which form."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table."),
        click.option(
            "-d",
            "--from",
            "source",
            default="output",
            show_default=True,
            type=click.Path(path_type=Path),
            help="Folder of a build, or a file of RDF.",
        ),
    ):
        command = option(command)
    return command


def opened(source: Path) -> tuple[ox.Store, nx.MultiDiGraph]:
    """The store of a build or file, and its network of asserted relations between things; genres
    and occupations, which join what has nothing to do with each other, are left out."""
    from graphbuild.graph.loading import open_graph
    from graphbuild.graph.projecting import project

    store = open_graph(source)
    graph = project(store)
    graph.remove_nodes_from([n for n, d in graph.nodes(data=True) if d["type"] == "Concept"])
    return store, graph


def find(store: ox.Store, name: str) -> str:
    """The IRI of what is called so."""
    from graphbuild.querying import base_of, prefixes_of
    from graphbuild.querying.naming import resolve

    return resolve(store, name, "entity", prefixes_of(base_of(store))).value


def print_json(value: Any) -> None:
    """Print a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table at a terminal, tab separated lines when piped."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            click.echo("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)
