"""The films under discussion: those that an essay names, or whose people it names."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from graphbuild.annotation.names.roster import PROMINENT, Film, company_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphbuild.annotation.linking.gathering import Form, Occurrence
    from graphbuild.annotation.names.roster import Roster
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit

__all__ = [
    "films_under_discussion",
    "is_complete",
    "known_by_people",
    "people_named",
]

_MAX_FILMS = 24
_MARKED = 1.0
_TITLE_LIKE, _SURE = 1.0, 0.7
_PEOPLE, _SHARE, _IMPLIED, _IMPLIED_BY_PEOPLE = 3, 0.4, 2.5, 4.0
"""How many people of a film, which share of all whose films are known, and how much of its cast
(more, where no character is named in full) an essay must name to be about a film that it does not
name."""
_ENOUGH, _AHEAD = 2.0, 0.7
"""How much of its cast an essay that tells no title must name of the film that it means, and how
much more than of any other's."""
_ROLE_WEIGHT = {"director": 1.8, "actor": 0.7, "character": 0.7}
_DIRECTED_BY = "follows 'directed by' or the like"
_AUTHORS = frozenset({"author", "novelist", "playwright", "poet"})
_FULL = {"name", "first name and surname", "nickname and surname"}


def people_named(forms: Mapping[str, Form]) -> frozenset[str]:
    """The keys of those who may be meant by a full name."""
    return frozenset(
        h.key for f in forms.values() if " " in f.key for h in f.hits if h.type == "person"
    )


def is_complete(roster: Roster, forms: Mapping[str, Form]) -> bool:
    """Whether the film that the essay names most is known with its cast, some of whom it names:
    then somebody who is not of it is hardly a character."""
    titles = [f for f in forms.values() if f.film_evidence() > _TITLE_LIKE or _known(f, roster)]
    main = max(titles, key=lambda f: (f.in_title, len(f.occurrences)), default=None)
    if main is None or not _known(main, roster):
        return False
    if len(titles) > 1 and not main.in_title and len(main.occurrences) == 1:
        return False  # one of several films that are named in passing
    return any(
        member.film.key in {h.key for h in main.hits}
        for form in forms.values()
        for member in roster.lookup(form.text)
    )


def _known(form: Form, roster: Roster) -> bool:
    films = (roster.film(h.key) for h in form.hits)
    return any(f and f.strength > _SURE and f.key in roster.peopled for f in films)


def films_under_discussion(
    forms: Mapping[str, Form], kb: KnowledgeBase, years: frozenset[int]
) -> tuple[Film, ...]:
    """Films that the essay names, strongest first, with the evidence for each."""
    scored: list[tuple[float, Film]] = []
    for form in forms.values():
        tried = (_score(form, hit, forms, kb, years) for hit in form.hits if hit.type == "film")
        rivals = [r for r in tried if r is not None]
        if rivals:
            best = max(rivals, key=lambda r: (r[0], r[1].key))
            close = [r for r in rivals if r[0] >= best[0] - 0.5 or r[1].reasons]
            scored += [r for r in close if r[0] > 0]
    scored += _implied(forms, kb, {film.key for _, film in scored})
    unique: dict[str, tuple[float, Film]] = {}
    for score, film in scored:
        if film.key not in unique or unique[film.key][0] < score:
            unique[film.key] = (score, film)
    ranked = sorted(unique.values(), key=lambda r: (-r[0], r[1].key))
    return tuple(film for _, film in ranked[:_MAX_FILMS])


def _implied(
    forms: Mapping[str, Form], kb: KnowledgeBase, titled: set[str]
) -> list[tuple[float, Film]]:
    """Films that the essay does not name but whose characters and performers it names in full.

    A reader who meets *Elisa Esposito (Sally Hawkins)* knows the film, and one who meets four of
    its performers, where no other film has nearly as many of them.
    """
    hits = {
        (h.type, h.key) for f in forms.values() if " " in f.key for h in f.hits if h.kind == "label"
    }
    people = sorted(key for type_, key in hits if type_ == "person")
    shared = Counter(film for key in people for film in kb.films_of(key))
    most = max(_PEOPLE, _SHARE * sum(bool(kb.films_of(key)) for key in people))
    parts = [p for type_, key in hits if type_ == "character" for p in kb.performances_as(key)]
    in_full, cast = {p.film for p in parts}, {p.film for p in parts if p.performer in people}
    together = {film for film, count in shared.items() if count >= most}
    told = {f: _overlap(forms, kb, f, "") for f in sorted(cast | together | titled)}
    best = _ahead({film: named for film, (named, _) in told.items()})
    found = []
    for film in sorted(told.keys() - titled):
        entity = kb.entity(film)
        named, who = told[film]
        alone = film in together and film == best
        if named >= _IMPLIED_BY_PEOPLE or (film in in_full and named >= _IMPLIED) or alone:
            reason = "the essay names " + ", ".join(who[:3])
            strength = round(1 / (1 + math.exp(-(named - 2.0))), 3)
            if entity is not None:
                label, year = entity.label, entity.year
                found.append((named, Film(film, label, strength, (reason,), year, named)))
    return found


