"""Facts written in the compact notation become rows with keys that never change."""

from __future__ import annotations

from pathlib import Path

import pytest

FACTS = """
Harbour Lights / Les Feux du port [Lights of the Harbour] | 1999 | Ana Roe | =,Bo Lind | FR,BE | drama | m=Cy Moss | b=novel~=~Di Vane~1950
> Ed Fay = Tom Gale (Tommy, Thomas Gale); Flo Gray ~ Mia; Gus Hart =~ Old Mia; Ana Roe ~ self
Harbour Lights Again | 2004 | Bo Lind | = | FR | drama | b=novel~Harbour Lights
> Ida Jay ~ Mia; Ed Fay = Gull
Other Town | 2001 | Bo Lind | = | BE | comedy
> Kit Low ~ Mia; Kit Low#2 = Tom Gale@
@people Ed Fay | Edward Fay | | | 1950 |
"""  # noqa: E501


@pytest.fixture
def merged(tmp_path: Path):
    """The tables made from the facts above."""
    return _merge(tmp_path, FACTS, {})


def _merge(folder: Path, text: str, tables: dict):
    from knowledge_facts import read_facts
    from knowledge_tables import COLUMNS
    from merge_facts import Merger

    (folder / "facts.txt").write_text(text, encoding="utf-8")
    merger = Merger({name: tables.get(name, []) for name in COLUMNS})
    merger.merge(read_facts([folder / "facts.txt"]))
    return merger.finish()


def _row(tables, table: str, key: str):
    return next(row for row in tables[table] if row["key"] == key)


def test_a_film_has_its_titles_credits_and_source_work(merged) -> None:
    """Titles, people, countries and the novel stand in the film's row by key."""
    film = _row(merged, "films", "film/harbour-lights-1999")
    assert film["original_title"] == "Les Feux du port"
    assert film["aliases"] == "Lights of the Harbour"
    assert film["screenwriters"] == "person/ana-roe|person/bo-lind"
    assert film["based_on"] == "work/harbour-lights"
    assert _row(merged, "works", "work/harbour-lights")["creator"] == "person/di-vane"


def test_names_in_brackets_are_nicknames_or_aliases(merged) -> None:
    """One word is a nickname, several an alias."""
    character = _row(merged, "characters", "character/tom-gale")
    assert (character["nicknames"], character["aliases"]) == ("Tommy", "Thomas Gale")


def test_figures_of_one_work_share_a_key_and_homonyms_do_not(merged) -> None:
    """Mia of both films of the novel is one figure, Mia of another film is another."""
    mia = {p["film"]: p["character"] for p in merged["performances"] if "mia" in p["character"]}
    assert mia["film/harbour-lights-again-2004"] == "character/mia"
    assert mia["film/other-town-2001"] == "character/mia-2"


def test_a_figure_is_shared_where_the_facts_say_so(merged) -> None:
    """``@`` takes the known figure of that name."""
    part = next(p for p in merged["performances"] if p["performer"] == "person/kit-low-2")
    assert part["character"] == "character/tom-gale"


def test_pronouns_of_performer_and_character_may_differ(merged) -> None:
    """Two signs give the performer's and the character's pronoun."""
    assert _row(merged, "people", "person/gus-hart")["pronoun"] == "he"
    assert _row(merged, "characters", "character/old-mia")["pronoun"] == "she"


def test_who_plays_oneself_is_the_character(merged) -> None:
    """``self`` is the performer's own key."""
    part = next(p for p in merged["performances"] if p["performer"] == "person/ana-roe")
    assert part["character"] == "person/ana-roe"


def test_roles_follow_from_credits(merged) -> None:
    """People have the roles they are credited with."""
    assert _row(merged, "people", "person/ana-roe")["roles"] == "actor|director|screenwriter"
    assert _row(merged, "people", "person/ed-fay")["birth_year"] == "1950"


