"""From a matched lexical entry to statements: its arguments filled, by the property's types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product

from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.enumerations import is_one_of_quotations
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.syntax import (
    conjuncts,
    direct_objects,
    first_conjunct,
    gapped,
    is_finite,
    is_label,
    is_misread_verb,
    prepositional_objects,
    taking_for,
)
from graphbuild.annotation.english.syntax import (
    subjects as subjects_of,
)
from graphbuild.annotation.factuality import Judgement, Said, set_against
from graphbuild.annotation.relations.arguments import heads
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.billing import billed, parts_behind
from graphbuild.annotation.relations.claims import ClaimBook, Statement
from graphbuild.annotation.relations.descriptions import concept_ref
from graphbuild.annotation.relations.fillers import Filler, extent, of_types
from graphbuild.annotation.relations.frames import Match
from graphbuild.annotation.relations.prizes import at_its_festival, category_prizes
from graphbuild.annotation.relations.referents import OTHER, Referents
from graphbuild.annotation.relations.values import DATE_TYPES, LANGUAGE
from graphbuild.model import EntityRef, Value
from graphbuild.ontology import Argument, Property, Sense

__all__ = ["SenseReader"]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
_INTO, _FOR = frozenset({"in", "into"}), frozenset({"for", "in", "on", "with"})
"""Words before the film that a verb, and that a noun for work on a film, speaks of."""
_SCREEN = frozenset({"film", "series"})
_AGENTS = frozenset({"person", "character"})
_FILM_PRONOUNS = frozenset({"it", "this", "which", "that"})
_OTHER_FILMS = frozenset({"sequel", "prequel"})
"""What is another film than the one spoken of, unless the words point to it."""
_FILM_WORDS = frozenset(
    "film movie picture feature short cartoon documentary serial remake sequel prequel adaptation "
    "production version debut installment instalment entry release cast ensemble".split()
)
_STAGES = frozenset({"broadway", "stage", "theatrical", "radio", "opera", "theatre", "theater"})
_GAPS = {"VBN": "directObject", "VBG": "subject", "NNS": "subject"}
"""The argument that a participle (or a verb form taken for a noun) leaves out."""
_SHOOTING = frozenset({"shoot", "film", "photograph"})
_TRADE_OF = {"direction": "director"}
"""What those are called who do what a noun names."""
_MAKERS = frozenset("producer director writer screenwriter cinematographer editor composer".split())
_LONGEST_TRADE = 5
_ENUMERATED = frozenset({"directObject", "external"})
"""Arguments that run beside a prepositional one in enumerations."""
_PARTS = frozenset(
    "creature monster alien robot ghost vampire animal dog cat character protagonist lead hero "
    "heroine villain antagonist narrator killer assassin".split()
)
_PERFORMERS = frozenset({"actor", "actress", "performer", "comedian", "comedienne"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_BRINGING = frozenset({"by", "from", "to"})
_INFLUENCING = frozenset(
    "inspire influence compare liken remind recall echo evoke borrow indebted similar".split()
)
_COMPARING = frozenset({"of", "like", "than", "unlike"})
_PAIRING = frozenset({"respective", "respectively"})
_OF_TWO = frozenset({"spouse", "divorced"})
_EACH_OTHER = frozenset({"other", "another"})
_BARE = frozenset({"predicativeNominative"})
"""Arguments of the bare copula, which means many things."""
_JOINING = frozenset({"and", ",", "/", "-", "&"})
_DEFINITE = frozenset({"the", "this", "that"})
_CONFIDENCE = {
    "verb": 0.9,
    "noun": 0.85,
    "adjective": 0.85,
    "preposition": 0.75,
    "conjunction": 0.7,
}
_NAMING = frozenset({"call", "name", "title", "entitle", "or"})
"""Entries by which a noun beside gets its name: "a party *called* Seven Minutes in Heaven"."""
_TOLD_OF = frozenset({("noun", "copulative"), ("preposition", "external")})
"""Entries and their arguments of which "it" may be one: "it is *from* 1975"."""
_RESULTS = frozenset({"ccomp", "oprd", "acomp"})
"""What something is made: "makes this film a classic"."""
_CIRCUMSTANTIAL = ("in", "at", "on", "for")
"""Prepositions that say where and when something happens, or for which film."""
_INHERITED = 0.6
_UNSAID = 0.8


class SenseReader:
    """Reads the senses of one matched entry; ``again`` is a *do* that repeats its verb."""

    def __init__(
        self,
        background: Background,
        referents: Referents,
        match: Match,
        book: ClaimBook,
        again: Token | None = None,
    ) -> None:
        self.background, self.referents, self.match, self.book = background, referents, match, book
        self.again = again
        self._heads: dict[Argument, list[Token]] = {}
        self._fillers: dict[Argument, list[Filler]] = {}
        self._judged: dict[str, Judgement] = {}

    def statements(self) -> Iterator[Statement]:
        """What the entry's senses state here."""
        named: set[str] = set()
        filled = [(s, found) for s in self.match.entry.senses if (found := list(self._pairs(s)))]
        if not filled or self._is_a_part() or self._is_a_category() or self._is_another_trade():
            return
        if self._is_a_first_part():
            return
        for sense, pairs in sorted(filled, key=self._by_what_is_named):
            if sense.property.name in named and all(subject.assumed for subject, _ in pairs):
                continue  # "the music of Salt Roads is by Reed": not of the film of the essay
            if not self._tokens(sense.subject) and sense.property.name in named:
                continue  # "wrote the screenplay for Salt Roads" names the film
            if sense.subject is None and self._has_object(sense):
                continue
            if sense.subject is None and (self._is_only_a_trade(sense) or self._is_in_story()):
                continue
            for subject, object_ in self._of_one_film(sense, pairs):
                if self._plausible(sense, subject, object_) or self._denied(sense, subject):
                    judged = self._judge(sense.property)
                    if _is_presupposed(sense) and judged.status != "asserted":
                        continue
                    named.add(sense.property.name)
                    here = self._contrasted(object_, self._contrasted(subject, judged))
                    yield self._statement(sense, subject, object_, here)

    def _by_what_is_named(
        self, filled: tuple[Sense, Sequence[tuple[Filler, Filler]]]
    ) -> tuple[bool, bool]:
        """First the senses whose subject is named."""
        sense, pairs = filled
        return not self._tokens(sense.subject), all(subject.assumed for subject, _ in pairs)

    def _is_a_first_part(self) -> bool:
        """Whether somebody makes a debut in a film, not with it: "made her debut in Heat"."""
        anchor, entry = self.match.anchor, self.match.entry
        debut = anchor if entry.pos == "noun" else _debut_made(anchor)
        if debut is None or debut.lemma_ != "debut" or entry.lemma not in ("make", "debut"):
            return False
        made = debut.dep_ == "dobj" and debut.head.lemma_ == "make"
        return made and any(c.lower_ == "in" for c in debut.head.children)

    def _is_in_story(self) -> bool:
        """Whether a character does it, so that no film is left out: "Joss shot in the air"."""
        if self.match.entry.pos != "verb":
            return False
        fillers = self.referents.resolve(subjects_of(self.match.anchor))
        return bool(fillers) and all(_type(f) == "character" for f in fillers)

    def _of_one_film(
        self, sense: Sense, pairs: list[tuple[Filler, Filler]]
    ) -> Iterator[tuple[Filler, Filler]]:
        """The pairs with the film that is meant; where the knowledge base has some of a list in
        one film, the rest of the list is of that film too."""
        background, property_ = self.background, sense.property
        meant = [background.film_meant(property_, said, object_) for said, object_ in pairs]
        sure = {
            film.entity: film
            for film, (_, object_) in zip(meant, pairs, strict=True)
            if film.assumed and background.confirms(property_, film, object_)
        }
        only = next(iter(sure.values())) if len(sure) == 1 else None
        for film, (said, object_) in zip(meant, pairs, strict=True):
            unsure = only and film.assumed and not background.confirms(property_, film, object_)
            yield (
                (replace(only, start=said.start, end=said.end) if unsure and only else film),
                object_,
            )

    def _is_a_part(self) -> bool:
        """Whether a noun says what a performer plays, and of whom the part is what it says is left
        open: "Alice Bergman as the wife, Eva Holm as her sister"."""
        noun = self.match.anchor
        if self.match.entry.pos != "noun" or noun.dep_ != "pobj" or noun.head.lower_ != "as":
            return False
        found = self.referents.mention_before(noun.head.i)
        return found is not None and found[0].entity.type == "person"

    def _is_a_category(self) -> bool:
        """Whether a noun is the category of a prize: "won best screenplay"."""
        noun = self.match.anchor
        if not any(s.property.domain & _SCREEN for s in self.match.entry.senses):
            return False  # "are best friends"
        before = noun.doc[noun.left_edge.i : noun.i]
        bare = self.match.entry.pos == "noun" and not any(t.dep_ in ("det", "poss") for t in before)
        return bare and any(t.lower_ == "best" for t in before)

    def _is_another_trade(self) -> bool:
        """Whether the noun is the end of a longer name for something else that people do: an *art
        director* directs nothing, and *art direction* is not that of a film."""
        noun, entry, concepts = self.match.anchor, self.match.entry, self.background.concepts
        of_films = any(s.property.domain & _SCREEN for s in entry.senses)
        if entry.pos != "noun" or " " in entry.lemma or not of_films:
            return False
        trade = _TRADE_OF.get(noun.lemma_.lower())
        if trade and noun.i:
            longer = concepts.named(f"{noun.nbor(-1).lower_} {trade}", "occupation")
            return longer is not None and longer != concepts.named(trade, "occupation")
        found = concepts.ending_at(noun, "occupation")
        if found is None or found[1] == noun.i:
            return False
        return found[0] != concepts.named(noun.lemma_.lower(), "occupation")

    def _has_object(self, sense: Sense) -> bool:
        """Whether something else than a film is the object of a verb that takes one: "directed
        the dancers" leaves no film out."""
        entry = self.match.entry
        if entry.pos == "preposition" and " " not in entry.lemma:  # "is perfect as the father"
            parts = [
                t
                for a in entry.arguments
                if a.role == "prepositionalObject"
                for t in self._tokens(a)
            ]
            return not any(map(_is_unnamed_part, parts))
        transitive = any(a.role == "directObject" for a in entry.arguments)
        if entry.pos != "verb" or not transitive or sense.needs_knowledge:
            return False
        if sense.object.role == "directObject":  # "is cast as a cop", but not as Frank
            named = (self._tokens(a) for a in entry.arguments if a.marker == "as")
            return any(self.referents.resolve(tokens) for tokens in named)
        objects = direct_objects(self.match.anchor)
        of_a_part = any(_takes_a_part(s) for s in entry.senses)  # "plays a nurse"
        return bool(objects) and not (of_a_part and any(map(_is_part, objects)))

    def _is_only_a_trade(self, sense: Sense) -> bool:
        """Whether a noun for somebody's part in a film says no more than what they are: it stands
        for the film under discussion only in front of the name of who acts or owns ("Director
        Jean Renoir knew …", "director Bong's film"), not in "works of the director X"."""
        if self.match.entry.pos != "noun" or sense.object.role != "copulative":
            return False
        anchor = self.match.anchor
        after = self.referents.mention_from(_behind_trades(anchor))
        if after is None or after[0].entity.type != "person":
            return True
        root = first_conjunct(anchor.doc.root_of(*after[1:]))
        if any(c.dep_ in ("poss", "prep") for c in anchor.children):
            return True
        if root.dep_ in _ACTING:
            return False
        brought = root.head.lower_ in _BRINGING or root.head.head.lower_ == "courtesy"
        return not brought or root.head.head.lemma_ in _INFLUENCING

    def _statement(
        self, sense: Sense, subject: Filler, object_: Filler, judged: Judgement
    ) -> Statement:
        entry, match = self.match.entry, self.match
        confidence = _CONFIDENCE[entry.pos] * min(subject.score, object_.score)
        return Statement(
            sense.property,
            subject,
            object_,
            f"{entry.pos}:{entry.lemma.replace(' ', '_')}",
            confidence * (_UNSAID if sense.subject is None else 1.0),
            self.referents.block,
            extent(match.anchor.i, match.last.i + 1, subject, object_),
            judged,
            self._circumstances(sense.property, (subject.entity, object_.entity)),
        )

    def _circumstances(
        self, property_: Property, known: tuple[EntityRef | Value, ...]
    ) -> tuple[tuple[str, EntityRef | Value], ...]:
        """Where, when and for which film, of what has happened: "married in Las Vegas"."""
        roles = {a.role for a in self.match.entry.arguments}
        if property_.occurrence is None or "copulative" in roles:
            return ()  # "his wife in Seoul" says where she is
        via = self.match.last if self.match.last != self.match.anchor else None
        found: dict[str, EntityRef | Value] = {}
        for marker in _CIRCUMSTANTIAL:
            tokens = prepositional_objects(self.match.anchor, marker, via)
            # "an award for Best Actress for Anora": the second hangs on the first
            tokens += [t for first in tokens for t in prepositional_objects(first, marker)]
            for name, filler in self._named_circumstances(tokens, marker):
                if filler.entity not in known:
                    found.setdefault(name, filler.entity)
        return tuple(sorted(found.items()))

    def _named_circumstances(
        self, tokens: list[Token], marker: str
    ) -> Iterator[tuple[str, Filler]]:
        fillers = self.referents.resolve(tokens) or self.referents.within(tokens)
        if marker == "for":
            yield from (("film", f) for f in of_types(fillers, _SCREEN))
            return
        yield from (("place", f) for f in of_types(fillers, frozenset({"place"})))
        yield from (("date", f) for f in self.referents.value(tokens, DATE_TYPES))

    def _plausible(self, sense: Sense, subject: Filler, object_: Filler) -> bool:
        """Whether the knowledge base agrees, where the words alone say too little."""
        if self._is_of_another(sense, subject, object_):
            return False
        if sense.yields and self.background.overrules(sense.property, subject, object_):
            return (
                self._judge(sense.property).status != "asserted"
            )  # "could have been directed by Reed"
        if sense.object.role == "copulative" and self._has_another_trade(sense.property, object_):
            return False
        if sense.object.role == "modifier" and "organization" in sense.range:
            anchor = self.match.anchor
            said = not subject.assumed or any(t.lower_ == "this" for t in anchor.children)
            said = said or anchor.dep_ == "attr"  # "is a Disney movie", not "like a Disney movie"
            return said and self.background.makes_films(object_)
        if sense.needs_knowledge:
            known = self.background.confirms(sense.property, subject, object_)
            return known and not self._denies_the_manner(sense.property)
        if self._contradicts_a_cast(sense, subject, object_):
            return False
        if sense.property.name == "actor" and self._is_billed_as_maker(object_):
            return False
        bare = sense.object.role in _BARE or (sense.subject and sense.subject.role in _BARE)
        if bare and self._passes_over(subject if sense.object.role in _BARE else object_):
            return False
        loose = bare or sense.subject is None or subject.assumed
        casts = "person" in sense.domain and "character" in sense.range
        loose = loose or (self.match.entry.pos == "preposition" and not casts)
        loose = loose and not (sense.property.name == "actor" and self._is_named_here(subject))
        if not loose or self.background.leaves_room(sense.property, subject, object_):
            return True
        return not bare and self._judge(sense.property).status != "asserted"

    def _is_of_another(self, sense: Sense, subject: Filler, object_: Filler) -> bool:
        """Whether words that could say something of the two say it of something else."""
        lemma, background = self.match.entry.lemma, self.background
        if lemma in _NAMING and _is_string(object_):
            return self._names_another(subject, object_)  # "a party game called Seven Minutes"
        if lemma == "make" and sense.yields:
            return self._only_shapes(sense, subject, object_)
        if lemma == "be":  # "is not bad in it", "Spielberg is in it"
            overruled = background.overrules(sense.property, subject, object_)
            return self._is_something_there(sense) or overruled
        dated = sense.property.name == "datePublished"
        return dated and background.is_of_another_time(subject, object_)

    def _is_something_there(self, sense: Sense) -> bool:
        """Whether a copula says what somebody is somewhere, rather than that they are there."""
        somewhere = sense.subject is not None and sense.subject.marker == "in"
        said = any(c.dep_ in ("attr", "acomp") for c in self.match.anchor.children)
        return somewhere and said

    def _names_another(self, subject: Filler, words: Filler) -> bool:
        """Whether words that would be another name of the subject are the name of something
        else."""
        found = self.referents.mention_from(words.start)
        if found is None or found[0].kind != "name" or not isinstance(subject.entity, EntityRef):
            return False
        named = found[0].entity
        other = named.type != subject.entity.type or not named.nil
        return named != subject.entity and other

    def _only_shapes(self, sense: Sense, film: Filler, maker: Filler) -> bool:
        """Whether who makes a film does not direct it: "makes it enjoyable", or an actor's "when
        he made this film"."""
        so = any(c.dep_ in _RESULTS for c in self.match.anchor.children)
        acts = self.background.rather_acts(maker)
        return so or (acts and not self.background.confirms(sense.property, film, maker))

    def _is_named_here(self, film: Filler) -> bool:
        """Whether the sentence names a film."""
        sent = self.match.anchor.sent
        named = (m for m, start, _ in self.referents.names() if sent.start <= start < sent.end)
        return any(m.kind == "name" and m.entity == film.entity for m in named)

    def _contradicts_a_cast(self, sense: Sense, performer: Filler, part: Filler) -> bool:
        """Whether a pronoun would make a performer play what the casts give to others alone."""
        if (_type(performer), _type(part)) != ("person", "character"):
            return False
        if not self.background.plays_other(performer, part):
            return False
        sides = (*self._tokens(sense.subject), *self._tokens(sense.object))
        return any(t.pos_ == "PRON" for t in sides)

    def _has_another_trade(self, property_: Property, filler: Filler) -> bool:
        """Whether a name stands behind the word for another part in films: "cinematographer Erik
        Strand shoots Salt Roads" makes him no director."""
        if filler.start == 0 or _behind_trades(self.match.anchor) == filler.start:
            return False  # "director and writer Ada Quill" has both
        trade = self.match.anchor.doc[filler.start - 1]
        entries = [m.entry for m in self.background.lexicon.matches(trade)]
        said = {s.property for e in entries for s in e.senses if s.object.role == "copulative"}
        misread = trade.pos_ == "VERB" and trade.lower_ in listed("person", "roles")
        return property_ not in said and (bool(said) or misread)

    def _is_billed_as_maker(self, filler: Filler) -> bool:
        """Whether words behind a name give a trade: "with Dino De Laurentiis as executive
        producer"."""
        behind = self.match.anchor.doc[filler.end : filler.end + _LONGEST_TRADE]
        if len(behind) < _LONGEST_TRADE or behind[0].lower_ != "as" or behind[1].pos_ == "DET":
            return False  # "as a news director" is a part
        noun = next((t for t in behind[1:] if t.pos_ == "NOUN" and t.i + 1 < len(t.doc)), None)
        while noun is not None and noun.dep_ == "compound" and noun.head.i == noun.i + 1:
            noun = noun.nbor()
        return noun is not None and noun.lemma_ in _MAKERS

    def _denies_the_manner(self, property_: Property) -> bool:
        """Whether a verb that only knowledge makes a credit is negated: "without making her a
        monster" denies no part, "was never in it" does."""
        verb = self.match.entry.pos == "verb" and self.match.anchor.lemma_ != "be"
        return verb and self._judge(property_).status == "negated"

    def _denied(self, sense: Sense, subject: Filler) -> bool:
        """Whether a copula with a name denies what nothing else could confirm: "Reagan was never
        Rick"."""
        bare = sense.object.role in _BARE and not self._passes_over(subject)
        return (
            bare and not sense.needs_knowledge and self._judge(sense.property).status == "negated"
        )

    def _passes_over(self, subject: Filler) -> bool:
        """Whether another name of the same type stands between a subject and the verb, outside
        the subject's phrase: it is then more likely the verb's subject."""
        doc = self.match.anchor.doc
        root = doc.root_of(subject.start, subject.end) if subject.end > subject.start else None
        between = [
            i
            for i in range(subject.end, self.match.anchor.i)
            if root is None or not root.is_ancestor(doc[i])
        ]
        kind = subject.entity.type if isinstance(subject.entity, EntityRef) else None
        return any(
            m.kind == "name" and m.entity.type == kind and start in between
            for m, start, _ in self.referents.names()
        )

    def _judge(self, property_: Property) -> Judgement:
        """The status at the anchor; what a possessed noun presupposes ("her daughter") survives
        negation and supposition."""
        noun = self.match.anchor
        if property_.name not in self._judged:
            said = Said(self.match.entry.pos, property_.name)
            token = self.again or noun
            self._judged[property_.name] = self.background.judge(self.referents.block, token, said)
        judged = self._judged[property_.name]
        owned = self.match.entry.pos == "noun" and any(c.dep_ == "poss" for c in noun.children)
        owned = owned and set_against(noun) is None
        if owned and judged.status in ("hypothetical", "negated") and not _predicative(noun):
            return Judgement("asserted")
        return judged

    def _contrasted(self, object_: Filler, judged: Judgement) -> Judgement:
        """The status of one object among several: "in Miami, not in Chicago", "not in Toronto
        but in Boston"."""
        doc, block = self.match.anchor.doc, self.referents.block
        if object_.end <= object_.start:
            return judged
        if object_.start <= self.match.anchor.i:  # "not Lean but Reed directed it"
            at = object_.start - 1
            denied = at >= 0 and doc[at].lower_ == "not"
            behind, after = doc.text_of(at - 1, at), doc.text_of(object_.end, object_.end + 1)
            set_off = behind == "and" or (behind == "," and after in (",", "who"))
            denied = denied and (after == "but" or set_off)
            return Judgement("negated", block.token_span(doc[at])) if denied else judged
        head = doc.root_of(object_.start, object_.end)
        first = head.head if head.dep_ in ("pobj", "conj") and head.head.pos_ == "ADP" else head
        at = min(first.i, object_.start) - 1
        before = doc[at].lower_ if at > self.match.anchor.i else ""
        instead = doc.text_of(at - 1, at + 1).lower() in ("rather than", "instead of")
        if (before == "not" or (before and instead)) and judged.status == "asserted":
            return Judgement("negated", block.token_span(doc[at]))
        return Judgement("asserted") if before == "but" and judged.status == "negated" else judged

    # ---- pairs of arguments

    def _pairs(self, sense: Sense) -> Iterator[tuple[Filler, Filler]]:
        """Every subject and object of a sense that its domain and range allow."""
        if cast := self._billed(sense):
            yield from cast
            return
        objects = self._objects(sense)
        if sense.property.symmetric:
            yield from self._of_equals(sense, self._subjects(sense), objects)
        elif sense.mutual and not objects and self._is_mutual(sense):
            yield from permutations(self._subjects(sense), 2)
        else:
            pairs = self._of_both(sense, self._subjects(sense), objects) if objects else []
            yield from (p for p in pairs if self._compatible(sense.property, *p))
            yield from self._gapped(sense)

    def _of_both(
        self, sense: Sense, subjects: list[Filler], objects: list[Filler]
    ) -> list[tuple[Filler, Filler]]:
        """Every subject with every object, or those that belong together of enumerations."""
        objects = [self._other_namesake(sense, o, subjects) for o in objects]
        if len(subjects) > 1 and (_run_side_by_side(sense) or self._respectively()):
            return _distributed(subjects, objects)
        if sense.object.marker == "as" and _take_turns(subjects, objects):
            return _distributed(subjects, objects)
        if len(subjects) > 1 and len(objects) > 1 and _takes_a_part(sense):
            return self._cast(sense, subjects, objects)
        return list(product(subjects, objects))

    def _of_equals(
        self, sense: Sense, subjects: list[Filler], objects: list[Filler]
    ) -> list[tuple[Filler, Filler]]:
        """Pairs of a symmetric relation, or the one that a noun without participants takes up."""
        like = self.match.entry.pos == "preposition"  # "films like Heat or Ronin"
        of_both = sense.subject is not None and sense.subject.role == "copulative"
        alone = not like and not (of_both and sense.object.marker == "between")
        alone = alone and not (_is_of_each(self.match.anchor) or self._has_other_matter(sense))
        pairs = list(self._reciprocal(sense.property, subjects, objects, alone=alone))
        unnamed = not subjects and not self._tokens(sense.object)
        return pairs or (self._couple(sense) if unnamed else [])

    def _has_other_matter(self, sense: Sense) -> bool:
        """Whether a verb's object is none of several who do it to each other: "Rosa, Frank and who
        *knows who else*"."""
        if sense.object.role != "directObject":
            return False
        objects = [c for c in self.match.anchor.children if c.dep_ in ("dobj", "ccomp")]
        return any(t.lower_ not in _EACH_OTHER for t in objects)

    def _reciprocal(
        self, property_: Property, subjects: list[Filler], objects: list[Filler], *, alone: bool
    ) -> Iterator[tuple[Filler, Filler]]:
        """Pairs of a symmetric relation: across the arguments, or within the only one there is
        where it can stand ``alone``; "films like Heat" are not like it but it."""
        announced = {(o.entity, o.start) for o in objects}
        subjects = [s for s in subjects if (s.entity, s.start) not in announced]
        pairs = [(a, b) for a in subjects for b in objects if self._compatible(property_, a, b)]
        if not pairs and alone:
            only = subjects or objects
            if len(only) > 2 and property_.name in _OF_TWO:
                return  # "five gunslingers who split up"
            within = combinations([f for f in only if _type(f) == _type(only[0])], 2)
            pairs = [(a, b) for a, b in within if self._compatible(property_, a, b)]
        yield from pairs

    def _compatible(self, property_: Property, a: Filler, b: Filler) -> bool:
        """Whether two may stand in a relation by the worlds they are of."""
        told = self.match.entry.pos != "noun" or self.match.anchor.dep_ == "attr"
        return _compatible(property_, a, b, told=told)

    def _billed(self, sense: Sense) -> list[tuple[Filler, Filler]]:
        """Performers and parts on either side of a preposition: "Vale as Mara, Reed as Joss"."""
        entry = self.match.entry
        if entry.pos != "preposition" or sense.subject is None or "character" not in sense.range:
            return []
        if sense.property.symmetric or "person" not in sense.domain:
            return []
        return billed(self.referents, self.match.anchor, self.match.last)

    def _cast(
        self, sense: Sense, performers: list[Filler], parts: list[Filler]
    ) -> list[tuple[Filler, Filler]]:
        """Who plays whom of several: "Ines Vale and Tomas Reed play Mara and Joss" pairs off;
        of unequal numbers only what the knowledge base holds is sure."""
        if len(performers) == len(parts):
            in_order = (sorted(fs, key=lambda f: f.start) for fs in (performers, parts))
            return list(zip(*in_order, strict=True))
        known, property_ = self.background.confirms, sense.property
        return [(a, b) for a, b in product(performers, parts) if known(property_, a, b)]

    def _is_mutual(self, sense: Sense) -> bool:
        """Whether nothing or "each other" takes the place of an object."""
        tokens = self._tokens(sense.object)
        return all(t.lower_ in _EACH_OTHER for t in tokens)

    def _respectively(self) -> bool:
        """Whether the sentence says that its enumerations pair off."""
        return any(t.lower_ in _PAIRING for t in self.match.anchor.sent)

    def _gapped(self, sense: Sense) -> Iterator[tuple[Filler, Filler]]:
        """Pairs of the clauses after this one that leave its verb out."""
        told = gapped(self.match.anchor) if self.match.entry.pos == "verb" else []
        roles = {"subject": 0, "directObject": 1}
        for pair in told:
            ends = [a.role for a in (sense.subject, sense.object) if a and a.role in roles]
            if len(set(ends)) < len(roles):
                return
            mine = [self.referents.resolve([pair[roles[end]]])[:1] for end in ends]
            subjects, objects = of_types(mine[0], sense.domain), of_types(mine[1], sense.range)
            pairs = product(subjects, objects)
            yield from (p for p in pairs if self._compatible(sense.property, *p))

    def _other_namesake(self, sense: Sense, object_: Filler, subjects: list[Filler]) -> Filler:
        """The source that bears a film's own title: "Rebecca is based on Rebecca"."""
        entity = object_.entity
        if "work" not in sense.range or not isinstance(entity, EntityRef):
            return object_
        if entity not in [s.entity for s in subjects]:
            return object_
        source = self.background.source_of(entity)
        return replace(object_, entity=source) if source else object_

    def _couple(self, sense: Sense) -> list[tuple[Filler, Filler]]:
        """The pair that a definite event noun without participants takes up ("the divorce"):
        the one of the latest claim of the same family of relations."""
        noun, parents = self.match.anchor, set(sense.property.parents)
        definite = any(c.lower_ in _DEFINITE for c in noun.children)
        if self.match.entry.pos != "noun" or not definite or not parents:
            return []
        properties = self.background.ontology.properties.values()
        family = [p.iri for p in properties if parents & {p.iri, *p.parents}]
        before = self.referents.block.token_span(noun).start
        for claim in self.book.find(family, before):
            if isinstance(claim.object, EntityRef):
                first = Filler(claim.subject, 0, 0, _INHERITED, claim.evidence[0])
                return [(first, Filler(claim.object, 0, 0, _INHERITED))]
        return []

    def _tokens(self, argument: Argument | None) -> list[Token]:
        if argument is None:
            return []
        if argument not in self._heads:
            repeated = self.again is not None and argument.role == "subject"
            own = subjects_of(self.again) if repeated and self.again is not None else None
            self._heads[argument] = heads(self.match, argument) if own is None else own
        return self._heads[argument]

    def _named(self, argument: Argument | None) -> list[Filler]:
        """What an argument's phrases stand for, worked out once for all senses."""
        if argument is None:
            return []
        if argument not in self._fillers:
            self._fillers[argument] = self._resolved(argument)
        return self._fillers[argument]

    def _resolved(self, argument: Argument) -> list[Filler]:
        """What an argument's phrases stand for; a relational noun speaks for itself, not for a
        noun with a determiner of its own after it ("her husband Samuel and their son Daniel")."""
        anchor, tokens = self.match.anchor, self._tokens(argument)
        own = self.referents.several(anchor) if argument.role == "copulative" else []
        if own or not tokens:
            return own  # "the Dardenne brothers, Ken Loach and others"
        found = self.referents.resolve(tokens)
        denied = [t for head in tokens for t in _denied_beside(head)]
        found += self.referents.resolve(denied) if denied else []
        described = anchor.dep_ == "relcl" or (anchor.tag_ == "VBN" and not is_finite(anchor))
        if described and all(t.i < anchor.i for t in tokens):
            found = [f for f in found if f.start < anchor.i]  # "A (played by X) and B"
        if argument.role != "copulative":
            return found
        if anchor.dep_ == "compound" and anchor.head.dep_ == "attr":
            return []  # "Kline is the editor Donald Woods" says whom Kline plays
        others = (t for head in tokens for t in conjuncts(head)[1:] if _is_determined(t))
        end = min((t.left_edge.i for t in others), default=len(anchor.doc))
        found = [f for f in found if f.start < end]
        return found[:1] if _is_one(anchor) else found

    # ---- objects

    def _objects(self, sense: Sense) -> list[Filler]:
        """What fills the object: a value, a concept or a linked thing, by the range."""
        tokens, datatype = self._tokens(sense.object), sense.property.datatype
        if not tokens and sense.object.role != "copulative" and sense.object.marker != "as":
            return []
        if datatype == _XSD_STRING:
            words = self.referents.quoted(tokens, bare=self.match.entry.pos != "conjunction")
            return [w for w in words if self._renames(w)]
        if datatype == LANGUAGE:
            return list(self._languages(tokens))
        if datatype is not None:
            types = DATE_TYPES if datatype == _XSD_DATE else frozenset({datatype})
            return self.referents.value(tokens, types)
        found = of_types(self._named(sense.object), sense.range)
        if not found and sense.object.marker == "as" and "character" in sense.range:
            found = self._parts_behind_verb()
        if not found and "place" in sense.range:
            found = of_types(self.referents.within(tokens), frozenset({"place"}))
        scheme = sense.property.named_in
        if scheme is not None:
            found = [f for f in found if self.background.concepts.names(f.entity, scheme)]
        if "award" in sense.range:
            found = self._prizes(found, tokens)
        return found + self._concepts(tokens, sense.property)

    def _languages(self, tokens: Iterable[Token]) -> Iterator[Filler]:
        """Languages by their names: "in French and Wolof"."""
        for token in (one for head in tokens for one in conjuncts(head)):
            concept = self.background.concepts.language(token)
            if concept is not None and concept.notation:
                yield Filler(Value(concept.notation, LANGUAGE), token.i, token.i + 1)

    def _parts_behind_verb(self) -> list[Filler]:
        """The parts that "as" gives right behind a verb: "stars as down-and-out Costello"."""
        after = self.match.last.nbor() if self.match.last.i + 1 < len(self.match.last.doc) else None
        return parts_behind(self.referents, after) if after and after.lower_ == "as" else []

    def _prizes(self, found: list[Filler], tokens: list[Token]) -> list[Filler]:
        """Prizes with their category and the festival that gives them."""
        background, referents = self.background, self.referents
        found = found or category_prizes(background, referents, tokens)
        found = [at_its_festival(background, referents, f) for f in found]
        return [background.with_category(f, self.match.anchor.doc) for f in found]

    def _renames(self, words: Filler) -> bool:
        """Whether words are another name for somebody: no prize ("was named Best Actor"), no
        piece of fiction."""
        found = self.referents.mention_from(words.start)
        prize = found is not None and found[0].entity.type == "award"
        if self.match.entry.pos == "conjunction" and is_one_of_quotations(self.match.anchor):
            return False
        return not prize and isinstance(words.entity, Value) and _is_a_name(words.entity.value)

    def _concepts(self, tokens: Iterable[Token], property_: Property) -> list[Filler]:
        """Concepts of the property's scheme that phrases name."""
        if property_.scheme is None:
            return []
        found = []
        for token in tokens:
            hit = self.background.concepts.ending_at(token, property_.scheme)
            if hit is not None:
                found.append(Filler(concept_ref(hit[0]), hit[1], token.i + 1))
        return found

    # ---- subjects

    def _subjects(self, sense: Sense) -> list[Filler]:
        found = of_types(self._named(sense.subject), sense.domain)
        if sense.domain & _SCREEN:
            found = self._defined() or found
        said = self.match.entry.pos == "preposition" and sense.subject is not None
        debut = _debut_made(self.match.anchor)
        if not sense.domain & _SCREEN or (found and debut is None):
            return found
        behind = self.match.entry.pos == "noun" or (debut and self.match.entry.lemma == "make")
        within = self._film_within() if behind else None
        if within is not None or found:
            return [within] if within is not None else found
        film = self._film_pointed_to(sense) or (None if said else self._unnamed_film(sense))
        return [film] if film else []

    def _film_pointed_to(self, sense: Sense) -> Filler | None:
        """The film that the passage is about, where *it* or *this* is likened to another, or said
        to be somebody's: "This is better than Heat", "It is a Disney production"."""
        anchor = self.match.anchor
        role = sense.subject.role if sense.subject is not None else ""
        told = (self.match.entry.pos, role) in _TOLD_OF
        said = told and sense.domain <= _SCREEN
        pointing = [t for t in self._tokens(sense.subject) if t != anchor]
        likened = sense.range >= _SCREEN
        fragment = likened and _is_cut_short(anchor) and all(map(_is_a_quality, pointing))
        if not (likened or said) or not (fragment or pointing):
            return None
        if not fragment and not all(map(_points_to_it, pointing)):
            return None
        film = self.referents.passage.film(anchor)
        if film is None:
            return None
        at = pointing[0].i if pointing else anchor.i
        return replace(film, start=at, end=at + 1, assumed=True)

    def _defined(self) -> list[Filler]:
        """The film that a sentence defines, where a participle behind a comma says more of it:
        "Child's Play 2 is a 1990 film and the sequel to Child's Play, directed by Lafia"; or one
        behind what it was shot in ("a 1954 film shot in Technicolor directed by Dwan")."""
        anchor = self.match.anchor
        first = first_conjunct(anchor)
        if first.tag_ not in _GAPS or is_finite(first) or first.i == 0:
            return []
        beside = self.referents.mention_before(anchor.i) if anchor.tag_ == "VBG" else None
        if beside and beside[0].entity.type in _SCREEN:
            return self.referents.starting(anchor.doc[beside[1]])  # "and Ronin starring De Niro"
        shot = first.head.dep_ == "pobj" and first.head.head.head.lemma_ in _SHOOTING
        film = None
        if shot or first.nbor(-1).text == ",":
            film = self.referents.film_defined(first)
        return [film] if film else []

    def _unnamed_film(self, sense: Sense) -> Filler | None:
        """The film of the sentence or of the essay, where its place is taken by a word for a
        film ("It stars …", "a comedy directed by …") or by nothing ("shot on location in …")."""
        tokens = self._tokens(sense.subject)
        if self.match.entry.pos == "verb" and any(
            is_person_noun(t) or t.tag_ in ("NNS", "NNPS") for t in tokens
        ):
            return None  # "a cowboy named Harlan", "realists led by Loach"
        if not self._leaves_film_out(sense) and not (
            tokens and (all(map(self._means_film, tokens)) or self._of_its_maker(tokens))
        ):
            return None
        named = any(self.referents.mention(t) is not None for t in tokens)
        anchor = self.match.anchor
        parts = [t for t in tokens if t != anchor]
        whose = next((f for t in parts for f in self.referents.film_of(t)), None)
        if whose is not None:
            return whose
        this_one = any(t.lower_ == "one" for t in tokens)  # "unlike Heat, this one stars"
        spoken_of = None if this_one else self._film_said_before(sense)
        if spoken_of is None and (within := self._film_within()) is not None:
            return within
        if spoken_of is None and (not named or self._of_its_maker(tokens)):
            spoken_of = self.referents.passage.film(anchor)
        return replace(spoken_of, assumed=True) if spoken_of else None

    def _film_within(self) -> Filler | None:
        """The film that a clause says behind its verb, or behind what somebody does for it: "would
        later play opposite Falk in Heat", "Reed's music for Heat", "served as editor on Heat"."""
        anchor, entry = self.match.anchor, self.match.entry
        at, words = [anchor], _INTO
        if entry.pos == "noun" or self.match.last.pos_ == "NOUN":
            at, words = [anchor, self.match.last, *_serving(anchor)], _FOR
        elif entry.pos != "verb":
            return None
        elif _debut_made(anchor) is not None:
            words = _FOR  # "made her directorial debut with Heat"
        inside = (c for a in at for c in a.children if c.lower_ in words and c.i > a.i)
        named = (o for prep in inside for o in prep.children if o.dep_ == "pobj")
        films = (of_types(self.referents.resolve([o]), _SCREEN) for o in named)
        found = next((f for f in films if f), [])
        return found[0] if found else None

    def _film_said_before(self, sense: Sense) -> Filler | None:
        """The film that the sentence names before the anchor, but not the one by which it says
        who somebody is: "Florian Oeller, of the Tatort series, wrote the script"."""
        anchor = self.match.anchor
        film = self.referents.film_of_sentence(anchor)
        if film is None:
            return None
        beside = [t for head in self._tokens(sense.object) for t in head.children]
        named = anchor.doc[film.start]
        inside = any(t.lower_ == "of" and t.is_ancestor(named) for t in beside)
        return None if inside else film

    def _of_its_maker(self, tokens: list[Token]) -> bool:
        """Whether a role in the making of films belongs to somebody ("his cinematographer")."""
        if self.match.entry.pos != "noun" or not any(t.dep_ == "poss" for t in tokens):
            return False
        return bool(of_types(self.referents.resolve(tokens), frozenset({"person"})))

    def _means_film(self, token: Token) -> bool:
        """Whether a word without a referent can stand for a film."""
        if self.referents.mention(token) is not None:
            return False
        if token.dep_ == "poss":
            return token.lower_ == "its"
        if token.pos_ == "PRON":
            return token.lower_ in _FILM_PRONOUNS
        if token.lower_ == "one":
            pointing = any(c.lower_ in ("this", "that") for c in token.children)
            return pointing and (token.dep_ == "nsubj" or self.referents.names_one_film())
        if token.tag_ not in ("NN", "NNP") or _is_any_film(token):
            return False
        if any(c.lower_ in OTHER for c in token.children):
            return False  # "another film stars Reed"
        if any(c.lower_ in _STAGES for c in token.children):
            return False  # "also appeared in the Broadway production"
        if token.lemma_ in _OTHER_FILMS and not any(c.lower_ == "this" for c in token.children):
            return False  # "the sequel takes place in London"
        genre = self.background.concepts.ending_at(token, "genre")
        return token.lemma_ in _FILM_WORDS or genre is not None

    def _leaves_film_out(self, sense: Sense) -> bool:
        """Whether an entry may speak of a film without a word for it: senses without a subject,
        participles that hang on nothing, nouns for parts of a film's making."""
        if sense.subject is None:
            return True
        anchor, entry = self.match.anchor, self.match.entry
        if entry.pos == "verb" and is_misread_verb(anchor):
            return sense.subject.role == "subject"
        if entry.pos == "verb":
            return _GAPS.get(anchor.tag_) == sense.subject.role and not is_finite(anchor)
        if entry.pos != "noun":
            return False
        relational = any(a.role == "copulative" for a in entry.arguments)
        if relational and is_label(anchor):
            return True
        if anchor.dep_ == "pobj" and anchor.head.lower_ in _COMPARING:
            return False  # "recalls the works of the Swedish director Ingmar Bergman"
        words = {c.lower_ for c in anchor.children}
        told = any(c.dep_ == "relcl" for c in anchor.children)  # "the best actors that ever lived"
        the_one = "the" in words and not (told and "best" in words)
        return not relational or (the_one and not _is_any_performer(anchor))


