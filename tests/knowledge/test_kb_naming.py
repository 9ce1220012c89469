"""Pages of names: what is gathered in runs, in memory or in files, is found in them."""

from pathlib import Path

import numpy as np
import pytest

from graphbuild.knowledge.columns import hash_of
from graphbuild.knowledge.naming import Run, Saved, merged
from graphbuild.knowledge.pages import MOST
from graphbuild.knowledge.shortening import (
    CODED,
    NAMED,
    PART,
    PEOPLE,
    VARIANT,
    code,
    code_of,
    of_code,
    whole_code,
    whole_key,
)

ALL = (0, 1 << 32)
ANN = PEOPLE + 1


def test_codes_tell_what_they_are_made_of() -> None:
    """Rank, number, kind and year come back, of the greatest numbers too, and stand in order."""
    told = (2000, PEOPLE + 99_999_999, PART, 65535)
    assert of_code(code(*told)) == told
    many = code(np.array([2000, 1]), np.array([ANN, ANN]), VARIANT).astype(np.uint64)
    assert [of_code(int(n))[:3] for n in many] == [(2000, ANN, VARIANT), (1, ANN, VARIANT)]
    assert code(1, 2, 3) < code(1, 3, 1) < code(2, 1, 1)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("\t\tperson\t\t1960", (CODED.index("person"), 1960)),
        ("\t\tfilm\t\t", (CODED.index("film"), 0)),
        ("\t\tperson\tAnn de Lee\t1960", (NAMED, 0)),
        ("variant\t\tperson\tAnn Q. Lee\t1960", (VARIANT, 0)),
        ("alias\t\tfilm\tLantern Hill\t1999", None),
        ("alias\t\t\t\t", None),
        ("\tperson/ann-lee\t\t\t1960", None),
        ("\t-4-2\tcharacter\t\t", None),
    ],
)
def test_a_line_is_left_out_where_a_code_tells_it(said: str, told: tuple[int, int] | None) -> None:
    """Not where a key or another name must be written."""
    found = code_of(900, ANN, said)
    assert (of_code(found) if found else None) == (told and (900, ANN, *told))


@pytest.mark.parametrize(
    ("type_", "number", "year"),
    [("person", ANN, 1960), ("person", ANN, None), ("film", 7, 1999), ("series", 7, None)],
)
def test_a_code_that_says_all_gives_what_its_line_would(
    type_: str, number: int, year: int | None
) -> None:
    """Key, type, label and year."""
    _, _, kind, also = of_code(code_of(900, number, f"\t\t{type_}\t\t{year or ''}"))
    key, type_ = whole_key(number, "", type_, "Ann Lee", str(year or ""))
    assert whole_code("ann lee", number, kind, also) == (key, type_, "Ann Lee", year)
    key, _ = whole_key(7, "-4", "character", "Ann Lee", "")
    part = whole_code("ann lee", 7, CODED.index("character"), 4)
    assert part == (key, "character", "Ann Lee", None)


def _run() -> Run:
    run = Run()
    for rank, number in ((700, ANN), (600, ANN + 1), (700, ANN)):
        run.add("ann lee", rank, number, "\t\tperson\t\t1960")
    run.add("ann lee", 650, 9, "\tfilm/ann-lee\t\t\t1999")
    run.add("lantern hill", 500, 7, "alias\t\t\t\t")
    run.add("lantern hill", 500, 7, "alias\t\t\t\t")
    return run


def test_what_stands_twice_is_written_once_and_the_strongest_first() -> None:
    """Codes and lines of a name lie in one page; names are counted once."""
    pages, _, names = merged(ALL, [_run()], 1, 8)
    assert names == 2
    codes = b"".join(codes for _, codes, _ in pages)
    held = np.frombuffer(codes, dtype="<u8").reshape(-1, 2).tolist()
    assert [of_code(c)[:2] for _, c in held] == [(600, ANN + 1), (700, ANN)]
    assert {h for h, _ in held} == {hash_of(b"ann lee")}
    lines = "".join(lines for *_, lines in pages)
    assert lines.count("\nlantern hill\t") == lines.count("\nann lee\t") == 1


def test_a_run_in_a_file_is_as_in_memory(tmp_path: Path) -> None:
    """Whole, and of every half of the hashes."""
    run = _run()
    run.save(tmp_path / "run")
    saved = Saved(tmp_path / "run")
    assert saved.sizes == run.sizes == (3, 3)
    for hashes in (ALL, (0, 1 << 31), (1 << 31, 1 << 32)):
        assert merged(hashes, [saved], 8, 8) == merged(hashes, [run], 8, 8)
    Run().save(tmp_path / "none")
    assert merged(ALL, [Saved(tmp_path / "none")], 1, 8) == ([], bytes(32), 0)


def test_of_many_meanings_the_strongest_are_kept() -> None:
    """As many as a look-up gives."""
    run = Run()
    for i in range(3 * MOST):
        run.add("tom other", 2000 - i, ANN + i, "\t\tperson\t\t")
    pages, _, names = merged(ALL, [run], 1, 8)
    ((_, codes, _),) = pages
    ranks = [of_code(c)[0] for c in np.frombuffer(codes, dtype="<u8")[1::2].tolist()]
    assert (names, ranks) == (1, list(range(2001 - 3 * MOST, 2001 - 2 * MOST)))


def test_marks_say_which_hashes_there_are() -> None:
    """A bit is set for the first bits of the hash of each name, and no other; halves follow each
    other."""
    marks = merged(ALL, [_run()], 1, 8).marks
    at = sorted(hash_of(name) >> 56 for name in (b"ann lee", b"lantern hill"))
    assert (
        np.flatnonzero(np.unpackbits(np.frombuffer(marks, np.uint8), bitorder="little")).tolist()
        == at
    )
    halves = [(0, 1 << 31), (1 << 31, 1 << 32)]
    assert b"".join(merged(half, [_run()], 1, 8).marks for half in halves) == marks
