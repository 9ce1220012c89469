"""What the capitals of a block tell: flags of its tokens, computed once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.annotation.doc import Doc, Token, Tokens
from graphbuild.annotation.english.lexicon import common_words, english_words, given_names, listed
from graphbuild.annotation.tagging import is_tagged_somebody

__all__ = [
    "TokenFlags",
    "counts_a_war",
    "flags",
    "is_elision",
    "is_given_tail",
    "is_title_case",
]

_OPENERS = frozenset({"“", '"', "‘", "'", "(", "[", "—", "–", "-", ":", "…", "...", "*", "•"})
_ENDERS = frozenset({".", "!", "?", "…", "...", ":", ";"})
_ELLIPSES = frozenset({"…", "..."})
_FUNCTION_WORDS = frozenset({"INTJ", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "AUX", "PART"})
_PRONOUNS = frozenset("he she they it we you his her their its my our your".split())
_FINITE = frozenset({"VBZ", "VBD"})
_APOSTROPHES = frozenset({"'", "’"})
_REGIONS = frozenset("south north east west latin native".split())
"""What stands before a demonym: *South African*."""
_TRADES = ("er", "or", "man", "ian", "ist")
_STYLES = ("ian", "esque", "ean", "itical", "gothic", "baroque")
_ROMAN_HEADING = re.compile(r"[IVX]+\.?$")
_SMALL, _LOUD = 3, 0.75
"""How many small words tell that capitals say nothing, and what share of them must have one."""
_TAIL, _BEFORE_SYLLABLE = 7, 2
_ELIDING = frozenset("dl'’")
_ELIDED = re.compile(r"(?:[dlDL]['’]|['’])[A-Z]")
_JOINED_PARTICLE = re.compile(r"(?:de|di|du|la|le|van|von|st)[A-Z][a-z]+")
"""A surname whose small particle is written together with it: *William C. deMille*."""


Words = Doc | Sequence[Token]
"""The tokens of a block; a sequence of them is indexed faster than a ``Doc``."""


@dataclass(frozen=True, slots=True)
class TokenFlags:
    """One list a flag, one element a token.

    ``cap`` capitalised word; ``number``; ``bang`` an exclamation or question mark; ``inner`` may
    stand inside a title; ``stop`` ends any title; ``initial`` its capital is the sentence's;
    ``generic`` a capitalised word that names nothing; ``prefix`` a role or demonym before a name;
    ``foreign`` a lower-case word that English lacks, or a particle of other languages;
    ``opener`` a sentence's first word that is no name; ``bridge`` the number of tokens (0-2) that
    join what stands before with a capital behind; ``mute`` where a sentence has capitals
    everywhere, those of small words too, so that none says anything.
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
    mute: list[bool]
    vocabulary: frozenset[str]
    title_case: bool
    all_caps: bool

    def weak_name(self, doc: Doc, start: int, end: int) -> bool:
        """Whether the capitals of a span prove nothing by themselves."""
        if self.title_case or self.all_caps:
            return True
        first = doc[start]
        if self.mute[start] and end - start == 1:
            return True
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


def _links(words: Words, at: int) -> bool:
    """The ``e`` of ``Mughal-e-Azam``: a lower-case word between two hyphens."""
    inside = 0 < at < len(words) - 1 and words[at].is_lower
    return inside and words[at - 1].text == "-" == words[at + 1].text


def _is_style(token: Token) -> bool:
    """An adjective made of a name: *Sirkian influence*, *Beckettian drama*."""
    if len(token) < 6 or not token.lower_.endswith(_STYLES) or token.lower_ in given_names():
        return False
    after = token.doc[token.i + 1 : token.i + 2]
    return token.dep_ in {"amod", "compound", "nmod"} and any(t.is_lower for t in after)


def _is_demonym(word: str) -> bool:
    """Whether a word tells a people, or several of one (*Arabs*)."""
    demonyms = listed("capitals", "demonyms")
    several = word.endswith(("ans", "abs", "ists", "is"))  # "Danes" may be somebody's name
    return word in demonyms or (several and word[:-1] in demonyms)


