"""Reading triples as another ontology's annotators write them: a trained reader.

What an annotated corpus takes for the title, the relation and the value of a sentence follows
conventions that no alignment holds. A reader weighs the candidate titles of a sentence against
each other, and its pairs of candidate value and relation against each other, by features of their
form, their syntax, our own claims and the knowledge base, and corrects the product of both by what
the triples show as a whole (three log-linear models, trained by ``scripts/learn_target.py``): a
sentence is taken to state one triple, and the probabilities say which. It gives the triples whose
expected F1 is highest. The weights speak of words, relations,
forms and concepts; no title or name is among them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from math import exp, fsum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.targets import Target
from graphbuild.annotation.targets.text import Piece, Sentence
from graphbuild.annotation.targets.titles import title_features, title_pieces
from graphbuild.annotation.targets.triples import triple_features
from graphbuild.annotation.targets.values import (
    Context,
    Terms,
    sentence_features,
    value_features,
    value_pieces,
)
from graphbuild.errors import OntologyError
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import AnnotatedEssay

__all__ = [
    "Match",
    "Scored",
    "Sentence",
    "TargetReader",
    "Weights",
    "chosen",
    "context_of",
    "likely_titles",
    "likely_values",
    "unified",
    "weighed",
]

Vector = NDArray[np.float64]
Scored = tuple[float, tuple[str, str, str]]
"""A triple (title, relation, value) with its probability."""

_TITLES, _PAIRS, _MOST, _CONSIDERED = 4, 25, 14, 40
_HUNDREDTHS = 100.0


class Match(NamedTuple):
    """A candidate triple: its words, its features as a whole, and how likely its title and its
    pair of value and relation are together."""

    triple: tuple[str, str, str]
    features: tuple[str, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Three log-linear models: titles (feature → weight), pairs of value and relation (feature of
    the value, or of the sentence → weight by relation), triples as a whole (feature → weight).

    ``terms`` are the genres, subjects and countries in the target's words; ``leniency`` is how
    much the score that overlooks relations the gold does not have counts against the one that
    counts every triple, when it is decided how many triples to give.
    """

    titles: Mapping[str, float]
    values: Mapping[str, Vector]
    sentences: Mapping[str, Vector]
    relations: Sequence[str]
    terms: Terms
    triples: Mapping[str, float] = field(default_factory=dict)
    leniency: float = 1.0

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read the weights of a target.

        Raises:
            OntologyError: the file is not what ``scripts/learn_target.py`` writes.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                {f: w / _HUNDREDTHS for f, w in data["titles"].items()},
                {f: np.array(w) / _HUNDREDTHS for f, w in data["values"].items()},
                {f: np.array(w) / _HUNDREDTHS for f, w in data["sentences"].items()},
                data["relations"],
                data["terms"],
                {f: w / _HUNDREDTHS for f, w in data["triples"].items()},
                data["leniency"],
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise OntologyError(f"holds no weights: {error}", where=str(path)) from error

    def as_json(self) -> str:
        """The weights as ``load`` reads them, in hundredths."""
        data = {
            "leniency": self.leniency,
            "relations": list(self.relations),
            "sentences": {f: _hundredths(w) for f, w in sorted(self.sentences.items())},
            "terms": {t: dict(sorted(c.items())) for t, c in sorted(self.terms.items())},
            "titles": {f: round(w * _HUNDREDTHS) for f, w in sorted(self.titles.items())},
            "triples": {f: round(w * _HUNDREDTHS) for f, w in sorted(self.triples.items())},
            "values": {f: _hundredths(w) for f, w in sorted(self.values.items())},
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _hundredths(weights: Vector) -> list[int]:
    return [round(float(w) * _HUNDREDTHS) for w in weights]


@dataclass(frozen=True, slots=True)
class TargetReader:
    """Reads the triples of a text in a target's words; without weights, our claims alone."""

    target: Target
    weights: Weights | None = None
    knowledge: KnowledgeBase | None = None

    @classmethod
    def load(
        cls, description: Mapping[str, Any], knowledge: KnowledgeBase | None = None
    ) -> TargetReader:
        """The reader of a target's description, with the shipped weights where there are some.

        Raises:
            OntologyError: none of the target's relations is aligned.
        """
        path = Path(str(files("graphbuild.annotation"))) / "cc_by_sa" / f"{description['id']}.json"
        weights = Weights.load(path) if path.is_file() else None
        return cls(Target.load(description), weights, knowledge)

    def triples(self, analysis: Analysis, annotated: AnnotatedEssay) -> list[list[str]]:
        """The triples of the highest expected F1, likeliest first."""
        if self.weights is None:
            return self.target.triples(annotated.claims)
        found: list[Scored] = []
        for sentence in Sentence.of(analysis, annotated, self.knowledge):
            found += self.scored(sentence, self.weights)
        return [list(t) for t in chosen(found, self.weights.leniency)]

    def scored(self, sentence: Sentence, weights: Weights) -> list[Scored]:
        """The likeliest triples of a sentence with their probabilities, in no order."""
        return weighed(self.matches(sentence, weights), weights.triples)

    def matches(self, sentence: Sentence, weights: Weights) -> list[Match]:
        """The likeliest titles with the likeliest pairs of a value and a relation."""
        titles = likely_titles(sentence, weights)
        pieces = {_key(t.label): t for t, _ in reversed(titles)}
        names = unified((t.label, p) for t, p in titles)[:_TITLES]
        context = context_of(sentence, [t for t, _ in titles], weights.terms)
        found = []
        for piece, relation, chance in likely_values(context, weights)[:_PAIRS]:
            value = self.target.written_as(relation, piece.label)
            for name, likely in names:
                if _key(name) != _key(value):
                    features = triple_features(sentence, pieces[_key(name)], relation, piece)
                    found.append(Match((name, relation, value), tuple(features), likely * chance))
        return found


def weighed(matches: Iterable[Match], weights: Mapping[str, float]) -> list[Scored]:
    """Triples with their probabilities among all that are found, corrected by weights of their
    features."""
    raised = [(m.chance * exp(fsum(weights.get(f, 0.0) for f in m.features)), m) for m in matches]
    whole = fsum(chance for chance, _ in raised)
    return [(chance / whole, match.triple) for chance, match in raised]


def likely_titles(sentence: Sentence, weights: Weights) -> list[tuple[Piece, float]]:
    """Candidate titles with their probabilities, best first."""
    pieces = title_pieces(sentence)
    labels = [p.label for p in pieces]
    scores = np.array(
        [
            fsum(weights.titles.get(f, 0.0) for f in set(title_features(sentence, p, labels)))
            for p in pieces
        ]
    )
    ranked = zip(pieces, _softmax(scores).tolist(), strict=True)
    return sorted(ranked, key=lambda r: (-r[1], r[0]))


def context_of(sentence: Sentence, titles: Sequence[Piece], terms: Terms) -> Context:
    """What the values of a sentence stand among, given its titles, best first."""
    film = sentence.known.film(titles[0].label) if titles else None
    spoken = next((t for t in titles if t.kind != "known"), None)
    pieces = value_pieces(sentence, terms)
    return Context(sentence, pieces, terms, spoken, film.key if film else None)


def likely_values(context: Context, weights: Weights) -> list[tuple[Piece, str, float]]:
    """Candidate values, each with a relation and the probability of both, best first."""
    pieces, size = context.pieces, len(weights.relations)
    about = _sum(weights.sentences, sentence_features(context), size)
    scores = [about + _sum(weights.values, value_features(context, p), size) for p in pieces]
    chances = _softmax(np.array(scores).reshape(len(pieces), len(weights.relations)))
    ranked = [
        (piece, relation, float(chance))
        for piece, row in zip(pieces, chances, strict=True)
        for relation, chance in zip(weights.relations, row, strict=True)
    ]
    return sorted(ranked, key=lambda r: (-r[2], r[0], r[1]))


def _sum(weights: Mapping[str, Vector], features: Iterable[str], size: int) -> Vector:
    total = np.zeros(size)
    for feature in sorted(set(features)):
        if feature in weights:
            total += weights[feature]
    return total


def unified(labels: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Labels with their probabilities summed over equal ones (but for case and spaces), best
    first."""
    names: dict[str, str] = {}
    chances: dict[str, float] = {}
    for label, chance in labels:
        names.setdefault(_key(label), label)
        chances[_key(label)] = chances.get(_key(label), 0.0) + chance
    ranked = sorted(chances, key=lambda k: (-chances[k], k))
    return [(names[k], chances[k]) for k in ranked]


def chosen(found: Iterable[Scored], leniency: float) -> list[tuple[str, str, str]]:
    """The triples to give, likeliest first, when one of those found is the gold's.

    They are chosen one by one, as long as the expected F1 of a sentence grows: ``leniency`` times
    the F1 among the triples of the gold's relation, plus the F1 among all.
    """
    chances: dict[tuple[str, str, str], float] = {}
    for chance, triple in found:
        chances[triple] = chances.get(triple, 0.0) + chance
    left = sorted(chances, key=lambda t: (-chances[t], t))[:_CONSIDERED]
    kept: list[tuple[str, str, str]] = []
    value = 0.0
    while left and len(kept) < _MOST:
        gains = {t: _expected([*kept, t], chances, leniency) for t in left}
        best = max(left, key=lambda t: (gains[t], chances[t], t))
        if kept and gains[best] <= value:
            break
        value = gains[best]
        kept.append(best)
        left.remove(best)
    return sorted(kept, key=lambda t: (-chances[t], t))


def _expected(
    kept: Sequence[tuple[str, str, str]],
    chances: Mapping[tuple[str, str, str], float],
    leniency: float,
) -> float:
    same = Counter(relation for _, relation, _ in kept)
    return sum(chances[t] * (leniency * 2 / (1 + same[t[1]]) + 2 / (1 + len(kept))) for t in kept)


def _key(label: str) -> str:
    return "".join(label.lower().split())


def _softmax(scores: Vector) -> Vector:
    if not scores.size:
        return scores
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())
