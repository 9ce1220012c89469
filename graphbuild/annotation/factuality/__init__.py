"""Status: whether a text asserts what it says, or attributes, supposes or denies it."""

from graphbuild.annotation.factuality.judging import Judgement, judge

__all__ = ["Judgement", "judge"]
