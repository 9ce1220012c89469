"""Import and look-up at scale, on generated files: ratios of one run.

usage: python benchmarks/knowledge.py [--names 1000000] [--keep DIR]

Generates IMDb's file formats (names, a fifth as many films, twice as many principals), imports
them in a process of its own, and compares: rows a second, and processor time, with plain ``csv``
reading of the same files; open and look-up with a file of a tenth the names.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path

from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.importing import import_imdb

_SYLLABLES = (
    "ba be bo da de do ka ko la le li lo ma mi mo na ne ni ra re ro sa se so ta te to".split()
)

_LENGTHS = (2, 3, 4, 5)  # syllables of a word: there must be millions of them
_GIVEN = 3000
_TOGETHER = 10_000  # names that are drawn at once
_EVEN = 30  # the larger, the less the commonest words are preferred


class _Words:
    """Distinct words, the earlier the commoner, as names are."""

    def __init__(self, draw: random.Random, count: int) -> None:
        self._draw = draw
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(draw.choices(_SYLLABLES, k=draw.choice(_LENGTHS))).capitalize()] = None
        self._words = list(found)
        self._weights = list(accumulate(1 / (_EVEN + i) for i in range(count)))

    def some(self, count: int) -> list[str]:
        """So many of them."""
        return self._draw.choices(self._words, cum_weights=self._weights, k=count)


def _write(path: Path, rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines("\t".join(map(str, row)) + "\n" for row in rows)


def generate(folder: Path, names: int) -> None:
    """Files of ``names`` people, a fifth as many films, twice as many principals.

    There are more surnames the more people there are: of a million, four in five have a name that
    no other has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(1895)
    given, surnames = _Words(draw, _GIVEN), _Words(draw, max(_GIVEN, names // 5))
    films = names // 5
    _write(folder / "name.basics.tsv", _names(draw, given, surnames, names))
    _write(folder / "title.basics.tsv", _titles(draw, surnames, films))
    _write(folder / "title.principals.tsv", _principals(draw, given, surnames, names, films))


def _drawn(words: _Words, many: _Words) -> Iterator[str]:
    """Names of two words without end, drawn many at a time."""
    while True:
        yield from map(" ".join, zip(words.some(_TOGETHER), many.some(_TOGETHER), strict=True))


def _names(
    draw: random.Random, given: _Words, surnames: _Words, count: int
) -> Iterator[tuple[object, ...]]:
    yield tuple("nconst primaryName birthYear deathYear primaryProfession knownForTitles".split())
    for i, name in enumerate(islice(_drawn(given, surnames), count), 1):
        yield f"nm{i:07d}", name, draw.randint(1900, 2000), r"\N", "actor,producer", r"\N"


def _titles(draw: random.Random, words: _Words, count: int) -> Iterator[tuple[object, ...]]:
    header = "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes"
    yield (*header.split(), "genres")
    for i in range(1, count + 1):
        title = " ".join(words.some(draw.choice((1, 2, 3))))
        year = draw.randint(1920, 2025)
        yield f"tt{i:07d}", "movie", title, title, 0, year, r"\N", 100, "Drama"


def _principals(
    draw: random.Random, given: _Words, surnames: _Words, names: int, films: int
) -> Iterator[tuple[object, ...]]:
    yield tuple("tconst ordering nconst category job characters".split())
    parts = _drawn(given, surnames)
    for i in range(1, films + 1):
        for billing in range(1, 11):
            person = f"nm{draw.randint(1, names):07d}"
            if billing == 1:
                yield f"tt{i:07d}", billing, person, "director", r"\N", r"\N"
            else:
                yield f"tt{i:07d}", billing, person, "actor", r"\N", f'["{next(parts)}"]'


def _read_plainly(folder: Path) -> tuple[int, float, float]:
    """Rows, seconds, and seconds of a processor."""
    start, used, rows = time.perf_counter(), time.process_time(), 0
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += sum(1 for _ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return rows, time.perf_counter() - start, time.process_time() - used


def _import(folder: Path, target: Path) -> tuple[float, float, float, float]:
    """Seconds, those of all processors, and megabytes of the process and of its largest child."""
    before, start = os.times(), time.perf_counter()
    import_imdb([folder], target)
    took, after = time.perf_counter() - start, os.times()
    most = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, child = (usage.ru_maxrss / 1024 for usage in most)
    return took, sum(after[:4]) - sum(before[:4]), own, child


def _lookups(target: Path, names: list[str]) -> tuple[float, float, float]:
    """Milliseconds to open, microseconds of a median and of a 99th percentile look-up.

    Every name is looked up once in a file just opened: nothing is remembered, pages are mapped on
    the way.
    """
    start = time.perf_counter()
    kb = KnowledgeBase.open(target)
    kb.lookup(names[0])
    opened = (time.perf_counter() - start) * 1e3
    took = []
    for name in names:
        start = time.perf_counter()
        kb.lookup(name)
        took.append((time.perf_counter() - start) * 1e6)
    return opened, statistics.median(took), statistics.quantiles(took, n=100)[-1]


def _sample(folder: Path, count: int = 20_000) -> list[str]:
    with (folder / "name.basics.tsv").open(encoding="utf-8") as file:
        names = [line.split("\t", 2)[1] for line in file][1:]
    return random.Random(7).sample(names, min(count, len(names)))


def importing(folder: Path, names: int) -> None:
    """Import ``names`` and a tenth of them, each in a fresh process."""
    figures = {}
    for count in (names // 10, names):
        files, target = folder / f"imdb-{count}", folder / f"imdb-{count}.sqlite"
        if not files.exists():
            generate(files, count)
        rows, plain, plain_used = _read_plainly(files)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            took, used, memory, child = pool.apply(_import, (files, target))
        opened, median, slow = figures[count] = _lookups(target, _sample(files))
        size = target.stat().st_size / 1e6
        print(
            f"{count:>10,} names, {rows:,} rows: import {took:.1f} s, {rows / took:,.0f} rows/s, "
            f"{plain / took:.3f} x plain csv reading ({plain_used / used:.3f} x a processor's, "
            f"{os.cpu_count()} processors); peak {memory:.0f} MB, processes beside it "
            f"{child:.0f} MB each; file {size:.0f} MB; "
            f"open {opened:.1f} ms; look-up {median:.1f} us median, {slow:.0f} us p99"
        )
    small, large = figures[names // 10], figures[names]
    print(f"look-up of the large against the small: {large[1] / small[1]:.2f} x")


def main() -> None:
    """Import, look up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="folder for the files, kept and used again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        importing(folder, args.names)


if __name__ == "__main__":
    main()
