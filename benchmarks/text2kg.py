"""Triples for Text2KGBench: the pipeline's claims in the words of a given ontology.

usage: python benchmarks/text2kg.py SENTENCES.jsonl ONTOLOGY.json OUT.jsonl

SENTENCES has lines with ``id`` and ``sent``; ONTOLOGY is the benchmark's (relations with ``pid``
and ``label``); OUT gets ``{"id": …, "triples": [[subject, relation, object], …]}`` a line. The
same pipeline and knowledge base as ``graphbuild annotate``; the gold is never read. Which of our
properties a relation is comes from ``ontology/alignments.ttl``, how the target writes values from
``ontology/targets/text2kg_movie.ttl``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from graphbuild.annotation.pipeline import Annotator, load_model
from graphbuild.annotation.targets import Target
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
    args = parser.parse_args()
    target = Target.load(json.loads(args.ontology.read_text(encoding="utf-8")))
    annotator = Annotator(load_model(), KnowledgeBase.open(), Ontology.load(), Iris())
    with args.out.open("w", encoding="utf-8") as out:
        for annotated in annotator.pipe(essays(args.sentences)):
            row = {"id": annotated.essay.id, "triples": target.triples(annotated.claims)}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