def _names_a_part(doc: Doc, token: Token) -> bool:
    """Whether a demonym is somebody's name, as the performer behind it shows: *her boyfriend
    Christian (Jack Reynor)*."""
    behind = doc[token.i + 1 : token.i + 3]
    if len(behind) < 2 or behind[0].text != "(" or token.lower_ not in given_names():
        return False
    return behind[1].pos_ == "PROPN" and is_tagged_somebody(behind[1])


def _is_counted(noun: Token) -> bool:
    """Whether an indefinite article stands before a token, with at most two words between."""
    before = noun.doc[max(noun.i - 3, 0) : noun.i]
    article = next((t for t in reversed(before) if t.lower_ in {"a", "an"}), None)
    between = noun.doc[article.i + 1 : noun.i] if article is not None else ()
    return article is not None and all(t.pos_ in {"ADJ", "ADV", "NOUN"} for t in between)


def is_title_case(doc: Doc) -> bool:
    """Whether a block is written In Title Case: nearly all longer words are capitalised."""
    if not 0 < len(doc) <= 40 or doc[-1].text == ".":
        return False
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 1 and sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)


def _is_beside_capital(cap: Sequence[bool], initial: Sequence[bool], at: int) -> bool:
    """Whether a word shares its capital with a neighbour: *Hell Night*, *Bad Moon*."""
    after = at + 1 < len(cap) and cap[at + 1]
    return after or (at > 0 and cap[at - 1] and not initial[at - 1])


def _ends_a_name(cap: Sequence[bool], initial: Sequence[bool], at: int) -> bool:
    """Whether a decade is the last of several words with a capital: *Roaring Twenties*, not
    *Fifties Hollywood*."""
    after = at + 1 < len(cap) and cap[at + 1]
    return not after and at > 0 and cap[at - 1] and not initial[at - 1]


def flags(doc: Doc, vocabulary: frozenset[str]) -> TokenFlags:
    """The flags of a block; ``vocabulary`` are the words that the essay also writes lower-case."""
    generic, things = listed("capitals", "generic"), listed("capitals", "things")
    decades = listed("capitals", "decades")
    roles, inside = listed("person", "roles"), listed("capitals", "connectors")
    phrases = _phrases(doc)
    tokens, common = tuple(doc), common_words()
    joining, particles = _joining(), listed("capitals", "particles")
    texts, lower = [t.text for t in tokens], [t.lower_ for t in tokens]
    cap = [_is_cap(tokens, i) for i in range(len(tokens))]
    initial = [_starts_sentence(tokens, texts, i) for i in range(len(tokens))]
    upper = [t for t in tokens if len(t) > 2 and t.is_alpha]
    return TokenFlags(
        cap=cap,
        number=[text[0].isdigit() and t.like_num for text, t in zip(texts, tokens, strict=True)],
        bang=[text in {"!", "?"} for text in texts],
        inner=[
            c or low in inside or low[0].isdigit() or low in _ELLIPSES or _links(tokens, i)
            for i, (c, low) in enumerate(zip(cap, lower, strict=True))
        ],
        stop=[
            text in {".", ";"} or (not text[0].isalnum() and _parts(tokens, i))
            for i, text in enumerate(texts)
        ],
        initial=initial,
        generic=[
            i in phrases
            or (low in generic and not counts_a_war(tokens, i))
            or (low in decades and not _ends_a_name(cap, initial, i))
            or (low in things and not _is_beside_capital(cap, initial, i))
            or (_is_demonym(low) and not _names_a_part(doc, tokens[i]))
            or (low in _REGIONS and _is_demonym(next(iter(lower[i + 1 : i + 2]), "")))
            or (low.endswith(_STYLES) and _is_style(tokens[i]))
            or (initial[i] and _is_roman_heading(texts, i))
            for i, low in enumerate(lower)
        ],
        prefix=[low in roles for low in lower],
        opener=[i and _opens(t, vocabulary) for i, t in zip(initial, tokens, strict=True)],
        bridge=[
            _bridge(tokens, texts, i) if text in joining else 0 for i, text in enumerate(texts)
        ],
        foreign=[
            (text not in common or text in particles) and _is_foreign(token)
            for text, token in zip(texts, tokens, strict=True)
        ],
        mute=_mute(doc, cap, initial),
        vocabulary=vocabulary,
        title_case=is_title_case(doc),
        all_caps=bool(upper) and sum(t.is_upper for t in upper) > 0.7 * len(upper) > 1,
    )


