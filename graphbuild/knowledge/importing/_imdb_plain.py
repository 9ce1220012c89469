"""Most rows of IMDb's files, a column at a time: names of plain words, fields as they should be.

What a row gives here is what ``_imdb_rows`` gives for it; the rows that need a closer look are
left to it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphbuild.knowledge.columns import LOWER, Texts, by_value, decimals, joined, running
from graphbuild.knowledge.importing._imdb_columns import (
    NO_LINES,
    Lines,
    Table,
    counted,
    identified,
    meanings,
    slugs,
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
    listed_genres,
    shared_at,
    standing,
    title_prior,
    work_of,
    year_text,
)
from graphbuild.knowledge.naming import Run
from graphbuild.knowledge.normalising import ARTICLES, sound_forms
from graphbuild.knowledge.pages import PART_PRIOR, PEOPLE, THINGS, rank_of

__all__ = ["Plain", "plain_parts", "plain_people", "plain_titles"]

Marks = NDArray[np.bool_]
Numbers = NDArray[np.int64]
_Parts = tuple[Texts | bytes, ...]
_NONE = rb"\N"
_PART_RANK = rank_of("label", PART_PRIOR)
_DIGIT = np.isin(np.arange(256), list(b"0123456789"))
_ROMAN = np.isin(np.arange(256), list(b"ivx"))


class Plain(NamedTuple):
    """What the plain rows of a piece gave: lines, identifiers, and which rows are done with."""

    lines: Lines
    ids: Numbers
    done: Marks
    counts: dict[str, int]
    numbers: dict[str, Numbers]


@lru_cache(maxsize=1)
def _core(path: Path) -> tuple[NDArray[np.uint64], Numbers]:
    """Hashes of the core's names, and numbers of its identifiers, of the kind that is read."""
    shared = shared_at(path)
    digits = [id_[2:] for id_ in shared.ids if id_[:2] in ("tt", "nm") and id_[2:].isdecimal()]
    numbers = np.array(sorted(map(int, digits)), dtype=np.int64)
    return np.sort(Texts.of(sorted(shared.forms)).hashes()), numbers


def _among(values: NDArray[np.uint64] | Numbers, held: NDArray[np.uint64] | Numbers) -> Marks:
    """Which of the values are in a sorted array."""
    if not len(held):
        return np.zeros(len(values), dtype=bool)
    found: Marks = held[np.minimum(np.searchsorted(held, values), len(held) - 1)] == values
    return found


def _may_be_the_cores(forms: Texts, numbers: Numbers, path: Path) -> Marks:
    names, ids = _core(path)
    return _among(forms.hashes(), names) | _among(numbers, ids)


def _once(numbers: Numbers, marks: Marks) -> bool:
    """Whether none of the marked numbers stands twice."""
    return bool(np.diff(np.sort(numbers[marks])).all())


