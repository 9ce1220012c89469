"""Helpers for tests of relations: claims of a short text whose names are given, not found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from graphbuild.annotation import parts, quotations, relations
from graphbuild.annotation.parts import Without
from graphbuild.annotation.pipeline import analyse
from graphbuild.iris import Iris
from graphbuild.knowledge.records import Entity
from graphbuild.model import Claim, EntityRef, Essay, Mention, Region, Value
from graphbuild.ontology import Ontology

if TYPE_CHECKING:
    from spacy.language import Language

IRIS = Iris("https://test.example/")
BY_THE_WORDS = parts.without(["likely"])


class EmptyKnowledge:
    """A knowledge base that knows nothing; credits and casts can be given."""

    def __init__(self, performances: tuple[Any, ...] = (), credited: tuple[Any, ...] = ()) -> None:
        self._performances, self._credits = performances, credited

    def performances_of(self, key: str) -> tuple[Any, ...]:
        return tuple(p for p in self._performances if p.performer == key)

    def performances_as(self, key: str) -> tuple[Any, ...]:
        return tuple(p for p in self._performances if p.character == key)

    def cast(self, key: str) -> tuple[Any, ...]:
        return tuple(p for p in self._performances if p.film == key)

    def knows_parts(self, key: str) -> bool:
        return any(p.film == key and p.character for p in self._performances)

    def credits(self, key: str) -> tuple[Any, ...]:
        return tuple(c for c in self._credits if c.film == key)

    def credits_of(self, key: str) -> tuple[Any, ...]:
        return tuple(c for c in self._credits if c.agent == key)

    def entity(self, key: str) -> Entity | None:
        type_, slug = key.split("/")
        return Entity(key, type_, slug.replace("-", " ").title())  # type: ignore[arg-type]

    def lookup(self, name: str) -> tuple[Any, ...]:
        return ()


def entity(spec: str) -> EntityRef:
    """``person Jo March`` as an entity of the knowledge base, ``nil:person Jo`` as of none."""
    type_, label = spec.removeprefix("nil:").split(" ", 1)
    iri = IRIS.entity(f"{type_}/{label.lower().replace(' ', '-')}")
    return EntityRef(iri, label, type_, nil=spec.startswith("nil:"))


def mentions(text: str, names: dict[str, str]) -> tuple[Mention, ...]:
    """Every occurrence of each name; longer names first; a pronoun counts by its letter case."""
    found: list[Mention] = []
    for name, spec in sorted(names.items(), key=lambda n: -len(n[0])):
        kind = "pronoun" if name.islower() or name in ("He", "She", "It") else "name"
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            free = all(m.end <= at or end <= m.start for m in found)
            if free and not text[end : end + 1].isalpha() and not text[at - 1 : at].isalpha():
                found.append(Mention(at, end, name, kind, entity(spec), 1.0, "given"))
            at = text.find(name, end)
    return tuple(sorted(found, key=lambda m: m.start))


def claims(
    nlp: Language,
    ontology: Ontology,
    text: str,
    names: dict[str, str],
    *,
    film: str | tuple[str, ...] | None = None,
    kb: EmptyKnowledge | None = None,
    without: Without = BY_THE_WORDS,
) -> tuple[Claim, ...]:
    """Claims of one paragraph; ``film`` is the film under discussion, or several. What is learnt of
    pairs is left out, unless ``without`` says otherwise: it needs more than a sentence."""
    essay = Essay("t.txt", text, "0", "en", (Region(0, len(text), "body"),))
    analysis = next(analyse(nlp, [essay]))
    found = mentions(text, names)
    titles = (film,) if isinstance(film, str) else film or ()
    films = tuple(entity(f"film {title}") for title in titles)
    named = (m.entity for m in found if m.entity.type == "film")
    about = tuple(dict.fromkeys((*films, *named)))
    linking: Any = SimpleNamespace(mentions=found, films=films, about=about, author=None)
    known: Any = kb or EmptyKnowledge()
    quoted = quotations.find(analysis, found)
    return relations.extract(analysis, found, linking, quoted, ontology, IRIS, known, without)


def triples(found: tuple[Claim, ...], status: str = "asserted") -> set[tuple[str, str, str]]:
    """(subject, predicate, object) in labels, of one status."""
    return {
        (
            c.subject.label,
            c.predicate.name,
            c.object.value if isinstance(c.object, Value) else c.object.label,
        )
        for c in found
        if c.status == status
    }
