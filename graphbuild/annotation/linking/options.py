"""What a name can mean: the options among which linking decides, each with a start score.

Scores are log-odds against a name of which nothing is known. The start score says how well the
*name* fits the entity (prior, form, roster, earlier mention); the cues of the text are added later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from graphbuild.annotation.english.lexicon import english_words, surnames
from graphbuild.annotation.evidence.weights import base_scores
from graphbuild.annotation.linking.company import in_the_story
from graphbuild.annotation.names.forms import (
    is_misspellable,
    is_numbered,
    misspelling_of,
    short_forms,
)
from graphbuild.annotation.names.roster import PROMINENT
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import ENTITY_TYPES, EntityType

if TYPE_CHECKING:
    from graphbuild.annotation.linking.anchors import Anchors
    from graphbuild.annotation.linking.gathering import Form
    from graphbuild.annotation.names.roster import Roster, RosterName
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit

__all__ = [
    "AGENTS",
    "TITLES",
    "Option",
    "options_for",
    "unknown_options",
    "usual_names",
]

AGENTS: frozenset[EntityType] = frozenset({"person", "character"})
TITLES = frozenset({"film", "series", "work"})

_KINDS = {t: "agent" if t in AGENTS else "title" if t in TITLES else t for t in ENTITY_TYPES}

_ROSTER_BASE = {
    "name": 3.2,
    "nickname": 2.8,
    "surname": 2.4,
    "first name": 1.4,
    "first name and surname": 3.0,
    "nickname and surname": 3.0,
    "initial and surname": 2.4,
}
_ANCHOR_BASE = {
    "surname": 2.9,
    "first name": 2.3,
    "nickname": 2.9,
    "another name": 3.4,
    "short form": 2.0,
    "short title": 3.6,
    "initials": 3.4,
}
_TOO_EARLY = 1.0  # that a first name stands before the full one


_UNKNOWN, _SURNAME = "not in the knowledge base", "surname of"
_NAMESAKE = 1.5
_FAMOUS, _FAMILY, _RELATIVE = 0.7, 2.5, 2.0
_TOWN, _CITY = 0.5, 0.61  # prominence of towns that a surname is likelier to mean than the town
_ACCENT = 1.2  # that a town is not meant whose accents are missing (*Moana* for Moaña)
_JOINT = 2.5  # that a name of several people means them all
_KNOWN = 0.4  # prominence of the least known person of the core
_STRANGER = 2.2  # that somebody little known is meant of whom the text gives but the name
_FILMED = 1.0  # that a series is meant whose title a film has that is as well known
_OF_FILM_PEOPLE = frozenset(
    {
        "follows a role in film-making",
        "follows the name of a trade",
        "follows 'starring'",
        "follows 'directed by' or the like",
        "follows 'played by'",
        "stands in parentheses behind a part",
        "names the performer of the part before",
        "has a role",
        "has a film in parentheses",
        "is followed by 'who plays' or the like",
        "is followed by the part in 'as'",
        "is the subject of a verb of film-making",
        "is the subject of a verb of acting",
        "is said to be a film-maker",
        "is in an apposition to a film-maker",
        "is directed in a film",
    }
)
"""Cues that somebody makes films or plays in them."""
_NAMED, _PRIZED = 0.4, 0.6
"""Prominence from which on a name of several words is hardly that of something else, and from which
on a character is known to everybody."""
_WORLDWIDE = 0.8
"""Prominence of the places that need no context: *Leningrad*, *Senegal*."""
_ELSE, _HARDLY, _EVERYBODYS = 2.0, 1.5, 1.5
"""How much less likely it is then something unknown of another kind, how much where it is less
known, and how much likelier such a character."""
_OUTSIDER, _INSIDER, _IN_FULL, _TITLED = 0.7, 1.1, 0.5, 2.0
"""Where a film's cast is known, who is not of it is hardly a character, else the likelier one the
shorter the name; a known title of several words is hardly somebody's name."""


