"""Pronouns beside *plays* and *role as*: who plays is a performer, who is played a character.

Where the casts say whom the performer plays, the pronoun means that character; where they give
a character to somebody else, it does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from graphbuild.annotation.coreference.anaphors import Anaphor, Candidate
from graphbuild.annotation.coreference.occurrences import Occurrence
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.places import SUBJECTS
from graphbuild.iris import Iris
from graphbuild.knowledge import KnowledgeBase

__all__ = ["PLAYING", "Casting", "casting", "fitting_parts", "partners", "shared_pronouns"]

Casting = Mapping[str, frozenset[str]]
"""IRIs of the performers of a character, by the character's IRI."""

Partners = Mapping[str, frozenset[str]]
"""Those whom a performer plays and those who play a character, by IRI."""

_GIVING = frozenset({"(", "is", "as", ", as"})
_TOLD = frozenset({"played by", ", played by", "( played by", "is played by", "portrayed by"})
_AGENTS = frozenset({"person", "character"})
_LEADS = frozenset({"character", "hero", "heroine", "lead", "protagonist"})
PLAYING = frozenset({"play", "portray", "impersonate", "voice", "embody"})
_PERFORMANCES = frozenset({"role", "performance", "portrayal", "turn", "part"})
_NAMED = frozenset({"dobj", "attr", "oprd"})


def casting(names: Sequence[Occurrence], kb: KnowledgeBase, iris: Iris) -> Casting:
    """Who plays the characters among ``names``, as the casts or the text say."""
    found = _said(names)
    seen: set[str] = set()
    for entity in (o.entity for o in names):
        if entity.type != "character" or entity.nil or entity.iri in seen:
            continue
        seen.add(entity.iri)
        key = iris.key(entity.iri)
        if key is not None:
            performers = (iris.entity(p.performer) for p in kb.performances_as(key))
            found[entity.iri] = frozenset(performers) | found.get(entity.iri, frozenset())
    return found


def _said(names: Sequence[Occurrence]) -> dict[str, frozenset[str]]:
    """Parts that the text gives: *Ani (Mikey Madison)*, *Madison plays Ani*."""
    found: dict[str, frozenset[str]] = {}
    for one, two in pairwise([o for o in names if o.kind == "name"]):
        if one.block != two.block:
            continue
        between = one.head.doc[one.last : two.first]
        words = _between(between)
        kinds = one.entity.type, two.entity.type
        if kinds == ("person", "character") and (words in _GIVING or _verb_of(two) in between):
            found[two.entity.iri] = found.get(two.entity.iri, frozenset()) | {one.entity.iri}
        elif kinds[1] == "person" and (
            (words in _TOLD and kinds[0] in _AGENTS) or (words == "(" and kinds[0] == "character")
        ):
            found[one.entity.iri] = found.get(one.entity.iri, frozenset()) | {two.entity.iri}
    return found


def _verb_of(part: Occurrence) -> Token | None:
    """The verb by which somebody plays a part: *plays the housewife Vera*, *is the hero, Max*."""
    noun = part.head
    while noun.dep_ in {"appos", "compound", "nmod"} and noun.head != noun:
        noun = noun.head
    verb = noun.head
    is_lead = verb.lemma_ == "be" and noun.lemma_ in _LEADS
    return verb if noun.dep_ in _NAMED and (is_lead or verb.lemma_ in PLAYING) else None


def _between(tokens: Sequence[Token]) -> str:
    """The words between two names, without dashes and without what the first is: *Henry, a vet
    (Paul Rudd)*, *Johnston - (Michael Hitchcock)*."""
    words = [t.lower_ for t in tokens if t.text not in {"-", "–", "—"}]
    described = words[:1] == [","] and words[1:2] in _ARTICLES and words[-1] == "("
    plain = described and not any(t.lower_ in {",", "and", "'s", "’s", "of"} for t in tokens[1:])
    return "(" if plain else " ".join(words)


