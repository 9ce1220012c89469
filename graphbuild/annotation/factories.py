"""Our components for any spaCy pipeline: one ``Doc`` is taken as one paragraph of an essay.

    nlp.add_pipe("graphbuild_linker")
    nlp.add_pipe("graphbuild_coreference")
    nlp.add_pipe("graphbuild_relations")

Each needs the one before it. Mentions go to ``doc._.graphbuild_mentions`` and, as spans with the
entity's IRI as ``kb_id_``, to ``doc.spans["graphbuild"]``; claims to ``doc._.graphbuild_claims``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from graphbuild.annotation import coreference, linking, quotations, relations
from graphbuild.annotation.analysis import Analysis, Block, OffsetMap
from graphbuild.annotation.doc import Doc as Words
from graphbuild.iris import DEFAULT_BASE, Iris
from graphbuild.knowledge import KnowledgeBase
from graphbuild.model import Essay, Region
from graphbuild.ontology import Ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphbuild.model import Mention

__all__ = ["Coreference", "Linker", "Relations"]

_CONFIG: dict[str, Any] = {"kb": None, "base": DEFAULT_BASE}

for _name, _default in (("mentions", ()), ("claims", ()), ("linking", None)):
    if not Doc.has_extension(f"graphbuild_{_name}"):
        Doc.set_extension(f"graphbuild_{_name}", default=_default)


def _analysis(doc: Doc) -> Analysis:
    digest = hashlib.sha256(doc.text.encode("utf-8")).hexdigest()
    region = Region(0, len(doc.text), "body")
    essay = Essay(f"doc-{digest[:12]}", doc.text, digest, "en", (region,))
    return Analysis(essay, (Block(region, Words(doc), OffsetMap((0,), (0,))),))


def _mark(doc: Doc, mentions: Iterable[Mention]) -> None:
    doc._.graphbuild_mentions = tuple(mentions)
    spans: list[DocSpan] = []
    for m in doc._.graphbuild_mentions:
        span = doc.char_span(m.start, m.end, label=m.entity.type, kb_id=m.entity.iri)
        if span is not None:
            spans.append(span)
    doc.spans["graphbuild"] = spans


class _Component:
    def __init__(self, kb: str | None, base: str) -> None:
        self.kb = KnowledgeBase.open(Path(kb) if kb else None)
        self.iris = Iris(base)


class Linker(_Component):
    """Detects and links the names of a ``Doc``."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``graphbuild_mentions`` to the names of the document."""
        linked = linking.link(_analysis(doc), self.kb, self.iris)
        doc._.graphbuild_linking = linked
        _mark(doc, linked.mentions)
        return doc


class Coreference(_Component):
    """Adds pronouns and definite descriptions to the names that the linker found."""

    def __call__(self, doc: Doc) -> Doc:
        """Extend ``graphbuild_mentions``."""
        linked = doc._.graphbuild_linking
        _mark(doc, coreference.resolve(_analysis(doc), linked, self.kb, self.iris))
        return doc


class Relations(_Component):
    """Reads claims, with their status, from a ``Doc`` whose mentions are resolved."""

    def __init__(self, kb: str | None, base: str) -> None:
        super().__init__(kb, base)
        self.ontology = Ontology.load()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``graphbuild_claims``."""
        analysis, mentions = _analysis(doc), doc._.graphbuild_mentions
        quoted = quotations.find(analysis, mentions)
        linked = doc._.graphbuild_linking
        doc._.graphbuild_claims = relations.extract(
            analysis, mentions, linked, quoted, self.ontology, self.iris, self.kb
        )
        return doc


@Language.factory(
    "graphbuild_linker",
    default_config=_CONFIG,
    requires=["token.dep", "token.tag", "token.lemma"],
    assigns=["doc.spans", "doc._.graphbuild_mentions", "doc._.graphbuild_linking"],
)
def _make_linker(nlp: Language, name: str, kb: str | None, base: str) -> Linker:
    return Linker(kb, base)


@Language.factory(
    "graphbuild_coreference",
    default_config=_CONFIG,
    requires=["doc._.graphbuild_linking"],
    assigns=["doc.spans", "doc._.graphbuild_mentions"],
)
def _make_coreference(nlp: Language, name: str, kb: str | None, base: str) -> Coreference:
    return Coreference(kb, base)


@Language.factory(
    "graphbuild_relations",
    default_config=_CONFIG,
    requires=["doc._.graphbuild_mentions", "doc._.graphbuild_linking"],
    assigns=["doc._.graphbuild_claims"],
)
def _make_relations(nlp: Language, name: str, kb: str | None, base: str) -> Relations:
    return Relations(kb, base)
