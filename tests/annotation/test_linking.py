"""Linking: whom a name means, in sentences of the kind that reviewers write."""

from __future__ import annotations

import pytest

from graphbuild.annotation.pipeline import Annotator
from graphbuild.model import Mention
from graphbuild.reading import read_bytes

pytestmark = pytest.mark.model


def names(annotator: Annotator, text: str) -> list[tuple[str, str, str]]:
    """(text, type, last part of the IRI) of every name, in order."""
    return [(m.text, m.entity.type, _key(m)) for m in mentions(annotator, text)]


def mentions(annotator: Annotator, text: str) -> list[Mention]:
    essay = read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt")
    return [m for m in annotator.annotate(essay).mentions if m.kind == "name"]


def _key(mention: Mention) -> str:
    return mention.entity.iri.rpartition("/")[2]


def test_possessor_is_no_part_of_the_title(annotator: Annotator) -> None:
    """Director and title are two names, in a note of one sentence too."""
    found = names(annotator, "Todd Haynes's Carol stars Cate Blanchett.")
    assert ("Todd Haynes", "person", "todd-haynes") in found
    assert ("Carol", "film", "carol-2015") in found


def test_possessor_that_belongs_to_the_title_stays(annotator: Annotator) -> None:
    """A title that begins with somebody's name is kept whole."""
    found = names(annotator, "Schindler's List stars Liam Neeson.")
    assert ("Schindler's List", "film", "schindlers-list-1993") in found


def test_pronoun_that_opens_a_sentence_is_no_title(annotator: Annotator) -> None:
    """'It stars' speaks of the film before, not of a film called *It*."""
    found = names(annotator, "I finally watched Heat. It stars Al Pacino and Robert De Niro.")
    assert "It" not in [text for text, _, _ in found]


def test_place_and_film_of_one_name_are_told_apart(annotator: Annotator) -> None:
    """Where something is filmed or where somebody goes is the place."""
    text = (
        "Philadelphia (1993) is a careful film. It was filmed in Philadelphia, with Tom Hanks "
        "and Denzel Washington."
    )
    found = [(t, k) for t, k, _ in names(annotator, text) if t == "Philadelphia"]
    assert found == [("Philadelphia", "film"), ("Philadelphia", "place")]


def test_films_of_one_title_are_told_apart_by_maker_and_year(annotator: Annotator) -> None:
    """The remake and the first film, each where its director or year says so."""
    text = (
        "Two films by one name\n\nMerian C. Cooper and Ernest B. Schoedsack made the first King "
        "Kong in 1933. Peter Jackson's King Kong (2005) runs for three hours. Take the 1933 King "
        "Kong if you have one evening."
    )
    found = [k for t, _, k in names(annotator, text) if t == "King Kong"]
    assert found == ["king-kong-1933", "king-kong-2005", "king-kong-1933"]


def test_film_of_another_year_is_not_the_one_that_is_known(annotator: Annotator) -> None:
    """A year that no known film of the title has makes it an unknown film."""
    text = "Nobody remembers Gladiator (1957), a boxing picture that was never shown."
    (film,) = [m for m in mentions(annotator, text) if m.text == "Gladiator"]
    assert film.entity.type == "film"
    assert film.entity.nil


def test_little_known_film_is_found_by_its_year(annotator: Annotator) -> None:
    """Of several films of a title one that nobody curates is meant where its year is given."""
    text = "Nobody remembers Gladiator (1992), a boxing picture with Cuba Gooding Jr."
    assert ("Gladiator", "film", "gladiator-1992") in names(annotator, text)


def test_little_known_film_is_found_by_its_people(annotator: Annotator) -> None:
    """A title of common words is a film where its director and its performer are named."""
    text = "Raoul Walsh made Gentleman Jim with Errol Flynn, who boxes in it as if he danced."
    assert ("Gentleman Jim", "film", "gentleman-jim-1942") in names(annotator, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sean Baker made Anora for us. Between Us and him there is a bond.", "Between Us"),
        ("I saw Anora in Paris, and Men in the row behind laughed at Mikey Madison.", "Men"),
        ("I saw Anora in Paris, and Men in the row behind laughed at Mikey Madison.", "Paris"),
    ],
)
def test_common_words_are_no_little_known_film(annotator: Annotator, text: str, words: str) -> None:
    """That some film is called by words proves nothing of them."""
    assert not [t for t, type_, _ in names(annotator, text) if (t, type_) == (words, "film")]


