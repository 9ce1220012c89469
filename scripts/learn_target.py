#!/usr/bin/env python3
"""Learn how an annotated corpus writes its triples: weights for ``annotation/targets/reader.py``.

    python scripts/learn_target.py TRAIN.jsonl ONTOLOGY.json WEIGHTS.json [--leads LEADS.jsonl …]

TRAIN has ``sent``, ``sub_label``, ``rel_label``, ``obj_label`` a line. Figures are cross-validated
over folds that share no film and no sentence. All models are conditional: a title is weighed
against the other candidates of its sentence, a value with its relation against all others.
LEADS (``title``, ``extract`` a line) give more sentences of which the title is known; leads of the
films of TRAIN are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from graphbuild.annotation.pipeline import Annotator, analyse, load_model
from graphbuild.annotation.targets import Target
from graphbuild.annotation.targets.reader import (
    Match,
    Scored,
    Sentence,
    TargetReader,
    Weights,
    chosen,
    context_of,
    weighed,
)
from graphbuild.annotation.targets.text import Piece, as_meant
from graphbuild.annotation.targets.titles import title_features, title_pieces
from graphbuild.annotation.targets.values import (
    Terms,
    sentence_features,
    value_features,
)
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.ontology import Ontology
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parent))
from target_leads import lead_sentences
from text2kg import normal, score

Json = dict[str, Any]
Array = NDArray[np.float64]
LENIENCIES = (0.5, 1.0, 1.5, 2.0, 3.0)
SAME = 0.005
"""Sums of both figures are taken for the same within this; more triples are then better."""
_RARE, _STEPS, _LEAST = 3, 60, 1e-12
_DATE = re.compile(r"\d\d? [a-z]+ \d{4}")
_TITLE_PENALTY, _VALUE_PENALTY, _SENTENCE_PENALTY, _TRIPLE_PENALTY = 3.0, 4.0, 20.0, 3.0
_LEADS, _LEAD_WEIGHT = 1500, 0.3


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is learnt from: the target, its relations, and those of them whose values are listed
    as terms (all but those to people: no person's name is kept)."""

    target: Target
    relations: Sequence[str]
    listed: Collection[str]

    @classmethod
    def of(cls, rows: Iterable[Json], description: Json) -> Corpus:
        """The corpus of an ontology's description."""
        people = {c["qid"] for c in description["concepts"] if c["label"] == "human"}
        kept = (r for r in description["relations"] if r["range"] not in people)
        listed = frozenset(r["label"].replace(" ", "_") for r in kept)
        return cls(Target.load(description), sorted({relation_of(r) for r in rows}), listed)

    def terms(self, rows: Iterable[Json]) -> dict[str, Counter[str]]:
        """Genres, awards, places, companies …: values but for dates, in lower case, with the
        relations that they are values of."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            label, relation = row["obj_label"].lower(), relation_of(row)
            if relation in self.listed and not _DATE.fullmatch(label):
                found[label][relation] += 1
        return found


@dataclass(slots=True)
class Example:
    """One training row: its sentence, its candidates, their features, and which are right;
    ``weight`` is how much it counts."""

    row: Json
    sentence: Sentence
    group: int
    titles: list[Piece]
    title_rows: list[list[str]]
    is_title: Array
    values: list[Piece]
    value_rows: list[list[str]]
    about: list[str]
    is_value: Array
    weight: float = 1.0


def sentences(texts: Sequence[str], knowledge: KnowledgeBase) -> list[Sentence]:
    """The analysed sentence of each text."""
    annotator = Annotator(load_model(), knowledge, Ontology.load(), Iris(), min_confidence=0)
    essays = (
        read_bytes(as_meant(text).encode(), essay_id=str(i), suffix=".txt")
        for i, text in enumerate(texts)
    )
    return [
        next(Sentence.of(a, annotator.finish(a), knowledge)) for a in analyse(annotator.nlp, essays)
    ]


def groups(rows: Sequence[Json]) -> list[int]:
    """A number for each row: rows that share a film or a sentence share it, over any steps."""
    parent: dict[str, str] = {}

    def top(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            key = parent[key]
        return key

    for row in rows:
        parent[top("sentence " + row["sent"])] = top("film " + row["sub_label"])
    tops = [top("film " + row["sub_label"]) for row in rows]
    numbers = {t: i for i, t in enumerate(dict.fromkeys(tops))}
    return [numbers[t] for t in tops]


def without(terms: Mapping[str, Counter[str]], own: Mapping[str, Counter[str]]) -> Terms:
    """Terms less the counts of a row's own group, so that no row is told its answer."""
    left = {t: counts - own.get(t, Counter()) for t, counts in terms.items()}
    return {t: counts for t, counts in left.items() if counts}


