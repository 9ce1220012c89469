"""Import of IMDb's public tab-separated files.

Layout: https://developer.imdb.com/non-commercial-datasets/ (``title.basics``, ``title.principals``,
``name.basics``, optional ``title.akas`` and ``title.ratings``). Their use is limited to personal
and non-commercial purposes: the notice travels with the file.
"""

from __future__ import annotations

import json
import math
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from graphbuild.iris import slug
from graphbuild.knowledge.compiling import meanings_of, more_of
from graphbuild.knowledge.importing._imdb_files import (
    find_files,
    listed_names,
    rows_of,
    year_of,
)
from graphbuild.knowledge.importing.known import Known
from graphbuild.knowledge.importing.writer import Imported, KnowledgeWriter, Progress, fingerprint
from graphbuild.knowledge.layer import Layer, sound_form
from graphbuild.knowledge.normalising import name_variants, normalise
from graphbuild.knowledge.packing import ALIAS_KINDS, Meaning, meaning
from graphbuild.knowledge.records import Entity
from graphbuild.model import EntityType

__all__ = ["NOTICE", "import_imdb"]

NOTICE = "Contains information of IMDb (imdb.com), for personal and non-commercial use only."
_FILMS = frozenset("movie tvMovie video short tvSpecial tvShort".split())
_SERIES = frozenset("tvSeries tvMiniSeries".split())
_ROLES = {
    "director": "director",
    "writer": "screenwriter",
    "composer": "musicBy",
    "cinematographer": "cinematographer",
    "producer": "producer",
    "editor": "editor",
}
_PLAYS = frozenset("actor actress self".split())
_PRONOUNS = {"actress": "she", "actor": "he"}
_CHARACTERS = 1 << 40  # ids of characters begin here: above all tt and nm numbers doubled
_LABEL, _ALIAS, _VARIANT = (ALIAS_KINDS.index(k) for k in ("label", "alias", "variant"))
_SOUNDING = 3
_CHARACTER_PRIOR = 0.1
_SELF = frozenset("self himself herself themselves".split())
_SOURCE = '{"source": "imdb"}'


