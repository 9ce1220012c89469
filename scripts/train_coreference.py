"""Train the pronoun ranker: ``python -m scripts.train_coreference GAP.tsv [--write]``.

Learns the weights of ``graphbuild/annotation/coreference.json`` from GAP's development set
(Apache-2.0), from the tuning half of our own gold and from the reviews of
``data/gold/pronouns``, through the shipped detection and linking. Texts about a film have
weights of their own on top of the general ones. Prints figures of a cross-validation over five
parts, whole texts kept together. The pronouns of a text that have no gold are resolved by the
weights of the round before.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.gap import analyses, entities_at, name_span, read_rows, score
from graphbuild.annotation._casting import Casting, casting
from graphbuild.annotation._nominals import roster, story_mentions
from graphbuild.annotation._occurrences import Layout, Occurrence, is_rival
from graphbuild.annotation._pronouns import Pick
from graphbuild.annotation._ranking import STORY, UNNAMED, adapted, tells_a_story
from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.coreference import picks
from graphbuild.annotation.linking import link
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.iris import Iris, slug
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Mention
from graphbuild.reading import read_path
from graphbuild.resources import data_dir

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "coreference.json"
START = {"away>=1": -0.5, "away>=2": -0.5, "here:subject": 1.0, "previous:subject": 0.8}
PENALTY, RARE, ROUNDS, PARTS = 4.0, 5, 3, 5
OWN_WEIGHT = 3
SHE_WEIGHT = 2
"""Texts about women name more men than the other way round, so *she* is harder to learn."""
UNNAMED_WEIGHT = 0.8
MARK = re.compile(r"(?P<pronoun>\w+)\{(?P<names>[^{}]*)\}")


@dataclass
class Text:
    """One text with its gold: offset of a pronoun to IRIs that are right, or that are wrong."""

    layout: Layout
    names: list[Occurrence]
    known: dict[str, str]
    casts: Casting = field(default_factory=dict)
    right: dict[int, frozenset[str]] = field(default_factory=dict)
    wrong: dict[int, frozenset[str]] = field(default_factory=dict)
    weight: int = 1

    def picks(self, table: Mapping[str, float]) -> list[Pick]:
        """The pronouns with their candidates, by weights for all kinds of text."""
        here = adapted(table, story=tells_a_story(self.names))
        return picks(self.layout, self.names, self.known, self.casts, table=here)


def prepare(found: Iterable[Analysis]) -> Iterator[Text]:
    kb, iris = KnowledgeBase.open(), Iris()
    for analysis in found:
        linked = link(analysis, kb, iris)
        layout = Layout(analysis)
        names = layout.occurrences(linked.mentions)
        known = {iri: p for iri, p in linked.pronouns.items() if p}
        story = story_mentions(layout, names, roster(linked.films, kb, iris), known)
        both = sorted([*names, *layout.occurrences(story)], key=lambda o: o.position)
        text = Text(layout, both, known, casting((o.entity for o in names), kb, iris))
        text.right = {-1: frozenset(m.entity.iri for m in linked.mentions)}
        yield text


def gap_texts(rows: Sequence[Mapping[str, str]]) -> list[Text]:
    texts = list(prepare(analyses(rows)))
    for row, text in zip(rows, texts, strict=True):
        at = int(row["Pronoun-offset"])
        mentions = [_as_mention(o) for o in text.names]
        a, b = (entities_at(name_span(row, which), mentions) for which in "AB")
        text.right = {}
        if row["A-coref"] == "TRUE":
            text.right[at] = a
        elif row["B-coref"] == "TRUE":
            text.right[at] = b
        else:
            text.wrong[at] = a | b
    return texts


def _as_mention(o: Occurrence) -> Mention:
    return Mention(o.span.start, o.span.end, "", o.kind, o.entity, 1.0, "")


def own_texts() -> list[Text]:
    """The tuning half of our gold (essays, passages and reviews)."""
    folder = data_dir() / "gold"
    wanted = {
        name: gold
        for file in (
            "tune_mentions.json",
            "passages_tune_mentions.json",
            "reviews/tune_mentions.json",
        )
        for name, gold in json.loads((folder / file).read_text(encoding="utf-8")).items()
    }
    paths = [_source(name) for name in wanted]
    texts = list(prepare(analyse(load_model(), map(read_path, paths))))
    for gold, text in zip(wanted.values(), texts, strict=True):
        text.right = {
            p["start"]: _labelled(text, {plain(p["label"]), *map(plain, p.get("alt", ()))})
            for p in gold.get("pronouns", ())
            if not p.get("optional")
        }
        text.weight = OWN_WEIGHT
    return texts


def marked_texts() -> list[Text]:
    """The reviews whose pronouns are marked: *she{Fern}*, *he{Nick|Falk}*, *it was her{-}*."""
    files = sorted((data_dir() / "gold" / "pronouns").glob("*.txt"))
    marked = [unmarked(file.read_text(encoding="utf-8")) for file in files]
    with TemporaryDirectory() as folder:
        paths = [Path(folder, file.name) for file in files]
        for path, (plain_text, _) in zip(paths, marked, strict=True):
            path.write_text(plain_text, encoding="utf-8")
        texts = list(prepare(analyse(load_model(), map(read_path, paths))))
    for text, (_, gold) in zip(texts, marked, strict=True):
        text.right = {at: _called(text, names) for at, names in gold.items()}
        text.weight = OWN_WEIGHT
    return texts


def unmarked(marked: str) -> tuple[str, dict[int, list[str]]]:
    """A text without its marks, and by the offset of each pronoun the names that it may mean.

    A pronoun that stands for nobody named has no entry.
    """
    pieces: list[str] = []
    gold: dict[int, list[str]] = {}
    done = 0
    for mark in MARK.finditer(marked):
        pieces.append(marked[done : mark.start("names") - 1])
        done = mark.end()
        names = [n for n in mark["names"].split("|") if n != "-"]
        if names:
            gold[sum(map(len, pieces)) - len(mark["pronoun"])] = names
    return "".join(pieces) + marked[done:], gold


def _called(text: Text, names: Sequence[str]) -> frozenset[str]:
    """The entities whose label holds all words of one of the names, however it is written."""
    wanted = [slug(name).split("-") for name in names]
    return frozenset(
        o.entity.iri
        for o in text.names
        if any(set(words) <= set(slug(o.entity.label).split("-")) for words in wanted)
    )


def _source(name: str) -> Path:
    folders = (data_dir() / f for f in ("essays", "gold/passages", "gold/reviews"))
    return next(path for folder in folders if (path := folder / name).exists())


def plain(label: str) -> str:
    decomposed = unicodedata.normalize("NFKD", label)
    kept = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(kept).casefold().removeprefix("the ").strip()


def _labelled(text: Text, labels: set[str]) -> frozenset[str]:
    return frozenset(o.entity.iri for o in text.names if plain(o.entity.label) in labels)


Example = tuple[list[frozenset[str]], list[bool], int]


def examples(text: Text, table: Mapping[str, float]) -> Iterator[Example]:
    story = tells_a_story(text.names)
    for pick in text.picks(table):
        good = _good(text, pick)
        if good and any(good) and not all(good):
            scale = SHE_WEIGHT if pick.anaphor.pronoun == "she" else 1
            rows = [c.features for c in pick.ranked]
            if story:
                rows = [row | {STORY + name for name in row} for row in rows]
            yield rows, good, text.weight * scale


def _good(text: Text, pick: Pick) -> list[bool]:
    at, iris = _at(text, pick), [c.occurrence.entity.iri for c in pick.ranked]
    if at in text.right:
        return [iri in text.right[at] for iri in iris]
    if at in text.wrong:
        return [iri not in text.wrong[at] for iri in iris]
    return []


def _at(text: Text, pick: Pick) -> int:
    return text.layout.block_of(pick.anaphor.token).token_span(pick.anaphor.token).start


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Weights that maximise the penalised log-likelihood of the right candidates."""
    counts = Counter(f for rows, _, _ in found for row in rows for f in row)
    index = {f: i for i, f in enumerate(sorted(f for f in counts if counts[f] >= RARE))}
    row_ids, columns, starts, good, weights = [], [], [], [], []
    n = 0
    for rows, right, weight in found:
        starts.append(n)
        for row in rows:
            kept = sorted(index[f] for f in row if f in index)
            row_ids += [n] * len(kept)
            columns += kept
            n += 1
        good += right
        weights.append(float(weight))
    matrix = csr_matrix((np.ones(len(columns)), (row_ids, columns)), shape=(n, len(index)))
    first = np.array(starts)
    segment = np.repeat(np.arange(len(first)), np.diff([*starts, n]))
    is_good, scale = np.array(good), np.array(weights)

    def loss(w):
        scores = matrix @ w
        mass = np.exp(scores - np.maximum.reduceat(scores, first)[segment])
        hit = np.where(is_good, mass, 0.0)
        total, right = np.add.reduceat(mass, first), np.add.reduceat(hit, first)
        slope = (mass / total[segment] - hit / right[segment]) * scale[segment]
        value = -(scale * np.log(right / total)).sum() + PENALTY * (w @ w)
        return value, matrix.T @ slope + 2 * PENALTY * w

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B").x
    return {name: round(float(best[i]), 3) for name, i in index.items() if abs(best[i]) >= 0.005}