def test_namesake_of_a_little_known_performer_stays_unknown(annotator: Annotator) -> None:
    """A neighbour who is called like somebody of an old film is nobody known, until the text
    speaks of film people."""
    known = "William Garwood"
    beside = mentions(annotator, f"My neighbour {known} walked out of Anora after ten minutes.")
    assert [m.entity.nil for m in beside if m.text == known] == [True]
    starring = mentions(annotator, f"A forgotten western starring {known} was shown before Anora.")
    assert [m.entity.nil for m in starring if m.text == known] == [False]


def test_title_in_capitals_is_found(annotator: Annotator) -> None:
    """A title that is shouted is a title, common word or not."""
    found = names(annotator, "PARASITE (2019): Bong Joon-ho's masterpiece. Song Kang-ho is in it.")
    assert ("PARASITE", "film", "parasite-2019") in found


def test_full_surname_with_its_particle_finds_its_person(annotator: Annotator) -> None:
    """A surname of two words is one name."""
    text = "Guillermo del Toro directed Pan's Labyrinth. Del Toro drew every monster himself."
    found = names(annotator, text)
    assert [k for t, _, k in found if t == "Del Toro"] == ["guillermo-del-toro"]


def test_title_that_is_compared_is_the_film(annotator: Annotator) -> None:
    """'More honest than Gandhi' compares films, where another film is being discussed."""
    text = (
        "Miloš Forman's Amadeus won eight Oscars. It is more honest than Gandhi, and shorter. "
        "Ben Kingsley plays Gandhi for Richard Attenborough."
    )
    kinds = [k for t, k, _ in names(annotator, text) if t == "Gandhi"]
    assert kinds == ["film", "character"]


def test_speaker_whom_nobody_knows_is_a_person(annotator: Annotator) -> None:
    """Who talks about a film whose cast is known is no character of it."""
    text = (
        "Goodfellas again\n\nRay Liotta plays Henry Hill in Goodfellas. “It is a film about "
        "lunch,” Augusta Winterberg announced. Winterberg runs a film club."
    )
    found = [m for m in mentions(annotator, text) if "Winterberg" in m.text]
    assert {m.entity.type for m in found} == {"person"}
    assert len({m.entity.iri for m in found}) == 1
    assert all(m.entity.nil for m in found)


def test_book_of_the_title_is_told_from_the_film(annotator: Annotator) -> None:
    """What the story was taken from, by a writer, is the book."""
    text = (
        "Alfred Hitchcock made Psycho in 1960. He took the story from Psycho, by Robert Bloch, "
        "and changed the ending."
    )
    kinds = [k for t, k, _ in names(annotator, text) if t == "Psycho"]
    assert kinds == ["film", "work"]


def test_every_choice_has_a_reason_and_rejected_ones_too(annotator: Annotator) -> None:
    """A reader can see why, and why not."""
    for mention in mentions(annotator, "Todd Haynes's Carol stars Cate Blanchett as Carol Aird."):
        assert mention.reason
        assert 0 < mention.score <= 1
        assert all(c.reason for c in mention.candidates)


