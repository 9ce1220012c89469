"""Relations: what an essay says of films, people and characters, as claims with evidence.

The ontology's lexicon says which words mean which property (``_frames``), the syntax where
their arguments stand (``_syntax``, ``_arguments``), the linked mentions whom they name
(``_referents``), the domains and ranges which readings are possible, and ``factuality`` whether
the text asserts it. No relation is known here by name but those that other annotations give:
quotations, the author, and the cast entries that a performance implies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from spacy.tokens import Token

from graphbuild.annotation import factuality
from graphbuild.annotation._arguments import heads
from graphbuild.annotation._claims import ClaimBook, Statement, evidence_of
from graphbuild.annotation._descriptions import Descriptions, concept_ref
from graphbuild.annotation._frames import Lexicon, Match
from graphbuild.annotation._referents import Filler, Referents
from graphbuild.annotation._syntax import is_finite
from graphbuild.annotation._values import DATE_TYPES, Concepts
from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.factuality import Judgement
from graphbuild.annotation.quotations import Quotation
from graphbuild.iris import Iris
from graphbuild.model import CLAIM_REGIONS, Claim, EntityRef, Evidence, Mention, Span, Value
from graphbuild.ontology import Argument, Ontology, Property, Sense

if TYPE_CHECKING:
    from graphbuild.annotation.linking import Linking
    from graphbuild.knowledge import KnowledgeBase

__all__ = ["extract"]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
_SCREEN = frozenset({"film", "series"})
_AGENTS = frozenset({"person", "character"})
_DESCRIBED = _AGENTS | _SCREEN
_FILM_PRONOUNS = frozenset({"it", "this", "which", "that"})
_FILM_WORDS = frozenset(
    "film movie picture feature short cartoon documentary serial remake sequel prequel adaptation "
    "production version debut installment instalment entry release".split()
)
_GAPS = {"VBN": "directObject", "VBG": "subject", "NNS": "subject"}
"""The argument that a participle leaves out."""
_CONFIDENCE = {
    "verb": 0.9,
    "noun": 0.85,
    "adjective": 0.85,
    "preposition": 0.75,
    "conjunction": 0.7,
}
_INHERITED = 0.6
_UNSAID = 0.8
_GENITIVES = frozenset({"POS", "PRP$"})
_DEFINITE = frozenset({"the", "this", "that"})


def extract(
    analysis: Analysis,
    mentions: Sequence[Mention],
    linking: Linking,
    quotations: Sequence[Quotation],
    ontology: Ontology,
    iris: Iris,
    kb: KnowledgeBase,
) -> tuple[Claim, ...]:
    """All claims of an essay, in order of their first evidence.

    ``mentions`` are names, nominals and pronouns, sorted by span.
    """
    return _Extraction(analysis, mentions, linking, quotations, ontology, iris, kb).claims()


@lru_cache(maxsize=2)
def _compiled(ontology: Ontology) -> tuple[Lexicon, Concepts]:
    return Lexicon(ontology), Concepts(ontology)


class _Extraction:
    """One essay being read."""

    def __init__(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        linking: Linking,
        quotations: Sequence[Quotation],
        ontology: Ontology,
        iris: Iris,
        kb: KnowledgeBase,
    ) -> None:
        self.analysis, self.essay = analysis, analysis.essay
        self.mentions, self.quotations = mentions, quotations
        self.linking, self.ontology, self.iris, self.kb = linking, ontology, iris, kb
        self.lexicon, self.concepts = _compiled(ontology)
        self.descriptions = Descriptions(ontology, self.concepts, iris)
        self.film = self._film_under_discussion()
        default = linking.films[0].iri if linking.films else None
        self.book = ClaimBook(self.essay, self._films_of_characters(), default)

    def claims(self) -> tuple[Claim, ...]:
        """Read every block of prose, then what other annotations say."""
        for block in self.analysis.blocks:
            if block.region.kind in CLAIM_REGIONS:
                self._read(block)
        self._read_quotations()
        self._read_author()
        return self.book.claims()

    # ---- the essay's films

    def _film_under_discussion(self) -> Filler | None:
        """The strongest film, with its first mention as evidence."""
        if not self.linking.films:
            return None
        film = self.linking.films[0]
        first = next((m for m in self.mentions if m.entity.iri == film.iri), None)
        extra = evidence_of(self.essay, first.span, None) if first else None
        return Filler(film, 0, 0, 0.9, extra)

    def _films_of_characters(self) -> dict[str, str]:
        """For each known character mentioned, the discussed film that it appears in."""
        discussed = [f.iri for f in self.linking.films]
        found: dict[str, str] = {}
        for mention in self.mentions:
            entity = mention.entity
            key = self.iris.key(entity.iri) if entity.type == "character" else None
            if key is None or entity.iri in found:
                continue
            films = [self.iris.entity(p.film) for p in self.kb.performances_as(key)]
            best = next((f for f in discussed if f in films), films[0] if films else None)
            if best:
                found[entity.iri] = best
        return found

    # ---- one block

    def _read(self, block: Block) -> None:
        inside = [m for m in self.mentions if block.region.start <= m.start < block.region.end]
        referents = Referents(block, inside, self.film)
        for token in block.doc:
            if token.is_space:
                continue
            for match in self.lexicon.matches(token):
                self._read_match(block, referents, match)
            if token.pos_ in ("NOUN", "PROPN"):
                self._read_description(block, referents, token)
            if token.tag_ in _GENITIVES or token.text == "(":
                self._read_mark(block, referents, token)

    def _read_match(self, block: Block, referents: Referents, match: Match) -> None:
        if referents.covers(match.anchor) and match.entry.pos != "noun":
            return
        cache: dict[Argument, list[Token]] = {}
        judged: Judgement | None = None
        for sense in match.entry.senses:
            for subject, object_ in self._pairs(referents, match, sense, cache):
                judged = judged or self._judge(block, match)
                self._state(block, match, sense, subject, object_, judged)

    def _judge(self, block: Block, match: Match) -> Judgement:
        """The status at the anchor; what a possessed noun presupposes ("her daughter") survives
        negation and supposition."""
        judged = factuality.judge(block, match.anchor, self.mentions, self.quotations)
        noun = match.anchor
        owned = match.entry.pos == "noun" and any(c.dep_ == "poss" for c in noun.children)
        if owned and judged.status in ("hypothetical", "negated") and not _predicative(noun):
            return Judgement("asserted")
        return judged

    def _pairs(
        self,
        referents: Referents,
        match: Match,
        sense: Sense,
        cache: dict[Argument, list[Token]],
    ) -> Iterator[tuple[Filler, Filler]]:
        """Every subject and object of a sense that its domain and range allow."""
        objects = self._fillers(referents, match, sense, sense.object, cache)
        subjects = self._subjects(referents, match, sense, cache)
        if sense.property.symmetric:
            pairs = list(_reciprocal(sense.property, subjects, objects))
            unnamed = not cache[sense.object] and not subjects
            yield from pairs or (self._couple(referents, match, sense) if unnamed else [])
            return
        for subject in subjects:
            for object_ in objects:
                if _compatible(sense.property, subject, object_):
                    yield subject, object_

    def _subjects(
        self,
        referents: Referents,
        match: Match,
        sense: Sense,
        cache: dict[Argument, list[Token]],
    ) -> list[Filler]:
        if sense.subject is not None:
            if sense.subject not in cache:
                cache[sense.subject] = heads(match, sense.subject)
            found = _of_types(referents.resolve(cache[sense.subject]), sense.domain)
            if found:
                return found
        return self._unnamed_film(referents, match, sense, cache)

    def _unnamed_film(
        self,
        referents: Referents,
        match: Match,
        sense: Sense,
        cache: dict[Argument, list[Token]],
    ) -> list[Filler]:
        """The film of the sentence or of the essay, where its place is taken by a word for a
        film ("It stars …", "a comedy directed by …") or by nothing ("shot on location in …")."""
        if not sense.domain & _SCREEN or match.entry.pos == "preposition":
            return []
        if self._leaves_film_out(match, sense):
            stands = True
        elif sense.subject is not None and cache[sense.subject]:
            tokens = cache[sense.subject]
            stands = all(self._means_film(referents, t) for t in tokens) or self._of_its_maker(
                referents, match, tokens
            )
        else:
            stands = False
        named = sense.subject is not None and any(
            referents.mention(t) is not None for t in cache[sense.subject]
        )
        found = referents.film_of_sentence(match.anchor) if stands else None
        if stands and found is None and not named:
            found = self.film
        return [found] if found else []

    def _of_its_maker(self, referents: Referents, match: Match, tokens: list[Token]) -> bool:
        """Whether a role in the making of films belongs to somebody ("his cinematographer")."""
        if match.entry.pos != "noun" or not any(t.dep_ == "poss" for t in tokens):
            return False
        return bool(_of_types(referents.resolve(tokens), frozenset({"person"})))

    def _means_film(self, referents: Referents, token: Token) -> bool:
        """Whether a word without a referent can stand for a film."""
        if referents.mention(token) is not None:
            return False
        if token.pos_ == "PRON":
            return token.lower_ in _FILM_PRONOUNS
        if token.dep_ == "poss":
            return False
        if token.tag_ not in ("NN", "NNP"):
            return False
        return token.lemma_ in _FILM_WORDS or self.concepts.ending_at(token, "genre") is not None

    def _leaves_film_out(self, match: Match, sense: Sense) -> bool:
        """Whether an entry may speak of a film without a word for it: nouns for parts of a film's
        making, senses without a subject, and participles that hang on nothing."""
        if sense.subject is None:
            return True
        if match.entry.pos == "verb":
            role = _GAPS.get(match.anchor.tag_)
            return role == sense.subject.role and not is_finite(match.anchor)
        roles = {a.role for a in match.entry.arguments}
        if match.entry.pos != "noun":
            return False
        return "copulative" not in roles or any(c.lower_ == "the" for c in match.anchor.children)

    def _couple(
        self, referents: Referents, match: Match, sense: Sense
    ) -> list[tuple[Filler, Filler]]:
        """The pair that a definite event noun without participants takes up ("the divorce"):
        the one of the latest claim of the same family of relations."""
        noun, parents = match.anchor, set(sense.property.parents)
        definite = any(c.lower_ in _DEFINITE for c in noun.children)
        if match.entry.pos != "noun" or not definite or not parents:
            return []
        family = [p.iri for p in self.ontology.properties.values() if parents & {p.iri, *p.parents}]
        before = referents.block.token_span(noun).start
        for claim in self.book.find(family, before):
            if isinstance(claim.object, EntityRef):
                extra = claim.evidence[0]
                pair = (claim.subject, claim.object)
                return [
                    (Filler(pair[0], 0, 0, _INHERITED, extra), Filler(pair[1], 0, 0, _INHERITED))
                ]
        return []

    def _fillers(
        self,
        referents: Referents,
        match: Match,
        sense: Sense,
        argument: Argument,
        cache: dict[Argument, list[Token]],
    ) -> list[Filler]:
        """What fills the object: a value, a concept or a linked thing, by the range."""
        if argument not in cache:
            cache[argument] = heads(match, argument)
        tokens, datatype = cache[argument], sense.property.datatype
        if datatype == _XSD_STRING:
            return referents.quoted(tokens, bare=match.entry.pos != "conjunction")
        if datatype is not None:
            return referents.value(
                tokens, DATE_TYPES if datatype == _XSD_DATE else frozenset({datatype})
            )
        found = _of_types(referents.resolve(tokens), sense.range)
        if not found and "place" in sense.range:
            found = _of_types(referents.within(tokens), frozenset({"place"}))
        return found + self._concepts(tokens, sense.property)

    def _concepts(self, tokens: Iterable[Token], property_: Property) -> list[Filler]:
        """Concepts of the property's scheme that phrases name."""
        if property_.scheme is None:
            return []
        found = []
        for token in tokens:
            hit = self.concepts.ending_at(token, property_.scheme)
            if hit is not None:
                found.append(Filler(concept_ref(hit[0]), hit[1], token.i + 1))
        return found

    def _state(
        self,
        block: Block,
        match: Match,
        sense: Sense,
        subject: Filler,
        object_: Filler,
        judged: Judgement,
    ) -> None:
        tokens = _extent(match.anchor.i, match.last.i + 1, subject, object_)
        rule = f"{match.entry.pos}:{match.entry.lemma.replace(' ', '_')}"
        confidence = _CONFIDENCE[match.entry.pos] * min(subject.score, object_.score)
        unsaid = sense.subject is None or subject.extra is not None
        if unsaid and not self._not_otherwise(sense.property, subject, object_):
            return
        if sense.needs_knowledge and not self._known(sense.property, subject, object_):
            return
        if sense.subject is None:
            confidence *= _UNSAID
        self._add(
            Statement(sense.property, subject, object_, rule, confidence, block, tokens, judged)
        )

    def _add(self, statement: Statement) -> None:
        if statement.property.name == "playsCharacter":
            self._add_performance(statement)
        else:
            self.book.add(statement)

    def _add_performance(self, statement: Statement) -> None:
        """A performance belongs to a film, and puts its performer and character into the cast;
        one that the known casts contradict is a misreading."""
        if not self._not_otherwise(statement.property, statement.subject, statement.object):
            return
        names = self.ontology.names
        film = self._film_of_performance(statement)
        entity = film.entity if film else None
        iri = entity.iri if isinstance(entity, EntityRef) else None
        if self.book.add(statement, film=iri) is None or film is None:
            return
        for name, object_ in (("actor", statement.subject), ("character", statement.object)):
            property_ = names[name]
            if isinstance(object_.entity, EntityRef) and object_.entity.type in property_.range:
                self.book.add(
                    Statement(
                        property_, film, object_, statement.rule, statement.confidence * 0.95,
                        statement.block, statement.tokens, statement.judgement,
                    )
                )  # fmt: skip

    def _film_of_performance(self, statement: Statement) -> Filler | None:
        character = statement.object.entity
        iri = self.book.films.get(character.iri) if isinstance(character, EntityRef) else None
        film = next((f for f in self.linking.films if f.iri == iri), None)
        if film is None or self.film is None or film == self.film.entity:
            return self.film if film is not None or iri is None else None
        first = next((m for m in self.mentions if m.entity.iri == film.iri), None)
        extra = evidence_of(self.essay, first.span, None) if first else None
        return Filler(film, 0, 0, 0.9, extra)

    # ---- describing phrases

    def _read_description(self, block: Block, referents: Referents, noun: Token) -> None:
        if referents.covers(noun):
            return
        holders = self.descriptions.holders(noun)
        subjects = [f for f in referents.resolve(holders) if isinstance(f.entity, EntityRef)]
        if not any(f.entity.type in _DESCRIBED for f in subjects if isinstance(f.entity, EntityRef)):
            subjects = referents.apposed(noun)
        types = frozenset(f.entity.type for f in subjects if isinstance(f.entity, EntityRef))
        for property_, object_ in self.descriptions.statements(noun, types):
            judged = factuality.judge(block, noun, self.mentions, self.quotations)
            for subject in _of_types(subjects, property_.domain):
                tokens = _extent(object_.start, noun.i + 1, subject, object_)
                self._add(
                    Statement(
                        property_, subject, object_, f"description:{property_.name}",
                        0.85 * subject.score, block, tokens, judged,
                    )
                )  # fmt: skip

    # ---- genitives and parentheses

    def _read_mark(self, block: Block, referents: Referents, token: Token) -> None:
        genitive = token.tag_ in _GENITIVES
        entry = self.lexicon.marks.get("'s" if genitive else token.text)
        if entry is None or (referents.covers(token) and token.tag_ != "PRP$"):
            return
        sides = (
            referents.around_genitive(token) if genitive else referents.around_parenthesis(token)
        )
        if sides is None:
            return
        kind = "possessive" if genitive else "parenthesis"
        judged: Judgement | None = None
        for sense in entry.senses:
            assert sense.subject is not None
            subjects = _of_types(sides[sense.subject.role], sense.domain)
            objects = _of_range(sides[sense.object.role], sense)
            for subject in subjects:
                for object_ in objects:
                    check = self._known if sense.needs_knowledge else self._not_otherwise
                    if check(sense.property, subject, object_):
                        judged = Judgement("asserted")
                        self._add(
                            Statement(
                                sense.property, subject, object_,
                                f"{kind}:{sense.property.name}",
                                0.9 * min(subject.score, object_.score), block,
                                _extent(token.i, token.i + 1, subject, object_), judged,
                            )
                        )  # fmt: skip

    def _not_otherwise(self, property_: Property, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base leaves room for what a loose construction would mean."""
        return not self._agents(property_, subject) or self._known(property_, subject, object_)

    def _known(self, property_: Property, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base holds a credit or performance."""
        key = self._key(object_)
        return key is not None and key in self._agents(property_, subject)

    def _agents(self, property_: Property, subject: Filler) -> set[str | None]:
        """The characters of a performer, or who is credited for a film's property."""
        key = self._key(subject)
        if key is None:
            return set()
        if property_.name == "playsCharacter":
            return {p.character for p in self.kb.performances_of(key)}
        return {c.agent for c in self.kb.credits(key) if c.role == property_.name}

    def _key(self, filler: Filler) -> str | None:
        entity = filler.entity
        known = isinstance(entity, EntityRef) and not entity.nil
        return self.iris.key(entity.iri) if known and isinstance(entity, EntityRef) else None

    # ---- other annotations

    def _read_quotations(self) -> None:
        said = self.ontology.names["said"]
        for quotation in self.quotations:
            block = self.analysis.block_at(quotation.span.start)
            if quotation.speaker is None or block is None:
                continue
            if quotation.speaker.type not in said.domain:
                continue
            parts = [quotation.span, quotation.speaker_span, quotation.cue]
            spans = [s for s in parts if s is not None]
            around = Span(min(s.start for s in spans), max(s.end for s in spans))
            evidence = (evidence_of(self.essay, around, None),)
            statement = Statement(
                said, Filler(quotation.speaker, 0, 0), Filler(Value(quotation.text), 0, 0),
                "quotation", 0.95, block, (0, 0), Judgement("asserted"),
            )  # fmt: skip
            self._put(statement, quotation.speaker, Value(quotation.text), evidence)

    def _read_author(self) -> None:
        author, span = self.linking.author, self.essay.author_span
        if author is None or span is None:
            return
        property_ = self.ontology.names["author"]
        label = self.essay.title or self.essay.id
        subject = EntityRef(self.iris.essay(self.essay.id), label, "essay")
        statement = Statement(
            property_, Filler(subject, 0, 0), Filler(author, 0, 0), "byline", 0.95,
            self.analysis.blocks[0], (0, 0), Judgement("asserted"),
        )  # fmt: skip
        self._put(statement, subject, author, (evidence_of(self.essay, span, None),))

    def _put(
        self,
        statement: Statement,
        subject: EntityRef,
        object_: EntityRef | Value,
        evidence: tuple[Evidence, ...],
    ) -> None:
        diegetic = subject.type == "character"
        level = "diegetic" if diegetic else statement.property.level
        film = (self.book.films.get(subject.iri) or self.book.default_film) if diegetic else None
        self.book.put(statement, subject, object_, level, film, evidence)


def _extent(start: int, end: int, *fillers: Filler) -> tuple[int, int]:
    """The tokens from the first to the last word that a statement rests on."""
    real = [f for f in fillers if f.end > f.start]
    return min(start, *(f.start for f in real), start), max(end, *(f.end for f in real), end)


def _predicative(noun: Token) -> bool:
    """Whether a noun is said of something rather than refers: "is her daughter", "as his wife"."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ == "as"
    return noun.dep_ in ("attr", "oprd", "acomp", "conj", "ROOT")


def _of_types(fillers: Iterable[Filler], types: frozenset[str]) -> list[Filler]:
    return [f for f in fillers if isinstance(f.entity, EntityRef) and f.entity.type in types]


def _of_range(fillers: Iterable[Filler], sense: Sense) -> list[Filler]:
    """Fillers that a sense's range allows, literals included."""
    if sense.property.datatype is None:
        return _of_types(fillers, sense.range)
    allowed = DATE_TYPES if sense.property.datatype == _XSD_DATE else {sense.property.datatype}
    return [f for f in fillers if isinstance(f.entity, Value) and f.entity.datatype in allowed]


def _compatible(property_: Property, a: Filler, b: Filler) -> bool:
    """Agents act on agents of their own world: people on people, characters on characters."""
    if not isinstance(a.entity, EntityRef) or not isinstance(b.entity, EntityRef):
        return True
    mixed = {a.entity.type, b.entity.type} == _AGENTS
    return a.entity != b.entity and not (mixed and property_.domain >= _AGENTS)


def _reciprocal(
    property_: Property, subjects: list[Filler], objects: list[Filler]
) -> Iterator[tuple[Filler, Filler]]:
    """Pairs of a symmetric relation: across the arguments, or within the only one there is."""
    pairs = [(a, b) for a in subjects for b in objects if _compatible(property_, a, b)]
    if not pairs:
        alone = combinations(subjects or objects, 2)
        pairs = [(a, b) for a, b in alone if _compatible(property_, a, b)]
    yield from pairs
