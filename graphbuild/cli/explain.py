"""``graphbuild explain``: why this link, why this triple."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graphbuild.explaining import ClaimReason, LinkReason

__all__ = ["command"]

_SHOWN = 12


@click.command(
    "explain",
    short_help="Say why a name was linked or a claim was made.",
    epilog="""\b
Examples:
  graphbuild explain "Ani"
  graphbuild explain character/anora-mikheeva --essay anora.txt
  graphbuild explain 3f9c21aa""",
)
@click.argument("what", metavar="NAME|IRI|CLAIM")
@click.option(
    "--from",
    "output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="DIR",
    help="Folder of the build.",
)
@click.option("--essay", metavar="ID", help="Only in this essay.")
@click.option("--all", "every", is_flag=True, help=f"Show all mentions, not the first {_SHOWN}.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(what: str, output: Path, essay: str | None, every: bool, as_json: bool) -> None:
    """Explain a link or a claim.

    For a name: each mention in its sentence, the entity chosen with score and reason, and the
    candidates that were not chosen. For a claim (by its id or the start of it): triple, status,
    level, rule, confidence and the quoted words.
    """
    from graphbuild.explaining import explain

    links, claims = explain(output, what, essay=essay)
    if as_json:
        found = {
            "mentions": [{"essay": x.essay, **x.mention} for x in links],
            "claims": [{"essay": x.essay, **x.claim} for x in claims],
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for claim in claims:
        click.echo("\n".join(_claim_lines(claim)))
    shown = links if every else links[:_SHOWN]
    for link in shown:
        click.echo("\n".join(_link_lines(link)))
    if len(shown) < len(links):
        click.echo(f"\n… and {len(links) - len(shown)} more mentions (--all shows them)")


def _link_lines(link: LinkReason) -> Iterator[str]:
    m = link.mention
    yield ""
    words = click.style(m["text"], bold=True)
    yield f"{link.essay}:{m['start']}  …{link.before}{words}{link.after}…"
    unknown = ", unknown to the knowledge base" if m["nil"] else ""
    yield f"  → {m['label']} ({m['type']}{unknown})  {m['score']:.2f}  <{m['iri']}>"
    yield f"    {m['reason']}"
    for other in m["candidates"]:
        yield f"  not {other['label']} ({other['type']})  {other['score']:.2f}: {other['reason']}"


def _claim_lines(reason: ClaimReason) -> Iterator[str]:
    c = reason.claim
    yield ""
    yield f"{c['subject']['label']}  {c['predicate']['name']}  {_object(c['object'])}"
    who = f" to {c['attributedTo']['label']}" if c.get("attributedTo") else ""
    cue = f", said so by “{c['cue']['quote']}”" if c.get("cue") else ""
    yield f"  {c['status']}{who}{cue}; {c['level']}; confidence {c['confidence']:.2f}"
    yield f"  rule {c['rule']}; claim {c['id']} of {reason.essay}"
    for name, what in c.get("circumstances", {}).items():
        yield f"  {name}: {_object(what)}"
    for evidence in c["evidence"]:
        yield f"  {evidence['start']}–{evidence['end']}  “{evidence['quote']}”"


def _object(value: dict[str, Any]) -> str:
    return str(value["label"]) if "label" in value else f"“{value['value']}”"
