"""One compiled file of the knowledge base, read-only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from graphbuild.errors import KnowledgeError
from graphbuild.knowledge.compiling import WIDE_COUNTS
from graphbuild.knowledge.normalising import normalise
from graphbuild.knowledge.pages import (
    MADE,
    MOST,
    PART_PRIOR,
    SCHEMA_VERSION,
    THINGS,
    films_of,
    number_in,
)
from graphbuild.knowledge.records import AliasHit, Credit, Entity, Performance
from graphbuild.knowledge.shortening import (
    NAMED,
    PART,
    PLACE,
    of_code,
    place_of,
    prior_of,
    short_agent,
    whole_agent,
    whole_code,
    whole_key,
    whole_kind,
    whole_label,
    whole_more,
    whole_part,
)

__all__ = ["Layer"]

_SCANNED = 4000  # pages whose names are compared at once: memory does not grow with the file
_ALIKE = 70
_HOLDING = 0.8
_NAMES = "SELECT codes, lines FROM name WHERE page = ?"

_PLACE = itemgetter(0)


class Layer:
    """A compiled file: SQLite, opened immutable and memory-mapped.

    Raises:
        KnowledgeError: the file is no knowledge base, or of another schema.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            found = self._base.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"is not a knowledge base: {error}",
                where=str(path),
                fix="make one with graphbuild kb build or graphbuild kb import",
            ) from error
        if found != SCHEMA_VERSION:
            raise KnowledgeError(
                f"has schema {found}, this program reads {SCHEMA_VERSION}",
                where=str(path),
                fix="build it anew with graphbuild kb build or graphbuild kb import",
            )
        self._base.execute("PRAGMA mmap_size = 2147418112")
        self._ask = self._base.execute
        self.meta: dict[str, str] = dict(self._base.execute("SELECT name, value FROM meta"))
        self.version = self.meta["version"]
        self._shift = 32 - int(self.meta["name_bits"])
        self._base.execute("BEGIN")  # one look at an unchanging file: a look-up need not begin one
        self._marks = self._base.blobopen("held", "marks", 1, readonly=True)
        self._unmarked = 33 - (8 * len(self._marks)).bit_length()
        self._base.text_factory = bytes  # most of a page is passed over: it is not decoded
        self.entity: Callable[[str], Entity | None] = lru_cache(maxsize=512)(self._entity)
        self._key: Callable[[int], str | None] = lru_cache(maxsize=4096)(self._key_of)
        self._number: Callable[[str], int] = lru_cache(maxsize=4096)(self._number_of)
        self._thing = lru_cache(maxsize=1024)(self._thing_of)
        self._told = lru_cache(maxsize=512)(self._told_of)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def lookup(self, form: str) -> tuple[AliasHit, ...]:
        """What a normalised name means here, strongest first, at most 50 things."""
        name = form.encode(errors="replace")
        crc = crc32(name)
        mark = crc >> self._unmarked
        if not self._marks[mark >> 3] >> (mark & 7) & 1:
            return ()  # most words of a text mean nothing
        found = self._ask(_NAMES, (crc >> self._shift,)).fetchone()
        if not found:
            return ()
        codes, lines = found
        coded = _codes(codes, crc << 32 | adler32(name))
        if len(coded) == 1 and not lines:  # most names of an import mean one thing
            hit = self._coded(form, coded[0])
            return (hit,) if hit else ()
        meant = [(code >> PLACE, self._coded(form, code)) for code in coded]
        if lines and (said := _lines_of(lines, name)):
            meant += [self._said(form, line) for line in said]
            meant.sort(key=_PLACE)
        first: dict[str, AliasHit] = {}
        for _, hit in meant[:MOST]:  # other titles may repeat a name
            if hit:
                first.setdefault(hit.key, hit)
        return tuple(first.values())

    def _coded(self, form: str, code: int) -> AliasHit | None:
        """What a code of a name means."""
        rank, number, kind, also = of_code(code)
        if kind < NAMED:
            key, type_, label, year = whole_code(form, number, kind, also)
            return AliasHit(key, type_, label, "label", prior_of("label", rank), year)  # type: ignore[arg-type]
        if kind == PART:
            return self._part(form, number, also, rank)
        return self._known(number, "label" if kind == NAMED else "variant", rank)

    def _said(self, form: str, line: bytes) -> tuple[int, AliasHit | None]:
        """What a line of a name means, and its place among the meanings of the name."""
        digits, hexadecimal, kind, key, type_, label, year = line.decode().split("\t")
        rank, number, named = int(digits), int(hexadecimal, 16), whole_kind(kind)
        place = place_of(rank, number)
        if not key and not type_:  # a title of a film in another country gives its number alone
            return place, self._known(number, named, rank)
        label = whole_label(form, label)
        key, type_ = whole_key(number, key, type_, label, year)
        return place, _as_hit(key, type_, label, named, rank, year)

    def _known(self, number: int, kind: str, rank: int) -> AliasHit | None:
        """The meaning of a name that gives a number alone."""
        thing = self._thing(number)
        if thing is None:
            return None
        key, type_, label, year, *_ = thing
        return _as_hit(key, type_, label, kind, rank, year)

    def _part(self, form: str, film: int, billing: int, rank: int) -> AliasHit | None:
        """The first part of this name among those of a billing."""
        parts = (
            _as_part(film, f) for k, *f in self._told(film) if k == "q" and f[0] == str(billing)
        )
        part = next((p for p in parts if normalise(p.label) == form), None)
        return _as_hit(part.key, part.type, part.label, "label", rank, "") if part else None

    def _number_of(self, key: str) -> int:
        """The number of a key, 0 when nothing here has it."""
        row = self._ask("SELECT number FROM key WHERE key = ?", (key,)).fetchone()
        return int(row[0]) if row else number_in(key)

    def _told_of(self, film: int) -> list[list[str]]:
        """The fields of the lines of a film: its cast and credits."""
        row = self._ask("SELECT lines FROM film WHERE number = ?", (film,)).fetchone()
        return [line.split("\t") for line in row[0].decode().split("\n")[1:]] if row else []

    def _thing_of(self, number: int) -> list[str] | None:
        """The fields of a thing after its number."""
        row = self._ask("SELECT lines FROM thing WHERE page = ?", (number >> THINGS,)).fetchone()
        if not row:
            return None
        start = b"\n%d\t" % number
        at = row[0].find(start)
        if at < 0:
            return None
        end = row[0].find(b"\n", at + 1)
        return _fields(number, row[0][at + len(start) : end if end >= 0 else None].decode())

    def _key_of(self, number: int) -> str | None:
        thing = self._thing(number)
        return thing[0] if thing else None

    def _entity(self, key: str) -> Entity | None:
        number = self._number(key)
        thing = self._thing(number) if number else None
        if thing and thing[0] == key:
            return _as_entity(number, thing)
        for kind, *fields in self._told(number):
            if kind == "q" and (part := _as_part(number, fields)).key == key:
                return part
        return None

    def performances(self, column: str, key: str) -> list[Performance]:
        """Performances whose ``film``, ``performer`` or ``character`` has the key."""
        number = self._number(key)
        who = short_agent(number) if column == "performer" else ""
        part = str(number) if column == "character" else ""
        cast = (p for film in self._films(column, key) for p in self._cast(film, who, part))
        return [p for p in cast if getattr(p, column) == key]

    def films_of(self, person: str) -> set[str]:
        """Keys of the films that a person plays in or is credited for."""
        films = map(self._key, self._films("performer", person))
        return {key for key in films if key and key != person}

    def _films(self, column: str, key: str) -> list[int]:
        """Numbers of the films in which a film, person or character may be found."""
        number = self._number(key)
        if not number or column == "film":
            return [number] if number else []
        page = self._ask("SELECT pairs FROM made WHERE page = ?", (number >> MADE,)).fetchone()
        made = list(films_of(page[0], number)) if page else []
        return made or [number]  # a part is known by the number of its film

    def _cast(self, film: int, who: str, part: str) -> list[Performance]:
        """The performances of a film, or those of one performer, or of one part that is a thing of
        its own and of those that are not, as its lines tell them."""
        found: list[tuple[int, int, Performance]] = []
        key = self._key(film)
        for kind, *fields in self._told(film) if key else ():
            if kind == "c" or (who and fields[1] != who):
                continue
            if part and kind == "p" and fields[2] != part:
                continue
            agent = whole_agent(fields[1])
            performer = self._key(agent)
            if performer and key:
                played = fields[2] or None
                if kind == "q":
                    played = _as_part(film, fields).key
                elif played:
                    played = self._key(int(played))
                billing = int(fields[0])
                found.append((billing, agent, Performance(key, performer, played, billing)))
        return [p for *_, p in sorted(found, key=lambda f: f[:2])]

    def credits(self, column: str, key: str) -> list[Credit]:
        """Credits whose ``film`` or ``agent`` has the key."""
        who = short_agent(self._number(key)) if column == "agent" else ""
        made = (c for film in self._films(column, key) for c in self._credits(film, who))
        return [c for c in made if getattr(c, column) == key]

    def _credits(self, film: int, who: str) -> Iterator[Credit]:
        """The credits of a film, or those of one agent, as its lines tell them."""
        key = self._key(film)
        for kind, *fields in self._told(film) if key else ():
            if kind != "c" or (who and fields[1] != who):
                continue
            agent = self._key(whole_agent(fields[1]))
            if agent and key:
                yield Credit(key, fields[0], agent)

    def facts(self) -> dict[str, str]:
        """What the file says of itself, without what only reading it needs."""
        return {k: v for k, v in self.meta.items() if k not in ("counts", "name_bits")}

    def counts(self) -> dict[str, int]:
        """How many records there are: by entity type, then performances, credits, aliases.

        The wide tier is counted apart, under the names of ``WIDE_COUNTS``; aliases are of both.
        """
        counted: dict[str, int] = dict(json.loads(self.meta["counts"]))
        for kind, name in WIDE_COUNTS.items():
            counted[name] = int(self.meta.get(name, 0))
            counted[kind] = counted.get(kind, 0) - counted[name]
        return counted

    def entities(self) -> Iterator[Entity]:
        """All records in order of their numbers, without the parts that only a cast names."""
        for (lines,) in self._base.execute("SELECT lines FROM thing ORDER BY page"):
            for line in lines.decode().split("\n")[1:]:
                digits, _, rest = line.partition("\t")
                yield _as_entity(int(digits), _fields(int(digits), rest))

    def alike(self, name: str, limit: int) -> list[tuple[Entity, str, float]]:
        """Entities with a name like this one: entity, that name, likeness in [0, 1].

        Names that hold all its words count as 0.8. Every name of the file is compared: about a
        second for a million.
        """
        form = normalise(name)
        found: list[tuple[float, str]] = []
        for names in self._names(len(form)):
            found = nlargest(limit, {*found, *_near(form, names, limit)})
        known = [(hit.key, n, near) for near, n in found for hit in self.lookup(n)]
        return [(e, n, near) for key, n, near in known if (e := self.entity(key))]

    def _names(self, size: int) -> Iterator[list[str]]:
        """Names in parts, without those that are far too short and those by sound."""
        for query, names, form_of in _NAMES_IN:
            pages = self._base.execute(query)
            while part := pages.fetchmany(_SCANNED):
                found = names(b"".join(page for (page,) in part).decode())
                forms = dict.fromkeys(map(form_of, found))
                yield [f for f in forms if len(f) >= size // 2 and f[:1] != "~"]


# Names of lines; of things and parts, where codes of names may stand for them.
_NAMES_IN: list[tuple[str, Callable[[str], list[str]], Callable[[str], str]]] = [
    (
        "SELECT lines FROM name WHERE lines != '' ORDER BY page",
        re.compile(r"\n([^\t]*)\t").findall,
        str,
    ),
    (
        "SELECT lines FROM thing ORDER BY page",
        re.compile(r"\n\d+\t\t[a-z]+\t([^\t]*)\t").findall,
        normalise.__wrapped__,  # names that are only compared are not remembered
    ),
    (
        "SELECT lines FROM film ORDER BY number",
        re.compile(r"\nq\t[^\n]*\t([^\t\n]+)").findall,
        normalise.__wrapped__,
    ),
]


def _as_hit(key: str, type_: str, label: str, kind: str, rank: int, year: str) -> AliasHit:
    known = int(year) if year else None
    return AliasHit(key, type_, label, kind, prior_of(kind, rank), known)  # type: ignore[arg-type]


def _codes(data: bytes, hashed: int) -> list[int]:
    """The codes of the name of a hash, in a page of them."""
    wanted = hashed.to_bytes(8, "little")
    at = data.find(wanted)
    while at > 0 and at & 15:  # not where a hash begins
        at = data.find(wanted, at + 1)
    if at < 0:
        return []
    if not data.startswith(wanted, at + 16):
        return [int.from_bytes(data[at + 8 : at + 16], "little")]
    end = at + 32
    while data.startswith(wanted, end):
        end += 16
    return [int.from_bytes(data[i : i + 8], "little") for i in range(at + 8, end, 16)]


def _lines_of(lines: bytes, name: bytes) -> list[bytes]:
    """What the lines of a name in a page say after it."""
    start = b"\n%b\t" % name
    at, size = lines.find(start), len(start)
    if at < 0:
        return []
    end = lines.find(b"\n", at + size)
    if lines.startswith(start, end):  # it means several things
        end = lines.find(b"\n", lines.rfind(start) + size)
    return lines[at + size : end if end >= 0 else None].split(start)


def _near(form: str, names: list[str], limit: int) -> Iterator[tuple[float, str]]:
    from rapidfuzz import fuzz, process

    near = process.extract(form, names, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    words = set(form.split())
    holding = [n for n in names if form in n and words <= set(n.split())][: 10 * limit]
    scores = dict.fromkeys(holding, _HOLDING) | {n: s / 100 for n, s, _ in near if s >= 80}
    scores = {n: s / 100 for n, s, _ in near} | scores
    yield from ((score, n) for n, score in scores.items())


def _fields(number: int, line: str) -> list[str]:
    """The fields of a thing after its number, with what was left out."""
    key, type_, label, year, *rest = line.split("\t")
    return [*whole_key(number, key, type_, label, year), label, year, *rest]


def _as_entity(number: int, fields: list[str]) -> Entity:
    key, type_, label, year, pronoun, prior, more = fields
    held: dict[str, Any] = whole_more(number, type_, more)
    known = int(year) if year else None
    return Entity(key, type_, label, known, pronoun or None, prior=float(prior), **held)  # type: ignore[arg-type]


def _as_part(film: int, fields: list[str]) -> Entity:
    """A character that only the cast of one film names."""
    billing, _, key, pronoun, label = fields
    key = whole_part(film, billing, key, label)
    return Entity(key, "character", label, None, pronoun or None, prior=PART_PRIOR)
