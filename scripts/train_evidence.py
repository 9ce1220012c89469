"""Learn what cues say of names that nobody knows: ``python -m scripts.train_evidence [--write]``.

The weights of ``graphbuild/annotation/evidence/weights.toml`` are written by hand. This learns
what to add to them, ``learnt.tsv`` beside it, from the tuning halves of our own gold: half
of the names of a text are hidden from the knowledge base, then the other half, then all of them, so
that known names show what unknown ones look like; and from reviews of films that do not exist
(``data/gold/imagined``). A multinomial logistic regression with the weights by hand as its
start and a penalty on leaving them (maximum a posteriori with a Gaussian prior around them). Prints
accuracy and log loss of a cross-validation that keeps texts whole, by hand and learnt.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.evidence.weights import base_scores, weights
from graphbuild.annotation.linking import HEARD, forms_with_cues
from graphbuild.annotation.linking.gathering import Form
from graphbuild.annotation.linking.options import AGENTS, unknown_options
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import Essay
from graphbuild.reading import read_bytes, read_path
from graphbuild.resources import data_dir
from graphbuild.writing import write_text

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "graphbuild" / "annotation" / "evidence" / "learnt.tsv"
GOLD = (
    ("gold/tune_mentions.json", "essays"),
    ("gold/passages_tune_mentions.json", "gold/passages"),
    ("gold/reviews/tune_mentions.json", "gold/reviews"),
)
TYPES = tuple(base_scores())
AGENT = np.array([t in AGENTS for t in TYPES], dtype=float)
PENALTY, BASE_PENALTY, PARTS, SMALLEST = 3.0, 5.0, 6, 0.05
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
    """One name (``key``) of a text: its type in the gold, how often each cue speaks of it
    (damped), of its parts when it is a full one, and the start score of each type."""

    text: str
    key: str
    type: str
    cues: dict[str, float]
    parts: dict[str, float]
    start: list[float]


def names() -> Iterator[Name]:
    """The names of the gold, each as if nobody knew it."""
    kb, nlp = KnowledgeBase.open(), load_model()
    for kind, essay, types in texts():
        analysis = next(iter(analyse(nlp, [essay])))
        every = sorted(
            {normalise(essay.text[s:e]) for (s, e), type_ in types.items() if type_ in HIDDEN}
        )
        for hidden in _hidings(every, halves=kind != "imagined"):
            known = cast("KnowledgeBase", Hiding(kb, hidden))
            yield from _unknown_names(f"{kind}/{essay.id}", analysis, known, types)


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


def _hidings(every: Sequence[str], *, halves: bool) -> Iterator[frozenset[str]]:
    for half in (0, 1) if halves else ():
        yield frozenset(n for i, n in enumerate(every) if (i + len(n)) % 2 == half)
    yield frozenset(every)


def _unknown_names(
    text: str, analysis: Analysis, known: KnowledgeBase, types: Spans
) -> Iterator[Name]:
    forms, roster, _ = forms_with_cues(analysis, known)
    short = {w for key in forms if " " in key for w in (key.split()[0], key.split()[-1])}
    for form in (f for key, f in forms.items() if key not in short and not f.hits):
        spans = (o.span.span for o in form.occurrences)
        found = {types.get((s.start, s.end)) for s in spans} - {None}
        if len(found) == 1 and found <= set(TYPES):
            start: dict[str, float] = {o.type: o.base for o in unknown_options(form, roster)}
            yield _name(text, str(found.pop()), form, forms, [start[t] for t in TYPES])


def _name(text: str, type_: str, form: Form, forms: dict[str, Form], start: list[float]) -> Name:
    words = form.key.split()
    heard: Counter[str] = Counter()
    for word in sorted({words[0], words[-1]} & forms.keys()) if len(words) > 1 else ():
        heard.update({cue: HEARD * n for cue, n in forms[word].shares().items()})
    return Name(text, form.key, type_, form.shares(), dict(heard), start)


@dataclass(frozen=True)
class Table:
    """Names as numbers: cues of names and of their parts (names x cues), start scores (names x
    types), the right type, and the weights by hand (cues x types)."""

    own: Matrix
    heard: Matrix
    start: Matrix
    right: NDArray[np.int64]
    by_hand: Matrix

    def rows(self, chosen: NDArray[np.bool_]) -> Table:
        """The table of some names."""
        own, heard, start = (part[chosen] for part in (self.own, self.heard, self.start))
        return Table(own, heard, start, self.right[chosen], self.by_hand)

    def scores(self, more: Matrix, base: Matrix) -> Matrix:
        """Log-odds of each type (names x types) with ``more`` on top of the weights by hand."""
        sum_ = self.by_hand + more
        scores = self.start + base + self.own @ sum_ + (self.heard @ sum_) * AGENT
        return np.asarray(scores, dtype=float)


def table(found: Sequence[Name], cues: Sequence[str]) -> Table:
    """The table of names."""
    at = {cue: i for i, cue in enumerate(cues)}
    own, heard = np.zeros((len(found), len(cues))), np.zeros((len(found), len(cues)))
    for row, name in enumerate(found):
        for cue, n in name.cues.items():
            own[row, at[cue]] = n
        for cue, n in name.parts.items():
            heard[row, at[cue]] = n
    start = np.array([n.start for n in found])
    right = np.array([TYPES.index(n.type) for n in found])
    by_hand = np.array([[weights(c).get(t, 0.0) for t in TYPES] for c in cues])
    return Table(own, heard, start, right, by_hand)


def learn(data: Table) -> tuple[Matrix, Matrix]:
    """What to add to the weights by hand (cues x types) and to the base (types)."""
    shape = data.by_hand.shape
    fitted = minimize(
        partial(_loss, data), np.zeros(shape[0] * shape[1] + shape[1]), jac=True, method="L-BFGS-B"
    )
    return fitted.x[: shape[0] * shape[1]].reshape(shape), fitted.x[shape[0] * shape[1] :]


def _loss(data: Table, x: Matrix) -> tuple[float, Matrix]:
    cues, types = data.by_hand.shape
    more, base = x[: cues * types].reshape(cues, types), x[cues * types :]
    chances = _chances(data.scores(more, base))
    rows = np.arange(len(data.right))
    loss = -np.log(chances[rows, data.right] + 1e-12).sum()
    chances[rows, data.right] -= 1.0
    slope = data.own.T @ chances + data.heard.T @ (chances * AGENT) + 2 * PENALTY * more
    slope_base = chances.sum(axis=0) + 2 * BASE_PENALTY * base
    loss += PENALTY * (more**2).sum() + BASE_PENALTY * (base**2).sum()
    return float(loss), np.concatenate([slope.ravel(), slope_base])


def _chances(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return cast("Matrix", raised / raised.sum(axis=1, keepdims=True))


def cross_validate(found: Sequence[Name], cues: Sequence[str]) -> None:
    """Print how often the type is right, and the log loss, by hand and learnt."""
    data, texts_ = table(found, cues), np.array([n.text for n in found])
    every = sorted(set(texts_))
    learnt = np.zeros_like(data.start)
    for part in range(PARTS):
        test = np.isin(texts_, every[part::PARTS])
        learnt[test] = data.rows(test).scores(*learn(data.rows(~test)))
    zero = np.zeros_like(data.by_hand), np.zeros(len(TYPES))
    for how, scores in (("by hand", data.scores(*zero)), ("learnt", learnt)):
        right = scores.argmax(axis=1) == data.right
        loss = -np.log(_chances(scores)[np.arange(len(found)), data.right])
        for kind in sorted({t.rpartition("/")[0] for t in every}):
            of = np.array([t.startswith(f"{kind}/") for t in texts_])
            print(f"{how:8} {kind}: {of.sum()} names, right {right[of].mean():.3f}, "
                  f"log loss {loss[of].mean():.3f}")  # fmt: skip


def written(cues: Sequence[str], more: Matrix, base: Matrix) -> str:
    """The content of the table: cue, type, weight; the base has no cue."""
    rows = [("", t, w) for t, w in zip(TYPES, base, strict=True)]
    for cue, row in zip(cues, more, strict=True):
        rows += [(cue, t, w) for t, w in zip(TYPES, row, strict=True)]
    kept = [f"{c}\t{t}\t{w:.2f}" for c, t, w in rows if abs(w) >= SMALLEST]
    return "\n".join(("# cue, type, weight; by scripts/train_evidence.py", *kept)) + "\n"


def main() -> None:
    """Cross-validate; with ``--write`` learn from all and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the table")
    args = parser.parse_args()
    found = list(names())
    cues = sorted({c for n in found for c in (*n.cues, *n.parts)})
    cross_validate(found, cues)
    if args.write:
        write_text(TARGET, written(cues, *learn(table(found, cues))))


if __name__ == "__main__":
    main()
