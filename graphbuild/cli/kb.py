"""``graphbuild kb``: look into, check, extend and build the knowledge base."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphbuild.knowledge import Entity, KnowledgeBase

__all__ = ["command"]

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = """\b
Examples:
  graphbuild kb info
  graphbuild kb search "Sean Baker"
  graphbuild kb show film/anora-2024
  graphbuild kb add film "Tangerine" --year 2015 --director "Sean Baker"
  graphbuild kb import csv films.csv -o films.sqlite
  graphbuild kb reconcile mine.csv theirs.csv --out matches.csv"""

_LATER = {"add": "_kb_add", "import": "_kb_import", "reconcile": "_kb_reconcile"}


class _Group(click.Group):
    """Imports the commands that change something only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_LATER]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _LATER:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        found: click.Command = import_module(f"graphbuild.cli.{_LATER[cmd_name]}").command
        return found


@click.group(
    "kb",
    cls=_Group,
    epilog=EPILOG,
    short_help="Look into, check, extend and build the knowledge base.",
)
def command() -> None:
    """Look into, check, extend and build the knowledge base.

    It holds the films, people, characters and places that names are linked to. The shipped one
    is called core; your own additions lie over it, and so can files made by ``kb import``.
    """


def _files(option: F) -> F:
    return click.option(
        "--kb",
        "files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Knowledge base to look into; repeat to layer, the first on top. [default: core]",
    )(option)


_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _open(files: Sequence[Path]) -> KnowledgeBase:
    from graphbuild.knowledge import KnowledgeBase

    return KnowledgeBase.open(files)


def _echo_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A drawn table on a terminal, tab-separated lines elsewhere."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join("" if cell is None else str(cell) for cell in row))
        return
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    console.print(table)


@command.command("info")
@_files
@_as_json
def _info(files: tuple[Path, ...], as_json: bool) -> None:
    """Say how much the knowledge base holds, and its version."""
    kb = _open(files)
    about: dict[str, object] = {**kb.counts(), "version": kb.version}
    notices = [n for layer in kb.layers if (n := layer.meta.get("notice"))]
    if as_json:
        layers = [{"file": str(layer.path), **layer.facts()} for layer in kb.layers]
        _echo_json(about | {"layers": layers})
        return
    _table("Knowledge base", ("what", "how many"), about.items())
    for notice in notices:
        click.echo(notice, err=True)


@command.command("search")
@click.argument("name")
@click.option("-n", "--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@_files
@_as_json
@click.pass_context
def _search(
    ctx: click.Context, name: str, limit: int, files: tuple[Path, ...], as_json: bool
) -> None:
    """Find what NAME can mean, the likeliest first, each with the reason.

    Misspellings are found too. Exit code 1 when nothing is.
    """
    hits = _open(files).search(name, limit)
    if as_json:
        _echo_json([_entity_json(h.entity) | {"score": h.score, "reason": h.reason} for h in hits])
    else:
        rows = [(h.entity.key, _described(h.entity), f"{h.score:.2f}", h.reason) for h in hits]
        _table(f"“{name}”", ("key", "what", "score", "reason"), rows)
    if not hits:
        click.echo(f"Nothing in the knowledge base is called {name!r} or is like it.", err=True)
        ctx.exit(1)


def _described(entity: Entity) -> str:
    year = f" ({entity.year})" if entity.year else ""
    country = f", {entity.countries[0]}" if entity.type == "place" and entity.countries else ""
    return f"{entity.label}{year}{country}"


def _entity_json(entity: Entity) -> dict[str, Any]:
    from dataclasses import asdict

    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(entity).items() if v}


@command.command("show")
@click.argument("iri")
@_files
@_as_json
def _show(iri: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Show all that is known of one thing, by its IRI or its key (film/anora-2024)."""
    from graphbuild.errors import KnowledgeError

    kb = _open(files)
    entity = kb.entity(_key(iri))
    if entity is None:
        raise KnowledgeError(
            f"there is no {_key(iri)}", fix="find its key with graphbuild kb search NAME"
        )
    about = _entity_json(entity) | _connections(kb, entity)
    if as_json:
        _echo_json(about)
        return
    rows = [(k, "; ".join(map(_line, v)) if isinstance(v, list) else v) for k, v in about.items()]
    _table(entity.label, ("what", "value"), rows)


def _key(iri: str) -> str:
    """The key in an IRI of any base: its last two segments."""
    return "/".join(iri.rstrip("/").split("/")[-2:]) if "://" in iri else iri


def _line(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    return " · ".join(str(v) for v in value.values() if v is not None)


def _connections(kb: KnowledgeBase, entity: Entity) -> dict[str, Any]:
    def label(key: str | None) -> str | None:
        known = kb.entity(key) if key else None
        return _described(known) if known else key

    parts = kb.cast(entity.key) or kb.performances_of(entity.key) or kb.performances_as(entity.key)
    made = kb.credits(entity.key) or kb.credits_of(entity.key)
    found: dict[str, Any] = {}
    if parts:
        found["performances"] = [
            {
                "film": label(p.film),
                "performer": label(p.performer),
                "character": label(p.character),
            }
            for p in parts
        ]
    if made:
        found["credits"] = [
            {"role": c.role, "film": label(c.film), "agent": label(c.agent)} for c in made
        ]
    return found


@command.command("check")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@_as_json
@click.pass_context
def _check(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Check the tables of FOLDER, or the shipped ones: types, years, names, casts, franchises.

    Exit code 1 when something is doubtful, 3 when a table cannot be compiled at all.
    """
    from graphbuild.knowledge import read_tables
    from graphbuild.knowledge.checking import check as check_tables
    from graphbuild.resources import data_dir

    findings = check_tables(read_tables(folder or data_dir() / "knowledge"))
    if as_json:
        _echo_json([{"where": f.where, "what": f.what} for f in findings])
    else:
        _table("Findings", ("where", "what"), [(f.where, f.what) for f in findings])
    click.echo(f"{len(findings)} findings", err=True)
    ctx.exit(1 if findings else 0)


@command.command("build")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write.",
)
@click.option("--places/--no-places", default=True, help="With the cities of the world.")
def _build(folder: Path, output: Path, places: bool) -> None:
    """Compile the tables of FOLDER into one file, for ``--kb FILE``."""
    from graphbuild.errors import KnowledgeError
    from graphbuild.knowledge import KnowledgeBase, compile_tables

    if not any(p.suffix in (".tsv", ".ttl") for p in folder.iterdir()):
        raise KnowledgeError(
            "holds no tables", where=str(folder), fix="put films.tsv, people.tsv … into it"
        )
    compile_tables(folder, output, places=places)
    counts = KnowledgeBase.open(output).counts()
    click.echo(
        f"{output}: {counts['films']} films, {counts['people']} people, "
        f"{counts['performances']} performances",
        err=True,
    )
