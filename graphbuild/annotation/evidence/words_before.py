"""Cues in the words before a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.english.citations import citations
from graphbuild.annotation.english.enumerations import is_one_of_quotations
from graphbuild.annotation.english.lexicon import common_words, given_names, listed
from graphbuild.annotation.english.people import is_person_noun
from graphbuild.annotation.english.places import subject_of
from graphbuild.annotation.evidence.cue_words import (
    STARRING,
    is_full_name,
    noun_kind,
    owns_a_book,
    past_quotes,
)
from graphbuild.annotation.tagging import SOMEBODY, is_tagged_somebody, tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["cues_before", "owns"]

_TITLED = {
    "film": "is given as a film's name",
    "work": "is called a book, play or song",
    "series": "is called a series",
}
_LOCATED = frozenset("in at on near up to into from by of".split())
_JOINING = frozenset({"with", "alongside", "along"})
_LIST_HEADS = STARRING | {"by"}
_CAST_LABELS = frozenset({"cast", "starring", "stars", "with", "featuring", "actors", "players"})
_EXAMPLES = frozenset({"like", "including", "include", "includes", "as"})
_EXAMPLE_OF = {
    "film": "is an example of films",
    "series": "is an example of series",
    "work": "is an example of books, plays or songs",
    "person": "follows a role in film-making",
}
_LENDING = frozenset("rent buy order download stream purchase borrow air broadcast".split())
_LIKENED = frozenset("be sound feel look play seem".split())
_BYLINES = frozenset("posted reviewed review words published text essay article".split())
_PERFORMING = frozenset("cast debut appear role part turn performance portrayal".split())
_WORLDWIDE = 0.8
"""Prominence of the places in which others are."""
_OF_SERIES = frozenset({"season", "episode", "rerun", "pilot", "installment", "instalment"})
_ADAPTED = frozenset({"adaptation", "dramatization", "dramatisation", "retelling", "novelization"})
_FILMS_BEHIND = frozenset({"film", "movie", "flick", "picture", "films", "movies", "sequel"})
_STAGED = frozenset("production rendition revival staging recital".split())
_INSIDE = frozenset({"in", "of", "from", "to"})
_MAKER = "follows a role in film-making"
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow".split()
)
_PROGRAMME = 5
"""Most words before the film that a day brings."""
_DESCRIBED = 10
"""Most tokens between *as* and the name of the part."""
_DESCRIBING = frozenset({"DET", "ADJ", "NOUN", "ADV", "CCONJ", "PRON"})
_COMPARED = frozenset({("with", "compared"), ("to", "compared"), ("to", "next")})
_QUOTES = frozenset({"”", '"', "’", "'", ","})
_QUOTED, _LONGEST_QUOTED = frozenset({'"', "“", "”"}), 14
_SCREENS = frozenset("film movie screen stage tv television musical cinematic".split())
_RANKS = frozenset({"Best", "Excellence", "Achievement", "Outstanding"})
_SONGS = frozenset("song track tune number".split())


def cues_before(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    one = past_quotes(doc, span.start - 1, -1)
    if one is None:
        return
    if _is_cited_director(doc, span):
        yield "follows 'directed by' or the like"
        return
    if one.lower_ == "by" and (one.i == 0 or one.nbor(-1).lower_ in _BYLINES):
        yield "is cited like a byline"
    if not _begins_its_clause(doc, span, one):
        one = _list_head(one)
    two = past_quotes(doc, one.i - 1, -1)
    lemma = one.lemma_.lower()
    role = _as_before(one, doc, span)
    cast = role is not None and _casts(role, past_quotes(doc, role.i - 1, -1))
    yield from (c for c in _called(one, two, lemma, span) if not cast or c != _MAKER)
    if owns_a_book(doc, span):
        yield "is whose book is meant"
    elif _one_of_several(doc, span, one, two) and not _is_known_in_full(span):
        yield "is told from others of its name"
    if one.lower_ == "the" and one.is_lower and _ends_like_somebody(span):
        yield "ends like somebody behind 'the'"
    elif one.lower_ == "the" and one.is_lower and span.end - span.start > 1 and not span.hits:
        plural = span.text.endswith("s") and span.text.split()[-1][0].isupper()
        yield f"is several words {'in the plural ' if plural else ''}behind 'the'"
    if one.lower_ == "the" and one.is_lower and span.end - span.start == 1:
        family = doc[span.start].tag_ == "NNPS" and tagged_type(doc[span.start]) != "organization"
        yield "is a family's name" if family else "follows 'the'"
    if (two if one.lower_ == "the" and two is not None else one).lower_ == "during":
        yield "is when something happens"
    if one.lower_ == "fictional":
        yield "is called fictional"
    if one.lower_ in {"a", "an"} and one.is_lower and not span.mark and _ends_its_phrase(doc, span):
        yield "is one of many"
    if span.mark and _are_songs(_first_of_list(one)):
        yield "is one of the songs"
    elif span.mark and one.lower_ not in _INSIDE and _is_sung_of(doc, span):
        yield "stands among songs"
    if any(h.type == "award" for h in span.hits) and _counts_or_owns(one):
        yield "has an article or an owner, as a prize has"
    if one.text == "(" and two is not None and noun_kind(two) == "people":
        yield "stands in parentheses behind a part"
    if _is_programmed(doc, span):
        yield "is what a day brings"
    if _publishes(one):
        yield "is written for"
    if one.lower_ in STARRING or _cast_list(one) or _labels_a_cast(one):
        drawn = one.lower_ in STARRING and not span.hits and _is_about_a_cartoon(doc)
        yield "is the figure of a cartoon" if drawn else "follows 'starring'"
    elif one.lower_ == "by":
        yield from _by(one, two)
    elif example := _exemplified(one):
        yield example
    elif one.lower_ == "as" and any(t.lower_ == "as" for t in doc[max(one.i - 2, 0) : one.i]):
        yield "is compared with"  # "as quiet as X", "as far as X"
    elif one.lower_ == "to" and two is not None and two.lower_ == "according":
        yield "is whom something is according to"
    elif role is not None and not _introduces_a_clause(role, doc, span):
        if cast:
            yield "is the part that is played"
    elif one.lower_ in {"on", "from"} and _adapts(one, two) and not owns(doc, span):
        yield "is whom a film is based on" if is_full_name(span) else "is what a film is based on"
    elif two is not None and _compares(one, two) and not _continues(doc, span):
        yield "is compared with a film" if _compares_a_film(one) else "is compared with"
    elif one.i and lemma in listed("person", "speech") and one.nbor(-1).text in _QUOTES:
        yield "is the subject of a verb of speech"
    elif one.lower_ in {"from", "on"} and one.head.lemma_.lower() in _LENDING:
        yield "is where films are rented or shown"
    elif one.lower_ == "at":
        placed = span.tagged == "place" or any(h.type == "place" for h in span.hits)
        city = placed and span.end - span.start == 1
        yield "is a city behind 'at'" if city else "follows 'at'"
    elif _locates(one) and not owns(doc, span):
        made = one.lower_ != "for" and one.head.lemma_.lower() in {"film", "shoot", "set"}
        yield "is where a film was made or is set" if made else "is where something is or goes"
    elif one.lower_ == "in":
        yield from _in(one, doc, span)
    elif one.lower_ == "from" and two is not None and _performs(two):
        yield "follows 'star in' or the like"
    elif one.lower_ in listed("place", "before"):
        yield "follows a preposition of place"
    elif one.text == "," and two is not None and tagged_type(two) == "place" and _is_large(span):
        yield "is where a place is"  # "Havana, Cuba"
    elif one.lower_ == "of" and doc.text_of(span.end, span.end + 1).lower() == "fame":
        yield "follows 'star in' or the like"
    elif one.lower_ == "of" and two is not None:
        yield from _of(two, span)
    elif one.lower_ == "on" and not _continues(doc, span):
        yield "follows 'on'"
    elif one.lower_ == "for" and two is not None and two.lemma_.lower() in listed("film", "goods"):
        yield "has an ending, a cast or the like"
    elif one.lower_ == "for" and _is_honoured(one) and doc[span.start].text not in _RANKS:
        yield "is what a prize is for"
    elif two is not None and _owns(one) and two.lower_ in listed("series", "channels"):
        yield "belongs to a channel"
    elif _owns(one):
        owned = not (_is_a_body(span) or _is_somebody(span))
        if two is not None and two.text[0].isupper() and owned:
            given = span.text.lower() in given_names()
            yield "is somebody's part" if given else "belongs to a named person"
    elif one.text == "(" and two is not None and two.text[0].isupper() and two.is_alpha:
        yield f"{'is a country' if _is_large(span) else 'stands'} in parentheses after a name"


def _performs(noun: Token) -> bool:
    """``the actor from X``, ``that girl from X``."""
    return noun.is_lower and noun.lemma_.lower() in {"actor", "actress", "star", "comedian"}


def _owns(one: Token) -> bool:
    return one.tag_ == "POS" or one.text in {"’s", "'s"}


def _ends_like_somebody(span: ProposedSpan) -> bool:
    """``the Incredible Shrinking Dude``, ``the Tree Devil``."""
    last = span.text.split()[-1].lower()
    return " " in span.text and not span.mark and last in listed("character", "beings")


def _is_large(span: ProposedSpan) -> bool:
    """Whether a name is that of a country or the like."""
    return any(h.type == "place" and h.prior >= _WORLDWIDE for h in span.hits)


def _is_sung_of(doc: Doc, span: ProposedSpan) -> bool:
    """Whether the words before a marked name in its sentence speak of music, and not of a film
    behind it: ``Byrne's duet with Paul Anka on "My Way"``."""
    before = doc[doc[span.start].sent.start : span.start]
    return any(t.lemma_.lower() in listed("work", "music") for t in before)


