"""Films that a user describes: rows of plain names become records with keys.

A row is a mapping of columns: ``title``, ``year``, ``original_title``, ``aliases``, the credit
columns of ``films.tsv`` with names or keys, ``countries``, ``genres``, ``imdb``, ``wikidata`` and
``cast``: entries ``PERFORMER as CHARACTER (NICKNAME, …)``; several values are joined by ``|``.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphbuild.errors import KnowledgeError
from graphbuild.iris import slug
from graphbuild.knowledge.base import KnowledgeBase
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.records import Credit, Entity, Performance
from graphbuild.knowledge.tables import CREDIT_ROLES, Tables
from graphbuild.model import EntityType

__all__ = ["COLUMNS", "MARKUP", "Additions", "fault_of", "open_text", "read_csv_films"]

COLUMNS = (
    *("title", "year", "type", "original_title", "aliases", *CREDIT_ROLES),
    *("countries", "genres", "imdb", "wikidata", "cast"),
)
_TYPES: dict[str, EntityType] = {
    "companies": "organization",
    "based_on": "work",
    "series": "series",
}
_HIMSELF = re.compile(r"(him|her|it|them|one)sel(f|ves)$|^self$", re.I)
_NICKNAMES = re.compile(r"\s*\(([^()]*)\)\s*$")
_LONGEST = 2000
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\0")


@dataclass(slots=True)
class Additions:
    """Collects the records of films over a knowledge base; its people are found by name there."""

    kb: KnowledgeBase | None
    tables: Tables = field(default_factory=Tables)
    source: str = "editorial"
    _named: dict[tuple[str, str], str] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)

    def add(self, row: Mapping[str, str], where: str = "the film", same: str | None = None) -> str:
        """Add a film with its cast and credits; returns its key.

        ``same`` is the key of the knowledge base's film that the row describes too: it is kept.

        Raises:
            KnowledgeError: title or year is missing or wrong, a value is no plain text, or the film
                is there already.
        """
        for column, value in row.items():
            if fault := fault_of(value, _LONGEST * (20 if column == "cast" else 1)):
                raise KnowledgeError(f"{column} {fault}", where=where, fix="write plain text")
        film = self._film(row, where, same)
        for column, role in CREDIT_ROLES.items():
            for name in _parts(row.get(column, "")):
                agent = self._find(name, _TYPES.get(column, "person"), where)
                self.tables.credits.append(Credit(film.key, role, agent))
        for billing, entry in enumerate(_parts(row.get("cast", "")), 1):
            self._perform(film.key, entry, billing, where)
        return film.key

    def _film(self, row: Mapping[str, str], where: str, same: str | None) -> Entity:
        title, year = row.get("title", "").strip(), row.get("year", "").strip()
        if not title:
            raise KnowledgeError("has no title", where=where, fix="give its title")
        if not re.fullmatch(r"(1[89]|20)\d\d", year):
            raise KnowledgeError(
                f"{title!r} has the year {year!r}", where=where, fix="give its year, such as 1999"
            )
        type_: EntityType = "series" if row.get("type") == "series" else "film"
        key = same or f"{type_}/{slug(title)}-{year}"
        if key in self.tables.entities or (not same and self.kb and self.kb.entity(key)):
            raise KnowledgeError(f"{title} ({year}) is known already as {key}", where=where)
        names = (*_parts(row.get("original_title", "")), *_parts(row.get("aliases", "")))
        film = Entity(
            key,
            type_,
            title,
            int(year),
            aliases=tuple(dict.fromkeys(n for n in names if n != title)),
            imdb=row.get("imdb") or None,
            wikidata=row.get("wikidata") or None,
            countries=tuple(_parts(row.get("countries", ""))),
            genres=tuple(map(slug, _parts(row.get("genres", "")))),
            source=self.source,
        )
        self.tables.add(film, where)
        return film

    def _perform(self, film: str, entry: str, billing: int, where: str) -> None:
        performer, _, part = (
            (p.strip() for p in re.split(r"\s+(as)\s+", entry, maxsplit=1))
            if (re.search(r"\s+as\s+", entry))
            else (entry, "", "")
        )
        person = self._find(performer, "person", where)
        character = self._character(part, person) if part else None
        self.tables.performances.append(Performance(film, person, character, billing))

    def _character(self, part: str, person: str) -> str:
        if _HIMSELF.search(part):
            return person
        nicknames = _NICKNAMES.search(part)
        name = _NICKNAMES.sub("", part) or part
        nicks = _parts(nicknames[1].replace(",", "|")) if nicknames else []
        return self._make(name, "character", tuple(nicks))

    def _find(self, name: str, type_: EntityType, where: str) -> str:
        """The key of a name: given, made before, known to the knowledge base, or made now."""
        if name.startswith(f"{type_}/"):
            known = self.kb.entity(name) if self.kb else None
            if known is None and name not in self.tables.entities:
                raise KnowledgeError(f"there is no {name}", where=where, fix="give a name instead")
            if known:
                self.tables.entities.setdefault(name, known)
            return name
        made = self._named.get((type_, normalise(name)))
        if made:
            return made
        hits = [h for h in (self.kb.lookup(name) if self.kb else ()) if h.type == type_]
        known = self.kb.entity(hits[0].key) if hits and self.kb else None
        if known and hits[0].kind in ("label", "alias"):
            self.tables.entities.setdefault(known.key, known)
            self._named[type_, normalise(name)] = known.key
            return known.key
        return self._make(name, type_)

    def _make(self, name: str, type_: EntityType, nicknames: tuple[str, ...] = ()) -> str:
        form = normalise(name)
        if type_ == "character" and form in self._parts:
            return self._parts[form]
        key, number = f"{type_}/{slug(name)}", 2
        while key in self.tables.entities or (self.kb and self.kb.entity(key)):
            key, number = f"{type_}/{slug(name)}-{number}", number + 1
        entity = Entity(key, type_, name, nicknames=nicknames, source=self.source)
        self.tables.add(entity, "the film")
        if type_ == "character":
            self._parts[form] = key
        else:
            self._named[type_, form] = key
        return key

    def end_film(self) -> None:
        """Forget the characters of the film before: another film's are others."""
        self._parts.clear()


