"""Annotation with a million names more: the time and the links, against the core alone.

usage: python benchmarks/large_knowledge.py ESSAYS… [--films FILE…] [--names 1000000] [--keep DIR]

FILE is JSON lines of films (``title``, ``year``, ``cast``), as in ``../shared/reference``. They
become files in IMDb's format together with people whose names are drawn from the given names and
surnames of those casts, are imported, and laid under the core. Prints the links that differ.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from graphbuild.annotation.pipeline import Annotator, load_model
from graphbuild.iris import Iris
from graphbuild.knowledge import CORE, KnowledgeBase
from graphbuild.knowledge.importing import import_imdb
from graphbuild.knowledge.locating import core_layer
from graphbuild.ontology import Ontology
from graphbuild.reading import discover, read_path

_FIRST = 5_000_000  # the core's identifiers are not met by chance
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "reference"
_CAST = 8
_TITLES = (
    "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres"
)
_NAMES = "nconst primaryName birthYear deathYear primaryProfession knownForTitles"
_PARTS = "tconst ordering nconst category job characters"


def _write(path: Path, header: str, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(header.split()) + "\n")
        file.writelines("\t".join(map(str, row)) + "\n" for row in rows)


def _plain(text: str) -> str:
    return " ".join(text.split())


def generate(folder: Path, films: Sequence[dict[str, Any]], names: int) -> None:
    """Write the films, their casts, and ``names`` people in all."""
    folder.mkdir(parents=True, exist_ok=True)
    casts = [[n for c in film["cast"][:_CAST] if (n := _plain(c))] for film in films]
    people = dict.fromkeys(name for cast in casts for name in cast)
    number = {name: _FIRST + i for i, name in enumerate(people, 1)}
    titles = [(_FIRST + i, _plain(f["title"]), f["year"]) for i, f in enumerate(films, 1)]
    _write(
        folder / "title.basics.tsv",
        _TITLES,
        ((f"tt{i}", "movie", t, t, 0, y, r"\N", r"\N", r"\N") for i, t, y in titles),
    )
    _write(
        folder / "title.principals.tsv",
        _PARTS,
        (
            (f"tt{i}", billing, f"nm{number[name]}", "actor", r"\N", r"\N")
            for (i, _, _), cast in zip(titles, casts, strict=True)
            for billing, name in enumerate(cast, 1)
        ),
    )
    every = [*people, *_drawn(list(people), names - len(people))]
    _write(
        folder / "name.basics.tsv",
        _NAMES,
        (
            (f"nm{_FIRST + i}", name, r"\N", r"\N", "actor", r"\N")
            for i, name in enumerate(every, 1)
        ),
    )


def _drawn(people: list[str], count: int) -> Iterator[str]:
    draw = random.Random(1927)
    words = [name.split() for name in people if " " in name]
    given, surnames = [w[0] for w in words], [w[-1] for w in words]
    for _ in range(max(count, 0)):
        yield f"{draw.choice(given)} {draw.choice(surnames)}"


def _links(annotator: Annotator, essays: Sequence[Any]) -> tuple[float, set[tuple[object, ...]]]:
    """Seconds, and the mentions with what they are linked to."""
    start, links = time.perf_counter(), set()
    for essay in essays:
        annotation = annotator.annotate(essay)
        names = (m for m in annotation.mentions if m.kind == "name")
        links |= {(essay.id, m.start, m.text, m.entity.iri) for m in names}
    return time.perf_counter() - start, links


def main() -> None:
    """Generate, import, annotate twice, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("essays", type=Path, nargs="+")
    parser.add_argument("--films", type=Path, nargs="+")
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="folder for the files, kept and used again")
    args = parser.parse_args()
    listed = args.films or sorted(_SHARED.glob("wikipedia-films-*.jsonl"))
    if not listed:
        parser.error("no films: give --films FILE")
    with tempfile.TemporaryDirectory() as scratch:
        large = _large(args.keep or Path(scratch), listed, args.names)
        essays = [read_path(f.path) for f in discover(args.essays)]
        _compare(essays, large, args.rounds)


def _large(folder: Path, listed: Sequence[Path], names: int) -> Path:
    target = folder / f"names-{names}.sqlite"
    if not target.exists():
        lines = (line for path in listed for line in path.open(encoding="utf-8"))
        generate(folder / "files", [json.loads(line) for line in lines], names)
        import_imdb([folder / "files"], target, over=core_layer())
    return target


def _compare(essays: Sequence[Any], large: Path, rounds: int) -> None:
    nlp, ontology = load_model(), Ontology.load()
    bases = [KnowledgeBase.open([CORE]), KnowledgeBase.open([CORE, large])]
    annotators = [Annotator(nlp, kb, ontology, Iris()) for kb in bases]
    runs = [[_links(a, essays) for a in annotators] for _ in range(rounds)]
    core, both = (min(run[i][0] for run in runs) for i in (0, 1))
    alone, layered = runs[-1][0][1], runs[-1][1][1]
    for link in sorted(layered - alone, key=str):
        print("+", *link)
    for link in sorted(alone - layered, key=str):
        print("-", *link)
    print(
        f"{len(essays)} essays: {core:.2f} s on the core, {both:.2f} s with {large.name}, "
        f"{both / core:.3f} x; {len(layered - alone)} links more, {len(alone - layered)} fewer "
        f"of {len(alone)}"
    )


if __name__ == "__main__":
    main()
