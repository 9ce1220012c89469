"""Resolve the pronouns of a GAP file: ``python benchmarks/gap.py IN.tsv OUT.tsv [--score]``.

IN is in the format of GAP (Webster et al. 2018); the URL column is not read. OUT has GAP's
prediction format: id, A-coref, B-coref. Each snippet goes through the detection, linking and
coreference that ``graphbuild annotate`` runs; a name is coreferent when one of its mentions is
of the entity that the pronoun was resolved to. ``--score`` prints the official figures where
IN has the gold columns.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graphbuild.annotation import coreference
from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.linking import link
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay, Mention, Region, Span

Row = dict[str, str]
Prediction = tuple[bool, bool]
_MASCULINE = frozenset({"he", "him", "his"})


def read_rows(path: Path) -> list[Row]:
    """The rows of a GAP file without their URL."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{k: v for k, v in row.items() if k and k != "URL"} for row in rows]


def analyses(rows: Iterable[Row]) -> Iterator[Analysis]:
    """Each snippet as an essay of one paragraph."""
    return analyse(load_model(), (_essay(row) for row in rows))


def _essay(row: Row) -> Essay:
    text = row["Text"]
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Essay(row["ID"], text, digest, "en", (Region(0, len(text), "body"),))


def name_span(row: Row, which: str) -> Span:
    """Where candidate ``A`` or ``B`` stands."""
    start = int(row[f"{which}-offset"])
    return Span(start, start + len(row[which]))


def entities_at(span: Span, mentions: Iterable[Mention]) -> frozenset[str]:
    """IRIs of the name mentions that overlap a span."""
    return frozenset(
        m.entity.iri
        for m in mentions
        if m.kind == "name" and m.start < span.end and span.start < m.end
    )


def judge(row: Row, mentions: Sequence[Mention]) -> Prediction:
    """Whether the pronoun was resolved to name A, to name B."""
    at = int(row["Pronoun-offset"])
    meant = {m.entity.iri for m in mentions if m.kind == "pronoun" and m.start == at}
    a, b = (entities_at(name_span(row, which), mentions) for which in "AB")
    return bool(meant & a), bool(meant & b)


def predict(rows: Sequence[Row]) -> list[Prediction]:
    """The predictions for all rows, by the shipped pipeline."""
    kb, iris = KnowledgeBase.open(), Iris()
    return [
        judge(row, coreference.resolve(analysis, link(analysis, kb, iris), kb, iris))
        for row, analysis in zip(rows, analyses(rows), strict=True)
    ]


def score(rows: Sequence[Row], predictions: Sequence[Prediction]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 in percent over the names: overall, masculine, feminine."""
    groups = {"overall": None, "masculine": True, "feminine": False}
    return {
        name: _figures(
            [
                (row[f"{which}-coref"].upper() == "TRUE", said)
                for row, prediction in zip(rows, predictions, strict=True)
                if wanted is None or (row["Pronoun"].lower() in _MASCULINE) == wanted
                for which, said in zip("AB", prediction, strict=True)
            ]
        )
        for name, wanted in groups.items()
    }


def _figures(pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    right = sum(gold and said for gold, said in pairs)
    precision = right / max(1, sum(said for _, said in pairs))
    recall = right / max(1, sum(gold for gold, _ in pairs))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    figures = {"P": precision, "R": recall, "F1": f1}
    return {name: round(100 * value, 1) for name, value in figures.items()}


def write(path: Path, rows: Sequence[Row], predictions: Sequence[Prediction]) -> None:
    """Write GAP's prediction format."""
    lines = (
        "\t".join((row["ID"], *(str(said).upper() for said in prediction)))
        for row, prediction in zip(rows, predictions, strict=True)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, metavar="IN.tsv")
    parser.add_argument("target", type=Path, metavar="OUT.tsv")
    parser.add_argument("--score", action="store_true", help="print the official figures")
    arguments = parser.parse_args()
    rows = read_rows(arguments.source)
    predictions = predict(rows)
    write(arguments.target, rows, predictions)
    if arguments.score:
        figures = score(rows, predictions)
        ratio = figures["feminine"]["F1"] / max(0.1, figures["masculine"]["F1"])
        print(json.dumps({**figures, "feminine / masculine": round(ratio, 3)}, indent=1))


if __name__ == "__main__":
    main()
