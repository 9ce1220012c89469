"""Constructions that state relations without a word of their own: describing phrases, genitives
between names, parentheses after names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

from graphbuild.annotation.analysis import Block
from graphbuild.annotation.doc import Token
from graphbuild.annotation.english.lexicon import listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.syntax import described
from graphbuild.annotation.english.syntax import subjects as subjects_of
from graphbuild.annotation.factuality import Judgement, Said, set_against
from graphbuild.annotation.relations.background import Background
from graphbuild.annotation.relations.claims import Statement
from graphbuild.annotation.relations.fillers import Filler, extent, of_types
from graphbuild.annotation.relations.prizes import honoured, shared_out
from graphbuild.annotation.relations.referents import PART_NOUNS, Referents
from graphbuild.annotation.relations.values import DATE_TYPES
from graphbuild.model import EntityRef, Value
from graphbuild.ontology import Property, Sense

__all__ = [
    "ARTICLES",
    "descriptions",
    "films_by_maker",
    "is_genitive",
    "juxtapositions",
    "lengths",
    "prizes_shared_out",
    "unequalled",
]

ARTICLES = frozenset({"no", "a", "an", "the", "another"})
_GENITIVES = frozenset({"POS", "PRP$"})
_XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
_DESCRIBED = frozenset({"person", "character", "film", "series"})
_LATER_VERSIONS = frozenset(
    "remake sequel prequel follow-up followup successor companion reboot adaptation version "
    "reworking reimagining homage tribute answer".split()
)
_CAREER = frozenset(
    "first second third fourth fifth sixth seventh last final next earlier previous latest other "
    "early late only".split()
)
_STARRING = frozenset({"star", "co-star", "costar", "appear", "play", "debut", "act"})
_NAMING = frozenset({"name", "call"})
_CAST = frozenset({"actor", "actress", "lead", "star", "newcomer", "performer", "cast"})
"""Nouns behind which a parenthesis names performers."""
_FILMS = frozenset(
    "film movie flick picture thriller comedy drama spoof series saga classic production one "
    "vehicle masterpiece gem romp yarn outing effort caper extravaganza".split()
)
_SCREEN = frozenset({"film", "series"})
_AGENTS = frozenset({"person", "character"})
_PARTS_OF_FILMS = frozenset(
    "half part third hour act scene sequence episode segment section rest opening ending middle "
    "beginning sex fight battle credit".split()
)
_MOST_IN_A_PART = 2
_MOST_BEFORE_A_NAME = 3
_MOCKERIES = frozenset({"parody", "spoof", "ripoff", "clone", "knockoff"})
_NO_KINDS_ALONE = frozenset({"war", "crime", "vigilante", "disaster", "prison"})
"""Genres that a film is *of*, and never is."""
_DESCRIPTION, _JUXTAPOSITION = 0.85, 0.9
_Check = Callable[[Property, Filler, Filler], bool]


def descriptions(background: Background, referents: Referents, noun: Token) -> Iterator[Statement]:
    """What the phrase headed by a noun says of the thing that it describes."""
    if referents.covers(noun) or _qualifies_a_predicate(noun):
        return
    reader, block = background.descriptions, referents.block
    beside = of_types(referents.apposed(noun), _DESCRIBED)
    held = of_types(referents.resolve(reader.holders(noun)), _DESCRIBED)
    subjects = beside if beside and noun.dep_ in ("conj", "appos") else held or beside
    subjects = subjects or referents.this_film(noun)
    kind = noun.lemma_.lower() in _FILMS | {"genre"} or _is_a_genre(background, noun)
    if not subjects and kind:
        subjects = referents.meant_by_this(noun)
    trade = background.concepts.ending_at(noun, "occupation") is not None
    someone = trade or is_person_noun(noun)
    if trade and not subjects:
        subjects = of_types(referents.named_behind(noun), _AGENTS)
    playing = [f for f in subjects if _performs_the_part(noun, f, someone)]
    if playing:
        yield from _in_the_cast(background, referents, noun, playing)
        subjects = [f for f in subjects if f not in playing]
    if not subjects:
        return
    if noun.tag_ in ("NN", "NNP"):
        subjects = subjects[:1]  # one thing is described, whatever the parser coordinates with it
    elif len(subjects) == 1 and noun.tag_ in ("NNS", "NNPS") and not _is_one_of(noun):
        return  # "Gene Hackman, directors like John Ford": he is none of them
    types = frozenset(f.entity.type for f in subjects if isinstance(f.entity, EntityRef))
    if _is_source(noun):
        main = background.film
        subjects = [f for f in subjects if main is None or f.entity != main.entity]
    if someone and _is_of_a_list_of_parts(noun, subjects):
        return
    for property_, object_ in reader.statements(noun, types):
        if referents.is_named(object_.start):
            continue  # "The French Connection"
        if property_.scheme == "occupation" and (
            _is_a_kind_of_film(noun) or _is_a_part_in_a_film(referents, noun)
        ):
            continue
        if property_.scheme == "genre" and _is_no_kind(noun, object_, subjects):
            continue
        judged = _denied(block, noun) or _taken_for_granted(background, block, noun, property_)
        for subject in of_types(subjects, property_.domain):
            yield Statement(
                property_,
                subject,
                object_,
                f"description:{property_.name}",
                _DESCRIPTION * subject.score,
                block,
                extent(object_.start, noun.i + 1, subject, object_),
                judged,
            )


def _is_no_kind(noun: Token, kind: Filler, described: list[Filler]) -> bool:
    """Whether a noun is what a film mocks or tells of, no kind of film: "the *Heat* parody", "it is
    a range war"."""
    mocked = noun.lemma_.lower() in _MOCKERIES and any(f.end == noun.i for f in described)
    return mocked or (kind.end == noun.i + 1 and noun.lemma_.lower() in _NO_KINDS_ALONE)


