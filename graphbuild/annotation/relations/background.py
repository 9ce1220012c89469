"""What the reading of one essay rests on: its annotations, the ontology, the knowledge base."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graphbuild.annotation import factuality
from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.factuality import Judgement, Said
from graphbuild.annotation.factuality.framing import listed_theories
from graphbuild.annotation.linking.spoken_of import untitled_film
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.annotation.quotations import Quotation
from graphbuild.annotation.relations.claims import evidence_of
from graphbuild.annotation.relations.descriptions import Descriptions
from graphbuild.annotation.relations.fillers import Filler
from graphbuild.annotation.relations.frames import Lexicon
from graphbuild.annotation.relations.topics import Passage, Topics
from graphbuild.annotation.relations.values import Concepts
from graphbuild.iris import Iris
from graphbuild.model import EntityRef, Mention, Span, Value
from graphbuild.ontology import Ontology, Property

if TYPE_CHECKING:
    from graphbuild.annotation.linking import Linking
    from graphbuild.knowledge import KnowledgeBase

__all__ = ["Background"]

_DEFAULT_SCORE = 0.9
_SCREEN = frozenset({"film", "series"})
_YEARS_APART = 2
"""By how many years a text may date a film otherwise than the knowledge base does."""
_WHOLE_CAST = 10
"""How many performers the knowledge base has of a film of whose cast it has not only the head."""
_IN = re.compile(r"\s+in\s+[“\"‘'*_]?")
_LONGEST_IN = 12
_SPEAKING = frozenset("i me my mine myself we us our ours you your yours".split())
_NOUNS_OF_AWARDS = frozenset({"nomination", "nominations", "nod", "prize", "award"})
_CATEGORY_WORDS = frozenset({"best", "outstanding", "achievement"})
_INSIDE_CATEGORY = frozenset({"of", "in", "the", "a", "and", "or", "by", "for", "-"})


@lru_cache(maxsize=2)
def _compiled(ontology: Ontology) -> tuple[Lexicon, Concepts]:
    return Lexicon(ontology), Concepts(ontology)


class Background:
    """One essay with its annotations, and what is known of its films."""

    def __init__(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        linking: Linking,
        quotations: Sequence[Quotation],
        ontology: Ontology,
        iris: Iris,
        kb: KnowledgeBase,
        without: Without = NOTHING,
    ) -> None:
        self.without = without
        self.analysis, self.essay = analysis, analysis.essay
        self.mentions, self.quotations = mentions, quotations
        self.linking, self.ontology, self.iris, self.kb = linking, ontology, iris, kb
        self.lexicon, self.concepts = _compiled(ontology)
        self.descriptions = Descriptions(ontology, self.concepts, iris)
        self._provided: dict[EntityRef, Filler] = {}

    def judge(self, block: Block, token: Token, said: Said) -> Judgement:
        """The status of what is ``said`` at a token."""
        if "status" in self.without:
            return Judgement("asserted")
        judged = self.by_cues(block, token)
        if "reach" in self.without or judged.status == "asserted":
            return judged
        return factuality.as_borne_out(block, token, judged, said)

    def by_cues(self, block: Block, token: Token) -> Judgement:
        """The status of what a token states by every cue above it."""
        return factuality.judge(block, token, self.mentions, self.quotations, self._theories)

    @cached_property
    def speaks(self) -> bool:
        """Whether the writer says *I* or *we*, or speaks to the reader."""
        tokens = (t for b in self.analysis.blocks for t in b.doc)
        return any(t.lower_ in _SPEAKING and t.tag_.startswith("PRP") for t in tokens)

    @cached_property
    def _theories(self) -> tuple[Span, ...]:
        return listed_theories(self.analysis)

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that start in [start, end)."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        return self.mentions[first : bisect_left(self.mentions, end, key=lambda m: m.start)]

    @cached_property
    def _first_mentions(self) -> dict[str, Mention]:
        return {m.entity.iri: m for m in reversed(self.mentions)}

    # ---- films

    @cached_property
    def film(self) -> Filler | None:
        """The essay's main film, with its first mention as evidence."""
        films = self.linking.about
        return self.film_filler(films[0]) if films else None

    @cached_property
    def topics(self) -> Topics:
        """Which film each passage is about."""
        return Topics(self.analysis, self.mentions, self.linking.about)

    def passage(self, block: Block) -> Passage:
        """What a block's words without a name can stand for."""
        return Passage(self.topics, block, self.film_filler, self.source_of)

    def film_filler(self, film: EntityRef) -> Filler:
        """A film or work as an argument that the essay, not the sentence, provides."""
        if film not in self._provided:
            first = self._first_mentions.get(film.iri)
            extra = evidence_of(self.essay, first.span, None) if first else None
            self._provided[film] = Filler(film, 0, 0, _DEFAULT_SCORE, extra)
        return self._provided[film]

    @cached_property
    def _stories(self) -> dict[str, tuple[EntityRef, ...]]:
        """For each known character mentioned, the films that it appears in: those under
        discussion, main film first, or else one that is known."""
        found: dict[str, tuple[EntityRef, ...]] = {}
        for entity in {m.entity.iri: m.entity for m in self.mentions}.values():
            key = self._entity_key(entity) if entity.type == "character" else None
            if key is None:
                continue
            keys = dict.fromkeys(p.film for p in self.kb.performances_as(key))
            known = {self.iris.entity(k): k for k in keys}
            discussed = tuple(f for f in self.linking.films if f.iri in known)
            if known:
                found[entity.iri] = discussed or self._film_refs([next(iter(keys))])
        return found

    @cached_property
    def untitled(self) -> EntityRef:
        """The film that the essay is about, where it does not tell its title."""
        return untitled_film(self.essay.id, self.iris)

    def story(self, told: Iterable[EntityRef], block: Block, token: Token) -> str:
        """The film in which something is told of characters, by IRI: of those that have them all,
        the one that the sentence names, or that the passage is about, or the first; of
        characters that no cast has, the main film, whose title the essay may not tell."""
        casts = [self._stories[e.iri] for e in told if e.iri in self._stories]
        if not casts:
            about = self.linking.about or (self.untitled,)
            return about[0].iri
        films = [f for f in casts[0] if all(f in cast for cast in casts)] or casts[0]
        if len(films) > 1:
            sentence = block.sentence(token)
            named = {m.entity for m in self.mentions_in(sentence.start, sentence.end)}
            topic = self.topics.at(block, token)
            films = [f for f in films if f in named] or [f for f in films if f == topic] or films
        return films[0].iri

    def film_of_performance(
        self, performer: EntityRef, character: EntityRef, block: Block, tokens: tuple[int, int]
    ) -> Filler | None:
        """The film of a performance said by some words: the one that "in" names right behind
        them, else where the casts have it, else the one that the sentence names, else the film
        under discussion unless the casts place either elsewhere."""
        token = block.doc[tokens[0]]
        behind = self._film_behind(block, tokens[1])
        if behind is not None:
            return self.film_filler(behind)
        known = self._films_with(performer, character)
        if known:
            discussed = [f for f in self.linking.films if f.iri in known]
            return self.film_filler(discussed[0] if discussed else known[min(known)])
        sentence = block.sentence(token)
        around = self.mentions_in(sentence.start, sentence.end)
        outside = [m for m in around if not self._in_parenthesis(block, m.start)]
        named = {m.entity.iri: m.entity for m in outside if m.entity.type == "film"}
        if len(named) == 1:
            return self.film_filler(*named.values())
        film = self.passage(block).film(token)
        contradicted = film and (
            self._elsewhere(performer, film) or self._elsewhere(character, film)
        )
        return None if contradicted else film

    def _in_parenthesis(self, block: Block, at: int) -> bool:
        """Whether a place of a block lies inside a parenthesis."""
        before = self.essay.text[block.region.start : at]
        return before.rfind("(") > before.rfind(")")

    def _film_behind(self, block: Block, end: int) -> EntityRef | None:
        """The film named right behind some words by "in": "Kekilli (Shae in “Game of Thrones”)"."""
        at = block.token_span(block.doc[end - 1]).end
        mention = next(iter(self.mentions_in(at, at + _LONGEST_IN)), None)
        if mention is None or mention.entity.type not in _SCREEN:
            return None
        between = self.essay.text[at : mention.start]
        return mention.entity if _IN.fullmatch(between) else None

    def _films_with(self, performer: EntityRef, character: EntityRef) -> dict[str, EntityRef]:
        """Films whose cast has a performer in a part, by IRI."""
        person, part = self._entity_key(performer), self._entity_key(character)
        if person is None or part is None:
            return {}
        keys = {p.film for p in self.kb.performances_of(person) if p.character == part}
        return {f.iri: f for f in self._film_refs(keys)}

    def _film_refs(self, keys: Iterable[str]) -> tuple[EntityRef, ...]:
        films = map(self.kb.entity, keys)
        return tuple(EntityRef(self.iris.entity(f.key), f.label, f.type) for f in films if f)

    def _elsewhere(self, entity: EntityRef, film: Filler) -> bool:
        """Whether the casts know a performer or character, but not in this film."""
        key, kb, at = self._entity_key(entity), self.kb, self._key(film)
        if key is None or at is None or not kb.knows_parts(at):
            return False  # of who plays whom there the knowledge base says nothing
        parts = kb.performances_of(key) if entity.type == "person" else kb.performances_as(key)
        films = {p.film for p in parts}
        return at not in films and any(map(kb.knows_parts, films))

    def is_elsewhere(self, performer: Filler, film: Filler) -> bool:
        """Whether the casts know a performer, but not in this film, whose cast they have."""
        entity = performer.entity
        if not isinstance(entity, EntityRef) or not self._has_whole_cast(film):
            return False
        return self._elsewhere(entity, film)

    def _has_whole_cast(self, film: Filler) -> bool:
        """Whether the knowledge base has more of a film's cast than its head."""
        key = self._key(film)
        return key is not None and len(self.kb.cast(key)) >= _WHOLE_CAST

    def plays_other(self, performer: Filler, part: Filler) -> bool:
        """Whether the casts give a part, but never to this performer."""
        key, by = self._key(part), self._key(performer)
        performers = {p.performer for p in self.kb.performances_as(key)} if key else set()
        return bool(performers) and by not in performers

    def film_meant(self, property_: Property, film: Filler, object_: Filler) -> Filler:
        """The film that a statement without its name is about: the one assumed, unless the
        knowledge base has the object credited for another film under discussion alone."""
        if not film.assumed or "award" in property_.range:  # many films win the same
            return film
        if self.confirms(property_, film, object_):
            return film
        others = [self.film_filler(f) for f in self.linking.films]
        fitting = [f for f in others if self.confirms(property_, f, object_)]
        if len(fitting) != 1:
            return film
        return replace(fitting[0], start=film.start, end=film.end)

    # ---- who acts in the films under discussion

    def acted_in(self, people: Sequence[EntityRef]) -> tuple[str, ...] | None:
        """The keys of the films under discussion that have one of these people, who all act, in
        the cast, those with most of them first; empty where no film under discussion is known;
        else None."""
        keys = [k for p in people if (k := self._entity_key(p)) is not None]
        played = [{p.film for p in self.kb.performances_of(k)} for k in keys]
        made: set[str] = set()
        for key, films in zip(keys, played, strict=True):
            made |= {c.film for c in self.kb.credits_of(key)} - films
        discussed = [k for f in self.linking.films if (k := self._entity_key(f)) is not None]
        if len(keys) < len(people) or not all(played) or made & set(discussed):
            return None  # "Flynn's good friend Walsh", who directed him
        found = {k: n for k in discussed if (n := sum(k in films for films in played))}
        return tuple(sorted(found, key=lambda k: -found[k])) if found or not discussed else None

    def only_part(self, performer: EntityRef, films: Sequence[str]) -> EntityRef | None:
        """The part that the casts give a performer in the first of some films."""
        key = self._entity_key(performer)
        played = self.kb.performances_of(key) if key and films else ()
        parts = {p.character for p in played if p.film == films[0] and p.character}
        part = self.kb.entity(next(iter(parts))) if len(parts) == 1 else None
        return EntityRef(self.iris.entity(part.key), part.label, "character") if part else None

    # ---- what the knowledge base says of a reading

    def leaves_room(self, property_: Property, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base leaves room for what a loose construction would mean: it
        says nothing of the subject, or nothing of a character that the text alone knows."""
        part = object_.entity
        if property_.name == "playsCharacter" and isinstance(part, EntityRef) and part.nil:
            return True
        if property_.name == "director" and self._is_no_filmmaker(object_):
            return False  # "William Shakespeare's Romeo + Juliet"
        if property_.name == "director" and self._only_plays_in(subject, object_):
            return False  # "Lloyd made his next film, Bumping Into Broadway"
        if property_.name == "actor" and subject.assumed and isinstance(part, EntityRef):
            return not self._has_whole_cast(subject) or not self._elsewhere(part, subject)
        return not self._agents(property_, subject) or self.confirms(property_, subject, object_)

    def is_cast_as(self, performer: Filler, part: Filler) -> bool:
        """Whether a film under discussion has a performer in a part."""
        a, b = performer.entity, part.entity
        if not isinstance(a, EntityRef) or not isinstance(b, EntityRef):
            return False
        return not self._films_with(a, b).keys().isdisjoint(f.iri for f in self.linking.films)

    def is_cast_otherwise(self, performer: Filler, part: Filler) -> bool:
        """Whether a film under discussion has a part, and others alone play it there."""
        key = self._key(part)
        discussed = {self._entity_key(f) for f in self.linking.films}
        played = self.kb.performances_as(key) if key else ()
        by = {p.performer for p in played if p.film in discussed}
        return bool(by) and self._key(performer) not in by

    def has_room_for(self, property_: Property, film: Filler, person: Filler) -> bool:
        """Whether the knowledge base does not speak against what somebody is said to have done
        for a film that is named."""
        if property_.name == "actor":
            return not self._elsewhere_than(person, film) and not self._never_acts(person)
        return self.leaves_room(property_, film, person)

    def _elsewhere_than(self, person: Filler, film: Filler) -> bool:
        return isinstance(person.entity, EntityRef) and self._elsewhere(person.entity, film)

    def _is_no_filmmaker(self, filler: Filler) -> bool:
        """Whether the knowledge base knows a person for something else than films."""
        key = self._key(filler)
        entity = self.kb.entity(key) if key else None
        if entity is None or key is None or not entity.roles or "director" in entity.roles:
            return False
        return not (self.kb.credits_of(key) or self.kb.performances_of(key))

    def is_another_work(self, film: Filler, maker: Filler) -> bool:
        """Whether a title that nobody knows is hardly a film of whom it is said to be: of one who
        is known for music alone, or of whom only one name is given."""
        titled, person = film.entity, maker.entity
        if not (isinstance(titled, EntityRef) and titled.nil and isinstance(person, EntityRef)):
            return False
        key = self._entity_key(person)
        if key is None:
            return " " not in person.label
        entity = self.kb.entity(key)
        return entity is not None and entity.roles == ("musician",)

    def _only_plays_in(self, film: Filler, person: Filler) -> bool:
        """Whether the knowledge base has a person in a film's cast, but not as its director."""
        at, key = self._key(film), self._key(person)
        if at is None or key is None or key not in {p.performer for p in self.kb.cast(at)}:
            return False
        return not any(c.agent == key and c.role == "director" for c in self.kb.credits(at))

    def knows(self, entity: EntityRef | Value) -> bool:
        """Whether the knowledge base may say something of an entity."""
        return isinstance(entity, EntityRef) and self._entity_key(entity) is not None

    def decided(self, subject: EntityRef) -> set[str]:
        """The names of the properties of which the knowledge base may say, of a subject and things
        that it knows, that they hold or do not."""
        key = self._entity_key(subject)
        return {"actor", "character", "playsCharacter"} | (
            {c.role for c in self.kb.credits(key)} if key is not None else set()
        )

    def confirms(self, property_: Property, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base holds this credit or performance."""
        key = self._key(object_)
        if key is not None and property_.name in ("actor", "character"):
            kb, played = self.kb, property_.name == "character"
            parts = kb.performances_as(key) if played else kb.performances_of(key)
            return self._key(subject) in {p.film for p in parts}
        return key is not None and key in self._agents(property_, subject)

    def overrules(self, property_: Property, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base has others in this place, and knows the object but never
        in such a place, or in another one of the same film."""
        if property_.name == "actor":
            return self._never_acts(object_)
        key, film = self._key(object_), self._key(subject)
        agents = self._agents(property_, subject)
        if key is None or film is None or not agents or key in agents:
            return False
        if any(c.agent == key for c in self.kb.credits(film)) or (
            property_.name == "director" and self._only_plays_in(subject, object_)
        ):
            return True
        credited = {c.role for c in self.kb.credits_of(key)}
        known = bool(credited) or bool(self.kb.performances_of(key))
        return known and property_.name not in credited

    def refutes(self, property_: Property, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base speaks against what loose words may say: others are in this
        place, the film is of another year, another film that is spoken of has the performer, or
        another film has the part."""
        if self.confirms(property_, subject, object_):
            return False
        if property_.name == "actor":
            spoken_of = map(self.film_filler, self.linking.films)
            others = (f for f in spoken_of if f.entity != subject.entity)
            return self._never_acts(object_) or any(
                self.confirms(property_, f, object_) for f in others
            )
        if property_.name == "playsCharacter":
            return self.plays_other(subject, object_)
        if property_.name == "character":
            return self._elsewhere_than(object_, subject)
        if isinstance(object_.entity, Value):
            key = self._key(subject)
            film = self.kb.entity(key) if key and property_.functional else None
            year = film.year if film is not None else None
            return year is not None and not object_.entity.value.startswith(str(year))
        return bool(self._agents(property_, subject))

    def is_of_another_time(self, film: Filler, date: Filler) -> bool:
        """Whether the knowledge base has a film come out years before or after a date: then another
        film of its title is meant."""
        key = self._key(film)
        known = self.kb.entity(key) if key else None
        year = known.year if known is not None else None
        if year is None or not isinstance(date.entity, Value):
            return False
        said = date.entity.value[:4]
        return said.isdigit() and abs(int(said) - year) > _YEARS_APART

    def only_acts(self, filler: Filler) -> bool:
        """Whether the knowledge base knows somebody for acting, and for no other work in films."""
        key = self._key(filler)
        entity = self.kb.entity(key) if key else None
        if key is None or entity is None or self.kb.credits_of(key) or "director" in entity.roles:
            return False
        return "actor" in entity.roles or bool(self.kb.performances_of(key))

    def makes_films(self, company: Filler) -> bool:
        """Whether the knowledge base has an organization produce films, or its name says so."""
        key = self._key(company)
        entity = company.entity
        made = key is not None and any(
            c.role in ("productionCompany", "distributor") for c in self.kb.credits_of(key)
        )
        words = entity.label.lower().split() if isinstance(entity, EntityRef) else []
        return made or bool(listed("organization", "film_companies") & set(words))

    def mainly_directs(self, filler: Filler) -> bool:
        """Whether the knowledge base has somebody direct more films than act in them."""
        key = self._key(filler)
        entity = self.kb.entity(key) if key else None
        if key is None or entity is None:
            return False
        directed = sum(c.role == "director" for c in self.kb.credits_of(key))
        return directed + ("director" in entity.roles) > len(self.kb.performances_of(key))

    def rather_acts(self, filler: Filler) -> bool:
        """Whether the knowledge base knows somebody for parts in films more than for directing."""
        key = self._key(filler)
        acts = bool(key and self.kb.performances_of(key)) or self.only_acts(filler)
        return acts and not self.mainly_directs(filler)

    def _never_acts(self, filler: Filler) -> bool:
        """Whether the knowledge base knows somebody's work in films, and no part among it."""
        key = self._key(filler)
        return bool(key and self.kb.credits_of(key)) and not self.kb.performances_of(key or "")

    def source_of(self, film: EntityRef) -> EntityRef | None:
        """The work that the knowledge base has a film based on, where it is one."""
        key = self._entity_key(film)
        credits_ = self.kb.credits(key) if key else ()
        works = [e for c in credits_ if c.role == "basedOn" and (e := self.kb.entity(c.agent))]
        refs = [EntityRef(self.iris.entity(w.key), w.label, w.type) for w in works]
        return refs[0] if len(refs) == 1 and refs[0].type == "work" else None

    def _agents(self, property_: Property, subject: Filler) -> set[str]:
        """The characters of a performer, or who is credited for a film's property."""
        key = self._key(subject)
        if key is None:
            return set()
        if property_.name == "playsCharacter":
            return {p.character for p in self.kb.performances_of(key) if p.character}
        return {c.agent for c in self.kb.credits(key) if c.role == property_.name}

    def _key(self, filler: Filler) -> str | None:
        entity = filler.entity
        return self._entity_key(entity) if isinstance(entity, EntityRef) else None

    def _entity_key(self, entity: EntityRef) -> str | None:
        return None if entity.nil else self.iris.key(entity.iri)

    # ---- awards

    def with_category(self, award: Filler, doc: Doc) -> Filler:
        """An award with the category that follows it: "an Academy Award for Best Actress"."""
        found = _category(doc, award.end)
        if found is None or not isinstance(award.entity, EntityRef):
            return award
        whose = award.entity.label
        entity = self._award(f"{_singular(whose)} for {_in_capitals(doc.text_of(*found))}")
        return replace(award, entity=entity, end=found[1])

    def prize(self, whose: str, category: str) -> EntityRef:
        """A prize of a festival or academy in a category: "Cannes Film Festival", "Best Actor"."""
        name = _singular(whose)
        name = name if name.endswith("Award") else f"{name} Award"
        return self._award(f"{name} for {_in_capitals(category)}")

    @cached_property
    def prizes(self) -> list[EntityRef]:
        """The prizes that the essay names, in order of first mention."""
        return [m.entity for m in self._first_mentions.values() if m.entity.type == "award"]

    def _award(self, label: str) -> EntityRef:
        hit = next((h for h in self.kb.lookup(label) if h.type == "award"), None)
        if hit is not None:
            return EntityRef(self.iris.entity(hit.key), hit.label, "award")
        return EntityRef(self.iris.nil(self.essay.id, "award", label), label, "award", True)


def _category(doc: Doc, at: int) -> tuple[int, int] | None:
    """Where the category of an award stands that begins with "for Best …" at a token, perhaps
    behind a word for what the award is ("an Oscar nomination for Best Actress")."""
    at += at < len(doc) and doc[at].lower_ in _NOUNS_OF_AWARDS
    if at + 1 >= len(doc) or doc[at].lower_ != "for" or doc[at + 1].lower_ not in _CATEGORY_WORDS:
        return None
    end = at + 2
    for i in range(at + 2, min(at + 12, len(doc))):
        if doc[i].text[:1].isupper() or doc[i].lower_ in listed("award", "categories"):
            end = i + 1
        elif doc[i].lower_ not in _INSIDE_CATEGORY:
            break
    return at + 1, end


def _singular(awards: str) -> str:
    return awards.removesuffix("s") if awards.endswith("Awards") else awards


def _in_capitals(category: str) -> str:
    """A category as its prize writes it, *Best Actor in a Leading Role*, of one in lower case."""
    words = category.split(" ")
    return " ".join(
        w if w in _INSIDE_CATEGORY or not w.islower() else w.capitalize() for w in words
    )
