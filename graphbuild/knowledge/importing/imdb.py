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
from graphbuild.knowledge.compiling import more_of, names_of
from graphbuild.knowledge.importing._imdb_files import (
    find_files,
    listed_names,
    rows_of,
    year_of,
)
from graphbuild.knowledge.importing.known import Known
from graphbuild.knowledge.importing.seen import Seen
from graphbuild.knowledge.importing.writer import Imported, KnowledgeWriter, Progress, fingerprint
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.normalising import name_variants, normalise, sound_form
from graphbuild.knowledge.numbering import Named, named
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
_CREDITED = _PLAYS | _ROLES.keys()
_PRONOUNS = {"actress": "she", "actor": "he"}
_DIGITS = 8  # of an identifier: what is kept by number stays small
_CHARACTERS = 1 << 40  # ids of characters begin here: above all tt and nm numbers doubled
_SOUNDING = 3
_PART_PRIOR = 0.1
_UNNAMED = ("",)
_SELF = frozenset("self himself herself themselves".split())
_STAGING = """
CREATE TABLE staging.part
  (id INTEGER PRIMARY KEY, film INTEGER, pronoun TEXT, label TEXT, name TEXT);
CREATE TABLE staging.woman (id INTEGER PRIMARY KEY);
"""
_MAKE_CHARACTERS = f"""INSERT INTO entity SELECT id, printf('character/%s-tt%07d-%d',
coalesce(nullif(replace(name, ' ', '-'), ''), 'unnamed'), film, id - {_CHARACTERS}), 'character',
label, NULL, pronoun, {_PART_PRIOR}, '{{"source": "imdb"}}' FROM staging.part ORDER BY id"""


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
    writer = KnowledgeWriter(target, inputs, _STAGING)
    try:
        run = _Import(files, writer, known)
        rows = run.titles(progress)
        rows += run.principals(progress)
        rows += run.names(progress)
        run.characters()
        return writer.finish({"kind": "imdb", "notice": NOTICE}, rows, progress)
    except BaseException:
        writer.abandon()
        raise