def train(texts: Sequence[Text]) -> dict[str, float]:
    table: dict[str, float] = START
    for _ in range(ROUNDS):
        table = fit([e for text in texts for e in examples(text, table)])
    return table


def cross_validate(texts: Sequence[Text]) -> list[list[Pick]]:
    """Picks of each text by weights that were trained without it."""
    found: dict[int, list[Pick]] = {}
    for part in range(PARTS):
        table = train([t for i, t in enumerate(texts) if i % PARTS != part])
        for i in range(part, len(texts), PARTS):
            found[i] = texts[i].picks(table)
    return [found[i] for i in range(len(texts))]


def report(rows, texts: Sequence[Text], found: Sequence[list[Pick]], threshold: float) -> None:
    predictions = []
    for row, text, chosen in zip(rows, texts, found, strict=False):
        at = int(row["Pronoun-offset"])
        meant = {
            p.antecedent.entity.iri
            for p in chosen
            if _at(text, p) == at and p.probability >= threshold
        }
        mentions = [_as_mention(o) for o in text.names]
        a, b = (entities_at(name_span(row, which), mentions) for which in "AB")
        predictions.append((bool(meant & a), bool(meant & b)))
    figures = score(rows, predictions)
    own = _own_figures(texts[len(rows) :], found[len(rows) :], threshold)
    print(threshold, json.dumps(figures), "own", own)


def _own_figures(texts, found, threshold: float) -> dict[str, float]:
    right = answered = total = 0
    for text, chosen in zip(texts, found, strict=True):
        total += len(text.right)
        for pick in chosen:
            gold = text.right.get(_at(text, pick))
            if gold is None or pick.probability < threshold or is_rival(pick.antecedent.entity):
                continue
            answered += 1
            right += pick.antecedent.entity.iri in gold
    p, r = right / max(1, answered), right / max(1, total)
    return {"P": round(p, 3), "R": round(r, 3), "F1": round(2 * p * r / max(1e-9, p + r), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the pronoun ranker.")
    parser.add_argument("gap", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    arguments = parser.parse_args()
    rows = read_rows(arguments.gap)
    texts = [*gap_texts(rows), *own_texts(), *marked_texts()]
    found = cross_validate(texts)
    for threshold in (0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        report(rows, texts, found, threshold)
    if arguments.write:
        notice = "Trained on GAP (Apache-2.0) and on our own gold; holds no text of either."
        table = {"notice": notice, "weights": {**train(texts), UNNAMED: UNNAMED_WEIGHT}}
        TARGET.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
