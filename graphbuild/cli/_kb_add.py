"""``graphbuild kb add``: the user's own films."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphbuild.knowledge.additions import Additions

__all__ = ["command"]


@click.group("add")
def command() -> None:
    """Add to your own layer, which lies over the shipped knowledge from then on."""


@command.command(
    "film",
    epilog="""\b
Examples:
  graphbuild kb add film                                   (asks)
  graphbuild kb add film "Tangerine" --year 2015 --director "Sean Baker" \\
      --cast "Kitana Kiki Rodriguez as Sin-Dee Rella (Sin-Dee)"
  graphbuild kb add film --csv my-films.csv""",
)
@click.argument("title", required=False)
@click.option("--year", type=click.IntRange(1888, 2100), help="Year of release.")
@click.option("--director", "directors", multiple=True, metavar="NAME", help="Repeat for several.")
@click.option("--writer", "screenwriters", multiple=True, metavar="NAME", help="Screenwriter.")
@click.option(
    "--cast",
    multiple=True,
    metavar="WHO",
    help="PERFORMER as CHARACTER (NICKNAME); or as himself. Repeat in order of billing.",
)
@click.option("--original-title", default="", help="Title in its own language.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another title.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Such as US, FR.")
@click.option("--genre", "genres", multiple=True, metavar="NAME", help="Such as drama.")
@click.option(
    "--csv",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Add the films of a table instead (columns title, year, directors, cast …).",
)
@click.pass_context
def film(
    ctx: click.Context,
    /,
    title: str | None,
    year: int | None,
    original_title: str,
    file: Path | None,
    **several: tuple[str, ...],
) -> None:
    """Add a film with its director and cast to your own layer.

    People whom the knowledge base holds by that name are used; say person/KEY to choose one.
    """
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.additions import Additions
    from graphbuild.knowledge.locating import user_folder
    from graphbuild.knowledge.user_tables import append_tables

    additions = Additions(KnowledgeBase.open())
    rejected = 0
    if file is not None:
        rejected = _from_file(file, additions)
    else:
        row = {column: "|".join(values) for column, values in several.items()}
        row["original_title"] = original_title
        if title is None:
            row |= _asked(row)
        else:
            year = year or click.prompt("Year of release", type=click.IntRange(1888, 2100))
            row |= {"title": title, "year": str(year)}
        additions.add(row)
    written = append_tables(additions.tables, user_folder())
    KnowledgeBase.open()  # compiles the layer now, so that a mistake shows now
    for key in sorted(additions.tables.where):
        click.echo(key)
    click.echo(f"Written to {user_folder()} ({len(written)} tables).", err=True)
    ctx.exit(1 if rejected else 0)


def _asked(row: dict[str, str]) -> dict[str, str]:
    """The form in the terminal."""
    asked = {"title": click.prompt("Title"), "year": click.prompt("Year of release")}
    if not row["directors"]:
        asked["directors"] = click.prompt("Director (several: joined by |)", default="")
    if not row["cast"]:
        click.echo("Cast, one a line: PERFORMER as CHARACTER (NICKNAME). An empty line ends.")
        entries = iter(lambda: click.prompt("  ", default="", show_default=False), "")
        asked["cast"] = "|".join(entries)
    return asked


def _from_file(file: Path, additions: Additions) -> int:
    from graphbuild.errors import KnowledgeError
    from graphbuild.knowledge.additions import read_csv_films

    rejected = 0
    for row, line in read_csv_films(file):
        try:
            additions.add(row, f"{file}:{line}")
        except KnowledgeError as error:
            rejected += 1
            click.echo(f"graphbuild: rejected: {error}", err=True)
    return rejected
