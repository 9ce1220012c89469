"""Status: whether a text asserts what it says, or attributes, supposes or denies it."""

from graphbuild.annotation.factuality.judging import Judgement, judge
from graphbuild.annotation.factuality.learnt import STATUSES, as_borne_out, status_features

__all__ = ["STATUSES", "Judgement", "as_borne_out", "judge", "status_features"]
