"""Where the names stand that a noun announces: *actors such as Ines Vale*, *a fine cast: Ines Vale,
Tomas Reed*, *the cast, from Ines Vale to Tomas Reed*, *films like Heat*."""

from __future__ import annotations

from graphbuild.annotation.doc import Doc, Token

__all__ = ["enumerated", "is_one_of_quotations"]

_GROUPS = frozenset("cast ensemble line-up lineup roster troupe company filmography".split())
"""Singular nouns that announce several."""
_OPENERS = (("such", "as"), ("including",), ("like",), ("namely",), ("from",), (":",))
_OF_GROUPS = (("with",), ("featuring",), ("that", "includes"), ("which", "includes"),
              ("that", "included"), ("which", "included"), ("consisting", "of"))  # fmt: skip
_BEFORE_NAMES = frozenset({"DET", "ADJ", "ADV", "PUNCT", "INTJ"})
_LONGEST_PRAISE = 5
_LONGEST_CLAUSE = 25


def enumerated(noun: Token) -> list[Token]:
    """The first words of the names that the phrase of a plural or of a word for a group announces;
    of "from A to B", both; of a list otherwise its first."""
    group = noun.lemma_.lower() in _GROUPS
    if noun.tag_ not in ("NNS", "NNPS") and not group:
        return []
    doc, openers = noun.doc, _OPENERS + (_OF_GROUPS if group else ())
    for at in _ends(noun):
        opener = next((o for o in openers if _stands(doc, at, o)), None)
        first = _name(doc, at + len(opener)) if opener else None
        if first is not None:
            return [first, *_last(first)] if opener == ("from",) else [first]
    return []


def is_one_of_quotations(link: Token) -> bool:
    """Whether an *or* stands between quotations, of which one is chosen: *"Heat" or "Ronin"*; not
    *Anora Mikheeva, or "Ani"*."""
    before = [t for t in link.doc[max(link.i - 2, 0) : link.i] if t.text != ","]
    return bool(before) and before[-1].is_quote


def _ends(noun: Token) -> list[int]:
    """Where what opens an enumeration may stand: behind the noun, behind its phrase, and at the
    colon that ends its clause."""
    doc, found = noun.doc, [noun.i + 1]
    found += [c.i - (c.lower_ == "as") for c in noun.children if c.dep_ == "prep" and c.i > noun.i]
    behind = doc[noun.i + 1 : noun.i + _LONGEST_CLAUSE]
    stop = next((t for t in behind if t.text in (":", ".", ";", "(")), None)
    found += [stop.i] if stop is not None and noun.dep_ != "compound" else []
    return [i + (doc.text_of(i, i + 1) == ",") for i in found]


def _stands(doc: Doc, at: int, words: tuple[str, ...]) -> bool:
    return all(doc.text_of(at + k, at + k + 1).lower() == w for k, w in enumerate(words))


def _name(doc: Doc, start: int) -> Token | None:
    """The capitalised name at ``start``, behind quotation marks and words of praise."""
    for token in doc[start : start + _LONGEST_PRAISE]:
        if token.text[0].isupper() and token.pos_ not in ("DET", "PRON"):
            return token
        if token.pos_ not in _BEFORE_NAMES:
            return None
    return None


def _last(first: Token) -> list[Token]:
    """The name behind *to*: "from Targets *to Nickelodeon*"."""
    doc = first.doc
    for token in doc[first.i + 1 : first.i + 8]:
        if token.lower_ == "to":
            found = _name(doc, token.i + 1)
            return [found] if found is not None else []
    return []
