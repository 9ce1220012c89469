"""What the capitals of a block tell: flags of its tokens, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuild.annotation._lexicon import common_words, given_names, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["TokenFlags", "flags", "is_elision", "is_given_tail", "is_title_case"]

_OPENERS = frozenset({"“", '"', "‘", "'", "(", "[", "—", "–", "-", ":", "…", "...", "*", "•"})
_ENDERS = frozenset({".", "!", "?", "…", "...", ":", ";"})
_ELLIPSES = frozenset({"…", "..."})
_FUNCTION_WORDS = frozenset({"INTJ", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "AUX", "PART"})
_PRONOUNS = frozenset("he she they it we you his her their its".split())
_APOSTROPHES = frozenset({"'", "’"})
_STYLES = ("ian", "esque", "ean", "itical")
_ROMAN_HEADING = re.compile(r"[IVX]+\.?$")
_ELIDED = re.compile(r"(?:[dlDL]['’]|['’])[A-Z]")


@dataclass(frozen=True, slots=True)
class TokenFlags:
    """One list a flag, one element a token.

    ``cap`` capitalised word; ``number``; ``bang`` an exclamation or question mark; ``inner`` may
    stand inside a title; ``stop`` ends any title; ``initial`` its capital is the sentence's;
    ``generic`` a capitalised word that names nothing; ``prefix`` a role or demonym before a name;
    ``foreign`` a lower-case word that English lacks, or a particle of other languages;
    ``opener`` a sentence's first word that is no name; ``bridge`` the number of tokens (0-2) that
    join what stands before with a capital behind.
    """

    cap: list[bool]
    number: list[bool]
    bang: list[bool]
    inner: list[bool]
    stop: list[bool]
    initial: list[bool]
    generic: list[bool]
    prefix: list[bool]
    opener: list[bool]
    bridge: list[int]
    foreign: list[bool]
    vocabulary: frozenset[str]
    title_case: bool
    all_caps: bool

    def weak_name(self, doc: Doc, start: int, end: int) -> bool:
        """Whether the capitals of a span prove nothing by themselves."""
        if self.title_case or self.all_caps:
            return True
        first = doc[start]
        if end - start > 1:
            return False
        if first.is_upper and len(first) > 1 and first.lower_ in self.vocabulary:
            return True
        if first.is_upper and len(first) > 3 and first.is_alpha:
            return False
        common = first.lower_ in self.vocabulary or first.lower_ in common_words()
        if common and _is_counted(first):
            return True  # "a detestable Colonel", "a Visionary"
        if not self.initial[start]:
            return common and first.pos_ not in {"PROPN", "NOUN", "ADJ"}
        return common or first.pos_ != "PROPN"


def _links(doc: Doc, token: Token) -> bool:
    """The ``e`` of ``Mughal-e-Azam``: a lower-case word between two hyphens."""
    around = doc[max(token.i - 1, 0) : token.i + 2]
    return len(around) == 3 and token.is_lower and around[0].text == "-" == around[2].text


def _is_style(token: Token) -> bool:
    """An adjective made of a name: *Sirkian influence*, *Beckettian drama*."""
    if len(token) < 6 or not token.text.endswith(_STYLES) or token.lower_ in given_names():
        return False
    after = token.doc[token.i + 1 : token.i + 2]
    return token.dep_ in {"amod", "compound", "nmod"} and any(t.is_lower for t in after)


def _names_a_part(doc: Doc, token: Token) -> bool:
    """Whether a demonym is somebody's name, as the performer behind it shows: *her boyfriend
    Christian (Jack Reynor)*."""
    behind = doc[token.i + 1 : token.i + 3]
    if len(behind) < 2 or behind[0].text != "(" or token.lower_ not in given_names():
        return False
    return behind[1].pos_ == "PROPN" and behind[1].ent_type_ == "PERSON"


def _is_counted(noun: Token) -> bool:
    """Whether an indefinite article stands before a token, with at most two words between."""
    before = noun.doc[max(noun.i - 3, 0) : noun.i]
    article = next((t for t in reversed(before) if t.lower_ in {"a", "an"}), None)
    between = noun.doc[article.i + 1 : noun.i] if article is not None else ()
    return article is not None and all(t.pos_ in {"ADJ", "ADV", "NOUN"} for t in between)


def is_title_case(doc: Doc) -> bool:
    """Whether a block is written In Title Case: nearly all longer words are capitalised."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    if len(words) < 2 or len(doc) > 40 or doc[-1].text == ".":
        return False
    return sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)


