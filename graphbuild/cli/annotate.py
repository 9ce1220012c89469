"""``graphbuild annotate``: mentions and claims as JSON."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli._options import (
    annotation_options,
    extraction_options,
    make_annotator,
    read_essays,
    set_verbosity,
    verbosity,
)

if TYPE_CHECKING:
    from graphbuild.errors import InputError

__all__ = ["command"]

log = logging.getLogger("graphbuild.annotate")


@click.command(
    "annotate",
    short_help="Print the mentions and claims of essays as JSON.",
    epilog="""\b
Examples:
  graphbuild annotate essay.txt
  graphbuild annotate essays/ -o annotations/
  graphbuild annotate essay.md | jq '.mentions[] | [.text, .label]'""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write DIR/<essay id>.json instead of JSON Lines on stdout.",
    metavar="DIR",
)
@annotation_options
@extraction_options
@verbosity
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    base: str,
    kb: tuple[Path, ...],
    model: str | None,
    ontology: tuple[Path, ...],
    min_confidence: float,
    quiet: bool,
    verbose: bool,
    json_logs: bool,
) -> None:
    """Print what each essay mentions and claims, one JSON object an essay.

    PATH is a file or a folder of essays: text, Markdown, HTML, Word, EPUB, PDF, or JSON Lines with
    an essay a line. With several essays the objects are JSON Lines; with -o each has a file of its
    own.
    """
    from graphbuild.annotation.output import annotation_names, write_annotation

    set_verbosity(quiet, verbose, json_logs)
    problems: list[InputError] = []
    essays = list(read_essays(paths, problems))
    names = annotation_names([e.id for e in essays])
    for essay in essays:
        for warning in essay.warnings:
            log.warning("graphbuild: %s: %s", essay.id, warning)
    if essays:
        for annotated in make_annotator(base, kb, model, ontology, min_confidence).pipe(essays):
            if output is None:
                click.echo(json.dumps(annotated.as_json(), ensure_ascii=False))
            else:
                write_annotation(annotated, output / names[annotated.essay.id])
    for problem in problems:
        log.error("graphbuild: %s", problem)
    ctx.exit(0 if not problems else 1 if essays else 3)