def _is_of_a_list_of_parts(noun: Token, described: list[Filler]) -> bool:
    """Whether the name behind a part opens the next item of a list: "Tessier as a gruff bartender,
    Kirkland as …"."""
    behind, part = any(f.start > noun.i for f in described), noun.head
    listed = part.lower_ == "as" and part.i > 0 and part.nbor(-1).pos_ == "PROPN"
    return behind and listed and noun.nbor().text == ","


def _is_a_part_in_a_film(referents: Referents, noun: Token) -> bool:
    """Whether a noun beside a name is what its bearer plays: "Faylen, the nurse in *Heat*"."""
    if noun.dep_ != "appos" or noun.lemma_.lower() in _film_trades():
        return False
    within = (o for c in noun.children if c.lower_ in ("in", "from") for o in c.children)
    return any(of_types(referents.resolve([o]), _SCREEN) for o in within)


def lengths(background: Background, referents: Referents, token: Token) -> Iterator[Statement]:
    """How long a film is: "it is only 98 minutes long", "this 90-minute comedy"."""
    spans = referents.lasting(token)
    whose = described(token) if spans else []
    if any(t.lemma_.lower() in _PARTS_OF_FILMS for t in whose):
        return
    property_ = background.ontology.names["duration"]
    for span in spans:
        subjects = of_types(referents.resolve(whose), _SCREEN)
        for film in subjects or referents.meant_by_this(token) or referents.this_film(token.head):
            yield Statement(
                property_,
                film,
                Filler(span.value, span.start, span.end),
                "description:duration",
                _DESCRIPTION * film.score,
                referents.block,
                extent(span.start, span.end, film),
                background.judge(referents.block, token, Said("description", property_.name)),
            )


def _is_one_of(noun: Token) -> bool:
    """Whether a plural is that of which something is one: "one of the best Italian thrillers"."""
    of = noun.head
    return noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ == "one"


def _is_a_genre(background: Background, noun: Token) -> bool:
    return background.concepts.ending_at(noun, "genre") is not None


def _qualifies_a_predicate(noun: Token) -> bool:
    """Whether a noun only says what kind of thing something is: "it is not a *horror* film"."""
    head = noun.head
    before = noun.dep_ in ("compound", "nmod", "amod")
    return before and head.pos_ == "NOUN" and head.dep_ in ("attr", "oprd")


def _is_a_kind_of_film(noun: Token) -> bool:
    """Whether somebody is what a film is about: "a spy flick"."""
    return noun.dep_ in ("compound", "nmod") and noun.head.lemma_.lower() in _FILMS


def _in_the_cast(
    background: Background, referents: Referents, noun: Token, playing: Iterable[Filler]
) -> Iterator[Statement]:
    """Those said to be somebody without a name act in the film spoken of, if its cast has them."""
    actor, film = background.ontology.names["actor"], referents.passage.film(noun)
    for filler in playing:
        if film is not None and background.confirms(actor, film, filler):
            yield Statement(
                actor,
                film,
                filler,
                "description:actor",
                _DESCRIPTION * filler.score,
                referents.block,
                extent(noun.i, noun.i + 1, filler),
                background.judge(referents.block, noun, Said("description", actor.name)),
            )