def _first_of_list(one: Token) -> Token:
    """What stands before the first title of a list in quotation marks."""
    while (before := _past_quoted(one)).i < one.i:
        one = before
    return one


def _are_songs(one: Token) -> bool:
    """Whether songs are told by name: ``the songs in the film are``, ``with songs like``, ``the
    tune``."""
    if one.lemma_ in _SONGS:
        return True
    before = one.doc[one.sent.start : one.i]
    if one.lemma_ in {"be", "include"} or one.text == ":":
        return any(t.lemma_ in _SONGS for t in before)
    named = [t for t in before[-3:] if t.lemma_ in _SONGS]
    return one.lower_ in {"like", "as", "including", "(", ","} and bool(named)


def _is_cited_director(doc: Doc, span: ProposedSpan) -> bool:
    """``Title (dir. X, 2019)``"""
    at = span.start, span.end
    return any(at in c.directors for c in citations(doc).values() if c.mark < span.start)


def _begins_its_clause(doc: Doc, span: ProposedSpan, one: Token) -> bool:
    """Whether a comma parts a subject from what its clause begins with: ``As written by
    Oppenheim, Jackie turns on two conversations``."""
    name = doc.root_of(span.start, span.end)
    behind = doc[span.end : span.end + 1]
    return (
        one.text == ","
        and name.dep_ in {"nsubj", "nsubjpass"}
        and bool(behind)
        and (behind[0].i == name.head.i or behind[0].head.i == name.head.i)
        and behind[0].pos_ in {"VERB", "AUX", "ADV"}
    )