def test_names_without_capitals_are_found_where_the_writer_uses_none(annotator: Annotator) -> None:
    """A comment all in lower case names films and people too; common words stay words."""
    text = (
        "the coen brothers made fargo in 1996 and it still rules. frances mcdormand is marge "
        "gunderson and nobody else could be. i saw it twice and mcdormand is better every time."
    )
    found = names(annotator, text)
    assert ("fargo", "film", "fargo-1996") in found
    assert ("frances mcdormand", "person", "frances-mcdormand") in found
    assert ("marge gunderson", "character", "marge-gunderson") in found
    assert ("mcdormand", "person", "frances-mcdormand") in found
    assert "twice" not in [t for t, _, _ in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Giulietta Masina beats a drum in La strada, and La strada made her known.",
            ("La strada", "film", "la-strada-1954"),
        ),
        (
            "Giancarlo Esposito plays Buggin' Out in Do the Right Thing.",
            ("Buggin' Out", "character", "buggin-out"),
        ),
        (
            "Pádraic hears the guns of the Irish Civil War in The Banshees of Inisherin.",
            ("Irish Civil War", "event", "irish-civil-war"),
        ),
        ("I saw Heat 2 before anybody else did.", ("Heat 2", "film", "heat-2")),
        (
            "There Will Be Blood is cruel to H.W. She marries him anyway, and H.W. signs to her.",
            ("H.W.", "character", "h-w-plainview"),
        ),
        (
            "Toni Collette, Hereditary. Nobody shouts better.",
            ("Toni Collette", "person", "toni-collette"),
        ),
        ("The Parks drive home to Seoul in Parasite.", ("Parks", "character", "parks")),
    ],
)
def test_names_keep_their_extent_and_type(
    annotator: Annotator, text: str, wanted: tuple[str, str, str]
) -> None:
    """Titles of other languages, dropped letters, sequels, wars, initials, lists and families."""
    assert wanted in names(annotator, text)


def test_short_form_of_a_titled_name_is_the_same_character(annotator: Annotator) -> None:
    """A priest keeps his identity without his title of address."""
    text = "Father Corrigan hears confession. Nobody trusts Corrigan, and Corrigan knows it."
    found = {key for shown, _, key in names(annotator, text) if "Corrigan" in shown}
    assert found == {"father-corrigan"}


def test_surname_named_in_full_is_no_namesake(annotator: Annotator) -> None:
    """A surname of somebody named in full is not the city or the film of that name."""
    text = (
        "Denzel Washington was forty. Spike Lee directed Washington in Malcolm X, and Washington "
        "never forgot it. Mahershala Ali came later: he had read the play that Moonlight grew "
        "out of, and Barry Jenkins, who had seen Ali on a stage, gave him the part of Juan."
    )
    found = [(shown, key) for shown, _, key in names(annotator, text)]
    assert found.count(("Washington", "denzel-washington")) == 2
    assert ("Ali", "mahershala-ali") in found


def test_unknown_title_at_the_start_of_a_sentence_is_a_name_if_it_is_one_elsewhere(
    annotator: Annotator,
) -> None:
    """A common word opens a sentence as a title once the essay has used it as one."""
    text = "Nobody slept after Larder. Larder stars a goat. In Larder the goat wins."
    assert [shown for shown, type_, _ in names(annotator, text) if type_ == "film"] == [
        "Larder"
    ] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drive My Car won Best Screenplay at Cannes.", ("Best Screenplay", "award")),
        ("Nora Vale was nominated for the Academy Award for Best Actor.",
         ("Academy Award for Best Actor", "award")),
        ("The score is by Dan Rossen of the band Grizzly Bear.", ("Grizzly Bear", "organization")),
        ("I like Sofia Coppola's Priscilla better than Baz Luhrmann's Elvis.", ("Elvis", "film")),
        ("Parts of The Holdovers were shot in Boston.", ("The Holdovers", "film")),
    ],
)  # fmt: skip
def test_what_stands_around_a_name_tells_its_type(
    annotator: Annotator, text: str, expected: tuple[str, str]
) -> None:
    """Categories of prizes, bands of musicians, films of those who only direct, parts of films."""
    assert expected in [(name, type_) for name, type_, _ in names(annotator, text)]


def test_titles_with_function_words_are_found_without_capitals(annotator: Annotator) -> None:
    """Where nobody writes capitals, a title is found with its *the* and *of*."""
    text = (
        "the banshees of inisherin is sad. colin farrell is padraic. brendan gleeson is colm, "
        "who cuts off his fingers. martin mcdonagh shot it on achill."
    )
    found = names(annotator, text)
    assert found[0][:2] == ("the banshees of inisherin", "film")
    assert ("padraic", "character", "padraic-suilleabhain") in found


