"""Cues in the grammar of a name's sentence: what it is the subject, object or owner of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.evidence.cue_words import SKIPPED, is_full_name, noun_kind
from graphbuild.annotation.evidence.words_before import owns
from graphbuild.annotation.tagging import SOMEBODY

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["cues_of_grammar"]

_WATCHING = frozenset("see watch rent catch".split())
_WRITERS = frozenset({"I", "i", "we", "We", "you", "You"})
_THEM = frozenset({"him", "her"})
_SHINING = frozenset("be shine excel give deliver impress appear turn do fare".split())
_AWARDING = frozenset({"give", "award", "hand", "grant", "bestow"})
_MISREAD_OWNERS = frozenset({"nsubj", "nsubjpass", "dobj", "obj"})
"""What the model takes an owner before a title in quotation marks for."""
_PLAYING = frozenset({"play", "portray", "embody", "inhabit", "voice"})
_PRESENT = frozenset({"VBZ", "VBP"})
_FINITE = _PRESENT | {"VBD"}


def cues_of_grammar(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    start, end = span.start, span.end
    root = doc.root_of(start, end)
    head = root.head
    if end < len(doc) and doc[end].text == ":":
        return  # "4. Wild Strawberries: Victor Sjöström plays …": the parse runs on
    if owns(doc, span) and root.dep_ in _MISREAD_OWNERS:
        if doc.text_of(end + 1, end + 3)[:1].isupper() or doc.text_of(end + 1, end + 2) in SKIPPED:
            yield "has a title"
    elif root.dep_ == "nsubj" and _goes_to_a_winner(head, root):
        yield "goes to a winner"
    elif root.dep_ in {"nsubj", "nsubjpass"}:
        yield from _subject(head)
    elif root.dep_ in {"dobj", "obj"} and head.lemma_ == "read" and not _writes(span):
        yield "is read"
    elif root.dep_ in {"dobj", "obj"}:
        yield from _object(head, root)
    elif root.dep_ == "dative" and any(_is_prize(c) for c in head.children):
        yield "is given a prize"
    elif root.dep_ == "poss":
        yield from _owner(head)
    elif root.dep_ == "appos" and head.dep_ == "dobj" and head.head.lemma_ in _PLAYING:
        yield "is the part that is played"  # "plays Sloane's partner Grisby"
    elif root.dep_ == "appos":
        if not is_full_name(span):
            yield from _apposition(head)
        if head.dep_ in {"nsubj", "nsubjpass"}:
            yield from _subject(head.head)
    elif root.dep_ == "pobj" and head.lower_ == "to":
        yield "is spoken or shown to"
    elif root.dep_ == "pobj" and head.lower_ in {"since", "after", "before", "until"}:
        yield "is a point in time"
    elif root.dep_ == "attr" and _is_identity(head):
        yield "is whom a performer is"
    elif root.dep_ == "attr":
        yield from _identified(head)
    if _first_person(root):
        yield "stands beside 'I' or 'we'"
    for child in root.children:
        if child.dep_ == "appos" and not (start <= child.i < end):
            if doc[end].lower_ != "as":  # "Nasser as Kathiresan, the grandfather"
                yield from _apposition(child)
        elif child.dep_ == "relcl" and child.lemma_ in _PLAYING and _is_played_in(child):
            yield "is the part that is played"
        elif child.dep_ == "relcl" and any(_is_what_is_meant(c) for c in child.children):
            yield from _object(child, root)


def _is_what_is_meant(word: Token) -> bool:
    """The object of a clause that takes up what is no person: ``Carol, which Haynes directed``."""
    return word.dep_ == "dobj" and word.lower_ == "which"


def _writes(span: ProposedSpan) -> bool:
    """Whether it is somebody whose works are read: ``read Dickens``."""
    known = {h.type for h in span.hits if h.kind != "variant"}
    return "person" in known or (span.tagged in SOMEBODY and not known & {"film", "series", "work"})


def _is_played_in(clause: Token) -> bool:
    """``a meaner soul than Joe, who Taylor portrays``, not ``Manthan, where she plays Bindu``."""
    named = [c for c in clause.children if c.tag_ not in {"WP", "WDT"}]
    roles = {c.dep_ for c in named}
    return "nsubj" in roles and roles.isdisjoint({"dobj", "advmod", "prep"})


def _identified(copula: Token) -> Iterator[str]:
    """``The film is Juno``, ``her heroine is Carol``, ``the director is Todd Haynes``."""
    subjects = (c for c in copula.children if c.dep_ == "nsubj" and c.is_lower)
    for kind in map(noun_kind, subjects):
        if kind == "film":
            yield "is given as a film's name"
        elif kind == "person":
            yield "follows a role in film-making"
        elif kind in {"people", "character"}:
            yield "is a person's name in the story"


def _goes_to_a_winner(verb: Token, name: Token) -> bool:
    """``the Oscar went to Colman``."""
    if verb.lemma_ != "go" or not _is_determined(name):
        return False
    to = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to")
    return any(c.pos_ == "PROPN" for t in to for c in t.children)


def _first_person(token: Token) -> bool:
    """Whether the writer stands in the same clause, outside quotation marks."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    for child in (*verb.children, *token.children):
        if child.lower_ in {"i", "me", "we", "us", "my", "our"}:
            return not any(t.is_quote for t in token.sent)
    return False