def plain_people(table: Table, path: Path, run: Run) -> Plain | None:
    """People of one or two plain words, None where an identifier stands twice."""
    shared, (nconst, name, born, _, jobs, _) = shared_at(path), table.columns
    number, good = identified(nconst, b"nm")
    if not _once(number, good):
        return None
    _, year_good = born.decimals(4)
    good &= (born.sizes == 4) & year_good | born.equals(_NONE)
    good &= table.words.plain(name) & (table.words.spaces(name) < 2)
    rows = np.flatnonzero(good)
    lower = name.mapped(LOWER)
    rows = rows[~_may_be_the_cores(lower[rows], number[rows], path)]
    good[:] = False
    good[rows] = True
    count, id_ = counted(shared.credited, number[rows]), number[rows]
    nconst, name, jobs, form = (c[rows] for c in (nconst, name, jobs, lower))
    year, prior = _years(born[rows]), by_value(count, lambda n: str(standing(n)[0]))
    about = (b"person/", slugs(form), b"-", nconst, b"\tperson\t", name, b"\t", prior, b"\t", year)
    key = about[:4]
    works, work = _coded(jobs)
    roles = Texts.of([work_of(w)[1] for w in works])[work]
    pronoun = Texts.of([*(work_of(w)[0] for w in works), "she"])
    pronoun = pronoun[np.where(counted(shared.women, id_) > 0, len(works), work)]
    lines = joined(
        len(rows), b"\n", decimals(PEOPLE + id_), b"\t", *key, b"\tperson\t", name, b"\t", year,
        b"\t", pronoun, b"\t", prior, b'\t{"imdb": "', nconst, b'"', roles, b', "source": "imdb"}',
    )  # fmt: skip
    ranks = np.array([standing(n)[1:] for n in range(int(count.max(initial=0)) + 1)])[count]
    run.extend(meanings(form, ranks[:, 0], PEOPLE + id_, b"label\t", *about))
    sounding = np.flatnonzero((count >= SOUNDING) & (table.words.spaces(name) == 1))
    if len(sounding):
        sounds = Texts.of(sound_forms(form[sounding].tolist()))
        said = [c if isinstance(c, bytes) else c[sounding] for c in about]
        variant, person = ranks[sounding, 1], PEOPLE + id_[sounding]
        run.extend(meanings(sounds, variant, person, b"variant\t", *said))
    found = Lines(rows, (PEOPLE + id_) >> THINGS, lines)
    return Plain(found, id_, good, {"person": len(rows)}, {})


def _years(column: Texts, unknown: str = "") -> Texts:
    """Years as they are written, of four digits or unknown."""
    return by_value(column.decimals(4)[0], lambda n: year_text(str(n)) or unknown)


def _coded(column: Texts) -> tuple[list[str], Numbers]:
    """The different texts of a column, and which of them each is."""
    _, firsts, codes = np.unique(column.hashes(), return_index=True, return_inverse=True)
    return column[firsts].tolist(), codes.astype(np.int64)


def plain_titles(table: Table, path: Path, run: Run) -> Plain | None:
    """Titles of plain words that no other form is made of, None where one stands twice."""
    shared, (tconst, kind, name, original, _, start, _, _, genres) = (
        shared_at(path),
        table.columns,
    )
    series = kind.one_of(map(str.encode, sorted(SERIES)))
    wanted = series | kind.one_of(map(str.encode, sorted(FILMS)))
    number, good = identified(tconst, b"tt")
    good &= wanted
    if not _once(number, good):
        return None
    years, year_good = start.decimals(4)
    known = (start.sizes == 4) & year_good & (years >= 1000) & (years <= 2100)
    good &= (number > 0) & (known | start.equals(_NONE)) & table.words.plain(name)
    rows = np.flatnonzero(good)
    lower = name.mapped(LOWER)
    rows = rows[~_varied(lower[rows]) & (name[rows].hashes() == original[rows].hashes())]
    rows = rows[~_may_be_the_cores(lower[rows], number[rows], path)]
    good[:] = False
    good[rows] = True
    id_, tconst, name, form = number[rows], tconst[rows], name[rows], lower[rows]
    type_ = Texts.of(["film", "series"])[series[rows].astype(np.int64)]
    year = _years(start[rows])
    dated = _years(start[rows], "undated")
    votes = counted(shared.votes, id_)
    prior = by_value(votes, lambda n: str(title_prior(n)))
    key = (type_, b"/", slugs(form), b"-", dated, b"-", tconst)
    lists, listed = _coded(genres[rows])
    genre = Texts.of([listed_genres(g) for g in lists])[listed]
    lines = joined(
        len(rows), b"\n", decimals(id_), b"\t", *key, b"\t", type_, b"\t", name, b"\t", year,
        b"\t\t", prior, b"\t{", genre, b'"imdb": "', tconst, b'", "source": "imdb"}',
    )  # fmt: skip
    different, places = np.unique(votes, return_inverse=True)
    ranks = np.array([rank_of("label", title_prior(n)) for n in different.tolist()], dtype=np.int64)
    said = (b"label\t", *key, b"\t", type_, b"\t", name, b"\t", prior, b"\t", year)
    run.extend(meanings(form, ranks[places], id_, *said))
    many = int(series[rows].sum())
    found = Lines(rows, id_ >> THINGS, lines)
    return Plain(found, id_, good | ~wanted, {"series": many, "film": len(rows) - many}, {})