def test_merging_again_changes_nothing(merged, tmp_path: Path) -> None:
    """Keys already stored are kept."""
    before = {name: [dict(row) for row in rows] for name, rows in merged.items()}
    assert _merge(tmp_path, FACTS, merged) == before


def test_who_is_there_for_the_name_alone_stays(merged, tmp_path: Path) -> None:
    """A figure of no film stays; one that a film no longer has goes, unless another has it."""
    columns = ("key", "name", "aliases", "nicknames", "pronoun", "source")
    figure = dict.fromkeys(columns, "") | {"key": "character/long-jane", "name": "Long Jane"}
    known = merged | {"characters": [*merged["characters"], figure]}
    recast = "Harbour Lights Again | 2004 | | | | \n> Ida Jay ~ Nora\n"
    tables = _merge(tmp_path, recast, known)
    left = {row["key"] for row in tables["characters"]}
    assert {"character/long-jane", "character/mia", "character/nora"} <= left
    assert "character/gull" not in left


def test_merging_leaves_the_source_of_who_is_in_no_film(merged) -> None:
    """What references say of the films says nothing of somebody whom no film names."""
    from knowledge_references import read_references
    from knowledge_sources import Sourcing

    row = dict.fromkeys(merged["people"][0], "") | {"key": "person/una-vey", "name": "Una Vey"}
    merged["people"].append(row | {"source": "wikipedia-films"})
    list(Sourcing(merged, read_references([])).run())
    assert _row(merged, "people", "person/una-vey")["source"] == "wikipedia-films"
    assert _row(merged, "people", "person/ed-fay")["source"] == "editorial"


def test_a_series_known_by_name_keeps_its_key_when_its_parts_are_told(tmp_path: Path) -> None:
    """It leaves the names; one that shares its name with another has its year in the key."""
    named = {"key": "series/salt-bay", "name": "Salt Bay", "aliases": "Saltbay"}
    named |= {"kind": "television", "source": "editorial"}
    facts = "Salt Bay | 1988s | | | GB | drama\n> Ed Fay = Tom\nSalt Bay | 2009s | | | US | drama\n"
    tables = _merge(tmp_path, facts, {"series": [named]})
    assert [row["key"] for row in tables["films"]] == ["series/salt-bay", "series/salt-bay-2009"]
    assert tables["films"][0]["aliases"] == "Saltbay"
    assert tables["series"] == []


def test_an_alias_is_the_person_known_by_it(merged, tmp_path: Path) -> None:
    """A film that credits an alias does not make a second person."""
    more = "New Film | 2010 | Bo Lind | = | BE | drama\n> Edward Fay = Sam\n"
    tables = _merge(tmp_path, more, merged)
    part = next(p for p in tables["performances"] if p["film"] == "film/new-film-2010")
    assert part["performer"] == "person/ed-fay"


@pytest.mark.parametrize("line", ["Film | year | A B | = | FR | drama", "> Nobody Someone"])
def test_what_cannot_be_read_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    """The error says where."""
    text = "Good | 1990 | A B | = | FR | drama\n" + line
    with pytest.raises(ValueError, match=r"facts\.txt:2"):
        _merge(tmp_path, text, {})


def test_the_sign_of_a_shared_figure_stands_before_or_behind_its_other_names(
    tmp_path: Path,
) -> None:
    """It says whose key the part has and never stays in a name."""
    facts = """
Harbour Lights | 1999 | Ana Roe | = | FR | drama
> Ed Fay = Tom Gale (Tommy)
Harbour Lights Again | 2004 | Ana Roe | = | FR | drama
> Kit Low = Tom Gale@ (Tommy)
Harbour Lights at Last | 2009 | Ana Roe | = | FR | drama
> Kit Low = Tom Gale (Tommy)@
"""
    tables = _merge(tmp_path, facts, {})
    assert {p["character"] for p in tables["performances"]} == {"character/tom-gale"}
    assert [row["name"] for row in tables["characters"]] == ["Tom Gale"]