def test_the_words_of_a_mention_are_those_of_the_text(annotator: Annotator) -> None:
    """A name with a no-break space in it is quoted as it stands, and is the same name."""
    text = "Jean\u00a0Smithers sings. Then Jean Smithers leaves."
    found = mentions(annotator, text)
    assert [m.text for m in found] == ["Jean\u00a0Smithers", "Jean Smithers"]
    assert len({m.entity.iri for m in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Oscar went to Olivia Colman.",
        "Amy Adams lost the Oscar to Cate Blanchett.",
        "Olivia Colman was handed an Oscar for The Favourite.",
        "Nobody doubted that her Oscar was deserved, least of all Frances McDormand.",
    ],
)
def test_a_prize_with_an_article_or_an_owner_is_nobody_of_that_name(
    annotator: Annotator, text: str
) -> None:
    """*Oscar* is a given name too; people have no article."""
    found = names(annotator, text)
    assert ("Oscar", "award", "academy-awards") in found
    assert all(type_ in {"award", "person", "film"} for _, type_, _ in found)


def test_what_a_prize_was_given_for_is_no_part_of_it(annotator: Annotator) -> None:
    """*an Oscar for Moonlight* names two things, also where the film is unknown."""
    found = names(annotator, "Ines Vale should have won an Oscar for Her Lanterns.")
    assert ("Oscar", "award", "academy-awards") in found
    assert "Her Lanterns" in [text for text, _, _ in found]


def test_who_is_stressed_by_herself_is_somebody(annotator: Annotator) -> None:
    """The character, beside the film of her name."""
    text = "Rooney Mara and Cate Blanchett are superb in Carol. Carol herself is a mystery."
    found = [(t, k) for t, k, _ in names(annotator, text) if t == "Carol"]
    assert found == [("Carol", "film"), ("Carol", "character")]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The gossip is not about Lady Bird Johnson at all.", "Lady Bird Johnson", ""),
        (
            "Tarantino made Once Upon a Time... in Hollywood.",
            "Once Upon a Time... in Hollywood",
            "",
        ),
        ("My aunt saw Mughal-e-Azam eleven times.", "Mughal-e-Azam", "film"),
        ("Mad About the Boy, directed by Ada Quill, is a sequel.", "Mad About the Boy", "film"),
        ("Sorry We Missed You is a film by Ken Loach.", "Sorry We Missed You", "film"),
        ("She loves Dani, and so does her boyfriend Christian (Jack Reynor).", "Christian", ""),
        ("Maloney, the boss, is played by Ross Brewster.", "Maloney", "character"),
        ("Furiosa stars Anya Taylor-Joy as the young Furiosa.", "Furiosa", "character"),
    ],
)
def test_names_are_taken_whole_and_for_what_they_are(
    annotator: Annotator, text: str, name: str, type_: str
) -> None:
    """Dots, hyphens and small words inside titles; names that begin like a title or a demonym."""
    found = [(t, k) for t, k, _ in names(annotator, text) if t == name]
    assert found
    assert not type_ or found[-1][1] == type_


def test_what_something_is_said_to_be_decides_its_type(annotator: Annotator) -> None:
    """*Carol* after "the film is" and after "the heroine is"."""
    text = "My favourite film of that year is Carol. The heroine of the film is Carol."
    found = [(t, k) for t, k, _ in names(annotator, text) if t == "Carol"]
    assert found == [("Carol", "film"), ("Carol", "character")]


