"""The shipped tables: what they hold, that they are consistent and agree with the references."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MINIMUM = {"films": 1000, "people": 3000, "characters": 3000, "performances": 4000}


def _verify(root: Path, *arguments: str) -> tuple[int, dict]:
    command = [sys.executable, "scripts/verify_knowledge.py", "--json", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def tables(root: Path):
    """The shipped tables."""
    from knowledge_tables import read_tables

    return read_tables(root / "data" / "knowledge")


def test_the_tables_are_large_and_consistent(root: Path) -> None:
    """Counts reach the minimum, and nothing dangles, repeats or is out of range."""
    code, result = _verify(root)
    assert (code, result["inconsistencies"]) == (0, [])
    assert all(result["counts"][name] >= least for name, least in MINIMUM.items())


def test_the_tables_agree_with_the_references(root: Path, shared: Path) -> None:
    """At least 99.5 % of what can be compared agrees, and every disagreement is explained."""
    files = sorted(str(path) for path in (shared / "reference").iterdir())
    _, result = _verify(root, *files)
    assert result["disagreements"] == []
    assert result["fields"]["all"]["agreement"] >= 0.995
    assert result["fields"]["all"]["compared"] >= 10_000


def test_anora_is_complete(tables) -> None:
    """Who plays whom in Anora, with the nicknames that essays use."""
    cast = {p["performer"]: p["character"] for p in tables["performances"] if p["film"] == "film/anora-2024"}  # fmt: skip # noqa: E501
    names = {row["key"]: row for row in tables["characters"]}
    assert cast["person/mikey-madison"] == "character/anora-mikheeva"
    assert names["character/anora-mikheeva"]["nicknames"].split("|")[0] == "Ani"
    assert names[cast["person/mark-eydelshteyn"]]["nicknames"] == "Vanya"
    assert {names[key]["name"] for key in cast.values()} >= {"Igor", "Toros", "Garnick", "Lulu"}


def test_remakes_share_their_figures(tables) -> None:
    """Jo March of three films is one character, played by three people."""
    jo = [p["performer"] for p in tables["performances"] if p["character"] == "character/jo-march"]
    assert {"person/katharine-hepburn", "person/winona-ryder", "person/saoirse-ronan"} <= set(jo)


def test_every_best_picture_since_1970_is_there(root: Path, shared: Path, tables) -> None:
    """All nominees for Best Picture of 1970 to 2024 are in the films table."""
    import csv

    with (shared / "reference" / "oscars.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["Film"]]
    wanted = {
        row["FilmId"]: row["Film"]
        for row in rows
        if row["CanonicalCategory"] == "BEST PICTURE" and 1970 <= int(row["Year"][:4]) <= 2024
    }
    ours = {film["imdb"] for film in tables["films"]}
    assert [title for imdb, title in wanted.items() if imdb not in ours] == []


def test_a_wrong_director_is_found(root: Path, shared: Path, tmp_path: Path) -> None:
    """Verification sees a fact that a reference contradicts, and says where it stands."""
    folder = tmp_path / "knowledge"
    shutil.copytree(root / "data" / "knowledge", folder)
    films = folder / "films.tsv"
    text = films.read_text(encoding="utf-8")
    films.write_text(text.replace("\tperson/john-g-avildsen\t", "\tperson/ang-lee\t"), "utf-8")
    code, result = _verify(root, str(shared / "reference" / "oscars.csv"), "--folder", str(folder))
    found = [(d["field"], d["record"]) for d in result["disagreements"]]
    assert code == 1
    assert found == [("directors", "film/rocky-1976")]


def test_a_dangling_key_is_found(root: Path, tmp_path: Path) -> None:
    """A performance of somebody who is not in the tables is an inconsistency."""
    folder = tmp_path / "knowledge"
    shutil.copytree(root / "data" / "knowledge", folder)
    with (folder / "performances.tsv").open("a", encoding="utf-8") as stream:
        stream.write("film/anora-2024\tperson/nobody-at-all\t\t99\teditorial\n")
    code, result = _verify(root, "--folder", str(folder))
    assert code == 1
    assert any("person/nobody-at-all" in what for _, what in result["inconsistencies"])


def test_one_person_under_two_names_is_found(root: Path, tmp_path: Path) -> None:
    """An id that stands in two records is reported."""
    folder = tmp_path / "knowledge"
    shutil.copytree(root / "data" / "knowledge", folder)
    people = folder / "people.tsv"
    known = next(line for line in people.read_text().splitlines() if "\tnm" in line)
    cells = known.split("\t")
    people.write_text(people.read_text() + "\t".join(["person/another-name", "Another Name", *cells[2:]]) + "\n")  # fmt: skip # noqa: E501
    code, result = _verify(root, "--folder", str(folder))
    assert code != 0
    assert any("stands 2 times: one record under two" in message for _, message in result["inconsistencies"])  # fmt: skip # noqa: E501
