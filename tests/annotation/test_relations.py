"""Relations read from sentences through the shipped lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.knowledge.records import Credit, Performance
from graphbuild.model import EntityRef, Value
from tests.annotation.relating import EmptyKnowledge, claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

NAMES = {
    "Harbour Lights": "film Harbour Lights",
    "Salt Roads": "film Salt Roads",
    "Ada Quill": "person Ada Quill",
    "Tomas Reed": "person Tomas Reed",
    "Ines Vale": "person Ines Vale",
    "Mara": "character Mara",
    "Joss": "character Joss",
    "Pike": "character Pike",
    "Lisbon": "place Lisbon",
    "Porto": "place Porto",
    "The Ferry": "work The Ferry",
    "Golden Lion": "award Golden Lion",
    "Orrery Films": "organization Orrery Films",
}

CASES = [
    # active, passive, reduced relatives, coordination
    ("Ada Quill directed Harbour Lights.", ("Harbour Lights", "director", "Ada Quill")),
    ("Harbour Lights was directed by Ada Quill.", ("Harbour Lights", "director", "Ada Quill")),
    (
        "Harbour Lights is a comedy written and directed by Ada Quill.",
        ("Harbour Lights", "screenwriter", "Ada Quill"),
    ),
    (
        "Harbour Lights stars Ines Vale and Tomas Reed.",
        ("Harbour Lights", "actor", "Tomas Reed"),
    ),
    (
        "Harbour Lights was produced by Orrery Films.",
        ("Harbour Lights", "productionCompany", "Orrery Films"),
    ),
    (
        "Harbour Lights was directed by Ada Quill and starred Tomas Reed.",
        ("Harbour Lights", "actor", "Tomas Reed"),
    ),
    (
        "Harbour Lights is a comedy directed by and starring Ada Quill.",
        ("Harbour Lights", "director", "Ada Quill"),
    ),
    (
        "Harbour Lights stars Ines Vale alongside Tomas Reed.",
        ("Harbour Lights", "actor", "Tomas Reed"),
    ),
    ("The cast of Harbour Lights includes Ines Vale.", ("Harbour Lights", "actor", "Ines Vale")),
    # performances
    ("Ines Vale plays the aunt, Mara, and sings.", ("Ines Vale", "playsCharacter", "Mara")),
    ("Ines Vale, who plays Mara, is very good.", ("Ines Vale", "playsCharacter", "Mara")),
    ("Mara, brilliantly played by Ines Vale, leaves.", ("Ines Vale", "playsCharacter", "Mara")),
    ("Joss (Tomas Reed) owns the boat.", ("Tomas Reed", "playsCharacter", "Joss")),
    ("Tomas Reed is Joss.", ("Tomas Reed", "playsCharacter", "Joss")),
    ("Tomas Reed is Joss, the surgeon who drinks.", ("Joss", "hasOccupation", "surgeon")),
    (
        "Harbour Lights stars Ines Vale as Mara, Tomas Reed as Joss.",
        ("Tomas Reed", "playsCharacter", "Joss"),
    ),
    # genitives, appositions, nominal predicates
    (
        "Few films are as quiet as Ada Quill's Harbour Lights.",
        ("Harbour Lights", "director", "Ada Quill"),
    ),
    ("Mara is the daughter of Joss.", ("Mara", "parent", "Joss")),
    ("Mara, Joss's sister, sells the boat.", ("Joss", "sibling", "Mara")),
    ("Mara is a nurse in a small town.", ("Mara", "hasOccupation", "nurse")),
    ("They meet a Portuguese sailor named Joss.", ("Joss", "nationality", "Portugal")),
    ("Pike, a retired detective, follows them.", ("Pike", "hasOccupation", "detective")),
    # control, raising, symmetric verbs, event nouns
    ("Mara is introduced to Joss.", ("Joss", "hasMet", "Mara")),
    ("Mara begins to form a quiet bond with Joss.", ("Joss", "knows", "Mara")),
    ("In the end Mara and Joss get married.", ("Joss", "spouse", "Mara")),
    ("Everything leads to Mara and Joss's wedding.", ("Joss", "spouse", "Mara")),
    ("Pike kills Joss on the pier.", ("Pike", "kills", "Joss")),
    # places, sources, awards, values
    (
        "Harbour Lights was shot on location in Lisbon and Porto.",
        ("Harbour Lights", "filmingLocation", "Porto"),
    ),
    ("Harbour Lights is set in Lisbon.", ("Harbour Lights", "narrativeLocation", "Lisbon")),
    ("Harbour Lights is based on the novel The Ferry.", ("Harbour Lights", "basedOn", "The Ferry")),
    ("Harbour Lights won the Golden Lion.", ("Harbour Lights", "award", "Golden Lion")),
    (
        "Harbour Lights was released on May 4, 1987.",
        ("Harbour Lights", "datePublished", "1987-05-04"),
    ),
    ("Harbour Lights (1987) begins at sea.", ("Harbour Lights", "datePublished", "1987")),
    ("Harbour Lights is a 1987 Italian comedy.", ("Harbour Lights", "countryOfOrigin", "Italy")),
    ("Harbour Lights is a 1987 Italian comedy.", ("Harbour Lights", "genre", "comedy")),
    ("Harbour Lights cost $2.5 million.", ("Harbour Lights", "budget", "USD 2500000")),
    ("Harbour Lights runs for 139 minutes.", ("Harbour Lights", "duration", "PT139M")),
    # criticism
    (
        "Like Salt Roads, Harbour Lights is patient.",
        ("Harbour Lights", "comparedWith", "Salt Roads"),
    ),
    ("Harbour Lights is louder than Salt Roads.", ("Harbour Lights", "comparedWith", "Salt Roads")),
    ("Mara is also known as “Minnow”.", ("Mara", "alternateName", "Minnow")),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:48] for c in CASES])
def test_a_sentence_states_its_relation(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """Each construction gives the triple that a reader takes from it."""
    assert expected in triples(claims(nlp, ontology, text, NAMES))


NOTHING = [
    "Ada Quill watched Harbour Lights with Tomas Reed.",
    "Mara walks past Joss and Pike on the pier.",
    "Orrery Films sits beside the river in Lisbon.",
    "Ines Vale plays chess between takes.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_company_in_a_sentence_is_not_a_relation(
    nlp: Language, ontology: Ontology, text: str
) -> None:
    """Names that only stand together give no claim."""
    assert triples(claims(nlp, ontology, text, NAMES)) == set()


def test_people_and_characters_do_not_mix(nlp: Language, ontology: Ontology) -> None:
    """An actor does not marry a character: the worlds are kept apart by type."""
    found = triples(claims(nlp, ontology, "Ines Vale marries Joss.", NAMES))
    assert not [t for t in found if t[1] == "spouse"]


def test_cast_lists_pair_each_performer_with_one_part(nlp: Language, ontology: Ontology) -> None:
    """In "A as B, C as D" nobody gets the other's part."""
    text = "The film stars Ines Vale as Mara, Tomas Reed as Joss and Ada Quill as Pike."
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert {t for t in found if t[1] == "playsCharacter"} == {
        ("Ines Vale", "playsCharacter", "Mara"),
        ("Tomas Reed", "playsCharacter", "Joss"),
        ("Ada Quill", "playsCharacter", "Pike"),
    }


