"""Where the arguments of a lexical entry stand: one way of looking for each syntactic role."""

from __future__ import annotations

from collections.abc import Callable

from graphbuild.annotation.doc import Doc, Token
from graphbuild.annotation.english import syntax
from graphbuild.annotation.english.enumerations import enumerated
from graphbuild.annotation.english.syntax import is_finite
from graphbuild.annotation.relations.frames import Match
from graphbuild.ontology import Argument

__all__ = ["heads"]

_GENITIVE_PREPOSITIONS = ("of", "by")
_NOMINAL_ONLY = frozenset({"by", "from", "of", "about"})
_SOURCES = frozenset({"base", "adapt", "novel", "novella", "play", "book", "story", "memoir"})
_PARTS_OF_FILMS = frozenset(
    "screenplay script story score music cinematography photography dialogue plot book novel "
    "lyric song costume".split()
)
_BACK_TO_SOURCE = 12
_LONGEST_TITLE = 10
_INSIDE_LISTS = frozenset({"of", "as", "like", "including"})
_CASTING = frozenset({"star", "feature", "introduce", "co-star", "costar"})
_PERFORMING = frozenset("be win earn receive have shine excel return delight appear debut".split())
_ACHIEVED = frozenset({"dobj", "attr"})
_SEEING = frozenset(
    "see view regard describe know treat think remember introduce use choose pick replace sell "
    "depict portray show present disguise recognise recognize reveal identify cast hire name "
    "credit bill imagine refer quote cite".split()
)
"""Verbs whose *as* says what their object is."""
_WATCHING = frozenset({"remake", "see", "watch", "catch", "attend", "discuss", "rewatch"})
_MEASURING = frozenset({"npadvmod", "dobj", "advmod", "attr"})
_WRITERS = frozenset({"i", "we", "you"})
_PLAYED = frozenset({"play", "portray", "voice"})
_MISREAD = frozenset({"advmod", "npadvmod", "dep", "oprd", "attr", "acomp", "ccomp"})


def heads(match: Match, argument: Argument) -> list[Token]:
    """Heads of the phrases that fill an argument of a matched entry."""
    if argument.marker is not None:
        if _moves_something(match):
            return []
        via = match.last if match.last != match.anchor else None
        found = syntax.prepositional_objects(match.anchor, argument.marker, via)
        return [t for t in found if not _behind_another_verb(match.anchor, t)]
    found = _ROLES[argument.role](match)
    if argument.role == "possessor":
        return found
    return [t for t in found if not _is_owner(t) or _would_do_it(t, match.anchor)]


def _is_owner(token: Token) -> bool:
    """Whether a genitive mark follows, so that what is owned is meant ("played by McDonagh's
    stars")."""
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _would_do_it(owner: Token, verb: Token) -> bool:
    """Whether what is owned is a plan or the like for what a verb says: "*Frank's* plan to marry
    her"."""
    return verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head == owner.head


def _moves_something(match: Match) -> bool:
    """Whether a verb that the lexicon knows without an object has one ("moves the story to
    Berlin")."""
    entry, verb = match.entry, match.anchor
    if entry.pos != "verb" or len(entry.words) > 1:
        return False
    if any(a.role in ("directObject", "indirectObject") for a in entry.arguments):
        return False
    return any(c.dep_ == "dobj" and c.tag_ in ("NN", "NNS") for c in verb.children)


def _behind_another_verb(anchor: Token, head: Token) -> bool:
    """Whether a bare participle parts a noun from what the parser hangs on it ("a film by RKO
    starring Irene Dunne")."""
    if anchor.pos_ not in ("NOUN", "PROPN"):
        return False
    between = anchor.doc[anchor.i + 1 : head.i]
    return any(t.tag_ == "VBG" and t.lemma_ in _CASTING and not is_finite(t) for t in between)


def _subject(match: Match) -> list[Token]:
    verb = match.anchor
    if syntax.has_subject(verb):
        return syntax.subjects(verb)
    return _name_before(verb) or syntax.subjects(verb)


