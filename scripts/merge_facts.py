"""Merge fact files into the tables of ``data/knowledge``; keys already stored are never changed.

Usage: python scripts/merge_facts.py FACTS… [--reference FILE…] [--folder data/knowledge]

A film that is already in the tables is replaced field by field where the facts say something, its
cast as a whole where they give one. With references, ids and sources of all records are set anew.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from knowledge_facts import Facts, FilmFact, Part, RecordFact, read_facts
from knowledge_references import References, fold, fold_title, read_references
from knowledge_sources import Sourcing
from knowledge_tables import COLUMNS, Row, Tables, join, read_tables, split, write_tables

from graphbuild.iris import slug

__all__ = ["Merger", "main"]

_ROLES = {
    "directors": "director",
    "screenwriters": "screenwriter",
    "composers": "composer",
    "cinematographers": "cinematographer",
    "producers": "producer",
}
_KINDS = {"people": "person", "characters": "character", "organizations": "organization"}
_KINDS |= {"places": "place", "works": "work", "awards": "award", "series": "series"}
_KINDS |= {"events": "event"}


class Merger:
    """The tables with the look-ups that merging needs."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.rows = {n: {r["key"]: r for r in tables[n]} for n in COLUMNS if n != "performances"}
        self.parts: dict[str, list[Row]] = defaultdict(list)
        for row in tables["performances"]:
            self.parts[row["film"]].append(row)
        self.figures: dict[str, set[str]] = defaultdict(set)
        for rows in self.parts.values():
            for row in rows:
                self.figures[row["character"]].add(row["film"])
        self.franchises = {key for row in tables["films"] for key in split(row["series"])}
        self.played = {part["character"] for part in tables["performances"]}
        self.aliases = self._unique_aliases()

    def merge(self, facts: Facts) -> None:
        """Take over all facts: records first, since films refer to them."""
        for record in facts.records:
            self._merge_record(record)
        self.aliases = self._unique_aliases()
        for film in facts.films:
            self._merge_film(film)

    def finish(self) -> Tables:
        """The merged tables, without characters that lost their films, roles from credits."""
        used = {part["character"] for parts in self.parts.values() for part in parts}
        for key in self.played - used:
            self.rows["characters"].pop(key, None)
        self._derive_roles()
        tables = {name: list(rows.values()) for name, rows in self.rows.items()}
        tables["performances"] = [part for parts in self.parts.values() for part in parts]
        return tables

    def _unique_aliases(self) -> dict[str, str]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, row in self.rows["people"].items():
            for alias in split(row["aliases"]):
                found[fold(alias)].add(key)
        return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}

    def _record(self, table: str, name: str, **cells: str) -> Row:
        """The record called ``name`` (``name#2`` for a homonym), made if it is new."""
        name, _, number = name.partition("#")
        key = f"{_KINDS[table]}/{slug(name)}" + (f"-{number}" if number else "")
        row = self.rows[table].get(key)
        if row is None and table == "people" and not number and fold(name) in self.aliases:
            return self.rows["people"][self.aliases[fold(name)]]
        if row is None:
            title = "title" if table == "works" else "name"
            row = dict.fromkeys(COLUMNS[table], "") | {"key": key, title: name}
            self.rows[table][key] = row
        row.update({column: cell for column, cell in cells.items() if cell})
        return row

    def _merge_record(self, record: RecordFact) -> None:
        columns = [c for c in COLUMNS[record.table][1:] if c != "source"]
        cells = dict(zip(columns[1:], record.cells[1:], strict=False))
        row = self._record(record.table, record.cells[0])
        for column, cell in cells.items():
            if not cell:
                continue
            value = join([item.strip() for item in cell.split(";")])
            many = column in {"aliases", "nicknames", "roles"}
            row[column] = join(split(row[column]) + split(value)) if many else value
        if record.table == "works" and row["creator"]:
            row["creator"] = self._creators(row["creator"])
        if record.table == "awards" and "/" not in row["organization"] and row["organization"]:
            row["organization"] = self._record("organizations", row["organization"])["key"]

    def _creators(self, names: str) -> str:
        return join([n if "/" in n else self._person(n)["key"] for n in split(names)])

    def _person(self, name: str, pronoun: str = "") -> Row:
        row = self._record("people", name)
        row["pronoun"] = row["pronoun"] or pronoun
        return row

    def _merge_film(self, fact: FilmFact) -> None:
        row = self._film_row(fact)
        row["original_title"] = fact.original or row["original_title"]
        row["aliases"] = join(split(row["aliases"]) + fact.aliases)
        for column, names in fact.credits.items():
            table = "organizations" if column == "companies" else "people"
            if names:
                row[column] = join([self._record(table, name)["key"] for name in names])
        row["countries"] = join(fact.countries) or row["countries"]
        row["genres"] = join(fact.genres) or row["genres"]
        series = [self._record("series", name, kind="franchise")["key"] for name in fact.series]
        row["series"] = join(series) or row["series"]
        row["based_on"] = join([self._work(w, fact) for w in fact.works]) or row["based_on"]
        if fact.cast:
            self._merge_cast(row, fact.cast)

    def _film_row(self, fact: FilmFact) -> Row:
        for row in self.rows["films"].values():
            told = (row["type"], row["year"], fold_title(row["title"]))
            if told == (fact.type, str(fact.year), fold_title(fact.title)):
                return row
        key = f"film/{slug(fact.title)}-{fact.year}"
        if fact.type == "series":
            key = self._series_key(fact)
        new = {"key": key, "type": fact.type, "title": fact.title, "year": str(fact.year)}
        self.rows["films"][key] = dict.fromkeys(COLUMNS["films"], "") | new
        return self.rows["films"][key]

    def _series_key(self, fact: FilmFact) -> str:
        """The key of a series: that of its name, if only this was known so far and is no more."""
        key = f"series/{slug(fact.title)}"
        row = self.rows["series"].get(key)
        if row and row["kind"] == "television" and key not in self.franchises:
            fact.aliases += split(self.rows["series"].pop(key)["aliases"])
            return key
        taken = row or key in self.rows["films"]
        return f"{key}-{fact.year}" if taken else key

    def _work(self, cells: list[str], fact: FilmFact) -> str:
        kind, title, creators, year = [*cells, "", "", ""][:4]
        title = fact.title if title in {"", "="} else title
        names = [self._person(name.strip())["key"] for name in creators.split("&") if name.strip()]
        return self._record("works", title, kind=kind, creator=join(names), year=year)["key"]

    def _merge_cast(self, film: Row, cast: list[Part]) -> None:
        known = {
            fold(self.rows["characters"][p["character"]]["name"]): p["character"]
            for p in self.parts[film["key"]]
            if p["character"].startswith("character/")
        }
        for row in self.parts[film["key"]]:
            self.figures[row["character"]].discard(film["key"])
        self.parts[film["key"]] = []
        for billing, part in enumerate(cast, 1):
            performer = self._person(part.performer, part.performer_pronoun)["key"]
            character = self._character(film, part, performer, known)
            self.figures[character].add(film["key"])
            cells = {"film": film["key"], "performer": performer, "character": character}
            self.parts[film["key"]].append(cells | {"billing": str(billing), "source": ""})

    def _character(self, film: Row, part: Part, performer: str, known: dict[str, str]) -> str:
        if part.character in {"", "self"}:
            return performer if part.character else ""
        name = part.character.partition("#")[0]
        key = known.get(fold(part.character)) or self._figure(film, part)
        known[fold(part.character)] = key
        row = self.rows["characters"].setdefault(
            key, dict.fromkeys(COLUMNS["characters"], "") | {"key": key, "name": name}
        )
        row["aliases"] = join(split(row["aliases"]) + list(part.aliases))
        row["nicknames"] = join(split(row["nicknames"]) + list(part.nicknames))
        row["pronoun"] = row["pronoun"] or part.character_pronoun
        return key

    def _figure(self, film: Row, part: Part) -> str:
        """The key of a character new to this film: a known figure's or the first free one."""
        name, _, number = part.character.partition("#")
        base = key = f"character/{slug(name)}" + (f"-{number}" if number else "")
        if part.shared or number:
            return key
        count = 1
        while key in self.rows["characters"] and not self._same_world(film, key):
            count += 1
            key = f"{base}-{count}"
        return key

    def _same_world(self, film: Row, character: str) -> bool:
        worlds = set(split(film["series"]) + split(film["based_on"]))
        others = [self.rows["films"][key] for key in self.figures[character]]
        return not others or any(
            worlds & set(split(other["series"]) + split(other["based_on"])) for other in others
        )

    def _derive_roles(self) -> None:
        roles: dict[str, list[str]] = defaultdict(list)
        for film in self.rows["films"].values():
            for column, role in _ROLES.items():
                for person in split(film[column]):
                    roles[person].append(role)
        for parts in self.parts.values():
            for part in parts:
                roles[part["performer"]].append("actor")
        for key, row in self.rows["people"].items():
            row["roles"] = join(sorted({*split(row["roles"]), *roles[key]}))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("facts", nargs="*", type=Path)
    parser.add_argument("--reference", nargs="*", type=Path, default=[])
    parser.add_argument("--folder", type=Path, default=Path("data/knowledge"))
    options = parser.parse_args()
    merger = Merger(read_tables(options.folder))
    try:
        merger.merge(read_facts(options.facts))
    except ValueError as error:
        sys.exit(f"error: {error}")
    tables = merger.finish()
    references: References = read_references(options.reference)
    if options.reference:
        for message in Sourcing(tables, references).run():
            print(message)
    write_tables(options.folder, tables)
    print(" ".join(f"{name}={len(rows)}" for name, rows in tables.items()))


if __name__ == "__main__":
    main()