def test_the_mark_of_a_question_is_no_part_of_a_prize(annotator: Annotator) -> None:
    """In a line of a conversation too, where all longer words have capitals."""
    found = names(annotator, "MARLON: So Deserved. Wait, did it win Best Picture?")
    assert "Best Picture" in [text for text, _, _ in found]


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Sir Alec Guinness plays Obi-Wan Kenobi.", "Sir Alec Guinness", "alec-guinness"),
        ("Auli'i Cravalho sings in Moana.", "Auli'i Cravalho", "auliʻi-cravalho"),
        ("Auli'i Cravalho sings in Moana.", "Moana", "moana-2016"),
        (
            "Poltergeist (1982) stars JoBeth Williams. Heather O'Rourke is Carol Anne.",
            "Carol Anne",
            "carol-anne-freeling",
        ),
    ],
)
def test_titles_of_address_marks_and_double_names(
    annotator: Annotator, text: str, name: str, key: str
) -> None:
    """A title goes with its name, an okina is an apostrophe, two first names are one."""
    assert (name, key) in [(t, k) for t, _, k in names(annotator, text)]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "And Carol, adapted from the novel by Patricia Highsmith, is no exception for Todd "
            "Haynes. Carol is alone and unhappily married.",
            ["film", "character"],
        ),
        (
            "Gilda belongs to Rita Hayworth. As Gilda, she peels off one glove. Charles Vidor "
            "directed Gilda in 1946. Gilda is married to Ballin.",
            ["film", "character", "film", "character"],
        ),
        (
            "Ida is Pawlikowski's masterpiece. Ida is shy. Ida begins with a statue.",
            ["film", "character", "film"],
        ),
    ],
)
def test_states_openings_and_participles_part_a_title_from_whom_it_names(
    annotator: Annotator, text: str, types: list[str]
) -> None:
    """People are married, shy or parts; films are adapted, begin with something, come first."""
    shared = text.split(",")[0].split()[-1] if text.startswith("And") else text.split()[0]
    assert [type_ for name, type_, _ in names(annotator, text) if name == shared] == types


@pytest.mark.parametrize(
    ("text", "name", "types"),
    [
        (
            "Laura was made in 1944, and it won an Oscar for Joseph LaShelle. Otto Preminger "
            "directed it. Laura empties her glass. Laura ends a week later.",
            "Laura",
            ["film", "character", "film"],
        ),
        (
            "Ada Quill directed Serafina in 1998, and it opened in Lima. Serafina leaves her "
            "husband. Serafina straightens a picture, and she smiles. Serafina premiered at the "
            "festival, where it won a prize.",
            "Serafina",
            ["film", "character", "character", "film"],
        ),
    ],
)
def test_pronouns_and_deeds_part_a_title_from_whom_it_names(
    annotator: Annotator, text: str, name: str, types: list[str]
) -> None:
    """Who is taken up by *she* or does something is somebody, what is taken up by *it* a film,
    also where nobody knows either."""
    assert [type_ for found, type_, _ in names(annotator, text) if found == name] == types


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Emma is a novel by Jane Austen.", "Emma", "work"),
        ("They gave us five episodes of it. Every Tamsin episode is funny.", "Tamsin", "series"),
    ],
)
def test_novels_and_episodes_say_what_a_name_is(
    annotator: Annotator, text: str, name: str, type_: str
) -> None:
    """What is a novel is a work, what has episodes a series."""
    assert type_ in [t for found, t, _ in names(annotator, text) if found == name]


def test_whom_a_known_title_names_needs_no_entry(annotator: Annotator) -> None:
    """A title under discussion is somebody's name where a place says so, though nobody knows the
    part."""
    text = (
        "I had read about Gunga Din for years before I watched it. Gunga Din wants to be a bugler. "
        "In Gunga Din nobody is afraid for long. Sam Jaffe is wonderful as Gunga Din."
    )
    types = [type_ for found, type_, _ in names(annotator, text) if found == "Gunga Din"]
    assert types == ["film", "character", "film", "character"]


def test_a_sequel_named_beside_its_first_film_is_not_the_main_one(annotator: Annotator) -> None:
    """Those who are in both films are of the first as much, and bear its title."""
    text = (
        "I finally rewatched Rocky with my cousin. Rocky loves Adrian, and Mickey shouts at "
        "Rocky while Rocky runs up the steps. It is better than Rocky II."
    )
    essay = read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt")
    found = annotator.annotate(essay)
    assert [film.label for film in found.films] == ["Rocky", "Rocky II"]
    assert {c.film for c in found.claims if c.predicate.name == "loves"} == {found.films[0].iri}