def _points_to_it(token: Token) -> bool:
    """Whether a pronoun stands for what is spoken of in a clause of its own."""
    own = token.dep_ in ("nsubj", "dobj") or (token.lower_ == "this" and token.dep_ == "pobj")
    return token.lower_ in ("it", "this") and own


def _is_a_quality(token: Token) -> bool:
    return token.pos_ in ("ADJ", "ADV")


def _is_cut_short(word: Token) -> bool:
    """Whether a sentence leaves out of what it says something: "Reminiscent of Heat.", "Much better
    than Heat.", "Reminds me of Heat."."""
    root = word.sent.root
    told = root.pos_ in ("ADJ", "ADV", "ADP") or root.tag_ in ("VBZ", "VBD")
    return told and all(c.dep_ not in ("nsubj", "nsubjpass", "expl") for c in root.children)


def _is_any_performer(noun: Token) -> bool:
    """Whether a trade only introduces a name: "the actress Rita Vale" need not be in the film."""
    after = noun.doc[noun.i + 1 : noun.i + 2]
    return noun.lemma_.lower() in _PERFORMERS and any(t.pos_ == "PROPN" for t in after)


def _is_one(noun: Token) -> bool:
    """Whether a noun means one: "the star of The Exorcist, Linda Blair, as well as Nielsen"."""
    return noun.tag_ == "NN" and any(c.lower_ == "the" for c in noun.children)


