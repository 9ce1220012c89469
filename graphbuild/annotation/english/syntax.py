"""English clause structure read off a dependency parse, once for all relations.

Grammatical functions are *deep*: the subject of a passive is a direct object, the noun before
a participle is its argument, infinitives and participles share the arguments of the verb that
governs them. Labels are those of spaCy's English models (ClearNLP). All functions take tokens
of one ``Doc`` and give tokens, heads of their phrases.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english.cues import cues
from graphbuild.annotation.english.people import is_person_noun

__all__ = [
    "antecedent",
    "conjuncts",
    "described",
    "direct_objects",
    "first_conjunct",
    "gapped",
    "has_subject",
    "is_finite",
    "is_label",
    "is_listed_verb",
    "is_misread_verb",
    "is_passive",
    "name_from",
    "possessors",
    "prepositional_objects",
    "repeated_verb",
    "subjects",
    "surface_subject",
    "taking_for",
]

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_CLAUSES_WITHOUT_SUBJECT = frozenset({"xcomp", "advcl", "ccomp", "csubj"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten"})
_MIXTURES = frozenset(
    "mix mixture blend hybrid combination piece slice work example one kind sort type more much "
    "something bit".split()
)
"""Nouns that stand for the kinds of which something is made up, or that it is one of."""
_COPULAS = frozenset({"be", "become", "remain", "stay", "seem"})
_AMOUNTING = frozenset({"mark", "represent", "constitute"})
_PASTS = frozenset({"VBD", "VBN"})
_MISREAD_CONJUNCTS = frozenset({"xcomp", "advcl", "acl"})
_NAMING = frozenset({"name", "call", "title", "dub", "nickname", "entitle"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "pobj", "conj", "appos"})
_LIGHT = frozenset(
    "give make deliver have play take earn receive get land win assume inhabit originate reprise "
    "tackle lose decline refuse reject accept turn miss plot plan commit spurn relinquish covet "
    "forgo deserve merit".split()
)
_EARNING = frozenset({"earn", "bring", "win", "land", "net", "gain"})
_OFFERING = frozenset({"offer", "promise", "deny", "refuse"})
_SOUGHT = frozenset({"for", "on", "up"})
_PREDICATIVE = frozenset({"attr", "appos", "oprd", "compound", "conj"})
_BILLED = frozenset("be star shine appear excel delight cast".split())
_PLAYING = frozenset({"play", "portray", "voice", "embody", "perform"})
_GENITIVE_MARKS = frozenset({"'", "’", "'s", "’s"})
_USING = frozenset({"adapt", "base", "derive", "draw"})
_MANNER = frozenset({"with", "in", "from", "on", "for"})
_SEVERAL = frozenset("likes talents duo trio quartet pair team combination".split())
_PARTS = frozenset(
    "most much all half part parts some bulk rest majority foot frame inch minute reel".split()
)
_SERVING = frozenset({"serve", "work", "act", "function", "officiate"})
_AS_NOUN = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})
_HAPPENING = frozenset(
    "take begin start commence continue resume wrap finish conclude occur proceed end".split()
)
_TAKING_FOR = frozenset({"mistake", "take"})
_MAX_DEPTH = 6


def _child(token: Token, *deps: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in deps), None)


def conjuncts(token: Token) -> list[Token]:
    """The phrase's head and the heads coordinated with it to its right."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i and not _owns_what_follows(token, child):
            found += conjuncts(child)
        elif child.dep_ == "appos" and child.pos_ in ("NOUN", "NUM") and token.pos_ == "PROPN":
            found += _behind_apposition(child)
    return found


def first_conjunct(token: Token) -> Token:
    """The head of the first phrase that a head is coordinated with."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _owns_what_follows(token: Token, child: Token) -> bool:
    """Whether a name coordinated with a name is but a possessor: "Walt's son (Hunter), and Travis'
    wife"."""
    after = child.doc.text_of(child.i + 1, child.i + 2)
    owns = after in _GENITIVE_MARKS or any(c.tag_ == "POS" for c in child.children)
    return owns and token.pos_ == "PROPN" and child.pos_ == "PROPN"