def _mute(doc: Doc, cap: Sequence[bool], initial: Sequence[bool]) -> list[bool]:
    """Whether tokens stand in a sentence or a block that is written In Title Case To Its End, or
    shouted."""
    mute, in_titles = [False] * len(doc), listed("capitals", "connectors")
    for sent in (Tokens(doc, 0, len(doc)), *doc.sents):
        words = [t for t in sent if t.is_alpha and not initial[t.i]]
        small = [t for t in words if t.is_stop and t.text != "I"]
        shouted = sum(t.is_upper for t in words) >= _LOUD * len(words)
        if not shouted and sum(t.lower_ not in in_titles for t in small) < _SMALL:
            continue  # "The Day the Earth Stood Still, Night Of The Demon, …"
        if len(small) < _SMALL or sum(cap[t.i] for t in small) < _LOUD * len(small):
            continue
        if sum(cap[t.i] for t in words) >= _LOUD * len(words):
            mute[sent.start : sent.end] = [True] * (sent.end - sent.start)
    return mute


def _is_cap(words: Words, at: int) -> bool:
    word = words[at]
    text = word.text
    if not text[0].isupper():
        if _JOINED_PARTICLE.fullmatch(text):
            return at > 0 and words[at - 1].text[0].isupper()
        return text[0] in _ELIDING and _ELIDED.match(text) is not None
    before = words[at - 1].text if at else ""
    if before[-1:] == "." and word.lower_ in _PRONOUNS:
        verb = words[at + 1] if at + 1 < len(words) else word
        # "They Gave Him a Gun", not "He watches H.W. She …"
        return before == "." and verb.is_title and verb.pos_ in {"VERB", "AUX"}
    if before != "-" or not _lower_before(words, at):
        return True
    return at + 1 < len(words) and words[at + 1].text[0].isupper()  # "post-World War II"


def counts_a_war(words: Words, at: int) -> bool:
    """The ``I`` of ``World War I``."""
    return at > 0 and words[at].text == "I" and words[at - 1].text == "War"


def _is_roman_heading(texts: Sequence[str], at: int) -> bool:
    """A number that heads a passage; ``X-Ray`` begins with a letter."""
    numbered = _ROMAN_HEADING.match(texts[at]) is not None
    return numbered and texts[at + 1 : at + 2] != ["-"]


def _parts(words: Words, at: int) -> bool:
    """A bracket, or a quotation mark that is no apostrophe."""
    word = words[at]
    if word.tag_ == "POS":
        return False  # "Critics' Week"
    return word.is_bracket or (word.is_quote and not is_elision(words, at))


def is_elision(doc: Words, index: int) -> bool:
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
    if not (tail.is_lower and tail.is_alpha and len(tail) < _TAIL):
        return False
    return common or tail.text not in common_words() or _is_syllable(doc, index)


def _is_syllable(doc: Doc, hyphen: int) -> bool:
    """Whether a hyphen joins the syllables of a given name behind the family name, though the
    second is a word of English: *Kim Ki-young*."""
    if hyphen < _BEFORE_SYLLABLE or doc[hyphen + 1].text not in listed("capitals", "syllables"):
        return False
    family, first = doc[hyphen - 2], doc[hyphen - 1]
    return family.is_title and first.is_title and first.lower_ not in common_words()