def test_a_denied_relation_is_kept_as_negated(nlp: Language, ontology: Ontology) -> None:
    """What the text denies is a claim with its cue, never an assertion."""
    found = claims(nlp, ontology, "Mara never marries Joss.", NAMES, film="Harbour Lights")
    denied = [c for c in found if c.predicate.name == "spouse"]
    assert [c.status for c in denied] == ["negated"]
    assert denied[0].cue is not None
    assert denied[0].cue.quote == "never"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harbour Lights was filmed in Lisbon, not in Sintra.",
            {("Lisbon", "asserted"), ("Sintra", "negated")},
        ),
        (
            "Harbour Lights was not filmed in Lisbon but in Sintra.",
            {("Lisbon", "negated"), ("Sintra", "asserted")},
        ),
    ],
)
def test_a_contrast_denies_one_side(
    nlp: Language, ontology: Ontology, text: str, expected: set[tuple[str, str]]
) -> None:
    """What *not* or *but* sets apart has a status of its own."""
    names = {**NAMES, "Sintra": "place Sintra"}
    found = claims(nlp, ontology, text, names)
    assert {
        (c.object.label, c.status) for c in found if isinstance(c.object, EntityRef)
    } == expected


def test_the_film_under_discussion_is_the_silent_subject(nlp: Language, ontology: Ontology) -> None:
    """A location without a film belongs to the essay's film, which is shown as evidence."""
    text = "Harbour Lights is slow. The crew used real locations in Lisbon."
    found = claims(nlp, ontology, text, NAMES, film="Harbour Lights")
    claim = next(c for c in found if c.predicate.name == "filmingLocation")
    assert (claim.subject.label, claim.object.label) == ("Harbour Lights", "Lisbon")  # type: ignore[union-attr]
    assert [e.quote for e in claim.evidence][-1] == "Harbour Lights"


