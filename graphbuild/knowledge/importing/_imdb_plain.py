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
    Lines,
    Table,
    Words,
    counted,
    identified,
    usual,
)
from graphbuild.knowledge.importing._imdb_values import (
    DIGITS,
    FAMOUS,
    FILM_BITS,
    FILMS,
    PLAYS,
    PRONOUNS,
    ROLES,
    SELF,
    SERIES,
    SOUNDING,
    genres_of,
    pronoun_of,
    shared_at,
    standing,
    title_prior,
)
from graphbuild.knowledge.naming import Run
from graphbuild.knowledge.normalising import ARTICLES, sound_forms
from graphbuild.knowledge.pages import PART_PRIOR, THINGS
from graphbuild.knowledge.shortening import (
    CODED,
    CODED_YEAR,
    NAMED,
    PART,
    PEOPLE,
    VARIANT,
    code,
    rank_of,
)

__all__ = ["Plain", "plain_parts", "plain_people", "plain_titles"]

Marks = NDArray[np.bool_]
Numbers = NDArray[np.int64]
_NONE = rb"\N"
_KINDS = [*ROLES, *sorted(PLAYS)]
# Of a line of a cast, by category: what stands before the person, and behind where there is a name.
_HEADS = Texts.of(["", *(f"\nc\t{r}\t" for r in ROLES.values()), *["\np\t"] * len(PLAYS), "\nq\t"])
_NAMED = [f"\t\t{PRONOUNS.get(kind, '')}\t" for kind in _KINDS]
_TAILS = Texts.of(["", *[""] * len(ROLES), *["\t"] * len(PLAYS), *_NAMED])
# Of a person, behind the year: pronoun and prominence, by both.
_PRONOUNS = ("", "he", "she")
_PRIORS = [standing(count)[0] for count in range(FAMOUS + 1)]
_STANDINGS = Texts.of([f"\t{told}\t{prior}\t=" for told in _PRONOUNS for prior in _PRIORS])
_ZERO = ord("0")
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


def _may_be_the_cores(hashes: NDArray[np.uint64], numbers: Numbers, path: Path) -> Marks:
    names, ids = _core(path)
    return _among(hashes, names) | _among(numbers, ids)


def _once(numbers: Numbers, marks: Marks) -> bool:
    """Whether none of the marked numbers stands twice."""
    return bool(np.diff(np.sort(numbers[marks])).all())


class _Named(NamedTuple):
    """Rows with plain names: those of the table, names, normalised ones with hashes, which are
    written with capitals, and how many spaces each has."""

    rows: Numbers
    names: Texts
    forms: Texts
    hashes: NDArray[np.uint64]
    capitalised: Marks
    spaces: Numbers

    @classmethod
    def of(cls, rows: Numbers, names: Texts) -> _Named:
        """Those of some rows, of which the names are given."""
        names = names.apart()
        words, forms = Words(names), names.mapped(LOWER)
        hashes, capitalised = forms.hashes(), words.capitalised
        return cls(rows, names, forms, hashes, capitalised, words.spaces).at(words.plain)

    def at(self, marks: Marks) -> _Named:
        """Those that are marked."""
        rows, names, forms, hashes, capitalised, spaces = self
        more = hashes[marks], capitalised[marks], spaces[marks]
        return _Named(rows[marks], names[marks], forms[marks], *more)


def plain_people(table: Table, path: Path, run: Run) -> Plain | None:
    """People of one or two plain words, None where an identifier stands twice."""
    shared, (nconst, name, born, _, jobs, _) = shared_at(path), table.columns
    number, good = identified(nconst, b"nm")
    if not _once(number, good):
        return None
    _, years, year_good = _years(born)
    listed, said = _coded(jobs)
    good &= year_good & usual(nconst, number) & np.array(list(map(_tidy, listed)))[said]
    rows = np.flatnonzero(good)
    held = _Named.of(rows, name[rows])
    held = held.at((held.spaces < 2) & ~_may_be_the_cores(held.hashes, number[held.rows], path))
    good[:] = False
    good[rows := held.rows] = True
    id_, said = number[rows], said[rows]
    count = np.minimum(counted(shared.credited, id_), FAMOUS)
    ranks = np.array([ranks for _, *ranks in map(standing, range(FAMOUS + 1))])[count]
    told = np.array([_PRONOUNS.index(pronoun_of(of)) for of in listed])[said]
    told[counted(shared.women, id_) > 0] = _PRONOUNS.index("she")
    lines = joined(
        len(id_), b"\n", decimals(PEOPLE + id_), b"\t\tperson\t",
        name.until(born, years > 0)[rows], _STANDINGS[told * (FAMOUS + 1) + count],
        jobs[rows].where(np.array([of != r"\N" for of in listed])[said]),
    )  # fmt: skip
    kinds = np.where(held.capitalised, CODED.index("person"), NAMED)
    born_in = np.where(held.capitalised, years[rows], 0)
    run.extend(held.hashes, code(ranks[:, 0], PEOPLE + id_, kinds, born_in))
    sounding = np.flatnonzero((count >= SOUNDING) & (held.spaces == 1))
    if len(sounding):
        forms = joined(len(sounding), held.forms[sounding], b"\n").whole().decode()
        sounds = Texts.lines(sound_forms(forms).encode())
        run.extend(sounds.hashes(), code(ranks[sounding, 1], PEOPLE + id_[sounding], VARIANT))
    found = Lines(rows, (PEOPLE + id_) >> THINGS, lines)
    return Plain(found, id_, good, {"person": len(id_)}, {})