def relation_of(row: Json) -> str:
    return str(row["rel_label"]).replace(" ", "_")


def examples(rows: Sequence[Json], knowledge: KnowledgeBase) -> list[Example]:
    """Candidates and features of every row; those that depend on the title wait for one."""
    parsed, numbers = sentences([r["sent"] for r in rows], knowledge), groups(rows)
    return [_example(*each) for each in zip(rows, parsed, numbers, strict=True)]


def _example(row: Json, sentence: Sentence, group: int) -> Example:
    titles = title_pieces(sentence)
    labels = [t.label for t in titles]
    features = [title_features(sentence, t, labels) for t in titles]
    right = np.array([float(normal(t) == normal(row["sub_label"])) for t in labels])
    return Example(row, sentence, group, titles, features, right, [], [], [], np.zeros((0, 0)))


def lead_examples(
    found: Sequence[Example], paths: Sequence[Path], knowledge: KnowledgeBase
) -> list[Example]:
    """Sentences of leads to learn titles from; a title that is lent stays in its row's group."""
    own = {e.row["sub_label"]: e.group for e in found}
    known = {t for t in own if any(h.type == "film" for h in knowledge.lookup(t))}
    lent = sorted((t, g) for t, g in own.items() if t not in known)
    made = lead_sentences(paths, lent, {normal(t) for t in own}, _LEADS)
    parsed = sentences([m.text for m in made], knowledge)
    examples = [
        _example({"sub_label": m.title}, sentence, -1 if m.group is None else m.group)
        for m, sentence in zip(made, parsed, strict=True)
    ]
    return [replace(e, weight=_LEAD_WEIGHT) for e in examples]


def add_values(found: Sequence[Example], corpus: Corpus, likely: Sequence[Array]) -> None:
    """Candidate values with their features, given how likely each title is."""
    terms = corpus.terms(e.row for e in found)
    by_group = defaultdict(list)
    for example in found:
        by_group[example.group].append(example.row)
    for example, chances in zip(found, likely, strict=True):
        others = without(terms, corpus.terms(by_group[example.group]))
        titles = [example.titles[i] for i in np.argsort(-chances, kind="stable")]
        context = context_of(example.sentence, titles, others)
        relation = relation_of(example.row)
        example.values = list(context.pieces)
        example.about = sentence_features(context)
        example.value_rows = [value_features(context, p) for p in context.pieces]
        example.is_value = np.zeros((len(context.pieces), len(corpus.relations)))
        for i, piece in enumerate(context.pieces):
            label = normal(corpus.target.written_as(relation, piece.label))
            right = label == normal(example.row["obj_label"])
            example.is_value[i, corpus.relations.index(relation)] = right


class Choices(NamedTuple):
    """Of each sentence how many candidates it has and how much it counts; of each candidate what
    is added to its score beforehand."""

    sizes: Array
    counts: Array
    prior: Array

    @classmethod
    def among(cls, candidates: Sequence[Sequence[Any]], counts: Sequence[float]) -> Choices:
        """Choices among candidates of which nothing is known beforehand."""
        sizes = np.array([len(c) for c in candidates])
        return cls(sizes, np.array(counts), np.zeros(sizes.sum()))


class Vocabulary:
    """Numbers for the features that are not rare."""

    def __init__(self, rows: Iterable[Iterable[str]]) -> None:
        counts = Counter(f for row in rows for f in set(row))
        self.names = sorted(f for f, n in counts.items() if n >= _RARE)
        self.numbers = {f: i for i, f in enumerate(self.names)}

    def matrix(self, rows: Sequence[Iterable[str]]) -> csr_matrix:
        indices: list[int] = []
        ends = [0]
        for row in rows:
            indices += sorted({self.numbers[f] for f in row if f in self.numbers})
            ends.append(len(indices))
        shape = (len(rows), len(self.names))
        return csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)


