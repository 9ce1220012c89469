"""Coreference: whom pronouns and descriptions mean, and when they are better left alone."""

from __future__ import annotations

import hashlib
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from graphbuild.annotation.coreference import picks, referents, resolve
from graphbuild.annotation.coreference.agreement import told_pronouns
from graphbuild.annotation.coreference.casting import casting, partners, shared_pronouns
from graphbuild.annotation.coreference.crafts import crafts, deed_of
from graphbuild.annotation.coreference.descriptions import descriptions
from graphbuild.annotation.coreference.nobody import NOBODIES
from graphbuild.annotation.coreference.nominals import Roster
from graphbuild.annotation.coreference.occurrences import Layout
from graphbuild.annotation.coreference.rivals import rivals
from graphbuild.annotation.pipeline import analyse
from graphbuild.iris import Iris
from graphbuild.model import EntityRef, Essay, Mention, Region, RegionKind

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation.analysis import Analysis

CLARA = EntityRef("https://graphbuild.example/character/clara", "Clara", "character")
FRANK = EntityRef("https://graphbuild.example/character/frank", "Frank", "character")
HAWKS = EntityRef("https://graphbuild.example/person/howard-hawks", "Howard Hawks", "person")
FILM = EntityRef("https://graphbuild.example/film/harbour-1950", "Harbour", "film")
KNOWN = {CLARA.iri: "she", FRANK.iri: "he", HAWKS.iri: "he"}


class _NoFacts:
    """A knowledge base that holds nothing about the films."""

    def credits(self, key: str) -> tuple[()]:
        return ()

    def cast(self, key: str) -> tuple[()]:
        return ()

    def performances_as(self, key: str) -> tuple[()]:
        return ()


def analysed(nlp: Language, text: str, kind: RegionKind = "body") -> Analysis:
    """A text of one region a line."""
    regions, at = [], 0
    for line in text.split("\n"):
        if line:
            regions.append(Region(at, at + len(line), kind))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return next(iter(analyse(nlp, [Essay("a.txt", text, digest, "en", tuple(regions))])))


def named(text: str, *names: tuple[str, EntityRef]) -> tuple[Mention, ...]:
    """A mention for every place where a name stands."""
    found = [
        Mention(at, at + len(name), name, "name", entity, 1.0, "")
        for name, entity in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return tuple(sorted(found, key=lambda m: m.start))


def resolved(
    nlp: Language,
    text: str,
    *names: tuple[str, EntityRef],
    known: dict[str, str | None] | None = None,
) -> list[tuple[str, str]]:
    """The words that were resolved, in order, with the label of what they mean."""
    linking: Any = SimpleNamespace(
        mentions=named(text, *names),
        films=(FILM,),
        about=(FILM,),
        author=None,
        pronouns=KNOWN if known is None else known,
    )
    kb: Any = _NoFacts()
    mentions = resolve(analysed(nlp, text), linking, kb, Iris())
    return [(m.text, m.entity.label) for m in mentions if m.kind != "name"]


PEOPLE = (("Clara", CLARA), ("Frank", FRANK), ("Hawks", HAWKS), ("Harbour", FILM))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Clara meets Frank, and she takes his coat.", [("she", "Clara"), ("his", "Frank")]),
        ("Frank leaves. Clara does not miss him.", [("him", "Frank")]),
        ("Clara opens herself to the stranger.", [("herself", "Clara")]),
        ("With her brother Frank, Clara runs a bar.", [("her", "Clara")]),
    ],
)
def test_pronouns_agree_and_find_their_names(
    nlp: Language, text: str, wanted: list[tuple[str, str]]
) -> None:
    """Known pronouns decide between two people, before and after the name."""
    assert resolved(nlp, text, *PEOPLE) == wanted


@pytest.mark.model
def test_an_object_pronoun_is_not_its_subject(nlp: Language) -> None:
    """Binding: in *Hawks admires him*, *him* is another man."""
    text = "Frank arrives on Monday. Hawks admires him."
    assert resolved(nlp, text, *PEOPLE) == [("him", "Frank")]


