"""What a cue is worth for each type.

Weights are set by hand (``weights.toml``); what is learnt beyond them: ``linking/kinds.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from graphbuild.annotation.evidence.surroundings import PLAIN

__all__ = ["base_scores", "scores_by_hand", "type_scores", "weights"]

_GROUPS = {"agent": ("person", "character"), "title": ("film", "work", "series")}


@cache
def _evidence() -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    text = (files(__package__) / "weights.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return data["base"], {cue: _spread(ws) for cue, ws in data["cues"].items()}


def _spread(given: Mapping[str, float]) -> dict[str, float]:
    out: dict[str, float] = {}
    for key, weight in given.items():
        for type_ in _GROUPS.get(key, (key,)):
            out[type_] = out.get(type_, 0.0) + weight
    return out


def scores_by_hand() -> Mapping[str, Mapping[str, float]]:
    """The ``weights`` of all cues that have some."""
    return _evidence()[1]


def base_scores() -> dict[str, float]:
    """Log-odds of each type for a name of which the text says nothing."""
    return _evidence()[0]


def weights(cue: str) -> Mapping[str, float]:
    """Weight by hand of a cue for each type that it speaks for or against; plain cues have none."""
    return {} if cue.startswith(PLAIN) else _evidence()[1][cue]


def type_scores(found: Iterable[str]) -> dict[str, float]:
    """The summed ``weights`` of cues, by type; a cue counts once."""
    by_hand = scores_by_hand()
    out: dict[str, float] = {}
    for cue in dict.fromkeys(found):
        if not cue.startswith(PLAIN):
            for type_, weight in by_hand[cue].items():
                out[type_] = out.get(type_, 0.0) + weight
    return out
