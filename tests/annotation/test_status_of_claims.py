"""Claims and their status in the wordings of critics, forums and newspapers, names given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.resources import data_dir
from tests.annotation.relating import claims, triples

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.ontology import Ontology

TYPES = {
    "character": "Mara Joss Rosa Frank".split(),
    "person": "Ada Quill, Ines Vale, Tomas Reed, Erik Strand, Nora Falk, Olga Reyes, Paul Imrie",
    "film": "Salt Roads, Night Ferry",
    "place": "Lisbon, Trieste",
    "organization": "Meridian Pictures",
    "work": "Grey Tide",
}
STATUSES = ("asserted", "attributed", "hypothetical", "negated")
NAMES = {
    name: f"{type_} {name}"
    for type_, names in TYPES.items()
    for name in (names.split(", ") if isinstance(names, str) else names)
} | {
    "Oscar": "award Academy Award",
    "she": "character Mara",
    "her": "character Mara",
    "he": "character Joss",
    "him": "character Joss",
    "himself": "character Joss",
    "his": "character Joss",
}
NAMES |= {word.capitalize(): whom for word, whom in NAMES.items() if word.islower()}


def rows(split: str) -> list[list[str]]:
    """Kind, sentence, subject, predicate, object and statuses of one half of the gold."""
    text = (data_dir() / "gold" / "status_claims.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines()[1:]]
    return [line[1:] for line in lines if line[0] == split]


def statuses(nlp: Language, ontology: Ontology, row: list[str]) -> set[str]:
    """With which statuses the sentence's claim is made, in either direction."""
    _, text, subject, predicate, object_, _ = row
    found = claims(nlp, ontology, text, NAMES, film="Salt Roads")
    ways = {(subject, predicate, object_), (object_, predicate, subject)}
    return {status for status in STATUSES if ways & triples(found, status)}


@pytest.mark.model
@pytest.mark.parametrize(
    ("split", "right", "asserted"), [("tune", 0.8, 0.05), ("unseen", 0.55, 0.1)]
)
def test_what_is_not_so_is_claimed_with_its_status(
    nlp: Language, ontology: Ontology, split: str, right: float, asserted: float
) -> None:
    """Each sentence yields its claim as one of the statuses that fit, and seldom as a fact that it
    does not state (``asserted`` is the share that may be)."""
    gold = [(set(row[-1].split()), statuses(nlp, ontology, row)) for row in rows(split)]
    wrong = [made for wanted, made in gold if "asserted" in made - wanted]
    hits = [made for wanted, made in gold if made & wanted and "asserted" not in made - wanted]
    assert len(hits) / len(gold) >= right
    assert len(wrong) / len(gold) <= asserted


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ines Vale turned down the role of Rosa.", "negated"),
        ("Ines Vale was passed over for the part of Rosa.", "negated"),
        ("Ines Vale auditioned for the role of Rosa.", "hypothetical"),
        ("Ines Vale was slated to play Rosa.", "hypothetical"),
        ("Plans for Ines Vale to play Rosa fell through.", "hypothetical"),
        ("Ines Vale landed the role of Rosa.", "asserted"),
    ],
)
def test_parts_that_were_offered_are_not_parts_that_were_played(
    nlp: Language, ontology: Ontology, text: str, status: str
) -> None:
    """Who gets a part, who refuses it and who only hoped for it."""
    found = claims(nlp, ontology, text, NAMES, film="Salt Roads")
    part = ("Ines Vale", "playsCharacter", "Rosa")
    assert [s for s in STATUSES if part in triples(found, s)] == [status]


@pytest.mark.parametrize(
    ("text", "claim", "status"),
    [
        (
            "Ada Quill did not direct Salt Roads.",
            ("Salt Roads", "director", "Ada Quill"),
            "negated",
        ),
        (
            "There was talk of Nora Falk writing Salt Roads.",
            ("Salt Roads", "screenwriter", "Nora Falk"),
            "hypothetical",
        ),
        ("Rosa dreams of Joss killing Frank.", ("Joss", "kills", "Frank"), "hypothetical"),
        ("Rosa imagines that Joss killed Frank.", ("Joss", "kills", "Frank"), "hypothetical"),
        ("It was Joss, not Frank, who killed Rosa.", ("Frank", "kills", "Rosa"), "negated"),
        ("Joss was to have fallen in love with Mara.", ("Joss", "loves", "Mara"), "hypothetical"),
        ("Joss was on Frank's payroll.", ("Joss", "worksFor", "Frank"), "asserted"),
        (
            "Salt Roads was directed by Ada Quill, not Erik Strand.",
            ("Salt Roads", "director", "Erik Strand"),
            "negated",
        ),
    ],
)
def test_who_would_do_what_under_talk_and_dreams(
    nlp: Language, ontology: Ontology, text: str, claim: tuple[str, str, str], status: str
) -> None:
    """A claim is found with its status also where the parser reads its verb as something else."""
    found = claims(nlp, ontology, text, NAMES, film="Salt Roads")
    assert [s for s in STATUSES if claim in triples(found, s)] == [status]