def _apposition(noun: Token) -> Iterator[str]:
    kinds = {
        "film": "is in an apposition to a film",
        "person": "is in an apposition to a film-maker",
        "people": "is in an apposition to a person",
        "character": "is in an apposition to a character",
        "work": "is in an apposition to a work",
        "series": "is called a series",
    }
    kind = noun_kind(noun) if not noun.text[0].isupper() else ""
    if noun.lemma_.lower() in listed("place", "venues"):
        yield "is in an apposition to a venue"
    elif noun.lemma_.lower() in listed("organization", "nouns"):
        yield "is in an apposition to a group"
    elif kind:
        yield kinds[kind]


def _subject(verb: Token) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    if lemma in _AWARDING and any(_is_prize(c) for c in verb.children):
        yield "is given a prize" if _passive(verb) else "gives a prize"
        return
    if _as_somebody(verb):
        yield "is followed by the part in 'as'"
        return
    if _present(verb) and any(c.dep_ == "dobj" and c.lower_ in _THEM for c in verb.children):
        yield "does something to 'him' or 'her', in the present"
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    if lemma in {"be", "become"}:
        yield from _copula(verb)
    elif lemma in {"begin", "end", "start", "open", "close"}:
        opens = _opens_on_something(verb)
        yield f"is the subject of a verb {'that films take' if opens else 'of the story'}"
    elif _passive(verb) and verb.lower_ in listed("character", "states"):
        yield "is as people are"
    elif f"{lemma}-{particle}" in listed("film", "phrasal_verbs"):
        yield "is the subject of a verb that films take"
    elif _tells_a_story(verb):
        yield "is the subject of a verb that films take"
    elif lemma in listed("person", "speech"):
        quoted = not _present(verb) and any(t.is_quote for t in verb.sent)
        yield "is quoted" if quoted else "is the subject of a verb of speech"
    elif lemma in listed("person", "perform"):
        part = lemma in _PLAYING and _passive(verb)
        yield "is the part that is played" if part else "is the subject of a verb of acting"
    elif _makes_film(verb) or (lemma in listed("person", "subject_verbs") and not _passive(verb)):
        yield "is the subject of a verb of film-making"
    elif not _passive(verb) and lemma in _both():
        yield "does what films and people do"
    elif lemma in listed("film", "undergone" if _passive(verb) else "subject_verbs"):
        yield "is the subject of a verb that films take"
    elif lemma in listed("award", "verbs"):
        yield "wins or receives"
    elif lemma in listed("character", "subject_verbs"):
        yield f"is the subject of a verb of the story{', in the present' if _present(verb) else ''}"
    elif _is_deed(verb, lemma):
        yield "does something"


