#!/usr/bin/env python3
"""Learn how an annotated corpus writes its triples: the weights of ``annotation/target_reading``.

    python scripts/learn_target.py TRAIN.jsonl ONTOLOGY.json WEIGHTS.json [--folds 5]

TRAIN has ``sent``, ``sub_label``, ``rel_label``, ``obj_label`` a line. Figures are cross-validated
over folds that share no film; threshold and number of triples a sentence are chosen there. Needs
scikit-learn, which the program itself does not.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from graphbuild.annotation.pipeline import Annotator, analyse, load_model
from graphbuild.annotation.target_reading import Sentence, TargetReader, Weights, chosen
from graphbuild.annotation.targets import Target
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.ontology import Ontology
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text

_LOWER = re.compile(r"[a-zéèü -]+")
Json = dict[str, Any]


def plain(text: str) -> str:
    """A label as the benchmark compares it: lower case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def sentences(rows: Sequence[Json], target: Target, terms: frozenset[str]) -> list[list[Sentence]]:
    """The analysed sentences of each row."""
    annotator = Annotator(
        load_model(), KnowledgeBase.open(), Ontology.load(), Iris(), min_confidence=0
    )
    essays = (
        read_bytes(r["sent"].encode(), essay_id=str(i), suffix=".txt") for i, r in enumerate(rows)
    )
    return [
        list(Sentence.of(a, annotator.finish(a), target.relations, terms))
        for a in analyse(annotator.nlp, essays)
    ]


def terms_of(rows: Sequence[Json]) -> frozenset[str]:
    """Genres and subjects that the corpus names in lower case."""
    found = {r["obj_label"] for r in rows if r["rel_label"] in {"genre", "main subject"}}
    return frozenset(t for t in found if _LOWER.fullmatch(t))


def examples(row: Json, parsed: Sequence[Sentence]) -> Iterator[tuple[str, list[str], Any, int]]:
    """(model, features, label, sentence) of every candidate of a row."""
    for number, sentence in enumerate(parsed):
        titles = sentence.titles()
        right = [plain(t.label) == plain(row["sub_label"]) for t in titles]
        for i, (piece, is_right) in enumerate(zip(titles, right, strict=True)):
            if any(right):
                yield "titles", sentence.title_features(piece, i), is_right, number
        taken = False
        for piece in sentence.values():
            same = plain(piece.label) == plain(row["obj_label"])
            label = row["rel_label"].replace(" ", "_") if same else ""
            taken |= same
            yield "values", ["bias", *sentence.value_features(piece)], label, number


def fit(
    rows: Sequence[Json], parsed: Sequence[Sequence[Sentence]], terms: frozenset[str]
) -> Weights:
    """Train both models on these rows."""
    data: dict[str, tuple[list[Json], list[Any]]] = {"titles": ([], []), "values": ([], [])}
    for row, found in zip(rows, parsed, strict=True):
        for model, features, label, _ in examples(row, found):
            data[model][0].append(dict.fromkeys(features, 1.0))
            data[model][1].append(label)
    titles = _linear(*data["titles"], C=1.0)
    values = _linear(*data["values"], C=0.15)
    relations = sorted({r for weights in values.values() for r in weights} - {""})
    flat = {f: round(w["True"] - w.get("False", 0.0), 3) for f, w in titles.items()}
    return Weights(flat, values, relations, terms, 0.0, 1)


