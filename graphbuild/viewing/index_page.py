"""The page over all essays: what each discusses, how much it claims, which characters it names."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from graphbuild.model import AnnotatedEssay, EntityRef
from graphbuild.viewing._rendering import asset, policy_hash, template
from graphbuild.viewing.view import GraphView, ViewClaim, ViewEvidence

__all__ = ["IndexEntry", "ReadEntries", "render_index_page"]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index says of one essay; ``named`` counts mentions of each character by IRI."""

    id: str
    title: str
    author: str | None
    films: tuple[EntityRef, ...]
    mentions: int
    claims: int
    disputed: int
    named: dict[str, int]
    labels: dict[str, str]

    @classmethod
    def of(cls, annotated: AnnotatedEssay) -> IndexEntry:
        """The entry of an annotated essay."""
        characters = [m.entity for m in annotated.mentions if m.entity.type == "character"]
        essay = annotated.essay
        return cls(
            essay.id,
            essay.title or essay.id,
            annotated.author.label if annotated.author else essay.author,
            annotated.films[:3],
            len(annotated.mentions),
            len(annotated.claims),
            sum(c.status != "asserted" for c in annotated.claims),
            dict(Counter(e.iri for e in characters if not e.group)),
            {e.iri: e.label for e in characters},
        )

    def as_json(self) -> dict[str, Any]:
        """All fields, for ``from_json``."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> IndexEntry:
        """The entry from what ``as_json`` gave."""
        films = tuple(EntityRef.from_json(film) for film in data["films"])
        return cls(**{**data, "films": films})


ReadEntries = Callable[[], Iterable[IndexEntry]]
"""Gives the entries in the order of their identifiers, as often as it is asked."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """How often an essay names characters, by IRI."""

    title: str
    named: dict[str, int]


@dataclass(slots=True)
class _Coverage:
    """Who writes about whom in a film; ``labels`` are those of characters by IRI."""

    film: EntityRef
    essays: list[_Naming]
    labels: dict[str, str]
    characters: tuple[tuple[str, str], ...] = ()

    def add(self, entry: IndexEntry) -> None:
        """Count in an essay."""
        named = {sys.intern(iri): count for iri, count in entry.named.items()}
        self.essays.append(_Naming(entry.title, named))
        self.labels |= entry.labels

    def rank(self, cast: Collection[str] | None) -> None:
        """Choose the characters that are named most, of a cast where there is one."""
        total: Counter[str] = Counter()
        for essay in self.essays:
            total.update(essay.named)
        mine = [c for c in total if cast is None or c in cast]
        ranked = sorted(mine, key=lambda c: (-total[c], self.labels[c]))[:14]
        self.characters = tuple((c, self.labels[c]) for c in ranked)


def _casts(view: GraphView | None) -> dict[str, set[str]]:
    """The characters that the essays place in each film, by IRI."""
    found: dict[str, set[str]] = {}
    for edge in view.edges if view else ():
        if view and edge.property == "character":
            film, character = view.nodes[edge.source].iri, view.nodes[edge.target].iri
            found.setdefault(film, set()).add(character)
    return found


def _coverage(read: ReadEntries, casts: Mapping[str, Collection[str]]) -> list[_Coverage]:
    """For each film that two essays or more discuss first: who names which of its characters."""
    first = Counter(film.iri for entry in read() for film in entry.films[:1])
    tables: dict[str, _Coverage] = {}
    for entry in read():
        for film in entry.films[:1]:
            if first[film.iri] > 1:
                tables.setdefault(film.iri, _Coverage(film, [], {})).add(entry)
    for iri, table in tables.items():
        table.rank(casts.get(iri))
    return sorted(tables.values(), key=lambda t: (-len(t.essays), t.film.label, t.film.iri))


@dataclass(frozen=True, slots=True)
class _Said:
    """One side of a disagreement, with the place where it is said."""

    text: str
    status: str
    quote: str
    essay: str
    href: str | None


def _disagreements(view: GraphView | None) -> list[list[_Said]]:
    return [[_said(view, view.claims[i]) for i in c.claims] for c in view.conflicts] if view else []


def _said(view: GraphView, claim: ViewClaim) -> _Said:
    ends = claim.value if claim.object is None else view.nodes[claim.object].label
    words = f"{view.nodes[claim.subject].label} {view.properties[claim.property][1]} {ends}"
    essay = view.essays[claim.essay]
    href = f"../{essay.href}#claim-{claim.id}" if essay.href else None
    quote = "".join(_whole(claim.evidence[0])) if claim.evidence else ""
    return _Said(words, claim.status, quote, essay.title, href)


def _whole(evidence: ViewEvidence) -> tuple[str, str, str]:
    return evidence.prefix, evidence.exact, evidence.suffix


def render_index_page(read: ReadEntries, *, title: str, view: GraphView | None = None) -> str:
    """The page ``reading/index.html``; ``view`` says where the essays disagree."""
    style = asset("reading.css")
    return template("index.html").render(
        title=title,
        count=sum(1 for _ in read()),
        entries=read(),
        coverage=_coverage(read, _casts(view)),
        disagreements=_disagreements(view),
        style=Markup(style),
        style_hashes=policy_hash(style),
    )
