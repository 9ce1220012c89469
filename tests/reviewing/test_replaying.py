"""Decisions: replayed alike every time, found again in changed essays, reported when stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.errors import InputError
from graphbuild.iris import Iris
from graphbuild.model import (
    AnnotatedEssay,
    Claim,
    EntityRef,
    Essay,
    Evidence,
    Mention,
    Predicate,
    Region,
    Span,
)
from graphbuild.ontology import Ontology
from graphbuild.reviewing import Decision, as_yaml, read_decisions, replay

IRIS = Iris("https://test.example/")
TEXT = "Marta owns the ferry. She sells it to Joss. Nobody thanks Marta."
MARTA = EntityRef(IRIS.nil("a.txt", "place", "Marta"), "Marta", "place", nil=True)
JOSS = EntityRef(IRIS.entity("character/joss"), "Joss", "character")
OTHER = EntityRef(IRIS.entity("character/marta-2"), "Marta Vale", "character")


def essay(text: str = TEXT) -> AnnotatedEssay:
    """Marta read as a place, with a pronoun and one claim."""

    def mention(at: int, words: str, entity: EntityRef, before: Span | None = None) -> Mention:
        kind = "pronoun" if before else "name"
        return Mention(at, at + len(words), words, kind, entity, 0.4, "guessed", (), before)

    first, last = text.index("Marta"), text.rindex("Marta")
    she = text.index("She")
    met = Claim(
        "0" * 16,
        MARTA,
        Predicate("https://graphbuild.org/ontology#hasMet", "hasMet"),
        JOSS,
        "asserted",
        "diegetic",
        0.4,
        "verb:sell",
        (Evidence(she, text.index("Joss") + 4, text[she : text.index("Joss") + 4]),),
    )
    mentions = (
        mention(first, "Marta", MARTA),
        mention(she, "She", MARTA, Span(first, first + 5)),
        mention(text.index("Joss"), "Joss", JOSS),
        mention(last, "Marta", MARTA),
    )
    base = Essay("a.txt", text, "0" * 64, "en", (Region(0, len(text), "body"),))
    return AnnotatedEssay(base, mentions, (met,))


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


def anchored(kind: str, **fields: str) -> Decision:
    return Decision(kind, {"essay": "a.txt", "quote": "Marta", "entity": MARTA.iri} | fields, "d:1")


RELINK = anchored("relink", to=OTHER.iri, label=OTHER.label, type="character")


def test_a_relinked_name_takes_its_pronouns_and_claims_along(ontology: Ontology) -> None:
    """Every mention written alike, what takes it up, and the claim with a new id."""
    after = replay(essay(), [RELINK], IRIS, ontology).annotated
    assert [m.entity for m in after.mentions] == [OTHER, OTHER, JOSS, OTHER]
    assert [c.subject for c in after.claims] == [OTHER]
    assert after.claims[0].id != "0" * 16


@pytest.mark.parametrize(
    "decision",
    [RELINK, anchored("retype", type="character"), anchored("accept"), anchored("reject")],
)
def test_replaying_twice_is_replaying_once(ontology: Ontology, decision: Decision) -> None:
    """A decision on what is already as decided changes nothing."""
    once = replay(essay(), [decision], IRIS, ontology)
    again = replay(once.annotated, [decision], IRIS, ontology)
    assert again.annotated == once.annotated
    assert once.stale == ()


def test_a_title_that_is_a_name_is_decided_mention_by_mention(ontology: Ontology) -> None:
    """Of a film's title and somebody's name only the one that was looked at changes."""
    suffix = " owns"
    film = anchored(
        "relink", suffix=suffix, to=IRIS.entity("film/marta-1999"), label="Marta", type="film"
    )
    person = replace(MARTA, iri=IRIS.nil("a.txt", "person", "Marta"), type="person")
    start = essay()
    mentions = tuple(replace(m, entity=person) if m.entity == MARTA else m for m in start.mentions)
    after = replay(replace(start, mentions=mentions), [film], IRIS, ontology).annotated
    assert [m.entity.type for m in after.mentions if m.text == "Marta"] == ["film", "person"]


def test_a_rejected_name_takes_its_claims_away(ontology: Ontology) -> None:
    """What is no name carries nothing."""
    after = replay(essay(), [anchored("reject")], IRIS, ontology).annotated
    assert [m.text for m in after.mentions] == ["Joss"]
    assert after.claims == ()


def test_a_rejected_claim_is_gone_and_an_accepted_one_is_sure(ontology: Ontology) -> None:
    """Both are found by subject, property and object."""
    fields = {"subject": MARTA.iri, "predicate": "hasMet", "object": JOSS.iri}
    rejected = replay(essay(), [anchored("reject", **fields)], IRIS, ontology)
    accepted = replay(essay(), [anchored("accept", **fields)], IRIS, ontology)
    assert rejected.annotated.claims == ()
    assert [c.confidence for c in accepted.annotated.claims] == [1.0]


def test_a_decision_survives_words_put_before_its_quote(ontology: Ontology) -> None:
    """The words around the quote find it where it stands now."""
    changed = essay("It rains on the pier. " + TEXT)
    after = replay(changed, [RELINK], IRIS, ontology)
    assert after.stale == ()
    assert after.annotated.mentions[0].entity == OTHER


def test_a_decision_whose_words_are_gone_is_reported(ontology: Ontology) -> None:
    """The essay no longer says it: the decision is named, nothing changes."""
    start = essay()
    lost = Decision("accept", {"essay": "a.txt", "quote": "Clara", "entity": "x"}, "d.yaml:7")
    after = replay(start, [lost], IRIS, ontology)
    assert after.annotated == start
    assert after.stale == ("d.yaml:7: accept no longer applies: 'Clara' is no longer in a.txt",)


def test_decisions_are_read_as_they_were_written(tmp_path: Path) -> None:
    """What review writes, build reads; comments stay."""
    path = tmp_path / "decisions.yaml"
    path.write_text("# mine\n" + as_yaml(RELINK), encoding="utf-8")
    (read,) = read_decisions(path)
    assert (read.kind, dict(read.fields), read.where) == (
        "relink",
        dict(RELINK.fields),
        "decisions.yaml:2",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- accept: {essay: a.txt}", "accept lacks quote"),
        ("- forget: {essay: a.txt}", "unknown decision 'forget'"),
        ("- merge: {entities: [a, a]}", "merge needs two different entities"),
        ("- accept: {essay: a, quote: b, colour: red}", "unknown fields: colour"),
        ("- retype: {essay: a, quote: b, entity: c, type: ghost}", "unknown type 'ghost'"),
        ("accept: yes", "holds no list of decisions"),
        ("- accept: {essay: [", "is no YAML"),
        ("- !!python/object/apply:os.system ['true']", "is no YAML"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """What is wrong, and where; nothing is run."""
    path = tmp_path / "decisions.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.yaml") as caught:
        read_decisions(path)
    assert message in str(caught.value)
