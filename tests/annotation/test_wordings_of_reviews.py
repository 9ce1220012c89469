"""Wordings of reviews as they are written: credits, parentheses, casual grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation import Annotator
    from graphbuild.model import Essay
    from graphbuild.ontology import Ontology

NAMES = {
    "Harbour Lights": "film Harbour Lights",
    "Ada Quill": "person Ada Quill",
    "Ines Vale": "person Ines Vale",
    "Tomas Reed": "person Tomas Reed",
    "Mara": "character Mara",
    "Joss": "character Joss",
    "Rosa": "character Rosa",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Director(s): Ada Quill", {("Harbour Lights", "director", "Ada Quill")}),
        (
            "Director: Ada Quill | Year: 2019 | Runtime: 94 mins",
            {
                ("Harbour Lights", "director", "Ada Quill"),
                ("Harbour Lights", "datePublished", "2019"),
                ("Harbour Lights", "duration", "PT94M"),
            },
        ),
        ("Genres: Drama, Comedy", {("Harbour Lights", "genre", "drama")}),
        (
            "Starring Ines Vale, Tomas Reed",
            {("Harbour Lights", "actor", "Ines Vale"), ("Harbour Lights", "actor", "Tomas Reed")},
        ),
        ("Written by: Ada Quill & Tomas Reed", {("Harbour Lights", "screenwriter", "Tomas Reed")}),
        (
            "Harbour Lights. 2012. With Ines Vale, Tomas Reed. In French. 115 min.",
            {("Harbour Lights", "actor", "Ines Vale"), ("Harbour Lights", "actor", "Tomas Reed")},
        ),
    ],
)
def test_lines_of_credits_are_read_by_their_labels(
    nlp: Language, ontology: Ontology, text: str, expected: set[tuple[str, str, str]]
) -> None:
    """What stands behind a label is the film's, whatever a parser makes of the line."""
    found = claims(nlp, ontology, text, NAMES, film="Harbour Lights")
    assert expected <= triples(found)