def _years(column: Texts) -> tuple[Texts, Numbers, Marks]:
    """The years of a column, empty and 0 where unknown, and which rows have one, or say there is
    none."""
    years, decimal = column.decimals(4)
    decimal &= column.sizes == 4
    known = (years >= 1000) & (years <= 2100)
    return column.where(known), np.where(known, years, 0), decimal | column.equals(_NONE)


def _coded(column: Texts) -> tuple[list[str], Numbers]:
    """The different texts of a column, and which of them each is."""
    places: dict[bytes, int] = {}
    codes = [places.setdefault(text, len(places)) for text in column.pieces()]
    return [text.decode() for text in places], np.array(codes, dtype=np.int64)


def _tidy(jobs: str) -> bool:
    """Whether there is something between all commas."""
    return ",," not in f",{jobs},"


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
    year, years, year_good = _years(start)
    good &= (number > 0) & year_good & usual(tconst, number) & name.same(original)
    good &= (year.sizes > 0) | start.equals(_NONE)
    rows = np.flatnonzero(good)
    held = _Named.of(rows, name[rows])
    held = held.at(~_varied(held.forms) & ~_may_be_the_cores(held.hashes, number[held.rows], path))
    good[:] = False
    good[held.rows] = True
    id_, year = number[held.rows], year[held.rows]
    type_ = Texts.of(["film", "series"])[series[held.rows].astype(np.int64)]
    votes = counted(shared.votes, id_)
    prior = by_value(votes, lambda n: str(title_prior(n)))
    lists, listed = _coded(genres[held.rows])
    genre = Texts.of([",".join(genres_of(g)) for g in lists])[listed]
    lines = joined(
        len(id_), b"\n", decimals(id_), b"\t\t", type_, b"\t", held.names, b"\t", year, b"\t\t",
        prior, b"\t=", genre,
    )  # fmt: skip
    different, places = np.unique(votes, return_inverse=True)
    ranks = np.array([rank_of("label", title_prior(n)) for n in different.tolist()], dtype=np.int64)
    kinds = np.where(series[held.rows], CODED.index("series"), CODED.index("film"))
    kinds, said = np.where(held.capitalised, [kinds, years[held.rows]], [[NAMED], [0]])
    run.extend(held.hashes, code(ranks[places], id_, kinds, said))
    many = int(series[held.rows].sum())
    found = Lines(held.rows, id_ >> THINGS, lines)
    return Plain(found, id_, good | ~wanted, {"series": many, "film": len(id_) - many}, {})


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
    billing_good &= (billing <= CODED_YEAR) & (ordering.byte(0) != _ZERO) | (ordering.sizes == 1)
    good &= (film > 0) & person_good & usual(nconst, person) & billing_good
    kinds, kept = _kinds(category), good & (counted(shared.kept, film) > 0)
    plays, made = kept & (kinds > len(ROLES)), kept & (kinds > 0) & (kinds <= len(ROLES))
    listed = np.flatnonzero(plays & characters.begins(b'["') & characters.ends(b'"]'))
    held = _Named.of(listed, characters.within(2, 2)[listed])
    held = held.at(~held.forms.one_of(sorted(map(str.encode, SELF))))
    named, nameless = np.zeros(len(table), dtype=bool), plays & characters.equals(_NONE)
    named[held.rows] = True
    rows = np.flatnonzero(made | named | nameless)
    lines = joined(
        len(rows),
        _HEADS[np.where(named, len(_KINDS) + 1, kinds)[rows]],
        _either(plays, ordering, nconst).until(nconst)[rows],
        _TAILS[np.where(named, len(_KINDS) + kinds, kinds)[rows]],
        _spread(held, len(table))[rows],
    )
    longer = held.at(held.spaces > 0)
    kind = np.where(longer.capitalised, CODED.index("character"), PART)
    run.extend(longer.hashes, code(_PART_RANK, film[longer.rows], kind, billing[longer.rows]))
    pair, women = person << FILM_BITS | film, kinds == _KINDS.index("actress") + 1
    numbers = {
        "acted": pair[named | nameless],
        "made": pair[made],
        "women": person[women & (named | nameless)],
    }
    found, done = Lines(rows, film[rows], lines), good & ~plays | named | nameless
    return Plain(found, person[:0], done, {"character": len(held.rows)}, numbers)


def _either(marks: Marks, one: Texts, other: Texts) -> Texts:
    """The texts of one column where marked, else those of another of the same data."""
    starts = np.where(marks, one.starts, other.starts)
    return Texts(one.data, starts, np.where(marks, one.sizes, other.sizes))


def _kinds(column: Texts) -> Numbers:
    """Places of categories in ``_KINDS``, from 1; 0 for others."""
    found = np.zeros(len(column), dtype=np.int64)
    for place, kind in enumerate(_KINDS, 1):
        found[column.equals(kind.encode())] = place
    return found


def _spread(held: _Named, count: int) -> Texts:
    """The names in a column of so many rows, empty in the others."""
    starts, sizes = np.zeros((2, count), dtype=np.int64)
    starts[held.rows], sizes[held.rows] = held.names.starts, held.names.sizes
    return Texts(held.names.data, starts, sizes)