def _performs_the_part(noun: Token, filler: Filler, someone: bool) -> bool:
    """Whether a noun is what somebody plays: a performer in parentheses behind it (*a French
    countess (Valeria Golino)*), or one who is said to be now what is no trade of film-makers and
    writers (*Jamie Foxx is a cab driver*)."""
    entity = filler.entity
    if not isinstance(entity, EntityRef) or entity.type != "person":
        return False
    if noun.lemma_.lower() in _film_trades():
        return False
    if filler.start > noun.i:
        return noun.doc[filler.start - 1].text == "("
    if not someone or noun.dep_ != "attr":
        return False
    return noun.head.tag_ in {"VBZ", "VBP"} or _is_a_known_part(noun)


def _is_a_known_part(noun: Token) -> bool:
    """*the cop*, *the villain*: one whom a story has, and no more words for him."""
    words = [c.lower_ for c in noun.children if c.i < noun.i]
    behind = any(c.dep_ in ("prep", "relcl", "acl", "appos") for c in noun.children)
    return words == ["the"] and not behind


def _is_source(noun: Token) -> bool:
    """Whether a phrase says what something is based on: it does not describe the main film,
    though the source may bear its title."""
    prep = noun.head
    if noun.dep_ != "pobj":
        return False
    if prep.lower_ in ("of", "to") and prep.head.lemma_.lower() in _LATER_VERSIONS:
        return True
    return prep.lower_ in ("on", "upon", "from") and prep.head.tag_ == "VBN"


def _taken_for_granted(
    background: Background, block: Block, noun: Token, property_: Property
) -> Judgement:
    """The status of a description: what stands in a name's own phrase (*the playwright Georg
    Dreyman*, *Hemant, an engineer*, *an actress named Ines*) is not what the clause denies or
    supposes; nor is the kind by which something is measured."""
    judged = background.judge(block, noun, Said("description", property_.name))
    beside = noun.doc[noun.i + 1 : noun.i + 2]
    named = any(c.dep_ == "acl" and c.lemma_ in _NAMING for c in noun.children)
    inside = noun.dep_ in ("compound", "appos", "nmod") or any(t.pos_ == "PROPN" for t in beside)
    measured = noun.dep_ == "pobj" and noun.head.lower_ == "for"  # "for a comedy, it is not …"
    if (inside or named or measured) and judged.status in ("hypothetical", "negated"):
        return Judgement("asserted")
    return judged


def _denied(block: Block, noun: Token) -> Judgement | None:
    """Negated by the determiner, or set against another: "was no actor", "an actress, not a
    director"."""
    no = next((c for c in noun.children if c.lower_ == "no"), set_against(noun))
    return Judgement("negated", block.token_span(no)) if no is not None else None


def is_genitive(token: Token) -> bool:
    """A genitive mark or a possessive pronoun; also the apostrophe of "Jones’ character", which
    taggers take for a quotation mark."""
    if token.tag_ in _GENITIVES:
        return True
    if token.text not in ("’", "'") or token.i == 0 or not token.whitespace_:
        return False
    before = token.nbor(-1)
    return before.pos_ == "PROPN" and before.text.endswith("s") and not before.whitespace_


