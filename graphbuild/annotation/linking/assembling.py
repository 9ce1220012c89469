"""The mentions of an essay, once it is decided what its names mean, and the films it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphbuild.annotation.evidence.weights import weights
from graphbuild.annotation.linking.choices import Choice
from graphbuild.annotation.linking.deciding import forms_with_cues
from graphbuild.annotation.linking.films import known_by_people
from graphbuild.annotation.linking.gathering import Form, Occurrence
from graphbuild.annotation.linking.kept import is_kept, shows_titles_by_capitals
from graphbuild.annotation.linking.main_film import FilmCandidate, candidates
from graphbuild.annotation.linking.options import TITLES, Option
from graphbuild.annotation.linking.spoken_of import films_spoken_of, standing_by_hand
from graphbuild.annotation.names.roster import Roster
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.knowledge.normalising import normalise
from graphbuild.model import Candidate, EntityRef, Mention

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.iris import Iris
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.model import Essay

__all__ = ["Linking", "film_candidates", "link"]

_SHOWN = 5
_NO_NAME, _SET_APART = 0.6, TITLES | {"entry"}
"""How likely words are at least no name to be left out, unless the text defines them to be a title
or opens a paragraph with them as one."""
_IN_THE_STORY = 0.5
_DEFINED = 50.0
"""More than any other film of an essay weighs."""
_TITLE = 0.6
"""How sure all names of an unknown film must be together for the essay to speak of it."""


@dataclass(frozen=True, slots=True)
class Linking:
    """The linked names of an essay.

    ``mentions`` are sorted by span and do not overlap; ``films`` are those under discussion,
    strongest first, and ``about`` those of them that are not only named in passing, so that words
    without a name may mean them; ``pronouns`` gives ``he``, ``she``, ``they`` or None by entity
    IRI, as the knowledge base has it; ``clusters`` gives the forms of each entity by IRI.
    """

    mentions: tuple[Mention, ...] = ()
    films: tuple[EntityRef, ...] = ()
    about: tuple[EntityRef, ...] = ()
    author: EntityRef | None = None
    pronouns: Mapping[str, str | None] = field(default_factory=dict)
    clusters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def link(analysis: Analysis, kb: KnowledgeBase, iris: Iris, without: Without = NOTHING) -> Linking:
    """Detect and link the names of an essay, ``without`` some parts to see what they bring."""
    forms, roster, decisions = forms_with_cues(analysis, kb, without)
    return _assemble(analysis, forms, decisions.decide(), roster, kb, iris)


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of an essay with what they mean, and the films among it, strongest first."""

    mentions: list[Mention]
    films: tuple[EntityRef, ...]
    clusters: dict[str, dict[str, None]]


def _assemble(
    analysis: Analysis,
    forms: Mapping[str, Form],
    choices: Mapping[int, Choice],
    roster: Roster,
    kb: KnowledgeBase,
    iris: Iris,
) -> Linking:
    named = _named(analysis, forms, choices, roster, iris)
    unnamed, people = _people_of_films(named, roster, iris)
    about = films_spoken_of(analysis, named.mentions, named.films, people, unnamed, iris)
    main = [f for f in about[:1] if f.type == "film"]
    return Linking(
        tuple(named.mentions),
        tuple(dict.fromkeys((*main, *named.films))),
        about,
        _author(analysis, named.mentions, kb, iris),
        _pronouns(named.mentions, kb, iris),
        {iri: tuple(texts) for iri, texts in named.clusters.items()},
    )


def film_candidates(analysis: Analysis, kb: KnowledgeBase, iris: Iris) -> list[FilmCandidate]:
    """What an essay may be about, with the features by which it is learnt."""
    forms, roster, decisions = forms_with_cues(analysis, kb)
    named = _named(analysis, forms, decisions.decide(), roster, iris)
    unnamed, people = _people_of_films(named, roster, iris)
    by_hand = standing_by_hand(analysis, named.mentions, named.films, people, unnamed, iris)
    return candidates(analysis, named.mentions, by_hand)


def _named(
    analysis: Analysis,
    forms: Mapping[str, Form],
    choices: Mapping[int, Choice],
    roster: Roster,
    iris: Iris,
) -> _Named:
    refs, loud = _Refs(analysis.essay.id, iris), shows_titles_by_capitals(forms.values())
    mentions: list[Mention] = []
    clusters: dict[str, dict[str, None]] = {}
    for form in forms.values():
        for occurrence in form.occurrences:
            choice = choices[id(occurrence)]
            stands = choice.no_name <= _NO_NAME or occurrence.span.mark in _SET_APART
            if not stands or not is_kept(form, occurrence, choice, roster, loud=loud):
                continue
            mention = _mention(analysis.essay, occurrence, choice, refs)
            mentions.append(mention)
            clusters.setdefault(mention.entity.iri, {})[mention.text] = None
    mentions.sort(key=lambda m: m.span)
    defined = _defined_first(analysis, (o for f in forms.values() for o in f.occurrences))
    return _Named(mentions, _films(mentions, roster, refs, iris, defined), clusters)


