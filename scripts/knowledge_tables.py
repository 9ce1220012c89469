"""The tables of ``data/knowledge``: their columns, reading, writing."""

from __future__ import annotations

from pathlib import Path

__all__ = ["COLUMNS", "Row", "Tables", "join", "read_table", "read_tables", "split", "write_tables"]

Row = dict[str, str]
Tables = dict[str, list[Row]]

_CREDITS = "directors screenwriters composers cinematographers producers companies"
COLUMNS: dict[str, list[str]] = {
    "films": f"key type title year original_title aliases {_CREDITS} countries genres based_on "
    "series imdb wikidata source".split(),
    "people": "key name aliases nicknames pronoun birth_year roles imdb wikidata source".split(),
    "characters": "key name aliases nicknames pronoun source".split(),
    "performances": "film performer character billing source".split(),
    "organizations": "key name aliases kind country source".split(),
    "places": "key name aliases kind part_of source".split(),
    "works": "key title aliases kind creator year source".split(),
    "awards": "key name aliases organization source".split(),
    "events": "key name aliases kind source".split(),
    "series": "key name aliases kind source".split(),
}
"""Columns of each table, in order; lists inside a cell are joined by ``|``."""


def split(cell: str) -> list[str]:
    """The items of a list cell, an empty list for an empty cell."""
    return cell.split("|") if cell else []


def join(items: list[str]) -> str:
    """A list cell of ``items`` without repeats, in the order given."""
    return "|".join(dict.fromkeys(item for item in items if item))


def read_table(path: Path, columns: list[str]) -> list[Row]:
    """The rows of one table, [] if the file is absent.

    Raises ``ValueError`` naming file and line where the number of cells is wrong.
    """
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines[0].split("\t") != columns:
        raise ValueError(f"{path}:1: the header must be {' '.join(columns)}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"{path}:{number}: {len(cells)} cells, {len(columns)} expected")
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def read_tables(folder: Path) -> Tables:
    """All tables of a folder by name."""
    return {name: read_table(folder / f"{name}.tsv", COLUMNS[name]) for name in COLUMNS}


def write_tables(folder: Path, tables: Tables) -> None:
    """Write every table sorted, each aside and renamed."""
    for name, columns in COLUMNS.items():
        lines = ["\t".join(columns)]
        for row in sorted(tables[name], key=_order):
            lines.append("\t".join(row.get(column, "") for column in columns))
        aside = folder / f".{name}.tsv.new"
        aside.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        aside.replace(folder / f"{name}.tsv")


def _order(row: Row) -> tuple[str, int, str, str]:
    if "key" in row:
        return (row["key"], 0, "", "")
    return (row["film"], int(row["billing"]), row["performer"], row["character"])
