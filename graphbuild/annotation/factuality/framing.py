"""What frames a statement from beside it: *in her view*, *at no point*, a list of theories,
a denial in the sentence after.

The words are classes of ``cues.tsv``: ``frame`` for nouns of adverbial phrases, ``theory`` for
the headings of lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.annotation.analysis import Analysis
from graphbuild.annotation.doc import Token, Tokens
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.model import Span, Status

__all__ = [
    "UNMADE",
    "answered_no",
    "denied_after",
    "framed",
    "is_unreal_telling",
    "listed_theories",
    "opened",
]

_FRAMING = frozenset({"in", "on", "by", "under", "from"})
_TELLING = frozenset({"in", "on", "under"})
"""Before what did not happen: "in the original script", not "from an original script by Beebe"."""
_ITEM = re.compile(r"\s*(?:#?\d{1,3}[.):]|[-*•])\s*(?=\S)")
_END = re.compile(r"[.!?…](?=\W|$)")
_UNFILMED = frozenset(
    "early earlier first original alternate alternative initial previous deleted discarded "
    "unfilmed abandoned scrapped unused unproduced unmade rejected discarded aborted".split()
)
UNMADE = frozenset(
    "unfilmed unproduced unmade unrealised unrealized aborted cancelled canceled shelved scrapped "
    "abandoned planned proposed projected mooted hypothetical imaginary".split()
)
"""What a film is called that was never made, or not yet."""
_OTHER_CUTS = _UNFILMED - {"first", "original", "initial", "previous"}
"""What tells a version that nobody saw from one that was made before."""
_OTHER_WORLDS = _OTHER_CUTS | {"another", "other", "one", "some", "certain", "parallel"}
_READERS = frozenset({"you", "we", "one"})
_TRUSTING = frozenset({"ask", "believe", "trust"})
_NARRATORS_OWN = frozenset({"my", "our"})
"""Whose opinion is what the essay says: *in my opinion*."""
_NARRATORS = frozenset({"i", "we", "me", "us"})
_HAPPENINGS = frozenset(
    "event story truth night day affair incident crime murder death accident quarrel fight".split()
)
_LONGEST_OPENER = 5
_ELIDED = frozenset({"do", "be", "have"})
_TAKING_UP = frozenset({"he", "she", "it", "they", "none", "nobody", "neither", "this", "that"})
_ECHOES = frozenset({"so", "it", "that", "of", "this"})
_DENYING = frozenset({"none", "nobody", "neither", "not", "n't", "n’t", "never"})
_LONGEST_DENIAL = 5


def framed(verb: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """Effect, first and last word, and source of each adverbial frame of a clause."""
    auxiliaries = (c for c in verb.children if c.dep_ in {"aux", "auxpass"})
    opening = (c for a in auxiliaries for c in a.children if c.dep_ == "prep")
    for child in (*verb.children, *opening):  # "on neither occasion did she win"
        if child.dep_ == "prep" and child.lower_ in {*_FRAMING, "at"}:
            yield from _phrase(child)
        elif child.dep_ == "prep" and child.lower_ in {"to", "for"}:
            yield from _in_whose_eyes(child, verb)
        elif child.dep_ in {"advmod", "npadvmod"} and child.lower_ == "once":
            neg = next((c for c in child.children if c.dep_ == "neg"), None)
            if neg is not None:
                yield "negated", neg, child, None
        elif child.dep_ == "advcl":
            yield from _if_believed(child)
            yield from _as_told(child)


def _in_whose_eyes(
    preposition: Token, verb: Token
) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*To Joss, she is a spy*, *for many critics, it is a remake*: at the head of the sentence."""
    who = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if who is None or not preposition.is_sent_start:
        return
    person = verb.lemma_ == "be" and (who.pos_ == "PROPN" or who.tag_ == "NNS")
    if not person and who.lemma_.lower() not in cues("interpreter"):
        return
    if who.doc.text_of(who.i + 1, who.i + 2) == ",":
        yield "attributed", preposition, who, who


