"""Where a text is cut into tokens when its writer leaves out spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Tom Reed)and", "Tom Reed ) and"),
        ("Reed(Blind Harbor)to", "Reed ( Blind Harbor ) to"),
        ("Reed),the", "Reed ) , the"),
        ("(Reed's)that", "( Reed 's ) that"),
        ("the harbour.The end", "the harbour . The end"),
        ("the harbour.eventually she", "the harbour . eventually she"),
        ('"Heat"(1995).The', '" Heat " ( 1995 ) . The'),
        ("great!The cast;a crew", "great ! The cast ; a crew"),
        ("Samuel L.Jackson", "Samuel L. Jackson"),
        ("in Rocky II.He", "in Rocky II . He"),
        ("--Ada Quill--", "-- Ada Quill --"),
    ],
)
def test_marks_part_words_without_a_space(nlp: Language, text: str, tokens: str) -> None:
    """Brackets, commas, stops and quotation marks between letters."""
    assert [t.text for t in nlp.make_doc(text)] == tokens.split()


@pytest.mark.parametrize(
    "text",
    [
        "M*A*S*H",
        "S.W.A.T.",
        "J.J.",
        "5,000",
        "9/11",
        "P!nk",
        "e.g.",
        "actor(s",
        "o'clock",
        "harbour-lights.com",
        "https://example.org/a(b)c,d",
    ],
)
def test_what_is_written_solid_stays_whole(nlp: Language, text: str) -> None:
    """Initials, figures, addresses, optional endings."""
    assert [t.text for t in nlp.make_doc(text)] == [text]


def test_names_are_found_beside_such_marks(annotator: Annotator) -> None:
    """A name ends where its writer forgot the space, and offsets are the essay's."""
    text = "¨Harbour Lights¨(1982).The sheriff(Ines Vale)and Peter Crane(Tom Reed)are lovers."
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    found = [m for m in annotator.annotate(essay).mentions if m.kind == "name"]
    assert [m.text for m in found] == ["Harbour Lights", "Ines Vale", "Peter Crane", "Tom Reed"]
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("hoped", "hope"),
        ("hopes", "hope"),
        ("hating", "hate"),
        ("stared", "stare"),
        ("starring", "star"),
        ("staged", "stage"),
        ("premiered", "premiere"),
        ("planned", "plan"),
        ("singing", "sing"),
        ("visited", "visit"),
    ],
)
def test_a_verb_with_a_silent_e_is_told_from_the_one_without(
    nlp: Language, form: str, lemma: str
) -> None:
    verb = nlp(f"They had been {form} for her.")[3]
    assert verb.lemma_ == lemma
