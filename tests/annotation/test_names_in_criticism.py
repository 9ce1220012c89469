"""Names as critics, programmes and trade papers write them: where they end, and what they are."""

from __future__ import annotations

import pytest

from graphbuild.annotation.detection import propose
from graphbuild.annotation.linking import link
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.reading import read_bytes

pytestmark = pytest.mark.model


def types(annotator: Annotator, text: str) -> dict[str, str]:
    """The names of a text with the type of each, of equals the last."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    return {m.text: m.entity.type for m in link(analysis, annotator.kb, annotator.iris).mentions}


def proposed(annotator: Annotator, text: str) -> list[str]:
    """What may be a name, without words whose capital proves nothing."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    return [s.text for s in propose(analysis, annotator.kb) if not s.weak]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Diary of a Lost Friend, his second film, was shelved.", ["Diary of a Lost Friend"]),
        ("It is better known as Liedje van der Nacht abroad.", ["Liedje van der Nacht"]),
        ("He made Bread and Olives (1970) with no money.", ["Bread and Olives"]),
        ("The film she likes is King of Girls, and she said so.", ["King of Girls"]),
        ("He trained at the Centre for the Advancement of Puppets and Masks.",
         ["Centre for the Advancement of Puppets and Masks"]),
        ("A son of K. P. T. C. Lalithan wrote it.", ["K. P. T. C. Lalithan"]),
        ("Hats off to Art Director Jothan Shankra.", ["Jothan Shankra"]),
        ("He had a talent for Milo Orsha. Remembering Orsha is easy.",
         ["Milo Orsha", "Orsha"]),
        ("The best of them is Jimmy the Gravedigger.", ["Jimmy the Gravedigger"]),
        ("Abraxan Film, Graalo Film and Little Feather produced.",
         ["Abraxan Film", "Graalo Film", "Little Feather"]),
        ("She praises the documentary The Knitting Story for its calm.", ["The Knitting Story"]),
        ("The dance was filmed by Powell and Pressburger.", ["Powell", "Pressburger"]),
    ],
)  # fmt: skip
def test_where_a_name_begins_and_ends(annotator: Annotator, text: str, names: list[str]) -> None:
    """Titles that open a sentence, are foreign, dated or joined; institutions, initials, trades."""
    assert proposed(annotator, text) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("With Thierno Leyanu, Seuna Sambova and Youno Seyeva",
         {"Thierno Leyanu": "person", "Seuna Sambova": "person", "Youno Seyeva": "person"}),
        ("Cast: Thierno Leyanu (Rastko), Seuna Sambova (Danica)",
         {"Thierno Leyanu": "person", "Rastko": "character", "Seuna Sambova": "person",
          "Danica": "character"}),
        ("Thierno Leyanu as Rastko", {"Thierno Leyanu": "person", "Rastko": "character"}),
        ("Dir: Anton Brusik. Starring: Thierno Leyanu, Seuna Sambova",
         {"Anton Brusik": "person", "Thierno Leyanu": "person", "Seuna Sambova": "person"}),
    ],
)  # fmt: skip
def test_lines_of_credits_name_people(
    annotator: Annotator, line: str, names: dict[str, str]
) -> None:
    """A line that looks like a heading has names where the words of credits say so."""
    found = types(annotator, f"Velika Noc (1975)\n{line}\n\nThe film is slow. It has no music.")
    assert {n: found.get(n) for n in names} == names


def test_a_headline_with_a_dash_is_no_cast(annotator: Annotator) -> None:
    """Only below the first line is a dash between names that of a cast."""
    text = "Harvest - Review\nThierno Leyanu - Rastko\n\nThe film is slow."
    assert proposed(annotator, text) == ["Thierno Leyanu", "Rastko"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rich ditzy Joan Winforth (a woefully miscast Bettina Daviss) runs away.",
         {"Joan Winforth": "character", "Bettina Daviss": "person"}),
        ("The cast is fine: Henrik Silvar as Vico's reliable right-hand man Joe Carlisse.",
         {"Henrik Silvar": "person", "Joe Carlisse": "character"}),
        ("Start with Asfalto, Joem Mayer's film of the same year.", {"Asfalto": "film"}),
        ("It comes from Rahul Sadashi of Bhootham fame.", {"Bhootham": "film"}),
        ("It is the second of the pictures G. W. Pabstein made with her.",
         {"G. W. Pabstein": "person"}),
        ("Thevan (Arjun Ashoka) flees with Koran (Mani Achari). His host, Kodum Pottan "
         "(Mammotty), smiles.", {"Kodum Pottan": "character", "Mammotty": "person"}),
    ],
)  # fmt: skip
def test_what_is_said_beside_a_name(
    annotator: Annotator, text: str, wanted: dict[str, str]
) -> None:
    """Praise in parentheses, descriptions behind *as*, appositions, the usual order of pairs."""
    found = types(annotator, text)
    assert {n: found.get(n) for n in wanted} == wanted


