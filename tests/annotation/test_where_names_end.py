"""Where names begin and end: numbers, nicknames, offices, lists, and capitals that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.reading import read_bytes

if TYPE_CHECKING:
    from graphbuild.annotation import Annotator

pytestmark = pytest.mark.model


def _names(annotator: Annotator, text: str) -> list[str]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    return [m.text for m in annotator.annotate(essay).mentions if m.kind == "name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They were sent home when World War I ended, all three of them.", "World War I"),
        ("After an hour Laser Patrol 2 becomes a dull copy of the first.", "Laser Patrol 2"),
        ("He is far better than in Star Wars Episode One, which says little.",
         "Star Wars Episode One"),
        ("The nurse is played by Brenda Holm (X-Ray), who never smiles.", "X-Ray"),
    ],
)  # fmt: skip
def test_a_number_or_letter_belongs_to_the_name(annotator: Annotator, text: str, name: str) -> None:
    """A war is counted, and so is a sequel that nobody knows; a hyphen joins a letter."""
    assert name in _names(annotator, text)


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("I saw Robert De Niro 3 times that year.", "Robert De Niro 3"),
        ("I would give Tom Hanks 9 out of 10 for it.", "Tom Hanks 9"),
    ],
)
def test_a_number_that_counts_or_rates_belongs_to_no_name(
    annotator: Annotator, text: str, numbered: str
) -> None:
    """What it counts stands behind it."""
    assert numbered not in _names(annotator, text)


@pytest.mark.parametrize(
    "text",
    [
        'He plays Stephen "Stubby" G. Larsen, a bookkeeper.',
        'The mayor is Bob Holm (as "Stubby" Larsen) and he is good.',
        "Timothy Spall plays the drummer (David 'Stubby' Larsen), and plays him well.",
    ],
)
def test_a_nickname_in_quotes_is_inside_the_name(annotator: Annotator, text: str) -> None:
    """It may stand before an initial, before the surname alone, or in single marks."""
    names = _names(annotator, text)
    assert any("Stubby" in name and name.endswith("Larsen") for name in names)
    assert "Larsen" not in names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A drunken Deputy District Attorney George Maxwell wakes up in a field.",
         "George Maxwell"),
        ("The tenant before him, the Egyptologist Simone Karel, jumped.", "Simone Karel"),
        ("We meet Control Freak Monica Holm (Courteney Cox), who cleans.", "Monica Holm"),
        ("There he meets IRS Agent Ben Holm and pays.", "Agent Ben Holm"),
        ("Although Holes is a Disney movie, it is not for small children.", "Holes"),
    ],
)  # fmt: skip
def test_words_before_a_name_are_no_part_of_it(annotator: Annotator, text: str, name: str) -> None:
    """What somebody is, of several words or one that English forms; what joins two clauses."""
    assert name in _names(annotator, text)


def test_a_capital_article_behind_and_opens_another_title(annotator: Annotator) -> None:
    """Two titles of common words, unless what stands before *and* is but a word."""
    names = _names(annotator, "He sings Shake It Up and The Slider, then Beauty and The Beast.")
    assert names == ["Shake It Up", "The Slider", "Beauty and The Beast"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Later she sings I'm Sending All My Letters In One Envelope and leaves.",
         "I'm Sending All My Letters In One Envelope"),
        ("It ends with Tom Holm's You're The Singer, of all things.", "You're The Singer"),
        ("Nothing is as dull as The Testament of Dr Karel, not even his sequel.",
         "The Testament of Dr Karel"),
        ("He was good in The Man With a Silver Leg as well.", "The Man With a Silver Leg"),
        ("He had low hopes. The Case of the Spider's Wedding may not be long, but it is good.",
         "The Case of the Spider's Wedding"),
        ("Then came Karel Holm's A Norwegian Fish Story, which is worse.",
         "A Norwegian Fish Story"),
    ],
)  # fmt: skip
def test_first_words_with_a_capital_of_their_own_open_a_title(
    annotator: Annotator, text: str, name: str
) -> None:
    """An article inside a sentence, a clause cut short: the title goes on behind small words."""
    assert name in _names(annotator, text)


def test_a_clause_of_the_writer_is_no_part_of_a_title(annotator: Annotator) -> None:
    """*I would* goes on with the sentence."""
    assert _names(annotator, "This is The Movie I would take to an island. I'm not sorry.") == []


def test_a_title_of_common_words_may_begin_a_sentence(annotator: Annotator) -> None:
    """A capital that no sentence asks for, and the verb behind it, tell the known title."""
    names = _names(annotator, "I saw it twice. Higher Learning is no masterpiece.")
    assert names == ["Higher Learning"]


def test_a_pronoun_behind_a_full_stop_opens_a_title_too(annotator: Annotator) -> None:
    """Only behind an initial is its capital the sentence's alone."""
    text = "It is a curious film about war. They Gave Him A Gun stars Spencer Tracy."
    assert _names(annotator, text) == ["They Gave Him A Gun", "Spencer Tracy"]


