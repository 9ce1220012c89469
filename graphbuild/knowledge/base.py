"""Looking things up: one or several compiled files, laid over each other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper, lru_cache
from pathlib import Path

from graphbuild.knowledge.compiling import WIDE_COUNTS
from graphbuild.knowledge.layer import Layer
from graphbuild.knowledge.locating import core_layer, user_layer
from graphbuild.knowledge.normalising import normalise, respaced, sound_of
from graphbuild.knowledge.records import AliasHit, Credit, Entity, Performance

__all__ = ["CORE", "KnowledgeBase", "SearchHit"]

CORE = Path("core")
"""Stands for the shipped tables (and the user's own) among the files of ``open``."""

_LIST = re.compile(r"\w,\s+(?!(?:jr|sr|[IVX]+|esq|ph|m)\b)", re.I)
_LITTLE_KNOWN = 0.45
_TITLES = frozenset({"film", "series", "work"})
_AGENTS = frozenset({"person", "character"})
_PLURALS = {
    "film": "films",
    "series": "series",
    "person": "people",
    "character": "characters",
    "organization": "organizations",
    "place": "places",
    "work": "works",
    "award": "awards",
    "event": "events",
    "performance": "performances",
    "credit": "credits",
    "alias": "aliases",
} | {name: name for name in WIDE_COUNTS.values()}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A ranked result of a search, with the reason for its place; score in [0, 1]."""

    entity: Entity
    score: float
    reason: str


class KnowledgeBase:
    """Layers of knowledge, the first has the last word; one object serves one process."""

    def __init__(self, *layers: Layer) -> None:
        self.layers = layers
        versions = "+".join(layer.version for layer in layers)
        self.version: str = (
            versions if len(layers) == 1 else hashlib.sha256(versions.encode()).hexdigest()[:16]
        )
        self.entity: Callable[[str], Entity | None] = lru_cache(maxsize=2048)(self._entity)
        found = layers[0].lookup if len(layers) == 1 else self._merged
        self._found = lru_cache(maxsize=4096)(found)
        self.cast = lru_cache(maxsize=512)(self._cast)
        self.credits = lru_cache(maxsize=512)(self._credits)
        self.performances_of = lru_cache(maxsize=512)(self._performances_of)
        self.performances_as = lru_cache(maxsize=512)(self._performances_as)
        self.credits_of = lru_cache(maxsize=512)(self._credits_of)
        self.films_of = lru_cache(maxsize=512)(self._films_of)

    def forget(self) -> None:
        """Let go of what is remembered of earlier questions."""
        of_layers = (f for layer in self.layers for f in vars(layer).values())
        for function in (*vars(self).values(), *of_layers):
            if isinstance(function, _lru_cache_wrapper):
                function.cache_clear()

    @classmethod
    def open(cls, path: Path | Sequence[Path] | None = None) -> KnowledgeBase:
        """Open compiled files, the first on top; ``CORE`` among them is the shipped knowledge.

        Without files: the shipped tables (compiled into the user's cache once) under the
        user's own layer, where there is one.

        Raises:
            KnowledgeError: a file is no knowledge base, or a table is not as it must be.
        """
        paths = [CORE] if not path else [path] if isinstance(path, Path) else list(path)
        layers = [layer for p in paths for layer in (_core() if p == CORE else [Layer(p)])]
        return cls(*layers)

    @property
    def path(self) -> Path:
        """The file of the first layer."""
        return self.layers[0].path

    def close(self) -> None:
        """Close the files."""
        for layer in self.layers:
            layer.close()

    def _entity(self, key: str) -> Entity | None:
        """The record of a key, None when there is none."""
        found = (layer.entity(key) for layer in self.layers)
        return next((entity for entity in found if entity), None)

    def lookup(self, name: str) -> tuple[AliasHit, ...]:
        """What a name can mean, by its normalised form; strongest first, at most 50 a layer.

        A name of several words that is found by no form is tried with its particles written
        otherwise (*Robert DeNiro*), and by its sound, for transliterations. A comma parts people,
        except before *Jr.* and the like: *Bobby, Jackson*
        is none of the many who are called Bobby Jackson, but may be a title.
        """
        form = normalise(name)
        if not form:
            return ()
        hits = self._found(form)
        if not hits and " " in form and name[:1].isupper():
            hits = self._respaced(form) or self._found(sound_of(form))
        if "," in name and _LIST.search(name):
            hits = tuple(h for h in hits if h.type in _TITLES or h.prior > _LITTLE_KNOWN)
        return hits

    def _respaced(self, form: str) -> tuple[AliasHit, ...]:
        for other in respaced(form):
            people = tuple(h for h in self._found(other) if h.type in _AGENTS)
            if people:
                return people
        return ()

    def lookup_many(self, names: Iterable[str]) -> dict[str, tuple[AliasHit, ...]]:
        """What many names can mean; names that mean nothing here are left out."""
        found = ((name, self.lookup(name)) for name in names)
        return {name: hits for name, hits in found if hits}

    def _merged(self, form: str) -> tuple[AliasHit, ...]:
        merged: dict[str, AliasHit] = {}
        for layer in self.layers:
            for hit in layer.lookup(form):
                above = merged.setdefault(hit.key, hit)
                if hit.prior > above.prior:
                    merged[hit.key] = above._replace(prior=hit.prior)
        ranked = sorted(merged.values(), key=lambda h: (h.kind == "variant", -h.prior, h.key))
        return tuple(ranked)

    def _cast(self, film: str) -> tuple[Performance, ...]:
        """Who plays in a film, in order of billing.

        A lower layer adds performers that no layer above it names for the film.
        """
        found: list[Performance] = []
        for layer in self.layers:
            known = {p.performer for p in found}
            below = 1000 if found else 0  # an import's billing counts extras that ours leaves out
            found += [
                Performance(p.film, p.performer, p.character, p.billing + below)
                for p in layer.performances("film", film)
                if p.performer not in known
            ]
        return tuple(found)

    def knows_parts(self, film: str) -> bool:
        """Whether more is known of a film's cast than the names of performers."""
        return any(p.character for p in self.cast(film))

    def _performances(self, column: str, key: str) -> tuple[Performance, ...]:
        found: dict[tuple[str, str], Performance] = {}
        for layer in self.layers:
            upper = set(found)
            for p in layer.performances(column, key):
                if (p.film, p.performer) not in upper:
                    found[p.film, p.performer, p.character] = p  # type: ignore[index]
        return tuple(found.values())

    def _performances_of(self, person: str) -> tuple[Performance, ...]:
        """All parts of a performer."""
        return self._performances("performer", person)

    def _films_of(self, person: str) -> frozenset[str]:
        """The films that a person plays in or is credited for."""
        return frozenset().union(*(layer.films_of(person) for layer in self.layers))

    def _performances_as(self, character: str) -> tuple[Performance, ...]:
        """All performances of a character."""
        return self._performances("character", character)

    def _credits(self, film: str) -> tuple[Credit, ...]:
        """Who did what for a film."""
        return self._credits_by("film", film)

    def _credits_of(self, agent: str) -> tuple[Credit, ...]:
        """What a person, company or work is credited for."""
        return self._credits_by("agent", agent)

    def _credits_by(self, column: str, key: str) -> tuple[Credit, ...]:
        found = (c for layer in self.layers for c in layer.credits(column, key))
        return tuple(dict.fromkeys(found))

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, summed over the layers; those of the wide tier
        stand apart."""
        counted = [layer.counts() for layer in self.layers]
        return {plural: sum(c.get(t, 0) for c in counted) for t, plural in _PLURALS.items()}

    def search(self, name: str, limit: int = 10) -> tuple[SearchHit, ...]:
        """Entities whose names are like ``name``, best first, each with the reason."""
        found: dict[str, SearchHit] = {}
        for hit in self.lookup(name):
            entity = self.entity(hit.key)
            if entity:
                score = round(0.8 + 0.2 * hit.prior, 3)
                found[hit.key] = SearchHit(entity, score, _reason(hit, entity, name))
        for layer in self.layers:
            for entity, alias, likeness in layer.alike(name, 4 * limit):
                score = round(0.7 * likeness + 0.1 * entity.prior, 3)
                reason = f"the name {alias!r} is {likeness:.0%} alike"
                found.setdefault(entity.key, SearchHit(entity, score, reason))
        ranked = sorted(found.values(), key=lambda h: (-h.score, -h.entity.prior, h.entity.key))
        return tuple(ranked[:limit])


def _core() -> list[Layer]:
    core = core_layer()
    own = user_layer(core)
    return [own, core] if own else [core]


def _reason(hit: AliasHit, entity: Entity, name: str) -> str:
    if hit.kind == "variant":
        return f"{name!r} is a variant of {entity.label!r}"
    return {"label": "is its name", "alias": "is another name of it"}.get(
        hit.kind, "is a nickname"
    ) + f" (prominence {hit.prior:.2f})"