def test_a_label_without_a_colon_is_one_only_before_names(
    nlp: Language, ontology: Ontology
) -> None:
    """A sentence that begins with such a word is a sentence."""
    text = "Music fills the house while Ada Quill sleeps."
    assert not triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ines Vale stars as Mara, and does a great job.", ("Ines Vale", "playsCharacter", "Mara")),
        ("He is found by Joss, played by Tomas Reed.", ("Tomas Reed", "playsCharacter", "Joss")),
        ("His classmate, Joss played by Tomas Reed.", ("Tomas Reed", "playsCharacter", "Joss")),
        (
            "Mara, played as a girl by Ines Vale, a woman by Ada Quill.",
            ("Ada Quill", "playsCharacter", "Mara"),
        ),
        ("Ines Vale's character, Mara, explains it.", ("Ines Vale", "playsCharacter", "Mara")),
        (
            "Ines Vale brings a dry wit to the role of Mara.",
            ("Ines Vale", "playsCharacter", "Mara"),
        ),
        ("Mara (a superb Ines Vale) waits.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Mara (now Ines Vale) waits.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Mara (a fine performance by Ines Vale) waits.", ("Ines Vale", "playsCharacter", "Mara")),
        (
            "Mara (nicely played with low-key charm by Ines Vale) waits.",
            ("Ines Vale", "playsCharacter", "Mara"),
        ),
        ("Mara (a woefully miscast Ines Vale) waits.", ("Ines Vale", "playsCharacter", "Mara")),
        (
            "Ines Vale, as Mara, the mother, says little and is hard to forget.",
            ("Ines Vale", "playsCharacter", "Mara"),
        ),
        (
            "Ines Vale and Tomas Reed shine in their respective roles as Mara and Joss.",
            ("Tomas Reed", "playsCharacter", "Joss"),
        ),
    ],
)
def test_parts_in_casual_wordings(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """Each gives the one part, and nobody else's."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert expected in found
    parts = {t[2] for t in found if t[1] == "playsCharacter" and t[0] == expected[0]}
    assert parts == {expected[2]}


def test_a_part_in_parentheses_is_not_of_the_next_name(nlp: Language, ontology: Ontology) -> None:
    """A participle inside parentheses is said of the name before them alone."""
    text = "It shows the lives of Mara (played by Ines Vale) and Joss (played by Tomas Reed)."
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert {t for t in found if t[1] == "playsCharacter"} == {
        ("Ines Vale", "playsCharacter", "Mara"),
        ("Tomas Reed", "playsCharacter", "Joss"),
    }


def test_who_plays_a_nurse_is_in_the_film(nlp: Language, ontology: Ontology) -> None:
    """A part without a name puts its performer into the cast; a piano is no part."""
    found = claims(nlp, ontology, "Ines Vale plays a nurse.", NAMES, film="Harbour Lights")
    assert ("Harbour Lights", "actor", "Ines Vale") in triples(found)
    found = claims(nlp, ontology, "Ines Vale plays the piano.", NAMES, film="Harbour Lights")
    assert not triples(found)


def test_kin_end_where_other_kin_begin(nlp: Language, ontology: Ontology) -> None:
    """A husband named before a son is no husband of the son's, nor a mother her neighbour."""
    text = "Mara, her husband Joss, and their son Rosa live there."
    found = triples(claims(nlp, ontology, text, {**NAMES, "her": "character Mara"}))
    assert {t for t in found if t[1] == "spouse"} == {("Joss", "spouse", "Mara")}


def test_who_plays_a_countess_is_none(nlp: Language, ontology: Ontology) -> None:
    """A performer in parentheses behind a description of the part is not described by it."""
    text = "She is the daughter of a French countess (Ines Vale)."
    assert not [t for t in triples(claims(nlp, ontology, text, NAMES)) if t[0] == "Ines Vale"]


def test_words_of_a_title_deny_nothing(nlp: Language, ontology: Ontology) -> None:
    """The *No* of a title is no negation."""
    names = {**NAMES, "No Roads Home": "film No Roads Home"}
    found = claims(nlp, ontology, "No Roads Home is a thriller.", names)
    assert ("No Roads Home", "genre", "thriller") in triples(found)


def test_a_debut_that_somebody_starred_in_is_not_of_her_direction(
    nlp: Language, ontology: Ontology
) -> None:
    """A film is possessed by who plays in it as well as by who made it."""
    text = "Ines Vale starred in her 2007 debut Harbour Lights."
    found = triples(claims(nlp, ontology, text, {**NAMES, "her": "person Ines Vale"}))
    assert "director" not in {t[1] for t in found}


# -- on the shipped knowledge ------------------------------------------------------------------


def _claims(annotator: Annotator, essay: Essay) -> set[tuple[str, str, str]]:
    return triples(annotator.annotate(essay).claims)


def test_a_film_is_implied_by_its_cast(annotator: Annotator) -> None:
    """A review that names characters and performers in full need not name the film."""
    text = (
        "Directed by Guillermo del Toro, it tells the tale of Elisa Esposito (Sally Hawkins), who "
        "cleans a laboratory. Richard Strickland (Michael Shannon) guards what is kept there."
    )
    annotated = annotator.annotate(_essay(text))
    assert [f.label for f in annotated.films] == ["The Shape of Water"]
    assert ("The Shape of Water", "director", "Guillermo del Toro") in triples(annotated.claims)


def test_siblings_are_named_together(annotator: Annotator) -> None:
    """*The Coen brothers* are both, and what they made is each one's."""
    text = "In Fargo the Coen brothers look at greed. Fargo was directed by the Coens."
    annotated = annotator.annotate(_essay(text))
    groups = [m for m in annotated.mentions if m.entity.members]
    assert [m.text for m in groups] == ["Coen brothers", "Coens"]
    assert {m.label for m in groups[0].entity.members} == {"Ethan Coen", "Joel Coen"}
    made = {t for t in triples(annotated.claims) if t[1] == "director"}
    assert ("Fargo", "director", "Joel Coen") in made


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Kelly Reichardt‘s First Cow is calm.", "Kelly Reichardt", "person"),
        ("Anatomy of a Fall is an Oscar-nominated drama.", "Oscar", "award"),
        ("I watched In the mood for love again.", "In the mood for love", "film"),
        ("They live in the French Alps.", "Alps", "place"),
        ("Jean-Pierre and Luc Dardenne shot it in Belgium.", "Jean-Pierre", "person"),
        (
            "He saw 1954’s The Creature from the Black Hollow.",
            "The Creature from the Black Hollow",
            "film",
        ),
        ("Three Sons o' Gold is a 1941 comedy film.", "Three Sons o' Gold", "film"),
        ("Larkin's Bend is a 1931 film directed by Ada Quill.", "Larkin's Bend", "film"),
        ("Hope Is a Bridge is a 1944 war film.", "Hope Is a Bridge", "film"),
        ("A remake of The Mill of Larkin's Bend (1944).", "The Mill of Larkin's Bend", "film"),
        ("It was edited by Tomas Reed, Jr., in a week.", "Tomas Reed, Jr.", "person"),
        ('Mabel "Mae" Trask drinks.', 'Mabel "Mae" Trask', "person"),
        ("It was restored by Larkin Films.", "Larkin Films", "organization"),
        ("The Secret Service guards him.", "Secret Service", "organization"),
    ],
)
def test_names_in_casual_spelling(annotator: Annotator, text: str, name: str, type_: str) -> None:
    """Other marks for the apostrophe, titles in sentence case, shared surnames, regions."""
    found = annotator.annotate(_essay(text)).mentions
    assert any(m.text.endswith(name) and m.entity.type == type_ for m in found), found