@pytest.mark.model
def test_whose_family_it_is_is_not_meant(nlp: Language) -> None:
    """*the Frank family* names a family, not Frank."""
    text = "The Frank family employs first Hawks, then his sister Clara."
    assert resolved(nlp, text, *PEOPLE) == [("his", "Howard Hawks")]
    assert resolved(nlp, "The Frank family is rich. He is poor.", *PEOPLE) == []


@pytest.mark.model
def test_nobody_who_disagrees_is_taken(nlp: Language) -> None:
    """With only a man named, *she* means nobody we know."""
    assert resolved(nlp, "Frank leaves the house. She is glad.", *PEOPLE) == []


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Hawks made a film. One of my teachers hated it, and he told us why.",
        "Hawks made a film. My brother saw it when he was ten.",
        "Hawks made a film. The boy who sat beside me left when he saw the blood.",
    ],
)
def test_an_unnamed_person_keeps_the_pronoun(nlp: Language, text: str) -> None:
    """A common noun that fits better is not passed over for a name far back."""
    assert ("he", "Howard Hawks") not in resolved(nlp, text, *PEOPLE)


@pytest.mark.model
def test_the_text_tells_which_pronoun_a_stranger_takes(nlp: Language) -> None:
    """An unknown person's apposition says who is *she*."""
    ada = EntityRef("https://graphbuild.example/essay/a.txt/nil/person/ada", "Ada", "person", True)
    bo = EntityRef("https://graphbuild.example/essay/a.txt/nil/person/bo", "Bo", "person", True)
    text = "Ada, an actress, met Bo, a widower. She liked the way he laughed."
    found = resolved(nlp, text, ("Ada", ada), ("Bo", bo), known={})
    assert found == [("She", "Ada"), ("he", "Bo")]


@pytest.mark.model
def test_a_speaker_is_not_whom_the_quotation_is_about(nlp: Language) -> None:
    """Inside a quotation *he* is another than its speaker; the speaker is not named inside."""
    text = "Hawks laughed. “Frank is a fool and he knows it,” Hawks said."
    assert resolved(nlp, text, *PEOPLE) == [("he", "Frank")]
    text = "Hawks liked riddles. “Frank goes home,” he explained, “but nobody is there.”"
    assert resolved(nlp, text, *PEOPLE) == [("he", "Howard Hawks")]


@pytest.mark.model
def test_they_are_two_people(nlp: Language) -> None:
    """A plural pronoun after a coordination is a group of both, and says who they are."""
    text = "Clara and Frank elope. Their wedding is short."
    linking: Any = SimpleNamespace(
        mentions=named(text, *PEOPLE), films=(FILM,), about=(FILM,), author=None, pronouns=KNOWN
    )
    kb: Any = _NoFacts()
    (their,) = (m for m in resolve(analysed(nlp, text), linking, kb, Iris()) if m.kind == "pronoun")
    assert their.entity.group
    assert referents(their) == (CLARA, FRANK)
    assert Mention.from_json(json.loads(json.dumps(their.as_json()))).entity == their.entity


@pytest.mark.model
def test_somebodys_parents_are_a_group(nlp: Language) -> None:
    """*Frank's parents* is one unknown group, *they* mean it, *his parents* is the same."""
    text = "Frank’s parents hear of it. They are furious. Frank fears his parents."
    found = resolved(nlp, text, *PEOPLE)
    assert found == [
        ("Frank’s parents", "Frank’s parents"),
        ("They", "Frank’s parents"),
        ("his parents", "Frank’s parents"),
        ("his", "Frank"),
    ]


@pytest.mark.model
def test_the_film_is_the_one_under_discussion(nlp: Language) -> None:
    """*the film* is linked; *the first film* and *a film* are not."""
    text = "Harbour opens at dawn. The film has no music. A film like that, the first film of many."
    assert resolved(nlp, text, *PEOPLE) == [("The film", "Harbour")]