def _name_before(verb: Token) -> list[Token]:
    """The capitalised word right before a finite verb for which the parser found no subject of
    its own."""
    finite = verb.tag_ in ("VBZ", "VBD") or syntax.is_misread_verb(verb)
    if _is_between_names(verb):
        return [verb.nbor(-1)]
    if verb.i == verb.sent.start or not finite or syntax.is_passive(verb):
        return []
    before = verb.nbor(-1)
    misread = before.dep_ == "compound" and before.head == verb  # "the film stars Diane Keaton"
    return [before] if (before.is_title or misread) and not before.is_punct else []


def _is_between_names(verb: Token) -> bool:
    """Whether a bare participle that the parser takes into a name has one on either side: "talk of
    Nora Falk writing Salt Roads"."""
    inside = verb.tag_ == "VBG" and verb.dep_ in ("compound", "amod", "nmod")
    return inside and verb.i > 0 and verb.nbor(-1).pos_ == verb.head.pos_ == "PROPN"


def _direct_object(match: Match) -> list[Token]:
    if match.last != match.anchor and match.last.pos_ == "ADP" and not _has_an_object(match):
        found = [c for c in match.last.children if c.dep_ == "pobj"]  # "ran into Igor"
        if found:
            return found
    if match.last == match.anchor and syntax.is_misread_verb(match.anchor):
        return [syntax.name_from(match.anchor.i + 1, match.anchor.doc)]
    if (played := _name_before_played(match.anchor)) is not None:
        return [played]
    objects = _retained(match) or syntax.direct_objects(match.anchor) or _given(match)
    objects += [c for o in objects for c in o.children if _is_listed_before(c)]
    return objects + _set_off(objects) + _name_after(match, missing=not objects)


def _given(match: Match) -> list[Token]:
    """What the parser takes for another word for who is given it: "gave Ines Vale the *Oscar*"."""
    if not any(a.role == "indirectObject" for a in match.entry.arguments):
        return []
    to_whom = (c for c in match.anchor.children if c.dep_ == "dative" and c.pos_ == "PROPN")
    return [o for who in to_whom for o in who.children if o.dep_ == "appos" and o.i > who.i]


def _has_an_object(match: Match) -> bool:
    """Whether a verb has its object before the preposition of its expression: "Ines Vale is cast
    as a nurse", "they cast Ines Vale as a nurse"."""
    verb = match.anchor
    return syntax.is_passive(verb) or any(c.dep_ == "dobj" for c in verb.children)


def _retained(match: Match) -> list[Token]:
    """The object that the passive of a verb with two keeps: "was given *an Oscar*"."""
    two = any(a.role == "indirectObject" for a in match.entry.arguments)
    if not two or not syntax.is_passive(match.anchor):
        return []
    return [c for c in match.anchor.children if c.dep_ in ("dobj", "oprd")]


def _name_before_played(verb: Token) -> Token | None:
    """The name right before "played by": "Juan, played by Ali", "Kevin (well played by Jerome)"."""
    doc, at = verb.doc, verb.i - 1
    by = doc.text_of(verb.i + 1, verb.i + 2).lower() == "by"
    if verb.lemma_ not in _PLAYED or not (by or any(c.dep_ == "agent" for c in verb.children)):
        return None
    while at > 0 and doc[at].pos_ == "ADV":
        at -= 1
    if at > 0 and doc[at].text in (",", "("):
        at -= 1
    return doc[at] if at >= 0 and doc[at].pos_ == "PROPN" else None


def _is_listed_before(token: Token) -> bool:
    """Whether a name of a list was taken to describe the next: "*Mary Astor* and Roland"."""
    return (
        token.dep_ == "nmod"
        and token.pos_ == "PROPN"
        and any(c.dep_ == "cc" for c in token.children)
    )


def _set_off(objects: list[Token]) -> list[Token]:
    """The name between commas behind a common noun, where the parser hangs it elsewhere: "plays
    his aunt, Holly, …"."""
    found = []
    for noun in objects:
        after = noun.doc[noun.i + 1 : noun.i + 4]
        if noun.tag_ == "NN" and len(after) == 3 and after[0].text == "," and after[2].is_punct:
            found += [after[1]] if after[1].pos_ == "PROPN" and after[1].dep_ in _MISREAD else []
    return found


