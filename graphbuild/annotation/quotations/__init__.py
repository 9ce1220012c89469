"""Quotations with their speakers."""

from graphbuild.annotation.quotations.finding import Quotation, enclosing, find

__all__ = ["Quotation", "enclosing", "find"]
