"""Lines of credits: *Director(s): Céline Sciamma | Year: 2019*, *Starring Sandra Hüller*.

They are no sentences, so they are read by their labels (``gb:creditLabel`` in the ontology) and
not by their parse. A label without a colon counts only where nothing but names follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.factuality import Judgement
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import Statement
from graphbuild.annotation.relations.descriptions import concept_ref, country_ref
from graphbuild.annotation.relations.fillers import Filler, extent, of_types
from graphbuild.annotation.relations.referents import Referents
from graphbuild.annotation.relations.values import DATE_TYPES, LANGUAGE
from graphbuild.model import Value
from graphbuild.ontology import Ontology, Property

__all__ = ["credit_statements"]

_STRENGTH = 0.9
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_BETWEEN_NAMES = re.compile(r"(?:[\s,;&/|().·•]|\b(?:and|with|as|the)\b)*")
_LONGEST = 400
_SCREEN = frozenset({"film", "series"})


def credit_statements(background: Background, referents: Referents) -> Iterator[Statement]:
    """What a block states of the film under discussion, if it begins with the label of a credit."""
    doc = referents.block.doc
    text = doc.text
    pattern, properties = _labels(background.ontology)
    if len(text) > _LONGEST or not (pattern.match(text) or _opens_with_title(referents)):
        return
    labels = [
        m
        for m in pattern.finditer(text)
        if m.start() == 0
        or m["colon"]
        or m["label"].lower().endswith(" by")
        or (m["label"][0].isupper() and _sentence_start(doc, m.start()))
    ]
    if not labels:
        return
    film = referents.passage.film(doc[0]) or background.film
    if film is None:
        return
    ends = [after.start() for _, after in pairwise(labels)] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        if not label["colon"]:
            end = min(end, _sentence_end(doc, label.start()))
        tokens = doc.char_span(label.end(), end, alignment_mode="contract")
        if tokens is None or not (label["colon"] or _only_names(referents, tokens, text)):
            continue
        property_ = properties[" ".join(label["label"].lower().split())]
        start = _token_at(doc, label.start())
        for filler in _values(background, referents, property_, tokens):
            yield _statement(property_, film, filler, referents, start)


def _opens_with_title(referents: Referents) -> bool:
    """Whether a line begins as a programme's does: with a film and a full stop, or with a country
    and a year."""
    first, doc = referents.mention_from(0), referents.block.doc
    if first is None:
        return False
    behind = doc.text_of(first[2], first[2] + 1)
    if first[0].entity.type == "place":
        return len(behind) == 4 and behind.isdecimal()
    return first[0].entity.type in _SCREEN and behind in {".", "(", ","}


def _sentence_start(doc: Doc, char: int) -> bool:
    return doc[_token_at(doc, char)].is_sent_start is True


def _sentence_end(doc: Doc, char: int) -> int:
    sent = doc[_token_at(doc, char)].sent
    return sent.end_char


@lru_cache(maxsize=2)
def _labels(ontology: Ontology) -> tuple[re.Pattern[str], dict[str, Property]]:
    """The pattern of a label, at the start of a line or behind a separator, and whose it is."""
    properties = {
        label: p for p in ontology.properties.values() for label in sorted(p.credit_labels)
    }
    names = "|".join(re.escape(n) for n in sorted(properties, key=lambda n: (-len(n), n)))
    begins = r"(?:^(?:\d{4}[.,]?\s+)?|(?<=[|•·;/.,–—-]\s)|(?<=\s\s)|(?<=\s)(?=[A-Z]\w+\s*:))"
    pattern = rf"{begins}(?P<label>{names})(?:\(s\))?(?P<colon>\s*:)?\s+(?=\S)"
    return re.compile(pattern, re.I), properties


def _only_names(referents: Referents, tokens: Iterable[Token], text: str) -> bool:
    """Whether tokens are names and what stands between names in a list."""
    rest = [t for t in tokens if referents.mention(t) is None]
    named = any(referents.mention(t) is not None for t in tokens)
    return named and all(_BETWEEN_NAMES.fullmatch(t.text) for t in rest)


def _values(
    background: Background, referents: Referents, property_: Property, tokens: Iterable[Token]
) -> list[Filler]:
    """The values of a property among the tokens behind its label."""
    tokens = list(tokens)
    if property_.datatype == LANGUAGE:
        languages = ((t, background.concepts.language(t)) for t in tokens)
        return [
            Filler(Value(c.notation, LANGUAGE), t.i, t.i + 1)
            for t, c in languages
            if c is not None and c.notation
        ]
    if property_.datatype is not None:
        types = DATE_TYPES if property_.datatype == _DATE else frozenset({property_.datatype})
        return referents.value(tokens, types)[:1]
    if property_.scheme is not None:
        return list(_concepts(background, property_.scheme, tokens))
    if property_.named_in is not None:
        return list(_countries(background, referents, property_, tokens))
    found = [f for t in tokens for f in referents.starting(t)]
    return of_types(found, property_.range)


def _concepts(background: Background, scheme: str, tokens: list[Token]) -> Iterator[Filler]:
    """The longest concepts named, last first."""
    taken = tokens[-1].i + 1
    for token in reversed(tokens):
        hit = background.concepts.ending_at(token, scheme) if token.i < taken else None
        if hit is not None:
            concept, taken = hit
            yield Filler(concept_ref(concept), taken, token.i + 1)


def _countries(
    background: Background, referents: Referents, property_: Property, tokens: list[Token]
) -> Iterator[Filler]:
    for token in tokens:
        for filler in of_types(referents.starting(token), property_.range):
            concept = background.concepts.country(token.doc.text_of(filler.start, filler.end))
            if concept is not None:
                ref = country_ref(concept, background.iris)
                yield Filler(ref, filler.start, filler.end)


def _token_at(doc: Doc, char: int) -> int:
    span = doc.char_span(char, char + 1, alignment_mode="expand")
    return span.start if span is not None else 0


def _statement(
    property_: Property, film: Filler, value: Filler, referents: Referents, start: int
) -> Statement:
    return Statement(
        property_,
        film,
        value,
        f"credit:{property_.name}",
        _STRENGTH * min(film.score, value.score),
        referents.block,
        extent(start, value.end, value),
        Judgement("asserted"),
    )