def fit(
    candidates: csr_matrix, about: csr_matrix, right: Array, choices: Choices, penalties: Array
) -> tuple[Array, Array]:
    """Weights of a conditional log-linear model by L-BFGS.

    One row of ``candidates`` and of ``right`` a candidate (``right`` has a column a relation), one
    of ``about`` a sentence; what is right in a sentence competes with all of its candidates in all
    columns.
    """
    sizes, counts, prior = choices
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    columns, split = right.shape[1], candidates.shape[1] * right.shape[1]
    turned, turned_about = candidates.T.tocsr(), about.T.tocsr()

    def loss(flat: Array) -> tuple[float, Array]:
        own, shared = flat[:split].reshape(-1, columns), flat[split:].reshape(-1, columns)
        scores = candidates @ own + (about @ shared)[owner] + prior[:, None]
        top = np.maximum.reduceat(scores.max(axis=1), starts)
        powers = np.exp(scores - top[owner][:, None])
        whole = np.add.reduceat(powers.sum(axis=1), starts)
        part = np.maximum(np.add.reduceat((powers * right).sum(axis=1), starts), 1e-300)
        slope = powers / whole[owner][:, None] - powers * right / part[owner][:, None]
        slope *= counts[owner][:, None]
        steps = (
            turned @ slope + penalties[0] * own,
            turned_about @ np.add.reduceat(slope, starts, axis=0) + penalties[1] * shared,
        )
        cost = float((counts * (np.log(whole) - np.log(part))).sum())
        cost += 0.5 * float(penalties[0] * (own**2).sum() + penalties[1] * (shared**2).sum())
        return cost, np.concatenate([s.ravel() for s in steps])

    start = np.zeros((candidates.shape[1] + about.shape[1]) * columns)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[:split].reshape(-1, columns), found[split:].reshape(-1, columns)


def fit_titles(found: Sequence[Example]) -> dict[str, float]:
    """Feature → weight of a title, from the sentences that name theirs."""
    used = [e for e in found if e.is_title.any()]
    words = Vocabulary(row for e in used for row in e.title_rows)
    matrix = words.matrix([row for e in used for row in e.title_rows])
    nothing = csr_matrix((len(used), 0))
    right = np.concatenate([e.is_title for e in used])[:, None]
    choices = Choices.among([e.titles for e in used], [e.weight for e in used])
    weights, _ = fit(matrix, nothing, right, choices, np.array([_TITLE_PENALTY, 1.0]))
    return {f: float(w) for f, w in zip(words.names, weights[:, 0], strict=True)}


def fit_values(found: Sequence[Example]) -> tuple[dict[str, Array], dict[str, Array]]:
    """Feature → weights by relation, of values and of sentences, from the sentences that hold
    their value."""
    used = [e for e in found if e.is_value.any()]
    words = Vocabulary(row for e in used for row in e.value_rows)
    topics = Vocabulary(e.about for e in used)
    own, shared = fit(
        words.matrix([row for e in used for row in e.value_rows]),
        topics.matrix([e.about for e in used]),
        np.concatenate([e.is_value for e in used]),
        Choices.among([e.values for e in used], [e.weight for e in used]),
        np.array([_VALUE_PENALTY, _SENTENCE_PENALTY]),
    )
    return _kept(words.names, own), _kept(topics.names, shared)