@cache
def _both() -> frozenset[str]:
    return listed("film", "subject_verbs") & listed("character", "subject_verbs")


def _is_deed(verb: Token, lemma: str) -> bool:
    """Whether somebody is the likelier subject of a verb that no list has."""
    return verb.tag_ in _FINITE and not _passive(verb) and lemma not in listed("film", "no_deeds")


def _as_somebody(verb: Token) -> bool:
    """``Powell is in elegant form as Philo``: a subject that is somebody else, not one that *is as
    dull as* another."""
    if verb.lemma_ not in _SHINING:
        return False
    for token in verb.doc[verb.i + 1 : verb.sent.end - 1]:
        if token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lower_ == "as" and token.nbor().pos_ == "PROPN":
            return all(t.lower_ != "as" for t in verb.doc[verb.i + 1 : token.i])
    return False


def _opens_on_something(verb: Token) -> bool:
    """``begins with a dream``, ``opens a week later``: what a film does, without an object."""
    return not any(c.dep_ in {"dobj", "xcomp", "ccomp", "prt"} for c in verb.children)


def _is_prize(object_: Token) -> bool:
    if object_.dep_ not in {"dobj", "obj"}:
        return False
    capital = object_.text[0].isupper()
    return object_.lower_ in listed("award", "suffix") and (capital or object_.lower_ == "prize")


def _tells_a_story(verb: Token) -> bool:
    told = (c for c in verb.children if c.dep_ == "dobj")
    return verb.lemma_ == "tell" and any(c.lemma_ in {"tale", "story"} for c in told)


def _makes_film(verb: Token) -> bool:
    """``makes a movie``, ``was never going to make a film``, ``made it in 1956``."""
    made = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    return any(
        v.lemma_ in {"make", "shoot"}
        and any(c.dep_ == "dobj" and (noun_kind(c) == "film" or _is_dated(c)) for c in v.children)
        for v in made
    )


def _is_dated(object_: Token) -> bool:
    """``it`` where a year is given for it."""
    after = object_.doc.text_of(object_.i + 1, object_.i + 3)
    return object_.lower_ == "it" and after[:3] == "in " and after[3:].isdigit()


def _present(verb: Token) -> bool:
    if any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in verb.children):
        return False
    return verb.tag_ in _PRESENT or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in _PRESENT for c in verb.children
    )


def _passive(verb: Token) -> bool:
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)


def _as_people_are(word: Token) -> bool:
    """``is pregnant``, ``is married``, ``is sixteen``, but not ``is 120 minutes long``."""
    if word.lower_ in listed("character", "states"):
        return True
    behind = word.doc.text_of(word.i + 1, word.i + 2).lower()
    return (
        word.like_num and word.dep_ == "attr" and behind in {"", ".", ",", "and", "when", "years"}
    )


def _is_identity(copula: Token) -> bool:
    """``Caan is Frank``, ``Amy Adams is Sister James``: two names, neither with an article."""
    ends = [c for c in copula.children if c.dep_ in {"nsubj", "attr"}]
    bare = all(e.pos_ == "PROPN" and not any(c.dep_ == "det" for c in e.children) for e in ends)
    return copula.lemma_ == "be" and len(ends) == 2 and bare


