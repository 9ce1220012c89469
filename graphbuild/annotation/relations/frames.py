"""The lexicon compiled for matching: which entries a token can anchor.

An entry is found by the lemma of its anchor (the verb, the head noun, the first word of a
prepositional expression); the other words of a multiword expression must stand where its part
of speech puts them. Cost per token is one look-up, whatever the size of the lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.syntax import is_misread_verb
from graphbuild.ontology import LexicalEntry, Ontology

__all__ = ["Lexicon", "Match"]

_COARSE = {
    "verb": ("VERB", "AUX"),
    "noun": ("NOUN", "PROPN"),
    "adjective": ("ADJ", "VERB"),
    "preposition": ("ADP", "SCONJ", "ADV"),
    "conjunction": ("CCONJ",),
}
_PARTICIPLES = frozenset({"VBG", "VBN"})
_TOGETHER = "co-"
"""What makes of a word one that says the same of several: "co-wrote the script"."""
_FUNCTION_WORDS = frozenset({"a", "an", "the"})
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found at ``anchor``; ``last`` is the expression's last word (may be the anchor)."""

    entry: LexicalEntry
    anchor: Token
    last: Token


class Lexicon:
    """Lexical entries by the lemma of their anchor."""

    def __init__(self, ontology: Ontology) -> None:
        self._by_lemma: dict[str, list[LexicalEntry]] = defaultdict(list)
        self.marks: dict[str, LexicalEntry] = {}
        for entry in ontology.entries:
            if entry.pos in _COARSE:
                self._by_lemma[_anchor_word(entry)].append(entry)
            else:
                self.marks[entry.lemma] = entry
        for entries in self._by_lemma.values():
            entries.sort(key=lambda e: (-len(e.words), e.iri))

    def matches(self, token: Token) -> Iterator[Match]:
        """Entries anchored at a token; an expression hides the shorter entries of its kind."""
        taken: set[str] = set()
        index = self._by_lemma
        lemma, form = token.lemma_.lower(), token.lower_
        entries = index.get(lemma, [])
        if lemma.startswith(_TOGETHER):
            entries = entries + index.get(lemma.removeprefix(_TOGETHER), [])
        if form != lemma and (not entries or _ends_a_compound(token)):
            entries = entries + index.get(form, [])
        for entry in entries:
            if entry.pos in taken or not _can_be(entry.pos, token):
                continue
            last = _last_word(entry, token)
            if last is not None:
                if len(entry.words) > 1 and entry.pos != "verb":
                    taken.add(entry.pos)
                yield Match(entry, token, last)


def _ends_a_compound(token: Token) -> bool:
    """Whether a participle is as good as an adjective: "Oscar-*winning*"."""
    return token.tag_ in _PARTICIPLES and token.i > 0 and token.nbor(-1).text == "-"


def _can_be(pos: str, token: Token) -> bool:
    doc = token.doc
    if pos == "noun" and token.i + 1 < len(doc) and doc[token.i + 1].text == "-":
        return False  # part of a compound: "daughter-in-law"
    if token.pos_ in _COARSE[pos]:
        return True
    return pos == "verb" and (
        is_misread_verb(token) or _is_said_of_names(token) or _governs_as_verb(token)
    )


def _governs_as_verb(token: Token) -> bool:
    """Whether what is tagged as an adjective has an auxiliary or an object: "did not *direct* it",
    "nearly *married* him"."""
    return token.pos_ == "ADJ" and any(c.dep_ in ("aux", "dobj") for c in token.children)


def _is_said_of_names(token: Token) -> bool:
    """Whether a bare noun right behind names that are its subject is a verb: "Mara and Joss
    marry"."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "PROPN" or token.tag_ != "NN" or token.i == 0:
        return False
    return token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).dep_ in ("nsubj", "conj")


def _anchor_word(entry: LexicalEntry) -> str:
    if entry.pos != "noun":
        return entry.words[0]
    return entry.words[_noun_anchor(entry.words)]


def _noun_anchor(words: tuple[str, ...]) -> int:
    """The head of a nominal expression: its last word before a preposition."""
    return words.index("of") - 1 if "of" in words else len(words) - 1


def _last_word(entry: LexicalEntry, token: Token) -> Token | None:
    words = entry.words
    if len(words) == 1:
        return token
    if entry.pos == "verb":
        return _spread(words[1:], token)
    return _contiguous(words, token, _noun_anchor(words) if entry.pos == "noun" else 0)


def _contiguous(words: tuple[str, ...], token: Token, at: int) -> Token | None:
    doc, start = token.doc, token.i - at
    if start < 0 or start + len(words) > len(doc):
        return None
    if all(_is(doc[start + k], w) for k, w in enumerate(words)):
        return doc[start + len(words) - 1]
    return None


def _is(token: Token, word: str) -> bool:
    return token.lower_ == word or token.lemma_.lower() == word


def _spread(words: tuple[str, ...], verb: Token) -> Token | None:
    """The words of a verbal expression among what depends on the verb, in any order."""
    below = list(_below(verb, _DEPTH))
    last = verb
    for word in words:
        if word in _FUNCTION_WORDS:
            continue
        found = next((t for t in below if _is(t, word)), None)
        if found is None:
            return None
        last = found
    return last


def _below(token: Token, depth: int) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("conj", "relcl", "advcl", "nsubj", "pcomp"):
            continue
        if child.dep_ == "xcomp" and token.lemma_ == "be":
            continue  # "was to have fallen in love"
        yield child
        if depth > 1:
            yield from _below(child, depth - 1)