def _counts_or_owns(one: Token) -> bool:
    """``an Oscar``, ``two Oscars``, ``her Oscar``."""
    return one.pos_ in {"DET", "NUM"} or one.tag_ == "PRP$"


def _ends_its_phrase(doc: Doc, span: ProposedSpan) -> bool:
    """Whether no noun follows that the name describes (*an Altman film*)."""
    after = doc[span.end] if span.end < len(doc) else None
    return after is None or (after.pos_ not in {"NOUN", "PROPN", "ADJ"} and after.text != "-")


def _is_about_a_cartoon(doc: Doc) -> bool:
    """Whether a text opens with what is defined as a cartoon: its stars are drawn."""
    opening = doc[: doc[0].sent.end]
    return any(t.lower_ == "cartoon" for t in opening)


def _is_somebody(span: ProposedSpan) -> bool:
    """Whether what belongs to a studio is somebody: ``Edison's John H. Collins``."""
    known = {h.type for h in span.hits}
    return (
        is_full_name(span) and span.tagged in SOMEBODY and "person" in known and "film" not in known
    )


def _is_a_body(span: ProposedSpan) -> bool:
    """Whether what somebody owns is a firm rather than a film: ``Hearst's Cosmopolitan
    Productions``."""
    return span.tagged == "organization" and span.text.split()[-1].lower() in listed(
        "organization", "suffix"
    )


