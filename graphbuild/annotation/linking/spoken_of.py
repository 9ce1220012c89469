"""Which of the films that an essay names it is about, and the one that it does not name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graphbuild.annotation.english.definite import FILM_WORDS, definite_nouns
from graphbuild.annotation.english.passing import first_of_list, is_in_passing
from graphbuild.annotation.linking.main_film import Standing, main_film
from graphbuild.model import EntityRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graphbuild.annotation.analysis import Analysis, Block
    from graphbuild.annotation.doc import Token, Tokens
    from graphbuild.iris import Iris
    from graphbuild.model import Mention

__all__ = ["films_spoken_of", "standing_by_hand", "untitled_film"]

_HEADING, _SUBJECT, _TOLD_OF, _OBJECT, _ELSEWHERE, _PASSING = 3.0, 1.0, 0.8, 0.5, 0.3, 0.0
"""How much the place of a name says that the essay is about the film."""
_OPENS = 0.7
"""What a place that says so says more in the first sentences."""
_OPENING = 2
_NAMELESS, _NAMELESS_FIRST = 0.5, 0.2
"""How much *this movie* says that the film is not named; and more each time before any film is."""
_PEOPLE = 0.5
"""How much one of a film's people who is named says that the essay is about it."""
_MOST_PEOPLE = 4.0
_SPOKEN_OF = 0.5
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_TELLING = frozenset(
    """beauty beginning charm copy dvd end ending plot point review reviewing story strength summary
    synopsis tale video viewing watching""".split()
)
_CALLED = frozenset("call title entitle name".split())
_THIS = frozenset({"this", "it", "film", "movie"})
_ALTERNATIVES = frozenset("buy check hire rent see skip try watch".split())


def films_spoken_of(
    analysis: Analysis,
    mentions: Sequence[Mention],
    films: Sequence[EntityRef],
    named: Mapping[str, float],
    unnamed: EntityRef | None,
    iris: Iris,
) -> tuple[EntityRef, ...]:
    """The ``films`` that an essay is about, the main one first: by where it names them and how
    many of their people it names (``named``, by IRI); ``unnamed`` is the film that its people
    are of without its title being told. Films that are only compared with or named once elsewhere
    are not among them. Where *this movie* is another film than those, it is ``unnamed``, or an
    entity of its own, so that what is told of it has a place. Which is the main one is learnt
    (``main_film``)."""
    by_hand = standing_by_hand(analysis, mentions, films, named, unnamed, iris)
    spoken = tuple(f for f in by_hand.about if by_hand.weight.get(f.iri))
    main = main_film(analysis, mentions, by_hand)
    if main is None and not (by_hand.about and (by_hand.words or unnamed)):
        return tuple(by_hand.about)  # no word says that there is a film
    nameless = unnamed or untitled_film(analysis.essay.id, iris)
    return tuple(dict.fromkeys((main or nameless, *spoken)))


def standing_by_hand(
    analysis: Analysis,
    mentions: Sequence[Mention],
    films: Sequence[EntityRef],
    named: Mapping[str, float],
    unnamed: EntityRef | None,
    iris: Iris,
) -> Standing:
    """What the places of names, the people and *this movie* say (see ``films_spoken_of``)."""
    places = list(_places(analysis, mentions))
    standing: dict[str, float] = defaultdict(float)
    for mention, place in places:
        standing[mention.entity.iri] += place * (mention.score if mention.entity.nil else 1.0)
    for film in films:
        if standing[film.iri] > 0:
            standing[film.iri] += _PEOPLE * min(named.get(film.iri, 0.0), _MOST_PEOPLE)
    spoken = sorted(
        (f for f in films if standing[f.iri] >= _SPOKEN_OF),
        key=lambda f: -round(standing[f.iri], 3),
    )
    first = min((m.start for m, place in places if place > _ELSEWHERE), default=None)
    words = list(_film_words(analysis))
    before = sum(first is None or word < first for word in words)
    nameless = _NAMELESS + _NAMELESS_FIRST * min(before, 2) if words else 0.0
    if unnamed is not None:
        nameless += _PEOPLE * min(named.get(unnamed.iri, 0.0), _MOST_PEOPLE)
    if nameless and (not spoken or standing[spoken[0].iri] < nameless):
        spoken = [unnamed or untitled_film(analysis.essay.id, iris), *spoken]
    return Standing(standing, named, tuple(spoken), nameless, len(words), before)


