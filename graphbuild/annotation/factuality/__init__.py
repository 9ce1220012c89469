"""Status: whether a text asserts what it says, or attributes, supposes or denies it."""

from graphbuild.annotation.factuality.judging import Judgement, judge
from graphbuild.annotation.factuality.learnt import (
    STATUSES,
    Said,
    as_borne_out,
    status_features,
)
from graphbuild.annotation.factuality.negating import set_against

__all__ = [
    "STATUSES",
    "Judgement",
    "Said",
    "as_borne_out",
    "judge",
    "set_against",
    "status_features",
]
