"""Performers and parts on either side of "as", read by position: lists of casts are no sentences.

"Ines Vale and Tomas Reed (as Mara and Joss)", "Vale as Mara's sulky brother Joss", "Tomas Reed as
Pike, Joss and others": parsers lose one or the other, the order of the names does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.annotation.relations.referents import Referents

__all__ = ["billed", "parts_behind"]

_LINKS = frozenset({",", "and", "&"})
_LONGEST = 14
"""How many words may stand between "as" and the part's name."""
_DESCRIBING = frozenset({"ADJ", "NOUN", "PROPN", "DET", "ADV", "NUM", "CCONJ"})
_PARTICIPLES = frozenset({"VBN", "VBG", "PRP$"})
_JOINS = frozenset({"-", "'", "’", "‘", '"', "“", "”"})
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_CLOSING = frozenset({",", ".", ";", ")", "("})


def billed(referents: Referents, first: Token, last: Token) -> list[tuple[Filler, Filler]]:
    """Pairs of performer and part around the expression from ``first`` to ``last`` ("as", "in the
    role of"): names in equal numbers pair off, else the nearest performer has all the parts."""
    parts = parts_behind(referents, last)
    performers = _performers(referents, first, parts) if parts else []
    if performers and _is_replaced(first.doc, performers[0].start):
        return []
    if len(performers) == len(parts):
        return list(zip(performers, parts, strict=True))
    return list(product(performers[-1:], parts))


def parts_behind(referents: Referents, last: Token) -> list[Filler]:
    """The characters named behind a word: the first name that owns nothing of another's, and the
    rest of its list."""
    at = _first_part(referents, last.i + 1)
    found: list[Filler] = []
    while at is not None:
        mention = referents.mention_from(at)
        assert mention is not None
        found += referents.starting(last.doc[at])[:1]
        at = _next_part(referents, mention[2])
    closed = len(found) > 1 and _is_closed_list(last.doc, found)
    return found if closed else found[:1]


def _first_part(referents: Referents, start: int) -> int | None:
    doc, at = referents.block.doc, start
    while at < min(len(doc), start + _LONGEST):
        named = referents.mention_from(at)
        if named is not None and named[0].kind == "name":
            if _owns(doc, named[2]):
                at = named[2] + 1
                continue
            return at if named[0].entity.type == "character" else None
        if not _may_describe(doc[at]):
            return None
        at += 1
    return None


def _may_describe(token: Token) -> bool:
    """Whether a word may stand before a part's name: "down-and-out", "tough, sultry"."""
    if token.pos_ in _DESCRIBING or token.tag_ in _PARTICIPLES or token.text in _JOINS:
        return True
    around = {t.text for t in token.doc[max(token.i - 1, 0) : token.i + 2]}
    return "-" in around or (token.text == "," and token.nbor(-1).pos_ == "ADJ")


def _owns(doc: Doc, end: int) -> bool:
    return end < len(doc) and (doc[end].tag_ == "POS" or doc[end].lower_ in ("'s", "’s"))


def _next_part(referents: Referents, end: int) -> int | None:
    """Where the next character of a list begins, behind what a part is in its film ("Camilla the
    chicken, …"); one who is played by somebody else ends the list."""
    doc = referents.block.doc
    at = end
    if doc.text_of(at, at + 1).lower() == "the" and at + 1 < len(doc) and doc[at + 1].tag_ == "NN":
        at += 2
    links = list(_links(doc, at))
    named = referents.mention_from(at + len(links)) if links else None
    if named is None or named[0].kind != "name" or named[0].entity.type != "character":
        return None
    behind = doc.text_of(named[2], named[2] + 1).lower()
    return None if behind in ("as", "(") or _owns(doc, named[2]) else named[1]


def _links(doc: Doc, at: int) -> Iterator[Token]:
    while at < len(doc) and doc[at].lower_ in _LINKS:
        yield doc[at]
        at += 1


def _is_closed_list(doc: Doc, parts: list[Filler]) -> bool:
    """Whether names are one list to its end, and the last is not whom a clause goes on with: "as
    Mara and Joss", "as Mara, Joss and others", but not "as Mara, and Joss leaves"."""
    end = parts[-1].end
    behind = doc.text_of(end, end + 2).lower()
    joined = any(t.lower_ in ("and", "&") for t in doc[parts[-2].end : parts[-1].start])
    ended = end >= len(doc) or doc[end].text in _CLOSING
    goes_on = end < len(doc) and (doc[end].tag_ in _FINITE or doc[end].pos_ == "AUX")
    return behind in ("and others", "and more") or (not goes_on and (joined or ended))


def _performers(referents: Referents, first: Token, parts: list[Filler]) -> list[Filler]:
    """The person right before an expression, and those listed before."""
    doc, at = first.doc, first.i
    if at and doc[at - 1].text == "," and not _is_set_off(doc, parts):
        return []
    if at and doc[at - 1].text in ("(", ","):
        at -= 1
    found: list[Filler] = []
    while (named := referents.mention_before(at)) is not None:
        if named[0].kind == "nominal" or named[0].entity.type != "person":
            break
        found += [Filler(named[0].entity, named[1], named[2], named[0].score)]
        at = named[1]
        while at and doc[at - 1].lower_ in _LINKS:
            at -= 1
    return found[::-1]


def _is_replaced(doc: Doc, start: int) -> bool:
    """Whether a name is of who does not play: "steps in for Garland as"."""
    return doc.text_of(max(start - 2, 0), start).lower() == "in for"


def _is_set_off(doc: Doc, parts: list[Filler]) -> bool:
    """Whether parts between commas are no clause: "Vale, as Mara, is …", not "Vale, as Mara
    says, …"."""
    end = parts[-1].end
    return end >= len(doc) or doc[end].text in _CLOSING
