"""Nouns and titles for people, and whether they tell *he* or *she*: the words of ``people.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graphbuild.annotation.doc import Token

__all__ = ["is_person_noun", "pronoun_of_word"]


@cache
def _words() -> Mapping[str, str]:
    text = (files(__package__) / "people.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:])


def pronoun_of_word(token: Token) -> str | None:
    """``he`` or ``she`` for a gendered noun or title, None for any other word."""
    return _words().get(token.lemma_.lower()) or _words().get(token.lower_) or None


def is_person_noun(token: Token) -> bool:
    """Whether a common noun stands for people: *teacher*, *girls*."""
    return token.tag_ in {"NN", "NNS"} and token.lemma_.lower() in _words()
