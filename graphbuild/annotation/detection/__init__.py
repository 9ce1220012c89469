"""Mention detection: the spans of an essay that may be names."""

from graphbuild.annotation.detection.proposing import propose

__all__ = ["propose"]
