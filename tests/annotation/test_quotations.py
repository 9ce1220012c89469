"""Quotations: which marks hold somebody's words, whose they are, and where they begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.annotation.quotations import Quotation, enclosing, find
from graphbuild.annotation.quotations.marks import pairs
from graphbuild.model import EntityRef, Mention, Span
from tests.annotation.test_coreference import analysed, named

if TYPE_CHECKING:
    from spacy.language import Language

VARDA = EntityRef("https://x/person/agnes-varda", "Agnès Varda", "person")
DEMY = EntityRef("https://x/person/jacques-demy", "Jacques Demy", "person")


def found(nlp: Language, text: str, *names: tuple[str, EntityRef]) -> list[tuple[str, str | None]]:
    """The quoted texts with their speakers' labels."""
    mentions: tuple[Mention, ...] = named(text, *names)
    return [
        (q.text, q.speaker.label if q.speaker else None)
        for q in find(analysed(nlp, text), mentions)
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“I film what I love,” Varda said.", "I film what I love"),
        ("“I film what I love,” said Varda.", "I film what I love"),
        ('"I film what I love," Varda explained in Cannes.', "I film what I love"),
        ("Varda once said, “I film what I love.”", "I film what I love."),
        ("Varda put it this way: “I film what I love.”", "I film what I love."),
        ("Varda explained that “what I love is what I film.”", "what I love is what I film."),
        ("“What do I love?” asked Varda.", "What do I love?"),
        (
            "“I call it ‘cine-writing,’ that is all,” Varda said.",
            "I call it ‘cine-writing,’ that is all",
        ),
        ("“I film. I wait. I cut,” Varda told the students.", "I film. I wait. I cut"),
        ("‘I film what I love,’ Varda said.", "I film what I love"),
        (
            "The sea, wrote Varda, is “a sheet that somebody shakes”.",
            "a sheet that somebody shakes",
        ),
        ("Varda called the sea “a sheet that somebody shakes”.", "a sheet that somebody shakes"),
        (
            "In the words of Varda, the sea is “a sheet that somebody shakes”.",
            "a sheet that somebody shakes",
        ),
        ("For Varda, the sea is “a sheet that somebody shakes”.", "a sheet that somebody shakes"),
        (
            "My neighbour Varda, who is from there, said “it is Paris with the bins out” again.",
            "it is Paris with the bins out",
        ),
    ],
)
def test_a_quotation_has_its_speaker(nlp: Language, text: str, quoted: str) -> None:
    """Attribution after, before and around the quotation; curly, straight, nested, single marks."""
    assert found(nlp, text, ("Varda", VARDA)) == [(quoted, "Agnès Varda")]


@pytest.mark.model
def test_an_interrupted_quotation_comes_in_pieces(nlp: Language) -> None:
    """Each piece is a quotation of its own, by the one speaker."""
    text = "“I film what I love,” Varda said, “and I love what the sea leaves behind.”"
    assert found(nlp, text, ("Varda", VARDA)) == [
        ("I film what I love", "Agnès Varda"),
        ("and I love what the sea leaves behind.", "Agnès Varda"),
    ]


@pytest.mark.model
def test_a_quotation_goes_on_after_its_attribution(nlp: Language) -> None:
    """A second quotation right after the attribution's full stop is the same speaker's."""
    text = "“I film what I love,” Varda said. “The sea does the rest of the work.”"
    assert [who for _, who in found(nlp, text, ("Varda", VARDA))] == ["Agnès Varda"] * 2


@pytest.mark.model
def test_the_next_clause_may_belong_to_the_next_quotation(nlp: Language) -> None:
    """A clause that ends in a comma introduces what follows, not what it follows."""
    text = (
        "“I film what I love,” Varda said. “The sea does the rest.” Demy replied, "
        "“The sea never paid for a single camera.”"
    )
    speakers = [who for _, who in found(nlp, text, ("Varda", VARDA), ("Demy", DEMY))]
    assert speakers == ["Agnès Varda", "Agnès Varda", "Jacques Demy"]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Varda walks us through the “happiness” of the title.",
        "Critics reduced her to words such as “muse,” “wife,” and “widow.”",
        "A forum with the name “What did Cléo see?” keeps the debate alive.",
        "Varda felt the need to “defend” her heroine.",
        "The short “Black Panthers” was shot by Varda in Oakland.",
    ],
)
def test_words_titles_and_scare_quotes_are_no_quotations(nlp: Language, text: str) -> None:
    """Marks without a clause of saying put no words into anybody's mouth."""
    assert found(nlp, text, ("Varda", VARDA)) == []


@pytest.mark.model
def test_an_unnamed_speaker_stays_unlinked(nlp: Language) -> None:
    """A quotation of nobody we can name has no speaker."""
    text = "One of my teachers once said, “A cut is a decision, not an accident.”"
    assert found(nlp, text) == [("A cut is a decision, not an accident.", None)]


@pytest.mark.model
def test_spans_are_exact(nlp: Language) -> None:
    """Spans are code points of the essay; the cue is the verb, the addressee who is told."""
    text = "“I film what I love,” Varda told Demy."
    (quotation,) = find(analysed(nlp, text), named(text, ("Varda", VARDA), ("Demy", DEMY)))
    assert text[slice(*quotation.span)] == quotation.text == "I film what I love"
    assert quotation.cue is not None
    assert text[slice(*quotation.cue)] == "told"
    assert quotation.speaker_span == Span(22, 27)
    assert quotation.addressee == DEMY


def test_a_stray_closing_mark_is_passed_over() -> None:
    """Sloppy punctuation does not swallow the rest of the paragraph."""
    text = "The thread “Did he leave?”” has died, “he left,” she said."
    assert [text[a:b] for a, b in pairs(text)] == ["Did he leave?", "he left,"]


def test_a_quotation_of_several_paragraphs_runs_to_the_end() -> None:
    """An opening mark without a closing one quotes the paragraph."""
    text = "“It was a hard shoot and we were cold."
    assert pairs(text) == [(1, len(text))]


@given(st.text(alphabet="ab .,?“”\"‘’'", max_size=60))
def test_pairs_are_ordered_and_apart(text: str) -> None:
    """Whatever the marks, quoted ranges lie in the text, in order, without overlap."""
    found_pairs = pairs(text)
    edges = [edge for pair in found_pairs for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= a <= b <= len(text) for a, b in found_pairs)


def test_enclosing_finds_the_quotation_around_a_span() -> None:
    """A span inside a quotation is found, one beside it is not."""
    quotations = (Quotation(Span(10, 20), "x" * 10, None, None, None),)
    assert enclosing(quotations, Span(12, 15)) == quotations[0]
    assert enclosing(quotations, Span(5, 12)) is None
    assert enclosing((), Span(0, 1)) is None


@pytest.mark.model
def test_a_name_and_a_colon_say_what_follows(nlp: Language) -> None:
    """A script's line belongs to the name before its colon, not to whoever thinks afterwards."""
    text = "“It drags,” says Varda. Demy: “You fell asleep.” Varda thinks that he dreamt it."
    assert found(nlp, text, ("Varda", VARDA), ("Demy", DEMY)) == [
        ("It drags", "Agnès Varda"),
        ("You fell asleep.", "Jacques Demy"),
    ]
