"""The performances that somebody looked up in public text, and what they found there.

``checked_performances.tsv`` keeps what was drawn as it stood then: who plays whom in which film,
the verdict, and the address of the page that has it, never the page's words. What was found wrong
is mended in the other tables and stays here, so that it does not come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from knowledge_tables import Row, Tables, read_table, split

__all__ = ["CHECKED", "VERDICTS", "checked_problems", "read_checked"]

CHECKED = "film title year performer character verdict address".split()
"""Columns: ``film`` and ``performer`` are keys, ``character`` is the name as it was drawn."""
VERDICTS = ("right", "wrong", "wrong name form", "not found")
_FILE = "checked_performances.tsv"


def read_checked(folder: Path) -> list[Row]:
    """The rows of the list in ``folder``, [] if it has none."""
    return read_table(folder / _FILE, CHECKED)


def checked_problems(folder: Path, tables: Tables) -> Iterator[tuple[str, str]]:
    """Where the list is malformed, repeats itself or contradicts the tables."""
    films = {row["key"]: row for row in tables["films"]}
    people = {row["key"] for row in tables["people"]}
    played = _played(tables)
    seen: set[tuple[str, str, str]] = set()
    for line, row in enumerate(read_checked(folder), 2):
        where, triple = f"{_FILE}:{line}", (row["film"], row["performer"], row["character"])
        if triple in seen:
            yield where, "the same performance twice"
        seen.add(triple)
        film = films.get(row["film"])
        if film is None or row["performer"] not in people:
            yield where, f"{row['film']} or {row['performer']} is not in the tables"
        elif (film["title"], film["year"]) != (row["title"], row["year"]):
            yield where, f"{row['film']} is {film['title']} of {film['year']}"
        yield from ((where, what) for what in _verdict_problems(row, played))


def _verdict_problems(row: Row, played: dict[tuple[str, str], set[str]]) -> Iterator[str]:
    verdict, stands = row["verdict"], row["character"] in played[row["film"], row["performer"]]
    if verdict not in VERDICTS:
        yield f"verdict {verdict!r} is not one of {', '.join(VERDICTS)}"
    if row["address"].startswith(("http://", "https://")) == (verdict == "not found"):
        yield "an address is needed, unless nothing was found"
    if verdict == "right" and not stands:
        yield f"{row['performer']} as {row['character']} was right, and is not in the tables"
    if verdict == "wrong" and stands:
        yield f"{row['performer']} as {row['character']} was wrong, and is in the tables"


def _played(tables: Tables) -> dict[tuple[str, str], set[str]]:
    """The names of the characters of each (film, performer)."""
    characters = {row["key"]: row for row in tables["characters"]}
    played: dict[tuple[str, str], set[str]] = defaultdict(set)
    for part in tables["performances"]:
        if row := characters.get(part["character"]):
            names = {row["name"], *split(row["aliases"]), *split(row["nicknames"])}
            played[part["film"], part["performer"]] |= names
    return played