def juxtapositions(
    background: Background, referents: Referents, mark: Token
) -> Iterator[Statement]:
    """What a genitive between names or a parenthesis after one states."""
    genitive = is_genitive(mark)
    slash = mark.text == "/"
    entry = background.lexicon.marks.get("'s" if genitive else "(" if slash else mark.text)
    if entry is None or (referents.covers(mark) and mark.tag_ != "PRP$"):
        return
    around = referents.around_genitive if genitive else referents.around_parenthesis
    around = referents.around_slash if slash else around
    sides = around(mark) or (None if genitive else _unnamed_part(referents, mark))
    if sides is None:
        return
    kind = "possessive" if genitive else "parenthesis"
    honours = None if genitive else honoured(background, referents, mark, sides)
    if honours is not None:
        yield from _honours(background, referents, mark, *honours)
        return
    for sense in entry.senses:
        said = mark.doc.text_of(mark.i + 1, mark.i + 2) in PART_NOUNS  # "Jones's character, Bell"
        cited = not genitive and referents.is_citation(mark)
        several = len(of_types(sides.get("content", []), frozenset({"person"}))) > _MOST_IN_A_PART
        if (cited or several) and "character" in sense.range:
            continue
        said = said or cited
        unsure = (sense.needs_knowledge and not said) or (
            kind == "possessive" and (_is_counted(mark) or _is_of_a_source(mark))
        )
        check: _Check = background.confirms if unsure else background.leaves_room
        if kind == "possessive" and sense.property.name in ("director", "actor"):
            check = _of_their_own(background, referents, mark, unsure=unsure)
        for subject, object_ in _sides(sense, sides):
            inside = object_ if object_.start > mark.i else subject
            if kind == "parenthesis" and _is_acronym(referents, inside):
                continue
            holds = check(sense.property, subject, object_)
            if sense.property.name == "playsCharacter":
                holds = holds or _is_cast(background, mark, subject, object_)
            if holds:
                yield _stands_beside(referents, mark, sense.property, (subject, object_), kind)


def _is_cast(background: Background, mark: Token, performer: Filler, part: Filler) -> bool:
    """Whether a part is somebody's by the form of the words, though the casts do not say so: a
    parenthesis behind a name, a genitive of one who is known for acting alone."""
    if mark.tag_ == "POS":
        return not background.plays_other(performer, part) and background.only_acts(performer)
    return not is_genitive(mark) and not background.is_cast_otherwise(performer, part)


def _of_their_own(
    background: Background, referents: Referents, mark: Token, *, unsure: bool
) -> _Check:
    """How it is known whether somebody's films are those that they direct or those that they act
    in: "Vincent Price's most famous films", "Sergio Martino's last movie"."""
    noun = mark.head if mark.tag_ == "PRP$" else mark.head.head
    listed_films = noun.lemma_.lower() in _FILMS

    def holds(property_: Property, film: Filler, person: Filler) -> bool:
        if noun.tag_ == "NNS" and not listed_films and not referents.covers(noun):
            return False  # "his friends from Heat", "his roles in films like Heat"
        if background.confirms(property_, film, person):
            return True
        acts = background.only_acts(person)
        if film.end == mark.i:  # "Salt Roads's Ines Vale"
            return property_.name == "actor" and background.has_room_for(property_, film, person)
        if property_.name == "actor":
            return listed_films and acts and background.has_room_for(property_, film, person)
        if acts or background.is_another_work(film, person):
            return False  # "Marvin Gaye's Let's Get It On"
        directs = not unsure or (listed_films and background.mainly_directs(person))
        return directs and background.leaves_room(property_, film, person)

    return holds


def unequalled(background: Background, referents: Referents, det: Token) -> Iterator[Statement]:
    """What something is said to be one more or no second of: "Salt Roads is no Heat", "he may not
    be a De Niro", "she is the new Bette Davis"."""
    doc, at = det.doc, det.i + 1
    while at < min(len(doc), det.i + _MOST_BEFORE_A_NAME) and doc[at].pos_ == "ADJ":
        at += 1
    be = next((t for t in det.ancestors if t.pos_ in ("AUX", "VERB")), det)
    only = det.lower_ == "the" and at == det.i + 1  # "the Heat that I know"
    if be.lemma_ != "be" or at == len(doc) or only:
        return
    compared = background.ontology.names["comparedWith"]
    for other in of_types(referents.starting(doc[at]), compared.range - {"character"}):
        if doc.root_of(other.start, other.end).dep_ != "attr":
            continue
        for one in of_types(referents.resolve(subjects_of(be)), frozenset({_type(other)})):
            yield replace(
                _stands_beside(referents, det, compared, (one, other), "unequalled"),
                strength=_DESCRIPTION * min(one.score, other.score),
            )


def _type(filler: Filler) -> str:
    return filler.entity.type if isinstance(filler.entity, EntityRef) else ""


def films_by_maker(
    background: Background, referents: Referents, noun: Token
) -> Iterator[Statement]:
    """Whose films are those that follow: "the Kubrick film The Killing", "two Ford films, The
    Searchers and The Informer"; of a performer's films it says nothing."""
    entry = background.lexicon.marks.get("'s")
    sides = referents.around_film_noun(noun) if entry else None
    if sides is None or entry is None:
        return
    for sense in entry.senses:
        for film, maker in _sides(sense, sides):
            if background.confirms(sense.property, film, maker):
                yield _stands_beside(referents, noun, sense.property, (film, maker), "possessive")