def test_a_namesake_in_office_is_no_misspelling(annotator: Annotator) -> None:
    """One word of a name may not differ wholly: *Superintendent Wong* is not *… Pang*."""
    text = "Superintendent Pangor runs the case. Superintendent Wangar wants it."
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    mentions = annotator.annotate(essay).mentions
    assert len({m.entity.iri for m in mentions if m.kind == "name"}) == 2


def test_cast_with_colons_gives_performers_and_parts(annotator: Annotator) -> None:
    """A line of two names with a colon between them is a performer and the part."""
    text = (
        "The Salt Ledger\n\nOlga Ferrant: Bess\n\nMarcus Tull: Hobday\n\n"
        "Bess keeps the ledger of the mine until Hobday burns it."
    )
    found = types(annotator, text)
    assert found["Olga Ferrant"] == found["Marcus Tull"] == "person"
    assert found["Bess"] == found["Hobday"] == "character"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Another horror from Warner Brothers, who added a murder.",
         "Warner Brothers", "organization"),
        ("In the last movie for the legend, Edward G. Robinson, there is dignity.",
         "Edward G. Robinson", "person"),
        ("According to Harrowby (1992), the widow is punished for her work.", "Harrowby", "person"),
        ("Harrowby (1992a) reads the ending as a dream.", "Harrowby", "person"),
        ("The widow is punished in Harrowby (1992: 14-16) as well.", "Harrowby", "person"),
        ("Following Harrowby (1992) and Ostrow (1988: 7), we may doubt it.", "Harrowby", "person"),
        ("Carol () and Gaslight (1944), and Heat ( ), were shown.", "Gaslight", "film"),
        ("She saw Ruined Orchard (1987, 2010) and The Salt Mother (1988) twice.", "Ruined Orchard",
         "film"),
        ("Following Gaslight (1944) and its success, he shot a comedy.", "Gaslight", "film"),
        ("It tells again the story of Romeo and Juliet.", "Romeo and Juliet", "work"),
        ("The relics went to the National Museum of Ethnology at night.",
         "National Museum of Ethnology", "organization"),
        ("She opened Critics' Week with her second film.", "Critics' Week", "organization"),
    ],
)  # fmt: skip
def test_well_known_and_telling_names_have_their_kind(
    annotator: Annotator, text: str, name: str, kind: str
) -> None:
    """What a name is known for, or is built like, outweighs how its sentence may be read."""
    assert types(annotator, text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "After such epics as *Marie Antoinette* she wanted a small part.",
        "I was moved by \"A special day\", where two neighbours talk on a roof.",
    ],
)  # fmt: skip
def test_title_is_marked_by_asterisks_or_in_sentence_case(annotator: Annotator, text: str) -> None:
    """Asterisks stand for italics; a quotation in sentence case is a title where one is known."""
    title = text.split('"' if '"' in text else "*")[1]
    assert types(annotator, text).get(title) == "film"


def test_strange_word_that_opens_a_sentence_is_a_name(annotator: Annotator) -> None:
    """A known name, or somebody's that English lacks as a word, needs no second mention."""
    found = types(annotator, "They made it cheaply. Shochiku let him go. Brodsky drops in for tea.")
    assert found.get("Shochiku") == "organization"
    assert "Brodsky" in found


def test_numbered_king_is_somebody(annotator: Annotator) -> None:
    """A number behind a title of address counts kings, not sequels."""
    found = types(annotator, "The rally is seen by Count Ferrano and King Ottokar IV, in a hurry.")
    assert found.get("King Ottokar IV") in {"person", "character"}
