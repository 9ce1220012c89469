"""What is worth a person's look after a build: questions, the most worthwhile first.

A question is asked of a name that was linked with doubt, of a claim that is little sure, of two
claims that contradict each other, of a name that another essay takes for another kind of thing, and
of unknown names of two essays that may be one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from graphbuild.errors import InputError
from graphbuild.graph import Graph
from graphbuild.graph.namespaces import PREFIXES
from graphbuild.iris import Iris
from graphbuild.model import AnnotatedEssay, Claim, EntityRef, Essay, Mention, Region
from graphbuild.ontology import Ontology
from graphbuild.publishing import current_generation
from graphbuild.reviewing.decisions import Decision
from graphbuild.reviewing.replaying import replay

__all__ = ["Answer", "Question", "questions"]

_CONTEXT, _OPTIONS = 32, 5
_SURE, _LEAD, _LIKELY = 0.7, 0.35, 0.5
_DISAGREE, _UNLIKELY = "the essays disagree", "the dates that are known speak against it"
_YEAR = re.compile(r"-(\d{4})(?:-\d+)?$")
_JOINS = """SELECT ?a ?b ?reason WHERE { GRAPH ?g { ?join a gb:Join ; gb:joined ?a, ?b ;
  gb:reason ?reason } FILTER(STR(?a) < STR(?b)) } ORDER BY ?a ?b"""
_CONFLICTS = """SELECT ?conflict ?claim WHERE { GRAPH ?g {
  ?conflict gb:conflictKind ?kind ; gb:conflictingClaim ?claim }
  FILTER(?kind != gb:DisjointClasses) } ORDER BY ?conflict ?claim"""
_MIXED = """SELECT DISTINCT ?thing ?id WHERE { GRAPH ?g {
  ?conflict gb:conflictKind gb:DisjointClasses ; gb:conflictAbout ?thing ;
    gb:conflictingEssay ?essay } GRAPH ?essay { ?essay schema:identifier ?id } }