@pytest.mark.model
def test_a_film_that_is_only_compared_with_is_not_the_film(nlp: Language) -> None:
    """*better than Rocky … this film*: the text is about another, which it does not name."""
    passing = "All art is better than Harbour. The crowd laughed. This film was useless."
    about = "Harbour is better than art. The crowd laughed. This film was useful."
    assert resolved(nlp, passing, *PEOPLE) == []
    assert resolved(nlp, about, *PEOPLE) == [("This film", "Harbour")]


@pytest.mark.model
def test_it_is_the_film_only_beside_film_verbs(nlp: Language) -> None:
    """*It stars …* after the film's name; *it is true that …* is nothing."""
    text = "Harbour is slow. It stars two unknowns. It is true that nobody saw it."
    assert resolved(nlp, text, *PEOPLE) == [("It", "Harbour")]


@pytest.mark.model
def test_the_director_is_the_one_the_text_calls_so(nlp: Language) -> None:
    """A definite description needs its tie in the text or the knowledge base."""
    text = "The director Hawks came late. Nobody minded. Then the director smiled."
    assert ("the director", "Howard Hawks") in resolved(nlp, text, *PEOPLE)
    assert resolved(nlp, "Hawks came late. Then the director smiled.", *PEOPLE) == []


@pytest.mark.model
def test_an_authors_biography_speaks_of_the_author(nlp: Language) -> None:
    """Pronouns of a biography do not reach into the essay."""
    text = "Hawks loved rain.\nHe lives in Leeds."
    analysis = analysed(nlp, text)
    first, second = analysis.essay.regions
    bio = (first, Region(second.start, second.end, "author_bio"))
    essay = Essay("a.txt", text, analysis.essay.sha256, "en", bio)
    linking: Any = SimpleNamespace(
        mentions=named(text, *PEOPLE), films=(), about=(), author=None, pronouns=KNOWN
    )
    kb: Any = _NoFacts()
    mentions = resolve(next(iter(analyse(nlp, [essay]))), linking, kb, Iris())
    assert [m.kind for m in mentions] == ["name"]


@pytest.mark.model
def test_names_pass_through_sorted(nlp: Language) -> None:
    """Every name mention is kept as it was; the result is sorted by span."""
    text = "Clara meets Frank. She smiles. He leaves with Clara."
    names = named(text, *PEOPLE)
    linking: Any = SimpleNamespace(mentions=names, films=(), about=(), author=None, pronouns=KNOWN)
    kb: Any = _NoFacts()
    mentions = resolve(analysed(nlp, text), linking, kb, Iris())
    assert tuple(m for m in mentions if m.kind == "name") == names
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


@pytest.mark.model
def test_a_name_given_to_a_pronoun_tells_whom_it_means(nlp: Language) -> None:
    """*called her Clara*, *her name is Clara*: the pronoun is who the name is."""
    assert ("Her", "Clara") in resolved(nlp, "Frank saw a woman. Her name is Clara.", *PEOPLE)
    assert ("her", "Clara") in resolved(nlp, "At home they called her Clara.", *PEOPLE)