def _one_of_several(doc: Doc, span: ProposedSpan, one: Token, two: Token | None) -> bool:
    """``the first X``, ``the 1933 X``, ``the original X``: films have namesakes, people rarely;
    not ``the first X movie``."""
    if doc.text_of(span.end, span.end + 1).lower() in _FILMS_BEHIND:
        return False
    if two is None or two.lower_ not in {"the", "this", "that", "'s", "’s"}:
        return False
    return one.lower_ in listed("film", "ordinals") or (one.is_digit and len(one) == 4)


def _is_known_in_full(span: ProposedSpan) -> bool:
    """Whether somebody is known by a name of several words: *the old Amitabh Bachchan*."""
    known = any(h.type == "person" and h.kind == "label" for h in span.hits)
    return known and " " in span.text


def _compares(one: Token, two: Token) -> bool:
    if one.lower_ == "like" and one.pos_ == "ADP":
        return any(t.lemma_ in _LIKENED for t in one.doc[max(0, one.i - 4) : one.i])
    if one.lower_ == "of" and one.head.lemma_ == "remind":
        return True
    return one.lower_ == "than" or (one.lower_, two.lower_) in _COMPARED


def _compares_a_film(link: Token) -> bool:
    """Whether what is compared is a film: ``it is more honest than Gandhi``."""
    verb = next((a for a in link.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is None:
        return False
    return subject.lower_ in {"it", "this"} or subject.lemma_.lower() in listed("film", "nouns")


def owns(doc: Doc, span: ProposedSpan) -> bool:
    return span.end < len(doc) and doc[span.end].tag_ == "POS"


def _continues(doc: Doc, span: ProposedSpan) -> bool:
    """Whether more is compared than the name: ``than Bassett's``, ``than Bassett deserved``."""
    return owns(doc, span) or doc.root_of(span.start, span.end).dep_ in {"nsubj", "nsubjpass"}


def _adapts(one: Token, two: Token | None) -> bool:
    """``adapted from X``, ``took the story from X``."""
    if two is not None and two.lemma_ in {"base", "adapt"}:
        return True
    taken = {"take", "draw", "adapt", "derive"} if one.lower_ == "from" else {"base"}
    return one.head.lemma_.lower() in taken or one.head.head.lemma_.lower() in taken


def _locates(one: Token) -> bool:
    """``shot in X``, ``leaves home for X``, ``grew up in X``."""
    if one.lower_ not in listed("place", "prepositions") or one.head.pos_ == "NOUN":
        return False
    return one.head.lemma_.lower() in listed("place", "verbs")


def _publishes(one: Token) -> bool:
    """``writes for X``, ``editor of X``, ``published in X``."""
    before = one if one.lower_ not in {"the", "The"} or not one.i else one.nbor(-1)
    if before.lower_ not in {"for", "in", "at", "of", "by", "with"}:
        return False
    head = before.head.lemma_.lower()
    if any(c.dep_ == "dobj" for c in before.head.children):
        return False  # "wrote the songs for X"
    if head in {"write", "publish", "edit", "print", "freelance", "blog", "contribute"}:
        return before.lower_ in {"for", "in", "at", "to"}
    return head in {"editor", "columnist", "critic", "contributor", "reviewer", "correspondent"}


def _list_head(one: Token) -> Token:
    """What stands before an enumeration of names: the first word that is neither name nor comma."""
    if one.text not in {",", "and", "&"} and one.lower_ not in _JOINING:
        return one
    at = one
    for _ in range(60):
        at = _past_quoted(at)
        if at.i == 0:
            break
        goes_on = at.text[0].isupper() or (
            at.text in {",", "and", "&", ".", "-", "as", "Jr."}
            and not (at.text == "as" and at.i > 0 and at.nbor(-1).lower_ == "such")
        )
        goes_on = goes_on or at.lower_ in _JOINING
        if not (goes_on or at.lower_ in listed("capitals", "particles")):
            break
        at = at.nbor(-1)
    such = at.lower_ == "as" and at.i > 0 and at.nbor(-1).lower_ == "such"
    headed = at.lower_ in _LIST_HEADS or such or _cast_list(at) or _labels_a_cast(at)
    return at if headed or _exemplified(at) else one


def _past_quoted(one: Token) -> Token:
    """What stands before the words in quotation marks that end before a comma or *and*; any other
    token as it is: the *like* of ``like "A", "B" and``."""
    doc, last = one.doc, one.i - 1
    if one.text not in {",", "and", "&", "or"} or last < 1:
        return one
    if doc[last].text == ",":
        last -= 1
    closing = last if doc[last].text in _QUOTED else last - 1 if doc[last].text in ".,!?" else 0
    if closing < 2 or doc[closing].text not in _QUOTED:
        return one
    opening = next(
        (i for i in range(closing - 1, max(closing - _LONGEST_QUOTED, 0), -1)
         if doc[i].text in _QUOTED), 0,
    )  # fmt: skip
    return doc[opening - 1] if opening > 0 else one


def _exemplified(one: Token) -> str:
    """What the names behind a word are examples of: ``hits like X``, ``classics such as X``; empty
    where it brings no examples."""
    if one.lower_ not in _EXAMPLES:
        return ""
    at = past_quotes(one.doc, one.i - 1, -1)
    if at is not None and one.lower_ == "as":
        at = past_quotes(one.doc, at.i - 1, -1) if at.lower_ == "such" else None
    if at is not None and at.text == ",":
        at = past_quotes(one.doc, at.i - 1, -1)
    if at is None or at.tag_ not in {"NNS", "NN"} or (at.tag_ == "NN" and one.lower_ != "like"):
        return ""
    if not at.is_lower:
        return ""
    if at.lemma_.lower() in listed("organization", "nouns"):
        return "is in an apposition to a group"
    return _EXAMPLE_OF.get(noun_kind(at), "")


def _labels_a_cast(token: Token) -> bool:
    """The colon of *Cast:*, or the *With* that opens a line of performers."""
    if token.i == 0:
        return token.lower_ == "with"
    return token.text == ":" and token.nbor(-1).lower_ in _CAST_LABELS


def _cast_list(token: Token) -> bool:
    """``a cast that includes``, ``a cast of``."""
    if token.lower_ not in {"includes", "including", "of"}:
        return False
    return any(t.lower_ == "cast" for t in token.doc[max(0, token.i - 3) : token.i])


def _called(one: Token, two: Token | None, lemma: str, span: ProposedSpan) -> Iterator[str]:
    if one.lower_ == "or" and one.i + 1 < len(one.doc) and one.nbor().is_quote:
        if not is_one_of_quotations(one):
            yield "is introduced as another name"
        return
    if lemma in {"name", "nickname", "moniker"} and one.tag_ == "NN":
        yield "is introduced as another name"
    elif lemma in listed("character", "named") and one.tag_ in {"VBN", "VBD", "VB", "VBG", "VBZ"}:
        yield from _named(one)
    elif one.lower_ == "as" and two is not None and two.lower_ in {"known", "credited"}:
        yield from _named(two)
    elif one.lower_ in listed("capitals", "honorifics") and one.text[0].isupper():
        yield "has a title of address"
    elif lemma in listed("person", "roles") or _role_before_comma(one, two):
        yield "follows the name of a trade" if lemma in listed("person", "trades") else _MAKER
    elif lemma in listed("film", "before") and one.pos_ != "VERB":
        if _is_part_of_a_phrase(one, span):
            return  # "the Film Makers"
        if span.mark or not (is_full_name(span) or _begins_a_relative_clause(one, span)):
            yield "is called a film"
    elif lemma in listed("series", "nouns") and one.pos_ != "VERB":
        yield "is called a series"
    elif lemma in {"sing", "hum"}:
        yield "is sung"
    elif lemma in listed("work", "nouns") and one.pos_ != "VERB":
        yield "is called a book, play or song"
    elif lemma in listed("character", "nouns"):
        yield "is called a character"
    elif lemma in listed("character", "people") or is_person_noun(one):
        own = two is not None and two.lower_ in {"my", "our"}
        if one.tag_ in {"NNS", "NNPS"}:
            return
        yield "is someone the writer knows" if own else "is called by a noun for people"


def _is_part_of_a_phrase(noun: Token, span: ProposedSpan) -> bool:
    """Whether a noun with a capital inside a sentence goes with a common word behind it."""
    capital = noun.text[0].isupper() and not noun.is_sent_start and not span.mark
    return capital and span.text.lower() in common_words()


def _role_before_comma(one: Token, two: Token | None) -> bool:
    """``legendary actor, Edward G. Robinson``: one of the trade, and nobody named before it."""
    if one.text != "," or two is None or not two.is_lower or two.tag_ != "NN":
        return False
    named = any(t.text[0].isupper() for t in two.doc[max(two.sent.start, two.i - 3) : two.i])
    return two.lower_ in listed("person", "roles") and not named


def _begins_a_relative_clause(noun: Token, span: ProposedSpan) -> bool:
    """Whether a name is the subject of a clause about the noun: *the pictures Pabst made*."""
    root = noun.doc.root_of(span.start, span.end)
    return root.dep_ == "nsubj" and root.head.dep_ == "relcl" and root.head.head.i == noun.i


def _named(verb: Token) -> Iterator[str]:
    """``a stripper named X`` against ``a film called X``: the noun before decides."""
    for token in (verb.head, *(verb.doc[i] for i in range(verb.i - 1, max(-1, verb.i - 7), -1))):
        kind, noun = noun_kind(token), token.lemma_.lower()
        if noun in listed("place", "nouns") | listed("place", "venues"):
            yield "follows a noun for places"
            return
        if noun in listed("organization", "nouns"):
            yield "is in an apposition to a group"
            return
        if kind in _TITLED:
            yield _TITLED[kind]
            return
        if kind in {"person", "people", "character"} or token.lower_ in {"she", "he"}:
            yield "is a person's name in the story"
            return
    yield "is given as a name"


def _by(one: Token, two: Token | None) -> Iterator[str]:
    before = [t for t in (two, one.head) if t is not None]
    lemmas = {t.lemma_.lower() for t in before}
    if lemmas & listed("person", "perform"):
        yield "follows 'played by'"
    elif lemmas & listed("person", "after_by") or any(noun_kind(t) == "film" for t in before):
        yield "follows 'directed by' or the like"
    elif _is_made_thing(one.head) or (two is not None and two.text == ","):
        yield "follows a work and 'by'"


def _is_made_thing(noun: Token) -> bool:
    """Whether a noun or a title is what somebody made: ``the book by X``, ``In Arth, by X``."""
    return noun.pos_ == "PROPN" or noun_kind(noun) in {"work", "series"}


def _as_before(one: Token, doc: Doc, span: ProposedSpan) -> Token | None:
    """The *as* before a name, past a description: *as the young Furiosa*, *as tough, sultry moll
    Rita*, *as Vic's right-hand man Joe*."""
    if one.pos_ == "CCONJ" or _is_cast_itself(doc, span):
        return None  # "A as the cook and B", "A as the cook, B as his wife"
    for _ in range(_DESCRIBED):
        if one.i == 0 or one.lower_ == "as":
            break
        described = one.is_lower and one.pos_ in _DESCRIBING
        if not (described or one.text in {",", "-"} or _is_owner(one)):
            break
        one = one.nbor(-1)
    return one if one.lower_ == "as" else None


def _is_cast_itself(doc: Doc, span: ProposedSpan) -> bool:
    """Whether the part follows in ``as`` behind the name."""
    return doc.text_of(span.end, span.end + 1) == "as"


def _introduces_a_clause(role: Token, doc: Doc, span: ProposedSpan) -> bool:
    """``As Mulvey argues``: the name is the subject of what *as* introduces."""
    root = doc.root_of(span.start, span.end)
    return root.dep_ == "nsubj" and role.head == root.head and root.head.pos_ in {"VERB", "AUX"}


def _is_owner(token: Token) -> bool:
    """Whether a token belongs to a genitive: *Vic's*."""
    return token.tag_ == "POS" or (token.pos_ == "PROPN" and token.nbor().tag_ == "POS")


def _is_honoured(one: Token) -> bool:
    """Whether *for* goes with a prize: *won an Oscar for Juno*, *was nominated for Carol*, *named
    Best Actress for Alice*."""
    head, category = one.head, one.doc[max(0, one.i - 4) : one.i]
    if head.lemma_.lower() in {"win", "nominate"} or any(t.text == "Best" for t in category):
        return True
    return head.lower_ in listed("award", "suffix") | listed("award", "talk")


def _casts(one: Token, two: Token | None) -> bool:
    """Whether *as* brings a part: ``Powell appears as``, ``her turn as``, ``(Kerr, as``."""
    if one.head.lemma_.lower() in listed("person", "perform") | _PERFORMING or one.is_sent_start:
        return True
    shown = one.head if one.head.pos_ in {"VERB", "AUX"} else one.head.head
    if shown.lemma_ in {"be", "have", "win", "earn", "receive", "return"}:
        return True
    if two is not None and two.text == ",":
        two = past_quotes(two.doc, two.i - 1, -1)
    return two is not None and (two.text[0].isupper() or two.text == ")")


def _in(one: Token, doc: Doc, span: ProposedSpan) -> Iterator[str]:
    lemma = one.head.lemma_.lower()
    if lemma in {"star", "role", "performance", "turn", "appear", "cast", "part"}:
        yield "follows 'star in' or the like"
    elif lemma not in listed("person", "trusting") and not _continues(doc, span):
        yield "is what something is in"
        if _is_located(one):
            yield "is where a place is"
        if one.i and is_tagged_somebody(one.nbor(-1)):
            yield "is what a person is in"
    else:
        yield "follows a preposition of place"


def _is_located(one: Token) -> bool:
    """``at the edge of a field in X``, ``up a mountain in X``: what is in X is somewhere itself."""
    noun = one.nbor(-1) if one.i else one
    if noun.pos_ != "NOUN":
        return False
    named = noun.lemma_.lower() in listed("place", "nouns") | listed("place", "suffix")
    return named or any(t.lower_ in _LOCATED for t in one.doc[max(0, one.i - 5) : one.i - 1])


def _of(two: Token, span: ProposedSpan) -> Iterator[str]:
    lemma = two.lemma_.lower()
    owned = lemma != "part" or any(t.dep_ == "det" for t in two.lefts)
    if lemma in {"character", "role", "part"} and two.tag_ == "NN" and owned:
        yield "is called a character"
    elif lemma == "character":
        yield "has an ending, a cast or the like"
    elif lemma in {"portrayal", "impersonation"}:
        yield "is the part that is played"
    elif is_tagged_somebody(two) and two.text[0].isupper():
        known_for = any(noun_kind(t) == "person" for t in two.doc[max(0, two.i - 3) : two.i])
        yield "follows 'star in' or the like" if known_for else "is where somebody belongs"
    elif lemma in listed("place", "nouns") | {"republic"} and two.tag_ in {"NN", "NNS"}:
        yield "follows a noun for places"
    elif lemma in listed("film", "nouns") and two.tag_ == "NNS":
        yield "has a film, a camera or the like"
    elif lemma in {"story", "tale", "life", "portrait", "saga"}:
        yield "is what a story tells of"
    elif lemma in _ADAPTED or (lemma == "version" and _is_on_screen(two)):
        yield "is what a film is based on"
        if lemma in _ADAPTED and any(h.type == "work" for h in span.hits):
            yield "is called a book, play or song"
    elif lemma in _OF_SERIES:
        yield "is called a series"
    elif lemma in _STAGED:
        yield "is staged"
    elif lemma in listed("work", "nouns"):
        yield "is called a book, play or song"
    elif lemma == "fan":
        yield "is what somebody is a fan of"
    elif lemma in listed("film", "parts"):
        yield "has an ending, a cast or the like"
    elif lemma in listed("character", "possessed"):
        yield "has kin, a body, a fate"
    elif lemma in listed("organization", "posts"):
        yield "has members or a founder"


def _is_on_screen(version: Token) -> bool:
    """``the film version``, ``a stage version``: of something that was no film."""
    return version.i > 0 and version.nbor(-1).lower_ in _SCREENS


def _is_programmed(doc: Doc, span: ProposedSpan) -> bool:
    """``On Sunday, Sambizanga.``, ``Saturday was The Burmese Harp.``: a day and its film."""
    sent = doc[span.start].sent
    before = doc[sent.start : span.start]
    if span.end < sent.end - 1 or len(before) > _PROGRAMME:
        return False
    verbs = [t for t in before if t.pos_ in {"VERB", "AUX"}]
    return any(t.lower_ in _DAYS for t in before) and all(v.lemma_ == "be" for v in verbs)