def _as_told(clause: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*as Kael has it*, *as one critic notes*; *as originally written* was not filmed."""
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "as"), None)
    if mark is None:
        return
    if clause.tag_ == "VBN" and clause.lower_ in cues("conceived"):
        if any(c.lower_ in {"originally", "initially", "first"} for c in clause.children):
            yield "hypothetical", mark, clause, None
        return
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    objects = [c for c in clause.children if c.dep_ in {"dobj", "ccomp", "attr", "acomp"}]
    tells = not objects and cues("verb").get(clause.lemma_) == "attributed"
    views = clause.lemma_ in cues("seeing") and [c.lower_ for c in objects] == ["it"]
    if subject is not None and subject.lower_ not in _NARRATORS and (tells or views):
        yield "attributed", mark, clause, subject


def _if_believed(clause: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*if the press kit is to be believed*."""
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "if"), None)
    verbs = (clause, *(c for c in clause.children if c.dep_ == "xcomp"))
    believed = next(
        (v for v in verbs if v.lemma_ in {"believe", "trust"} and v.tag_ == "VBN"), None
    )
    if mark is not None and believed is not None:
        subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None)
        yield "attributed", mark, believed, subject
    yield from _if_you_ask(clause, mark)
    yield from _to_hear_it_told(clause)
    yield from _judging_by(clause)


