"""What is learnt of two things: how they are paired, and what is said of them in any words."""

from __future__ import annotations

from importlib.resources import files

from graphbuild.annotation import coreference, linking, quotations
from graphbuild.annotation.network import Network, network
from graphbuild.annotation.parts import without
from graphbuild.annotation.pipeline import Annotator, analyse
from graphbuild.annotation.relations import learnable_pairs
from graphbuild.annotation.relations.pairs import Pair
from graphbuild.model import Claim, EntityRef, Value
from graphbuild.reading import read_bytes

REVIEW = (
    "Salt Roads is one of the best thrillers that I saw this year. The story is set in a small "
    "town in Portugal, where a young teacher finds a body. Ines Vale is cute and funny, and the "
    "movie is worth watching for her alone."
)
PRAISE = ("Salt Roads", "actor", "Ines Vale")


def _claims(annotator: Annotator, text: str, *left_out: str) -> tuple[Claim, ...]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    return annotator.finish(analysis, without(left_out)).claims


def _label(entity: EntityRef | Value) -> str:
    return entity.label if isinstance(entity, EntityRef) else entity.value


def _told(claims: tuple[Claim, ...]) -> dict[tuple[str, str, str], Claim]:
    return {(c.subject.label, c.predicate.name, _label(c.object)): c for c in claims}


def _pairs(annotator: Annotator, text: str) -> dict[tuple[str, str], tuple[Pair, dict[str, float]]]:
    essay = read_bytes(text.encode(), essay_id="t.txt", suffix=".txt")
    analysis = next(iter(analyse(annotator.nlp, [essay])))
    linked = linking.link(analysis, annotator.kb, annotator.iris)
    mentions = coreference.resolve(analysis, linked, annotator.kb, annotator.iris)
    quoted = quotations.find(analysis, mentions)
    found = learnable_pairs(
        analysis, mentions, linked, quoted, annotator.ontology, annotator.iris, annotator.kb
    )
    return {(p.subject.label, _label(p.object)): (p, features) for p, features in found}


def test_praise_in_any_words_says_who_acts(annotator: Annotator) -> None:
    """No entry of the lexicon has it; the claim tells by what it was read, and quotes the words."""
    claim = _told(_claims(annotator, REVIEW))[PRAISE]
    assert claim.rule == "learnt:actor"
    assert claim.status == "asserted"
    assert "Ines Vale" in claim.evidence[0].quote
    assert PRAISE not in _told(_claims(annotator, REVIEW, "likely"))


def test_what_the_lexicon_reads_keeps_its_rule(annotator: Annotator) -> None:
    """What is learnt adds claims and takes none away."""
    with_it, alone = (_claims(annotator, REVIEW, *left_out) for left_out in ((), ("likely",)))
    assert {c.id for c in alone} <= {c.id for c in with_it}
    assert all(c.rule.startswith("learnt:") for c in with_it if c.id not in {a.id for a in alone})


def test_what_is_denied_of_two_is_not_said_of_them(annotator: Annotator) -> None:
    """An essay that says that somebody is not in a film is not told otherwise by praise."""
    text = f"{REVIEW} But Ines Vale does not appear in Salt Roads at all."
    claims = [c for c in _claims(annotator, text) if c.predicate.name == "actor"]
    assert not any(c.object.label == "Ines Vale" and c.status == "asserted" for c in claims)


def test_things_of_a_sentence_are_paired_and_each_with_the_film(annotator: Annotator) -> None:
    """As the ontology allows: a person with a film, not with a genre."""
    found = _pairs(annotator, REVIEW)
    pair, features = found["Salt Roads", "Ines Vale"]
    assert {"actor", "director"} <= {p.name for p in pair.properties}
    assert {"of the passage", "object in cute", "film and person"} <= features.keys()
    assert ("Ines Vale", "thriller") not in found


def test_films_are_likened_where_somebody_speaks(annotator: Annotator) -> None:
    """An article that names two films in the same words only mentions the second."""
    text = (
        "Salt Roads is a good film by Ines Vale. Fans of Jaws will enjoy it. It is a fine thriller."
    )
    likened = ("Salt Roads", "comparedWith", "Jaws")
    assert _told(_claims(annotator, f"I think {text}"))[likened].rule == "learnt:comparedWith"
    assert likened not in _told(_claims(annotator, text))
    released = "It came out in the US before World War I."
    assert likened not in _told(_claims(annotator, f"{text} {released}"))


COMPARISON = (
    "Salt Roads is a thriller by Ada Quill. Ines Vale (Mara) and Tomas Reed (Joss) flee from "
    "Lisbon. It is better than Night Ferry, and not as long as Jaws. Ines Vale is funny."
)


def test_a_pair_is_told_which_of_its_two_the_essay_is_about(annotator: Annotator) -> None:
    """Of two films that the essay only mentions, neither is what it compares the other with."""
    found = _pairs(annotator, COMPARISON)
    about = {ends: features for ends, (_, features) in found.items()}
    compared = about["Salt Roads", "Jaws"]
    assert "about the subject, of the passage: film and film" in compared
    assert "about the subject, main film among all: film and film" in compared
    assert "about the other, in words: film and film" in about["Night Ferry", "Jaws"]
    assert "about the object, in words: person and film" in about["Ada Quill", "Salt Roads"]


def test_a_pair_is_told_how_many_others_there_are(annotator: Annotator) -> None:
    """Whoever stands beside others, and is named again, tells more of a cast."""
    found = _pairs(annotator, COMPARISON)
    _, film = found["Salt Roads", "Ines Vale"]
    assert {"3 films: film and person", "object named 2: film and person"} <= film.keys()
    assert "in 2 places: film and person" in film
    _, likened = found["Salt Roads", "Jaws"]
    assert "about the subject, of the passage, 2 subjects here: film and film" in likened


def test_a_place_tells_what_stands_beside_it(annotator: Annotator) -> None:
    """A performer before the character in brackets, with the words to it."""
    _, features = _pairs(annotator, COMPARISON)["Salt Roads", "Tomas Reed"]
    assert "object before a character: (" in features
    assert "object behind a person: ) and" in features


def test_where_a_pair_stands_is_told_in_stretches(annotator: Annotator) -> None:
    """A comparison that closes a long review is not the plot that opens it."""
    text = f"{COMPARISON} " + "The nights are long and the sea is cold. " * 40 + "Jaws was shorter."
    (_, early), (_, late) = (
        _pairs(annotator, text)["Salt Roads", title] for title in ("Night Ferry", "Jaws")
    )
    assert {"at 0: film and film", "from the end 8: film and film"} <= early.keys()
    assert "in 2 places: film and film" in late


def test_the_network_scores_every_property_of_the_table() -> None:
    """The table of least chances names the scores in their order."""
    room = files("graphbuild.annotation.relations")
    rows = [
        line.split("\t")
        for line in room.joinpath("learnt.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    told = network("relations")
    assert told.outward.shape[1] == len(rows)
    assert all(0.5 <= float(least) <= 1.01 for _, least in rows)
    text = room.joinpath("network.json").read_text("utf-8")
    assert Network.read(text).written() == text
