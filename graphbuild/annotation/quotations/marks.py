"""Quotation marks paired within a block, and the clause that says who speaks.

Nothing here needs mentions: coreference uses it to know who cannot be meant inside a quotation,
``quotations`` to name the speakers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.places import SUBJECTS, subject_of
from graphbuild.annotation.remembering import remembered

__all__ = ["Quote", "pairs", "quotes"]

_OPEN, _CLOSE, _STRAIGHT = "“„«", "”»", '"'
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}{_STRAIGHT}]")
_SINGLE_MARKS = re.compile("[‘’']")
_NAME_WORDS = 3
_CLAUSE_WORDS = 3
_NEAR = 14
_ENDS = frozenset(".!?…")
_PIECE_ENDS = frozenset(".!?…,—–-")
_ADDRESSING = frozenset({"tell", "ask", "remind"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted range of a block's analysed text, marks included, and its attribution.

    ``start`` … ``end`` are characters of the text between the marks. ``verb`` is the word of
    saying, ``speaker`` and ``addressee`` the head words of who says it to whom.
    """

    start: int
    end: int
    verb: Token | None = None
    speaker: Token | None = None
    addressee: Token | None = None


def pairs(text: str) -> list[tuple[int, int]]:
    """Character ranges between outermost quotation marks, marks left out.

    A curly mark tells its side; a straight one by the space around it. A closing mark without
    an opening one is a slip of the pen and passed over; an opening one that is never closed
    runs to the end of the text, as it does in a quotation of several paragraphs.
    """
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _MARKS.finditer(text):
        i, char = match.start(), match.group()
        side = _side(text, i, char, bool(opened))
        if side > 0 and not (opened and char == _STRAIGHT):
            opened.append(i + 1)
        elif side < 0 and opened:
            start = opened.pop()
            if not opened:
                found.append((start, i))
    if opened and not _stray(text, opened[0]):
        found.append((opened[0], len(text.rstrip())))
    return found or _single_pairs(text)


def _stray(text: str, start: int) -> bool:
    """Whether an unclosed quotation is only a stray mark: nothing, or a word or two, follows."""
    return len(text[start:].split()) < _CLAUSE_WORDS


def _side(text: str, i: int, char: str, inside: bool) -> int:
    """1 for an opening mark, -1 for a closing one, 0 for any other character."""
    if char in _OPEN:
        return 1
    if char in _CLOSE:
        return -1
    if char != _STRAIGHT:
        return 0
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if before.isspace() and not after.isspace():
        return 1
    if after.isspace() and not before.isspace():
        return -1
    if before.isdigit() and not inside:
        return 0
    return -1 if inside else 1


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a curly mark closes what one opened: a gap follows that no plural's genitive
    explains."""
    curly = text[start - 1] == "‘" and text[end] == "’"
    return curly and text[end + 1 : end + 2].isspace() and text[end - 1] not in "sS"


def _single_pairs(text: str) -> list[tuple[int, int]]:
    """‘…’ as the only marks of a text: closed by a mark that punctuation or a gap proves."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for match in _SINGLE_MARKS.finditer(text):
        i, char = match.start(), match.group()
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if char in "‘'" and start is None and not before.isalnum() and after.isalpha():
            start = i + 1
        elif (
            char in "’'"
            and start is not None
            and not after.isalnum()
            and (before in _PIECE_ENDS or after in _PIECE_ENDS or _closes(text, start, i))
        ):
            found.append((start, i))
            start = None
    return found


@remembered
def quotes(doc: Doc) -> tuple[Quote, ...]:
    """The quoted ranges of a block with the attribution that its own text gives.

    A quotation is attributed by the clause after it, before it, or around it; a piece without
    a clause of its own takes the attribution of the piece before when only that clause stands
    between them.
    """
    found: list[Quote] = []
    ranges = pairs(doc.text)
    for k, (start, end) in enumerate(ranges):
        floor = ranges[k - 1][1] + 1 if k else 0
        roof = ranges[k + 1][0] - 1 if k + 1 < len(ranges) else len(doc.text)
        last = found[-1] if found else None
        found.append(_attributed(doc, start, end, floor, roof, last))
    return tuple(found)


