"""What goes on from one pronoun to the next: chains, who is spoken to, performer and part.

Features of the ranker (``ranking``) that look at how the pronouns before were resolved, at the
clause above the pronoun's own, and at the two names that a performer and a character share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphbuild.annotation.coreference.anaphors import PRONOUNS, Anaphor, Candidate
from graphbuild.annotation.coreference.casting import Partners
from graphbuild.annotation.coreference.occurrences import Occurrence, ancestors, clause_of, is_rival
from graphbuild.annotation.doc import Token

__all__ = ["chain_features", "clause_features", "pair_features", "topic_features"]

_OBJECTS = frozenset({"dobj", "dative"})
_NEAR = 3


def chain_features(anaphor: Anaphor, candidates: Sequence[Candidate]) -> dict[str, set[str]]:
    """For each candidate, whether the same pronoun meant it last, and how it stood then."""
    before = [
        o
        for c in candidates
        for o in c.occurrences
        if o.kind == "pronoun"
        and o.position < anaphor.position
        and PRONOUNS[o.head.lower_] == anaphor.pronoun
    ]
    if not before:
        return {}
    last = max(before, key=lambda o: o.position)
    back = min(anaphor.sentence - last.sentence, _NEAR)
    named = [
        o
        for c in candidates
        for o in c.occurrences
        if o.kind == "name" and last.position < o.position < anaphor.position
    ]
    subject = any(o.role == "subject" for o in named)
    since = "a subject" if subject else "a name" if named else "nobody"
    clause = "one clause" if clause_of(last.head) == clause_of(anaphor.token) else f"{back} back"
    found = {}
    for c in candidates:
        own = "goes on" if c.iri == last.entity.iri else "changes"
        found[c.iri] = {
            f"{own}:{clause}:{since}",
            f"{own}:{last.role}:{anaphor.form}:{clause}",
            f"{own}:{last.role}:{anaphor.form}:{since}",
        }
        if own == "changes" and any(o.entity.iri == c.iri for o in named):
            found[c.iri].add(f"named since:{back}:{last.role}:{anaphor.form}")
    return found


def clause_features(anaphor: Anaphor, candidates: Sequence[Candidate]) -> dict[str, set[str]]:
    """For each candidate, what it is in the clause above: *Marty asked her how she felt*."""
    clause = clause_of(anaphor.token)
    verb = next((t for t in ancestors(clause) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return {}
    link = _link(clause)
    found = {}
    for c in candidates:
        here = [o for o in c.occurrences if o.block == anaphor.block]
        role = next((r for o in reversed(here) if (r := _role_under(o.head, verb))), "absent")
        place = f"{role}:{anaphor.form}"
        found[c.iri] = {
            f"above:{clause.dep_}:{link}:{place}",
            f"above:{clause.dep_}:{place}",
            f"above:{verb.lemma_}:{place}",
        }
    return found


def _link(clause: Token) -> str:
    """The word that joins a clause to the one above: *if*, *how*, *because*, *but*."""
    for child in clause.children:
        if child.i > clause.i:
            break
        if child.dep_ == "mark" or child.tag_ in {"WRB", "WP", "WDT"}:
            return child.lower_
    if clause.dep_ == "conj":
        return next((c.lower_ for c in clause.head.children if c.dep_ == "cc"), "none")
    return "none"


def _role_under(head: Token, verb: Token) -> str | None:
    if head.doc != verb.doc:
        return None
    while head.dep_ == "conj" and head.head != verb:
        head = head.head
    if head.head == verb:
        return "object" if head.dep_ in _OBJECTS else head.dep_
    above = head.head
    if head.dep_ == "pobj" and above.head == verb:
        return above.lower_
    return "possessor" if head.dep_ == "poss" and above.head == verb else None


def pair_features(
    anaphor: Anaphor,
    candidates: Sequence[Candidate],
    partners: Partners,
    setting: Iterable[str],
) -> dict[str, set[str]]:
    """For a performer and a character who share a part, which of the two was named last."""
    by_iri = {c.iri: c for c in candidates}
    found = {}
    for c in candidates:
        others = [by_iri[iri] for iri in partners.get(c.iri, ()) if iri in by_iri]
        if not others:
            continue
        kind = c.occurrences[0].entity.type
        mine = _last(anaphor, c)
        theirs = max((_last(anaphor, o) for o in others), key=lambda o: o.position)
        name = _last_name(anaphor, c) > max(_last_name(anaphor, o) for o in others)
        order = "named last" if name else "named before"
        nearer = "nearer" if mine.position > theirs.position else "farther"
        found[c.iri] = {
            *(f"pair:{kind}:{what}" for what in setting),
            f"pair:{kind}:{nearer}:{mine.kind}:{theirs.kind}",
            f"pair:{kind}:{nearer}:{mine.role}:{theirs.role}",
            *(f"pair:{kind}:{order}:{what}" for what in setting),
            f"pair:{kind}:{nearer}:{anaphor.form}",
            f"pair:{kind}:{nearer}:{min(anaphor.sentence - mine.sentence, _NEAR)}",
        }
        if mine.first and mine.head.doc[mine.first - 1].text in {"(", "["}:
            found[c.iri].add(f"pair:{kind}:in brackets:{nearer}")
    return found


def topic_features(
    anaphor: Anaphor, candidates: Sequence[Candidate], tense: str
) -> dict[str, set[str]]:
    """Whether the subject before was a real person or a character, as the candidate is."""
    before = [
        o
        for c in candidates
        for o in c.occurrences
        if o.role == "subject" and o.position < anaphor.position and not is_rival(o.entity)
    ]
    if not before:
        return {}
    last = max(before, key=lambda o: o.position)
    same = "same sentence" if last.sentence == anaphor.sentence else "before"
    story = last.entity.type
    return {
        c.iri: {
            f"topic:{story}:{c.occurrences[0].entity.type}:{tense}",
            f"topic:{story}:{c.occurrences[0].entity.type}:{same}",
        }
        for c in candidates
    }


def _last(anaphor: Anaphor, candidate: Candidate) -> Occurrence:
    before = [o for o in candidate.occurrences if o.position < anaphor.position]
    return before[-1] if before else candidate.occurrences[0]


def _last_name(anaphor: Anaphor, candidate: Candidate) -> int:
    named = (
        o.position
        for o in candidate.occurrences
        if o.kind == "name" and o.position < anaphor.position
    )
    return max(named, default=-1)
