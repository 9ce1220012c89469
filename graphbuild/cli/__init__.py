"""The command line: ``graphbuild COMMAND``. Each command is a file, imported when it is called.

Exit codes: 0 done; 1 done, but something was skipped or found wrong (named on stderr);
2 the command line was wrong; 3 an input, table or place could not be used and nothing was
written; 130 interrupted.
"""

from __future__ import annotations

import importlib

import click

from graphbuild import __version__
from graphbuild.errors import GraphbuildError

__all__ = ["COMMANDS", "main"]

COMMANDS: dict[str, str] = {
    "build": "Read essays, link, extract, merge: graph, pages and a queryable store.",
    "annotate": "Print the mentions and claims of essays as JSON.",
    "view": "Open the graph page or an essay's reading view in the browser.",
    "serve": "Serve SPARQL, a query editor, the pages and reconciliation on this machine.",
    "query": "Ask the graph: SPARQL or a named question.",
    "path": "Show how two people, films or characters are joined.",
    "around": "Show what surrounds a person, film or character.",
    "rank": "Rank entities by how central they are.",
    "communities": "List the groups of entities that belong together.",
    "eval": "Score mentions, links, pronouns and claims against gold annotations.",
    "explain": "Say why a name was linked or a claim was made.",
    "review": "Decide what is uncertain, one key an answer.",
    "verify": "Re-check every quote, offset and IRI of a build.",
    "export": "Write the graph in another format.",
    "kb": "Look into, check, extend and build the knowledge base.",
}

EPILOG = """\b
Examples:
  graphbuild build essays/ -o output/
  graphbuild query films-by-director
  graphbuild explain "Ani"
\b
Exit codes:
  0 done · 1 done, with something skipped or found wrong · 2 wrong command line
  3 an input or place could not be used, nothing written · 130 interrupted"""


class _LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"graphbuild.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = _closest(args[0])
            if close is None:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close!r}?", ctx) from None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except GraphbuildError as error:
            click.echo(f"graphbuild: {error}", err=True)
            raise SystemExit(3) from error
        except KeyboardInterrupt:
            raise SystemExit(130) from None


def _closest(word: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, 1)), None)


@click.group(
    cls=_LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="graphbuild %(version)s")
def main() -> None:
    """Turn essays about films into a knowledge graph of films and people.

    Every triple carries its evidence: essay, sentence and exact quote.
    """