def _behind_apposition(noun: Token) -> list[Token]:
    """Names that go on a list behind an apposition, which the parser takes into it: "stars Hoffman,
    one of the greatest actors of his time, and Meryl Streep"."""
    for token in noun.subtree:
        before = noun.doc[max(token.i - 3, 0) : token.i]
        joined = any(t.lower_ == "and" and t.i and t.nbor(-1).text == "," for t in before)
        if token.i > noun.i and token.dep_ == "conj" and token.pos_ == "PROPN" and joined:
            return conjuncts(token)
    return []


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: by its auxiliary, as a reduced relative, or coordinated
    with a passive."""
    if _child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if verb.tag_ not in ("VBN", "VBD") or _child(verb, "dobj", "obj") is not None:
        return False
    if verb.lemma_ in _PLAYING and (verb.dep_ == "acl" or _child(verb, "agent") is not None):
        return True  # "Kevin played by Jharrel Jerome", tagged as a past tense
    if _child(verb, "agent") is not None and _child(verb, "nsubj") is None:
        return True
    if verb.tag_ != "VBN" or _child(verb, "nsubj", "aux") is not None:
        return False
    if is_listed_verb(verb):
        return is_passive(verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "csubj", "relcl", "ROOT", "xcomp", "oprd")


def _keeps_an_object(verb: Token) -> bool:
    """Whether a passive keeps an object: "was offered *the part*"."""
    return _child(verb, "auxpass", "nsubjpass") is not None


def has_subject(verb: Token) -> bool:
    """Whether a verb form has a subject of its own, not one that it shares."""
    return _child(verb, "nsubj", "nsubjpass") is not None


def is_finite(verb: Token) -> bool:
    """Whether a verb form has a subject or an auxiliary of its own."""
    return _child(verb, "aux", "auxpass", "nsubj", "nsubjpass") is not None


_CASTING = frozenset({"star", "feature", "co-star", "costar"})


_BESIDE = frozenset({"as", "in", "opposite", "alongside", "."})


def name_from(start: int, doc: Doc) -> Token:
    """The first word of the name at ``start``, behind the trade of its bearer: "newcomer | Ida"."""
    at = start
    while (
        at + 1 < len(doc)
        and doc[at].pos_ in ("NOUN", "ADJ")
        and doc[at].is_lower
        and at < start + 3
    ):
        at += 1
    return doc[at] if doc[at].pos_ == "PROPN" else doc[start]


def is_misread_verb(token: Token) -> bool:
    """A verb form that was tagged as a plural noun ("and stars Ginger Rogers"), or a verb of
    casting that was taken to describe the name after it ("and starred Lionel Barrymore")."""
    doc = token.doc
    describes = token.dep_ in ("amod", "compound", "nmod") and token.lemma_ in _CASTING
    describes = describes and token.lower_ != token.lemma_  # but "Heat star Al Pacino"
    if not (token.tag_ == "NNS" or describes) or token.i == 0 or token.i + 1 >= len(doc):
        return False
    before, after = doc[token.i - 1], doc[token.i + 1]
    if token.lemma_ in _CASTING and before.text.istitle() and after.lower_ in _BESIDE:
        return True  # "Josh Brolin stars as Llewelyn"
    return (
        token.is_lower
        and name_from(token.i + 1, doc).pos_ == "PROPN"
        and (after.pos_ == "PROPN" or token.lemma_ in _CASTING)
        and (
            before.lower_ in ("and", ",", "also", "film", "it", "which")
            or before.pos_ == "PROPN"
            or (before.is_title and token.lemma_ in _CASTING)  # "First Cow costars John Magaro"
            or (before.is_title and before.is_sent_start and token.dep_ == "ROOT")
        )
    )


def is_label(noun: Token) -> bool:
    """Whether a noun labels the name after it in a list of credits ("Director: Agnès Varda")."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    opens = noun.is_sent_start or not noun.nbor(-1).is_alpha
    return opens and len(after) == 2 and after[0].text == ":" and after[1].pos_ == "PROPN"


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative clause or participle modifies."""
    at = verb
    for _ in range(_MAX_DEPTH):
        if at.dep_ in ("relcl", "acl"):
            return at.head
        if at.dep_ not in ("conj", "xcomp", "ccomp"):
            return None
        at = at.head
    return None


def _own_subject(verb: Token) -> Token | None:
    """The subject that a verb has of its own: of several that a parser gives it, the last one
    before it ("a niece of Sir Thomas, *she* was an actress"); a name behind a semicolon before a
    name in front of it."""
    every = [c for c in verb.children if c.dep_ in _SUBJECT]
    own = next(iter(every), None) or _name_behind_do(verb)
    if own is not None and own.lower_ not in _RELATIVE:
        own = next((c for c in reversed(every) if c.i < verb.i), own)
    stop = _semicolon(own, verb) if own is not None and own.i < verb.i else None
    named = stop is not None and stop.nbor().pos_ == "PROPN"
    return _name_behind(stop) if stop is not None and named else own


def _name_behind_do(verb: Token) -> Token | None:
    """The name that a question's verb follows, which the parser takes into it: "Does *Rosa* love
    Frank?"."""
    asked = any(c.dep_ == "aux" and c.lemma_ == "do" for c in verb.children)
    before = verb.nbor(-1) if verb.i else None
    taken = before is not None and before.dep_ in ("compound", "nmod") and before.head == verb
    return before if asked and taken and before is not None and before.pos_ == "PROPN" else None


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The noun that is understood as a verb's grammatical subject."""
    if depth > _MAX_DEPTH:
        return None
    own = _own_subject(verb)
    if own is not None:
        relative = own.lower_ in _RELATIVE and own.pos_ != "NOUN"
        return (antecedent(verb) or _cleft(verb)) if relative else own
    if (behind := _behind_inversion(verb)) is not None:
        return behind
    if is_listed_verb(verb):
        return surface_subject(verb.head, depth + 1)
    if verb.dep_ == "acl" and verb.head.pos_ == "ADJ" and verb.head.dep_ in ("attr", "acomp"):
        return surface_subject(verb.head.head, depth + 1)  # "is creepy playing Joss"
    if verb.dep_ == "acl" and _is_infinitive(verb) and verb.head.pos_ == "NOUN":
        return _who_would(verb, depth)
    if verb.dep_ == "acl" and (told := _told_of(verb)) is not None:
        return told
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    if verb.dep_ == "appos" and verb.tag_ in ("VBZ", "VBD") and verb.head.pos_ == "PROPN":
        return verb.head  # "Mara, who is no longer young, marries Joss"
    return _shared_subject(verb, depth)