def test_a_quotation_beside_titles_is_one(annotator: Annotator) -> None:
    """In a list of titles one in sentence case is none the less a title."""
    text = 'The songs in it are "Together Again", "Look at me, here I am" and "Saying Goodbye".'
    assert _names(annotator, text) == [
        "Together Again",
        "Look at me, here I am",
        "Saying Goodbye",
    ]


def test_a_common_word_in_a_parenthesis_behind_a_name_is_a_name(annotator: Annotator) -> None:
    """What somebody is known for, or the part; not what somebody is."""
    text = "It was written by Mick Jones (Foreigner) and shot by Bob Holm (Director)."
    names = _names(annotator, text)
    assert "Foreigner" in names
    assert "Director" not in names


def test_a_long_known_title_may_begin_a_sentence(annotator: Annotator) -> None:
    """So many words that equal a title are no accident."""
    names = _names(annotator, "They danced a lot. Gold Diggers of 1933, for one, has many girls.")
    assert names == ["Gold Diggers of 1933"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nobody had heard of the Anne Marie Karelin case before.", "Anne Marie Karelin"),
        ("They wanted him as a Touted James Bond Replacement that year.", "James Bond"),
        ("It has Steve Whitmire as Ozzo the rat and others.", "Ozzo the rat"),
        ("There are Miss Piggy, Animal, Cookie Monster and Sam the Eagle.", "Sam the Eagle"),
        ("It is a remake of Nosferatu!(he had seen it twice).", "Nosferatu"),
    ],
)
def test_a_known_name_is_neither_longer_nor_shorter_than_it_is(
    annotator: Annotator, text: str, name: str
) -> None:
    """A surname goes on with given names, a common word does not; parts are billed as animals."""
    assert name in _names(annotator, text)


def test_the_noun_behind_a_name_may_be_what_somebody_gets(annotator: Annotator) -> None:
    """*gave Sam the car* has two objects."""
    assert "Sam the car" not in _names(annotator, "Then he gave Sam the car and left for good.")


def test_marks_with_room_on_both_sides_quote_nothing(annotator: Annotator) -> None:
    """They close one quotation and open another where a long one stands before them."""
    text = (
        'He says "one day, when all of this is over and the dogs have been fed and the last lamp '
        'is out, we shall meet again" in "Rocky" and then "Jaws" too.'
    )
    assert _names(annotator, text) == ["Rocky", "Jaws"]


def test_where_every_word_has_a_capital_none_says_anything(annotator: Annotator) -> None:
    """Names are those that are known, and words in a row that English lacks."""
    text = (
        "Amitabh Bachchan Has Been Wasted In This Movie As He Never Gets What He Could Do Best.\n"
        "It Was The Turn Of Suresh Varmani And They Should Have Given It To Him When He Asked."
    )
    assert _names(annotator, text) == ["Amitabh Bachchan", "Suresh Varmani"]


def test_a_shouted_sentence_has_only_known_names(annotator: Annotator) -> None:
    """*ABC* is one, what stands around it is not."""
    text = "It deserves another season. WRITE A LETTER TO ABC AND TELL THEM SO: they will listen."
    assert _names(annotator, text) == ["ABC"]


