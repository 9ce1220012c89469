"""``graphbuild eval``: what is found in essays against gold annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphbuild.annotation.parts import PARTS
from graphbuild.cli._options import annotation_options, make_annotator

if TYPE_CHECKING:
    from graphbuild.evaluating import Ablation, GoldEssay, Scored

__all__ = ["command"]


@click.command(
    "eval",
    short_help="Score mentions, links, pronouns and claims against gold annotations.",
    epilog="""\b
Examples:
  graphbuild eval data/gold/tune_mentions.json data/gold/tune_claims.json
  graphbuild eval gold.json --texts essays/ --calibration --errors
  graphbuild eval data/gold/tune_*.json --without roster --without pronouns
  graphbuild eval data/gold/tune_*.json --ablations
\b
Parts that --without leaves out:
"""
    + "\n".join(f"  {name:<12} {what}" for name, what in PARTS.items()),
)
@click.argument(
    "gold", nargs=-1, required=True, metavar="GOLD…", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--texts",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the essays, when they are not beside the gold; may be repeated.",
)
@click.option(
    "--without",
    "left_out",
    multiple=True,
    metavar="PART",
    type=click.Choice(list(PARTS)),
    help="Leave a part of the annotation out; may be repeated.",
)
@click.option("--ablations", is_flag=True, help="Show what each part brings, one row a part.")
@click.option("--calibration", is_flag=True, help="Show how far scores can be taken at their word.")
@click.option("--errors", is_flag=True, help="List what was missed or wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@annotation_options
def command(
    gold: tuple[Path, ...],
    texts: tuple[Path, ...],
    left_out: tuple[str, ...],
    ablations: bool,
    calibration: bool,
    errors: bool,
    as_json: bool,
    base: str,
    kb: tuple[Path, ...],
    model: str | None,
) -> None:
    """Annotate the essays of GOLD and compare with what a careful reader marked in them.

    GOLD is one or more JSON files (data/gold/README.md describes the format). Intervals are 95 %
    and come from drawing whole essays again.
    """
    from graphbuild.annotation.parts import without
    from graphbuild.evaluating import ablate, load_gold

    essays = load_gold(gold, texts)
    whole = without(left_out)
    runs = [whole, *(whole | {p} for p in PARTS if p not in whole)] if ablations else [whole]
    results = list(ablate(make_annotator(base, kb, model), essays, runs))
    first = results[0].scored
    if as_json:
        report = _report(essays, results, errors)
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    shown = [_measures(first, essays)]
    shown += [_ablations(results)] if ablations else []
    shown += [_calibration(first)] if calibration else []
    shown += [_errors(first)] if errors else []
    click.echo("\n\n".join(shown))


def _measures(scored: Scored, essays: Sequence[GoldEssay]) -> str:
    from graphbuild.evaluating import MEASURES, interval

    rows: list[Sequence[str]] = [("", "P", "R", "F1", "95 %", "right", "of", "")]
    for name, measure in scored.measures.items():
        total = measure.total
        if not total.wanted:
            continue
        low, high = interval(measure.tallies)
        ratios = (total.precision, total.recall, total.f1)
        figures = (*map(_ratio, ratios), f"{_ratio(low)}–{_ratio(high)}")
        rows.append((name, *figures, str(total.right), str(total.wanted), MEASURES[name]))
    notes = (
        f"{len(essays)} essays; {scored.wrongly_asserted} claims asserted that must not be, "
        f"{scored.unlisted} that no gold lists"
    )
    return f"{_table(rows)}\n\n{notes}"


def _ablations(results: Sequence[Ablation]) -> str:
    from graphbuild.evaluating import paired_interval

    whole = results[0]
    measures = [m for m in whole.scored.measures.values() if m.total.wanted]
    rows: list[Sequence[str]] = [("change in F1 without", *(m.name for m in measures))]
    for result in results[1:]:
        row = [", ".join(sorted(result.without - whole.without))]
        for measure in measures:
            other = result.scored.measures[measure.name]
            low, high = paired_interval(measure.tallies, other.tallies)
            change = other.total.f1 - measure.total.f1
            row.append(f"{change:+.3f}{'*' if low > 0 or high < 0 else ' '}")
        rows.append(tuple(row))
    return f"{_table(rows)}\n\n* the 95 % interval of the change does not hold 0"


def _calibration(scored: Scored) -> str:
    from graphbuild.evaluating import expected_error, reliability

    shown = []
    for title, judged in (
        ("score of a link", scored.link_scores),
        ("confidence of a claim", scored.claim_scores),
    ):
        bins = reliability(judged)
        rows: list[Sequence[str]] = [(title, "answers", "mean", "right")]
        for b in bins:
            extent = f"{b.low:.2f}–{b.high:.2f}"
            rows.append((extent, str(b.answers), _ratio(b.score), _ratio(b.right)))
        shown.append(f"{_table(rows)}\n\nexpected calibration error {expected_error(bins):.3f}")
    return "\n\n".join(shown)


def _errors(scored: Scored) -> str:
    return "\n".join(f"{m.essay}: {m.measure}: {m.what}" for m in scored.misses) or "no errors"


def _report(
    essays: Sequence[GoldEssay], results: Sequence[Ablation], errors: bool
) -> dict[str, Any]:
    from graphbuild.evaluating import reliability

    first = results[0].scored
    report: dict[str, Any] = {
        "essays": [e.name for e in essays],
        "measures": _figures(first),
        "wronglyAsserted": first.wrongly_asserted,
        "unlisted": first.unlisted,
        "calibration": {
            "links": [b._asdict() for b in reliability(first.link_scores)],
            "claims": [b._asdict() for b in reliability(first.claim_scores)],
        },
    }
    if len(results) > 1:
        whole = results[0].without
        report["without"] = {
            ", ".join(sorted(r.without - whole)): _figures(r.scored) for r in results[1:]
        }
    if errors:
        report["errors"] = [m._asdict() for m in first.misses]
    return report


def _figures(scored: Scored) -> dict[str, Any]:
    from graphbuild.evaluating import interval

    found = {}
    for name, measure in scored.measures.items():
        total = measure.total
        if total.wanted:
            ratios = {"P": total.precision, "R": total.recall, "F1": total.f1}
            rounded: dict[str, Any] = {k: round(v, 4) for k, v in ratios.items()}
            between = [round(v, 4) for v in interval(measure.tallies)]
            found[name] = rounded | {"interval": between} | total._asdict()
    return found


def _ratio(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if value < 1 else f"{value:.2f}"


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Columns by width; the first and the last (words) to the left, figures to the right."""
    rows = [tuple(r) for r in rows]
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)]
        if not row[-1] or not row[-1][0].isdigit():
            cells[-1] = row[-1]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
