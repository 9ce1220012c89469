"""The page over all essays: what each discusses, how much it claims, which characters it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from graphbuild.model import AnnotatedEssay, EntityRef
from graphbuild.viewing._rendering import asset, policy_hash, template
from graphbuild.viewing.view import GraphView, ViewClaim, ViewEvidence

__all__ = ["IndexEntry", "render_index_page"]


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


@dataclass(frozen=True, slots=True)
class _Coverage:
    film: EntityRef
    essays: list[IndexEntry]
    characters: list[tuple[str, str]]


def _casts(view: GraphView | None) -> dict[str, set[str]]:
    """The characters that the essays place in each film, by IRI."""
    found: dict[str, set[str]] = {}
    for claim in view.claims if view else ():
        if view and claim.property == "character" and claim.object is not None:
            film, character = view.nodes[claim.subject].iri, view.nodes[claim.object].iri
            found.setdefault(film, set()).add(character)
    return found


def _coverage(
    entries: Sequence[IndexEntry], casts: Mapping[str, Collection[str]]
) -> list[_Coverage]:
    """For each film that two essays or more discuss first: who names which of its characters."""
    by_film: dict[str, list[IndexEntry]] = {}
    films: dict[str, EntityRef] = {}
    for entry in entries:
        for film in entry.films[:1]:
            films[film.iri] = film
            by_film.setdefault(film.iri, []).append(entry)
    tables = []
    for iri in sorted(by_film, key=lambda i: (-len(by_film[i]), films[i].label)):
        essays = by_film[iri]
        if len(essays) > 1:
            total: Counter[str] = Counter()
            labels: dict[str, str] = {}
            for entry in essays:
                total.update(entry.named)
                labels |= entry.labels
            mine = [c for c in total if c in casts.get(iri, total)]
            ranked = sorted(mine, key=lambda c: (-total[c], labels[c]))[:14]
            tables.append(_Coverage(films[iri], essays, [(c, labels[c]) for c in ranked]))
    return tables


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


def render_index_page(
    entries: Sequence[IndexEntry], *, title: str, view: GraphView | None = None
) -> str:
    """The page ``reading/index.html``; ``view`` says where the essays disagree."""
    style = asset("reading.css")
    return template("index.html").render(
        title=title,
        entries=sorted(entries, key=lambda e: e.id),
        coverage=_coverage(entries, _casts(view)),
        disagreements=_disagreements(view),
        style=Markup(style),
        style_hashes=policy_hash(style),
    )
