"""Features of a candidate triple as a whole: what neither its title nor its value shows alone.

A reader's title and its pair of value and relation are weighed apart. Together they say whether
what bears the value's name is known to have a part in the film of that title, and whether the
value is but a part of the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.targets.text import Piece, Sentence
from graphbuild.annotation.targets.values import lie

__all__ = ["triple_features"]


def triple_features(sentence: Sentence, title: Piece, relation: str, value: Piece) -> Iterator[str]:
    """Features of a title, a relation and a value that are candidates together."""
    film = sentence.known.film(title.label) if value.kind == "name" else None
    if film is not None:
        facts = sentence.known.facts(film.key, value.label)
        yield f"known={bool(facts)}"
        yield f"known={bool(facts)}&{relation}"
        yield from (f"fact={fact}&{relation}" for fact in sorted(facts))
    lies = lie(value, title) if title.kind != "known" else ""
    if lies in {"in", "cross"}:
        yield f"lies={lies}"
        yield f"lies={lies}&{relation}"