def _name_after(match: Match, *, missing: bool) -> list[Token]:
    """The name right after an active verb, where the parser made something else of it."""
    doc, after = match.anchor.doc, match.last.i + 1
    if doc.text_of(after, after + 1) == ":":  # "The cast includes: Alice Bergman"
        after += 1
    if after >= len(doc) or syntax.is_passive(match.anchor):
        return []
    token = doc[after]
    titled = doc.text_of(after + 1, after + 2).istitle() and token.is_lower
    if missing and titled and token.nbor().pos_ == "PROPN" and token.nbor().head == token:
        return [token.nbor()]  # "plays detective Loki", *detective* taken for a verb
    misread = token.dep_ in _MISREAD or (missing and token.dep_ not in ("nsubj", "nsubjpass"))
    return [token] if token.pos_ == "PROPN" and misread else []


def _indirect_object(match: Match) -> list[Token]:
    verb = match.anchor
    own = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if own and own[0].lower_ in ("who", "whom", "which", "that"):
        return [t for t in (syntax.antecedent(verb),) if t is not None]
    return own or (syntax.direct_objects(verb) if _retained(match) else [])


def _object_complement(match: Match) -> list[Token]:
    return [
        c
        for c in match.anchor.children
        if c.dep_ in ("oprd", "attr", "xcomp") and c.i > match.anchor.i
    ]


def _predicate(match: Match) -> list[Token]:
    after = [c for c in match.anchor.children if c.i > match.anchor.i]
    found = [c for c in after if c.dep_ in ("attr", "acomp")]  # a name in lower case: acomp
    return found or _name_behind_copula(match.anchor)


def _name_behind_copula(verb: Token) -> list[Token]:
    """The name right behind a finite *be* that the parser gives to the clause after it: "Palmer
    is Emerald and Kaluuya is OJ"."""
    if verb.lemma_ != "be" or not is_finite(verb) or verb.i + 1 == len(verb.doc):
        return []
    after = verb.nbor()
    return [after] if after.pos_ == "PROPN" and after.dep_ in ("nsubj", "compound") else []


def _copulative(match: Match) -> list[Token]:
    anchor = match.anchor
    bearers = syntax.described(anchor) or _behind_joined(anchor) or _behind_its_film(anchor)
    return [anchor, *bearers]


def _behind_its_film(noun: Token) -> list[Token]:
    """The name that a comma sets off behind a trade and its film: "the director of Heat, *Ada
    Quill*"."""
    behind = noun.doc[noun.i + 1 : noun.i + _LONGEST_TITLE]
    if not behind or behind[0].lower_ != "of" or noun.tag_ != "NN":
        return []
    stop = next((t for t in behind[1:] if t.text == ","), None)
    inside = behind[1 : stop.i - noun.i - 1] if stop is not None else []
    if stop is None or not inside or any(t.pos_ == "VERB" and t.is_lower for t in inside):
        return []
    return [t for t in noun.doc[stop.i + 1 : stop.i + 2] if t.pos_ == "PROPN"]


def _behind_joined(noun: Token) -> list[Token]:
    """The name behind two trades: "Director and writer Rudi Lagemann presents a great film"."""
    joined = noun.doc[noun.i + 1 : noun.i + 4]
    if len(joined) < 3 or joined[0].lower_ not in ("and", "/", "-") or joined[1].tag_ != "NN":
        return []
    return [joined[2]] if noun.tag_ in ("NN", "NNP") and joined[2].pos_ == "PROPN" else []


def _copulative_subject(match: Match) -> list[Token]:
    adjective = match.anchor
    if adjective.dep_ in ("acomp", "oprd", "attr"):
        subject = syntax.surface_subject(adjective.head)
        return [subject] if subject is not None else []
    if adjective.dep_ == "conj" and adjective.head.dep_ == "acomp":
        subject = syntax.surface_subject(adjective.head.head)
        return [subject] if subject is not None else []
    if adjective.dep_ in ("amod", "acl", "relcl", "appos"):
        return [adjective.head]
    if any(c.dep_ == "auxpass" for c in adjective.children):
        return syntax.direct_objects(adjective)  # "was never married to Joss"
    return []


def _possessor(match: Match) -> list[Token]:
    noun = match.last if match.entry.pos == "verb" else match.anchor
    of_the_film = any(s.subject is None for s in match.entry.senses)
    if of_the_film and syntax.is_label(noun):
        return [noun.nbor(2)]  # "Music: Nino Rota"
    markers = {a.marker for a in match.entry.arguments}
    usable = tuple(p for p in _GENITIVE_PREPOSITIONS if p not in markers)
    return syntax.possessors(noun, usable) or _of_its_bearer(noun)