class _Import:
    """State of one import: which films are kept, and how often a person is credited."""

    def __init__(self, files: dict[str, Path], writer: KnowledgeWriter, known: Known) -> None:
        self.files, self.writer, self.known = files, writer, known
        self.kept = Seen()
        self.credited = array("I")
        self.women = Seen()
        self.shared: dict[int, set[str]] = defaultdict(set)
        self.core_films: dict[int, str] = {}
        self.parts = _CHARACTERS
        self._again()

    def _again(self) -> None:
        """Rebuild the state of an import that was broken off."""
        base = self.writer.base
        for id_, key in base.execute("SELECT id, key FROM entity WHERE type IN ('film','series')"):
            self.kept.add(id_ // 2)
            if not key.endswith(f"-tt{id_ // 2:07d}"):
                self.core_films[id_ // 2] = key
                self.known.take(key)
        people = "SELECT id, key FROM entity WHERE type = 'person'"
        for id_, key in base.execute(people):
            if not key.endswith(f"-nm{id_ // 2:07d}"):
                self.known.take(key)
        for (person,) in base.execute("SELECT id FROM staging.woman"):
            self.women.add(person)
        for credited in (
            "SELECT DISTINCT film, performer, billing FROM performance",
            "SELECT film, agent, role FROM credit",
        ):
            for film, person, _ in base.execute(credited):
                self._count(person // 2, film // 2)
        (last,) = base.execute("SELECT max(id) FROM staging.part").fetchone()
        self.parts = last or _CHARACTERS

    def _lines(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """Rows after those already written, with line numbers."""
        return rows_of(self.files[name], name, self.writer.line(name), self.writer.rejects)

    def _number(self, name: str, line: int, text: str, prefix: str) -> int:
        """The number in ``tt0012345``, 0 when it is none."""
        digits = text[2:]
        if text[:2] != prefix or not digits.isdecimal() or len(digits) > _DIGITS:
            self.writer.rejects.add(self.files[name], line, f"{text[:20]!r} is no {prefix} id")
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
            if id_ in self.kept:
                self.writer.rejects.add(self.files["title.basics"], line, f"{row[0]} stands twice")
                continue
            year = year_of(row[5])
            if year is None and row[5] != r"\N":
                self.writer.rejects.add(
                    self.files["title.basics"], line, f"startYear is {row[5]!r}"
                )
                continue
            self.kept.add(id_)
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
            genres=_genres(row[8]),
            source="imdb",
        )

    def _akas(self) -> Iterator[tuple[int, tuple[str, int]]]:
        for line, row in self._lines("title.akas"):
            id_ = self._number("title.akas", line, row[0], "tt")
            if id_ and id_ in self.kept and row[2] != r"\N" and (name := normalise(row[2])):
                yield line, (name, 2 * id_)

    def _write_akas(self, rows: list[tuple[str, int]]) -> None:
        prior = "SELECT prior FROM entity WHERE id = ?"
        ask = self.writer.base.execute
        self._write_names(
            [named(name, "alias", id_, ask(prior, (id_,)).fetchone()[0]) for name, id_ in rows]
        )

    def principals(self, progress: Progress | None) -> int:
        """Performances with their characters, and credits."""
        return self.writer.run(
            "title.principals", self._principals(), self._write_principals, progress
        )

    def _principals(self) -> Iterator[tuple[int, tuple[int, int, int, str, str]]]:
        name, women, count, kept = "title.principals", self.women, self._count, False
        last, film = "", 0
        for line, (tconst, ordering, nconst, category, _, characters) in self._lines(name):
            if tconst != last or not film:  # a film's rows stand together
                last, film = tconst, self._number(name, line, tconst, "tt")
                kept = film in self.kept
            if not film:
                continue
            digits = nconst[2:]
            if not (nconst[:2] == "nm" and digits.isdecimal() and len(digits) <= _DIGITS):
                self._number(name, line, nconst, "nm")
            elif not ordering.isdecimal() or len(ordering) > _DIGITS:
                self.writer.rejects.add(self.files[name], line, f"ordering is {ordering[:20]!r}")
            elif kept and category in _CREDITED:
                person = int(digits)
                if category == "actress":
                    women.add(person)
                count(person, film)
                yield line, (film, int(ordering), person, category, characters)

    def _count(self, person: int, film: int) -> None:
        try:
            self.credited[person] += 1
        except IndexError:
            self.credited.extend(array("I", bytes(4 * (person - len(self.credited) + 65536))))
            self.credited[person] = 1
        if film in self.core_films:
            self.shared[person].add(self.core_films[film])

    def _write_principals(self, rows: list[tuple[int, int, int, str, str]]) -> None:
        performances: list[tuple[int, int, int, int | None]] = []
        credited: list[tuple[int, str, int]] = []
        made: list[tuple[int, int, str | None, str]] = []
        for film, billing, person, category, names in rows:
            if category not in _PLAYS:
                credited.append((2 * film, _ROLES[category], 2 * person + 1))
                continue
            for name in _UNNAMED if names == r"\N" else listed_names(names):
                part = None
                if name and name.lower() in _SELF:
                    part = 2 * person + 1
                elif name:
                    self.parts = part = self.parts + 1
                    made.append((part, film, _PRONOUNS.get(category), name))
                performances.append((2 * film, billing, 2 * person + 1, part))
        self.writer.insert("performance", performances)
        self.writer.insert("credit", credited)
        self._write_parts(made)
        women = {person for _, _, person, category, _ in rows if category == "actress"}
        self.writer.insert("staging.woman", [(person,) for person in sorted(women)])

    def _write_parts(self, made: list[tuple[int, int, str | None, str]]) -> None:
        """Parts; one of a single word is found through its film alone, not by name."""
        forms = [_form(name) for *_, name in made]
        parts = [(*part, form) for part, form in zip(made, forms, strict=True)]
        self.writer.insert("staging.part", parts)
        self._write_names(
            [named(form, "label", id_, _PART_PRIOR) for id_, *_, form in parts if " " in form]
        )

    def characters(self) -> None:
        """Each part becomes a character."""
        self.writer.once("characters", _MAKE_CHARACTERS)

    def names(self, progress: Progress | None) -> int:
        """People."""
        return self.writer.run("name.basics", self._names(), self._write_people, progress)

    def _names(self) -> Iterator[tuple[int, tuple[int, list[str]]]]:
        seen = Seen()
        for (id_,) in self.writer.base.execute("SELECT id FROM entity WHERE type = 'person'"):
            seen.add(id_ // 2)
        path, reject = self.files["name.basics"], self.writer.rejects.add
        for line, row in self._lines("name.basics"):
            nconst, name, *_ = row
            id_ = self._number("name.basics", line, nconst, "nm")
            if not id_:
                continue
            if name == r"\N" or not name:
                reject(path, line, f"{nconst} nameless")
            elif id_ in seen:
                reject(path, line, f"{nconst} stands twice")
            else:
                seen.add(id_)
                yield line, (id_, row)

    def _person(self, id_: int, row: list[str], form: str) -> Entity | None:
        """The person of the core that a row describes, None when there is none."""
        if row[0] in self.known.by_id or self.known.is_name(form):
            films = self.shared.get(id_, set())
            return self.known.person([row[0]], row[1], year_of(row[2]), films)
        return None

    def _write_people(self, rows: list[tuple[int, list[str]]]) -> None:
        entities: list[tuple[object, ...]] = []
        names: list[Named] = []
        for number, row in rows:
            id_, form = 2 * number + 1, _form(row[1])
            same = self._person(number, row, form)
            if same:
                self._write_entities([(id_, same)])
                continue
            nconst, name, born, _, jobs, _ = row
            count = self.credited[number] if number < len(self.credited) else 0
            female = "actress" in jobs or number in self.women
            pronoun = "she" if female else "he" if "actor" in jobs else None
            more = f'{{"imdb": "{nconst}"{_roles(jobs)}, "source": "imdb"}}'
            key = f"person/{form.replace(' ', '-') or 'unnamed'}-{nconst}"
            prior = _person_prior(count)
            entities.append((id_, key, "person", name, year_of(born), pronoun, prior, more))
            names += _names(id_, form, prior, sounding=count >= _SOUNDING)
        self.writer.insert("entity", entities)
        self._write_names(names)

    def _write_entities(self, rows: list[tuple[int, Entity]]) -> None:
        self.writer.insert(
            "entity",
            [
                (id_, e.key, e.type, e.label, e.year, e.pronoun, e.prior, more_of(e))
                for id_, e in rows
            ],
        )
        self._write_names([name for id_, e in rows for name in names_of(id_, e)])

    def _write_names(self, rows: list[Named]) -> None:
        self.writer.insert("staging.named", rows)


def _names(id_: int, form: str, prior: float, *, sounding: bool) -> list[Named]:
    """The names of a person, by sound too where asked."""
    if not form:
        return []
    words = form.count(" ")
    variants = set(name_variants(form)) if words > 1 else set()
    if words and sounding:
        variants.add(sound_form(form))
    found = [named(v, "variant", id_, prior) for v in sorted(variants - {form})] if variants else []
    return [named(form, "label", id_, prior), *found]


_form = normalise.__wrapped__  # names come once: keeping them would only cost


@lru_cache(maxsize=4096)
def _genres(listed: str) -> tuple[str, ...]:
    return () if listed == r"\N" else tuple(map(slug, listed.split(",")))


@lru_cache(maxsize=4096)
def _roles(jobs: str) -> str:
    return "" if jobs == r"\N" else ', "roles": ' + json.dumps(jobs.split(","))


@lru_cache(maxsize=1024)
def _person_prior(count: int) -> float:
    return round(min(0.1 + 0.04 * math.log2(1 + count), 0.4), 3)
