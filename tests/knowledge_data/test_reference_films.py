"""Films that both references have are taken over, namesakes and unnamed directors left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

AWARDS = """\
Ceremony\tYear\tClass\tCanonicalCategory\tCategory\tFilm\tFilmId\tName\tNominees\tNomineeIds\tWinner\tDetail\tNote\tCitation
30\t1957\tActing\tACTRESS IN A LEADING ROLE\tACTRESS\tSalt Roads\ttt0000001\tIda Jay\tIda Jay\tnm0000001\t\tMara 'Minnow' Quill\t\t
30\t1957\tActing\tACTOR IN A LEADING ROLE\tACTOR\tOther Town\ttt0000002\tEd Fay\tEd Fay\tnm0000002\t\tGull\t\t
"""  # noqa: E501
LISTED = [
    {
        "title": "Salt Roads",
        "year": 1957,
        "cast": ["Ida Jay", "Gus Hart"],
        "genres": ["Drama"],
        "extract": "Salt Roads is a 1957 British film directed by Ana M. Roe. More follows.",
    },
    {"title": "Other Town", "year": 1957, "cast": ["Ed Fay"], "genres": [], "extract": "A film."},
]


@pytest.fixture
def references(tmp_path: Path) -> list[Path]:
    awards, listed = tmp_path / "awards.csv", tmp_path / "films.jsonl"
    awards.write_text(AWARDS, encoding="utf-8")
    listed.write_text("\n".join(json.dumps(row) for row in LISTED), encoding="utf-8")
    return [awards, listed]


def _facts(references: list[Path], people: list[dict[str, str]]):
    from knowledge_tables import COLUMNS
    from reference_films import new_facts

    tables = {name: [] for name in COLUMNS}
    tables["people"] = people
    return new_facts(tables, references).films


def test_a_film_of_both_references_comes_with_what_each_says(references: list[Path]) -> None:
    """Parts from the awards; cast, director and country from the list; no director, no film."""
    (film,) = _facts(references, [])
    assert (film.title, film.year, film.countries) == ("Salt Roads", 1957, ["GB"])
    assert film.credits["directors"] == ["Ana M. Roe"]
    assert [(p.performer, p.character, p.nicknames) for p in film.cast] == [
        ("Ida Jay", "Mara Quill", ("Minnow",)),
        ("Gus Hart", "", ()),
    ]


def test_somebody_else_of_the_name_is_left_out(references: list[Path]) -> None:
    """A person known by another id is a namesake."""
    known = [{"name": "Ida Jay", "imdb": "nm0000009"}]
    (film,) = _facts(references, known)
    assert [p.performer for p in film.cast] == ["Gus Hart"]