def test_the_sequel_is_another_film(nlp: Language, ontology: Ontology) -> None:
    """What is said of *the sequel* is not said of the film spoken of; *this sequel* is that."""
    text = "Harbour Lights is slow. The sequel takes place in Porto. This sequel is set in Lisbon."
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert ("Harbour Lights", "narrativeLocation", "Lisbon") in found
    assert ("Harbour Lights", "narrativeLocation", "Porto") not in found


def test_a_noun_with_its_own_article_is_not_the_other_ones(
    nlp: Language, ontology: Ontology
) -> None:
    """*Vale's acting and some fine cinematography*: the second is not Vale's."""
    shared = "I liked Ada Quill's lighting and cinematography."
    apart = "I liked Ines Vale's acting and some fine cinematography."
    film = "Harbour Lights"
    assert (film, "cinematographer", "Ada Quill") in triples(
        claims(nlp, ontology, shared, NAMES, film=film)
    )
    assert (film, "cinematographer", "Ines Vale") not in triples(
        claims(nlp, ontology, apart, NAMES, film=film)
    )


def test_story_claims_belong_to_a_film(nlp: Language, ontology: Ontology) -> None:
    """A relation between characters is diegetic and says in which film."""
    found = claims(nlp, ontology, "Mara meets Joss.", NAMES, film="Harbour Lights")
    claim = next(c for c in found if c.predicate.name == "hasMet")
    assert claim.level == "diegetic"
    assert claim.film is not None
    assert claim.film.endswith("film/harbour-lights")


def test_a_performance_fills_the_cast(nlp: Language, ontology: Ontology) -> None:
    """Who plays whom also says who acts in the film and who appears in it."""
    found = triples(claims(nlp, ontology, "Ines Vale plays Mara.", NAMES, film="Harbour Lights"))
    assert ("Harbour Lights", "actor", "Ines Vale") in found
    assert ("Harbour Lights", "character", "Mara") in found


def test_a_known_performance_goes_to_its_own_film(nlp: Language, ontology: Ontology) -> None:
    """A part that the casts know from another film does not enter the film under discussion."""
    cast = (Performance("film/salt-roads", "person/ines-vale", "character/mara", 1),)
    kb = EmptyKnowledge(cast)
    found = claims(nlp, ontology, "Ines Vale plays Mara.", NAMES, film="Harbour Lights", kb=kb)
    claim = next(c for c in found if c.predicate.name == "playsCharacter")
    assert claim.film is not None
    assert claim.film.endswith("film/salt-roads")
    assert ("Harbour Lights", "actor", "Ines Vale") not in triples(found)


def test_repeats_are_one_claim_with_more_evidence(nlp: Language, ontology: Ontology) -> None:
    """Saying it twice adds evidence, not a claim."""
    text = "Ada Quill directed Harbour Lights. Years later, Ada Quill's Harbour Lights returned."
    found = [c for c in claims(nlp, ontology, text, NAMES) if c.predicate.name == "director"]
    assert len(found) == 1
    assert len(found[0].evidence) == 2


def test_evidence_quotes_the_text_and_holds_both_arguments(
    nlp: Language, ontology: Ontology
) -> None:
    """The quote is exact and names both sides."""
    text = "At last, Ada Quill directed Harbour Lights in one summer."
    evidence = claims(nlp, ontology, text, NAMES)[0].evidence[0]
    assert text[evidence.start : evidence.end] == evidence.quote
    assert evidence.quote == "Ada Quill directed Harbour Lights"


def test_the_divorce_takes_up_the_couple(nlp: Language, ontology: Ontology) -> None:
    """A definite event noun without names speaks of the couple last mentioned."""
    text = "Mara marries Joss in spring. After the divorce is settled, the house is sold."
    found = claims(nlp, ontology, text, NAMES, film="Harbour Lights")
    assert ("Joss", "divorced", "Mara") in triples(found)


def test_general_words_count_only_where_knowledge_agrees(nlp: Language, ontology: Ontology) -> None:
    """A person who gives a character charm plays it, if the cast says so."""
    text = "Ines Vale gives Mara a stubborn charm."
    cast = (Performance("film/harbour-lights", "person/ines-vale", "character/mara", 1),)
    assert not triples(claims(nlp, ontology, text, NAMES))
    known = claims(nlp, ontology, text, NAMES, kb=EmptyKnowledge(cast))
    assert ("Ines Vale", "playsCharacter", "Mara") in triples(known)


