"""Score linked mentions against gold in the format of ``data/gold``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graphbuild.model import Mention

Gold = Mapping[str, Any]


def plain(label: str) -> str:
    """A label without case, diacritics, article and punctuation."""
    text = unicodedata.normalize("NFKD", label).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", re.sub(r"^(the|a|an) ", "", text)).strip()


def is_right(mention: Mention, gold: Gold) -> bool:
    """The type and label of a mention on the right span are accepted."""
    types = {gold["type"], *gold.get("alt_types", ())}
    labels = {plain(gold["label"]), *map(plain, gold.get("alt", ()))}
    return mention.entity.type in types and plain(mention.entity.label) in labels


def mention_f1(pairs: Iterable[tuple[Gold, tuple[Mention, ...]]]) -> float:
    """F1 over essays: span, type and label right, and one IRI for an entity of an essay."""
    right = found = wanted = 0
    for essay, mentions in pairs:
        by_span = {(m.start, m.end): m for m in mentions}
        iris: dict[str, Counter[str]] = defaultdict(Counter)
        optional = [g for g in essay["mentions"] if g.get("optional")]
        for gold in essay["mentions"]:
            mention = by_span.get((gold["start"], gold["end"]))
            if gold.get("optional"):
                continue
            wanted += 1
            if mention is not None and is_right(mention, gold):
                iris[gold["label"] + gold["type"]][mention.entity.iri] += 1
        right += sum(c.most_common(1)[0][1] for c in iris.values())
        found += sum(not any(_touches(m, g) for g in optional) for m in mentions)
    return 2 * right / (found + wanted) if right else 0.0


def _touches(mention: Mention, gold: Gold) -> bool:
    return mention.start < gold["end"] and gold["start"] < mention.end