def _linear(
    features: list[Json], labels: list[Any], **options: float
) -> dict[str, dict[str, float]]:
    """Feature to weight by class of a logistic regression; small weights are dropped."""
    counts = Counter(f for row in features for f in row)
    kept = [{f: v for f, v in row.items() if counts[f] >= 3} for row in features]
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(kept)
    model = LogisticRegression(max_iter=400, **options).fit(x, [str(v) for v in labels])
    names, classes = vectorizer.get_feature_names_out(), [str(c) for c in model.classes_]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    coefficients = (
        model.coef_ if len(classes) > 2 else np.vstack([-model.coef_[0] / 2, model.coef_[0] / 2])
    )
    for name, column in zip(names, coefficients.T, strict=True):
        for label, weight in zip(classes, column, strict=True):
            if abs(weight) >= 0.005:
                found[str(name)][label] = round(float(weight), 3)
        if len(classes) == 2:
            found[str(name)].setdefault("True", 0.0)
    for label, weight in zip(classes, np.atleast_1d(model.intercept_), strict=False):
        if len(classes) > 2:
            found["bias"][label] = round(found["bias"].get(label, 0.0) + float(weight), 3)
    return dict(found)


Scored = list[tuple[float, list[str]]]


def predictions(reader: TargetReader, parsed: Sequence[Sequence[Sentence]]) -> list[Scored]:
    """All scored triples of each row, best first."""
    out = []
    for found in parsed:
        assert reader.weights is not None
        scored = [s for sentence in found for s in reader.scored(sentence, reader.weights)]
        out.append(sorted(scored, key=lambda f: (-f[0], f[1])))
    return out


def score(
    rows: Sequence[Json], found: Sequence[Scored], threshold: float, most: int
) -> tuple[float, float]:
    """Mean F1 a sentence: of the relation that the gold has alone, and of all that is given."""
    official = whole = 0.0
    for row, scored in zip(rows, found, strict=True):
        kept = chosen(scored, threshold, most)
        gold = [
            plain(row["sub_label"]),
            row["rel_label"].replace(" ", "_"),
            plain(row["obj_label"]),
        ]
        hits = [[plain(s), r, plain(o)] == gold for s, r, o in kept]
        same = [h for h, t in zip(hits, kept, strict=True) if t[1] == gold[1]]
        official += 2 * any(hits) / (len(same) + 1) if same else 0.0
        whole += 2 * any(hits) / (len(kept) + 1) if kept else 0.0
    return official / len(rows), whole / len(rows)


def main() -> None:
    """Cross-validate, choose, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("ontology", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    rows = [json.loads(x) for x in args.train.read_text(encoding="utf-8").splitlines()]
    target = Target.load(json.loads(args.ontology.read_text(encoding="utf-8")))
    terms = terms_of(rows)
    parsed = sentences(rows, target, terms)
    found: list[Scored] = [[] for _ in rows]
    for train, test in GroupKFold(args.folds).split(rows, groups=[r["sub_label"] for r in rows]):
        own = terms_of([rows[i] for i in train])
        for i in (*train, *test):
            for sentence in parsed[i]:
                sentence.terms = own
        weights = fit([rows[i] for i in train], [parsed[i] for i in train], own)
        reader = TargetReader(target, weights)
        for i, scored in zip(test, predictions(reader, [parsed[i] for i in test]), strict=True):
            found[i] = scored
    options = [(t, m) for m in (1, 2, 3) for t in (0.0, 0.03, 0.06, 0.1, 0.15, 0.2)]
    results = {o: score(rows, found, *o) for o in options}
    for (threshold, most), (official, whole) in results.items():
        print(f"threshold {threshold:.2f}  most {most}  official {official:.3f}  all {whole:.3f}")
    best = max(results, key=lambda o: sum(results[o]))
    print("chosen: threshold {} most {} official {:.3f} all {:.3f}".format(*best, *results[best]))
    for row_sentences in parsed:
        for sentence in row_sentences:
            sentence.terms = terms
    weights = replace(fit(rows, parsed, terms), threshold=best[0], most=best[1])
    data = {
        "titles": dict(sorted(weights.titles.items())),
        "values": {f: dict(sorted(w.items())) for f, w in sorted(weights.values.items())},
        "relations": weights.relations,
        "terms": sorted(weights.terms),
        "threshold": weights.threshold,
        "most": weights.most,
    }
    write_text(args.out, json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