def test_a_genitive_that_contradicts_the_credits_is_not_a_director(
    nlp: Language, ontology: Ontology
) -> None:
    """An actor's film is not the actor's as director when the credits name another."""
    text = "Ines Vale's Harbour Lights is back in cinemas."
    credited = (Credit("film/harbour-lights", "director", "person/ada-quill"),)
    found = triples(claims(nlp, ontology, text, NAMES, kb=EmptyKnowledge(credited=credited)))
    assert not [t for t in found if t[1] == "director"]


def test_awards_carry_their_category(nlp: Language, ontology: Ontology) -> None:
    """The category after an award's name is part of what was won."""
    names = {**NAMES, "Academy Award": "award Academy Award"}
    text = "Ines Vale won the Academy Award for Best Actress in 1988."
    found = triples(claims(nlp, ontology, text, names))
    assert ("Ines Vale", "award", "Academy Award for Best Actress") in found


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("Mara marries Joss in Lisbon.", "spouse", {"place": "Lisbon"}),
        ("The wedding of Mara and Joss in Porto is short.", "spouse", {"place": "Porto"}),
        ("Ines Vale won the Golden Lion for Harbour Lights.", "award", {"film": "Harbour Lights"}),
        ("Ines Vale won the Golden Lion in 1988.", "award", {"date": "1988"}),
        (
            "Ines Vale won the Golden Lion for Best Actress for Salt Roads.",
            "award",
            {"film": "Salt Roads"},
        ),
        ("Joss visits his wife Mara in Lisbon.", "spouse", {}),
    ],
)
def test_what_happened_has_a_place_a_date_and_a_film(
    nlp: Language, ontology: Ontology, text: str, predicate: str, expected: dict[str, str]
) -> None:
    """What a pair cannot hold is kept with the claim; a wife's whereabouts are no wedding's."""
    names = {**NAMES, "his": "character Joss"}
    found = [c for c in claims(nlp, ontology, text, names) if c.predicate.name == predicate]
    (claim,) = [c for c in found if c.subject.type != "film"]
    told = {n: v.value if isinstance(v, Value) else v.label for n, v in claim.circumstances}
    assert told == expected


