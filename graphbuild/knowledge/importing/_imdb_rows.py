"""What a piece of an IMDb file says, as pages and lines: the work that two processes share.

Nothing here looks at another piece. What may be a thing of the core is handed back as it is.
"""

from __future__ import annotations

import json
import math
import pickle
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphbuild.iris import slug
from graphbuild.knowledge.additions import MARKUP
from graphbuild.knowledge.compiling import aliases_of, thing_of, without_collection
from graphbuild.knowledge.importing._imdb_files import Piece, listed_names, width_of, year_of
from graphbuild.knowledge.naming import Run
from graphbuild.knowledge.normalising import PLAIN_WORDS as _WORDS
from graphbuild.knowledge.normalising import name_variants, normalise, sound_form, title_variants
from graphbuild.knowledge.pages import (
    PART_PRIOR,
    PEOPLE,
    THINGS,
    credit_line,
    name_lines,
    performance_line,
    rank_of,
    thing_line,
)
from graphbuild.knowledge.records import Entity
from graphbuild.model import EntityType

__all__ = [
    "FILM_BITS",
    "Found",
    "Shared",
    "add",
    "counted",
    "other_titles",
    "parts",
    "people",
    "person",
    "ratings",
    "title",
    "titles",
]

FILM_BITS = 28
"""Of a pair of a person and a film in one number, what the film takes."""
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
_DIGITS = 8  # of an identifier: what is kept by number stays small
_SOUNDING = 3
_LONGEST = 1000
_SELF = frozenset("self himself herself themselves".split())
_form = normalise.__wrapped__  # names come once: keeping them would only cost


class Shared(NamedTuple):
    """What the pieces of a file are read with; ``folder`` takes the runs of names.

    ``forms`` and ``ids`` are names and identifiers of the core; ``kept`` says by number which films
    are imported; ``votes`` and ``credited`` count by number, ``women`` marks those so credited.
    """

    folder: Path
    forms: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    kept: array[int] | None = None
    votes: array[int] | None = None
    credited: array[int] | None = None
    women: array[int] | None = None

    def save(self, path: Path) -> Path:
        """Write it where the processes read it."""
        path.write_bytes(pickle.dumps(self, protocol=5))
        return path


@lru_cache(maxsize=1)
def _shared(path: Path) -> Shared:
    return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]