def untitled_film(essay: str, iris: Iris) -> EntityRef:
    """The film that an essay is about without telling its title."""
    label = f"the film of {essay}"
    return EntityRef(iris.nil(essay, "film", label), label, "film", nil=True)


def _film_words(analysis: Analysis) -> Iterator[int]:
    """Where *this movie* or *the film* stands."""
    for block in analysis.blocks:
        if block.region.kind == "body":
            for token in definite_nouns(block.doc):
                if token.lemma_.lower() in FILM_WORDS:
                    yield block.token_span(token).start


def _places(analysis: Analysis, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, float]]:
    """The names of films, each with what its place says."""
    prose = next((b for b in analysis.blocks if b.region.kind == "body"), None)
    for mention in mentions:
        block = analysis.block_at(mention.start)
        tokens = block.tokens(mention.span) if block is not None else None
        if mention.entity.type != "film" or block is None or not tokens:
            continue
        if block.region.kind != "body":
            yield mention, _HEADING
            continue
        place = _place(block, tokens)
        opens = block is prose and place > _ELSEWHERE and _is_early(block, tokens)
        yield mention, place + (_OPENS if opens else 0.0)


def _is_early(block: Block, tokens: Tokens) -> bool:
    sentences = [s for s in block.doc.sents if s.start <= tokens.start]
    return len(sentences) <= _OPENING


def _place(block: Block, tokens: Tokens) -> float:
    if is_in_passing(tokens.root):
        return _PASSING
    head = first_of_list(tokens.root)
    above = head.head
    if head.dep_ in _SUBJECTS or _opens_clause(tokens):
        return _SUBJECT
    if head.tag_ == "NNS" and head != tokens.root:
        return _ELSEWHERE  # one of several: "two classics, Heat and Ronin"
    if head.dep_ == "poss":
        return _SUBJECT if above.dep_ in _SUBJECTS else _TOLD_OF
    if head.dep_ in {"attr", "oprd", "appos"}:
        other = _OBJECT if head.dep_ == "attr" and above.dep_ == "ROOT" else _ELSEWHERE
        return _SUBJECT if _says_what_it_is(head) else other
    if head.dep_ in {"pobj", "pcomp"}:
        told = above.lower_ == "about" or above.head.lemma_.lower() in _TELLING
        return _TOLD_OF if told or above.i == above.sent.start else _ELSEWHERE
    if head.dep_ == "dobj":
        return _ELSEWHERE if above.lemma_ in _ALTERNATIVES and above.tag_ == "VB" else _OBJECT
    return _ELSEWHERE


def _opens_clause(tokens: Tokens) -> bool:
    """Whether a name opens its sentence and a finite verb follows it (*"Heat" (1995) is*)."""
    doc, end = tokens.doc, tokens.end
    if not all(t.is_quote for t in doc[tokens.root.sent.start : tokens.start]):
        return False
    while end < len(doc) and (doc[end].is_quote or doc[end].is_bracket or doc[end].is_digit):
        end += 1
    return end < len(doc) and doc[end].tag_ in _FINITE


def _says_what_it_is(name: Token) -> bool:
    """*This film is Heat*, *a film called Heat*, *the film, Heat, is*."""
    above = name.head
    if name.dep_ == "appos":
        return above.lemma_.lower() in FILM_WORDS and above.dep_ in _SUBJECTS
    if above.lemma_ in _CALLED:
        return True
    return any(c.dep_ in _SUBJECTS and c.lower_ in _THIS for c in above.children)
