"""``graphbuild kb import``: knowledge from IMDb, Wikidata, CSV or Turtle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphbuild.knowledge.importing import Imported
    from graphbuild.knowledge.importing.writer import Progress
    from graphbuild.knowledge.layer import Layer

__all__ = ["command"]

F = TypeVar("F", bound=Callable[..., Any])
_PATH = click.Path(exists=True, path_type=Path)


@click.group(
    "import",
    epilog="""\b
Examples:
  graphbuild kb import imdb downloads/ -o imdb.sqlite
  graphbuild kb import wikidata films.jsonl.gz -o wikidata.sqlite
  graphbuild kb import csv festival.csv -o festival.sqlite
  graphbuild kb search Ani --kb core --kb imdb.sqlite
  graphbuild build essays/ --kb festival.sqlite""",
)
def command() -> None:
    """Make a knowledge file from IMDb, Wikidata, CSV or Turtle.

    Use it with --kb FILE alone, or over the shipped knowledge: --kb core --kb FILE. Films and
    people that the core holds keep their names there. An import that was broken off goes on where
    it stopped when it is run again.
    """


def _common(function: F) -> F:
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="No progress."),
        click.option("--alone", is_flag=True, help="Do not look for the same things in the core."),
        click.option(
            "-o",
            "--output",
            required=True,
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Knowledge file to write.",
        ),
    ):
        function = option(function)
    return function


def _core(alone: bool) -> Layer | None:
    from graphbuild.knowledge.locating import core_layer

    return None if alone else core_layer()


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """Rows read, on stderr when that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading")
        yield lambda stage, rows: bar.update(task, description=f"{stage}: {rows:,} rows")


def _tell(ctx: click.Context, done: Imported) -> None:
    kinds = {"alias": "names", "person": "people", "series": "series"}
    counted = sorted((kinds.get(kind, f"{kind}s"), n) for kind, n in done.counts.items() if n)
    counts = ", ".join(f"{n:,} {kind}" for kind, n in counted)
    click.echo(f"{done.target}: {done.rows:,} rows read; {counts}", err=True)
    if done.rejected:
        click.echo(f"{done.rejected:,} rows rejected, listed in {done.rejects}", err=True)
    ctx.exit(1 if done.rejected else 0)


@command.command("imdb")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="DIR|FILES…")
@_common
@click.pass_context
def imdb(
    ctx: click.Context, paths: tuple[Path, ...], output: Path, alone: bool, quiet: bool
) -> None:
    """Import IMDb's public files: name.basics, title.basics, title.principals, gz or not.

    title.akas and title.ratings are used where they are given. IMDb allows personal and
    non-commercial use only; the notice is kept in the file.
    """
    from graphbuild.knowledge.importing import import_imdb

    with _progress(quiet) as progress:
        done = import_imdb(paths, output, over=_core(alone), progress=progress)
    _tell(ctx, done)


@command.command("wikidata")
@click.argument("file", required=False, type=_PATH)
@click.option("--sparql", metavar="URL", help="Ask this endpoint instead of reading a file.")
@click.option("--limit", type=click.IntRange(1), help="Films to ask for. [default: all]")
@click.option("--page", default=200, show_default=True, type=click.IntRange(1, 2000))
@click.option(
    "--pause", default=1.0, show_default=True, type=click.FloatRange(0), help="Seconds to wait."
)
@_common
@click.pass_context
def wikidata(
    ctx: click.Context,
    file: Path | None,
    sparql: str | None,
    limit: int | None,
    page: int,
    pause: float,
    output: Path,
    alone: bool,
    quiet: bool,
) -> None:
    """Import films and people of Wikidata: a dump (JSON, one entity a line, gz or not).

    With --sparql they are asked for page by page; pages that were fetched are kept beside FILE
    and not asked for again.
    """
    from graphbuild.knowledge.importing import fetch_wikidata, import_wikidata

    if (file is None) == (sparql is None):
        raise click.UsageError("Give either a FILE or --sparql URL.")
    with _progress(quiet) as progress:
        if sparql:
            file = fetch_wikidata(
                sparql, output, page=page, limit=limit, pause=pause, progress=progress
            )
        assert file is not None
        done = import_wikidata(file, output, over=_core(alone), progress=progress)
    _tell(ctx, done)


@command.command("csv")
@click.argument("file", type=_PATH)
@_common
@click.pass_context
def csv(ctx: click.Context, file: Path, output: Path, alone: bool, quiet: bool) -> None:
    """Import a table of films: title, year, directors, cast … (see docs/knowledge-base.md).

    Several values in a cell are joined by |; the cast reads PERFORMER as CHARACTER (NICKNAME).
    """
    from graphbuild.knowledge.importing import import_csv

    with _progress(quiet) as progress:
        done = import_csv(file, output, over=_core(alone), progress=progress)
    _tell(ctx, done)


@command.command("turtle")
@click.argument("file", type=_PATH)
@_common
@click.pass_context
def turtle(ctx: click.Context, file: Path, output: Path, alone: bool, quiet: bool) -> None:
    """Import films and people described in Turtle with schema.org terms."""
    from graphbuild.knowledge.importing import import_turtle

    with _progress(quiet) as progress:
        done = import_turtle(file, output, over=_core(alone), progress=progress)
    _tell(ctx, done)
