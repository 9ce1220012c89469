"""What a piece of an IMDb file says, as pages and lines: the work that two processes share.

Nothing here looks at another piece. What may be a thing of the core is handed back as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphbuild.iris import slug
from graphbuild.knowledge.additions import MARKUP
from graphbuild.knowledge.compiling import aliases_of, thing_of, without_collection
from graphbuild.knowledge.importing._imdb_columns import NO_LINES, Lines, Table, table_of
from graphbuild.knowledge.importing._imdb_files import (
    LONGEST,
    Piece,
    listed_names,
    width_of,
    year_of,
)
from graphbuild.knowledge.importing._imdb_plain import (
    Plain,
    plain_parts,
    plain_people,
    plain_titles,
)
from graphbuild.knowledge.importing._imdb_values import (
    DIGITS,
    FILM_BITS,
    FILMS,
    PLAYS,
    PRONOUNS,
    ROLES,
    SELF,
    SERIES,
    SOUNDING,
    Shared,
    counted,
    genres_of,
    pronoun_of,
    shared_at,
    standing,
    title_prior,
)
from graphbuild.knowledge.naming import Run
from graphbuild.knowledge.normalising import PLAIN_WORDS as _WORDS
from graphbuild.knowledge.normalising import name_variants, normalise, sound_form
from graphbuild.knowledge.pages import (
    PART_PRIOR,
    THINGS,
    Thing,
    credit_line,
    name_lines,
    performance_line,
    thing_line,
)
from graphbuild.knowledge.records import AliasKind, Entity
from graphbuild.knowledge.shortening import (
    CODED,
    CODED_YEAR,
    PART,
    PEOPLE,
    code,
    rank_of,
    short_agent,
    short_key,
    short_kind,
    short_label,
    short_part,
)
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

_Rows = list[tuple[int, list[str]]]
_form = normalise.__wrapped__  # names come once: keeping them would only cost


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

    def end(self, lines: Lines, plain: Plain | None, ids: Collection[int]) -> None:
        """Put the things of all rows, and their identifiers, together."""
        self.things = lines.with_more(plain.lines if plain else NO_LINES).together()
        more = plain.ids if plain else np.zeros(0, dtype=np.int64)
        self.numbers["ids"] = np.sort(np.concatenate([np.array([*ids], dtype=np.int64), more]))


def _left(piece: Piece, found: Found, table: Table | None, plain: Plain | None) -> _Rows:
    """The rows that need a closer look, numbered from 1; what the others gave is taken over."""
    if table is None or plain is None:
        return [(line, row) for line, row in enumerate(_rows(piece, found), 1) if row]
    found.lines = len(table)
    found.counts.update(plain.counts)
    return [(place + 1, table.row(place)) for place in np.flatnonzero(~plain.done).tolist()]


def _rows(piece: Piece, found: Found) -> list[list[str]]:
    """Rows in their order, an empty one in the place of each that was rejected."""
    lines, width = _lines(piece.text, found.rejects), width_of(piece.name)
    found.lines = len(lines)
    rows = [line.split("\t") for line in lines]
    marked = b"<" in piece.text or b"\0" in piece.text
    if marked or set(map(len, rows)) != {width} or max(map(len, lines), default=0) > LONGEST:
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
    if len(line) > LONGEST and (longest := max(map(len, row))) > LONGEST:
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
    if text[:2] != prefix or not digits.isdecimal() or len(digits) > DIGITS:
        return 0
    return int(digits)


def _no_id(text: str, prefix: str) -> str:
    return f"{text[:20]!r} is no {prefix} id"


def _saved(run: Run, piece: Piece, shared: Shared) -> None:
    run.save(shared.folder / f"{piece.name}-{piece.number:05d}.names")


def titles(piece: Piece, path: Path, without: frozenset[int] = frozenset()) -> Found:
    """Films and series, without those of some numbers."""
    shared, found, run = shared_at(path), Found(), Run()
    table = None if without else table_of(piece)
    plain = plain_titles(table, path, run) if table else None
    seen, lines, reject = set(without), list[tuple[int, int, str]](), found.rejects.append
    with without_collection():
        for line, row in _left(piece, found, table, plain):
            if row[1] not in FILMS and row[1] not in SERIES:
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
                described = title(row, counted(shared.votes, id_))
                lines.append((line - 1, id_ >> THINGS, add(described, id_, run)))
                found.counts[described.type] += 1
    found.end(Lines.of(lines), plain, seen - without)
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


def add(entity: Entity, number: int, run: Run) -> str:
    """The line of an entity, whose names are added."""
    return _added(thing_of(number, entity), aliases_of(entity), run)


def _added(thing: Thing, names: Mapping[str, AliasKind], run: Run) -> str:
    for line in name_lines(thing, names):
        run.add(*line)
    return thing_line(thing)


def title(row: list[str], votes: int) -> Entity:
    """The film or series that a row describes."""
    type_: EntityType = "series" if row[1] in SERIES else "film"
    names = [n for n in dict.fromkeys((row[2], row[3])) if n != r"\N"] or [row[0]]
    year = year_of(row[5])
    return Entity(
        f"{type_}/{slug(names[0])}-{year or 'undated'}-{row[0]}",
        type_,
        names[0],
        year,
        aliases=tuple(names[1:]),
        prior=title_prior(votes),
        imdb=row[0],
        genres=genres_of(row[8]),
        source="imdb",
    )


def other_titles(piece: Piece, path: Path) -> Found:
    """Titles of films in other countries: lines that name the film by number."""
    shared, found, run = shared_at(path), Found(), Run()
    with without_collection():
        for line, row in enumerate(_rows(piece, found), 1):
            id_ = _number(row[0], "tt") if row else -1
            if not id_:
                found.rejects.append((line, _no_id(row[0], "tt")))
            elif _kept(shared, id_) and row[2] != r"\N" and (name := _form(row[2])):
                votes = counted(shared.votes, id_)
                rank = rank_of("alias", title_prior(votes))
                run.add(name, rank, id_, "alias\t\t\t\t")
    _saved(run, piece, shared)
    return found


def _kept(shared: Shared, film: int) -> bool:
    return film > 0 and bool(counted(shared.kept, film))


def parts(piece: Piece, path: Path) -> Found:
    """Performances with their characters, and credits, of the films that are kept."""
    shared, found, run = shared_at(path), Found(), Run()
    table = table_of(piece)
    plain = plain_parts(table, path, run) if table else None
    reject, numbers = found.rejects.append, {n: list[int]() for n in ("acted", "made", "women")}
    acted, made, women = numbers.values()
    lines: list[tuple[int, int, str]] = []
    with without_collection():
        for line, row in _left(piece, found, table, plain):
            tconst, ordering, nconst, category, _, characters = row
            film, digits = _number(tconst, "tt"), nconst[2:]
            if not film:
                reject((line, _no_id(tconst, "tt")))
            elif not digits.isdecimal() or nconst[:2] != "nm" or len(digits) > DIGITS:
                reject((line, _no_id(nconst, "nm")))
            elif not ordering.isdecimal() or len(ordering) > DIGITS:
                reject((line, f"ordering is {ordering[:20]!r}"))
            elif not _kept(shared, film):
                continue
            elif category in PLAYS:
                person = int(digits)
                if category == "actress":
                    women.append(person)
                about = PEOPLE + person, PRONOUNS.get(category, ""), film
                listed = listed_names(characters) if characters != r"\N" else [""]
                for nth, name in enumerate(listed):
                    tail = f"-tt{film:07d}-{ordering}" + (f"-{nth + 1}" if nth else "")
                    acted.append(person << FILM_BITS | film)
                    lines.append((line - 1, film, _part(name, ordering, tail, about, run)))
            elif category in ROLES:
                person = int(digits)
                made.append(person << FILM_BITS | film)
                lines.append((line - 1, film, credit_line(ROLES[category], PEOPLE + person)))
    found.films = Lines.of(lines).with_more(plain.lines if plain else NO_LINES).together()
    found.counts["character"] += sum(line.startswith("\nq\t") for *_, line in lines)
    for kind, of in numbers.items():
        more = plain.numbers[kind] if plain else np.zeros(0, dtype=np.int64)
        found.numbers[kind] = np.concatenate([np.array(of, dtype=np.int64), more])
    _saved(run, piece, shared)
    return found


_PART_RANK = rank_of("label", PART_PRIOR)


def _part(name: str, ordering: str, tail: str, about: tuple[int, str, int], run: Run) -> str:
    """The line of a performance; a part of one word is found through its film alone."""
    person, pronoun, film = about
    form = name.lower() if _WORDS(name) else _form(name)
    if not form:
        return performance_line(int(ordering), person, None)
    if form in SELF:
        return performance_line(int(ordering), person, person)
    key = f"character/{form.replace(' ', '-')}{tail}"
    if " " in form:
        _name_part(name, form, key, ordering, film, run)
    key = short_part(film, ordering, key, name)
    return f"\nq\t{ordering}\t{short_agent(person)}\t{key}\t{pronoun}\t{name}"


def _name_part(name: str, form: str, key: str, ordering: str, film: int, run: Run) -> None:
    """Add the name of a part, by its billing where it is the first of that."""
    label = short_label(form, name)
    if key.endswith(f"-tt{film:07d}-{int(ordering)}") and int(ordering) <= CODED_YEAR:
        kind = PART if label else CODED.index("character")
        run.add_code(form, code(_PART_RANK, film, kind, int(ordering)))
    else:
        short = "\t".join(short_key(film, key, "character", name, None))
        run.add(form, _PART_RANK, film, f"{short_kind('label')}\t{short}\t{label}\t")


def people(piece: Piece, path: Path, without: frozenset[int] = frozenset()) -> Found:
    """People, without those of some numbers."""
    shared, found, run = shared_at(path), Found(), Run()
    table = None if without else table_of(piece)
    plain = plain_people(table, path, run) if table else None
    seen, lines, reject = set(without), list[tuple[int, int, str]](), found.rejects.append
    with without_collection():
        for line, row in _left(piece, found, table, plain):
            nconst, name = row[0], row[1]
            digits = nconst[2:]
            if not digits.isdecimal() or nconst[:2] != "nm" or len(digits) > DIGITS:
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
                if form in shared.forms or nconst in shared.ids:
                    found.maybe.append((line, row))
                else:
                    page = (PEOPLE + id_) >> THINGS
                    lines.append((line - 1, page, person(row, id_, form, shared, run)))
                    found.counts["person"] += 1
    found.end(Lines.of(lines), plain, seen - without)
    _saved(run, piece, shared)
    return found


def person(row: list[str], id_: int, form: str, shared: Shared, run: Run) -> str:
    """The line of a person, whose names are added, by sound too when often credited."""
    nconst, name, born, _, jobs, _ = row
    count = counted(shared.credited, id_)
    entity = Entity(
        f"person/{form.replace(' ', '-') or 'unnamed'}-{nconst}",
        "person",
        name,
        year_of(born),
        "she" if counted(shared.women, id_) else pronoun_of(jobs) or None,
        prior=standing(count)[0],
        imdb=nconst,
        roles=tuple(filter(None, jobs.split(","))) if jobs != r"\N" else (),
        source="imdb",
    )
    others = set(name_variants(form))
    if count >= SOUNDING and " " in form:
        others.add(sound_form(form))
    names: dict[str, AliasKind] = {form: "label"} if form else {}
    names |= dict.fromkeys(sorted(others - {form}), "variant")
    return _added(thing_of(PEOPLE + id_, entity), names, run)
