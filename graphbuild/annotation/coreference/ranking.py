"""What the pronoun ranker looks at: syntax, salience, recency and continuity.

A candidate is an entity with its occurrences so far. Features are named strings with value 1; a
small network scores them (``network``), and probabilities are a softmax over the candidates, as
in a mention ranker (Denis & Baldridge 2008).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from graphbuild.annotation.coreference.anaphors import Anaphor, Candidate
from graphbuild.annotation.coreference.binding import governor
from graphbuild.annotation.coreference.casting import Partners
from graphbuild.annotation.coreference.continuity import (
    chain_features,
    clause_features,
    pair_features,
    topic_features,
)
from graphbuild.annotation.coreference.crafts import deed_of
from graphbuild.annotation.coreference.occurrences import (
    Occurrence,
    ancestors,
    clause_of,
    is_rival,
    role_of,
)
from graphbuild.annotation.doc import Token
from graphbuild.annotation.evidence.story_odds import story_odds
from graphbuild.annotation.remembering import remembered
from graphbuild.annotation.tagging import tagged_kind

__all__ = [
    "UNNAMED",
    "features",
    "kinds_of_text",
    "leaning_features",
]

_COMBINATIONS = 4096
"""Of how many combinations of values the features are kept."""

UNNAMED = "unnamed"
"""Feature of a candidate without a name."""


def kinds_of_text(names: Sequence[Occurrence]) -> set[str]:
    """Features of every candidate in a text that names a film, and in one that tells the story of
    a film, known or named more than once, with two characters."""
    films = [o.entity for o in names if o.entity.type == "film" and o.kind == "name"]
    cast = {o.entity.iri for o in names if o.entity.type == "character"}
    told = any(not f.nil for f in films) or len(films) > len({f.iri for f in films})
    found = {"about a film"} if films else set()
    return found | {"story"} if told and len(cast) > 1 else found


def features(
    anaphor: Anaphor, candidates: Sequence[Candidate], partners: Partners
) -> list[frozenset[str]]:
    """Feature names of each candidate, in order."""
    before = {c.iri: _before(anaphor, c) for c in candidates}
    last = {c.iri: (before[c.iri] or c.occurrences[:1])[-1] for c in candidates}
    recent = sorted(candidates, key=lambda c: -last[c.iri].position)
    rank = {c.iri: i for i, c in enumerate(recent)}
    size = max(map(len, before.values()))
    opener = min((o for c in candidates for o in c.occurrences), key=lambda o: o.position)
    most = max(_names(c) for c in candidates)
    order = _order_before(anaphor, candidates)
    search, centering = _search_order(anaphor, before), _centering_order(anaphor, before)
    company = _company(anaphor, candidates)
    governed = _governed(anaphor, candidates)
    tense, level = _tense_of(anaphor.token), f"level {_level_of(anaphor.token)}"
    setting = (tense, anaphor.form, level, f"{deed_of(anaphor.token)}:{anaphor.form}")
    shared = (
        chain_features(anaphor, candidates),
        clause_features(anaphor, candidates),
        pair_features(anaphor, candidates, partners, (tense, level)),
        topic_features(anaphor, candidates, tense),
    )
    return [
        frozenset().union(
            *(found.get(c.iri, ()) for found in shared),
            _distance_features(anaphor, last[c.iri], rank[c.iri]),
            _sentence_features(anaphor, before[c.iri]),
            _salience_features(before[c.iri], size, opener, c),
            _focus_features(c, most),
            _relation_features(anaphor, c, last[c.iri]),
            _form_features(anaphor, last[c.iri]),
            _level_features(anaphor, c, last[c.iri], setting),
            order.get(c.iri, ()),
            _order_features(search[c.iri], centering[c.iri], anaphor.form),
            _place_features(anaphor, c, last[c.iri], rank[c.iri]),
            (
                f"governed:{governed.get(c.iri, 'by none')}",
                f"company:{company[c.iri]}:{last[c.iri].entity.type}:{anaphor.form}",
            ),
        )
        for c in candidates
    ]


def leaning_features(same: float, other: float) -> tuple[str, ...]:
    """How far the other pronouns of the essay agree or disagree with a candidate being meant.

    ``same`` is how much of them speaks for this pronoun, ``other`` for the other one.
    """
    leaning, mass = same - other, same + other
    reached = bisect_right(_LEANINGS, abs(leaning))
    found = (_AGREES if leaning > 0 else _DISAGREES)[:reached]
    if mass < _HEARD:
        return found
    return (*found, f"share:{round(4 * same / mass)}:{'much' if mass >= 1 else 'little'}")


_LEANINGS = (0.25, 0.5, 1.0, 2.0, 4.0)
_AGREES = tuple(f"agrees:{step}" for step in _LEANINGS)
_DISAGREES = tuple(f"disagrees:{step}" for step in _LEANINGS)
_HEARD = 0.1
"""From how much probability on what share of it counts."""


def _order_before(anaphor: Anaphor, candidates: Sequence[Candidate]) -> dict[str, set[str]]:
    """First and last of the candidates that the sentence before the pronoun's names."""
    there = sorted(
        (o for c in candidates for o in c.occurrences if o.sentence == anaphor.sentence - 1),
        key=lambda o: o.position,
    )
    found: dict[str, set[str]] = {}
    if there:
        found.setdefault(there[0].entity.iri, set()).add(f"previous first:{anaphor.form}")
        found.setdefault(there[-1].entity.iri, set()).add(f"previous last:{anaphor.form}")
    return found


