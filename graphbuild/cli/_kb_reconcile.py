"""``graphbuild kb reconcile``: which records of two sources describe the same thing."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    "reconcile",
    epilog="""\b
Example:
  graphbuild kb reconcile imdb.csv tmdb.csv --out matches.csv""",
)
@click.argument("left", type=_FILE)
@click.argument("right", type=_FILE)
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="MATCHES.csv",
    help="File to write: left_id,right_id,score.",
)
@click.option(
    "--at-least",
    default=0.5,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Leave out matches that are less probable.",
)
def command(left: Path, right: Path, out: Path, at_least: float) -> None:
    """Match the records of LEFT and RIGHT one to one.

    Both are delimited text with any columns, a header, and the id first. Which columns hold the
    same thing, and how much their agreement tells, is learned from the two files themselves.
    """
    from graphbuild.knowledge.reconciling import read_source, reconcile, write_matches

    sources = read_source(left), read_source(right)
    matches = [m for m in reconcile(*sources) if m.score >= at_least]
    write_matches(matches, out)
    click.echo(
        f"{len(matches)} matches of {len(sources[0].ids)} and {len(sources[1].ids)} records",
        err=True,
    )