@pytest.mark.parametrize(
    ("text", "film"),
    [
        ("Harbour Lights came first. Ada Quill shot it in Lisbon.", "Harbour Lights"),
        ("Salt Roads is quieter. Ada Quill shot it in Lisbon.", "Salt Roads"),
    ],
)
def test_it_is_the_film_that_the_paragraph_is_about(
    nlp: Language, ontology: Ontology, text: str, film: str
) -> None:
    """In an essay on several films a paragraph is about the one that it names first."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert (film, "filmingLocation", "Lisbon") in found


def test_both_takes_up_the_films_named_last(nlp: Language, ontology: Ontology) -> None:
    """A counted pronoun stands for films, not for one of them."""
    text = "Harbour Lights came before Salt Roads. Tomas Reed edited both."
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert ("Harbour Lights", "editor", "Tomas Reed") in found
    assert ("Salt Roads", "editor", "Tomas Reed") in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ines Vale plays Mara; Tomas Reed, Joss.", ("Tomas Reed", "playsCharacter", "Joss")),
        ("Mara loves Joss, and so does Rosa.", ("Rosa", "loves", "Joss")),
        ("Mara does not love Joss but Rosa does.", ("Rosa", "loves", "Joss")),
        ("As Mara, Ines Vale does very little.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ines Vale, as Mara, hardly speaks.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ines Vale's performance as Mara is quiet.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Music: Tomas Reed.", ("Harbour Lights", "musicBy", "Tomas Reed")),
        ("Director: Ada Quill.", ("Harbour Lights", "director", "Ada Quill")),
        ("Its director, Ada Quill, is shy.", ("Harbour Lights", "director", "Ada Quill")),
        ("Ada Quill wrote the screenplay.", ("Harbour Lights", "screenwriter", "Ada Quill")),
        (
            "Ada Quill directs from a script of her own.",
            ("Harbour Lights", "director", "Ada Quill"),
        ),
        ("Ada Quill and Tomas Reed produced.", ("Harbour Lights", "producer", "Tomas Reed")),
        ("Harbour Lights is by Ada Quill.", ("Harbour Lights", "director", "Ada Quill")),
        ("Ines Vale is wonderful as Mara.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ines Vale is Mara and Tomas Reed is Joss.", ("Ines Vale", "playsCharacter", "Mara")),
        ("Ada Quill wrote the script for Salt Roads.", ("Salt Roads", "screenwriter", "Ada Quill")),
    ],
)
def test_what_is_left_out_is_understood(
    nlp: Language, ontology: Ontology, text: str, expected: tuple[str, str, str]
) -> None:
    """Gaps, parts set off by commas, credits and nouns that speak of the film."""
    names = {**NAMES, "Rosa": "character Rosa"}
    found = triples(claims(nlp, ontology, text, names, film="Harbour Lights"))
    assert expected in found
    assert not [t for t in found if t[1] == expected[1] and t[2] == expected[0]]


@pytest.mark.parametrize(
    ("text", "property_"),
    [
        ("Ada Quill directed the dancers.", "director"),
        ("Ada Quill moves the story to Lisbon.", "homeLocation"),
    ],
)
def test_what_has_its_object_leaves_nothing_out(
    nlp: Language, ontology: Ontology, text: str, property_: str
) -> None:
    """A verb with an object of its own says nothing of the film under discussion."""
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights"))
    assert property_ not in {t[1] for t in found}


def test_loose_words_yield_to_the_credits(nlp: Language, ontology: Ontology) -> None:
    """A performer who makes a film funny has not made it."""
    text = "Ines Vale makes Harbour Lights funny."
    credited = (Credit("film/harbour-lights", "director", "person/ada-quill"),)
    cast = (Performance("film/harbour-lights", "person/ines-vale", "character/mara", 1),)
    kb = EmptyKnowledge(cast, credited)
    assert not [t for t in triples(claims(nlp, ontology, text, NAMES, kb=kb)) if t[1] == "director"]


def test_the_source_may_bear_the_films_title(nlp: Language, ontology: Ontology) -> None:
    """A film based on its own title is based on the work that the credits name."""
    text = "Harbour Lights is based on Harbour Lights."
    credited = (Credit("film/harbour-lights", "basedOn", "work/harbour-lights"),)
    found = claims(nlp, ontology, text, NAMES, kb=EmptyKnowledge(credited=credited))
    (claim,) = found
    assert isinstance(claim.object, EntityRef)
    assert (claim.predicate.name, claim.object.type) == ("basedOn", "work")


def test_the_same_text_gives_the_same_claims(nlp: Language, ontology: Ontology) -> None:
    """Ids, order and evidence do not change between two runs."""
    text = "Ada Quill directed Harbour Lights. Mara loves Joss. Pike attacks Mara."
    assert claims(nlp, ontology, text, NAMES) == claims(nlp, ontology, text, NAMES)


def test_a_story_is_that_of_the_film_spoken_of(nlp: Language, ontology: Ontology) -> None:
    """Who is in several films is told of in the one that the sentence names, else in the main
    one, which they are in."""
    text = "Mara loves Joss. In Salt Roads, Mara marries Joss. Pike is the brother of Mara."
    films = ("harbour-lights", "salt-roads")
    parts = [
        Performance(f"film/{f}", "person/x", f"character/{who}", 1)
        for f in films
        for who in ("mara", "joss")
    ]
    kb = EmptyKnowledge((*parts, Performance("film/salt-roads", "person/x", "character/pike", 1)))
    found = claims(nlp, ontology, text, NAMES, film=("Harbour Lights", "Salt Roads"), kb=kb)
    told = {c.predicate.name: (c.film or "").rpartition("/")[2] for c in found}
    assert told == {"loves": "harbour-lights", "spouse": "salt-roads", "sibling": "salt-roads"}


def test_a_performer_is_not_what_the_part_is(nlp: Language, ontology: Ontology) -> None:
    """Who is said to be a fisherman plays one where the cast has him, and is none himself; a
    trade of film-makers is his own."""
    kb = EmptyKnowledge((Performance("film/harbour-lights", "person/tomas-reed", None, 1),))
    text = "Tomas Reed is a fisherman who cannot swim. Ada Quill is a director."
    found = triples(claims(nlp, ontology, text, NAMES, film="Harbour Lights", kb=kb))
    assert found == {
        ("Harbour Lights", "actor", "Tomas Reed"),
        ("Ada Quill", "hasOccupation", "film director"),
    }
    nothing_known = claims(nlp, ontology, "Tomas Reed is a fisherman.", NAMES, film="Salt Roads")
    assert not triples(nothing_known)