@pytest.mark.model
def test_a_predicate_is_not_about_its_own_subject(nlp: Language) -> None:
    """*Frank is in love with him*: with somebody else than Frank."""
    text = "Hawks made a film about a cook. Frank is in love with him."
    assert ("him", "Frank") not in resolved(nlp, text, *PEOPLE)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Frank waits. Clara finds herself falling in love with the harbour.",
        "Clara, a princess who sees herself as a saint, comes to the harbour.",
    ],
)
def test_herself_is_the_subject_even_of_a_clause_that_describes_it(
    nlp: Language, text: str
) -> None:
    """A reflexive finds its name above a small clause, and through an apposition."""
    assert ("herself", "Clara") in resolved(nlp, text, *PEOPLE, known={})


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Vesna (Jane Doe) keeps the harbour. One day she meets Olin.",
        "Jane Doe plays Vesna, and Olin keeps the harbour. One day she leaves.",
    ],
)
def test_a_part_takes_the_pronoun_of_who_plays_it(nlp: Language, text: str) -> None:
    """Of Vesna and Olin the text tells nothing but that a known actress plays her."""
    vesna = EntityRef(
        "https://graphbuild.example/essay/a.txt/nil/vesna", "Vesna", "character", True
    )
    olin = EntityRef("https://graphbuild.example/essay/a.txt/nil/olin", "Olin", "character", True)
    jane = EntityRef("https://graphbuild.example/person/jane-doe", "Jane Doe", "person")
    layout = Layout(analysed(nlp, text))
    names = layout.occurrences(named(text, ("Vesna", vesna), ("Olin", olin), ("Jane Doe", jane)))
    kb: Any = _NoFacts()
    shared = shared_pronouns({jane.iri: "she"}, partners(casting(names, kb, Iris())))
    assert shared == {jane.iri: "she", vesna.iri: "she"}


@pytest.mark.model
def test_he_or_she_is_anybody(nlp: Language) -> None:
    """*he or she*, *his/her* mean nobody in particular, whoever is named beside them."""
    text = "Clara teaches Frank. Ask a pupil whether he or she has forgotten his/her lines."
    assert resolved(nlp, text, *PEOPLE) == []


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    ["Frank is late. Clara trusts Hawks, his friend.", "Frank is late. Hawks is his brother."],
)
def test_whose_somebody_is_is_another(nlp: Language, text: str) -> None:
    """*Hawks, his friend*, *Hawks is his brother*: Hawks is not the one who is spoken of."""
    assert resolved(nlp, text, *PEOPLE) == [("his", "Frank")]


@pytest.mark.model
def test_nobody_who_is_named_is_a_candidate(nlp: Language) -> None:
    """However few are in view, a pronoun may mean somebody else, but not what syntax settles."""
    text = "Hawks waited. He hurt himself. They called him Frank."
    layout = Layout(analysed(nlp, text))
    found = picks(layout, layout.occurrences(named(text, *PEOPLE)), KNOWN, {}, {})
    open_ = {
        p.anaphor.token.text: any(c.occurrence.entity.iri in NOBODIES for c in p.ranked)
        for p in found
    }
    assert open_ == {"He": True, "himself": False, "him": False}


@pytest.mark.model
def test_a_noun_right_before_a_name_tells_its_pronoun(nlp: Language) -> None:
    """*Ada's old boyfriend Bo*, though the parser may read *Bo* as the subject of what follows."""
    ada = EntityRef("https://graphbuild.example/essay/a.txt/nil/person/ada", "Ada", "person", True)
    bo = EntityRef("https://graphbuild.example/essay/a.txt/nil/person/bo", "Bo", "person", True)
    text = "Back in town, Ada’s old boyfriend Bo turns up."
    layout = Layout(analysed(nlp, text))
    names = layout.occurrences(named(text, ("Ada", ada), ("Bo", bo)))
    assert told_pronouns(names) == {bo.iri: "he"}


@pytest.mark.model
def test_the_text_and_the_casts_tell_who_acts_and_who_makes(nlp: Language) -> None:
    """Crafts come from the roster, from words beside a name and from *directed by*."""
    text = "The actress Clara came late to Harbour, directed by Frank. Hawks wrote to her."
    layout = Layout(analysed(nlp, text))
    names = layout.occurrences(named(text, *PEOPLE))
    cast = Roster((FILM,), {FILM.iri: frozenset({HAWKS.iri})}, frozenset({FRANK.iri}))
    assert crafts(names, cast, {}) == {
        CLARA.iri: "acting",
        FRANK.iri: "both",
        HAWKS.iri: "making",
    }


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("He plays a sailor.", "acting"),
        ("Nobody liked his script.", "making"),
        ("His role in the script is small.", "acting"),
        ("She sells apples.", "other"),
    ],
)
def test_what_a_pronoun_is_said_to_do(nlp: Language, text: str, deed: str) -> None:
    """What it has tells more than the verb."""
    doc = analysed(nlp, text).blocks[0].doc
    (pronoun,) = (t for t in doc if t.lower_ in {"he", "she", "his"})
    assert deed_of(pronoun) == deed


