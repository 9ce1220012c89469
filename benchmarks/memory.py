#!/usr/bin/env python3
"""Whether memory stays flat while many essays are read, one after the other.

    python benchmarks/memory.py FILMS.jsonl… [--essays 10000] [--chars 600]

Every essay is the lead of a film article (``wikipedia-films-*.jsonl``) of at most so many
characters; where there are fewer, they are read again. Prints the resident memory ten times, and
how much of it came after the first tenth.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path

from graphbuild.annotation.pipeline import Annotator, load_model
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay
from graphbuild.ontology import Ontology
from graphbuild.reading import read_bytes

SHORTEST = 200


def leads(paths: list[Path], longest: int) -> Iterator[str]:
    """The leads of a length, in the order of the files."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row.get("extract") or ""
                if SHORTEST <= len(text) <= longest:
                    yield text


def essays(paths: list[Path], longest: int, count: int) -> Iterator[Essay]:
    """So many essays."""
    texts = chain.from_iterable(leads(paths, longest) for _ in repeat(None))
    for number, text in enumerate(islice(texts, count)):
        yield read_bytes(text.encode(), essay_id=f"{number:06}.txt", suffix=".txt")


def resident() -> float:
    """Memory of this process that is in use (MB)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("films", nargs="+", type=Path)
    parser.add_argument("--essays", type=int, default=10_000)
    parser.add_argument("--chars", type=int, default=600)
    options = parser.parse_args()
    annotator = Annotator(load_model(), KnowledgeBase.open(), Ontology.load(), Iris())
    print(f"with model and knowledge base: {resident():.0f} MB", flush=True)
    tenth = max(1, options.essays // 10)
    claims, seen = 0, list[float]()
    read = essays(options.films, options.chars, options.essays)
    for number, annotated in enumerate(annotator.pipe(read), 1):
        claims += len(annotated.claims)
        if number % tenth == 0:
            seen.append(resident())
            print(f"{number} essays, {claims} claims: {seen[-1]:.0f} MB", flush=True)
    print(f"after the first tenth: {seen[-1] - seen[0]:+.0f} MB = {seen[-1] / seen[0]:.2f} times")


if __name__ == "__main__":
    main()