def _varied(forms: Texts) -> Marks:
    """Which titles may have other forms: an article in front, or a number behind a word."""
    ahead = np.concatenate([forms.data, [0, 0]]).astype(np.uint8)
    digit, roman = _DIGIT[ahead], _ROMAN[ahead]
    numbered = (forms.data == 32) & (digit[1:-1] | roman[1:-1] & roman[2:])
    found = forms.count(running(numbered)) > 0
    for article in sorted(map(str.encode, ARTICLES)):
        found |= forms.begins(article) & np.isin(forms.byte(len(article)), (0, 32))
    return found


def plain_parts(table: Table, path: Path, run: Run) -> Plain:
    """Performances under plain names or none, credits, and what is not imported."""
    shared, (tconst, ordering, nconst, category, _, characters) = shared_at(path), table.columns
    film, good = identified(tconst, b"tt")
    person, person_good = identified(nconst, b"nm")
    billing, billing_good = ordering.decimals(DIGITS)
    good &= (film > 0) & person_good & billing_good
    rows = np.flatnonzero(good & (counted(shared.kept, film) > 0))
    kinds = {kind: category[rows].equals(kind.encode()) for kind in (*sorted(PLAYS), *ROLES)}
    plays = np.logical_or.reduce([kinds[kind] for kind in PLAYS])
    listed, name = characters[rows], characters.within(2, 2)[rows]
    lower = name.mapped(LOWER)
    named = plays & listed.begins(b'["') & listed.ends(b'"]') & table.words.plain(name)
    named &= ~lower.one_of(sorted(map(str.encode, SELF)))
    nameless = plays & listed.equals(_NONE)
    good[rows[plays & ~named & ~nameless]] = False
    lines = NO_LINES
    for kind, role in ROLES.items():
        at = rows[kinds[kind]]
        said: _Parts = b"\nc\t", role.encode(), b"\t", decimals(PEOPLE + person[at])
        lines = lines.with_more(Lines(at, film[at], joined(len(at), *said)))
    at = rows[nameless]
    said = b"\np\t", decimals(billing[at]), b"\t", decimals(PEOPLE + person[at]), b"\t"
    lines = lines.with_more(Lines(at, film[at], joined(len(at), *said)))
    pronouns = np.select([kinds[kind][named] for kind in PRONOUNS], [1, 2], 0)
    pronoun = Texts.of(["", *PRONOUNS.values()])[pronouns]
    at, name, form = rows[named], name[named], lower[named]
    key = b"character/", slugs(form), b"-tt", decimals(film[at], 7), b"-", ordering[at]
    who = decimals(PEOPLE + person[at])
    part = b"\nq\t", ordering[at], b"\t", who, b"\t", *key, b"\t", pronoun, b"\t", name
    lines = lines.with_more(Lines(at, film[at], joined(len(at), *part)))
    longer = np.flatnonzero(table.words.spaces(name) > 0)
    said = b"label\t", *key, b"\tcharacter\t", name, f"\t{PART_PRIOR}\t".encode()
    found = [c if isinstance(c, bytes) else c[longer] for c in said]
    run.extend(meanings(form[longer], _PART_RANK, film[at[longer]], *found))
    made = np.logical_or.reduce([kinds[kind] for kind in ROLES])
    pair = person << FILM_BITS | film
    numbers = {
        "acted": pair[rows[named | nameless]],
        "made": pair[rows[made]],
        "women": person[rows[kinds["actress"] & (named | nameless)]],
    }
    return Plain(lines, person[:0], good, {}, numbers)