def _people_of_films(
    named: _Named, roster: Roster, iris: Iris
) -> tuple[EntityRef | None, dict[str, float]]:
    """The film that the essay does not name but whose people it does, and how many of the people
    of each film it names; characters alone, whom every version has, do not tell which it is."""
    people = {iris.entity(f.key): f.people for f in roster.films}
    mentions = named.mentions
    titled = {m.entity.iri for m in mentions if m.entity.type == "film"}
    real = {normalise(m.text) for m in mentions if m.entity.type == "person" and not m.entity.nil}
    untitled = (f for f in roster.films if iris.entity(f.key) not in titled)
    known = known_by_people(f for f in untitled if not real.isdisjoint(roster.crews[f.key]))
    return (EntityRef(iris.entity(known.key), known.label, "film") if known else None), people


class _Refs:
    """Mints the entity references of options."""

    def __init__(self, essay_id: str, iris: Iris) -> None:
        self.essay_id, self.iris = essay_id, iris
        self._minted: dict[tuple[object, ...], EntityRef] = {}

    def ref(self, option: Option) -> EntityRef:
        told = option.key, option.label, option.type, option.members
        if told not in self._minted:
            self._minted[told] = self._mint(option)
        return self._minted[told]

    def _mint(self, option: Option) -> EntityRef:
        if option.key:
            return EntityRef(self.iris.entity(option.key), option.label, option.type)
        iri = self.iris.nil(self.essay_id, option.type, option.label)
        members = tuple(EntityRef(self.iris.entity(k), n, option.type) for k, n in option.members)
        return EntityRef(
            iri, option.label, option.type, nil=True, group=bool(members), members=members
        )


def _mention(essay: Essay, occurrence: Occurrence, choice: Choice, refs: _Refs) -> Mention:
    span = occurrence.span.span
    said = [(by, cue) for cue in occurrence.cues if (by := weights(cue))]
    rejected = [
        Candidate(refs.ref(o).iri, o.label, o.type, p, _reason(o, said))
        for o, p in choice.ranked[1 : _SHOWN + 1]
        if p >= 0.001 or o.key
    ]
    return Mention(
        span.start,
        span.end,
        essay.text[span.start : span.end],
        "name",
        refs.ref(choice.option),
        choice.score,
        _reason(choice.option, said, choice.told),
        tuple(rejected),
    )


def _reason(option: Option, said: Iterable[tuple[Mapping[str, float], str]], told: str = "") -> str:
    """The start of the option, what ``told`` it from other places, then the cues that spoke most,
    for and against."""
    spoken = sorted((w, c) for by, c in said if (w := by.get(option.type, 0.0)) >= 0.5 or w <= -0.5)
    speaks = list(dict.fromkeys(c for w, c in reversed(spoken) if w > 0))[:3]
    against = [f"but it {c}" for w, c in spoken if w < 0][:1]
    return "; ".join([option.why, *([told] if told else []), *speaks, *against])


def _defined_first(analysis: Analysis, occurrences: Iterable[Occurrence]) -> int | None:
    """Where the title stands with whose definition the essay's prose opens (*Splash, Too is a 1988
    film*): it is what the essay is about."""
    prose = next((b for b in analysis.blocks if b.region.kind == "body" and len(b.doc)), None)
    starts = (o.span.span.start for o in occurrences if o.span.mark == "film")
    return next((s for s in starts if prose and s == prose.region.start), None)


def _films(
    mentions: Iterable[Mention], roster: Roster, refs: _Refs, iris: Iris, defined: int | None
) -> tuple[EntityRef, ...]:
    """The films named, strongest first: the one ``defined`` first, then those whose names and
    characters are named most and surest, a character by the film's own name twice, of equals the
    one named first; without what may be no film (*the TV Series*)."""
    weight: dict[str, float] = {}
    found: dict[str, EntityRef] = {}
    for mention in mentions:
        if mention.entity.type == "film":
            found[mention.entity.iri] = mention.entity
            weight[mention.entity.iri] = weight.get(mention.entity.iri, 0.0) + mention.score
            weight[mention.entity.iri] += _DEFINED if mention.start == defined else 0.0
            continue
        for film in roster.stories(iris.key(mention.entity.iri) or ""):
            iri, by_title = iris.entity(film.key), mention.text == film.label
            weight[iri] = weight.get(iri, 0.0) + _IN_THE_STORY * (1 + by_title)
    for film in roster.films:
        iri = iris.entity(film.key)
        if iri in weight:
            found.setdefault(iri, EntityRef(iri, film.label, "film"))
            weight[iri] *= 1 + film.strength
    spoken = (i for i, film in found.items() if not film.nil or weight[i] >= _TITLE)
    return tuple(found[i] for i in sorted(spoken, key=lambda i: -round(weight[i], 3)))


def _author(
    analysis: Analysis, mentions: Iterable[Mention], kb: KnowledgeBase, iris: Iris
) -> EntityRef | None:
    essay = analysis.essay
    if not essay.author:
        return None
    name = normalise(essay.author)
    for mention in mentions:
        if mention.entity.type == "person" and normalise(mention.entity.label) == name:
            return mention.entity
    for mention in mentions:
        if essay.author_span and mention.start < essay.author_span.end > essay.author_span.start:
            if mention.end > essay.author_span.start and mention.entity.type == "person":
                return mention.entity
    return EntityRef(iris.nil(essay.id, "person", essay.author), essay.author, "person", nil=True)


def _pronouns(mentions: Iterable[Mention], kb: KnowledgeBase, iris: Iris) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for mention in mentions:
        key = iris.key(mention.entity.iri)
        entity = kb.entity(key) if key and not mention.entity.nil else None
        found[mention.entity.iri] = entity.pronoun if entity else None
    return found