def _copula(verb: Token) -> Iterator[str]:
    if _is_identity(verb):
        yield "is somebody else in the story"
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "about":
            yield "is said to be about something"
        elif child.dep_ == "acomp" and child.lower_ in listed("person", "praise"):
            yield "is praised or blamed"
        elif child.dep_ in {"acomp", "attr"} and _as_people_are(child):
            yield "is as people are"
        elif child.dep_ == "attr":
            child = _one_of(child)
            kind = noun_kind(child)
            if child.lemma_.lower() in listed("organization", "nouns"):
                yield "is in an apposition to a group"
            elif kind == "film" or child.lemma_.lower() in {"story", "tale", "portrait"}:
                yield "is said to be a film"
            elif kind == "person":
                trade = child.lemma_.lower() in listed("person", "trades")
                yield "is said to have a trade" if trade else "is said to be a film-maker"
            elif kind in {"people", "character"}:
                yield "is said to be a person"
            elif kind == "work":
                yield "is said to be a book, play or song"
            elif kind == "series":
                yield "is called a series"


def _one_of(noun: Token) -> Token:
    """The noun of ``one of the best novels``; any other noun as it is."""
    if noun.lower_ != "one":
        return noun
    of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
    return next((c for p in of for c in p.children if c.dep_ == "pobj"), noun)


def _object(verb: Token, name: Token) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    if lemma in {"direct", "cast"} and _in_a_title(name):
        yield "is directed in a film"
        return
    if lemma.startswith("rewatch"):
        lemma = "rewatch"
    if lemma in _PLAYING:
        yield "is the part that is played"
    elif lemma in listed("award", "verbs") or (lemma == "lose" and _is_determined(name)):
        yield "is won or received"
    elif lemma in {"sing", "hum"}:
        yield "is sung"
    elif lemma in listed("work", "verbs"):
        yield "is read or performed"
    elif lemma in {"love", "hate"} and _has_a_name_for_subject(verb):
        yield "is the object of a verb of the story"
    elif lemma in _WATCHING and (
        any(c.text in _WRITERS for c in verb.children) or (verb.is_sent_start and verb.tag_ == "VB")
    ):
        yield "is what the writer sees"
    elif lemma in {"see", "love", "hate"}:
        watched = lemma == "see" and _at_the_cinema(name)
        yield "is the object of a verb that films take" if watched else "is seen, loved or hated"
    elif lemma in listed("film", "object_verbs") - {"call"}:
        yield "is the object of a verb that films take"
    elif lemma in listed("character", "object_verbs"):
        yield "is the object of a verb of the story"
    elif lemma not in listed("film", "no_deeds"):
        yield "is the object of any verb"


def _is_determined(name: Token) -> bool:
    """``lost the Oscar``, against ``lost Carol``."""
    return any(c.dep_ == "det" for c in name.children)


def _has_a_name_for_subject(verb: Token) -> bool:
    """``Abby loved Carol`` against ``I loved Carol``, ``critics loved Carol``."""
    return any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.children)


def _at_the_cinema(name: Token) -> bool:
    """``see Rocky in 1977``, ``saw Heat again``."""
    after = name.doc[name.i + 1 : name.i + 3]
    if len(after) and after[0].lower_ in {"again", "twice", "three", "four"}:
        return True
    return len(after) == 2 and after[0].lower_ == "in" and after[1].is_digit


def _in_a_title(name: Token) -> bool:
    """``directed Washington in Malcolm X``, ``cast Williams as``."""
    after = name.doc[name.i + 1 : name.i + 3]
    if len(after) < 2 or after[0].lower_ not in {"in", "as", "opposite", "alongside"}:
        return False
    return after[0].lower_ == "as" or after[1].text[0].isupper() or after[1].is_quote


def _owner(noun: Token) -> Iterator[str]:
    lemma = noun.lemma_.lower()
    if noun.text[0].isupper() and noun.pos_ == "PROPN":
        yield "has a title"
    elif lemma in {"character", "role"}:
        yield "has a character"
    elif lemma in listed("person", "possessed"):
        yield "has a film, a camera or the like"
    elif lemma in listed("character", "possessed"):
        yield "has kin, a body, a fate"
    elif lemma in listed("film", "parts"):
        yield "has an ending, a cast or the like"
    else:
        yield "has something"