_ARTICLES = (["a"], ["an"], ["the"])


def partners(casts: Casting) -> dict[str, frozenset[str]]:
    """Those whom a performer plays and those who play a character, by IRI."""
    found: dict[str, set[str]] = defaultdict(set)
    for part, performers in casts.items():
        for performer in performers:
            found[part].add(performer)
            found[performer].add(part)
    return {iri: frozenset(others) for iri, others in found.items()}


def shared_pronouns(known: Mapping[str, str], partners: Partners) -> dict[str, str]:
    """What is known, and of others what all who share a part with them take."""
    found = dict(known)
    for iri, others in partners.items():
        taken = {known[other] for other in others if other in known}
        if iri not in known and len(taken) == 1:
            found[iri] = taken.pop()
    return found


def fitting_parts(
    anaphor: Anaphor,
    candidates: Sequence[Candidate],
    around: Sequence[Occurrence],
    casts: Casting,
) -> Sequence[Candidate]:
    """The candidates that can play, or be played, where the pronoun stands beside *plays*.

    All of them where it does not, or where none would be left.
    """
    token, verb = anaphor.token, anaphor.token.head
    if token.dep_ == "poss" and verb.lemma_ in _PERFORMANCES:
        return _performing(candidates, _part_behind(verb, around), casts)
    if verb.lemma_ not in PLAYING and verb.lemma_ != "be":
        return candidates
    if token.dep_ == "dobj" and verb.lemma_ in PLAYING:
        return _played(candidates, _at(_subject(verb), around), casts)
    if token.dep_ in SUBJECTS and token.dep_ != "nsubjpass":
        return _playing(candidates, verb, around, casts)
    return candidates


def _part_behind(noun: Token, around: Iterable[Occurrence]) -> Occurrence | None:
    """The character named right behind "role as", "portrayal of"."""
    doc = noun.doc
    if noun.i + 1 == len(doc) or noun.nbor().lower_ not in ("as", "of"):
        return None
    behind = range(noun.i + 2, min(noun.i + 5, len(doc)))
    return next((o for i in behind for o in around if o.kind == "name" and o.head == doc[i]), None)


def _performing(
    candidates: Sequence[Candidate], part: Occurrence | None, casts: Casting
) -> Sequence[Candidate]:
    if part is None or part.entity.type != "character":
        return candidates
    performers = casts.get(part.entity.iri, frozenset())
    own = [c for c in candidates if c.iri in performers]
    return own or _of_type(candidates, "person") or candidates


def _played(
    candidates: Sequence[Candidate], performer: Occurrence | None, casts: Casting
) -> Sequence[Candidate]:
    parts = _of_type(candidates, "character")
    if performer is None:
        return parts or candidates
    iri = performer.entity.iri
    own = [c for c in parts if iri in casts.get(c.iri, ())]
    free = [c for c in parts if not casts.get(c.iri)]
    return own or free or parts or candidates


def _playing(
    candidates: Sequence[Candidate], verb: Token, around: Sequence[Occurrence], casts: Casting
) -> Sequence[Candidate]:
    part = next((c for c in verb.children if c.dep_ in _NAMED), None)
    named = _at(part, around)
    performers = casts.get(named.entity.iri, frozenset()) if named else frozenset()
    own = [c for c in candidates if c.iri in performers]
    if own or verb.lemma_ == "be":
        return own or candidates
    is_part = part is not None and ((part.pos_ == "PRON" and part.lower_ != "it") or named)
    return (_of_type(candidates, "person") or candidates) if is_part else candidates


def _of_type(candidates: Iterable[Candidate], wanted: str) -> list[Candidate]:
    return [c for c in candidates if c.occurrences[0].entity.type == wanted]


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _at(token: Token | None, around: Iterable[Occurrence]) -> Occurrence | None:
    """The name that a token heads."""
    if token is None:
        return None
    return next((o for o in around if o.head == token and o.kind == "name"), None)