def _of_its_bearer(noun: Token) -> list[Token]:
    """What stands behind the name that a trade is of: "director Ada Quill of Harbour Lights"."""
    bearer = noun.head
    while bearer.dep_ == "compound" and bearer.pos_ == "PROPN":
        bearer = bearer.head
    if noun.dep_ != "compound" or bearer.pos_ != "PROPN" or bearer.i < noun.i:
        return []
    return [
        o
        for prep in bearer.children
        if prep.lower_ == "of"
        for o in prep.children
        if o.dep_ == "pobj"
    ]


def _modifier(match: Match) -> list[Token]:
    """What stands before a noun or an adjective and makes a compound with it: "an Oscar
    nomination", "the Oscar-winning film"."""
    compounds = ("compound", "nmod", "amod", "npadvmod", "nsubj")
    return [c for c in match.anchor.children if c.i < match.anchor.i and c.dep_ in compounds]


def _prepositional_object(match: Match) -> list[Token]:
    children = [c for c in match.last.children if c.i > match.last.i]
    if match.entry.pos == "conjunction":
        following = match.last.doc[match.last.i + 1 : match.last.i + 3]
        return [t for t in following if not t.is_punct][:1]
    found = [c for c in children if c.dep_ in ("pobj", "pcomp", "nsubj")]
    return found or _subject_marked(match.last) or _part_behind(match.last)


def _subject_marked(mark: Token) -> list[Token]:
    """The subject of the clause that a comparison opens: "is better than *Ronin* ever was"."""
    opens = mark.dep_ == "mark" and mark.lower_ == "than"
    return [t for t in syntax.subjects(mark.head) if opens and t.i > mark.i]


def _part_behind(prep: Token) -> list[Token]:
    """The name behind a preposition that the parser gives no object, right after it or behind
    words for its bearer: "as Deniya, the mother, says", "as tough, sultry moll Rita Everly"."""
    for token in prep.doc[prep.i + 1 : prep.i + 8]:
        if token.pos_ == "PROPN":
            return [token]
        if prep.lower_ != "as" or not (token.pos_ in ("ADJ", "NOUN", "DET") or token.text == ","):
            return []
    return []


def _external(match: Match) -> list[Token]:
    """What a prepositional phrase is said of: the noun before it, or its clause's subject."""
    prep = match.anchor
    if match.entry.pos == "conjunction":
        preceding = prep.doc[max(prep.i - 2, 0) : prep.i]
        return [t for t in preceding if not t.is_punct][-1:]
    opening = _name_after_opening(match) if prep.is_sent_start else None
    if opening is not None and match.entry.lemma != "with":
        return [_subject_behind(prep) or opening]
    if match.entry.lemma == "as" and prep.head.dep_ == "dobj" and _wins(prep.head.head):
        return syntax.subjects(prep.head.head)  # "won an Oscar as Karen"
    if match.entry.lemma == "as" and _is_replaced(prep.doc, prep.i - 1):
        verb = next((t for t in prep.ancestors if t.pos_ == "VERB"), prep.head)
        return syntax.subjects(verb)
    if match.entry.lemma == "as" and (name := _name_before_part(prep)) is not None:
        return [name]
    if match.entry.lemma == "by":
        since = max(prep.i - _BACK_TO_SOURCE, prep.sent.start)
        if any(t.lemma_.lower() in _SOURCES for t in prep.doc[since : prep.i]):
            return []  # "based on the novel I, the Jury by Mickey Spillane"
        end = _before_parenthesis(prep.doc, prep.i - 1) + 1  # "Heat (1995) by Michael Mann"
        before = [t for t in prep.doc[max(end - 2, 0) : end] if not t.is_punct][-1:]
        if before and prep.head.pos_ == "NOUN" and prep.head.is_ancestor(before[0]):
            return [prep.head]  # "the score of Anora by Strand" says who wrote the score
        if before and before[0].lemma_ == "be" and prep.head == before[0]:
            return [t for t in syntax.subjects(before[0]) if t.lemma_ not in _PARTS_OF_FILMS]
        return [t for t in before if not (t.is_lower and t.pos_ == "NOUN")]
    if match.entry.lemma == "with":
        return _whose_cast(prep) or _film_with(prep)
    clause = prep.head if prep.dep_ == "mark" else prep
    head = _praised(prep.head) if match.entry.lemma == "as" else clause.head
    if match.entry.lemma == "as" and _named_part(prep) and head.dep_ in _ACHIEVED:
        head = head.head  # "does a great job as Jack", "makes a fine villain as Howard"
    if clause is not prep and head.dep_ == "attr":
        head = head.head  # "is a better film than Ronin was"
    while (head.pos_ in ("ADJ", "ADV", "ADP") or _is_measure(head)) and head.head.i != head.i:
        head = head.head  # "louder than", "less perfect than", "sounds a lot like"
    if head.pos_ not in ("VERB", "AUX"):
        return [head] if head.i < prep.i else syntax.described(head)
    if match.entry.words[0] in _NOMINAL_ONLY or prep.dep_ == "agent":
        return []
    if match.entry.lemma == "as":
        return syntax.subjects(head) if _performs(head) or _is_in_a_part(prep, head) else []
    objects = syntax.direct_objects(head) if prep.i > head.i else _behind_inversion(head)
    return [*(_likened(syntax.subjects(head)) or objects), *_fronted(head, prep)]


