"""``graphbuild build``: the main job."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli._options import (
    annotation_options,
    decisions_beside,
    extraction_options,
    make_annotator,
    read_essays,
    set_verbosity,
    verbosity,
)

if TYPE_CHECKING:
    from graphbuild.building import Progress, Report
    from graphbuild.errors import InputError

__all__ = ["command"]

log = logging.getLogger("graphbuild.build")


@click.command(
    "build",
    short_help="Read essays, link, extract, merge: graph, pages and a queryable store.",
    epilog="""\b
Examples:
  graphbuild build essays/
  graphbuild build essays/ review.md -o output/ --license https://creativecommons.org/licenses/by/4.0/
  graphbuild build private/ --no-text""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="DIR",
    help="Folder to publish the build in.",
)
@click.option("--title", default="Films and people", show_default=True, help="Title of the pages.")
@click.option("--no-text", is_flag=True, help="Leave out the essays' texts and reading views.")
@click.option(
    "--license", "license_iri", metavar="IRI", help="Licence of the data set. [default: none given]"
)
@click.option(
    "--with-knowledge",
    is_flag=True,
    help="Add crew and casts that the knowledge base has of the things named, in a graph apart.",
)
@click.option("--rdf12", is_flag=True, help="Write the claims as RDF 1.2 reifiers too.")
@click.option(
    "--decisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What a person has decided (see review). [default: decisions.yaml beside DIR, if there]",
)
@annotation_options
@extraction_options
@verbosity
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path,
    title: str,
    no_text: bool,
    license_iri: str | None,
    with_knowledge: bool,
    rdf12: bool,
    decisions: Path | None,
    base: str,
    kb: tuple[Path, ...],
    model: str | None,
    ontology: tuple[Path, ...],
    min_confidence: float,
    quiet: bool,
    verbose: bool,
    json_logs: bool,
) -> None:
    """Build the knowledge graph of essays.

    PATH is a file or a folder of essays: text, Markdown, HTML, Word, EPUB, PDF, or JSON Lines with
    an essay a line. What cannot be read is named and left out, and the exit code is 1. Essays that
    have not changed since the last build into the same folder are not read again by the model.
    """
    from graphbuild.building import build
    from graphbuild.reading import discover
    from graphbuild.reviewing import read_decisions

    set_verbosity(quiet, verbose, json_logs)
    problems: list[InputError] = []
    decided = read_decisions(decisions or decisions_beside(output))
    total = len(discover(paths))
    annotator = make_annotator(base, kb, model, ontology, min_confidence)
    with _progress(total, hidden=quiet or json_logs) as progress:
        report = build(
            read_essays(paths, problems),
            output,
            annotator,
            title=title,
            with_text=not no_text,
            license_iri=license_iri,
            rdf12=rdf12,
            with_knowledge=with_knowledge,
            problems=problems,
            decisions=decided,
            progress=progress,
        )
    _tell(report)
    ctx.exit(1 if problems or report.violations else 0)


@contextmanager
def _progress(total: int, *, hidden: bool) -> Iterator[Progress | None]:
    """A bar on stderr when that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if hidden or not console.is_terminal:
        yield None
        return
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task("Reading essays", total=total)
        yield lambda essay: bar.advance(task)


def _tell(report: Report) -> None:
    for essay in report.essays:
        log.debug("%s: %d mentions, %d claims", essay.id, essay.mentions, essay.claims)
        for warning in essay.warnings:
            log.warning("graphbuild: %s: %s", essay.id, warning)
    for problem in report.problems:
        log.error("graphbuild: skipped: %s", problem)
    for violation in report.violations:
        log.error("graphbuild: not as the shapes want it: %s", violation)
    for stale in report.stale:
        log.warning("graphbuild: %s", stale)
    c = report.counts
    log.info(
        "%d essays: %d mentions, %d claims (%d asserted) about %d entities; %d reused",
        c["essays"],
        c["mentions"],
        c["claims"],
        c["asserted"],
        c["entities"],
        sum(e.reused for e in report.essays),
        extra={"data": report.as_json()},
    )
    if report.conflicts:
        kinds = Counter(_in_words(conflict["kind"]) for conflict in report.conflicts)
        log.info(
            "The essays disagree (%s): graphbuild query disagreements, or graphbuild review",
            ", ".join(f"{kind}: {n}" for kind, n in sorted(kinds.items())),
        )
    log.info(
        "Open %s in a browser; ask it with: graphbuild query --list", report.output / "graph.html"
    )


def _in_words(name: str) -> str:
    """The name of a term as words: ``TwoValues`` is *two values*."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
