"""The shared scorer reads our gold: what the gold says scores full marks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HALVES = ("tune", "unseen", "passages_tune", "passages_unseen")


def _load(path: Path) -> dict[str, dict[str, Any]]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _answer(mention: dict[str, Any], kind: str) -> dict[str, Any]:
    """The mention as `graphbuild annotate` would give it."""
    iri = f"{mention.get('type')}/{mention['label']}"
    return {**mention, "kind": kind, "iri": iri}


def _score(shared: Path, what: str, gold: Path, out: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        str(shared / "tools" / "score.py"),
        what,
        str(gold),
        "--out",
        str(out),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize("half", HALVES)
def test_gold_scores_full_marks_against_itself(
    root: Path, shared: Path, tmp_path: Path, half: str
) -> None:
    """Every mention, eponym and pronoun counts, and no two entities are mistaken for one."""
    gold = root / "data" / "gold" / f"{half}_mentions.json"
    for name, essay in _load(gold).items():
        answers = [_answer(m, "name") for m in essay["mentions"]]
        answers += [_answer(p, "pronoun") for p in essay["pronouns"]]
        answer = {"mentions": answers, "claims": []}
        (tmp_path / f"{Path(name).stem}.json").write_text(json.dumps(answer), encoding="utf-8")
    mentions = _score(shared, "mentions", gold, tmp_path)
    assert mentions["F1"] == 1.0
    assert mentions["eponym"][0] == mentions["eponym"][1]
    assert _score(shared, "pronouns", gold, tmp_path)["F1"] == 1.0


@pytest.mark.parametrize("half", HALVES)
def test_required_claims_alone_are_all_found_and_none_is_wrong(
    root: Path, shared: Path, tmp_path: Path, half: str
) -> None:
    """Each required claim can be met in the contract's direction and none is forbidden."""
    gold = root / "data" / "gold" / f"{half}_claims.json"
    for name, essay in _load(gold).items():
        claims = [_claim(row) for row in essay["required"]]
        answer = {"mentions": [], "claims": claims}
        (tmp_path / f"{Path(name).stem}.json").write_text(json.dumps(answer), encoding="utf-8")
    score = _score(shared, "claims", gold, tmp_path)
    assert score["found"] == score["of"] > 0
    assert score["wrongly_asserted"] == 0
    assert score["unlisted"] == 0


def _claim(row: list[list[str]]) -> dict[str, Any]:
    """A claim with the first label of each slot and the types that its predicate takes."""
    (subject, *_), (predicate, *_), (value, *_) = row
    people = {"said", "playsCharacter", "spouse", "divorced", "sibling", "parent", "proposedTo"}
    ends = {"playsCharacter": "character", "productionCompany": "organization"} | dict.fromkeys(
        ("filmingLocation", "narrativeLocation"), "place"
    )
    return {
        "subject": {"label": subject, "type": "person" if predicate in people else "film"},
        "predicate": {"name": predicate},
        "object": {"label": value, "type": ends.get(predicate, "person")},
        "status": "asserted",
    }
