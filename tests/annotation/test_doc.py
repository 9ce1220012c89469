"""The plain objects of a block say of its words what spaCy's say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Token as SpacyToken

from graphbuild.annotation.doc import Doc, Token

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

pytestmark = pytest.mark.model

TEXTS = (
    "In Carol, directed by Todd Haynes, Cate Blanchett plays Carol Aird. She meets Therese.",
    "“What Vanya did,” says Ani (Mikey Madison),  “was wrong!”\u2003He's 21; it cost $6 million.",
    "A film which, I am told, nobody in New York liked - the one that Baker's crew shot in 2023 …",
    "1. Heat 2. Ronin",
    "Who?",
)
ATTRIBUTES = (
    "i idx text lower_ lemma_ pos_ tag_ dep_ whitespace_ is_alpha is_digit "
    "is_lower is_upper is_title is_punct is_quote is_bracket is_space is_stop is_sent_start "
    "like_num"
).split()


@pytest.fixture(scope="module")
def docs(nlp: Language, root: Path) -> list[Doc]:
    """Sentences with everything that parses differ in, and a paragraph of each shipped essay."""
    essays = sorted((root / "data" / "essays").glob("*.txt"))
    paragraphs = [e.read_text(encoding="utf-8").split("\n\n")[2] for e in essays]
    return list(Doc.of_each(nlp.pipe([*TEXTS, *paragraphs])))


def numbers(tokens: object) -> list[int]:
    """Where tokens of either kind stand."""
    return [t.i for t in tokens]  # type: ignore[attr-defined]


def test_a_token_says_what_spacys_says(docs: list[Doc]) -> None:
    """Every attribute has the same value."""
    for doc in docs:
        for token, theirs in zip(doc, doc.source, strict=True):
            for name in ATTRIBUTES:
                assert getattr(token, name) == getattr(theirs, name), (name, theirs)
            assert len(token) == len(theirs)


@pytest.mark.parametrize("name", ["children", "lefts", "subtree", "ancestors", "sent"])
def test_the_tree_is_spacys(docs: list[Doc], name: str) -> None:
    """Walks through the tree meet the same words in the same order."""
    for doc in docs:
        for token, theirs in zip(doc, doc.source, strict=True):
            assert numbers(getattr(token, name)) == numbers(getattr(theirs, name))


def test_single_relations_are_spacys(docs: list[Doc]) -> None:
    """Head, left edge and whether one word stands above another are the same."""

    def related(token: Token | SpacyToken) -> list[object]:
        below = [t.i for t in token.sent if token.is_ancestor(t)]  # type: ignore[arg-type]
        return [token.head.i, token.left_edge.i, *below]

    for doc in docs:
        for token, theirs in zip(doc, doc.source, strict=True):
            assert related(token) == related(theirs)


def test_every_stretch_of_words_has_the_text_and_root_of_spacys(docs: list[Doc]) -> None:
    """Text, root and offsets of all stretches up to seven words, of sentences and of chunks."""
    for doc in docs:
        for start in range(len(doc)):
            for end in range(start + 1, min(start + 8, len(doc) + 1)):
                theirs = doc.source[start:end]
                assert doc.text_of(start, end) == theirs.text
                assert doc.root_of(start, end).i == theirs.root.i
        for name in ("sents", "noun_chunks"):
            ours, read = list(getattr(doc, name)), list(getattr(doc.source, name))
            for attribute in ("start", "end", "start_char", "end_char", "text"):
                values = [getattr(s, attribute) for s in ours]
                assert values == [getattr(s, attribute) for s in read]


def test_neighbours_end_with_the_document(docs: list[Doc]) -> None:
    """There is none before the first word and none behind the last."""
    first, last = docs[0][0], docs[0][-1]
    assert first.nbor() is docs[0][1]
    for token, offset in ((first, -1), (last, 1)):
        with pytest.raises(IndexError):
            token.nbor(offset)


def test_text_is_aligned_with_words_as_spacy_aligns_it(docs: list[Doc]) -> None:
    """Growing to whole words, shrinking to them, or refusing."""
    doc = docs[0]
    assert doc.char_span(4, 14) is None
    grown = doc.char_span(4, 14, alignment_mode="expand")
    shrunk = doc.char_span(2, 19, alignment_mode="contract")
    assert [span.text if span else None for span in (grown, shrunk)] == ["Carol, directed"] * 2