def _behind_inversion(verb: Token) -> Token | None:
    """The name behind a copula whose place a participle before it takes: "Also featured are *Ines
    Vale* and Tomas Reed", "Rounding out the cast is *Reed*"."""
    if verb.tag_ not in ("VBN", "VBG"):
        return None
    be = verb.head if verb.dep_ == "csubj" else _child(verb, "auxpass")
    if be is None or be.lemma_ != "be" or be.i < verb.i:
        return None
    above = be if verb.dep_ == "csubj" else verb
    return next((c for c in above.children if c.dep_ == "attr" and c.pos_ == "PROPN"), None)


def _cleft(verb: Token) -> Token | None:
    """*Frank* in "it was Frank that killed her", where the parser makes the clause a complement."""
    be = verb.head
    subject = _child(be, "nsubj")
    it = be.lemma_ == "be" and subject is not None and subject.lower_ == "it"
    return _child(be, "attr") if it and verb.dep_ == "ccomp" else None


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _told_of(verb: Token) -> Token | None:
    """Who does what a noun is about: "dreams of *Frank* leaving", "talk of *Reed* directing it"."""
    name = verb.nbor(-1) if verb.i else verb
    of_it = name.dep_ == "pobj" and name.head.lower_ in ("of", "about") and name.pos_ == "PROPN"
    return name if verb.tag_ == "VBG" and of_it and name.head.head == verb.head else None


def _who_would(verb: Token, depth: int) -> Token | None:
    """Whose plan, chance or talks an infinitive is: "plans for Reed to direct", "his chance to
    win", "was in talks to play"; who is somebody does it themselves ("the woman to play her")."""
    noun = verb.head
    for prep in noun.children:
        if prep.lower_ == "for" and prep.i < verb.i and (who := _child(prep, "pobj")) is not None:
            return who
    owner = _child(noun, "poss")
    if owner is not None or is_person_noun(noun):
        return owner or noun
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    governed = noun.dep_ in ("dobj", "attr", "pobj") and above.pos_ in ("VERB", "AUX")
    return surface_subject(above, depth + 1) if governed else noun


def _shared_subject(verb: Token, depth: int) -> Token | None:
    """The subject that a verb without one shares with the verb that governs it."""
    head = verb.head
    if (own := _name_right_before(verb)) is not None:
        return own
    if verb.dep_ == "conj" and (stop := _semicolon(head, verb)) is not None:
        return _name_behind(stop)
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return surface_subject(head, depth + 1)
    if verb.dep_ in _CLAUSES_WITHOUT_SUBJECT and head.pos_ in ("VERB", "AUX", "ADJ"):
        if head.dep_ == "acomp":
            return surface_subject(head.head, depth + 1)  # "is desperate to marry", "was set to"
        return (
            _controller(head, depth) if verb.dep_ == "xcomp" else surface_subject(head, depth + 1)
        )
    return _subject_behind_preposition(head, depth) if verb.dep_ == "pcomp" else None


def is_listed_verb(verb: Token) -> bool:
    """Whether a verb is one more of a list, which parsers take for a complement or an adjunct:
    "which she wrote, *directed* and starred in", "was written, *directed* and cut by her"."""
    head = verb.head
    if verb.tag_ not in _PASTS or head.tag_ not in _PASTS or verb.dep_ not in _MISREAD_CONJUNCTS:
        return False
    after = verb.doc.text_of(verb.i + 1, verb.i + 2)
    if head.i > verb.i or verb.nbor(-1).text != "," or after not in (",", "and", "&"):
        return False
    by_whom = any(_child(v, "agent") is not None for v in conjuncts(verb))
    return not by_whom or _child(head, "auxpass", "nsubjpass") is not None


def _first_verb(verb: Token) -> Token:
    """The verb that a list of verbs begins with."""
    for _ in range(_MAX_DEPTH):
        joined = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not has_subject(verb)
        if not (joined or is_listed_verb(verb)):
            break
        verb = verb.head
    return verb


def _semicolon(one: Token, two: Token) -> Token | None:
    return next((t for t in one.doc[one.i + 1 : two.i] if t.text == ";"), None)


def _name_behind(stop: Token) -> Token | None:
    """The name that a clause begins with, which the parser took for part of the one before."""
    at = stop.nbor()
    while at.dep_ == "compound" and at.head.i > at.i:
        at = at.head
    return at if at.pos_ == "PROPN" else None


