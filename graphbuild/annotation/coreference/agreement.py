"""Which pronoun an entity takes: from the text, never from a name.

The text tells it by a gendered word that it ties to the name: a title (*Mrs Dalloway*), a noun
beside it (*actress Amy Adams*, *her husband Vanya*, *Maggie, a widow*), or a copula (*Jenny is
the girl who …*).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graphbuild.annotation.coreference.occurrences import Occurrence
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.people import is_person_noun, pronoun_of_word

__all__ = ["tied_words", "told_pronouns"]


def told_pronouns(occurrences: Iterable[Occurrence]) -> dict[str, str]:
    """Pronoun of each entity (by IRI) that words of the text hint at, where they agree."""
    votes: dict[str, set[str]] = defaultdict(set)
    for occurrence in occurrences:
        for word in tied_words(occurrence):
            told = pronoun_of_word(word)
            if told is not None:
                votes[occurrence.entity.iri].add(told)
    return {iri: min(told) for iri, told in votes.items() if len(told) == 1}


def tied_words(occurrence: Occurrence) -> Iterator[Token]:
    """Words that the syntax says are the named one: titles, apposition, copula, *named*."""
    doc, head = occurrence.head.doc, occurrence.head
    if occurrence.first:
        before = doc[occurrence.first - 1]
        if before.head == head or before.text == "." or _names(before):
            yield before
    yield doc[occurrence.first]
    yield from (c for c in head.children if c.dep_ in {"appos", "compound"} and _describes(c))
    if head.dep_ == "appos" and _common(head.head) and _is_singular(head.head):
        yield head.head
    stated = head.head if head.dep_ == "appos" else head
    if stated.dep_ in {"nsubj", "attr"} and stated.head.lemma_ == "be":
        other = "attr" if stated.dep_ == "nsubj" else "nsubj"
        yield from (c for c in stated.head.children if c.dep_ == other and _common(c))
    if head.dep_ == "oprd" and head.head.lemma_ in {"name", "call"} and head.head.dep_ == "acl":
        yield head.head.head


def _names(noun: Token) -> bool:
    """*her boyfriend Mark*, however the sentence was read."""
    return noun.tag_ == "NN" and is_person_noun(noun)


def _describes(noun: Token) -> bool:
    """*Lung, a farmer*; not *Lung, whose father buys him a bride, a slave girl*."""
    between = noun.doc[noun.head.i + 1 : noun.i]
    return _common(noun) and not any(t.dep_ == "relcl" and t.head == noun.head for t in between)


def _common(token: Token) -> bool:
    return token.pos_ == "NOUN" and _is_singular(token)


def _is_singular(token: Token) -> bool:
    return token.tag_ in {"NN", "NNP"}