def _attributed(doc: Doc, start: int, end: int, floor: int, roof: int, last: Quote | None) -> Quote:
    quote = Quote(start, end)
    before = _tokens(doc, floor, start - 1)
    named = _name_and_colon(before)
    if named is not None:
        return replace(quote, verb=before[-1], speaker=named)
    voiced = _voiced(before)
    if voiced is not None and len(doc.text[start:end].split()) > _CLAUSE_WORDS:
        return replace(quote, verb=voiced[0], speaker=voiced[1])
    verb = _verb_after(doc, end, roof, _is_whole(doc.text, start, end))
    gap = doc.text[floor : start - 1]
    if verb is None or _leads_in(before):
        verb = _verb_before(doc, before, start) or verb
    if verb is not None and verb.lower_ == "adding" and last is not None and last.speaker:
        return replace(quote, verb=verb, speaker=last.speaker, addressee=last.addressee)
    if verb is not None:
        return replace(quote, verb=verb, speaker=_speaker(doc, verb), addressee=_addressee(verb))
    if last is not None and last.verb is not None and _continues(doc, last, before, gap):
        return replace(quote, verb=last.verb, speaker=last.speaker, addressee=last.addressee)
    return quote


def _name_and_colon(before: list[Token]) -> Token | None:
    """The speaker in *Ambrose: “…”*, as scripts and interviews are written."""
    if not before or before[-1].text != ":":
        return None
    words: list[Token] = []
    for token in reversed(before[:-1]):
        if token.text in _ENDS or token.is_quote or token.is_sent_start:
            words += [token] if token.is_sent_start else []
            break
        words.append(token)
    named = 0 < len(words) <= _NAME_WORDS and all(
        w.text[0].isupper() and not w.is_stop for w in words
    )
    return words[0] if named else None


def _voiced(before: list[Token]) -> tuple[Token, Token] | None:
    """The word that gives somebody the word, and who that is: *In the words of Roger Ebert, Jaws
    is “…”*, *For Ebert, it is “…”*; only at the head of the sentence that leads to the mark."""
    ends = [k for k, t in enumerate(before) if t.text in _ENDS]
    sentence = before[ends[-1] + 1 :] if ends else before
    opening = [t.lower_ for t in sentence[:4]]
    first = 4 if opening == ["in", "the", "words", "of"] else 1 if opening[:1] == ["for"] else 0
    name: list[Token] = []
    for token in sentence[first:]:
        if token.pos_ != "PROPN":
            break
        name.append(token)
    if not first or not 0 < len(name) <= _NAME_WORDS or len(sentence) > 2 * _NEAR:
        return None
    behind = sentence[first + len(name) :]
    return (sentence[first - 1], name[-1]) if behind and behind[0].text == "," else None


def _tokens(doc: Doc, start: int, end: int) -> list[Token]:
    if end <= start:
        return []
    span = doc.char_span(start, end, alignment_mode="contract")
    return [t for t in span if not t.is_space] if span is not None else []


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the quoted text stands by itself: it ends in punctuation, or a comma follows."""
    inner = text[start:end].rstrip()
    return bool(inner) and (inner[-1] in _PIECE_ENDS or text[end + 1 : end + 2] == ",")


def _says(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in cues("speech")


def _verb_after(doc: Doc, end: int, roof: int, whole: bool) -> Token | None:
    """The verb of ``…,” she said`` or ``…,” said Baker``: nothing but a short clause before it."""
    gap = _tokens(doc, end + 1, roof)
    ended = doc.text[:end].rstrip().endswith(".")
    if not whole or (ended and _introduces(gap)):
        return None
    after = gap[:_NEAR]
    if after and after[0].text == ",":
        after = after[1:]
    for k, token in enumerate(after):
        if token.text in {".", "!", "?", ";", ":", "—"}:
            return None
        if _says(token) and token.tag_ != "VBG":
            if ended and any(c.dep_ == "ccomp" and c.i > token.i for c in token.children):
                return None  # “…” Dee thinks that …: a sentence of its own
            return token if k == 0 or _is_name_phrase(after[:k]) else None
    return None


def _introduces(gap: list[Token]) -> bool:
    """Whether the words between two quotations belong to the second."""
    return bool(gap) and (gap[-1].text in {",", ":"} or gap[-1].lower_ == "that")


def _is_name_phrase(tokens: list[Token]) -> bool:
    """Whether what precedes the verb is its subject and adverbs, not another clause's words."""
    first = tokens[0]
    if first.pos_ in {"CCONJ", "SCONJ", "ADP", "VERB", "AUX"} or first.tag_ == "WDT":
        return False
    return any(t.pos_ in {"PRON", "PROPN", "NOUN"} for t in tokens)


def _leads_in(before: list[Token]) -> bool:
    """A colon or comma right before the mark, in the sentence of a verb of saying."""
    return bool(before) and before[-1].text in {",", ":"} and any(map(_says, before[-_NEAR:]))


def _verb_before(doc: Doc, before: list[Token], start: int) -> Token | None:
    """The last verb of saying before the mark, when only its own arguments follow it."""
    inside = doc.char_span(start, start + 1, alignment_mode="expand")
    if not before or inside is None:
        return None
    ends = [k for k, t in enumerate(before) if t.text in _ENDS]
    sentence = before[ends[-1] + 1 :] if ends else before
    if not sentence:
        return None
    for k in range(len(sentence) - 1, -1, -1):
        if _says(sentence[k]):
            return sentence[k] if _opens(doc, sentence[k:], start) else None
    return None