def _name_right_before(verb: Token) -> Token | None:
    """The name that a coordinated finite verb follows, which the parser coordinates with one in
    the clause before: "shines as Mara and Tomas Reed is creepy playing Joss"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if before is None or verb.tag_ not in ("VBZ", "VBD") or before.dep_ != "conj":
        return None
    if verb.dep_ not in ("conj", "advcl", "ccomp"):
        return None
    return before if before.pos_ == "PROPN" else None


def _subject_behind_preposition(prep: Token, depth: int) -> Token | None:
    """Who does what follows a preposition: "left without marrying", "came close to directing",
    "on the verge of directing"; "accuses Frank of killing" has an object for it."""
    governor = prep.head
    while governor.pos_ in ("ADV", "ADP", "ADJ", "SCONJ") and governor.head.i != governor.i:
        governor = governor.head
    if (
        governor.dep_ == "pobj"
        and governor.head.dep_ == "prep"
        and _child(governor, "poss") is None
    ):
        above = governor.head.head
        thought = governor.lemma_ in cues("noun") and above.pos_ == "VERB"
        governor = above if above.lemma_ == "be" or thought else governor
    if governor.dep_ == "dobj" and governor.lemma_ in cues("noun"):
        governor = governor if _child(governor, "poss") is not None else governor.head
    if governor.tag_ == "NNS" and governor.lemma_ in cues("verb"):
        return _child(governor, "compound", "nsubj")  # "Rosa dreams of marrying", as if a noun
    if governor.pos_ not in ("VERB", "AUX"):
        return None
    accused = _child(governor, "dobj", "obj") if governor.lemma_ in cues("accusing") else None
    return accused or surface_subject(governor, depth + 1)


def _controller(head: Token, depth: int) -> Token | None:
    """Object control where there is an object, else subject control or raising."""
    target = _child(head, "dobj", "obj")
    if target is not None and head.lemma_ not in _SUBJECT_CONTROL:
        return target
    return surface_subject(head, depth + 1)


def subjects(verb: Token) -> list[Token]:
    """Deep subjects: who does it."""
    if is_passive(verb):
        return _agents(verb)
    subject = surface_subject(verb)
    return [subject] if subject is not None else []


def _agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive; coordinated participles share the last one's."""
    listed = [v for c in verb.children if is_listed_verb(c) for v in conjuncts(c)]
    for at in (*conjuncts(verb), *listed):
        found = [
            obj
            for prep in at.children
            if prep.dep_ == "agent" or (prep.dep_ == "prep" and prep.lower_ == "by")
            for obj in _objects_of(prep)
            if obj.tag_ != "VBG"
        ]
        if found:
            return found
    return _shared_agent(verb) or _agents_by_turns(verb) or _agent_behind_manner(verb)


def _agent_behind_manner(verb: Token) -> list[Token]:
    """The by-phrase that the parser hangs on how it was done: "directed with a light hand by Raoul
    Walsh"; not on what was used: "adapted from a play by Ada Quill"."""
    if verb.lemma_ in _USING:
        return []
    return [
        obj
        for prep in verb.children
        if verb.tag_ == "VBN" and prep.dep_ == "prep" and prep.lower_ in _MANNER
        for noun in _objects_of(prep)
        for by in noun.children
        if by.dep_ == "prep" and by.lower_ == "by"
        for obj in _objects_of(by)
        if obj.pos_ == "PROPN" or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in obj.children)
    ]


def _agents_by_turns(verb: Token) -> list[Token]:
    """By-phrases that the parser hangs on what is played: "played as a boy by Alex Hibbert, as a
    man by Trevante Rhodes"."""
    if verb.lemma_ not in _PLAYING or verb.tag_ not in ("VBN", "VBD"):
        return []
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    stop = next((t.i for t in behind if t.pos_ in ("VERB", "AUX")), verb.sent.end)
    by = (t for t in verb.doc[verb.i + 1 : stop] if t.lower_ == "by")
    return [o for prep in by for o in _objects_of(prep) if o.pos_ == "PROPN"]


def _shared_agent(verb: Token) -> list[Token]:
    """The name that a by-phrase shares with the participle after it: "directed by and starring
    Alan Alda", "written, directed by, and starring Chaplin"."""
    behind = verb.doc[verb.i + 1 : verb.i + 12]
    words = [t for t in behind if t.text != "," and t.tag_ not in ("VBN", "VBD", "CC")]
    if [t.lower_ for t in words[:2]] != ["by", "starring"]:
        return []
    return [t for t in words[2:3] if t.pos_ == "PROPN"]


def direct_objects(verb: Token) -> list[Token]:
    """Deep direct objects: whom or what it is done to."""
    if is_passive(verb):
        subject = surface_subject(verb)
        return [_members(subject)] if subject is not None else []
    every = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    own = next((c for c in every if c.lower_ not in _RELATIVE), next(iter(every), None))
    if own is not None and own.lower_ not in _RELATIVE:
        own = _members(own)
        return [own, *_cut_off_conjuncts(verb, own)]
    small = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if small is not None and small.tag_ in ("VBD", "VBZ", "VBP"):
        small = None  # "knew Vale did it": not whom she knew
    if own is None and small is not None and small.pos_ in ("ADJ", "NOUN", "VERB"):
        inner = _child(small, "nsubj")
        if inner is not None and (verb.lemma_ == "help" or _child(small, "aux", "mark") is None):
            return [inner]  # "makes Park so pleasant", "helps Frank to escape"
    if own is None and verb.tag_ == "VBG" and verb.dep_ in _AS_NOUN:
        of = next((c for c in verb.children if c.lower_ == "of"), None)
        if of is not None:
            return _objects_of(of)  # "*filming of Heat* began"
    gap = antecedent(verb) if own is not None or _has_object_gap(verb) else None
    if gap is not None:
        return [gap]
    return _shared_objects(verb) or _shared_gap(verb)


