"""``graphbuild eval`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import main


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["eval", *map(str, arguments)])
    return result.exit_code, result.output


def _gold(folder: Path) -> Path:
    text = "Carol was directed by Todd Haynes in 2015. She loves Therese."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    start = text.index("Todd")
    mentions = [
        {"start": 0, "end": 5, "text": "Carol", "type": "film", "label": "Carol"},
        {
            "start": start,
            "end": start + 11,
            "text": "Todd Haynes",
            "type": "person",
            "label": "Todd Haynes",
        },
    ]
    required = [[["Carol"], ["director"], ["Todd Haynes"]]]
    gold = folder / "gold.json"
    essay = {"mentions": mentions, "required": required}
    gold.write_text(json.dumps({"a.txt": essay}), encoding="utf-8")
    return gold


@pytest.mark.model
def test_table_has_every_measure_that_the_gold_allows(tmp_path: Path) -> None:
    """Names and claims are scored, with intervals; pronouns are not marked and not shown."""
    code, out = run(_gold(tmp_path), "--errors", "--calibration")
    assert code == 0
    assert "mentions" in out
    assert "claims" in out
    assert "pronouns" not in out
    assert "expected calibration error" in out


@pytest.mark.model
def test_json_gives_figures_for_scripts(tmp_path: Path) -> None:
    """``--json`` prints one object with counts, ratios and intervals."""
    code, out = run(_gold(tmp_path), "--json", "--without", "status")
    assert code == 0
    report = json.loads(out)
    assert report["measures"]["claims"] == {
        "P": 1.0,
        "R": 1.0,
        "F1": 1.0,
        "interval": [1.0, 1.0],
        "right": 1,
        "given": 1,
        "wanted": 1,
    }


def test_gold_whose_text_is_missing_is_named(tmp_path: Path) -> None:
    """The message says which text is not there and how to name its folder."""
    gold = _gold(tmp_path)
    (tmp_path / "a.txt").unlink()
    code, out = run(gold)
    assert code == 3
    assert "a.txt" in out
    assert "--texts" in out


@pytest.mark.parametrize("content", ["[]", "{", '{"a.txt": 3}'])
def test_what_is_no_gold_is_refused(tmp_path: Path, content: str) -> None:
    """A file in another format is named, and the format pointed to."""
    gold = tmp_path / "gold.json"
    gold.write_text(content, encoding="utf-8")
    code, out = run(gold)
    assert code == 3
    assert "gold.json" in out


def test_unknown_part_lists_the_parts(tmp_path: Path) -> None:
    """A misspelt part is answered with those there are."""
    code, out = run(_gold(tmp_path), "--without", "rooster")
    assert code == 2
    assert "'roster'" in out
