"""Whether the place of a name is a title's or somebody's.

A name that a film and somebody in it share looks the same for both; what it does, undergoes or has
in its sentence, the words beside it and the pronoun that takes it up tell them apart. The weights
(``title_odds.tsv``) are log-odds for a title against somebody, learnt by
``scripts/train_title_odds.py``; how the name itself looks is none of the features.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.english.syntax import first_conjunct
from graphbuild.annotation.evidence.cue_words import past_quotes
from graphbuild.annotation.evidence.odds import summed_odds
from graphbuild.annotation.remembering import remembered

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token

__all__ = ["surroundings", "title_odds"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj", "dative"})
_INSIDE_NAMES = frozenset({"compound", "nmod", "amod"})
_TENSES = {"VBZ": "present", "VBP": "present", "VBD": "past", "MD": "modal"}
_SOMEBODY = frozenset("he she him her his hers himself herself".split())
_SOMETHING = frozenset("it its itself".split())
_PRONOUNS = _SOMEBODY | _SOMETHING
_WRITER = frozenset("i me my we you your us".split())
_POINTING = frozenset({"this", "that", "which"})
_GROUPS = {
    **dict.fromkeys(_SOMEBODY, "somebody"),
    **dict.fromkeys(_SOMETHING | _POINTING, "it"),
    **dict.fromkeys(_WRITER, "the writer"),
}
_TELLING = frozenset({"somebody", "it", "the writer"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_NEAR, _NEXT = 6, 3
_MOST = 6.0


def title_odds(doc: Doc, start: int, end: int) -> float:
    """Log-odds that the place of a name, tokens ``start`` to ``end``, is a title's."""
    return summed_odds("title_odds.tsv", surroundings(doc, start, end), _MOST)


@remembered
def surroundings(doc: Doc, start: int, end: int) -> Sequence[str]:
    """The features of a name's place."""
    name = doc.root_of(start, end)
    first = first_conjunct(name)
    return (
        *(("conjunct", f"beside {_noun(first)}") if first is not name else ()),
        *_role(first),
        *_dependents(name, start, end),
        *_beside(doc, start, end),
        *_taken_up(doc, start, end),
    )


def _role(name: Token) -> Iterator[str]:
    dep, head = name.dep_, name.head
    if dep in _SUBJECTS:
        yield from _subject(head, "subject" if dep == "nsubj" else "patient")
    elif dep in _OBJECTS:
        yield from _object(head)
    elif dep == "poss":
        yield f"has {_noun(head)}"
        yield f"has {head.dep_}"
    elif dep == "pobj":
        yield from _behind_a_preposition(head)
    elif dep == "attr":
        subject = _subject_of(head)
        yield f"predicate of {_kind(subject) if subject is not None else ''}"
    elif dep in _INSIDE_NAMES:
        yield f"before {_noun(head)}"
    else:
        yield f"{dep} {_noun(head) if dep != 'ROOT' else ''}"
        yield dep


def _subject(verb: Token, role: str) -> Iterator[str]:
    tense = _tense(verb)
    yield role
    if verb.lemma_ == "be" or verb.pos_ == "AUX":
        yield f"is {tense}"
        yield from _predicate(verb)
        return
    lemma = verb.lemma_.lower()
    yield f"{role} {_verb(verb)}"
    yield f"{role} in the {tense or 'infinite'}"
    for child in verb.children:
        if child.dep_ in {"xcomp", "acomp", "oprd"}:
            yield f"{role} {lemma} {_noun(child)}"
            yield f"{'subject' if child.dep_ == 'xcomp' else 'is'} {_noun(child)}"
        elif child.dep_ == "dobj":
            yield f"{role} with object {_noun(child)}"
            yield f"{role} {lemma} object {_noun(child)}"
            yield from (f"{role} with own {_kind(c)}" for c in child.children if c.dep_ == "poss")
        elif child.dep_ == "prep":
            yield f"{role} {lemma} {child.lower_}"
        elif child.dep_ == "ccomp":
            yield f"{role} with clause"
        elif child.dep_ == "conj" and child.pos_ == "VERB":
            yield f"subject {_verb(child)}"


