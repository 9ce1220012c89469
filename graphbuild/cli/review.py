"""``graphbuild review``: one key an answer, kept for every build to come."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli._options import decisions_beside

if TYPE_CHECKING:
    from graphbuild.reviewing.queue import Question

__all__ = ["command"]


@click.command(
    "review",
    short_help="Decide what is uncertain, one key an answer.",
    epilog="""\b
Examples:
  graphbuild review
  graphbuild review output/ --list
  graphbuild review --decisions mine.yaml && graphbuild build essays/ --decisions mine.yaml""",
)
@click.argument("output", default="output", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where decisions are kept. [default: decisions.yaml beside DIR]",
)
@click.option("--list", "only_list", is_flag=True, help="Print the questions, ask none.")
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON Lines.")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", help="At most N questions.")
def command(
    output: Path, decisions: Path | None, only_list: bool, as_json: bool, limit: int | None
) -> None:
    """Go through what the last build into DIR is unsure of, the most worthwhile first.

    Names that were linked with doubt, claims that are little sure, essays that disagree, unknown
    names of two essays that may be one. An answer is one key and is written to the decisions file
    at once; u takes the last one back, s passes over, q stops. The next build replays the file,
    and what was answered is not asked again.
    """
    from graphbuild.ontology import Ontology
    from graphbuild.reviewing import read_decisions
    from graphbuild.reviewing.queue import questions

    path = decisions or decisions_beside(output)
    asked = questions(output, read_decisions(path), Ontology.load())[:limit]
    if as_json or only_list:
        for question in asked:
            line = json.dumps(question.as_json(), ensure_ascii=False) if as_json else question.asks
            click.echo(line)
        return
    answered = _ask_all(asked, path)
    click.echo(f"{answered} of {len(asked)} answered, kept in {path}; build again to apply them")


def _ask_all(asked: list[Question], path: Path) -> int:
    """Ask one question after the other; the number that was answered."""
    from graphbuild.reviewing import as_yaml
    from graphbuild.writing import write_text

    before: list[tuple[int, str]] = []
    at = 0
    while at < len(asked):
        _show(asked[at], at + 1, len(asked))
        key = _key({a.key for a in asked[at].answers})
        if key == "q":
            break
        if key == "u":
            if before:
                at, text = before.pop()
                write_text(path, text)
            continue
        if key != "s":
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            answer = next(a for a in asked[at].answers if a.key == key)
            before.append((at, text))
            write_text(path, text + "".join(map(as_yaml, answer.decisions)))
        at += 1
    return len(before)


def _show(question: Question, number: int, total: int) -> None:
    click.echo()
    click.secho(f"[{number}/{total}] {question.asks}", bold=True)
    for essay, text, start, end in question.sentences:
        marked = click.style(text[start:end], reverse=True)
        click.echo(f"  {essay}: …{text[:start]}{marked}{text[end:]}…")
    click.secho(f"  {question.why}", dim=True)
    for answer in question.answers:
        click.echo(f"  {click.style(answer.key, bold=True)}  {answer.says}")
    click.secho("  s  skip   u  undo   q  quit", dim=True)


def _key(known: set[str]) -> str:
    """The next key that means something; the end of the input is *quit*."""
    while True:
        key: str = click.getchar() if sys.stdin.isatty() else sys.stdin.read(1) or "q"
        if key in known | {"s", "u", "q"}:
            return key
        if not key.isspace():
            click.echo(f"  {key!r} is no answer here")
