"""The films under discussion: those that an essay names, or whose people it names."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from graphbuild.annotation.english.definite import FILM_WORDS, definite_nouns, is_compared_with
from graphbuild.annotation.names.roster import PROMINENT, Film, company_of, forms_of
from graphbuild.model import EntityRef

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from graphbuild.annotation.analysis import Analysis
    from graphbuild.annotation.linking.gathering import Form
    from graphbuild.annotation.names.roster import Roster
    from graphbuild.iris import Iris
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.knowledge.records import AliasHit
    from graphbuild.model import Mention

__all__ = [
    "films_spoken_of",
    "films_under_discussion",
    "is_complete",
    "people_named",
    "unnamed_film",
]

_MAX_FILMS = 24
_MARKED = 1.0
_TITLE_LIKE, _SURE = 1.0, 0.7
_PEOPLE, _IMPLIED, _IMPLIED_BY_PEOPLE = 3, 2.5, 4.0
"""How many people of a film, and how much of its cast (more, where no character is named in full),
an essay must name to be about a film that it does not name."""
_ROLE_WEIGHT = {"director": 1.8, "actor": 0.7, "character": 0.7}
_DIRECTED_BY = "follows 'directed by' or the like"
_AUTHORS = frozenset({"author", "novelist", "playwright", "poet"})
_OPENING = 3
"""In how many of its first sentences an essay may say what it is about."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "attr"})
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

    A reader who meets *Elisa Esposito (Sally Hawkins)* knows the film.
    """
    hits = {
        (h.type, h.key) for f in forms.values() if " " in f.key for h in f.hits if h.kind == "label"
    }
    people = sorted(key for type_, key in hits if type_ == "person")
    shared = Counter(film for key in people for film in kb.films_of(key))
    parts = [p for type_, key in hits if type_ == "character" for p in kb.performances_as(key)]
    candidates = {p.film for p in parts if p.performer in people}
    candidates |= {film for film, count in shared.items() if count >= _PEOPLE}
    found = []
    for film in sorted(candidates - titled):
        entity = kb.entity(film)
        named, who = _overlap(forms, kb, film, "")
        in_full = any(p.film == film for p in parts)
        if entity is not None and named >= (_IMPLIED if in_full else _IMPLIED_BY_PEOPLE):
            reason = "the essay names " + ", ".join(who[:3])
            strength = 1 / (1 + math.exp(-(named - 2.0)))
            found.append(
                (named, Film(film, entity.label, round(strength, 3), (reason,), entity.year))
            )
    return found


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
    return score, Film(hit.key, hit.label, round(strength, 3), tuple(reasons), hit.year)


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
    return any(_DIRECTED_BY in o.cues for o in form.occurrences)


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
    total, who = 0.0, []
    for entity, role in company_of(kb, film).members.values():
        called = forms_of(entity)
        named = (forms.keys() & called.keys()) - {title}
        if named:
            best = max(1.0 if called[f] in _FULL and " " in f else 0.45 for f in named)
            total += best * _ROLE_WEIGHT.get(role, 0.5)
            who.append(entity.label)
    return total, who


def films_spoken_of(
    analysis: Analysis,
    mentions: Iterable[Mention],
    films: Iterable[EntityRef],
    proven: Container[str],
) -> tuple[EntityRef, ...]:
    """The ``films`` that an essay is about: ``proven`` ones (by IRI), those named more than once,
    and those that a heading, the opening, the head of a paragraph or the
    subject of a clause names. A film that is named once elsewhere is named in passing."""
    named = [m for m in mentions if m.entity.type == "film"]
    counts = Counter(m.entity.iri for m in named)
    placed = {m.entity.iri for m in named if _is_placed(analysis, m)}
    return tuple(f for f in films if counts[f.iri] > 1 or f.iri in placed or f.iri in proven)


def unnamed_film(analysis: Analysis, iris: Iris) -> tuple[EntityRef, ...]:
    """The film that an essay is about without naming it, where it says *this movie* or *the film*:
    an entity of its own, so that what is told of it has a place."""
    blocks = (b for b in analysis.blocks if b.region.kind == "body")
    nouns = (t for b in blocks for t in definite_nouns(b.doc))
    if not any(t.lemma_.lower() in FILM_WORDS for t in nouns):
        return ()
    label = f"the film of {analysis.essay.id}"
    return (EntityRef(iris.nil(analysis.essay.id, "film", label), label, "film", nil=True),)


def _is_placed(analysis: Analysis, mention: Mention) -> bool:
    """Whether a name stands where a text says what it is about."""
    block = analysis.block_at(mention.start)
    tokens = block.tokens(mention.span) if block is not None else None
    if block is None or not tokens:
        return True
    prose = next((b for b in analysis.blocks if b.region.kind == "body"), None)
    sentences = (s for s in block.doc.sents if s.start <= tokens.start)
    if block.region.kind != "body" or tokens.start < 2:
        return True
    if block is prose and sum(1 for _ in sentences) <= _OPENING:
        return not is_compared_with(tokens.root)
    return tokens.root.dep_ in _SUBJECTS
