"""Status of statements: what is asserted, attributed, supposed or denied, and by which words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.annotation.analysis import Analysis, Block
from graphbuild.annotation.factuality import judge
from graphbuild.annotation.factuality.framing import listed_theories
from graphbuild.annotation.quotations import Quotation
from graphbuild.model import EntityRef, Mention, Span
from graphbuild.resources import data_dir
from tests.annotation.test_coreference import analysed

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuild.annotation.factuality import Judgement

CASES = [
    ("It is hard to believe that Coppola directed it.", "directed", "asserted", None),
    ("For an hour we believe Mother killed Marion.", "killed", "hypothetical", "believe"),
    # story and production told straight
    ("Rick proposes to Ilsa in Paris.", "proposes", "asserted", None),
    ("He is known for directing quiet dramas.", "directing", "asserted", None),
    ("The widow begins to trust her lodger.", "trust", "asserted", None),
    ("We learn that Frank is the son of a judge.", "son", "asserted", None),
    ("Marion, who robbed her boss, may confess.", "robbed", "asserted", None),
    ("She went on to star in Psycho.", "star", "asserted", None),
    ("He would later direct Vertigo.", "direct", "asserted", None),
    ("The film imagines Clara marrying the baker.", "marrying", "asserted", None),
    ("She did not stay and married him.", "married", "asserted", None),
    ("It is not the first time that Ford has directed one.", "directed", "asserted", None),
    # negation
    ("Clara never met the baker.", "met", "negated", "never"),
    ("Nobody directed the sequel.", "directed", "negated", "Nobody"),
    ("Nobody but Ford directed there.", "directed", "asserted", None),
    ("Frank, who had hoped to marry her, left.", "marry", "hypothetical", "hoped"),
    ("Clara is no longer his wife.", "wife", "negated", "no longer"),
    ("Clara left without marrying the baker.", "marrying", "negated", "without"),
    ("Frank denies that he killed the judge.", "killed", "negated", "denies"),
    ("Rocky fails to beat Apollo.", "beat", "negated", "fails"),
    ("Clara is unlikely to marry Frank.", "marry", "negated", "unlikely"),
    ("She did not love or marry him.", "marry", "negated", "not"),
    ("The wedding never happened.", "wedding", "negated", "never"),
    ("Kubrick never won an Oscar for directing.", "won", "negated", "never"),
    ("The director did not view Clara as a victim.", "victim", "negated", "not"),
    ("Frank hardly ever kissed Clara.", "kissed", "negated", "hardly ever"),
    ("There is no scene in which Clara marries Frank.", "marries", "negated", "no scene"),
    ("Ford isn't the one who directed it.", "directed", "negated", "n't"),
    ("Frank was too tired to kill the judge.", "kill", "negated", "too tired"),
    ("Frank was no longer able to direct.", "direct", "negated", "no longer"),
    ("Was it Frank who killed the judge? No, a thief.", "killed", "negated", "No"),
    # no ground for it
    ("Nothing suggests that Frank killed the judge.", "killed", "negated", "Nothing"),
    ("There is no line to suggest that Clara loves Frank.", "loves", "negated", "line to suggest"),
    (
        "Only a fool would think that Frank killed him.",
        "killed",
        "negated",
        "Only a fool would think",
    ),
    (
        "It would be a mistake to think that Frank killed him.",
        "killed",
        "negated",
        "mistake to think",
    ),
    ("The myth that Frank killed him was debunked.", "killed", "negated", "debunked"),
    ("Nobody can doubt that Frank killed the judge.", "killed", "asserted", None),
    ("Clara pretends not to know that Frank killed him.", "killed", "asserted", None),
    ("Not only did Ford direct it, he also wrote it.", "direct", "asserted", None),
    ("Viewers look in vain for a kiss.", "kiss", "negated", "in vain"),
    # whose word it is
    ("Frank tells the guards that Clara is his wife.", "wife", "attributed", "tells"),
    ("Guides will tell you that Ford directed it.", "directed", "attributed", "tell"),
    ("It was assumed at the time that Ford directed it.", "directed", "attributed", "assumed"),
    ("For one reviewer, Clara loves the baker.", "loves", "attributed", "For one reviewer"),
    (
        "On the political reading, Frank loves Clara.",
        "loves",
        "attributed",
        "On the political reading",
    ),
    ("To judge by the trailer, Ford directed it.", "directed", "attributed", "judge by"),
    ("Some viewers take the two for sisters.", "sisters", "attributed", "take"),
    (
        "You would swear that Ford shot it there. None of it was: the hills are painted.",
        "shot",
        "negated",
        "None of it was",
    ),
    # what was never shown
    (
        "The alternate ending, in which Clara marries him, is lost.",
        "marries",
        "hypothetical",
        "The alternate ending",
    ),
    ("The scene in which Clara marries him is a dream.", "marries", "hypothetical", "dream"),
    ("Let us suppose that Frank killed the judge.", "killed", "hypothetical", "Let us suppose"),
    # possibility, conditions, wishes, demands, plans, questions
    ("Frank must have divorced Clara.", "divorced", "hypothetical", "must"),
    ("Frank considers divorcing Clara.", "divorcing", "hypothetical", "considers"),
    ("I would love to see Frank kill the judge.", "kill", "hypothetical", "would"),
    ("Was it Frank who killed the judge? No idea.", "killed", "hypothetical", "?"),
    ("Clara may have married the baker.", "married", "hypothetical", "may"),
    ("Perhaps Frank loves Clara.", "loves", "hypothetical", "Perhaps"),
    ("If Frank had married Clara, they would be happy.", "married", "hypothetical", "If"),
    ("Had she married him, she would be rich.", "married", "hypothetical", "Had"),
    ("Whether Clara loves Frank is unclear.", "loves", "hypothetical", "Whether"),
    ("Was Clara ever married to Frank?", "married", "hypothetical", "?"),
    ("Her brothers demand a divorce.", "divorce", "hypothetical", "demand"),
    ("She wants to marry him.", "marry", "hypothetical", "wants"),
    ("Frank asks Clara to be his wife.", "wife", "hypothetical", "asks"),
    ("The studio planned to cast Brando.", "cast", "hypothetical", "planned"),
    ("Frank travels to Paris to marry Clara.", "marry", "hypothetical", "to"),
    # theories
    ("A darker theory suggests she dies at sea.", "dies", "hypothetical", "suggests"),
    ("Fans theorized that the marriage was annulled.", "annulled", "hypothetical", "theorized"),
    ("In a dream, Clara marries Frank.", "marries", "hypothetical", "In a dream"),
    (
        "In the original script, Frank killed Clara.",
        "killed",
        "hypothetical",
        "In the original script",
    ),
    ("In this script, Frank killed Clara.", "killed", "asserted", None),
    ("I suspect that Frank loves Clara.", "loves", "hypothetical", "suspect"),
    ("I like to think that Frank loves Clara.", "loves", "hypothetical", "think"),
    ("Clara became the first woman to win the prize.", "win", "asserted", None),
    ("Will Patton plays Frank.", "plays", "asserted", None),
    ("Frank, noted for using amateurs, directed Clara.", "using", "asserted", None),
    (
        "In a parallel universe Frank killed Clara.",
        "killed",
        "hypothetical",
        "In a parallel universe",
    ),
    ("I forgot that Welles wrote the script.", "wrote", "asserted", None),
    ("Don't forget that Welles wrote the script.", "wrote", "asserted", None),
    ("There's no doubt that Welles wrote the script.", "wrote", "asserted", None),
    ("You can see Frank kill the judge.", "kill", "asserted", None),
    # somebody's word
    ("Rumor has it that Frank killed the judge.", "killed", "attributed", "Rumor"),
    ("Rosa tells everybody that Frank killed the judge.", "killed", "attributed", "tells"),
    ("Frank, so they say, killed the judge.", "killed", "attributed", "say"),
    ("Critics believe that Welles wrote the script.", "wrote", "attributed", "believe"),
    ("Frank tells Clara that he loves her.", "loves", "attributed", "tells"),
    ("Hawks was said to have fired the writer.", "fired", "attributed", "said"),
    ("Hawks allegedly fired the writer.", "fired", "attributed", "allegedly"),
    ("Rumors of a divorce followed.", "divorce", "attributed", "Rumors"),
    ("Her alleged husband left.", "husband", "attributed", "alleged"),
]


WORDS = (
    "Clara Frank not never may if that said theory loves marry wants to of a the , . ? “ ” who"
).split()


def judged(nlp: Language, text: str, word: str, mentions: tuple[Mention, ...] = ()) -> Judgement:
    block = analysed(nlp, text).blocks[0]
    return judge(block, next(t for t in block.doc if t.text == word), mentions)


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "status", "cue"), CASES)
def test_status_and_cue(nlp: Language, text: str, word: str, status: str, cue: str | None) -> None:
    """A statement has the status that its sentence gives it, and the cue is the word that does."""
    judgement = judged(nlp, text, word)
    found = text[slice(*judgement.cue)] if judgement.cue else None
    assert (judgement.status, found) == (status, cue)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Hawks said that the studio fired the writer.",
        "According to Hawks, the studio fired the writer.",
    ],
)
def test_attribution_names_its_source(nlp: Language, text: str) -> None:
    """What somebody says is theirs: the linked source is who the statement is attributed to."""
    hawks = EntityRef("https://x/person/howard-hawks", "Howard Hawks", "person")
    at = text.index("Hawks")
    mention = Mention(at, at + 5, "Hawks", "name", hawks, 1.0, "")
    judgement = judged(nlp, text, "fired", (mention,))
    assert (judgement.status, judgement.attributed_to) == ("attributed", hawks)


@pytest.mark.model
def test_a_statement_inside_a_quotation_is_the_speakers(nlp: Language) -> None:
    """What stands between quotation marks is not the essay's own claim."""
    text = "“The studio fired the writer,” Hawks said."
    analysis = analysed(nlp, text)
    hawks = EntityRef("https://x/person/howard-hawks", "Howard Hawks", "person")
    quotation = Quotation(Span(1, 28), text[1:28], hawks, Span(31, 36), Span(37, 41))
    block = analysis.blocks[0]
    fired = next(t for t in block.doc if t.text == "fired")
    judgement = judge(block, fired, (), (quotation,))
    assert (judgement.status, judgement.attributed_to) == ("attributed", hawks)
    assert judgement.cue == Span(37, 41)