@dataclass(slots=True)
class Found:
    """What a piece gave: lines read, rejected rows, pages, rows that may be the core's, counts, and
    numbers by name: ``ids``, ``acted`` and ``made`` (pairs), ``women``."""

    lines: int = 0
    rejects: list[tuple[int, str]] = field(default_factory=list)
    things: list[tuple[int, str]] = field(default_factory=list)
    films: list[tuple[int, str]] = field(default_factory=list)
    maybe: list[tuple[int, list[str]]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    def add_things(self, lines: Sequence[tuple[int, str]]) -> None:
        """Put the lines of things, each with its page, together."""
        page, held = -1, list[str]()
        for at, line in lines:
            if at != page:
                if held:
                    self.things.append((page, "".join(held)))
                page, held = at, []
            held.append(line)
        if held:
            self.things.append((page, "".join(held)))


def _rows(piece: Piece, found: Found) -> list[list[str]]:
    """Rows in their order, an empty one in the place of each that was rejected."""
    lines, width = _lines(piece.text, found.rejects), width_of(piece.name)
    found.lines = len(lines)
    rows = [line.split("\t") for line in lines]
    marked = b"<" in piece.text or b"\0" in piece.text
    if marked or set(map(len, rows)) != {width} or max(map(len, lines), default=0) > _LONGEST:
        rejected = {line for line, _ in found.rejects}
        for n, (line, row) in enumerate(zip(lines, rows, strict=True)):
            if reason := _fault(line, row, width):
                rows[n] = []
                if n + 1 not in rejected:
                    found.rejects.append((n + 1, reason))
    return rows


def _fault(line: str, row: list[str], width: int) -> str:
    if len(row) != width:
        return f"{len(row)} fields where {width} are needed"
    if len(line) > _LONGEST and (longest := max(map(len, row))) > _LONGEST:
        return f"a field of {longest} characters"
    return "markup in a field" if ("<" in line or "\0" in line) and MARKUP.search(line) else ""


def _lines(data: bytes, rejects: list[tuple[int, str]]) -> list[str]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        lines = data.removesuffix(b"\n").split(b"\n")
        return [_decoded(n, line.rstrip(b"\r"), rejects) for n, line in enumerate(lines, 1)]
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n")


def _decoded(number: int, line: bytes, rejects: list[tuple[int, str]]) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        rejects.append((number, "is not UTF-8"))
        return ""


def _number(text: str, prefix: str) -> int:
    """The number in ``tt0012345``, 0 when it is none."""
    digits = text[2:]
    if text[:2] != prefix or not digits.isdecimal() or len(digits) > _DIGITS:
        return 0
    return int(digits)


def _no_id(text: str, prefix: str) -> str:
    return f"{text[:20]!r} is no {prefix} id"


def _saved(run: Run, piece: Piece, shared: Shared) -> None:
    run.save(shared.folder / f"{piece.name}-{piece.number:05d}.names")


def titles(piece: Piece, shared_at: Path, without: frozenset[int] = frozenset()) -> Found:
    """Films and series, without those of some numbers."""
    shared, found, run = _shared(shared_at), Found(), Run()
    seen, lines, reject = set(without), list[tuple[int, str]](), found.rejects.append
    with without_collection():
        for line, row in enumerate(_rows(piece, found), 1):
            if not row or (row[1] not in _FILMS and row[1] not in _SERIES):
                continue
            id_ = _number(row[0], "tt")
            if not id_:
                reject((line, _no_id(row[0], "tt")))
            elif id_ in seen:
                reject((line, f"{row[0]} stands twice"))
            elif row[5] != r"\N" and year_of(row[5]) is None:
                reject((line, f"startYear is {row[5]!r}"))
            else:
                seen.add(id_)
                if (
                    row[0] in shared.ids
                    or _form(row[2]) in shared.forms
                    or (row[3] != row[2] and _form(row[3]) in shared.forms)
                ):
                    found.maybe.append((line, row))
                    continue
                votes = counted(shared.votes, id_)
                lines.append((id_ >> THINGS, _plain_title(row, id_, votes, run)))
                found.counts["series" if row[1] in _SERIES else "film"] += 1
    found.add_things(lines)
    found.numbers["ids"] = np.array(sorted(seen - without), dtype=np.int64)
    _saved(run, piece, shared)
    return found


def ratings(piece: Piece) -> NDArray[np.int64]:
    """Numbers of titles above their counts of votes."""
    found = [
        (_number(row[0], "tt"), int(row[2]))
        for row in _rows(piece, Found())
        if row and row[2].isdecimal()
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 2).T


def counted(of: array[int] | None, number: int) -> int:
    """How often a number was counted, 0 where none was."""
    return of[number] if of is not None and number < len(of) else 0


def add(entity: Entity, number: int, run: Run) -> str:
    """The line of an entity, whose names are added."""
    thing = thing_of(number, entity)
    for name, line in name_lines(thing, aliases_of(entity)):
        run.add(name, line)
    return thing_line(thing)


def _plain_title(row: list[str], id_: int, votes: int, run: Run) -> str:
    """The line of a title, whose names are added; most have one, of plain words."""
    name = row[2]
    if name != row[3] or not _WORDS(name) or any(title_variants(name)):
        return add(title(row, votes), id_, run)
    form, year, prior = name.lower(), _year(row[5]), _title_prior(votes)
    type_ = "series" if row[1] in _SERIES else "film"
    key = f"{type_}/{form.replace(' ', '-')}-{year or 'undated'}-{row[0]}"
    about = f"{key}\t{type_}\t{name}\t{prior}\t{year}"
    run.add(form, f"{form}\t{rank_of('label', prior)}\t{id_:011x}\tlabel\t{about}")
    return (
        f"\n{id_}\t{key}\t{type_}\t{name}\t{year}\t\t{prior}"
        f'\t{{{_listed_genres(row[8])}"imdb": "{row[0]}", "source": "imdb"}}'
    )


@lru_cache(maxsize=4096)
def _listed_genres(listed: str) -> str:
    return f'"genres": {json.dumps(_genres(listed))}, ' if _genres(listed) else ""


def title(row: list[str], votes: int) -> Entity:
    """The film or series that a row describes."""
    type_: EntityType = "series" if row[1] in _SERIES else "film"
    names = [n for n in dict.fromkeys((row[2], row[3])) if n != r"\N"] or [row[0]]
    year = year_of(row[5])
    return Entity(
        f"{type_}/{slug(names[0])}-{year or 'undated'}-{row[0]}",
        type_,
        names[0],
        year,
        aliases=tuple(names[1:]),
        prior=_title_prior(votes),
        imdb=row[0],
        genres=_genres(row[8]),
        source="imdb",
    )


@lru_cache(maxsize=4096)
def _title_prior(votes: int) -> float:
    return round(0.2 + 0.06 * math.log10(1 + votes), 3) if votes else 0.15


@lru_cache(maxsize=4096)
def _genres(listed: str) -> tuple[str, ...]:
    return () if listed == r"\N" else tuple(map(slug, listed.split(",")))


def other_titles(piece: Piece, shared_at: Path) -> Found:
    """Titles of films in other countries: lines that name the film by number."""
    shared, found, run = _shared(shared_at), Found(), Run()
    with without_collection():
        for line, row in enumerate(_rows(piece, found), 1):
            id_ = _number(row[0], "tt") if row else -1
            if not id_:
                found.rejects.append((line, _no_id(row[0], "tt")))
            elif _kept(shared, id_) and row[2] != r"\N" and (name := _form(row[2])):
                votes = counted(shared.votes, id_)
                rank = rank_of("alias", _title_prior(votes))
                run.add(name, f"{name}\t{rank}\t{id_:011x}\talias\t\t\t\t\t")
    _saved(run, piece, shared)
    return found


def _kept(shared: Shared, film: int) -> bool:
    return film > 0 and bool(counted(shared.kept, film))


def parts(piece: Piece, shared_at: Path) -> Found:
    """Performances with their characters, and credits, of the films that are kept."""
    shared, found, run = _shared(shared_at), Found(), Run()
    reject, numbers = found.rejects.append, {n: list[int]() for n in ("acted", "made", "women")}
    acted, made, women = numbers.values()
    last, film, kept, tail = "", 0, False, ""
    lines: list[str] = []
    with without_collection():
        for line, row in enumerate(_rows(piece, found), 1):
            if not row:
                continue
            tconst, ordering, nconst, category, _, characters = row
            if tconst != last:  # a film's rows stand together
                if lines:
                    found.films.append((film, "".join(lines)))
                    lines = []
                last, film = tconst, _number(tconst, "tt")
                kept, tail = _kept(shared, film), f"-tt{film:07d}-"
            digits = nconst[2:]
            if not film:
                reject((line, _no_id(tconst, "tt")))
            elif not digits.isdecimal() or nconst[:2] != "nm" or len(digits) > _DIGITS:
                reject((line, _no_id(nconst, "nm")))
            elif not ordering.isdecimal() or len(ordering) > _DIGITS:
                reject((line, f"ordering is {ordering[:20]!r}"))
            elif not kept:
                continue
            elif category in _PLAYS:
                person = int(digits)
                if category == "actress":
                    women.append(person)
                who, pair = PEOPLE + person, person << FILM_BITS | film
                about = who, _PRONOUNS.get(category, ""), film
                only = characters[2:-2]
                if characters == r"\N" or '"' in only or "\\" in only or characters[:2] != '["':
                    listed = listed_names(characters) if characters != r"\N" else [""]
                    for nth, name in enumerate(listed):
                        number = f"{ordering}-{nth + 1}" if nth else ordering
                        acted.append(pair)
                        lines.append(_part(name, ordering, f"{tail}{number}", about, run))
                else:
                    acted.append(pair)
                    lines.append(_part(only, ordering, tail + ordering, about, run))
            elif category in _ROLES:
                person = int(digits)
                made.append(person << FILM_BITS | film)
                lines.append(credit_line(_ROLES[category], PEOPLE + person))
    if lines:
        found.films.append((film, "".join(lines)))
    found.counts["character"] = sum(text.count("\nq\t") for _, text in found.films)
    found.numbers = {name: np.array(of, dtype=np.int64) for name, of in numbers.items()}
    _saved(run, piece, shared)
    return found


_PART_RANK = rank_of("label", PART_PRIOR)


def _part(name: str, ordering: str, tail: str, about: tuple[int, str, int], run: Run) -> str:
    """The line of a performance; a part of one word is found through its film alone."""
    person, pronoun, film = about
    form = name.lower() if _WORDS(name) else _form(name)
    if not form:
        return performance_line(int(ordering), person, None)
    if form in _SELF:
        return performance_line(int(ordering), person, person)
    key = f"character/{form.replace(' ', '-')}{tail}"
    if " " in form:
        run.add(
            form,
            f"{form}\t{_PART_RANK}\t{film:011x}\tlabel\t{key}\tcharacter\t{name}\t{PART_PRIOR}\t",
        )
    return f"\nq\t{ordering}\t{person}\t{key}\t{pronoun}\t{name}"


def people(piece: Piece, shared_at: Path, without: frozenset[int] = frozenset()) -> Found:
    """People, without those of some numbers."""
    shared, found, run = _shared(shared_at), Found(), Run()
    seen, lines, reject = set(without), list[tuple[int, str]](), found.rejects.append
    forms, ids = shared.forms, shared.ids
    with without_collection():
        for line, row in enumerate(_rows(piece, found), 1):
            if not row:
                continue
            nconst, name = row[0], row[1]
            digits = nconst[2:]
            if not digits.isdecimal() or nconst[:2] != "nm" or len(digits) > _DIGITS:
                reject((line, _no_id(nconst, "nm")))
                continue
            id_ = int(digits)
            if name == r"\N" or not name:
                reject((line, f"{nconst} nameless"))
            elif id_ in seen:
                reject((line, f"{nconst} stands twice"))
            else:
                seen.add(id_)
                form = name.lower() if _WORDS(name) else _form(name)
                if form in forms or nconst in ids:
                    found.maybe.append((line, row))
                else:
                    lines.append(((PEOPLE + id_) >> THINGS, person(row, id_, form, shared, run)))
    found.counts["person"] = len(lines)
    found.add_things(lines)
    found.numbers["ids"] = np.array(sorted(seen - without), dtype=np.int64)
    _saved(run, piece, shared)
    return found


def person(row: list[str], id_: int, form: str, shared: Shared, run: Run) -> str:
    """The line of a person, whose names are added, by sound too when often credited."""
    nconst, name, born, _, jobs, _ = row
    count = counted(shared.credited, id_)
    prior, rank, variant = _standing(count)
    pronoun, roles = _work_of(jobs)
    if counted(shared.women, id_):
        pronoun = "she"
    number, year = PEOPLE + id_, _year(born)
    key = f"person/{form.replace(' ', '-') or 'unnamed'}-{nconst}"
    if form:
        about = f"{key}\tperson\t{name}\t{prior}\t{year}"
        run.add(form, f"{form}\t{rank}\t{number:011x}\tlabel\t{about}")
        words = form.count(" ")
        if words > 1 or (words and count >= _SOUNDING):
            others = set(name_variants(form)) if words > 1 else set()
            if count >= _SOUNDING:
                others.add(sound_form(form))
            for other in others - {form}:
                run.add(other, f"{other}\t{variant}\t{number:011x}\tvariant\t{about}")
    return (
        f"\n{number}\t{key}\tperson\t{name}\t{year}\t{pronoun}\t{prior}"
        f'\t{{"imdb": "{nconst}"{roles}, "source": "imdb"}}'
    )


@lru_cache(maxsize=1024)
def _standing(count: int) -> tuple[float, str, str]:
    """Of a person so often credited: prominence, and the ranks of name and variants."""
    prior = round(min(0.1 + 0.04 * math.log2(1 + count), 0.4), 3)
    return prior, rank_of("label", prior), rank_of("variant", prior)


@lru_cache(maxsize=4096)
def _work_of(jobs: str) -> tuple[str, str]:
    """Pronoun and roles that the professions of a person give."""
    pronoun = "she" if "actress" in jobs else "he" if "actor" in jobs else ""
    return pronoun, "" if jobs == r"\N" else ', "roles": ' + json.dumps(jobs.split(","))


@lru_cache(maxsize=4096)
def _year(text: str) -> str:
    return str(year_of(text) or "")
