"""Triples for Text2KGBench: what the pipeline reads, in the words of a given ontology.

usage: python benchmarks/text2kg.py SENTENCES.jsonl ONTOLOGY.json OUT.jsonl [--claims] [--score]

SENTENCES has lines with ``id`` and ``sent``; ONTOLOGY is the benchmark's (relations with ``pid``
and ``label``); OUT gets ``{"id": …, "triples": [[subject, relation, object], …]}`` a line. The
same pipeline and knowledge base as ``graphbuild annotate``; the gold is not read. Which of our
properties a relation is comes from ``ontology/alignments.ttl``; how the target writes titles and
values from weights that ``scripts/learn_target.py`` learnt from its training sentences
(``--claims``: without them, our claims alone).

``--score`` afterwards compares OUT with the gold that SENTENCES has in ``sub_label``,
``rel_label`` and ``obj_label``: the mean over sentences of the F1 among the triples of the gold's
relation, as the benchmark counts, and among all triples.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphbuild.annotation.pipeline import Annotator, analyse, load_model
from graphbuild.annotation.targets.reader import TargetReader
from graphbuild.annotation.targets.text import as_meant
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay
from graphbuild.ontology import Ontology
from graphbuild.reading import read_bytes


def essays(path: Path) -> Iterator[Essay]:
    """Each sentence as an essay of its own."""
    for row in rows(path):
        text = as_meant(row["sent"])
        yield read_bytes(text.encode(), essay_id=row["id"], suffix=".txt")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def normal(label: str) -> str:
    """A label as the benchmark compares it: in lower case, without spaces and underscores."""
    return re.sub(r"(_|\s+)", "", label).lower()


def score(
    gold: Sequence[Mapping[str, Any]], given: Iterable[Sequence[Sequence[str]]]
) -> dict[str, tuple[float, float]]:
    """Mean F1 of a sentence by relation: among triples of the gold's relation, and among all."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, triples in zip(gold, given, strict=True):
        right = tuple(normal(row[k]) for k in ("sub_label", "rel_label", "obj_label"))
        answers = {tuple(map(normal, t)) for t in triples}
        same = {t for t in answers if t[1] == right[1]}
        hit = right in answers
        f1 = (2 * hit / (len(same) + 1), 2 * hit / (len(answers) + 1))
        found[row["rel_label"]].append(f1)
        found["all relations"].append(f1)
    return {name: _means(values) for name, values in found.items()}


def _means(values: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(a for a, _ in values) / len(values), sum(b for _, b in values) / len(values)


def main() -> None:
    """Read the sentences, annotate them, write the triples."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("ontology", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--claims", action="store_true", help="our claims alone, as an ablation")
    parser.add_argument("--score", action="store_true", help="compare with the gold afterwards")
    args = parser.parse_args()
    knowledge = KnowledgeBase.open()
    reader = TargetReader.load(json.loads(args.ontology.read_text(encoding="utf-8")), knowledge)
    if args.claims:
        reader = replace(reader, weights=None)
    annotator = Annotator(load_model(), knowledge, Ontology.load(), Iris(), min_confidence=0)
    with args.out.open("w", encoding="utf-8") as out:
        for analysis in analyse(annotator.nlp, essays(args.sentences)):
            triples = reader.triples(analysis, annotator.finish(analysis))
            row = {"id": analysis.essay.id, "triples": triples}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    if args.score:
        report(rows(args.sentences), [row["triples"] for row in rows(args.out)])


def report(gold: Sequence[Mapping[str, Any]], given: Sequence[Sequence[Sequence[str]]]) -> None:
    """Print both figures by relation."""
    for name, (official, whole) in sorted(score(gold, given).items()):
        print(f"{name:20} official {official:.3f}   all {whole:.3f}")


if __name__ == "__main__":
    main()