_Before = Mapping[str, Sequence[Occurrence]]
"""The occurrences of each candidate before the pronoun, by IRI."""


def _search_order(anaphor: Anaphor, before: _Before) -> dict[str, int]:
    """Rank of each candidate when sentences are searched backwards and each from left to right,
    as in the search of Hobbs (1978)."""
    here = anaphor.sentence
    return _ranked(before, lambda o: (here - o.sentence, o.position))


_SALIENCE = {"subject": 0, "object": 1, "possessor": 2, "agent": 2, "oblique": 3}


def _centering_order(anaphor: Anaphor, before: _Before) -> dict[str, int]:
    """Rank by sentence, then by grammatical role (Grosz, Joshi & Weinstein 1995)."""
    here = anaphor.sentence
    return _ranked(before, lambda o: (here - o.sentence, _SALIENCE.get(o.role, 4), o.position))


def _ranked(before: _Before, key: Callable[[Occurrence], tuple[int, ...]]) -> dict[str, int]:
    best = {iri: min(map(key, found), default=(_UNSEEN,)) for iri, found in before.items()}
    return {iri: i for i, iri in enumerate(sorted(best, key=lambda iri: (best[iri], iri)))}


_UNSEEN = 10**6
_FOCUS = 4
"""Names from which on somebody can be what a text is about."""


@lru_cache(maxsize=_COMBINATIONS)
def _order_features(search: int, centering: int, form: str) -> frozenset[str]:
    """Ranks in both orders."""
    return frozenset(
        (
            *_steps("search", search, _FAR),
            *_steps("centering", centering, _FAR),
            f"search:{_bucket(search)}:{form}",
            f"centering:{_bucket(centering)}:{form}",
        )
    )


def _place_features(
    anaphor: Anaphor, candidate: Candidate, last: Occurrence, rank: int
) -> set[str]:
    """How deep the nearest occurrence stands, and how the pronoun's own place goes with it."""
    back = anaphor.sentence - last.sentence
    found = _depth_features(last, back)
    if back >= 0:
        lead = "lead" if _leads(anaphor.token) else "later"
        main = "main" if clause_of(anaphor.token).dep_ == "ROOT" else "below"
        found |= _near_features(
            min(back, 2), rank, _kind(last), last.role, anaphor.form, lead, main
        )
    if anaphor.form == "possessive":
        kin = "kin" if anaphor.token.head.lemma_ in _KIN else "owned"
        found.add(f"{kin}:{min(max(back, -1), 2)}:{last.role}")
    found.add(f"streak:{_streak(anaphor, candidate)}:{anaphor.form}")
    return found


