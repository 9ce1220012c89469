"""IRIs: how entities, essays, claims and spans are named. See ``docs/graph-model.md``."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["DEFAULT_BASE", "GB", "PROV", "SCHEMA", "Iris", "claim_id", "short_digest", "slug"]

DEFAULT_BASE = "https://graphbuild.example/"
GB = "https://w3id.org/graphbuild/ontology#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"


def slug(text: str) -> str:
    """A readable path segment: lower case, no diacritics or apostrophes, words joined by ``-``.

    Letters that have no decomposition into ASCII are kept (an IRI may hold them).
    """
    plain = text.lower()
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(c for c in letters if not unicodedata.combining(c))
    plain = re.sub(r"['\u2019\u2018`]", "", plain)
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "unnamed"


def claim_id(*parts: str | None) -> str:
    """The digest of essay id, subject, predicate, object, status, level, film, attributedTo."""
    return short_digest(*parts)


def short_digest(*parts: str | None) -> str:
    """First 16 hex digits of sha256 over some parts joined by U+001F (an absent one is empty)."""
    joined = "\x1f".join(p or "" for p in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints IRIs under one base, which ends in ``/``."""

    base: str = DEFAULT_BASE

    def entity(self, key: str) -> str:
        """IRI of a knowledge-base entity from its stored key, such as ``film/anora-2024``."""
        return self.base + key

    def key(self, iri: str) -> str | None:
        """The stored key of an entity IRI under this base, None for any other IRI."""
        return iri.removeprefix(self.base) if iri.startswith(self.base) else None

    def essay(self, essay_id: str) -> str:
        return f"{self.base}essay/{quote(essay_id, safe='/%')}"

    def nil(self, essay_id: str, type_: str, label: str) -> str:
        """IRI of an entity that only this essay knows."""
        return f"{self.essay(essay_id)}/nil/{type_}/{slug(label)}"

    def claim(self, essay_id: str, id_: str) -> str:
        return f"{self.essay(essay_id)}/claim/{id_}"

    def span(self, essay_id: str, start: int, end: int) -> str:
        return f"{self.essay(essay_id)}/span/{start}-{end}"
