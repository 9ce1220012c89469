"""Reading triples as another ontology's annotators write them: a trained reader.

What an annotated corpus takes for the title, the relation and the value of a sentence follows
conventions that no alignment holds. A reader weighs candidate titles and candidate values of a
sentence by features of their form, their syntax and our own claims (two linear models, trained by
``scripts/learn_target.py``), and gives the triples that are likely enough. The weights speak of
words, relations and forms; no title or name is among them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from graphbuild.annotation._target_features import Piece, Sentence
from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.targets import Target
from graphbuild.errors import OntologyError
from graphbuild.model import AnnotatedEssay

__all__ = [
    "Sentence",
    "TargetReader",
    "Weights",
    "chosen",
    "likely_relations",
    "likely_titles",
]

_NONE = ""
_SURE, _RARE = 0.3, 0.01


@dataclass(frozen=True, slots=True)
class Weights:
    """Two linear models: titles (feature → weight), values (feature → weight by relation).

    ``terms`` are the genres and subjects in the target's words, ``threshold`` the least
    probability of a triple, ``most`` how many a sentence gives.
    """

    titles: Mapping[str, float]
    values: Mapping[str, Mapping[str, float]]
    relations: Sequence[str]
    terms: frozenset[str]
    threshold: float
    most: int = 1

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read the weights of a target.

        Raises:
            OntologyError: the file is not what ``scripts/learn_target.py`` writes.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                data["titles"],
                data["values"],
                data["relations"],
                frozenset(data["terms"]),
                data["threshold"],
                data["most"],
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OntologyError(f"holds no weights: {error}", where=str(path)) from error


@dataclass(frozen=True, slots=True)
class TargetReader:
    """Reads the triples of a text in a target's words; without weights, our claims alone."""

    target: Target
    weights: Weights | None = None

    @classmethod
    def load(cls, description: Mapping[str, Any]) -> TargetReader:
        """The reader of a target's description, with the shipped weights where there are some.

        Raises:
            OntologyError: none of the target's relations is aligned.
        """
        path = Path(str(files("graphbuild.annotation"))) / "cc_by_sa" / f"{description['id']}.json"
        weights = Weights.load(path) if path.is_file() else None
        return cls(Target.load(description), weights)

    def triples(self, analysis: Analysis, annotated: AnnotatedEssay) -> list[list[str]]:
        """The likeliest triples, best first."""
        if self.weights is None:
            return self.target.triples(annotated.claims)
        found: list[tuple[float, list[str]]] = []
        terms = self.weights.terms
        for sentence in Sentence.of(analysis, annotated, self.target.relations, terms):
            found += self.scored(sentence, self.weights)
        found.sort(key=lambda f: (-f[0], f[1]))
        return chosen(found, self.weights.threshold, self.weights.most)

    def scored(self, sentence: Sentence, weights: Weights) -> Iterator[tuple[float, list[str]]]:
        """Every triple of a sentence with its probability, in no order."""
        titles = likely_titles(sentence, weights)
        for piece in sentence.values():
            title = next(((t, p) for t, p in titles if not _overlap(t, piece)), None)
            if title is None:
                continue
            for relation, chance in likely_relations(sentence, piece, weights):
                label = self.target.written_as(relation, piece.label)
                yield chance * title[1], [title[0].label, relation, label]


def likely_titles(sentence: Sentence, weights: Weights) -> list[tuple[Piece, float]]:
    """Candidate titles with their probabilities, best first."""
    pieces = sentence.titles()
    scores = [
        sum(weights.titles.get(f, 0.0) for f in sentence.title_features(p, i))
        for i, p in enumerate(pieces)
    ]
    return sorted(zip(pieces, _softmax(scores), strict=True), key=lambda r: (-r[1], r[0]))


def likely_relations(sentence: Sentence, piece: Piece, weights: Weights) -> list[tuple[str, float]]:
    """The relations that a value may stand in, with their probabilities."""
    scores = dict.fromkeys((_NONE, *weights.relations), 0.0)
    for feature in ("bias", *sentence.value_features(piece)):
        for relation, weight in weights.values.get(feature, {}).items():
            scores[relation] += weight
    chances = _softmax(list(scores.values()))
    found = zip(scores, chances, strict=True)
    return [(r, c) for r, c in found if r != _NONE and c > _RARE]


def chosen(
    found: Iterable[tuple[float, list[str]]], threshold: float, most: int
) -> list[list[str]]:
    """Of scored triples, best first, those likely enough: at most ``most``, and a relation twice
    only where both are likely."""
    kept: dict[tuple[str, ...], None] = {}
    for score, triple in found:
        again = any(t[1] == triple[1] for t in kept)
        if score >= (max(threshold, _SURE) if again else threshold) and len(kept) < most:
            kept.setdefault(tuple(triple))
    return [list(t) for t in kept]


def _overlap(one: Piece, two: Piece) -> bool:
    return one.start < two.end and two.start < one.end


def _softmax(scores: Iterable[float]) -> list[float]:
    scores = list(scores)
    top = max(scores, default=0.0)
    powers = [math.exp(s - top) for s in scores]
    return [p / sum(powers) for p in powers]
