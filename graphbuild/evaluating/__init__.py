"""Evaluation: what the program finds in essays against what a careful reader marked in them."""

from graphbuild.evaluating.ablation import Ablation, ablate
from graphbuild.evaluating.calibration import Bin, expected_error, reliability
from graphbuild.evaluating.gold import GoldEssay, load_gold
from graphbuild.evaluating.measuring import MEASURES, Measure, Miss, Scored, score_essays
from graphbuild.evaluating.statistics import Interval, Tally, interval, paired_interval

__all__ = [
    "MEASURES",
    "Ablation",
    "Bin",
    "GoldEssay",
    "Interval",
    "Measure",
    "Miss",
    "Scored",
    "Tally",
    "ablate",
    "expected_error",
    "interval",
    "load_gold",
    "paired_interval",
    "reliability",
    "score_essays",
]