class Option(NamedTuple):
    """An entity that a form can mean; ``key`` is None for one the knowledge base does not hold.

    ``cluster`` is the form that names a local entity (its own form, or an earlier full name);
    ``year`` is that of a known film; ``members`` are keys and labels of those whom a name means
    together (*the Coens*).
    """

    key: str | None
    type: EntityType
    label: str
    base: float
    why: str
    cluster: str = ""
    year: int | None = None
    members: tuple[tuple[str, str], ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether it is somebody or something that neither knowledge base nor essay tells of."""
        return self.why == _UNKNOWN

    @property
    def is_surname(self) -> bool:
        """Whether it is somebody nobody knows, by the surname of the full name that the essay
        gives."""
        return self.key is None and self.why.startswith(_SURNAME)

    @property
    def identity(self) -> tuple[str, str]:
        return (self.key, "") if self.key else (self.cluster, self.type)


def _behind_a_full_name(option: Option, roster: Roster) -> Option:
    """A place or a film of which nothing else is said, where the essay names somebody in full
    whose surname it could be (*Denzel Washington*, *Mahershala Ali*, *Johnnie To*)."""
    if option.is_unknown and option.type == "film" and option.cluster in STOP_WORDS:
        return option._replace(base=option.base - 2 * _NAMESAKE)
    film = roster.film(option.key or "")
    spoken_of = film is not None and film.reasons
    if option.key is None or option.type not in {"place", "film"} or spoken_of:
        return option
    return option._replace(base=option.base - _NAMESAKE)


def options_for(
    form: Form,
    roster: Roster,
    anchors: Anchors,
    forms: Mapping[str, Form],
    kb: KnowledgeBase,
) -> list[Option]:
    """All options of a form, one an identity, the best start score of each."""
    best: dict[tuple[str, str], Option] = {}
    found = [
        *_hit_options(form, roster, kb),
        *_roster_options(form, roster, forms),
        *_anchor_options(form, anchors, roster, forms),
    ]
    found += [] if found else _misspelt_options(form, roster, anchors)
    found += unknown_options(form, roster)
    if any(o.type in AGENTS and "named in the essay" in o.why for o in found):
        found = [_behind_a_full_name(o, roster) for o in found]
    for option in found:
        identity = option.identity
        held = best.get(identity)
        if held is None:
            best[identity] = option
        else:
            better = option if held.base < option.base else held
            best[identity] = better._replace(base=better.base + 0.5)
    return list(best.values())


def _hit_options(form: Form, roster: Roster, kb: KnowledgeBase) -> Iterator[Option]:
    many = len(form.key.split()) > 1
    filmed = max((h.prior for h in form.hits if h.type == "film"), default=0.0)
    together = _together(form)
    if together:
        base, why = max(_hit_base(h, True, roster, kb) or (0.0, "") for h in together)
        members = tuple((h.key, h.label) for h in together)
        yield Option(None, "person", form.text, base + _JOINT, why, form.key, members=members)
    for hit in form.hits:
        if hit in together:
            continue
        scored = _hit_base(hit, many, roster, kb)
        if scored is not None:
            base, why = scored
            if _may_be_a_namesake(hit, form, roster, kb):
                base -= _STRANGER
            if hit.type == "series" and filmed >= hit.prior:
                base -= _FILMED if many else 2 * _FILMED
            yield Option(hit.key, hit.type, hit.label, base, why, year=hit.year)


def _may_be_a_namesake(hit: AliasHit, form: Form, roster: Roster, kb: KnowledgeBase) -> bool:
    """Whether nothing but the name says that somebody little known is meant: no film of theirs is
    spoken of, nobody who is named made one with them, and the words around are not of film."""
    if hit.type != "person" or hit.prior >= _KNOWN or hit.key in roster.members:
        return False
    if any(cue in _OF_FILM_PEOPLE for o in form.occurrences for cue in o.cues):
        return False
    made = kb.films_of(hit.key)
    others = roster.people - {h.key for h in form.hits} if made else ()
    return all(made.isdisjoint(kb.films_of(other)) for other in others)


def _together(form: Form) -> list[AliasHit]:
    """The people who bear a name in the plural together: *Coen brothers*, *the Wachowskis*."""
    shared = [h for h in form.hits if h.type == "person" and h.kind == "alias"]
    return shared if len(shared) > 1 and form.key.endswith("s") else []


def _hit_base(
    hit: AliasHit, many: bool, roster: Roster, kb: KnowledgeBase
) -> tuple[float, str] | None:
    base = hit.prior - (0.5 if hit.kind == "variant" else 0.0)
    if hit.type == "film":
        return _film_base(hit, many, base, roster)
    if hit.key in roster.members:
        member = roster.members[hit.key]
        return base + 1.5 + 2.0 * member.film.strength, _role(member)
    if hit.type == "person":
        base -= 3.0 * max(0.0, _KNOWN - hit.prior)
        famous = 1.4 if hit.kind == "alias" else 0.4
        return base + (2.2 if many else famous), "known by this name"
    if hit.type == "character":
        everybody = _EVERYBODYS if hit.prior >= _PRIZED and hit.kind == "label" else 0.0
        return (base + 0.2 + everybody, "known by this name") if many else None
    if hit.type == "place":
        base -= 0.8 if hit.kind == "alias" else 0.0
        base -= 0.8 if _TOWN < hit.prior < _CITY and not many else 0.0
        base -= _ACCENT if hit.prior < _CITY and not hit.label.isascii() else 0.0
    extra = {"place": 1.4, "organization": 1.6, "award": 2.0, "event": 1.5, "series": 0.9}
    return base + extra.get(hit.type, 0.2) + (1.2 if many else 0.0), "known by this name"


def _film_base(hit: AliasHit, many: bool, base: float, roster: Roster) -> tuple[float, str]:
    year = f" ({hit.year})" if hit.year else ""
    film = roster.film(hit.key)
    if film is None:
        base -= 3.0 * max(0.0, PROMINENT - hit.prior)
        return base + (0.5 if many else -1.0), f"a film of this title{year}"
    why = "; ".join(("film under discussion" + year, *film.reasons))
    return base + (1.2 if many else 0.2) + 2.5 * film.strength, why


def _role(member: RosterName) -> str:
    role = "character" if member.role == "character" else member.role
    return f"{role} of {member.film.label}"


def _roster_options(form: Form, roster: Roster, forms: Mapping[str, Form]) -> Iterator[Option]:
    members = roster.lookup(form.text)
    namesake = any(m.entity.type == "character" for m in members)
    for rank, member in enumerate(members):
        entity = member.entity
        base = _ROSTER_BASE.get(member.how, 1.0) + 2.5 * member.film.strength - 0.05 * rank - 0.8
        if member.how == "first name" and entity.type == "character":
            base += 0.8
        if member.how == "surname" and entity.type == "character":
            base -= 0.6
        named = normalise(entity.label) in forms
        if entity.type == "person" and member.role != "director" and not named:
            base -= 1.5
        if entity.type == "person" and member.how == "first name" and namesake:
            base -= _NAMESAKE  # performers are called by their surname, parts by their first name
        why = f"{_role(member)}, by {member.how}"
        yield Option(entity.key, entity.type, entity.label, base, why)


def _anchor_options(
    form: Form, anchors: Anchors, roster: Roster, forms: Mapping[str, Form]
) -> Iterator[Option]:
    for anchor, how in anchors.fitting(form):
        if anchor.option.cluster != form.key:
            base = _ANCHOR_BASE.get(how, 2.4)
            if how == "first name" and _is_played_beside(form, anchor.option):
                continue
            if how == "first name" and anchor.option.type == "person":
                namesakes = (m.entity.type for m in roster.lookup(form.text))
                base -= _NAMESAKE if "character" in namesakes else 0.0
                full = forms.get(normalise(anchor.names[0]))
                base -= _TOO_EARLY if full and form.first < full.first else 0.0
            why = f"{how} of {anchor.option.label}, named in the essay"
            yield anchor.option._replace(base=base, why=why)


def _is_played_beside(form: Form, performer: Option) -> bool:
    """Whether a first name is the part of somebody beside it: *Domingos de Oliveira plays
    Domingos*."""
    return any(
        "is the part that is played" in o.cues and performer.cluster in o.company
        for o in form.occurrences
    )


def _misspelt_options(form: Form, roster: Roster, anchors: Anchors) -> Iterator[Option]:
    """Names of the roster and of the essay at most one or two letters away."""
    if not is_misspellable(form.key) or is_numbered(form.text):
        return
    near = misspelling_of(form.key, (*roster.like(form.key), *anchors.like(form.key)))
    member = next(iter(roster.called(near)), None) if near else None
    if member is not None:
        entity, why = member.entity, f"misspelling of {near!r}, {_role(member)}"
        base = 2.0 + 1.5 * member.film.strength
        yield Option(entity.key, entity.type, entity.label, base, why)
    elif near:
        why = f"misspelling of {near!r}, named in the essay"
        yield anchors.named[near].option._replace(base=2.0, why=why)


def usual_names(
    form: Form, options: list[Option], forms: Mapping[str, Form], kb: KnowledgeBase
) -> list[Option]:
    """Take from agents that the essay usually calls by another short name (*Ani*, not *Anora*)."""
    count = form.strong_count
    out = []
    for option in options:
        entity = kb.entity(option.key) if option.key and option.type in AGENTS else None
        shorts = {*short_forms(entity.label, entity.nicknames)} if entity else set()
        if option.cluster and option.cluster != form.key:
            shorts = {w for w in option.cluster.split() if w in forms}
        others = sum(forms[s].strong_count for s in shorts if s in forms and s != form.key)
        if others > count:
            option = option._replace(base=option.base - 1.2)
        out.append(option)
    return out


def unknown_options(form: Form, roster: Roster) -> list[Option]:
    """What a name is if nobody knows it, one option a type."""
    titled = " " in form.key and any(
        (film := roster.film(h.key)) and film.strength > 0.7 for h in form.hits
    )
    hits = [h for h in form.hits if not _is_out_of_question(h, roster)]
    shared = any(h.type == "film" for h in hits)
    famous = not form.is_given_name and any(
        h.type == "film" and h.prior > _FAMOUS and h.kind == "label" for h in form.hits
    )
    on_roster = " " in form.key and any(h.key in roster.members for h in form.hits)
    story = _IN_FULL if " " in form.key else _INSIDER
    if roster.complete:
        story = in_the_story(form, roster) - _OUTSIDER
    story = 0.0 if shared else story
    bases = _bases(form)
    if " " in form.key and hits and _is_on_television(hits):
        bases["film"] -= _ELSE
    bases["series" if form.is_among_series else "film"] += _proven_title(form, hits)
    bases["character"] += story - _of_a_person(form)
    bases["person"] -= _of_a_character(form)
    for type_ in AGENTS:
        bases[type_] -= _TITLED if titled or on_roster else 1.0 if famous else 0.0
        bases[type_] += _of_a_family(form, roster, type_)
    text = form.text
    return [Option(None, t, text, base, _UNKNOWN, form.key) for t, base in bases.items()]


def _bases(form: Form) -> dict[EntityType, float]:
    """How likely it is of each type, given what kinds of things are known to bear the name."""
    start, kinds, less = base_scores(), _kinds_known(form), _ELSE
    if not kinds:
        kinds, less = _kinds_little_known(form), _HARDLY
    if not kinds:
        return {t: start[t] for t in ENTITY_TYPES}
    return {t: start[t] if _KINDS[t] in kinds else start[t] - less for t in ENTITY_TYPES}


def _of_a_character(form: Form) -> float:
    """How much less likely an unknown person is whose full name is a character's: *Boo Radley*."""
    if " " not in form.key or any(h.type == "person" for h in form.hits):
        return 0.0
    known = [h.prior for h in form.hits if h.type == "character" and h.kind == "label"]
    return (_ELSE if max(known) >= _PRIZED else _ELSE / 2) if known else 0.0


def _of_a_person(form: Form) -> float:
    """How much less likely an unknown character is whose full name is a person's and no
    character's: *Michael J. Pollard*."""
    if " " not in form.key or any(h.type == "character" for h in form.hits):
        return 0.0
    known = [h.prior for h in form.hits if h.type == "person" and h.kind != "variant"]
    return (_ELSE if max(known) >= _KNOWN else _ELSE / 2) if known else 0.0


def _is_on_television(hits: Iterable[AliasHit]) -> bool:
    """Whether a name is only that of a series: *Game of Thrones*."""
    return {h.type for h in hits if h.kind != "variant"} == {"series"}


def _kinds_known(form: Form) -> frozenset[str]:
    """What kinds of things bear a name of several words that is well known: *Warner Brothers* is
    nobody's name, *Edward G. Robinson* no film. A title written like a full name may be one."""
    words = form.text.split()
    kinds = {
        _KINDS[h.type]
        for h in form.hits
        if h.prior >= _NAMED and h.kind != "variant" and len(words) > 1
    }
    if kinds == {"title"} and not any(w.islower() for w in words):
        kinds.add("agent")
    if not form.strong_count:
        kinds.clear()  # words of a headline may be those of a title
    if len(words) == 1 and not form.is_given_name:
        kinds = {"place" for h in form.hits if h.type == "place" and h.prior >= _WORLDWIDE}
    return frozenset(kinds)


def _kinds_little_known(form: Form) -> frozenset[str]:
    """The same of what is less known: somebody whose full name it is, or the only kind of thing
    that bears a word which English lacks (*Gigli*)."""
    hits = [h for h in form.hits if h.kind != "variant"]
    hits = [h for h in hits if h.type != "place" or h.prior >= _CITY]
    if " " in form.key:
        return frozenset({"agent"} if any(h.type == "person" for h in hits) else ())
    kinds = frozenset(_KINDS[h.type] for h in hits)
    named = form.is_given_name or form.key in surnames() or form.key in english_words()
    if kinds == {"agent"} and any(h.type == "character" for h in hits):
        kinds |= {"title"}  # a film may be called by somebody's first name
    elif len(kinds) != 1:
        kinds = frozenset()
    return frozenset() if named else kinds


def _of_a_family(form: Form, roster: Roster, type_: EntityType) -> float:
    """Whether an unknown name is the plural of a surname on the rosters (*the Haywoods*), or ends
    in the surname of characters alone (*Anna Dover*, with a Keller Dover in the film)."""
    if " " in form.key:
        named = {m.entity.type for m in roster.lookup(form.key.split()[-1]) if m.how == "surname"}
        return _RELATIVE if named == {"character"} == {type_} else 0.0
    if not form.key.endswith("s"):
        return 0.0
    family = {m.entity.type for m in roster.lookup(form.key[:-1]) if m.how == "surname"}
    if "character" in family:
        family.discard("person")  # families are told of in stories
    return _FAMILY if type_ in family else 0.0


def _is_out_of_question(hit: AliasHit, roster: Roster) -> bool:
    """Whether it is a little known film of which the text gives but the name."""
    return hit.type == "film" and hit.prior < PROMINENT and roster.film(hit.key) is None


def _proven_title(form: Form, hits: Iterable[AliasHit]) -> float:
    """A title in the headline, or proven by its context somewhere, is a film of its own (or the
    series that the essay is about), unless the context speaks more for a title of another kind."""
    if any(h.type not in AGENTS | {"place"} for h in hits) or form.is_of_another_kind:
        return 0.0
    evidence = form.film_evidence()
    headline = 1.0 if form.in_title and evidence > 0 else 0
    return min(3.0, max(0.0, evidence - 1.0)) + headline
