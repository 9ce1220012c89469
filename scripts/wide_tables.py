"""The tables of ``data/knowledge/wide``: films by decade, people by first letter."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from knowledge_tables import Row, Tables, read_table

__all__ = ["WIDE_COLUMNS", "read_wide", "write_wide"]

WIDE_COLUMNS = {
    "films": "key title year directors cast genres imdb source".split(),
    "people": "key name aliases source".split(),
}
"""Columns of the wide tables; ``cast`` holds keys of people in order of billing."""


def read_wide(folder: Path) -> Tables:
    """The wide tables by name, joined; empty where there are none."""
    return {
        name: [
            row
            for path in sorted((folder / "wide").glob(f"{name}-*.tsv"))
            for row in read_table(path, columns)
        ]
        for name, columns in WIDE_COLUMNS.items()
    }


def write_wide(folder: Path, tables: Tables) -> None:
    """Write the wide tables sorted, in parts that can be read and compared."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in tables["films"]:
        parts[f"films-{row['year'][:3]}0s"].append(row)
    for row in tables["people"]:
        parts[f"people-{_letters(row['key'])}"].append(row)
    wide = folder / "wide"
    wide.mkdir(exist_ok=True)
    for old in wide.glob("*.tsv"):
        old.unlink()
    for name, rows in parts.items():
        columns = WIDE_COLUMNS[name.partition("-")[0]]
        rows.sort(key=lambda r: (r.get("year", ""), r["key"]))
        lines = ["\t".join(columns), *("\t".join(r[c] for c in columns) for r in rows)]
        (wide / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _letters(key: str) -> str:
    return "a-j" if key.removeprefix("person/")[0] < "k" else "k-z"