def _behind_trades(noun: Token) -> int:
    """Where what several trades describe begins: "director and writer | Rudi Lagemann"."""
    doc, at = noun.doc, noun.i + 1
    while at + 1 < len(doc) and doc[at].lower_ in _JOINING and doc[at + 1].tag_ == "NN":
        at += 2
    return at


def _is_determined(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and any(c.dep_ in ("poss", "det") for c in noun.children)


def _is_a_name(text: str) -> bool:
    """Whether quoted words are written as a name is: "a piece of fiction" is none."""
    return text[:1].isupper() or text[:1].isdigit()


def _takes_a_part(sense: Sense) -> bool:
    """Whether the direct object of a sense is a character."""
    return sense.object.role == "directObject" and "character" in sense.range


def _is_part(noun: Token) -> bool:
    """Whether a common noun can be somebody's part: "a nurse", "the creature"."""
    return is_person_noun(noun) or (noun.tag_ == "NN" and noun.lemma_ in _PARTS)


def _is_unnamed_part(noun: Token) -> bool:
    """Whether a common noun behind "as" is a part: "as the priest", but not "as a director"."""
    determined = any(c.dep_ in ("det", "poss") for c in noun.children)
    return determined and _is_part(noun) and noun.lemma_ not in listed("person", "roles")


def _is_any_film(noun: Token) -> bool:
    """Whether an object is no film in particular: "would never make a film like that"."""
    any_ = any(c.lower_ in ("a", "an", "another", "any", "no", "every") for c in noun.children)
    return noun.dep_ == "dobj" and any_


def _debut_made(verb: Token) -> Token | None:
    """The debut that somebody *makes*."""
    return next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ == "debut"), None)


