"""Templates and files of the served pages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader

__all__ = ["asset", "page"]


@cache
def asset(name: str) -> str:
    """The text of one of our files in ``assets/``."""
    return (files("graphbuild.serving") / "assets" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, loader=FunctionLoader(asset))


def page(name: str, **values: object) -> str:
    """A page from its template; every value is escaped."""
    return _environment().get_template(name).render(**values)