def test_a_nickname_given_inside_a_name_is_the_same_person(annotator: Annotator) -> None:
    """Later names are one with it, and titles in quotation marks are no nicknames."""
    text = (
        'Mabel "Mae" Trask, a welder, is played by Ines Vale. Mae drinks; Trask sleeps. In "Carol" '
        "Blanchett drinks too."
    )
    found = annotator.annotate(_essay(text)).mentions
    iri = found[0].entity.iri
    assert [m.text for m in found if m.entity.iri == iri] == ['Mabel "Mae" Trask', "Mae", "Trask"]
    assert ("Carol", "film") in {(m.text, m.entity.type) for m in found}


def test_offices_are_no_names(annotator: Annotator) -> None:
    """*US President* is an office; who holds it is named behind."""
    text = "It shows US President Abraham Lincoln. He never meets the Prime Minister."
    found = annotator.annotate(_essay(text)).mentions
    assert [m.text for m in found if m.kind == "name"] == ["Abraham Lincoln"]


@pytest.mark.parametrize(
    ("text", "film", "name"),
    [
        ("In Casablanca Rick loves Ilsa.", "Casablanca", "Rick Blaine"),
        ("By the end of Heat Hanna holds his hand.", "Heat", "Vincent Hanna"),
        ("In Carol Blanchett is better.", "Carol", "Cate Blanchett"),
    ],
)
def test_a_title_ends_before_somebody_of_the_film(
    annotator: Annotator, text: str, film: str, name: str
) -> None:
    """A phrase that opens a sentence needs no comma: casts tell where the title ends."""
    found = {m.entity.label: m.entity.type for m in annotator.annotate(_essay(text)).mentions}
    assert found.get(film) == "film"
    assert name in found


def test_a_short_sentence_is_no_title(annotator: Annotator) -> None:
    """A text that begins with a short sentence has no title in it."""
    text = "In The Godfather Woltz has refused. Vito does not have Woltz killed."
    found = {m.text: m.entity.type for m in annotator.annotate(_essay(text)).mentions}
    assert found["Woltz"] == "character"


def test_the_film_is_none_that_hardly_is_one(annotator: Annotator) -> None:
    """*The film* takes up the film that the text defines, not what only might be one."""
    text = (
        "Larkin Bend is a 1949 Harbor Watch film in Cinerama Warnertone. The film also stars "
        "Tomas Reed."
    )
    assert {t for t in _claims(annotator, _essay(text)) if t[1] == "actor"} == {
        ("Larkin Bend", "actor", "Tomas Reed")
    }


def test_an_author_did_not_direct_what_was_made_of_the_book(annotator: Annotator) -> None:
    """A possessor whom the knowledge base knows for books is no director."""
    text = "William Shakespeare's Larkin Bend is a 1996 film. Ada Quill's Larkin Bend is quiet."
    directors = {t[2] for t in _claims(annotator, _essay(text)) if t[1] == "director"}
    assert "William Shakespeare" not in directors


def test_a_first_name_is_the_parts_before_the_performers(annotator: Annotator) -> None:
    """Of a performer and a part with one first name, critics call the part by it."""
    text = (
        "In Anatomy of a Fall Sandra Hüller plays Sandra Voyter, a German novelist. Sandra is "
        "charged with murder."
    )
    (bare,) = [m for m in annotator.annotate(_essay(text)).mentions if m.text == "Sandra"]
    assert bare.entity.label == "Sandra Voyter"


def test_family_names_may_come_first(annotator: Annotator) -> None:
    """*Wong* is Wong Kar-wai's surname, though it stands first."""
    text = "Wong Kar-wai made Chungking Express in 1994. Wong’s films are full of clocks."
    (bare,) = [m for m in annotator.annotate(_essay(text)).mentions if m.text == "Wong"]
    assert bare.entity.label == "Wong Kar-wai"


