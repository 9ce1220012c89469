"""*It* where the film is meant: the subject of a sentence right after one about the film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphbuild.annotation.coreference.occurrences import Layout, Occurrence, is_aside
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.cues import cues
from graphbuild.model import Mention

__all__ = ["film_pronouns"]

_SCREEN = frozenset({"film", "series"})
_SCORE = 0.7


def film_pronouns(layout: Layout, occurrences: Sequence[Occurrence]) -> list[Mention]:
    """*It* as the subject of a verb that films take, the film being the last thing named.

    The sentence before must be about that film alone, or be such an *it* itself; films that it
    only compares with or dates by do not count.
    """
    found: list[Mention] = []
    films = [o for o in occurrences if o.entity.type in _SCREEN and not is_aside(o)]
    last: Occurrence | None = None
    for token in _subjects(layout):
        _, sentence, position = layout.place(token)
        near = [o for o in films if o.position < position and sentence - o.sentence <= 1]
        if last is not None and sentence - last.sentence <= 1:
            near.append(last)
        if len({o.entity.iri for o in near}) == 1 and _about_film(token):
            mention = _mention(layout, token, near[-1])
            found.append(mention)
            last = layout.token_occurrence(token, mention.entity, "pronoun")
    return found


def _subjects(layout: Layout) -> Iterator[Token]:
    return (t for t in layout.tokens("lower_", {"it"}) if t.dep_ in {"nsubj", "nsubjpass"})


def _about_film(pronoun: Token) -> bool:
    """Whether the verb is one that films take: *it stars*, *it was shot in*, *it is a comedy*."""
    verb = pronoun.head
    if verb.lemma_ == "be":
        return any(_says_what_films_are(c) for c in verb.children)
    return verb.lemma_.lower() in cues("screen")


def _says_what_films_are(predicate: Token) -> bool:
    """*is a comedy*; *is longer than Gandhi*."""
    if predicate.dep_ == "attr":
        return predicate.lemma_.lower() in cues("narration")
    compared = predicate.dep_ == "acomp" and any(c.lower_ == "than" for c in predicate.children)
    named = (t for t in predicate.subtree if t.dep_ == "pobj" and t.head.lower_ == "than")
    return compared and any(t.pos_ == "PROPN" for t in named)


def _mention(layout: Layout, token: Token, film: Occurrence) -> Mention:
    span = layout.block_of(token).token_span(token)
    return Mention(
        span.start,
        span.end,
        layout.analysis.essay.text[span.start : span.end],
        "pronoun",
        film.entity,
        _SCORE,
        "subject of a verb that films take, after the film",
        antecedent=film.span,
    )
