"""What is only found good or bad is there, and of two that are set against each other one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.annotation.pipeline import analyse
from graphbuild.reading import read_bytes
from tests.annotation.test_status_of_claims import statuses

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation.pipeline import Annotator
    from graphbuild.ontology import Ontology

pytestmark = pytest.mark.model

VALE_IN_IT = "Salt Roads", "actor", "Ines Vale"
VALE_AS_MARA = "Ines Vale", "playsCharacter", "Mara"
VALE_ACTS = "Ines Vale", "hasOccupation", "actor"
VALE_DIRECTS = "Ines Vale", "hasOccupation", "film director"
DRAMA, COMEDY = ("Salt Roads", "genre", "drama"), ("Salt Roads", "genre", "comedy")


@pytest.mark.parametrize(
    ("text", "triple", "status"),
    [
        ("Ines Vale is not bad in it.", VALE_IN_IT, "asserted"),
        ("Ines Vale is not bad as Mara.", VALE_AS_MARA, "asserted"),
        ("I never liked Ines Vale as Mara.", VALE_AS_MARA, "asserted"),
        ("I would not like Ines Vale as Mara.", VALE_AS_MARA, "negated"),
        ("Ines Vale is not the worst actress in Salt Roads.", VALE_IN_IT, "asserted"),
        ("Ines Vale is not my favorite director.", VALE_DIRECTS, "asserted"),
        ("Ines Vale is not that great an actress.", VALE_ACTS, "asserted"),
        ("Ines Vale isn't a good enough actress to carry it.", VALE_ACTS, "asserted"),
        ("Ines Vale is not an actress.", VALE_ACTS, "negated"),
        ("It was fun to see Ines Vale in Salt Roads.", VALE_IN_IT, "asserted"),
        ("It would be fun to see Ines Vale in Salt Roads.", VALE_IN_IT, "hypothetical"),
        ("Ines Vale is an actress, not a director.", VALE_ACTS, "asserted"),
        ("Ines Vale is an actress, not a director.", VALE_DIRECTS, "negated"),
        ("Ines Vale is an actress; not a director.", VALE_DIRECTS, "negated"),
        ("Salt Roads is not a comedy but a drama.", DRAMA, "asserted"),
        ("Salt Roads is not a comedy but a drama.", COMEDY, "negated"),
        ("Mara is Frank's sister, not his wife.", ("Joss", "spouse", "Mara"), "negated"),
        (
            "Ines Vale and not Tomas Reed directed Salt Roads.",
            ("Salt Roads", "director", "Tomas Reed"),
            "negated",
        ),
    ],
)
def test_each_has_its_own_status(
    nlp: Language, ontology: Ontology, text: str, triple: tuple[str, str, str], status: str
) -> None:
    """A negation denies the worth of what is valued, and one side of a contrast."""
    assert statuses(nlp, ontology, ["", text, *triple, ""]) == {status}


@pytest.mark.parametrize(
    ("text", "property_"),
    [
        ('Go rent "Full Metal Jacket", "The Deer Hunter" or "Platoon".', "alternateName"),
        ("And that hope is a little place called Cabo San Lucas, in this movie.", "alternateName"),
        ("Marlon Brando had lost interest in acting when he made this film.", "director"),
        ("Cynthia Rothrock made this film enjoyable to watch.", "director"),
        ("They call Orla Brady the Irish Meryl Streep, I heard.", "nationality"),
        (
            "Rachel, Chastity, Maria and Kim are five gunslinging women who split up after years.",
            "divorced",
        ),
        (
            "Sadly, Vernon, Gilford, Stapleton, Tandy and lord knows who else are all gone.",
            "knows",
        ),
    ],
)
def test_what_is_not_said_is_not_claimed(annotator: Annotator, text: str, property_: str) -> None:
    """A choice of titles is no other title, and who makes a film worth seeing need not direct."""
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    found = annotator.finish(next(iter(analyse(annotator.nlp, [essay])))).claims
    assert property_ not in {c.predicate.name for c in found}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("This is a horror movie.", "asserted"),
        ("This is not a horror movie.", "negated"),
        ("It's really not a horror film.", "negated"),
        ("This film is far from a horror film.", "negated"),
        ("I wouldn't call this film a horror film.", "negated"),
        ("They call this film a horror movie.", "attributed"),
    ],
)
def test_what_this_is_said_to_be(annotator: Annotator, text: str, status: str) -> None:
    """Who says *this* or *it is a horror film* means the film spoken of, and says it once."""
    text = f"I saw Salt Roads yesterday, a film by Ines Vale. {text}"
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    found = annotator.finish(next(iter(analyse(annotator.nlp, [essay])))).claims
    kinds = [(c.subject.label, c.status) for c in found if c.predicate.name == "genre"]
    assert kinds == [("Salt Roads", status)]


@pytest.mark.parametrize(
    ("text", "triple", "status"),
    [
        ("In my opinion, Salt Roads is a comedy.", COMEDY, "asserted"),
        ("In his opinion, Salt Roads is a comedy.", COMEDY, "attributed"),
        ("I would call Salt Roads a comedy.", COMEDY, "asserted"),
        ("Joss would call Salt Roads a comedy.", COMEDY, "hypothetical"),
        ("Joss (Ines Vale as Mara) wants to leave.", VALE_AS_MARA, "asserted"),
        ("Salt Roads is an ordinary comedy.", COMEDY, "asserted"),
        ("Salt Roads is not an ordinary comedy.", COMEDY, "asserted"),
        ("Salt Roads is a comedy; it may not be what you want.", COMEDY, "asserted"),
        ("Salt Roads may be a comedy; it is long.", COMEDY, "hypothetical"),
    ],
)
def test_what_the_essay_thinks_it_says_and_what_stands_apart_is_not_drawn_in(
    nlp: Language, ontology: Ontology, text: str, triple: tuple[str, str, str], status: str
) -> None:
    """An opinion is attributed where it is another's; a cue stays on its side of a stop."""
    assert statuses(nlp, ontology, ["", text, *triple, ""]) == {status}