def _essay(text: str) -> Essay:
    from graphbuild.model import Essay, Region

    return Essay("t.txt", text, "0", "en", (Region(0, len(text), "body"),))


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        (
            "Harbour Lights has Ines Vale as Mara, a nurse, and Tomas Reed as Joss, a clerk.",
            {("Ines Vale", "playsCharacter", "Mara"), ("Tomas Reed", "playsCharacter", "Joss")},
            "alternateName",
        ),
        (
            "Mara goes to prison after being framed by Joss (Tomas Reed).",
            {("Tomas Reed", "playsCharacter", "Joss")},
            "alternateName",
        ),
    ],
)
def test_every_part_of_a_list_is_its_performers(
    nlp: Language,
    ontology: Ontology,
    text: str,
    expected: set[tuple[str, str, str]],
    never: str,
) -> None:
    """ "has X as Y", and a "by" that belongs to another verb."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert expected <= found
    assert never not in {predicate for _, predicate, _ in found}


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Mara - (Ines Vale) is a nurse.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ines Vale does a great job as Mara.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ines Vale turns up late as Mara.", ("Ines Vale", "playsCharacter", "Mara")),
        (
            "Harbour Lights is one of Ada Quill's most expressionistic films.",
            ("Harbour Lights", "director", "Ada Quill"),
        ),
        (
            "Directed with a light hand by Ada Quill, Harbour Lights is a joy.",
            ("Harbour Lights", "director", "Ada Quill"),
        ),
        (
            "Harbour Lights marks the second film directed by Ada Quill.",
            ("Harbour Lights", "director", "Ada Quill"),
        ),
        (
            "Harbour Lights is odd. French director Ada Quill lets the camera run.",
            ("Harbour Lights", "director", "Ada Quill"),
        ),
        (
            "In Harbour Lights much of the credit belongs to the gifted cinematographer Ada Quill.",
            ("Harbour Lights", "cinematographer", "Ada Quill"),
        ),
        (
            "His editor, the clerk Mara (Ines Vale), and his friend Joss (Tomas Reed), a failed "
            "playwright, keep him company.",
            ("Joss", "hasOccupation", "playwright"),
        ),
        ("2003's Harbour Lights still holds up.", ("Harbour Lights", "datePublished", "2003")),
        (
            "Harbour Lights was adapted by Ada Quill.",
            ("Harbour Lights", "screenwriter", "Ada Quill"),
        ),
    ],
)
def test_what_reviewers_write_for_directs_and_plays(
    nlp: Language, ontology: Ontology, text: str, triple: tuple[str, str, str]
) -> None:
    """Parts and makers in the wordings of users' reviews."""
    found = claims(nlp, ontology, text, NAMES, film="Harbour Lights")
    assert triple in triples(found)


@pytest.mark.parametrize(
    "text",
    [
        "I saw Ines Vale as Mara.",
        "It feels like Tomas Reed directed Harbour Lights.",
        "Tomas Reed is the editor Joss.",
        "Harbour Lights recalls the works of the Swedish director Tomas Reed.",
    ],
)
def test_what_is_likened_or_seen_is_no_credit(nlp: Language, ontology: Ontology, text: str) -> None:
    """Who is seen as a part is its performer, not the one who sees; a likeness is no fact."""
    found = claims(nlp, ontology, text, NAMES, film="Harbour Lights")
    asserted = triples([c for c in found if c.status == "asserted"])
    assert not {
        ("Harbour Lights", "director", "Tomas Reed"),
        ("Harbour Lights", "editor", "Joss"),
    } & (asserted)
    assert not any(s == "I" for s, _, _ in asserted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harbour Lights was directed with great care by her good friend, Ada Quill.",
            ("Harbour Lights", "director", "Ada Quill"),
        ),
        (
            "Harbour Lights is influenced by the thrillers of Ada Quill.",
            ("Harbour Lights", "influencedBy", "Ada Quill"),
        ),
        ("Ada Quill committed suicide in 1981.", ("Ada Quill", "deathDate", "1981")),
        ("Ada Quill passed away in 1981.", ("Ada Quill", "deathDate", "1981")),
    ],
)
def test_makers_in_casual_wordings(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """A maker behind words for what they are, and whose the thrillers are."""
    assert expected in triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Lights is good. The screenplay is by Ada Quill.",
        "Salt Roads is loosely based on Ada Quill's Harbour Lights.",
    ],
)
def test_who_wrote_it_did_not_direct_it(nlp: Language, ontology: Ontology, text: str) -> None:
    """The maker of a part of the film, and whose the source is, direct nothing."""
    names = NAMES | {"Salt Roads": "film Salt Roads"}
    found = triples(claims(nlp, ontology, text, names, film="Salt Roads"))
    assert not [t for t in found if t[1] == "director"]
