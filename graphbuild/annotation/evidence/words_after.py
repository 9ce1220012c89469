"""Cues in the words after a name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.english.citations import citations, follows_a_person
from graphbuild.annotation.english.lexicon import given_names, listed
from graphbuild.annotation.evidence.cue_words import STARRING, is_full_name, noun_kind, past_quotes
from graphbuild.annotation.tagging import SOMEBODY, is_tagged_somebody, tagged_type

if TYPE_CHECKING:
    from graphbuild.annotation.doc import Doc, Token
    from graphbuild.annotation.names.proposed import ProposedSpan

__all__ = ["cues_after"]

_BILLED = frozenset({"as", "in", "opposite", "alongside"})
_MAKING = frozenset(
    "direct helm produce compose co-write co-direct shoot film edit score lens make".split()
)
_GROUPS_BEHIND = frozenset(
    "society club team company corporation corp gang mob band label magazine studio network "
    "railway airline railroad newspaper foundation agency troupe syndicate cartel "
    "members employees officials spokesman headquarters executives".split()
)
_BEFALLING = frozenset(
    "attack attacks bombing bombings massacre disaster siege riots buildings building towers "
    "skyline airport suburbs streets".split()
)
_PLAYED = frozenset({"played", "portrayed", "voiced", "embodied"})
_DESCRIBED = 7
_YEAR_DIGITS = 4
_LETTERED_YEAR = re.compile(r"(?:19|20)\d\d[a-h]")
_PAGES = re.compile(r"(?::(?:pp?\.)?|,pp?\.?)\d{1,4}(?:[-–]\d{1,4})?f{0,2}")
"""Most tokens of a part that is described and not named."""
_ASIDE = 5
"""Most tokens from a part to *played by*."""
_CYCLES = frozenset(
    "trilogy franchise series saga serial serials films movies cartoons shorts flicks "
    "sequels installments instalments entries".split()
)
_ONE_OF_A_CYCLE = frozenset(
    "film movie flick cartoon short sequel prequel installment instalment entry adventure".split()
)
_OF_SOME = frozenset(
    "a an another any every each no other all these those second third fourth fifth sixth seventh "
    "next last latest newest previous final subsequent".split()
)
_PARTS_OF_SERIES = frozenset(
    "episode episodes rerun reruns show season seasons sitcom miniseries".split()
)
_ON_SCREEN = frozenset({"tv", "television", "cartoon", "radio"})
_SONGS = frozenset("song number tune aria duet medley ballad".split())
_WRITTEN = frozenset("novels books comics comic manga paperbacks novella".split())
_BEFORE_NOUNS = frozenset({"ADJ", "NOUN", "NUM", "PUNCT", "ADV"})
_OWNED = {
    "film": "is in an apposition to a film",
    "work": "is in an apposition to a work",
    "series": "is called a series",
}
_MADE = frozenset(
    "directed written co-written starring adapted shot filmed released produced scored".split()
)
"""What is said behind a comma of how a film was made."""


def cues_after(doc: Doc, span: ProposedSpan) -> Iterator[str]:
    one = past_quotes(doc, span.end, 1)
    if one is None:
        return
    two = past_quotes(doc, one.i + 1, 1)
    if _is_played(doc, one.i):
        yield "is followed by 'played by'"
    if one.text == "(" and two is not None:
        yield from _parenthesis(span, one, two)
    elif one.lower_ == "is" and _is_a_part(doc, one.i):
        yield "is said to be somebody named"
    elif one.text in {",", "—", "–"} and two is not None:
        made = _is_a_makers_name(doc, span)
        yield from (c for c in _comma(two) if not made or c != "is followed by 'directed by'")
        place = tagged_type(two) == "place" and two.text[0].isupper() and two.lower_ != "the"
        if place and not _personal_name(doc, span, two):
            if not _goes_on(two):
                yield "is followed by a larger place"
        if two.lower_ in {"with", "by"} and _personal(two) and not _in_place(doc, span):
            yield f"is followed by ', {two.lower_}' and a name"
    elif one.lower_ in {"who", "whose"}:
        yield from _comma(one)
    elif one.lower_ in {"himself", "herself"}:
        yield "is stressed by 'himself' or 'herself'"
    elif one.lower_ == "itself":
        yield "is stressed by 'itself'"
    elif one.lower_ in {"family", "clan", "household"} and _definite(doc, span):
        yield "is a family's name"
    elif one.lower_ in {"of", "from"} and two is not None and two.is_digit and len(two) == 4:
        if span.text.split()[-1].lower() in listed("place", "suffix"):
            return  # "the Oregon Territory of 1820"
        if two.i + 1 == len(doc) or two.nbor().lower_ not in {"to", "until", "-", "–"}:
            yield "is told from others of its name"
    elif one.is_digit and len(one) == 4 and _opens_a_credit(doc, span):
        yield "opens a line with a year behind"
    elif one.lower_ == "as" and one.i + 1 < len(doc) and _is_part_named(one.nbor()):
        yield "is followed by the part in 'as'"
    elif one.lower_ == "in" and _is_role(doc[one.i + 1 : one.i + 4]):
        yield "has a role"
    elif one.lower_ in {"in", "on"} and _is_aside(doc, span) and _begins_a_title(two):
        yield "is a part in something"
    elif one.lower_ in {"native", "natives", "resident", "residents"}:
        yield "is where something is or goes"
    elif one.lower_ in STARRING and two is not None and two.lower_ in _BILLED:
        yield "is the subject of a verb of acting"
    elif one.lower_ in _BEFALLING and one.is_lower:
        yield "is followed by what befalls places"
    elif one.lower_ in _CYCLES and (two is None or two.lower_ not in {"killer", "killers"}):
        made = _makes_films(span)
        yield "describes a film" if made else "is followed by 'trilogy' or 'films'"
    elif one.lower_ in _ONE_OF_A_CYCLE and _is_title(span) and _is_one_of_some(doc, span):
        yield "names the films of which one is told"
    elif one.lower_ in _GROUPS_BEHIND:
        yield "is followed by a noun for groups"
    elif one.lower_ in _PARTS_OF_SERIES or _is_broadcast(one, two):
        if not any(h.type == "person" and h.kind == "label" for h in span.hits):
            yield "is followed by 'episodes' or 'show'"
    elif one.lower_ in _SONGS and one.is_lower and not _makes_films(span):
        yield "is followed by 'song' or 'number'"
    elif one.lower_ in _WRITTEN and one.is_lower and not _makes_films(span):
        yield "is followed by 'novels' or 'comics'"
    elif one.lower_ in {"review", "movie", "trailer", "film"}:
        described = span.start > 0 and doc[span.start - 1].pos_ in {"DET", "ADJ"}
        yield "describes a film" if described else "is followed by 'review' or 'movie'"
    elif _is_nominated(one, two):
        yield "is what nominees and winners have"


def _is_title(span: ProposedSpan) -> bool:
    """Whether films or a series are known by a name, and nobody of the world is."""
    known = {h.type for h in span.hits}
    return bool(known & {"film", "series"}) and not known & {"person", "organization"}


def _makes_films(span: ProposedSpan) -> bool:
    """Whether a name is that of somebody or a firm: *Cagney films*, *Hammer films* are no cycle."""
    known = {h.type for h in span.hits if h.kind != "variant"}
    if known & {"film", "series"}:
        return False
    return bool(known & {"person", "organization"}) or (is_full_name(span) and not span.mark)


def _is_one_of_some(doc: Doc, span: ProposedSpan) -> bool:
    """``a Godfather film``, ``the third Dirty Harry movie``, ``the best Thin Man sequel``."""
    before = past_quotes(doc, span.start - 1, -1)
    return before is not None and (before.tag_ == "JJS" or before.lower_ in _OF_SOME)


def _is_broadcast(one: Token, two: Token | None) -> bool:
    """``the Batman TV series``, ``the Alice radio show``."""
    behind = two is not None and two.lower_ in _PARTS_OF_SERIES | _CYCLES
    return one.lower_ in _ON_SCREEN and behind


def _is_played(doc: Doc, at: int) -> bool:
    """``, played by``, ``(beautifully portrayed by``."""
    words = doc[at : at + _ASIDE]
    while words and (words[0].text in {",", "("} or words[0].pos_ == "ADV"):
        words = words[1:]
    return [t.lower_ in _PLAYED for t in words[:2]] == [True, False] and words[1].lower_ == "by"


def _opens_a_credit(doc: Doc, span: ProposedSpan) -> bool:
    """``USA 1953. 71 min.``: a country where the line of a film's data begins."""
    placed = any(h.type == "place" for h in span.hits)
    return placed and (span.start == 0 or doc[span.start - 1].text.isspace())


def _is_part_named(after: Token) -> bool:
    """``as Philo``, ``as the old man``, ``as a folksy old diner owner``."""
    if after.pos_ != "DET":
        return after.text[0].isupper()
    described = itertools.takewhile(
        lambda t: not t.is_punct or t.text == "-", after.doc[after.i + 1 : after.i + _DESCRIBED]
    )
    return any(noun_kind(t) in {"people", "character"} and t.is_lower for t in described)


def _is_a_part(doc: Doc, copula: int) -> bool:
    """``is his wife Maria``, ``is the captain, Inouye``: a noun for people with a name behind."""
    described = itertools.takewhile(
        lambda t: t.pos_ not in {"ADP", "VERB"}, doc[copula + 1 : copula + 5]
    )
    for noun in described:
        if noun.pos_ == "NOUN" and noun_kind(noun) in {"people", "character"}:
            behind = [t for t in doc[noun.i + 1 : noun.i + 3] if t.text != ","]
            return bool(behind) and behind[0].pos_ == "PROPN" and behind[0].text[0].isupper()
    return False


def _is_nominated(one: Token, two: Token | None) -> bool:
    """``Oscar-nominated``, ``Oscar nominee``, ``Oscar buzz``."""
    said = two if one.text == "-" and two is not None else one
    return said.lower_ in listed("award", "talk")


def _is_aside(doc: Doc, span: ProposedSpan) -> bool:
    """Whether a name of one word opens a parenthesis behind somebody, or follows in it: ``Kekilli
    (Shae in "Game of Thrones")``, ``(Ruth Negga, Tulip on "Preacher")``."""
    before = doc[max(0, span.start - 2) : span.start]
    behind = len(before) == 2 and before[1].text in {"(", ","} and is_tagged_somebody(before[0])
    return behind and span.end - span.start == 1


def _begins_a_title(two: Token | None) -> bool:
    return two is not None and two.text[0].isupper()


def _is_role(words: Sequence[Token]) -> bool:
    """``the title role``, ``supporting roles``."""
    at = next((t.i for t in words if t.lemma_.lower() == "role"), None)
    return at is not None and words[0].doc[at - 1].lower_ in listed("person", "billing")


def _definite(doc: Doc, span: ProposedSpan) -> bool:
    """Whether *the* stands before a name, or is taken for its first word."""
    return any(t.lower_ == "the" for t in doc[max(0, span.start - 1) : span.start + 1])


def _goes_on(name: Token) -> bool:
    """Whether a list goes on behind a name: ``Kubrick, Hitchcock, Fassbinder and Ozu``."""
    last = name.i
    while last + 1 < len(name.doc) and name.doc[last + 1].text[0].isupper():
        last += 1
    behind = name.doc[last + 1 : last + 4]
    words = [t for t in behind if t.text not in {",", "and", "or"}]
    return len(words) < len(behind) and bool(words) and words[0].text[0].isupper()


def _personal_name(doc: Doc, span: ProposedSpan, two: Token) -> bool:
    """``Toni Collette, Hereditary``; ``Miles, Cobb's father-in-law``."""
    owned = two.i + 1 < len(doc) and two.nbor().tag_ == "POS"
    return owned or is_full_name(span)


def _parenthesis(span: ProposedSpan, mark: Token, two: Token) -> Iterator[str]:
    close = next((t for t in two.doc[two.i : two.i + 8] if t.text == ")"), None)
    dated = close is not None and len(close.nbor(-1)) == 4 and close.nbor(-1).is_digit
    paged = close is not None and _has_pages(two, close)
    cited = citations(mark.doc).get(mark.i)
    kind = "" if close is None else _kind_said(mark.doc[mark.i + 1 : close.i])
    if kind:
        yield f"is said in parentheses to be a {kind}"
    elif cited is not None and cited.directors:
        yield "is cited with its director"
    elif two.text[0].isupper() and follows_a_person(mark.doc, mark.i):
        yield "is followed by a name in parentheses"
    elif paged or (dated and close is not None and _is_author(span, mark, close)):
        yield "is cited for what a text of a year says"
    elif dated or cited is not None:
        yield "is followed by a year in parentheses"
    elif two.text[0].isupper() and two.pos_ == "PROPN" and not _is_owner(two):
        yield "is followed by a name in parentheses"


def _kind_said(inside: Sequence[Token]) -> str:
    """Of which kind a parenthesis says that a title is: ``(film)``, ``(the 1975 film)``,
    ``(novel)``."""
    plain = inside and all(t.is_lower or t.is_digit for t in inside)
    noun = inside[-1].lower_ if plain else ""
    return next((k for k in ("film", "series", "work") if noun in listed(k, "nouns")), "")


def _is_owner(name: Token) -> bool:
    """``(Woronov's friend)``."""
    behind = itertools.dropwhile(lambda t: t.pos_ == "PROPN", name.doc[name.i : name.i + 4])
    return any(t.tag_ == "POS" for t in itertools.islice(behind, 1))


def _has_pages(first: Token, close: Token) -> bool:
    """Whether a parenthesis says where in a text of a year something stands: ``(1975: 14)``,
    ``(1975a)``, ``(1975, p. 14)``."""
    year, *rest = (t.text for t in (first, *first.doc[first.i + 1 : close.i]))
    if _LETTERED_YEAR.fullmatch(year):
        return True
    if not (first.is_digit and len(first) == _YEAR_DIGITS):
        return False
    return bool(rest) and bool(_PAGES.fullmatch("".join(rest)))


def _is_author(span: ProposedSpan, mark: Token, close: Token) -> bool:
    """Whether the name before a year in parentheses is that of who wrote a text of the year."""
    if _is_cited_for_words(close) or _is_co_author(mark) or _is_told_by(span, mark.doc):
        return True
    behind = close.doc[close.i + 1 : close.i + 6]
    following = next((t for t in behind if t.text == "("), None)  # "… and Doane (1982: 7)"
    if following is None or len(behind) < 2 or behind[0].lower_ not in {"and", ",", "&"}:
        return False
    inside = close.doc[following.i + 1 : following.i + 8]
    other = next((t for t in inside if t.text == ")"), None)
    return other is not None and (_has_pages(inside[0], other) or _is_cited_for_words(other))


def _is_told_by(span: ProposedSpan, doc: Doc) -> bool:
    """``According to Mulvey (1975)``; ``following Mulvey (1975)``, where that is no known film."""
    before = [t.lower_ for t in doc[max(0, span.start - 2) : span.start]]
    if before == ["according", "to"]:
        return True
    titled = any(h.type in {"film", "series", "work"} for h in span.hits)
    return not titled and before[-1:] in (["following"], ["contra"], ["cf."])


def _is_cited_for_words(close: Token) -> bool:
    """``Mulvey (1975) argues``."""
    behind = close.doc[close.i + 1 : close.i + 3]
    said = next((t for t in behind if t.pos_ not in {"ADV", "AUX"}), None)
    return said is not None and said.lemma_.lower() in listed("person", "speech")


def _is_co_author(mark: Token) -> bool:
    """``read by James Palmer and Michael Riley (1993)``: a second name after a person's."""
    doc, start = mark.doc, mark.i
    while start > 0 and doc[start - 1].text[0].isupper() and doc[start - 1].pos_ == "PROPN":
        start -= 1
    if start < 2 or start == mark.i or doc[start - 1].lower_ not in {"and", "&"}:
        return False
    return doc[start].lower_ in given_names() and is_tagged_somebody(doc[start - 2])


def _comma(two: Token) -> Iterator[str]:
    if two.lower_ in {"who", "whom", "whose"}:
        after = two.doc[two.i + 1 : two.i + 3]
        if len(after) == 2 and after[0].pos_ in {"PROPN", "PRON"}:
            after = two.doc[two.i : two.i]  # "Charlie, who Taylor portrays"
        acting = listed("person", "perform") | _MAKING
        plays = two.lower_ == "who" and any(t.lemma_.lower() in acting for t in after)
        yield "is followed by 'who plays' or the like" if plays else "is followed by 'who'"
    elif two.lower_ == "which" or (two.lower_ == "in" and two.nbor().lower_ == "which"):
        yield "is followed by 'which'"
    elif kind := _described_by_owner(two):
        yield kind
    elif _is_made(two) or two.doc.text_of(two.i, two.i + 2).lower() == "based on":
        yield "is followed by 'directed by'"


def _is_a_makers_name(doc: Doc, span: ProposedSpan) -> bool:
    """``the screenplay by William Hurlbut, based on``, ``written by A and Brendan Broderick``."""
    joined = doc[span.start - 1].lower_ in {"by", "and"} if span.start else False
    return joined and is_full_name(span) and span.tagged in SOMEBODY


def _is_made(participle: Token) -> bool:
    """``, directed by``, ``, shot in``; in *X, written for Hitchcock* something else is written."""
    doc, at = participle.doc, participle.i
    return participle.lower_ in _MADE and doc.text_of(at + 1, at + 2).lower() != "for"


def _described_by_owner(two: Token) -> str:
    """What *Asphalt, Joe May's film of the same year* is, behind its comma; empty if not said."""
    doc, at = two.doc, two.i
    while at < len(doc) and at < two.i + 4 and doc[at].text[0].isupper():
        at += 1
    if at == two.i or at + 1 >= len(doc) or doc[at].tag_ != "POS":
        return ""
    behind = doc[at + 1 : at + 6]
    noun = next((t for t in behind if t.pos_ == "NOUN" and t.nbor().pos_ != "NOUN"), None)
    if noun is None or not all(t.pos_ in _BEFORE_NOUNS for t in doc[at + 1 : noun.i]):
        return ""
    return _OWNED.get(noun_kind(noun), "")


def _personal(preposition: Token) -> bool:
    """Whether what follows may be somebody's name."""
    if preposition.i + 1 == len(preposition.doc):
        return False
    token = preposition.nbor()
    capital = token.text[0].isupper() and token.pos_ == "PROPN"
    return capital and tagged_type(token) in {"", *SOMEBODY}


def _in_place(doc: Doc, span: ProposedSpan) -> bool:
    return span.start > 0 and doc[span.start - 1].lower_ in listed("place", "before")