@pytest.mark.parametrize(
    "text",
    [
        "Was there anything good in it at all? NOPE! HAHAHAHA!",
        "What went wrong? Worst music mix Worst editing Worst script ever.",
        "It goes back to a Gothic romance of the Thirties.",
        "The disc has No Extra Features and a scratch.",
    ],
)
def test_cries_and_stressed_adjectives_name_nothing(annotator: Annotator, text: str) -> None:
    """Nor do decades, nor the sides of a disc."""
    assert _names(annotator, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The second hour belongs to Professor Holm, who has a plan.", "Professor Holm"),
        ("Ida Berg is cruel as Lord Larsen, whom nobody likes.", "Lord Larsen"),
        (
            "We follow Detective Sgt. Mark Larsen, a cop.",
            "Detective Sgt. Mark Larsen",
        ),
        ("He was mistaken for Deputy Larsen at dinner.", "Deputy Larsen"),
        ("For once, miss Larsen gives the performance of the year.", "miss Larsen"),
        ("They are cheated by Larsen Pictures Corp. and go home.", "Larsen Pictures Corp."),
        ("Everybody fears Michael Sr. in that town.", "Michael Sr."),
        ("This forgotten de Larsa delivers the goods.", "de Larsa"),
    ],
)
def test_titles_of_address_particles_and_endings_belong_to_a_name(
    annotator: Annotator, text: str, name: str
) -> None:
    """Several of them too, and a few of those that a writer begins with a small letter."""
    assert name in _names(annotator, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her sister Sharon comes home late.", "Sharon"),
        ("A drunken Deputy District Attorney Ben Larsen wakes up.", "Ben Larsen"),
    ],
)
def test_kin_and_offices_are_no_part_of_a_name(annotator: Annotator, text: str, name: str) -> None:
    """Where they only say who is meant."""
    assert name in _names(annotator, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('He plays "Stub" Larsen, who dances.', '"Stub" Larsen'),
        ('Nobody trusts Ben Holm. George "Stub" Larsen is his pal.', 'George "Stub" Larsen'),
    ],
)  # fmt: skip
def test_a_nickname_may_stand_before_a_surname_alone(
    annotator: Annotator, text: str, name: str
) -> None:
    """What ends a sentence before it is not its first name."""
    assert name in _names(annotator, text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fans of films like Larsa and Quorn will love it.", ["Larsa", "Quorn"]),
        (
            "He has Night Wars and Cave Warriors on tape and watches both.",
            ["Night Wars", "Cave Warriors"],
        ),
        ("I came across the film Zombie Night Hut and I tossed it.", ["Zombie Night Hut"]),
        ("They live in L.A. Too bad that it rains there.", ["L.A."]),
        ("Overall, Lensmen is a bad film.", ["Lensmen"]),
        ("I did not see Xmon 3 or anything like it.", ["Xmon 3"]),
    ],
)
def test_what_joins_or_opens_clauses_is_no_part_of_a_name(
    annotator: Annotator, text: str, names: list[str]
) -> None:
    """*And* joins two names unless more shows one; a number belongs to a word that nobody knows."""
    assert _names(annotator, text) == names


def test_a_particle_may_be_written_together_with_the_surname(annotator: Annotator) -> None:
    """Of *William C. deMille*; words with an inner capital alone are as they were."""
    names = _names(annotator, "This Mad World was directed by William C. deMille in 1930.")
    assert "William C. deMille" in names
    assert not _names(annotator, "He sold the deLuxe copy and kept the plain one.")


@pytest.mark.parametrize("process", ["Technirama", "DeLuxe Color", "Pathécolor", "VistaVision"])
def test_a_colour_or_widescreen_process_is_no_name(annotator: Annotator, process: str) -> None:
    """What a film was shot in is neither a film nor a maker."""
    assert _names(annotator, f"It is a drama in {process} directed by Jack Cardiff.") == [
        "Jack Cardiff"
    ]
