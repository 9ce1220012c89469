"""Claims in the terms of other ontologies."""

from graphbuild.annotation.targets.target import Target

__all__ = ["Target"]
