"""Values in text: dates, money, durations, languages, concepts, demonyms.

Dates become ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear`` by what the text gives; money is
``USD 6000000`` (``gb:Money``); durations are ISO 8601 (``PT139M``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.annotation.doc import Doc, Token
from graphbuild.iris import GB
from graphbuild.model import EntityRef, Value
from graphbuild.ontology import Concept, Ontology

__all__ = ["DATE_TYPES", "DURATION", "LANGUAGE", "Concepts", "ValueSpan", "value_spans"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
DURATION, LANGUAGE = _XSD + "duration", _XSD + "language"
DATE_TYPES = frozenset({_XSD + "date", _XSD + "gYearMonth", _XSD + "gYear"})
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = "|".join(m.capitalize() for m in _MONTHS)
_YEAR = r"(?:18[89]\d|19\d\d|20\d\d)"
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>{_YEAR})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR})|(?P<y4>{_YEAR}))(?![\d,]\d|s\b|-)"
)
_CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_CURRENCY_NAMES = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR",
    "rouble": "RUB", "ruble": "RUB", "franc": "FRF", "lira": "ITL", "mark": "DEM",
}  # fmt: skip
_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9,
           "bn": 10**9, "crore": 10**7, "lakh": 10**5}  # fmt: skip
_AMOUNT = (
    r"(?P<{0}>\d+(?:,\d{{3}})*(?:\.\d+)?)\s?-?"
    r"(?P<{1}>thousand|million|billion|crore|lakh|bn|[mk])?\b"
)
_MONEY = re.compile(
    rf"(?:US\s?)?(?P<sign>[$€£¥₹₩])\s?{_AMOUNT.format('a1', 's1')}"
    rf"|{_AMOUNT.format('a2', 's2')}\s?(?:US\s)?(?P<name>{'|'.join(_CURRENCY_NAMES)})s?\b"
)
_NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())
}
_COUNT = rf"(?:\d+|{'|'.join(_NUMBERS)})"
_DURATION = re.compile(
    rf"\b(?:(?P<h>{_COUNT})[- ](?:hours?|hrs?)"
    rf"(?:,?\s(?:and\s)?(?P<hm>{_COUNT})[- ](?:minutes?|mins?))?"
    rf"|(?P<m>\d+)[- ](?:minutes?|mins?))\b",
    re.IGNORECASE,
)
_MAX_CONCEPT_WORDS = 4


@dataclass(frozen=True, slots=True)
class ValueSpan:
    """A value and the tokens ``start`` … ``end`` (exclusive) that state it."""

    start: int
    end: int
    value: Value


def value_spans(doc: Doc) -> Iterator[ValueSpan]:
    """Dates, amounts of money and durations of a block, in no particular order."""
    for pattern, read in ((_DATE, _date), (_MONEY, _money), (_DURATION, _duration)):
        for match in pattern.finditer(doc.text):
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is not None:
                yield ValueSpan(span.start, span.end, read(match))


def _date(m: re.Match[str]) -> Value:
    year = m["y1"] or m["y2"] or m["y3"] or m["y4"]
    month, day = m["m1"] or m["m2"] or m["m3"], m["d1"] or m["d2"]
    if not month:
        return Value(year, _XSD + "gYear")
    ym = f"{year}-{_MONTHS.index(month.lower()) + 1:02d}"
    return Value(f"{ym}-{int(day):02d}", _XSD + "date") if day else Value(ym, _XSD + "gYearMonth")


def _money(m: re.Match[str]) -> Value:
    amount, scale = m["a1"] or m["a2"], (m["s1"] or m["s2"] or "").lower()
    code = _CURRENCY_SIGNS[m["sign"]] if m["sign"] else _CURRENCY_NAMES[m["name"].lower()]
    total = float(amount.replace(",", "")) * _SCALES.get(scale, 1)
    return Value(f"{code} {round(total)}", GB + "Money")


def _count(text: str | None) -> int:
    return _NUMBERS[text.lower()] if text and text.lower() in _NUMBERS else int(text or 0)


def _duration(m: re.Match[str]) -> Value:
    minutes = _count(m["m"]) if m["m"] else 60 * _count(m["h"]) + _count(m["hm"])
    return Value(f"PT{minutes}M", DURATION)


class Concepts:
    """Names of the concept schemes, found where a noun phrase ends."""

    def __init__(self, ontology: Ontology) -> None:
        names = ("genre", "occupation", "subject", "country", "language")
        self._schemes = {name: ontology.scheme(name) for name in names}
        self._ends = {
            scheme: frozenset(end for name in held for end in _ends(name))
            for scheme, held in self._schemes.items()
        }
        self._demonyms = {
            d.lower(): c for c in ontology.concepts for d in c.demonyms if c.scheme == "country"
        }

    def ending_at(self, head: Token, scheme: str) -> tuple[Concept, int] | None:
        """The longest concept name that ends with ``head``, and the token it starts at."""
        names, doc, ends = self._schemes[scheme], head.doc, self._ends[scheme]
        if head.lower_ not in ends and head.lemma_.lower() not in ends:
            return None
        for length in range(_MAX_CONCEPT_WORDS, 0, -1):
            start = head.i - length + 1
            if start < 0:
                continue
            text = doc.text_of(start, head.i + 1).lower()
            found = names.get(text) or names.get(text[: -len(head)] + head.lemma_.lower())
            if found is not None:
                return found, start
        return None

    def named(self, name: str, scheme: str) -> Concept | None:
        """The concept of a scheme with this name."""
        return self._schemes[scheme].get(name)

    def demonym(self, token: Token) -> tuple[Concept, int] | None:
        """The country of a demonym that ends with the token, and the token it starts at."""
        if not token.text[:1].isupper():
            return None
        if token.i:
            both = self._demonyms.get(f"{token.nbor(-1).lower_} {token.lower_}")
            if both is not None:
                return both, token.i - 1
        one = self._demonyms.get(token.lower_)
        return (one, token.i) if one is not None else None

    def language(self, token: Token) -> Concept | None:
        """The language that the token names."""
        return self._schemes["language"].get(token.lower_)

    def names(self, entity: EntityRef | Value, scheme: str) -> bool:
        """Whether an entity bears the name of a concept of a scheme."""
        return isinstance(entity, EntityRef) and entity.label.lower() in self._schemes[scheme]

    def country(self, text: str) -> Concept | None:
        """The country with this name."""
        return self._schemes["country"].get(text.lower())


def _ends(name: str) -> tuple[str, ...]:
    """The words with which a name can end, however it is parted into words: *hit-man*, *man*."""
    return name.split()[-1], re.split(r"\W", name)[-1]