def _ahead(named: Mapping[str, float]) -> str | None:
    """The film of whose people the essay names clearly more than of any other's."""
    ranked = sorted(named, key=lambda film: (-named[film], film))
    if not ranked or (len(ranked) > 1 and named[ranked[0]] < named[ranked[1]] + _AHEAD):
        return None
    return ranked[0]


def known_by_people(films: Iterable[Film]) -> Film | None:
    """Of films whose titles an essay does not tell, the one that it must be by their people."""
    by_key = {f.key: f for f in films if f.people >= _ENOUGH}
    best = _ahead({key: film.people for key, film in by_key.items()})
    return by_key[best] if best else None


def _score(
    form: Form, hit: AliasHit, forms: Mapping[str, Form], kb: KnowledgeBase, years: frozenset[int]
) -> tuple[float, Film] | None:
    own = form.film_evidence()
    named, who = _overlap(forms, kb, hit.key, form.key)
    if _is_anothers(form, hit, forms, kb):
        return None
    reasons = []
    score = 0.6 * math.log1p(form.strong_count) + max(-2.0, min(own, 4.0))
    if form.in_title:
        score += 1.2
        reasons.append("named in the title")
    if len(form.key.split()) > 1:
        score += 1.0
    if hit.year and hit.year in years:
        score += 1.2
        reasons.append(f"its year {hit.year} is given")
    score += min(named, 4.0) + hit.prior
    if who:
        reasons.append("the essay names " + ", ".join(who[:3]))
    if hit.kind == "variant":
        score -= 0.4
    if named < 0.7 and (own < -1.0 or not form.strong_count):
        return None
    if hit.prior < PROMINENT and named < 0.7 and hit.year not in years:
        rivalled = any(h.prior >= PROMINENT for h in form.hits)
        if rivalled or not _is_marked(form, hit):
            return None
    strength = 1 / (1 + math.exp(-(score - 2.0)))
    return score, Film(hit.key, hit.label, round(strength, 3), tuple(reasons), hit.year, named)


def _is_anothers(form: Form, hit: AliasHit, forms: Mapping[str, Form], kb: KnowledgeBase) -> bool:
    """Whether the text names a director with the title who did not make this film, and nobody who
    directed it: *Johnnie To's Election* is not the one of 1999."""
    made = kb.credits(hit.key)
    directors = {c.agent for c in made if c.role == "director"}
    if not directors or directors & people_named(forms):
        return False
    told = {
        h.key
        for name in _directors_told(form, forms)
        for h in forms[name].hits
        if h.type == "person" and h.kind != "variant" and _only_directs(h.key, kb)
    }
    return bool(told) and told.isdisjoint(c.agent for c in made)


def _directors_told(form: Form, forms: Mapping[str, Form]) -> set[str]:
    """The full names that possess a title, or that stand behind *directed by* in a sentence that
    names no other film."""
    found = {o.owner for o in form.occurrences if " " in o.owner}
    for occurrence in form.occurrences:
        beside = [forms[name] for name in occurrence.company if name in forms]
        if any(h.type == "film" for f in beside for h in f.hits):
            continue
        found |= {f.key for f in beside if " " in f.key and _is_told_to_direct(f)}
    return found & forms.keys()


def _is_told_to_direct(form: Form) -> bool:
    return any(_DIRECTED_BY in o.cues or _is_called_director(o) for o in form.occurrences)


def _is_called_director(occurrence: Occurrence) -> bool:
    """*Director Claire Denis*, in an essay."""
    doc, start = occurrence.doc, occurrence.span.start
    return start > 0 and doc[start - 1].lower_ == "director"


def _only_directs(person: str, kb: KnowledgeBase) -> bool:
    """Whether somebody is known to direct films and to write no books, which films bear too."""
    entity = kb.entity(person)
    roles = set(entity.roles) if entity else set()
    return "director" in roles and not roles & _AUTHORS


def _is_marked(form: Form, hit: AliasHit) -> bool:
    """Whether the text marks a form as the title of a little known film: by what it looks like
    where it is long, by its places alone where it is a single word."""
    if " " in form.key:
        return form.film_evidence() >= _MARKED
    return hit.kind != "variant" and form.marked_evidence() >= _MARKED


def _overlap(
    forms: Mapping[str, Form], kb: KnowledgeBase, film: str, title: str
) -> tuple[float, list[str]]:
    """How much of a film's roster the essay names, and whom."""
    company = company_of(kb, film)
    named: dict[str, float] = {}
    for form in (forms.keys() & company.called.keys()) - {title}:
        for key, how in company.called[form]:
            full = 1.0 if how in _FULL and " " in form else 0.45
            named[key] = max(full, named.get(key, 0.0))
    total, who = 0.0, []
    for key, (entity, role) in company.members.items() if named else ():
        if key in named:
            total += named[key] * _ROLE_WEIGHT.get(role, 0.5)
            who.append(entity.label)
    return total, who
