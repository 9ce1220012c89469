"""Annotated essays built by hand, for tests of what follows annotation."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graphbuild.graph import Graph, GraphFile, Run, write_graph
from graphbuild.iris import Iris, claim_id
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

IRIS = Iris()
RUN = Run("graphbuild 0", "model 1", "kb 2", "ontology 3")

FILM = EntityRef(IRIS.entity("film/anora-2024"), "Anora", "film")
BAKER = EntityRef(IRIS.entity("person/sean-baker"), "Sean Baker", "person")
MADISON = EntityRef(IRIS.entity("person/mikey-madison"), "Mikey Madison", "person")
ANI = EntityRef(IRIS.entity("character/anora-mikheeva"), "Anora Mikheeva", "character")
VANYA = EntityRef(IRIS.entity("character/ivan-zakharov"), "Ivan Zakharov", "character")


@cache
def the_ontology() -> Ontology:
    """The shipped ontology, read once."""
    return Ontology.load()


def nil(essay: str, label: str, type_: str = "character") -> EntityRef:
    """An entity that only one essay knows."""
    return EntityRef(IRIS.nil(essay, type_, label), label, type_, nil=True)  # type: ignore[arg-type]


class Draft:
    """An essay in the making: claims are said about words that its text holds."""

    def __init__(self, id_: str, text: str, films: tuple[EntityRef, ...] = (FILM,)) -> None:
        self.text, self.films = text, films
        digest = hashlib.sha256(text.encode()).hexdigest()
        body = (Region(0, len(text), "body"),)
        self.essay = Essay(id_, text, digest, "en", body, title=f"On {id_}")
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []
        self.ontology = the_ontology()

    def mention(self, words: str, entity: EntityRef) -> Draft:
        """Say whom the first occurrence of some words means."""
        at = self.text.index(words)
        span = (at, at + len(words))
        self.mentions.append(Mention(*span, words, "name", entity, 0.9, "by hand"))
        return self

    def claim(
        self,
        subject: EntityRef,
        name: str,
        object_: EntityRef | Value,
        words: str,
        status: Status = "asserted",
        level: Level | None = None,
        *,
        film: EntityRef | None = None,
        who: EntityRef | None = None,
        cue: str | None = None,
    ) -> Draft:
        """Add a claim whose evidence are some words of the text."""
        known = self.ontology.names[name]
        level = level or known.level
        end = object_.iri if isinstance(object_, EntityRef) else object_.value
        by, inside = who.iri if who else None, film.iri if film else None
        id_ = claim_id(self.essay.id, subject.iri, known.iri, end, status, level, inside, by)
        said = (self._evidence(words, Span(0, len(self.text))),)
        self.claims.append(
            Claim(
                id_, subject, Predicate(known.iri, name), object_, status, level, 0.9, "by hand",
                said, inside, who, self._evidence(cue, None) if cue else None,
            )
        )  # fmt: skip
        return self

    def _evidence(self, words: str, sentence: Span | None) -> Evidence:
        at = self.text.index(words)
        return Evidence(at, at + len(words), words, sentence)

    def done(self) -> AnnotatedEssay:
        """The annotated essay."""
        return AnnotatedEssay(self.essay, tuple(self.mentions), tuple(self.claims), self.films)


def first() -> AnnotatedEssay:
    """An essay with a director, a part, a wedding, a quotation and a theory."""
    text = (
        "Sean Baker made Anora with Mikey Madison as Ani. Ani marries Vanya. "
        "“It had to end in a car,” Baker says. Some think that Ani never loved Vanya."
    )
    return (
        Draft("first.txt", text)
        .mention("Sean Baker", BAKER)
        .mention("Anora", FILM)
        .mention("Mikey Madison", MADISON)
        .mention("Ani", ANI)
        .mention("Vanya", VANYA)
        .claim(FILM, "director", BAKER, "Sean Baker made Anora")
        .claim(FILM, "actor", MADISON, "Anora with Mikey Madison")
        .claim(MADISON, "playsCharacter", ANI, "Mikey Madison as Ani", film=FILM)
        .claim(ANI, "spouse", VANYA, "Ani marries Vanya", level="diegetic", film=FILM)
        .claim(BAKER, "said", Value("It had to end in a car"), "It had to end in a car")
        .claim(ANI, "loves", VANYA, "Ani never loved Vanya", "hypothetical", "diegetic",
               film=FILM, cue="Some think")
        .done()
    )  # fmt: skip


def second() -> AnnotatedEssay:
    """An essay that agrees on the director and denies the wedding."""
    text = "Baker directed Anora. Ani does not marry Vanya; Marta does."
    marta = nil("second.txt", "Marta")
    return (
        Draft("second.txt", text)
        .mention("Baker", BAKER)
        .mention("Anora", FILM)
        .mention("Ani", ANI)
        .mention("Vanya", VANYA)
        .mention("Marta", marta)
        .claim(FILM, "director", BAKER, "Baker directed Anora")
        .claim(ANI, "spouse", VANYA, "Ani does not marry Vanya", "negated", "diegetic",
               film=FILM, cue="not")
        .claim(marta, "spouse", VANYA, "Marta does", level="diegetic", film=FILM)
        .done()
    )  # fmt: skip


def third() -> AnnotatedEssay:
    """An essay that knows a Marta of the same film."""
    text = "Marta is a friend of Ani in Anora."
    marta = nil("third.txt", "Marta")
    return (
        Draft("third.txt", text)
        .mention("Marta", marta)
        .mention("Ani", ANI)
        .mention("Anora", FILM)
        .claim(marta, "friendOf", ANI, "Marta is a friend of Ani", level="diegetic", film=FILM)
        .done()
    )


def graph_of(*essays: AnnotatedEssay) -> Graph:
    """The merged graph of some essays."""
    graph = Graph(IRIS, the_ontology())
    for essay in essays:
        graph.add(essay, RUN)
    graph.merge()
    describe(graph)
    return graph


def describe(graph: Graph) -> None:
    """Say what the data set is: how many triples it has beside those that say so."""
    name = IRIS.base + "graph/dataset"
    others = (q for q in graph.quads() if q.graph_name != ox.NamedNode(name))
    graph.describe("Three essays", triples=sum(1 for _ in others))


def files_of(graph: Graph, folder: Path) -> list[GraphFile]:
    """Each named graph of a store in a file of its own."""
    names = (g.value for g in graph.store.named_graphs() if isinstance(g, ox.NamedNode))
    return [
        write_graph(folder / f"{n}.ttl", name, graph.quads(name), IRIS.base)
        for n, name in enumerate(sorted(names))
    ]
