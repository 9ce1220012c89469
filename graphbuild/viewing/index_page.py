"""The page over all essays: what each discusses, how much it claims, which characters it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from graphbuild.model import AnnotatedEssay, EntityRef
from graphbuild.viewing._rendering import asset, environment, policy_hash

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


@dataclass(frozen=True, slots=True)
class _Coverage:
    film: EntityRef
    essays: list[IndexEntry]
    characters: list[tuple[str, str]]


def _coverage(entries: Sequence[IndexEntry]) -> list[_Coverage]:
    """For each film that two essays or more discuss first: who names which character."""
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
            ranked = sorted(total, key=lambda c: (-total[c], labels[c]))[:14]
            tables.append(_Coverage(films[iri], essays, [(c, labels[c]) for c in ranked]))
    return tables


def render_index_page(entries: Sequence[IndexEntry], *, title: str) -> str:
    """The page ``reading/index.html``."""
    style = asset("reading.css")
    template = environment().get_template("index.html")
    return template.render(
        title=title,
        entries=sorted(entries, key=lambda e: e.id),
        coverage=_coverage(entries),
        style=Markup(style),
        style_hashes=policy_hash(style),
    )