def import_imdb(
    paths: Sequence[Path],
    target: Path,
    *,
    over: Layer | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Stream IMDb files (or the folder of them) into a knowledge file.

    Films and people that ``over`` holds keep its keys, so that both are one when layered.

    Raises:
        KnowledgeError: a file is missing, damaged, or has other columns. What was read until then
            is kept aside, and the same import goes on from there.
        OutputError: the target cannot be written.
    """
    files = find_files(paths)
    known = Known(over)
    inputs = fingerprint([files[n] for n in sorted(files)], "imdb", known.version)
    writer = KnowledgeWriter(target, inputs)
    try:
        run = _Import(files, writer, known)
        rows = run.titles(progress)
        rows += run.principals(progress)
        rows += run.names(progress)
        done = writer.finish({"kind": "imdb", "notice": NOTICE})
        done.rows = rows
        return done
    except BaseException:
        writer.abandon()
        raise


class _Import:
    """State of one import: which films are kept, and how often a person is credited."""

    def __init__(self, files: dict[str, Path], writer: KnowledgeWriter, known: Known) -> None:
        self.files, self.writer, self.known = files, writer, known
        self.kept = bytearray()
        self.credited = array("H")
        self.women = bytearray()
        self.shared: dict[int, set[str]] = defaultdict(set)
        self.core_films: dict[int, str] = {}
        self.characters = 0
        self._again()

    def _again(self) -> None:
        """Rebuild the state of an import that was broken off."""
        base = self.writer.base
        for id_, key in base.execute("SELECT id, key FROM entity WHERE type IN ('film','series')"):
            _set(self.kept, id_ // 2)
            if not key.endswith(f"-tt{id_ // 2:07d}"):
                self.core_films[id_ // 2] = key
                self.known.take(key)
        people = "SELECT id, key FROM entity WHERE type = 'person' AND id < ?"
        for id_, key in base.execute(people, (_CHARACTERS,)):
            if not key.endswith(f"-nm{id_ // 2:07d}"):
                self.known.take(key)
        for table, column in (("performance", "performer"), ("credit", "agent")):
            for film, person in base.execute(f"SELECT film, {column} FROM {table}"):
                self._count(person // 2, film // 2)
        last = base.execute("SELECT max(id) FROM entity WHERE id >= ?", (_CHARACTERS,)).fetchone()
        self.characters = (last[0] or _CHARACTERS) - _CHARACTERS

    def _lines(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """Rows after those already written."""
        return rows_of(self.files[name], name, self.writer.line(name), self.writer.rejects)

    def _number(self, name: str, line: int, text: str, prefix: str) -> int:
        """The number in ``tt0012345``, 0 when it is none."""
        digits = text[2:]
        if text[:2] != prefix or not digits.isdigit() or len(digits) > 10:
            self.writer.rejects.add(self.files[name], line, f"{text!r} is no {prefix} id")
            return 0
        return int(digits)

    def titles(self, progress: Progress | None) -> int:
        """Films and series, with their other titles and votes where those files are given."""
        votes = self._votes()
        last = self.writer.run("title.basics", self._titles(votes), self._write_entities, progress)
        if "title.akas" in self.files:
            last += self.writer.run("title.akas", self._akas(), self._write_akas, progress)
        return last

    def _votes(self) -> dict[int, int]:
        if "title.ratings" not in self.files:
            return {}
        rows = self._lines("title.ratings")
        return {
            int(row[0][2:]): int(row[2])
            for _, row in rows
            if row[2].isdigit() and row[0][2:].isdigit()
        }

    def _titles(self, votes: dict[int, int]) -> Iterator[tuple[int, tuple[int, Entity]]]:
        for line, row in self._lines("title.basics"):
            if row[1] not in _FILMS and row[1] not in _SERIES:
                continue
            id_ = self._number("title.basics", line, row[0], "tt")
            if not id_:
                continue
            if _has(self.kept, id_):
                self.writer.rejects.add(self.files["title.basics"], line, f"{row[0]} stands twice")
                continue
            year = year_of(row[5])
            if year is None and row[5] != r"\N":
                self.writer.rejects.add(
                    self.files["title.basics"], line, f"startYear is {row[5]!r}"
                )
                continue
            _set(self.kept, id_)
            yield line, (2 * id_, self._title(id_, row, year, votes.get(id_, 0)))

    def _title(self, id_: int, row: list[str], year: int | None, votes: int) -> Entity:
        type_: EntityType = "series" if row[1] in _SERIES else "film"
        names = [n for n in dict.fromkeys((row[2], row[3])) if n != r"\N"]
        same = self.known.film([row[0]], names, year, type_)
        if same:
            self.core_films[id_] = same.key
            return same
        prior = 0.2 + 0.06 * math.log10(1 + votes) if votes else 0.15
        return Entity(
            f"{type_}/{slug(names[0])}-{year or 'undated'}-{row[0]}",
            type_,
            names[0],
            year,
            aliases=tuple(names[1:]),
            prior=round(prior, 3),
            imdb=row[0],
            genres=() if row[8] == r"\N" else tuple(map(slug, row[8].split(","))),
            source="imdb",
        )

    def _akas(self) -> Iterator[tuple[int, tuple[str, int]]]:
        for line, row in self._lines("title.akas"):
            id_ = self._number("title.akas", line, row[0], "tt")
            if id_ and _has(self.kept, id_) and row[2] != r"\N" and (name := normalise(row[2])):
                yield line, (name, 2 * id_)

    def _write_akas(self, rows: list[tuple[str, int]]) -> None:
        query = "SELECT key, type, label, prior, year FROM entity WHERE id = ?"
        self._write_aliases(
            [
                meaning(name, _ALIAS, id_, *self.writer.base.execute(query, (id_,)).fetchone())
                for name, id_ in rows
            ]
        )

    def principals(self, progress: Progress | None) -> int:
        """Performances with their characters, and credits."""
        return self.writer.run(
            "title.principals", self._principals(), self._write_principals, progress
        )

    def _principals(self) -> Iterator[tuple[int, tuple[int, int, int, str, str]]]:
        kept, size = self.kept, 8 * len(self.kept)
        count, shared = self._count, bool(self.core_films)
        for line, (tconst, ordering, nconst, category, _, characters) in self._lines(
            "title.principals"
        ):
            try:
                film, person, billing = int(tconst[2:]), int(nconst[2:]), int(ordering)
            except ValueError:
                self.writer.rejects.add(
                    self.files["title.principals"], line, f"{tconst} {nconst} {ordering!r}"
                )
                continue
            if film < size and kept[film >> 3] >> (film & 7) & 1:
                if category == "actress":
                    _set(self.women, person)
                if category in _PLAYS or category in _ROLES:
                    count(person, film if shared else 0)
                    yield line, (film, billing, person, category, characters)

    def _count(self, person: int, film: int) -> None:
        if person >= len(self.credited):
            self.credited.extend(bytes(2 * (person - len(self.credited) + 65536)))
        if self.credited[person] < 65535:
            self.credited[person] += 1
        if film in self.core_films:
            self.shared[person].add(self.core_films[film])

    def _write_principals(self, rows: list[tuple[int, int, int, str, str]]) -> None:
        performances: list[tuple[int, int, int, int | None]] = []
        credited: list[tuple[int, str, int]] = []
        made: list[tuple[int, str, int, str]] = []
        for film, billing, person, category, names in rows:
            if category not in _PLAYS:
                credited.append((2 * film, _ROLES[category], 2 * person + 1))
            elif names == r"\N":
                performances.append((2 * film, billing, 2 * person + 1, None))
            else:
                for name in listed_names(names):
                    part = 2 * person + 1
                    if name.lower() not in _SELF:
                        self.characters += 1
                        part = _CHARACTERS + self.characters
                        made.append((part, name, film, category))
                    performances.append((2 * film, billing, 2 * person + 1, part))
        self._write_characters(made)
        self.writer.insert("performance", performances)
        self.writer.insert("credit", credited)

    def _write_characters(self, made: list[tuple[int, str, int, str]]) -> None:
        """Characters; one of a single word is found through its film alone, not by name."""
        entities: list[tuple[object, ...]] = []
        aliases: list[Meaning] = []
        for id_, name, film, category in made:
            form, prior = _form(name), _CHARACTER_PRIOR
            key = f"character/{_slug(form)}-tt{film:07d}-{id_ - _CHARACTERS}"
            pronoun = _PRONOUNS.get(category)
            entities.append((id_, key, "character", name, None, pronoun, prior, _SOURCE))
            if " " in form:
                aliases.append(meaning(form, _LABEL, id_, key, "character", name, prior, None))
        self.writer.insert("entity", entities)
        self._write_aliases(aliases)

    def names(self, progress: Progress | None) -> int:
        """People."""
        return self.writer.run("name.basics", self._names(), self._write_people, progress)

    def _names(self) -> Iterator[tuple[int, tuple[int, list[str]]]]:
        seen = bytearray()
        for (id_,) in self.writer.base.execute(
            "SELECT id FROM entity WHERE type = 'person' AND id < ?", (_CHARACTERS,)
        ).fetchall():
            _set(seen, id_ // 2)
        path, reject = self.files["name.basics"], self.writer.rejects.add
        for line, row in self._lines("name.basics"):
            nconst, name, *_ = row
            id_ = self._number("name.basics", line, nconst, "nm")
            if not id_:
                continue
            if name == r"\N" or not name:
                reject(path, line, f"{nconst} nameless")
            elif _has(seen, id_):
                reject(path, line, f"{nconst} stands twice")
            else:
                _set(seen, id_)
                yield line, (id_, row)

    def _person(self, id_: int, row: list[str], form: str) -> Entity | None:
        """The person of the core that a row describes, None when there is none."""
        if row[0] in self.known.by_id or self.known.is_name(form):
            films = self.shared.get(id_, set())
            return self.known.person([row[0]], row[1], year_of(row[2]), films)
        return None

    def _write_people(self, rows: list[tuple[int, list[str]]]) -> None:
        entities: list[tuple[object, ...]] = []
        aliases: list[Meaning] = []
        for number, row in rows:
            id_, form = 2 * number + 1, _form(row[1])
            same = self._person(number, row, form)
            if same:
                self._write_entities([(id_, same)])
                continue
            nconst, name, born, _, jobs, _ = row
            count = self.credited[number] if number < len(self.credited) else 0
            prior, year = _person_prior(count), year_of(born)
            female = "actress" in jobs or _has(self.women, number)
            pronoun = "she" if female else "he" if "actor" in jobs else None
            more = f'{{"imdb": "{nconst}"{_roles(jobs)}, "source": "imdb"}}'
            key = f"person/{_slug(form)}-{nconst}"
            entities.append((id_, key, "person", name, year, pronoun, prior, more))
            if form:
                hit = (id_, key, "person", name, prior, year)
                aliases.append(meaning(form, _LABEL, *hit))
                variants = set(name_variants(name)) if form.count(" ") > 1 else set()
                if count >= _SOUNDING and " " in form:
                    variants.add(sound_form(name))
                aliases += [meaning(v, _VARIANT, *hit) for v in sorted(variants - {form})]
        self.writer.insert("entity", entities)
        self._write_aliases(aliases)

    def _write_entities(self, rows: list[tuple[int, Entity]]) -> None:
        self.writer.insert(
            "entity",
            [
                (id_, e.key, e.type, e.label, e.year, e.pronoun, e.prior, more_of(e))
                for id_, e in rows
            ],
        )
        self._write_aliases([m for id_, e in rows for m in meanings_of(id_, e)])

    def _write_aliases(self, rows: list[Meaning]) -> None:
        self.writer.insert("staging.alias", rows)


_form = normalise.__wrapped__  # names come once: keeping them would only cost


def _slug(form: str) -> str:
    return form.replace(" ", "-") or "unnamed"


@lru_cache(maxsize=4096)
def _roles(jobs: str) -> str:
    return "" if jobs == r"\N" else ', "roles": ' + json.dumps(jobs.split(","))


@lru_cache(maxsize=1024)
def _person_prior(count: int) -> float:
    return round(min(0.1 + 0.04 * math.log2(1 + count), 0.4), 3)


def _set(bits: bytearray, number: int) -> None:
    if number >> 3 >= len(bits):
        bits.extend(bytes((number >> 3) - len(bits) + 65536))
    bits[number >> 3] |= 1 << (number & 7)


def _has(bits: bytearray, number: int) -> bool:
    return number >> 3 < len(bits) and bool(bits[number >> 3] >> (number & 7) & 1)
