"""Relations: what an essay says of films, people and characters, as claims with evidence.

The ontology's lexicon says which words mean which property (``frames``), the syntax where
their arguments stand (``english.syntax``, ``arguments``), the linked mentions whom they name
(``referents``), the domains and ranges which readings are possible (``senses``), and
``factuality`` whether the text asserts it. No relation is known by name in these files but
those that other annotations give: quotations, the author, the cast that a performance implies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.syntax import repeated_verb
from graphbuild.annotation.factuality import Judgement
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.annotation.quotations import Quotation
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import ClaimBook, Statement, evidence_of, level_of
from graphbuild.annotation.relations.confidence import Calibration, calibration
from graphbuild.annotation.relations.constructions import (
    ARTICLES,
    descriptions,
    films_by_maker,
    is_genitive,
    juxtapositions,
    lengths,
    prizes_shared_out,
    unequalled,
)
from graphbuild.annotation.relations.credits import credit_statements
from graphbuild.annotation.relations.enacted import as_told
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.annotation.relations.frames import Match
from graphbuild.annotation.relations.known_for import known_for
from graphbuild.annotation.relations.learnt import learnt_statements, pairs_with_features
from graphbuild.annotation.relations.likening import likenings
from graphbuild.annotation.relations.pairs import Pair
from graphbuild.annotation.relations.referents import Referents
from graphbuild.annotation.relations.senses import SenseReader
from graphbuild.annotation.relations.spoken_of import spoken_of
from graphbuild.iris import Iris
from graphbuild.model import CLAIM_REGIONS, Claim, EntityRef, Mention, Span, Value
from graphbuild.ontology import Ontology, Property

if TYPE_CHECKING:
    from graphbuild.annotation.linking import Linking
    from graphbuild.knowledge import KnowledgeBase

__all__ = ["extract", "learnable_pairs", "read"]

_IMPLIED = 0.95
_QUOTED = 0.95


def extract(
    analysis: Analysis,
    mentions: Sequence[Mention],
    linking: Linking,
    quotations: Sequence[Quotation],
    ontology: Ontology,
    iris: Iris,
    kb: KnowledgeBase,
    without: Without = NOTHING,
    calibrated: Calibration | None = None,
) -> tuple[Claim, ...]:
    """All claims of an essay, in order of their first evidence.

    ``mentions`` are names, nominals and pronouns, sorted by span; ``calibrated`` turns the
    strength of a reading into confidence, by default with the shipped counts.
    """
    background = Background(analysis, mentions, linking, quotations, ontology, iris, kb, without)
    table = calibrated if calibrated is not None else calibration()
    book = ClaimBook(background.essay, background.story, table)
    blocks = read(background, book)
    if "likely" not in without:
        for statement in learnt_statements(background, blocks, book):
            if not book.doubts(statement):
                _record(background, book, statement)
    _record_quotations(background, book)
    _record_author(background, book)
    return book.claims()


def learnable_pairs(
    analysis: Analysis,
    mentions: Sequence[Mention],
    linking: Linking,
    quotations: Sequence[Quotation],
    ontology: Ontology,
    iris: Iris,
    kb: KnowledgeBase,
) -> list[tuple[Pair, dict[str, float]]]:
    """The pairs of an essay with the features by which it is learnt what is said of them."""
    background = Background(analysis, mentions, linking, quotations, ontology, iris, kb)
    book = ClaimBook(background.essay, background.story, calibration())
    return list(pairs_with_features(background, read(background, book), book))


def read(background: Background, book: ClaimBook) -> list[Referents]:
    """Record what the words of the lexicon say, and what the credits say of those who are spoken
    of; return whom the words of each block mean."""
    known: list[Statement] = []
    blocks: list[Referents] = []
    for block in background.analysis.blocks:
        if block.region.kind in CLAIM_REGIONS:
            referents = _referents(background, block)
            blocks.append(referents)
            for statement in _statements(background, referents, book):
                _record(background, book, statement)
            known += spoken_of(background, referents)
    for statement in known:
        if not book.doubts(statement):
            _record(background, book, statement)
    return blocks


def _referents(background: Background, block: Block) -> Referents:
    inside = background.mentions_in(block.region.start, block.region.end)
    return Referents(block, inside, background.passage(block))


def _statements(
    background: Background, referents: Referents, book: ClaimBook
) -> Iterator[Statement]:
    """What the sentences of a block state, word by word."""
    told: list[Statement] = []
    for statement in _in_order(background, referents, book):
        told.append(statement)
        yield statement
    yield from known_for(background, referents, told)


def _in_order(background: Background, referents: Referents, book: ClaimBook) -> Iterator[Statement]:
    """What the credits and the words of a block state, one after the other."""
    yield from credit_statements(background, referents)
    yield from likenings(background, referents)
    for token in referents.block.doc:
        if not token.is_space:
            yield from _at(background, referents, token, book)


def _at(
    background: Background, referents: Referents, token: Token, book: ClaimBook
) -> Iterator[Statement]:
    """What is stated by one word, in whatever construction it anchors."""
    if token.is_lower or not referents.covers(token):
        yield from _in_words(background, referents, token, book)
    verb = repeated_verb(token)
    for match in background.lexicon.matches(verb) if verb is not None else ():
        if any(a.role == "subject" for a in match.entry.arguments):
            yield from SenseReader(background, referents, match, book, again=token).statements()
    if token.pos_ in ("NOUN", "PROPN") or _describes(background, referents, token):
        yield from descriptions(background, referents, token)
        yield from films_by_maker(background, referents, token)
        yield from prizes_shared_out(background, referents, token)
        yield from lengths(background, referents, token)
    if token.lower_ in ARTICLES:
        yield from unequalled(background, referents, token)
    if token.text in ("(", "/") or is_genitive(token):
        yield from juxtapositions(background, referents, token)


def _in_words(
    background: Background, referents: Referents, token: Token, book: ClaimBook
) -> Iterator[Statement]:
    """What the entries of the lexicon state that a word anchors; of a name only its nouns."""
    covered = referents.covers(token)
    idiom = False
    for match in sorted(background.lexicon.matches(token), key=_fewer_words):
        if idiom and " " not in match.entry.lemma:
            break  # "took the story from Psycho" took nothing else
        if not covered or match.entry.pos == "noun":
            found = list(SenseReader(background, referents, match, book).statements())
            idiom = idiom or (bool(found) and " " in match.entry.lemma)
            yield from found


def _describes(background: Background, referents: Referents, token: Token) -> bool:
    """Whether an adjective says what a noun could: "the film is *French*"."""
    of_a_country = token.dep_ == "acomp" and background.concepts.demonym(token) is not None
    return of_a_country or _is_misread_trade(background, referents, token)


def _is_misread_trade(background: Background, referents: Referents, token: Token) -> bool:
    """Whether a word for what people do was taken for an adjective: "as diner *waitress* Mara"."""
    if token.pos_ != "ADJ" or referents.mention_from(token.i + 1) is None:
        return False
    return background.concepts.ending_at(token, "occupation") is not None


def _fewer_words(match: Match) -> int:
    return -match.entry.lemma.count(" ")


def _record(background: Background, book: ClaimBook, statement: Statement) -> None:
    if statement.property.name == "playsCharacter":
        _record_performance(background, book, statement)
    elif (meant := as_told(background, book, statement)) is not None:
        book.add(meant)


def _record_performance(background: Background, book: ClaimBook, statement: Statement) -> None:
    """A performance belongs to a film, and puts its performer and character into the cast."""
    subject, object_ = statement.subject, statement.object
    performer, character = subject.entity, object_.entity
    assert isinstance(performer, EntityRef)
    assert isinstance(character, EntityRef)
    film = background.film_of_performance(performer, character, statement.block, statement.tokens)
    iri = film.entity.iri if film and isinstance(film.entity, EntityRef) else None
    if book.add(statement, film=iri) is None or film is None:
        return
    if statement.judgement.status == "negated":
        return  # who does not play one part may play another
    for name, member in (("actor", subject), ("character", object_)):
        property_ = background.ontology.names[name]
        if isinstance(member.entity, EntityRef) and member.entity.type in property_.range:
            strength = _IMPLIED * statement.strength
            book.add(
                replace(
                    statement,
                    property=property_,
                    subject=film,
                    object=member,
                    strength=strength,
                )
            )


def _record_quotations(background: Background, book: ClaimBook) -> None:
    said = background.ontology.names["said"]
    for quotation in background.quotations:
        speaker = quotation.speaker
        if speaker is not None and speaker.type in said.domain:
            spans = [s for s in (quotation.span, quotation.speaker_span, quotation.cue) if s]
            around = Span(min(s.start for s in spans), max(s.end for s in spans))
            _record_given(background, book, said, speaker, Value(quotation.text), around)


def _record_author(background: Background, book: ClaimBook) -> None:
    author, essay = background.linking.author, background.essay
    if author is not None and essay.author_span is not None:
        iri = background.iris.essay(essay.id)
        subject = EntityRef(iri, essay.title or essay.id, "essay")
        property_ = background.ontology.names["author"]
        _record_given(background, book, property_, subject, author, essay.author_span)


def _record_given(
    background: Background,
    book: ClaimBook,
    property_: Property,
    subject: EntityRef,
    object_: EntityRef | Value,
    span: Span,
) -> None:
    """Record a claim that another annotation gives."""
    blocks = background.analysis.blocks
    block = background.analysis.block_at(span.start) or next(iter(blocks), None)
    if block is None:
        return
    rule = "quotation" if isinstance(object_, Value) else "byline"
    statement = Statement(
        property_,
        Filler(subject, 0, 0),
        Filler(object_, 0, 0),
        rule,
        _QUOTED,
        block,
        (0, 0),
        Judgement("asserted"),
    )
    level = level_of(property_, subject)
    film = None
    if level == "diegetic":
        film = background.story([subject], block, block.doc[0])
    evidence = (evidence_of(background.essay, span, None),)
    book.put(statement, subject, object_, level, film, evidence)
