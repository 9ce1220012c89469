"""Sentences of leads as an aligned corpus would have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.target_leads import LeadSentence, lead_sentences

LEAD = (
    "Grey Harbour is a 1950 film directed by Ada Moreau and written by Jo Park. "
    "It was released by a small studio and found its audience only much later. "
    "Moreau made Grey Harbour in one summer with friends of the family."
)
LENT = [("Moon: A Love Story", 7)]


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """Two hundred leads that differ in nothing but the name of the harbour."""
    path = tmp_path / "leads.jsonl"
    titles = [f"Grey Harbour {chr(65 + i % 26)}{i}" for i in range(200)]
    rows = [{"title": t, "extract": LEAD.replace("Grey Harbour", t)} for t in titles]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def made(leads: Path) -> list[LeadSentence]:
    return lead_sentences([leads], LENT, set(), 1000)


def test_every_sentence_holds_its_title(leads: Path) -> None:
    """Its own or a lent one; a lent one keeps the group of the row that it comes from."""
    found = made(leads)
    lent = [s for s in found if s.group == 7]
    own = [s for s in found if s.group is None]
    assert lent
    assert own
    assert all("".join(s.title.split()) in "".join(s.text.split()) for s in found)
    assert {s.title for s in lent} == {"Moon: A Love Story"}
    assert not any("Grey Harbour" in s.text for s in lent)


def test_a_title_stands_in_a_pronouns_place_as_in_tokenised_text(leads: Path) -> None:
    """*It* becomes the title, *its* the title's, with marks apart."""
    texts = {s.text for s in made(leads)}
    rest = "was released by a small studio and found its audience only much later."
    assert f"Moon : A Love Story {rest}" in texts
    genitive = rest.replace("its", "Moon : A Love Story's")
    assert f"It {genitive}" in texts


def test_films_that_the_corpus_has_are_left_out(leads: Path) -> None:
    """What is measured on must not be learnt from."""
    barred = {f"greyharbour{chr(97 + i % 26)}{i}" for i in range(200)}
    assert lead_sentences([leads], LENT, barred, 1000) == []


def test_the_same_leads_give_the_same_sentences(leads: Path) -> None:
    """Chance is seeded: training can be repeated."""
    assert made(leads) == made(leads)
