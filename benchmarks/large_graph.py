#!/usr/bin/env python3
"""A large graph for measuring: annotated essays in our sentences, written by the program's store.

    python benchmarks/large_graph.py FOLDER [--quads 1000000]

Every essay is about one film of the shipped knowledge base, drawn so that few films have many
essays: its crew and cast, a theory, a denial, a quotation, a comparison with another film, a
person whom nobody knows. Texts, mentions, claims and spans fit each other; what stands in the
graph besides (support, conflicts, joins, knowledge) is computed as in any build. The folder can
be asked and served like a build (``store/``, ``graph.trig``); ``graph.nq`` is for others.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pyoxigraph import Store

from graphbuild.graph import Graph, Run
from graphbuild.graph.serialising import sorted_nquads
from graphbuild.iris import Iris, claim_id
from graphbuild.knowledge import KnowledgeBase, read_tables
from graphbuild.knowledge.records import Credit, Performance
from graphbuild.model import (
    AnnotatedEssay,
    Claim,
    EntityRef,
    Essay,
    Evidence,
    Level,
    Mention,
    Predicate,
    Region,
    Span,
    Status,
    Value,
)
from graphbuild.ontology import Ontology
from graphbuild.resources import data_dir
from graphbuild.writing import write_bytes

_IRIS = Iris()
_RUN = Run("benchmark", "none", "shipped", "shipped")
_SAID = {
    "director": "{1} directed {0}.",
    "screenwriter": "{1} wrote the script of {0}.",
    "producer": "{1} produced {0}.",
    "cinematographer": "{1} was behind the camera of {0}.",
    "editor": "{1} cut {0}.",
    "musicBy": "{1} composed the music of {0}.",
}
_FAMILY = ("spouse", "sibling", "parent", "loves")
_UNKNOWN = ("Marta", "Old Tom", "the Widow Kessler", "Little Ruth", "Uncle Bram")


class _Draft:
    """An essay in the making: a sentence a claim, the names in it a mention each."""

    def __init__(self, number: int, film: EntityRef, ontology: Ontology) -> None:
        self.id = f"{number // 1000:03d}/{number:06d}.txt"
        self.film, self._ontology = film, ontology
        self._text, self._mentions, self._claims = "", list[Mention](), list[Claim]()

    def nil(self, label: str) -> EntityRef:
        """A character whom only this essay knows."""
        return EntityRef(_IRIS.nil(self.id, "character", label), label, "character", nil=True)

    def say(
        self,
        sentence: str,
        subject: EntityRef,
        name: str,
        object_: EntityRef | Value,
        status: Status = "asserted",
        cue: str | None = None,
    ) -> None:
        """Add a sentence, in which {0} and {1} are the ends of the claim."""
        words = object_.label if isinstance(object_, EntityRef) else object_.value
        said = sentence.format(subject.label, words)
        start = len(self._text)
        span = Span(start, start + len(said))
        self._text += said + " "
        for end in (subject, object_):
            if isinstance(end, EntityRef):
                at = start + said.index(end.label)
                place = (at, at + len(end.label))
                self._mentions.append(Mention(*place, end.label, "name", end, 0.9, "benchmark"))
        predicate = self._ontology.names[name]
        level: Level = "diegetic" if subject.type == "character" else predicate.level
        inside = self.film.iri if level == "diegetic" else None
        value = object_.iri if isinstance(object_, EntityRef) else object_.value
        ends = (subject.iri, predicate.iri, value)
        id_ = claim_id(self.id, *ends, status, level, inside, None)
        evidence = Evidence(span.start, span.end - 1, said[:-1], span)
        at = start + said.index(cue) if cue else 0
        marked = Evidence(at, at + len(cue), cue, span) if cue else None
        self._claims.append(
            Claim(
                id_, subject, Predicate(predicate.iri, name), object_, status, level,
                0.9, "benchmark", (evidence,), inside, None, marked,
            )
        )  # fmt: skip

    def done(self, films: tuple[EntityRef, ...]) -> AnnotatedEssay:
        """The annotated essay."""
        digest = hashlib.sha256(self._text.encode()).hexdigest()
        body = (Region(0, len(self._text), "body"),)
        title = f"On {self.film.label}"
        essay = Essay(self.id, self._text, digest, "en", body, title=title)
        return AnnotatedEssay(essay, tuple(self._mentions), tuple(self._claims), films)


class _Shelf:
    """Films of the knowledge base that have a cast, with who made them and who plays whom."""

    def __init__(self) -> None:
        tables = read_tables(data_dir() / "knowledge")
        self.entities = {
            key: EntityRef(_IRIS.entity(key), e.label, e.type) for key, e in tables.entities.items()
        }
        self.casts: dict[str, list[Performance]] = defaultdict(list)
        self.credits: dict[str, list[Credit]] = defaultdict(list)
        for part in tables.performances:
            if part.character:
                self.casts[part.film].append(part)
        for credit in tables.credits:
            if credit.role in _SAID:
                self.credits[credit.film].append(credit)
        self.films = sorted(self.casts)


def made_up_essays(ontology: Ontology, seed: int = 0) -> Iterator[AnnotatedEssay]:
    """Essays without end; the same seed gives the same ones."""
    shelf, chance, number = _Shelf(), random.Random(seed), 0
    while True:
        number += 1
        key, other = (_drawn(shelf.films, chance) for _ in range(2))
        draft = _Draft(number, shelf.entities[key], ontology)
        _make(draft, shelf, key, chance)
        _tell(draft, shelf, key, chance)
        compared = shelf.entities[other]
        if compared != draft.film:
            draft.say("One may set {0} beside {1}.", draft.film, "comparedWith", compared)
        yield draft.done((draft.film,))


def _drawn(films: list[str], chance: random.Random) -> str:
    return films[int(chance.random() ** 2 * len(films))]


def _make(draft: _Draft, shelf: _Shelf, key: str, chance: random.Random) -> None:
    """What an essay says of crew and cast; a tenth of the directors are denied."""
    for credit in shelf.credits[key]:
        who = shelf.entities[credit.agent]
        if credit.role == "director" and chance.random() < 0.1:
            draft.say("{1} did not direct {0}.", draft.film, "director", who, "negated", "not")
        else:
            draft.say(_SAID[credit.role], draft.film, credit.role, who)
    for part in shelf.casts[key][: chance.randint(2, 6)]:
        who, role = shelf.entities[part.performer], shelf.entities[str(part.character)]
        draft.say("{1} acts in {0}.", draft.film, "actor", who)
        draft.say("{0} plays {1}.", who, "playsCharacter", role)
    speaker = shelf.entities[shelf.casts[key][0].performer]
    words = f"It took {chance.randint(2, 900)} days, and I would do it again"
    draft.say("“{1},” says {0}.", speaker, "said", Value(words))


def _tell(draft: _Draft, shelf: _Shelf, key: str, chance: random.Random) -> None:
    """What an essay says of the story, of which it supposes a part."""
    roles = [shelf.entities[str(part.character)] for part in shelf.casts[key]]
    first, last = roles[0], draft.nil(chance.choice(_UNKNOWN))
    if first.label != last.label:
        draft.say("{0} is a friend of {1}.", first, "friendOf", last)
    for name in chance.sample(_FAMILY, 2):
        other = chance.choice(roles)
        if other != first:
            sentence = "Perhaps {0} is tied to {1}."
            draft.say(sentence, first, name, other, "hypothetical", "Perhaps")


def make_graph(folder: Path, quads: int) -> int:
    """Write a graph of at least so many quads, none counted twice; the number of essays."""
    ontology = Ontology.load()
    folder.mkdir(parents=True, exist_ok=True)
    graph = Graph(_IRIS, ontology, store=Store(str(folder / "store")))
    count, entities = 0, set[str]()
    for annotated in made_up_essays(ontology):
        graph.add(annotated, _RUN)
        entities |= {m.entity.iri for m in annotated.mentions}
        count += 1
        if count % 100 == 0 and len(graph.store) >= quads:
            break
    graph.know(KnowledgeBase.open(), entities)
    graph.merge()
    graph.describe("A large graph for measuring", triples=sum(1 for _ in graph.quads()))
    graph.store.flush()
    write_bytes(folder / "graph.trig", graph.trig())
    write_bytes(folder / "graph.nq", sorted_nquads(graph.quads()))
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    options = parser.parse_args()
    print(make_graph(options.folder, options.quads), "essays")


if __name__ == "__main__":
    main()
