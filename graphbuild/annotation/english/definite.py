"""Definite nouns that stand for something spoken of: *the film*, *this movie*, *the director*."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.doc import Doc, Token

__all__ = ["FILM_WORDS", "definite_nouns"]

FILM_WORDS = frozenset({"film", "movie"})
_POINTERS = frozenset({"the", "this"})
_NARROWING = frozenset({"relcl", "acl", "prep", "amod", "nummod", "compound", "poss", "advcl"})


def definite_nouns(doc: Doc) -> Iterator[Token]:
    """Singular nouns with *the* or *this* and nothing that narrows them down or names them."""
    for determiner in doc:
        if determiner.lower_ not in _POINTERS:
            continue
        token = determiner.head
        if determiner.dep_ != "det" or token.tag_ != "NN":
            continue
        if token.dep_ in {"compound", "amod", "appos", "attr"} or _names_itself(token):
            continue
        if not {c.dep_ for c in token.children} & _NARROWING:
            yield token


def _names_itself(noun: Token) -> bool:
    """*the film Anora*, *the director, Sean Baker*: the name beside it is the mention."""
    if any(c.dep_ == "appos" for c in noun.children):
        return True
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return following is not None and following.pos_ == "PROPN"
