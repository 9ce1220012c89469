"""``graphbuild verify``: quotes, offsets and IRIs re-checked."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command(
    "verify",
    short_help="Re-check every quote, offset and IRI of a build.",
    epilog="""\b
Examples:
  graphbuild verify
  graphbuild verify output/ && echo sound""",
)
@click.argument("output", default="output", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.pass_context
def command(ctx: click.Context, output: Path, quiet: bool) -> None:
    """Check what was built in DIR against its stored sources and the ontology.

    Every quote must stand in the hashed source where its offsets say, every IRI must be one that
    the ontology or the graph describes, and all files must say the same. Prints a line for each
    fault; the exit code is 1 when there is one.
    """
    from graphbuild.verifying import verify

    done = verify(output)
    for finding in done.findings:
        click.echo(str(finding))
    if not done.texts:
        click.echo("built without the essays' texts: quotes cannot be checked", err=True)
    if not quiet:
        click.echo(
            f"{done.essays} essays, {done.quotes} quotes, {done.iris} IRIs checked: "
            f"{len(done.findings) or 'nothing'} wrong",
            err=True,
        )
    ctx.exit(1 if done.findings else 0)