def _told(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights without those that are nothing in hundredths."""
    return {f: w for f, w in weights.items() if abs(w) >= 0.01}


def _kept(names: Sequence[str], weights: Array) -> dict[str, Array]:
    """Weights by feature, in hundredths, without those that are all but nothing."""
    rounded = np.round(weights, 2)
    return {f: w for f, w in zip(names, rounded, strict=True) if np.abs(w).max() >= 0.03}


def fit_triples(rows: Sequence[Json], matches: Sequence[Sequence[Match]]) -> dict[str, float]:
    """Feature → weight of a triple as a whole, from the sentences whose triple is found by models
    that did not see it."""
    right = [[is_right(row, m) for m in found] for row, found in zip(rows, matches, strict=True)]
    used = [(found, r) for found, r in zip(matches, right, strict=True) if any(r)]
    words = Vocabulary(m.features for found, _ in used for m in found)
    matrix = words.matrix([m.features for found, _ in used for m in found])
    choices = Choices.among([found for found, _ in used], [1.0] * len(used))
    prior = np.log([max(m.chance, _LEAST) for found, _ in used for m in found])
    answers = np.concatenate([np.array(r, dtype=float) for _, r in used])[:, None]
    nothing = csr_matrix((len(used), 0))
    penalties = np.array([_TRIPLE_PENALTY, 1.0])
    weights, _ = fit(matrix, nothing, answers, choices._replace(prior=prior), penalties)
    return {f: float(w) for f, w in zip(words.names, weights[:, 0], strict=True)}


def is_right(row: Json, match: Match) -> bool:
    """Whether a triple is the row's."""
    wanted = (row["sub_label"], relation_of(row), row["obj_label"])
    return tuple(map(normal, match.triple)) == tuple(map(normal, wanted))


def title_chances(weights: Mapping[str, float], example: Example) -> Array:
    """The probability of each candidate title."""
    scores = [sum(weights.get(f, 0.0) for f in set(row)) for row in example.title_rows]
    powers = np.exp(np.array(scores) - max(scores, default=0.0))
    return np.asarray(powers / powers.sum())


def folds(found: Sequence[Example], number: int) -> list[tuple[list[int], list[int]]]:
    """Training and held-out examples of each fold; a group is never parted."""
    order = np.random.RandomState(0).permutation(max(e.group for e in found) + 1)
    fold = [order[e.group] % number for e in found]
    return [
        ([i for i, f in enumerate(fold) if f != k], [i for i, f in enumerate(fold) if f == k])
        for k in range(number)
    ]


def held_out(
    found: Sequence[Example], leads: Sequence[Example], corpus: Corpus, parts: int
) -> list[list[Match]]:
    """The likeliest triples of every row by models that saw neither its film nor its sentence."""
    splits = folds(found, parts)
    likely: list[Array] = [np.zeros(0)] * len(found)
    models: list[dict[str, float]] = []
    for train, test in splits:
        held = {found[i].group for i in test}
        seen = [e for e in leads if e.group not in held]
        models.append(fit_titles([*(found[i] for i in train), *seen]))
        for i in test:
            likely[i] = title_chances(models[-1], found[i])
    right = sum(bool(e.is_title[c.argmax()]) for e, c in zip(found, likely, strict=True) if len(c))
    print(
        f"titles: {sum(e.is_title.any() for e in found)} among candidates, {right} chosen", end=""
    )
    print(f", of {len(found)}")
    add_values(found, corpus, likely)
    out: list[list[Match]] = [[] for _ in found]
    for (train, test), titles in zip(splits, models, strict=True):
        values, about = fit_values([found[i] for i in train])
        terms = corpus.terms(found[i].row for i in train)
        weights = Weights(titles, values, about, corpus.relations, terms)
        reader = TargetReader(corpus.target, weights)
        for i in test:
            out[i] = reader.matches(found[i].sentence, weights)
    return out


def rescored(
    found: Sequence[Example], matches: Sequence[Sequence[Match]], parts: int
) -> list[list[Scored]]:
    """The scored triples of every row, corrected by weights that saw neither film nor sentence."""
    out: list[list[Scored]] = [[] for _ in found]
    for train, test in folds(found, parts):
        weights = fit_triples([found[i].row for i in train], [matches[i] for i in train])
        for i in test:
            out[i] = weighed(matches[i], weights)
    return out


def main() -> None:
    """Cross-validate, choose, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("ontology", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--leads", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    rows = [json.loads(x) for x in args.train.read_text(encoding="utf-8").splitlines()]
    corpus = Corpus.of(rows, json.loads(args.ontology.read_text(encoding="utf-8")))
    knowledge = KnowledgeBase.open()
    found = examples(rows, knowledge)
    leads = lead_examples(found, args.leads, knowledge) if args.leads else []
    matches = held_out(found, leads, corpus, args.folds)
    scored = rescored(found, matches, args.folds)
    figures = {}
    for leniency in LENIENCIES:
        given = [chosen(s, leniency) for s in scored]
        figures[leniency] = score(rows, given)["all relations"]
        size = np.mean([len(g) for g in given])
        official, whole = figures[leniency]
        print(f"leniency {leniency}: official {official:.3f}, all {whole:.3f}, {size:.1f} each")
    most = max(map(sum, figures.values()))
    best = max(x for x in LENIENCIES if sum(figures[x]) > most - SAME)
    titles = fit_titles([*found, *leads])
    values, about = fit_values(found)
    terms, triples = corpus.terms(rows), _told(fit_triples(rows, matches))
    kept = _told(titles)
    weights = Weights(kept, values, about, corpus.relations, terms, triples, best)
    write_text(args.out, weights.as_json())
    print(f"leniency {best} chosen; {len(kept)} + {len(values)} + {len(about)} features written")


if __name__ == "__main__":
    main()
