"""``graphbuild serve``: the build on a local address."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command(
    "serve",
    short_help="Serve SPARQL, a query editor, the pages and reconciliation on this machine.",
    epilog="""\b
Examples:
  graphbuild serve
  graphbuild serve output/ --port 9000 --timeout 10
  curl localhost:8765/sparql --data-urlencode 'query=ASK { ?film schema:director ?who }'""",
)
@click.argument("output", default="output", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--timeout",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Seconds that a query may take.",
)
@click.option(
    "--memory",
    default=2000,
    show_default=True,
    type=click.IntRange(min=300),
    help="Megabytes of memory that a query may use.",
)
@click.option(
    "--result-size",
    default=64,
    show_default=True,
    type=click.IntRange(min=1),
    help="Megabytes that a result may have.",
)
@click.option(
    "--workers",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Queries that run at the same time.",
)
@click.option(
    "--cache",
    default=64,
    show_default=True,
    type=click.IntRange(min=0),
    help="Megabytes of answers to keep for those who ask the same.",
)
@click.option("--cors", metavar="ORIGIN", help="Web origin whose pages may ask ('*': any).")
@click.option(
    "--kb",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Knowledge base to reconcile with instead of the shipped one; may be repeated.",
)
def command(
    output: Path,
    host: str,
    port: int,
    timeout: float,
    memory: int,
    result_size: int,
    workers: int,
    cache: int,
    cors: str | None,
    kb: tuple[Path, ...],
) -> None:
    """Serve what was built in DIR until Ctrl-C; a later build is picked up by itself.

    Nothing is written and nothing is fetched. Only this machine can reach the address unless
    --host says otherwise.
    """
    from graphbuild.publishing import current_generation
    from graphbuild.serving import Options, serve
    from graphbuild.serving.server import listen
    from graphbuild.serving.workers import Limits

    current_generation(output)  # complain before the address is taken
    limits = Limits(seconds=timeout, memory=memory, result=result_size)
    options = Options(limits, workers, origin=cors, knowledge=kb, kept_bytes=cache * 1_000_000)
    with listen(host, port) as bound:
        where = f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/"
        click.echo(f"Serving {output} at {where} (SPARQL at {where}sparql). Stop with Ctrl-C.")
        serve(output, bound, options)