@lru_cache(maxsize=_COMBINATIONS)
def _near_features(
    near: int, rank: int, kind: str, role: str, form: str, lead: str, main: str
) -> frozenset[str]:
    return frozenset(
        (
            f"{lead}:{main}:{near}:{role}:{form}",
            f"near:{near}:{_bucket(rank)}:{role}:{form}",
            f"near:{near}:{_bucket(rank)}:{kind}:{lead}",
        )
    )


@remembered
def _leads(token: Token) -> bool:
    """Whether a token is one of the first three of its sentence."""
    return any(token.doc[i].is_sent_start for i in range(max(0, token.i - 2), token.i + 1))


def _depth_features(last: Occurrence, back: int) -> set[str]:
    found: set[str] = set()
    head = last.head
    if head.dep_ == "conj":
        found.add(f"conjunct:{last.role}")
    elif any(t.pos_ in {"NOUN", "PROPN"} for t in ancestors(head)[:3]):
        found.add("embedded")
    if back >= 0 and clause_of(head).dep_ in {"relcl", "acl"}:
        found.add(f"in relative clause:{min(back, 2)}")
    return found


def _streak(anaphor: Anaphor, candidate: Candidate) -> int:
    """In how many of the three sentences before the pronoun's the candidate is a subject."""
    before = (anaphor.sentence - o.sentence for o in candidate.occurrences if o.role == "subject")
    return len({n for n in before if 0 < n <= 3})


_KIN = frozenset(
    "father mother brother sister son daughter wife husband parent child boyfriend girlfriend "
    "lover friend uncle aunt cousin nephew niece grandfather grandmother partner fiancée".split()
)


def _governed(anaphor: Anaphor, candidates: Sequence[Candidate]) -> dict[str, str]:
    """For each candidate, whether the subject above the pronoun means it, or somebody else."""
    above = governor(anaphor.token)
    if above is None:
        return {}
    own = "own" if _is_emphatic(anaphor.token) else anaphor.form
    meant = {
        c.iri
        for c in candidates
        for o in c.occurrences
        if o.block == anaphor.block and o.first <= above.i < o.last
    }
    return {c.iri: f"{c.iri in meant}:{own}" for c in candidates} if meant else {}


def _is_emphatic(pronoun: Token) -> bool:
    """*her own car*."""
    after = pronoun.doc[pronoun.i + 1 : pronoun.i + 2]
    return any(t.lower_ == "own" for t in after)


def _form_features(anaphor: Anaphor, last: Occurrence) -> set[str]:
    """How the nearest occurrence is put: its preposition, brackets, length of the name."""
    found = {f"words:{min(last.last - last.first, 3)}:{_kind(last)}"}
    above = last.head.head
    if last.role == "oblique" and above.pos_ == "ADP":
        found.add(f"preposition:{above.lower_}" if above.lower_ in _PREPOSITIONS else "preposition")
    if last.first and last.head.doc[last.first - 1].text in {"(", "["}:
        found.add("bracketed")
    if last.role == "possessor":
        found.add(f"possessor of:{role_of(above)}:{anaphor.form}")
    clause = clause_of(anaphor.token)
    if last.sentence == anaphor.sentence:
        found.add(f"clause:{clause.dep_}:{last.role}:{anaphor.form}")
    elif anaphor.sentence - last.sentence == 1:
        found.add(f"from clause:{clause.dep_}:{last.role}")
    return found


