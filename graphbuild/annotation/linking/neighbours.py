"""Cues that names give each other: coordination, and a performer's name in parentheses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from graphbuild.annotation.english.lexicon import surnames
from graphbuild.annotation.names.roster import PROMINENT
from graphbuild.knowledge.normalising import normalise

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.annotation.doc import Doc
    from graphbuild.annotation.linking.gathering import Form, Occurrence

__all__ = ["add_neighbour_cues"]

_COORDINATED = re.compile(
    r"^[”\"’*_]*(?:,? (?:and|or|like) | & | (?:is|was) (?:\w+ ){0,2}than | than )[“\"‘*_]*$"
)
_NEXT_IN_LIST = re.compile(r"^[”\"’']?\)(?:,|,? and|;) [“\"‘']?$")
_LISTED = re.compile(r"^(?:,?[”\"’*_]*,? |[”\"’*_]*,)[“\"‘*_]*$")
_ASIDE = re.compile(r"^[”\"’*_]* \([^()A-Z]{1,30}\)(?=,? )")
"""What a list adds of a name: *Devdas (older versions), Guddi (1971)*."""
_PRESENTED = re.compile(
    r"[”\"’']? \((?:(?:the|an?)(?: [a-z][\w-]*,?){1,6}"
    r"|(?:[a-z][\w-]*,? ){1,12}by(?: [a-z][\w-]*,?){0,5}) "
)
_BESIDE = {
    "film": "stands beside a film",
    "person": "stands beside a person",
    "character": "stands beside a character",
    "place": "stands beside a place",
    "organization": "stands beside an organization",
    "work": "stands beside a work",
}
_IN_LIST = {
    "film": "stands in a list of films",
    "person": "stands in a list of people",
    "character": "stands in a list of characters",
    "work": "stands in a list of works",
}
_LIST, _MOST = 3, 0.34
"""From how many names on a list is one, and what share of them must surely be of one type."""
_ANNOUNCED = (
    "is an example of films",
    "is an example of series",
    "is an example of books, plays or songs",
    "follows a role in film-making",
)
"""What is said before the first name of a list holds of all."""

_BY = re.compile(r"[”\"’'*_]*,? (?:written )?by ")
_GENITIVE = re.compile(r"[”\"*_]*['’]s? [“\"*_]*")
_CITED, _DIRECTED_BY = "is cited with its director", "follows 'directed by' or the like"
_MANY = 2
"""From how many pairs of part and performer their order counts, and how often the other."""
_AGENTS = frozenset({"person", "character"})
_PART = "is somebody's part"
_OWNING = frozenset({"'s", "’s", "'", "’"})
_PLAYED = frozenset(
    {
        "is followed by the performer's name",
        "is followed by 'played by'",
        "is a part beside its performer",
    }
)
_TRADES = frozenset(
    {
        "follows a role in film-making",
        "follows the name of a trade",
        "is in an apposition to a film-maker",
    }
)
"""What is somebody's trade in the story where it is told who plays them."""
_DESCRIBED = frozenset({", the", ", a", ", an", ", his", ", her", ", who"})
_INSIDE = "stands in parentheses after a name"