def test_what_may_be_no_film_is_not_under_discussion(annotator: Annotator) -> None:
    """Two words with capitals are hardly films, so that *the movie* is another."""
    text = "God is the Boss, the Holy Spirit is not. Bottom Line: a good attempt. The movie is fun."
    found = annotator.annotate(read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt"))
    assert [film.label for film in found.films] == ["the film of a.txt"]
    assert [m.entity for m in found.mentions if m.kind == "nominal"] == [*found.films]


def test_unknown_titles_of_a_list_are_told_apart(annotator: Annotator) -> None:
    """Where the model takes a list for one title, commas part it."""
    text = (
        "In the seventies she made the films for which she is remembered: The Seduction of Mimi, "
        "Love and Anarchy, Swept Away and Seven Beauties."
    )
    found = [t for t, type_, _ in names(annotator, text) if type_ == "film"]
    assert found == ["The Seduction of Mimi", "Love and Anarchy", "Swept Away", "Seven Beauties"]


def test_part_of_a_crew_is_no_part(annotator: Annotator) -> None:
    """*part of Fellini's crew* is about Fellini; *the part of Ada* is one that is played."""
    text = "It was made with part of Fellini's crew. Vera Moss has the part of Ada."
    found = {t: type_ for t, type_, _ in names(annotator, text)}
    assert (found["Fellini"], found["Ada"]) == ("person", "character")


@pytest.mark.parametrize(
    "sentence",
    [
        "Cate Blanchett was nominated for an Academy Award for Carol.",
        "She was nominated for Carol but lost.",
        "She was named Best Actress for Carol by a circle of critics.",
    ],
)
def test_what_a_prize_is_for_is_the_film(annotator: Annotator, sentence: str) -> None:
    """Prizes go to people for films, seldom for characters."""
    assert ("Carol", "film", "carol-2015") in names(annotator, sentence)


def test_a_film_without_a_name_is_one_all_the_same(annotator: Annotator) -> None:
    """What a review tells of *this movie*, which it never names, is told of an entity of its own,
    not of a film that it mentions in passing."""
    text = (
        "I laughed all through this movie. Brian Cox plays Cyr, who owns a restaurant, and Helen "
        "works for Cyr. It is funnier than Amélie."
    )
    found = annotator.annotate(read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt"))
    film = found.films[0]
    assert (film.label, film.nil) == ("the film of a.txt", True)
    assert [m.entity for m in found.mentions if m.kind == "nominal"] == [film]
    told = {(c.subject.label, c.predicate.name): c.film for c in found.claims}
    assert told["Helen", "worksFor"] == film.iri
    assert (film.label, "actor") in told


def test_a_film_named_in_passing_is_not_what_an_essay_is_about(annotator: Annotator) -> None:
    """A title that stands once, late and in no subject's place gets nobody's parts."""
    text = (
        "I had a dull evening. My cousin brought popcorn. Nobody spoke a word. Then I thought of "
        "the ending of Amélie. Brian Cox was never in my living room."
    )
    found = annotator.annotate(read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt"))
    assert [f.label for f in found.films] == ["Amélie"]
    assert [c for c in found.claims if c.subject.label == "Amélie"] == []


@pytest.mark.parametrize(
    ("text", "nil"),
    [
        ("Alan Clarke's Elephant is a tense film. Elephant follows two gangsters.", True),
        ("Elephant was directed by Alan Clarke. I like Elephant.", True),
        ("Gus Van Sant's Elephant is a drama. Elephant is about a school.", False),
        (
            "I watched Elephant twice. Heat was directed by Michael Mann, but Elephant is short.",
            False,
        ),
    ],
)
def test_another_directors_film_is_not_the_known_one(
    annotator: Annotator, text: str, nil: bool
) -> None:
    """A director named with a title says which film of that title it is not."""
    found = annotator.annotate(read_bytes(text.encode("utf-8"), essay_id="a.txt", suffix=".txt"))
    films = [m.entity for m in found.mentions if m.text == "Elephant"]
    assert [(f.type, f.nil) for f in films] == [("film", nil)] * 2
