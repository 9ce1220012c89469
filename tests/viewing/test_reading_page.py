"""The reading view, opened in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuild.model import (
    AnnotatedEssay,
    Candidate,
    Claim,
    EntityRef,
    Essay,
    Evidence,
    Mention,
    Predicate,
    Region,
    Span,
    Value,
)
from graphbuild.ontology import Ontology
from graphbuild.viewing.reading_page import render_reading_page
from tests.accessibility import serious_violations
from tests.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

BASE = "https://graphbuild.example/"
TEXT = (
    "Two women 😀😀\n\nCarol <i>meets</i> *Therese* 😀 at the counter. She smiles.\n\nLeave a Reply"
)
CAROL = EntityRef(BASE + "character/carol-aird", "Carol Aird", "character")
THERESE = EntityRef(BASE + "character/therese-belivet", "Therese Belivet", "character")


def at(part: str) -> Span:
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


def small_essay() -> AnnotatedEssay:
    """A heading, a paragraph with markup and emoji, a form line; two characters, one claim."""
    star = at("*Therese*")
    body = Region(
        at("Carol").start,
        at("smiles.").end,
        "body",
        (Span(star.start, star.start + 1), Span(star.end - 1, star.end)),
    )
    regions = (
        Region(0, at("😀😀").end, "heading"),
        body,
        Region(at("Leave").start, len(TEXT), "form"),
    )
    essay = Essay("lists/a.txt", TEXT, "0" * 64, "en", regions, title="Two women 😀😀")
    other = Candidate(BASE + "film/carol-2015", "Carol", "film", 0.2, "no film verb near")
    mentions = (
        Mention(*at("Carol"), "Carol", "name", CAROL, 0.9, "in the cast", (other,)),
        Mention(*at("Therese"), "Therese", "name", THERESE, 0.9, "in the cast"),
        Mention(*at("She"), "She", "pronoun", CAROL, 0.7, "subject", antecedent=at("Carol")),
    )
    span = Span(at("Carol").start, at("Therese").end)
    claim = Claim(
        "00ff",
        CAROL,
        Predicate(BASE + "hasMet", "hasMet"),
        THERESE,
        "hypothetical",
        "diegetic",
        0.9,
        "verb:meet",
        (Evidence(*span, TEXT[span.start : span.end]),),
        circumstances=(
            ("date", Value("1952-12", "http://www.w3.org/2001/XMLSchema#gYearMonth")),
            ("place", EntityRef(BASE + "place/new-york", "New York City", "place")),
        ),
    )
    return AnnotatedEssay(essay, mentions, (claim,))


@pytest.fixture(scope="module")
def page(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    path: Path = tmp_path_factory.mktemp("reading") / "a.html"
    path.write_text(render_reading_page(small_essay(), ontology=Ontology.load()), encoding="utf-8")
    browser = open_browser(chromium)
    browser.get(path.as_uri())
    yield browser
    browser.quit()


def texts(page: Chrome, selector: str) -> list[str]:
    from selenium.webdriver.common.by import By

    return [e.text for e in page.find_elements(By.CSS_SELECTOR, selector)]


def click(page: Chrome, selector: str) -> None:
    from selenium.webdriver.common.by import By

    page.find_element(By.CSS_SELECTOR, selector).click()


@pytest.mark.browser
class TestReadingPage:
    def test_mentions_are_marked_exactly_behind_emoji(self, page: Chrome) -> None:
        """Emoji before a mention do not shift what is coloured; markup is hidden, tags are text."""
        assert texts(page, ".character.m[data-m]") == ["Carol", "Therese", "She"]
        assert "Carol <i>meets</i> Therese 😀 at the counter. She smiles." in texts(page, "p.text")

    def test_click_on_a_mention_explains_the_link(self, page: Chrome) -> None:
        """A click shows label, reason, the candidates not chosen and all other mentions."""
        click(page, "#m0")
        (card,) = texts(page, "#card")
        assert "Carol Aird" in card
        assert "in the cast" in card
        assert "no film verb near" in card
        assert "2 mentions: Carol She" in card

    def test_a_pronoun_leads_to_its_antecedent(self, page: Chrome) -> None:
        """A pronoun's card names what it stands for."""
        click(page, "#m2")
        assert "stands for Carol" in texts(page, "#card")[0]

    def test_a_claim_lights_its_evidence(self, page: Chrome) -> None:
        """A click on a margin note lights exactly the words that it quotes."""
        click(page, ".note b")
        assert "".join(texts(page, ".piece.lit")).replace(" ", "") == "Carol<i>meets</i>Therese"
        assert "hypothetical" in texts(page, ".note")[0]

    def test_a_note_says_where_and_when(self, page: Chrome) -> None:
        """What happened stands below the two whom it joins."""
        assert texts(page, ".note .happened") == ["Encounter in New York City in December 1952"]

    def test_links_lead_back_to_the_graph(self, page: Chrome) -> None:
        """From a nested essay the graph page is two folders up, at the entity."""
        from selenium.webdriver.common.by import By

        href = page.find_element(By.CSS_SELECTOR, ".note a").get_dom_attribute("href")
        assert href == f"../../graph.html#{CAROL.iri}"

    def test_page_is_accessible(self, page: Chrome) -> None:
        """axe finds no serious violation."""
        assert serious_violations(page) == []

    def test_boilerplate_is_told_apart(self, page: Chrome) -> None:
        """A form line is there, dimmed as what it is."""
        assert texts(page, ".form .text") == ["Leave a Reply"]
