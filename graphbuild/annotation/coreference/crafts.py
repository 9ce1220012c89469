"""Who acts and who makes films, and which of the two a pronoun's words speak of.

*His role* is an actor's and *his script* a writer's: what the casts, the credits and the text say
of somebody goes with some words better than with others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphbuild.annotation.coreference.agreement import tied_words
from graphbuild.annotation.coreference.casting import Casting
from graphbuild.annotation.coreference.nominals import Roster
from graphbuild.annotation.coreference.occurrences import Occurrence, clause_of
from graphbuild.annotation.doc import Token
from graphbuild.annotation.remembering import remembered

__all__ = ["Crafts", "crafts", "deed_of"]

Crafts = Mapping[str, str]
"""*acting*, *making* or *both*, by the IRI of whom it is known."""

_ACTORS = frozenset("actor actress performer co-star star lead comedian comedienne".split())
_MAKERS = frozenset(
    "auteur cinematographer composer director editor filmmaker producer screenwriter writer "
    "writer-director".split()
)
_ACTING = frozenset(
    "accent act acting audition cast co-star embody impersonate part perform performance play "
    "portray portrayal role star steal turn voice".split()
)
_MAKING = frozenset(
    "adapt adaptation camera compose debut direct direction edit film filmmaking helm make movie "
    "oeuvre picture produce production scene score screenplay script shoot shot style write "
    "writing".split()
)


def crafts(names: Sequence[Occurrence], cast: Roster, casts: Casting) -> Crafts:
    """What those who are named do, by the knowledge base or the text."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri in (*cast.players, *(one for some in casts.values() for one in some)):
        found[iri].add("acting")
    for makers in cast.makers.values():
        for iri in makers:
            found[iri].add("making")
    for occurrence in names:
        if occurrence.kind == "name":
            found[occurrence.entity.iri] |= _told(occurrence)
    return {iri: "both" if len(does) > 1 else min(does) for iri, does in found.items() if does}


def _told(occurrence: Occurrence) -> set[str]:
    """*actress Amy Adams*, *Spielberg, the director*, *directed by Hooper*."""
    words = {w.lemma_.lower() for w in tied_words(occurrence)}
    by = occurrence.head.head
    if by.lower_ == "by" and by.head.lemma_ in {"direct", "write"}:
        words.add("director")
    return {
        craft
        for craft, nouns in (("acting", _ACTORS), ("making", _MAKERS))
        if not words.isdisjoint(nouns)
    }


@remembered
def deed_of(token: Token) -> str:
    """Of what the words around a pronoun speak: *acting*, *making* films, or *other*."""
    owned = {token.head.lemma_} if token.dep_ == "poss" else set()
    clause = clause_of(token)
    said = {clause.lemma_, *(c.lemma_ for c in clause.children if c.dep_ in {"dobj", "attr"})}
    for words in (owned, said):
        if words & _ACTING:
            return "acting"
        if words & _MAKING:
            return "making"
    return "other"