ORDER BY ?thing ?id"""


@dataclass(frozen=True, slots=True)
class Answer:
    """A key, what it says, and the decisions that it makes."""

    key: str
    says: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """``asks`` is one line; ``sentences`` are (essay id, text, start, end of what is marked)."""

    kind: str
    asks: str
    why: str
    sentences: tuple[tuple[str, str, int, int], ...]
    answers: tuple[Answer, ...]
    worth: float

    def as_json(self) -> dict[str, Any]:
        """For ``review --json``."""
        return {
            "kind": self.kind,
            "asks": self.asks,
            "why": self.why,
            "worth": round(self.worth, 3),
            "sentences": [{"essay": e, "text": t} for e, t, _, _ in self.sentences],
            "answers": {a.key: a.says for a in self.answers},
        }


def questions(output: Path, decisions: Sequence[Decision], ontology: Ontology) -> list[Question]:
    """The open questions of what was last built in ``output``.

    Raises:
        InputError: nothing was built there, or without the texts.
    """
    folder = current_generation(output)
    if not (folder / "sources").is_dir():
        raise InputError(
            "was built without its texts", where=str(output), fix="build without --no-text"
        )
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    iris = Iris(report["run"]["base"])
    essays: dict[str, AnnotatedEssay] = {}
    for row in report["essays"]:
        found = _annotated(folder, row["id"])
        essays[row["id"]] = replay(found, decisions, iris, ontology).annotated
    asked = [q for essay in essays.values() for q in (*_names(essay), *_doubts(essay))]
    store = Graph.open_store(output)
    asked += _conflicts(_rows(store, _CONFLICTS), essays, iris)
    asked += _mixed(_rows(store, _MIXED), essays)
    decided = {d.pair for d in decisions if d.kind in {"merge", "split"}}
    asked += _joins(_rows(store, _JOINS), essays, decided)
    return sorted(asked, key=lambda q: (-q.worth, q.asks))


def _rows(store: Store, query: str) -> list[Any]:
    return list(store.query(query, prefixes=PREFIXES))  # type: ignore[arg-type]


def _annotated(folder: Path, essay_id: str) -> AnnotatedEssay:
    data = json.loads((folder / "annotations" / f"{essay_id}.json").read_text(encoding="utf-8"))
    text = (folder / "sources" / f"{essay_id}.txt").read_bytes().decode("utf-8")
    about = data["essay"]
    regions = tuple(Region(r["start"], r["end"], r["kind"]) for r in about["regions"])
    essay = Essay(essay_id, text, about["sha256"], about["language"], regions, about["title"])
    return AnnotatedEssay.from_json(data, essay)


def _anchor(essay: Essay, start: int, end: int) -> dict[str, Any]:
    """Where a quote stands, with the words around it on its line."""
    return {
        "essay": essay.id,
        "quote": essay.text[start:end],
        "prefix": essay.text[max(0, start - _CONTEXT) : start].rpartition("\n")[2],
        "suffix": essay.text[end : end + _CONTEXT].partition("\n")[0],
    }


def _sentence(essay: Essay, start: int, end: int) -> tuple[str, str, int, int]:
    """The line around a span, cut to what can be read at a glance."""
    first = max(essay.text.rfind("\n", 0, start) + 1, start - 160)
    stop = essay.text.find("\n", end)
    last = min(stop if stop >= 0 else len(essay.text), end + 160)
    return essay.id, essay.text[first:last], start - first, end - first


# ---- names


def _names(annotated: AnnotatedEssay) -> Iterator[Question]:
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in annotated.mentions:
        if mention.kind == "name":
            groups.setdefault((mention.text, mention.entity.iri), []).append(mention)
    for held in groups.values():
        weakest = min(held, key=lambda m: m.score)
        second = max((c.score for c in weakest.candidates), default=0.0)
        if weakest.score < _SURE and weakest.score - second < _LEAD:
            yield _name_question(annotated.essay, weakest, len(held))


def _name_question(essay: Essay, mention: Mention, count: int) -> Question:
    anchor = _anchor(essay, mention.start, mention.end) | {"entity": mention.entity.iri}
    meant = _shown(mention.entity.label, mention.entity.type, mention.entity.iri)
    answers = [Answer("y", meant, (Decision("accept", anchor),))]
    for number, other in enumerate(mention.candidates[:_OPTIONS], 1):
        to = {"to": other.iri, "label": other.label, "type": other.type}
        says = f"{_shown(other.label, other.type, other.iri)}: {other.reason.partition(';')[0]}"
        answers.append(Answer(str(number), says, (Decision("relink", anchor | to),)))
    answers.append(Answer("n", "no name at all", (Decision("reject", anchor),)))
    return Question(
        "name",
        f"{mention.text!r} in {essay.id}: is it {meant}?",
        f"score {mention.score:.2f}; {mention.reason}",
        (_sentence(essay, mention.start, mention.end),),
        tuple(answers),
        count * (1.0 - mention.score),
    )


def _shown(label: str, type_: str, iri: str) -> str:
    """What is meant, with what tells films of one title apart."""
    kind = f"unknown {type_}" if "/nil/" in iri else type_
    year = _YEAR.search(iri) if kind == "film" else None
    return f"{label} ({kind}, {year[1]})" if year else f"{label} ({kind})"


# ---- claims


def _doubts(annotated: AnnotatedEssay) -> Iterator[Question]:
    for claim in annotated.claims:
        if claim.status == "asserted" and claim.confidence < _LIKELY and claim.evidence:
            yield Question(
                "claim",
                f"{_said(claim)}: does {annotated.essay.id} say so?",
                f"confidence {claim.confidence:.2f}; {claim.rule}",
                (_evidence(annotated.essay, claim),),
                (
                    Answer("y", "it does", (_on_claim(annotated.essay, claim, "accept"),)),
                    Answer("n", "it does not", (_on_claim(annotated.essay, claim, "reject"),)),
                ),
                1.0 - claim.confidence,
            )


def _said(claim: Claim) -> str:
    """A claim as a line."""
    object_ = claim.object
    label = object_.label if isinstance(object_, EntityRef) else f"“{object_.value}”"
    status = "" if claim.status == "asserted" else f" ({claim.status})"
    return f"{claim.subject.label} · {claim.predicate.name} · {label}{status}"


def _evidence(essay: Essay, claim: Claim) -> tuple[str, str, int, int]:
    return _sentence(essay, claim.evidence[0].start, claim.evidence[0].end)


def _on_claim(essay: Essay, claim: Claim, kind: str) -> Decision:
    object_ = claim.object
    first = claim.evidence[0]
    return Decision(
        kind,
        _anchor(essay, first.start, first.end)
        | {
            "subject": claim.subject.iri,
            "predicate": claim.predicate.name,
            "object": object_.iri if isinstance(object_, EntityRef) else object_.value,
        },
    )


def _conflicts(
    rows: Iterable[Any], essays: Mapping[str, AnnotatedEssay], iris: Iris
) -> Iterator[Question]:
    by_iri = {
        iris.claim(e.essay.id, c.id): (e.essay, c)
        for e in essays.values()
        for c in e.claims
        if c.evidence
    }
    groups: dict[str, list[tuple[Essay, Claim] | None]] = {}
    for conflict, claim in rows:
        groups.setdefault(conflict.value, []).append(by_iri.get(claim.value))
    for claims in groups.values():
        held = [of for of in claims if of is not None]
        settled = len(held) < min(2, len(claims)) or all(c.confidence == 1.0 for _, c in held)
        if settled:
            continue
        both = tuple(_on_claim(essay, claim, "accept") for essay, claim in held)
        wrong = [
            Answer(
                str(n),
                f"{essay.id} does not say: {_said(claim)}",
                (_on_claim(essay, claim, "reject"),),
            )
            for n, (essay, claim) in enumerate(held[:9], 1)
        ]
        yield Question(
            "conflict",
            f"{_said(held[0][1])}: {_DISAGREE if len(held) > 1 else _UNLIKELY}",
            "each is read rightly, or one is not",
            tuple(_evidence(essay, claim) for essay, claim in held),
            (Answer("y", "all is read rightly", both), *wrong),
            1.5,
        )


def _mixed(rows: Iterable[Any], essays: Mapping[str, AnnotatedEssay]) -> Iterator[Question]:
    """Of a thing that essays take for two kinds, the first name of each kind that nobody has
    decided on."""
    uses: dict[str, dict[str, list[tuple[Essay, Mention]]]] = {}
    for thing, id_ in rows:
        for mention in essays[id_.value].mentions:
            if mention.entity.iri == thing.value and mention.kind == "name":
                of_type = uses.setdefault(thing.value, {}).setdefault(mention.entity.type, [])
                of_type.append((essays[id_.value].essay, mention))
    for by_type in uses.values():
        for type_, held in sorted(by_type.items()):
            others = [f"{t} in {of[0][0].id}" for t, of in sorted(by_type.items()) if t != type_]
            if others and all(mention.score < 1.0 for _, mention in held):
                asked = _name_question(*held[0], len(held))
                why = f"it is taken for a {' and a '.join(others)}"
                yield replace(asked, kind="conflict", why=why, worth=1.5)


def _joins(
    rows: Iterable[Any], essays: Mapping[str, AnnotatedEssay], decided: set[frozenset[str]]
) -> Iterator[Question]:
    first: dict[str, tuple[Essay, Mention]] = {}
    for annotated in essays.values():
        for mention in annotated.mentions:
            first.setdefault(mention.entity.iri, (annotated.essay, mention))
    for a, b, reason in rows:
        pair = frozenset({a.value, b.value})
        if pair in decided or not pair <= first.keys():
            continue
        if first[a.value][1].entity.members:
            continue  # a group of known people is the same in every essay
        fields = {"entities": sorted(pair)}
        label = first[a.value][1].entity.label
        yield Question(
            "join",
            f"{label}: one and the same in {first[a.value][0].id} and {first[b.value][0].id}?",
            reason.value,
            tuple(_sentence(e, m.start, m.end) for e, m in (first[a.value], first[b.value])),
            (
                Answer("y", "one and the same", (Decision("merge", fields),)),
                Answer("n", "two of one name", (Decision("split", fields),)),
            ),
            1.0,
        )
