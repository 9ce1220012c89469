"""The word lists of mention detection and linking, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["common_words", "english_words", "forms_together", "given_names", "listed", "surnames"]


def _read(name: str) -> str:
    return files("graphbuild.annotation").joinpath(name).read_text(encoding="utf-8")


@cache
def common_words() -> frozenset[str]:
    """Words that English writes in lower case: a capital proves nothing about them."""
    return frozenset(
        (_read("cc_by_sa/common_words.txt") + _read("english/usual_words.txt")).split()
    )


@cache
def english_words() -> frozenset[str]:
    """Words of English, those too that are names as well (*king*, *cage*)."""
    return common_words() | frozenset(_read("english/words_and_names.txt").split())


@cache
def given_names() -> frozenset[str]:
    """Frequent first names, in lower case; they say nothing about gender here."""
    return frozenset((_read("cc_by_sa/given_names.txt") + _read("english/first_names.txt")).split())


@cache
def surnames() -> frozenset[str]:
    """Last words of the names of several people whom the knowledge tables hold, in lower case."""
    return frozenset(_read("english/surnames.txt").split())


@cache
def _lists() -> dict[tuple[str, str], frozenset[str]]:
    """The shipped lists; a value with ``|`` lists phrases, any other lists words."""
    lists: dict[tuple[str, str], frozenset[str]] = {}
    for section, entries in tomllib.loads(_read("english/names.toml")).items():
        for name, value in entries.items():
            parts = value.strip().split("|") if "|" in value else value.split()
            lists[section, name] = frozenset(p.strip() for p in parts)
    return lists


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """The lower-case words or phrases of one shipped list: ``listed("film", "nouns")``."""
    return _lists()[section, name]


@cache
def forms_together() -> dict[str, str]:
    """The forms of words that *co-* makes one word with, and their lemmas: ``co-wrote``, of
    ``co-write``."""
    return {
        f"co-{form}": f"co-{lemma}"
        for (section, lemma), forms in _lists().items()
        if section == "together"
        for form in sorted(forms)
    }
