"""Nobody who is named nearby: the candidate for whoever else a pronoun may mean.

A name that was not found, a stranger (*the lady teaching music*), anybody at all. Beside the
others it keeps the only person in view from being meant by every pronoun.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graphbuild.annotation.coreference.anaphors import PRONOUNS, Anaphor, Candidate
from graphbuild.annotation.coreference.occurrences import RIVAL, Layout, Occurrence, is_rival
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.people import is_person_noun, pronoun_of_word
from graphbuild.model import EntityRef

__all__ = ["NOBODIES", "claimed_tokens", "nobody", "nobody_features"]

NOBODIES: Mapping[str, str] = {f"{RIVAL}nobody:{pronoun}": pronoun for pronoun in ("he", "she")}
"""The IRIs of those whom no name stands for, with the pronouns they take."""

_SOMEBODY = frozenset(
    "anybody anyone everybody everyone nobody somebody someone whoever whomever".split()
)
_FAR, _MANY = 4, 3


def nobody(layout: Layout, anaphor: Anaphor) -> Candidate:
    """Whoever is not named, standing where the pronoun does."""
    iri = f"{RIVAL}nobody:{anaphor.pronoun}"
    entity = EntityRef(iri, anaphor.token.text, "person", nil=True)
    return Candidate(iri, (layout.token_occurrence(anaphor.token, entity, "nominal"),))


def claimed_tokens(layout: Layout, names: Iterable[Occurrence]) -> set[tuple[int, int]]:
    """Tokens (block, number) that belong to a name."""
    return {(o.block, i) for o in names for i in range(o.first, o.last)}


def nobody_features(
    anaphor: Anaphor,
    candidates: Sequence[Candidate],
    known: Mapping[str, str],
    claimed: Collection[tuple[int, int]],
) -> frozenset[str]:
    """What speaks for and against that somebody else is meant."""
    named = [c for c in candidates if not is_rival(c.occurrences[0].entity)]
    backs = [_back(anaphor, c) for c in named]
    near = [c for c, back in zip(named, backs, strict=True) if back <= 1]
    nearest = min(backs, default=_FAR)
    sure = any(c.iri in known for c in near)
    subject = any(
        o.role == "subject" and 0 <= anaphor.sentence - o.sentence <= 1
        for c in near
        for o in c.occurrences
    )
    chain = _chain(anaphor, candidates)
    form = anaphor.form
    found = {
        "nobody",
        f"nobody:{form}",
        f"nobody:of {min(len(named), _MANY)}",
        f"nobody:near {min(len(near), _MANY)}:{'known' if sure else 'unknown'}",
        f"nobody:nearest {nearest}:{form}",
        f"nobody:{'subject' if subject else 'no subject'} near:{form}",
        f"nobody:chain {chain}",
        f"nobody:chain {chain}:{'known' if sure else 'unknown'}",
        f"nobody:rivals {min(len(candidates) - len(named), 2)}",
    }
    found |= {f"nobody:{what}" for what in _others(anaphor, claimed)}
    return frozenset(found)


def _back(anaphor: Anaphor, candidate: Candidate) -> int:
    """How many sentences back the candidate was named or meant last."""
    backs = [
        anaphor.sentence - o.sentence
        for o in candidate.occurrences
        if o.position < anaphor.position
    ]
    return min(min(backs, default=_FAR), _FAR)


def _chain(anaphor: Anaphor, candidates: Sequence[Candidate]) -> str:
    """How far back the same pronoun was given to one of the candidates."""
    backs = [
        anaphor.sentence - o.sentence
        for c in candidates
        for o in c.occurrences
        if o.kind == "pronoun"
        and o.position < anaphor.position
        and PRONOUNS[o.head.lower_] == anaphor.pronoun
    ]
    return str(min(min(backs), 3)) if backs else "none"


def _others(anaphor: Anaphor, claimed: Collection[tuple[int, int]]) -> Iterator[str]:
    """Words that may stand for whom the pronoun means: names of nobody, *the lady*, *someone*."""
    token = anaphor.token
    for where, words in (("here", _words_before(token)), ("previous", _sentence_before(token))):
        free = [t for t in words if (anaphor.block, t.i) not in claimed]
        if any(t.tag_ in {"NNP", "NNPS"} for t in free):
            yield f"name {where}"
        if any(t.tag_ == "NN" and is_person_noun(t) for t in free):
            told = {pronoun_of_word(t) for t in free if is_person_noun(t)}
            yield f"{'her' if anaphor.pronoun in told else 'some'} noun {where}"
        if any(t.lower_ in _SOMEBODY for t in words):
            yield f"somebody {where}"


def _words_before(token: Token) -> Sequence[Token]:
    return token.doc[token.sent.start : token.i]


def _sentence_before(token: Token) -> Sequence[Token]:
    start = token.sent.start
    return token.doc[start - 1].sent if start else ()