def _shared_gap(verb: Token) -> list[Token]:
    """What the first of listed verbs leaves open for all: "a film which she wrote, directed and
    starred in"; a preposition of the verb's own may end it."""
    first = _first_verb(verb)
    own = _child(first, "dobj", "obj")
    open_ = own is not None and own.lower_ in _RELATIVE
    if first.i == verb.i or not (open_ or _has_object_gap(first)):
        return []
    gap = antecedent(first)
    return [gap] if gap is not None else []


def _members(noun: Token) -> Token:
    """Whom a word for several only counts up: "stars the likes of Diane Keaton"."""
    of = next((c for c in noun.children if c.lower_ == "of"), None)
    counting = noun.lower_ in _SEVERAL or noun.tag_ in ("JJS", "PDT") or noun.lower_ in _PARTS
    named = _child(of, "pobj") if of is not None and counting else None
    return noun if named is None else named


def _cut_off_conjuncts(verb: Token, own: Token) -> list[Token]:
    """Nouns that the parser coordinates with the verb instead of its object ("plays both
    Adelaide, on holiday, and Red")."""
    return [
        c
        for c in verb.children
        if c.dep_ == "conj"
        and c.i > own.i
        and c.pos_ in ("NOUN", "PROPN")
        and not _parted(own, c)
        and _child(c, "nsubj", "aux", "cop", "dobj") is None
    ]


def repeated_verb(do: Token) -> Token | None:
    """The verb that a bare *do* stands for ("so did Salt Roads", "Salt Roads did")."""
    if do.lemma_ != "do" or do.dep_ == "aux" or _child(do, "nsubj") is None:
        return None
    if _child(do, "dobj", "xcomp", "ccomp", "prep") not in (None, do.doc[do.sent.start]):
        clause = _child(do, "ccomp")
        return clause if clause is not None and clause.i < do.i and clause.pos_ == "VERB" else None
    if do.dep_ == "conj" and do.head.pos_ == "VERB":
        return do.head
    before = do.doc[do.sent.start - 1].sent.root if do.sent.start else None
    so = any(c.lower_ == "so" and c.i < do.i for c in do.children)
    return before if so and before is not None and before.pos_ == "VERB" else None


def _parted(one: Token, two: Token) -> bool:
    return _semicolon(one, two) is not None


def gapped(verb: Token) -> list[tuple[Token, Token]]:
    """Subject and object of clauses that leave the verb out ("Pacino plays Hanna; De Niro,
    McCauley"), as parsers see them: two names in apposition."""
    found = []
    for one in verb.children:
        if one.dep_ == "conj" and one.pos_ == "PROPN" and _parted(verb, one):
            second = _child(one, "appos")
            if second is not None and one.doc[one.i + 1].text == ",":
                found.append((one, second))
    return found


def _has_object_gap(verb: Token) -> bool:
    """Whether a relative clause has its own subject, so that the noun can only be its object."""
    own = next((c for c in verb.children if c.dep_ in _SUBJECT), None)
    return verb.dep_ == "relcl" and own is not None and own.lower_ not in _RELATIVE


def _shared_objects(verb: Token) -> list[Token]:
    """The object of the last of coordinated verbs ("wrote and directed Tangerine")."""
    for at in verb.children:
        joined = at.dep_ == "conj" or is_listed_verb(at)
        if joined and at.pos_ == "VERB" and at.i > verb.i:
            if _child(at, "nsubj", "nsubjpass") is not None:
                return []
            own = _child(at, "dobj", "obj") or _where_billed(at)
            return [own] if own is not None else _shared_objects(at)
    return []


def _where_billed(verb: Token) -> Token | None:
    """What somebody stars in, which the verbs listed before share ("wrote, directed and starred in
    *Salt Roads*")."""
    within = next((c for c in verb.children if c.lower_ == "in" and c.i == verb.i + 1), None)
    return _child(within, "pobj") if within is not None and verb.lemma_ in _BILLED else None


def _objects_of(prep: Token) -> list[Token]:
    """Objects of a preposition and of those coordinated with it."""
    found = [c for c in prep.children if c.dep_ in ("pobj", "pcomp", "amod", "advmod")]
    for child in prep.children:
        if (child.dep_ == "conj" and child.pos_ in ("ADP", "SCONJ")) or child.dep_ == "prep":
            found += _objects_of(child)
    return found


def prepositional_objects(anchor: Token, marker: str, via: Token | None = None) -> list[Token]:
    """Objects of the preposition ``marker`` of a verb or noun.

    The parser often hangs a verb's preposition on its object; those right of the anchor count.
    ``via`` is another token that may govern it (the noun of a light-verb expression).
    """
    found: list[Token] = []
    governors = _governors(anchor, via, chained=marker != "by" or anchor.pos_ != "NOUN")
    for governor in governors:
        for prep in governor.children:
            if governor is not anchor and marker == "by" and _is_owned_apart(anchor, governor):
                break  # "Green's photography and the score by Moore"
            if prep.lower_ == marker and prep.dep_ in ("prep", "dative", "agent", "prt", "advmod"):
                found += [] if found and _is_of_another_noun(prep) else _objects_of(prep)
        if found:
            break
    if [t.lower_ for t in found] == ["which"] and (meant := antecedent(anchor)) is not None:
        return [meant]  # "Another Woman, in which she starred"
    return found or _object_beside(anchor, marker) or _gap_behind(anchor, marker)


