"""The wide tier is made of the lists' facts: what is no name is left out, namesakes are parted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LISTED: list[dict[str, Any]] = [
    {
        "title": "Salt Roads",
        "year": 1957,
        "cast": ["Ida Jay", "(narrator)", "The Gulls", "the life of", 'Gus "Minnow" Hart'],
        "genres": ["Drama", "Noir", "Unheard Of"],
        "extract": "Salt Roads is a 1957 British film directed by Ana M. Roe and starring Ida Jay "
        "and Ed Fay. It was remade in 1980.",
    },
    {
        "title": "Salt Roads",
        "year": 1980,
        "cast": ["Una Bay"],
        "genres": [],
        "extract": "Salt Roads is a remake of the 1957 film directed by Ana M. Roe.",
    },
    {"title": "Late Gulls", "year": 2011, "cast": ["Ida Jay", "Una Bay"], "genres": []},
    {"title": "No One", "year": 1957, "cast": ["narrator"], "genres": []},
    {"title": "Old Harbour", "year": 1958, "cast": ["Ida Jay"], "genres": []},
]
CURATED: dict[str, list[dict[str, str]]] = {
    "films": [
        {
            "key": "film/old-harbour-1958",
            "title": "Old Harbour",
            "year": "1958",
            "original_title": "",
            "aliases": "",
            "directors": "",
            "screenwriters": "",
            "producers": "",
            "cinematographers": "",
        }
    ],
    "people": [{"key": "person/ida-jay", "name": "Ida Jay", "aliases": "", "birth_year": "1930"}],
    "characters": [],
    "performances": [
        {"film": "film/old-harbour-1958", "performer": "person/ida-jay", "character": ""}
    ],
}
NOTHING: dict[str, list[dict[str, str]]] = {"films": [], "people": []}


def _tables(
    folder: Path,
    stored: dict[str, list[dict[str, str]]] = NOTHING,
    curated: dict[str, list[dict[str, str]]] = CURATED,
):
    from knowledge_references import References
    from wide_films import wide_tables
    from wide_listed import Known, read_listed

    path = folder / "films.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in LISTED), encoding="utf-8")
    known = Known(frozenset({"drama", "film-noir"}))
    return wide_tables(read_listed([path], References({}, {}), known), curated, stored)


def test_facts_are_taken_over_and_what_is_no_name_is_not(tmp_path: Path) -> None:
    """Cast and stars without notes and bands, genres of the scheme, the director of this film."""
    films = {row["key"]: row for row in _tables(tmp_path)["films"]}
    first = films["film/salt-roads-1957"]
    assert first["cast"] == "person/ida-jay|person/gus-hart|person/ed-fay"
    assert first["directors"] == "person/ana-m-roe"
    assert first["genres"] == "drama|film-noir"
    assert films["film/salt-roads-1980"]["directors"] == ""


def test_a_curated_film_and_one_of_nobody_are_left_out(tmp_path: Path) -> None:
    """Only films with somebody who made them, which nobody curates."""
    assert sorted(row["title"] for row in _tables(tmp_path)["films"]) == [
        "Late Gulls",
        "Salt Roads",
        "Salt Roads",
    ]


def test_a_name_is_the_curated_person_where_the_years_allow(tmp_path: Path) -> None:
    """A film of 1957 is that of the curated performer, one of generations later a namesake's."""
    tables = _tables(tmp_path)
    films = {row["key"]: row for row in tables["films"]}
    assert films["film/late-gulls-2011"]["cast"] == "person/ida-jay-2|person/una-bay"
    names = {row["key"]: (row["name"], row["aliases"]) for row in tables["people"]}
    assert "person/ida-jay" not in names
    assert names["person/gus-hart"] == ("Gus Hart", "Minnow Hart")


def test_stored_keys_are_kept(tmp_path: Path) -> None:
    """A second run changes nothing, and a key that was chosen otherwise stays."""
    tables = _tables(tmp_path)
    assert _tables(tmp_path, tables) == tables
    (row,) = (r for r in tables["people"] if r["name"] == "Una Bay")
    row["key"] = "person/una-bay-7"
    for film in tables["films"]:
        film["cast"] = film["cast"].replace("person/una-bay", "person/una-bay-7")
    assert _tables(tmp_path, tables) == tables


def test_somebody_who_becomes_curated_keeps_their_films(tmp_path: Path) -> None:
    """Of whom the curated tables have the name alone, the stored key says which films are theirs,
    if they had been born."""
    stored = _tables(tmp_path)
    bay = {"key": "person/una-bay", "name": "Una Bay", "aliases": "", "birth_year": "1955"}
    with_bay = CURATED | {"people": [*CURATED["people"], bay]}
    tables = _tables(tmp_path, stored, with_bay)
    films = {row["key"]: row["cast"] for row in tables["films"]}
    assert films["film/salt-roads-1980"] == "person/una-bay"
    assert "person/una-bay" not in {row["key"] for row in tables["people"]}
    bay["birth_year"] = "1990"
    late = {row["key"]: row["cast"] for row in _tables(tmp_path, stored, with_bay)["films"]}
    assert late["film/salt-roads-1980"] == "person/una-bay-2"
