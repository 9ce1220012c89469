"""Our components in a spaCy pipeline of somebody else's."""

from __future__ import annotations

import pytest

from graphbuild.annotation.pipeline import load_model

pytestmark = pytest.mark.model


def test_components_work_alone_in_a_pipeline() -> None:
    """Added to the stock model, they link names, resolve a pronoun and read a claim."""
    nlp = load_model()
    for name in ("linker", "coreference", "relations"):
        nlp.add_pipe(f"graphbuild_{name}")
    doc = nlp("Todd Haynes directed Carol (2015). He cast Cate Blanchett as Carol Aird.")
    linked = {(s.text, s.kb_id_.rsplit("/", 2)[-1]) for s in doc.spans["graphbuild"]}
    assert {("Todd Haynes", "todd-haynes"), ("Carol", "carol-2015")} <= linked
    assert ("He", "todd-haynes") in linked
    said = {(c.subject.label, c.predicate.name) for c in doc._.graphbuild_claims}
    assert ("Carol", "director") in said