def _level_features(
    anaphor: Anaphor, candidate: Candidate, last: Occurrence, setting: Iterable[str]
) -> set[str]:
    """Story or production: characters live in the present tense, film-makers in the past."""
    if is_rival(last.entity):
        return {UNNAMED}
    kind = last.entity.type
    named = [o for o in candidate.occurrences if o.kind == "name"]
    found = {f"type:{kind}:{what}" for what in setting}
    found.add(f"levels:{_level_of(last.head)}:{_level_of(anaphor.token)}")
    if last.block == anaphor.block:
        found.add(f"type:{kind}:same paragraph")
    if named and all(_aside(o) for o in named):
        found.add("only named aside")
    married = {o.head.head.lemma_ for o in named if o.role == "possessor"} & _SPOUSES
    found |= {f"{word} of:{anaphor.pronoun}" for word in married}
    return found | _person_features(named)


_SPOUSES = frozenset({"husband", "wife", "boyfriend", "girlfriend"})


def _company(anaphor: Anaphor, candidates: Sequence[Candidate]) -> dict[str, str]:
    """For each candidate, of which types the others are that the pronoun's sentence names."""
    here = [
        o.entity
        for c in candidates
        for o in c.occurrences
        if o.sentence == anaphor.sentence and not is_rival(o.entity)
    ]
    found = {}
    for c in candidates:
        types = {e.type for e in here if e.iri != c.iri} & {"person", "character"}
        found[c.iri] = "mixed" if len(types) > 1 else min(types, default="alone")
    return found


def _person_features(named: Sequence[Occurrence]) -> set[str]:
    """How far the tags and the verbs of an essay take a name for a person's."""
    if not named:
        return set()
    kinds = {tagged_kind(o.head) or "nothing" for o in named}
    found = {f"tagged:{kind}" for kind in kinds}
    somebody = "somebody" in kinds
    found.add("tagged somebody" if somebody else "tagged nobody")
    entity = named[0].entity
    known = "unknown" if entity.nil else "known"
    found.add(f"{entity.type}:{known}:{somebody}")
    longest = max(o.last - o.first for o in named)
    found.add(f"longest:{min(longest, 4)}:{somebody}")
    roles = {o.role for o in named}
    found.add("never subject" if "subject" not in roles else "sometimes subject")
    return found


def _aside(occurrence: Occurrence) -> bool:
    """Named in brackets or in *played by …*: said of the one that the sentence is about."""
    first = occurrence.first
    bracketed = first > 0 and occurrence.head.doc[first - 1].text in {"(", "["}
    return bracketed or occurrence.role == "agent"


@remembered
def _tense_of(token: Token) -> str:
    """*past*, *present* or *other*: the tense of the clause that a token is in."""
    clause = clause_of(token)
    tags = {clause.tag_, *(c.tag_ for c in clause.children if c.dep_ in {"aux", "auxpass"})}
    if "VBD" in tags:
        return "past"
    return "present" if tags & {"VBZ", "VBP"} else "other"


@remembered
def _level_of(token: Token) -> int:
    """Whether what is said around a token is how a film was made (0), or a story (4)."""
    return bisect_right(_LEVELS, story_odds(token.doc, token.i, token.i + 1))


_LEVELS = -1.5, -0.5, 0.5, 1.5

_PREPOSITIONS = frozenset({"of", "with", "by", "to", "from", "for", "like", "on", "in", "at", "as"})


def _before(anaphor: Anaphor, candidate: Candidate) -> list[Occurrence]:
    return [o for o in candidate.occurrences if o.position < anaphor.position]


_FAR, _LONG = 4, 6


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7+"