def _opens(doc: Doc, words: list[Token], start: int) -> bool:
    """Whether verb … mark introduces speech: by punctuation, *that*, or as its very object."""
    last = words[-1]
    if last.text in {",", ":"}:
        return not any(t.dep_ in SUBJECTS and t.i > words[0].i + 6 for t in words)
    if last.lower_ == "that" or (last.lower_ in {"if", "whether"}):
        return True
    if len(re.split(r'[”"]', doc.text[start:], maxsplit=1)[0].split()) <= _CLAUSE_WORDS:
        return False
    leads = len(words) == 1 or last.lower_ in {"as", "of", "it", "how"}
    return leads or _is_set_in(words) or _calls(words)


def _is_set_in(words: list[Token]) -> bool:
    """Whether who says it is named between commas, in the words that lead to it: *Jaws, wrote
    Kael, is “…”*, *The shark, she writes, is “…”*."""
    verb = words[0]
    comma = next((t for t in words[1 : _NAME_WORDS + 2] if t.text == ","), None)
    before = [t.text for t in verb.doc[max(verb.i - _NAME_WORDS - 1, verb.sent.start) : verb.i]]
    return comma is not None and "," in before and words[-1].pos_ in {"VERB", "AUX", "ADP", "DET"}


def _calls(words: list[Token]) -> bool:
    """Whether the quoted words are what somebody calls the thing named before them: *Ebert called
    Jaws “…”*."""
    named = [t for t in words[1:] if t.dep_ != "punct"]
    return (
        words[0].lemma_.lower() in cues("calling")
        and len(named) <= _NEAR // 2
        and all(t.pos_ not in {"VERB", "AUX", "PUNCT"} for t in named)
    )


def _continues(doc: Doc, last: Quote, before: list[Token], gap: str) -> bool:
    """Whether only the attribution of the piece before stands in between."""
    if not before:
        return not gap.strip(" ,;—–-")
    if last.verb is None or last.verb.i < before[0].i or last.verb.i > before[-1].i:
        return False
    ends = [t for t in before if t.text in _ENDS]
    return len(before) <= _NEAR + 6 and (not ends or ends == [before[-1]])


def _speaker(doc: Doc, verb: Token) -> Token | None:
    subject = _subject_behind(verb) or subject_of(verb)
    if subject is not None and not _apart(doc, subject, verb):
        named = (c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN")
        return next(named, subject) if subject.pos_ == "NOUN" else subject  # my friend Mina Fry
    return _name_beside(doc, verb)


def _subject_behind(verb: Token) -> Token | None:
    """The subject right behind its verb, whatever the parser takes for another before it: *Jaws,
    wrote Pauline Kael, is “…”*."""
    if verb.i + 1 == len(verb.doc) or verb.nbor().pos_ != "PROPN":
        return None
    head = _phrase_head(verb.nbor())
    set_in = verb.i > 0 and verb.nbor(-1).text == "," and verb.lemma_.lower() not in _ADDRESSING
    inverted = head.dep_ in SUBJECTS or (set_in and head.dep_ == "dobj")
    return head if inverted and head.head == verb else None


def _apart(doc: Doc, token: Token, verb: Token) -> bool:
    """Whether a quotation mark or the end of a sentence stands between the two: the parser
    reached too far."""
    first, last = sorted((token.i, verb.i))
    return any(t.text in {*_OPEN, *_CLOSE, _STRAIGHT, "."} for t in doc[first:last])


def _name_beside(doc: Doc, verb: Token) -> Token | None:
    """*said Baker*, *Baker once said*, when the parse gives the verb no subject."""
    after: list[Token] = list(doc[verb.i + 1 : verb.i + 4])
    before: list[Token] = list(doc[max(0, verb.i - 6) : verb.i])
    for token in (*after, *reversed(before)):
        if token.is_quote or token.text in _ENDS:
            break
        if token.pos_ in {"PROPN", "PRON", "NOUN"} and token.tag_ not in {"WDT", "WP"}:
            head: Token = _phrase_head(token)
            return head
    return None


def _phrase_head(token: Token) -> Token:
    while token.dep_ in {"compound", "poss"} and token.head.i > token.i:
        if token.nbor().text in _ENDS:
            break
        token = token.head
    return token


def _addressee(verb: Token) -> Token | None:
    """Whom it is said to: *told the crowd*, *said to Variety*."""
    for child in verb.children:
        if child.dep_ in {"dative", "dobj"} and verb.lemma_.lower() in _ADDRESSING:
            return child
        if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            told: Token | None = next((c for c in child.children if c.dep_ == "pobj"), None)
            return told
    return None