def _likened(subjects: list[Token]) -> list[Token]:
    """Subjects but the writer and the reader: "I liked *it* more than Heat"."""
    return [t for t in subjects if t.lower_ not in _WRITERS]


def _behind_inversion(verb: Token) -> list[Token]:
    """The name behind a copula whose place a phrase before it takes: "Also in the cast is Vale"."""
    inverted = verb.lemma_ == "be" and not syntax.has_subject(verb)
    return [c for c in verb.children if inverted and c.dep_ == "attr" and c.pos_ == "PROPN"]


def _subject_behind(prep: Token) -> Token | None:
    """The subject behind a list that opens a sentence: "Like Heat, Ronin and Thief, *Drive* is"."""
    verb = prep.head
    if prep.lower_ not in ("like", "unlike") or verb.pos_ not in ("VERB", "AUX"):
        return None
    return next((t for t in syntax.subjects(verb) if t.i > prep.i and t.pos_ == "PROPN"), None)


def _whose_cast(prep: Token) -> list[Token]:
    """The name or the word for a film right before "with", whose cast it opens: "Heat (1995), with
    Al Pacino", "a thriller with Ines Vale"; not "saw Heat with Ines", "made Heat with Al"."""
    doc, head, at = prep.doc, prep.head, prep.i - 1
    apart = at > 0 and doc[at].text == ","
    at = _before_parenthesis(doc, at - apart)
    if at < 0:
        return []
    if apart or doc[prep.i - 1].text == ")":
        return [doc[at]] if doc[at].pos_ == "PROPN" else []
    watched = head.dep_ == "dobj" and head.head.lemma_ in _WATCHING
    beside = head.pos_ in ("PROPN", "NOUN") and head.i in (at, at - 1)
    return [head] if beside and not watched else []


def _film_with(prep: Token) -> list[Token]:
    """The subject before which a clause opens with the names of a cast alone: "With stars such as
    Ines Vale, *this movie* …"."""
    behind = [t for t in syntax.subjects(prep.head) if t.i > prep.i]
    start = behind[0].left_edge.i if behind else 0
    set_off = start > prep.i + 2 and prep.doc[start - 1].text == ","
    names = set_off and all(
        t.pos_ != "ADP" or t.lower_ in _INSIDE_LISTS for t in prep.doc[prep.i + 1 : start]
    )
    return behind if names and prep.is_ancestor(prep.doc[start - 2]) else []


def _is_measure(noun: Token) -> bool:
    return noun.lower_ in ("lot", "bit", "deal") and noun.dep_ in _MEASURING


def _praised(noun: Token) -> Token:
    """The copula of praise that a part in *as* ends: "is the heart of the film as Diane"."""
    at = noun
    while at.pos_ == "NOUN" or (at.dep_ == "prep" and at.head.pos_ in ("NOUN", "ADJ")):
        if at.dep_ == "attr" and at.head.lemma_ == "be":
            return at.head
        if at.dep_ == "prep" and at.head.dep_ == "acomp" and at.head.head.lemma_ == "be":
            return at.head.head  # "is good in only his fourth film as Biko"
        if at.head.i == at.i:
            break
        at = at.head
    be = at.head
    judged = at.dep_ == "prep" and any(c.dep_ == "acomp" for c in be.children)
    return be if judged and be.lemma_ == "be" else noun


