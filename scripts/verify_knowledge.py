"""Verify the knowledge tables: consistency of both tiers, agreement with reference files given.

Usage: python scripts/verify_knowledge.py [REFERENCE…] [--folder data/knowledge] [--json]

Reference files are award rows (.csv) and film lists (.jsonl). Disagreements that somebody has
looked at stand with their explanation in docs/knowledge-disagreements.tsv (field, record,
reference, explanation) and are counted apart. Exit code 1: an inconsistency, or a disagreement
that is not explained.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge_agreement import Comparison, agreement
from knowledge_consistency import Problem, consistency
from knowledge_references import read_references
from knowledge_tables import read_tables
from wide_consistency import wide_consistency
from wide_tables import read_wide

__all__ = ["main", "report"]

Explained = dict[tuple[str, str, str], str]


def read_explained(path: Path) -> Explained:
    """Explanations by (field, record, reference value); empty if there is no such file."""
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {(field, record, value): why for field, record, value, why in rows}


def report(folder: Path, paths: list[Path], explained: Explained) -> dict[str, Any]:
    """Counts, inconsistencies, agreement per field, and every disagreement."""
    compared = list(agreement(folder, read_references(paths))) if paths else []
    wrong = [c for c in compared if c.agrees is False]
    return {
        "counts": _counts(folder),
        "inconsistencies": [list(p) for p in (*consistency(folder), *wide_consistency(folder))],
        "fields": _fields(compared),
        "disagreements": [asdict(c) for c in wrong if _id(c) not in explained],
        "explained": [asdict(c) | {"why": explained[_id(c)]} for c in wrong if _id(c) in explained],
    }


def _counts(folder: Path) -> dict[str, int]:
    curated, wide = read_tables(folder), read_wide(folder)
    counts = {name: len(rows) for name, rows in curated.items()}
    return counts | {f"wide_{name}": len(rows) for name, rows in wide.items()}


def _id(comparison: Comparison) -> tuple[str, str, str]:
    return (comparison.field, comparison.record, comparison.reference)


def _fields(compared: list[Comparison]) -> dict[str, dict[str, float]]:
    counts: dict[str, Counter[bool | None]] = defaultdict(Counter)
    for comparison in compared:
        counts[comparison.field][comparison.agrees] += 1
    fields = {name: _field(count) for name, count in sorted(counts.items())}
    if counts:
        fields["all"] = _field(sum(counts.values(), Counter[bool | None]()))
    return fields


def _field(count: Counter[bool | None]) -> dict[str, float]:
    compared = count[True] + count[False]
    return {
        "compared": compared,
        "agree": count[True],
        "disagree": count[False],
        "not comparable": count[None],
        "agreement": round(count[True] / compared, 5) if compared else 1.0,
    }


def _print(result: dict[str, Any]) -> None:
    print(" ".join(f"{name}={count}" for name, count in result["counts"].items()))
    problem: Problem
    for problem in result["inconsistencies"]:
        print(f"{problem[0]}: {problem[1]}")
    for kind in ("disagreements", "explained"):
        for c in result[kind]:
            why = f" ({c['why']})" if "why" in c else ""
            print(
                f"{c['where']}: {c['field']} of {c['record']}: ours {c['ours']!r}, "
                f"{c['reference_where']} has {c['reference']!r}{why}"
            )
    for name, field in result["fields"].items():
        print(f"{name:20}" + "  ".join(f"{key} {value}" for key, value in field.items()))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("references", nargs="*", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("data/knowledge"))
    parser.add_argument("--explained", type=Path, default=Path("docs/knowledge-disagreements.tsv"))
    parser.add_argument("--json", action="store_true", help="write the report as JSON")
    options = parser.parse_args()
    result = report(options.folder, options.references, read_explained(options.explained))
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _print(result)
    sys.exit(1 if result["inconsistencies"] or result["disagreements"] else 0)


if __name__ == "__main__":
    main()
