#!/usr/bin/env python3
"""What graphbuild costs beside what it stands on, in one run of one machine.

    python benchmarks/overhead.py [--essays 200]

help     `graphbuild --help` beside a bare click program (median of 7)
fixed    a build of one short essay, less the loading of spaCy and its model
build    a whole build of many essays beside the stock model reading the same texts
stages   the share of each of our stages, as a part of the stock model's time, both in processor
         time; doc.of_each is what it takes to take over the words that the model read, model what
         is run of the stock model, which reads no names here

"The stock model" is the whole of it, with its reader of names.

The many essays are copies of the shipped ones in which every film, person and character is
exchanged for another of the knowledge base, so that nothing can be remembered.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graphbuild.annotation.doc import Doc
from graphbuild.annotation.pipeline import Annotator, analyse, load_model
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase, read_tables
from graphbuild.ontology import Ontology
from graphbuild.reading import discover, read_path
from graphbuild.resources import data_dir

BARE = "import click\n@click.command()\ndef main():\n    '''A bare program.'''\nmain(['--help'])\n"


def seconds(command: list[str], times: int = 7) -> float:
    """Median wall time of a command."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def exchanged(text: str, names: list[str], chance: random.Random) -> str:
    """The text with every known name of two words and more exchanged for another."""
    found = [n for n in names if " " in n and n in text]
    others = chance.sample(names, len(found)) if found else []
    for old, new in zip(found, others, strict=True):
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return text


def write_copies(folder: Path, count: int) -> None:
    """``count`` essays made from the shipped ones."""
    tables = read_tables(data_dir() / "knowledge")
    names = sorted(e.label for e in tables.entities.values() if e.type in ("person", "character"))
    sources = [p for p in sorted((data_dir() / "essays").iterdir()) if p.suffix in (".txt", ".md")]
    chance = random.Random(0)
    for i in range(count):
        source = sources[i % len(sources)]
        text = exchanged(source.read_text(encoding="utf-8"), names, chance)
        (folder / f"{i:04d}{source.suffix}").write_text(text, encoding="utf-8")


def clocked(
    stage: Callable[..., object], into: dict[str, float], name: str
) -> Callable[..., object]:
    """The stage, adding its time to ``into``."""

    def run(*arguments: object, **options: object) -> object:
        start = time.process_time()
        try:
            return stage(*arguments, **options)
        finally:
            into[name] = into.get(name, 0.0) + time.process_time() - start

    return run


def stage_shares(folder: Path) -> Iterator[tuple[str, float]]:
    """Each stage's time as a part of the stock model's on the same blocks."""
    from graphbuild.annotation import coreference, linking, quotations, relations

    taken: dict[str, float] = {}
    stages = (
        (linking, "link"),
        (coreference, "resolve"),
        (quotations, "find"),
        (relations, "extract"),
    )
    for module, name in stages:
        setattr(module, name, clocked(getattr(module, name), taken, f"{module.__name__}.{name}"))
    annotator = Annotator(load_model(), KnowledgeBase.open(), Ontology.load(), Iris())
    essays = [read_path(s.path, root=s.root) for s in discover([folder])]
    list(annotator.pipe(essays[:3]))
    taken.clear()
    start = time.process_time()
    analyses = list(analyse(annotator.nlp, essays))
    read = time.process_time()
    blocks = [b.doc.source for a in analyses for b in a.blocks]
    for _ in Doc.of_each(blocks):
        pass
    taken["doc.of_each"] = time.process_time() - read
    taken["model"] = read - start - taken["doc.of_each"]
    stock = spacy.load(annotator.nlp.path)
    stock("A film.")
    start = time.process_time()
    for _ in stock.pipe([b.text for b in blocks], batch_size=32):
        pass
    model = time.process_time() - start
    gc.collect()
    gc.freeze()  # the pipeline holds a few essays at once, and so has no others to look through
    for analysis in analyses:
        annotator.finish(analysis)
    gc.unfreeze()
    yield from (
        (name.removeprefix("graphbuild.annotation."), t / model) for name, t in taken.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--essays", type=int, default=200)
    options = parser.parse_args()
    program = [sys.executable, "-m", "graphbuild"]
    ours, bare = seconds([*program, "--help"]), seconds([sys.executable, "-c", BARE])
    print(f"help: {ours:.3f} s, bare click {bare:.3f} s, ratio {ours / bare:.2f}")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "one").mkdir()
        (place / "one" / "a.txt").write_text("Sean Baker directed Anora.\n")
        load = "from graphbuild.annotation.pipeline import load_model; load_model()('A film.')"
        loading = seconds([sys.executable, "-c", load], 3)
        build = [*program, "build", "-q", "-o"]
        whole = seconds([*build, str(place / "out1"), str(place / "one")], 3)
        print(f"fixed: build of one line {whole:.2f} s, spaCy alone {loading:.2f} s, "
              f"beyond it {whole - loading:.2f} s")  # fmt: skip
        (place / "many").mkdir()
        write_copies(place / "many", options.essays)
        nlp = spacy.load(load_model().path)
        texts = [p.read_text(encoding="utf-8") for p in sorted((place / "many").iterdir())]
        nlp("A film.")
        start = time.perf_counter()
        for _ in nlp.pipe(texts):
            pass
        stock = time.perf_counter() - start
        start = time.perf_counter()
        subprocess.run([*build, str(place / "out"), str(place / "many")], check=True)
        built = time.perf_counter() - start - loading
        print(f"build: {len(texts)} essays, {sum(map(len, texts)) / 1e6:.2f} MB: {built:.1f} s "
              f"beyond loading, stock model {stock:.1f} s, ratio {built / stock:.2f}")  # fmt: skip
        for stage, share in stage_shares(place / "many"):
            print(f"stage {stage}: {share:.2f} of the model's time")


if __name__ == "__main__":
    main()
