"""The lexicon compiled for matching: which entries a token can anchor.

An entry is found by the lemma of its anchor (the verb, the head noun, the first word of a
prepositional expression); the other words of a multiword expression must stand where its part
of speech puts them. Cost per token is one look-up, whatever the size of the lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
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
        entries = self._anchored(token)
        if not entries:
            return
        possible = {pos for pos in {e.pos for e in entries} if _can_be(pos, token)}
        below: dict[str, Token] | None = None
        for entry in entries:
            if entry.pos not in possible:
                continue
            if len(entry.words) == 1:
                yield Match(entry, token, token)
            elif entry.pos == "verb":
                below = _words_below(token) if below is None else below
                last = _spread(entry.words[1:], token, below)
                if last is not None:
                    yield Match(entry, token, last)
            elif (last := _contiguous(entry, token)) is not None:
                possible.discard(entry.pos)
                yield Match(entry, token, last)

    def _anchored(self, token: Token) -> list[LexicalEntry]:
        """The entries whose first word or head a token may be, the longest first."""
        index = self._by_lemma
        lemma, form = token.lemma_.lower(), token.lower_
        entries = index.get(lemma, [])
        if lemma.startswith(_TOGETHER):
            entries = entries + index.get(lemma.removeprefix(_TOGETHER), [])
        if form != lemma and (not entries or _ends_a_compound(token)):
            entries = entries + index.get(form, [])
        return entries


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


def _contiguous(entry: LexicalEntry, token: Token) -> Token | None:
    """The last word of a nominal or prepositional expression, whose words stand side by side."""
    words, doc = entry.words, token.doc
    start = token.i - (_noun_anchor(words) if entry.pos == "noun" else 0)
    if start < 0 or start + len(words) > len(doc):
        return None
    for at, word in enumerate(words, start):
        if doc[at].lower_ != word and doc[at].lemma_.lower() != word:
            return None
    return doc[start + len(words) - 1]


def _spread(words: tuple[str, ...], verb: Token, below: Mapping[str, Token]) -> Token | None:
    """The last of the words of a verbal expression, which stand in any order among what is
    ``below`` the verb."""
    last = verb
    for word in words:
        if word in _FUNCTION_WORDS:
            continue
        if word not in below:
            return None
        last = below[word]
    return last


def _words_below(verb: Token) -> dict[str, Token]:
    """The first token of each form and lemma among what depends on a verb."""
    found: dict[str, Token] = {}
    for token in _below(verb, _DEPTH):
        found.setdefault(token.lower_, token)
        found.setdefault(token.lemma_.lower(), token)
    return found


def _below(token: Token, depth: int) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("conj", "relcl", "advcl", "nsubj", "pcomp"):
            continue
        if child.dep_ == "xcomp" and token.lemma_ == "be":
            continue  # "was to have fallen in love"
        yield child
        if depth > 1:
            yield from _below(child, depth - 1)
