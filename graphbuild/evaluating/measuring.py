"""The measures: spans, types, links, eponyms, unknowns, pronouns, claims, statuses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from graphbuild.evaluating.gold import GoldEssay, Json
from graphbuild.evaluating.labels import has_label, has_type, plain, same_claim, spans
from graphbuild.evaluating.statistics import Tally

__all__ = ["MEASURES", "Measure", "Miss", "Scored", "score_essays"]

_NEUTRAL = frozenset({"event", "date", "genre", "concept", "nationality", "language"})
_CLOSED = frozenset(
    "director playsCharacter spouse divorced parent proposedTo filmingLocation comparedWith "
    "sibling".split()
)
"""Predicates of which the gold lists every true claim."""

MEASURES = MappingProxyType(
    {
        "spans": "names found, with their exact extent",
        "types": "names found, with extent and type",
        "mentions": "names found, with extent, type and entity",
        "eponyms": "titles that are also a name: which of the two is meant",
        "unknown": "names of nobody known: found and told from the known",
        "pronouns": "whom he, she, him, her, his, hers mean",
        "claims": "claims that must be found (recall); asserted ones that gold lists (precision)",
        "status": "claims that are not asserted: theory, negation, hearsay",
    }
)
"""Each measure with what it counts."""


class Miss(NamedTuple):
    """Something wanted and not found, or found and not wanted."""

    essay: str
    measure: str
    what: str


@dataclass(slots=True)
class Measure:
    """One measure over all essays: a tally an essay, in the order of the gold."""

    name: str
    tallies: list[Tally] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        """The counts of all essays."""
        total = Tally()
        for tally in self.tallies:
            total = total.plus(tally)
        return total


@dataclass(slots=True)
class Scored:
    """All measures, what was missed, and (score, right) of every name and claim judged."""

    measures: dict[str, Measure]
    misses: list[Miss] = field(default_factory=list)
    link_scores: list[tuple[float, bool]] = field(default_factory=list)
    claim_scores: list[tuple[float, bool]] = field(default_factory=list)
    wrongly_asserted: int = 0
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class _Pair:
    """A gold mention and the found one on its span (or over it), and whether it is right."""

    essay: int
    gold: Json
    found: Json | None
    exact: bool
    typed: bool
    right: bool


def score_essays(gold: Sequence[GoldEssay], found: Sequence[Json]) -> Scored:
    """Score annotations (as ``graphbuild annotate`` prints them) against the gold, pair by pair."""
    scored = Scored({name: Measure(name) for name in MEASURES})
    _score_names(gold, found, scored)
    for essay, annotated in zip(gold, found, strict=True):
        for name, score in _SCORERS.items():
            scored.measures[name].tallies.append(score(essay, annotated, scored))
    return scored


# ---- names

_Key = tuple[str, str]
_Local = dict[tuple[int, _Key], Counter[str]]
_World = dict[_Key, Counter[str]]
_Owner = dict[tuple[int, str], _Key]
"""The IRIs of an entity in an essay and over all essays; the entity that has an IRI."""


def _score_names(gold: Sequence[GoldEssay], found: Sequence[Json], scored: Scored) -> None:
    pairs: list[_Pair] = []
    spurious: list[list[Json]] = []
    for index, (essay, annotated) in enumerate(zip(gold, found, strict=True)):
        names = [m for m in annotated["mentions"] if m.get("kind", "name") == "name"]
        made, rest = _pairs(index, essay, names)
        pairs += made
        spurious.append(rest)
    pairs = _one_entity_each(pairs)
    for index, essay in enumerate(gold):
        mine = [p for p in pairs if p.essay == index]
        _tally_names(mine, spurious[index], scored)
        scored.misses += _name_misses(essay.name, mine, spurious[index])
    scored.link_scores += [
        (float(p.found["score"]), p.right) for p in pairs if p.found is not None and p.exact
    ]


def _pairs(index: int, essay: GoldEssay, names: list[Json]) -> tuple[list[_Pair], list[Json]]:
    """Each gold mention with what was found there; and the found ones that are nobody's."""
    used: set[int] = set()
    pairs = []
    for gold in essay.mentions:
        over = [n for n in names if n["start"] < gold["end"] and gold["start"] < n["end"]]
        allowed = spans(gold)
        exact = next((n for n in over if (n["start"], n["end"]) in allowed), None)
        best = exact or next(iter(over), None)
        if gold.get("optional"):
            used.update(id(n) for n in over)
            continue
        if best is not None:
            used.add(id(best))
        typed = best is not None and has_type(best, gold)
        right = exact is not None and typed and has_label(exact, gold)
        pairs.append(_Pair(index, gold, best, exact is not None, typed, right))
    rest = [n for n in names if id(n) not in used and n.get("type") not in _NEUTRAL]
    return pairs, rest


def _one_entity_each(pairs: list[_Pair]) -> list[_Pair]:
    """A pair is right only under its entity's usual IRI, which no other entity has."""
    local: _Local = defaultdict(Counter)
    world: _World = defaultdict(Counter)
    for pair in pairs:
        if pair.right and pair.found is not None and pair.gold["type"] != "any":
            key = _key(pair.gold)
            local[pair.essay, key][pair.found["iri"]] += 1
            if not pair.found.get("nil"):
                world[key][pair.found["iri"]] += 1
    owner: _Owner = {}
    for (essay, key), iris in local.items():
        owner.setdefault((essay, iris.most_common(1)[0][0]), key)
    return [_checked(p, local, world, owner) for p in pairs]


