"""``graphbuild query``: SPARQL or a named question."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli._completing import Completing, questions_beginning

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graphbuild.querying import Result
    from graphbuild.querying.questions import Question

__all__ = ["command"]

FORMATS = ("table", "csv", "tsv", "json", "markdown", "turtle")


@click.command(
    "query",
    cls=Completing,
    short_help="Ask the graph: SPARQL or a named question.",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog="""\b
Examples:
  graphbuild query --list
  graphbuild query who-plays-whom
  graphbuild query films-by-director --director "Sean Baker"
  graphbuild query 'SELECT ?film WHERE { ?film schema:director person:sean-baker }'
  graphbuild query questions.rq -f csv > answer.csv
\b
A named question takes its parameters as options; "graphbuild query NAME --explain" lists them.
Prefixes need not be declared: gb, schema, rdf, rdfs, prov, oa … and film, person, character ….""",
)
@click.argument("question", required=False, metavar="QUESTION", shell_complete=questions_beginning)
@click.option("--list", "listing", is_flag=True, help="List the named questions.")
@click.option("--explain", is_flag=True, help="Show the SPARQL of a question; do not ask it.")
@click.option(
    "-d",
    "--from",
    "source",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of a build, or a file of RDF: .ttl .trig .nt .nq .jsonld .rdf",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to print. [default: table, or turtle for CONSTRUCT]",
)
@click.option("--var", "assigned", multiple=True, metavar="NAME=VALUE", help="Fix a parameter.")
@click.option("--labels", is_flag=True, help="Labels instead of IRIs in CSV.")
@click.option("--iris", is_flag=True, help="Short IRIs instead of labels in tables.")
@click.option("--limit", type=click.IntRange(1), help="Print at most so many rows.")
@click.option("--timeout", type=click.FloatRange(0.01), help="Stop after so many seconds.")
@click.option("--memory", type=click.IntRange(64), help="Stop beyond so many megabytes.")
@click.pass_context
def command(
    ctx: click.Context,
    question: str | None,
    listing: bool,
    explain: bool,
    source: Path,
    form: str | None,
    assigned: tuple[str, ...],
    labels: bool,
    iris: bool,
    limit: int | None,
    timeout: float | None,
    memory: int | None,
) -> None:
    """Ask the graph.

    QUESTION is SPARQL, a file of it, - for standard input, or the name of a question.
    """
    from graphbuild.querying import Limits, base_of, open_store, prefixes_of, run
    from graphbuild.querying.shrinking import Shrinker

    if listing:
        _list()
        return
    if question is None:
        raise click.UsageError("What should be asked? Try --list for the named questions.")
    named, sparql = _read(question)
    given = _given(ctx.args, assigned)
    if explain:
        _explain(named, sparql)
        return
    place = _place(source)
    store = open_store(place)
    prefixes = prefixes_of(base_of(store))
    things = _things(store, named, given, prefixes)
    asked = named.asking(things) if named else sparql
    limits = Limits(timeout, limit, memory)
    with _interruptible():
        result = run(
            place if limits.need_process else store,
            asked,
            limits=limits,
            variables=None if named else things,
        )
    _print(result, form, Shrinker(store, prefixes), prefixes, labels=labels, iris=iris)
    _hint(result, sparql, store, prefixes)


def _read(question: str) -> tuple[Question | None, str]:
    """The named question, if it is one, and the SPARQL to ask."""
    from graphbuild.errors import QueryError
    from graphbuild.querying.questions import load_question

    if question == "-":
        return None, sys.stdin.read()
    if question.startswith("--"):
        raise click.UsageError(f"No such option {question}, or it stands before the question.")
    if any(c in question for c in "{}?\n"):
        return None, question
    path = Path(question)
    if path.is_file():
        try:
            return None, path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"cannot be read: {error}", where=question) from error
    if path.suffix or "/" in question:
        raise QueryError("does not exist", where=question, fix="check the path")
    named = load_question(question)
    return named, named.sparql


def _given(extra: Sequence[str], assigned: Sequence[str]) -> dict[str, str]:
    """Parameters from ``--name value``, ``--name=value`` and ``--var name=value``."""
    given: dict[str, str] = {}
    words = iter(extra)
    for word in words:
        if not word.startswith("--"):
            raise click.UsageError(f"Got unexpected extra argument ({word})")
        name, equals, value = word.removeprefix("--").partition("=")
        found = value if equals else next(words, None)
        if found is None:
            raise click.UsageError(f"Option --{name} needs a value.")
        given[name] = found
    for word in assigned:
        name, equals, value = word.partition("=")
        if not equals:
            raise click.UsageError(f"--var needs NAME=VALUE, got {word!r}")
        given[name.lstrip("?")] = value
    return given


def _place(source: Path) -> Path | ox.Store:
    """The store of a build, or a store in memory with the quads of a file."""
    from graphbuild.publishing import current_generation

    if source.is_file():
        from graphbuild.graph.loading import load_file

        return load_file(source)
    return current_generation(source) / "store"


def _things(
    store: ox.Store, named: Question | None, given: Mapping[str, str], prefixes: Mapping[str, str]
) -> dict[str, ox.NamedNode]:
    from graphbuild.querying.naming import Ambiguous, resolve

    found: dict[str, ox.NamedNode] = {}
    for name, value in given.items():
        kind = named.parameter(name).kind if named else "entity"
        try:
            found[name] = resolve(store, value, kind, prefixes)
        except Ambiguous as error:
            found[name] = _ask_back(value, error)
    return found


def _ask_back(name: str, error: Exception) -> ox.NamedNode:
    """Let the asker choose, when there is somebody at a terminal."""
    import pyoxigraph as ox

    from graphbuild.querying.naming import Ambiguous

    assert isinstance(error, Ambiguous)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise error
    for n, choice in enumerate(error.choices, 1):
        click.echo(f"  {n}  {choice.label} ({choice.type})  {choice.iri}", err=True)
    numbers = click.IntRange(1, len(error.choices))
    n = click.prompt(f"Which {name!r} is meant?", type=numbers, err=True)
    return ox.NamedNode(error.choices[n - 1].iri)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: the engine does not look at signals while it works."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _list() -> None:
    from graphbuild.querying.questions import load_questions

    for name, asked in load_questions().items():
        click.echo(f"{click.style(name, bold=True)}: {asked.title}")
        click.echo(f"    {asked.description}")
        click.echo(f"    {asked.example}")


def _explain(named: Question | None, sparql: str) -> None:
    if named:
        click.echo(f"# {named.title}\n# {named.description}")
        for p in named.parameters:
            click.echo(f"# --{p.name} ({p.kind}): {p.description}")
    click.echo(sparql.rstrip())


def _print(
    result: Result,
    form: str | None,
    shrinker: object,
    prefixes: Mapping[str, str],
    *,
    labels: bool,
    iris: bool,
) -> None:
    from graphbuild.querying import results
    from graphbuild.querying.shrinking import Shrinker

    assert isinstance(shrinker, Shrinker)
    if result.kind == "construct":
        _print_triples(result, form, prefixes)
        return
    show = shrinker.short if iris else shrinker.label
    if form == "turtle":
        raise click.UsageError("Only CONSTRUCT and DESCRIBE give Turtle.")
    if form == "json":
        text = results.to_json(result)
    elif form == "csv":
        text = results.to_csv(result, show if labels or iris else None)
    elif form == "tsv":
        text = results.to_tsv(result)
    elif result.kind == "ask":
        text = "yes\n" if result.answer else "no\n"
    else:
        rows = [["" if t is None else show(t) for t in row] for row in result.rows]
        if form == "markdown":
            text = results.to_markdown(result.variables, rows)
        else:
            _table(result.variables, rows)
            text = ""
    click.echo(text, nl=False)
    if result.more:
        click.echo(f"… more than {len(result)} rows; raise --limit", err=True)


def _print_triples(result: Result, form: str | None, prefixes: Mapping[str, str]) -> None:
    import pyoxigraph as ox

    if form not in (None, "turtle"):
        raise click.UsageError(f"CONSTRUCT and DESCRIBE give Turtle, not {form}.")
    data = ox.serialize(
        sorted(result.triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)
    )
    click.echo((data or b"").decode(), nl=False)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table that fits the terminal; tab separated lines when piped."""
    if not sys.stdout.isatty():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _hint(result: Result, sparql: str, store: ox.Store, prefixes: Mapping[str, str]) -> None:
    """When nothing was found: say so, and which terms nothing here uses."""
    if result.kind == "ask" or len(result):
        return
    from graphbuild.querying.faults import unknown_terms
    from graphbuild.querying.vocabulary import used_terms

    click.echo("no rows", err=True)
    for term, nearest in unknown_terms(sparql, prefixes, used_terms(store)):
        meant = f"; did you mean {nearest}?" if nearest else ""
        click.echo(f"nothing here uses {term}{meant}", err=True)