@pytest.mark.parametrize(
    ("text", "claim", "status"),
    [
        ("Frank's plan to kill Joss fails.", ("Frank", "kills", "Joss"), "hypothetical"),
        ("Frank's failure to kill Joss costs him.", ("Frank", "kills", "Joss"), "negated"),
        ("Frank is bent on killing Joss.", ("Frank", "kills", "Joss"), "hypothetical"),
        ("Frank is obsessed with killing Joss.", ("Frank", "kills", "Joss"), "hypothetical"),
        ("Frank is not interested in killing Joss.", ("Frank", "kills", "Joss"), "hypothetical"),
        ("Frank neither loves Mara nor helps Joss.", ("Frank", "helps", "Joss"), "negated"),
        ("Frank was never married to Mara.", ("Frank", "spouse", "Mara"), "negated"),
        (
            "It later turns out that Rosa wasn't married to Frank but had lived with a widow.",
            ("Frank", "spouse", "Rosa"),
            "negated",
        ),
        ("Frank poses as Mara's husband.", ("Mara", "spouse", "Frank"), "hypothetical"),
        ("Frank is mistaken for Mara's husband.", ("Mara", "spouse", "Frank"), "hypothetical"),
        ("Frank takes Joss for Mara's husband.", ("Mara", "spouse", "Joss"), "hypothetical"),
        ("Frank is Mara's would-be lover.", ("Frank", "partnerOf", "Mara"), "hypothetical"),
        (
            "Ines Vale deserved an Oscar nomination.",
            ("Ines Vale", "nominatedFor", "Academy Award"),
            "hypothetical",
        ),
    ],
)
def test_what_is_planned_feigned_or_denied(
    nlp: Language, ontology: Ontology, text: str, claim: tuple[str, str, str], status: str
) -> None:
    """Plans, states of mind, *nor*, poses and mistakes carry their status."""
    found = claims(nlp, ontology, text, NAMES, film="Salt Roads")
    ways = {claim, (claim[2], claim[1], claim[0])}
    assert [s for s in STATUSES if ways & triples(found, s)] == [status]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Why did Frank kill Joss?", ("Frank", "kills", "Joss")),
        ("Frank cannot help falling in love with Mara.", ("Frank", "loves", "Mara")),
        ("Frank couldn't help but love Mara.", ("Frank", "loves", "Mara")),
        (
            "I did not like Tomas Reed playing Frank.",
            ("Tomas Reed", "playsCharacter", "Frank"),
        ),
    ],
)
def test_what_is_so_whatever_is_asked_or_felt_about_it(
    nlp: Language, ontology: Ontology, text: str, claim: tuple[str, str, str]
) -> None:
    """A reason asked for, what nobody can help and what somebody dislikes are facts."""
    found = claims(nlp, ontology, text, NAMES, film="Salt Roads")
    assert [s for s in STATUSES if claim in triples(found, s)] == ["asserted"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Rosa threatens to kill Edda.", {("Rosa", "kills", "Edda")}),
        ("Rosa is said to be married to Edda.", {("Rosa", "spouse", "Edda")}),
        ("Rosa and her brother (Edda) leave.", set()),
    ],
)
def test_who_is_in_no_table_may_be_in_the_story(
    nlp: Language, ontology: Ontology, text: str, made: set[tuple[str, str, str]]
) -> None:
    """A clause may tell of a character and of somebody whom only the text knows; a name in
    parentheses is as likely the performer's."""
    found = claims(nlp, ontology, text, NAMES | {"Edda": "nil:person Edda"}, film="Salt Roads")
    told = {t for s in STATUSES for t in triples(found, s) if t[1] != "actor"}
    assert told in (made, {(o, p, s) for s, p, o in made})