def _predicate(verb: Token) -> Iterator[str]:
    for child in verb.children:
        if child.dep_ in {"attr", "acomp"}:
            yield f"is {_noun(child)}"
            for below in child.children:
                if below.dep_ == "amod":
                    yield f"is modified {below.lemma_.lower()}"
                elif below.dep_ == "prep":
                    yield f"is with {below.lower_}"
        elif child.dep_ == "prep":
            yield f"is-preposition {child.lower_}"


def _object(verb: Token) -> Iterator[str]:
    lemma = _verb(verb)
    yield f"object {lemma}"
    agent = _subject_of(verb)
    if agent is not None:
        kind = _kind(agent)
        yield f"object beside {kind}"
        if kind in _TELLING:
            yield f"object {lemma} beside {kind}"
    yield from (f"object {lemma} {c.lower_}" for c in verb.children if c.dep_ == "prep")


def _behind_a_preposition(preposition: Token) -> Iterator[str]:
    word, above = preposition.lower_, preposition.head
    yield f"preposition {word}"
    yield f"preposition {_noun(above)} {word}"
    subject = _subject_of(above) if above.pos_ in {"VERB", "AUX"} else None
    if subject is not None:
        yield f"preposition {word} of {_kind(subject)}"
    if above.dep_ in _OBJECTS:
        yield f"preposition in object {_verb(above.head)} {word}"


def _dependents(name: Token, start: int, end: int) -> Iterator[str]:
    for child in name.children:
        if start <= child.i < end:
            continue
        dep, word = child.dep_, _noun(child)
        if dep == "appos":
            yield f"apposition {word}"
        elif dep == "amod":
            yield "modified"
            yield f"modified {word}"
        elif dep == "relcl":
            pronoun = next((t for t in child.subtree if t.tag_ in {"WP", "WDT", "WP$"}), None)
            yield f"relative {pronoun.lower_ if pronoun is not None else ''}"
            yield f"relative {_verb(child)}"
        elif dep == "prep":
            yield f"with preposition {child.lower_}"
        elif dep == "acl":
            yield f"participle {word}"
        elif dep == "poss":
            yield f"owned by {_kind(child)}"
        elif dep == "det":
            yield f"article {child.lower_}"
        elif dep == "compound":
            yield f"compound {word}"


def _beside(doc: Doc, start: int, end: int) -> Iterator[str]:
    sent = doc[start].sent
    before, after = past_quotes(doc, start - 1, -1), past_quotes(doc, end, 1)
    yield f"< {_word(before if before is not None and before.i >= sent.start else None)}"
    yield f"> {_word(after if after is not None and after.i < sent.end else None)}"
    near = (
        *doc[max(sent.start, start - _NEAR) : start],
        *doc[end : min(sent.end, end + _NEAR)],
    )
    for token in near:
        if token.pos_ in _CONTENT:
            yield f"near {token.lemma_.lower()}"
        if token.lower_ in _WRITER:
            yield "near the writer"


def _taken_up(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The pronouns before and behind a name."""
    sent = doc[start].sent
    names = False
    for token in doc[end : sent.end]:
        if token.lower_ in _PRONOUNS:
            yield f"then {_kind(token)}{' behind names' if names else ''}"
            break
        names = names or token.pos_ == "PROPN"
    for token in doc[sent.end : sent.end + _NEXT]:
        if token.lower_ in _PRONOUNS or token.lower_ == "this":
            yield f"next {_kind(token)}"
            break
    earlier = [t for t in doc[sent.start : start] if t.lower_ in _PRONOUNS]
    if earlier:
        yield f"before {_kind(earlier[-1])}"


def _subject_of(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _tense(verb: Token) -> str:
    auxiliaries = (c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})
    return next((_TENSES[tag] for tag in (*auxiliaries, verb.tag_) if tag in _TENSES), "")


def _verb(verb: Token) -> str:
    particle = next((f"-{c.lower_}" for c in verb.children if c.dep_ == "prt"), "")
    return verb.lemma_.lower() + particle


def _noun(token: Token) -> str:
    return "NAME" if token.pos_ == "PROPN" else token.lemma_.lower()


def _kind(token: Token) -> str:
    return _GROUPS.get(token.lower_) or _noun(token)


def _word(token: Token | None) -> str:
    if token is None or token.is_space:
        return ""
    return "NAME" if token.pos_ == "PROPN" else token.lower_