@pytest.mark.model
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_any_words_are_judged(nlp: Language, words: list[str]) -> None:
    """Whatever the words, each gets a status, and the cue is a span of the text."""
    text = " ".join(words)
    block = analysed(nlp, text).blocks[0]
    for token in block.doc:
        judgement = judge(block, token, ())
        assert (judgement.cue is None) == (judgement.status == "asserted")
        if judgement.cue is not None:
            assert text[slice(*judgement.cue)].strip()


@pytest.mark.model
@pytest.mark.parametrize(("split", "floor"), [("tune", 0.9), ("unseen", 0.75)])
def test_kinds_of_status_are_told_apart(nlp: Language, split: str, floor: float) -> None:
    """Beliefs, rumours, theories, wishes and facts of the status gold get their status."""
    lines = (data_dir() / "gold" / "status_sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line.startswith(f"{split}\t")]
    right = [judged(nlp, text, word).status in wanted.split() for _, _, text, word, wanted in rows]
    assert sum(right) / len(right) >= floor


@pytest.mark.model
def test_numbered_theories_are_not_asserted(nlp: Language) -> None:
    """What opens an item of a list of theories is supposed; what the item adds is told."""
    heading = replace(analysed(nlp, "Three theories about Clara").blocks[0].region, kind="heading")
    item = analysed(nlp, "1. Frank marries Clara. Rick directed it.")
    block = item.blocks[0]
    title = Block(heading, nlp("Three theories about Clara"), block.offsets)
    theories = listed_theories(Analysis(item.essay, (title, block)))
    words = {t.text: t for t in block.doc}
    assert judge(block, words["marries"], (), (), theories).status == "hypothetical"
    assert judge(block, words["directed"], (), (), theories).status == "asserted"
    assert listed_theories(item) == ()


@pytest.mark.model
def test_the_next_sentence_can_deny_what_others_say(nlp: Language) -> None:
    """*You would swear … None of it was*: the denial decides."""
    told = judged(nlp, "You would swear that it was filmed in India. None of it was.", "filmed")
    assert told.status == "negated"
    kept = judged(nlp, "People say that Frank killed the cook. He was a baker.", "killed")
    assert kept.status == "attributed"