def _stands_beside(
    referents: Referents, at: Token, property_: Property, pair: tuple[Filler, Filler], kind: str
) -> Statement:
    """What a subject and an object state by standing beside each other."""
    subject, object_ = pair
    return Statement(
        property_,
        subject,
        object_,
        f"{kind}:{property_.name}",
        _JUXTAPOSITION * min(subject.score, object_.score),
        referents.block,
        extent(at.i, at.i + 1, subject, object_),
        Judgement("asserted"),
    )


def prizes_shared_out(
    background: Background, referents: Referents, noun: Token
) -> Iterator[Statement]:
    """Who was honoured in a category that is one of several: "best director for Ada Quill"."""
    found = shared_out(background, referents, noun)
    if found is not None:
        yield from _honours(background, referents, noun, *found)


def _honours(
    background: Background,
    referents: Referents,
    mark: Token,
    property_: Property,
    hosts: list[Filler],
    awards: list[Filler],
) -> Iterator[Statement]:
    """Who is honoured with what, as a category or the parenthesis behind a name says."""
    for host, award in product(of_types(hosts, property_.domain), awards):
        said = _stands_beside(referents, mark, property_, (host, award), "category")
        judged = background.judge(referents.block, mark.sent.root, Said("category", property_.name))
        yield replace(said, judgement=judged)


def _unnamed_part(referents: Referents, mark: Token) -> dict[str, list[Filler]] | None:
    """A performer in parentheses behind a part without a name ("her mother (Laurie Metcalf)"),
    with the film that the passage is about."""
    noun = mark.nbor(-1) if mark.i else None
    lemma = noun.lemma_.lower() if noun is not None else ""
    part = noun is not None and is_person_noun(noun) and lemma not in _film_trades()
    if noun is None or not (part or lemma in _CAST):
        return None
    film, content = referents.passage.film(mark), referents.in_parenthesis(mark)
    return {"film": [film], "content": content} if film and content else None


def _film_trades() -> frozenset[str]:
    return listed("person", "roles")


def _is_counted(mark: Token) -> bool:
    """Whether a genitive's noun is one in a career ("Negri's last silent film"), a performer's as
    well as a director's."""
    head = mark.head if mark.tag_ == "PRP$" else mark.head.head
    while head.dep_ in ("compound", "appos"):
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "in" and head.head.head.lemma_ in _STARRING:
        return True  # "starred in her 2007 debut Water Lilies"
    words = {c.lower_ for c in head.children}
    named = any(c.dep_ == "appos" for c in head.children)
    return head.pos_ == "NOUN" and bool(words & _CAREER) and not named


def _is_of_a_source(mark: Token) -> bool:
    """Whether a genitive stands in what a film is based on ("loosely based on Bob Burden's Flaming
    Carrot Comics"): whose that is has written it."""
    at = mark.head if mark.tag_ == "PRP$" else mark.head.head
    while at.dep_ in ("compound", "appos", "nmod", "poss", "pobj"):
        if _is_source(at):
            return True
        at = at.head
    return False


def _is_acronym(referents: Referents, filler: Filler) -> bool:
    """Whether a parenthesis holds capitals only: "American International Pictures (AIP)"."""
    text = referents.block.doc.text_of(filler.start, filler.end)
    return text.isalpha() and text.isupper() and 1 < len(text) < 6


def _sides(sense: Sense, sides: dict[str, list[Filler]]) -> Iterator[tuple[Filler, Filler]]:
    """Every pair that a sense's domain and range allow; a sense without a subject is of the film
    of a part without a name."""
    role = sense.subject.role if sense.subject is not None else "film"
    for subject in of_types(sides.get(role, ()), sense.domain):
        for object_ in _of_range(sides.get(sense.object.role, ()), sense):
            yield subject, object_


def _of_range(fillers: Iterable[Filler], sense: Sense) -> list[Filler]:
    """Fillers that a sense's range allows, literals included."""
    datatype = sense.property.datatype
    if datatype is None:
        return of_types(fillers, sense.range)
    allowed = DATE_TYPES if datatype == _XSD_DATE else frozenset({datatype})
    return [f for f in fillers if isinstance(f.entity, Value) and f.entity.datatype in allowed]