def _serving(noun: Token) -> list[Token]:
    """The verb by which somebody is what a noun says: "*served* as editor on Heat", "*was* editor
    on Heat"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        return [noun.head.head]
    made = noun.dep_ == "dobj" and noun.head.lemma_ == "make"  # "made her debut with Heat"
    return [noun.head] if noun.dep_ == "attr" or made else []


def _is_presupposed(sense: Sense) -> bool:
    """Whether a sense takes somebody's part in a film for granted: who wants to cast an actor
    directs the film, whether the actor is cast or not."""
    return sense.subject is None and sense.needs_knowledge


def _is_string(words: Filler) -> bool:
    return isinstance(words.entity, Value) and words.entity.datatype == _XSD_STRING


def _run_side_by_side(sense: Sense) -> bool:
    """Whether enumerations of a sense's arguments pair off: names and the parts after "as"."""
    if sense.subject is None or sense.subject.role not in _ENUMERATED:
        return False
    return sense.object.marker is not None or sense.subject.role == "external"


def _distributed(subjects: list[Filler], objects: list[Filler]) -> list[tuple[Filler, Filler]]:
    """Pairs of two enumerations that run side by side ("A as B, C as D"; "A and B as C and D")."""
    objects = [o for o in objects if o.entity not in {s.entity for s in subjects}]
    if len(subjects) == len(objects) and all(s.end <= objects[0].start for s in subjects):
        return list(zip(subjects, objects, strict=True))
    starts = [s.start for s in subjects]
    return [
        (s, o)
        for s, o in product(subjects, objects)
        if s.end <= o.start and not any(s.end <= other < o.start for other in starts)
    ]