def _parts(value: str) -> list[str]:
    return [p.strip() for p in value.split("|") if p.strip()]


def fault_of(text: str, longest: int = _LONGEST) -> str:
    """Why a text is no name, empty when it may be one."""
    if len(text) > longest:
        return f"has {len(text)} characters"
    return "holds markup" if MARKUP.search(text) else ""


def open_text(path: Path) -> Iterator[str]:
    """Lines of a UTF-8 file, gzip-compressed or not.

    Raises:
        KnowledgeError: it cannot be read, is cut off, or is not UTF-8.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
            yield from lines
    except UnicodeDecodeError as error:
        raise KnowledgeError("is not UTF-8", where=str(path), fix="save it as UTF-8") from error
    except (EOFError, gzip.BadGzipFile) as error:
        raise KnowledgeError(
            f"is a damaged or cut-off gzip file: {error}", where=str(path), fix="fetch it again"
        ) from error
    except OSError as error:
        raise KnowledgeError(
            f"cannot be read: {error.strerror or error}", where=str(path), fix="check the path"
        ) from error


def read_csv_films(path: Path) -> Iterator[tuple[dict[str, str], int]]:
    """Rows of a file of films (comma, tab or semicolon; header first), each with its line number.

    Raises:
        KnowledgeError: it cannot be read, or its header names no title and year.
    """
    csv.field_size_limit(2**31 - 1)
    lines = open_text(path)
    first = next(lines, "")
    delimiter = max(",\t;", key=first.count)
    header = [h.strip().lower() for h in next(csv.reader([first], delimiter=delimiter), [])]
    if not {"title", "year"} <= set(header):
        raise KnowledgeError(
            f"its header is {', '.join(header)[:80]!r}",
            where=f"{path}:1",
            fix=f"name the columns {', '.join(COLUMNS)} (title and year at least)",
        )
    reader = csv.reader(lines, delimiter=delimiter)
    for cells in reader:
        if cells:
            yield _row(header, cells), reader.line_num + 1


def _row(header: Sequence[str], cells: Iterable[str]) -> dict[str, str]:
    values = ("" if c.strip() == r"\N" else c.strip() for c in cells)
    return dict(zip(header, values, strict=False))