def _is_owned_apart(noun: Token, other: Token) -> bool:
    """Whether a noun has an owner, and the one that it is joined with an article of its own."""
    joined = other.dep_ == "conj" and other.pos_ == noun.pos_ == "NOUN"
    return joined and _child(noun, "poss") is not None and _child(other, "det") is not None


def _is_of_another_noun(by: Token) -> bool:
    """Whether a second by-phrase that the parser gives a noun stands right behind another one:
    "photography by Green and direction *by* Moore"."""
    before = by.nbor(-1)
    return by.lower_ == "by" and before.pos_ == "NOUN" and before.i != by.head.i


def _gap_behind(verb: Token, marker: str) -> list[Token]:
    """What a preposition without an object takes up: "the film she wrote and starred in"."""
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    stranded = len(behind) > 0 and behind[0].lower_ == marker and verb.pos_ == "VERB"
    if not stranded or any(True for _ in behind[0].children):
        return []
    if len(behind) > 1 and not (behind[1].is_punct or behind[1].pos_ in ("AUX", "VERB")):
        return []
    first = _first_verb(verb)
    if first.i == verb.i and (first.dep_ != "relcl" or not has_subject(first)):
        return []
    return _shared_gap(verb) if first.i != verb.i else [first.head]


def _object_beside(anchor: Token, marker: str) -> list[Token]:
    """The name after a preposition right after a noun, where the parser takes the two for a
    clause of their own ("her performance as Mara is")."""
    after = anchor.doc[anchor.i + 1 : anchor.i + 3]
    if anchor.pos_ != "NOUN" or len(after) < 2 or after[0].lower_ != marker:
        return []
    return [after[1]] if after[1].pos_ == "PROPN" else []


def _governors(anchor: Token, via: Token | None, *, chained: bool) -> Iterator[Token]:
    """What may govern an anchor's preposition; ``chained``: also its other prepositions' objects
    (who made a film is not who wrote its dialogue: "a film with dialogue by")."""
    if via is not None:
        yield via
    yield anchor
    yield from _copulas(anchor)
    if anchor.dep_ == "nsubj" and anchor.head.lemma_ in _HAPPENING:
        yield anchor.head  # "filming of Heat began in Los Angeles"
    for child in anchor.children:
        if child.i > anchor.i and child.dep_ in _OBJECTS and child is not via:
            yield from conjuncts(child)
        elif chained and child.i > anchor.i and child.dep_ in ("prep", "dative", "agent"):
            yield child
            for obj in _objects_of(child):  # "screenplay by Ines Vale, and direction from Reed"
                yield from (c for c in conjuncts(obj) if c.pos_ == obj.pos_)


def _copulas(noun: Token) -> Iterator[Token]:
    """Copulas that a noun is the subject of, also in its relative clause ("the waltz is by",
    "the waltz, which is by"), or that an adjective is said with ("is superb in")."""
    if noun.dep_ in ("nsubj", "acomp") and noun.head.lemma_ == "be":
        yield noun.head
    for child in noun.children:
        if child.dep_ == "relcl" and child.lemma_ == "be":
            yield from [child] if any(c.lower_ == "which" for c in child.children) else []


def possessors(noun: Token, prepositions: tuple[str, ...] = ("of",)) -> list[Token]:
    """Whose a noun is: the genitive, the possessive pronoun, or the of-phrase.

    Coordinated nouns share them ("the writer and director of Tangerine"), but for the genitive
    where one has an article of its own ("Davis' acting and some fine photography"); the object of
    a light verb belongs to its subject ("gives a performance as").
    """
    apart = _child(noun, "det") is not None
    for at in (noun, *_former(noun), *_coordinated(noun)):
        found = _own_possessors(at, prepositions)
        if found and not (apart and at.i != noun.i and _child(at, "poss") is not None):
            return found
    return _light_subject(noun)


def _former(noun: Token) -> list[Token]:
    """The *ex* before a noun, where the parser gives it whose the noun is: "Joss's ex-wife"."""
    if noun.i < 2 or noun.nbor(-1).text != "-":
        return []
    return [noun.nbor(-2)] if noun.nbor(-2).lower_ == "ex" else []


def _coordinated(noun: Token) -> list[Token]:
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    if first.i == noun.i and not any(c.dep_ == "conj" for c in noun.children):
        return []
    return [t for t in conjuncts(first) if t.i != noun.i and t.pos_ == "NOUN"]


def _owner_of_name(noun: Token) -> Token | None:
    """Whose a noun is that the parser takes into the name behind it: "*Mara's* brother Joss"."""
    name = noun.head
    inside = noun.dep_ in ("compound", "nmod") and name.pos_ == "PROPN" and noun.tag_ == "NN"
    owner = _child(name, "poss") if inside else None
    return owner if owner is not None and owner.i < noun.i < name.i else None


def _own_possessors(noun: Token, prepositions: tuple[str, ...]) -> list[Token]:
    own = _child(noun, "poss") or _owner_of_name(noun)
    if own is not None:
        whose = _antecedent_of_clause(noun) if own.lower_ == "whose" else None
        return [whose or own]
    for marker in prepositions:
        found = [
            o
            for prep in noun.children
            if prep.lower_ == marker and prep.dep_ in ("prep", "agent")
            for o in _objects_of(prep)
        ]
        if found:
            return found
    return []