def add_neighbour_cues(
    analysis: Analysis,
    forms: Mapping[str, Form],
    types: Mapping[int, tuple[str, float]],
    performers: Collection[str],
    directors: Collection[str],
    writers: Collection[str],
    films_of: Callable[[str], Collection[str]],
) -> None:
    """Let neighbours speak: adds cues in place, given the types decided so far and how surely (by
    identity).

    ``performers`` are the forms of people who act and never direct: what is theirs is a part.
    What belongs to one of ``directors``, who never act, is none, whatever it is called. What
    belongs to one of ``writers``, or is by one, is a book, a play or a song.
    ``films_of`` gives the films that somebody known has made or plays in.
    """
    places: dict[int, list[Occurrence]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            places.setdefault(occurrence.span.block, []).append(occurrence)
    pairs: list[tuple[Occurrence, Occurrence, bool]] = []
    for index, held in places.items():
        held.sort(key=lambda o: o.span.start)
        doc = analysis.blocks[index].doc
        text = doc.text
        gaps = [_between(doc, text, a, b) for a, b in itertools.pairwise(held)]
        for at, gap in enumerate(gaps):
            around = gaps[max(0, at - 1) : at] + gaps[at + 1 : at + 2]
            listed = "," in gap and _LISTED.match(gap) and any(map(_joins, around))
            _speak(held[at], held[at + 1], gap, bool(listed), types)
            _speak_of_own_film(held[at], held[at + 1], gap, doc, films_of)
            if _BY.fullmatch(gap) and normalise(held[at + 1].span.text) in writers:
                held[at].cues.append("is by somebody who writes")
            praised = _presents(gap)
            inside = gap.strip() == "("
            beside = inside and (_closes(doc, held[at + 1]) or _goes_on(doc, held[at + 1]))
            if praised or beside or (len(held) == 2 and gap == ": " and _is_line(doc, held)):
                pairs.append((held[at], held[at + 1], praised))
        _add_lists(held, gaps, types)
        _add_filmographies(held, gaps, performers)
    pairs = [p for p in pairs if _may_be_cast(*p[:2], types, performers, directors)]
    _cast_in_parentheses(pairs, forms)
    for held in places.values():
        for occurrence in held:
            if occurrence.owner in performers and "belongs to a named person" in occurrence.cues:
                occurrence.cues.append("belongs to a performer")
            if occurrence.owner in writers and "belongs to a named person" in occurrence.cues:
                occurrence.cues.append("is by somebody who writes")
            if occurrence.owner in directors and _PART in occurrence.cues:
                occurrence.cues[occurrence.cues.index(_PART)] = "belongs to a named person"
            if not _PLAYED.isdisjoint(occurrence.cues):
                occurrence.cues = [c for c in occurrence.cues if c not in _TRADES]
            occurrence.rescore()


def _closes(doc: Doc, inside: Occurrence) -> bool:
    end = inside.span.end
    return end < len(doc) and doc[end].text.startswith(")")


def _goes_on(doc: Doc, inside: Occurrence) -> bool:
    """``(Hank Murphy, the owner of the club)``."""
    end = inside.span.end
    return doc.text_of(end, end + 2).lower() in _DESCRIBED


def _is_line(doc: Doc, held: Sequence[Occurrence]) -> bool:
    """Whether a block holds nothing but two names with something between them."""
    return held[0].span.start == 0 and held[1].span.end == len(doc)


def _presents(gap: str) -> bool:
    """Whether a parenthesis opens with praise or blame for the performer: ``Joan (a woefully
    miscast Bette Davis)``, ``Vic (an excellent performance by Richard Dreyfuss)``."""
    return _PRESENTED.fullmatch(gap) is not None


def _may_be_cast(
    left: Occurrence,
    right: Occurrence,
    types: Mapping[int, tuple[str, float]],
    performers: Collection[str],
    directors: Collection[str],
) -> bool:
    """Whether two names may be a part and its performer: both are somebody's, and nobody's who
    only directs; behind a known performer what nobody knows is a part, unless it has an article
    as titles have."""
    if {normalise(left.span.text), normalise(right.span.text)} & set(directors):
        return False
    if {types[id(left)][0], types[id(right)][0]} <= _AGENTS:
        return True
    unknown = not right.span.hits and "begins with an article" not in right.cues
    return unknown and normalise(left.span.text) in performers


def _cast_in_parentheses(
    pairs: Sequence[tuple[Occurrence, Occurrence, bool]], forms: Mapping[str, Form]
) -> None:
    """``Fedya (Oleg Sinitsyn)`` and ``Oleg Sinitsyn (Fedya)``: a part and its performer, who of
    the two has the full name, or had it before (*Fedya (Sinitsyn)*). Most writers keep to one
    order, which decides where performers go by one name (*Kodumon Potti (Mammootty)*); who is
    praised in the parenthesis (the third of each triple) is the performer."""
    orders = [_order(left, right, forms) for left, right, _ in pairs]
    usual = _usual(orders)
    for (left, right, praised), order in zip(pairs, orders, strict=True):
        sure = _is_known_in_full(left) != _is_known_in_full(right)
        first = praised or (order if sure else usual or order) >= 0
        part, performer = (left, right) if first else (right, left)
        if praised:
            part.cues.append("is followed by the performer's name")
        if usual or order or _is_long(performer, forms):
            part.cues = [c for c in part.cues if c != _INSIDE]
            part.cues.append("is a part beside its performer")
            performer.cues.append("is a performer beside the part")
            if _is_known_in_full(performer) and not _is_known_person(part):
                part.cues.append("is the part of a known performer")


def _order(left: Occurrence, right: Occurrence, forms: Mapping[str, Form]) -> int:
    """1 where a pair seems to begin with the part, -1 with the performer, 0 where it shows not:
    who is known in full is the performer, else the full name is, but for a title of address
    (*Capt. Gallagher (Lemmon)*), or where nobody known stands before a surname (*Eve Clayton
    (Vaccaro)*)."""
    if told := _is_addressed(left) - _is_addressed(right):
        return told
    if known := _is_known_in_full(right) - _is_known_in_full(left):
        return known
    long = int(_is_long(right, forms)) - int(_is_long(left, forms))
    unknown = not _is_known_person(left) and right.span.text.lower() in surnames()
    return 0 if long < 0 and unknown else long


def _is_known_in_full(name: Occurrence) -> bool:
    return " " in name.span.text and _is_known_person(name)


def _is_addressed(name: Occurrence) -> bool:
    return "has a title of address" in name.cues


def _usual(orders: Sequence[int]) -> int:
    """The order of nearly all pairs, 0 where the pairs are few or differ."""
    first, last = orders.count(1), orders.count(-1)
    if max(first, last) < _MANY or max(first, last) < _MANY * min(first, last):
        return 0
    return 1 if first > last else -1


def _is_long(name: Occurrence, forms: Mapping[str, Form]) -> bool:
    """Whether a name is a full one, or the surname of one that came before."""
    form = normalise(name.span.text)
    if " " in form:
        return True
    first = name.span.span.start
    return any(
        key.endswith(f" {form}") and full.occurrences[0].span.span.start < first
        for key, full in forms.items()
    )


def _add_lists(
    held: list[Occurrence], gaps: list[str], types: Mapping[int, tuple[str, float]]
) -> None:
    """The names of a list are of one type (*A, B, C and D*): the one that it is announced with
    (*films like A, B, C*), else that of most, counted by how sure each is."""
    at = 0
    while at < len(gaps):
        end = at
        while end < len(gaps) and _goes_on_listing(gaps[end]):
            end += 1
        members = held[at : end + 1]
        announced = next((c for c in _ANNOUNCED if c in members[0].cues), None)
        if announced and (len(members) >= _LIST or _COORDINATED.match(gaps[end - 1])):
            for member in members[1:]:
                member.cues += [announced] if announced not in member.cues else []
        elif len(members) >= _LIST and "," in "".join(gaps[at:end]):
            votes: dict[str, float] = {}
            for member in members:
                type_, sure = types[id(member)]
                votes[type_] = votes.get(type_, 0.0) + sure
            most = max(votes, key=lambda t: votes[t])
            for member in members if votes[most] > _MOST * len(members) else ():
                member.cues += [_IN_LIST[most]] if most in _IN_LIST else []
        at = end + 1


def _goes_on_listing(gap: str) -> bool:
    rest = _ASIDE.sub("", gap)
    return bool(_LISTED.match(rest) or _COORDINATED.match(rest))


def _add_filmographies(
    held: list[Occurrence], gaps: list[str], performers: Collection[str]
) -> None:
    """A list of names with a title in parentheses each (*Nolan (Following), Reichardt (Old Joy)
    and Hong …*): where one name is known for a film-maker's, none is a part."""
    at = 0
    while at < len(gaps):
        chain = []
        while at < len(gaps) and gaps[at] == " (":
            chain.append((held[at], held[at + 1]))
            at += 2 if at + 1 < len(gaps) and _NEXT_IN_LIST.match(gaps[at + 1]) else 1
        if len(chain) > 1 and _are_makers(chain, performers):
            for name, title in chain:
                name.cues.append("has a film in parentheses")
                title.cues.append("stands in parentheses behind a film-maker")
        at += 1


def _speak_of_own_film(
    left: Occurrence,
    right: Occurrence,
    gap: str,
    doc: Doc,
    films_of: Callable[[str], Collection[str]],
) -> None:
    """A known person beside a title of theirs: *Half Nelson's Ryan Gosling*, *Sissy Spacek (Carrie,
    1976)*; in parentheses without a year it may be the part."""
    if _GENITIVE.fullmatch(gap) and _is_of(right, left, films_of):
        left.cues = [c for c in left.cues if c != "has a title"] + ["has somebody of the film"]
    after = doc.text_of(right.span.end, right.span.end + 2)
    dated = gap == " (" and re.match(r"[”\"’']?, ?\d{4}", after)
    if dated and _is_of(left, right, films_of):
        left.cues = [c for c in left.cues if c != _CITED]
        right.cues = [c for c in right.cues if c != _DIRECTED_BY]
        left.cues.append("has a film in parentheses")
        right.cues.append("stands in parentheses behind a film-maker")


def _is_of(
    person: Occurrence, film: Occurrence, films_of: Callable[[str], Collection[str]]
) -> bool:
    """Whether a name is that of somebody known, of a film that the other may be the title of."""
    titled = {h.key for h in film.span.hits if h.type == "film"}
    people = [h.key for h in person.span.hits if h.type == "person" and h.kind == "label"]
    return bool(titled) and any(not titled.isdisjoint(films_of(key)) for key in people)


def _are_makers(
    chain: Sequence[tuple[Occurrence, Occurrence]], performers: Collection[str]
) -> bool:
    """Whether pairs are of film-makers and films: behind performers stand parts, unless a film is
    known by one of those names."""
    if not any(_is_known_person(name) and not _is_known_person(title) for name, title in chain):
        return False
    playing = any(normalise(name.span.text) in performers for name, _ in chain)
    return not playing or any(_is_known_film(title) for _, title in chain)


def _is_known_film(occurrence: Occurrence) -> bool:
    return any(h.type == "film" and h.prior >= PROMINENT for h in occurrence.span.hits)


def _is_known_person(occurrence: Occurrence) -> bool:
    return any(h.type == "person" and h.kind == "label" for h in occurrence.span.hits)


def _between(doc: Doc, text: str, left: Occurrence, right: Occurrence) -> str:
    last = doc[left.span.end - 1]
    return text[last.idx + len(last) : doc[right.span.start].idx]


def _joins(gap: str) -> bool:
    """A gap of an enumeration; one bare comma alone proves none."""
    return bool(_COORDINATED.match(gap) or ("," in gap and _LISTED.match(gap)))


def _speak(
    left: Occurrence,
    right: Occurrence,
    between: str,
    listed: bool,
    types: Mapping[int, tuple[str, float]],
) -> None:
    one, two = types[id(left)][0], types[id(right)][0]
    if listed or _COORDINATED.match(between):
        if one in _BESIDE:
            right.cues.append(_BESIDE[one])
        if two in _BESIDE:
            left.cues.append(_BESIDE[two])
    elif between.strip(" ”\"’“‘'") == "(" and left.span.mark and right.span.mark:
        right.cues.append("is introduced as another title")
    elif between.strip() in {"(", "(played by"} and two == "person" and one != "film":
        if right.doc.text_of(right.span.end, right.span.end + 1) not in _OWNING:
            left.cues.append("is followed by the performer's name")
    elif between.strip() == "(" and one == "character":
        right.cues.append("names the performer of the part before")
