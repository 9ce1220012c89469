"""Annotate gold essays, whole or without a part, and score both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.annotation.pipeline import analyse
from graphbuild.evaluating.gold import GoldEssay, Json
from graphbuild.evaluating.measuring import Scored, score_essays
from graphbuild.reading import read_path

if TYPE_CHECKING:
    from graphbuild.annotation.analysis import Analysis
    from graphbuild.annotation.pipeline import Annotator

__all__ = ["Ablation", "ablate"]


@dataclass(frozen=True, slots=True)
class Ablation:
    """The scores without some parts (none: the whole program)."""

    without: Without
    scored: Scored


def ablate(
    annotator: Annotator, gold: Sequence[GoldEssay], parts: Iterable[Without] = (NOTHING,)
) -> Iterator[Ablation]:
    """Score the gold once for each set of parts left out; spaCy reads the essays only once."""
    analyses = list(analyse(annotator.nlp, [read_path(g.path) for g in gold]))
    for without in parts:
        found = [_annotation(annotator, a, without) for a in analyses]
        yield Ablation(without, score_essays(gold, found))


def _annotation(annotator: Annotator, analysis: Analysis, without: Without) -> Json:
    return annotator.finish(analysis, without).as_json()