def _antecedent_of_clause(noun: Token) -> Token | None:
    """The noun that the relative clause around a noun modifies."""
    at = noun
    for _ in range(_MAX_DEPTH):
        if at.pos_ in ("VERB", "AUX"):
            return antecedent(at)
        at = at.head
    return None


def _light_subject(noun: Token) -> list[Token]:
    """The subject of the light verb whose object the noun is ("gives a performance as"), or the
    object of the verb that leads to it ("pushes them into a wedding")."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in ("to", "into") and verb.head.pos_ == "VERB":
        brought = [c for c in verb.head.children if c.dep_ in ("dobj", "obj")]
        if verb.head.lemma_ == "bring" and all(c.pos_ == "NOUN" for c in brought):
            subject = surface_subject(verb.head)  # "brings wit to the role of Emma"
            return [subject] if subject is not None else []
        return brought
    if noun.dep_ == "pobj" and verb.lower_ in _SOUGHT and _is_sought(verb.head):
        return _whom_sought(verb.head)
    if noun.dep_ == "pobj" and verb.lower_ == "for" and verb.head.dep_ == "dobj":
        wanted = verb.head  # "wanted Olga Reyes for the role", taken for one phrase
        return [wanted] if wanted.pos_ == "PROPN" and _is_sought(wanted.head) else []
    if noun.dep_ == "pobj" and verb.lower_ == "in" and verb.head.lemma_ in _BILLED:
        subject = surface_subject(verb.head)  # "is in the lead role of Christine"
        return [subject] if subject is not None else []
    given = _child(verb, "dative") if noun.dep_ == "dobj" else None
    if given is not None and verb.lemma_ in _EARNING | _OFFERING and given.pos_ != "ADP":
        return [given]  # "brought him an Oscar nomination"
    if noun.dep_ in ("dobj", "oprd") and verb.lemma_ in _OFFERING and _keeps_an_object(verb):
        subject = surface_subject(verb)  # "was offered the part of Mara"
        return [subject] if subject is not None else []
    if noun.dep_ in ("dobj", "obj") and verb.lemma_ in _LIGHT:
        subject = surface_subject(verb)
        return [subject] if subject is not None else []
    return []


def _is_sought(verb: Token) -> bool:
    """Whether what stands behind a verb's *for* or *on* is what somebody may get, or fails to:
    "auditioned for the part", "was passed over for it", "lost out on it"."""
    lemma = verb.lemma_.lower()
    particles = [c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")]
    words = (lemma, *(f"{lemma} {p}" for p in particles))
    return verb.pos_ in ("VERB", "AUX") and any(w in cues("object") for w in words)


def _whom_sought(verb: Token) -> list[Token]:
    found = None if is_passive(verb) else _child(verb, "dobj", "obj")
    found = found or surface_subject(verb)
    return [found] if found is not None else []


def _taken_for(noun: Token) -> list[Token]:
    """Whom somebody takes or poses for something: "reads Mara as the daughter of Frank",
    "poses as her husband", "is mistaken for the heir"."""
    prep, verb = noun.head, taking_for(noun.head) or noun.head.head
    mistaken = taking_for(prep) is not None
    taken = prep.lower_ == "as" and cues("viewed-as").get(verb.lemma_, "asserted") != "asserted"
    beside = (c for c in noun.children if c.dep_ != "poss")
    named = any(c.dep_ == "appos" or c.pos_ == "PROPN" for c in beside)
    if noun.dep_ != "pobj" or verb.lemma_ == "cast" or named or not (mistaken or taken):
        return []
    return _whom_sought(verb)


def _serving_as(noun: Token) -> list[Token]:
    """Who does the work that a noun says: "served as editor", "worked as her editor"."""
    prep = noun.head
    does = noun.dep_ == "pobj" and prep.lower_ == "as" and prep.head.lemma_ in _SERVING
    return subjects(prep.head) if does and not is_passive(prep.head) else []


def _called(noun: Token) -> list[Token]:
    """What somebody calls something: "call this film *a comedy*", "is called *a comedy*"."""
    verb = noun.head
    if noun.dep_ not in ("oprd", "attr") or verb.lemma_ not in cues("calling"):
        return []
    subject = surface_subject(verb) if is_passive(verb) else _child(verb, "dobj", "obj")
    return [subject] if subject is not None and noun.pos_ == "NOUN" else []


def _measured_as(noun: Token) -> list[Token]:
    """What is judged as one of its kind: "*for a comedy*, it is not funny"."""
    prep, opens = noun.head, any(c.lower_ in ("a", "an") for c in noun.children)
    if noun.dep_ != "pobj" or prep.lower_ != "for" or not opens or prep.head.lemma_ != "be":
        return []
    subject = surface_subject(prep.head)
    return [subject] if subject is not None and prep.i < subject.i else []


def _of_a_kind(noun: Token) -> list[Token]:
    """What is of a genre by this word: "belongs to the horror *genre*", "is the best in the horror
    *genre*"."""
    prep = noun.head
    if noun.lemma_ != "genre" or noun.dep_ != "pobj" or prep.lower_ not in ("in", "of", "to"):
        return []
    at = prep.head
    if at.lemma_ == "belong":
        return subjects(at)
    while at.dep_ in ("pobj", "prep") and at.i > at.sent.start:
        at = at.head
    is_so = at.dep_ in ("attr", "acomp") and at.head.lemma_ in _COPULAS
    subject = surface_subject(at.head) if is_so else None
    return [subject] if subject is not None else []