def _is_of_each(noun: Token) -> bool:
    """Whether a plural is of several who each have others: "phone their best friends"."""
    owned = any(c.dep_ == "poss" and c.lower_ == "their" for c in noun.children)
    return owned and noun.tag_ == "NNS" and noun.dep_ != "attr"


def _take_turns(performers: list[Filler], parts: list[Filler]) -> bool:
    """Whether performers and parts alternate: "turns by Vale as Mara, Reed as Joss"."""
    return len(performers) > 1 and any(
        part.end <= performer.start for part in parts for performer in performers
    )


def _denied_beside(name: Token) -> list[Token]:
    """Who is named only to be ruled out: "directed by Reed, not *Vale*"."""
    nots = any(c.dep_ == "neg" and c.i > name.i for c in name.children)
    return [c for c in name.children if nots and c.dep_ == "appos" and c.pos_ == "PROPN"]


def _predicative(noun: Token) -> bool:
    """Whether a noun is said of something rather than refers: "is her daughter", "as his wife"."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ == "as" or taking_for(noun.head) is not None
    return noun.dep_ in ("attr", "oprd", "acomp", "conj", "ROOT")


def _compatible(property_: Property, a: Filler, b: Filler, *, told: bool) -> bool:
    """Agents act on agents of their own world: people on people, characters on characters; where
    a clause tells it (``told``), who is in no table may be in either."""
    if not isinstance(a.entity, EntityRef) or not isinstance(b.entity, EntityRef):
        return True
    if property_.symmetric and (a.entity.type in _AGENTS) != (b.entity.type in _AGENTS):
        return False
    mixed = {a.entity.type, b.entity.type} == _AGENTS
    mixed = mixed and not (told and (_is_unknown(a.entity) or _is_unknown(b.entity)))
    return a.entity != b.entity and not (mixed and property_.domain >= _AGENTS)


def _is_unknown(entity: EntityRef) -> bool:
    """Whether somebody is taken for a person for want of better."""
    return entity.type == "person" and entity.nil


def _type(filler: Filler) -> str:
    return filler.entity.type if isinstance(filler.entity, EntityRef) else ""