def _checked(pair: _Pair, local: _Local, world: _World, owner: _Owner) -> _Pair:
    if not pair.right or pair.found is None or pair.gold["type"] == "any":
        return pair
    key, iri = _key(pair.gold), pair.found["iri"]
    usual = iri == local[pair.essay, key].most_common(1)[0][0]
    same = pair.found.get("nil") or iri == world[key].most_common(1)[0][0]
    right = bool(usual and same and owner[pair.essay, iri] == key)
    return _Pair(pair.essay, pair.gold, pair.found, pair.exact, pair.typed, right)


def _key(gold: Json) -> _Key:
    return gold["type"], plain(gold["label"])


def _tally_names(pairs: list[_Pair], spurious: list[Json], scored: Scored) -> None:
    given = sum(p.found is not None for p in pairs) + len(spurious)
    wanted = len(pairs)
    counts = {
        "spans": Tally(sum(p.exact for p in pairs), given, wanted),
        "types": Tally(sum(p.exact and p.typed for p in pairs), given, wanted),
        "mentions": Tally(sum(p.right for p in pairs), given, wanted),
        "eponyms": _eponyms(pairs),
        "unknown": _unknown(pairs, spurious),
    }
    for name, tally in counts.items():
        scored.measures[name].tallies.append(tally)


def _eponyms(pairs: list[_Pair]) -> Tally:
    mine = [p for p in pairs if p.gold.get("eponym")]
    right = sum(p.typed and p.found is not None and has_label(p.found, p.gold) for p in mine)
    return Tally(right, len(mine), len(mine))


def _unknown(pairs: list[_Pair], spurious: list[Json]) -> Tally:
    """Names that the gold has as nobody known, and those that the program has.

    Somebody whom the reader knows and the knowledge base lacks, under the right name, is neither.
    """
    right = sum(bool(p.gold.get("nil") and p.right and _nil(p.found)) for p in pairs)
    mine = [p for p in pairs if p.gold.get("nil") or not p.right]
    given = sum(_nil(p.found) for p in mine) + sum(map(_nil, spurious))
    return Tally(right, given, sum(bool(p.gold.get("nil")) for p in pairs))


def _nil(found: Json | None) -> bool:
    return found is not None and bool(found.get("nil"))


def _name_misses(essay: str, pairs: list[_Pair], spurious: list[Json]) -> Iterator[Miss]:
    for pair in pairs:
        if not pair.right:
            yield Miss(essay, "mentions", f"{_where(pair.gold)} is {_what(pair.found)}")
    for found in spurious:
        yield Miss(essay, "mentions", f"nothing there: {found['start']} {_what(found)}")


def _where(gold: Json) -> str:
    return f"{gold['start']} {gold['text']!r} ({gold['type']} {gold['label']})"


def _what(found: Json | None) -> str:
    if found is None:
        return "not found"
    return f"{found['text']!r} {found.get('type')} {found.get('label')}"


# ---- pronouns, claims, statuses


def _score_pronouns(essay: GoldEssay, annotated: Json, scored: Scored) -> Tally:
    found = {(m["start"], m["end"]): m for m in annotated["mentions"] if m.get("kind") == "pronoun"}
    wanted = [g for g in essay.pronouns if not g.get("optional")]
    right = given = 0
    for gold in wanted:
        mention = found.get((gold["start"], gold["end"]))
        given += mention is not None
        if mention is not None and has_label(mention, {"type": "person", **gold}):
            right += 1
        else:
            text = f"{gold['start']} {gold['text']!r} ({gold['label']})"
            said = mention and mention.get("label")
            scored.misses.append(Miss(essay.name, "pronouns", f"{text} is {said}"))
    return Tally(right, given, len(wanted))


def _score_claims(essay: GoldEssay, annotated: Json, scored: Scored) -> Tally:
    claims = [c for c in annotated["claims"] if c.get("source", "text") == "text"]
    known = [*essay.required, *essay.allowed]
    found = 0
    for gold in essay.required:
        hit = any(same_claim(c, gold) and _stands(c, gold) for c in claims)
        found += hit
        if not hit:
            scored.misses.append(Miss(essay.name, "claims", _said(gold)))
    listed = unlisted = 0
    for claim in claims:
        if claim["status"] == "asserted" and claim["predicate"]["name"] in _CLOSED:
            right = any(same_claim(claim, g) for g in known)
            listed, unlisted = listed + right, unlisted + (not right)
            scored.claim_scores.append((float(claim["confidence"]), right))
    asserted = [c for c in claims if c["status"] == "asserted"]
    wrong = [g for g in essay.not_asserted if any(same_claim(c, g) for c in asserted)]
    scored.misses += [
        Miss(essay.name, "claims", f"asserted, but not so: {_said(g)}") for g in wrong
    ]
    scored.wrongly_asserted += len(wrong)
    scored.unlisted += unlisted
    return Tally(found, found + unlisted + len(wrong), len(essay.required))


def _stands(claim: Json, gold: object) -> bool:
    """A required claim is asserted; a quotation may also be attributed."""
    allowed = {"asserted", "attributed"} if claim["predicate"]["name"] == "said" else {"asserted"}
    return claim["status"] in allowed


def _said(gold: object) -> str:
    assert isinstance(gold, (list, tuple))
    return " ".join(str(slot[0]) for slot in gold[:3])


def _score_status(essay: GoldEssay, annotated: Json, scored: Scored) -> Tally:
    right = 0
    for gold in essay.status:
        hit = any(same_claim(c, gold) and c["status"] in gold[3] for c in annotated["claims"])
        right += hit
        if not hit:
            scored.misses.append(Miss(essay.name, "status", f"{_said(gold)}: {gold[3][0]}"))
    return Tally(right, len(essay.status), len(essay.status))


_SCORERS: dict[str, Callable[[GoldEssay, Json, Scored], Tally]] = {
    "pronouns": _score_pronouns,
    "claims": _score_claims,
    "status": _score_status,
}