def _seeming(noun: Token) -> list[Token]:
    """What seems something to somebody: "it seemed to me *a nice comedy*"."""
    to = any(c.lower_ == "to" and c.i < noun.i for c in noun.head.children)
    return subjects(noun.head) if noun.dep_ == "dobj" and noun.head.lemma_ == "seem" and to else []


def _is_mixed_of(prep: Token) -> bool:
    """The *of* of *a mix of comedy and drama*, *a piece of science fiction*, *one of the best
    Italian thrillers*."""
    whole = prep.head
    return prep.lower_ == "of" and whole.dep_ in ("attr", "acomp") and whole.lemma_ in _MIXTURES


def _far_from(noun: Token) -> list[Token]:
    """What is nothing of the kind: "is far from *a comedy*"."""
    far = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "from" or far.lower_ != "far":
        return []
    subject = surface_subject(far.head) if far.head.lemma_ == "be" else None
    return [subject] if subject is not None else []


def taking_for(prep: Token) -> Token | None:
    """The verb that takes somebody for somebody else: "is *mistaken* for", "*passes* for", "*takes*
    Joss for"; "is passed over for" takes nobody."""
    verb = prep.head
    if prep.lower_ != "for":
        return None
    if verb.lemma_ == "mistaken":
        return verb.head if verb.dep_ == "acomp" else verb
    if verb.dep_ == "dobj" and verb.head.lemma_ == "mistake":
        return verb.head
    return verb if verb.lemma_ in _TAKING_FOR or _passes(verb, prep) else None


def _passes(verb: Token, prep: Token) -> bool:
    return verb.lemma_ == "pass" and prep.i == verb.i + 1 and not is_passive(verb)


def _named_before(noun: Token) -> Token | None:
    """The name that a second predicate explains: "Farrell is Steven, the surgeon"."""
    others = [c for c in noun.head.children if c.dep_ == "attr" and c.i < noun.i]
    name = others[-1] if others else None
    follows = name is not None and noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","
    return name if name is not None and follows and name.pos_ == "PROPN" else None


def _named_beside(noun: Token) -> list[Token]:
    """The name behind a comma that the parser makes one more subject of the same verb: "Joss's
    daughter, Mara looks like him"."""
    after = noun.doc[noun.i + 1 : noun.i + 2]
    if noun.dep_ != "nsubj" or noun.tag_ != "NN" or not any(t.text == "," for t in after):
        return []
    others = (c for c in noun.head.children if c.dep_ == "nsubj" and c.i > noun.i)
    return [c for c in others if c.pos_ == "PROPN" and c.left_edge.i == noun.i + 2][:1]


def described(noun: Token, depth: int = 0) -> list[Token]:
    """What a noun phrase is said of: its copula's subject, the other side of an apposition,
    the name that follows it or that it is given by "named"."""
    if depth > _MAX_DEPTH:
        return []
    found: list[Token] = [noun.nbor(2)] if is_label(noun) else []
    head = noun.head
    found += _taken_for(noun) or _serving_as(noun) or _called(noun) or _far_from(noun)
    found += _measured_as(noun) or _of_a_kind(noun) or _seeming(noun)
    if noun.dep_ == "pobj" and head.lower_ == "but" and head.head.lower_ == "anything":
        return described(head.head, depth + 1)  # "is anything but the father of"
    if noun.dep_ == "ccomp" and head.lemma_ in ("make", "call"):
        found += [c for c in noun.children if c.dep_ == "nsubj"]  # "makes Frank the father of Joss"
    own = any(c.dep_ == "appos" and c.i > noun.i and c.pos_ == "PROPN" for c in noun.children)
    if noun.dep_ in ("attr", "oprd", "acomp") and head.lemma_ in _COPULAS and not own:
        named = _named_before(noun)
        subject = named if named is not None else surface_subject(head)
        found += [subject] if subject is not None else []
    if noun.dep_ == "npadvmod" and head.lemma_ == "long":
        found += described(head, depth + 1)  # "is 95 minutes long"
    if noun.dep_ == "dobj" and head.lemma_ in _AMOUNTING and not own:
        found += subjects(head)  # "Election marks the second film directed by To"
    if noun.dep_ == "nsubj" and head.lemma_ == "be":
        found += [c for c in head.children if c.dep_ == "attr" and c.pos_ == "PROPN"]
    found += _named_beside(noun)
    if (noun.dep_ == "appos" and not own) or noun.dep_ in ("compound", "nmod", "amod"):
        chained = noun.dep_ == "nmod" and head.dep_ in ("compound", "nmod")
        found.append(head.head if chained else head)  # "Writer/director Kelly Reichardt"
    for child in noun.children:
        if child.dep_ == "appos" and child.i > noun.i:
            found.append(child)
        elif child.dep_ == "acl" and child.lemma_ in _NAMING:
            found += [c for c in child.children if c.dep_ in ("oprd", "attr", "dobj", "appos")]
    if not found and noun.dep_ == "pobj" and _is_mixed_of(noun.head):
        return described(head.head, depth + 1)
    if not found and noun.dep_ == "conj" and (head.dep_ in _PREDICATIVE or _is_mixed_of(head.head)):
        return described(head, depth + 1)
    return found
