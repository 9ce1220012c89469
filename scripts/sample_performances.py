"""Draw performances that no reference covers, to be checked one by one against public text.

Usage: python scripts/sample_performances.py [--seed 1] [--count 200] [--folder data/knowledge]

A performance is covered where its source names a reference: the award rows have its performer
nominated for the film, or the film lists have them in its cast. The others that name a character
are put in the order of a hash of seed, film, performer and character, and the first are drawn.
Mending one record so leaves the draw of all others as it was. Performances that
checked_performances.tsv holds already are passed over unless ``--again`` is given.
"""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path

from knowledge_checked import read_checked
from knowledge_tables import Row, Tables, read_tables

__all__ = ["main", "sample"]


def sample(tables: Tables, seed: int, count: int) -> list[Row]:
    """The first ``count`` performances that no reference covers, in the seed's order."""
    uncovered = [
        part for part in tables["performances"] if part["source"] == "editorial" and _has_role(part)
    ]
    return sorted(uncovered, key=lambda part: _order(part, seed))[:count]


def _has_role(part: Row) -> bool:
    return part["character"].startswith("character/")


def _order(part: Row, seed: int) -> str:
    named = "\t".join([str(seed), part["film"], part["performer"], part["character"]])
    return sha256(named.encode()).hexdigest()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path("data/knowledge"))
    parser.add_argument("--again", action="store_true", help="draw also what has been checked")
    options = parser.parse_args()
    tables = read_tables(options.folder)
    if not options.again:
        checked = {(row["film"], row["performer"]) for row in read_checked(options.folder)}
        tables["performances"] = [
            part
            for part in tables["performances"]
            if (part["film"], part["performer"]) not in checked
        ]
    films = {row["key"]: row for row in tables["films"]}
    names = {row["key"]: row["name"] for row in tables["people"] + tables["characters"]}
    for part in sample(tables, options.seed, options.count):
        film = films[part["film"]]
        cells = [film["key"], film["title"], film["year"], part["performer"]]
        print("\t".join([*cells, names[part["performer"]], names[part["character"]]]))


if __name__ == "__main__":
    main()