def flags(doc: Doc, vocabulary: frozenset[str]) -> TokenFlags:
    """The flags of a block; ``vocabulary`` are the words that the essay also writes lower-case."""
    words = lexicon().words
    generic, demonyms = words("capitals", "generic"), words("capitals", "demonyms")
    roles, inside = words("person", "roles"), words("capitals", "connectors")
    phrases = _phrases(doc)
    cap = [_is_cap(t) for t in doc]
    initial = [_starts_sentence(doc, t) for t in doc]
    upper = [t for t in doc if t.is_alpha and len(t) > 2]
    return TokenFlags(
        cap=cap,
        number=[t.like_num and t.text[0].isdigit() for t in doc],
        bang=[t.text in {"!", "?"} for t in doc],
        inner=[
            c or t.lower_ in inside or t.text[0].isdigit() or t.text in _ELLIPSES or _links(doc, t)
            for c, t in zip(cap, doc, strict=True)
        ],
        stop=[
            t.text in {".", ";"} or t.is_bracket or (t.is_quote and not is_elision(doc, t.i))
            for t in doc
        ],
        initial=initial,
        generic=[
            t.i in phrases
            or t.lower_ in generic
            or (t.lower_ in demonyms and not _names_a_part(doc, t))
            or _is_style(t)
            or (i and _ROMAN_HEADING.match(t.text) is not None)
            for i, t in zip(initial, doc, strict=True)
        ],
        prefix=[t.lower_ in roles for t in doc],
        opener=[i and _opens(t, vocabulary) for i, t in zip(initial, doc, strict=True)],
        bridge=[_bridge(doc, t) for t in doc],
        foreign=[_is_foreign(t) for t in doc],
        vocabulary=vocabulary,
        title_case=is_title_case(doc),
        all_caps=bool(upper) and sum(t.is_upper for t in upper) > 0.7 * len(upper) > 1,
    )


def _is_cap(token: Token) -> bool:
    text = token.text
    if not text[0].isupper():
        return bool(_ELIDED.match(text))
    if token.i and token.lower_ in _PRONOUNS and token.doc[token.i - 1].text[-1] == ".":
        return False  # "He watches H.W. She …"
    return not (token.i and token.doc[token.i - 1].text == "-" and _lower_before(token))


def is_elision(doc: Doc, index: int) -> bool:
    """The apostrophe of ``Singin' in the Rain`` and ``Mo' Money``: it closes no quotation."""
    if doc[index].text not in _APOSTROPHES or not 0 < index < len(doc) - 1:
        return False
    before = doc[index - 1]
    cut_off = before.text.endswith("in") or len(before) <= 3
    joined = before.text[0].isupper() and not before.whitespace_ and doc[index].whitespace_
    return bool(cut_off and joined and before.text[-1] not in "sxz")


def is_given_tail(doc: Doc, index: int, *, common: bool = False) -> bool:
    """``-wai`` of ``Wong Kar-wai``: a hyphen and a short lower-case word that English lacks.

    ``common`` lets English words pass, for names that are looked up.
    """
    if index + 1 >= len(doc) or doc[index].text != "-" or doc[index].whitespace_:
        return False
    tail = doc[index + 1]
    short = tail.is_lower and tail.is_alpha and len(tail) < 7
    return short and (common or tail.text not in common_words())


def _lower_before(token: Token) -> bool:
    """``anti-American``: the word before the hyphen is lower-case, so no name begins here."""
    before = token.i - 2
    if before < 0 or not token.doc[before].is_lower:
        return False
    return not _links(token.doc, token.doc[before])


def _starts_sentence(doc: Doc, token: Token) -> bool:
    if token.i == 0 or token.is_sent_start:
        return True
    before = doc[token.i - 1]
    if before.text in _ENDERS:
        return True
    return before.text in _OPENERS and (token.i == 1 or before.text in '“"‘:—–•*(')


def _opens(token: Token, vocabulary: frozenset[str]) -> bool:
    """A sentence's first word that is capitalised for that reason alone."""
    if token.is_stop or _ROMAN_HEADING.match(token.text):
        return True
    if token.pos_ in _FUNCTION_WORDS:
        return True
    common = token.lower_ in vocabulary or token.lower_ in common_words()
    return common and token.pos_ != "PROPN"


def _is_foreign(token: Token) -> bool:
    """Whether a lower-case word is none of English (*strada*), or joins names elsewhere (*du*)."""
    if not (token.is_lower and token.is_alpha):
        return False
    lemma = token.lemma_.lower()
    known = token.lower_ in common_words() or lemma in common_words() or token.is_stop
    return not known or token.lower_ in lexicon().words("capitals", "particles")


def _bridge(doc: Doc, token: Token) -> int:
    """1 for a hyphen or particle, 2 for two particles (``van der``), 0 for what joins nothing."""
    particles = lexicon().words("capitals", "particles")
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.text == "-" and not token.whitespace_ and not doc[token.i - 1].whitespace_:
        return 1
    if is_elision(doc, token.i):
        return 1
    if token.text == "&" and after is not None and after.lower_ in common_words():
        return 1
    if token.text in particles and token.i and token.lower_ not in {"and", "y"}:
        return 2 if after is not None and after.text in particles else 1
    return 0


def _phrases(doc: Doc) -> frozenset[int]:
    """Tokens of capitalised phrases that are no names (``American Dream``)."""
    lower = doc.text.lower()
    out: set[int] = set()
    for phrase in lexicon().words("capitals", "phrases"):
        at = lower.find(phrase)
        while at >= 0:
            span = doc.char_span(at, at + len(phrase))
            if span is not None:
                out.update(range(span.start, span.end))
            at = lower.find(phrase, at + 1)
    return frozenset(out)
