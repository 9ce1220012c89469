"""When a label, type or claim counts as the one that the gold has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from graphbuild.evaluating.gold import Json

__all__ = ["accepted", "fits", "has_label", "has_type", "plain", "same_claim", "spans"]

_CURLY = str.maketrans("’‘“”\u00a0", "''\"\" ")
_TYPES = {"series": "work", "festival": "organization"}
"""Types that the gold does not tell apart."""

_AGENT = frozenset({"person", "character"})
_SCREEN = frozenset({"film", "series"})
_TOLD = frozenset({"film", "series", "work"})
_PEOPLE = frozenset({"person"})
_ORGANIZATIONS = frozenset({"organization"})
_PLACES = frozenset({"place"})
_ENDS: dict[str, tuple[frozenset[str], frozenset[str] | None]] = {
    **dict.fromkeys(
        (
            "director",
            "producer",
            "musicBy",
            "editor",
            "actor",
            "screenwriter",
            "cinematographer",
        ),
        (_SCREEN, _PEOPLE),
    ),
    **dict.fromkeys(("productionCompany", "distributor"), (_SCREEN, _ORGANIZATIONS)),
    **dict.fromkeys(
        ("parent", "spouse", "divorced", "sibling", "proposedTo", "hasMet"), (_AGENT, _AGENT)
    ),
    "character": (_TOLD, _AGENT),
    "playsCharacter": (_PEOPLE, _AGENT),
    "filmingLocation": (_SCREEN, _PLACES),
    "narrativeLocation": (_TOLD, _PLACES),
    "said": (_AGENT, None),
}
"""The types that the ends of a claim must have for it to count."""

_SYMMETRIC = frozenset(
    {"spouse", "divorced", "sibling", "hasMet", "knows", "friendOf", "enemyOf", "comparedWith"}
)
_DIRECTED = frozenset(
    {"parent", "proposedTo", "worksFor", "attacks", "helps", "kills", "loves", "influencedBy"}
)
"""Predicates whose ends have one type, so that direction shows in the labels alone."""

_INVERSE = frozenset({"children", "parentOf"})
_CANONICAL = {
    "writer": "screenwriter",
    "castMember": "actor",
    "composer": "musicBy",
    "portrays": "playsCharacter",
    "characters": "character",
    "publicationDate": "datePublished",
    "awardReceived": "award",
    "children": "parent",
    "childOf": "parent",
    "parentOf": "parent",
    "siblingOf": "sibling",
    "employedBy": "worksFor",
    "livesIn": "homeLocation",
    "comparedTo": "comparedWith",
    "occupation": "hasOccupation",
}
_LONG, _COVERED, _OPENING = 30, 0.6, 8


def plain(label: object) -> str:
    """A label without case, diacritics, leading article, bracketed addition and punctuation."""
    text = unicodedata.normalize("NFKD", str(label)).translate(_CURLY)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\s*\([^)]*\)$", "", text).strip().lower()
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", text)).strip()


def accepted(gold: Json) -> frozenset[str]:
    """The plain labels that a gold mention accepts."""
    return frozenset({plain(gold["label"]), *map(plain, gold.get("alt", ()))})


def has_label(found: Json, gold: Json) -> bool:
    """Whether a mention has an accepted label (any will do where the gold says ``any``)."""
    return gold["type"] == "any" or plain(found.get("label", "")) in accepted(gold)


def has_type(found: Json, gold: Json) -> bool:
    """Whether a mention has an accepted type."""
    wanted = {_TYPES.get(t, t) for t in (gold["type"], *gold.get("alt_types", ()))}
    kind = str(found.get("type"))
    return gold["type"] == "any" or _TYPES.get(kind, kind) in wanted


def spans(gold: Json) -> set[tuple[int, int]]:
    """The spans that a gold mention accepts."""
    found = {(gold["start"], gold["end"])}
    for other in gold.get("alt_spans", ()):
        found.add((other[0], other[1]) if isinstance(other, list) else _span(other))
    return found


def _span(span: Json) -> tuple[int, int]:
    return span["start"], span["end"]


def fits(labels: Iterable[str], value: str) -> bool:
    """Whether a value is one of the labels; of long quotations a good part is enough."""
    found = plain(value)
    for label in map(plain, labels):
        if found and (label == found or _covers(label, found)):
            return True
        if found and len(found.split()) >= _OPENING and found.startswith(label):
            return True
    return False


def _covers(label: str, found: str) -> bool:
    if len(label) <= _LONG:
        return False
    return label in found or (found in label and len(found) >= _COVERED * len(label))


def same_claim(claim: Json, gold: Any) -> bool:
    """Whether a claim says what a gold claim says, in its direction, between the right types."""
    subjects, predicates, objects = gold[:3]
    name = claim["predicate"]["name"]
    if name not in {_CANONICAL.get(p, p) for p in predicates} or not _typed(claim, name):
        return False
    subject, object_ = _label(claim["subject"]), _label(claim["object"])
    straight = fits(subjects, subject) and fits(objects, object_)
    back = fits(subjects, object_) and fits(objects, subject)
    if name in _SYMMETRIC or name not in _DIRECTED:
        return straight or back
    inverse = _INVERSE & set(predicates)
    return (straight and inverse != set(predicates)) or (back and bool(inverse))


def _typed(claim: Json, name: str) -> bool:
    domain, range_ = _ENDS.get(name, (None, None))
    if domain is not None and claim["subject"].get("type") not in domain:
        return False
    return range_ is None or claim["object"].get("type") in range_


def _label(end: Json) -> str:
    return str(end.get("label", end.get("value", "")))