def _judging_by(clause: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*to judge by the handouts*, *judging from the trailer*."""
    by = next((c for c in clause.children if c.lower_ in {"by", "from"}), None)
    if clause.lemma_ == "judge" and clause.tag_ in {"VB", "VBG"} and by is not None:
        source = next((c for c in by.children if c.dep_ == "pobj"), None)
        yield "attributed", clause, by, source


def _to_hear_it_told(clause: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*to hear Falk tell it*."""
    told = next((c for c in clause.children if c.dep_ == "ccomp" and c.lemma_ == "tell"), None)
    to_hear = clause.lemma_ == "hear" and any(c.lower_ == "to" for c in clause.children)
    if told is None or not to_hear:
        return
    who = next((c for c in told.children if c.dep_ == "nsubj"), None)
    if who is not None and who.lower_ not in _NARRATORS:
        yield "attributed", clause, told, who


def _if_you_ask(
    clause: Token, mark: Token | None
) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """*if you ask Joss*, *if we trust the narrator*."""
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    whom = next((c for c in clause.children if c.dep_ == "dobj"), None)
    if mark is None or subject is None or whom is None or clause.lemma_ not in _TRUSTING:
        return
    if subject.lower_ in _READERS and whom.lower_ not in _NARRATORS:
        yield "attributed", mark, clause, whom


def _phrase(preposition: Token) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None:
        return
    if preposition.lower_ == "in" and noun.lower_ == "vain":
        yield "negated", preposition, noun, None
        return
    no = next((c for c in noun.children if c.lower_ in {"no", "neither"}), None)
    if no is not None and noun.lemma_.lower() in cues("unconditional"):
        yield "negated", no, noun, None
        return
    if preposition.lower_ in _TELLING and _is_unreal(noun):
        yield "hypothetical", preposition, noun, None
        return
    effect = cues("frame").get(noun.lemma_.lower())
    if preposition.lower_ in {"on", "under"} and noun.lemma_.lower() in {
        "reading",
        "interpretation",
    }:
        yield "attributed", preposition, noun, _owner(noun)
        return
    own = any(c.dep_ == "poss" and c.lower_ in _NARRATORS_OWN for c in noun.children)
    if effect and not own and preposition.lower_ in _FRAMING and _frames(noun, effect):
        yield effect, preposition, noun, _owner(noun)


def _is_unreal(noun: Token) -> bool:
    """*in a dream*, *in one of her fantasies*, *in an early draft*, *in the original script*: not
    what the film shows as having happened."""
    inner = next((c for c in noun.children if c.lower_ == "of"), None)
    if noun.lower_ == "one" and inner is not None:
        noun = next((c for c in inner.children if c.dep_ == "pobj"), noun)
    effect = cues("unreal").get(_name_of(noun))
    if effect == "asserted":  # only with a word that tells it from what was filmed
        return any(c.lower_ in _UNFILMED for c in noun.children)
    return effect is not None


def _name_of(noun: Token) -> str:
    """The lemma of a noun, also of one tagged as a participle (*an alternate ending*)."""
    return noun.lower_ if noun.tag_ == "VBG" else noun.lemma_.lower()


def is_unreal_telling(noun: Token) -> bool:
    """*an alternate ending*, *an abandoned version*, *a dream sequence*: what it tells did not
    happen in the film as it was shown."""
    if noun.lemma_.lower() in cues("version"):
        return any(c.lower_ in _OTHER_CUTS for c in noun.children)
    if any(c.dep_ == "compound" and cues("unreal").get(c.lemma_) == "hypothetical"
           for c in noun.children):  # fmt: skip
        return True
    return _is_unreal(noun)


def opened(sentence: Tokens) -> Iterator[tuple[Status, Token, Token, Token | None]]:
    """What the first words of a sentence make of all that it says: *Imagine …*, *Chances are …*,
    *Rumor has it …*."""
    first = [t for t in sentence[: _LONGEST_OPENER + 1] if not (t.is_quote or t.is_space)]
    words = [t.lower_ for t in first]
    label = next((t for t in first[1:] if t.text == ":"), None)
    noun = label.nbor(-1) if label is not None else None
    if noun is not None and _is_a_label_of_theories(noun):
        yield "hypothetical", first[0], noun, None
        return
    for count in range(min(len(words), _LONGEST_OPENER), 0, -1):
        effect = cues("opener").get(" ".join(words[:count]))
        if effect:
            yield effect, first[0], first[count - 1], None
            return


def _is_a_label_of_theories(noun: Token) -> bool:
    """*Headcanon:*, *Wild theory:*"""
    lemma = noun.lemma_.lower()
    return lemma in cues("theory") or cues("unreal").get(lemma) == "hypothetical"


def _frames(noun: Token, effect: Status) -> bool:
    """*on another reading*, *in her view*, *in the words of …*; not *in this version*, *in her
    eyes*, *in view of*."""
    words = {c.lower_ for c in noun.children}
    if effect == "hypothetical":
        return bool(words & _OTHER_WORLDS)
    if noun.lemma_.lower() == "version":  # "in Joss's version of events"
        inner = (o.lemma_ for c in noun.children if c.lower_ == "of" for o in c.children)
        owners = (c for c in noun.children if c.dep_ == "poss" and c.pos_ == "NOUN")
        teller = any(
            is_person_noun(c) and c.lemma_ not in listed("person", "roles") for c in owners
        )
        return teller or bool(_HAPPENINGS & set(inner))
    said = noun.lemma_.lower() != "eye" and any(c.dep_ == "poss" for c in noun.children)
    return said or {"the", "of"} <= words


def _owner(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def denied_after(sentence: Tokens) -> tuple[Token, Token] | None:
    """First and last word of a denial with which the sentence after begins: *He did not.*, *None of
    it was: the mountains are painted*."""
    doc, end = sentence.doc, sentence.end
    after = doc[end : end + _LONGEST_DENIAL + 1]
    stop = next((k for k, t in enumerate(after) if t.is_punct), 0)
    words = after[:stop]
    if len(words) < 2 or words[0].lower_ not in _TAKING_UP:
        return None
    neg = next((t for t in words if t.lower_ in _DENYING), None)
    verb = next((t for t in words if t.lemma_ in _ELIDED), None)
    echoes = all(t in (words[0], neg, verb) or t.lower_ in _ECHOES for t in words)
    return (words[0], words[-1]) if neg is not None and verb is not None and echoes else None


def answered_no(sentence: Tokens) -> Token | None:
    """The word with which the next sentence answers a question in the negative: *No, she did
    not.*, *Never.*"""
    doc = sentence.doc
    after = doc[sentence.end : sentence.end + 2]
    if len(after) < 2 or after[0].lower_ not in cues("answer"):
        return None
    return after[0] if after[1].is_punct else None


def listed_theories(analysis: Analysis) -> tuple[Span, ...]:
    """The first sentence of each numbered item under a heading that promises theories."""
    found: list[Span] = []
    title: bool | None = None
    section = False
    for block in analysis.blocks:
        text = block.doc.text
        if block.region.kind == "heading":
            section = any(t.lemma_.lower() in cues("theory") and _many(t) for t in block.doc)
            title = section if title is None else title
        elif (title or section) and (opening := _ITEM.match(text)):
            end = _END.search(text, opening.end())
            stop = end.start() if end else len(text.rstrip())
            found.append(block.offsets.to_essay(opening.end(), max(stop, opening.end() + 1)))
    return tuple(found)


def _many(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"}
