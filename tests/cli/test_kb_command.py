"""The ``graphbuild kb`` commands, as a user sees them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphbuild.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def invoke(*args: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, ["kb", *args], input=typed)

    return invoke


def test_info_counts(run: Run) -> None:
    """The counts that the contract names are there as JSON."""
    about = json.loads(run("info", "--json").stdout)
    assert about["films"] > 100
    assert {"films", "people", "characters", "performances", "version"} <= set(about)


def test_search_gives_reasons_and_fails_when_nothing_is_found(run: Run) -> None:
    """The likeliest meaning comes first; exit code 1 when there is none."""
    best = json.loads(run("search", "Ani", "--json").stdout)[0]
    assert (best["label"], best["type"]) == ("Anora Mikheeva", "character")
    assert best["reason"]
    missing = run("search", "qqqq zzzz xxxx")
    assert missing.exit_code == 1
    assert "is called" in missing.stderr


def test_show_takes_keys_and_iris(run: Run) -> None:
    """Cast and credits of a film, by its key or by its IRI under any base."""
    by_key = run("show", "film/anora-2024", "--json")
    by_iri = run("show", "https://example.org/films/film/anora-2024", "--json")
    assert by_key.stdout == by_iri.stdout
    assert "Mikey Madison" in by_key.stdout
    assert run("show", "film/none-1900").exit_code == 3


def test_an_added_film_is_known_from_then_on(run: Run) -> None:
    """Director and performers that are known are used; characters and nicknames are new."""
    added = run(
        "add", "film", "Frames of Dust", "--year", "2031", "--director", "Sean Baker",
        "--cast", "Mikey Madison as Tilda Ray (Til)", "--cast", "Nobody Known as herself",
    )  # fmt: skip
    assert added.exit_code == 0, added.stderr
    assert "film/frames-of-dust-2031" in added.stdout
    shown = json.loads(run("show", "film/frames-of-dust-2031", "--json").stdout)
    assert [p["character"] for p in shown["performances"]] == ["Tilda Ray", "Nobody Known"]
    assert json.loads(run("search", "Til", "--json").stdout)[0]["key"] == "character/tilda-ray"
    again = run("add", "film", "Frames of Dust", "--year", "2031")
    assert again.exit_code == 3
    assert "known already" in again.stderr


def test_the_form_in_the_terminal_asks(run: Run) -> None:
    """Without a title the film is asked for."""
    typed = "Salt Road\n2030\nSean Baker\nMikey Madison as Ines Roy\n\n"
    added = run("add", "film", typed=typed)
    assert added.exit_code == 0, added.output
    assert "character/ines-roy" in added.output


def test_a_table_of_films_is_added_and_its_wrong_rows_named(run: Run, tmp_path: Path) -> None:
    """Exit code 1 when a row was rejected; the others are added."""
    path = tmp_path / "films.csv"
    path.write_text("title,year,cast\nSalt Road,2030,A B as C D\nBad,soon,\n")
    added = run("add", "film", "--csv", str(path))
    assert added.exit_code == 1
    assert "films.csv:3" in added.stderr
    assert run("show", "film/salt-road-2030").exit_code == 0


def test_build_import_and_layer(run: Run, tmp_path: Path) -> None:
    """A file made by an import is used alone or over the core."""
    (tmp_path / "films.csv").write_text("title,year,directors\nSalt Road,2030,Sean Baker\n")
    out = tmp_path / "films.sqlite"
    assert run("import", "csv", str(tmp_path / "films.csv"), "-o", str(out)).exit_code == 0
    alone = json.loads(run("info", "--json", "--kb", str(out)).stdout)
    assert (alone["films"], alone["people"]) == (1, 1)
    both = run("search", "Salt Road", "--json", "--kb", str(out), "--kb", "core")
    assert json.loads(both.stdout)[0]["key"] == "film/salt-road-2030"


def test_reconcile_writes_the_contract(run: Run, tmp_path: Path) -> None:
    """Matches are written as left_id, right_id, score."""
    (tmp_path / "l.csv").write_text("id|title|year\n1|Salt Road|2030\n2|Other|1999\n")
    (tmp_path / "r.csv").write_text("id|title|year\n7|Salt Road|2030\n")
    out = tmp_path / "m.csv"
    done = run("reconcile", str(tmp_path / "l.csv"), str(tmp_path / "r.csv"), "--out", str(out))
    assert done.exit_code == 0
    header, line = out.read_text().splitlines()
    assert header == "left_id,right_id,score"
    assert line.startswith("1,7,0.")


def test_check_names_file_and_line(run: Run, tmp_path: Path) -> None:
    """A doubtful record is named; exit code 1."""
    (tmp_path / "films.tsv").write_text("key\ttitle\tyear\nfilm/a-1999\tA\t1999\n")
    found = run("check", str(tmp_path))
    assert found.exit_code == 1
    assert "films.tsv:2\tA has no director" in found.stdout
