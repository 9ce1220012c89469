"""The reading view: an essay with its mentions and claims where they stand.

The text is cut into pieces at every border of a mention or of evidence while offsets are still
code points, so that the page itself never counts characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from graphbuild.model import AnnotatedEssay, Claim, EntityRef, Essay, Mention, Region, Span
from graphbuild.ontology import Ontology
from graphbuild.viewing._rendering import asset, policy_hash, template
from graphbuild.viewing.circumstances import circumstances
from graphbuild.viewing.graph_page import TYPE_LABELS
from graphbuild.viewing.view import ViewCircumstance

__all__ = ["render_reading_page"]

_QUOTE_SHOWN = 90


@dataclass(slots=True)
class _Piece:
    text: str
    markup: bool = False
    mention: int | None = None
    first: bool = False
    type: str = ""
    form: str = ""
    claims: str = ""


@dataclass(slots=True)
class _Block:
    kind: str
    tag: str
    pieces: list[_Piece]
    claims: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What covers a text: mentions by offset, and evidence as (start, end, claim number)."""

    mentions: tuple[Mention, ...]
    evidence: tuple[tuple[int, int, int], ...]

    def within(self, region: Region) -> _Marks:
        """The marks that touch a region."""
        return _Marks(
            tuple(m for m in self.mentions if m.start < region.end and region.start < m.end),
            tuple(e for e in self.evidence if e[0] < region.end and region.start < e[1]),
        )

    def borders(self, region: Region) -> list[int]:
        ends = [at for m in self.mentions for at in (m.start, m.end)]
        ends += [at for e in self.evidence for at in e[:2]]
        ends += [at for s in region.skips for at in (s.start, s.end)]
        inside = {at for at in ends if region.start < at < region.end}
        return sorted(inside | {region.start, region.end})

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The innermost mention over a piece ("Vanya" inside "Vanya's parents")."""
        over = (m for m in self.mentions if m.start <= start and end <= m.end)
        return min(over, key=lambda m: m.end - m.start, default=None)

    def claims_at(self, start: int, end: int) -> str:
        numbers = {n for first, last, n in self.evidence if first <= start and end <= last}
        return " ".join(map(str, sorted(numbers)))


def _pieces(
    essay: Essay, region: Region, marks: _Marks, number: Mapping[Span, int]
) -> Iterator[_Piece]:
    borders = marks.borders(region)
    for start, end in pairwise(borders):
        piece = _Piece(essay.text[start:end], claims=marks.claims_at(start, end))
        piece.markup = any(s.start <= start and end <= s.end for s in region.skips)
        mention = marks.mention_at(start, end)
        if mention is not None:
            piece.mention, piece.first = number[mention.span], mention.start == start
            piece.type = mention.entity.type
            piece.form = f"{mention.kind}{' nil' if mention.entity.nil else ''}"
        yield piece


def _note(number: int, claim: Claim, ontology: Ontology) -> dict[str, Any]:
    known = ontology.names.get(claim.predicate.name)
    if isinstance(claim.object, EntityRef):
        shown = claim.object.label
    else:
        value = claim.object.value
        shown = f"“{value if len(value) <= _QUOTE_SHOWN else value[: _QUOTE_SHOWN - 1] + '…'}”"
    return {
        "number": number,
        "id": claim.id,
        "iri": claim.subject.iri,
        "subject": claim.subject.label,
        "property": known.label if known else claim.predicate.name,
        "object": shown,
        "happened": known.occurrence.label if known and known.occurrence else None,
        "circumstances": _circumstances(claim),
        "status": claim.status,
        "who": claim.attributed_to.label if claim.attributed_to else None,
    }


def _circumstances(claim: Claim) -> tuple[ViewCircumstance, ...]:
    """Where, when and for which film, of what the claim says happened."""
    return circumstances(
        (name, what.label if isinstance(what, EntityRef) else what.value, None)
        for name, what in claim.circumstances
    )


def _blocks(
    annotated: AnnotatedEssay, marks: _Marks, number: Mapping[Span, int], ontology: Ontology
) -> list[_Block]:
    essay = annotated.essay
    starts = [r.start for r in essay.regions]
    blocks = [
        _Block(
            r.kind,
            "h2" if r.kind == "heading" else "p",
            list(_pieces(essay, r, marks.within(r), number)),
        )
        for r in essay.regions
    ]
    for i, claim in enumerate(annotated.claims):
        fullest = max(claim.evidence, key=lambda e: e.end - e.start, default=None)
        row = bisect_right(starts, fullest.start if fullest else 0) - 1
        if row >= 0:
            blocks[row].claims.append(_note(i, claim, ontology))
    return blocks


def _mention(mention: Mention, number: Mapping[Span, int]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "iri": mention.entity.iri,
        "label": mention.entity.label,
        "type": mention.entity.type,
        "nil": mention.entity.nil,
        "text": mention.text,
        "score": round(mention.score, 2),
        "reason": mention.reason,
        "others": [c.as_json() for c in mention.candidates],
    }
    if mention.antecedent is not None and mention.antecedent in number:
        out["before"] = number[mention.antecedent]
    return out


def render_reading_page(
    annotated: AnnotatedEssay,
    *,
    ontology: Ontology,
    index: str | None = None,
    linked: bool = True,
) -> str:
    """The page of one essay, for ``reading/<essay id>.html``.

    ``ontology`` has what people read for its properties; ``index`` is the path of the page over
    all essays, from the output folder; ``linked`` False makes a page that stands alone.
    """
    essay = annotated.essay
    mentions = tuple(sorted(annotated.mentions, key=lambda m: (m.start, -m.end)))
    number = {m.span: i for i, m in reversed(list(enumerate(mentions)))}
    marks = _Marks(
        mentions,
        tuple((e.start, e.end, i) for i, c in enumerate(annotated.claims) for e in c.evidence),
    )
    root = "../" * (essay.id.count("/") + 1)
    style, script = asset("reading.css"), asset("reading.js")
    names = sum(m.kind == "name" for m in mentions)
    return template("reading.html").render(
        title=essay.title or essay.id,
        author=annotated.author.label if annotated.author else essay.author,
        language=essay.language,
        films=annotated.films[:3],
        names=names,
        pronouns=len(mentions) - names,
        count=len(annotated.claims),
        types={k: v for k, v in TYPE_LABELS.items() if any(m.entity.type == k for m in mentions)},
        blocks=_blocks(annotated, marks, number, ontology),
        mentions={
            "mentions": [_mention(m, number) for m in mentions],
            "types": TYPE_LABELS,
            "root": root,
            "linked": linked,
        },
        root=root,
        linked=linked,
        index=index,
        style=Markup(style),
        script=Markup(script),
        style_hashes=policy_hash(style),
        script_hashes=policy_hash(script),
    )
