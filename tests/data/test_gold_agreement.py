"""The independent reading stands in its texts, and agreement is counted as it should be."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def agreement(root: Path) -> ModuleType:
    path = root / "scripts" / "gold_agreement.py"
    spec = importlib.util.spec_from_file_location("gold_agreement", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_agreement"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_whole_unseen_half_was_read(agreement: ModuleType) -> None:
    """Every text of the unseen half has a reading, and none of the other half."""
    splits = [gold.split for gold, _ in agreement.texts()]
    assert splits == ["unseen"] * 18


def test_the_gold_agrees_with_itself(agreement: ModuleType) -> None:
    """A reading that is the gold differs nowhere."""
    for gold, _ in agreement.texts():
        codes = {(m["type"], m["label"]): f"e{n}" for n, m in enumerate(gold.mentions)}
        same = agreement.Reading(types={code: kind for (kind, _), code in codes.items()})
        for m in gold.mentions:
            same.mentions[m["start"], m["end"]] = codes[m["type"], m["label"]]
        assert agreement.compare(gold, same).counts["same"] == sum(
            not m.get("optional") for m in gold.mentions
        )


def test_kappa(agreement: ModuleType) -> None:
    """The worked example of Cohen's measure, and its two ends."""
    table = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement.kappa([table]) == pytest.approx(0.4)
    assert agreement.kappa([[("a", "a"), ("b", "b")]]) == 1.0
    assert agreement.kappa([[("a", "b"), ("b", "a")]]) == -1.0


def test_a_reading_that_is_not_in_the_text_is_refused(
    agreement: ModuleType, tmp_path: Path
) -> None:
    """The message says which line, and where in the text it was looked for."""
    path = tmp_path / "a.tsv"
    path.write_text("rick: character Rick\nRick\trick\nIlsa\trick\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Ilsa"):
        agreement.read(path, "Rick owns a bar.")
