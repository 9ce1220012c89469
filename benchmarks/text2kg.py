"""Triples for Text2KGBench: what the pipeline reads, in the words of a given ontology.

usage: python benchmarks/text2kg.py SENTENCES.jsonl ONTOLOGY.json OUT.jsonl [--claims]

SENTENCES has lines with ``id`` and ``sent``; ONTOLOGY is the benchmark's (relations with ``pid``
and ``label``); OUT gets ``{"id": …, "triples": [[subject, relation, object], …]}`` a line. The
same pipeline and knowledge base as ``graphbuild annotate``; the gold is never read. Which of our
properties a relation is comes from ``ontology/alignments.ttl``; how the target writes titles and
values from weights that ``scripts/learn_target.py`` learnt from its training sentences
(``--claims``: without them, our claims alone).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graphbuild.annotation.pipeline import Annotator, analyse, load_model
from graphbuild.annotation.target_reading import TargetReader
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay
from graphbuild.ontology import Ontology
from graphbuild.reading import read_bytes


def essays(path: Path) -> Iterator[Essay]:
    """Each sentence as an essay of its own."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield read_bytes(row["sent"].encode(), essay_id=row["id"], suffix=".txt")


def main() -> None:
    """Read the sentences, annotate them, write the triples."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("ontology", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--claims", action="store_true", help="our claims alone, as an ablation")
    args = parser.parse_args()
    reader = TargetReader.load(json.loads(args.ontology.read_text(encoding="utf-8")))
    if args.claims:
        reader = replace(reader, weights=None)
    annotator = Annotator(
        load_model(), KnowledgeBase.open(), Ontology.load(), Iris(), min_confidence=0
    )
    with args.out.open("w", encoding="utf-8") as out:
        for analysis in analyse(annotator.nlp, essays(args.sentences)):
            triples = reader.triples(analysis, annotator.finish(analysis))
            row = {"id": analysis.essay.id, "triples": triples}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