BO = EntityRef("https://graphbuild.example/essay/a.txt/nil/character/bo", "Bo", "character", True)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Bo wins the race. The man has no talent, but he never gives up.",
        "Bo wins the race. This young rider has no talent, but he never gives up.",
        "Bo, a lawyer, wins the case. The lawyer has no talent, but he never gives up.",
    ],
)
def test_a_description_takes_up_who_was_named(nlp: Language, text: str) -> None:
    """*The man*, *this young rider*, *the lawyer* of a lawyer are no strangers beside the name."""
    layout = Layout(analysed(nlp, text))
    found = picks(layout, layout.occurrences(named(text, ("Bo", BO))), {}, {}, {})
    labels = [{c.occurrence.entity.label for c in pick.ranked} for pick in found]
    assert labels == [{"Bo", pick.anaphor.token.text} for pick in found]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Bo wins the race. A man applauds. The man has no talent.",
        "Bo wins the race. The man who sold the car has no talent.",
        "Bo wins the race. The best man of the town has no talent.",
        "Bo wins the race. The lawyer has no talent.",
    ],
)
def test_a_description_that_tells_of_somebody_else(nlp: Language, text: str) -> None:
    """What was introduced before, is told apart, or is called what nobody was, points nowhere."""
    layout = Layout(analysed(nlp, text))
    people = sorted(
        (*layout.occurrences(named(text, ("Bo", BO))), *rivals(layout, ())[0]),
        key=lambda o: o.position,
    )
    assert list(descriptions(layout, people)) == []


@pytest.mark.model
def test_what_somebody_plays_is_no_stranger(nlp: Language) -> None:
    """*plays a lawyer*, *turns into a monster*, *Hawks's character*, *the character of Frank*:
    nobody besides the named."""
    text = (
        "Hawks plays a lawyer. Frank turns into a monster. Hawks's character meets a nurse. "
        "The Frank character sings. The title character of Frank dies."
    )
    found, _ = rivals(Layout(analysed(nlp, text)), ())
    assert [o.head.text for o in found] == ["nurse"]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Hawks plays the rich and lonely widower Bo.",
        "Hawks is the title character, Bo.",
        "Hawks plays Bo.",
    ],
)
def test_the_text_says_who_plays_whom(nlp: Language, text: str) -> None:
    """A part stands behind its verb, however it is described."""
    layout = Layout(analysed(nlp, text))
    names = layout.occurrences(named(text, ("Bo", BO), *PEOPLE))
    kb: Any = _NoFacts()
    assert casting(names, kb, Iris()) == {BO.iri: frozenset({HAWKS.iri})}


@pytest.mark.model
def test_an_apposition_behind_a_clause_describes_somebody_else(nlp: Language) -> None:
    """*Bo, whose father buys a bride for him, a slave girl*: Bo is no girl."""
    text = "This is Bo, whose father obtains a bride for him, a slave girl from the kitchen."
    layout = Layout(analysed(nlp, text))
    assert told_pronouns(layout.occurrences(named(text, ("Bo", BO)))) == {}


@pytest.mark.model
def test_brackets_behind_a_name_speak_of_it(nlp: Language) -> None:
    """*Bo (nobody noticed, but he sings)*: he is Bo, whatever Hawks does outside the brackets."""
    text = "Hawks is at his best and Hawks brings Bo (nobody noticed, but he sings) and the band."
    found = resolved(nlp, text, ("Bo", BO), *PEOPLE)
    assert [who for word, who in found if word == "he"] == ["Bo"]