def _distance_features(anaphor: Anaphor, last: Occurrence, rank: int) -> frozenset[str]:
    away = anaphor.sentence - last.sentence
    if last.position > anaphor.position:
        return _after_features(-away, last.role, anaphor.form)
    eighths = min((anaphor.position - last.position) // 8, _LONG)
    return _away_features(min(away, _FAR), eighths, rank, _kind(last), last.role, anaphor.form)


@lru_cache(maxsize=_COMBINATIONS)
def _after_features(sentences: int, role: str, form: str) -> frozenset[str]:
    return frozenset(("after", f"after:{form}:{role}", f"after:{_bucket(sentences)}"))


@lru_cache(maxsize=_COMBINATIONS)
def _away_features(
    away: int, eighths: int, rank: int, kind: str, role: str, form: str
) -> frozenset[str]:
    """How many sentences, times eight words and other candidates lie between."""
    return frozenset(
        (
            *_steps("away", away, _FAR),
            *_steps("rank", rank, _FAR),
            *_steps("tokens", eighths, _LONG),
            f"away:{away}:{role}",
            f"away:{away}:{kind}",
            f"rank:{_bucket(rank)}:{form}",
            f"last:{kind}:{role}",
        )
    )


def _kind(occurrence: Occurrence) -> str:
    return "pronoun" if occurrence.kind == "pronoun" else "name"


def _steps(name: str, n: int, top: int) -> Iterator[str]:
    """One feature for each step reached, so that what is farther is never rated better for
    being rarer in training."""
    return (f"{name}>={k}" for k in range(1, min(n, top) + 1))


def _sentence_features(anaphor: Anaphor, before: Iterable[Occurrence]) -> set[str]:
    """Roles in this sentence and in the one before, and parallelism with the pronoun's own."""
    found: set[str] = set()
    for o in before:
        back = anaphor.sentence - o.sentence
        if back > 1:
            continue
        where = "here" if back == 0 else "previous"
        found.add(f"{where}:{anaphor.form}:{o.role}")
        if o.role == "subject":
            found.add(f"{where}:subject")
            if o.head.head.head == o.head.head:
                found.add(f"{where}:main subject:{anaphor.form}")
        if o.role == role_of(anaphor.token):
            found.add(f"{where}:parallel:{o.role}")
    return found


def _salience_features(
    before: Sequence[Occurrence], size: int, opener: Occurrence, candidate: Candidate
) -> set[str]:
    found = {f"often:{_bucket(len(before))}"}
    if before and len(before) == size:
        found.add("most often")
    if candidate.iri == opener.entity.iri:
        found.add("opens")
        if opener.role == "subject":
            found.add("opens:subject")
    if any(o.role == "subject" for o in before):
        found.add("once subject")
    if any(o.kind == "pronoun" for o in before):
        found.add("once pronoun")
    return found


def _names(candidate: Candidate) -> int:
    return sum(o.kind == "name" for o in candidate.occurrences)


def _focus_features(candidate: Candidate, most: int) -> set[str]:
    """Whether the whole text, what follows included, names nobody more often (a portrait's or an
    obituary's subject)."""
    if _names(candidate) < most or most < _FOCUS:
        return set()
    return {"focus", f"focus:{candidate.occurrences[0].entity.type}"}


def _relation_features(anaphor: Anaphor, candidate: Candidate, last: Occurrence) -> set[str]:
    """How the occurrences of this sentence stand to the pronoun in its tree."""
    here = [
        o
        for o in candidate.occurrences
        if o.block == anaphor.block and o.sentence == anaphor.sentence
    ]
    found: set[str] = set()
    for o in here:
        relation = _relation(anaphor.token, o.head)
        side = "left" if o.position < anaphor.position else "right"
        found |= {
            f"tree:{side}:{relation}",
            f"tree:{side}:{relation}:{o.role}:{anaphor.form}",
        }
        if o is last:
            found.add(f"nearest tree:{relation}:{o.role}")
    return found


def _relation(pronoun: Token, other: Token) -> str:
    above = ancestors(pronoun)
    if other in above:
        return "within its modifier"
    mine, theirs = clause_of(pronoun), clause_of(other)
    if mine == theirs:
        return "same clause"
    if theirs in above:
        return "governing clause" if mine.dep_ != "conj" else "coordinated clause"
    if mine in ancestors(other):
        return "subordinate clause"
    if theirs.dep_ == "conj" and theirs.head == mine:
        return "coordinated clause"
    return "apart"