def _performs(verb: Token) -> bool:
    """Whether a part in *as* behind a verb is its subject's: "shines as", "is wonderful as"."""
    return verb.lemma_ in _PERFORMING


def _named_part(prep: Token) -> bool:
    """Whether *as* introduces a name: a part rather than a trade."""
    return any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in prep.children)


def _is_in_a_part(prep: Token, verb: Token) -> bool:
    """Whether somebody does something as a character: "rocks as John", "turns up as Bo", but not
    "sees Frank as Dracula", which is said of Frank."""
    if not _named_part(prep) or verb.lemma_ in _SEEING or syntax.is_passive(verb):
        return False
    return not any(c.dep_ == "dobj" and c.pos_ == "PROPN" for c in verb.children)


def _wins(verb: Token) -> bool:
    """Whether a part in *as* behind a verb's object is its subject's all the same."""
    return _performs(verb) and verb.lemma_ != "have"  # "has Jason Schwartzman as Augie"


def _name_after_opening(match: Match) -> Token | None:
    """The name that a part at the head of a sentence is of: "As Mara, Ines Vale …"."""
    rest = match.last.doc[match.last.i + 1 : match.last.i + 8]
    comma = next((t for t in rest if t.text == ","), None)
    after = comma.nbor() if comma is not None and comma.i + 1 < len(comma.doc) else None
    return after if after is not None and after.pos_ == "PROPN" else None


def _name_before_part(prep: Token) -> Token | None:
    """The name that a part follows: "Bracco as Karen", "Bracco, as Karen, is …"."""
    doc, at = prep.doc, prep.i - 1
    part = next((c for c in prep.children if c.dep_ == "pobj"), None)
    part = next(iter(_part_behind(prep)), None) if part is None else part
    if at > 0 and doc[at].text == "," and part is not None:
        after = next((t.i for t in doc[part.i :] if t.pos_ != "PROPN"), len(doc))
        at -= 1 if after < len(doc) and doc[after].text in (",", ".", ";") else 0
    at = _before_parenthesis(doc, at) - (at > 0 and doc[at].text == "(")
    several = part is not None and any(c.dep_ == "conj" for c in part.children)
    if at < 0 or doc[at].pos_ != "PROPN":
        return None
    paired = several or any(t.lower_ == "respectively" for t in prep.sent)
    first = syntax.first_conjunct(doc[at]) if paired else doc[at]
    apart = any(t.lower_ == "as" for t in doc[first.i : at])
    return doc[at] if apart else first  # "Ellen Vale as Rita, Diane Reed as Grace"


def _is_replaced(doc: Doc, at: int) -> bool:
    """Whether the name that ends at a token is of who does not play: "steps in for Garland as"."""
    while at > 0 and doc[at].pos_ == "PROPN":
        at -= 1
    return at > 0 and [t.lower_ for t in doc[at - 1 : at + 1]] == ["in", "for"]


def _before_parenthesis(doc: Doc, at: int) -> int:
    """The token before a parenthesis that ends at one: "Bardem ("Before Night Falls") as"."""
    if at < 0 or doc[at].text != ")":
        return at
    opening = next((i for i in range(at, max(at - 25, 0), -1) if doc[i].text == "("), None)
    return at if opening is None else opening - 1


def _fronted(verb: Token, prep: Token) -> list[Token]:
    """Objects of the prepositional phrases before ``prep``: "In Carol, as in Brief Encounter"."""
    return [
        obj
        for sibling in verb.children
        if sibling.dep_ == "prep" and sibling.i < prep.i
        for obj in sibling.children
        if obj.dep_ == "pobj"
    ]


_ROLES: dict[str, Callable[[Match], list[Token]]] = {
    "subject": _subject,
    "directObject": _direct_object,
    "indirectObject": _indirect_object,
    "objectComplement": _object_complement,
    "predicativeNominative": _predicate,
    "copulative": _copulative,
    "copulativeSubject": _copulative_subject,
    "possessor": _possessor,
    "modifier": _modifier,
    "prepositionalObject": _prepositional_object,
    "external": _external,
    "enumeration": lambda match: enumerated(match.last),
}