def _lower_before(words: Words, at: int) -> bool:
    """``anti-American``: the word before the hyphen is lower-case, so no name begins here."""
    before = at - 2
    return before >= 0 and words[before].is_lower and not _links(words, before)


def _starts_sentence(words: Words, texts: Sequence[str], at: int) -> bool:
    if at == 0 or words[at].is_sent_start:
        return True
    before = texts[at - 1]
    if before in _ENDERS:
        return True
    return before in _OPENERS and (at == 1 or before in '“"‘:—–•*(')


def _opens(token: Token, vocabulary: frozenset[str]) -> bool:
    """A sentence's first word that is capitalised for that reason alone."""
    if token.tag_ == "MD" and _has_finite_verb(token):
        return False  # "Will Farrell is …"
    if token.is_stop or _ROMAN_HEADING.match(token.text):
        return token.doc.text_of(token.i + 1, token.i + 2) != "-"
    if token.pos_ in _FUNCTION_WORDS:
        return True
    common = token.lower_ in vocabulary or token.lower_ in common_words()
    return common and token.pos_ != "PROPN"


def _has_finite_verb(auxiliary: Token) -> bool:
    """Whether a clause has a verb of its own beside what is taken for its auxiliary."""
    verbs = (auxiliary.head, *auxiliary.head.children)
    return any(v.tag_ in _FINITE for v in verbs if v.dep_ in {"ROOT", "aux", "auxpass"})


def _is_foreign(token: Token) -> bool:
    """Whether a lower-case word is none of English (*strada*), or joins names elsewhere (*du*)."""
    if not (token.is_lower and token.is_alpha):
        return False
    word, common = token.text, english_words()
    known = word in common or token.is_stop or token.lemma_.lower() in common
    return not known or word in listed("capitals", "particles")


@cache
def _joining() -> frozenset[str]:
    """All that may join two words of a name."""
    return (
        frozenset({"-", "&", "the"})
        | _APOSTROPHES
        | listed("capitals", "particles")
        | listed("capitals", "joints")
    )


def _bridge(words: Words, texts: Sequence[str], at: int) -> int:
    """1 for a hyphen or particle, 2 for two particles (``van der``), 0 for what joins nothing."""
    particles = listed("capitals", "particles")
    text, after = texts[at], texts[at + 1] if at + 1 < len(texts) else ""
    if text == "-" and not words[at].whitespace_ and not words[at - 1].whitespace_:
        return 1
    if is_elision(words, at):
        return 1
    if text == "&" and after.lower() in common_words():
        return 1
    if text in particles and at and text.lower() not in {"and", "y"}:
        return 2 if after in particles else 1
    if text == "the" and _is_surnamed(words, texts, at):
        return 1
    if text in listed("capitals", "joints") and at:
        around = {texts[at - 1].lower(), after.lower()}
        return int(around.isdisjoint(common_words()))  # "Anjos do Sol"
    return 0


def _is_surnamed(words: Words, texts: Sequence[str], at: int) -> bool:
    """``the`` of ``Jimmy the Gravedigger``: a given name alone before it, one word that says what
    somebody does behind it."""
    if not 0 < at < len(texts) - 1 or texts[at - 1].lower() not in given_names():
        return False
    alone = at == 1 or not texts[at - 2][0].isupper()
    ended = at + 2 >= len(texts) or not texts[at + 2][0].isupper()
    title = texts[at + 1]
    trade = title.lower() in english_words() or title.endswith(_TRADES)
    return alone and ended and title[0].isupper() and trade


def _phrases(doc: Doc) -> frozenset[int]:
    """Tokens of capitalised phrases that are no names (``American Dream``)."""
    lower = doc.text.lower()
    out: set[int] = set()
    for phrase in listed("capitals", "phrases"):
        at = lower.find(phrase)
        while at >= 0:
            span = doc.char_span(at, at + len(phrase))
            if span is not None:
                out.update(range(span.start, span.end))
            at = lower.find(phrase, at + 1)
    return frozenset(out)
